"""The index of passages in an SQLite archive: posting lists of shingles, kept by SQLite's full-text engine (FTS5).

The engine is used for its posting lists alone: what it is told of a passage are eight hexadecimal digits a shingle, and
it keeps no text. A list is what the engine finds for one shingle, which takes three fifths of the time that reading it
through ``fts5vocab`` does; its queries for several shingles at once, and its ranking, take a hundred times as long.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import orjson

from provenance.errors import StoreError
from provenance.shingles import BITS
from provenance.shingles import shingles as shingles_in
from provenance.stores.database import DRIVER_ERRORS, INDEX, statements
from provenance.stores.indexed import MEND, WORDS, index_faults, language_of
from provenance.stores.passages import CAP, Elected, Passage, elected, passages_of
from provenance.stores.rows import digest_at
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.canonical import Digest
    from provenance.stores.database import Database

__all__ = ["Index"]

TABLES = ("passage", "posting", "shingle")
"""In the order of their names; the engine's own tables stand behind them."""

SCHEMA = "172230fbbe981727008313c42324c7c3be983dd1d2a1d12e221ae46bb9dd3281"
"""SHA-256 of their definitions."""

_FORM = f"%0{BITS // 4}x"

MANY = 10_000
"""New passages from which it is worth while to write the lists anew."""

_HOLDERS = f"""
select (select json_group_array(rowid) from (select rowid from shingle where shingle match asked.value limit {CAP}))
from json_each(?) as asked
"""
"""Each list as one text: to hand its rows over one by one takes twice as long."""

_IN_ONE_PIECE = "insert into shingle (shingle) values ('optimize')"
_SHORTEST = """
select passage.id from json_each(?) as place cross join passage on passage.id = place.value
order by stop - start, passage.id limit ?
"""
_PASSAGES = """
select digest, start, stop, words from json_each(?) as place
cross join passage on passage.id = place.value cross join hop on hop.id = passage.hop
where words is not null order by place.key
"""
_COUNTED = "select count(*), total(doc) from posting"
_ANEW = (
    # without its own tables the engine would not even let itself be dropped
    "create table if not exists shingle_data (id integer primary key, block blob)",
    "create table if not exists shingle_idx (segid, term, pgno, primary key (segid, term)) without rowid",
    "create table if not exists shingle_config (k primary key, v) without rowid",
    "insert or ignore into shingle_config values ('version', 4)",
    "delete from shingle_data",
    "insert into shingle_data values (1, x''), (10, x'00000000000000')",
    *(f"drop table if exists {table}" for table in INDEX),
)


class Index:
    """The passages of one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen = False
        self._added = 0

    def add(self, hop: int, text: str, language: str | None) -> int:
        """Take up the passages of a hop, within the transaction that keeps its words, and return how many they are."""
        self._see()
        count = 0
        for count, (span, shingles) in enumerate(passages_of(text, language), 1):  # noqa: B007 - what is returned
            passage = self._database.execute(
                "insert into passage (hop, start, stop) values (?, ?, ?)", (hop, span.start, span.end)
            ).lastrowid
            self._database.execute("insert into shingle (rowid, hex) values (?, ?)", (passage, _spelt(shingles)))
        self._added += count
        return count

    @property
    def doubled(self) -> bool:
        """Whether most of the lists are new, so that it is worth while to write them anew in one piece."""
        return self._added >= MANY and 2 * self._added >= self._value("select max(id) from passage")

    def settle(self) -> None:
        """Write the lists anew in one piece, within a transaction: then it takes half as long to ask them.

        The engine joins pieces too, but only by fours. Done when the index has doubled, it never comes to more than two
        writings of the whole.
        """
        self._database.execute(_IN_ONE_PIECE)
        self._added = 0

    def remove(self, hop: int, text: str) -> None:
        """Take a hop's passages out, so that nothing of them stays: neither where they stood nor what they held."""
        self._see()
        rows = self._database.execute("select id, start, stop from passage where hop = ?", (hop,)).fetchall()
        for passage, start, stop in rows:
            self._database.execute(
                "insert into shingle (shingle, rowid, hex) values ('delete', ?, ?)",
                (passage, _spelt(shingles_in(text[start:stop]))),
            )
        self._database.execute("delete from passage where hop = ?", (hop,))
        self._database.execute(_IN_ONE_PIECE)  # or it is only marked as gone

    def near(self, shingles: Iterable[int], limit: int) -> list[Passage]:
        """Return the passages that share most with the shingles, best first."""
        self._see()
        try:
            lists = self._holders(shingles)
            if not any(lists) and lists:
                self._see_rows()
            chosen = elected(lists, limit)
            return list(self._passages([*chosen.best, *self._shortest(chosen)]))
        except DRIVER_ERRORS as error:
            raise self._damaged("damaged", error) from error

    def _holders(self, shingles: Iterable[int]) -> list[list[int]]:
        asked = orjson.dumps([_FORM % shingle for shingle in sorted(set(shingles))]).decode()
        return [orjson.loads(holders) for (holders,) in self._database.execute(_HOLDERS, (asked,))]

    def _shortest(self, chosen: Elected) -> list[int]:
        if not chosen.room:
            return []
        asked = (orjson.dumps(chosen.equals).decode(), chosen.room)
        return [passage for (passage,) in self._database.execute(_SHORTEST, asked)]

    def _passages(self, places: list[int]) -> Iterator[Passage]:
        known: dict[bytes, tuple[Digest, str]] = {}
        for digest, start, stop, words in self._database.execute(_PASSAGES, (orjson.dumps(places).decode(),)):
            if digest not in known:
                known[digest] = digest_at(digest), words.decode()
            hop, text = known[digest]
            yield Passage(hop, Span(start, stop), text)

    def rebuild(self) -> int:
        """Make the index anew, within a transaction, and return how many passages there are."""
        for statement in (*_ANEW, *statements("index.sql")):
            self._database.execute(statement)
        self._seen = True
        hops = self._database.execute(WORDS)
        count = sum(self.add(number, words.decode(), language_of(record)) for number, _, record, words in hops)
        self.settle()
        return count

    def faults(self) -> Iterator[tuple[Digest | None, str]]:
        """Yield which hop is not in the index as it should be, or what else is wrong with it."""
        try:
            self._see()
            yield from index_faults(self._database, _COUNTED)
        except StoreError as error:
            yield None, str(error)
        except DRIVER_ERRORS as error:
            yield None, str(self._damaged("damaged", error))

    def _see(self) -> None:
        """See, once, that the tables of the index are there."""
        if self._seen:
            return
        found = self._database.execute(
            "select type, name, tbl_name, sql from sqlite_master where name in (?, ?, ?) order by name", TABLES
        ).fetchall()
        if hashlib.sha256(repr(found).encode()).hexdigest() != SCHEMA:
            raise self._damaged("missing, or of another version")
        self._seen = True

    def _see_rows(self) -> None:
        """Tell words that are not there from an index that is empty."""
        if self._value("select exists (select 1 from posting)"):
            return
        if self._value("select exists (select 1 from passage)"):
            raise self._damaged("empty")
        for number, _, record, words in self._database.execute(WORDS):
            if next(passages_of(words.decode(), language_of(record)), None) is not None:
                raise self._damaged(f"without the words of hop {number}")

    def _value(self, statement: str) -> Any:
        return self._database.execute(statement).fetchone()[0]

    def _damaged(self, how: str, error: Exception | None = None) -> StoreError:
        told = f"the index of passages is {how}" + (f" ({error})" if error is not None else "")
        return StoreError(f"{told} – {self._database.path} – {MEND}")


def _spelt(shingles: Iterable[int]) -> str:
    return " ".join([_FORM % shingle for shingle in shingles])
