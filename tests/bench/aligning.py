"""What it takes to pair the sentences of news with those of its translation, beside Gale–Church by characters alone.

Both begin with sentences that are cut already. How often either is right: ``tests/bench/accuracy/alignment.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.alignment import align
from provenance.sentences import sentences_in
from provenance.text import Text
from tests.bench.accuracy.alignment import gale_church
from tests.bench.measuring import ROUNDS, Case, Row, series
from tests.bench.news import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 20_000
"""Characters up to which Gale–Church stands beside: it looks at every sentence with every other."""


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what pairing takes from a few sentences to thousands."""
    sizes = (1_000, 5_000) if quick else (1_000, 5_000, 20_000, 100_000, 1_000_000)
    yield from series("sentences paired, en–uk", "characters", sizes, case)


def case(size: int) -> Case:
    """Return the pairing of two texts."""
    source, target = (Text(words, tag) for words, tag in zip(side_by_side(size), ("en", "uk"), strict=True))
    here, there = (sentences_in(text.words, text.language) for text in (source, target))
    words = [[span.of(text.words) for span in spans] for text, spans in ((source, here), (target, there))]
    large = size > 100_000
    return Case(
        ours=lambda: align(source, target, source_sentences=here, target_sentences=there),
        beside={"Gale–Church": lambda: gale_church(*words)} if size <= MOST else {},
        rounds=1 if large else ROUNDS if size <= MOST else 3,
        weighed=not large,
    )
