"""How often a changed quantity or date is found, and how often one is cried that is none: ours beside digits alone.

Run ``python tests/bench/accuracy/facts.py [--cases] [--only NAME]``. A pair is one line and its translation, matched as a
whole. *Found*: the demetr translations in which a number was replaced on purpose. *False*: their good translations, the
harmless changes of the same sentences, professional translations and post-edits, which hold slips of their own. The
naive method compares the multisets of digit strings. ``--cases`` prints what ours cried, and of demetr what it missed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

from provenance.facts import facts_in
from provenance.facts.matching import changed_pairs, kept_pairs
from provenance.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.facts.fact import Fact

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
DEMETR = {"german": "de", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl", "czech": "cs"}
HARMLESS = ("tokenized", "full_lower", "final_punc_removed", "misspelled")
NTREX = {
    "arb": "ar",
    "bel": "be",
    "bul": "bg",
    "ces": "cs",
    "deu": "de",
    "fra": "fr",
    "heb": "he",
    "jpn": "ja",
    "kor": "ko",
    "pol": "pl",
    "spa": "es",
    "srp-Cyrl": "sr",
    "tur": "tr",
    "ukr": "uk",
    "vie": "vi",
}
KREMLIN = ("63061-address-covid-20200325", "63133-address-covid-20200402")
KINDS = {"quantity", "date"}


@define
class Tally:
    pairs: int = field(default=0)
    ours: int = field(default=0)
    naive: int = field(default=0)
    places: int = field(default=0)

    def row(self, name: str) -> str:
        share = [
            f"{100 * cried / max(1, self.pairs):6.2f} %  ({cried})" for cried in (self.ours, self.naive, self.places)
        ]
        return f"{name:<34}{self.pairs:>7}   {share[0]:<20}{share[1]:<20}{share[2]}"


def changes(source: str, source_language: str, target: str, target_language: str) -> list[tuple[Fact, Fact, str]]:
    """Return the pairs of facts that our matching calls changed."""
    sides = [facts_in(Text(source, source_language)), facts_in(Text(target, target_language))]
    ones, others = ([fact for fact in side if fact.kind in {*KINDS, "place"}] for side in sides)
    kept = kept_pairs(ones, others)
    first = [fact for number, fact in enumerate(ones) if all(number != pair[0] for pair in kept)]
    second = [fact for number, fact in enumerate(others) if all(number != pair[1] for pair in kept)]
    return [(first[i], second[j], how) for i, j, how in changed_pairs(first, second)]


def digits(text: str) -> Counter[str]:
    return Counter(
        re.sub("[.,' ]", "", found) for found in re.findall(r"[0-9]+(?:[.,' ][0-9]{3})*(?:[.,][0-9]+)?", text)
    )


def measure(name: str, pairs: Iterator[tuple[str, str, str, str]], *, cases: bool, wanted: bool = False) -> Tally:
    tally = Tally()
    for source, source_language, target, target_language in pairs:
        tally.pairs += 1
        found = changes(source, source_language, target, target_language)
        cried = [one for one in found if one[0].kind in KINDS]
        tally.ours += bool(cried)
        tally.places += any(one[0].kind == "place" for one in found)
        tally.naive += digits(source) != digits(target)
        if cases and (bool(cried) != wanted or (not wanted and found)):
            print(f"\n[{name}] {source}\n    {target}")
            for one, other, how in found if not wanted else cried:
                print(f"    {one.kind} {how}: {one.surface} = {one.value} / {other.surface} = {other.value}")
            if wanted:
                for side in ((source, source_language), (target, target_language)):
                    print("   ", [(fact.surface, fact.value) for fact in facts_in(Text(*side)) if fact.kind in KINDS])
    return tally


def demetr(name: str, target: str) -> Iterator[tuple[str, str, str, str]]:
    (path,) = (DATA / "demetr").glob(f"*_{name}.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["pert_check"]:
            yield item["src_sent"], DEMETR[item["lang_tag"]], item[target], "en"


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def parallel(first: Path, second: Path, languages: tuple[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for one, other in zip(lines(first), lines(second), strict=True):
        if one.strip() and other.strip():
            yield one, languages[0], other, languages[1]


def paragraphs(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    sides = [
        [line for line in lines(folder / f"{name}.txt") if line.strip()] for name in ("ru.original", "en.official")
    ]
    for one, other in zip(*sides, strict=True):
        yield one, "ru", other, "en"


def sets() -> Iterator[tuple[str, Iterator[tuple[str, str, str, str]], bool]]:
    yield "demetr numbers_replaced: found", demetr("numbers_replaced", "pert_sent"), True
    yield "demetr numbers_replaced: false", demetr("numbers_replaced", "mt_sent"), False
    for name in HARMLESS:
        yield f"demetr {name}", demetr(name, "pert_sent"), False
    for folder, languages in (("ru-en", ("ru", "en")), ("en-zh", ("en", "zh")), ("en-de", ("en", "de"))):
        for part in ("dev", "train"):
            base = DATA / "mlqe-pe" / folder
            if (base / f"{part}.src").is_file():
                yield f"mlqe-pe {folder} {part}", parallel(base / f"{part}.src", base / f"{part}.pe", languages), False
    for code, language in NTREX.items():
        path = DATA / "ntrex" / f"newstest2019-ref.{code}.txt"
        yield (
            f"ntrex en-{language}",
            parallel(DATA / "ntrex" / "newstest2019-src.eng.txt", path, ("en", language)),
            False,
        )
    for folder in KREMLIN:
        yield f"kremlin {folder[:5]}", paragraphs(DATA / "kremlin" / folder), False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", action="store_true", help="print what was cried, and what was missed in demetr")
    parser.add_argument("--only", default="", help="measure the sets whose name holds this")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"no data at {DATA}: nothing measured")
        return
    rows = [
        measure(name, pairs, cases=arguments.cases, wanted=wanted).row(name)
        for name, pairs, wanted in sets()
        if arguments.only in name
    ]
    print(f"\n{'set':<34}{'pairs':>7}   {'ours':<20}{'digits only':<20}places swapped")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
