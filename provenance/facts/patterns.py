"""Pieces of the patterns that facts are read with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["GAP", "LEFT", "LETTER", "RIGHT", "Rule", "Said", "any_of", "erased", "number_follows"]

Said: TypeAlias = "tuple[int, int, str, bool]"
"""(start, end, value, weak) in the folded text."""


class Rule(NamedTuple):
    """A pattern, what reads a match of it, and how a match may begin."""

    pattern: re.Pattern[str]
    """Matches small letters; what it matches is never empty."""
    read: Callable[[re.Match[str], str], Iterator[Said]]
    """Reads a match; the second argument is the text with its capitals."""
    opens: frozenset[str]
    """Beginnings, of one to three characters, of all that the pattern matches; a space none but in scripts without them."""


# Vowel signs of Indic scripts and vowel points of Arabic and Hebrew are marks, which \w leaves out.
_MARKS = r"\u0591-\u05c7\u064b-\u0655\u0900-\u0903\u093a-\u094f\u0962\u0963"
_WORD = rf"\w{_MARKS}"

GAP = r"(?: {1,3}| ?\n ?)"
"""The space between two words, or one line end."""
LEFT = rf"(?<![{_WORD}])"
LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
RIGHT = rf"(?![{_WORD}])"


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; one that never matches if there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', GAP) for word in ordered)})" if ordered else "(?!)"


def number_follows(text: str, at: int) -> bool:
    """Return whether what follows is another number or was taken out, and so belongs to no number before it."""
    following = text[at : at + 4].lstrip(" -")[:1]
    return following.isdecimal() or following == "\0"


def erased(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text, as long as before, with NUL for every character of the spans, so that no later pattern sees them."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            start = max(start, at)  # noqa: PLW2901 - spans may overlap
            parts += [text[at:start], "\0" * (end - start)]
            at = end
    return "".join((*parts, text[at:]))
