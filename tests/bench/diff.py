"""What a diff costs: ours beside diff-match-patch alone, its clock off.

Run ``python tests/bench/diff.py [--pairs N] [--rounds N]``. Both sides end at the same product, a delta that turns the
source into the target; every delta is applied and compared before anything is timed. Rounds run the rivals in shuffled
order; printed are medians in microseconds a thousand characters (of both texts, halved), the minimum, and the ratio
within the run. Revisions are a sample: pairs sorted by length and edit, every k-th of them, so that short and long,
lightly and heavily edited ones are there in proportion.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import platform
import random
import statistics
import time
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Levenshtein

from provenance.diff import apply, patch
from provenance.likeness import align
from provenance.scripts import token_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Pairs = Sequence[tuple[str, str]]

REVISIONS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "revisions" / "versions.jsonl"
LASTING = 0.02
"""Seconds that a sample lasts at least: a shorter call is repeated within it."""


def rival(source: str, target: str) -> str:
    """Return diff-match-patch's own delta, aligned by characters without a clock."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    delta: str = engine.diff_toDelta(engine.diff_main(source, target))
    return delta


def ours(source: str, target: str) -> str:
    """Return the delta of our patch, which holds the edits as well."""
    return patch(source, target).delta


def tokens(source: str, target: str) -> int:
    """Cut both texts into tokens: the least that a diff by words must do."""
    return sum(1 for text in (source, target) for _ in token_spans(text))


def revisions(wanted: int) -> Pairs:
    """Return every k-th of the adjacent pairs of versions, sorted by length times distance."""
    rows = [json.loads(line) for line in REVISIONS.read_text(encoding="utf-8").splitlines()]
    pairs = [(a["text"], b["text"]) for a, b in pairwise(rows) if a["title"] == b["title"] and a["text"] != b["text"]]
    pairs.sort(key=lambda pair: (max(map(len, pair)) * Levenshtein.distance(*pair), pair))
    step = max(1, len(pairs) // wanted)
    print(f"revisions: every {step}th of {len(pairs)} pairs")
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


def sample(call: Callable[[str, str], object], pairs: Pairs) -> float:
    """Return the seconds that one pass over the pairs takes, repeated until the sample lasts."""
    gc.collect()
    gc.disable()
    passes = 0
    begin = time.perf_counter()
    while True:
        for source, target in pairs:
            call(source, target)
        passes += 1
        taken = time.perf_counter() - begin
        if taken >= LASTING:
            gc.enable()
            return taken / passes


def measured(name: str, pairs: Pairs, rounds: int) -> None:
    """Check that both deltas are right, then print a row of medians for each rival."""
    for source, target in pairs:
        assert apply(ours(source, target), source) == target
        assert apply(rival(source, target), source) == target
    thousands = sum(len(source) + len(target) for source, target in pairs) / 2_000
    rivals: dict[str, Callable[[str, str], object]] = {
        "diff-match-patch": rival,
        "ours: patch": ours,
        "ours: align": align,
        "limit: tokens": tokens,
    }
    taken: dict[str, list[float]] = {label: [] for label in rivals}
    order = random.Random(1)  # noqa: S311 - a fixed seed
    for _ in range(rounds):
        labels = list(rivals)
        order.shuffle(labels)
        for label in labels:
            taken[label].append(sample(rivals[label], pairs) / thousands * 1e6)
    base = statistics.median(taken["diff-match-patch"])
    print(f"\n{name}: {len(pairs)} pairs, {thousands:.1f} thousand characters, {rounds} rounds")
    for label, times in taken.items():
        middle = statistics.median(times)
        print(f"  {label:18} {middle:12.1f} µs/1,000   least {min(times):12.1f}   {base / middle:8.1f}×")


def grown(rounds: int) -> None:
    """Print how the time of unrelated texts grows from 5,000 to 50,000 characters: as which power of their length."""
    sizes = (5_000, 15_000, 50_000)
    times: dict[int, list[float]] = {size: [] for size in sizes}
    for number in range(rounds):
        for size in sizes:
            pair = composed(size, 0, seed=number)[0], composed(size, 0, seed=1_000 + number)[0]
            times[size].append(sample(ours, [pair]))
    least = {size: min(taken) for size, taken in times.items()}
    power = math.log(least[sizes[-1]] / least[sizes[0]]) / math.log(sizes[-1] / sizes[0])
    told = ", ".join(f"{size:,} characters {1e3 * taken:.1f} ms" for size, taken in least.items())
    print(f"\nunrelated: {told}; time grows as the power {power:.2f} of the length")


def main() -> None:
    """Print the whole table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pairs", type=int, default=40, help="revision pairs in the sample")
    arguments.add_argument("--rounds", type=int, default=5, help="rounds, of which the median is printed")
    given = arguments.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("rapidfuzz", "diff-match-patch"))
    print(f"Python {platform.python_version()}, {packages}")
    if REVISIONS.exists():
        measured("revisions", revisions(given.pairs), given.rounds)
    else:
        print(f"revisions left out: {REVISIONS} is not there")
    measured("composed, 150 characters, 5 %", [composed(150, 0.05, seed=s) for s in range(20)], given.rounds)
    measured("composed, 5,000 characters, 5 %", [composed(5_000, 0.05, seed=s) for s in range(4)], given.rounds)
    measured("composed, 50,000 characters, 5 %", [composed(50_000, 0.05, seed=5)], given.rounds)
    grown(given.rounds)
    measured("composed Han, 3,000, 5 %", [composed(3_000, 0.05, seed=s, han=True) for s in range(4)], given.rounds)


if __name__ == "__main__":
    main()
