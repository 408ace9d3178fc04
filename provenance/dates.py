"""Dates as precise as they were said, and no more: a year, a day without its year, a decade, a minute in a zone.

The written forms follow ISO 8601 and, for a day without a year and a decade, the ``--12-19`` of XML Schema 1.0 and the
``199X`` of EDTF (ISO 8601-2). Years before 1 are astronomical: -0260 is 261 BC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from types import NoneType
from typing import Literal, NoReturn

from attrs import field, frozen

from provenance.errors import RecordError, shown

__all__ = ["PartialDate", "Relation"]

Relation = Literal["before", "after", "overlaps", "unknown"]

_FORM = re.compile(
    r"(?:(?P<decade>[0-9]{3})[Xx]"
    r"|(?P<year>[0-9]{4}|-(?!0000)[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
    r"|--(?P<month_>[0-9]{2})(?:-(?P<day_>[0-9]{2}))?"
    r"|---(?P<day__>[0-9]{2}))"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?))?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]|60))?")
_ZONE = re.compile(r"Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)")
_FIELDS = (
    ("year", int, "give a whole number"),
    ("month", int, "give a whole number"),
    ("day", int, "give a whole number"),
    ("time", str, "write HH:MM or HH:MM:SS"),
    ("zone", str, "write Z or +08:00"),
    ("decade", bool, "say whether it is one"),
)
_PART = tuple(f"-{number:02d}" for number in range(32))
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = 24 * 60 * 60
_EASTERNMOST = 14 * 60 * 60  # a day starts first at UTC+14
_WESTERNMOST = 12 * 60 * 60  # and ends last at UTC-12


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days(year: int, month: int, day: int) -> int:
    """Return days since 1 March of year 0 in the proleptic Gregorian calendar, for any year."""
    year, month = (year, month) if month > 2 else (year - 1, month + 12)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 1


def _month_length(year: int | None, month: int) -> int:
    if month == 2 and year is not None and not _leap(year):
        return 28
    return _LENGTHS[month - 1]


def _zone(value: str | None) -> str | None:
    return "Z" if value in ("+00:00", "-00:00") else value


@frozen(kw_only=True)
class PartialDate:
    """What is said of a date, and no more. Fields that were not said are None."""

    year: int | None = field(default=None)
    month: int | None = field(default=None)
    day: int | None = field(default=None)
    time: str | None = field(default=None)
    """``HH:MM`` or ``HH:MM:SS``."""
    zone: str | None = field(default=None, converter=_zone)
    """``Z`` or an offset such as ``+08:00``; an offset of nought is ``Z``."""
    decade: bool = field(default=False)
    """Whether only the decade is said; then ``year`` is its first."""

    def __attrs_post_init__(self) -> None:
        if self.year is None and self.month is None and self.day is None:
            self._refuse("year", "say at least one field")
        for name, kind, hint in _FIELDS:
            if type(getattr(self, name)) not in {kind, NoneType}:
                self._refuse(name, hint)
        if self.year is not None and not -9999 <= self.year <= 9999:
            self._refuse("year", "stay within -9999 to 9999")
        if self.month is not None and not 1 <= self.month <= 12:
            self._refuse("month", "months run from 1 to 12")
        longest = 31 if self.month is None else _month_length(self.year, self.month)
        if self.day is not None and not 1 <= self.day <= longest:
            self._refuse("day", f"that month has {longest} days at most")
        if self.year is not None and self.day is not None and self.month is None:
            self._refuse("month", "a day of a year needs its month")
        if self.decade and not self._is_decade():
            self._refuse("decade", "a decade is named by its first year alone, from 0 on")
        self._check_time()

    def _is_decade(self) -> bool:
        alone = self.month is None and self.day is None
        return alone and self.year is not None and self.year >= 0 and self.year % 10 == 0

    def _check_time(self) -> None:
        for name, value, form, hint in (
            ("time", self.time, _TIME, "write HH:MM or HH:MM:SS"),
            ("zone", self.zone, _ZONE, "write Z or +08:00"),
        ):
            if value is None:
                continue
            if self.day is None:
                self._refuse(name, f"a {name} needs its day")
            if not form.fullmatch(value):
                self._refuse(name, hint)

    def _refuse(self, name: str, mend: str) -> NoReturn:
        value = getattr(self, name)
        raise RecordError(f"no such date – {name} {shown(value)} – {mend}", field=name, value=value)

    @classmethod
    def parse(cls, value: str) -> PartialDate:
        """Return the date written ``2025``, ``2025-12-19``, ``--12-19``, ``---19``, ``199X``, ``-0260`` or with time and zone.

        Anything else, and a day that no calendar has, is a RecordError.
        """
        found = _FORM.fullmatch(value.strip())
        if found is None:
            raise RecordError(
                f"not a date – {shown(value)} – write 2025, 2025-12, 2025-12-19, --12-19, 199X or 2025-12-19T05:50+08:00",
                field="date",
                value=value,
            )
        part = found.groupdict()
        year = part["year"] if part["decade"] is None else part["decade"] + "0"
        month = part["month"] or part["month_"]
        day = part["day"] or part["day_"] or part["day__"]
        return cls(
            year=None if year is None else int(year),
            month=None if month is None else int(month),
            day=None if day is None else int(day),
            time=part["time"],
            zone=part["zone"],
            decade=part["decade"] is not None,
        )

    @classmethod
    def at(cls, moment: datetime) -> PartialDate:
        """Return a moment (aware) as a date with its time in UTC, to the second."""
        if moment.utcoffset() is None:
            raise RecordError(
                f"a time without a zone – {shown(moment)} – give an aware datetime: tzinfo=UTC, say",
                field="zone",
                value=moment,
            )
        utc = moment.astimezone(UTC)
        return cls(year=utc.year, month=utc.month, day=utc.day, time=utc.strftime("%H:%M:%S"), zone="Z")

    def __str__(self) -> str:
        if self.year is None:
            text = "-"
        elif self.decade:
            text = f"{self.year // 10:03d}X"
        else:
            text = (
                str(self.year) if self.year > 999 else f"{self.year:0{4 if self.year >= 0 else 5}d}"
            )  # a sign takes a place
        if self.month is not None:
            text += _PART[self.month]
        elif self.day is not None:
            text += "-"
        if self.day is not None:
            text += _PART[self.day]
        if self.time is not None:
            text += f"T{self.time}"
        return text if self.zone is None else text + self.zone

    def bounds(self) -> tuple[int, int] | None:
        """Return the first and the last second (of one count, in UTC) that the date may mean; None without a year.

        A day without a zone lasts from its start at UTC+14 to its end at UTC-12.
        """
        if self.year is None:
            return None
        first = (self.year, self.month or 1, self.day or 1)
        last_year = self.year + 9 if self.decade else self.year
        last_month = self.month or 12
        last = (last_year, last_month, self.day or _month_length(last_year, last_month))
        start, end = _days(*first) * _DAY, _days(*last) * _DAY + _DAY - 1
        if self.time is not None:
            hours, minutes, *seconds = (int(part) for part in self.time.split(":"))
            within = hours * 3600 + minutes * 60
            start, end = (
                start + within + (seconds[0] if seconds else 0),
                start + within + (seconds[0] if seconds else 59),
            )
        if self.zone is None:
            return start - _EASTERNMOST, end + _WESTERNMOST
        shift = self._shift()
        return start - shift, end - shift

    def _shift(self) -> int:
        if self.zone is None or self.zone == "Z":
            return 0
        seconds = int(self.zone[1:3]) * 3600 + int(self.zone[4:6]) * 60
        return -seconds if self.zone[0] == "-" else seconds

    def relation(self, other: PartialDate) -> Relation:
        """Return how this date lies to the other: certainly "before", certainly "after", "overlaps", or "unknown".

        Where a year is missing on either side nothing can be ordered: fields that both have and that agree overlap,
        and anything else is unknown.
        """
        mine, its = self.bounds(), other.bounds()
        if mine is not None and its is not None:
            if mine[1] < its[0]:
                return "before"
            if mine[0] > its[1]:
                return "after"
            return "overlaps"
        shared = [
            (a, b) for a, b in ((self.month, other.month), (self.day, other.day)) if a is not None and b is not None
        ]
        return "overlaps" if shared and all(a == b for a, b in shared) else "unknown"
