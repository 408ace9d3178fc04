"""What stands around words in a text, and where they stand when UTF-16 units are counted."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.text import Span

__all__ = ["CONTEXT", "around", "in_utf16"]

CONTEXT = 32
"""Code points of a prefix or a suffix: what Hypothes.is writes, too."""

_JOINED = re.compile("[\u200c\u200d\ufe00-\ufe0f\u1160-\u11ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")


def around(text: str, span: Span) -> tuple[str, str]:
    """Return what stands before and after a span, cut between characters as readers see them, never inside one."""
    start = max(0, span.start - CONTEXT)
    while start < span.start and _inside(text, start):
        start += 1
    end = min(len(text), span.end + CONTEXT)
    while end > span.end and _inside(text, end):
        end -= 1
    return text[start : span.start], text[span.end : end]


def in_utf16(text: str, span: Span) -> tuple[int, int]:
    """Return the start and the end of a span in UTF-16 units."""
    start = _units(text[: span.start])
    return start, start + _units(span.of(text))


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _inside(text: str, place: int) -> bool:
    """Return whether a cut would part a mark, a joiner or half of a flag from what it belongs to (after UAX #29)."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return (
        unicodedata.category(after).startswith("M")
        or _JOINED.match(after) is not None
        or before == "\u200d"
        or before + after == "\r\n"
        or (_FLAG.match(before) is not None and _FLAG.match(after) is not None)
    )
