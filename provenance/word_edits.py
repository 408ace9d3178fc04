"""Edits as a reader takes them in: whole words struck and added, in scripts that put spaces between words.

The delta stays what it is; this is a view of it. Where an edit would cut a word in two ("c[o→a]me") it takes the whole of
it ("[come→came]"), a number with its separators ("[4,000→5,000]") and a word with its apostrophe among them. Scripts
without spaces keep their edits by characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from provenance.diff import Edit, readable
from provenance.scripts import UNSPACED
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.diff import Diff
    from provenance.likeness import Op

__all__ = ["at_words", "word_edits"]

# A letter or digit with the marks and joiners that belong to it; Python counts combining marks among no word.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0903\u093a-\u094f\u0951-\u0957"
    "\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03"
    "\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03"
    "\u0d3b-\u0d4d\u0d57\u0d81-\u0d83\u0dca-\u0ddf\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe20-\ufe2f"
)
_LETTER = rf"(?:[^\W{UNSPACED}]|[{_MARKS}])"
# Not possessive around a group: before Python 3.11.5 that keeps what its last, failed round had taken (CPython gh-106052).
_WORD = re.compile(
    rf"{_LETTER}++(?:['\u2019\u02bc\u05f3\u05f4\u00ad]{_LETTER}++|(?<=[0-9])[.,\u00a0\u202f\u2009](?=[0-9]){_LETTER}++)*"
)


def word_edits(diff: Diff, source: str, target: str) -> tuple[Edit, ...]:
    """Return the edits of a diff as they are shown: cleaned up, and none of them cuts a word in two.

    IntegrityError if the diff does not turn the source into the target.
    """
    return at_words(readable(diff, source, target), source, target)


def at_words(edits: Iterable[Edit], source: str, target: str) -> tuple[Edit, ...]:
    """Return edits widened to the ends of the words they touch; changes that only white space parts become one.

    As what is given, what comes back covers both texts without gap, unchanged runs and changed ones by turns.
    """
    words = _Words(source), _Words(target)
    kept = (
        run
        for run in (_narrowed(edit, *words) for edit in edits if edit.op == "equal")
        if run is not None and (_says_something(source, target, run))
    )
    return tuple(_around(kept, len(source), len(target)))


class _Words:
    """Where the words of a text begin and end."""

    def __init__(self, text: str) -> None:
        spans = [found.span() for found in _WORD.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def around(self, place: int) -> tuple[int, int]:
        """Return the bounds of the word that a place cuts in two; the place itself, twice, if it cuts none."""
        at = bisect_right(self._starts, place) - 1
        if at >= 0 and self._starts[at] < place < self._ends[at]:
            return self._starts[at], self._ends[at]
        return place, place


def _narrowed(edit: Edit, source: _Words, target: _Words) -> Edit | None:
    """Return an unchanged run without the parts of words at its ends; None if no more is left of it."""
    first, last = 0, len(edit.source)
    sides = ((source, edit.source.start), (target, edit.target.start))
    while first < last:
        begin = max(words.around(start + first)[1] - start for words, start in sides)
        end = min(words.around(start + last)[0] - start for words, start in sides)
        if (begin, end) == (first, last):
            return Edit(
                op="equal",
                source=Span(edit.source.start + first, edit.source.start + last),
                target=Span(edit.target.start + first, edit.target.start + last),
            )
        first, last = begin, end
    return None


def _says_something(source: str, target: str, run: Edit) -> bool:
    """Return whether an unchanged run is more than white space between two changes."""
    inside = run.source.start > 0 or run.target.start > 0
    inside = inside and (run.source.end < len(source) or run.target.end < len(target))
    return not inside or not run.source.of(source).isspace()


def _around(kept: Iterable[Edit], source: int, target: int) -> Iterator[Edit]:
    """Yield unchanged runs and between them what changed."""
    at = Span(0, 0), Span(0, 0)
    end = Edit(op="equal", source=Span(source, source), target=Span(target, target))
    for run in chain(kept, (end,)):
        gone, come = Span(at[0].end, run.source.start), Span(at[1].end, run.target.start)
        if len(gone) or len(come):
            op: Op = "replace" if len(gone) and len(come) else "delete" if len(gone) else "insert"
            yield Edit(op=op, source=gone, target=come)
        if len(run.source):
            yield run
        at = run.source, run.target
