"""Dates a text states, in the language it is in, no more precise than they are said.

The value of a date is written as `PartialDate` is (``2025-12-19``, ``--12-19``, ``---19``, ``199X``, ``-0260``). Beside it
stand ``03-04|04-03`` readings joined by ``|`` where the order of day and month is not known, ``19XX`` for a century,
``T17:30`` for a time of day, and for what needs the day the words were said on: ``@day-1`` (yesterday), ``@weekday-5``
(on Friday), ``@month+0-19`` (the 19th of this month), ``@year-1``. Each language's words are in its ``dates`` and
``months`` tables; a text in no language, or in one without tables, is read for what digits alone say.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.facts.clocks import clock_rules
from provenance.facts.composed import of_age
from provenance.facts.folding import fold
from provenance.facts.han_dates import han_rules
from provenance.facts.names import hidden_links
from provenance.facts.openings import DIGITS, Openings, opening, opening_words
from provenance.facts.patterns import GAP, LEFT, LETTER, RIGHT, Rule, any_of, erased
from provenance.facts.units import Units
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.facts.folding import Folded
    from provenance.facts.patterns import Said
    from provenance.text import Span

__all__ = ["FoundDate", "dates_in", "dates_said", "has_dates"]

_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_YEAR = r"(?:1[0-9]|2[01])[0-9]{2}(?![0-9]|[.,][0-9])"
_DAY_EDGE = "(?<![0-9.,:/])(?<![0-9]-)"
_ROMAN = "[ivxхі]{1,5}"  # Cyrillic х and і stand for the Roman digits in Russian print
_ROMAN_VALUES = {"i": 1, "і": 1, "v": 5, "x": 10, "х": 10}


@frozen(kw_only=True)
class FoundDate:
    """A date in a text: where, and what it says."""

    span: Span = field()
    value: str = field()
    """The date in the spelling of this file."""
    weak: bool = field(default=False)
    """Whether it often means something else: a bare year, a time of day, "today"."""

    @property
    def relative(self) -> bool:
        """Whether the day it was said on is needed to know the date."""
        return self.value.startswith("@")

    @property
    def readings(self) -> tuple[PartialDate, ...]:
        """The dates it may mean: none for a century, a time of day or a relative date, two where the order is open."""
        if self.value[0] in "@T" or self.value.endswith("XX"):
            return ()
        return _readings(self.value)

    @property
    def date(self) -> PartialDate | None:
        """The date, if it is one and only one."""
        return self.readings[0] if len(self.readings) == 1 else None

    @property
    def ambiguous(self) -> bool:
        """Whether it may mean either of two dates."""
        return "|" in self.value


@lru_cache(maxsize=1024)
def _readings(value: str) -> tuple[PartialDate, ...]:
    return tuple(PartialDate.parse(part) for part in value.split("|"))


def dates_in(text: str, language: str | None) -> tuple[FoundDate, ...]:
    """Return the dates the text states, in order."""
    folded = fold(text, language)
    said, _ = dates_said(folded, hidden_links(folded.lower), language)
    return tuple(FoundDate(span=folded.span(start, end), value=value, weak=weak) for start, end, value, weak in said)


def dates_said(folded: Folded, rest: str, language: str | None) -> tuple[list[Said], str]:
    """Return the dates in folded text, and what is left of ``rest`` to read when they are taken out."""
    said: list[Said] = []
    openings = _openings(language)
    places = openings.places(rest)
    for number, rule in enumerate(openings.rules):
        taken: list[tuple[int, int]] = []
        for match in places.matches(number, rest):
            found = list(rule.read(match, folded.text))
            said += found
            if found:
                taken.append((min(one[0] for one in found), max(one[1] for one in found)))
        if taken:
            rest = erased(rest, taken)
            places.opened(rest, [end for _, end in taken])
    return _with_centuries(sorted(said), folded.lower), rest


def _with_centuries(said: list[Said], lower: str) -> list[Said]:
    """Return the dates with a decade and the century that follows it made one: the 50s of the 19th century."""
    joined: list[Said] = []
    for start, end, value, weak in said:
        before = joined[-1] if joined else None
        if before is not None and before[2].startswith("--") and value.startswith("@year") and start - before[1] <= 2:
            joined[-1] = (before[0], end, f"{value}-{before[2].lstrip('-')}", before[3])  # in December of last year
            continue
        if (
            before is not None
            and value.endswith("XX")
            and re.fullmatch("[0-9]{3}X", before[2])
            and start - before[1] <= 8
        ):
            digits = re.search("[0-9]{4}", lower[before[0] : before[1]])
            if digits is None:
                joined[-1] = (before[0], end, value[:2] + before[2][2:], weak)
                continue
        joined.append((start, end, value, weak))
    return joined


def has_dates(language: str | None) -> bool:
    """Return whether the language has a table of dates."""
    return language is not None and table(language, "dates") is not None


def day_or_none(year: int | None, month: int | None, day: int | None) -> str | None:
    """Return the date's spelling, or None if no calendar has it."""
    try:
        return str(PartialDate(year=year, month=month, day=day))
    except RecordError:
        return None


@cache
def _openings(language: str | None) -> Openings:
    words = table(language, "dates") if language is not None else None
    if words is None:
        return Openings((*_digit_rules(["mdy", "dmy"]),))
    region = next((part for part in (language or "").split("-")[1:] if part in words.get("regions", {})), None)
    numeric = words["numeric"] if region is None else words["regions"][region]
    if words.get("style") == "han":
        return Openings((*han_rules(words), *_digit_rules(numeric)), packed=True)
    months = {**(table(language or "", "months") or {}), **words.get("more_months", {})}
    numbers = table(language or "", "numbers") or {}
    scales = (table(language or "", "scales") or {}).get("words", {})
    grammar = _Grammar(
        words, months, numbers, sorted({*scales, *numbers.get("scales", {})}), _counted(language, numbers)
    )
    return Openings(grammar.rules(numeric))


def _counted(language: str | None, numbers: dict[str, Any]) -> str:
    """Return the pattern of what a number counts that is no year, though it looks like one: 1500 tonnes, 2000 рублей."""
    units = Units(language, numbers)
    long = [form for form, code in units.forms.items() if code not in _OF_A_YEAR and len(form) > 1 and form.isalpha()]
    stems = [stem for stem, code in units.stems.items() if code not in _OF_A_YEAR]
    return f"(?:{any_of(long)}|{any_of(stems)}{LETTER}{{0,4}}){RIGHT}"


_OF_A_YEAR = frozenset({"age", "century", "decade", "month", "year"})
"""Units that stand after the number of a year, too."""


def _digit_rules(orders: list[str]) -> Iterator[Rule]:
    """Return the rules for dates in digits alone: ISO 8601, and day, month and year in the language's order."""
    time = r"(?:[t ](?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?)(?:\.[0-9]+)? ?(?P<zone>z|[+-][01][0-9]:[0-5][0-9])?)?"
    yield Rule(
        re.compile(
            rf"(?<![\w.-])(?P<date>[12][0-9]{{3}}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])){time}(?![\w-]|:[0-9])"
        ),
        _iso,
        DIGITS,
    )
    yield Rule(
        re.compile(rf"(?<![\w./-])([12][0-9]{{3}})([/.])(0?[1-9]|1[0-2])\2({_DAY})(?![\w/-]|\.[0-9])"),
        lambda match, _text: _one(match.span(), day_or_none(int(match[1]), int(match[3]), int(match[4]))),
        DIGITS,
    )

    def read(match: re.Match[str], _text: str) -> Iterator[Said]:
        first, second, year = int(match[1]), int(match[3]), _whole_year(match[4])
        readings = [
            day_or_none(year, *((first, second) if order == "mdy" else (second, first)))
            for order in (orders if orders != ["ymd"] else ["mdy", "dmy"])
        ]
        found = "|".join(dict.fromkeys(reading for reading in readings if reading is not None))
        return _one(match.span(), found or None)

    yield Rule(
        re.compile(rf"(?<![\w./-])({_DAY}) ?([/.-]) ?({_DAY}) ?\2 ?([12][0-9]{{3}}|[0-9]{{2}})(?![\w/-]|\.[0-9])"),
        read,
        DIGITS,
    )


def _iso(match: re.Match[str], _text: str) -> Iterator[Said]:
    written = match["date"] + ("" if match["time"] is None else f"T{match['time']}{(match['zone'] or '').upper()}")
    try:
        yield (*match.span(), str(PartialDate.parse(written)), False)
    except RecordError:
        return  # a day that no calendar has, a zone that no clock keeps


def _whole_year(digits: str) -> int:
    if len(digits) > 2:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def _one(span: tuple[int, int], value: str | None, *, weak: bool = False) -> Iterator[Said]:
    if value is not None:
        yield (*span, value, weak)


class _Grammar:
    """The date rules of a language written with spaces, from its words."""

    def __init__(
        self, words: dict[str, Any], months: dict[str, int], numbers: dict[str, Any], scales: list[str], counted: str
    ) -> None:
        self.numbers = numbers
        self.scales = scales
        self.counted = counted
        self.words = words
        self.months = months
        self.doubtful = frozenset(words.get("doubtful_months", ()))
        self.capital = frozenset(words.get("capital_months", ()))
        self.day_words: dict[str, int] = words.get("day_words", {})
        self.day_opens = DIGITS | opening_words(self.day_words)
        suffix = f"(?:{GAP}?{any_of(words.get('day_suffixes', ()))})?"
        self.day = f"(?:{_DAY}{suffix}(?![0-9])|{any_of(self.day_words)}{RIGHT})"
        joined = f"{GAP}?[-–—/]{GAP}?|{GAP}{any_of(words.get('to', ()))}{GAP}(?:{any_of(words.get('the', ()))}{GAP}?)?"
        listed = f"(?:{GAP}?,{GAP}?{self.day}){{0,12}}{GAP}?,?{GAP}{any_of(words.get('and', ()))}{GAP}{self.day}"
        self.days = f"(?P<days>{self.day}(?:(?:{joined}){self.day}|{listed})?)"
        short = any_of([word for word in months if _is_short(word, months)])
        self.month = f"(?=(?P<short>{short}\\.)?)(?P<month>{any_of(months)})(?(short)\\.)"  # a full name's stop ends the sentence
        after = f"(?:{GAP}?{any_of(words.get('after_year', ()))}{RIGHT})?"
        of = f"{GAP}{any_of(words.get('of', ()))}"
        self.year = f"(?:(?:{of})?{GAP}?,?{GAP}?(?:{any_of(words.get('before_year_in_date', ()))}{GAP})?(?P<year>{_YEAR}){after})"
        self.of = f"(?:{of}{GAP}|{GAP}?)"

    def rules(self, numeric: list[str]) -> tuple[Rule, ...]:
        """Return every rule, the surest first."""
        return (
            *_digit_rules(numeric),
            Rule(
                self._compiled(f"{_DAY_EDGE}{self.days}{self.of}{self.month}{RIGHT}{self.year}?"),
                self._days_of_month,
                self.day_opens,
            ),
            *self._numbered_months(),
            *self._month_first(),
            *self._bare_days(),
            Rule(
                self._compiled(f"{_DAY_EDGE}{self.days}{GAP},{GAP}{self.month}{RIGHT}{self.year}?"),
                self._days_of_month,  # 23 , July
                self.day_opens,
            ),
            Rule(self._compiled(f"{self.month}{RIGHT}{self.year}"), self._month_and_year, opening_words(self.months)),
            *self._eras(),
            *self._decades(),
            *self._centuries(),
            *self._years(),
            Rule(
                self._compiled(
                    f"(?:(?P<before>{any_of(self.words.get('before_month', ()))})(?:{GAP}|-))?{self.month}{RIGHT}"
                    f"(?:{GAP}?(?P<after>{any_of(self.words.get('after_month', ()))}){RIGHT})?"
                ),
                self._month,
                opening_words(self.months, self.words.get("before_month", ())),
            ),
            *self._named("relative", "{}"),
            *self._named("weekdays", "weekday-{}"),
            *clock_rules(self.words, self.scales),
            Rule(
                self._compiled(
                    rf"(?<![.,:/$€£¥#№+-])(?P<year>1[5-9]\d\d|20\d\d)(?![\w%‰°$€£¥]|[.,:/]\d| ?[%-]\d| ?{any_of(self.words.get('not_after', ()))}| {self.counted})"
                ),
                self._bare_year,
                DIGITS,
            ),
        )

    @staticmethod
    def _compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(LEFT + pattern)

    def _named_month(self, match: re.Match[str], text: str) -> int | None:
        """Return the number of the month, unless it is a word that must be capitalised and is not."""
        word = match["month"]
        if word in self.capital and not text[match.start("month")].isupper():
            return None
        return self.months[word]

    def _days_of_month(self, match: re.Match[str], text: str) -> Iterator[Said]:
        month = self._named_month(match, text)
        if month is None:
            return
        year = int(match["year"]) if match["year"] else None
        spans = [found.span() for found in re.finditer(LEFT.replace("-", "") + self.day, match["days"])]
        at = match.start("days")
        for number, (start, end) in enumerate(spans):
            value = day_or_none(year, month, self._day(match["days"][start:end]))
            if value is None:
                continue
            first = at + start if match.start("month") > at or number else match.start("month")
            last = at + end if number < len(spans) - 1 else max(match.end(), at + end)
            yield first, last, value, False

    def _day(self, words: str) -> int:
        digits = re.match("[0-9]{1,2}", words)
        return int(digits[0]) if digits else self.day_words[" ".join(words.split())]

    def _month_first(self) -> Iterator[Rule]:
        if self.words.get("month_first"):
            never = any_of(self.words.get("not_after", ()))
            guard = rf"(?![0-9]|[.,:/][0-9]|{GAP}?{never}|%)"
            yield Rule(
                self._compiled(
                    f"{self.month}{GAP}?(?:{any_of(self.words.get('the', ()))}{GAP})?{self.days}{guard}{self.year}?"
                ),
                self._days_of_month,
                opening_words(self.months),
            )

    def _numbered_months(self) -> Iterator[Rule]:
        """Yield the rules of a language whose months are numbers with a word before them: ngày 4 tháng 3 năm 2026."""
        word = self.words.get("numbered_months")
        if word is None:
            return
        day, month = any_of(self.words.get("numbered_days", ())), "(?P<number>1[0-2]|0?[1-9])(?![0-9])"
        year = f"(?:(?:{GAP}|,{GAP}?|{GAP}?/{GAP}?)(?:{any_of(self.words.get('before_year', ()))}{GAP})?(?P<year>{_YEAR}))?"
        to = f"(?:{GAP}?[-–]{GAP}?|{GAP}{any_of((*self.words.get('to', ()), *self.words.get('and', ())))}{GAP}(?:{day}{GAP})?)"
        days = f"(?:{day}{GAP})?(?P<days>{_DAY}(?![0-9])(?:{to}{_DAY}(?![0-9]))?)"

        def read(match: re.Match[str], _text: str) -> Iterator[Said]:
            part = match.groupdict()
            month, year = int(part["number"]), int(part["year"]) if part["year"] else None
            spans = [found.span() for found in re.finditer(_DAY, part["days"])] if part.get("days") else []
            if not spans:
                yield from _one(match.span(), day_or_none(year, month, None))
            for number, (start, end) in enumerate(spans):
                value = day_or_none(year, month, int(part["days"][start:end]))
                at = match.start("days")
                first = at + start if number else match.start()
                yield from _one((first, match.end() if number == len(spans) - 1 else at + end), value)

        opens = DIGITS | opening(self.words.get("numbered_days", ()))
        yield Rule(self._compiled(f"{days}(?:,?{GAP}{word}{GAP}|/){month}{year}"), read, opens)
        yield Rule(self._compiled(f"{word}{GAP}{month}{year}"), read, opening([word]))

    def _month_and_year(self, match: re.Match[str], text: str) -> Iterator[Said]:
        month = self._named_month(match, text)
        if month is not None:
            yield (*match.span(), str(PartialDate(year=int(match["year"]), month=month)), False)

    def _month(self, match: re.Match[str], text: str) -> Iterator[Said]:
        month = self._named_month(match, text)
        if month is None or (match["month"] in self.doubtful and not (match["before"] or match["after"])):
            return
        word = match["month"]
        if len(word) <= 4 and any(form.startswith(word) and len(form) > len(word) + 2 for form in self.months):
            return  # an abbreviation alone
        yield *match.span("month"), str(PartialDate(month=month)), False

    def _eras(self) -> Iterator[Rule]:
        for key, before in (("bc_after", True), ("ad_after", False)):
            words, after = any_of(self.words.get(key, ())), any_of(self.words.get("after_year", ()))
            joins = any_of((*self.words.get("and", ()), *self.words.get("to", ())))
            first = rf"(?:(?P<first>[0-9]{{1,4}})(?:{GAP}?[-–]{GAP}?|{GAP}{joins}{GAP}))?"
            number = rf"(?P<number>[0-9],[0-9]{{3}}|[0-9]{{1,4}}\.?){GAP}?(?:{after}{GAP})?{words}{RIGHT}"
            yield Rule(re.compile(rf"(?<![\w.,]){first}{number}"), _era(before=before), DIGITS)
            ahead = self.words.get(key.replace("after", "before"), ())
            yield Rule(
                self._compiled(f"{any_of(ahead)}{GAP}(?P<first>)(?P<number>[0-9]{{1,4}})(?![0-9]|[.,][0-9])"),
                _era(before=before),
                opening_words(ahead),
            )

    def _bare_days(self) -> Iterator[Rule]:
        """Yield the rules of a day of a month that is not named: on the 7th, 6-го числа."""
        if self.words.get("bare_day_noun"):
            noun = any_of(self.words["bare_day_noun"])
            yield Rule(
                self._compiled(f"(?P<day>{self.day}){GAP}{noun}{RIGHT}"),
                lambda match, _text: _one(match.span("day"), day_or_none(None, None, self._day(match["day"]))),
                self.day_opens,
            )
        if self.words.get("before_bare_day"):
            before = re.compile(f"{LEFT}{any_of(self.words['before_bare_day'])}{GAP}$")
            ends = f"(?= ?[.,;:)!?\n]|$|{GAP}{any_of(self.words['after_bare_day'])}{RIGHT})"

            def read(match: re.Match[str], _text: str) -> Iterator[Said]:
                if before.search(match.string[max(0, match.start() - 16) : match.start()]):
                    yield from _one(match.span(), day_or_none(None, None, int(match["number"])))

            day = f"(?P<number>[12]?[0-9]|3[01]){any_of(self.words['day_suffixes'])}{RIGHT}{ends}"
            yield Rule(self._compiled(day), read, DIGITS)

    def _decades(self) -> Iterator[Rule]:
        endings, words = self.words.get("decade_endings", ()), self.words.get("decade_words", {})
        before, after = self.words.get("decade_before", ()), self.words.get("decade_after", ())
        number = r"'?(?P<number>(?:1[0-9]|20)[0-9]0|[1-9]0)"
        numbers = DIGITS | {"'"}
        aged = re.compile(f"{of_age(self.numbers)}$")

        def is_age(match: re.Match[str]) -> bool:
            return aged.search(match.string[max(0, match.start() - 16) : match.start()]) is not None

        if endings:
            yield Rule(
                self._compiled(f"{number}{GAP}?{any_of(endings)}{RIGHT}"),
                lambda match, text: iter(()) if is_age(match) else _decade(match, text),
                numbers,
            )
        if before:
            yield Rule(
                self._compiled(
                    f"(?:{any_of(before)}){GAP}?{number}(?![0-9%]|[.,][0-9]|{GAP}?{any_of(self.words.get('not_after', ()))})"
                ),
                _decade,
                opening_words(before),
            )
        if after:
            yield Rule(self._compiled(f"{number}\\.?{GAP}?{any_of(after)}{RIGHT}"), _decade, numbers)
        if words:
            tail = f"(?:{GAP}{any_of(self.words.get('decade_words_after', ()))})?{RIGHT}"
            yield Rule(
                self._compiled(f"(?P<word>{any_of(words)}){tail}"),
                lambda match, _text: _one(
                    match.span(), None if is_age(match) else f"{1900 + words[match['word']]:04d}"[:3] + "X"
                ),
                opening_words(words),
            )

    def _centuries(self) -> Iterator[Rule]:
        after, before = self.words.get("century_after", ()), self.words.get("century_before", ())
        words = self.words.get("century_words", {})
        number = rf"(?P<number>[0-9]{{1,2}}|{_ROMAN})(?:{GAP}?{any_of(self.words.get('century_suffixes', self.words.get('day_suffixes', ())))})?"
        if after:
            yield Rule(
                self._compiled(f"(?:{number}|(?P<word>{any_of(words)})){GAP}?-?{any_of(after)}{RIGHT}"),
                _century(words),
                DIGITS | opening(_ROMAN_VALUES, words),
            )
        if before:
            yield Rule(
                self._compiled(f"(?:{any_of(before)})(?:{GAP}|-){number}{RIGHT}(?P<word>)"),
                _century(words),
                opening_words(before),
            )
        names: dict[str, int] = self.words.get("century_names", {})
        if names:
            prefix = f"[{self.words['prefixes']}]{{0,2}}?" if "prefixes" in self.words else ""
            yield Rule(
                self._compiled(f"{prefix}(?P<number>)(?P<word>{any_of(names)}){RIGHT}"),
                _century(names),
                opening(names, self.words.get("prefixes", "")),
            )

    def _years(self) -> Iterator[Rule]:
        before, after = any_of(self.words.get("before_year", ())), any_of(self.words.get("after_year", ()))
        pair = rf"(?P<first>[12][0-9]{{3}})(?:{GAP}?[-–—/]{GAP}?|{GAP}(?:{any_of(self.words.get('to', ()))}|{any_of(self.words.get('and', ()))}){GAP})(?P<second>[12][0-9]{{3}}|[0-9]{{2}}(?={GAP}?\)|[^\w.,%]|$))(?![\w%]|[.,][0-9])"
        yield Rule(self._compiled(f"{pair}(?:{GAP}?{after}{RIGHT})?"), _year_pair, DIGITS)
        never = f"(?!{GAP}?(?:{any_of((*self.words.get('not_after', ()), *self.scales))}|[$€£¥₽%]))"
        if self.words.get("after_year"):
            yield Rule(self._compiled(f"(?P<year>{_YEAR}){GAP}?{after}{RIGHT}"), _year, DIGITS)
        if self.words.get("before_year") and not self.words.get("needs_after_year"):
            yield Rule(
                self._compiled(f"(?:{before}){GAP}(?P<year>{_YEAR}){RIGHT}{never}"),
                _year,
                opening_words(self.words["before_year"]),
            )
        yield Rule(re.compile(rf"\({GAP}?(?P<year>(?:1[0-9]|20)[0-9]{{2}}){GAP}?\)"), _year, frozenset("("))

    @staticmethod
    def _bare_year(match: re.Match[str], _text: str) -> Iterator[Said]:
        yield (*match.span("year"), match["year"], True)

    def _named(self, key: str, form: str) -> Iterator[Rule]:
        words = self.words.get(key, {})
        if words:
            weak = key == "relative"
            prefix = f"[{self.words['prefixes']}]{{0,2}}?" if "prefixes" in self.words else ""
            not_after = self.words.get(f"{key}_not_after", ())  # in the next week is no week of the calendar
            yield Rule(
                self._compiled(f"(?:(?P<no>{any_of(not_after)}){GAP})?{prefix}(?P<said>{any_of(words)}){RIGHT}"),
                lambda match, _text: _one(
                    match.span("said"),
                    None if match["no"] else "@" + form.format(words[" ".join(match["said"].split())]),
                    weak=weak,
                ),
                opening_words(words, not_after) | opening(self.words.get("prefixes", "")),
            )


def _is_short(word: str, months: dict[str, int]) -> bool:
    """Return whether a month is abbreviated: a longer name of it starts so, by more than the ending of a case.

    Of three letters any longer name will do (jun, июл): the endings of a case go on longer stems.
    """
    return any(
        number == months[word] and form.startswith(word) and len(form) > len(word) + (0 if len(word) <= 3 else 2)
        for form, number in months.items()
    )


def _year(match: re.Match[str], _text: str) -> Iterator[Said]:
    yield (*match.span("year"), match["year"], False)


def _year_pair(match: re.Match[str], _text: str) -> Iterator[Said]:
    first, second = match["first"], match["second"]
    whole = second if len(second) == 4 else first[:2] + second
    if int(whole) <= int(first) or int(first) < 1000 or int(whole) > 2100:
        return
    yield (*match.span("first"), first, False)
    yield (*match.span("second"), whole, False)


def _era(*, before: bool) -> Callable[[re.Match[str], str], Iterator[Said]]:
    def read(match: re.Match[str], _text: str) -> Iterator[Said]:
        start = match.start()
        if match["first"] and (first := int(match["first"])):  # in 285 and 273 BC: the first may be either
            values = dict.fromkeys(str(PartialDate(year=year)) for year in ((1 - first, first) if before else (first,)))
            yield (*match.span("first"), "|".join(values), False)
            start = match.start("number")
        year = int(match["number"].strip(".").replace(",", ""))
        yield from _one((start, match.end()), day_or_none(1 - year if before else year, None, None) if year else None)

    return read


def _decade(match: re.Match[str], _text: str) -> Iterator[Said]:
    number = match["number"]
    if len(number) == 4:
        either = f"|{number[:2]}XX" if number.endswith("00") else ""  # the 1900s: ten years or a hundred
        yield (*match.span(), number[:3] + "X" + either, False)
    elif number >= "30":  # "in the 20s" may be either century
        yield (*match.span(), f"19{number[0]}X", False)


def _century(words: dict[str, int]) -> Callable[[re.Match[str], str], Iterator[Said]]:
    def read(match: re.Match[str], _text: str) -> Iterator[Said]:
        if match["word"]:
            number = words[" ".join(match["word"].split())]
        else:
            digits = match["number"]
            number = int(digits) if digits.isdecimal() else _roman(digits)
        if 1 <= number <= 30:
            yield (*match.span(), f"{number - 1:02d}XX", False)

    return read


def _roman(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
