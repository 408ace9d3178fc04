"""Who the subject of a verb of speech is, in languages with spaces between words.

A subject is a name, an office with or without a name, a body, a pronoun, or some other noun; it stands before its verb
or, after a quotation, behind it. Phrases that follow a preposition are passed over. Every look reaches a fixed number
of code points, so a text is read in time proportional to its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from provenance.quotations.following import merged
from provenance.quotations.frames import tokens
from provenance.quotations.phrases import ELIDED, Phrases, Subject
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar

__all__ = ["is_verb", "subject_before"]

ASIDE = 4
"""Words and marks of a remark between commas at most that parts a body from its verb."""

BEFORE = 260
"""Code points looked at before a verb."""


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
            if before is not None and before.kind == "office" and self.known.genitives:
                described = Span(before.span.start, self.row[other - 1].end)
                return Subject(
                    kind="office", span=described, name=described
                )  # пенсионер с улицы Садовой, попросивший …
            return before or self._someone(other - 1) or ELIDED
        if inside is not None and inside[1].kind in {"name", "office", "body"}:
            free = self.phrases.after_preposition(inside[0]) is None
            whole = merged(before, inside[1]) if before is not None and free else None
            if whole is not None:
                return whole
            if before is not None and before.kind == "name" and self.phrases.has_determiner(other + 2):
                return before
            if before is not None and before.kind == inside[1].kind == "office" and self.known.genitives:
                return before  # Охранник, мужчина лет пятидесяти, посоветовал
            return inside[1] if free and inside[0] - other <= 2 else ELIDED
        if before is None and self.row[other + 1].low in self.known["prepositions"]:
            return self._someone(other - 1) or ELIDED  # one of them, in tears, asked
        if before is not None and before.kind in {"body", "office"} and comma - other <= ASIDE:
            return before  # the union, as always, said
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
