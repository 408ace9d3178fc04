"""Temperatures below zero: minus 12 degrees, −12 °C, 12 градусов мороза, 零下12度."""

from __future__ import annotations

import re
from functools import cache

from provenance.facts.patterns import GAP, LEFT, RIGHT, any_of
from provenance.tables import shared_table

__all__ = ["DEGREES", "below_zero"]

DEGREES = frozenset({"C", "F", "degree"})
"""Units whose numbers may lie below zero."""

BEFORE, AFTER = 40, 40
"""Code points before and after a temperature in which that is said."""


def below_zero(text: str, start: int, end: int) -> int | None:
    """Return where a temperature ends that is said to lie below zero, in folded small letters; None for any other."""
    before, after = _said()
    said = after.match(text, end, end + AFTER)
    if said is not None:
        return said.end()
    return end if before.search(text[max(0, start - BEFORE) : start]) is not None else None


@cache
def _said() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = shared_table("frost")
    signed = r"(?<![\w.,%°-])[-−–]$"  # not of a range: 5-12 °C
    within = rf"{LEFT}{any_of(words['before_within'])}(?:{GAP}\w{{1,12}}){{0,2}}{GAP}$"  # мороз достиг 25 градусов
    before = re.compile(rf"{signed}|{LEFT}{any_of(words['before'])}{GAP}?$|{any_of(words['before_han'])} ?$|{within}")
    return before, re.compile(f"{GAP}?{any_of(words['after'])}{RIGHT}|(?: ?{any_of(words['after_han'])})")
