"""Reported clauses without marks around them: a verb of speech, "that", and the clause.

Chinese has no such word; there the clause follows a comma, or a few verbs at once. A position without a reporting
clause ("expressed willingness to …") is no quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.quotations.following import subject_after
from provenance.quotations.frames import tokens
from provenance.quotations.grammar import NEVER, Grammar
from provenance.quotations.packed import subject_of_clause
from provenance.quotations.phrases import Subject
from provenance.quotations.speakers import is_verb
from provenance.quotations.tokens import HIDDEN, Token
from provenance.scripts import UNSPACED
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.quotations.frames import Frame

__all__ = ["Reported", "reported"]

REACH = 110
"""Code points between a verb and its "that" at most."""

FEWEST, FEWEST_PACKED, LOOSE = 2, 4, 8
"""Words of a reported clause at least; characters of a Chinese one; of one without a comma before it."""

_WORD = re.compile(r"\w+")
_LETTER = re.compile(rf"[{UNSPACED}]")
_FINAL = ".!?…。！？；;"
_PACKED_STOP = re.compile(r"[。！？；;!?\n]")


@frozen(kw_only=True)
class Reported:
    """A clause that somebody is said to have said, in other words than his own."""

    cue: Span
    clause: Span
    basis: str
    subject: Subject | None = field(default=None)


def reported(frame: Frame, known: Grammar) -> Iterator[Reported]:
    """Yield the reported clauses of a text in order."""
    yield from _packed(frame, known) if known.packed else _spaced(frame, known)
    if not known.packed:
        yield from _parenthetical(frame, known)


def _spaced(frame: Frame, known: Grammar) -> Iterator[Reported]:
    heads = [(cue, _that(frame, known, cue)) for cue in frame.cues]
    told = -1
    for at, (cue, start) in enumerate(heads):
        if start is None or start < told:
            continue  # a report inside a report is the outer speaker's word
        sentence = frame.sentence(cue.start)
        end = sentence.end
        for later, begin in heads[at + 1 : at + 6]:
            if later.start >= end:
                break
            cut = _coordinate(frame, known, later, start) if begin is not None or _marks_follow(frame, later) else None
            if cut is not None:
                end = cut
                break
        clause = _trimmed(frame, start, end)
        if clause is not None and _says_enough(frame, clause):
            told = clause.end
            yield Reported(cue=cue, clause=clause, basis="verb of speech and reporting clause")


def _that(frame: Frame, known: Grammar, cue: Span) -> int | None:
    """Return where the clause begins that a verb reports; None if no "that" follows it."""
    low = frame.low[cue.start : cue.end]
    if frame.words[max(0, cue.start - 4) : cue.start].rstrip(" \xa0,—–-")[-1:] == HIDDEN:
        return None  # “…”, says a trader that nobody knows
    sentence = frame.sentence(cue.start)
    row = tokens(frame, cue.end, min(sentence.end, cue.end + REACH))
    if low in known["documentary"]:
        return None  # the document says so
    for at, token in enumerate(row[:14]):
        if known.that.fullmatch(token.low):
            return None if low in known["nouns"] and not is_verb(frame, known, cue) else _start(known, row, at)
        comma = token.low == "," and at + 1 < len(row) and known.that.fullmatch(row[at + 1].low)
        if comma:
            continue
        if not token.word or token.low in known["conjunctions"] or token.low in known["subordinators"]:
            return None
        if token.low in known.verb:
            return None
    return None


def _start(known: Grammar, row: Sequence[Token], at: int) -> int | None:
    if at + 1 == len(row) or row[at + 1].low in known["times"]:
        return None  # said that morning
    return row[at + 1].start


def _marks_follow(frame: Frame, cue: Span) -> bool:
    return frame.words[cue.end : cue.end + 2].strip(" ,:")[:1] == HIDDEN


def _coordinate(frame: Frame, known: Grammar, cue: Span, start: int) -> int | None:
    """Return where a clause ends because a verb of the same rank begins another: ", but hinted that"."""
    row = tokens(frame, max(start, cue.start - 80), cue.start)
    at = len(row) - 1
    while at >= 0 and (known.adverb(row[at].low, capital=row[at].capital) or row[at].low in known["auxiliaries"]):
        at -= 1
    if at >= 0 and row[at].low == "," and frame.low[cue.start : cue.end] in known["participles"]:
        return row[at].start
    if at >= 0 and row[at].low not in known["conjunctions"]:
        while at > 0 and row[at].word and row[at].low not in known["conjunctions"]:
            at -= 1
    if at < 0 or row[at].low not in known["conjunctions"]:
        return None
    if at > 0 and row[at - 1].low == ",":
        return row[at - 1].start
    elided = all(
        known.adverb(token.low, capital=token.capital) or token.low in known["auxiliaries"] for token in row[at + 1 :]
    )
    return row[at].start if elided else None


def _trimmed(frame: Frame, start: int, end: int) -> Span | None:
    """Return a clause without the space, comma and final stop at its end; a stop inside marks stays."""
    words = frame.words
    held = {passage.outer.end for passage in [frame.passage_ending(end)] if passage is not None}
    while end > start and end not in held and (words[end - 1].isspace() or words[end - 1] in _FINAL + ",，—–-"):
        end -= 1
        if (passage := frame.passage_ending(end)) is not None:
            held = {passage.outer.end}
    while start < end and (words[start].isspace() or words[start] in ",，:：、"):
        start += 1
    return Span(start, end) if start < end else None


def _says_enough(frame: Frame, clause: Span) -> bool:
    passage = frame.passage_at(clause.start, clause.start + 1)
    if passage is not None and passage.outer.end >= clause.end - 1:
        return False  # marks around it
    words = _WORD.finditer(frame.text, clause.start, clause.end)
    return sum(1 for _ in islice(words, FEWEST)) == FEWEST


def _parenthetical(frame: Frame, known: Grammar) -> Iterator[Reported]:
    """Yield clauses ascribed by a phrase: "according to Marenko, …", «по его словам, …», "…, according to Marenko"."""
    for found in known.according.finditer(frame.low):
        cue = Span(*found.span())
        subject = subject_after(frame, known, cue)
        if subject is not None and subject.kind in {"name", "pronoun", "office"}:
            yield from _ascribed(frame, cue, subject.span.end, subject)
    for found in known.said_of.finditer(frame.low):
        words = [(word.start(), word.end()) for word in _WORD.finditer(found[0])]
        first, last = words[1] if len(words) > 1 else words[0]
        pronoun = Span(found.start() + first, found.start() + last)
        yield from _ascribed(
            frame, Span(*found.span()), found.end(), Subject(kind="pronoun", span=pronoun, name=pronoun)
        )


def _ascribed(frame: Frame, cue: Span, end: int, subject: Subject) -> Iterator[Reported]:
    sentence = frame.sentence(cue.start)
    lead = frame.words[sentence.start : cue.start].strip()
    comma = re.match(r"[^,.;:!?\ue000]{0,60},\s*", frame.words[end : min(sentence.end, end + 70)])
    if not lead and comma is not None:
        clause = _trimmed(frame, end + comma.end(), sentence.end)
    elif lead.endswith(",") and HIDDEN not in lead[-3:] and len(frame.words[end : sentence.end].strip(" .!?…")) < 40:
        clause = _trimmed(frame, sentence.start, sentence.start + frame.words[sentence.start : cue.start].rindex(","))
    else:
        return
    if clause is not None and _says_enough(frame, clause):
        yield Reported(cue=cue, clause=clause, basis="ascribed by a phrase", subject=subject)


def _packed(frame: Frame, known: Grammar) -> Iterator[Reported]:
    told = -1
    stops = [found.start() for found in _PACKED_STOP.finditer(frame.words)]
    for at, cue in enumerate(frame.cues):
        if cue.start < told:
            continue
        sentence = frame.sentence(cue.start)
        start = cue.end
        mark = frame.words[start : start + 1]
        subject = subject_of_clause(frame, known, cue)
        if known.finder("topics") is not NEVER:
            yield from _japanese(frame, cue, subject)
            continue
        if mark in {"，", ",", "：", ":"}:
            start += 1
            fewest = FEWEST_PACKED
        elif known.finder("loose").fullmatch(frame.low, cue.start, cue.end) and _somebody(subject):
            fewest = LOOSE
        else:
            continue
        stop = bisect_left(stops, start)
        end = min(sentence.end, stops[stop] if stop < len(stops) else sentence.end)
        if frame.words[start : start + 1] == HIDDEN or not _LETTER.match(frame.words, start):
            continue
        for later in frame.cues[at + 1 : at + 6]:
            if later.start >= end:
                break
            cut = _packed_coordinate(frame, later, start)
            if cut is not None:
                end = cut
                break
        clause = _trimmed(frame, start, end)
        if clause is not None and subject is not None and _letters(frame, clause, fewest):
            told = clause.end
            yield Reported(cue=cue, clause=clause, basis="verb of speech and reported clause")


def _letters(frame: Frame, clause: Span, fewest: int) -> bool:
    return sum(1 for _ in islice(_LETTER.finditer(frame.text, clause.start, clause.end), fewest)) == fewest


def _japanese(frame: Frame, cue: Span, subject: object) -> Iterator[Reported]:
    """Yield the clause between a topic and the particle before a verb: マレンコ氏は、…と強調した."""
    lead = frame.words[max(0, cue.start - 2) : cue.start]
    end = cue.start - (2 if lead == "とも" else 1)
    if not isinstance(subject, Subject) or not lead.endswith(("と", "とも")) or frame.words[end - 1] == HIDDEN:
        return
    start = subject.span.end + 1
    if HIDDEN in frame.words[start:end] and frame.words[start : start + 2].strip("、")[:1] == HIDDEN:
        return
    clause = _trimmed(frame, start, end) if start < end else None
    if clause is not None and _letters(frame, clause, FEWEST_PACKED):
        yield Reported(cue=cue, clause=clause, basis="verb of speech and reported clause")


def _somebody(subject: object) -> bool:
    return isinstance(subject, Subject) and subject.kind in {"name", "pronoun", "office"}


def _packed_coordinate(frame: Frame, cue: Span, start: int) -> int | None:
    """Return where a clause ends because another verb of speech begins its own: ，并强调，…"""
    comma = max(frame.words.rfind("，", start, cue.start), frame.words.rfind(",", start, cue.start))
    if comma < 0 or cue.start - comma > 40:
        return None
    if frame.words[cue.end : cue.end + 1] not in {"，", ",", "：", ":", HIDDEN}:
        return None
    return comma
