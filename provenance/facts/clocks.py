"""Times of day in the languages written with spaces: 5:30 p.m., 17 Uhr, с 9 до 18 часов, half past ten.

The value is ``T17:30``. A time of day is weak: the same words are often a length of time, a score or a ratio.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from provenance.facts.openings import DIGITS, opening, opening_words
from provenance.facts.patterns import GAP, LEFT, RIGHT, Rule, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.facts.patterns import Said

__all__ = ["clock_rules"]

_HOUR, _MINUTE = "[01]?[0-9]|2[0-4]", "[0-5][0-9]"
_EDGE = "(?<![0-9.,:/])(?<![0-9]-)"
_ZONED = "(?=(?: hours)? ?(?:gmt|utc|bst|cet|est|edt|pst|pdt)(?![a-z]))"


def clock_rules(words: dict[str, Any], scales: list[str]) -> Iterator[Rule]:
    """Yield the rules that read times of day, from the words of a language's table of dates and its scale words."""
    return _Clock(words, scales).rules()


class _Clock:
    def __init__(self, words: dict[str, Any], scales: list[str]) -> None:
        self.words = words
        self.endings: dict[str, str] = words.get("clock_endings", {})
        self.said: dict[str, str] = words.get("clock_words", {})
        self.after = any_of(words.get("clock_after", ()))
        self.never = any_of((*words.get("not_after", ()), *scales))
        self.suffix = f"(?:{words['suffix']})?" if "suffix" in words else ""

    def rules(self) -> Iterator[Rule]:
        hour, minute = f"(?P<hour>{_HOUR})", f"(?P<minute>{_MINUTE})"
        if self.said:
            yield Rule(re.compile(f"{LEFT}{any_of(self.said)}{RIGHT}"), self._words, opening_words(self.said))
        yield from self._ranges()
        if self.words.get("clock_between"):
            between = any_of(self.words["clock_between"])
            yield Rule(re.compile(f"{LEFT}{hour}{GAP}?{between}{GAP}?{minute}(?![0-9])"), self._read, DIGITS)
        yield Rule(re.compile(f"{LEFT}(?P<hour>[01][0-9]|2[0-3]){minute}{_ZONED}"), self._read, DIGITS)
        if self.endings:
            half = f"(?P<half>{any_of(self.endings)})"
            yield Rule(re.compile(f"{LEFT}{hour}(?:{GAP}?[:.]{GAP}?{minute})?{GAP}?{half}(?!\\w)"), self._read, DIGITS)
        if self.words.get("clock_hours"):
            hours, minutes = any_of(self.words["clock_hours"]), any_of(self.words.get("clock_minutes", ()))
            half = f"(?P<half>{any_of(self.endings)})"
            yield Rule(
                re.compile(f"{LEFT}{hour}{GAP}{hours}(?:{GAP}{minute}{GAP}{minutes})?{GAP}{half}{RIGHT}"),
                self._read,
                DIGITS,
            )
        if self.words.get("clock_after"):
            yield Rule(re.compile(f"{LEFT}{hour}(?:[:.h]{minute})?{GAP}?{self.after}{RIGHT}"), self._read, DIGITS)
        if self.words.get("clock_before"):
            before = any_of(self.words["clock_before"])
            yield Rule(
                re.compile(f"{LEFT}{before}{GAP}{hour}[.:]{minute}(?![0-9%:]|[.,][0-9]|{GAP}?{self.never})"),
                self._read,
                opening_words(self.words["clock_before"]),
            )
        if self.words.get("clock_before_hour"):
            before = any_of(self.words["clock_before_hour"])
            yield Rule(
                re.compile(
                    f"{LEFT}{before}{GAP}?{hour}(?:[.:]{minute})?{self.suffix}(?![\\w%:-]|[.,][0-9]|{GAP}?{self.never})"
                ),
                self._read,
                opening(self.words["clock_before_hour"]),
            )
        yield Rule(re.compile(f"{LEFT}{hour} ?: ?{minute}(?: ?: ?[0-5][0-9])?(?![0-9:]|[.,][0-9])"), self._read, DIGITS)

    def _ranges(self) -> Iterator[Rule]:
        """Yield the rules of two times joined, the clock named once: с 9 до 18 часов, 9–18 Uhr, pukul 09.00 hingga 18.00."""
        to = any_of((*self.words.get("to", ()), *self.words.get("clock_to", ())))
        joins = f"(?:{self.suffix}{GAP}{to}{GAP}|{GAP}?[-–—]{GAP}?|{self.words.get('clock_join', '(?!)')})"
        first = rf"(?P<first>{_HOUR})(?:[:.h](?P<minute1>{_MINUTE}))?"
        second = rf"(?P<second>{_HOUR})(?:[:.h](?P<minute2>{_MINUTE}))?"
        before = any_of((*self.words.get("clock_before_hour", ()), *self.words.get("clock_before", ())))
        if self.words.get("clock_before_hour"):
            once = any_of(self.words["clock_before_hour"])
            yield Rule(
                re.compile(
                    f"{LEFT}{once}{GAP}?{first}{joins}(?:{before}{GAP})?{second}{self.suffix}"
                    f"(?![\\w%:]|[.,][0-9]|{GAP}?{self.never})"
                ),
                self._both,
                opening(self.words["clock_before_hour"]),
            )
        if self.words.get("clock_after"):
            yield Rule(re.compile(f"{LEFT}{_EDGE}{first}{joins}{second}{GAP}?{self.after}{RIGHT}"), self._both, DIGITS)
        if self.words.get("clock_from"):  # an hour may be a length of time: from nine to eighteen hours
            start, hours = any_of(self.words["clock_from"]), any_of(self.words.get("clock_hours", ()))
            yield Rule(
                re.compile(f"{LEFT}{start}{GAP}{first}{joins}{second}{GAP}?{hours}{RIGHT}"),
                self._both,
                opening_words(self.words["clock_from"]),
            )

    def _words(self, match: re.Match[str], _text: str) -> Iterator[Said]:
        yield (*match.span(), f"T{self.said[' '.join(match[0].split())]}", True)

    def _read(self, match: re.Match[str], _text: str) -> Iterator[Said]:
        part = match.groupdict()
        half = self.endings.get(" ".join(part["half"].split())) if part.get("half") else None
        value = _clock(int(part["hour"]), int(part.get("minute") or 0), half)
        if value is not None:
            yield (*match.span(), value, True)

    @staticmethod
    def _both(match: re.Match[str], _text: str) -> Iterator[Said]:
        for hour, minute in (("first", "minute1"), ("second", "minute2")):
            value = _clock(int(match[hour]), int(match[minute] or 0), None)
            if value is not None:
                end = match.end(minute) if match[minute] else match.end(hour)
                yield match.start(hour), end, value, True


def _clock(hour: int, minute: int, half: str | None) -> str | None:
    """Return the spelling of a time of day, told with or without its half of the day ("am", "pm", "noon")."""
    if half == "pm" and hour < 12:
        hour += 12
    if half == "noon" and hour < 3:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"T{hour % 24:02d}:{minute:02d}" if hour <= 24 else None
