"""Several writers at once, and writers that are killed: what was acknowledged is there, and nothing by halves."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from provenance.model.chain import said
from provenance.stores.opening import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.model.chain import Chain

WRITER = """
import sys
from provenance.stores.opening import open_store
from tests.stores.test_faults import told_by
path, name, many, batch = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
sys.stdin.readline()
with open_store(path) as store:
    for first in range(0, many, batch):
        chains = [told_by(name, number) for number in range(first, first + batch)]
        if batch == 1:
            store.put(chains[0])
        else:
            store.put_many(chains, comparisons=True)
        print(*(chain.digest for chain in chains), flush=True)
"""


def told_by(name: str, number: int) -> Chain:
    """A chain of three hops, of which the first is every writer's and the second shared by ten chains of each."""
    return (
        said("Мы готовы подумать о том, чтобы открыть порт.", "ru", by="Ilya Marenko")
        .reported(f"Мы готовы открыть порт: {number // 10}.", "ru", outlet="Harbour Daily")
        .reported(f"Готовы открыть порт, {number}.", "ru", outlet=name)
        .holding(f"page {number}".encode())
    )


def writer(path: Path | str, name: str, many: int, batch: int = 1) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(many), str(batch)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=__file__.removesuffix("tests/stores/test_faults.py"),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def acknowledged(process: subprocess.Popen[str]) -> list[str]:
    """What a writer said was kept, to its last whole line."""
    assert process.stdout is not None
    assert process.stdin is not None
    lines = process.stdout.read().splitlines(keepends=True)
    process.stdout.close()
    process.stdin.close()
    process.wait()
    return [digest for line in lines if line.endswith("\n") for digest in line.split()]


def check_writing_together(path: Path | str, writers: int, many: int, batch: int = 1) -> None:
    """Let writers put chains at once, and find every one of them, once, in an archive that verifies."""
    processes = [writer(path, f"Writer {number}", many, batch) for number in range(writers)]
    for process in processes:
        begin(process)
    told = [acknowledged(process) for process in processes]
    with open_store(path, readonly=True) as store:
        heads = list(map(str, store.heads()))
        assert sorted(heads) == sorted(digest for digests in told for digest in digests)
        assert len(heads) == writers * many
        verified = store.verify()
        assert verified.ok, verified.sentence
        assert verified.checked == 1 + -(-many // 10) + writers * many
        for name in range(writers):
            chain = told_by(f"Writer {name}", many - 1)
            assert store.get(chain.digest).held.evidence == chain.held.evidence
            assert len(store.get(chain.digest).held.comparisons) == 2


def kill(path: Path | str, chosen: random.Random, batch: int = 1) -> int:
    """Kill a writer at a moment nobody chose; return how many chains it had acknowledged, all of them found."""
    process = writer(path, f"Killed {chosen.random()}", 100_000, batch)
    begin(process)
    assert process.stdout is not None
    first = [process.stdout.readline() for _ in range(chosen.randrange(4))]
    time.sleep(chosen.uniform(0, 0.02))
    process.kill()
    told = [digest for line in first for digest in line.split()] + acknowledged(process)
    with open_store(path) as store:
        for digest in told:
            assert len(store.get(digest).hops) == 3
        heads = set(map(str, store.heads()))
        assert heads >= set(told)
        verified = store.verify()
        assert verified.ok, verified.sentence
    return len(told)


def test_two_processes_write_one_file(tmp_path: Path) -> None:
    """Two processes that put chains with shared hops at once lose nothing and double nothing."""
    check_writing_together(tmp_path / "quotes.db", writers=2, many=40)


@pytest.mark.slow
@pytest.mark.parametrize("batch", [1, 20])
def test_many_processes_write_one_file(tmp_path: Path, batch: int) -> None:
    """Eight processes, one chain a transaction or twenty, lose nothing and double nothing."""
    check_writing_together(tmp_path / "quotes.db", writers=8, many=200, batch=batch)


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """A writer killed at any moment leaves every chain it acknowledged, none by halves, and an archive that verifies."""
    chosen = random.Random(1)  # noqa: S311 - a fixed seed
    assert sum(kill(tmp_path / "quotes.db", chosen) for _ in range(3)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("batch", [1, 25])
def test_what_was_acknowledged_survives_many_kills(tmp_path: Path, batch: int) -> None:
    """The same for many kills of one archive, also within batches: of those all or nothing is there."""
    chosen = random.Random(2)  # noqa: S311 - a fixed seed
    path = tmp_path / "quotes.db"
    assert sum(kill(path, chosen, batch) for _ in range(25)) > 0
    with open_store(path) as store:
        assert len(list(store.heads())) % batch == 0
