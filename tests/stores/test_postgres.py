"""The store in a PostgreSQL database keeps the promise.

The tests look for a server in the environment variable PROVENANCE_TEST_POSTGRES, such as
``postgresql://postgres@127.0.0.1:5432/postgres``; each makes a schema of its own there and drops it again. Where the variable
is not set, they are skipped.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import settings
from hypothesis.stateful import initialize

from provenance.canonical import Digest, digest_of
from provenance.errors import IntegrityError, ProvenanceError, SchemaError, StoreError
from provenance.shingles import shingles
from provenance.stores.memory import MemoryStore
from provenance.stores.opening import open_store
from tests.stores import test_faults, test_model
from tests.stores.contract import (
    ARTICLE,
    BOTH,
    ENGLISH,
    FULL,
    PRINTED,
    SPEECH,
    StoreContract,
    numbered,
    told,
)
from tests.stores.tracing_contract import TracingContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from provenance.stores.base import Store
    from provenance.stores.postgres import PostgresStore

WHERE = os.environ.get("PROVENANCE_TEST_POSTGRES", "")

psycopg: Any = pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
pytestmark = pytest.mark.skipif(not WHERE, reason="PROVENANCE_TEST_POSTGRES names no server")

if WHERE:
    from provenance.stores import postgres, server


@contextmanager
def schema(name: str) -> Iterator[str]:
    """A schema of its own, and the address of the store in it."""
    name = f"test_{os.getpid()}_{name}"
    with psycopg.connect(WHERE, autocommit=True) as connection:
        connection.execute(f"drop schema if exists {name} cascade")
        connection.execute(f"create schema {name}")
        try:
            yield f"{WHERE}?options={quote(f'-csearch_path={name}')}"
        finally:
            connection.execute(f"drop schema {name} cascade")


@pytest.fixture
def place() -> Iterator[str]:
    with schema("store") as place:
        yield place


def opened(place: str) -> PostgresStore:
    store = open_store(place)
    assert isinstance(store, postgres.PostgresStore)
    return store


class TestPostgresStore(StoreContract):
    @pytest.fixture
    def store(self, place: str) -> Iterator[Store]:
        with open_store(place) as store:
            yield store


class TestTracing(TracingContract):
    @pytest.fixture
    def store(self, place: str) -> Iterator[Store]:
        with open_store(place) as store:
            yield store


class Servers(test_model.Stores):
    """The machine that drives a store against that in memory, with a schema in place of a file."""

    @initialize()
    def begin(self) -> None:
        self.folder: Any = schema("model")
        self.where = self.folder.__enter__()
        self.tested = open_store(self.where)
        self.model = MemoryStore()
        self.checkpoints = [self.model.checkpoint()]

    def teardown(self) -> None:
        self.tested.close()
        self.folder.__exit__(None, None, None)


TestServers = Servers.TestCase
TestServers.settings = settings(stateful_step_count=15, max_examples=12)


def altering(place: str, *statements: str) -> None:
    with psycopg.connect(place, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def raw(digest: Digest) -> str:
    return f"'\\x{digest.hex}'"


HOP = f"where digest = {raw(PRINTED.digest)}"

ALTERATIONS: dict[str, tuple[Digest | None, str]] = {
    "record": (PRINTED.digest, f"update hop set record = record || 'x' {HOP}"),
    "words": (PRINTED.digest, f"update hop set words = words || ' ' {HOP}"),
    "words not UTF-8": (PRINTED.digest, f"update hop set words = '\\xff' {HOP}"),
    "digest": (Digest("0" * 64), f"update hop set digest = decode(repeat('00', 32), 'hex') {HOP}"),
    "digest cut": (PRINTED.digest, f"update hop set digest = '\\x00' {HOP}"),
    "hop deleted": (ENGLISH.digest, f"delete from hop {HOP}"),
    "hop moved": (ENGLISH.digest, f"update hop set id = 99 {HOP}"),
    "edge deleted": (PRINTED.digest, "delete from edge where hop = 2"),
    "edge added": (SPEECH.digest, "insert into edge values (1, 0, 2)"),
    "head taken away": (numbered(1).digest, "update hop set head = null where head = (select max(head) from hop)"),
    "gloss taken away": (PRINTED.digest, "update beside set record = null where kind = 'glosses'"),
    "waiver as another kind": (PRINTED.digest, "update beside set kind = 'glosses' where kind = 'waivers'"),
    "waiver deleted": (SPEECH.digest, "delete from beside where kind = 'waivers'"),
    "last statement deleted": (None, "delete from beside where id = (select max(id) from beside)"),
    "comparison": (PRINTED.digest, "update comparison set record = '\\x7b7d' where hop = 2"),
    "evidence": (digest_of(ARTICLE), f"update evidence set data = '\\x00' where digest = {raw(digest_of(ARTICLE))}"),
    "entry altered": (None, "update log set kind = 'head' where id = 2"),
    "entry lost": (None, "delete from log where id = 2"),
    "tail of the log cut": (numbered(1).digest, "delete from log where id > (select max(id) - 2 from log)"),
    "passage lost": (None, "delete from passage where id = 1"),
    "posting lost": (None, "delete from posting where passage = 1"),
    "posting added": (None, "insert into posting values (7, 1)"),
    "passage added": (None, "insert into passage values (999, 999, 0, 1)"),
}


@pytest.fixture
def archive(place: str) -> str:
    with open_store(place) as store:
        store.put(FULL)
        store.put(BOTH)
        store.put(numbered(1))
    return place


@pytest.mark.parametrize("name", ALTERATIONS)
def test_verify_names_what_was_altered(archive: str, name: str) -> None:
    """Whatever row is changed, moved, added or deleted is found and named; no altered record is handed out."""
    digest, statement = ALTERATIONS[name]
    with open_store(archive, readonly=True) as store:
        before = {chain.digest: told(store.get(chain.digest)) for chain in (FULL, BOTH)}
        altering(archive, statement)
        found = store.verify()
        assert not found.ok
        if digest is not None:
            assert found.first_bad == digest
        for chain in (FULL, BOTH):
            try:
                got = store.get(chain.digest)
            except ProvenanceError:
                continue
            assert [hop.text for hop in got.hops] == [hop.text for hop in chain.hops]
            assert len(told(got)) <= len(before[chain.digest])


def test_a_cut_tail_is_found_against_a_checkpoint(archive: str) -> None:
    """Where the chain that came last is taken away with its entries, the checkpoint tells."""
    with open_store(archive, readonly=True) as store:
        checkpoint = store.checkpoint()
        altering(
            archive,
            "delete from log where id > (select max(id) - 2 from log)",
            "delete from hop where id = (select max(id) from hop)",
            "delete from posting where passage in (select id from passage where hop not in (select id from hop))",
            "delete from passage where hop not in (select id from hop)",
        )
        assert store.verify().ok
        assert store.verify(checkpoint).sentence.startswith("the tail is cut")


def test_words_are_found_again_as_in_memory(archive: str) -> None:
    """The index answers as the one in memory does, before and after it was made anew, and not with withheld words."""
    asked = shingles("Мы готовы открыть порт")
    with open_store(archive) as store, MemoryStore() as model:
        for chain in (FULL, BOTH, numbered(1)):
            model.put(chain)
        assert store.near(asked, 5) == model.near(asked, 5)
        assert PRINTED.digest in {passage.hop for passage in store.near(asked, 5)}
        assert store.near([], 5) == []
        assert store.reindex() == model.reindex()
        assert store.near(asked, 5) == model.near(asked, 5)
        for each in (store, model):
            each.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        assert store.near(asked, 5) == model.near(asked, 5)
        assert PRINTED.digest not in {passage.hop for passage in store.near(asked, 5)}
        assert store.verify().ok


def test_it_opens_only_what_it_knows(place: str) -> None:
    """Readonly none is begun; other tables, another version and an unreadable address are refused, without a password."""
    with pytest.raises(SchemaError, match="open it for writing"):
        open_store(place, readonly=True)
    altering(place, "create table hop (id integer)")
    with pytest.raises(SchemaError, match="another program's tables"):
        open_store(place)
    altering(place, "drop table hop")
    open_store(place).close()
    altering(place, "update archive set version = 7")
    with pytest.raises(SchemaError) as caught:
        open_store(place)
    assert (caught.value.found, caught.value.known) == (7, server.VERSION)
    with pytest.raises(StoreError) as refused:
        open_store("postgresql://desk:secret@127.0.0.1:1/nothing")
    assert "secret" not in str(refused.value)
    assert "does not answer" in str(refused.value)
    with pytest.raises(StoreError, match="cannot be read"):
        open_store("postgresql://desk:secret@[bad")


def test_a_readonly_store_writes_nothing(archive: str) -> None:
    """Opened readonly, whatever would write is refused, and what reads is answered."""
    with open_store(archive, readonly=True) as store:
        with pytest.raises(StoreError, match="read-only"):
            store.put(numbered(2))
        with pytest.raises(StoreError, match="read-only"):
            store.withhold(PRINTED.digest, reason="x", by="desk", on="2026")
        assert told(store.get(FULL.digest))
        assert store.checkpoint().size > 0


def test_the_schema_is_the_one_in_the_code() -> None:
    """The hash in the code is that of the file, so that neither changes alone."""
    text = files("provenance.stores").joinpath("postgres.sql").read_bytes()
    assert hashlib.sha256(text).hexdigest() == server.SCHEMA


def test_a_quarrel_is_settled_by_trying_again(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction that fails by chance is done again; one that fails each time is told, and nothing of it is kept."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    ours = postgres._Batch.write
    left = [psycopg.errors.SerializationFailure(), psycopg.errors.DeadlockDetected()]

    def failing(batch: Any) -> None:
        ours(batch)
        if left:
            raise left.pop()

    monkeypatch.setattr(postgres._Batch, "write", failing)
    with opened(place) as store:
        store.put(FULL)
        assert len(waits) == 2
        assert store.verify().ok
        left.extend(psycopg.errors.SerializationFailure() for _ in range(server.TRIES))
        with pytest.raises(StoreError, match="another process was faster"):
            store.put(numbered(1))
        assert list(store.heads()) == [FULL.digest]
        left.append(psycopg.errors.DiskFull())
        with pytest.raises(StoreError, match="disk is full"):
            store.put(numbered(1))


def test_a_connection_lost_within_a_transaction_loses_nothing(archive: str) -> None:
    """Where the server drops the connections, what was begun is done anew on others, and is there once."""
    with opened(archive) as store:
        with psycopg.connect(WHERE, autocommit=True) as other:
            kill = (
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where application_name = 'provenance' and pid <> pg_backend_pid()"
            )
            for number in range(5):
                other.execute(kill)
                store.put(numbered(10 + number))
        assert len(list(store.heads())) == 8
        assert store.verify().ok


def test_a_closed_store_says_so(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of a closed store is refused at once, and not tried again."""
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("it was tried again"))
    store = open_store(place)
    store.close()
    with pytest.raises(StoreError, match="the store is closed"):
        store.put(FULL)
    with pytest.raises(StoreError, match="the store is closed"):
        store.get(FULL.digest)


def test_several_threads_ask_one_store(place: str) -> None:
    """Threads that put and read through one store lose nothing and mix nothing up."""
    with opened(place) as store:
        wrong: list[object] = []

        def work(name: int) -> None:
            try:
                for number in range(10):
                    chain = test_faults.told_by(f"Thread {name}", number)
                    store.put(chain, comparisons=False)
                    if store.get(chain.digest).hops != chain.hops:
                        wrong.append(chain)
            except ProvenanceError as error:
                wrong.append(error)

        threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert len(list(store.heads())) == 40
        assert store.verify().ok


def test_two_processes_write_one_database(place: str) -> None:
    """Two processes that put chains with shared hops at once lose nothing and double nothing."""
    test_faults.check_writing_together(place, writers=2, many=30)


@pytest.mark.slow
@pytest.mark.parametrize("batch", [1, 20])
def test_many_processes_write_one_database(place: str, batch: int) -> None:
    """Eight processes lose nothing and double nothing, one chain a transaction or twenty."""
    test_faults.check_writing_together(place, writers=8, many=100, batch=batch)


@pytest.mark.slow
def test_what_was_acknowledged_survives_kills_of_the_writer(place: str) -> None:
    """A writer killed at any moment leaves every chain it acknowledged, none by halves, and an archive that verifies."""
    import random

    chosen = random.Random(3)  # noqa: S311 - a fixed seed
    assert sum(test_faults.kill(place, chosen) for _ in range(15)) > 0


def test_nothing_is_loaded_before_it_is_needed() -> None:
    """To open a file or memory loads no PostgreSQL driver."""
    code = "import sys, provenance.stores as s; s.open_store(':memory:'); sys.exit('psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_altered_chain_is_refused(archive: str, tmp_path: Path) -> None:
    """A chain whose words were altered is not handed out."""
    altering(archive, f"update hop set words = words || '!' {HOP}")
    with open_store(archive, readonly=True) as store, pytest.raises(IntegrityError):
        store.get(FULL.digest)
    assert list(tmp_path.iterdir()) == []
