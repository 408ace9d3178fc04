"""Data, not code: what is known of each language, of platforms and of outlets, as JSON files beside this one.

A language is a folder named by its tag (``ru``, ``zh``, ``zh-Hant``), with one file for each topic. A file is read on
first use. Where a language has no table for a topic the answer is None, and whoever asked says "no table".
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["languages", "shared_table", "table"]


@cache
def _read(name: str) -> Any:
    place = files(__name__).joinpath(name)
    return json.loads(place.read_text(encoding="utf-8")) if place.is_file() else None


def table(language: str, topic: str) -> Any:
    """Return a language's table for a topic, from the longest tag that has one (zh-Hant-TW → zh-Hant → zh), or None."""
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        found = _read(f"{'-'.join(parts[:length])}/{topic}.json")
        if found is not None:
            return found
    return None


def shared_table(name: str) -> Any:
    """Return a table that belongs to no single language ("platforms", "outlets", "marks")."""
    found = _read(f"{name}.json")
    if found is None:
        raise KeyError(name)
    return found


@cache
def languages(topic: str) -> tuple[str, ...]:
    """Return the tags of the languages that have a table for the topic, sorted."""
    folders = (place for place in files(__name__).iterdir() if place.is_dir())
    return tuple(sorted(place.name for place in folders if place.joinpath(f"{topic}.json").is_file()))
