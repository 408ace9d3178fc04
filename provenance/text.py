"""Words in a language: how they stand, and where in them something stands."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.errors import RecordError, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Mode", "Span", "Text", "alternatives", "check_language", "comparing_form", "in_place", "unbroken"]

_TAG = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4}|[A-Za-z]{5,8})"  # language, extended language
    r"(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"  # script, region
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"  # variants
    r"(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"  # extensions
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"  # private use
)


LONGEST_TAG = 255
"""Characters of a language tag; RFC 5646 (section 4.4) asks for 35."""


@lru_cache(maxsize=1024)
def check_language(tag: str) -> str:
    """Return a language tag in its customary case ("zh-Hant-TW"); RecordError if it is not well-formed BCP 47 (RFC 5646)."""
    if len(tag) > LONGEST_TAG or not _TAG.fullmatch(tag):
        raise RecordError(
            f"not a language tag – {shown(tag)} – write one such as ru, zh-Hant or pt-BR (BCP 47)",
            field="language",
            value=tag,
        )
    first, *others = tag.lower().split("-")
    customary = [first]
    for place, part in enumerate(others):
        if len(part) == 1:  # from a singleton on all is lower case (RFC 5646, section 2.1.1)
            customary += others[place:]
            break
        customary.append(
            part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part
        )
    return "-".join(customary)


class Mode(StrEnum):
    """How words stand in a text: in marks and whole, in marks and in part, reported, or summed up."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"
    SUMMARY = "summary"


@frozen(order=True)
class Span:
    """A stretch of text in Unicode code points, half open: [start, end)."""

    start: int = field()
    end: int = field()

    @end.validator
    def _ordered(self, _attribute: object, value: int) -> None:
        if not (type(self.start) is int and type(value) is int and 0 <= self.start <= value):
            raise RecordError(
                f"not a span – [{shown(self.start)}, {shown(value)}) – whole numbers, from 0, the end not before the start",
                field="span",
                value=(self.start, value),
            )

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words that stand there."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Return whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@frozen
class Text:
    """Words, exactly as given, and the language (BCP 47) they are declared to be in."""

    words: str
    language: str | None = None


_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″「」『』〝〞〟", '"'),
        **dict.fromkeys("‘’‚‛‹›′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_SPACE = re.compile(r"\s")
_BEGINS = re.compile(r"[^\W_](?![?*+{])")
_GROUP = re.compile(r"(?<!\\)\([^()]*\)")
_YO = re.compile("ё\u0308*")


def comparing_form(words: str) -> str:
    """Return the words as they are compared, never as they are kept: NFKC, one kind of quote and dash, small letters.

    White space of any kind and length becomes one space; invisible joiners and direction marks vanish; ё is е. What is
    in comparing form already stays as it is.
    """
    if words.isascii():
        return " ".join(words.lower().split())
    # Invisible signs go first, for they keep letters and their marks apart; marks are sought in what NFKC makes of them.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words.translate(_INVISIBLE)).casefold())
    return " ".join(_YO.sub("е", folded.translate(_MARKS)).split())


def in_place(words: str) -> str:
    """Return the words in small letters, with ё as е and one apostrophe, every character where it stood."""
    return words.replace("İ", "i").lower().replace("ё", "е").replace("'", "’")


def unbroken(text: str, told: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches without white space in which a pattern is found: a dear one need be tried nowhere else."""
    end = 0
    while (found := told.search(text, end)) is not None:
        start = found.start()
        while start > end and not text[start - 1].isspace():
            start -= 1
        ended = _SPACE.search(text, found.start())
        end = len(text) if ended is None else ended.start()
        yield start, end


def alternatives(patterns: Iterable[str], *, unlike: str = "") -> str:
    """Return the pattern that tries patterns in the order given, and finds what they do when joined by ``|``.

    Neighbours that begin with the same letters share them, so that most are passed over at once where another one
    stands. A character like ``unlike``, a class, may not stand before a match: the pattern says so behind its first
    letter, so that where they are few nothing is tried elsewhere.
    """
    groups: list[dict[str, list[str]]] = [{}]
    for pattern in patterns:
        if _BEGINS.match(pattern) is not None and "|" not in _GROUP.sub("", pattern):
            groups[-1].setdefault(pattern[0], []).append(pattern[1:])
        else:
            groups += [{pattern: []}, {}]
    found = []
    for first, rests in ((first, rests) for group in groups for first, rests in group.items()):
        if not rests:
            found.append(f"(?<!{unlike})(?:{first})" if unlike else first)
        else:
            edge = f"(?<!{unlike}{first})" if unlike else ""
            found.append(first + edge + (rests[0] if len(rests) == 1 else f"(?:{alternatives(rests)})"))
    return "|".join(found)
