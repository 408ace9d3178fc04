"""What it takes to compare a text with its translation, facts and sentences, beside asking langdetect for both languages.

Texts are news; they take turns, more of them than the library remembers, so that each is read anew.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from provenance.comparison import compare
from provenance.text import Text
from tests.bench.language import langdetect_alone, plainly
from tests.bench.measuring import ROUNDS, Case, Goal, Row, series
from tests.bench.news import news, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from langdetect.detector_factory import DetectorFactory

TURNS = 40
LANGDETECT = "langdetect, both texts"


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what comparing takes, across languages and within one."""
    factory = langdetect_alone()
    sizes = (100, 1_000, 5_000) if quick else (100, 1_000, 5_000, 50_000, 1_000_000)
    for tags in (("en", "uk"), ("en", "ja")):
        goals = {5_000: Goal(3, within=True)}

        def across(size: int, tags: tuple[str, str] = tags) -> Case:
            return of(size, tags, factory, goals.get(size))  # noqa: B023 - the same in each turn

        yield from series(
            f"compare, {tags[0]}–{tags[1]}", "characters", sizes if tags[1] == "uk" else sizes[:-1], across
        )
        if quick:
            return
    yield from series("compare, en–en-GB", "characters", sizes[:-1], lambda size: of(size, ("en", "en-GB"), factory))


def of(size: int, tags: tuple[str, str], factory: DetectorFactory, goal: Goal | None = None) -> Case:
    """Return the comparison of two texts."""
    large = size > 100_000
    step = len(news()["en"]) // TURNS
    turns = cycle(
        [
            (Text(one, tags[0]), Text(other, tags[1]))
            for first in range(0, 1 if large else step * TURNS, step)
            for one, other in [side_by_side(size, first, tags)]
        ]
    )

    def ours() -> object:
        made = compare(*next(turns))
        return made.facts, made.alignment, made.diff

    others = cycle([side_by_side(size, first, tags) for first in range(0, 1 if large else step * TURNS, step)])
    return Case(
        ours=ours,
        beside={} if large else {LANGDETECT: lambda: [plainly(factory, text) for text in next(others)]},
        goals={} if goal is None else {LANGDETECT: goal},
        rounds=1 if large else ROUNDS,
        weighed=not large,
    )
