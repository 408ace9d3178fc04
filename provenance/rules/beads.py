"""Which sentences of a comparison answer to each other, and what becomes of a fact where its sentence does not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.rules.changes import changes, marked_pieces
from provenance.rules.quotation import pieces_of, quotes
from provenance.scripts import UNSPACED
from provenance.text import Span, comparing_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.ledger import FactRow
    from provenance.rules.ground import Stretch

__all__ = ["Beads"]

IN_PART = 5
"""A sentence is there in part if every fifth pair of its neighbouring words is, or every second word."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


class Beads:
    """Which sentences of a comparison answer to each other, and which of their words stand on both sides."""

    def __init__(self, stretch: Stretch) -> None:
        self._hop = stretch.hop
        self._comparison = comparison = stretch.comparison
        self._places: dict[bool, list[tuple[int, int, int]]] = {}
        for lost in (True, False):
            self._places[lost] = sorted(
                (span.start, span.end, number)
                for number, bead in enumerate(comparison.alignment)
                for span in (bead.source if lost else bead.target)
            )
        source = comparison.source
        self._speech = [] if source is None else [(one.start, one.end) for one in marked_pieces(source.words, 0.0)]
        self._there: dict[tuple[bool, int], list[str]] = {}

    def _bead(self, row: FactRow) -> tuple[Span, int] | None:
        """Return the sentence of a fact that one side alone has, and its bead's number."""
        fact = row.source or row.target
        places = self._places[row.source is not None]
        if fact is None or not places:
            return None
        at = bisect_right(places, fact.span.start, key=lambda place: place[0]) - 1
        start, end, number = places[max(0, at)]
        return Span(start, end), number

    def answer(self, row: FactRow) -> bool:
        """Return whether a fact's sentence answers to any of the other side."""
        found = self._bead(row)
        if found is None:
            return False
        bead = self._comparison.alignment[found[1]]
        return bool(bead.target if row.source is not None else bead.source)

    def hold_part(self, row: FactRow) -> bool:
        """Return whether a fact's sentence is there in part; within one language its words tell.

        A sentence that is left out, or put in, as a whole is a matter of the quotation, not of each fact in it.
        """
        source, target, found = self._comparison.source, self._comparison.target, self._bead(row)
        if self._comparison.via != "same-language" or source is None or target is None or found is None:
            return True
        lost = row.source is not None
        text, other = (source, target) if lost else (target, source)
        key = (lost, found[1])
        if key not in self._there:
            bead = self._comparison.alignment[found[1]]
            there = bead.target if lost else bead.source
            self._there[key] = _words(" ".join(each.of(other.words) for each in there))
        return _in_part(_words(found[0].of(text.words)), self._there[key])

    def beside_speech(self, row: FactRow) -> bool:
        """Return whether a fact stands in an article beside the speech quoted from it: it was never in the quotation."""
        target, fact = self._comparison.target, row.source
        if not self._speech or target is None or fact is None:
            return False
        at = bisect_right(self._speech, fact.span.start, key=lambda piece: piece[0])
        if any(start < fact.span.end and fact.span.start < end for start, end in self._speech[max(0, at - 1) : at + 1]):
            return False
        return not marked_pieces(target.words, 0.0) or bool(marked_pieces(target.words))

    def left_out_openly(self, row: FactRow) -> bool:
        """Return whether a fact went with words whose place an ellipsis or a bracket marks."""
        source, target, fact = self._comparison.source, self._comparison.target, row.source
        if self._comparison.via != "same-language" or source is None or target is None or not quotes(self._hop):
            return False
        marked = (one.source for one in changes(source, target, pieces_of(source, self._hop)).changes if one.marked)
        return fact is not None and any(span.overlaps(fact.span) for span in marked)

    def facing(self, row: FactRow) -> tuple[Span, ...]:
        """Return the sentences of the hop that a row's fact stands in, or whose source it stands in."""
        if row.target is None:
            found = self._bead(row)
            return () if found is None else self._comparison.alignment[found[1]].target
        return tuple(
            span for bead in self._comparison.alignment for span in bead.target if span.overlaps(row.target.span)
        )

    def after(self, sentences: Sequence[Span]) -> tuple[Span, ...]:
        """Return the sentences of the hop that answer to some of its source."""
        beads = [bead for bead in self._comparison.alignment if _meet(bead.source, sentences)]
        return tuple(span for bead in beads for span in bead.target)

    def within(self, row: FactRow, sentences: Sequence[Span]) -> bool:
        """Return whether a fact that one side alone has stands in, or answers to, some sentences of the source."""
        found = self._bead(row)
        return found is not None and _meet(self._comparison.alignment[found[1]].source, sentences)


def _words(text: str) -> list[str]:
    return _WORD.findall(comparing_form(text))


def _in_part(words: Sequence[str], there: Sequence[str]) -> bool:
    """Return whether some of a sentence stands among other words: side by side, or piece by piece where it was altered."""
    pairs = set(pairwise(words))
    if not pairs or IN_PART * len(pairs & set(pairwise(there))) >= len(pairs):
        return True
    return 2 * (Counter(words) & Counter(there)).total() >= len(words)


def _meet(ones: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in ones for other in others)
