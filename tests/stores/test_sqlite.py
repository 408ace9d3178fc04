"""The store in an SQLite file keeps the promise, and what is altered in the file is found."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import orjson
import pytest

from provenance.canonical import Digest, canonical_bytes, digest_of
from provenance.errors import IntegrityError, ProvenanceError, SchemaError, StoreError
from provenance.stores.database import PAGE
from provenance.stores.sqlite import SQLiteStore
from provenance.stores.statements import (
    ABOVE,
    BLANKING,
    CHAIN,
    COMPARED,
    SEEK,
)
from tests.stores.contract import (
    ARTICLE,
    BOTH,
    ENGLISH,
    FULL,
    GLOSS,
    PRINTED,
    RECORDING,
    SPEECH,
    WAIVER,
    StoreContract,
    numbered,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from provenance.model.chain import Chain
    from provenance.stores.base import Store, Verification


class TestSQLiteStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with SQLiteStore(tmp_path / "quotes.db") as store:
            yield store


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of three chains with something of everything."""
    path = tmp_path / "quotes.db"
    with SQLiteStore(path) as store:
        store.put(FULL)
        store.put(BOTH)
        store.put(numbered(1))
    return path


def altering(path: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    """Run SQL on an archive as an intruder would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement, values)


def verified(path: Path) -> Verification:
    with SQLiteStore(path, readonly=True) as store:
        return store.verify()


def raw(digest: Digest) -> str:
    return f"x'{digest.hex}'"


HOP = f"where digest = {raw(PRINTED.digest)}"
NUMBER = f"(select id from hop {HOP})"

ALTERATIONS: dict[str, tuple[Digest | None, str]] = {
    "record": (PRINTED.digest, f"update hop set record = cast(replace(record, 'Daily', 'Dayly') as blob) {HOP}"),
    "record as text": (PRINTED.digest, f"update hop set record = cast(record as text) {HOP}"),
    "record taken away": (PRINTED.digest, f"update hop set record = x'' {HOP}"),
    "words": (PRINTED.digest, f"update hop set words = cast(replace(words, 'порт', 'путь') as blob) {HOP}"),
    "words as text": (PRINTED.digest, f"update hop set words = cast(words as text) {HOP}"),
    "words not UTF-8": (PRINTED.digest, f"update hop set words = x'ff' {HOP}"),
    "words cut": (PRINTED.digest, f"update hop set words = substr(words, 1, 10) {HOP}"),
    "digest": (Digest("0" * 64), f"update hop set digest = zeroblob(32) {HOP}"),
    "digest cut": (PRINTED.digest, f"update hop set digest = x'00' {HOP}"),
    "records swapped": (
        SPEECH.digest,
        "update hop set record = (select record from hop as other where other.id = 3 - hop.id) where id in (1, 2)",
    ),
    "hop deleted": (ENGLISH.digest, f"delete from hop {HOP}"),
    "hop moved": (ENGLISH.digest, f"update hop set id = 99 {HOP}"),
    "edge deleted": (PRINTED.digest, f"delete from edge where hop = {NUMBER}"),
    "edge to another hop": (ENGLISH.digest, f"update edge set source = 1 where source = {NUMBER} and hop = 3"),
    "edge added": (SPEECH.digest, "insert into edge values (1, 0, 2)"),
    "edge of no hop": (None, "insert into edge values (99, 0, 1)"),
    "sources reordered": (
        BOTH.digest,
        "update edge set place = place + 5 where hop = (select max(hop) from edge)",
    ),
    "head taken away": (numbered(1).digest, f"update hop set head = null where digest = {raw(numbered(1).digest)}"),
    "head in between lost": (None, f"update hop set head = null where digest = {raw(ENGLISH.digest)}"),
    "gloss": (PRINTED.digest, "update beside set record = cast(replace(record, 'grain', 'brain') as blob)"),
    "gloss taken away": (PRINTED.digest, "update beside set record = null where kind = 'glosses'"),
    "waiver as another kind": (PRINTED.digest, "update beside set kind = 'glosses' where kind = 'waivers'"),
    "waiver moved": (
        ENGLISH.digest,
        f"update beside set hop = {raw(ENGLISH.digest)} where kind = 'waivers'",
    ),
    "waiver deleted": (SPEECH.digest, "delete from beside where kind = 'waivers'"),
    "comparison": (PRINTED.digest, f"update comparison set record = x'7b7d' where hop = {NUMBER}"),
    "comparison taken away": (PRINTED.digest, f"update comparison set record = null where hop = {NUMBER}"),
    "comparison moved": (
        numbered(1).digest,
        f"update comparison set hop = (select max(id) from hop) where hop = {NUMBER}",
    ),
    "comparison through another": (
        PRINTED.digest,
        f"update comparison set through = zeroblob(32) where hop = {NUMBER}",
    ),
    "evidence": (digest_of(ARTICLE), f"update evidence set data = x'00' where digest = {raw(digest_of(ARTICLE))}"),
    "evidence taken away": (
        digest_of(ARTICLE),
        f"update evidence set data = null where digest = {raw(digest_of(ARTICLE))}",
    ),
    "evidence deleted": (None, "delete from evidence where id = 1"),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_verify_names_what_was_altered(archive: Path, name: str) -> None:
    """Whatever row is changed, moved, added or deleted, verification fails and names the first record that suffers."""
    digest, statement = ALTERATIONS[name]
    altering(archive, statement)
    found = verified(archive)
    assert not found.ok
    if digest is not None:
        assert found.first_bad == digest
    assert found.sentence.count(" – ") >= 2


@pytest.mark.parametrize("name", ALTERATIONS)
def test_altered_records_are_never_handed_out(archive: Path, name: str) -> None:
    """A chain either comes back with the records and words that were put, and nothing beside them that was not, or is refused."""
    before = {chain.digest: got(archive, chain) for chain in CHAINS}
    altering(archive, ALTERATIONS[name][1])
    for chain in CHAINS:
        with suppress(ProvenanceError):
            assert_no_garbage(got(archive, chain), before[chain.digest])


@pytest.mark.parametrize("without_index", [False, True])
def test_words_taken_away_by_hand_are_told(archive: Path, *, without_index: bool) -> None:
    """Words that a comparison was made with were here: where they are gone and nobody withheld them, they were taken."""
    altering(archive, f"update hop set words = null {HOP}")
    if without_index:
        with SQLiteStore(archive) as store:
            store.reindex()
    found = verified(archive)
    assert not found.ok
    assert "words were taken away" in found.sentence
    assert "withholding" in found.sentence


def test_evidence_whose_link_was_deleted_is_told(tmp_path: Path) -> None:
    """Evidence that no capture names is held by its link to a chain alone."""
    path, note = tmp_path / "quotes.db", b"A note that nobody names."
    with SQLiteStore(path) as store:
        store.put(SPEECH.holding(note))
        assert store.verify().ok
    altering(path, "delete from attached")
    found = verified(path)
    assert not found.ok
    assert found.first_bad == digest_of(note)
    assert "evidence of no chain" in found.sentence


@pytest.mark.parametrize(
    "statement",
    [
        f"update hop set words = cast(x'd181d0b5ff' as text) {HOP}",
        f"update hop set words = cast('секрет' as blob) {HOP}",
        "update beside set kind = 'secrets' where kind = 'waivers'",
    ],
    ids=["text that is no UTF-8", "other words", "another kind"],
)
def test_damage_is_told_without_words_and_without_the_drivers_messages(archive: Path, statement: str) -> None:
    """A message names the hop, and shows neither words of the archive nor what only a programmer would read."""
    altering(archive, statement)
    told = verified(archive).sentence
    try:
        got(archive, FULL)
    except ProvenanceError as error:
        told += str(error)
    for raw_words in ("се", "секрет", "with text", "object has no attribute", "'Held'"):
        assert raw_words not in told
    assert str(PRINTED.digest) in told or "the archive is damaged" in told


CHAINS = (FULL, BOTH, numbered(1))


def got(path: Path, chain: Chain) -> Chain:
    with SQLiteStore(path, readonly=True) as store:
        return store.get(chain.digest)


def assert_no_garbage(now: Chain, before: Chain) -> None:
    assert [(hop.canonical, hop.text) for hop in now.hops] == [(hop.canonical, hop.text) for hop in before.hops]
    assert now.held.evidence.items() <= before.held.evidence.items()
    for name in ("glosses", "comparisons", "waivers", "corrections"):
        assert set(getattr(now.held, name)) <= set(getattr(before.held, name))


def test_an_altered_record_raises_with_both_digests(archive: Path) -> None:
    """What is read says which digest was recorded and which the bytes have now."""
    altering(archive, ALTERATIONS["record"][1])
    with pytest.raises(IntegrityError, match="restore it from a copy") as caught:
        got(archive, FULL)
    assert caught.value.expected == PRINTED.digest
    assert caught.value.actual != PRINTED.digest


def test_a_lost_hop_is_told_with_what_rests_on_it(archive: Path) -> None:
    """Where a hop was deleted its chain is refused, and the hop that lacks its source is named."""
    altering(archive, ALTERATIONS["hop deleted"][1])
    with pytest.raises(IntegrityError, match="a hop is lost"):
        got(archive, FULL)


def test_the_first_of_several_faults_is_named(archive: Path) -> None:
    """Verification names the first bad record in the order in which they came, and counts those before it."""
    altering(archive, ALTERATIONS["evidence"][1], ALTERATIONS["words"][1], "update hop set words = x'00' where id = 1")
    found = verified(archive)
    assert (found.first_bad, found.checked) == (SPEECH.digest, 0)
    assert "0 hops before it as recorded" in str(found)


def test_a_delta_that_was_made_anew_is_still_found(archive: Path) -> None:
    """A comparison altered together with its digest is found, as its delta makes other words."""
    with closing(sqlite3.connect(archive, isolation_level=None)) as connection:
        (record,) = connection.execute(f"select record from comparison where hop = {NUMBER}").fetchone()
        document = orjson.loads(record)
        document["comparisons"][0]["delta"] = "=55"
        forged = canonical_bytes(document)
        connection.execute(
            f"update comparison set record = ?, digest = ? where hop = {NUMBER}",
            (forged, hashlib.sha256(forged).digest()),
        )
    found = verified(archive)
    assert (found.ok, found.first_bad) == (False, PRINTED.digest)
    assert "delta" in found.sentence


def test_a_record_that_is_spelt_otherwise_is_found(tmp_path: Path) -> None:
    """A record with a space too many is found even where its digest fits the bytes; one of a newer format is told apart."""
    for data, kind in (
        (SPEECH.head.canonical.replace(b'":', b'": ', 1), IntegrityError),
        (canonical_bytes({**SPEECH.head.record, "format": 2}), SchemaError),
        (canonical_bytes({**SPEECH.head.record, "colour": "red"}), SchemaError),
    ):
        path = tmp_path / f"{kind.__name__}{len(data)}.db"
        with SQLiteStore(path) as store:
            store.put(numbered(1))
        altering(path, "insert into hop values (2, ?, 2, ?, null)", values=(hashlib.sha256(data).digest(), data))
        with SQLiteStore(path) as store:
            with pytest.raises(kind):
                store.get(digest_of(data))
            assert (store.verify().ok, store.verify().first_bad) == (False, digest_of(data))


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_file_never_gives_garbage(archive: Path, tmp_path: Path, seed: int) -> None:
    """After a byte is flipped anywhere, all reads back as it was, or it is refused; what verifies reads back whole."""
    flip_and_check(archive, tmp_path, random.Random(seed), 40)  # noqa: S311 - a fixed seed


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_a_file_damaged_many_times_never_gives_garbage(archive: Path, tmp_path: Path, seed: int) -> None:
    """The same for many more bytes."""
    flip_and_check(archive, tmp_path, random.Random(seed), 500)  # noqa: S311 - a fixed seed


def flip_and_check(archive: Path, tmp_path: Path, chosen: random.Random, times: int) -> None:
    """Flip one byte at a time, mostly where something is written, and hold what comes of it against what was put."""
    whole = bytearray(archive.read_bytes())
    before = {chain.digest: got(archive, chain) for chain in CHAINS}
    written = [place for place, byte in enumerate(whole) if byte]
    damaged = tmp_path / "damaged.db"
    for _ in range(times):
        place = chosen.choice(written) if chosen.random() < 0.9 else chosen.randrange(len(whole))
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chosen.randrange(8)]) + whole[place + 1 :])
        try:
            clean = verified(damaged).ok
        except ProvenanceError:
            clean = False
        for chain in CHAINS:
            try:
                now = got(damaged, chain)
            except ProvenanceError:
                assert not clean, f"byte {place}: verified, but a chain is refused"
            else:
                assert_no_garbage(now, before[chain.digest])
                assert not clean or told(now) == told(before[chain.digest]), f"byte {place}: verified, but lacking"


def test_an_index_that_leads_elsewhere_is_found(tmp_path: Path) -> None:
    """Where the index of digests leads to another hop's row, that hop is not handed out in place of the one asked for."""
    path = tmp_path / "quotes.db"
    chains = [numbered(number) for number in range(2)]
    with SQLiteStore(path) as store:
        store.put_many([PRINTED, *chains])  # so that no row has the same number as a head
    whole = path.read_bytes()
    for number, other in ((3, 4), (4, 3)):
        entry = bytes.fromhex(chains[number - 3].digest.hex)
        assert whole.count(entry + bytes([number])) == 1
        whole = whole.replace(entry + bytes([number]), entry + bytes([other]))
    path.write_bytes(whole)
    with pytest.raises(IntegrityError, match="the index is damaged") as caught:
        got(path, chains[0])
    assert (caught.value.expected, caught.value.actual) == (chains[0].digest, chains[1].digest)
    assert not verified(path).ok
    assert "damaged" in verified(path).sentence


def test_a_page_of_rubbish_is_told_as_damage(archive: Path) -> None:
    """Where a whole page is lost, reading is refused and verification says that the file is damaged."""
    whole = archive.read_bytes()
    with closing(sqlite3.connect(archive)) as connection:
        (root,) = connection.execute("select rootpage from sqlite_master where name = 'hop'").fetchone()
    archive.write_bytes(whole[: (root - 1) * PAGE] + b"\xa5" * PAGE + whole[root * PAGE :])
    with pytest.raises(StoreError, match="the archive is damaged"):
        got(archive, FULL)
    found = verified(archive)
    assert (found.ok, found.checked, found.first_bad) == (False, 0, None)
    assert "is damaged – " in found.sentence


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("waivers", b"not JSON"),
        ("waivers", b"[]"),
        ("waivers", canonical_bytes({"waivers": []})),
        ("waivers", canonical_bytes({"waivers": [{"hop": str(SPEECH.digest), "colour": "red"}]})),
        ("colours", canonical_bytes({"colours": [{"hop": str(SPEECH.digest)}]})),
        ("glosses", canonical_bytes({"waivers": [{"hop": str(SPEECH.digest)}]})),
        ("withholdings", canonical_bytes({"withholdings": [{"hop": str(SPEECH.digest)}]})),
        ("withholdings", canonical_bytes({"waivers": [{"hop": str(SPEECH.digest)}]})),
    ],
)
def test_what_another_program_put_there_is_found(archive: Path, kind: str, data: bytes) -> None:
    """A row beside a hop that has its digest and is no statement is refused where it is read, and named."""
    with closing(sqlite3.connect(archive, isolation_level=None)) as connection:
        connection.execute(
            "insert into beside (digest, kind, hop, record) values (?, ?, ?, ?)",
            (hashlib.sha256(data).digest(), kind, bytes.fromhex(SPEECH.digest.hex), data),
        )
    with SQLiteStore(archive) as store, pytest.raises(ProvenanceError):
        list(store.withholdings()) if kind == "withholdings" else store.get(SPEECH.digest)
    assert (verified(archive).ok, verified(archive).first_bad) == (False, SPEECH.digest)


def test_a_cut_file_is_refused_or_found(archive: Path, tmp_path: Path) -> None:
    """An archive cut anywhere is no archive, damaged, or found wanting."""
    whole = archive.read_bytes()
    cut = tmp_path / "cut.db"
    for size in (1, 15, 16, 99, 100, 4_096, PAGE - 1, PAGE, 3 * PAGE + 5, len(whole) - PAGE, len(whole) - 1):
        cut.write_bytes(whole[:size])
        try:
            clean = verified(cut).ok
        except StoreError:
            clean = False
        assert not clean, f"cut at {size}"


def test_withheld_words_leave_the_disk(tmp_path: Path) -> None:
    """After a withholding the words stand in no byte of the archive or its log, nor do gloss, evidence and delta."""
    path = tmp_path / "quotes.db"
    with SQLiteStore(path) as store:
        store.put_many(numbered(number) for number in range(200))
        store.put(FULL)
        store.put_many(numbered(number) for number in range(200, 400))
        gone = [(PRINTED.head.text or "").encode(), GLOSS.text.encode(), ARTICLE[:40]]
        assert all(any(words in data for data in files(path)) for words in gone)
        store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        assert not any(words in data for data in files(path) for words in gone)
        assert any(RECORDING in data for data in files(path))
    assert not any(words in data for data in files(path) for words in gone)


def files(path: Path) -> list[bytes]:
    return [other.read_bytes() for other in path.parent.iterdir()]


def test_a_reader_in_the_way_of_a_withholding_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a reader keeps the log from being emptied the words are withheld, and the error says what is left to do."""
    monkeypatch.setattr("provenance.stores.database.PATIENCE", 0.05)
    path = tmp_path / "quotes.db"
    with SQLiteStore(path) as store:
        store.put(FULL)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("begin")
            reader.execute("select count(*) from hop").fetchone()
            with pytest.raises(StoreError, match="another process is reading"):
                store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        assert store.get(PRINTED.digest).head.text is None
        store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
    assert not any((PRINTED.head.text or "").encode() in data for data in files(path))


def test_words_put_back_by_hand_are_found(archive: Path) -> None:
    """Withheld words that stand there again, or anything taken away without a withholding, is found."""
    with SQLiteStore(archive) as store:
        store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        assert store.verify().ok
    altering(archive, f"update hop set words = ? {HOP}", values=((PRINTED.head.text or "").encode(),))
    assert verified(archive).first_bad == PRINTED.digest
    altering(archive, f"update hop set words = null {HOP}")
    assert verified(archive).ok
    altering(archive, "update beside set record = null where kind = 'waivers'")
    assert verified(archive).first_bad == WAIVER.hop
    assert "no withholding says why" in verified(archive).sentence


@pytest.fixture
def full(tmp_path: Path) -> Iterator[SQLiteStore]:
    """A store whose disk is nearly full: SQLite may not take more pages than it has, and one."""
    with SQLiteStore(tmp_path / "quotes.db") as store:
        store.put(SPEECH)
        (pages,) = store._file.execute("pragma page_count").fetchone()
        store._file.execute(f"pragma max_page_count = {pages + 1}")
        yield store


def large(number: int) -> Chain:
    return SPEECH.reported(f"{number} " + "слово " * 2_000, "ru", outlet="Harbour Daily").holding(b"x" * 4 * PAGE)


@pytest.mark.parametrize(
    "put",
    [
        lambda store: store.put(large(1)),
        lambda store: store.put_many([numbered(1), numbered(2), large(1)]),
        lambda store: store.put_many([large(1)], comparisons=True),
    ],
)
def test_a_full_disk_leaves_nothing_half_written(full: SQLiteStore, put: Callable[[Store], object]) -> None:
    """What does not fit is refused whole with the driver's error as the cause; what was there stays, and more can come."""
    with pytest.raises(StoreError, match="the disk is full") as caught:
        put(full)
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    assert list(full.heads()) == [SPEECH.digest]
    assert (full.verify().ok, full.verify().checked) == (True, 1)
    full._file.execute("pragma max_page_count = 4294967294")
    put(full)
    assert b"x" * 4 * PAGE in full.get(large(1).digest).held.evidence.values()


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    """Whatever is asked of a closed store is a StoreError with the driver's as its cause."""
    store = SQLiteStore(tmp_path / "quotes.db")
    store.put(SPEECH)
    store.close()
    for asked in (lambda: store.put(SPEECH), lambda: store.get(SPEECH.digest), store.verify, lambda: [*store.heads()]):
        with pytest.raises(StoreError, match="closed"):
            asked()


def test_a_chain_is_found_by_index(archive: Path) -> None:
    """Reading a chain, upwards and downwards, searches indexes and scans nothing but the chain itself."""
    with closing(sqlite3.connect(archive)) as connection:
        values: object
        named = [question.format("?") for question in (SEEK, COMPARED)]
        for statement in (*named, CHAIN, ABOVE, *BLANKING[1:]):
            values = (b"",) if statement in named else {"digest": b"", "number": 1, "words": b""}
            plan = [row[3] for row in connection.execute(f"explain query plan {statement}", values)]
            scanned = {line.split()[1] for line in plan if line.startswith("SCAN") and "CONSTANT" not in line}
            assert scanned <= {"back", "up", "chain"}, plan


def test_a_put_guesses_no_language(tmp_path: Path) -> None:
    """Storing and comparing loads no language detector."""
    import subprocess
    import sys

    program = (
        "import sys; from provenance.model.chain import said; from provenance.stores import open_store\n"
        f"with open_store({str(tmp_path / 'quotes.db')!r}) as store:\n"
        "    store.put(said('Да, мы готовы.', 'ru').revised('Да, готовы.', 'ru').translated('We are.', 'en'))\n"
        "print('langdetect' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
