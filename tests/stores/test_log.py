"""The log in an SQLite archive: what it shows by itself, what only a checkpoint shows, and how older archives get one."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from provenance.canonical import Digest, digest_of
from provenance.errors import IntegrityError, ProvenanceError, SchemaError
from provenance.merkle import Tree
from provenance.stores.log import taken_up
from provenance.stores.memory import MemoryStore
from provenance.stores.questions import Query
from provenance.stores.sqlite import SQLiteStore
from provenance.stores.versions import VERSION
from tests.stores.contract import ARTICLE, BOTH, ENGLISH, FULL, PRINTED, SECOND, numbered, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from provenance.merkle import Checkpoint
    from provenance.model.chain import Chain
    from provenance.stores.base import Verification


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of three chains with something of everything, of which nobody has asked a checkpoint."""
    path = tmp_path / "quotes.db"
    with SQLiteStore(path) as store:
        store.put(FULL)
        store.put(BOTH)
        store.put(numbered(1))
    return path


def altering(path: Path, *statements: str) -> None:
    """Run SQL on an archive as an intruder would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def checkpoint_of(path: Path) -> Checkpoint:
    with SQLiteStore(path, readonly=True) as store:
        return store.checkpoint()


def verified(path: Path, checkpoint: Checkpoint | None = None) -> Verification:
    with SQLiteStore(path, readonly=True) as store:
        return store.verify(checkpoint)


def raw(digest: Digest) -> str:
    return f"x'{digest.hex}'"


LAST = numbered(1).digest
ALTERATIONS: dict[str, tuple[Digest | None, tuple[str, ...]]] = {
    "entry altered": (Digest("0" * 64), ("update log set digest = zeroblob(32) where id = 2",)),
    "entry cut": (None, ("update log set digest = x'00' where id = 2",)),
    "entry of another kind": (PRINTED.digest, ("update log set kind = 'head' where id = 2",)),
    "entry of no kind": (PRINTED.digest, ("update log set kind = 'rumour' where id = 2",)),
    "entry lost": (ENGLISH.digest, ("delete from log where id = 2",)),
    "entry added": (PRINTED.digest, (f"insert into log (kind, digest) values ('hop', {raw(PRINTED.digest)})",)),
    "entries swapped": (
        PRINTED.digest,
        (
            "create temp table swapped as select 3 - id as id, kind, digest from log where id in (1, 2)",
            "delete from log where id in (1, 2)",
            "insert into log select * from swapped",
        ),
    ),
    "tail of the log cut": (LAST, ("delete from log where id > (select max(id) - 2 from log)",)),
    "waiver deleted": (
        None,
        ("delete from beside where id = 2", "update beside set id = id - 1 where id > 2"),
    ),
    "correction deleted": (None, ("delete from beside where kind = 'corrections'",)),
    "evidence deleted": (
        None,
        (
            "delete from attached where evidence = (select max(id) from evidence)",
            "delete from evidence where id = (select max(id) from evidence)",
        ),
    ),
    "last chain deleted": (LAST, (f"delete from hop where digest = {raw(LAST)}",)),
    "hop added": (
        LAST,
        (f"delete from log where digest = {raw(LAST)}",),
    ),
    "hops swapped": (
        ENGLISH.digest,
        # two translations of one report change places, and whatever leads to them follows
        tuple(
            statement
            for table, column in (
                ("edge", "source"),
                ("edge", "hop"),
                ("comparison", "source"),
                ("comparison", "hop"),
                ("attached", "head"),
                ("passage", "hop"),
                ("hop", "id"),
            )
            for statement in (
                f"update {table} set {column} = {column} - 7 where {column} in (3, 4)",
                f"update {table} set {column} = -{column} where {column} < 0",
            )
        ),
    ),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_what_the_log_shows_by_itself(archive: Path, name: str) -> None:
    """An entry altered, lost, added or moved, and a record that it tells or does not tell, are found and named."""
    digest, statements = ALTERATIONS[name]
    altering(archive, *statements, "delete from passage where hop not in (select id from hop)")
    found = verified(archive)
    assert not found.ok
    assert found.sentence.count(" – ") >= 2
    if digest is not None:
        assert found.first_bad == digest


CUT = (
    # the chain that came last, and every trace of it
    "delete from log where id > (select max(id) - 2 from log)",
    "delete from hop where id = (select max(id) from hop)",
)


def test_a_cut_tail_is_found_against_a_checkpoint(archive: Path) -> None:
    """Where the chain that came last is taken away with its entries, only a checkpoint tells, and it does."""
    checkpoint = checkpoint_of(archive)
    altering(archive, *CUT)
    with SQLiteStore(archive) as store:
        store.reindex()
        assert store.verify().ok
    found = verified(archive, checkpoint)
    assert not found.ok
    assert found.sentence.startswith("the tail is cut – ")
    with SQLiteStore(archive) as store:
        for number in range(3):
            store.put(numbered(10 + number))
    assert "written anew since the checkpoint" in verified(archive, checkpoint).sentence


@pytest.mark.parametrize("chains", [(FULL, BOTH), (BOTH, FULL, numbered(1)), (FULL, numbered(2), BOTH, numbered(1))])
def test_an_archive_written_anew_is_found_against_a_checkpoint(
    archive: Path, tmp_path: Path, chains: tuple[Chain, ...]
) -> None:
    """One with less, with more in between, or in another order is whole in itself and not what it was."""
    checkpoint = checkpoint_of(archive)
    with SQLiteStore(tmp_path / "anew.db") as store:
        for chain in chains:
            store.put(chain)
        assert store.verify().ok
        assert not store.verify(checkpoint).ok


def test_the_store_remembers_its_own_checkpoints(archive: Path) -> None:
    """A cut behind a checkpoint that the archive itself was asked for is found without one; so is a remembered lie."""
    with SQLiteStore(archive) as store:
        checkpoint = store.checkpoint()
    altering(archive, *CUT)
    with SQLiteStore(archive) as store:
        store.reindex()
    assert "the tail is cut" in verified(archive).sentence
    assert checkpoint_of(archive) == checkpoint  # what was there is not denied
    with SQLiteStore(archive) as store:
        store.put(numbered(1))
    assert verified(archive).ok
    altering(archive, "update checkpoint set peaks = zeroblob(length(peaks))")
    assert "once had another root" in verified(archive).sentence


@pytest.mark.parametrize("peaks", ["x'00'", "'text'", "7"])
def test_rubbish_for_peaks_is_found(archive: Path, peaks: str) -> None:
    """Where no peaks stand in the place of some, verification says so."""
    with SQLiteStore(archive) as store:
        store.checkpoint()
    altering(archive, f"update checkpoint set peaks = {peaks}")
    assert not verified(archive).ok


@pytest.mark.parametrize(
    "rubbish", ["kind = 'rumour'", "kind = x'00'", "digest = 'text'", "digest = 7", "digest = x'00'"]
)
def test_no_checkpoint_is_made_of_rubbish(archive: Path, rubbish: str) -> None:
    """Where no entry stands in the place of one, no checkpoint vouches for it, and verification says so."""
    altering(archive, f"update log set {rubbish} where id = 3")
    with SQLiteStore(archive) as store:
        with pytest.raises(IntegrityError, match="no entry of the log"):
            store.checkpoint()
        assert not store.verify().ok


def test_a_checkpoint_goes_on_from_the_last(archive: Path) -> None:
    """What was taken up before is not read again: the entries before the last checkpoint may even be gone."""
    with SQLiteStore(archive) as store:
        store.checkpoint()
    altering(archive, "update log set digest = zeroblob(32) where id < 5")
    with SQLiteStore(archive) as store, MemoryStore() as model:
        for chain in (FULL, BOTH, numbered(1), numbered(2)):
            model.put(chain)
        store.put(numbered(2))
        assert store.checkpoint() == model.checkpoint()


def test_to_ask_a_readonly_archive_writes_nothing(archive: Path) -> None:
    """A checkpoint of an archive opened readonly is the same, and leaves it as it is."""
    before = archive.read_bytes()
    checkpoint = checkpoint_of(archive)
    assert archive.read_bytes() == before
    with SQLiteStore(archive) as store:
        assert store.checkpoint() == store.checkpoint() == checkpoint


COMPARISON = """\
create table comparison (
  hop integer not null references hop,
  source integer not null references hop,
  digest blob not null, -- SHA-256 of the record
  through blob, -- digest of the words it was made through
  record blob, -- null once withheld
  primary key (hop, source, digest)
) without rowid"""
"""The table of comparisons up to schema 2."""


def aged(path: Path, version: int = 1) -> None:
    """Make an archive one of an older schema: up to 2 comparisons stood in their index, and 1 had no log."""
    columns = "hop, source, digest, through, record"
    altering(
        path,
        "alter table comparison rename to later",
        "drop index comparison_through",
        COMPARISON,
        f"insert into comparison ({columns}) select {columns} from later",
        "drop table later",
        "create index comparison_through on comparison (through) where through is not null",
        *(("drop table log", "drop table checkpoint") if version == 1 else ()),
        f"pragma user_version = {version}",
    )


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_archive_is_brought_forward(archive: Path, version: int) -> None:
    """Opened for writing, an older archive gets what it lacks, in one transaction, and a copy of it stays beside it."""
    with SQLiteStore(archive, readonly=True) as store:
        held = store.get(FULL.digest).held
    assert held.comparisons
    aged(archive, version)
    with SQLiteStore(archive) as store:
        assert store.verify().ok
        assert told(store.get(FULL.digest))
        assert store.get(FULL.digest).held == held
        first = store.checkpoint()
        store.put(SECOND)
        store.put(numbered(2))
        assert store.verify(first).ok
    copy = archive.with_name(f"quotes.db.schema-{version}")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (version,)
        assert connection.execute("select count(*) from hop").fetchone() == (6,)
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (VERSION,)
        rows = connection.execute("select kind, digest from log where id <= ? order by id", (first.size,)).fetchall()
    assert version > 1 or [kind for kind, _ in rows][:9] == ["hop"] * 6 + ["head"] * 3
    assert taken_up(rows, Tree()).checkpoint == first
    with SQLiteStore(archive) as store:
        assert store.verify(first).ok


def test_an_older_archive_is_brought_forward_once_again(archive: Path) -> None:
    """A copy that is there already is never written over."""
    aged(archive)
    archive.with_name("quotes.db.schema-1").write_bytes(b"kept")
    with SQLiteStore(archive) as store:
        assert store.verify().ok
    assert archive.with_name("quotes.db.schema-1").read_bytes() == b"kept"
    assert archive.with_name("quotes.db.schema-1.2").exists()


def test_an_older_archive_is_not_read_as_todays(archive: Path) -> None:
    """Readonly, an archive of schema 1 is refused with what to do; altered, it is refused as any other, and stays."""
    aged(archive)
    with pytest.raises(SchemaError, match="open it for writing once") as caught:
        SQLiteStore(archive, readonly=True)
    assert (caught.value.found, caught.value.known) == (1, VERSION)
    altering(archive, "create table more (x)")
    with pytest.raises(SchemaError, match="altered"):
        SQLiteStore(archive)
    assert not archive.with_name("quotes.db.schema-1").exists()


def test_evidence_that_was_withheld_before_it_came_is_told(archive: Path) -> None:
    """A withholding enters the evidence that it bars, so that nobody can put it in unseen."""
    with SQLiteStore(archive.with_name("other.db")) as store, MemoryStore() as model:
        for each in (store, model):
            each.put(PRINTED)
            each.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        assert store.checkpoint() == model.checkpoint()
        assert store.checkpoint().size == 5
        assert store.verify().ok
        assert digest_of(ARTICLE) not in store.get(PRINTED.digest).held.evidence


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_file_answers_or_refuses(archive: Path, tmp_path: Path, seed: int) -> None:
    """After a byte is flipped anywhere, every question is answered, or refused by an error of this library."""
    whole = archive.read_bytes()
    chosen = random.Random(seed)  # noqa: S311 - a fixed seed
    written = [place for place, byte in enumerate(whole) if byte]
    damaged = tmp_path / "damaged.db"
    questions: tuple[Callable[[SQLiteStore], object], ...] = (
        lambda store: list(store.find(Query(speaker="Ilya Marenko"))),
        lambda store: list(store.find(Query(after=PRINTED.digest.hex))),
        lambda store: list(store.lineage(PRINTED.digest)),
        lambda store: list(store.roots()),
        lambda store: store.stats(),
        lambda store: store.checkpoint(),
    )
    for _ in range(60):
        place = chosen.choice(written)
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chosen.randrange(8)]) + whole[place + 1 :])
        try:
            store = SQLiteStore(damaged, readonly=True)
        except ProvenanceError:
            continue
        with store:
            for question in questions:
                with suppress(ProvenanceError):
                    question(store)
