"""Whom a sentence speaks of, apart from verbs of speech: people named and people only described.

Where nobody is said to have said something, whoever acts near it may be who speaks. A capital shows a name only inside a
sentence, or where the word never stands without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from provenance.quotations.following import starting_at
from provenance.quotations.frames import tokens
from provenance.quotations.phrases import ELIDED, Phrases, Subject
from provenance.quotations.tokens import stem
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar
    from provenance.quotations.tokens import Token

__all__ = [
    "body_told_of",
    "described_in",
    "first_body",
    "first_subject",
    "names_in",
    "office_in",
    "opening_noun",
    "plural_in",
]

BEFORE = 260
"""Code points of a sentence that are looked at."""

BEHIND = 180
"""Code points behind a verb without speaker in which a body is told of."""

OPENING = 5
"""Words of a sentence in which it says whom it is about."""

_DOUBLE = re.compile(r"[^\W\d_a-zа-яё]\w{2,}[-‑][^\W\d_a-zа-яё]\w{2,}")


def first_subject(frame: Frame, known: Grammar, sentence: Span, before: int) -> Subject | None:
    """Return the first noun phrase of a sentence that no preposition governs, if it may be a speaker."""
    row = tokens(frame, sentence.start, min(before, sentence.start + BEFORE))
    phrases = Phrases(row, known)
    for at in range(len(row)):
        token = row[at]
        if token.low in known["own"]:
            return None
        last = at + 1 == len(row)
        if token.low in known["pronouns"]:
            return phrases.subject("pronoun", at, at + 1)
        if token.word and known.person(token.low) and _own_part(phrases, at):
            continue
        if token.word and known.person(token.low) and phrases.after_preposition(at) is None:
            found = starting_at(phrases, at)
            if found is not None and found.kind in {"name", "office"}:
                return found
        if phrases.is_name(at) and (last or not phrases.is_name(at + 1)):
            first, subject = phrases.ending_at(at) or (at, None)
            if first == at and not _proper(frame, known, token, first=at == 0):
                continue
            if subject is not None and phrases.after_preposition(first) is None and subject.kind != "other":
                return subject
    return None


def _proper(frame: Frame, known: Grammar, token: Token, *, first: bool) -> bool:
    """Return whether a word is a name though it opens its sentence, where any word has a capital."""
    return not first or known.capital_nouns or frame.rows.names(stem(token.low)) or _few(frame)


def _few(frame: Frame) -> bool:
    """Return whether a text is too short to show what its capitals mean."""
    return len(frame.sentences) <= 3


def _named_after(phrases: Phrases, subject: Subject, at: int) -> bool:
    """Return whether a name only tells whose relative is named behind it: «Жена Прохватилова, Зоя Андреевна, …»."""
    row = phrases.row
    return (
        phrases.known.genitives
        and subject.office is not None
        and at + 2 < len(row)
        and row[at + 1].low == ","
        and phrases.is_name(at + 2)
    )


def body_told_of(frame: Frame, known: Grammar, cue: Span) -> Subject | Literal["elided"]:
    """Return the body whose statement a verb without speaker reads from: "…", heißt es in einer Mitteilung des Verbands."""
    for token in tokens(frame, cue.end, min(frame.sentence(cue.start).end, cue.end + BEHIND)):
        if not token.word:
            break
        if token.low in known["bodies"] or token.low.removesuffix("s") in known["bodies"]:
            span = Span(token.start, token.end)
            return Subject(kind="body", span=span, name=span)
    return ELIDED


def office_in(frame: Frame, known: Grammar, sentence: Span) -> Subject | None:
    """Return the last office or body of a sentence that a preposition governs: « Même prudence chez les gendarmes : … »."""
    row = tokens(frame, sentence.start, sentence.end)
    phrases = Phrases(row, known)
    for at in range(len(row) - 1, 0, -1):
        if row[at].word and phrases.plain(at) and _people(known, row[at].low):
            person = _people(known, row[at].low) and row[at].low not in known["bodies"]
            return phrases.subject("office" if person else "body", at, at + 1)
    return None


def first_body(frame: Frame, known: Grammar, sentence: Span) -> Subject | None:
    """Return the first body of a stretch that no preposition governs: «Предприятие прислало ответ: «…»»."""
    if not known.genitives:
        return None
    row = tokens(frame, sentence.start, min(sentence.end, sentence.start + BEFORE))
    phrases = Phrases(row, known)
    for at, token in enumerate(row):
        if token.low in known["bodies"] and phrases.after_preposition(at) is None:
            return phrases.subject("body", at, at + 1)
    return None


def opening_noun(frame: Frame, known: Grammar, sentence: Span) -> Subject | None:
    """Return the noun with its article that a sentence begins with, if no list says it is a thing: "A regular nods"."""
    row = tokens(frame, sentence.start, min(sentence.end, sentence.start + BEFORE))
    at = 0
    while at < len(row) and row[at].low in known["determiners"]:
        at += 1
    if at in {0, len(row)} or not Phrases(row, known).plain(at):
        return None
    thing = any(row[at].low in known[kind] for kind in ("documents", "labels", "bodies", "events", "things"))
    return None if thing else Phrases(row, known).subject("other", at, at + 1)


def _apposed_name(phrases: Phrases, at: int) -> Subject | None:
    """Return the name between commas behind a description: "Her nephew, Colm, was sitting beside her"."""
    row = phrases.row
    comma = at + 1
    while phrases.known.genitives and comma < min(at + 3, len(row)) and not row[comma].capital and row[comma].word:
        comma += 1  # Siostra obu braci, Dorota, …
    end = comma + 1
    while end < len(row) and phrases.is_name(end):
        end += 1
    if end == comma + 1 or end >= len(row) or row[comma].low != "," or row[end].low != ",":
        return None
    return Subject(
        kind="name",
        span=Span(row[at].start, row[end - 1].end),
        name=Span(row[comma + 1].start, row[end - 1].end),
        office=Span(row[at].start, row[comma - 1].end),
    )


def described_in(frame: Frame, known: Grammar, sentence: Span, *, anywhere: bool = False) -> Subject | None:
    """Return the first person of a sentence who is not named but described, by the noun alone: "A boy of ten looks up".

    ``anywhere``: behind a preposition too.
    """
    row = tokens(frame, sentence.start, min(sentence.end, sentence.start + BEFORE))
    phrases = Phrases(row, known)
    for at, token in enumerate(row):
        if not token.word:
            continue
        among = _among(phrases, at) if _people(known, token.low) else None
        if among is not None:
            return phrases.subject("other", among, at + 1)
        if not known.person(token.low):
            continue
        if (token.low in known["plural_persons"] and not known.genitives) or _own_part(phrases, at):
            continue
        first = at
        if first and phrases.plain(first - 1) and row[first - 1].low in known["adjective_forms"]:
            first -= 1
        preposition = phrases.after_preposition(first)
        if preposition and row[preposition - 1].low in known["determiners"] and known.genitives:
            return phrases.subject("other", preposition - 1, at + 1)
        free = preposition is None and phrases.after_preposition(at) is None
        if free or anywhere or (preposition == 0 and row[0].low in known["for_whom"]):
            named = _apposed_name(phrases, at)
            if named is not None:
                return named
            first = at
            while first and known.person(row[first - 1].low):
                first -= 1
            if token.low in known["kin"] and at + 1 < len(row) and phrases.is_name(at + 1):
                whose = phrases.ending_at(at + 1)
                if whose is not None and whose[1].kind == "office":
                    return whose[1]  # мать Маренкова
            return phrases.subject("office", first, at + 1)
    return None


def _people(known: Grammar, word: str) -> bool:
    """Return whether a word is one for people, in the singular or a plural with s."""
    return known.office(word) or (word[-1] == "s" and (known.person(word[:-1]) or known.person(word[:-2])))


def _among(phrases: Phrases, at: int) -> int | None:
    """Return where "one of the" begins before a noun: «L’un des pêcheurs», „Einer der Fischer“."""
    row, known = phrases.row, phrases.known
    first = at - 1
    while first > 0 and (row[first].low in known["determiners"] or row[first].low in known["adjective_forms"]):
        of = row[first].low in known["genitive"] or row[first].low in known["of"]
        if of and row[first - 1].low in known["indefinites"]:
            return first - 1
        first -= 1
    of = first > 0 and row[first].low in known["of"] and row[first - 1].low in known["indefinites"]
    return first - 1 if of else None


def _own_part(phrases: Phrases, at: int) -> bool:
    """Return whether a word for an office is a part of somebody's body: "shook his head"."""
    row, known = phrases.row, phrases.known
    return at > 0 and row[at].low in known["parts"] and row[at - 1].low in known["possessives"]


def _things(known: Grammar, run: Sequence[Token]) -> bool:
    """Return whether a run of nouns with capitals tells of things: elf Metern Tiefe, but not Anna Steinberg."""
    things = known["nouns_of_things"]
    return run[-1].low in things or any(token.low in things.literal for token in run)


def plural_in(frame: Frame, known: Grammar, sentence: Span) -> Subject | None:
    """Return the people without names whom a sentence begins with: «Położne mają inne zdanie», "The dockers were angry"."""
    row = tokens(frame, sentence.start, min(sentence.end, sentence.start + BEFORE))[:OPENING]
    phrases = Phrases(row, known)
    for at, token in enumerate(row):
        if not token.word or token.low in known["prepositions"]:
            return None
        if known.office(token.low) and token.low in known["plural_persons"]:
            return phrases.subject("office", at, at + 1)
    return None


def weakly_named(frame: Frame, known: Grammar | None, number: int, name: Span, *, bare: bool) -> bool:
    """Return whether a preposition governs a name, elsewhere than at the start of its sentence.

    ``bare``: the name has no office, so an article before it tells the same: Da geht ein Bürger.
    """
    if known is None or known.packed:
        return False
    start = frame.sentences[number].start
    row = tokens(frame, start, name.start)
    at = len(row) - 1
    if known.genitives and (told := known.according.match(frame.low, start)) is not None:
        return told.end() < row[-1].start if row else False  # По словам свидетеля, …
    if bare and at > 0 and row[at].low in known["indefinites"]:
        ascribed = known.according.match(frame.low, start) is not None
        return row[at - 1].word and not ascribed  # Da geht ein Bürger
    while at >= 0 and row[at].low in known["determiners"]:
        at -= 1
    if at < 0 or row[at].start <= start or row[at].low in known["agents"]:
        return False
    return row[at].low in known["prepositions"]


def names_in(frame: Frame, known: Grammar, sentence: Span) -> list[tuple[Subject, bool]]:
    """Return the runs of names in a stretch, each with whether the run itself shows a person: office, or two names."""
    row = tokens(frame, sentence.start, min(sentence.end, sentence.start + 3 * BEFORE))
    phrases = Phrases(row, known)
    found = []
    for at, token in enumerate(row):
        if not token.capital or not phrases.is_name(at) or (at + 1 < len(row) and phrases.is_name(at + 1)):
            continue
        first, subject = phrases.ending_at(at) or (at, None)
        if subject is None or subject.kind != "name" or _named_after(phrases, subject, at):
            continue
        words = at + 1 - first
        double = words == 1 and _DOUBLE.fullmatch(frame.words, token.start, token.end) is not None
        person = (
            subject.office is not None
            or double
            or (
                words > 1
                and not phrases.has_determiner(first)
                and not (first > 1 and row[first - 1].low in known["complements"])
                and not (known.capital_nouns and (words > 3 or _things(known, row[first : at + 1])))
                and not any(row[index].low in known["things"] for index in range(first, at + 1))
                and (first == 0 or row[first - 1].low not in known["places"])
            )
        )
        found.append((subject, person))
    return found
