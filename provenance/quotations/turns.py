"""Talk in turns, without marks: a label before each turn (记者：…, Marenko: …), or a long dash before each question.

A label alone is no talk: a list has labels too. At least three paragraphs in a row have one, two labels take turns, and
one of them asks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.quotations.marks import Passage, Voice
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.quotations.grammar import Grammar

__all__ = ["in_turns"]

FEWEST = 3
"""Turns of a talk at least."""

APART = 3
"""Paragraphs between two questions of one talk at most."""

_MARKS = '“”„‟«»「」『』‘’"＂《》〈〉'
_LABEL = re.compile(
    rf"(?P<label>[^\W_][^:：,，.。、；;!?！？\n{_MARKS}]{{0,28}}?)[ \xa0]?[:：][ \t\xa0\u3000]*"
    rf"(?:[（(][^（()）\n]{{1,12}}[)）][ \t\u3000]*)?(?=[^\s/{_MARKS}])"
)
_ASKED = re.compile(r"(?:――|——|──|―|─)[ \u3000]*(?=[^\s―—─])")
_QUESTION = re.compile(r"[?？][\"”»」』)）]*\Z")


def in_turns(text: str, passages: Sequence[Passage], paragraphs: Sequence[Span], known: Grammar) -> tuple[Passage, ...]:
    """Return the passages of a text with the turns of talk in it; marks inside a turn are another voice or a name."""
    spoken = [*_labelled(text, paragraphs, known), *(_dashed(text, paragraphs) if known.packed else ())]
    if not spoken:
        return tuple(passages)
    starts = sorted((one.outer.start, one.outer.end) for one in spoken)
    outside = []
    for passage in passages:
        at = bisect_left(starts, (passage.outer.start + 1, 0)) - 1
        if at < 0 or passage.outer.start >= starts[at][1]:
            outside.append(passage)
    return tuple(sorted([*outside, *spoken], key=lambda passage: (passage.outer.start, passage.outer.end)))


def _labelled(text: str, paragraphs: Sequence[Span], known: Grammar) -> Iterator[Passage]:
    row: list[tuple[Span, re.Match[str]]] = []
    for paragraph in paragraphs:
        found = _LABEL.match(text, paragraph.start, paragraph.end)
        if found is None:
            if row:
                yield from _talk(text, row, known)
                row = []
        else:
            row.append((paragraph, found))
    yield from _talk(text, row, known)


def _talk(text: str, row: Sequence[tuple[Span, re.Match[str]]], known: Grammar) -> Iterator[Passage]:
    """Yield the turns of a row of paragraphs with labels, if they are a talk."""
    labels = [found["label"] for _, found in row]
    asks = [_QUESTION.search(text, max(one.start, one.end - 4), one.end) is not None for one, _ in row]
    in_turn = all(first != second for first, second in pairwise(labels))
    if len(row) < FEWEST or not any(asks) or not in_turn or not 2 <= len(set(labels)) < len(labels):
        return
    for paragraph, found in row:
        label = in_place(found["label"])
        voice: Voice = "named"
        if label in known["askers"] or label in known["answers"]:
            voice = "asked" if label in known["askers"] else "answered"
        yield Passage(
            paragraph,
            (Span(found.end(), paragraph.end),),
            "—",
            voice=voice,
            led=row[0][0].start,
            label=Span(*found.span("label")),
        )


def _dashed(text: str, paragraphs: Sequence[Span]) -> Iterator[Passage]:
    """Yield the questions that a long dash begins, as Chinese and Japanese print has them; the answers stand behind."""
    led, last = -1, -1
    for number, paragraph in enumerate(paragraphs):
        found = _ASKED.match(text, paragraph.start, paragraph.end)
        if found is not None:
            led = paragraph.start if last < 0 or number - last > APART else led
            last = number
            yield Passage(paragraph, (Span(found.end(), paragraph.end),), "—", voice="asked", led=led)
