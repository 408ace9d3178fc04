"""Whether the index of passages is as it should be, whichever database keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from provenance.stores.passages import passages_of
from provenance.stores.rows import digest_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.canonical import Digest
    from provenance.stores.tables import Tables

__all__ = ["MEND", "WORDS", "index_faults", "language_of"]

MEND = "make it anew: provenance store reindex"
"""What mends an index, whatever is wrong with it; the records are elsewhere."""

WORDS = "select id, digest, record, words from hop where words is not null order by id"
"""All words, as they came."""

_ROWS = "select hop, id, start, stop from passage order by hop, id"


def language_of(record: bytes) -> str | None:
    """Return the language that a hop's record declares."""
    language: str | None = orjson.loads(record).get("language")
    return language


def index_faults(database: Tables, counting: str) -> Iterator[tuple[Digest | None, str]]:
    """Yield which hop is not in the index as it should be, or what else is wrong with it.

    The question for counting gives the number of entries, the sum of the passages that they name and, where the database
    can tell, that of the shingles.
    """
    rows = database.execute(_ROWS)
    row = rows.fetchone()
    entries = places = sums = 0
    for number, digest, record, words in database.execute(WORDS):
        expected = list(passages_of(words.decode(), language_of(record)))
        found = []
        while row is not None and row[0] <= number:
            found.append(row)
            row = rows.fetchone()
        if [each[2:] for each in found] != [(span.start, span.end) for span, _ in expected]:
            name = digest_at(digest)
            yield name, f"the words of hop {name} are not in the index, or otherwise – traces miss them – {MEND}"
        for (_, passage, _, _), (_, shingles) in zip(found, expected, strict=False):
            entries += len(shingles)
            places += len(shingles) * passage
            sums += sum(shingles)
    if row is not None:
        yield None, f"the index has passages of hops that hold no words – row {row[0]} – {MEND}"
    counted = database.execute(counting).fetchone()
    if counted != (entries, places, sums)[: len(counted)]:
        yield None, f"the index lacks entries or has others – traces may miss words – {MEND}"
