"""Tracing in each kind of store, and an index in a file that is damaged, missing or made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from provenance.errors import StoreError
from provenance.model.chain import said
from provenance.shingles import shingles
from provenance.stores.index import _HOLDERS, _PASSAGES, MANY
from provenance.stores.memory import MemoryStore
from provenance.stores.sqlite import SQLiteStore
from provenance.tracing import trace
from tests.stores.tracing_contract import ENGLISH, FIRST, OTHERS, TracingContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from provenance.stores.base import Store


class TestTracingInMemory(TracingContract):
    @pytest.fixture
    def store(self) -> Iterator[Store]:
        with MemoryStore() as store:
            yield store


class TestTracingInSQLite(TracingContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with SQLiteStore(tmp_path / "quotes.db") as store:
            yield store


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "quotes.db"
    with SQLiteStore(path) as store:
        store.put_many([ENGLISH, *OTHERS])
    return path


def altering(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


DAMAGE = {
    "a hop not in it": "delete from passage where hop = 3",
    "a passage of another place": "update passage set stop = stop - 1 where id = 2",
    "a passage of no hop": "insert into passage (hop, start, stop) values (999, 0, 5)",
    "no passages": "delete from passage",
    "no entries": "insert into shingle (shingle) values ('delete-all')",
    "entries of rubbish": "update shingle_data set block = x'0102'",
    "entries lost": "delete from shingle_data where id > 10",
    "another entry": "insert into shingle (rowid, hex) values (3, 'ffffffff')",
    "no table of passages": "drop table passage",
    "no table of entries": "drop table shingle",
    "no data behind it": "drop table shingle_data",
    "no configuration behind it": "drop table shingle_config",
    "no way to read it": "drop table posting",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_is_told_and_made_anew(archive: Path, damage: str) -> None:
    """Whatever is wrong with the index: verify tells and says how it is mended, records stay readable, reindex mends it."""
    altering(archive, damage)
    with SQLiteStore(archive, readonly=True) as store:
        verified = store.verify()
        assert not verified.ok
        assert "store reindex" in verified.sentence
        assert store.get(ENGLISH.digest) == ENGLISH
    with SQLiteStore(archive) as store:
        store.reindex()
        assert store.verify().ok
        assert [match.digest for match in trace(FIRST, store).matches] == [ENGLISH.digest]


@pytest.mark.parametrize(
    "damage", ["no entries", "no passages", "no table of passages", "no table of entries", "no data behind it"]
)
def test_an_index_that_is_gone_is_no_silent_no(archive: Path, damage: str) -> None:
    """To trace where the index is gone raises and says how it is mended; it never looks as if the words were unknown."""
    altering(archive, *(["delete from passage", DAMAGE["no entries"]] if damage == "no passages" else [DAMAGE[damage]]))
    with SQLiteStore(archive, readonly=True) as store, pytest.raises(StoreError, match="store reindex"):
        trace(FIRST, store)


def test_the_hop_that_is_missing_in_the_index_is_named(archive: Path) -> None:
    """Verification names the first hop whose passages are lacking."""
    altering(archive, DAMAGE["a hop not in it"])
    with SQLiteStore(archive, readonly=True) as store:
        assert store.verify().first_bad == ENGLISH.digest


def test_nothing_is_kept_without_its_index(archive: Path) -> None:
    """Where the index cannot be written, a put fails whole."""
    altering(archive, DAMAGE["no table of entries"])
    with SQLiteStore(archive) as store:
        with pytest.raises(StoreError, match="store reindex"):
            store.put(OTHERS[0].reported("The dredger is dry.", "en", outlet="Harbour Daily"))
        assert len(list(store.heads())) == 1 + len(OTHERS)


def test_withheld_words_leave_no_entry_in_the_file(archive: Path) -> None:
    """After a withholding no shingle of the words alone is in the file's posting lists, nor where they stood."""
    lonely = set(shingles(FIRST)).difference(*(shingles(chain.head.text or "") for chain in OTHERS))
    entries = "select count(*) from posting where term = ?"
    with SQLiteStore(archive) as store:
        store.withhold(ENGLISH.digest, reason="asked to", by="desk", on="2026-01-04")
    with closing(sqlite3.connect(archive)) as connection:
        assert [connection.execute(entries, (f"{shingle:08x}",)).fetchone()[0] for shingle in lonely] == [0] * len(
            lonely
        )
        assert connection.execute("select count(*) from passage where hop = 3").fetchone() == (0,)
        blocks = b"".join(block for (block,) in connection.execute("select block from shingle_data"))
    assert not any(f"{shingle:08x}".encode() in blocks for shingle in lonely)


def test_lists_are_asked_in_one_piece_after_many_puts(tmp_path: Path) -> None:
    """When a batch has doubled the index its lists are written in one piece, and a small one leaves them as they are."""
    pieces = "select count(distinct segid) from shingle_idx"
    path = tmp_path / "quotes.db"
    with SQLiteStore(path) as store:
        store.put_many((said(f"Sack {number}.", "en") for number in range(MANY + 1)), batch=4_000)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute(pieces).fetchone() == (1,)
        store.put_many(OTHERS)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute(pieces).fetchone() == (2,)


def test_each_search_of_the_index_goes_by_a_key(archive: Path) -> None:
    """Neither a posting list nor a passage is sought by reading all of them."""
    with closing(sqlite3.connect(archive)) as connection:
        plans = [
            str(row[3])
            for statement, value in ((_HOLDERS, '["00000000"]'), (_PASSAGES, "[1]"))
            for row in connection.execute(f"explain query plan {statement}", (value,))
        ]
    scans = {plan for plan in plans if plan.startswith("SCAN")}
    virtual = {f"SCAN {table} VIRTUAL TABLE INDEX 1:" for table in ("asked", "place")}
    assert scans == {*virtual, "SCAN shingle VIRTUAL TABLE INDEX 0:M1", "SCAN (subquery-1)"}
