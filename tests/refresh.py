"""Writes anew what README.md and the examples show: outputs, the help, the table of rules, the picture and the screenshot.

Run ``python tests/refresh.py`` after a change that is meant to be seen, and read the difference before it is committed;
the tests only compare.
"""

from __future__ import annotations

import importlib.util
import io
import re
import shlex
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from provenance.auditor import audit
from provenance.reports import REPORTS
from provenance.rules.explaining import rule_table
from tests.bench.table import measured

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
TABLE = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.DOTALL)
SPEED = re.compile(r"(<!-- speed -->\n).*?(<!-- /speed -->)", re.DOTALL)
MEASURED = ROOT / "tests" / "bench" / "measured.json"
PYTHON = re.compile(r"(^```python\n(.*?)^```\n\n```text\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(\$ provenance (.*)\n)((?:(?!\$ |```).*\n)*)", re.MULTILINE)

SHOWN = 930
"""Pixels of the page, from its top, that the screenshot shows."""


def ran(arguments: list[str], folder: str) -> str:
    """Return what a command prints in a folder that has the examples."""
    environment = {"PYTHONPATH": str(ROOT), "COLUMNS": "100", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *arguments], cwd=folder, capture_output=True, check=False, env=environment
    )
    if done.returncode not in {0, 1} or done.stderr:
        raise SystemExit(f"{arguments}: {done.stderr.decode()}")
    return done.stdout.decode().rstrip() + "\n"


def refreshed(text: str, folder: str) -> str:
    """Return the README with what its blocks print now."""
    text = TABLE.sub(lambda found: f"{found[1]}{rule_table()}\n{found[2]}", text)
    text = SPEED.sub(lambda found: f"{found[1]}{measured(MEASURED.read_text(encoding='utf-8'))}\n{found[2]}", text)
    text = PYTHON.sub(lambda found: found[1] + ran(["-c", found[2]], folder) + found[4], text)

    def console(block: re.Match[str]) -> str:
        return COMMAND.sub(
            lambda found: found[1] + ran(["-m", "provenance", *shlex.split(found[2])], folder), block.group()
        )

    return CONSOLE.sub(console, text)


def pictures(text: str, folder: Path) -> None:
    """Draw the chain of the README's first block; take the top of its page too where there is a browser."""
    names: dict[str, Any] = {}
    found = PYTHON.search(text)
    if found is None:
        raise SystemExit("README.md has no block of Python")
    with redirect_stdout(io.StringIO()):
        exec(found[2], names)  # noqa: S102 - our own README
    report = audit(names["chain"])
    (ROOT / ".github" / "chain.svg").write_text(REPORTS["svg"](report), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("browser", ROOT / "tests" / "reports" / "browser.py")
    if spec is None or spec.loader is None:
        raise SystemExit("tests/reports/browser.py is not there")
    browser: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(browser)
    if browser.BROWSER is None:
        print("no Chromium here: .github/report.webp stays as it is", file=sys.stderr)
        return
    page = folder / "report.html"
    page.write_text(REPORTS["html"](report), encoding="utf-8")
    tab = browser.Tab(folder / "profile")
    tab.open(page, width=1100)
    (ROOT / ".github" / "report.webp").write_bytes(tab.picture("webp", height=SHOWN))
    tab.close()


def main() -> None:
    """Refresh the README and every example's output."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        README.write_text(refreshed(README.read_text(encoding="utf-8"), folder), encoding="utf-8")
        pictures(README.read_text(encoding="utf-8"), Path(folder))
        for script in sorted((ROOT / "examples").glob("[0-9]*.py")):
            script.with_suffix(".out").write_text(ran([str(script)], folder), encoding="utf-8")


if __name__ == "__main__":
    main()
