"""One job over many inputs in several processes: in order, a worker that dies replaced, Ctrl-C heard at once."""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as until_done
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Pipe, parent_process
from multiprocessing.connection import wait as until_heard
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import define, field

from provenance.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

__all__ = ["in_parallel"]

AHEAD = 8
"""Inputs a worker that are read before the first of them is answered."""

DEATHS = 3
"""Workers that may die over one input: memory runs short by chance, and who kills one process seldom kills three."""

_Input = TypeVar("_Input")
_Answer = TypeVar("_Answer")


def in_parallel(job: Callable[[_Input], _Answer], inputs: Iterable[_Input], *, workers: int = 1) -> Iterator[_Answer]:
    """Yield what a job answers to each input, in their order; with more than one worker, from as many processes.

    Inputs are read as answers are taken, a few ahead. The job, each input and each answer are pickled on their way, so
    the job stands at the top of a module, or is a ``functools.partial`` of one that does. What the job or the inputs
    raise is raised in its turn, after every answer before it. A worker that dies (killed, out of memory) is replaced,
    and its input given to another; WorkerError names the input over which several died, the last of them alone with it.
    Where answers are no longer taken, or the caller is stopped or dies, the workers end at once.
    """
    if workers <= 1:
        yield from map(job, inputs)
        return
    crew = _Crew(job, workers)
    raised: list[Exception] = []
    try:
        for given in _until_raised(inputs, raised):
            crew.give(given)
            while crew.is_ahead():
                yield crew.answer()
        while crew.tasks:
            yield crew.answer()
    finally:
        crew.dismiss()
    if raised:
        raise raised[0]


def _until_raised(inputs: Iterable[_Input], raised: list[Exception]) -> Iterator[_Input]:
    """Yield inputs; what they raise is put aside until those before it are answered."""
    try:
        yield from inputs
    except Exception as error:  # noqa: BLE001 - raised again when its turn comes
        raised.append(error)


@define
class _Task(Generic[_Input, _Answer]):
    """An input that was given out, and its answer to come; None where no worker has it."""

    place: int
    given: _Input
    future: Future[_Answer] | None = None
    deaths: int = field(default=0)

    def is_open(self) -> bool:
        """Return whether a worker must still be given it."""
        if self.future is None:
            return True
        return self.future.done() and isinstance(self.future.exception(), BrokenProcessPool)


class _Crew(Generic[_Input, _Answer]):
    """The workers, and the tasks that are not answered yet in their order."""

    def __init__(self, job: Callable[[_Input], _Answer], workers: int) -> None:
        self.tasks: deque[_Task[_Input, _Answer]] = deque()
        self._job = job
        self._workers = workers
        self._given = 0
        self._hire()

    def give(self, given: _Input) -> None:
        """Give a worker an input."""
        self._given += 1
        task: _Task[_Input, _Answer] = _Task(self._given, given)
        self.tasks.append(task)
        self._assign(task)

    def is_ahead(self) -> bool:
        """Return whether an answer should be taken before more is given."""
        if not self.tasks:
            return False
        first = self.tasks[0].future
        return len(self.tasks) > AHEAD * self._workers or (first is not None and first.done())

    def answer(self) -> _Answer:
        """Return the answer to the first task, once it is there."""
        first = self.tasks[0]
        while first.future is None or not until_done([first.future]).done or first.is_open():
            self._replace(first)
        self.tasks.popleft()
        return first.future.result()

    def dismiss(self) -> None:
        """End the workers: when all is answered they have nothing to do, else they leave what they are at."""
        if self.tasks:
            self._call.send_bytes(b".")  # never taken out: each worker hears it
        self._pool.shutdown(cancel_futures=True)
        self._call.close()
        self._heard.close()

    def _hire(self) -> None:
        self._heard, self._call = Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self._workers, initializer=_begin, initargs=(self._heard,))

    def _assign(self, task: _Task[_Input, _Answer]) -> None:
        try:
            task.future = self._pool.submit(self._job, task.given)
        except BrokenProcessPool:
            task.future = None

    def _replace(self, first: _Task[_Input, _Answer]) -> None:
        """Hire other workers, as one of them died; the first task, which one of them had, goes first.

        One death ends the whole pool, and which task it was over is not told: a task that saw two is tried alone.
        """
        first.deaths += 1
        if first.deaths > DEATHS:
            raise WorkerError(
                f"a worker process died over one input {DEATHS + 1} times – input {first.place} – give it more memory, "
                "or leave that input out",
                place=first.place,
            )
        self._pool.shutdown(cancel_futures=True)
        self._call.close()
        self._heard.close()
        self._hire()
        self._assign(first)
        if first.deaths > 1 and first.future is not None:
            until_done([first.future])
            if first.is_open():
                return
        for task in self.tasks:
            if task is not first and task.is_open():
                self._assign(task)


def _begin(heard: Connection) -> None:
    """Make a worker of this process: Ctrl-C, which a terminal sends to all, is the caller's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_when_told, args=(heard,), daemon=True).start()


def _leave_when_told(heard: Connection) -> None:
    """End this process, whatever it is at, when it is told to or its parent is gone."""
    parent = parent_process()
    until_heard([heard] if parent is None else [heard, parent.sentinel])
    os._exit(1)
