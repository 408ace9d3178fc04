"""Two facts laid side by side: whether the second states what the first does, and if not, what happened to it.

`verdict` judges one pair. `kept_pairs` and `changed_pairs` judge the facts of two aligned stretches: first everything that
is kept finds its fellow, then what is left over on both sides and speaks of the same sort of thing is a change. What is
left on one side alone is lost or added, and accuses nobody: a translator may drop "in 2014" or spell a number in words
no table has.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from provenance.dates import PartialDate
from provenance.facts.quantity import Quantity
from provenance.tables import shared_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.facts.fact import Fact

__all__ = ["How", "Verdict", "changed_pairs", "kept_pairs", "verdict"]

How: TypeAlias = Literal["value", "unit", "bound", "collapsed"]
Verdict: TypeAlias = "tuple[Literal['kept', 'changed'], How | None]"

_KINDS = ("quantity", "date", "place")
_NEAR = Fraction(1, 10)  # a translator who converts miles to kilometres rounds
_WINDOW = 40  # leftover facts that are compared around the same place; sentences have fewer

_KEPT: Verdict = ("kept", None)


def verdict(source: Fact, target: Fact) -> Verdict | None:
    """Return whether the target states what the source does; None if the two do not speak of one sort of thing."""
    if source.kind != target.kind:
        return _KEPT if {source.kind, target.kind} == {"quantity", "date"} and _same_year(source, target) else None
    if source.kind == "quantity":
        return quantities_verdict(source.value, target.value)
    if source.kind == "date":
        return _KEPT if _same_short_decade(source, target) else dates_verdict(source.value, target.value)
    if source.kind == "place":
        return _KEPT if source.value.partition(" ")[0] == target.value.partition(" ")[0] else ("changed", "value")
    return None


def kept_pairs(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[tuple[int, int], ...]:
    """Return the indexes of facts that keep each other; a range may keep its two ends, and then stands in two pairs."""
    pairs: list[tuple[int, int]] = []
    left = [number for number, fact in enumerate(source) if fact.kind in _KINDS]
    free = [number for number, fact in enumerate(target) if fact.kind in _KINDS]
    by_value: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in reversed(free):
        by_value[target[number].kind, target[number].value].append(number)
    for number in tuple(left):
        if same := by_value[source[number].kind, source[number].value]:
            pairs.append((number, same.pop()))
            left.remove(number)
            free.remove(pairs[-1][1])
    for number in sorted(left, key=lambda one: (source[one].weak, -len(source[one].value), one)):  # the most said first
        near = _around(free, number, len(source), len(target))
        kept = [other for other in near if verdict(source[number], target[other]) == _KEPT]
        if kept:
            best = min(kept, key=lambda other: (*_closeness(source[number].value, target[other].value), other))
            pairs.append((number, best))
            left.remove(number)
            free.remove(best)
    pairs += [(one, other) for one, *others in _ends(source, left, target, free) for other in others]
    left = [number for number in left if all(number != pair[0] for pair in pairs)]
    free = [number for number in free if all(number != pair[1] for pair in pairs)]
    pairs += [(other, one) for one, *others in _ends(target, free, source, left) for other in others]
    return tuple(sorted(pairs))


def changed_pairs(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[tuple[int, int, How], ...]:
    """Return (index, index, what happened) of facts that face each other and differ, among those that nothing keeps.

    A weak fact accuses only another weak one that stands alone against it; a place only where one alone was swapped.
    """
    pairs: list[tuple[int, int, How]] = []
    free = list(range(len(target)))
    for wanted in ("bound", "collapsed", "unit", "value"):
        for number, fact in enumerate(source):
            if any(number == pair[0] for pair in pairs):
                continue
            for other in _around(free, number, len(source), len(target)):
                found = verdict(fact, target[other])
                if found is None or found[1] != wanted or not _accuses(fact, target[other], source, target):
                    continue
                pairs.append((number, other, found[1]))
                free.remove(other)
                break
    return tuple(sorted(pairs))


def _closeness(one: str, other: str) -> tuple[bool, int]:
    """Return how far two kept values are from one another: not in their likelier readings, then by how much they say."""
    first, second = one.partition("|")[0], other.partition("|")[0]
    return first.strip("<>=~") != second.strip("<>=~"), abs(len(one) - len(other))


def _around(free: list[int], number: int, sources: int, targets: int) -> list[int]:
    """Return the free indexes near the same place of the other side, all of them where they are few."""
    if len(free) <= _WINDOW:
        return list(free)
    place = number * targets // max(sources, 1)
    return sorted(free, key=lambda other: (abs(other - place), other))[:_WINDOW]


def _ends(ones: Sequence[Fact], left: Iterable[int], others: Sequence[Fact], free: Sequence[int]) -> list[list[int]]:
    """Return [range, its low end, its high end] for ranges that stand as two numbers on the other side."""
    found: list[list[int]] = []
    for number in left:
        fact = ones[number]
        if fact.kind != "quantity" or not fact.value.startswith("["):
            continue
        reading = Quantity.parse(fact.value.partition("|")[0])
        if reading.bound != "range" or reading.low is None or reading.high is None:
            continue
        ends = [
            next((other for other in free if _is_number(others[other], end, reading.unit)), None)
            for end in (reading.low, reading.high)
        ]
        if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            found.append([number, ends[0], ends[1]])
    return found


def _is_number(fact: Fact, number: Fraction, unit: str | None) -> bool:
    if fact.kind != "quantity":
        return False
    return any(
        reading.low == reading.high == number and _units(reading.unit, unit) != "conflict"
        for reading in _quantities(fact.value)
    )


def _accuses(source: Fact, target: Fact, sources: Sequence[Fact], targets: Sequence[Fact]) -> bool:
    if source.kind == "place":
        return all(sum(fact.kind == "place" for fact in facts) == 1 for facts in (sources, targets))
    if not (source.weak or target.weak) or (_is_year(source) and _is_year(target)):
        return True
    if source.weak != target.weak:
        weak, plain = (source, target) if source.weak else (target, source)
        if not (weak.surface.isdecimal() and plain.surface.isdecimal()) or weak.value in {"0", "1"}:
            return False
        return all(sum(fact.kind == source.kind for fact in facts) == 1 for facts in (sources, targets))
    if any(fact.value.split(" ")[0] in {"0", "1", "1/2"} for fact in (source, target)):
        return False
    return all(sum(fact.weak and fact.kind == source.kind for fact in facts) == 1 for facts in (sources, targets))


def _same_short_decade(one: Fact, other: Fact) -> bool:
    """Return whether two decades agree where one is said without its century: the 50s."""
    if not all(len(fact.value) == 4 and fact.value.endswith("X") and fact.value[2] != "X" for fact in (one, other)):
        return False
    return one.value[2] == other.value[2] and any(sum(map(str.isdecimal, fact.surface)) == 2 for fact in (one, other))


def _is_year(fact: Fact) -> bool:
    return fact.kind == "date" and len(fact.value) == 4 and fact.value.isdecimal()


def _same_year(one: Fact, other: Fact) -> bool:
    """Return whether a bare number on one side is the year on the other."""
    quantity, date = (one, other) if one.kind == "quantity" else (other, one)
    year = date.value.removesuffix("X") + ("0" if date.value.endswith("X") else "")
    return quantity.value.partition(" ")[0] in {year, year.partition("-")[0], f"~{year}"}


# ---- quantities


@lru_cache(maxsize=4096)
def _quantities(value: str) -> tuple[Quantity, ...]:
    return tuple(Quantity.parse(part) for part in value.split("|"))


def quantities_verdict(source: str, target: str) -> Verdict | None:
    """Return the verdict on two quantities in the spelling of `Quantity`: kept if any two readings agree."""
    best: Verdict | None = None
    for one in _quantities(source):
        for other in _quantities(target):
            found = _quantity_verdict(one, other)
            if found == _KEPT:
                return found
            best = best or found
    return best


def _quantity_verdict(one: Quantity, other: Quantity) -> Verdict | None:
    units = _units(one.unit, other.unit)
    if units == "convertible":
        same = _number(one) == _number(other)
        return _KEPT if _converted(one, other) else ("changed", "unit" if same else "value")
    if one.unit == other.unit == "degree" and _converted(one, other):
        return _KEPT  # one side may mean Fahrenheit
    how = _difference(one, other)
    if _is_part(one, other):
        return _KEPT
    if units == "conflict":
        return ("changed", "unit") if how is None and _same_sort(one.unit, other.unit) else None
    if how is None:
        return _KEPT
    if units == "one-sided":  # a sum against a bare number may be two different things
        return ("changed", how) if how in {"bound", "collapsed"} else None
    return "changed", how


def _units(one: str | None, other: str | None) -> Literal["same", "one-sided", "convertible", "conflict"]:
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
        return None if distance * 2 < precision and distance <= _NEAR * max(abs(first), abs(second)) else "value"
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
        return "about" in {one.bound, other.bound} and dimension == "length"
    if "vague" in {one.bound, other.bound}:
        ones, others = (each.times(Fraction(measures[each.unit or ""][1])) for each in (one, other))
        return _overlap(ones, others)
    for first, second in ((one.low, other.low), (one.high, other.high)):
        if first is None or second is None:
            continue
        if dimension == "temperature":
            if not _same_heat(first, one.unit, second, other.unit):
                return False
            continue
        factors = [Fraction(measures[unit][1]) for unit in (one.unit, other.unit)]
        a, b = first * factors[0], second * factors[1]
        small = [factor for factor, number in zip(factors, (first, second), strict=True) if number < 10]
        whole = max(small, default=Fraction(0))
        if abs(a - b) > (0 if exact else max(_NEAR * max(abs(a), abs(b)), whole)):
            return False
    return True


def _same_heat(first: Fraction, unit: str, second: Fraction, other: str) -> bool:
    """Return whether two temperatures, or two differences of temperature, may be one in Fahrenheit and Celsius."""
    if first == second:
        return unit == other or "degree" in {unit, other}
    warm, cool = max(first, second), min(first, second)
    return abs((warm - 32) * Fraction(5, 9) - cool) <= 1 or abs(warm * Fraction(5, 9) - cool) <= 1


def _digit(number: Fraction) -> Fraction:
    """Return the worth of the last digit that a number is written with."""
    if not number:
        return Fraction(1)
    digits = str(abs(number.numerator))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Fraction(10**zeros) if number.denominator == 1 else Fraction(1, number.denominator)


# ---- dates


def dates_verdict(source: str, target: str) -> Verdict | None:
    """Return the verdict on two dates in the spelling of `facts/dates.py`: kept if any two readings agree."""
    if source == target:
        return _KEPT
    if source[0] in "@T" or target[0] in "@T":
        return _unsettled(source, target)
    verdicts = [_date_verdict(one, other) for one in source.split("|") for other in target.split("|")]
    return _KEPT if _KEPT in verdicts else next((found for found in verdicts if found is not None), None)


def _unsettled(source: str, target: str) -> Verdict | None:
    """Return the verdict on times of day and relative dates: they differ only from their own sort."""
    if source[0] != target[0]:
        return None
    if source[0] == "T":
        hours = [int(value[1:3]) % 12 for value in (source, target)]
        same = hours[0] == hours[1] and source[3:] == target[3:]
        return _KEPT if same else ("changed", "value")
    sorts = [value.rstrip("+-0123456789") for value in (source, target)]
    return ("changed", "value") if sorts[0] == sorts[1] else None


def _date_verdict(one: str, other: str) -> Verdict | None:
    spans = [_years(value) for value in (one, other)]
    if spans[0] is not None and spans[1] is not None and "X" in one + other:
        within = spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
        return _KEPT if within else ("changed", "value")
    if "X" in one + other:
        return None
    a, b = PartialDate.parse(one), PartialDate.parse(other)
    shared = [
        (mine, its)
        for mine, its in ((a.year, b.year), (a.month, b.month), (a.day, b.day))
        if mine is not None and its is not None
    ]
    if not shared:
        return None
    return _KEPT if all(mine == its for mine, its in shared) else ("changed", "value")


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
