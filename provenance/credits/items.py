"""Which credits belong to another item of a page: a second title or a bare link parts them from the text above."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve

from provenance.credits.linked import is_link
from provenance.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.credits.credit import Credit
    from provenance.text import Span

__all__ = ["doubted"]

SHORT_LINES = 8
"""Lines like titles from which on an article that mostly consists of such is one set in short lines."""

TITLE = 14
"""Words of a line at most that may be the title of another item."""

_BRACKETED = re.compile(r"\s*[(（\[【].*[)）\]】]\s*", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
_SPACED = re.compile(rf"[^\W_{UNSPACED}]+(?:[’'.&-][^\W_{UNSPACED}]+)*")
_PACKED = re.compile(rf"[{UNSPACED}]")
_BODY_END = re.compile(r"[.!?…。！？][\"”»’』」)\]）]*\s*\Z")


def doubted(text: str, lines: Sequence[Span], found: Sequence[Credit]) -> list[Credit]:
    """Return the credits, those doubted that a second title or a bare link parts from the text above them."""
    if not any(map(_may_be_doubted, found)):
        return list(found)
    starts = [line.start for line in lines]
    own = [None if one.line is None else starts[bisect_right(starts, one.line.start) - 1] for one in found]
    credited: dict[int, int] = {}
    for credit, begin in zip(found, own, strict=True):
        if credit.line is not None and begin is not None:
            credited[begin] = max(credited.get(begin, 0), credit.line.end)
    doubtful: set[int] = set()
    body = other = False
    end = 0
    headings = [_is_heading(line.of(text)) for line in lines]
    if sum(headings) >= SHORT_LINES and sum(headings) * 3 > len(lines):
        headings = [is_link(line.of(text)) for line in lines]  # set in short lines throughout: none is a title
    for line, heading in zip(lines, headings, strict=True):
        end = max(end, credited.get(line.start, 0))
        if line.start < end:
            if other:
                doubtful.add(line.start)
            continue
        words = line.of(text)
        if _is_body(words):
            body, other = True, body and other and not _BODY_END.search(words)
        elif body and heading:
            other = True
    return [
        evolve(credit, verdict="doubtful", basis=f"{credit.basis}; below the title or link of another item")
        if begin in doubtful and _may_be_doubted(credit)
        else credit
        for credit, begin in zip(found, own, strict=True)
    ]


def _may_be_doubted(credit: Credit) -> bool:
    return credit.verdict == "accepted" and credit.kind != "disclaimer"


def _is_body(words: str) -> bool:
    return len(words) > 120 or (
        _BODY_END.search(words) is not None and len(_WORD.findall(words)) + len(_PACKED.findall(words)) > 5
    )


def _is_heading(words: str) -> bool:
    """Return whether a line may be the title of another item, or a link to one; a remark in brackets is none."""
    if _BRACKETED.fullmatch(words):
        return False
    if is_link(words):
        return True
    return 3 <= _count(_SPACED, words, TITLE) <= TITLE or 6 <= _count(_PACKED, words, 2 * TITLE) <= 2 * TITLE


def _count(pattern: re.Pattern[str], words: str, most: int) -> int:
    """Return how often a pattern is found, or one more than the most that tell a title."""
    return sum(1 for _ in islice(pattern.finditer(words), most + 1))
