"""A quantity: an interval with the kind of its bound and a unit, and how it is spelled as the value of a fact.

The spelling is the amount, then the unit after a space. Amounts: ``400`` and ``2/3`` exact, ``>=400`` ``>400`` ``<=400``
``<400`` bounds, ``~240000`` about, ``[3,6]`` a range with both ends, ``[10,100)`` and ``(10,20)`` an order of magnitude.
Numbers are fractions in lowest terms. Two readings of one surface are joined by ``|``. Units: an ISO 4217 code or a
currency's bare sign (``$``, ``元``), ``%``, ``pp`` (percentage points), ``x`` (times), ``age``, ``ordinal``, or a
measure's code (``km``, ``t``, ``hour``).
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import evolve, field, frozen

from provenance.errors import RecordError

__all__ = ["Bound", "Quantity", "likely_readings"]

Bound: TypeAlias = Literal["exact", "at-least", "at-most", "about", "range", "vague"]

_NUMBER = "-?[0-9]+(?:/[0-9]+)?"
_FORM = re.compile(
    rf"(?:(?P<sign>>=|<=|>|<|~)?(?P<number>{_NUMBER})|(?P<open>[\[(])(?P<low>{_NUMBER}),(?P<high>{_NUMBER})(?P<close>[\])]))"
    r"(?: (?P<unit>\S+))?"
)
_SIGNS: dict[str | None, Bound] = {
    None: "exact",
    ">=": "at-least",
    ">": "at-least",
    "<=": "at-most",
    "<": "at-most",
    "~": "about",
}


def likely_readings(value: str) -> tuple[Quantity, ...]:
    """Return the readings of a value that a reader is told of: none that only leaves out the bound of the first.

    "Up to six" may be just six, and what says six keeps it; but what it states is at most six.
    """
    first, *others = (Quantity.parse(part) for part in value.split("|"))
    unbound = first.low if first.low is not None else first.high
    if first.bound not in {"at-least", "at-most", "about"}:
        return (first, *others)
    return (first, *(other for other in others if other != Quantity.exactly(unbound or 0, first.unit)))


@frozen(kw_only=True, cache_hash=True)
class Quantity:
    """How much: from ``low`` to ``high``, either of them None where nothing bounds it."""

    bound: Bound = field(default="exact")
    low: Fraction | None = field()
    high: Fraction | None = field()
    low_open: bool = field(default=False)
    """Whether the low end itself is left out: more than, not at least."""
    high_open: bool = field(default=False)
    unit: str | None = field(default=None)

    @classmethod
    def exactly(cls, number: Fraction | int, unit: str | None = None) -> Quantity:
        """Return the quantity of just that number."""
        return cls(low=Fraction(number), high=Fraction(number), unit=unit)

    @classmethod
    def parse(cls, value: str) -> Quantity:
        """Return the quantity that is spelled so; RecordError if nothing is."""
        found = _FORM.fullmatch(value)
        if found is None or re.search("/0+(?![0-9])", value):
            raise RecordError(f"not a quantity – {value!r} – write 400, >=400 or [3,6] t", field="value", value=value)
        part = found.groupdict()
        if part["low"] is not None:
            closed = (part["open"], part["close"]) == ("[", "]")
            return cls(
                bound="range" if closed else "vague",
                low=Fraction(part["low"]),
                high=Fraction(part["high"]),
                low_open=part["open"] == "(",
                high_open=part["close"] == ")",
                unit=part["unit"],
            )
        number, sign = Fraction(part["number"]), part["sign"]
        return cls.exactly(number, part["unit"]).bounded(_SIGNS[sign], is_open=sign in {"<", ">"})

    def bounded(self, bound: Bound, *, is_open: bool = False) -> Quantity:
        """Return the same number under another bound: at least its low end, at most its high end, about it."""
        if bound == "at-least":
            return evolve(self, bound=bound, high=None, low_open=is_open, high_open=False)
        if bound == "at-most":
            return evolve(self, bound=bound, low=None, low_open=False, high_open=is_open)
        return evolve(self, bound=bound)

    def times(self, factor: Fraction | int) -> Quantity:
        """Return the quantity multiplied."""
        return evolve(
            self,
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
        )

    def plus(self, number: Fraction) -> Quantity:
        """Return the quantity and so much more."""
        return evolve(
            self,
            low=None if self.low is None else self.low + number,
            high=None if self.high is None else self.high + number,
        )

    def __str__(self) -> str:
        unit = "" if self.unit is None else f" {self.unit}"
        if self.bound in {"range", "vague"}:
            opening, closing = "(" if self.low_open else "[", ")" if self.high_open else "]"
            return f"{opening}{self.low},{self.high}{closing}{unit}"
        if self.bound == "at-least":
            return f"{'>' if self.low_open else '>='}{self.low}{unit}"
        if self.bound == "at-most":
            return f"{'<' if self.high_open else '<='}{self.high}{unit}"
        return f"{'~' if self.bound == 'about' else ''}{self.low}{unit}"
