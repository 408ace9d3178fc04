"""The verb of a remark on who speaks, told by its form where no list knows it: — смеётся Кологривская, dice Alba, – wylicza.

Such a remark stands right behind words that somebody spoke, and a verb opens it, with its subject at once behind; or a
name or pronoun opens it, with the verb behind. Elsewhere a form tells too little, so nothing is looked for there.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.quotations.tokens import Token
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.quotations.grammar import Grammar

__all__ = ["Remark", "remark_at"]

REACH = 100
"""Code points of a remark that are looked at for its verb."""

FEW = 14
"""Words and marks of a remark that are looked at."""

WORDS = 6
"""Words of a subject before its verb at most."""

OBJECT = 3
"""Words of a verb's object between it and its subject at most."""

_WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*[’']?|[^\s\w]|\d+|\ue000+")
_INVERTED = re.compile(r"\w+-(?:t-)?(?:ils?|elles?|on)")
_CLOSED = frozenset(".,!?…—–-:;")


@frozen
class Remark:
    """A remark on who speaks: its verb, and whether the verb opens it."""

    verb: Span
    at_once: bool


def remark_at(text: str, low: str, place: int, end: int, known: Grammar, *, named: bool = False) -> Remark | None:
    """Return the remark that begins at a place, if a verb of its language's forms tells one; ``low`` is the text folded.

    ``named``: a verb alone tells too little, a name in full must stand behind it: « …, clame Odile Garance, … ».
    """
    if known.verb_forms is None:
        return None
    words = (
        Token(
            start, stop, low[start:stop].rstrip("’'") or low[start:stop], text[start].isupper(), text[start].isalpha()
        )
        for start, stop in (found.span() for found in islice(_WORD.finditer(text, place, min(end, place + REACH)), FEW))
    )
    first = next(words, None)
    if first is None or not _opens(first, known):
        return None
    row = [first, *words]
    found = _inverted(row, known)
    if named:
        behind = [word for word in row if found is not None and word.start >= found.verb.end]
        if found is not None and _closed(low[slice(found.verb.start, found.verb.end)], behind):
            return found
        full = len(behind) > 2 and behind[2].low in {",", "."}
        full = full and (
            (behind[0].capital and behind[1].capital)
            or (behind[0].low in known["determiners"] and known.office(behind[1].low))
        )
        return found if full else None
    return found or _straight(row, known)


def _closed(verb: str, behind: list[Token]) -> bool:
    """Return whether a verb with its pronoun is all of a remark, but for a participle: , a-t-il relevé, …"""
    return _INVERTED.fullmatch(verb) is not None and any(word.low in {",", "."} for word in behind[:2])


def _opens(word: Token, known: Grammar) -> bool:
    """Return whether a word may open a remark: most do not, and then none is looked for."""
    return (
        _light(word, known)
        or _verb(word, known)
        or _INVERTED.fullmatch(word.low) is not None
        or word.low in known["pronouns"]
        or (word.capital and word.low not in known.small)
        or known.office(word.low)
        or word.low in known["determiners"]
    )


def _light(word: Token, known: Grammar) -> bool:
    """Return whether a word may stand around a verb of a remark: an adverb, an auxiliary, a hearer."""
    return (
        known.adverb(word.low, capital=word.capital)
        or word.low in known["auxiliaries"]
        or word.low in known["reporters"]
        or word.low in known["times"]
    )


def _verb(word: Token, known: Grammar) -> bool:
    return (
        known.verb_forms is not None
        and word.word
        and not word.capital
        and word.low not in known.small
        and len(word.low) > 2
        and not known.office(word.low)
        and known.verb_forms.fullmatch(word.low) is not None
    )


def _inverted(row: list[Token], known: Grammar) -> Remark | None:
    at = 0
    while at < len(row) and at < 4 and _light(row[at], known):
        at += 1
    if at == len(row):
        return None
    verb = row[at]
    span = Span(verb.start, verb.end)
    if _INVERTED.fullmatch(verb.low):
        return Remark(span, True)
    if not _verb(verb, known):
        return None
    at += 1
    if at == len(row):
        return Remark(span, True)
    while at < len(row) and _light(row[at], known):
        at += 1
    if at == len(row) or row[at].low in _CLOSED:
        return Remark(span, True) if known.elided else None
    if known.genitives and not _subject(row, at, known):
        at = _behind_object(row, at, known)
    return Remark(span, True) if at < len(row) and _subject(row, at, known) else None


def _behind_object(row: list[Token], at: int, known: Grammar) -> int:
    """Return where the subject stands behind a verb's object, at a remark's end: — достал бумагу Маренко."""
    first = at
    while at < len(row) and at - first < OBJECT and row[at].word and not row[at].capital:
        if at > first and known.office(row[at].low) and (at + 1 == len(row) or row[at + 1].low in _CLOSED):
            return at
        at += 1
    named = at
    while named < len(row) and row[named].capital:
        named += 1
    closed = named == len(row) or row[named].low in _CLOSED
    return at if first < at and named > at and closed else len(row)


def _subject(row: list[Token], at: int, known: Grammar) -> bool:
    word = row[at]
    if word.low in known["determiners"] and any(each.low in known["documents"] for each in row[at + 1 : at + 3]):
        return False  # reads the inscription
    return (
        word.low in known["pronouns"]
        or (word.capital and word.low not in known.small)
        or known.office(word.low)
        or word.low in known["determiners"]
    )


def _straight(row: list[Token], known: Grammar) -> Remark | None:
    if not row or not row[0].word or not _subject(row, 0, known):
        return None
    at = 1
    if row[0].low not in known["pronouns"]:
        while (
            at < len(row) and at < WORDS and row[at].word and not _verb(row[at], known) and not _light(row[at], known)
        ):
            if row[at].low in known["prepositions"] or row[at].low in known["relatives"]:
                return None
            at += 1
    while at < len(row) and _light(row[at], known):
        at += 1
    if at < len(row) and _verb(row[at], known):
        return Remark(Span(row[at].start, row[at].end), False)
    return None
