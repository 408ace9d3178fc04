"""What the value of a credit names: a link, an outlet, a person, a program that translates; or nothing of the kind."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.credits.linked import links_in
from provenance.credits.machines import patterns
from provenance.locator import Locator, outlet_named
from provenance.scripts import UNSPACED
from provenance.tables import languages, table
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from provenance.credits.credit import CreditKind, Verdict

__all__ = ["TRAILING", "accepted", "from_tail", "names", "translator_of", "trimmed"]

WORDS, CHARACTERS = 6, 16
"""Words of a value at most; characters of a script without spaces."""

LISTED = 8
"""Names that one line lists at most."""

TRAILING = " \t\xa0\u3000.,;。，；)]）】〕|/"
"""What may stand behind a name and is no part of it."""

_BY = re.compile(r"[\s,]*(?:by|von|par|por|da) |[ \xa0]?[:：]\s*|[ \xa0](?=[^\W\d_]\. ?[^\W\d_])")
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
_PACKED = re.compile(rf"[{UNSPACED}]")


@cache
def from_tail() -> re.Pattern[str]:
    """Return what finds "from Ukrainian", «с украинского» at the end of a translator's name."""
    return re.compile(rf"[\s,]*(?:{'|'.join(patterns('from'))})\W*\Z", re.IGNORECASE)


@cache
def _languages_by_name() -> re.Pattern[str]:
    """Return what finds the name of a language at the start of a value, in any language that has a table of them."""
    words = [
        in_place(word)
        for tag in languages("language_words")
        for named in table(tag, "language_words").values()
        for word in named
    ]
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    named = "|".join(
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else r"(?!\w)") for word in ordered
    )
    return re.compile(rf"(?:the |l['’])?(?:{named})(?: language| языка| мови)?(?:[\s.,;]*\Z)?")


def translator_of(text: str, value: Span) -> Span | None:
    """Return the translator of "(translated from) Ukrainian by J. Smith", empty if none; None for what is no language."""
    low = in_place(value.of(text))
    named = _languages_by_name().match(low)
    if named is None:
        return None
    by = _BY.match(low, named.end())
    if by is None:
        return Span(value.end, value.end) if named.end() == len(low) else None
    return Span(value.start + by.end(), value.end)


def names(text: str, kind: CreditKind, value: Span) -> list[Span]:
    """Return the names that a value lists (海港日报、渔港晚报), or the value as it is."""
    pieces = value.of(text).split("、")
    if kind not in {"original", "relay"} or not 1 < len(pieces) <= LISTED:
        return [value]
    if not all(0 < len(piece.strip()) <= CHARACTERS for piece in pieces):
        return [value]
    listed, at = [], value.start
    for piece in pieces:
        listed.append(trimmed(text, at, at + len(piece)))
        at += len(piece) + 1
    return listed


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a stretch without the white space around it; where it holds nothing else, an empty one at its start."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    kept = words.rstrip()
    return Span(start + min(lead, len(kept)), start + len(kept)) if kept else Span(start, start)


def accepted(value: str, language: str | None) -> tuple[Verdict, str, Locator | None]:
    """Return whether a value can name a source or a person, why, and the link in it."""
    links = links_in(value + " ")
    if not links and " " not in value and "." in value:
        alone = Locator.parse(value)
        if alone.canonical is not None and re.fullmatch(r"[\w.-]+\.[a-z]{2,18}/?", value.lower()):
            return "accepted", "link", alone
    rest = value
    for span, _ in reversed(links):
        rest = rest[: span.start] + rest[span.end :]
    if links and len(_WORD.findall(rest)) <= WORDS + 2:
        return "accepted", "link", links[0][1]
    bare = value.strip(TRAILING + '«»“”"《》「」')
    if outlet_named(bare) is not None:
        return "accepted", "known outlet", None
    if _speaks(value, language):
        return "rejected", "a verb of speech in the value", None
    packed = len(_PACKED.findall(value))
    words = len(_WORD.findall(_PACKED.sub(" ", value)))
    if words > WORDS or packed > CHARACTERS:
        return "rejected", "too long for a name", None
    return ("accepted", "a few words", None) if words or packed else ("rejected", "no words in the value", None)


@cache
def _speech(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what finds a verb of speech in a language, and what only looks like one; None without a table of cues."""
    data = table(language, "cues")
    if data is None:
        return None
    edges = ("", "") if data["grammar"] == "packed" else (r"(?<!\w)", r"(?!\w)")
    verbs = [verb for verb in data["verbs"] if edges[0] or len(verb) > 1]
    found, beside = (
        re.compile(f"{edges[0]}(?:{'|'.join(sorted(map(in_place, words), key=len, reverse=True)) or '(?!)'}){edges[1]}")
        for words in (verbs, data.get("not_cues", ()))
    )
    return found, beside


def _speaks(value: str, language: str | None) -> bool:
    """Return whether a verb of speech stands in a value, in the article's language or a common one of its script."""
    low = in_place(value)
    for tag in dict.fromkeys([*([language] if language else []), "en", "ru", "uk", "zh"]):
        known = _speech(tag)
        if known is not None and known[0].search(known[1].sub(" ", low)):
            return True
    return False
