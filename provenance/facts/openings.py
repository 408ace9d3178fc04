"""Where in a text a rule of dates may begin: most rules are spared most of the text.

A rule begins with one of a few words or digits. One pass over the text notes for each rule the places where those
stand; its pattern is then tried there and nowhere else, which finds what searching the whole text with it would.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.facts.patterns import Rule

__all__ = ["DIGITS", "Openings", "opening", "opening_words"]

DIGITS = frozenset("0123456789")
"""What a rule begins with that begins with a number."""

REMEMBERED = 1 << 16
"""Heads of one language at most whose rules are remembered."""

_LONGEST = 3
_LETTERS = re.compile(r"\w+")


def opening(*lists: Iterable[str]) -> frozenset[str]:
    """Return how the words of lists begin: their first characters, at most three, none behind a space."""
    return frozenset(word.partition(" ")[0][:_LONGEST] for words in lists for word in words)


def opening_words(*lists: Iterable[str]) -> frozenset[str]:
    """Return how the words of lists begin that end where a word ends: a shorter one is followed by a space here."""
    begun = opening(*lists)
    return frozenset(f"{one} " if len(one) < _LONGEST and _LETTERS.fullmatch(one) else one for one in begun)


@frozen
class Openings:
    """The rules of a language, by how they begin."""

    rules: Sequence[Rule] = field()
    packed: bool = field(default=False)
    """Whether a rule may begin inside a run of letters and digits: the language is written without spaces."""
    numbers: dict[str, tuple[int, ...]] = field(init=False, repr=False)
    """The numbers of the rules that begin so."""
    first: re.Pattern[str] = field(init=False, repr=False)
    """Finds every place where a rule may begin, as its group."""
    heads: dict[str, tuple[int, ...]] = field(init=False, factory=dict, repr=False)
    """Heads that were met, as many as REMEMBERED, with the numbers of the rules that may begin with them."""

    @numbers.default
    def _numbers(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for begun in rule.opens:
                found.setdefault(begun, []).append(number)
        return {begun: tuple(numbers) for begun, numbers in found.items()}

    @first.default
    def _first(self) -> re.Pattern[str]:
        firsts = sorted({begun[0] for begun in self.numbers})
        if not self.packed:
            firsts = [first for first in firsts if re.match(r"\w", first) is None]
        signs = f"[{''.join(map(re.escape, firsts))}]" if firsts else "(?!)"
        return re.compile(f"({signs})" if self.packed else rf"(\w+|{signs})")

    def beginning(self, head: str) -> tuple[int, ...]:
        """Return the numbers of the rules that may begin with the three characters, in order."""
        known = self.heads.get(head)
        if known is None:
            word = _LETTERS.match(head)
            begun = [head[:length] for length in range(1, len(head) + 1)]
            if word is not None and len(word[0]) < _LONGEST:
                begun.append(f"{word[0]} ")
            found = [self.numbers.get(one, ()) for one in begun]
            known = tuple(sorted({number for numbers in found for number in numbers}))
            if len(self.heads) < REMEMBERED:
                self.heads[head] = known
        return known

    def places(self, text: str) -> Places:
        """Return where in a text each rule may begin."""
        places: list[list[int]] = [[] for _ in self.rules]
        known, beginning = self.heads.get, self.beginning
        pieces = self.first.split(text)  # what stands between, a place, what stands between, …
        for at in list(accumulate(map(len, pieces)))[:-1:2]:
            head = text[at : at + _LONGEST]
            numbers = known(head)
            for number in beginning(head) if numbers is None else numbers:
                places[number].append(at)
        return Places(self, places)


@frozen
class Places:
    """Where in one text the rules of a language may begin."""

    openings: Openings = field()
    found: list[list[int]] = field()

    def matches(self, number: int, text: str) -> Iterator[re.Match[str]]:
        """Yield what a rule's ``finditer`` would find in the text."""
        match_at, end = self.openings.rules[number].pattern.match, 0
        for at in self.found[number]:
            if at >= end and (match := match_at(text, at)) is not None:
                end = match.end()
                yield match

    def opened(self, text: str, ends: Iterable[int]) -> None:
        """Note where what a rule took out of the text ends: another may begin there, though inside a word."""
        if self.openings.packed:
            return  # it may anyway
        new: dict[int, set[int]] = {}
        for at in ends:
            for number in self.openings.beginning(text[at : at + _LONGEST]):
                new.setdefault(number, set()).add(at)
        for number, places in new.items():
            self.found[number] = sorted(places.union(self.found[number]))
