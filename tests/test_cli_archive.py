"""The commands of a desk's archive: questions, import and export, checkpoints, keys and signatures."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from provenance import from_json, open_store, said, to_json
from provenance.cli import main
from provenance.merkle import read_checkpoint
from provenance.stores.memory import MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

    from provenance import Chain

SPEECH = said("Порт откроют.", "ru", by="Ilya Marenko", on="2026-03-04")
ENGLISH = SPEECH.translated("The port will open.", "en", by="A. Reader")
CHAINS = [SPEECH.reported(f"Порт откроют, {number}.", "ru", outlet="Harbour Daily") for number in range(2_500)]


@pytest.fixture
def place(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """An archive with two chains that share a hop."""
    path = str(tmp_path / "quotes.db")
    with open_store(path) as store:
        store.put(ENGLISH)
        store.put(CHAINS[0])
    capfd.readouterr()
    return path


def lines(chains: list[Chain]) -> bytes:
    return to_json(*chains, lines=True)


def printed(capfd: pytest.CaptureFixture[str], *command: str, code: int = 0) -> str:
    assert main(command) == code
    told = capfd.readouterr()
    return told.out if code != 2 else told.err


def test_hops_are_found(place: str, capfd: pytest.CaptureFixture[str]) -> None:
    """``find`` prints each hop with where its words come from, or as JSON; ``--after`` and ``--limit`` make pages."""
    out = printed(capfd, "store", "find", place, "--speaker", "ilya marenko")
    assert [line.split()[0] for line in out.splitlines()] == [
        chain.digest.hex[:16] for chain in (SPEECH, ENGLISH, CHAINS[0])
    ]
    out = printed(capfd, "store", "find", place, "--language", "ru", "--limit", "1", "--format", "json")
    assert json.loads(out) == {"hop": str(SPEECH.digest)}
    out = printed(
        capfd, "store", "find", place, "--language", "ru", "--after", SPEECH.digest.hex[:8], "--format", "json"
    )
    assert json.loads(out) == {"hop": str(CHAINS[0].digest)}
    out = printed(capfd, "store", "find", place, "--resting-on", str(SPEECH.digest))
    assert len(out.splitlines()) == 2
    assert "stands alone" in printed(capfd, "store", "find", place, "--resting-on", "x", "--act", "said", code=2)
    assert "no such act" in printed(capfd, "store", "find", place, "--act", "sung", code=2)


def test_kin_roots_and_numbers_are_told(place: str, capfd: pytest.CaptureFixture[str]) -> None:
    """``lineage`` prints steps and hops, ``roots`` where all begins, ``stats`` how much there is; each also as JSON."""
    out = printed(capfd, "store", "lineage", place, str(SPEECH.digest), "--depth", "1")
    assert [line.split()[0] for line in out.splitlines()] == ["+1", "+1"]
    out = printed(capfd, "store", "lineage", place, str(ENGLISH.digest), "--format", "json")
    assert json.loads(out) == {"distance": -1, "hop": str(SPEECH.digest)}
    assert printed(capfd, "store", "roots", place).startswith(SPEECH.digest.hex[:16])
    told = json.loads(printed(capfd, "store", "stats", place, "--format", "json"))
    assert (told["hops"], told["languages"]) == (3, [["ru", 2], ["en", 1]])
    assert "languages     ru 2, en 1\n" in printed(capfd, "store", "stats", place)


def test_what_is_exported_comes_back(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``export`` and ``import`` carry every chain over, in their order, and do not write over a file."""
    one, other, file = (str(tmp_path / name) for name in ("one.db", "other.db", "all.jsonl"))
    with open_store(one) as store:
        store.put_many(CHAINS)
    assert printed(capfd, "store", "export", one, "-o", file) == f"written: 2,500 chains in {file}\n"
    assert printed(capfd, "store", "import", other, file) == f"kept: 2,500 chains of {file}\n"
    assert printed(capfd, "store", "import", other, file) == f"kept: 2,500 chains of {file}\n"
    with open_store(one) as a, open_store(other) as b:
        assert list(a.heads()) == list(b.heads())
        assert a.checkpoint() == b.checkpoint()
    assert "file exists" in printed(capfd, "store", "export", one, "-o", file, code=2)
    assert printed(capfd, "store", "export", other).encode() == (tmp_path / "all.jsonl").read_bytes()


@pytest.mark.parametrize("length", [0, 1, 5_000, None])
def test_an_export_goes_on_where_it_was_cut(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], length: int | None
) -> None:
    """Wherever a file was cut, ``--resume`` makes it whole, and takes up what has come since."""
    place, file = str(tmp_path / "one.db"), tmp_path / "all.jsonl"
    with open_store(place) as store:
        store.put_many(CHAINS[:50])
    file.write_bytes(lines(CHAINS[:40])[:length])
    assert printed(capfd, "store", "export", place, "-o", str(file), "--resume") == f"written: 50 chains in {file}\n"
    assert file.read_bytes() == lines(CHAINS[:50])
    file.write_bytes(lines(CHAINS[1:3]))
    refused = printed(capfd, "store", "export", place, "-o", str(file), "--resume", code=2)
    assert "not the beginning" in refused
    assert "give -o" in printed(capfd, "store", "export", place, "--resume", code=2)


def test_an_import_goes_on_where_it_was_left(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """After a broken line the batches before it are kept and noted; mended, the file is taken up from there."""
    place, file, note = (tmp_path / name for name in ("one.db", "all.jsonl", "note"))
    command = ["store", "import", str(place), str(file), "--resume", str(note)]
    whole = lines(CHAINS)
    broken = whole.splitlines(keepends=True)
    broken[2_200] = b'{"format":"provenance/1",\n'
    file.write_bytes(b"".join(broken))
    assert "line 2201" in printed(capfd, *command, code=2)
    assert json.loads(note.read_bytes())["line"] in {1_999, 2_000}
    with open_store(place) as store:
        assert len(list(store.heads())) == 2_000
    file.write_bytes(whole)
    assert ", from line 2,00" in printed(capfd, *command)
    with open_store(place) as store, MemoryStore() as model:
        assert list(store.heads()) == [chain.digest for chain in CHAINS]
        model.put_many(CHAINS)
        assert store.checkpoint() == model.checkpoint()
    with file.open("ab") as more:
        more.write(lines([ENGLISH]))
    assert "kept: 1 chains" in printed(capfd, *command)
    file.write_bytes(whole[:1_000])
    assert "noted of another file" in printed(capfd, *command, code=2)
    note.write_bytes(b"rubbish")
    assert "no note" in printed(capfd, *command, code=2)


def test_a_checkpoint_shows_a_cut_tail(place: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``checkpoint`` writes what ``verify --checkpoint`` holds the archive against, in a file or as it comes."""
    file = str(tmp_path / "monday.json")
    printed(capfd, "store", "checkpoint", place, "-o", file)
    with open_store(place, readonly=True) as store:
        assert read_checkpoint((tmp_path / "monday.json").read_bytes()) == store.checkpoint()
    assert printed(capfd, "store", "checkpoint", place).encode() == (tmp_path / "monday.json").read_bytes()
    out = printed(capfd, "store", "verify", place, "--checkpoint", file)
    assert out == ("3 hops in 2 chains: all as recorded, and the first 5 entries of the log as at the checkpoint\n")
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript("drop table if exists x; delete from log where id > 3; delete from checkpoint")
    assert "is not in the log" in printed(capfd, "store", "verify", place, "--checkpoint", file, code=1)


def test_signed_checkpoints_and_heads_are_checked(
    place: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """``verify`` says who signed and what is only claimed; a foreign, altered or unsigned file is refused."""
    pytest.importorskip("cryptography")
    desk, court, other = (str(tmp_path / name) for name in ("desk", "court", "other"))
    for name in (desk, court, other):
        assert printed(capfd, "store", "key", name).startswith(f"made: {name} and {name}.pub, key ")
    assert "a key is there" in printed(capfd, "store", "key", desk, code=2)
    assert (tmp_path / "desk").stat().st_mode & 0o777 == 0o600
    file = str(tmp_path / "signed.json")
    claimed = ["--by", "Harbour desk", "--on", "2026-01-02"]
    printed(capfd, "store", "checkpoint", place, "--key", desk, "--key", court, *claimed, "-o", file)
    verify = ["store", "verify", place, "--checkpoint", file, "--key", f"{desk}.pub"]
    out = printed(capfd, *verify)
    assert "checkpoint of 5 entries" in out
    assert "(desk.pub); only claimed: by Harbour desk on 2026-01-02, a signature of" in out
    assert "(court.pub)" in printed(capfd, *verify, "--key", f"{court}.pub")
    assert "too few signers" in printed(capfd, *verify, "--key", f"{other}.pub", code=2)
    assert "not signed by any" in printed(
        capfd, "store", "verify", place, "--checkpoint", file, "--key", f"{other}.pub", code=2
    )
    assert "say by whom" in printed(capfd, "store", "verify", place, "--checkpoint", file, code=2)
    assert "give --checkpoint" in printed(capfd, "store", "verify", place, "--key", f"{desk}.pub", code=2)
    assert "give a --key" in printed(capfd, "store", "checkpoint", place, *claimed, code=2)
    printed(capfd, "store", "sign", place, ENGLISH.digest.hex[:10], "--key", desk, "-o", file)
    assert f"head {ENGLISH.digest}: signed by" in printed(capfd, *verify)
    with open_store(place) as store:
        store.put(CHAINS[1])
    printed(capfd, "store", "checkpoint", place, "-o", file)
    assert "no signed envelope" in printed(capfd, *verify, code=2)


def test_an_encrypted_key_asks_for_its_password(
    place: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key made with a password is opened with it, and with no other."""
    pytest.importorskip("cryptography")
    answers = iter(["right", "right"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(answers))
    desk = str(tmp_path / "desk")
    printed(capfd, "store", "key", desk, "--password")
    for given, code in (("right", 0), ("wrong", 2)):
        answers = iter([given])
        assert main(["store", "checkpoint", place, "--key", desk]) == code
        told = capfd.readouterr()
        assert ("payloadType" in told.out) == (code == 0)


def test_exported_lines_are_a_chain_file(place: str, capfd: pytest.CaptureFixture[str]) -> None:
    """What ``export`` prints any reader of chain files reads."""
    out = printed(capfd, "store", "export", place)
    assert [chain.digest for chain in from_json(out)] == [ENGLISH.digest, CHAINS[0].digest]
