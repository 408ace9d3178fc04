"""Work in several processes: what one process answers, in the same order, whoever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance import audit, audit_many, in_parallel, said
from provenance.errors import WorkerError
from provenance.records import to_lines
from provenance.reports import as_json
from provenance.rules import CATALOGUE, Finding, NotExamined, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance import Chain

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="not examined: processes are killed by POSIX signals here"),
    # From Python 3.12 on a process with threads warns when it forks; the test runner has threads of its own.
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]


def squared(number: int) -> int:
    """Return the square."""
    return number * number


def fragile(number: int, *, folder: str, at: int, times: int, slow: float = 0) -> int:
    """Return the square, but die ``times`` times over the number ``at``; the number before it takes its time."""
    if number == at:
        for one in range(times):
            try:
                os.close(os.open(f"{folder}/{one}", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)
    if number == at - 1:
        time.sleep(slow)
    return number * number


def faulty(number: int) -> int:
    """Return the square of what is not 7."""
    if number == 7:
        raise ValueError("no sevens")
    return number * number


def waited(seconds: float) -> int:
    """Tell which process it is, after a while."""
    time.sleep(seconds)
    return os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("many", [0, 1, 100])
def test_as_one_process_answers(many: int, workers: int) -> None:
    """Answers are those of one process, in the order of the inputs."""
    assert list(in_parallel(squared, range(many), workers=workers)) == [squared(one) for one in range(many)]


@pytest.mark.parametrize("times", [1, 3])
def test_a_dead_worker_costs_nothing(tmp_path: Path, times: int) -> None:
    """A worker that is killed is replaced, and what it was at is given to another."""
    job = partial(fragile, folder=str(tmp_path), at=20, times=times)
    assert list(in_parallel(job, range(60), workers=2)) == [squared(one) for one in range(60)]
    assert len(list(tmp_path.iterdir())) == times


def test_the_input_that_kills_is_named(tmp_path: Path) -> None:
    """An input over which each worker dies is named, after every answer before it, though those before it are slower."""
    job = partial(fragile, folder=str(tmp_path), at=20, times=99, slow=0.2)
    answers = in_parallel(job, range(60), workers=2)
    assert [next(answers) for _ in range(20)] == [squared(one) for one in range(20)]
    with pytest.raises(WorkerError, match="input 21 ") as raised:
        next(answers)
    assert raised.value.place == 21


def test_what_the_job_raises_comes_in_its_turn() -> None:
    """The answers before it come first."""
    answers = in_parallel(faulty, range(60), workers=2)
    assert [next(answers) for _ in range(7)] == [squared(one) for one in range(7)]
    with pytest.raises(ValueError, match="no sevens"):
        next(answers)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_inputs_raise_comes_in_its_turn(workers: int) -> None:
    """Answers to what was given before it are not lost."""

    def inputs() -> Iterator[int]:
        yield from range(5)
        raise ValueError("cut here")

    answers = in_parallel(squared, inputs(), workers=workers)
    assert [next(answers) for _ in range(5)] == [squared(one) for one in range(5)]
    with pytest.raises(ValueError, match="cut here"):
        next(answers)


def test_inputs_are_read_a_few_ahead() -> None:
    """A stream of any length is never held whole."""
    inputs = iter(range(1_000_000))
    answers = in_parallel(squared, inputs, workers=2)
    assert [next(answers) for _ in range(10)] == [squared(one) for one in range(10)]
    assert next(inputs) < 200
    answers.close()  # type: ignore[attr-defined]


def test_nobody_waits_for_answers_that_are_not_taken() -> None:
    """Where the rest is not wanted, workers leave what they are at."""
    answers = in_parallel(waited, [0, *[600.0] * 20], workers=2)
    worker = next(answers)
    begin = time.monotonic()
    answers.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begin < 60  # not 600: a bound on hanging, no measure of speed
    assert not _alive(worker)


CALLER = """
import sys
from provenance import in_parallel
from tests.test_parallel import waited

if __name__ == "__main__":
    for answer in in_parallel(waited, [0, 0, 0, 0, *[600.0] * 20], workers=2):
        print(answer, flush=True)
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_caller(tmp_path: Path, sent: signal.Signals) -> None:
    """However the caller ends, its workers end with it, and say nothing."""
    script = tmp_path / "caller.py"
    script.write_text(CALLER, encoding="utf-8")
    caller = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        start_new_session=True,
    )
    assert caller.stdout is not None
    workers = {int(caller.stdout.readline()) for _ in range(4)}
    if sent is signal.SIGINT:
        os.killpg(caller.pid, sent)  # as a terminal does
    else:
        caller.send_signal(sent)
    _, told = caller.communicate(timeout=60)
    assert caller.returncode == -sent
    assert told.count("Traceback") == (sent is signal.SIGINT)  # Python's own, of the caller
    for _ in range(600):
        if not any(map(_alive, workers)):
            break
        time.sleep(0.1)
    assert not any(map(_alive, workers))


def _alive(process: int) -> bool:
    """Return whether a process is there, and not only waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        pass
    if Path("/proc").exists():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class KillsOnce:
    """The worker that asks it dies, the first time.

    Why: a worker may die at any time.
    Mend: nothing.
    """

    name = "kills-once"
    family = "house"
    severity = Severity.NOTE
    false_alarms = "none"
    clean = faulty = unexamined = ()

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Find nothing."""
        if chain.hops[0].words is not None and "7" in chain.hops[0].words.words:
            fragile(0, folder=self.folder, at=0, times=1)
        yield from ()


def composed(number: int) -> Chain:
    """Return a chain of a number; its words are composed."""
    return said(f"Нас {number} на причале.", "ru", by="Ilya Marenko").translated(f"We are {number} on the quay.", "en")


def test_an_audit_outlives_a_worker(tmp_path: Path) -> None:
    """Reports are what one process says, though a worker was killed on the way."""
    chains = [composed(number) for number in range(40)]
    rules = [*CATALOGUE, KillsOnce(str(tmp_path))]
    reports = [as_json(report) for report in audit_many(chains, rules=rules, workers=2)]
    assert len(list(tmp_path.iterdir())) == 1
    assert reports == [as_json(audit(chain, rules=rules)) for chain in chains]


def test_the_command_line_stops_cleanly(tmp_path: Path) -> None:
    """Ctrl-C: one word on standard error, exit code 130, and no process left behind."""
    (tmp_path / "chains.jsonl").write_bytes(b"".join(to_lines([composed(3)])) * 20_000)
    command = subprocess.Popen(
        [sys.executable, "-m", "provenance", "audit", "chains.jsonl", "--workers", "2", "--format", "concise"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert command.stdout is not None
    assert command.stdout.readline()
    os.killpg(command.pid, signal.SIGINT)
    _, told = command.communicate(timeout=60)
    assert (command.returncode, told.split()) == (130, ["stopped"])
    with pytest.raises(ProcessLookupError):
        os.killpg(command.pid, 0)  # nobody of its group is left
