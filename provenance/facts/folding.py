"""A text as the readers of facts see it: one spelling for each digit, space and letter, and the way back to the original.

Not NFKC: that turns 12½ into 121⁄2. Composed and decomposed letters read alike, wide and other scripts' digits become
ASCII, invisible joiners and direction marks vanish, ё is е. Vulgar fractions stay one character.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.scripts import HAN, KANA
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Folded", "fold", "small"]

_LONGEST_CLUSTER = 32  # putting marks in canonical order takes time by the square of their number
_SPECIAL = {
    **dict.fromkeys(
        "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e", ""),
    **dict.fromkeys("\u2066\u2067\u2068\u2069", ""),
    **dict.fromkeys("‘’ʼ′＇՚׳", "'"),
    **dict.fromkeys("‐‑−－﹣", "-"),
    "‒": "–",
    "٪": "%",
    "﹪": "%",
    "٫": ".",
    "٬": ",",
    "﹐": "，",
    "，": "，",
    "ё": "е",
    "Ё": "Е",
    "〜": "～",
}
FEW = 24
"""Characters to be spelt otherwise up to which each is replaced by itself: that is quicker than to look at all."""

_PIECE = re.compile(
    "(?:[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6][\u11a8-\u11ff\ud7cb-\ud7fb]?|.)", re.DOTALL
)
_UNSPACED = f"{HAN}{KANA}\u3001-\u3003\u3008-\u3011\uff01-\uff0f"
_SPACES = re.compile(" +")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


@frozen
class Folded:
    """A folded text, the same in small letters, and where each character came from."""

    text: str = field()
    lower: str = field()
    """Small letters, character for character."""
    starts: tuple[int, ...] | None = field()
    """Where each character starts in the original, and one more; None if every character stands where it stood."""
    ends: tuple[int, ...] | None = field()

    def span(self, start: int, end: int) -> Span:
        """Return the span in the original text."""
        if self.starts is None or self.ends is None:
            return Span(start, end)
        if start >= end:
            return Span(self.starts[start], self.starts[start])
        return Span(self.starts[start], self.ends[end - 1])


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)
    return _SPECIAL.get(composed := unicodedata.normalize("NFC", character), composed)


@lru_cache(maxsize=8192)
def _simple(character: str) -> bool:
    """Return whether the character folds to exactly one, whatever stands before it."""
    return len(_folded(character)) == 1 and not _joins(character)


@lru_cache(maxsize=8192)
def _joins(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7fb"
    )


def small(words: str) -> str:
    """Return the words in small letters, character for character; Turkish dotless and dotted i are one."""
    # Of all letters ``lower`` makes İ alone two, and looks around Σ alone (Unicode, SpecialCasing)
    return words.replace("İ", "i").replace("ı", "i").replace("Σ", "σ").lower()


def fold(text: str, language: str | None) -> Folded:
    """Return the text folded; in Chinese and Japanese without the spaces a tokeniser put beside Han characters."""
    letters = set(text)
    spelling = {letter: other for letter in letters if (other := _folded(letter)) != letter}
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None
    if all(map(_simple, letters)):
        folded = _respelt(text, spelling)
    else:
        odd = "".join(sorted(letter for letter in letters if not _simple(letter)))
        folded, starts, ends = _clustered(text, {one: spelling[one] for one in spelling if one not in odd}, odd)
    if language is not None and language.split("-")[0] in {"zh", "ja"} and " " in folded:
        folded, starts, ends = _unspaced(folded, starts, ends)
    return Folded(folded, small(folded), starts, ends)


def _respelt(text: str, spelling: dict[str, str]) -> str:
    """Return the text with each character of the spelling, which spells none of its own, in the other's place."""
    if len(spelling) > FEW or not spelling.keys().isdisjoint(spelling.values()):
        return text.translate({ord(letter): other for letter, other in spelling.items()})
    for letter, other in spelling.items():
        text = text.replace(letter, other)
    return text


def _clusters(text: str) -> list[tuple[int, int]]:
    clusters: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if clusters and end - start == 1 and _joins(text[start]) and start - clusters[-1][0] < _LONGEST_CLUSTER:
            clusters[-1] = (clusters[-1][0], end)
        else:
            clusters.append((start, end))
    return clusters


def _clustered(text: str, spelling: dict[str, str], odd: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return a text folded cluster by cluster where odd characters stand, which join what is before them or vanish."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for run in re.finditer(f"[{re.escape(odd)}]+", text):
        first, last = max(at, run.start() - 1), run.end()
        folded.append(_respelt(text[at:first], spelling))
        starts += range(at, first)
        ends += range(at + 1, first + 1)
        for begin, end in _clusters(text[first:last]):
            piece = text[first + begin : first + end]
            for character in piece if end == begin + 1 else unicodedata.normalize("NFC", piece):
                for one in _folded(character):
                    folded.append(one)
                    starts.append(first + begin)
                    ends.append(first + end)
        at = last
    folded.append(_respelt(text[at:], spelling))
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return "".join(folded), (*starts, len(text)), tuple(ends)


def _unspaced(
    folded: str, starts: tuple[int, ...] | None, ends: tuple[int, ...] | None
) -> tuple[str, tuple[int, ...] | None, tuple[int, ...] | None]:
    whole: tuple[Sequence[int], Sequence[int]] = (range(len(folded) + 1), range(1, len(folded) + 1))
    begins, stops = whole if starts is None or ends is None else (starts, ends)
    kept, begun, ended = [], list[int](), list[int]()
    at = 0
    for space in _SPACES.finditer(folded):
        start, end = space.span()
        if _IS_UNSPACED.match(folded, end) or (start and _IS_UNSPACED.match(folded, start - 1)):
            kept.append(folded[at:start])
            begun += begins[at:start]
            ended += stops[at:start]
            at = end
    if not kept:
        return folded, starts, ends
    return "".join((*kept, folded[at:])), (*begun, *begins[at:]), (*ended, *stops[at:])
