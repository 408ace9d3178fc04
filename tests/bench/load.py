"""Mixed load on a store: writers, tracers, auditors and a verifier at once, for as long as is asked; memory and faults told.

Run ``python tests/bench/load.py --store FILE|postgresql://… [--minutes 30]``. Every worker is a process of its own with
its own connection. The store must be empty, or left by an earlier run. Printed each minute: how often each was done,
and the memory of every worker; at the end whether it grew, and what the store says of itself.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import audit, open_store, said, trace
from provenance.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.queues import Queue

    from provenance import Chain, Store

# composed
NOUNS = ("порт", "мост", "рынок", "склад", "берег", "корабль", "причал", "совет", "город", "залив")
THINGS = ("port", "bridge", "market", "store", "shore", "ship", "pier", "council", "town", "bay")
SHOWN = 60.0


def composed(number: int) -> Chain:
    """Return a chain of three hops that only this number has."""
    chosen = random.Random(number)  # noqa: S311 - a fixed seed
    places = [chosen.randrange(len(NOUNS)) for _ in range(6)]
    tons = number % 9_000 + 100
    russian = f"{' и '.join(NOUNS[place] for place in places)} ждут {tons} тонн зерна, партия {number}."
    english = f"The {' and the '.join(THINGS[place] for place in places)} expect {tons} tonnes of grain, lot {number}."
    return (
        said(russian, "ru", by="Ilya Marenko", on="2025-12-19")
        .translated(english, "en", by="Ann Roe", on="2025-12-20")
        .republished(english.replace("tonnes", "tons"), "en", outlet="Harbour Daily", on="2025-12-21")
    )


def putting(store: Store, turn: int) -> None:
    """Put a chain, now and then one that is there."""
    store.put(composed(turn if turn % 5 else max(0, turn - 7)))


def tracing(store: Store, turn: int) -> None:
    """Ask for a sentence with a word changed."""
    words = composed(turn % 997).head.text or ""
    trace(words.replace("expect", "await"), store)


def auditing(store: Store, turn: int) -> None:
    """Audit a chain that is there, if it is by now."""
    try:
        report = audit(store.get(composed(turn % 997).digest))
    except NotFoundError:
        return
    assert report.clear


def verifying(store: Store, _: int) -> None:
    """Verify all, against a checkpoint of the moment before."""
    time.sleep(5)
    found = store.verify(store.checkpoint())
    assert found.ok, found.sentence


WORK: tuple[tuple[str, Callable[[Store, int], None]], ...] = (
    ("put", putting),
    ("put", putting),
    ("trace", tracing),
    ("audit", auditing),
    ("verify", verifying),
)


def worker(place: str, number: int, until: float, told: Queue[tuple[int, int, int, str]]) -> None:
    """Do one kind of work until the time is over, telling how often, at what memory, and what went wrong."""
    _, work = WORK[number]
    turn, shown = number * 10_000_000, 0.0
    try:
        with open_store(place) as store:
            while time.monotonic() < until:
                work(store, turn)
                turn += 1
                if time.monotonic() - shown > SHOWN / 4:
                    shown = time.monotonic()
                    told.put((number, turn - number * 10_000_000, _memory(), ""))
    except BaseException:  # noqa: BLE001 - told, whatever it is
        told.put((number, turn - number * 10_000_000, _memory(), traceback.format_exc()))


def _memory() -> int:
    """Return the kilobytes of this process now, or at most so far where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() // 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> int:
    """Start the workers, and tell what they tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    parser.add_argument("--minutes", type=float, default=30)
    given = parser.parse_args()
    with open_store(given.store) as store:
        store.put(composed(0))
    context = multiprocessing.get_context("spawn")
    told: Queue[tuple[int, int, int, str]] = context.Queue()
    until = time.monotonic() + given.minutes * 60
    workers = [
        context.Process(target=worker, args=(given.store, number, until, told), daemon=True)
        for number in range(len(WORK))
    ]
    for each in workers:
        each.start()
    faults: list[str] = []
    done = [0] * len(WORK)
    memory: list[list[int]] = [[] for _ in WORK]
    shown = time.monotonic()
    while any(each.is_alive() for each in workers) or not told.empty():
        try:
            number, times, kilobytes, fault = told.get(timeout=1)
        except Exception:  # noqa: BLE001, S112 - nothing was told for a second
            continue
        done[number] = times
        memory[number].append(kilobytes)
        faults += [fault] if fault else []
        if time.monotonic() - shown > SHOWN:
            shown = time.monotonic()
            print(_line(done, memory), flush=True)
    print(_line(done, memory))
    for (name, _), used in zip(WORK, memory, strict=True):
        third = max(1, len(used) // 3)
        before, after = max(used[third : 2 * third] or used), max(used[-third:])
        print(f"  {name:8} memory, the last third against the second: {after / before:.2f}×")
    with open_store(given.store, readonly=True) as store:
        print(store.verify().sentence)
    print("\n".join(faults) if faults else "no fault")
    return 1 if faults else 0


def _line(done: list[int], memory: list[list[int]]) -> str:
    return "   ".join(
        f"{name} {times:,} ({kilobytes[-1] / 1024:.0f} MB)"
        for (name, _), times, kilobytes in zip(WORK, done, memory, strict=True)
        if kilobytes
    )


if __name__ == "__main__":
    sys.exit(main())
