"""README.md cannot drift: its Python blocks run, its console blocks print what they show."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from provenance.auditor import audit
from provenance.reports import REPORTS
from provenance.rules.explaining import rule_table

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PYTHON = [code for kind, code in BLOCKS if kind == "python"]
CONSOLE = [text for kind, text in BLOCKS if kind == "console"]


def python_with_output() -> list[tuple[str, str]]:
    """Return each Python block with the text block that directly follows it, its output."""
    found = re.findall(r"^```python\n(.*?)^```\n\n(?:```text\n(.*?)^```$)?", README, re.MULTILINE | re.DOTALL)
    return [(code, output) for code, output in found]


@pytest.mark.parametrize(("code", "output"), python_with_output())
def test_a_python_block_prints_what_follows_it(code: str, output: str, tmp_path: Path) -> None:
    """A Python block runs as written from a folder with the examples, and prints the text block below it."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert done.stderr.decode() == ""
    assert not output or done.stdout.decode().rstrip() == output.rstrip()


@pytest.mark.parametrize("block", CONSOLE)
def test_a_console_block_prints_what_it_shows(block: str, tmp_path: Path) -> None:
    """Each ``$ provenance …`` of a console block prints what stands below it, in one folder and in this order."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for found in re.finditer(r"^\$ provenance (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        done = subprocess.run(
            [sys.executable, "-m", "provenance", *shlex.split(found.group(1))],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=60,
            env={"PYTHONPATH": str(ROOT), "COLUMNS": "100", "PATH": ""},
        )
        assert done.returncode in {0, 1}, done.stderr.decode()
        assert done.stdout.decode().rstrip() == found.group(2).rstrip()


def test_the_table_of_rules_is_current() -> None:
    """The README's table is the one that the catalogue gives."""
    found = re.search(r"<!-- rules -->\n(.*?)\n?<!-- /rules -->", README, re.DOTALL)
    assert found is not None
    assert found.group(1).strip() == rule_table().strip()


def test_the_picture_is_that_of_the_first_chain() -> None:
    """The picture in the README is what the library draws of the chain above it; what it links to is there."""
    names: dict[str, Any] = {}
    exec(PYTHON[0], names)  # noqa: S102 - our own README
    assert (ROOT / ".github" / "chain.svg").read_text(encoding="utf-8") == REPORTS["svg"](audit(names["chain"]))
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(shown) >= 2
    assert all((ROOT / place).is_file() for place in shown)


def test_blocks_are_of_kinds_that_are_tested() -> None:
    """Every block is Python, console, its output, or a shell command that the checks run from here."""
    assert PYTHON
    assert {kind for kind, _ in BLOCKS} <= {"python", "console", "text", "sh", "toml"}


def test_the_two_commands_are_there() -> None:
    """The line that does the main job and the line that runs the tests stand where the checks look for them."""
    for mark in ("first-command", "test-command"):
        found = re.search(rf"<!-- {mark} -->\n```sh\n(.+)\n```", README)
        assert found, mark
