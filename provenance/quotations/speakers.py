"""Who the subject of a verb of speech is, in languages with spaces between words.

A subject is a name, an office with or without a name, a body, a pronoun, or some other noun; it stands before its verb
or, after a quotation, behind it. Phrases that follow a preposition are passed over. Every look reaches a fixed number
of code points, so a text is read in time proportional to its length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from provenance.quotations.frames import tokens
from provenance.quotations.phrases import ELIDED, Phrases, Subject, past
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar

__all__ = ["is_verb", "noun_after", "starting_at", "subject_after", "subject_before", "whose_document"]

BEFORE, AFTER = 260, 160
"""Code points looked at before and after a verb."""

_PRONOUN = re.compile(r"(?:-t-(?=[ie])|(?<!\w)(?=[ейї]))(ils?|elles?|его|ее|його|її)\b")


def _merged(one: Subject, other: Subject) -> Subject | None:
    """Return a name and an office in apposition as one subject, in either order; None if they are no such pair."""
    first, second = sorted((one, other), key=lambda subject: subject.span)
    if {first.kind, second.kind} == {"name", "office"}:
        name, office = (first, second) if first.kind == "name" else (second, first)
        span = Span(first.span.start, second.span.end)
        return Subject(kind="name", span=span if name is second else name.span, name=name.name, office=office.span)
    return None


def is_verb(frame: Frame, known: Grammar, cue: Span) -> bool:
    """Return whether a form that is also a noun (claims, notes) is the verb: right after a name, a pronoun, an office."""
    row = list(tokens(frame, max(frame.sentence(cue.start).start, cue.start - 60), cue.start))
    while row and known.adverb(row[-1].low, capital=row[-1].capital):
        row.pop()
    if not row or not row[-1].word:
        return False
    token = row[-1]
    small = token.low in known["determiners"] or token.low in known["prepositions"] or token.low.endswith("’s")
    subject = token.low in known["pronouns"] or known.office(token.low) or token.low in known["documents"]
    return subject or (token.capital and not small)


def subject_before(frame: Frame, known: Grammar, cue: Span) -> Subject | Literal["elided"] | None:
    """Return the subject before a verb; "elided" if it is that of an earlier clause; None if nothing stands there."""
    begin = max(frame.sentence(cue.start).start, cue.start - BEFORE)
    row = tokens(frame, begin, cue.start)
    return _Before(Phrases(row, known), frame.low[cue.start : cue.end]).find(len(row) - 1)


class _Before:
    """A walk to the left from a verb."""

    def __init__(self, phrases: Phrases, verb: str) -> None:
        self.phrases = phrases
        self.row = phrases.row
        self.known = phrases.known
        self.verb = verb

    def find(self, at: int) -> Subject | Literal["elided"] | None:
        """Return what is found from a token on."""
        near = True
        for _ in range(30):
            if at < 0:
                return None
            token = self.row[at]
            if token.hidden:
                return None
            if not token.word:
                if token.low == "," and near:
                    return self._beyond_comma(at)
                if token.low.isdigit() or token.low in ")(":
                    at -= 1
                    continue
                return ELIDED if not near or (token.low in "—–-" and at > 0 and not self.row[at - 1].hidden) else None
            if (token.low in self.known["relatives"] and near) or token.low in self.known["who"]:
                return self._antecedent(at - 1)  # a bailiff who has worked there for years said
            if token.low in self.known["conjunctions"]:
                return ELIDED
            if self.known.that.fullmatch(token.low):
                return ELIDED
            passed = self._step(at, near=near)
            if isinstance(passed, Subject):
                return passed
            at, near = passed
        return ELIDED

    def _step(self, at: int, *, near: bool) -> Subject | tuple[int, bool]:
        """Return the subject that ends at a token, or the token to go on from and whether the verb is still near."""
        low = self.row[at].low
        if low in self.known["someones"] and self.known.genitives and near and at + 1 == len(self.row):
            return self.phrases.subject("other", at, at + 1)  # хтось запитав
        if (
            self.known.adverb(low, capital=self.row[at].capital)
            or low in self.known["auxiliaries"]
            or low in self.known["times"]
        ):
            return at - 1, near
        if low in self.known["ones"] and at + 1 == len(self.row):
            return self.phrases.subject("other", at, at + 1)  # another said
        if low in self.known["prepositions"] or low in self.known["determiners"]:
            return at - 1, near
        found = self.phrases.ending_at(at)
        if found is None:
            return at - 1, False
        first, subject = found
        preposition = None if self._parted(first) else self.phrases.after_preposition(first)
        if preposition and self.row[preposition - 1].low in self.known["determiners"] and self.known.genitives:
            return self.phrases.subject("other", preposition - 1, at + 1)
        among = preposition and near and self.row[preposition].low in self.known["of"]
        if preposition and among and self.row[preposition - 1].low in self.known["ones"]:
            return self.phrases.subject("other", preposition - 1, at + 1)  # one of them posted
        clause = preposition is not None and near and self.row[preposition].low in self.known["subordinators"]
        if preposition is not None and not (clause and subject.kind in {"name", "office"}):  # As Finch put it: …
            return preposition - 1, near
        if subject.kind in {"other", "document"}:
            named = self._name_before(first)
            if near and named and not (self.known.genitives or self.known.capital_nouns):
                return self.phrases.subject("other", first - 1, at + 1)  # fifty-one percent say
            if near and (self.phrases.has_determiner(first) or not named):
                return subject
            return first - 1, near and at == first
        return subject

    def _parted(self, first: int) -> bool:
        """Return whether a plain word stands before a phrase, so that no preposition governs the phrase itself."""
        adjective = self.known.capital_nouns and first > 0 and not self.row[first - 1].capital
        return first > 0 and self.phrases.plain(first - 1) and not adjective

    def _name_before(self, first: int) -> bool:
        return first > 0 and self.phrases.is_name(first - 1)

    def _antecedent(self, at: int) -> Subject | Literal["elided"] | None:
        """Return the noun that a relative pronoun before the verb stands for."""
        if at >= 0 and self.row[at].low == ",":
            at -= 1
        found = self.phrases.ending_at(at) if at >= 0 and self.row[at].word else None
        if found is not None and found[1].kind in {"other", "document"}:
            return self._someone(at)
        return None if found is None else found[1]

    def _beyond_comma(self, comma: int) -> Subject | Literal["elided"] | None:
        """Return the subject before a verb that follows a comma: past an apposition or a relative clause."""
        if self.verb in self.known["participles"]:
            return ELIDED
        other = comma - 1
        while other >= 0 and self.row[other].low not in ",;:.!?" and not self.row[other].hidden:
            other -= 1
        inside = self.phrases.ending_at(comma - 1) if comma - 1 > other and self.row[comma - 1].word else None
        if other < 0 or self.row[other].low != ",":
            return None if comma == 0 or self.row[comma - 1].hidden else ELIDED
        relative = self.row[other + 1].low in self.known["relatives"]
        before = self._free(other - 1)
        if relative:
            return before or self._someone(other - 1) or ELIDED
        if inside is not None and inside[1].kind in {"name", "office", "body"}:
            free = self.phrases.after_preposition(inside[0]) is None
            whole = _merged(before, inside[1]) if before is not None and free else None
            if whole is not None:
                return whole
            if before is not None and before.kind == "name" and self.phrases.has_determiner(other + 2):
                return before
            if before is not None and before.kind == inside[1].kind == "office" and self.known.genitives:
                return before  # Охранник, мужчина лет пятидесяти, посоветовал
            return inside[1] if free and inside[0] - other <= 2 else ELIDED
        if before is None and self.row[other + 1].low in self.known["prepositions"]:
            return self._someone(other - 1) or ELIDED  # one of them, in tears, asked
        return before if before is not None and before.kind == "name" and self._apposed(other, comma) else ELIDED

    def _someone(self, at: int) -> Subject | None:
        """Return a common noun with its determiner: "a trader at one of the firms, who asked not to be named, said"."""
        for _ in range(4):
            found = self.phrases.ending_at(at) if at >= 0 and self.row[at].word else None
            if found is None:
                return None
            preposition = self.phrases.after_preposition(found[0])
            if preposition and self.row[preposition - 1].low in self.known["determiners"] and self.known.genitives:
                return self.phrases.subject("other", preposition - 1, at + 1)  # один из докеров, …, сказал
            if preposition is None:
                determined = found[1].kind == "other" and self.phrases.has_determiner(found[0])
                return found[1] if determined or found[1].kind in {"office", "name"} else None
            at = preposition - 1
            while at > 0 and self.row[at].low in self.known["determiners"]:
                at -= 1  # at one of the firms
            if self.row[at].low in self.known["prepositions"]:
                at -= 1
        return None

    def _apposed(self, other: int, comma: int) -> bool:
        """Return whether an office stands among the words between two commas: "Marenko, head of the board, said"."""
        return (
            comma - other < 14
            and any(self.known.person(self.row[at].low) for at in range(other + 1, comma))
            and (self.row[other + 1].low not in self.known["conjunctions"])
        )

    def _free(self, at: int) -> Subject | None:
        """Return the phrase that ends at a token, past what follows prepositions."""
        for _ in range(4):
            found = self.phrases.ending_at(at) if at >= 0 and self.row[at].word else None
            if found is None:
                return None
            first = found[0]
            if self.known.genitives and first > 1 and self.row[first - 1].low in self.known["things"]:
                first -= 1  # с улицы Садовой
            preposition = self.phrases.after_preposition(first)
            if preposition is None:
                return found[1] if found[1].kind not in {"other", "document"} else None
            at = preposition - 1
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
    if subject.kind == "office" and found is not None and found[1].kind == "name" and found[0] <= first:
        return _merged(found[1], subject) or subject
    return subject
