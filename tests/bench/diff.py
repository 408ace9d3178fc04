"""What a diff costs: ours beside diff-match-patch by characters, its clock off, and beside difflib by words.

Ours and diff-match-patch end at the same product, a delta that turns the source into the target; every delta is applied
and compared before anything is timed. difflib ends at edits of words. Texts are composed; revisions are those of
articles, a sample in proportion.
"""

from __future__ import annotations

import json
import random
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Levenshtein

from provenance.diff import apply, patch
from provenance.scripts import tokens as cut
from tests.bench.measuring import ROUNDS, Case, Goal, Row, series
from tests.bench.stores import article, rewritten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Pairs = Sequence[tuple[str, str]]

REVISIONS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "revisions" / "versions.jsonl"
SAMPLE = 20
"""Pairs of revisions."""

RIVAL = "diff-match-patch"
MOST = 50_000
"""Characters up to which diff-match-patch stands beside; difflib, up to a tenth of it."""

EDITED = {5_000: Goal(15), 50_000: Goal(40)}
REWRITTEN = {5_000: Goal(300)}


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what a diff takes, lightly edited, rewritten, unrelated, Han, and of revisions."""
    sizes: tuple[int, ...] = (150, 1_000, 5_000) if quick else (150, 1_000, 5_000, 50_000, 1_000_000)
    yield from series("diff, 5 % of words edited", "characters", sizes, edited)
    sizes = (100, 1_000) if quick else (100, 1_000, 5_000)
    yield from series("diff, rewritten by another hand", "characters", sizes, by_another_hand)
    sizes = (100, 1_000) if quick else (100, 1_000, 5_000, 50_000)
    yield from series("diff, unrelated texts", "characters", sizes, unrelated)
    yield from series("diff, Han, 5 % edited", "characters", (300,) if quick else (300, 3_000, 30_000), han)
    if REVISIONS.exists() and not quick:
        pairs = revisions(SAMPLE)
        size = sum(len(source) + len(target) for source, target in pairs) // (2 * len(pairs))
        yield from series(f"diff, {len(pairs)} pairs of revisions", "characters", (size,), lambda _: of(pairs))


def of(pairs: Pairs, goal: Goal | None = None) -> Case:
    """Return the ways to compare some pairs."""
    size = max(max(map(len, pair)) for pair in pairs)
    beside: dict[str, Callable[[], object]] = {}
    if size <= 1.2 * MOST:
        beside[RIVAL] = lambda: [rival(*pair) for pair in pairs]
    if size <= 1.2 * MOST / 10 and " " in pairs[0][0]:
        beside["difflib, words"] = lambda: [by_difflib(*pair) for pair in pairs]
    for source, target in pairs:
        assert apply(ours(source, target), source) == target
    if beside:
        beside["limit: tokens"] = lambda: [tokens(*pair) for pair in pairs]
    return Case(
        ours=lambda: [ours(*pair) for pair in pairs],
        beside=beside,
        goals={} if goal is None else {RIVAL: goal},
        times=len(pairs),
        rounds=ROUNDS if size < 10_000 else 3,
    )


def edited(size: int) -> Case:
    """Return texts of which one word in twenty is edited."""
    return of([composed(size, 0.05, seed=seed) for seed in range(10 if size < 1_000 else 1)], EDITED.get(size))


def by_another_hand(size: int) -> Case:
    """Return an article and the same put otherwise."""
    text = article(size, seed=1)
    return of([(text, rewritten(text, seed=3))], REWRITTEN.get(size))


def unrelated(size: int) -> Case:
    """Return two texts that have nothing to do with each other; diff-match-patch would take minutes at the longest."""
    pair = composed(size, 0, seed=0)[0], composed(size, 0, seed=1_000)[0]
    return of([pair]) if size <= 1_000 else Case(ours=lambda: ours(*pair), rounds=3)


def han(size: int) -> Case:
    """Return Han texts of which one character in twenty is edited."""
    return of([composed(size, 0.05, seed=4, han=True)])


def rival(source: str, target: str) -> str:
    """Return diff-match-patch's own delta, aligned by characters without a clock."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    delta: str = engine.diff_toDelta(engine.diff_main(source, target))
    return delta


def by_difflib(source: str, target: str) -> Sequence[tuple[str, int, int, int, int]]:
    """Return difflib's own edits by words; its guess at what is common is off, as it gives wrong blocks."""
    return SequenceMatcher(None, source.split(" "), target.split(" "), autojunk=False).get_opcodes()


def ours(source: str, target: str) -> str:
    """Return the delta of our patch, which holds the edits as well."""
    return patch(source, target).delta


def tokens(source: str, target: str) -> int:
    """Cut both texts into tokens: the least that a diff by words must do."""
    return sum(len(cut(text)) for text in (source, target))


def revisions(wanted: int) -> Pairs:
    """Return every k-th of the adjacent pairs of versions, sorted by length times distance: short and long, in proportion."""
    rows = [json.loads(line) for line in REVISIONS.read_text(encoding="utf-8").splitlines()]
    pairs = [(a["text"], b["text"]) for a, b in pairwise(rows) if a["title"] == b["title"] and a["text"] != b["text"]]
    pairs.sort(key=lambda pair: (max(map(len, pair)) * Levenshtein.distance(*pair), pair))
    step = max(1, len(pairs) // wanted)
    return pairs[step // 2 :: step]


def composed(size: int, share: float, *, seed: int, han: bool = False) -> tuple[str, str]:
    """Return a text of that many characters and the same with a share of its words (Han: characters) edited."""
    chosen = random.Random(seed)  # noqa: S311 - a fixed seed
    if han:
        stock = [chr(0x4E00 + int(chosen.paretovariate(0.6)) % 3_000) for _ in range(3_000)]
    else:
        letters = "eeeetttaaaooiinnsshhrrdlucmfwypgbv"
        stock = ["".join(chosen.choices(letters, k=chosen.randint(2, 10))) for _ in range(3_000)]
    glue = "" if han else " "
    words = chosen.choices(stock, [1 / rank for rank in range(1, len(stock) + 1)], k=size if han else size // 6)
    edited: list[str] = []
    for word in words:
        kind = chosen.choice(("replace", "delete", "insert")) if chosen.random() < share else "keep"
        edited += {
            "keep": [word],
            "delete": [],
            "replace": [chosen.choice(stock)],
            "insert": [word, chosen.choice(stock)],
        }[kind]
    return glue.join(words)[:size], glue.join(edited)[:size]
