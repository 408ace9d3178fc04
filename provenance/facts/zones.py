"""The zone that a time of day is told in, where the words beside it name one: 20:30 GMT, 23:30 мск, 北京时间7时.

A zone that a summer time moves has two offsets, as the words do not say which (IANA time zone database, since 2020).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.facts.patterns import any_of
from provenance.tables import shared_table

if TYPE_CHECKING:
    from provenance.text import Span

__all__ = ["MINUTES_A_DAY", "Zone", "zone_of"]

MINUTES_A_DAY = 24 * 60

BEFORE, AFTER = 24, 32
"""Code points before and after a time of day in which its zone is looked for."""


@frozen
class Zone:
    """A zone as the words name it."""

    name: str
    minutes: frozenset[int]
    """By how many it may be ahead of UTC."""


def zone_of(words: str, time: Span) -> Zone | None:
    """Return the zone that is named beside a time of day, or None."""
    pattern, offsets = _zones()
    after = _FOLLOWS.match(words, time.end)
    found = pattern.match(words, time.end if after is None else after.end(), time.end + AFTER)
    if found is None:
        earlier = list(pattern.finditer(words, max(0, time.start - BEFORE), time.end))
        if not earlier or _ENDS.search(words, earlier[-1].end(), time.start):
            return None
        found = earlier[-1]
    return Zone(found[0], offsets[" ".join(found[0].lower().split())])


_FOLLOWS = re.compile(r"[\s,(（]*(?:hours?\s|uhr\s|h\s|час(?:ов|а|ам)?\s|годин\w*\s|local\s)?[\s,(（]*", re.IGNORECASE)
_ENDS = re.compile(r"[.!?;。！？；\n]\s")


@cache
def _zones() -> tuple[re.Pattern[str], dict[str, frozenset[int]]]:
    """Return the pattern of all zones and the offsets of each, in minutes."""
    offsets: dict[str, frozenset[int]] = {}
    for names, hours in shared_table("zones").items():
        for name in names.split("|"):
            offsets[name] = frozenset(round(60 * hour) for hour in hours)
    return re.compile(rf"(?<![a-zа-яёіїєґ]){any_of(offsets)}(?![a-zа-яіїєґ])", re.IGNORECASE), offsets
