"""Quantities a text states: numbers with their bounds, ranges, units and money, in the order that keeps false alarms low.

Links, dates and names that hold digits are taken out first (`facts/names.py`, `facts/dates.py`); what is left is read as
ordinals, ages, percents, money and measures, and last as plain numbers. The spelling of a value is `Quantity`'s.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from provenance.facts.dates import dates_said
from provenance.facts.folding import fold
from provenance.facts.han_numerals import HanNumerals, han_fractions, han_tenths, han_unit
from provenance.facts.names import hidden_links, hidden_names
from provenance.facts.numerals import Numerals
from provenance.facts.patterns import GAP, LEFT, LETTER, RIGHT, any_of, erased
from provenance.facts.quantity import Quantity
from provenance.tables import shared_table, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.facts.folding import Folded
    from provenance.facts.numerals import Number
    from provenance.facts.patterns import Said
    from provenance.facts.quantity import Bound
    from provenance.text import Span

__all__ = ["FoundQuantity", "has_quantities", "quantities_in", "quantities_said"]


_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


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
    said = quantities_said(folded, rest, language)
    return tuple(
        FoundQuantity(span=folded.span(start, end), value=value, weak=weak) for start, end, value, weak in said
    )


def quantities_said(folded: Folded, rest: str, language: str | None) -> list[Said]:
    """Return the quantities in what is left of a folded text once links and dates are taken out."""
    said = _reader(language).read(hidden_names(rest, folded.text, language))
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


class _Reader:
    def __init__(self, language: str | None) -> None:
        words: dict[str, Any] = (table(language, "numbers") if language else None) or {}
        self.words = words
        self.han = words.get("style") == "han"
        self.gap = "(?: ?)" if self.han else f"(?:{GAP}?-?{GAP}?)"
        self.numerals: Numerals | HanNumerals = HanNumerals() if self.han else Numerals(language)
        left, right = ("", "") if self.han else (LEFT, RIGHT)
        self.left, self.right = left, right
        money = shared_table("money")["signs"]
        signs = {**money, **words.get("money_before", {})}
        self.before_money: dict[str, str] = signs
        self.money_before = re.compile(f"(?<![a-z]){any_of(signs)}(?=[ \\d.]|{GAP}?[\\d])")
        self.units = self._units(language, money)
        named = sorted(self.units, key=lambda form: (-len(form), form))
        lettered = any_of(form for form in named if form[-1].isalpha() or form[-1].isdecimal())
        signed = any_of(form for form in named if not (form[-1].isalpha() or form[-1].isdecimal()))
        suffix = f"(?:{words['suffix']})?" if "suffix" in words else ""  # 10'undan fazla
        of = f"(?:{GAP}{any_of(words.get('of', ()))}(?={GAP}))?"
        self.unit = re.compile(
            f"(?P<half>{self.gap}{any_of(words.get('unit_halves', ()))})?{suffix}{of}{self.gap}(?:(?P<unit>{lettered}){right}|(?P<sign>{signed}))"
        )
        self.word = re.compile(rf"{GAP}(?P<word>[^\W\d_]{{4,30}}){RIGHT}")
        self.stems = self._stems()
        self.bounds_before = self._bounds("")
        prefix = (
            f"[{words['prefixes']}]{{0,2}}" if "prefixes" in words else ""
        )  # letters that Hebrew and Arabic put first
        lettered = any_of(word for word in self.bounds_before if word[-1].isalpha() or word[-1] == ".")
        signed = any_of(word for word in self.bounds_before if not (word[-1].isalpha() or word[-1] == "."))
        self.bound_before = re.compile(f"{left}{prefix}(?P<bound>{signed}|{lettered}{right})")
        self.articles = frozenset(words.get("articles_after_bound", ()))
        self.after_bound = re.compile(f"{left}{any_of((*words.get('after_bound', ()), *self.articles))}{right}")
        self.lasting = frozenset(words.get("soft_with_time", ()))  # over 24 hours: more than, or in the course of
        self.bounds_after = self._bounds("_after")
        noun = "(?:[\u3041-\u30ff\u4e00-\u9fff]{0,2}?|[\uac00-\ud7a3]{0,3}? ?)" if self.han else ""  # 5人以上, 5명 이상
        near = any_of(words.get("bounds_at_once", ()))
        closed = any_of(word for key in ("at_least_after", "at_most_after") for word in words.get(key, ()))
        far = "(?!)" if self.han else f"{GAP}{LETTER}{{2,20}}{GAP}(?P<far>{closed}){RIGHT}"  # 30 people or more
        self.bound_after = re.compile(
            f"{far}|{suffix}{self.gap}(?:(?P<near>{near}|(?<=[0-9])\\+(?! ?\\w))|{noun}(?P<bound>{any_of(self.bounds_after)}){right})"
        )
        self.from_word = re.compile(f"{left}{any_of(words.get('from', ()))}{right}")
        to, needing = words.get("to", ()), words.get("needs_from", ())
        dash = rf"{GAP}?[-–—~～]{GAP}?"
        self.range = re.compile(f"{dash}|{self._spaced(set(to) - set(needing))}")
        self.range_from = re.compile(self._spaced(to))
        self.listed = re.compile(self._spaced(words.get("listed", ())))
        letters: dict[str, int] = ((table(language, "scales") if language else None) or {}).get("letters", {})
        self.letters_money: dict[str, int] = {**letters, **words.get("letters_money", {})}
        self.money_letter = re.compile(f"{any_of(self.letters_money)}{RIGHT}")
        self.growth = re.compile(f"{any_of(words.get('growth', ()))}了?(?:近|约|約|超过|超過)?$")
        self.counter = re.compile(f" ?{any_of(words.get('counters', ()))}")
        self.rules = tuple(self._ready_rules())

    def _spaced(self, words: Any) -> str:
        return f" ?{any_of(words)} ?" if self.han else f"{GAP}{any_of(words)}{GAP}"

    def _units(self, language: str | None, money: dict[str, str]) -> dict[str, str]:
        never = set(self.words.get("units_not", ()))
        units: dict[str, str] = dict.fromkeys(("%", "％"), "%") | money
        for topic in ("currencies", "units"):
            found = (table(language, topic) if language else None) or {}
            units.update({form: code for form, code in found.items() if form not in never})
        units.update(dict.fromkeys(self.words.get("percent", ()), "%"))
        units.update(dict.fromkeys(self.words.get("points", ()), "pp"))
        units.update(dict.fromkeys(self.words.get("times_after", ()), "x"))
        units.update(dict.fromkeys(self.words.get("age_after", ()), "age"))
        units = {**units, **self.words.get("money", {}), **self.words.get("units", {})}
        return units | {
            form.replace("°", "° "): code for form, code in units.items() if form.startswith("°") and code in "CF"
        }

    def _stems(self) -> dict[str, str]:
        """Return the units of one word by their stems, for languages that inflect them: no stem under four letters."""
        endings = sorted(self.words.get("endings", ()), key=lambda ending: (-len(ending), ending))
        self.endings = endings
        stems: dict[str, str] = {}
        for form, code in sorted(self.units.items()):
            if endings and form.isalpha() and len(form) >= 4:
                stems.setdefault(self._stem(form), code)
        return stems

    def _stem(self, word: str) -> str:
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                return word[: -len(ending)]
        return word

    def _bounds(self, where: str) -> dict[str, tuple[Bound, bool, bool]]:
        """Return (bound, open, soft) by its words, those that stand before the number or after it."""
        kinds: tuple[tuple[str, Bound, bool], ...] = (
            ("at_least", "at-least", False),
            ("more_than", "at-least", True),
            ("at_most", "at-most", False),
            ("less_than", "at-most", True),
            ("about", "about", False),
        )
        soft = set(self.words.get("soft", ()))
        return {
            word: (bound, is_open, word in soft)
            for key, bound, is_open in kinds
            for word in self.words.get(key + where, ())
        }

    def read(self, text: str) -> list[Said]:
        """Return the quantities of a text in small letters, without what is no quantity."""
        said: list[Said] = []
        for pattern, read in self.rules:
            taken: list[tuple[int, int]] = []
            for match in pattern.finditer(text):
                for found in read(match):
                    said.append(found)
                    taken.append(found[:2])
            text = erased(text, taken)
        amounts = self._amounts(text)
        bounds = {found.end(): found for found in self.bound_before.finditer(text)}
        self.softened: set[int] = set()
        for found in self.after_bound.finditer(text):  # более чем на 30 процентов
            if (bound := bounds.get(found.start() - 1)) is not None and text[found.start() - 1] == " ":
                bounds.setdefault(found.end(), bound)
                if found[0] in self.articles:  # more than the 20 million is not always a bound of 20 million
                    self.softened.add(found.end())
        froms = {found.end() for found in self.from_word.finditer(text)}
        at = 0
        while at < len(amounts):
            one = amounts[at]
            joined = self._joined(one, amounts[at + 1], text, froms) if at + 1 < len(amounts) else None
            at += 1 if joined is None else 2
            whole = self._sharing(one, amounts[at : at + 1], text) if joined is None else joined
            if whole.readings:
                found = self._bounded(whole, text, bounds, froms)
                if not whole.lone or joined is not None or found[:2] != (whole.start, whole.end):
                    said.append(found)
        return sorted(said)

    def _amounts(self, text: str) -> list[_Amount]:
        money = {found.end(): found for found in self.money_before.finditer(text)}
        numbers = list(self.numerals.find(text))
        if self.han:
            numbers = han_fractions(numbers, text)
        return [self._amount(number, text, money) for number in numbers]

    def _amount(self, number: Number, text: str, money: dict[int, re.Match[str]]) -> _Amount:
        start, end, readings = number.start, number.end, number.readings
        unit = None
        sign = money.get(start) or (money.get(start - 1) if text[start - 1 : start] == " " else None)
        if sign is not None:
            start, unit = sign.start(), self.before_money[" ".join(sign[0].split())]
            if letter := self.money_letter.match(text, end):
                end = letter.end()
                readings = tuple(reading.times(10 ** self.letters_money[letter[0]]) for reading in readings)
        else:
            found = self.unit.match(text, end)
            if found is not None:
                unit = self.units[" ".join((found["unit"] or found["sign"]).split())]
                if found["half"]:
                    readings = tuple(_plus(reading, Fraction(1, 2)) for reading in readings)
                letters: dict[str, int] = self.words.get("scale_letters", {})
                if found[0] in letters:  # 2.3m: metres or millions
                    scaled = tuple(reading.times(10 ** letters[found[0]]) for reading in readings)
                    named = tuple(evolve(reading, unit=unit) for reading in readings)
                    return _Amount(start, found.end(), (*named, *scaled), number, None, weak=number.weak)
                end = found.end()
            elif (word := self.word.match(text, end)) is not None and self.stems:
                unit = self.stems.get(self._stem(word["word"]))
                end = word.end() if unit is not None else end
        if self.han:
            leading, before = han_unit(text, start, number)
            tenths = han_tenths(text, number) if unit is None and leading is None else None
            if leading is not None:
                start, end, unit = start - before, number.end, leading
            elif tenths is not None:
                readings, end, unit = (Quantity.exactly(tenths[0]),), tenths[1], "%"
            elif unit == "x" and self.growth.search(text[max(0, start - 8) : start]):
                readings = tuple(_plus(reading, Fraction(1)) for reading in readings)  # grown by two times is threefold
        trailing = self.words.get("unit_half_after")
        if unit is not None and trailing and text.startswith(trailing, end):
            readings, end = tuple(_plus(reading, Fraction(1, 2)) for reading in readings), end + len(trailing)
        one = all(reading.bound == "exact" and reading.low == 1 for reading in readings)
        weak = number.weak and (unit is None or (one and unit not in {"%", "pp"}))
        single = self.han and number.end - number.start == 1 and self.counter.match(text, number.end) is None
        small = number.weak and bool(self.words.get("no_small_words"))
        lone = (single or small) and not number.digits and unit is None
        return _Amount(start, end, tuple(evolve(reading, unit=unit) for reading in readings), number, unit, weak, lone)

    def _joined(self, one: _Amount, other: _Amount, text: str, froms: set[int]) -> _Amount | None:
        """Return a range of two amounts that stand joined; a score (5–0) is a range of nothing."""
        between = text[one.end : other.start]
        if len(between) > 12 or not one.readings or not other.readings:
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
        if not one.number.scales:
            start = next((start * scale for scale in other.number.scales if start * scale < high.high), start)
        if start >= high.high:
            is_score = one.number.digits and other.number.digits and "-" in between.replace("–", "-")
            if not is_score:
                return None
            score = Quantity(bound="range", low=low.low, high=high.high, unit="score")
            return evolve(one, end=other.end, readings=(score,), weak=False)
        unit = other.unit or one.unit
        reading = Quantity(bound="range", low=start, high=high.high, unit=unit)
        return evolve(one, end=other.end, readings=(reading,), unit=unit, weak=False)

    def _sharing(self, one: _Amount, following: list[_Amount], text: str) -> _Amount:
        """Return the amount as it is, and as it is with the scale and unit of the next: 75 and 50 thousand roubles."""
        if not following or one.number.scales or one.unit is not None or len(one.readings) != 1:
            return one
        other = following[0]
        between = text[one.end : other.start]
        scales = other.number.scales or (Fraction(1),)
        if len(between) > 8 or not self.listed.fullmatch(between) or (not other.number.scales and other.unit is None):
            return one
        shared = evolve(one.readings[0].times(scales[-1]), unit=other.unit)
        return evolve(one, readings=(shared, *one.readings))

    def _bounded(self, amount: _Amount, text: str, bounds: dict[int, re.Match[str]], froms: set[int]) -> Said:
        """Return the amount with what bounds it, before or after."""
        readings, weak = amount.readings, amount.weak
        start, end = amount.start, amount.end
        for place in (start, start - 1):
            found = bounds.get(place)
            if found is None or text[place:start].strip():
                continue
            words = " ".join(found["bound"].split())
            bound, is_open, soft = self.bounds_before[words]
            if readings[0].bound == "range" and (bound != "about" or place in froms):
                break
            soft = soft or place in self.softened or (amount.unit in _TIMES and words in self.lasting)
            plain = readings if soft else ()
            readings = (*(_with(reading, bound, is_open=is_open) for reading in readings), *plain)
            start = found.start()
            weak = weak and (bound == "about" or soft)
            break
        else:
            after = self.bound_after.match(text, end)
            if after is not None:
                words = " ".join((after["near"] or after["bound"] or after["far"]).split())
                bound, is_open, soft = self.bounds_after.get(words, ("at-least", True, False))
                plain = readings if soft else ()
                readings = (*(_with(reading, bound, is_open=is_open) for reading in readings), *plain)
                end = after.end()
                weak = weak and bound == "about"
        start, readings = self._inverted(start, amount, text, readings)
        return start, end, "|".join(dict.fromkeys(map(str, readings))), weak

    def _inverted(
        self, start: int, amount: _Amount, text: str, readings: tuple[Quantity, ...]
    ) -> tuple[int, tuple[Quantity, ...]]:
        """Return the amount as about, with its noun, where the noun stands first: человек сорок."""
        nouns = self.words.get("inverted")
        if not nouns or start != amount.start or amount.unit is not None or amount.number.digits or amount.weak:
            return start, readings
        noun = re.search(f"{LEFT}{any_of(nouns)}{GAP}$", text[max(0, start - 24) : start])
        if noun is None or readings[0].bound != "exact":
            return start, readings
        unit = self.units.get(noun[0].strip())
        return start - len(noun[0]), tuple(evolve(reading.bounded("about"), unit=unit) for reading in readings)

    def _ready_rules(self) -> Iterator[Any]:
        """Yield patterns that are quantities as they stand: ordinals, "twice", ages after their word."""
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
            yield re.compile(f"{LEFT}(?:{parts}{RIGHT}|(?P<ordinal>{any_of(ordinals)}){RIGHT})"), _ordinal(ordinals)
        times: dict[str, int] = words.get("times", {})
        if times:
            yield (
                re.compile(f"{LEFT}{any_of(times)}{RIGHT}"),
                lambda match: iter([(*match.span(), f"{times[' '.join(match[0].split())]} x", True)]),
            )
        if words.get("age_before"):
            yield (
                re.compile(f"{LEFT}{any_of(words['age_before'])}{GAP}(?P<age>[0-9]{{1,3}})(?![\\w%]|[.,-][0-9])"),
                lambda match: iter([(*match.span(), f"{int(match['age'])} age", False)]),
            )

    def _han_rules(self) -> Iterator[Any]:
        multiplied: dict[str, int] = self.words.get("multiplied", {})
        yield (
            re.compile(any_of(multiplied)),
            lambda match: iter([(*match.span(), f"{multiplied[match[0]]} x", True)]),
        )
        yield re.compile("百分之?百"), lambda match: iter([(*match.span(), "100 %", True)])


def _ordinal(ordinals: dict[str, int]) -> Callable[[re.Match[str]], Iterator[Said]]:
    def read(match: re.Match[str]) -> Iterator[Said]:
        if match["ordinal"]:
            yield (*match.span(), f"{ordinals[' '.join(match['ordinal'].split())]} ordinal", True)

    return read


def _plus(quantity: Quantity, number: Fraction) -> Quantity:
    low = None if quantity.low is None else quantity.low + number
    return evolve(quantity, low=low, high=None if quantity.high is None else quantity.high + number)


def _with(quantity: Quantity, bound: Bound, *, is_open: bool) -> Quantity:
    """Return the quantity under a bound; what is vague or a range already stays as it is."""
    return quantity.bounded(bound, is_open=is_open) if quantity.bound in {"exact", "about"} else quantity
