"""What a fact states in words that a reader without its language reads: "at least 400", "up to 6 million tonnes", "not"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from provenance.facts.quantity import likely_readings
from provenance.report.table import KINDS
from provenance.report.text import told_sentence
from provenance.rules.telling import shown_value

if TYPE_CHECKING:
    from fractions import Fraction

    from provenance.facts.quantity import Quantity
    from provenance.rules.base import Finding

__all__ = ["finding_in_words", "value_in_words"]

_QUALIFIERS = {
    "condition": "if",
    "hedge": "a hedge",
    "obligation": "must",
    "possibility": "may",
    "commitment: think": "to think about",
    "commitment: consider": "to consider",
    "commitment: ready": "ready to",
    "commitment: will": "will",
    "time limit": "a time limit",
}
"""What each class of qualifiers is called, by a word of it where one will do; the classes are those of ``facts.qualifiers``."""

_LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))

_UNITS = {"t": "tonnes"}
"""Units whose sign alone a reader may not take for one."""


def value_in_words(kind: str, value: str) -> str:
    """Return a value of a kind of facts in English words; empty where the words of the text alone can tell it."""
    if kind == "quantity":
        return " or ".join(map(_quantity, likely_readings(value)))
    if kind == "negation":
        return "not" if value.startswith("grammatical") else "a word that denies"
    if kind == "qualifier":
        return _QUALIFIERS.get(value, value)
    return shown_value(kind, value, "")


def finding_in_words(finding: Finding, *, repeats: bool = True) -> str:
    """Return a finding's sentence with its values in words; who repeats it or mends it, unless that is left out."""
    told = told_sentence(finding) if repeats else finding.sentence
    kind = KINDS.get(finding.rule) if finding.family == "facts" else None
    if kind in {"quantity", "date"}:
        return _replaced(told, kind, {one.value for one in finding.evidence if one.value})
    values = [one.value for one in finding.evidence if one.value]
    if kind in {"negation", "qualifier"} and finding.status in {"lost", "added"} and values:
        told = told.removeprefix(f"{values[-1].partition(':')[0]}: ")
        words = value_in_words(kind, values[-1])
        return f"{words if words.startswith('a ') else f'“{words}”'} {finding.status}: {told}"
    return told


def _replaced(told: str, kind: str, values: set[str]) -> str:
    """Return a sentence with each value that it shows in words; the longest first, as one may stand within another."""
    shown = [(shown_value(kind, value, ""), value_in_words(kind, value)) for value in sorted(values)]
    pieces = [(told, False)]
    for sign, words in sorted(shown, key=lambda pair: -len(pair[0])):
        if sign:
            pieces = [
                piece for text, done in pieces for piece in ([(text, True)] if done else _parted(text, sign, words))
            ]
    return "".join(text for text, _ in pieces)


def _parted(text: str, sign: str, words: str) -> list[tuple[str, bool]]:
    first, *rest = text.split(sign)
    pieces = [(first, False)]
    for part in rest:
        pieces += [(words, True), (part, False)]
    return pieces


def _quantity(quantity: Quantity) -> str:
    unit = quantity.unit
    low, high = _number(quantity.low), _number(quantity.high)
    if quantity.bound in {"range", "vague"} and low.partition(" ")[2] == high.partition(" ")[2]:
        low = low.partition(" ")[0]  # 3 to 6 million
    words = {
        "exact": low,
        "about": f"about {low}",
        "at-least": f"{'more than' if quantity.low_open else 'at least'} {low}",
        "at-most": f"{'less than' if quantity.high_open else 'up to'} {high}",
        "range": f"{low} to {high}",
        "vague": f"some {low} to {high}",
    }[quantity.bound]
    if unit is None:
        return words
    if unit in _UNITS:
        return f"{words} {_UNITS[unit]}"
    bare = shown_value("quantity", str(evolve(quantity, unit=None)), "")
    return words + shown_value("quantity", str(quantity), "").removeprefix(bare)


def _number(number: Fraction | None) -> str:
    """Return a number as a newspaper prints it: 6 million, 4 000."""
    if number is None:
        return "?"
    for size, name in _LARGE:
        if abs(number) >= size and (hundredths := number * 100 / size).denominator == 1:
            whole, rest = divmod(abs(hundredths.numerator), 100)
            return f"{'-' if number < 0 else ''}{whole}{f'.{rest:02d}'.rstrip('0') if rest else ''} {name}"
    return shown_value("quantity", str(number), "")
