"""Which credits belong to another item of a page: a second title or a bare link parts them from the text above."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from attrs import evolve

from provenance.credits.linked import is_link
from provenance.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    starts = [line.start for line in lines]
    own = [None if one.line is None else starts[bisect_right(starts, one.line.start) - 1] for one in found]
    credited: dict[int, int] = {}
    for credit, begin in zip(found, own, strict=True):
        if credit.line is not None and begin is not None:
            credited[begin] = max(credited.get(begin, 0), credit.line.end)
    begun = {begin for credit, begin in zip(found, own, strict=True) if _may_be_doubted(credit)}
    doubtful = begun.intersection(_below(text, lines, credited, _is_heading)) if begun else set()
    if doubtful and _in_short_lines(text, lines):  # none of them is a title
        doubtful = begun.intersection(_below(text, lines, credited, is_link))
    return [
        evolve(credit, verdict="doubtful", basis=f"{credit.basis}; below the title or link of another item")
        if begin in doubtful and _may_be_doubted(credit)
        else credit
        for credit, begin in zip(found, own, strict=True)
    ]


def _below(
    text: str, lines: Sequence[Span], credited: dict[int, int], is_title: Callable[[str], bool]
) -> Iterator[int]:
    """Yield where the lines with credits begin that stand below the title of another item."""
    body = other = False
    end = 0
    for line in lines:
        end = max(end, credited.get(line.start, 0))
        if line.start < end:
            if other:
                yield line.start
            continue
        words = line.of(text)
        if _is_body(words):
            body, other = True, body and other and not _BODY_END.search(words)
        elif body and not other:
            other = is_title(words)


def _in_short_lines(text: str, lines: Sequence[Span]) -> bool:
    """Return whether an article mostly consists of lines like titles."""
    titles = sum(_is_heading(line.of(text)) for line in lines)
    return titles >= SHORT_LINES and titles * 3 > len(lines)


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
    return 3 <= len(_SPACED.findall(words)) <= TITLE or 6 <= len(_PACKED.findall(words)) <= 2 * TITLE
