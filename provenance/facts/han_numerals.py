"""Numbers written with Han signs, with digits and Han scales, and both mixed: 三点二亿, 2.3万亿, 二十余万, 两三万, 两万五."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from provenance.facts.digits import digit_readings
from provenance.facts.patterns import any_of
from provenance.facts.quantity import Quantity
from provenance.facts.sums import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HanNumerals", "han_fractions", "han_tenths", "han_unit"]

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "貳": 2,
    "叁": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "陸": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "십": 10, "백": 100, "천": 1000}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12, "만": 10**4, "억": 10**8, "조": 10**12}
_HANGUL = frozenset("십백천만억조")  # ordinary syllables elsewhere: units right after digits only
_TENS = {"廿": 20, "卅": 30}
_MEGA = frozenset("瓦赫帕字电焦伏欧位比")  # 兆 before a measure is mega
_SOME = "几幾数數何"
_MORE = "多余餘来來여"
_D = "".join(_DIGITS)
_U = "".join(_UNITS)
_S = "".join(_SCALES)

_START = re.compile(
    rf"(?<![0-9a-z.#№_])(?<![0-9],)(?<!\. )(?<![^0-9]-)[0-9]|[{_D}{''.join(_TENS)}]|(?<![十拾])[十拾](?![十拾])|[{_SOME}](?=[{_U}{_S}])|上(?=[百千{_S}])|(?<![0-9.])百(?=万|萬|亿|億)|(?<=[近逾约約超])[百千万萬亿億]|[百千](?=[余餘])"
)
_HALF = re.compile(
    "一半|(?<![上下前后後大多過过个個])半(?:[数數](?!据)|(?=个|個|年|小时|小時|天|月|场|公里|英里|世纪|吨|米))"
)
_ARABIC = re.compile(
    r"[0-9]{1,3}(?: {1,3}[0-9]{3}(?![0-9]))+(?:\.[0-9]+)?(?= {0,3}[^\W0-9a-z])"  # 2 880英尺
    r"|[0-9]+(?:(?:[,，]| {1,3}, {0,3})[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?(?![0-9]|[.,][0-9])|[0-9]+(?:[.,，][0-9]+)*"
)
_RUN = re.compile(rf"[{_D}]+")


@frozen
class _Interval:
    low: Fraction
    high: Fraction
    kind: str = "exact"  # exact, range, vague, open (both ends), at-least

    def times(self, factor: int) -> _Interval:
        return evolve(self, low=self.low * factor, high=self.high * factor)

    def plus(self, other: _Interval) -> _Interval:
        kind = other.kind if other.kind != "exact" else self.kind
        return _Interval(self.low + other.low, self.high + other.high, kind)


_NOTHING = _Interval(Fraction(0), Fraction(0))


def _just(number: Fraction | int) -> _Interval:
    return _Interval(Fraction(number), Fraction(number))


def _step(number: Fraction) -> int:
    """Return the place of the last digit of a whole number that is not 0; 1 for a fraction."""
    digits = str(number)
    return 10 ** (len(digits) - len(digits.rstrip("0"))) if number.denominator == 1 and number else 1


class HanNumerals:
    """Reads the numbers of Chinese, Japanese and Korean."""

    def __init__(self, words: dict[str, Any]) -> None:
        self.native: dict[str, int] = words.get("native", {})
        self.plurals: dict[str, int] = words.get("plurals", {})
        self.halves: dict[str, str] = words.get("half_units", {})
        counters = any_of((*words.get("counters", ()), *words.get("units", ()), *words.get("times_after", ())))
        self.said = re.compile(
            f"(?P<counted>{any_of(self.halves)})|(?P<half>{_HALF.pattern})"
            f"|(?<![가-힣0-9])(?:(?P<native>{any_of(self.native)})(?= ?{counters})|(?P<plural>{any_of(self.plurals)}))"
        )

    def find(self, text: str) -> Iterator[Number]:
        """Yield the numbers of a text, in order."""
        at = 0
        for said in self.said.finditer(text):
            yield from self._between(text, at, said.start())
            yield self._word(said)
            at = said.end()
        yield from self._between(text, at, len(text))

    def _word(self, said: re.Match[str]) -> Number:
        """Return a half, a Korean number of its own language before what it counts, or how many tens and thousands."""
        if said["counted"]:
            quantity = Quantity.exactly(Fraction(1, 2), self.halves[said["counted"]])
            return Number(start=said.start(), end=said.end(), readings=(quantity,))
        if said["plural"]:
            low = self.plurals[said["plural"]]
            vague = Quantity(bound="vague", low=Fraction(low), high=Fraction(low * 10), high_open=True)
            return Number(start=said.start(), end=said.end(), readings=(vague,))
        value = Fraction(self.native[said["native"]]) if said["native"] else Fraction(1, 2)
        return Number(start=said.start(), end=said.end(), readings=(Quantity.exactly(value),), weak=value < 10)

    @staticmethod
    def _between(text: str, at: int, end: int) -> Iterator[Number]:
        while (found := _START.search(text, at, end)) is not None:
            start = found.start()
            first = max(0, start - _BEFORE)
            number, at = _read(text[first : start + _AHEAD], start - first)
            at += first
            if at > start + _AHEAD - 4:  # too long to be read from what stands around it
                reading = _Reading(text, start)
                number, at, first = reading.number(), reading.at, 0
            at = max(at, start + 1)
            if number is not None:
                yield number.at(number.start + first, number.end + first)


_LONGEST = 20
"""Digits side by side, beyond which they are no number that anyone counts with."""

_BEFORE, _AHEAD = 1, 28
"""Characters around the start of a number that decide how it is read, unless it is longer."""


@lru_cache(maxsize=16384)
def _read(words: str, start: int) -> tuple[Number | None, int]:
    """Return the number that starts there and where its reader stopped: the same signs are read over and over."""
    reading = _Reading(words, start)
    return reading.number(), reading.at


class _Reading:
    """One number being read from left to right: sections of 10⁴ and 10⁸, a section of 1000, 100 and 10, and a digit."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = self.at = start
        self.result = _NOTHING
        self.section = _NOTHING
        self.current: _Interval | None = None
        self.unit = 0  # the last unit within the section
        self.last = 0  # the last unit or scale of all
        self.biggest = 0
        self.zero = False
        self.literal = False
        self.scaled = False
        self.spelled = False
        self.parts = 0
        self.at_least = False
        self.factors: list[Fraction] = []

    def number(self) -> Number | None:
        """Return the number that starts here, or None if the signs are part of a word."""
        while self.at < len(self.text) and self._take(self.text[self.at]):
            pass
        return self._finished()

    def _take(self, sign: str) -> bool:
        if sign.isdecimal():
            return self._arabic()
        if (
            sign == " "
            and self.scaled
            and self.text[self.at - 1] in _HANGUL
            and self.text[self.at + 1 : self.at + 2].isdecimal()
        ):
            self.at += 1  # 3만 5천
            return True
        if sign in _HANGUL and not self.parts:
            return False
        if sign in _DIGITS:
            return self._digits()
        if sign in _TENS and self.parts == 0:
            self.section, self.unit, self.last = _just(_TENS[sign]), 10, 10
            return self._on(1)
        if sign in _UNITS:
            return self._unit(_UNITS[sign])
        if sign in _SCALES and not (sign == "兆" and self.text[self.at + 1 : self.at + 2] in _MEGA):
            return self._scale(_SCALES[sign])
        if sign in _SOME:
            return self._some()
        if sign in _MORE and not self.scaled_more:
            return self._more()
        if sign == "上" and self.parts == 0:
            self.at_least, self.current = True, _just(1)
            return self._on(1)
        if sign in "点點" and self.current is not None and not self.literal:
            return self._decimals()
        return False

    @property
    def scaled_more(self) -> bool:
        """Whether 多 has been taken already."""
        return self.section.kind != "exact" or self.result.kind != "exact"

    def _on(self, length: int) -> bool:
        self.at += length
        self.parts += 1
        return True

    def _arabic(self) -> bool:
        if self.current is not None or (self.parts and not self.scaled):
            return False
        found = _ARABIC.match(self.text, self.at)
        if found is None:
            return False
        readings = digit_readings(
            re.sub(" {1,3}(?=[0-9])", "", found[0].replace("，", ",")), decimal=".", unclear=False
        )
        if not readings:
            if self.parts == 0:
                self.at = found.end()
            return False
        self.current, self.literal = _just(readings[0]), True
        return self._on(found.end() - found.start())

    def _digits(self) -> bool:
        if self.current is not None:
            return False
        found = _RUN.match(self.text, self.at)
        run = found[0] if found else ""
        if run[0] in "零〇○" and self.parts and len(run) > 1:
            self.zero, self.spelled = True, True
            return self._on(1)
        after = self.text[self.at + len(run) : self.at + len(run) + 1]
        self.spelled = True
        values = [_DIGITS[digit] for digit in run]
        if len(run) == 1:
            if values[0] == 0 and self.parts:
                self.zero = True
            else:
                self.current = _just(values[0])
        elif len(run) == 2 and values[1] == values[0] + 1 and values[0] > 0:
            self.current = _Interval(Fraction(values[0]), Fraction(values[1]), "range")
        elif len(run) <= _LONGEST and self.parts == 0 and 0 in values and (not after or after not in _U + _S):
            self.current, self.literal = _just(int("".join(map(str, values)))), True
        elif len(run) <= _LONGEST and self.parts == 0 and after in "点點" and after:
            self.current = _just(int("".join(map(str, values))))
        else:
            if self.parts == 0:
                self.at += len(run)  # signs side by side that are no number: 五四, 三一
            return False
        return self._on(len(run))

    def _decimals(self) -> bool:
        found = _RUN.match(self.text, self.at + 1)
        if found is None or self.current is None:
            return False
        digits = "".join(str(_DIGITS[digit]) for digit in found[0])
        if len(digits) > _LONGEST:
            return False
        self.current = _just(Fraction(f"{self.current.low}.{digits}"))
        self.literal = True
        return self._on(1 + len(digits))

    def _unit(self, unit: int) -> bool:
        if self.unit and unit >= self.unit and self.current is not None:
            return False
        if self.current is None:
            inside = self.parts and (self.zero or self.unit > unit)
            if not (unit == 10 and (not self.parts or inside or self.scaled)) and not self._leading_hundred(unit):
                return False
            self.current = _just(1)
        self.spelled = True
        self.section = self.section.plus(self.current.times(unit))
        self.current, self.literal, self.zero = None, False, False
        self.unit = self.last = unit
        self.factors = [Fraction(unit)]
        return self._on(1)

    def _leading_hundred(self, unit: int) -> bool:
        """Return whether 百 or 千 may stand for 一百, 一千 here: 百万, 百余人, 近百人."""
        if self.parts:
            return False
        after = self.text[self.at + 1 : self.at + 2]
        return self._bare() or (unit == 100 and after in {"万", "萬", "亿", "億"}) or after in {"余", "餘"}

    def _bare(self) -> bool:
        """Return whether what stands before makes a bare unit a number: 近万人, 逾百人."""
        return not self.parts and self.text[max(0, self.at - 1) : self.at] in {"近", "逾", "约", "約", "超"}

    def _scale(self, scale: int) -> bool:
        if self._bare():
            self.current, self.parts = _just(1), 1
        section = self.section if self.current is None else self.section.plus(self.current)
        if not self.parts or (section == _NOTHING and not self.scaled):
            return False
        if self.biggest and scale > self.biggest:
            self.result = self.result.plus(section).times(scale)
        elif (self.biggest and scale == self.biggest) or section == _NOTHING:
            return False
        else:
            self.result = self.result.plus(section.times(scale))
        before = self.factors if self.current is None and not self.biggest else []
        self.factors = [*(factor * scale for factor in before), Fraction(scale)]
        self.section, self.current, self.literal, self.zero = _NOTHING, None, False, False
        self.unit, self.last, self.biggest, self.scaled = 0, scale, max(self.biggest, scale), True
        return self._on(1)

    def _some(self) -> bool:
        after = self.text[self.at + 1 : self.at + 2]
        if self.current is not None:
            return False
        if self.unit == 10 and self.text[self.at] in "几幾":
            self.section = _Interval(self.section.low, self.section.low + 10, "open")
            return self._on(1)
        if after and after in _U + _S and (not self.parts or self.unit):
            self.current = _Interval(Fraction(1), Fraction(10), "vague")
            return self._on(1)
        return False

    def _more(self) -> bool:
        if self.current is not None:
            low, step = self.current.low, _step(self.current.low)
            if not self.literal or self.scaled or step < 10:
                return False
            self.current = _Interval(low, low + step, "vague")
        elif self.section != _NOTHING:
            self.section = _Interval(self.section.low, self.section.low + self.last, "vague")
        elif self.last:
            low = self.result.low
            step = _step(low) if low % self.last else self.last  # 3.2万多: less than one more of its last digit
            self.result = _Interval(low, low + step, "vague")
        else:
            return False
        return self._on(1)

    def _finished(self) -> Number | None:
        if not self.parts or (self.at_least and self.parts == 1):
            return None
        whole = self.result.plus(self.section)
        if self.current is not None:
            dropped = self.last >= 100 and not self.zero and self.current.kind == "exact" and self.current.high < 10
            if dropped and (not self.literal or self.text[self.at - 2] in _SCALES):  # 两万五, 3万5
                whole = whole.plus(_just(self.current.low * Fraction(self.last, 10)))
            else:
                whole = whole.plus(self.current)
        weak = whole.high < 10 and whole.kind == "exact" and whole.low.denominator == 1 and not self.scaled
        return Number(
            start=self.start,
            end=self.at,
            readings=(self._quantity(whole),),
            scales=tuple(self.factors),
            digits=not self.spelled and not self.scaled,
            weak=weak,
        )

    def _quantity(self, whole: _Interval) -> Quantity:
        if self.at_least:
            return Quantity.exactly(whole.low).bounded("at-least", is_open=True)
        if whole.kind == "exact":
            return Quantity.exactly(whole.low)
        if whole.kind == "range":
            return Quantity(bound="range", low=whole.low, high=whole.high)
        return Quantity(bound="vague", low=whole.low, high=whole.high, low_open=whole.kind == "open", high_open=True)


_TENTHS = re.compile(f"[成割](?P<more>[{_D}](?:分)?)?(?![为功立员長长果就效本人都分品交年熟员名绩合引田り])")


def han_fractions(numbers: list[Number], text: str) -> list[Number]:
    """Return the numbers with N分之M made one: M ÷ N."""
    whole: list[Number] = []
    for number in numbers:
        before = whole[-1] if whole else None
        divisor = before.readings[0].low if before is not None else None
        if before is not None and divisor and text[before.end : number.start] in {"分之", "分の", "분의 ", "분의"}:
            readings = tuple(reading.times(1 / divisor) for reading in number.readings)
            whole[-1] = Number(start=before.start, end=number.end, readings=readings, weak=True)
        else:
            whole.append(number)
    return whole


def han_unit(text: str, start: int, number: Number) -> tuple[str | None, int]:
    """Return the unit that stands before a number, and how long it is: 第三 is an ordinal, 百分之三 a percentage."""
    if text[max(0, start - 3) : start] == "百分之":
        return "%", 3
    if text[start - 1 : start] == "第" and number.readings[0].bound == "exact":
        return "ordinal", 1
    return None, 0


def han_tenths(text: str, number: Number) -> tuple[Fraction, int] | None:
    """Return the percentage of a number of tenths (六成五 is 65) and its end, or None."""
    tenths = number.readings[0]
    found = _TENTHS.match(text, number.end)
    if found is None or tenths.bound != "exact" or tenths.low is None or not 0 < tenths.low <= 10:
        return None
    if number.digits and text[number.end] == "成":
        return None
    more = found["more"]
    return tenths.low * 10 + (_DIGITS[more[0]] if more else 0), found.end()
