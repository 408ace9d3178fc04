"""Fuzz one target or all, guided by coverage: ``python tests/fuzz/run.py [NAME …] [--minutes 5]``.

Needs atheris (``pip install atheris``). New inputs that reach new code go into ``tests/fuzz/corpus/NAME``; an input that
breaks a target is written beside it as ``crash-…``, printed, and ends the run with exit code 1. Each target runs in a
process of its own, so that a hang (25 seconds for one input) or a full memory (2 GB) ends that one alone.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ONE = """
import sys
import atheris
with atheris.instrument_imports(include=["provenance"], enable_loader_override=False):
    sys.path.insert(0, {here!r})
    import targets
atheris.Setup(sys.argv, lambda data: targets.run({name!r}, data))
atheris.Fuzz()
"""


def main() -> int:
    """Run the targets one after the other."""
    sys.path.insert(0, str(HERE))
    known = importlib.import_module("targets").TARGETS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--minutes", type=float, default=5, help="for each target")
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus", help="where inputs are read and written")
    given = parser.parse_args()
    unknown = set(given.names) - set(known)
    if unknown:
        parser.error(f"no such target – {', '.join(sorted(unknown))} – known are {', '.join(known)}")
    broken = []
    for name in given.names or known:
        folder = given.corpus / name
        folder.mkdir(parents=True, exist_ok=True)
        print(f"== {name}", flush=True)
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                ONE.format(here=str(HERE), name=name),
                str(folder),
                f"-max_total_time={round(given.minutes * 60)}",
                "-timeout=25",
                "-rss_limit_mb=2048",
                "-max_len=4096",
                "-print_final_stats=1",
                f"-artifact_prefix={given.corpus / name}-",
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        print("\n".join(done.stderr.splitlines()[-12:]), flush=True)
        if done.returncode:
            broken.append(name)
    print(f"broken: {', '.join(broken)}" if broken else "no target broke")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
