"""The words that bound a number: at least, over, up to, under, about, before it or after it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from provenance.facts.patterns import GAP, LEFT, LETTER, RIGHT, any_of
from provenance.tables import shared_table

if TYPE_CHECKING:
    from provenance.facts.quantity import Bound, Quantity

__all__ = ["TIMES", "Bounded", "Bounds"]

TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
"""The units of lengths of time."""

_KINDS: tuple[tuple[str, Bound, bool], ...] = (
    ("at_least", "at-least", False),
    ("more_than", "at-least", True),
    ("at_most", "at-most", False),
    ("less_than", "at-most", True),
    ("about", "about", False),
)
# Between a number and what bounds it may stand a counter: 5人以上, 5명 이상.
_COUNTER = "(?:[\u3041-\u30ff\u4e00-\u9fff]{0,2}?|[\uac00-\ud7a3]{0,3}? ?)"


@cache
def _money() -> frozenset[str]:
    return frozenset(shared_table("money")["signs"].values()) | frozenset(shared_table("money")["families"])


@frozen(kw_only=True)
class Bounded:
    """What bounds a number, and where it is said."""

    start: int = field()
    end: int = field()
    bound: Bound = field()
    is_open: bool = field()
    soft: bool = field()
    """Whether the same words often bound nothing: "up to 30" may be just 30, до 30 as well."""
    lasting: bool = field(default=False)
    """Whether they are soft before a length of time: over 24 hours, or in the course of them."""
    paid: bool = field(default=False)
    """Whether they are soft before a sum: ein Scheck über 100 Euro."""

    def on(self, readings: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        """Return the readings under this bound; what is vague or a range already stays as it is."""
        bounded = tuple(
            reading.bounded(self.bound, is_open=self.is_open) if reading.bound in {"exact", "about"} else reading
            for reading in readings
        )
        unit = readings[0].unit
        soft = self.soft or (self.lasting and unit in TIMES) or (self.paid and unit in _money())
        return (*bounded, *readings) if soft else bounded


class Bounds:
    """The bounds of one language."""

    def __init__(self, words: dict[str, Any]) -> None:
        self.han = words.get("style") == "han"
        self.soft = frozenset(words.get("soft", ()))
        self.lasting = frozenset(words.get("soft_with_time", ()))
        self.paid = frozenset(words.get("soft_with_money", ()))
        self.articles = frozenset(words.get("articles_after_bound", ()))
        left, right = ("", "") if self.han else (LEFT, RIGHT)
        self.words_before = self._table(words, "")
        self.words_after = self._table(words, "_after")
        prefix = f"[{words['prefixes']}]{{0,2}}" if "prefixes" in words else ""  # letters Hebrew and Arabic put first
        lettered = any_of(word for word in self.words_before if word[-1].isalpha() or word[-1] == ".")
        signed = any_of(word for word in self.words_before if not (word[-1].isalpha() or word[-1] == "."))
        self.pattern_before = re.compile(f"{left}{prefix}(?P<bound>{signed}|{lettered}{right})")
        self.between = re.compile(f"{left}{any_of((*words.get('after_bound', ()), *self.articles))}{right}")
        self.pattern_after = re.compile(self._after(words, right))

    def _after(self, words: dict[str, Any], right: str) -> str:
        at_once = f"(?P<near>{any_of(words.get('bounds_at_once', ()))}|(?<=[0-9])\\+(?! ?\\w))"
        after = any_of(self.words_after)
        if self.han:
            return f" ?(?:{at_once}|{_COUNTER}(?P<bound>{after}))"
        closed = any_of(word for key in ("at_least_after", "at_most_after") for word in words.get(key, ()))
        far = f"{GAP}{LETTER}{{2,20}}{GAP}(?P<far>{closed}){RIGHT}"  # 30 people or more
        suffix = f"(?:{words['suffix']})?" if "suffix" in words else ""  # 10'undan fazla
        return f"{far}|{suffix}{GAP}?-?{GAP}?(?:{at_once}|(?P<bound>{after}){right})"

    @staticmethod
    def _table(words: dict[str, Any], where: str) -> dict[str, tuple[Bound, bool]]:
        return {word: (bound, is_open) for key, bound, is_open in _KINDS for word in words.get(key + where, ())}

    def before(self, text: str) -> dict[int, Bounded]:
        """Return every bound in a text that may stand before a number, by where it ends."""
        found = {
            match.end(): self._said(match, "bound", self.words_before) for match in self.pattern_before.finditer(text)
        }
        for match in self.between.finditer(text):  # более чем на 30 процентов
            bound = found.get(match.start() - 1)
            if bound is not None and text[match.start() - 1] == " " and match.end() not in found:
                # more than the 20 million is not always a bound of 20 million
                found[match.end()] = evolve(bound, soft=bound.soft or match[0] in self.articles)
        return found

    def after(self, text: str, end: int) -> Bounded | None:
        """Return the bound that stands after what ends there."""
        match = self.pattern_after.match(text, end)
        if match is None:
            return None
        part = match.groupdict()
        if part["near"] is not None:
            return Bounded(start=end, end=match.end(), bound="at-least", is_open=True, soft=False)
        return self._said(match, "bound" if part["bound"] is not None else "far", self.words_after)

    def _said(self, match: re.Match[str], group: str, words: dict[str, tuple[Bound, bool]]) -> Bounded:
        word = " ".join(match[group].split())
        bound, is_open = words[word]
        return Bounded(
            start=match.start(),
            end=match.end(),
            bound=bound,
            is_open=is_open,
            soft=word in self.soft,
            lasting=word in self.lasting,
            paid=word in self.paid,
        )
