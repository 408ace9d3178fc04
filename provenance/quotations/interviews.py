"""Answers of an interview that a label alone sets off: "Q: Do you miss the harbour? / A: I miss the noise."

Questions are whoever asks and stay outside; who answers is whom the text names before the first of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from provenance.quotations.marks import Passage
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.quotations.grammar import Grammar

__all__ = ["with_answers"]

LABELLED = "A:"
"""Opens a passage that a label sets off."""

_LABEL = re.compile(r"([^\W\d_]{1,12})[ \xa0]?[:.：](?:\s|[—–-])+(?=\S)")


def with_answers(
    text: str, passages: Sequence[Passage], paragraphs: Sequence[Span], known: Grammar
) -> tuple[Passage, ...]:
    """Return the passages of a text with the labelled answers of an interview; marks inside one are another voice."""
    asked: list[int] = []
    answers: list[Passage] = []
    for number, paragraph in enumerate(paragraphs):
        label = _LABEL.match(text, paragraph.start, paragraph.end)
        if label is None:
            continue
        low = in_place(label[1])
        if low in known["questions"]:
            asked.append(number)
        elif low in known["answers"] and asked:
            led = paragraphs[asked[0] - 1].end if asked[0] else 0
            piece = Span(label.end(), paragraph.end)
            answers.append(Passage(paragraph, (piece,), LABELLED, voice="answered", led=led))
    if not answers:
        return tuple(passages)
    starts = [one.outer.start for one in answers]
    apart = [one for one in passages if not _inside(one, answers, starts)]
    return tuple(sorted([*apart, *answers], key=lambda one: one.outer))


def _inside(passage: Passage, answers: Sequence[Passage], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, passage.outer.end) - 1
    return at >= 0 and answers[at].outer.overlaps(passage.outer)
