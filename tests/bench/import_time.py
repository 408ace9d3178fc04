"""What an import costs: ``import provenance``, and the first use of its rooms, beside ``import attrs``.

Each import runs in a fresh process, which times itself from its first line on, by the time of its processor; what
starting the interpreter takes is the same for all and left out. Memory is what Python holds when it is done.
"""

from __future__ import annotations

import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

from tests.bench import measuring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measuring import Row

ATTRS = "import attrs"
STATEMENTS = (
    "import provenance",
    "from provenance import said",
    "from provenance import from_json",
    "from provenance import open_store",
    "from provenance import audit",
    "from provenance import read",
)
ROUNDS = 9


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what each import takes."""
    taken: dict[str, list[float]] = {statement: [] for statement in (ATTRS, *STATEMENTS)}
    for statement in taken:
        sample(statement)  # compiled and in the page cache from here on
    order = Random(1)  # noqa: S311 - a fixed seed
    for _ in range(3 if quick else ROUNDS):
        for statement in order.sample(tuple(taken), len(taken)):
            taken[statement].append(sample(statement))
    for statement in STATEMENTS:
        yield from measuring.rows(
            statement, 1, "process", {"": taken[statement], ATTRS: taken[ATTRS]}, memory=int(sample(statement, HELD))
        )


SPENT = "import time; begin = time.process_time()\n{}\nprint(time.process_time() - begin)"
HELD = "import tracemalloc; tracemalloc.start()\n{}\nprint(tracemalloc.get_traced_memory()[1])"


def sample(statement: str, measured: str = SPENT) -> float:
    """Return what a process of its own measures of a statement: the seconds, or the most bytes held."""
    run = subprocess.run([sys.executable, "-c", measured.format(statement)], capture_output=True, text=True, check=True)
    return float(run.stdout)
