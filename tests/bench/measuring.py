"""How every row of the table is measured: rivals in shuffled rounds, medians, ratios within a round, growth, memory.

A sample repeats its call until it lasts, the garbage collector off where not said otherwise; its time is that of the processor, unless the work
waits for a disk or for another process. A ratio is the median of the ratios of single rounds, so that what slows a whole
round slows both sides of it; the spread is the middle half of those ratios over their median, of the times themselves
where nothing stands beside. Memory is the most that Python's allocators hold at once during one call, its result
included: what a compiled package takes from the system by itself is not seen.
"""

from __future__ import annotations

import gc
import math
import random
import statistics
import time
import tracemalloc
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LASTING = 0.02
"""Seconds that a sample lasts at least: a shorter call is repeated within it."""

ROUNDS = 5
"""Rounds, of which the median is taken."""

LINEAR = 1.15
"""The exponent of the size up to which time counts as linear: a third more for each item at ten times as many."""

NOISY = 0.2
"""The spread above which a row is called noisy."""


@frozen
class Goal:
    """A figure to reach: so many times as fast as what stands beside, or within so many times its time."""

    factor: float = field()
    within: bool = field(default=False)

    def reached(self, ratio: float) -> bool:
        """Return whether a ratio of times, theirs over ours, reaches it."""
        return ratio >= (1 / self.factor if self.within else self.factor)

    def __str__(self) -> str:
        return f"≤ {self.factor:g} × its time" if self.within else f"≥ {self.factor:g} ×"


@frozen(kw_only=True)
class Row:
    """What one kind of work takes at one size, beside one rival or beside nothing."""

    work: str = field()
    size: int = field()
    unit: str = field()
    """What the size counts."""
    seconds: float = field()
    """The median of our time for one such work."""
    beside: str | None = field(default=None)
    ratio: float | None = field(default=None)
    """How many times as fast ours is: their time over ours, the median of the rounds."""
    goal: Goal | None = field(default=None)
    growth: float | None = field(default=None)
    """The power of the size by which our time grew from the size before."""
    memory: int | None = field(default=None)
    """Bytes; None where it was not measured."""
    spread: float = field(default=0.0)
    note: str = field(default="")
    """What else was found on the same input: how often the answers are right."""

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return None if self.goal is None or self.ratio is None else self.goal.reached(self.ratio)

    @property
    def linear(self) -> bool | None:
        """Whether time grew linearly at most; None where it was not measured at a smaller size."""
        return None if self.growth is None else self.growth <= LINEAR

    @property
    def noisy(self) -> bool:
        """Whether the rounds differ too much for the figure to be trusted."""
        return self.spread > NOISY


@frozen(kw_only=True)
class Case:
    """One kind of work at one size: ours, and what stands beside it."""

    ours: Callable[[], object] = field()
    beside: Mapping[str, Callable[[], object]] = field(factory=dict)
    goals: Mapping[str, Goal] = field(factory=dict)
    times: int = field(default=1)
    """How many works one call does."""
    weighed: bool = field(default=True)
    """Whether memory is measured, by one call more."""
    note: str = field(default="")
    rounds: int = field(default=ROUNDS)
    """Rounds; of one alone, for what takes very long, the sizes before have read the tables."""
    collected: bool = field(default=False)
    """Whether the garbage collector runs as Python has it: what builds many objects pays for it."""
    clock: Callable[[], float] = field(default=time.process_time)


def series(work: str, unit: str, sizes: Sequence[int], case: Callable[[int], Case]) -> Iterator[Row]:
    """Yield the rows of one kind of work from the least size to the greatest."""
    before: Row | None = None
    for size in sizes:
        made = case(size)
        if made.rounds > 1:
            made.ours()  # tables are read, files are compiled
        taken = in_rounds({"": made.ours, **made.beside}, made.rounds, made.clock, collected=made.collected)
        memory = peak(made.ours) if made.weighed else None
        for row in rows(
            work, size, unit, taken, goals=made.goals, times=made.times, memory=memory, before=before, note=made.note
        ):
            yield row
        before = row


def rows(
    work: str,
    size: int,
    unit: str,
    taken: Mapping[str, Sequence[float]],
    *,
    goals: Mapping[str, Goal] | None = None,
    times: int = 1,
    memory: int | None = None,
    before: Row | None = None,
    note: str = "",
) -> Iterator[Row]:
    """Yield a row for each rival, by seconds in each round; ours stand under the empty name."""
    ours = taken[""]
    seconds = statistics.median(ours) / times
    growth = None if before is None else math.log(seconds / before.seconds) / math.log(size / before.size)
    beside: list[str | None] = [name for name in taken if name]
    for name in beside or [None]:
        ratios = None if name is None else [a / b for a, b in zip(taken[name], ours, strict=True)]
        yield Row(
            work=work,
            size=size,
            unit=unit,
            seconds=seconds,
            beside=name,
            ratio=None if ratios is None else statistics.median(ratios),
            goal=None if name is None else (goals or {}).get(name),
            growth=growth,
            memory=None if memory is None else memory // times,
            spread=spread(ours if ratios is None else ratios),
            note=note,
        )


def in_rounds(
    rivals: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = time.process_time,
    *,
    collected: bool = False,
) -> dict[str, list[float]]:
    """Return the seconds of each rival in each round, in which their order is shuffled."""
    taken: dict[str, list[float]] = {name: [] for name in rivals}
    order = random.Random(1)  # noqa: S311 - a fixed seed
    for _ in range(rounds):
        names = list(rivals)
        order.shuffle(names)
        for name in names:
            taken[name].append(sample(rivals[name], clock, collected=collected))
    return taken


def sample(
    call: Callable[[], object], clock: Callable[[], float] = time.process_time, *, collected: bool = False
) -> float:
    """Return the seconds that a call takes, repeated until the sample lasts."""
    gc.collect()
    if not collected:
        gc.disable()
    try:
        times = 0
        begin = clock()
        while True:
            call()
            times += 1
            taken = clock() - begin
            if taken >= LASTING:
                return taken / times
    finally:
        gc.enable()


def peak(call: Callable[[], object]) -> int:
    """Return the most bytes that Python holds at once during a call, its result included."""
    gc.collect()
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def spread(values: Sequence[float]) -> float:
    """Return the middle half of some values over their median; 0 of a single one."""
    if len(values) < 2:
        return 0.0
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return (high - low) / middle
