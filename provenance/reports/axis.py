"""A time axis for dates that are uncertain: where each lies between the first and the last, and where to write what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.dates import PartialDate
from provenance.rules.naming import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from provenance.model.hop import Hop

__all__ = ["Axis", "axis", "day_of", "known", "minted", "moment"]

_DAY = 24 * 60 * 60
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6)
_HOURS = (1, 3, 6, 12)

TICKS = 5
"""How many labels there is room for on a narrow screen."""


def day_of(second: int) -> tuple[int, int, int]:
    """Return the year, month and day of a second as `PartialDate.bounds` counts them (proleptic Gregorian, any year)."""
    days = second // _DAY
    era, day = divmod(days, 146_097)
    year = (day - day // 1_460 + day // 36_524 - day // 146_096) // 365
    day -= 365 * year + year // 4 - year // 100
    shifted = (5 * day + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + year + (month <= 2), month, day - (153 * shifted + 2) // 5 + 1


def _second(year: int, month: int) -> int:
    year, month = (year, month) if month > 2 else (year - 1, month + 12)
    return (365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5) * _DAY


@frozen
class Axis:
    """A stretch of time."""

    first: int = field()
    last: int = field()

    def at(self, second: int) -> float:
        """Return where a second lies, from 0 to 100."""
        return 100 * (second - self.first) / (self.last - self.first)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield places and labels: at the beginnings of years, months, days or hours, a year once."""
        year = ""
        for second, label in self._ticks():
            short, _, this = label.rpartition(" ")
            yield self.at(second), short if short and this == year else label
            year = this

    def _ticks(self) -> list[tuple[int, str]]:
        for ticks in self._scales():
            if len(ticks) <= TICKS:
                return ticks
        return []

    def _scales(self) -> Iterator[list[tuple[int, str]]]:
        """Yield ticks from the finest scale that comes into question on."""
        length = self.last - self.first
        for hours in _HOURS:
            if length <= TICKS * hours * 3600:
                yield [(at, _clock(at)) for at in self._multiples(hours * 3600)]
        for days in _DAYS:
            if length <= (TICKS + 1) * days * _DAY:
                yield [(at, _day(at)) for at in self._multiples(days * _DAY)]
        first, last = day_of(self.first), day_of(self.last)
        for months in _MONTHS:
            begin, end = (12 * year + month - 1 for year, month, _ in (first, last))
            if end - begin <= (TICKS + 1) * months:
                counts = range(-(-begin // months) * months, end + 1, months)
                yield self._within((_second(*_month(count)), _month_label(count)) for count in counts)
        step = 1
        while True:
            for years in (step, 2 * step, 5 * step):
                if last[0] - first[0] <= (TICKS + 1) * years:
                    counts = range(-(-first[0] // years) * years, last[0] + 1, years)
                    yield self._within((_second(year, 1), str(year)) for year in counts)
            step *= 10

    def _multiples(self, step: int) -> range:
        return range(-(-self.first // step) * step, self.last + 1, step)

    def _within(self, ticks: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
        return [(second, label) for second, label in ticks if self.first <= second <= self.last]


def _month(count: int) -> tuple[int, int]:
    return count // 12, count % 12 + 1


def _month_label(count: int) -> str:
    year, month = _month(count)
    return f"{MONTHS[month - 1][:3]} {year}"


def _day(second: int) -> str:
    year, month, day = day_of(second)
    return f"{day} {MONTHS[month - 1][:3]} {year}"


def _clock(second: int) -> str:
    return f"{second % _DAY // 3600:02d}:00 {_day(second)}"


def axis(bounds: Iterable[tuple[int, int]]) -> Axis | None:
    """Return the axis on which so many stretches of time lie, with a margin; None if there are none."""
    ends = [second for pair in bounds for second in pair]
    if not ends:
        return None
    margin = max(3600, (max(ends) - min(ends)) // 25)
    return Axis(min(ends) - margin, max(ends) + margin)


def known(hop: Hop) -> tuple[int, int] | None:
    """Return the first and the last second that a hop's date may mean; None where it has none, or no year."""
    on = hop.attribution.on
    return None if on is None else on.bounds()


def minted(hop: Hop) -> int | None:
    """Return the second at which the id in a hop's link was made; None where no clock is known for it."""
    locator = hop.attribution.locator
    return None if locator is None or locator.minted is None else moment(locator.minted)


def moment(time: datetime) -> int:
    """Return a time as a second of the same count."""
    bounds = PartialDate.at(time).bounds()
    return 0 if bounds is None else bounds[0]
