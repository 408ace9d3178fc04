"""Marks laid over words: elements that begin and end anywhere, nested as HTML asks, each split where another crosses it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from provenance.reports.escaping import escaped
from provenance.reports.page.markup import opened
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Mark", "clipped", "marked"]


@frozen(kw_only=True)
class Mark:
    """A stretch of words, the element it is shown as, and what stands after it."""

    span: Span
    tag: str
    kind: str = field(default="")
    """The classes of the element."""
    id: str | None = field(default=None)
    after: str = field(default="")
    """HTML that follows the element, once."""

    def opening(self, *, first: bool) -> str:
        """Return the start tag; an id stands on the first piece alone."""
        return opened(self.tag, id=self.id if first else None, class_=self.kind or None)


def clipped(marks: Iterable[Mark], cells: Sequence[Span]) -> list[list[Mark]]:
    """Return for each cell of a text, in the order of their places, the marks that fall into it, cut at its edges."""
    starts = [cell.start for cell in cells]
    found: list[list[Mark]] = [[] for _ in cells]
    for mark in marks:
        at = max(0, bisect_right(starts, mark.span.start) - 1)
        touched = []
        while at < len(cells) and cells[at].start < mark.span.end:
            start, end = max(mark.span.start, cells[at].start), min(mark.span.end, cells[at].end)
            if start < end:
                touched.append((at, Span(start, end)))
            at += 1
        for place, (cell, span) in enumerate(touched):
            found[cell].append(
                evolve(
                    mark,
                    span=span,
                    id=mark.id if place == 0 else None,
                    after=mark.after if place == len(touched) - 1 else "",
                )
            )
    return found


def marked(text: str, cell: Span, marks: Iterable[Mark]) -> str:
    """Return the words of a cell as HTML with marks over them; the longest stand outside, then in the order given."""
    nest = _Nest(text, cell.start)
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        nest.close(mark.span.start)
        nest.open(mark)
    nest.close(cell.end)
    nest.words(cell.end)
    return "".join(nest.html)


class _Nest:
    """The elements that are open at a place of a text."""

    def __init__(self, text: str, start: int) -> None:
        self.html: list[str] = []
        self._text = text
        self._at = start
        self._open: list[Mark] = []

    def words(self, end: int) -> None:
        """Write the words up to a place."""
        if end > self._at:
            self.html.append(escaped(self._text[self._at : end]))
            self._at = end

    def open(self, mark: Mark) -> None:
        """Write the words before a mark, then open it."""
        self.words(mark.span.start)
        self.html.append(mark.opening(first=True))
        self._open.append(mark)

    def close(self, place: int) -> None:
        """Close what ends at a place or before it, in the order of its ends; what it crosses is opened again.

        What follows marks that end together stands after all of them, that of the innermost first.
        """
        while True:
            end = min((mark.span.end for mark in self._open if mark.span.end <= place), default=None)
            if end is None:
                return
            self.words(end)
            level = next(number for number, mark in enumerate(self._open) if mark.span.end == end)
            closed = self._open[level:]
            crossed = [mark for mark in closed if mark.span.end != end]
            self.html += [f"</{mark.tag}>" for mark in reversed(closed)]
            self.html += [mark.after for mark in reversed(closed) if mark.span.end == end]
            self.html += [mark.opening(first=False) for mark in crossed]
            self._open[level:] = crossed
