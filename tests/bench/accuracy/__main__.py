"""Every measure of rightness, one after another: ``python tests/bench/accuracy``.

Facts, negation, sentence alignment, the language guess, the gold chains, the formats of others, and pages; each is a script of its
own that can be run alone and takes options of its own (``--help``). Tracing has a size to choose and is run by itself.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = (
    HERE / "facts.py",
    HERE / "negation.py",
    HERE / "alignment.py",
    HERE.parent / "language.py",
    HERE / "gold.py",
    HERE / "reading.py",
    HERE / "exchange.py",
    HERE / "pages.py",
)


def main() -> None:
    """Run each script as if it were called alone."""
    for script in SCRIPTS:
        print(f"\n== {script.stem} ==\n", flush=True)
        sys.argv = [str(script)]
        runpy.run_path(str(script), run_name="__main__")


if __name__ == "__main__":
    main()
