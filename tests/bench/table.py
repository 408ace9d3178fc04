"""The rows as a table to read or to paste, and as JSON; no clock, no place and no name of a machine is in either."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from attrs import asdict, fields

from tests.bench.measuring import LINEAR, NOISY, ROUNDS, Goal, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEAD = ("work", "size", "ours", "beside", "ours is", "goal", "growth", "memory", "")
PACKAGES = (
    "attrs",
    "diff-match-patch",
    "langdetect",
    "orjson",
    "prov",
    "rapidfuzz",
    "rfc8785",
    "trafilatura",
)


def cells(row: Row) -> tuple[str, ...]:
    """Return a row as it is shown."""
    goal = "" if row.goal is None else f"{row.goal} {'reached' if row.reached else '**short**'}"
    growth = "" if row.growth is None else f"{row.growth:.2f}" + ("" if row.linear else " **!**")
    said = "; ".join(filter(None, (row.note, f"noisy, {100 * row.spread:.0f} %" if row.noisy else "")))
    return (
        row.work,
        f"{row.size:,} {row.unit}",
        _time(row.seconds),
        row.beside or "–",
        _ratio(row),
        goal,
        growth,
        "" if row.memory is None else _bytes(row.memory),
        said,
    )


def _ratio(row: Row) -> str:
    if row.ratio is None:
        return ""
    if row.goal is not None and row.goal.within:
        return f"{_three(1 / row.ratio)} × its time"
    return f"{_three(row.ratio)} × as fast"


def _three(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{_three(seconds / size)} {unit}"
    return f"{_three(seconds * 1e6)} µs"


def _bytes(number: int) -> str:
    return f"{_three(number / 1e6)} MB" if number >= 1e6 else f"{_three(number / 1e3)} kB"


def markdown(rows: Iterable[Row]) -> str:
    """Return the rows as a table of Markdown, padded so that it can be read as it is."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = [_line(line, widths) for line in lines]
    return "\n".join([shown[0], "|".join(["", *("-" * (width + 2) for width in widths), ""]), *shown[1:]])


def shortened(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a goal, and of every work without one the largest size beside its first rival."""
    aimed = {row.work for row in rows if row.goal is not None}
    last = {row.work: row.size for row in rows}
    kept: list[Row] = []
    for row in rows:
        first = all((other.work, other.size) != (row.work, row.size) for other in kept)
        if row.goal is not None or (row.work not in aimed and row.size == last[row.work] and first):
            kept.append(row)
    return kept


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"


def machine() -> dict[str, Any]:
    """Return the kind of machine and the versions of what was measured; no name of a host."""
    found: dict[str, str] = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "sqlite": sqlite3.sqlite_version,
        "packages": found,
    }


def as_json(rows: Sequence[Row], *, date: str | None, left_out: Sequence[str]) -> str:
    """Return the rows, what they were measured with, and what was left out; the date is the one that is given."""
    told = {
        "date": date,
        "machine": machine(),
        "rounds": ROUNDS,
        "linear_up_to": LINEAR,
        "noisy_above": NOISY,
        "left_out": list(left_out),
        "rows": [
            {
                **asdict(row),
                "reached": row.reached,
                "linear": row.linear,
                "noisy": row.noisy,
            }
            for row in rows
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def measured(content: str) -> str:
    """Return what a page shows of the rows that were written as JSON: when and on what, and the shortened table."""
    told = json.loads(content)
    kind = told["machine"]
    packages = ", ".join(f"{name} {number}" for name, number in kind["packages"].items())
    return (
        f"Measured on {told['date']} on {kind['cores']} cores, {kind['system']} {kind['architecture']}, {kind['python']}, "
        f"SQLite {kind['sqlite']}, {packages}.\n\n{markdown(shortened(from_json(content)))}"
    )


def from_json(content: str) -> list[Row]:
    """Return the rows that were written as JSON."""
    names = {each.name for each in fields(Row)} - {"goal"}
    return [
        Row(
            **{name: value for name, value in row.items() if name in names},
            goal=None if row["goal"] is None else Goal(**row["goal"]),
        )
        for row in json.loads(content)["rows"]
    ]
