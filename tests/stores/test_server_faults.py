"""A PostgreSQL server that is killed under load and started again: what was acknowledged is there, and nothing by halves.

The test starts a server of its own, for it must not kill anybody else's.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance.stores.opening import open_store
from tests.stores.test_faults import acknowledged, begin, writer

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")

KILLS = int(os.environ.get("PROVENANCE_TEST_KILLS", "4"))

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


class Cluster:
    """A server in a folder, on loopback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.where = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        if os.getuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
        self.run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")

    def run(self, program: str, *arguments: str) -> None:
        command = [str(PROGRAMS[-1] / program), "-D", str(self.folder / "data"), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        """Start the server, again and again until the processes of a killed one are gone."""
        options = f"-p {self.port} -k {self.folder} -h 127.0.0.1"
        for _ in range(60):
            try:
                self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")
            except subprocess.CalledProcessError:
                time.sleep(0.25)
            else:
                return
        pytest.fail("the server did not start again")

    def kill(self) -> None:
        """End the server as a crash of the machine would, as far as it can tell."""
        lock = self.folder / "data" / "postmaster.pid"
        os.kill(int(lock.read_text(encoding="utf-8").splitlines()[0]), signal.SIGKILL)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    if not PROGRAMS:
        pytest.skip("no PostgreSQL server is installed")
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        cluster = Cluster(Path(name))
        cluster.start()
        yield cluster
        cluster.run("pg_ctl", "-m", "immediate", "stop")


def killed_under_load(cluster: Cluster, name: str, most: int, chosen: random.Random) -> tuple[int, list[str]]:
    """Kill a server while two writers put chains; return how often, and what the writers said was kept."""
    many = 200
    processes = [writer(cluster.where, f"{name} {number}", many) for number in range(2)]
    for process in processes:
        begin(process)
    first = [process.stdout.readline().split() for process in processes if process.stdout is not None]
    kills = 0
    while kills < most:
        time.sleep(chosen.uniform(0.2, 0.8))
        if all(process.poll() is not None for process in processes):
            break  # nobody writes any more
        cluster.kill()
        kills += 1
        cluster.start()
    answers = [[*begun, *acknowledged(process)] for begun, process in zip(first, processes, strict=True)]
    assert [len(answer) for answer in answers] == [many, many]  # a writer at work tries again until the server is back
    return kills, [digest for answer in answers for digest in answer]


@pytest.mark.slow
def test_a_killed_server_loses_nothing_it_acknowledged(cluster: Cluster) -> None:
    """Killed and started again while two writers put chains, it has every acknowledged one, once, and verifies.

    Four times, or as often as PROVENANCE_TEST_KILLS says.
    """
    chosen = random.Random(4)  # noqa: S311 - a fixed seed
    kills, rounds = 0, 0
    told: list[str] = []
    while kills < KILLS:
        done, kept = killed_under_load(cluster, f"Writer {rounds}", min(4, KILLS - kills), chosen)
        kills, rounds = kills + done, rounds + 1
        told += kept
        with open_store(cluster.where, readonly=True) as store:
            heads = list(map(str, store.heads()))
            assert set(heads) == set(told)
            assert len(heads) == len(set(heads)) == len(told)
            verified = store.verify()
            assert verified.ok, verified.sentence
    assert told
    print(f"{kills} kills under load in {rounds} rounds: {len(told):,} chains acknowledged, all there, once")
