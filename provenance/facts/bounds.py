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

SPREAD = TIMES | {"m", "km", "mi", "ft", "m2", "km2", "mi2", "ft2", "ha", "acre"}
"""Units over whose length or extent something may go on: over 24 hours, over 1,800 square metres."""

_KINDS: tuple[tuple[str, Bound, bool], ...] = (
    ("at_least", "at-least", False),
    ("more_than", "at-least", True),
    ("at_most", "at-most", False),
    ("less_than", "at-most", True),
    ("about", "about", False),
)
# Between a number and what bounds it may stand a counter: 5人以上, 5명 이상.
_COUNTER = "(?:[\u3041-\u30ff\u4e00-\u9fff]{0,2}?|[\uac00-\ud7a3]{0,3}? ?)"

_CLAUSE = re.compile("[^.!?;]{0,120}")
_LAST_CLAUSE = re.compile("^.*[.!?;:,，。；：]", re.DOTALL)
_DENIED = 40
"""Characters before a bound within which what is denied may be the bound."""


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
    denied: bool = field(default=False)
    """Whether something is denied before them: you may not bring more than 5 may say at most 5."""

    def on(self, readings: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        """Return the readings under this bound; what is vague or a range already stays as it is."""
        bounded = tuple(
            reading.bounded(self.bound, is_open=self.is_open) if reading.bound in {"exact", "about"} else reading
            for reading in readings
        )
        if self.denied:
            opposite: Bound = "at-most" if self.bound == "at-least" else "at-least"
            bounded = (*(reading.bounded(opposite) for reading in readings if reading.bound == "exact"), *bounded)
        unit = readings[0].unit
        soft = self.soft or (self.lasting and unit in SPREAD) or (self.paid and unit in _money())
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
        lettered = any_of(word for word in self.words_before if not self._touches(word, words))
        signed = any_of(word for word in self.words_before if self._touches(word, words))
        inside = "(?<![א-ת][\"“”״'])" if "prefixes" in words else ""  # סה"כ is one word
        self.pattern_before = re.compile(f"{left}{inside}{prefix}(?P<bound>{signed}|{lettered}{right})")
        self.denials = re.compile(f"{left}{any_of(words.get('denials', ()))}{right}")
        self.denied = frozenset(words.get("at_least_if_denied", ()))
        self.between = re.compile(f"{left}{any_of((*words.get('after_bound', ()), *self.articles))}{right}")
        self.pattern_after = re.compile(self._after(words, right))

    def _after(self, words: dict[str, Any], right: str) -> str:
        at_once = f"(?P<near>{any_of(words.get('bounds_at_once', ()))}|(?<=[0-9])\\+(?! ?\\w))"
        after = any_of(self.words_after)
        if self.han:
            other = any_of(words.get("no_bound_after", ()))  # 이상하게 is "oddly", 이상 "or more"
            return f" ?(?:{at_once}|{_COUNTER}(?P<bound>{after})(?!{other}))"
        closed = any_of(word for key in ("at_least_after", "at_most_after") for word in words.get(key, ()))
        far = f"{GAP}{LETTER}{{2,20}}{GAP}(?P<far>{closed}){RIGHT}"  # 30 people or more
        suffix = f"(?:{words['suffix']})?" if "suffix" in words else ""  # 10'undan fazla
        return f"{far}|{suffix}{GAP}?-?{GAP}?(?:{at_once}|(?P<bound>{after}){right})"

    @staticmethod
    def _touches(word: str, words: dict[str, Any]) -> bool:
        """Return whether the number follows at once: after a sign, or a letter put before words (יותר משלושה)."""
        if not (word[-1].isalpha() or word[-1] == "."):
            return True
        return word[-2:-1] == " " and word[-1] in words.get("prefixes", "")

    @staticmethod
    def _table(words: dict[str, Any], where: str) -> dict[str, tuple[Bound, bool]]:
        return {word: (bound, is_open) for key, bound, is_open in _KINDS for word in words.get(key + where, ())}

    def before(self, text: str) -> dict[int, Bounded]:
        """Return every bound in a text that may stand before a number, by where it ends."""
        found = {match.end(): self._before(match, text) for match in self.pattern_before.finditer(text)}
        for match in self.between.finditer(text):  # более чем на 30 процентов
            at = match.start() if self.han else match.start() - 1
            bound = found.get(at)
            if bound is not None and (self.han or text[at] == " ") and match.end() not in found:
                # more than the 20 million is not always a bound of 20 million
                found[match.end()] = evolve(bound, soft=bound.soft or match[0] in self.articles)
        return found

    def _before(self, match: re.Match[str], text: str) -> Bounded:
        """Return a bound that stands before; sooner than in two weeks, denied further on, is in two weeks at least."""
        bound = self._said(match, "bound", self.words_before)
        if " ".join(match["bound"].split()) in self.denied:
            clause = _CLAUSE.match(text, match.end())
            if clause is not None and self.denials.search(clause[0]):
                return evolve(bound, bound="at-least", is_open=False, lasting=True)
        if bound.is_open and self.denials.search(
            _LAST_CLAUSE.sub("", text[max(0, match.start() - _DENIED) : match.start()])
        ):
            return evolve(bound, denied=True)
        return bound

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
