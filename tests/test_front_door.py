"""The front door: what is meant to be there is there, and opens at once."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import provenance

SOURCE = Path(provenance.__file__).read_text(encoding="utf-8")


def names_for_type_checkers() -> dict[str, str]:
    """Return each name imported under TYPE_CHECKING with its module."""
    return {
        alias.name: node.module or ""
        for top in ast.walk(ast.parse(SOURCE))
        if isinstance(top, ast.If)
        for node in top.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_what_type_checkers_see_is_what_is_handed_on() -> None:
    """Type checkers, ``__all__`` and the lazy door agree on every name and on the room it comes from."""
    declared = names_for_type_checkers()
    lazily = {name: f"provenance.{room}" for name, room in provenance._ROOM_OF.items()}
    assert declared == lazily
    assert sorted(declared) == sorted(provenance.__all__)
    assert set(provenance.__all__) <= set(dir(provenance))


@pytest.mark.parametrize("name", provenance.__all__)
def test_every_name_opens(name: str) -> None:
    """Every name leads to something that has a docstring, or to data."""
    value = getattr(provenance, name)
    assert isinstance(value, Mapping | tuple) or value.__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that is not handed on is refused as for any module."""
    with pytest.raises(AttributeError, match="quote"):
        _ = provenance.quote


def test_the_door_loads_nothing_it_does_not_need() -> None:
    """Importing the package loads none of the rooms and no third-party package."""
    code = (
        "import sys, provenance\n"
        "print(sorted(name for name in sys.modules if name.startswith('provenance.')"
        " or name in {'attrs', 'rapidfuzz', 'langdetect', 'rich', 'click', 'sqlite3'}))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
