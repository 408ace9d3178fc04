"""Verdicts on two values: whether the second quantity or date says what the first does, and if not, what differs."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeAlias

from provenance.dates import PartialDate
from provenance.facts.quantity import Quantity
from provenance.tables import shared_table

__all__ = ["KEPT", "How", "Verdict", "dates_verdict", "quantities", "quantities_verdict", "units_beside"]

How: TypeAlias = Literal["value", "unit", "bound", "collapsed"]
Verdict: TypeAlias = "tuple[Literal['kept', 'changed'], How | None]"

KEPT: Verdict = ("kept", None)
NEAR = Fraction(1, 10)
"""How far a translator who converts miles to kilometres may round, and how far "about" reaches."""


@lru_cache(maxsize=4096)
def quantities(value: str) -> tuple[Quantity, ...]:
    """Return the readings of a quantity's value."""
    return tuple(Quantity.parse(part) for part in value.split("|"))


@lru_cache(maxsize=65536)
def quantities_verdict(source: str, target: str) -> Verdict | None:
    """Return the verdict on two quantities in the spelling of `Quantity`: kept if any two readings agree."""
    best: Verdict | None = None
    for one in quantities(source):
        for other in quantities(target):
            found = _quantity_verdict(one, other)
            if found == KEPT:
                return found
            best = best or found
    return best


def _quantity_verdict(one: Quantity, other: Quantity) -> Verdict | None:
    units = units_beside(one.unit, other.unit)
    if units == "convertible":
        same = _number(one) == _number(other)
        return KEPT if _converted(one, other) else ("changed", "unit" if same else "value")
    if one.unit == other.unit == "degree" and _converted(one, other):
        return KEPT  # one side may mean Fahrenheit
    how = _difference(one, other)
    if _is_part(one, other):
        return KEPT
    if units == "conflict":
        return ("changed", "unit") if how is None and _same_sort(one.unit, other.unit) else None
    if how is None:
        return KEPT
    if units == "one-sided":  # a sum against a bare number may be two different things
        return ("changed", how) if how in {"bound", "collapsed"} else None
    return "changed", how


def units_beside(one: str | None, other: str | None) -> Literal["same", "one-sided", "convertible", "conflict"]:
    """Return how two units stand to one another; a bare $ is the same as any dollar."""
    if one == other:
        return "same"
    if one is None or other is None:
        return "one-sided"
    families: dict[str, list[str]] = shared_table("money")["families"]
    if one in families.get(other, ()) or other in families.get(one, ()):
        return "same"
    if set(families.get(one, ())) & set(families.get(other, ())):
        return "same"
    if {one, other} == {"age", "year"}:
        return "same"
    if {one, other} == {"age", "ordinal"}:
        return "one-sided"  # 75-летие, the 75th anniversary
    measures: dict[str, list[str]] = shared_table("measures")
    if one in measures and other in measures and measures[one][0] == measures[other][0]:
        return "convertible"
    return "conflict"


def _same_sort(one: str | None, other: str | None) -> bool:
    """Return whether two units may stand for each other by mistake: two percents, two currencies, two measures of a kind."""
    money = shared_table("money")
    currencies = set(money["signs"].values()) | set(money["families"]) | {"UAH", "RUB"}
    return {one, other} == {"%", "pp"} or (one in currencies and other in currencies)


def _is_part(one: Quantity, other: Quantity) -> bool:
    """Return whether the one is a percentage and the other the same part of a whole: half and 50 %."""
    for percent, plain in ((one, other), (other, one)):
        if percent.unit == "%" and plain.unit is None and plain.low is not None and plain.low < 1:
            return _difference(percent.times(Fraction(1, 100)), plain) is None
    return False


def _difference(one: Quantity, other: Quantity) -> How | None:
    """Return what differs between two amounts of one unit, or None."""
    if (one.bound, one.low, one.high) == (other.bound, other.low, other.high):
        return None  # open ends and closed ones are said apart but compared alike
    bounds = {one.bound, other.bound}
    if "score" in {one.unit, other.unit} and (one.low, one.high) == (other.high, other.low):
        return None  # told from the other side
    if "about" in bounds:
        return _about(one, other)
    if bounds <= {"vague", "range"} and "vague" in bounds:
        return None if _overlap(one, other) else "value"
    if bounds == {"vague", "at-least"}:
        return None if one.low == other.low else "value"
    if bounds == {"vague", "at-most"}:
        return None if one.high == other.high else "value"
    if "range" in bounds and bounds != {"range"}:
        return _collapsed(one, other)
    if bounds == {"vague", "exact"}:
        exact, vague = (one, other) if one.bound == "exact" else (other, one)
        return "bound" if _overlap(exact, vague) else "value"
    if one.bound == other.bound:
        return "value"
    return "bound" if _number(one) == _number(other) else "value"


def _number(quantity: Quantity) -> Fraction | None:
    return quantity.low if quantity.low is not None else quantity.high


def _about(one: Quantity, other: Quantity) -> How | None:
    """Return the difference where one side says about: none if the two agree once rounded to the coarser side."""
    first, second = _number(one), _number(other)
    if first is None or second is None:
        return "value"
    if {one.bound, other.bound} <= {"about", "exact"}:
        precision = max(_precision(quantity) for quantity in (one, other) if quantity.bound == "about")
        distance = abs(first - second)
        return None if distance * 2 < precision and distance <= NEAR * max(abs(first), abs(second)) else "value"
    if "range" in {one.bound, other.bound} or "vague" in {one.bound, other.bound}:
        return None if _overlap(one, other) else "value"
    return None if first == second else "value"  # "over 200" and "some 200" hedge alike


def _precision(quantity: Quantity) -> Fraction:
    return _digit(_number(quantity) or Fraction(0))


def _overlap(one: Quantity, other: Quantity) -> bool:
    if one.low is None or other.low is None or one.high is None or other.high is None:
        return False
    if one.low == other.low:
        return True
    return max(one.low, other.low) < min(one.high, other.high)


def _collapsed(one: Quantity, other: Quantity) -> How:
    ends, point = (one, other) if one.bound == "range" else (other, one)
    return "collapsed" if _number(point) in {ends.low, ends.high} else "value"


def _converted(one: Quantity, other: Quantity) -> bool:
    """Return whether two amounts in different measures of a kind are one: 26 miles and 42 km, 80 °F and 27 °C.

    A translator who converts rounds: to a tenth, or a number below ten to the next. The same number in another
    measure was not converted.
    """
    measures: dict[str, list[str]] = shared_table("measures")
    if one.unit is None or other.unit is None:
        return False
    dimension, exact = measures[one.unit][0], measures[one.unit][0] in {"time", "months"}
    if _number(one) == _number(other) and one.unit != other.unit and dimension not in {"temperature", "mass", "power"}:
        return False
    if "vague" in {one.bound, other.bound}:
        ones, others = (each.times(Fraction(measures[each.unit or ""][1])) for each in (one, other))
        return _overlap(ones, others)
    for first, second in ((one.low, other.low), (one.high, other.high)):
        if first is None or second is None:
            continue
        if dimension == "temperature":
            if not _same_heat(first, one.unit, second, other.unit, loose="about" in {one.bound, other.bound}):
                return False
            continue
        factors = [Fraction(measures[unit][1]) for unit in (one.unit, other.unit)]
        a, b = first * factors[0], second * factors[1]
        small = [factor for factor, number in zip(factors, (first, second), strict=True) if number < 10]
        whole = max(small, default=Fraction(0))
        if abs(a - b) > (0 if exact else max(NEAR * max(abs(a), abs(b)), whole)):
            return False
    return True


def _same_heat(first: Fraction, unit: str, second: Fraction, other: str, *, loose: bool) -> bool:
    """Return whether two temperatures, or two differences of temperature, may be one in Fahrenheit and Celsius.

    A converted temperature is rounded to a degree; where either side says about, to a tenth more.
    """
    if first == second:
        return unit == other or "degree" in {unit, other}
    (cool, celsius), (warm, fahrenheit) = sorted(((first, unit), (second, other)))
    if celsius == "F" or fahrenheit == "C":
        return False
    room = 1 + (NEAR * abs(cool) if loose else 0)
    return abs((warm - 32) * Fraction(5, 9) - cool) <= room or abs(warm * Fraction(5, 9) - cool) <= room


def _digit(number: Fraction) -> Fraction:
    """Return the worth of the last digit that a number is written with."""
    if not number:
        return Fraction(1)
    digits = str(abs(number.numerator))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Fraction(10**zeros) if number.denominator == 1 else Fraction(1, number.denominator)


@lru_cache(maxsize=65536)
def dates_verdict(source: str, target: str) -> Verdict | None:
    """Return the verdict on two dates in the spelling of `facts/dates.py`: kept if any two readings agree."""
    if source == target:
        return KEPT
    if source[0] in "@T" or target[0] in "@T":
        return _unsettled(source, target)
    verdicts = [_date_verdict(one, other) for one in source.split("|") for other in target.split("|")]
    return KEPT if KEPT in verdicts else next((found for found in verdicts if found is not None), None)


def _unsettled(source: str, target: str) -> Verdict | None:
    """Return the verdict on times of day and relative dates: they differ only from their own sort."""
    if "T" not in {source[0], target[0]} and (found := _relative(source, target)) is not None:
        return found
    if source[0] != target[0]:
        return None
    if source[0] == "T":
        hours = [int(value[1:3]) % 12 for value in (source, target)]
        same = hours[0] == hours[1] and source[3:] == target[3:]
        return KEPT if same else ("changed", "value")
    sorts = [value.rstrip("+-0123456789") for value in (source, target)]
    return ("changed", "value") if sorts[0] == sorts[1] else None


def _relative(source: str, target: str) -> Verdict | None:
    """Return the verdict where a date is told within last year, or this month: what both say must agree."""
    one, other = (_RELATIVE.fullmatch(value) for value in (source, target))
    if one is not None and other is not None:
        if one["of"] != other["of"]:
            return None
        said = one["within"], other["within"]
        agree = None in said or said[0].startswith(said[1]) or said[1].startswith(said[0])
        return KEPT if one["offset"] == other["offset"] and agree else ("changed", "value")
    part, told_by = (one, target) if one is not None else (other, source)
    if part is None or part["within"] is None or told_by.startswith("@"):
        return None
    told = f"{'--' if part['of'] == 'year' else '---'}{part['within']}"
    return next(
        (
            found
            for value in told_by.split("|")
            if "X" not in value and (found := _date_verdict(told, value)) is not None
        ),
        None,
    )


_RELATIVE = re.compile(r"@(?P<of>year|month)(?P<offset>[+-][0-9]+)(?:-(?P<within>[0-9-]+))?")


def _date_verdict(one: str, other: str) -> Verdict | None:
    spans = [_years(value) for value in (one, other)]
    if spans[0] is not None and spans[1] is not None and "X" in one + other:
        within = spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
        return KEPT if within else ("changed", "value")
    if "X" in one + other:
        return None
    a, b = _date(one), _date(other)
    shared = [
        (mine, its)
        for mine, its in ((a.year, b.year), (a.month, b.month), (a.day, b.day))
        if mine is not None and its is not None
    ]
    if not shared:
        return None
    if a.zone is not None or b.zone is not None:  # Moscow's 19th may be Beijing's 20th
        return KEPT if a.relation(b) == "overlaps" else ("changed", "value")
    return KEPT if all(mine == its for mine, its in shared) else ("changed", "value")


@lru_cache(maxsize=65536)
def _date(value: str) -> PartialDate:
    return PartialDate.parse(value)


@lru_cache(maxsize=65536)
def _years(value: str) -> tuple[int, int] | None:
    """Return the first and last year of a date, or None if it says no year."""
    if value.startswith("--"):
        return None
    if value.endswith("XX"):
        return int(value[:-2]) * 100, int(value[:-2]) * 100 + 99
    year = PartialDate.parse(value).year
    if year is None:
        return None
    return (year, year + 9) if value.endswith("X") else (year, year)
