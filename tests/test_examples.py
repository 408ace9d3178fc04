"""The examples: each runs offline, from any folder, and prints what stands in its ``.out`` file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SCRIPTS = sorted(EXAMPLES.glob("[0-9]*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_an_example_prints_its_output(script: Path, tmp_path: Path) -> None:
    """An example's output is the one committed beside it, byte for byte."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(script)], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert done.stderr.decode() == ""
    assert done.returncode == 0
    assert done.stdout.decode() == script.with_suffix(".out").read_text(encoding="utf-8")


def test_every_example_is_listed() -> None:
    """The examples' README has a line for each, and names none that is not there."""
    listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert SCRIPTS
    assert [script.name for script in SCRIPTS if script.name not in listed] == []
