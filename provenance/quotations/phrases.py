"""Noun phrases of a sentence that may name who speaks: names, offices, bodies, pronouns, other nouns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from provenance.quotations.grammar import POSSESSIVE
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.quotations.grammar import Grammar
    from provenance.quotations.tokens import Token

__all__ = ["ELIDED", "Kind", "Phrases", "Subject", "past"]

_PATRONYMIC = re.compile(r"\w+(?:вич|вна|ична|ович|івна|йович)(?:а|у|ем|ем|ы|е|ой|ем)?")
_GENITIVE = re.compile(r"(?:[сц][ьк]?[кь]ого|енка|[уюая]ка|[иеу]ника|ого|его)\Z")
"""How the genitive of a man's family name ends, besides those whose nominative the table tells."""

Kind: TypeAlias = Literal["name", "office", "body", "pronoun", "document", "other", "own"]


@frozen(kw_only=True)
class Subject:
    """Who speaks, as a sentence's grammar says it."""

    kind: Kind
    span: Span
    name: Span
    office: Span | None = None


_PAST = re.compile("[а-яіїєґ]{3,}(?:[аяеиу]л|[аяиу]в)(?:ся)?")
"""What a verb in the past looks like whose subject is a man, in Russian and Ukrainian."""

_GENITIVES = frozenset(("прав", "справ", "держав", "вистав", "застав", "управ", "облав", "глав", "тканин", "земел"))
"""What looks like it and is a genitive."""


def past(low: str) -> bool:
    """Return whether a folded word looks like a Russian or Ukrainian verb in the past whose subject is a man."""
    return _PAST.fullmatch(low) is not None and low not in _GENITIVES


ELIDED: Literal["elided"] = "elided"
"""The verb shares the subject of a clause before it."""


class Phrases:
    """Noun phrases in a row of tokens."""

    def __init__(self, row: Sequence[Token], known: Grammar) -> None:
        self.row = row
        self.known = known

    def is_name(self, at: int) -> bool:
        """Return whether the token is one that names are made of."""
        token = self.row[at]
        return token.capital and token.word and self.known.nameable(token.low)

    def plain(self, at: int) -> bool:
        """Return whether the token is a word of no special use: part of a noun phrase."""
        token = self.row[at]
        return token.word and self.known.plain(token.low, capital=token.capital)

    def ending_at(self, last: int) -> tuple[int, Subject] | None:
        """Return the noun phrase that ends with a token, and where it starts; None if none is known to."""
        token = self.row[last]
        if token.low in self.known["postnominals"] and last and self.is_name(last - 1):
            return self._name_ending_at(last - 1)  # Anna Holt KC
        if token.low in self.known["own"]:
            return last, self.subject("own", last, last + 1)
        if token.low in self.known["pronouns"]:
            return last, self.subject("pronoun", last, last + 1)
        if self.is_name(last):
            return self._name_ending_at(last)
        return self._common_ending_at(last)

    def _name_ending_at(self, last: int) -> tuple[int, Subject]:
        first = last
        while first > 0:
            if self.is_name(first - 1) and self.row[first - 1].end + 2 > self.row[first].start:
                first -= 1
            elif first > 1 and self.row[first - 1].low in self.known["particles"] and self.is_name(first - 2):
                genitive = self.row[first - 1].low in self.known["genitive"] or self.known.capital_nouns
                if genitive and self.known.office(self.row[first - 2].low):
                    break  # ein Mitarbeiter der Straßenmeisterei, meldete sich der Präsident zu Wort
                first -= 2
            else:
                break
        return self._named(first, last + 1)

    def _named(self, first: int, end: int) -> tuple[int, Subject]:
        """Return a run of names as a subject, with the office inside it or before it."""
        known = self.known
        if (
            end - first == 1
            and first == 0
            and self.row[0].low in known["documents"]
            and not known.office(self.row[0].low)
        ):
            return first, self.subject("document", first, end)  # List odczytała …
        while first < end - 1 and self.row[first].low in known["utterances"]:
            first += 1  # «Ответ Маренко был коротким»
        offices = [at for at in range(first, end) if known.office(self.row[at].low)]
        surname = not known.capital_offices and end - first > 1 and end - 2 not in offices
        if surname and offices and offices[-1] == end - 1 and self.row[end - 1].low not in known["bodies"]:
            offices.pop()  # Franz Müller
        if offices and offices[-1] == end - 1:
            start = self._office_start(first)
            body = self.row[end - 1].low in known["bodies"] and not known.person(self.row[end - 1].low)
            return start, self.subject("body" if body else "office", start, end)
        name = offices[-1] + 1 if offices else first
        start = first if offices else self._office_start(first)
        if start < name:
            if end - name > 2 and known.genitives:
                name = self.given_name(name, end)
            if end - name == 1 and known["kin"].literal and self._relative(name):
                return start, self.subject("office", start, end)
            return start, self.subject("name", start, end, name=name)
        return first, self.subject("name", first, end)

    def surname(self, at: int) -> bool:
        """Return whether a word for an office, with a capital behind a word, is a family name: «тренерка Дана Слюсар»."""
        shown = self.known.genitives or self.known.capital_nouns
        if self.known.capital_offices or not shown or at == 0 or not self.row[at].capital:
            return False
        before = self.row[at - 1]
        if self.row[at].low in self.known["bodies"]:
            return False
        if self.known.genitives:
            return before.word
        if at > 1 and self.row[at - 2].low in self.known["determiners"]:
            return False  # der Kölner Bürgermeister
        return before.capital and not self.known.office(before.low)

    def _relative(self, at: int) -> bool:
        """Return whether a lone name behind a word for a relative says whose he is: «мать Маренкова», not «сестра Анна»."""
        low, known = self.row[at].low, self.known
        if self.row[at - 1].low not in known["kin"] or low in known["given"]:
            return False
        if _GENITIVE.search(low) is not None:
            return True
        masculine = known.gendered["m"]
        return low[-1] in "ая" and any(low[:-1] + ending in masculine for ending in ("", "й", "ь", "о"))

    def given_name(self, first: int, end: int) -> int:
        """Return where a name begins in a run after an office: «мэр Зернова | Илья Маренко», before a patronymic."""
        for at in range(first + 1, end):
            if _PATRONYMIC.fullmatch(self.row[at].low):
                return at - 1
        return first + 1

    def _office_start(self, first: int) -> int:
        """Return where the office before a name begins: plain words with an office among them; else the name itself."""
        start = first
        best = first
        while start > 0 and first - start < 6 and (self.plain(start - 1) or self._title_of(start - 1)):
            start -= 1
            if self.known.office(self.row[start].low):
                best = start
        if best == first:
            return first
        office = best
        while best > 0 and best - start > 0 and first - best < 5 and self.plain(best - 1):
            best -= 1  # the words before the office that belong to it: "harbour chief"
        parted = self.known.genitives and best < office and self.after_preposition(best) is not None
        return office if parted else best  # dla publiczności | pani Gienia

    def _common_ending_at(self, last: int) -> tuple[int, Subject] | None:
        """Return a phrase of plain words: an office, a body, a document, some other noun after its determiner."""
        if not self.plain(last):
            return None
        first = last
        while first > 0 and last - first < 5 and self.plain(first - 1) and not self.row[first - 1].hidden:
            if self.is_name(first - 1) and not self.known.office(self.row[last].low):
                break
            if self.known.genitives and not self.row[first - 1].capital and past(self.row[first - 1].low):
                break  # Голова привітав | команду
            first -= 1
        words = [self.row[at].low for at in range(first, last + 1)]
        known = self.known
        if known.genitives and self.after_preposition(first) is not None:
            # no article parts «на вопрос о деньгах | мэр»: an office further on begins its own phrase
            office = next((at for at in range(1, len(words)) if self._begins_own(words, at)), 0)
            first, words = first + office, words[office:]
        if any(map(known.person, words)):
            kind: Kind = "office"
        elif any(word in known["bodies"] for word in words):
            kind = "body"
        elif any(word in known["documents"] for word in words):
            kind = "document"
        else:
            kind = "other"
        return first, self.subject(kind, first, last + 1)

    def _begins_own(self, words: Sequence[str], at: int) -> bool:
        """Return whether a word behind a governed one begins a phrase of its own: an office, a body behind its statement."""
        body = words[at] in self.known["bodies"] and words[at - 1] in self.known["documents"]
        return self.known.person(words[at]) or body  # w oświadczeniu klub napisał

    def subject(self, kind: Kind, first: int, end: int, *, name: int | None = None) -> Subject:
        """Return the tokens as a subject; the name in it begins at a token, the office stands before that."""
        whole = Span(self.row[first].start, self.row[end - 1].end)
        if name is None or name == first:
            return Subject(kind=kind, span=whole, name=whole)
        return Subject(
            kind=kind,
            span=whole,
            name=Span(self.row[name].start, whole.end),
            office=Span(whole.start, self.row[name - 1].end),
        )

    def after_preposition(self, first: int) -> int | None:
        """Return where the preposition stands that governs a phrase; None if it stands free."""
        at = first - 1
        steps = 0
        while (
            at >= 0
            and steps < 3
            and (self.row[at].low in self.known["determiners"] or self._possessive(at) or self._adjective(at))
        ):
            if self.row[at].low in self.known["genitive"] and at and self._noun(at - 1):
                return at  # eine Sprecherin des Innenministeriums
            at, steps = at - 1, steps + 1
        return at if at >= 0 and self.row[at].low in self.known["prepositions"] else None

    def _title_of(self, at: int) -> bool:
        """Return whether marked words stand inside an office: «Директор музея «Благовест» Семён Пикулин»."""
        return self.row[at].hidden and at > 0 and self.plain(at - 1)

    def _noun(self, at: int) -> bool:
        return self.row[at].capital and self.plain(at)

    def _adjective(self, at: int) -> bool:
        """Return whether a word between a preposition and its noun is an adjective: am ersten Prozesstag."""
        low = self.row[at].low
        return self.known.capital_nouns and not self.row[at].capital and low in self.known["adjective_forms"]

    def _possessive(self, at: int) -> bool:
        return self.row[at].low.endswith(POSSESSIVE) and self.row[at].capital

    def has_determiner(self, first: int) -> bool:
        """Return whether a determiner stands before a phrase."""
        return first > 0 and self.row[first - 1].low in self.known["determiners"]
