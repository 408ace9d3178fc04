"""How one text names its people: what a name is compared by, which names are one, and whom it names in full.

Two spellings are two people unless the caller's aliases join them; only a family name alone is taken for the full name
it ends, and a bare office for the one person named before who holds it.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from attrs import evolve

from provenance.quotations.frames import tokens
from provenance.quotations.mentions import names_in
from provenance.quotations.quotation import Named
from provenance.quotations.tokens import MANY, name_stem
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar
    from provenance.quotations.phrases import Subject

__all__ = ["Introductions", "Naming"]

REACH = 60
"""Code points before a noun in which its adjectives stand."""

SEVERAL = 3
"""People remembered for one office."""


class Naming:
    """The spellings of one text's names."""

    def __init__(self, frame: Frame, aliases: Mapping[str, Sequence[str]]) -> None:
        self.frame = frame
        self.spelling = {in_place(other): name for name, others in aliases.items() for other in (name, *others)}
        self.keys: dict[str, str] = {}

    def key(self, name: str) -> str:
        """Return what a name is compared by: its last word, without the ending that a case may give it."""
        known = self.keys.get(name)
        if known is None:
            low = in_place(self.spelling.get(in_place(name), name) if self.spelling else name).split() or [""]
            known = self.keys[name] = name_stem(low[-1])
        return known

    def key_of(self, subject: Subject) -> str:
        """Return what the name of a subject is compared by."""
        return self.key(subject.name.of(self.frame.text))

    def named(self, subject: Subject) -> Named:
        """Return a subject as printed, its name apart from its office."""
        words = self.frame.text
        name = " ".join(subject.name.of(words).split())
        return Named(
            printed=" ".join(subject.span.of(words).split()),
            name=self.spelling.get(in_place(name), name),
            description=None if subject.office is None else " ".join(subject.office.of(words).split()),
            span=subject.span,
        )

    def described(self, known: Grammar, person: Named) -> Named:
        """Return somebody who has no name as the text describes him: with the adjectives and whose relative he is.

        "A former foreman" is "former foreman", "her boss" so; an article says nothing.
        """
        text = self.frame.text
        if known.packed or person.description is not None or person.name != " ".join(person.span.of(text).split()):
            return person
        row = tokens(self.frame, max(0, person.span.start - REACH), person.span.start)
        at = len(row)
        while at and not row[at - 1].capital and known.plain(row[at - 1].low, capital=False):
            if row[at - 1].low not in known["adjective_forms"]:
                return person
            at -= 1
        if not at or row[at - 1].low not in known["determiners"]:
            return person
        at -= row[at - 1].low in known["possessives"]
        if at == len(row):
            return person
        span = Span(row[at].start, person.span.end)
        words = " ".join(span.of(text).split())
        return evolve(person, printed=words, name=words, span=span)

    def same(self, one: str, other: str) -> bool:
        """Return whether two names are one, or one of them the other's family name or a part of it."""
        if self.key(one) == self.key(other):
            return True
        first, second = in_place(one).split(), in_place(other).split()
        return len(first) != len(second) and (first[: len(second)] == second or second[: len(first)] == first)


class Introductions:
    """The people whom a text names in full, looked for as one is asked for: most never are."""

    def __init__(self, frame: Frame, known: Grammar | None, naming: Naming) -> None:
        self.frame = frame
        self.known = known
        self.naming = naming
        self.low = in_place(frame.text)
        self.told: dict[str, list[Subject]] = {}
        self.families: dict[str, bool] = {}
        self.offices: dict[str, tuple[Named, ...]] = {}
        self.sentences: dict[int, Sequence[tuple[Subject, bool]]] = {}
        self.looked_up = 0

    def names(self, number: int) -> Sequence[tuple[Subject, bool]]:
        """Return the runs of names of a sentence, each with whether the run itself shows a person."""
        found = self.sentences.get(number)
        if found is None:
            known = self.known
            found = () if known is None else names_in(self.frame, known, self.frame.sentences[number])
            self.sentences[number] = found
        return found

    def speaks(self, subject: Subject) -> None:
        """Note who speaks: a name, or an office that stands for one; before anybody is asked for."""
        self.families[self.naming.key_of(subject)] = True
        if subject.kind == "name":
            for key in self._offices_of(subject):
                self.told.setdefault(key, []).append(subject)

    def family(self, name: str) -> bool:
        """Return whether a family name is that of somebody whom the text names in full, or who speaks."""
        key = self.naming.key(name)
        known = self.families.get(key)
        if known is None:
            known = any(self.naming.key_of(subject) == key for subject in self._people(key))
            self.families[key] = known
        return known

    def holders(self, office: str) -> tuple[Named, ...]:
        """Return the people named with an office, those who speak last; no more than SEVERAL."""
        key = self.naming.key(office)
        if key not in self.offices:
            held: list[Named] = []
            introduced = (subject for subject in self._people(key) if key in self._offices_of(subject))
            for subject in chain(introduced, self.told.get(key, ())):
                person = self.naming.named(subject)
                if not any(self.naming.same(one.name, person.name) for one in held):
                    held.append(person)
                if len(held) == SEVERAL:
                    break
            self.offices[key] = tuple(held)
        return self.offices[key]

    def _offices_of(self, subject: Subject) -> list[str]:
        """Return the keys of the offices that a person is named with."""
        if subject.office is None or self.known is None:
            return []
        words = in_place(" ".join(subject.office.of(self.frame.text).split())).split()
        return [self.naming.key(word) for word in words if self.known.person(word)]

    def _people(self, key: str) -> Iterator[Subject]:
        """Yield the people named in full with a family name or an office of that key, in order."""
        if self.known is None or self.known.packed:
            return  # there the verbs of speech alone tell
        self.looked_up += 1
        if self.naming.spelling or self.looked_up > MANY:
            yield from self._everyone.get(key, ())
            return
        for number in self._sentences_with(key):
            yield from self._introduced(number)

    def _sentences_with(self, key: str) -> Iterator[int]:
        """Yield the numbers of the sentences in which a key stands."""
        at = self.low.find(key)
        while at >= 0:
            number = self.frame.number(at)
            yield number
            at = self.low.find(key, max(at + 1, self.frame.sentences[number].end))

    def _introduced(self, number: int) -> Iterator[Subject]:
        return (subject for subject, person in self.names(number) if person and subject.kind == "name")

    @cached_property
    def _everyone(self) -> dict[str, list[Subject]]:
        """The people of the whole text by the keys of family names and offices; where many are asked for, this is quicker."""
        found: dict[str, list[Subject]] = {}
        for number in range(len(self.frame.sentences)):
            for subject in self._introduced(number):
                for key in dict.fromkeys((self.naming.key_of(subject), *self._offices_of(subject))):
                    found.setdefault(key, []).append(subject)
        return found
