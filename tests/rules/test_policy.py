"""A house's policy: read from a file, refused where it cannot be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from provenance.errors import PolicyError
from provenance.rules import PROFILES, Severity, read_policy

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str, name: str = "pyproject.toml") -> Path:
    place = folder / name
    place.write_text(text, encoding="utf-8")
    return place


def test_a_policy_is_read_from_the_project_file(tmp_path: Path) -> None:
    """Keys of `tool.provenance` change the profile they name; what the house accepts has its reason."""
    place = written(
        tmp_path,
        '[project]\nname = "x"\n[tool.provenance]\nprofile = "strict"\nignore = ["time"]\nfail-on = "error"\n'
        '[tool.provenance.severity]\nrelay-translation = "off"\n'
        '[tool.provenance.accepted]\ntranslator-undisclosed = "desk translations are unsigned"\n',
    )
    policy = read_policy(place)
    assert (policy.ignore, policy.fail_on) == (frozenset({"time"}), Severity.ERROR)
    assert policy.severity["relay-translation"] == "off"
    assert policy.severity["imprecise-date"] == "warning"
    assert policy.accepted == {"translator-undisclosed": "desk translations are unsigned"}


def test_a_file_of_its_own_has_the_same_keys(tmp_path: Path) -> None:
    """Without the project's tables the keys stand at the top."""
    policy = read_policy(written(tmp_path, 'select = ["chain"]\nmust_examine = ["custody"]\n', "desk.toml"))
    assert (policy.select, policy.must_examine) == (frozenset({"chain"}), frozenset({"custody"}))


def test_a_project_without_the_table_has_the_default(tmp_path: Path) -> None:
    """Nothing said is the default profile."""
    assert read_policy(written(tmp_path, '[project]\nname = "x"\n')) == PROFILES["default"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not toml", "not TOML"),
        ('ingore = ["chain"]', "did you mean 'ignore'"),
        ('profile = "strikt"', "did you mean 'strict'"),
        ('ignore = "chain"', "not a list"),
        ('severity = "off"', "not a table"),
        ('[severity]\nchain = "loud"', "no such severity"),
        ('[accepted]\nchain = ""', "no reason"),
        ('fail_on = "loud"', "no such severity"),
        ("fail_on = [1]", "no such severity"),
        ("ignore = [5]", "not a name"),
        ('ignore = [["chain"]]', "not a name"),
        ("[severity]\nchain = 5", "no such severity"),
        ("[accepted]\nchain = 5", "no reason"),
        ('profile = ["strict"]', "no such profile"),
        ("tool = 5", "not a table"),
        ("[tool]\nprovenance = 5", "not a table"),
    ],
)
def test_what_cannot_be_followed_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """A misspelt key, an unknown profile, a wrong kind of value and an empty reason are told before any audit."""
    with pytest.raises(PolicyError, match=message):
        read_policy(written(tmp_path, text, "desk.toml"))
