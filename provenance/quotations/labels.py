"""Inscriptions and names: words that stand on something, or are what it is called, were said by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.quotations.frames import tokens
from provenance.quotations.phrases import Subject
from provenance.quotations.speakers import subject_before

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar
    from provenance.text import Span

__all__ = ["LABEL", "announced", "labelled", "labelled_subject"]

LABEL = 8
"""Code points before a colon in which the word for a name or an inscription stands: 还有一个响亮的名字：“…”."""

FAR = 40
"""Code points behind a verb in which an inscription may be its subject."""


def labelled_subject(frame: Frame, known: Grammar, cue: Span) -> bool:
    """Return whether an inscription is what "says" the words: un letrero advierte: “…”."""
    subject = subject_before(frame, known, cue)
    if not isinstance(subject, Subject):
        return False
    return any(token.low in known["labels"] for token in tokens(frame, subject.span.start, subject.span.end))


def labelled(frame: Frame, known: Grammar, begin: int, place: int, *, whole: bool = False) -> bool:
    """Return whether what stands before a colon says where the words are written, or that they are a name."""
    if whole and not known.packed:
        return any(token.low in known["labels"] for token in tokens(frame, begin, place))
    if known.packed:
        return known.finder("labels").search(frame.low, max(begin, place - LABEL), place) is not None
    return any(token.low in known["labels"] for token in tokens(frame, max(begin, place - 5 * LABEL), place))


def announced(frame: Frame, known: Grammar, cue: Span) -> bool:
    """Return whether an inscription is what "says" the words before it: « Fermé », annonce une pancarte."""
    row = tokens(frame, cue.end, cue.end + FAR)
    return any(token.low in known["labels"] for token in row[:2])
