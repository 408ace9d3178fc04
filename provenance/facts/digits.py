"""Numbers in digits, with whatever separates them, and what they may mean."""

from __future__ import annotations

import re
from fractions import Fraction

__all__ = ["DIGITS", "VULGAR", "digit_readings"]

VULGAR = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⅕": "1/5",
    "⅖": "2/5",
    "⅗": "3/5",
    "⅘": "4/5",
    "⅙": "1/6",
    "⅚": "5/6",
    "⅛": "1/8",
    "⅜": "3/8",
    "⅝": "5/8",
    "⅞": "7/8",
    "⅒": "1/10",
}
_VULGAR = "".join(VULGAR)

DIGITS = rf"(?:[0-9]+(?:[.,'][0-9]+){{0,12}}(?: {{1,3}}, {{0,3}}[0-9]{{3}}(?![0-9])){{0,12}}(?: [0-9]{{3}}(?![0-9]|[.,][0-9]{{3}})){{0,12}}(?:,[0-9]{{1,2}}(?![0-9]))?(?: ?[{_VULGAR}](?![{_VULGAR}]))?|(?<![{_VULGAR}])[{_VULGAR}](?![{_VULGAR}]))"
"""A number in digits with whatever may separate them; `digit_readings` decides what they mean."""


def digit_readings(words: str, *, decimal: str, unclear: bool) -> tuple[Fraction, ...]:
    """Return what digits with separators may mean, the likelier first; nothing if they are no number."""
    vulgar = Fraction(0)
    if words[-1] in VULGAR:
        vulgar, words = Fraction(VULGAR[words[-1]]), words[:-1].rstrip()
        if not words:
            return (vulgar,)
    words = re.sub(" *, *", ",", words)
    signs = [sign for sign in words if not sign.isdecimal()]
    if not signs:
        return (int(words) + vulgar,) if len(words) <= 40 else ()
    return tuple(number + vulgar for number in _separated(words, signs, decimal, unclear=unclear))


def _separated(words: str, signs: list[str], decimal: str, *, unclear: bool) -> tuple[Fraction, ...]:
    parts = re.split("[.,' ]", words)
    if len(words) > 40:
        return ()
    grouped = _grouped(parts)
    last = signs[-1]
    if len(set(signs)) == 1:
        whole = Fraction("".join(parts))
        if len(signs) > 1 or last in " '":
            return (whole,) if grouped else ()
        fraction = Fraction(f"{parts[0]}.{parts[1]}")
        if not grouped or parts[0].startswith("0"):
            return (fraction,)
        if unclear:
            return (whole, fraction) if last != decimal else (fraction, whole)
        return (fraction,) if last == decimal else (whole,)
    if last in ".," and signs.count(last) == 1 and _grouped(parts[:-1]):
        return (Fraction(f"{''.join(parts[:-1])}.{parts[-1]}"),)
    return ()


def _grouped(parts: list[str]) -> bool:
    """Return whether the parts are groups of a whole number: threes, or twos before a last three (Indian)."""
    if not 1 <= len(parts[0]) <= 3:
        return False
    lengths = [len(part) for part in parts[1:]]
    threes = all(length == 3 for length in lengths)
    return threes or (lengths[-1] == 3 and all(length == 2 for length in lengths[:-1]) and len(parts[0]) <= 2)
