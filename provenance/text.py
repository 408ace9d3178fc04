"""Words in a language: how they stand, and where in them something stands."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from attrs import field, frozen

from provenance.errors import RecordError

__all__ = ["Mode", "Span", "Text", "check_language", "comparing_form"]

_TAG = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4}|[A-Za-z]{5,8})"  # language, extended language
    r"(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"  # script, region
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"  # variants
    r"(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"  # extensions
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"  # private use
)


def check_language(tag: str) -> str:
    """Return a language tag in its customary case ("zh-Hant-TW"); RecordError if it is not well-formed BCP 47 (RFC 5646)."""
    if not _TAG.fullmatch(tag):
        raise RecordError(
            f"not a language tag – {tag!r} – write one such as ru, zh-Hant or pt-BR (BCP 47)",
            field="language",
            value=tag,
        )
    parts = tag.split("-")
    customary = [parts[0].lower()]
    for part in parts[1:]:
        if len(customary[-1]) == 1:  # after a singleton all is lower case (RFC 5646, section 2.1.1)
            customary.append(part.lower())
        elif len(part) == 2:
            customary.append(part.upper())
        elif len(part) == 4 and part.isalpha():
            customary.append(part.title())
        else:
            customary.append(part.lower())
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
        if not 0 <= self.start <= value:
            raise RecordError(
                f"not a span – [{self.start}, {value}) – start at 0 or later, end not before the start",
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


_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂「」『』〝〞", '"'),
        **dict.fromkeys("‘’‚‛‹›′＇", "'"),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        "…": "...",
        "ё": "е",
        "Ё": "Е",
        "\u00ad": "",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\u2060": "",
        "\ufeff": "",
        **dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
    }
)


def comparing_form(words: str) -> str:
    """Return the words as they are compared, never as they are kept: NFKC, one kind of quote and dash, small letters.

    White space of any kind and length becomes one space; invisible joiners and direction marks vanish; ё is е.
    """
    folded = unicodedata.normalize("NFKC", words.translate(_MARKS)).casefold()
    return " ".join(folded.split())
