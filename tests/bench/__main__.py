"""What the library costs, in one table: ``python tests/bench [--only NAME …] [--quick] [--short] [--json FILE] [--date DATE]``.

Each name is a room that yields rows: ours beside its rivals in one run, from small sizes to large ones. *Ours is*: how
many times as fast, or how many times the rival's time. *Growth*: the power of the size by which our time grew from the
size before. *Memory*: the most that Python held at once. A row whose rounds differ by more than a fifth is called noisy.
How right the answers are is measured by ``python tests/bench/accuracy``; how a store bears a load by
``tests/bench/load.py`` and what a large archive costs by ``tests/bench/archive.py``, each for as long as it is told.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[0] = str(Path(__file__).resolve().parents[2])  # not this folder, whose files bear names of others

from tests.bench.table import as_json, cells, machine, markdown, shortened  # noqa: E402 - found from there

if TYPE_CHECKING:
    from tests.bench.measuring import Row

ROOMS = {
    "records": "records",
    "diff": "diff",
    "language": "language",
    "facts": "facts",
    "alignment": "aligning",
    "compare": "comparing",
    "audit": "audit",
    "read": "reading",
    "put": "stores",
    "trace": "tracing",
    "export": "exports",
    "import": "import_time",
}


def main() -> None:
    """Measure, show each row as it comes, then the table."""
    parser = argparse.ArgumentParser(prog="tests/bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=ROOMS, default=list(ROOMS), metavar="NAME", help=", ".join(ROOMS))
    parser.add_argument("--quick", action="store_true", help="small sizes alone")
    parser.add_argument(
        "--short", action="store_true", help="show rows with a goal, and the largest of each other work"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the rows are written as JSON")
    parser.add_argument("--date", help="the day to write into the JSON; none is written otherwise")
    given = parser.parse_args()
    rows: list[Row] = []
    left_out: list[str] = []
    for name in given.only:
        try:
            for row in import_module(f"tests.bench.{ROOMS[name]}").rows(quick=given.quick):
                rows.append(row)
                print("  ".join(filter(None, cells(row))), file=sys.stderr, flush=True)
        except FileNotFoundError as missing:
            left_out.append(
                f"{name}: not examined, because the data are not there: {Path(missing.filename or '').name}"
            )
        if given.json:  # after each room, so that what was measured outlives an interruption
            given.json.write_text(as_json(rows, date=given.date, left_out=left_out), encoding="utf-8")
    kind = machine()
    print(f"{kind['cores']} cores, {kind['system']} {kind['architecture']}, {kind['python']}, SQLite {kind['sqlite']}")
    print(", ".join(f"{name} {number}" for name, number in kind["packages"].items()), end="\n\n")
    print(markdown(shortened(rows) if given.short else rows))
    print("".join(f"\n{line}" for line in left_out))


if __name__ == "__main__":
    main()
