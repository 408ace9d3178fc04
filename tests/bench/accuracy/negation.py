"""How often a flipped negation is found, and how often one is cried that is none: ours beside a naive word list.

Run ``python tests/bench/accuracy/negation.py [--cases]``. A pair is one sentence and its translation. *Found*: the
demetr translations whose negation was flipped on purpose. *False*: their good translations, the harmless changes of
the same sentences, and professional translations and post-edits, which hold slips and free wordings of their own. The
naive method is a list of negative words a language: it cries where one side has one and the other none. ``--cases``
prints what ours cried falsely and, of demetr, what it missed.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

from provenance.facts.negation import negation_in, paired_negation

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
DEMETR = {"german": "de", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl", "czech": "cs"}
HARMLESS = ("tokenized", "full_lower", "final_punc_removed", "misspelled")
NTREX = {"deu": "de", "fra": "fr", "spa": "es", "pol": "pl", "ces": "cs", "ukr": "uk", "jpn": "ja"}
KREMLIN = ("63061-address-covid-20200325", "63133-address-covid-20200402")
WORDS = {
    "en": r"\b(not|no|never|nor|neither|none|nobody|nothing|nowhere|cannot|without)\b|n['’]t\b",
    "de": r"\b(nicht|kein\w*|nie|niemals|niemand\w*|nichts|weder|ohne)\b",
    "fr": r"\b(ne|pas|jamais|rien|aucune?|ni|non|sans)\b|\bn['’]",
    "es": r"\b(no|nunca|jamás|nadie|nada|ningún|ningun[oa]|ni|tampoco|sin)\b",
    "it": r"\b(non|no|mai|nessun\w*|niente|nulla|né|neanche|nemmeno|senza)\b",
    "pl": r"\b(nie|nikt|nic|nigdy|żad\w+|ani|bez)\b",
    "cs": r"\b(ne|není|nikdo|nic|nikdy|žádn\w+|ani|bez)\b|\bne\w+",
    "uk": r"\b(не|ні|немає|ніхто|нічого|ніколи|жод\w+|ані|без)\b",
    "ru": r"\b(не|нет|ни|никто|ничего|никогда|нельзя|без)\b",
    "ja": "ない|なかった|なく|ません|ず",
    "zh": "不|没|無|无|未|非|别|勿|莫",
}


@define
class Tally:
    pairs: int = field(default=0)
    ours: int = field(default=0)
    naive: int = field(default=0)

    def row(self, name: str) -> str:
        share = [f"{100 * cried / max(1, self.pairs):6.2f} %  ({cried})" for cried in (self.ours, self.naive)]
        return f"{name:<34}{self.pairs:>7}   {share[0]:<18}{share[1]:<18}"


def flipped(source: str, source_language: str, target: str, target_language: str) -> bool:
    """Return whether our pairing leaves a plain negation of grammar without a counterpart."""
    pairs = paired_negation(
        negation_in(source, source_language),
        negation_in(target, target_language),
        source_length=len(source),
        target_length=len(target),
    )
    return any(
        (a is None and b is not None and not b.weak) or (b is None and a is not None and not a.weak) for a, b in pairs
    )


def naive(source: str, source_language: str, target: str, target_language: str) -> bool:
    """Return whether one side holds a word of its list and the other none."""
    found = [
        re.search(WORDS[language], text, re.IGNORECASE) is not None
        for text, language in ((source, source_language), (target, target_language))
    ]
    return found[0] != found[1]


def demetr(name: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (language, source, good translation, changed translation) of a demetr file's usable items."""
    for line in next((DATA / "demetr").glob(f"*_{name}.jsonl")).read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["pert_check"]:
            yield DEMETR[item["lang_tag"]], item["src_sent"], item["mt_sent"], item["pert_sent"]


def lines(path: Path) -> list[str]:
    """Return a file's lines."""
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def paragraphs(path: Path) -> list[str]:
    """Return a file's paragraphs that are not blank."""
    return [line for line in lines(path) if line.strip()]


def faithful() -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Yield the sets of faithful pairs: name, source language, target language, pairs."""
    english = lines(DATA / "ntrex" / "newstest2019-src.eng.txt")
    for code, language in NTREX.items():
        other = lines(DATA / "ntrex" / f"newstest2019-ref.{code}.txt")
        yield f"ntrex en-{language}", "en", language, list(zip(english, other, strict=True))
    for pair in ("ru-en", "en-zh", "en-de"):
        source, target = pair.split("-")
        folder = DATA / "mlqe-pe" / pair
        parts = [part for part in ("dev", "train") if (folder / f"{part}.src").is_file()]
        texts = [[line for part in parts for line in lines(folder / f"{part}.{end}")] for end in ("src", "pe")]
        yield f"mlqe-pe {pair} (src, pe)", source, target, list(zip(*texts, strict=True))
    for address in KREMLIN:
        both = [paragraphs(DATA / "kremlin" / address / name) for name in ("ru.original.txt", "en.official.txt")]
        yield f"kremlin {address[:5]} ru-en, paragraphs", "ru", "en", list(zip(*both, strict=True))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", action="store_true", help="print what was missed and what was cried falsely")
    cases = parser.parse_args().cases
    print(f"{'':<34}{'pairs':>7}   {'ours':<18}{'naive word list':<18}")
    print("found")
    by_language = {name: Tally() for name in (*DEMETR.values(), "all")}
    for language, source, _, changed in demetr("negation"):
        for name in (language, "all"):
            _count(by_language[name], source, language, changed, "en")
        if cases and not flipped(source, language, changed, "en"):
            print(f"    missed  {source}\n            {changed}")
    for name, tally in by_language.items():
        print(tally.row(f"  demetr negation, {name}"))
    print("false")
    good = Tally()
    for language, source, translation, _ in demetr("negation"):
        _count(good, source, language, translation, "en", show=cases)
    print(good.row("  demetr, good translations"))
    for name in HARMLESS:
        across, within = Tally(), Tally()
        for language, source, translation, changed in demetr(name):
            _count(across, source, language, changed, "en")
            _count(within, translation, "en", changed, "en", show=cases)
        print(across.row(f"  demetr {name}, across"))
        print(within.row(f"  demetr {name}, within"))
    for name, source_language, target_language, pairs in faithful():
        tally = Tally()
        for source, target in pairs:
            _count(tally, source, source_language, target, target_language, show=cases)
        print(tally.row(f"  {name}"))


def _count(
    tally: Tally, source: str, source_language: str, target: str, target_language: str, *, show: bool = False
) -> None:
    cried = flipped(source, source_language, target, target_language)
    tally.pairs += 1
    tally.ours += cried
    tally.naive += naive(source, source_language, target, target_language)
    if show and cried:
        print(f"    cried   {source}\n            {target}")


if __name__ == "__main__":
    main()
