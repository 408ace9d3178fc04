"""The table of what things cost: its figures follow from the seconds measured, and its command runs."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.measuring import Case, Goal, Row, in_rounds, peak, rows, series, spread
from tests.bench.table import as_json, cells, from_json, markdown, measured, shortened

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
MEASURED = ROOT / "tests" / "bench" / "measured.json"
SECONDS = st.floats(1e-7, 1e4, allow_nan=False)


@given(st.lists(st.tuples(SECONDS, SECONDS), min_size=1, max_size=9), st.integers(1, 100))
def test_a_ratio_lies_among_those_of_the_rounds(taken: list[tuple[float, float]], times: int) -> None:
    """The ratio is of times within a round, never of two rounds; time is that of one work."""
    ours, theirs = ([pair[side] for pair in taken] for side in (0, 1))
    (row,) = rows("work", 10, "items", {"": ours, "rival": theirs}, times=times)
    assert row.ratio is not None
    assert min(b / a for a, b in taken) <= row.ratio <= max(b / a for a, b in taken)
    assert min(ours) / times <= row.seconds <= max(ours) / times


@given(st.floats(0.1, 3), SECONDS, st.integers(2, 100))
def test_growth_is_the_power_of_the_size(power: float, seconds: float, factor: int) -> None:
    """Time that grows as a power of the size is told to grow so, and to be linear or not."""
    (before,) = rows("work", 10, "items", {"": [seconds]})
    (row,) = rows("work", 10 * factor, "items", {"": [seconds * factor**power]}, before=before)
    assert row.growth is not None
    assert math.isclose(row.growth, power, rel_tol=1e-6)
    assert before.linear is None
    assert row.linear is (row.growth <= 1.15)


@pytest.mark.parametrize(
    ("goal", "reached", "short", "shown"),
    [
        (Goal(5), 5.0, 4.9, "≥ 5 ×"),
        (Goal(0.3, within=True), 3.4, 3.3, "≤ 0.3 × its time"),
        (Goal(3, within=True), 0.34, 0.33, "≤ 3 × its time"),
    ],
)
def test_a_goal_is_reached_or_not(goal: Goal, reached: float, short: float, shown: str) -> None:
    """So many times as fast, or within so many times the rival's time."""
    assert goal.reached(reached)
    assert not goal.reached(short)
    assert str(goal) == shown


def test_a_row_whose_rounds_differ_is_called_noisy() -> None:
    """The middle half counts, so that one round out of nine spoils nothing."""
    (calm,) = rows("work", 1, "items", {"": [1.0] * 9, "rival": [3.0] * 8 + [90.0]})
    (wild,) = rows("work", 1, "items", {"": [1.0] * 9, "rival": [3.0, 4.0, 5.0] * 3})
    assert (calm.noisy, wild.noisy) == (False, True)
    assert "noisy" in cells(wild)[-1]
    assert spread([7.0]) == 0


def test_rivals_take_turns_and_every_one_is_measured_in_every_round() -> None:
    """A clock that adds one second a look makes every sample of a call one second long."""
    ticks = count()
    order: list[str] = []
    rivals = {name: (lambda name=name: order.append(name)) for name in "abc"}
    taken = in_rounds(rivals, 6, lambda: float(next(ticks)))
    assert taken == {name: [1.0] * 6 for name in "abc"}
    rounds = [tuple(order[first : first + 3]) for first in range(0, 18, 3)]
    assert all(sorted(each) == ["a", "b", "c"] for each in rounds)
    assert len(set(rounds)) > 1


def test_memory_is_what_is_held_at_once() -> None:
    """A megabyte that is made counts, ten that are dropped one after another count once."""
    assert 1_000_000 <= peak(lambda: bytes(1_000_000)) < 1_100_000
    assert peak(lambda: [len(bytes(1_000_000)) for _ in range(10)]) < 2_100_000


def test_a_series_goes_from_small_to_large_with_a_row_for_each_rival() -> None:
    """The goal stands beside the rival that it is set against."""

    def case(size: int) -> Case:
        rivals = {"one": lambda: sum(range(size)), "other": lambda: sum(range(2 * size))}
        return Case(ours=lambda: sum(range(size)), beside=rivals, goals={"other": Goal(0.01)}, rounds=2)

    found = list(series("sum", "items", (10, 100), case))
    assert [(row.size, row.beside) for row in found] == [(10, "one"), (10, "other"), (100, "one"), (100, "other")]
    assert [row.reached for row in found] == [None, True, None, True]
    assert [row.growth is None for row in found] == [True, True, False, False]
    assert shortened(found) == [found[1], found[3]]


def test_the_table_is_one_of_markdown_and_the_json_holds_no_clock() -> None:
    """The date is the one that is given, or none; every line has as many cells as the head."""
    row = Row(work="work", size=10_000, unit="hops", seconds=0.0123, beside="rival", ratio=4.0, goal=Goal(5))
    lines = markdown([row]).splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert "≥ 5 × **short**" in lines[2]
    assert "12.3 ms" in lines[2]
    told = as_json([row], date=None, left_out=[])
    assert told == as_json([row], date=None, left_out=[])
    assert json.loads(told)["date"] is None
    assert from_json(told) == [row]
    assert json.loads(as_json([row], date="2026-11-25", left_out=[]))["date"] == "2026-11-25"


def test_the_table_of_the_readme_is_the_one_that_was_measured() -> None:
    """No figure stands in it that is not in the file that the command wrote."""
    found = re.search(r"<!-- speed -->\n(.*?)\n<!-- /speed -->", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    assert found[1] == measured(MEASURED.read_text(encoding="utf-8"))


def test_the_command_prints_its_table_and_writes_its_rows(tmp_path: Path) -> None:
    """Run as it is told, by its folder; every row has all that the table has columns for."""
    place = tmp_path / "rows.json"
    command = [sys.executable, "-X", "utf8", "tests/bench", "--quick", "--only", "records", "--json", str(place)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    told: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    assert {row["work"] for row in told["rows"]} == {
        "digest of a hop and its words",
        "chain built act by act, and its digest",
        "chain of hops, each built and hashed",
        "chain written as JSON",
        "chain read, every digest checked",
    }
    assert all(row["seconds"] > 0 and row["size"] >= 10 for row in told["rows"])
    assert any(row["beside"] == "prov, no hash" and row["ratio"] > 0 for row in told["rows"])
    assert str(ROOT) not in place.read_text(encoding="utf-8")
    assert done.stdout.decode().count("\n| ") == len(told["rows"]) + 1
