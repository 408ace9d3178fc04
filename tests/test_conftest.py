"""How tests run: slow ones when they are named, examples as many as the profile says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import pytest
from hypothesis import settings

@pytest.mark.slow
def test_slow(): pass

def test_quick(): pass

def test_profile(): print("examples", settings.default.max_examples, settings.default.derandomize)
"""


def run(folder: Path, *options: str, profile: str | None = None) -> str:
    """Run a small suite under this suite's conftest and return what it prints."""
    (folder / "conftest.py").write_text(
        Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    slow: long\n", encoding="utf-8")
    (folder / "test_suite.py").write_text(SUITE, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "HYPOTHESIS_PROFILE"}
    if profile is not None:
        environment["HYPOTHESIS_PROFILE"] = profile
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", *options]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), "2 passed, 1 deselected"),
        (("-m", "slow"), "1 passed, 2 deselected"),
        (("-m", "slow or not slow"), "3 passed"),
        (("-m", "not other"), "2 passed, 1 deselected"),
        (("-k", "slow"), "3 deselected"),
    ],
)
def test_slow_tests_run_when_they_are_named(tmp_path: Path, options: tuple[str, ...], expected: str) -> None:
    """A plain run, and one that names other marks, leaves slow tests out; one that names theirs runs them."""
    assert expected in run(tmp_path, *options)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [(None, "examples 100 False"), ("ci", "examples 100 True"), ("deep", "examples 1000 False")],
)
def test_a_profile_says_how_hard_to_look(tmp_path: Path, profile: str | None, expected: str) -> None:
    """The environment variable names the profile; without it examples are drawn anew each time."""
    assert expected in run(tmp_path, "-k", "profile", profile=profile)
