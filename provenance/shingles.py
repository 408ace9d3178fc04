"""Shingles of words: short overlapping runs, each as a number, by which like passages are found among millions.

Runs are two words long or, in scripts without spaces and in Hangul, three characters. Case, width, marks, spaces and
optional vowel signs leave no trace in them, so that words are found however they were typed. Each number is 40 bits of
BLAKE2b (RFC 7693), the same on every machine; unlike Python's own ``hash``.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.scripts import UNSPACED
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MOST", "bare_form", "sampled", "shingles"]

BYTES = 5
"""Of a shingle: 40 bits keep ten million different runs apart but for one in a hundred thousand."""

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
_BETWEEN = re.compile(rf"(?:[^\w{_SIGNS}]|_)+")
_BESIDE_UNSPACED = re.compile(rf"(?<=[{UNSPACED}]) | (?=[{UNSPACED}])")

# Arabic and Hebrew leave vowels out or write them as they please; tatweel only stretches a word.
_OPTIONAL = dict.fromkeys([*range(0x0591, 0x05C0), 0x05C1, 0x05C2, *range(0x064B, 0x0653), 0x0670, 0x0640])


def shingles(words: str) -> tuple[int, ...]:
    """Return the shingles of some words, each once, in order of size; none where there is neither letter nor digit."""
    items = _ITEM.findall(_form(words))
    runs = set(_runs(items))
    if len(runs) < FEW:
        runs.update(items)
    return tuple(sorted(map(_number, runs)))


def _number(run: str) -> int:
    return int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=BYTES).digest())


def sampled(found: Sequence[int]) -> Sequence[int]:
    """Return so many of a text's shingles as are worth asking for: all, or the smallest, which are as good as random."""
    return found if len(found) <= MOST else sorted(found)[:MOST]


def bare_form(words: str) -> str:
    """Return the words without anything that shingles leave out; between two words of letters there is one space."""
    form = _BETWEEN.sub(" ", _form(words)).strip()
    return form if form.isascii() else _BESIDE_UNSPACED.sub("", form)


def _form(words: str) -> str:
    form = comparing_form(words)
    return form if form.isascii() else form.translate(_OPTIONAL)


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
