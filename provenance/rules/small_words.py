"""Small words (the, и, les): where those of one language lead so far, nothing dearer need be asked which language it is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.scripts import HAN
from provenance.tables import shared_table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["speaks"]

LEAD, SAMPLE = 2, 2_000
"""Small words that the declared language must have more of than any other, and the code points they are counted in.

On 9,500 news sentences no other language led so but Bulgarian and Ukrainian, in 8 of 400 Kazakh ones.
"""

_WORD = re.compile(rf"[^\W{HAN}]+")


def speaks(text: str, language: str) -> bool:
    """Return whether the small words of a text are the declared language's, a primary subtag of BCP 47.

    Statistics cost half a millisecond a text, many times as much.
    """
    speakers = _speakers()
    if language not in _with_small_words():
        return False
    found: dict[str, int] = {}
    for word in _WORD.findall(text[:SAMPLE].lower()):
        for tag in speakers.get(word, ()):
            found[tag] = found.get(tag, 0) + 1
    mine = found.pop(language, 0)
    return mine - max(found.values(), default=0) >= LEAD


@cache
def _with_small_words() -> frozenset[str]:
    return frozenset(tag for tags in _speakers().values() for tag in tags)


@cache
def _speakers() -> Mapping[str, tuple[str, ...]]:
    """Return which languages have each small word of two letters or more."""
    speakers: dict[str, tuple[str, ...]] = {}
    for tag, row in shared_table("letters").items():
        for word in row.get("words", "").split():
            if len(word) > 1:
                speakers[word] = (*speakers.get(word, ()), tag)
    return speakers
