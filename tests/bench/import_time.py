"""What an import costs: ``import provenance``, and the first use of its rooms, beside ``import attrs``.

Run ``python tests/bench/import_time.py [--rounds N]``. Each import runs in a fresh process, which times itself from its
first line on; what starting the interpreter takes is the same for all and left out. Rounds run all in shuffled order;
printed are medians and least in milliseconds, and the ratio to ``import attrs`` within the run.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import subprocess
import sys
from importlib.metadata import version

STATEMENTS = (
    "import attrs",
    "import provenance",
    "from provenance import said",
    "from provenance import from_json",
    "from provenance import open_store",
    "from provenance import audit",
    "from provenance import read",
    "from provenance.model.chain import said; said('Words.', 'en').revised('Other words.', 'en').steps[0].comparison",
)


def sample(statement: str) -> float:
    """Return the seconds that a statement takes in a process of its own."""
    code = f"import time; begin = time.perf_counter()\n{statement}\nprint(time.perf_counter() - begin)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> None:
    """Print the whole table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=11, help="rounds, of which the median is printed")
    given = arguments.parse_args()
    print(f"Python {platform.python_version()}, attrs {version('attrs')}, {given.rounds} rounds")
    order = random.Random(1)  # noqa: S311 - a fixed seed
    taken: dict[str, list[float]] = {statement: [] for statement in STATEMENTS}
    for statement in STATEMENTS:
        sample(statement)  # compiled and in the page cache from here on
    for _ in range(given.rounds):
        for statement in order.sample(STATEMENTS, len(STATEMENTS)):
            taken[statement].append(sample(statement))
    base = statistics.median(taken["import attrs"])
    for statement, times in taken.items():
        middle = statistics.median(times)
        print(f"  {statement[:60]:60} {middle * 1e3:8.1f} ms   least {min(times) * 1e3:8.1f}   {middle / base:6.2f}×")


if __name__ == "__main__":
    main()
