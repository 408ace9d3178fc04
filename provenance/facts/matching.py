"""Two facts laid side by side: whether the second states what the first does, and if not, what happened to it.

`verdict` judges one pair. `kept_pairs` and `changed_pairs` judge the facts of two aligned stretches: first everything that
is kept finds its fellow, then what is left over on both sides and speaks of the same sort of thing is a change. What is
left on one side alone is lost or added, and accuses nobody: a translator may drop "in 2014" or spell a number in words
no table has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.facts.quantity import Quantity
from provenance.facts.verdicts import KEPT, How, Verdict, dates_verdict, quantities, quantities_verdict, units_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.facts.fact import Fact

__all__ = ["How", "Verdict", "changed_pairs", "kept_pairs", "like_itself_alone", "verdict"]

_KINDS = ("quantity", "date", "place")
_WINDOW = 40  # leftover facts that are compared around the same place; sentences have fewer


def verdict(source: Fact, target: Fact) -> Verdict | None:
    """Return whether the target states what the source does; None if the two do not speak of one sort of thing."""
    if source.kind != target.kind:
        return KEPT if {source.kind, target.kind} == {"quantity", "date"} and _same_time(source, target) else None
    if source.kind == "quantity":
        return quantities_verdict(source.value, target.value)
    if source.kind == "date":
        return KEPT if _same_short_decade(source, target) else dates_verdict(source.value, target.value)
    if source.kind == "place":
        return KEPT if source.value.partition(" ")[0] == target.value.partition(" ")[0] else ("changed", "value")
    return None


def like_itself_alone(fact: Fact) -> bool:
    """Return whether, of facts of its kind for which this holds too, a fact agrees with those of its own value alone.

    So do whole numbers without bound or unit, and years. What is lost in one hop is sought in all that follow, and most
    of what stands there need not be looked at.
    """
    return fact.value.isdecimal() and (fact.kind == "quantity" or (fact.kind == "date" and len(fact.value) == 4))


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
            _take(left, number)
            _take(free, pairs[-1][1])
    for number in sorted(left, key=lambda one: (source[one].weak, -len(source[one].value), one)):  # the most said first
        near = _around(free, number, len(source), len(target))
        kept = [other for other in near if verdict(source[number], target[other]) == KEPT]
        if kept:
            best = min(kept, key=lambda other: (*_closeness(source[number].value, target[other].value), other))
            pairs.append((number, best))
            _take(left, number)
            _take(free, best)
    for told_apart in (_ends, _parts):
        pairs += [(one, other) for one, *others in told_apart(source, left, target, free) for other in others]
        left, free = _unpaired(pairs, left, free)
        pairs += [(other, one) for one, *others in told_apart(target, free, source, left) for other in others]
        left, free = _unpaired(pairs, left, free)
    return tuple(sorted(pairs))


def _unpaired(pairs: list[tuple[int, int]], left: list[int], free: list[int]) -> tuple[list[int], list[int]]:
    """Return what no pair has taken, of either side."""
    taken, given = {one for one, _ in pairs}, {other for _, other in pairs}
    return [number for number in left if number not in taken], [number for number in free if number not in given]


def changed_pairs(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[tuple[int, int, How], ...]:
    """Return (index, index, what happened) of facts that face each other and differ, among those that nothing keeps.

    A weak fact accuses only another weak one that stands alone against it; a place only where one alone was swapped.
    """
    pairs: list[tuple[int, int, How]] = []
    free = list(range(len(target)))
    taken: set[int] = set()
    counts = _counted(source), _counted(target)
    for wanted in ("bound", "collapsed", "unit", "value"):
        for number, fact in enumerate(source):
            if number in taken:
                continue
            for other in _around(free, number, len(source), len(target)):
                found = verdict(fact, target[other])
                if found is None or found[1] != wanted or not _accuses(fact, target[other], counts):
                    continue
                pairs.append((number, other, found[1]))
                taken.add(number)
                _take(free, other)
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
    at = bisect_left(free, place)
    near = free[max(0, at - _WINDOW) : at + _WINDOW]
    return sorted(near, key=lambda other: (abs(other - place), other))[:_WINDOW]


def _take(numbers: list[int], number: int) -> None:
    """Take a number out of a rising list."""
    del numbers[bisect_left(numbers, number)]


def _counted(facts: Iterable[Fact]) -> Counter[tuple[str, bool]]:
    """Return how many facts there are of each kind, weak or not."""
    return Counter((fact.kind, fact.weak) for fact in facts)


def _ends(ones: Sequence[Fact], left: Iterable[int], others: Sequence[Fact], free: list[int]) -> list[list[int]]:
    """Return [range, its low end, its high end] for ranges that stand as two numbers on the other side."""
    found: list[list[int]] = []
    for number in left:
        fact = ones[number]
        if fact.kind != "quantity" or not fact.value.startswith("["):
            continue
        reading = Quantity.parse(fact.value.partition("|")[0])
        if reading.bound != "range" or reading.low is None or reading.high is None:
            continue
        near = sorted(_around(free, number, len(ones), len(others)))
        ends = [
            next((other for other in near if _is_end(others[other], end, bound, reading.unit)), None)
            for end, bound in ((reading.low, "at-least"), (reading.high, "at-most"))
        ]
        if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            found.append([number, ends[0], ends[1]])
    return found


def _parts(ones: Sequence[Fact], left: Iterable[int], others: Sequence[Fact], free: list[int]) -> list[list[int]]:
    """Return [share, its part, its whole] for shares that stand as two numbers on the other side: 三成, three of ten."""
    found: list[list[int]] = []
    taken: set[int] = set()
    for number in left:
        share = _share(ones[number])
        if share is None:
            continue
        near = (other for other in sorted(_around(free, number, len(ones), len(others))) if other not in taken)
        whole = [(other, int(value)) for other in near if (value := _whole(others[other])) is not None]
        for (one, first), (other, second) in pairwise(whole):
            low, high = sorted((first, second))
            if 0 < low < high and share == Fraction(low, high):
                found.append([number, one, other])
                taken |= {one, other}
                break
    return found


def _whole(fact: Fact) -> str | None:
    """Return the digits of a whole number that counts nothing named; None for any other fact."""
    value = fact.value.strip("~")
    return value if fact.kind == "quantity" and value.isdecimal() else None


def _share(fact: Fact) -> Fraction | None:
    """Return what part a fact says, as a fraction or in percent; None if it says none."""
    value, _, unit = fact.value.strip("~").partition(" ")
    if fact.kind != "quantity" or not re.fullmatch("[0-9]+(?:/[0-9]+)?", value):
        return None
    if unit == "%":
        return Fraction(value) / 100
    return Fraction(value) if "/" in value and not unit else None


def _is_end(fact: Fact, number: Fraction, bound: str, unit: str | None) -> bool:
    """Return whether a fact is one end of a range: the number itself, that bound of it, a year, an hour of the day."""
    if fact.kind == "date":
        if fact.value.startswith("T"):
            return unit == "hour" and _is_hour(fact.value, number)
        return fact.value.isdecimal() and int(fact.value) == number and unit is None
    if fact.kind != "quantity":
        return False
    return any(
        number in {reading.low, reading.high}
        and (reading.low == reading.high or reading.bound == bound)
        and units_beside(reading.unit, unit) != "conflict"
        for reading in quantities(fact.value)
    )


def _is_hour(value: str, number: Fraction) -> bool:
    """Return whether a time of day is that full hour, on a dial of 24 or of 12."""
    return value.endswith(":00") and number <= 24 and (int(value[1:3]) - number) % 12 == 0


def _accuses(source: Fact, target: Fact, counts: tuple[Counter[tuple[str, bool]], ...]) -> bool:
    alone = all(each[source.kind, True] + each[source.kind, False] == 1 for each in counts)
    if source.kind == "place":  # a seat of government is named for a town as well, so it faces another seat only
        if source.value.endswith(" seat") != target.value.endswith(" seat"):
            return False
        return alone
    if not (source.weak or target.weak) or (_is_year(source) and _is_year(target)):
        return True
    if source.weak != target.weak:
        weak, plain = (source, target) if source.weak else (target, source)
        if not (weak.surface.isdecimal() and plain.surface.isdecimal()) or weak.value in {"0", "1"}:
            return False
        return alone
    values = [fact.value.split(" ")[0] for fact in (source, target)]
    if {"0", "1", "1/2"} & set(values) or ("/" in values[0]) != ("/" in values[1]):
        return False  # one in five, and a fifth
    return all(each[source.kind, True] == 1 for each in counts)


def _same_short_decade(one: Fact, other: Fact) -> bool:
    """Return whether two decades agree where one is said without its century: the 50s."""
    if not all(len(fact.value) == 4 and fact.value.endswith("X") and fact.value[2] != "X" for fact in (one, other)):
        return False
    return one.value[2] == other.value[2] and any(sum(map(str.isdecimal, fact.surface)) == 2 for fact in (one, other))


def _is_year(fact: Fact) -> bool:
    return fact.kind == "date" and len(fact.value) == 4 and fact.value.isdecimal()


def _same_time(one: Fact, other: Fact) -> bool:
    """Return whether a bare number on one side is the year on the other, or its hours the time of day."""
    quantity, date = (one, other) if one.kind == "quantity" else (other, one)
    if date.value.startswith("T"):
        return any(
            reading.unit == "hour" and reading.low == reading.high and _is_hour(date.value, reading.low or Fraction(-1))
            for reading in quantities(quantity.value)
        )
    year = date.value.removesuffix("X") + ("0" if date.value.endswith("X") else "")
    return quantity.value.partition(" ")[0] in {year, year.partition("-")[0], f"~{year}"}
