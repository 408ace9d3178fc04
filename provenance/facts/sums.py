"""Number words and digits as they add up and multiply to one number: two hundred and five thousand, 2.5 million."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from provenance.facts.quantity import Quantity

__all__ = ["Element", "Kind", "Number", "Sum", "Value", "plain"]

Kind: TypeAlias = Literal[
    "digits", "word", "article", "hundred", "scale", "fraction", "few", "couple", "plural", "adjective", "join"
]

Value: TypeAlias = "Fraction | int"


def plain(value: str | int | Fraction) -> Value:
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
class Element:
    """One word or group of digits: what it is to the number, and its value."""

    start: int
    end: int
    kind: Kind
    value: Value
    readings: tuple[Value, ...] = ()


class Sum:
    """Number words as they add up and multiply, one after the other, until one does not fit."""

    def __init__(self, order: frozenset[str]) -> None:
        self.order = order
        self.total: Value = 0
        self.current: Value | None = None
        self.room: Value = 0
        self.scale: Value | None = None
        self.scales: tuple[Value, ...] = ()
        self.vague: Value | None = None
        self.couple = False
        self.joined = False
        self.last: Kind | None = None
        self.readings: tuple[Value, ...] = ()

    def take(self, element: Element) -> bool:
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
        if self.last == "plural" and self.vague is None:  # after a number it serves as any scale: две тысячи триста
            self.last = "scale" if element.value >= 1000 else "hundred"
        return True

    def _digits(self, element: Element) -> bool:
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

    def _article(self, element: Element) -> bool:
        if self.last is not None:
            return False
        self.current, self.room = element.value, 0
        return True

    def _word(self, element: Element) -> bool:
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

    def _out_of_order(self, below: Value, value: Value) -> bool:
        """Return whether the language adds these two though the first is the smaller, or not a round ten."""
        if 1 <= below <= 9:
            if 20 <= value <= 90 and (("ones-and-tens" in self.order and self.joined) or "ones-tens" in self.order):
                return True  # fünfunddreißig
            return value == 10 and "ones-ten" in self.order
        return "twenties" in self.order and below in {60, 80} and 1 <= value <= 19  # soixante-quinze

    def _room(self, value: Value) -> Value:
        if value >= 100 and value % 100 == 0:
            return 100
        least = 10 if "ten-ones" in self.order else 20
        return 10 if value >= least and value % 10 == 0 else 0

    def _hundred(self, element: Element) -> bool:
        if self.current is not None and not 0 < self.current < 100:
            return False
        if self.vague is not None:
            self.vague *= element.value
            return self.last in {"few", "plural"}
        before = self.current or 1
        self.current, self.room = before * element.value, element.value
        self.scales = (element.value,) if element.value >= 100 else ()
        return True

    def _scale(self, element: Element) -> bool:
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

    def _adjective(self, element: Element) -> bool:
        """Take an adjective of a scale, which is a number only after another: 25-тысячный, not миллионный alone."""
        return self.last is not None and self._scale(element)

    def _fraction(self, element: Element) -> bool:
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

    def _couple(self, element: Element) -> bool:
        if self.last is not None:
            return False
        self.current, self.couple = element.value, True
        return True

    def _few(self, element: Element) -> bool:
        if self.last is not None:
            return False
        self.vague = element.value
        return True

    def _plural(self, element: Element) -> bool:
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

    def number(self, elements: list[Element]) -> Number | None:
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
