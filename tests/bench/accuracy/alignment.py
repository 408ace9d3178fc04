"""How many sentences are paired rightly: ours beside plain Gale–Church by characters.

Run ``python tests/bench/accuracy/alignment.py [--cases LANGUAGE]``. *Text+Berg*: German and French articles, already cut;
F1 of beads that are exactly those of the gold standard, beads with an empty side left out on both. *News*: each article
of the set as running text, cut on both sides by our splitter; a bead is right if the lines that its sentences stand in
are the same on both sides, an empty side is never right. Articles set against the next article's translation tell how
often texts that do not answer to each other are taken for some. *Addresses*: paragraphs of an official translation, as
sentences, that are paired one to one. ``--cases`` prints the wrong beads of one language of the news.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from provenance.alignment import align, length_band, pairs
from provenance.sentences import paragraphs_in, sentences_in
from provenance.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Bead: TypeAlias = "tuple[tuple[int, ...], tuple[int, ...]]"
Cut: TypeAlias = "list[tuple[str, frozenset[int]]]"
"""Sentences of an article, each with the lines it stands in."""

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
BERG = ("dev", "test0", "test1")
BAR = {"dev": 0.720, "test0": 0.649, "test1": 0.584}
"""Published for Gale–Church by characters on these files; the variant here is that of the paper's own program."""
NEWS = {
    "arb": "ar",
    "bel": "be",
    "bul": "bg",
    "ces": "cs",
    "deu": "de",
    "fra": "fr",
    "heb": "he",
    "jpn": "ja",
    "kaz": "kk",
    "kor": "ko",
    "pol": "pl",
    "spa": "es",
    "srp-Cyrl": "sr",
    "tur": "tr",
    "ukr": "uk",
    "vie": "vi",
}
ADDRESSES = ("63061-address-covid-20200325", "63133-address-covid-20200402")
PENALTIES = {(1, 1): 0.0, (1, 0): 4.5, (0, 1): 4.5, (2, 1): 2.3, (1, 2): 2.3, (2, 2): 4.4}


def gale_church(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    """Return beads by length alone: Gale and Church 1993, appendix, with its penalties and its largest distance."""

    def distance(a: int, b: int) -> float:
        if a == b == 0:
            return 0.0
        likely = math.erfc(abs(a - b) / math.sqrt(6.8 * (a + b) / 2) / math.sqrt(2))
        return min(25.0, -math.log(likely)) if likely > 0 else 25.0

    a, b = [[len(sentence) for sentence in side] for side in (source, target)]
    costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            for (x, y), penalty in PENALTIES.items():
                if (i - x, j - y) in costs and i >= x and j >= y:
                    cost = costs[i - x, j - y] + penalty + distance(sum(a[i - x : i]), sum(b[j - y : j]))
                    if cost < costs.get((i, j), math.inf):
                        costs[i, j], steps[i, j] = cost, (x, y)
    beads: list[Bead] = []
    i, j = len(a), len(b)
    while i or j:
        x, y = steps[i, j]
        beads.append((tuple(range(i - x, i)), tuple(range(j - y, j))))
        i, j = i - x, j - y
    return beads[::-1]


def ours(source: Sequence[str], target: Sequence[str], languages: tuple[str, str]) -> list[Bead]:
    return [(i, j) for i, j, _ in pairs(source, target, usual=length_band(*languages))]


def strict(gold: Iterable[Bead], found: Iterable[Bead]) -> float:
    """Return F1 of whole beads, those with an empty side left out."""
    wanted, given = ({bead for bead in beads if all(bead)} for beads in (gold, found))
    return 2 * len(wanted & given) / max(1, len(wanted) + len(given))


def berg() -> None:
    print("\nText+Berg, de–fr                 bar   Gale–Church      ours")
    for name in BERG:
        folder = DATA / "align"
        gold = [
            (tuple(json.loads(a)), tuple(json.loads(b)))
            for a, _, b in (line.partition(":") for line in (folder / f"{name}.defr").read_text("utf-8").splitlines())
            if b
        ]
        sides = [
            [line.strip() for line in (folder / f"{name}.{tag}").read_text("utf-8").splitlines()]
            for tag in ("de", "fr")
        ]
        naive, own = strict(gold, gale_church(*sides)), strict(gold, ours(sides[0], sides[1], ("de", "fr")))
        print(f"{name:<28}{BAR[name]:>8.3f}{naive:>14.3f}{own:>10.3f}   {own - BAR[name]:+.3f}")


def articles(code: str, language: str) -> list[Cut]:
    """Return the news articles of a language, each cut by our splitter from running text."""
    lines = (DATA / "ntrex" / f"newstest2019-{code}.txt").read_text("utf-8").split("\n")
    names = (DATA / "ntrex" / "DOCUMENT_IDS.tsv").read_text("utf-8").split()
    glue = "" if language == "ja" else " "
    texts: dict[str, tuple[str, list[int]]] = {}
    for number, (line, name) in enumerate(zip(lines, names, strict=False)):
        text, owners = texts.get(name, ("", []))
        added = (glue if text else "") + line.strip()
        texts[name] = text + added, owners + [number] * len(added)
    return [
        [
            (span.of(text), frozenset(owners[at] for at in range(span.start, span.end) if not text[at].isspace()))
            for span in sentences_in(text, language)
        ]
        for text, owners in texts.values()
    ]


def right(bead: Bead, source: Cut, target: Cut) -> bool:
    here, there = (
        frozenset[int]().union(*(side[number][1] for number in numbers))
        for side, numbers in ((source, bead[0]), (target, bead[1]))
    )
    return here == there


def news(cases: str | None) -> None:
    print("\nnews, en–                      beads   Gale–Church      ours   taken for another's translation")
    english = articles("src.eng", "en")
    for code, language in NEWS.items():
        other = articles(f"ref.{code}", language)
        counts = [[0, 0], [0, 0]]
        for a, b in zip(english, other, strict=True):
            words = [sentence for sentence, _ in a], [sentence for sentence, _ in b]
            for row, beads in zip(counts, (gale_church(*words), ours(*words, ("en", language))), strict=True):
                row[0] += sum(right(bead, a, b) for bead in beads)
                row[1] += len(beads)
            if cases == language:
                show(a, b, language)
        long = [(a, b) for a, b in zip(english, other, strict=True) if min(len(a), len(b)) >= 8]
        taken = sum(
            bool(ours([sentence for sentence, _ in a], [sentence for sentence, _ in b], ("en", language)))
            for (a, _), (_, b) in pairwise(long)
        )
        naive, own = (good / total for good, total in counts)
        print(f"{language:<28}{counts[1][1]:>8}{naive:>14.4f}{own:>10.4f}   {taken} of {len(long) - 1}", flush=True)


def show(a: Cut, b: Cut, language: str) -> None:
    for bead in ours([sentence for sentence, _ in a], [sentence for sentence, _ in b], ("en", language)):
        if not right(bead, a, b):
            print(
                "   ", " | ".join(a[i][0][:70] for i in bead[0]), "\n      =", " | ".join(b[j][0][:70] for j in bead[1])
            )


def addresses() -> None:
    print("\naddresses, ru–en          paragraphs   one to one     ours")
    for name in ADDRESSES:
        source = Text((DATA / "kremlin" / name / "ru.original.txt").read_text("utf-8"), "ru")
        target = Text((DATA / "kremlin" / name / "en.official.txt").read_text("utf-8"), "en")
        here, there = paragraphs_in(source.words), paragraphs_in(target.words)
        beads = align(source, target, source_sentences=here, target_sentences=there)
        kept = sum(
            (*bead.source, *bead.target) == pair
            for bead, pair in zip(beads, zip(here, there, strict=True), strict=False)
        )
        print(f"{name:<30}{len(here):>3} : {len(there):<3}{kept:>9}")


def main() -> None:
    """Print the whole table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", help="language of the news whose wrong beads are printed")
    given = arguments.parse_args()
    begin = time.perf_counter()
    berg()
    addresses()
    news(given.cases)
    print(f"\n{time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
