"""The questions of a desk, asked of an SQLite archive: page by page, so that no transaction stays open meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.stores.questions import Relative, Search, akin, check_depth, tally
from provenance.stores.rows import digest_at, key, read_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.canonical import Digest
    from provenance.stores.questions import Query, Statistics
    from provenance.stores.tables import Tables

__all__ = ["PAGE", "Questions"]

PAGE = 1_000
"""Rows that are read at a time."""

_HELD = "select count(*) from {} where {} is not null"
_BESIDE = f"{_HELD.format('beside', 'record')} and kind = '{{}}'"
_COUNTED = {
    "chains": _HELD.format("hop", "head"),
    "evidence": _HELD.format("evidence", "data"),
    "comparisons": _HELD.format("comparison", "record"),
    **{kind: _BESIDE.format(kind) for kind in ("glosses", "waivers", "corrections", "withholdings")},
}


class Questions:
    """What is asked of one archive."""

    def __init__(self, database: Tables) -> None:
        self._database = database

    def found(self, query: Query, after: Digest | None) -> Iterator[Digest]:
        """Yield the hops for which all of a query holds, those after one, in the order in which they came."""
        search = Search(query)
        first = 0 if after is None else self._number(after)
        for number, digest, record in self._records(0 if search.from_the_start else first):
            if search.meets(str(digest), record) and number > first:
                yield digest

    def _records(self, after: int = 0) -> Iterator[tuple[int, Digest, dict[str, Any]]]:
        rows: list[Any] = [(after,)]
        while rows:
            with self._database.reading():
                rows = self._database.execute(
                    "select id, digest, record from hop where id > ? order by id limit ?", (rows[-1][0], PAGE)
                ).fetchall()
            for number, digest, record in rows:
                yield number, digest_at(digest), read_record(digest, record)

    def _number(self, hop: Digest) -> int:
        with self._database.reading():
            number: int = self._database.execute("select id from hop where digest = ?", (key(hop),)).fetchone()[0]
        return number

    def lineage(self, hop: Digest, depth: int | None) -> Iterator[Relative]:
        """Yield what a hop rests on, the nearest first, then what rests on it."""
        check_depth(depth)
        start = self._number(hop)
        for neighbours, sign in ((self._sources, -1), (self._resting, 1)):
            with self._database.reading():
                numbers = list(akin(start, neighbours, depth))
                digests = [self._digest(number) for number, _ in numbers]
            for digest, (_, distance) in zip(digests, numbers, strict=True):
                yield Relative(hop=digest, distance=sign * distance)

    def _sources(self, number: int) -> list[int]:
        return [found for (found,) in self._database.execute("select source from edge where hop = ?", (number,))]

    def _resting(self, number: int) -> list[int]:
        return [found for (found,) in self._database.execute("select hop from edge where source = ?", (number,))]

    def _digest(self, number: int) -> Digest:
        row = self._database.execute("select digest from hop where id = ?", (number,)).fetchone()
        return digest_at(None if row is None else row[0])

    def roots(self) -> Iterator[Digest]:
        """Yield the hops that rest on nothing, in the order in which they came."""
        rows: list[Any] = [(0, None)]
        while rows:
            with self._database.reading():
                rows = self._database.execute(
                    "select id, digest from hop where id > ? and not exists (select 1 from edge where edge.hop = id) "
                    "order by id limit ?",
                    (rows[-1][0], PAGE),
                ).fetchall()
            for _, digest in rows:
                yield digest_at(digest)

    def statistics(self) -> Statistics:
        """Return how much the archive holds, at one moment."""
        with self._database.reading():
            counted = {name: self._database.execute(asked).fetchone()[0] for name, asked in _COUNTED.items()}
            rows = self._database.execute("select digest, record from hop order by id")
            return tally((read_record(*row) for row in rows), **counted)
