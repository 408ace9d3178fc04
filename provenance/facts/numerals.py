"""Numbers in the languages written with spaces: digits with their separators, number words, scale words, and both mixed."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import field, frozen

from provenance.facts.digits import DIGITS, VULGAR, digit_readings
from provenance.facts.patterns import GAP, LEFT, RIGHT, any_of
from provenance.facts.quantity import Quantity
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Number", "Numerals"]

_VULGAR = "".join(VULGAR)
# A prefix of Hebrew or Arabic may touch the digits; no other letter may.
_EDGE = "(?<!^[.,])(?<![^a-z\u0430-\u044f][.,])(?<![^\\W\u05d0-\u05ea\u0620-\u064a])"

Kind: TypeAlias = Literal[
    "digits", "word", "article", "hundred", "scale", "fraction", "few", "couple", "plural", "adjective", "join"
]

_Value: TypeAlias = "Fraction | int"


def _plain(value: str | int | Fraction) -> _Value:
    """Return a number as an int where it is whole: fractions are slow to add."""
    number = Fraction(value)
    return number.numerator if number.denominator == 1 else number


@frozen(kw_only=True)
class Number:
    """A number in a folded text, without its bounds and unit."""

    start: int = field()
    end: int = field()
    readings: tuple[Quantity, ...] = field()
    scales: tuple[Fraction | int, ...] = field(default=())
    """What the last of it was multiplied with, largest first: a range may share it with the number before."""
    digits: bool = field(default=False)
    """Whether it is digits alone."""
    weak: bool = field(default=False)
    """Whether it is so small and so plain that it is often no quantity."""

    def at(self, start: int, end: int) -> Number:
        """Return the same number elsewhere."""
        return Number(
            start=start, end=end, readings=self.readings, scales=self.scales, digits=self.digits, weak=self.weak
        )


@frozen
class _Element:
    start: int
    end: int
    kind: Kind
    value: _Value
    readings: tuple[_Value, ...] = ()


class Numerals:
    """Reads the numbers of one language."""

    def __init__(self, language: str | None) -> None:
        words: dict[str, Any] = (table(language, "numbers") if language else None) or {}
        signs: dict[str, Any] = (table(language, "scales") if language else None) or {}
        self.words = words
        self.decimal: str = signs.get("decimal", ".")
        self.group: str = signs.get("group", ",")
        self.of_words = frozenset(words.get("of", ()))
        self.spaced = self.group == " " or language is None or language.split("-")[0] != "en"
        self.unclear = not signs or bool(words.get("unclear_separators"))
        scales = {**signs.get("words", {}), **words.get("scales", {})}
        scales = {form: power for form, power in scales.items() if form not in words.get("scales_not", ())}
        self.values: dict[str, _Element] = {}
        kinds: tuple[tuple[Kind, dict[str, Any]], ...] = (
            ("scale", {form: 10**power for form, power in scales.items()}),
            ("adjective", {form: 10**power for form, power in words.get("scale_adjectives", {}).items()}),
            ("hundred", {**dict.fromkeys(words.get("hundreds", ()), 100), **words.get("multipliers", {})}),
            ("word", words.get("words", {})),
            ("fraction", words.get("fractions", {})),
            ("couple", words.get("couples", {})),
            ("few", dict.fromkeys(words.get("few", ()), 1)),
            ("plural", {form: value for form, value in words.get("plurals", {}).items() if value}),
            ("article", dict.fromkeys(words.get("articles", ()), 1)),
            ("join", dict.fromkeys(words.get("joins", ()), 0)),
        )
        for kind, forms in kinds:
            for form, value in forms.items():
                self.values[form] = _Element(0, 0, kind, _plain(value))
        self.plurals: dict[str, int] = words.get("plurals", {})
        self.scale_words = frozenset(scales)
        # M, B and T are metres, names and tonnes as well: beside money only, which the reader of quantities sees to
        self.letters: dict[str, int] = {"k": 3, **words.get("letters", {})}
        letters = any_of(self.letters)
        self.plus: dict[str, str] = words.get("plus", {})
        self.compound = self._compound(words)
        shy: dict[str, int] = words.get("words_before_scale", {})  # Vietnamese năm is a year, or five of what follows
        self.values |= {form: _Element(0, 0, "word", _plain(value)) for form, value in shy.items()}
        following = any_of((*self.scale_words, *words.get("multipliers", ())))
        plain = any_of(form for form in self.values if form not in shy)
        word = f"(?:{any_of(shy)}(?={GAP}{following}{RIGHT})|{plain}|{self.compound})"
        self.element = re.compile(
            rf"(?P<digits>{DIGITS})(?:(?P<letter>{letters}){RIGHT})?|(?P<plus>{any_of(self.plus)}){RIGHT}|(?P<word>{word}){RIGHT}"
        )
        prefix = f"[{words['prefixes']}]{{0,2}}?" if "prefixes" in words else ""
        self.start = re.compile(rf"{LEFT}{prefix}(?:(?P<word>{word}){RIGHT})|{_EDGE}(?P<digits>[0-9{''.join(VULGAR)}])")
        self.gap = re.compile(f"{GAP}?-{GAP}?|{GAP}?")
        self.of = re.compile(rf"(?:{GAP}|-){any_of(words.get('fraction_joins', ()))}(?={GAP}|-)")

        halves: dict[str, str] = words.get("half_units", {})
        pairs: dict[str, str] = words.get("dual_units", {})
        self.counted = {form: Quantity.exactly(Fraction(1, 2), unit) for form, unit in halves.items()}
        self.counted |= {form: Quantity.exactly(2, unit) for form, unit in pairs.items()}
        before = f"[{words['prefixes']}]{{0,2}}?" if "prefixes" in words else ""
        # the same words are read over and over, and most numbers are one word
        self._spelled = lru_cache(maxsize=4096)(self._spelled_out)
        self._alone = lru_cache(maxsize=4096)(self._single)
        self.whole = re.compile(f"{LEFT}{before}(?P<counted>{any_of(self.counted)}){RIGHT}")

    def _compound(self, words: dict[str, Any]) -> str:
        """Return the pattern of number words run together, with their parts, or one that never matches."""
        self.parts: dict[str, Any] = words.get("compound_parts", {})
        return f"(?:{any_of(self.parts)}){{2,12}}" if self.parts else "(?!)"

    def find(self, text: str) -> Iterator[Number]:
        """Yield the numbers of a text in small letters, in order."""
        at = 0
        for whole in self.whole.finditer(text):  # полгода, demi-heure, שעתיים
            yield from self._between(text, at, whole.start())
            quantity = self.counted[" ".join(whole["counted"].split())]
            yield Number(start=whole.start("counted"), end=whole.end(), readings=(quantity,))
            at = whole.end()
        yield from self._between(text, at, len(text))

    def _between(self, text: str, at: int, end: int) -> Iterator[Number]:
        while (found := self.start.search(text, at, end)) is not None:
            elements, scanned = self._elements(text, found.start("word") if found["word"] else found.start())
            at = max(scanned, found.end())
            yield from self._composed(elements)

    def _elements(self, text: str, at: int) -> tuple[list[_Element], int]:
        """Return what may make up a number from here on, and where the last of it ends."""
        elements: list[_Element] = []
        place = at
        while (found := self.element.match(text, place)) is not None and found.end() > place:
            elements += [
                _Element(place + one.start, place + one.end, one.kind, one.value, one.readings)
                for one in self._spelled(found[0])
            ]
            gap = self.gap.match(text, found.end())
            place = found.end() if gap is None else gap.end()
            if elements and elements[-1].kind == "fraction" and (of := self.of.match(text, found.end())):
                gap = self.gap.match(text, of.end())
                place = of.end() if gap is None else gap.end()
            if place == found.end() and elements and elements[-1].kind != "digits":
                break  # a word must be parted from the next
        scanned = elements[-1].end if elements else 0
        while elements and elements[-1].kind in {"join", "article"} and len(elements) > 1:
            elements.pop()
        return elements, scanned

    def _spelled_out(self, words: str) -> list[_Element]:
        """Return what a match of the pattern of elements says, wherever it stands."""
        found = self.element.match(words)
        if found is None:
            return []
        start, end = found.span()
        if found["digits"]:
            readings = digit_readings(found["digits"], decimal=self.decimal, unclear=self.unclear)
            if " " in found["digits"] and (not readings or not self._spaced(found["digits"])):
                first = found["digits"].partition(" ")[0]
                readings = digit_readings(first, decimal=self.decimal, unclear=self.unclear)
                end = start + len(first)
                found_letter = None
            else:
                found_letter = found["letter"]
            digits_end = end - len(found_letter or "")
            if not readings:
                return [_Element(start, digits_end, "join", 0)]
            element = _Element(start, digits_end, "digits", _plain(readings[0]), readings)
            if found_letter:
                return [element, _Element(digits_end, end, "scale", 10 ** self.letters[found_letter])]
            return [element]
        if found["plus"]:
            return [_Element(start, end, "fraction", _plain(self.plus[" ".join(found["plus"].split())]), (-1,))]
        word = " ".join(found["word"].split())
        if word in self.values:
            known, (_, space, last) = self.values[word], word.rpartition(" ")
            if space and last in self.of_words:
                end -= len(last) + 1  # "tens of" is the number of what follows, without its "of"
            return [_Element(start, end, known.kind, known.value)]
        return [_Element(start, end, kind, value) for kind, value in self._split(word)]

    def _spaced(self, digits: str) -> bool:
        """Return whether spaces may group these digits: in any language but English, and there before 000."""
        return self.spaced or "," in digits or digits.endswith(" 000") or digits.count(" ") > 1 or digits[-1] in VULGAR

    def _split(self, word: str) -> Iterator[tuple[Kind, _Value]]:
        for part in re.findall(any_of(self.parts), word):
            value = self.parts[part]
            if value == 0:
                yield "join", 0
            elif value == 100:
                yield "hundred", 100
            elif value >= 1000:
                yield "scale", value
            else:
                yield "word", value

    def _single(self, kind: Kind, value: _Value, readings: tuple[_Value, ...]) -> Number | None:
        """Return the number that one element is alone, or None."""
        sum_, element = _Sum(frozenset(self.words.get("order", ()))), _Element(0, 0, kind, value, readings)
        return sum_.number([element]) if kind not in {"join", "article"} and sum_.take(element) else None

    def _composed(self, elements: list[_Element]) -> Iterator[Number]:
        at = 0
        while at < len(elements):
            one = elements[at]
            if at + 1 == len(elements) or one.kind == elements[at + 1].kind == "digits":  # nothing goes on it
                at += 1
                number = self._alone(one.kind, one.value, one.readings)
                if number is not None:
                    yield number.at(one.start, one.end)
                continue
            sum_ = _Sum(frozenset(self.words.get("order", ())))
            first = at
            while at < len(elements) and sum_.take(elements[at]):
                at += 1
            last = at - 1
            while last >= first and elements[last].kind in {"join", "article"}:
                last -= 1
            if last >= first:
                number = sum_.number(elements[first : last + 1])
                if number is not None:
                    yield number
            if at == first:
                at += 1


class _Sum:
    """Number words as they add up and multiply, one after the other, until one does not fit."""

    def __init__(self, order: frozenset[str]) -> None:
        self.order = order
        self.total: _Value = 0
        self.current: _Value | None = None
        self.room: _Value = 0
        self.scale: _Value | None = None
        self.scales: tuple[_Value, ...] = ()
        self.vague: _Value | None = None
        self.couple = False
        self.joined = False
        self.last: Kind | None = None
        self.readings: tuple[_Value, ...] = ()

    def take(self, element: _Element) -> bool:
        """Return whether the element goes on the number so far, and take it if it does."""
        if element.kind == "join":
            fits = self.last not in {None, "join", "few", "article", "plural"}
            self.joined = self.joined or fits
            if not fits:
                return False
        else:
            if not getattr(self, f"_{element.kind}")(element):
                return False
            self.joined = False
        self.last = element.kind
        return True

    def _digits(self, element: _Element) -> bool:
        if self.current is not None or (self.last is not None and self.last != "scale") or self.vague:
            return False
        if self.scale is not None and element.value >= self.scale:
            return False
        self.current, self.room, self.readings = (
            element.value,
            0,
            element.readings if self.last is None else (),
        )
        return True

    def _article(self, element: _Element) -> bool:
        if self.last is not None:
            return False
        self.current, self.room = element.value, 0
        return True

    def _word(self, element: _Element) -> bool:
        value = element.value
        if self.last in {"digits", "few", "fraction", "couple", "plural"} or (self.last == "article" and value != 12):
            return False
        if self.last == "article":
            self.current = value
            return True
        if self.current is None:
            if self.scale is not None and value >= self.scale:
                return False
            self.current, self.room = value, self._room(value)
            return True
        below = self.current % 100
        if self._out_of_order(below, value):
            self.current, self.room = self.current + value, 0
            return True
        if not 0 < value < self.room:
            return False
        self.current, self.room = self.current + value, self._room(value)
        return True

    def _out_of_order(self, below: _Value, value: _Value) -> bool:
        """Return whether the language adds these two though the first is the smaller, or not a round ten."""
        if 1 <= below <= 9:
            if 20 <= value <= 90 and (("ones-and-tens" in self.order and self.joined) or "ones-tens" in self.order):
                return True  # fünfunddreißig
            return value == 10 and "ones-ten" in self.order
        return "twenties" in self.order and below in {60, 80} and 1 <= value <= 19  # soixante-quinze

    def _room(self, value: _Value) -> _Value:
        if value >= 100 and value % 100 == 0:
            return 100
        least = 10 if "ten-ones" in self.order else 20
        return 10 if value >= least and value % 10 == 0 else 0

    def _hundred(self, element: _Element) -> bool:
        if self.current is not None and not 0 < self.current < 100:
            return False
        if self.vague is not None:
            self.vague *= element.value
            return self.last in {"few", "plural"}
        before = self.current or 1
        self.current, self.room = before * element.value, element.value
        self.scales = (element.value,) if element.value >= 100 else ()
        return True

    def _scale(self, element: _Element) -> bool:
        value = element.value
        if self.last in {"few", "plural"}:
            self.vague = (self.vague or 1) * value
            return True
        if self.scale is not None and value >= self.scale:
            return False
        if self.scale is not None and self.current is None:
            return False
        if self.last is None and "number-scale" in self.order:  # tỷ lệ, tỉ số: no number without another before it
            return False
        hundred = self.scales[0] if self.scales and self.current is not None and self.current % 100 == 0 else None
        self.total += (1 if self.current is None else self.current) * value
        self.scales = (value,) if hundred is None else (hundred * value, value)
        self.scale, self.current = value, None
        self.readings = tuple(reading * value for reading in self.readings)
        return True

    def _adjective(self, element: _Element) -> bool:
        """Take an adjective of a scale, which is a number only after another: 25-тысячный, not миллионный alone."""
        return self.last is not None and self._scale(element)

    def _fraction(self, element: _Element) -> bool:
        plus = bool(element.readings)
        if plus:
            if self.last in {None, "few", "join"} or self.vague is not None:
                return False
            if self.current is not None:
                self.current += element.value
            elif self.scale is not None:
                self.total += self.scale * element.value
            self.readings = ()
            return True
        if self.last is not None:
            return False
        self.current, self.room = element.value, 0
        return True

    def _couple(self, element: _Element) -> bool:
        if self.last is not None:
            return False
        self.current, self.couple = element.value, True
        return True

    def _few(self, element: _Element) -> bool:
        if self.last is not None:
            return False
        self.vague = element.value
        return True

    def _plural(self, element: _Element) -> bool:
        if self.last == "plural" and self.vague is not None:
            self.vague *= element.value
            return True
        if self.last == "few":
            self.vague = element.value
            return True
        if self.last in {None, "article"}:
            self.vague, self.current = element.value, None
            return True
        if element.value >= 1000:
            return self._scale(element)  # the same form serves after a number: полутора тысячам
        return self._hundred(element)  # пять десятков

    def number(self, elements: list[_Element]) -> Number | None:
        """Return what was taken as a number, or None if it is none: an article or "several" alone."""
        kinds = {element.kind for element in elements}
        start, end = elements[0].start, elements[-1].end
        if self.vague is not None:
            if self.vague == 1:
                return None
            quantity = Quantity(bound="vague", low=Fraction(self.vague), high=Fraction(self.vague * 10), high_open=True)
            return Number(start=start, end=end, readings=(quantity,), scales=())
        if kinds <= {"article", "join"}:
            return None
        value = self.total + (self.current or 0)
        readings = self.readings if len(self.readings) > 1 else (value,)
        quantities = tuple(Quantity.exactly(reading) for reading in readings)
        if self.couple:
            if self.scale is None and "hundred" not in kinds:
                few = Quantity(bound="vague", low=Fraction(value), high=Fraction(10), high_open=True)
                return Number(start=start, end=end, readings=(*quantities, few), weak=True)
            quantities = tuple(quantity.bounded("about") for quantity in quantities)
        weak = (value < 10 and value.denominator == 1 and not self.scale) or kinds == {"fraction"}
        digits = kinds == {"digits"}
        return Number(start=start, end=end, readings=quantities, scales=self.scales, digits=digits, weak=weak)
