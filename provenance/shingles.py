"""Shingles of words: short overlapping runs, each as a number, by which like passages are found among millions.

Runs are two words long or, in scripts without spaces and in Hangul, three characters. Case, width, marks, spaces and
optional vowel signs leave no trace in them, so that words are found however they were typed. Each number is the CRC-32
of a run in UTF-8 (RFC 1952, section 8): the same on every machine, unlike Python's own ``hash``, and quick. That one run
in some hundreds shares its number with another does no harm: shingles only nominate, and what they nominate is ranked
exactly.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from provenance.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MOST", "bare_form", "sampled", "shingles"]

BITS = 32
"""Of a shingle."""

FEW = 3
"""Shingles below which single words stand in too: what has fewer would hardly be found."""

MOST = 400
"""Shingles that are asked for at most; a long text is as well known by some hundreds of its runs as by all."""

_SIGNS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0970-\u0dff"
)
"""Signs inside words that are no letters to Python: combining marks, vowel signs of India."""

_WORD = rf"[^\W_{UNSPACED}]+(?:[{_SIGNS}]+[^\W_{UNSPACED}]*)*"
_ITEM = re.compile(rf"[{UNSPACED}][\u0300-\u036f\ufe00-\ufe0f]*|{_WORD}")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_RUN = re.compile(rf"{_WORD}|(?:[{UNSPACED}][\u0300-\u036f\ufe00-\ufe0f]*)+")
_BESIDE_UNSPACED = re.compile(rf" (?:(?<=[{UNSPACED}] )|(?=[{UNSPACED}]))")
"""It begins with what it must find, so that it is sought there alone."""

# What words may be typed with or without: joiners and direction marks; vowels in Arabic and Hebrew; tatweel, which only
# stretches a word.
_OPTIONAL = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0591-\u05bf\u05c1\u05c2\u0640\u064b-\u0652\u0670]+"
)


def shingles(words: str) -> tuple[int, ...]:
    """Return the shingles of some words, each once, in order of size; none where there is neither letter nor digit."""
    items = _ITEM.findall(_form(words))
    runs = set(_runs(items))
    if len(runs) < FEW:
        runs.update(items)
    return tuple(sorted({crc32(run.encode("utf-8", "surrogatepass")) for run in runs}))


def sampled(found: Sequence[int]) -> Sequence[int]:
    """Return so many of a text's shingles as are worth asking for: all, or the smallest, which are as good as random."""
    return found if len(found) <= MOST else sorted(found)[:MOST]


def bare_form(words: str) -> str:
    """Return the words without anything that shingles leave out; between two words of letters there is one space."""
    form = " ".join(_RUN.findall(_form(words)))
    return form if form.isascii() else _BESIDE_UNSPACED.sub("", form)


def _form(words: str) -> str:
    """Return the words in comparing form but for marks and spaces, which are left out anyway."""
    if words.isascii():
        return words.lower()
    if _OPTIONAL.search(words):
        words = _OPTIONAL.sub("", words)
    folded = unicodedata.normalize("NFKC", words).casefold()
    return unicodedata.normalize("NFKC", folded).replace("ё", "е")


def _runs(items: list[str]) -> Iterator[str]:
    """Yield neighbours: two that are not both of an unspaced script, or three that are."""
    if not _UNSPACED.search("".join(items)):
        yield from map(" ".join, pairwise(items))
        return
    kinds = [_UNSPACED.match(item) is not None for item in items]
    for place in range(len(items) - 1):
        if not (kinds[place] and kinds[place + 1]):
            yield f"{items[place]} {items[place + 1]}"
        elif place + 2 < len(items) and kinds[place + 2]:
            yield "".join(items[place : place + 3])
