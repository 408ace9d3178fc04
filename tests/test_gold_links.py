"""The gold links: twins share one canonical form, and no two articles do."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from provenance import Locator


def _measurement() -> Any:
    place = Path(__file__).parent / "bench" / "accuracy" / "reading.py"
    found = importlib.util.spec_from_file_location("reading_links", place)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["reading_links"] = module
    found.loader.exec_module(module)
    return module


READING = _measurement()
ENTRIES = READING.gold_links()
LINKS = [link for entry in ENTRIES for group in (*entry["same_article"], entry["different"]) for link in group]


def test_there_are_enough_links() -> None:
    """At least a hundred and fifty links over fifteen platforms."""
    assert len(LINKS) >= 150
    assert len(ENTRIES) >= 15


def test_no_two_articles_are_merged() -> None:
    """Links of different articles never share a canonical form, whatever their platform."""
    assert [pair for one in READING.link_scores() for pair in one.merged] == []


def test_twins_are_joined() -> None:
    """Nearly all pairs of one article share their canonical form."""
    scores = READING.link_scores()
    assert sum(one.joined for one in scores) >= 0.98 * sum(one.pairs for one in scores)


def test_the_laws_hold_for_each_link() -> None:
    """The given string survives, a canonical form is its own canonical form, whitespace around changes nothing."""
    for link in LINKS:
        locator = Locator.parse(link)
        assert locator.given == link
        if locator.canonical is not None:
            assert Locator.parse(locator.canonical).canonical == locator.canonical
            assert Locator.parse(f" <{link}> ").canonical == locator.canonical
