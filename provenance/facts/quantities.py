"""Quantities a text states: numbers with their bounds, ranges, units and money, in the order that keeps false alarms low.

Links, dates and names that hold digits are taken out first (`facts/names.py`, `facts/dates.py`); what is left is read as
ordinals, ages, percents, money and measures, and last as plain numbers. The spelling of a value is `Quantity`'s.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from provenance.facts.bounds import Bounds
from provenance.facts.composed import Composed, HanComposed
from provenance.facts.dates import dates_said
from provenance.facts.folding import fold
from provenance.facts.frost import DEGREES, below_zero
from provenance.facts.han_numerals import HanNumerals, han_fractions, han_tenths, han_unit
from provenance.facts.names import hidden_links, hidden_names
from provenance.facts.numerals import Numerals
from provenance.facts.patterns import GAP, LEFT, RIGHT, any_of, erased, number_follows
from provenance.facts.quantity import Quantity
from provenance.facts.sums import Number
from provenance.facts.units import Measured, Units
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from provenance.facts.bounds import Bounded
    from provenance.facts.patterns import Said
    from provenance.text import Span

__all__ = ["FoundQuantity", "has_quantities", "quantities_in", "quantities_said"]


_PARTS: dict[tuple[str | None, str | None], Fraction] = {
    ("day", "hour"): Fraction(1, 24),
    ("hour", "minute"): Fraction(1, 60),
    ("minute", "second"): Fraction(1, 60),
    ("year", "month"): Fraction(1, 12),
    ("ft", "in"): Fraction(1, 12),
    ("kg", "g"): Fraction(1, 1000),
    ("m", "cm"): Fraction(1, 100),
}
"""Measures whose parts are said after them, and what a part is of the whole."""

_NEAR = 16
"""Characters within which a word tells what a percentage is of."""


@lru_cache(maxsize=4096)
def _value(readings: tuple[Quantity, ...]) -> str:
    """Return the spelling of what may be meant, each once."""
    return "|".join(dict.fromkeys(map(str, readings)))


@lru_cache(maxsize=4096)
def _in_unit(readings: tuple[Quantity, ...], unit: str) -> tuple[Quantity, ...]:
    """Return the readings in a unit."""
    return tuple(evolve(reading, unit=unit) for reading in readings)


@frozen(kw_only=True)
class FoundQuantity:
    """A quantity in a text: where, and how much."""

    span: Span = field()
    value: str = field()
    """The quantity in the spelling of `Quantity`; two readings are joined by ``|``."""
    weak: bool = field(default=False)
    """Whether the same words are often no quantity: a small bare number."""

    @property
    def readings(self) -> tuple[Quantity, ...]:
        """What it may mean, the likelier first."""
        return tuple(Quantity.parse(part) for part in self.value.split("|"))


def quantities_in(text: str, language: str | None) -> tuple[FoundQuantity, ...]:
    """Return the quantities the text states, in order."""
    folded = fold(text, language)
    _, rest = dates_said(folded, hidden_links(folded.lower), language)
    said = quantities_said(rest, language)
    return tuple(
        FoundQuantity(span=folded.span(start, end), value=value, weak=weak) for start, end, value, weak in said
    )


def quantities_said(rest: str, language: str | None) -> list[Said]:
    """Return the quantities in what is left of a folded text's small letters once links and dates are taken out."""
    said = _reader(language).read(hidden_names(rest, language))
    if not has_quantities(language):  # digits may be followed by a scale word that no table knows
        return [(start, end, value, True) for start, end, value, _ in said]
    return said


def has_quantities(language: str | None) -> bool:
    """Return whether the language has a table of numbers or of scale words."""
    return language is not None and (table(language, "numbers") or table(language, "scales")) is not None


@cache
def _reader(language: str | None) -> _Reader:
    return _Reader(language)


@frozen
class _Amount:
    """A number with the money, percent or measure that belongs to it."""

    start: int
    end: int
    readings: tuple[Quantity, ...]
    number: Number
    unit: str | None
    weak: bool
    lone: bool = False
    """Whether it is one Han sign, or a small word of Vietnamese, that nothing marks as a number but a range or a bound."""


FALL = 20
"""From 40 to 30 thousand is a fall; from 300 to 2 thousand, of which the first would be so many times the second, is none."""


class _Reader:
    """Reads the quantities of one language."""

    def __init__(self, language: str | None) -> None:
        words: dict[str, Any] = (table(language, "numbers") if language else None) or {}
        self.words = words
        self.han = words.get("style") == "han"
        self.numerals: Numerals | HanNumerals = HanNumerals(words) if self.han else Numerals(language)
        self.units = Units(language, words)
        self.bounds = Bounds(words)
        self.composed: Composed | HanComposed = HanComposed() if self.han else Composed(words, self.units.adjectives)
        left, right = ("", "") if self.han else (LEFT, RIGHT)
        attached = "" if "prefixes" not in words else f"|{left}{any_of(self._attached(words.get('from', ())))}"
        self.from_word = re.compile(f"{left}{any_of(words.get('from', ()))}{right}{attached}")
        to, needing = words.get("to", ()), words.get("needs_from", ())
        self.range = re.compile(rf"{GAP}?[-–—~～]{GAP}?|{self._spaced(set(to) - set(needing))}")
        self.range_from = re.compile(self._spaced(to))
        self.listed = re.compile(self._spaced(words.get("listed", ())))
        self.joined = re.compile("(?!)" if self.han else self._spaced(words.get("listed", ())[:1]))
        self.growth = re.compile(f"{any_of(words.get('growth', ()))}了?(?:近|约|約|超过|超過)?$")
        self.comparing = frozenset(words.get("comparing", ()))
        self.ago = re.compile(f"{GAP}{any_of(words.get('ago', ()))}{RIGHT}")
        self.singular = frozenset(words.get("singular_if_bounded", ()))
        self.margin = re.compile(any_of(words.get("margins", ())))
        self.counter = re.compile(f" ?{any_of(words.get('counters', ()))}")
        self.multiples: dict[str, int] = words.get("multiplied" if self.han else "times", {})
        self.multiple = re.compile(f"{left}{any_of(self.multiples)}{right}")
        self.rules = tuple(self._ready_rules())

    def _spaced(self, words: Iterable[str]) -> str:
        if self.han:
            return f" ?{any_of(words)} ?"
        return f"{GAP}(?:{any_of(words)}{GAP}|{any_of(self._attached(words))})"

    def _attached(self, words: Iterable[str]) -> list[str]:
        """Return those of the words that touch the number after them: ו and ל in Hebrew, و in Arabic."""
        prefixes = self.words.get("prefixes", "")
        return [word for word in words if word.endswith("-") or (len(word) == 1 and word in prefixes)]

    def read(self, text: str) -> list[Said]:
        """Return the quantities of a text in small letters, without what is no quantity."""
        said = self.composed.find(text)
        if said:
            text = erased(text, (one[:2] for one in said))
        for pattern, read in self.rules:
            found = [one for match in pattern.finditer(text) for one in read(match)]
            said += found
            text = erased(text, (one[:2] for one in found))
        halves = list(self._one_and_more(text))
        text = erased(text, ((one.start, one.end) for one in halves))
        multiples = list(self._multiples(text))
        text = erased(text, ((one.start, one.end) for one in multiples))
        amounts = self._compounds(self._amounts(text), text)
        bounds = self.bounds.before(text)
        said += [self._bounded(one, text, bounds, set()) for one in halves]
        said += [(*self._bounded(one, text, bounds, set())[:3], True) for one in multiples]
        froms = {match.end() for match in self.from_word.finditer(text)}
        at = 0
        while at < len(amounts):
            one = amounts[at]
            joined = self._joined(one, amounts[at + 1], text, froms) if at + 1 < len(amounts) else None
            at += 1 if joined is None else 2
            whole = self._sharing(one, amounts[at : at + 1], text) if joined is None else joined
            bounded = self._bounded(whole, text, bounds, froms)
            if not whole.lone or joined is not None or bounded[:2] != (whole.start, whole.end):
                said.append(bounded)
        return sorted(said)

    def _one_and_more(self, text: str) -> Iterator[_Amount]:
        """Yield what one and a part of it make together: an hour and a half."""
        for one in self.units.one_and_more(text) if not self.han and self.units.plus else ():
            number = Number(start=one.start, end=one.end, readings=one.readings)
            yield _Amount(one.start, one.end, one.readings, number, one.unit, weak=False)

    def _multiples(self, text: str) -> Iterator[_Amount]:
        """Yield what is a number of times by itself: twice, doubled, вдвое, 翻番."""
        for match in self.multiple.finditer(text):
            readings = (Quantity.exactly(self.multiples[" ".join(match[0].split())], "x"),)
            number = Number(start=match.start(), end=match.end(), readings=readings)
            yield _Amount(match.start(), match.end(), readings, number, "x", weak=True)

    def _amounts(self, text: str) -> list[_Amount]:
        signs = self.units.before(text)
        numbers = list(self.numerals.find(text))
        if self.han:
            numbers = han_fractions(numbers, text)
        amounts: list[_Amount] = []
        for number in numbers:
            if not amounts or number.start >= amounts[-1].end:  # the half of "deux heures et demie" is taken already
                amounts.append(self._amount(number, text, signs))
        return amounts

    def _compounds(self, amounts: list[_Amount], text: str) -> list[_Amount]:
        """Return the amounts with hours and their minutes, feet and their inches made one: 1時間30分, 3 years and 6 months."""
        whole: list[_Amount] = []
        for amount in amounts:
            before = whole[-1] if whole else None
            factor = None if before is None else _PARTS.get((before.unit, amount.unit))
            rest = amount.readings[0]
            if before is None or factor is None or rest.bound != "exact" or rest.low is None or rest.low * factor >= 1:
                whole.append(amount)
                continue
            between = text[before.end : amount.start]
            if not (between in {"", " "} or self.joined.fullmatch(between)):
                whole.append(amount)
                continue
            readings = tuple(reading.plus(rest.low * factor) for reading in before.readings)
            whole[-1] = evolve(before, end=amount.end, readings=readings, weak=False)
        return whole

    def _amount(self, number: Number, text: str, signs: dict[int, tuple[int, str]]) -> _Amount:
        measured = self.units.measured(number, text, signs)
        if self.han:
            measured = self._han_measured(measured, number, text)
        unit = measured.unit or number.readings[0].unit
        one = all(reading.bound == "exact" and reading.low == 1 for reading in measured.readings)
        weak = number.weak and (unit is None or (one and unit not in {"%", "pp"}))
        signs_only = (
            self.han and number.end - number.start <= 2 and (not number.scales or number.end - number.start == 1)
        )
        single = signs_only and self.counter.match(text, number.end) is None
        small = number.weak and bool(self.words.get("no_small_words"))
        lone = (single or small) and not number.digits and unit is None
        readings = measured.readings
        if unit is not None:
            readings = _in_unit(readings, unit)
        end = measured.end
        if unit in DEGREES and (frost := below_zero(text, measured.start, end)) is not None:
            end = frost
            readings = tuple(reading.times(-1) if reading.bound == "exact" else reading for reading in readings)
        if unit == "%" and self._is_margin(text, measured.start, measured.end):
            readings += _in_unit(readings, "pp")
        return _Amount(measured.start, end, readings, number, unit, weak, lone)

    def _is_margin(self, text: str, start: int, end: int) -> bool:
        """Return whether a percentage may be points: a lead of 40 %, 40%の差."""
        near = (text[max(0, start - _NEAR) : start], text[end : end + _NEAR])
        return any(self.margin.search(words) is not None for words in near)

    def _han_measured(self, measured: Measured, number: Number, text: str) -> Measured:
        """Return the amount with what Chinese and Japanese put around it: 第三, 百分之三, 三成, 增长了三倍."""
        leading, before = han_unit(text, number.start, number)
        if leading is not None:
            return Measured(start=number.start - before, end=number.end, readings=number.readings, unit=leading)
        if measured.unit is None and (tenths := han_tenths(text, number)) is not None:
            tenth = Quantity.exactly(tenths[0])
            return Measured(start=number.start, end=tenths[1], readings=(tenth,), unit="%")
        if measured.unit == "x" and self.growth.search(text[max(0, number.start - 8) : number.start]):
            readings = tuple(
                reading.plus(Fraction(1)) for reading in measured.readings
            )  # grown by two times: threefold
            return evolve(measured, readings=readings)
        return measured

    def _joined(self, one: _Amount, other: _Amount, text: str, froms: set[int]) -> _Amount | None:
        """Return a range of two amounts that stand joined; a score (5–0) is a range of nothing."""
        between = text[one.end : other.start]
        if len(between) > 12:
            return None
        has_from = one.start in froms or one.start - 1 in froms
        if not (self.range.fullmatch(between) or (has_from and self.range_from.fullmatch(between))):
            return None
        low, high = one.readings[0], other.readings[0]
        if low.bound != "exact" or high.bound != "exact" or low.low is None or high.high is None:
            return None
        if one.unit is not None and other.unit is not None and one.unit != other.unit:
            return None
        start = low.low
        if self._falls(one, other):
            return None
        if not one.number.scales:
            start = next((start * scale for scale in other.number.scales if start * scale < high.high), start)
        if start >= high.high:
            is_score = one.number.digits and other.number.digits and between.strip() in {"-", "–"}
            if not is_score:
                return None
            score = Quantity(bound="range", low=low.low, high=high.high, unit="score")
            return evolve(one, end=other.end, readings=(score,), weak=False)
        unit = other.unit or one.unit
        if one.unit is None and unit not in {None, "%"} and low.low < 1 < high.high:
            return None  # rose by a third to $84 million
        reading = Quantity(bound="range", low=start, high=high.high, unit=unit)
        return evolve(one, end=other.end, readings=(reading,), unit=unit, weak=False)

    def _sharing(self, one: _Amount, following: list[_Amount], text: str) -> _Amount:
        """Return the amount as it is, and as it is with the scale and unit of the next: 75 and 50 thousand roubles."""
        if not following or one.number.scales or one.unit is not None or len(one.readings) != 1:
            return one
        other = following[0]
        between = text[one.end : other.start]
        scales = other.number.scales or (Fraction(1),)
        if len(between) > 8 or (not other.number.scales and other.unit is None):
            return one
        shared = evolve(one.readings[0].times(scales[-1]), unit=other.unit)
        if self.range_from.fullmatch(between) and self._falls(one, other):
            return evolve(one, readings=(shared,), unit=other.unit, weak=False)
        return evolve(one, readings=(shared, *one.readings)) if self.listed.fullmatch(between) else one

    @staticmethod
    def _falls(one: _Amount, other: _Amount) -> bool:
        """Return whether two numbers joined tell a fall, the first without the scale of both: с 40 до 30 тысяч."""
        low, high = one.readings[0].low, other.readings[0].high
        if one.number.scales or not other.number.scales or low is None or high is None:
            return False
        return high <= low * other.number.scales[-1] < FALL * high

    def _bounded(self, amount: _Amount, text: str, bounds: dict[int, Bounded], froms: set[int]) -> Said:
        """Return the amount with what bounds it, before or after."""
        readings, weak, start, end = amount.readings, amount.weak, amount.start, amount.end
        before = bounds.get(start) or (
            bounds.get(start - 1) if text[max(0, start - 1) : start] in {" ", "\n"} else None
        )
        if before is not None and self._is_compared(text, before, end):
            before = None
        if before is not None and " ".join(text[start : amount.number.end].split()) in self.singular:
            readings = tuple(Quantity.exactly(each.low or 0, each.unit) for each in readings)  # менее тысячи
        if before is not None:
            if readings[0].bound != "range" or (before.bound == "about" and before.end not in froms):
                bounded = before.on(readings)
                weak = weak and (before.bound == "about" or len(bounded) > len(readings))
                readings, start = bounded, before.start
        elif not number_follows(text, end) and (after := self.bounds.after(text, end)) is not None:
            readings, end = after.on(readings), after.end
            weak = weak and after.bound == "about"
        elif readings[0].bound == "exact" and amount.unit is None and not (amount.number.digits or amount.weak):
            noun = self.units.noun_before(text, start)
            if noun is not None:
                start, unit = noun
                readings = tuple(evolve(reading.bounded("about"), unit=unit) for reading in readings)
        return start, end, _value(readings), weak

    def _is_compared(self, text: str, before: Bounded, end: int) -> bool:
        """Return whether what seems to bound a time compares something else with that time: lower than five years ago."""
        said = " ".join(text[before.start : before.end].split())
        return said in self.comparing and self.ago.match(text, end) is not None

    def _ready_rules(self) -> Iterator[Any]:
        """Yield patterns that are quantities as they stand: scores, ordinals, ages after their word."""
        words = self.words
        yield (
            re.compile(r"(?<![\w.,:/-])([0-9]{1,3}) ?: ?([0-9]{1,3})(?![\w:]|[.,/-][0-9])"),
            lambda match: iter([(*match.span(), f"[{int(match[1])},{int(match[2])}] score", False)]),
        )
        if self.han:
            yield from self._han_rules()
            return
        ordinals: dict[str, int] = words.get("ordinals", {})
        endings = any_of(words.get("ordinal_endings", ()))
        if words.get("ordinal_endings"):
            number = re.compile(rf"(?<![\w.,/-])(?P<number>[0-9]{{1,4}}){endings}{RIGHT}")
            yield (
                number,
                lambda match: iter([(*match.span(), f"{int(match['number'])} ordinal", int(match["number"]) < 2)]),
            )
        if ordinals:
            parts = any_of(words.get("fractions", ()))  # a third is no third
            prefix = f"[{words['prefixes']}]{{0,2}}?" if "prefixes" in words else ""
            pattern = f"{LEFT}(?:{parts}{RIGHT}|{prefix}(?P<ordinal>{any_of(ordinals)}){RIGHT})"
            yield re.compile(pattern), _ordinal(ordinals)
        if words.get("age_before"):
            yield (
                re.compile(f"{LEFT}{any_of(words['age_before'])}{GAP}(?P<age>[0-9]{{1,3}})(?![\\w%]|[.,-][0-9])"),
                lambda match: iter([(*match.span(), f"{int(match['age'])} age", False)]),
            )

    def _han_rules(self) -> Iterator[Any]:
        yield re.compile("百分之?百"), lambda match: iter([(*match.span(), "100 %", True)])


def _ordinal(ordinals: dict[str, int]) -> Callable[[re.Match[str]], Iterator[Said]]:
    def read(match: re.Match[str]) -> Iterator[Said]:
        if match["ordinal"]:
            yield (*match.span("ordinal"), f"{ordinals[' '.join(match['ordinal'].split())]} ordinal", True)

    return read
