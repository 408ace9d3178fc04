"""Who the subject behind a verb of speech is, and where a phrase that names somebody ends: "said harbour chief Ilya Marenko".

In languages with spaces between words. Every look reaches a fixed number of code points.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.quotations.frames import tokens
from provenance.quotations.phrases import Phrases, Subject, past
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar

__all__ = ["merged", "noun_after", "starting_at", "subject_after", "whose_document"]

BEFORE, AFTER = 260, 160
"""Code points looked at before and behind a verb."""

_PRONOUN = re.compile(r"(?:-t-(?=[ie])|(?<!\w)(?=[ейї]))(ils?|elles?|его|ее|його|її)\b")

_OBJECTS = frozenset(("его", "ее", "их", "його", "її", "їх"))
"""Possessives that are as often whom a verb is put to."""


def merged(one: Subject, other: Subject) -> Subject | None:
    """Return a name and an office in apposition as one subject, in either order; None if they are no such pair."""
    first, second = sorted((one, other), key=lambda subject: subject.span)
    if {first.kind, second.kind} == {"name", "office"}:
        name, office = (first, second) if first.kind == "name" else (second, first)
        span = Span(first.span.start, second.span.end)
        return Subject(kind="name", span=span if name is second else name.span, name=name.name, office=office.span)
    return None


def subject_after(frame: Frame, known: Grammar, cue: Span) -> Subject | None:
    """Return the subject behind a verb: "said harbour chief Ilya Marenko"; None if something else stands there."""
    inside = _PRONOUN.search(frame.low, cue.start, cue.end)
    if inside is not None:  # a-t-il ajouté; были ее слова
        pronoun = Span(*inside.span(1))
        return Subject(kind="pronoun", span=pronoun, name=pronoun)
    row = tokens(frame, cue.end, min(frame.sentence(cue.start).end, cue.end + AFTER))
    phrases = Phrases(row, known)
    at = 0
    while at < len(row) and row[at].low in {"-", "‑", "t"}:
        at += 1  # dit-il, ajoute-t-elle
    while at < len(row) and at < 8:
        token = row[at]
        if token.hidden and at and not known.packed:
            at += 1  # сказал изданию «Вестник порта» начальник порта
            continue
        if not token.word or known.that.fullmatch(token.low):
            return None
        low = token.low
        if (
            known.adverb(low, capital=token.capital)
            or low in known["auxiliaries"]
            or low in known["times"]
            or low in known["reporters"]
        ):
            at += 1
        elif low in known["determiners"] and at + 1 < len(row) and row[at + 1].low in known["times"]:
            at += 2
        elif low in known["prepositions"]:
            if known.genitives and at + 1 < len(row) and row[at + 1].low in known["bodies"]:
                return phrases.subject("body", at + 1, at + 2)  # сообщили в ведомстве
            written = _written_by(phrases, at + 1) if known.genitives else None
            if written is not None:
                return written
            at = _past_phrase(phrases, at + 1)
        else:
            return starting_at(phrases, at)
    return None


def _written_by(phrases: Phrases, at: int) -> Subject | None:
    """Return whose a document is: «…», — говорится в коротком письме министерства."""
    row, known = phrases.row, phrases.known
    while at < len(row) and row[at].low not in known["documents"]:
        if not (row[at].low in known["determiners"] or row[at].low in known["adjective_forms"]):
            return None
        at += 1
    if at + 1 >= len(row) or row[at].low not in known["documents"] or not row[at + 1].word:
        return None
    found = starting_at(phrases, at + 1)
    return found if found is not None and found.kind in {"name", "office", "body"} else None


def whose_document(frame: Frame, known: Grammar, cue: Span) -> Subject | None:
    """Return whose a document is that words before a verb without subject stand in: «В письме министерства говорится»."""
    row = tokens(frame, max(frame.sentence(cue.start).start, cue.start - BEFORE), cue.start)
    phrases = Phrases(row, known)
    for at in range(len(row) - 2):
        if row[at].low in known["prepositions"] and (found := _written_by(phrases, at + 1)) is not None:
            return found
    return None


def noun_after(frame: Frame, known: Grammar, cue: Span) -> Subject | None:
    """Return the one noun behind a verb whose form may be its subject's: «…», — возразил профсоюз."""
    row = tokens(frame, cue.end, min(frame.sentence(cue.start).end, cue.end + AFTER))
    if len(row) > 1 and row[0].low in known["reporters"]:
        row = row[1:]  # ответил ему пользователь под ником
    if not row or not row[0].word or (len(row) > 1 and row[1].word and row[1].low not in known["prepositions"]):
        return None
    phrases = Phrases(row, known)
    low = row[0].low
    subject = low in known["nominatives"] and low not in known["reporters"] and phrases.plain(0)
    if known.gender(cue.of(frame.low)) == "m" and low in known["feminines"]:
        return None  # сообщил новость
    return phrases.subject("other", 0, 1) if subject else None


def _past_phrase(phrases: Phrases, at: int) -> int:
    """Return the token after the phrase that a preposition governs: determiners and one noun, or one run of names."""
    row, known = phrases.row, phrases.known
    while at < len(row) and (row[at].low in known["determiners"] or row[at].low[0].isdigit()):
        at += 1
    if at < len(row) and phrases.is_name(at):
        return at + 1
    return at + 1


def starting_at(phrases: Phrases, at: int) -> Subject | None:
    """Return the phrase that starts at a token, if it may be a subject: "harbour chief Ilya Marenko", «один из рыбаков»."""
    row, known = phrases.row, phrases.known
    if row[at].low in known["own"] or row[at].low in known["pronouns"]:
        found = phrases.ending_at(at)
        return None if found is None else found[1]
    if row[at].low in known["demonstratives"] and (at + 1 == len(row) or not phrases.plain(at + 1)):
        return phrases.subject("pronoun", at, at + 1)  # — не сдавался тот
    begin = at
    determined = False
    while at < len(row) and row[at].low in known["determiners"]:
        at, determined, begin = at + 1, True, at + 1
    end = at
    while end < len(row) and end - at < 10 and _goes_on(phrases, end, at):
        end += 1
    if end == at:
        of = determined and at + 1 < len(row) and row[at].low in known["prepositions"] and row[at + 1].word
        of = of and row[at - 1].low not in _OBJECTS  # спросили его в комментариях
        if not of:
            alone = determined and row[at - 1].low in known["ones"] and (at == len(row) or not row[at].word)
            return phrases.subject("other", at - 1, at) if alone else None  # said one
        noun = at + 1
        while noun + 1 < len(row) and row[noun].low in known["determiners"] and row[noun + 1].word:
            noun += 1
        return phrases.subject("other", at - 1, noun + 1)  # один из участников, one of the evacuees
    while end > at + 1 and (row[end - 1].low in known["complements"] or row[end - 1].low in known["determiners"]):
        end -= 1
    names = _names(phrases, at, end)
    if not names and end + 1 < len(row) and row[end].hidden and phrases.is_name(end + 1):
        run = end + 2
        while run < len(row) and phrases.is_name(run):
            run += 1
        return phrases.subject("name", begin, run, name=end + 1)  # директор компании «Зерно» Нина Орлова
    last = end
    if names and names[-1] != end - 1:
        last = names[-1] + 1
    offices = [index for index in range(at, last) if known.office(row[index].low) and not phrases.surname(index)]
    if not names and not offices:
        return phrases.subject("other", begin, end) if determined else None
    return _with_apposition(phrases, _assembled(phrases, begin, last, names, offices), last)


def _names(phrases: Phrases, first: int, end: int) -> list[int]:
    """Return the tokens that a person's name is made of; one that "of" ties to an office belongs to the office."""
    row, known = phrases.row, phrases.known
    found: list[int] = []
    office = False
    for at in range(first, end):
        low = row[at].low
        if known.office(low) and not phrases.surname(at):
            office = True
        elif phrases.is_name(at):
            tied = office and at > first and row[at - 1].low in known["complements"]
            if not tied and not (office and found == [] and at > first + 1 and row[at - 1].low in known["determiners"]):
                found.append(at)
    return found


def _goes_on(phrases: Phrases, at: int, first: int) -> bool:
    """Return whether a token still belongs to the phrase: plain words, names, "of the …" after an office."""
    row, known = phrases.row, phrases.known
    low = row[at].low
    if at > first and row[first].low in known["someones"]:
        return False
    if phrases.plain(at):
        if known.genitives and at > first and not row[at].capital and past(low):
            return not any(known.person(row[index].low) for index in range(first, at))  # Голова привітав команду
        behind = known.capital_nouns and at > first and row[at - 1].capital and not row[at].capital
        return low not in known["reporters"] and not behind  # Müller klopfte auf den Tisch und mahnte
    if low in known["particles"] and at > first and at + 1 < len(row) and phrases.is_name(at + 1):
        return True
    if low in known["complements"] and _names(phrases, first, at):
        return False  # said Rosaly Lopes of the Board
    office = any(known.office(row[index].low) for index in range(first, at))
    if low in known["complements"] and at > first:
        return office and not (at + 1 < len(row) and row[at + 1].low in known["infinitives"])  # et le maire de conclure
    return low in known["determiners"] and at > first and row[at - 1].low in known["complements"]


def _assembled(phrases: Phrases, first: int, end: int, names: Sequence[int], offices: Sequence[int]) -> Subject:
    known, row = phrases.known, phrases.row
    make = phrases.subject
    if not names:
        return make("office" if any(known.person(row[at].low) for at in offices) else "body", first, end)
    if names[-1] != end - 1:
        return make("office", first, end)
    run = names[-1]
    while run - 1 >= first and (run - 1 in names or (row[run - 1].low in known["particles"] and run - 2 in names)):
        run -= 1
    inside = [at for at in offices if at >= run]
    if inside and inside[-1] == end - 1:
        return make("body", first, end)
    if offices and end - run > 2 and known.genitives and offices[-1] < run:
        run = phrases.given_name(run, end)
    return make("name", first, end, name=max(run, inside[-1] + 1 if inside else run))


def _with_apposition(phrases: Phrases, subject: Subject, at: int) -> Subject:
    """Return the subject with the office that follows it after a comma: "said Ilya Marenko, the harbour chief"."""
    row, known = phrases.row, phrases.known
    if subject.kind not in {"name", "office"} or subject.office is not None:
        return subject
    if at + 1 >= len(row) or row[at].low != ",":
        return subject
    first = at + 1
    while first < len(row) and row[first].low in known["determiners"]:
        first += 1
    end = first
    while end < len(row) and end - first < 10 and _goes_on(phrases, end, first):
        end += 1
    if end == first:
        return subject
    found = phrases.ending_at(end - 1)
    words = [row[index].low for index in range(first, end)]
    if subject.kind == "name" and any(map(known.person, words)):
        return Subject(
            kind="name", span=subject.span, name=subject.name, office=Span(row[first].start, row[end - 1].end)
        )
    if (
        subject.kind == "office"
        and found is not None
        and found[1].kind == "name"
        and found[0] <= first + 2 * known.genitives
    ):
        return merged(found[1], subject) or subject
    return subject
