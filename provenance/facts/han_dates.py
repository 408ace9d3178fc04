"""The date rules of Chinese and Japanese: 2026年3月4日, 三月四日, 5月3日至7日, 20世纪90年代, 民国115年, 公元前261年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.facts.openings import DIGITS, opening
from provenance.facts.patterns import Rule, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.facts.patterns import Said

__all__ = ["han_rules"]

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1, "正": 1}
_HAN = "〇零○一二三四五六七八九"
_SMALL = (
    "(?:[0-9]{1,2}(?![0-9])|[一二三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
_SMALL_OPENS = DIGITS | frozenset("一二三四五六七八九十廿")
_EDGE = r"(?<![0-9.,之第十百千万萬亿億" + _HAN + "])"


def _number(words: str) -> int:
    """Return a number below 100, or one written digit by digit."""
    if words.isdecimal():
        return int(words)
    words = words.replace("廿", "二十")
    tens, ten, ones = words.partition("十")
    if ten:
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[digit]) for digit in words))


def _written(**parts: int | None) -> str | None:
    try:
        return str(PartialDate(**parts))  # type: ignore[arg-type]  # year, month and day only
    except RecordError:
        return None


class _HanGrammar:
    def __init__(self, words: dict[str, Any]) -> None:
        self.words = words
        self.eras: dict[str, int] = words.get("eras", {})
        self.of_month: dict[str, str] = words.get("of_month", {})
        self.of_year: dict[str, str] = words.get("of_year", {})
        self.day = f"(?:{_SMALL}){any_of(words['day'])}"
        self.bare_day = f"(?:{_SMALL})(?:{any_of(words['day'])})?"
        era = f"(?P<era>{any_of(self.eras)})(?P<era_year>[0-9]{{1,3}}|元|{_SMALL})"
        year = rf"(?P<year>[12][0-9]{{3}}|[{_HAN}]{{4}})"
        self.year = f"(?:{era}|{_EDGE}(?:{any_of(words.get('ad_before', ()))})?{year}){words['year']}"
        self.year_opens = frozenset("12") | frozenset(_HAN) | opening(self.eras, words.get("ad_before", ()))
        self.month_opens = self.year_opens | _SMALL_OPENS | opening(self.of_year)
        self.lasting = any_of(words.get("duration_after", ("间", "間")))
        self.joins = f"(?: ?{any_of((*words['to'], *words['and']))} ?)"

    def rules(self) -> Iterator[Rule]:
        month, days = any_of(self.words["month"]), f"(?P<days>(?:{self.bare_day}{self.joins}){{0,12}}{self.day})"
        head = f"(?:{self.year} ?|(?P<of_year>{any_of(self.of_year)}) ?)?"
        yield Rule(
            re.compile(f"{head}{_EDGE}(?P<month>{_SMALL}|正) ?{month} ?{days}(?!{self.lasting})"),
            self._days,
            self.month_opens | {"正"},
        )
        yield Rule(
            re.compile(f"(?P<of_month>{any_of(self.of_month)}) ?{days}(?!{self.lasting})"),
            self._days_of_month,
            opening(self.of_month),
        )
        to = any_of(self.words["to"])
        yield Rule(
            re.compile(f"{head}{_EDGE}(?:(?P<first>{_SMALL})(?:{month})?{to})?(?P<month>{_SMALL}){month}(?![球票])"),
            self._month,
            self.month_opens,
        )
        yield from self._years(to)
        yield from self._named("weekdays", "@weekday-{}", weak=False)
        yield from self._named("relative", "@{}", weak=True)
        yield from self._clock()
        bare = r"(?<![\w.,:/$€£¥#№+-])(?P<number>1[5-9][0-9]{2}|20[0-9]{2})"
        yield Rule(
            re.compile(
                bare + "(?![0-9a-z%‰°$€£¥个名人元万亿千百多余年米公吨平英美天位次只座家条件种项]|[.,:/，-][0-9])"
            ),
            self._bare,
            DIGITS,
        )

    def _years(self, to: str) -> Iterator[Rule]:
        before = any_of(self.words.get("bc_before", ()))
        ad_before = self.words.get("ad_before", ())
        number, year = rf"(?:[0-9]{{1,4}}|[{_HAN}十]{{1,4}})", self.words["year"]
        yield Rule(
            re.compile(
                rf"{before} ?(?P<number>{number})(?:{year}(?:{self.joins}(?P<second>{number}){year})?|{to}(?P<end>{number}){year})"
            ),
            self._before,
            opening(self.words.get("bc_before", ())),
        )
        yield Rule(
            re.compile(
                rf"{_EDGE}(?P<first>[1-9][0-9]{{2}}){year}?{to}(?P<second>[1-9][0-9]{{2}}){year}(?!{self.lasting})"
            ),
            self._early_pair,
            DIGITS,
        )
        yield Rule(
            re.compile(rf"(?<=[于於在到至从自])(?P<number>[1-9][0-9]{{2}}) ?{year}(?![间間来以的之前后後])"),
            self._year_of_era,
            DIGITS,
        )
        century, decade = any_of(self.words.get("century", ("世纪", "世紀"))), self.words.get("decade", "年代")
        yield Rule(
            re.compile(f"{_EDGE}(?P<decade>[12][0-9]{{2}}0)(?:{to}[12][0-9]{{2}}0)?{decade}"), self._decade, DIGITS
        )
        yield Rule(
            re.compile(
                f"(?:{_EDGE}(?P<century>{_SMALL}) ?{century} ?)?{_EDGE}(?P<decade>[1-9]0|[一二三四五六七八九]?十)(?:{to}[1-9]0)?{decade}"
            ),
            self._decade,
            _SMALL_OPENS,
        )
        yield Rule(re.compile(f"{_EDGE}(?P<century>{_SMALL}) ?{century}"), self._century, _SMALL_OPENS)
        yield Rule(
            re.compile(
                f"{_EDGE}(?P<first>[12][0-9]{{3}}){self.words['year']}?{to}(?P<second>[12][0-9]{{3}}|[0-9]{{2}}){self.words['year']}"
            ),
            self._pair,
            DIGITS,
        )
        yield Rule(
            re.compile(r"(?<![0-9.,/-])(?P<first>(?:19|20)[0-9]{2})[-–/](?P<second>[0-9]{2})(?![0-9.,/-])"),
            self._season,
            DIGITS,
        )
        yield Rule(re.compile(f"{self.year}(?!{self.lasting}|[代대])"), self._year, self.year_opens)
        yield Rule(
            re.compile(f"{any_of(ad_before)} ?(?P<number>[0-9]{{1,4}}){self.words['year']}"),
            self._year_of_era,
            opening(ad_before),
        )
        yield Rule(
            re.compile(
                f"{_EDGE}(?P<days>(?:{self.bare_day}{self.joins})?(?:{_SMALL})(?:日|일))(?!{self.lasting}|[元圆圓本军軍])"
            ),
            self._days,
            _SMALL_OPENS,
        )

    def _year_said(self, match: re.Match[str]) -> int | None:
        part = match.groupdict()
        if part.get("era"):
            return self.eras[part["era"]] + _number(part["era_year"])
        return _number(part["year"]) if part.get("year") else None

    def _each_day(self, match: re.Match[str]) -> list[tuple[int, int, int]]:
        at = match.start("days")
        spans = [found.span() for found in re.finditer(self.bare_day, match["days"])]
        numbers = [re.match(_SMALL, match["days"][start:end]) for start, end in spans]
        return [
            (at + start, at + end, _number(number[0]))
            for (start, end), number in zip(spans, numbers, strict=True)
            if number is not None
        ]

    def _days(self, match: re.Match[str], _text: str) -> Iterator[Said]:
        part = match.groupdict()
        month = _number(part["month"]) if part.get("month") else None
        for number, (start, end, day) in enumerate(self._each_day(match)):
            first = start if number else match.start()
            if part.get("of_year"):
                yield first, end, f"@{self.of_year[part['of_year']]}-{month:02d}-{day:02d}", False
            elif (value := _written(year=self._year_said(match), month=month, day=day)) is not None:
                yield first, end, value, False

    def _days_of_month(self, match: re.Match[str], _text: str) -> Iterator[Said]:
        for number, (start, end, day) in enumerate(self._each_day(match)):
            yield start if number else match.start(), end, f"@{self.of_month[match['of_month']]}-{day:02d}", False

    def _month(self, match: re.Match[str], _text: str) -> Iterator[Said]:
        part = match.groupdict()
        year, start = self._year_said(match), match.start()
        for name in ("first", "month"):
            if part[name] is None:
                continue
            if part["of_year"]:
                value = f"@{self.of_year[part['of_year']]}-{_number(part[name]):02d}"
            else:
                value = _written(year=year, month=_number(part[name])) or ""
            end = match.end() if name == "month" else match.end(name)
            if value:
                yield start, end, value, False
            start = match.start("month")

    def _before(self, match: re.Match[str], _text: str) -> Iterator[Said]:
        first = _number(match["number"])
        end = (
            match.end("number") + len(self.words["year"])
            if match["second"]
            else match.end("number")
            if match["end"]
            else match.end()
        )
        if first:
            yield match.start(), end, str(PartialDate(year=1 - first)), False
        if match["second"] and (year := _number(match["second"])):  # the second may be either
            yield match.start("second"), match.end(), f"{PartialDate(year=1 - year)}|{PartialDate(year=year)}", False
        if match["end"] and (year := _number(match["end"])):
            yield match.start("end"), match.end(), str(PartialDate(year=1 - year)), False

    @staticmethod
    def _decade(match: re.Match[str], _text: str) -> Iterator[Said]:
        part = match.groupdict()
        decade = _number(part["decade"])
        if decade < 1000:
            century = _number(part["century"]) if part.get("century") else 20
            if not part.get("century") and decade < 30:
                return
            decade += (century - 1) * 100
        yield (*match.span(), f"{decade:04d}"[:3] + "X", False)

    @staticmethod
    def _century(match: re.Match[str], _text: str) -> Iterator[Said]:
        if 1 <= _number(match["century"]) <= 30:
            yield (*match.span(), f"{_number(match['century']) - 1:02d}XX", False)

    @staticmethod
    def _pair(match: re.Match[str], _text: str) -> Iterator[Said]:
        first, second = match["first"], match["second"]
        whole = second if len(second) == 4 else first[:2] + second
        yield (*match.span("first"), first, False)
        yield match.start("second"), match.end(), whole, False

    @staticmethod
    def _early_pair(match: re.Match[str], _text: str) -> Iterator[Said]:
        if int(match["first"]) < int(match["second"]):
            yield (*match.span("first"), f"0{match['first']}", False)
            yield match.start("second"), match.end(), f"0{match['second']}", False

    @staticmethod
    def _season(match: re.Match[str], _text: str) -> Iterator[Said]:
        first = int(match["first"])
        if (first + 1) % 100 == int(match["second"]):
            yield (*match.span("first"), str(first), False)
            yield (*match.span("second"), str(first + 1), False)

    def _year(self, match: re.Match[str], _text: str) -> Iterator[Said]:
        year = self._year_said(match)
        if year is not None:
            yield (*match.span(), f"{year:04d}", False)

    @staticmethod
    def _year_of_era(match: re.Match[str], _text: str) -> Iterator[Said]:
        if int(match["number"]):
            yield (*match.span(), f"{int(match['number']):04d}", False)

    @staticmethod
    def _bare(match: re.Match[str], _text: str) -> Iterator[Said]:
        yield (*match.span("number"), match["number"], True)

    def _named(self, key: str, form: str, *, weak: bool) -> Iterator[Rule]:
        words: dict[str, str] = self.words.get(key, {})

        def read(match: re.Match[str], _text: str) -> Iterator[Said]:
            yield (*match.span(), form.format(words[match[0]]), weak)

        if words:
            yield Rule(re.compile(any_of(words)), read, opening(words))

    def _clock(self) -> Iterator[Rule]:
        halves: dict[str, str] = self.words.get("clock_before", {})
        hour, minute = any_of(self.words["hour"]), any_of(self.words["minute"])

        def read(match: re.Match[str], _text: str) -> Iterator[Said]:
            part = match.groupdict()
            hours = _number(part["hour"])
            half = halves.get(part["half"] or "")
            minutes = _QUARTERS.get(part["rest"] or "", 0)
            if part.get("minutes"):
                minutes = _number(part["minutes"])
            if half in {"pm", "noon"} and hours < (12 if half == "pm" else 3):
                hours += 12
            if hours <= 24 and minutes < 60:
                yield (*match.span(), f"T{hours % 24:02d}:{minutes:02d}", True)

        to = any_of((*self.words["to"], *self.words.get("clock_to", ())))
        at = f"(?P<{{0}}half>{any_of(halves)})? ?(?P<{{0}}hour>{_SMALL}){hour}"
        first, second = at.replace("{0}", "first_"), at.replace("{0}", "second_")

        def read_both(match: re.Match[str], _text: str) -> Iterator[Said]:
            half = None
            for name, end in (("first", match.end("first_hour")), ("second", match.end())):
                half = halves.get(match[f"{name}_half"] or "", half)
                hours = _number(match[f"{name}_hour"])
                hours += 12 if half == "pm" and hours < 12 else 0
                if hours <= 24:
                    start = match.start(f"{name}_half") if match[f"{name}_half"] else match.start(f"{name}_hour")
                    yield start, end, f"T{hours % 24:02d}:00", True

        spaced = frozenset(f" {sign}" for sign in _SMALL_OPENS)
        yield Rule(
            re.compile(f"{_EDGE}{first} ?{to} ?{second}(?!{self.lasting})"),
            read_both,
            _SMALL_OPENS | spaced | opening(halves),
        )
        rest = f"(?P<rest>半|整|钟|鐘|[一三]刻|(?P<minutes>{_SMALL}){minute})"
        yield Rule(re.compile(f"(?P<half>{any_of(halves)}) ?(?P<hour>{_SMALL}){hour} ?{rest}?"), read, opening(halves))
        yield Rule(re.compile(f"{_EDGE}(?P<half>)(?P<hour>{_SMALL}){hour} ?{rest}"), read, _SMALL_OPENS)
        yield Rule(  # 19日7时, whose day is taken out by now; without one it may be a count
            re.compile(
                f"(?<=[日号號\0至到于於在从從自])(?P<half>)(?P<hour>{_SMALL})(?P<rest>)[时時](?![间間段代刻分])"
            ),
            read,
            _SMALL_OPENS,
        )
        if self.words.get("hour_alone"):
            yield Rule(
                re.compile(f"{_EDGE}(?P<half>)(?P<hour>{_SMALL}){hour}(?P<rest>)(?!{self.lasting}|[点點])"),
                read,
                _SMALL_OPENS,
            )
        yield Rule(
            re.compile(
                rf"(?:(?P<half>{any_of(halves)}) ?)?(?<![0-9a-z.,:])(?P<hour>[01]?[0-9]|2[0-4])(?P<rest> ?[:：] ?)(?P<minutes>[0-5][0-9])(?![0-9:]|[.,][0-9])"
            ),
            read,
            DIGITS | opening(halves),
        )


def han_rules(words: dict[str, Any]) -> tuple[Rule, ...]:
    """Return the date rules of a language that writes dates with Han signs, from its words."""
    return tuple(_HanGrammar(words).rules())
