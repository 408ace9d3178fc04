"""Dates as the styles write them, each as precise as it was recorded and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.rules.naming import MONTHS

if TYPE_CHECKING:
    from provenance.dates import PartialDate

__all__ = ["SHORT", "day_first", "month_first", "year_words"]

SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
"""The months as MLA abbreviates them (MLA Handbook, 9th edition, appendix 1)."""


def year_words(on: PartialDate | None) -> str | None:
    """Return a year or a decade in words, "2025", "1990s", "261 BCE"; None where no year is said."""
    if on is None or on.year is None:
        return None
    if on.decade:
        return f"{on.year}s"
    return str(on.year) if on.year > 0 else f"{1 - on.year} BCE"


def day_first(on: PartialDate, months: tuple[str, ...] = MONTHS) -> str:
    """Return a date as "19 December 2025", "December 2025", "19 December of a year not recorded"."""
    month = None if on.month is None else months[on.month - 1]
    if on.day is not None and month is None:
        return f"day {on.day} of a month not recorded"
    words = " ".join(str(part) for part in (on.day, month, year_words(on)) if part is not None)
    return words if on.year is not None else f"{words} of a year not recorded"


def month_first(on: PartialDate) -> str:
    """Return a date as "December 19, 2025", "December 2025", "December 19 of a year not recorded"."""
    if on.day is None or on.month is None:
        return day_first(on)
    day = f"{MONTHS[on.month - 1]} {on.day}"
    year = year_words(on)
    return f"{day} of a year not recorded" if year is None else f"{day}, {year}"
