"""Opening a store: by path, in memory, or refused with what is there instead."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from provenance.errors import MissingExtraError, SchemaError, StoreError
from provenance.model import said
from provenance.stores.database import APPLICATION, PAGE, SCHEMA, VERSION, schema_digest, statements
from provenance.stores.memory import MemoryStore
from provenance.stores.opening import open_store
from provenance.stores.sqlite import SQLiteStore
from provenance.tracing import trace
from tests.stores.contract import ENGLISH, FULL, PRINTED, SPEECH, WAIVER, told

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_path_opens_a_file_and_keeps_it(tmp_path: Path) -> None:
    """A path, as text or not, begins an SQLite file; opened again it holds what was put."""
    with open_store(tmp_path / "quotes.db") as store:
        assert isinstance(store, SQLiteStore)
        store.put(FULL)
        document = told(store.get(FULL.digest))
    with open_store(str(tmp_path / "quotes.db")) as store:
        assert told(store.get(FULL.digest)) == document
    assert [path.name for path in tmp_path.iterdir()] == ["quotes.db"]


@pytest.mark.parametrize(
    "name", ["a b.db", "a?mode=ro.db", "a#b%41.db", "архив 🎙.db", "file:quotes.db", "-wal", "'; --.db"]
)
def test_a_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    """No character of a file's name means anything to the database."""
    with open_store(tmp_path / name) as store:
        store.put(SPEECH)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with open_store(tmp_path / name, readonly=True) as store:
        assert store.get(SPEECH.digest) == SPEECH


def test_memory_opens_an_empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ ":memory:" gives a new store each time and touches no file; for reading alone it makes no sense."""
    monkeypatch.chdir(tmp_path)
    with open_store(":memory:") as store, open_store(":memory:") as other:
        assert isinstance(store, MemoryStore)
        store.put(SPEECH)
        assert list(other.heads()) == []
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="memory"):
        open_store(":memory:", readonly=True)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "PostgreSQL"])
def test_a_server_that_does_not_answer_is_told(scheme: str) -> None:
    """Where no PostgreSQL server answers, the error says so without repeating the password in the address."""
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    with pytest.raises(StoreError, match="the server does not answer") as caught:
        open_store(f"{scheme}://desk:secret@127.0.0.1:1/quotes")
    assert "secret" not in str(caught.value)
    assert "postgresql://127.0.0.1/quotes" in str(caught.value)


def test_without_the_driver_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where psycopg is not installed, the error names the extra that brings it, and no password."""
    monkeypatch.setattr("provenance.stores.opening.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match="psycopg is not installed") as caught:
        open_store("postgresql://desk:secret@localhost/quotes")
    assert caught.value.extra == "postgres"
    assert "secret" not in str(caught.value)


def test_another_kind_of_address_is_refused() -> None:
    """An address of anything else is no path, and its password is not repeated either."""
    with pytest.raises(StoreError, match="no such kind of store – mysql") as caught:
        open_store("mysql://desk:secret@localhost/quotes")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize("where", ["", "  ", "no/such/folder/quotes.db", "folder", "nul\x00.db", "pipe", "x" * 300])
def test_a_place_where_no_file_can_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, readonly: bool
) -> None:
    """No name, no such folder, a folder, a pipe: each is a StoreError, and nothing is made."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError):
        open_store(where, readonly=readonly)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "pipe"]


def test_reading_alone_begins_nothing(tmp_path: Path) -> None:
    """Opened readonly a missing file stays missing, and the message says how one is begun."""
    with pytest.raises(StoreError, match="open it for writing"):
        open_store(tmp_path / "quotes.db", readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_reading_alone_writes_nothing(tmp_path: Path) -> None:
    """Opened readonly a store answers and verifies, refuses whatever would write, and leaves every byte as it was."""
    path = tmp_path / "quotes.db"
    with open_store(path) as store:
        store.put(FULL)
    before = path.read_bytes()
    with open_store(path, readonly=True) as store:
        assert store.get(FULL.digest) == FULL
        assert store.verify().ok
        for write in (
            lambda: store.put(SPEECH),
            lambda: store.put_many([SPEECH]),
            lambda: store.waive(WAIVER),
            lambda: store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026"),
        ):
            with pytest.raises(StoreError, match="read-only"):
                write()
    assert path.read_bytes() == before


@contextmanager
def nobody() -> Iterator[None]:
    """Act as a user who may write nothing that root has not left open, if root is who we are."""
    os.seteuid(65_534 if os.getuid() == 0 else os.getuid())
    try:
        yield
    finally:
        os.seteuid(os.getuid())


OPEN = """
import sys
from provenance.errors import StoreError
from provenance.model.chain import said
from provenance.stores.opening import open_store
"""


def test_a_file_that_may_not_be_written_can_be_read() -> None:
    """In a folder and a file without leave to write a store opens for reading; for writing it says that it may not."""
    with TemporaryDirectory() as name:
        path = Path(name, "quotes.db")
        with open_store(path) as store:
            store.put(ENGLISH)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        with nobody():
            with open_store(path, readonly=True) as store:
                assert store.get(ENGLISH.digest) == ENGLISH
                assert store.verify().checked == 3
            with pytest.raises(StoreError, match="read-only"), open_store(path) as store:
                store.put(SPEECH)
        path.parent.chmod(0o755)
        assert [other.name for other in path.parent.iterdir()] == ["quotes.db"]


def test_a_file_that_may_not_be_read_is_refused() -> None:
    """A file without leave to read it is a StoreError, with the system's reason in it."""
    with TemporaryDirectory() as name:
        path = Path(name, "quotes.db")
        open_store(path).close()
        path.chmod(0o000)
        path.parent.chmod(0o755)
        with nobody(), pytest.raises(StoreError, match="Permission denied"):
            open_store(path, readonly=True)


@pytest.mark.parametrize(
    "data", [b"x", b"{}\n", b"SQLite format 3", b"SQLite format 4\x00" + b"\x00" * 5_000, b"\x89PNG\r\n" * 900]
)
@pytest.mark.parametrize("readonly", [True, False])
def test_what_is_no_sqlite_file_is_refused_and_kept(tmp_path: Path, data: bytes, readonly: bool) -> None:
    """A file of another kind is a SchemaError and stays as it is."""
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    with pytest.raises(SchemaError, match=r"not an SQLite file – .*notes\.txt"):
        open_store(path, readonly=readonly)
    assert path.read_bytes() == data


def test_an_empty_file_is_begun_but_not_read(tmp_path: Path) -> None:
    """A file of no bytes becomes an archive when it is opened for writing, and is none before."""
    path = tmp_path / "quotes.db"
    path.touch()
    with pytest.raises(SchemaError, match="an empty file"):
        open_store(path, readonly=True)
    assert path.read_bytes() == b""
    with open_store(path) as store:
        store.put(SPEECH)
        assert store.verify().checked == 1


@pytest.mark.parametrize("readonly", [True, False])
def test_another_programs_file_is_refused_and_kept(tmp_path: Path, readonly: bool) -> None:
    """An SQLite file with another application's name, or none, is a SchemaError and stays as it is."""
    for application in (0, 1234):
        path = tmp_path / f"{application}.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("create table hop (id integer primary key, digest blob)")
            connection.execute(f"pragma application_id = {application}")
        before = path.read_bytes()
        with pytest.raises(SchemaError, match="another program's") as caught:
            open_store(path, readonly=readonly)
        assert (caught.value.found, caught.value.known) == (application, APPLICATION)
        assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [True, False])
def test_another_version_is_refused_with_both_numbers(tmp_path: Path, readonly: bool) -> None:
    """An archive of a newer schema is a SchemaError that says which it is and which is known."""
    path = tmp_path / "quotes.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma user_version = 7")
    with pytest.raises(SchemaError, match="schema 7") as caught:
        open_store(path, readonly=readonly)
    assert (caught.value.found, caught.value.known) == (7, VERSION)


@pytest.mark.parametrize(
    "alteration",
    [
        "drop index edge_back",
        "alter table hop add column colour text",
        "create table more (id integer primary key)",
        "create trigger sly after insert on hop begin update hop set words = null; end",
        "create view seen as select * from hop",
    ],
)
def test_altered_tables_are_refused(tmp_path: Path, alteration: str) -> None:
    """A table, index, trigger or view that is not of the schema keeps an archive from being opened at all."""
    path = tmp_path / "quotes.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(alteration)
    with pytest.raises(SchemaError, match="tables were altered") as caught:
        open_store(path)
    assert caught.value.known == SCHEMA


def test_a_file_that_was_analysed_still_opens(tmp_path: Path) -> None:
    """SQLite's own tables of statistics do not make an archive another one."""
    path = tmp_path / "quotes.db"
    with open_store(path) as store:
        store.put(ENGLISH)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("analyze")
    with open_store(path) as store:
        assert store.get(ENGLISH.digest) == ENGLISH


def test_the_schema_is_the_one_in_the_code() -> None:
    """The file of the schema makes exactly the tables whose digest stands in the code, so that no change passes unnoticed."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in (*statements("schema.sql"), *statements("index.sql")):
            connection.execute(statement)
        assert schema_digest(connection) == SCHEMA


def test_a_new_file_is_made_to_last(tmp_path: Path) -> None:
    """An archive is marked as ours, has large pages, writes ahead, flushes every commit and zeroes what is deleted."""
    with SQLiteStore(tmp_path / "quotes.db") as store:
        value = store._file._value
        assert value("pragma application_id") == APPLICATION
        assert value("pragma user_version") == VERSION
        assert value("pragma page_size") == PAGE
        assert value("pragma journal_mode") == "wal"
        assert value("pragma synchronous") == 2
        assert value("pragma secure_delete") == 1


def test_a_log_that_was_left_behind_is_read(tmp_path: Path) -> None:
    """What a killed writer left in the log is there for the next to open, also for one that only reads."""
    path = tmp_path / "quotes.db"
    program = f"{OPEN}import os\nstore = open_store(sys.argv[1])\nprint(store.put(said('Да.', 'ru')), flush=True)\nos._exit(9)"
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)
    assert (tmp_path / "quotes.db-wal").stat().st_size > 0
    with open_store(path, readonly=True) as store:
        assert [str(head) for head in store.heads()] == [done.stdout.strip()]
        assert store.verify().checked == 1


def test_several_processes_begin_one_file(tmp_path: Path) -> None:
    """Processes that open a new file at the same moment all find one archive in it."""
    program = f"{OPEN}sys.stdin.read()\nwith open_store(sys.argv[1]) as store:\n    store.put(said('Да.', 'ru', title=sys.argv[2]))"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "quotes.db"), str(number)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.close()
    for writer in writers:
        assert writer.stderr is not None
        assert (writer.stderr.read(), writer.wait()) == ("", 0)
        writer.stderr.close()
    with open_store(tmp_path / "quotes.db") as store:
        assert len(list(store.heads())) == 4
        assert store.verify().ok


def test_what_is_put_unsearchable_is_found_after_reindex(tmp_path: Path) -> None:
    """Without ``searchable`` words are kept and not indexed: verify says so, and reindex makes them findable."""
    chain = said("Мы готовы открыть порт для шести миллионов тонн.", "ru", by="Ilya Marenko")
    with open_store(tmp_path / "quotes.db", searchable=False) as store:
        store.put(chain)
        assert store.get(chain.digest) == chain
        assert not store.verify().ok
        assert "reindex" in store.verify().sentence
        with pytest.raises(StoreError, match="reindex"):
            trace("готовы открыть порт для шести миллионов тонн", store)
        store.reindex()
        assert store.verify().ok
        assert len(trace("готовы открыть порт для шести миллионов тонн", store).matches) == 1
