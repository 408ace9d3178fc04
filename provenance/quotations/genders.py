"""What gender the people of one text have, where a verb, a pronoun, a name, an office or an article shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.quotations.mentions import first_subject
from provenance.text import in_place

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar
    from provenance.quotations.naming import Naming
    from provenance.quotations.quotation import Named
    from provenance.text import Span

__all__ = ["PLURAL", "Genders"]

PLURAL = "p"
"""Stands for several, of whatever gender."""


class Genders:
    """The genders of one text's people: told once, they hold for the text."""

    def __init__(self, frame: Frame, known: Grammar | None, naming: Naming) -> None:
        self.frame = frame
        self.known = known
        self.naming = naming
        self.told: dict[str, str] = {}

    def shown(self, place: Span | None) -> str | None:
        """Return the gender that a pronoun or a verb shows, if it shows one."""
        return None if place is None or self.known is None else self.known.gender(place.of(self.frame.low))

    def learn(self, key: str, place: Span) -> None:
        """Note the gender that a verb or pronoun shows of the person compared by a key."""
        gender = self.shown(place)
        if gender is not None and gender != PLURAL:
            self.told.setdefault(key, gender)

    def before(self, place: int) -> str | None:
        """Return the gender of the pronoun that the sentence before a verb without subject is about: «ella preferiría …»."""
        number = self.frame.number(place)
        if self.known is None or self.known.packed or not number:
            return None
        sentence = self.frame.sentences[number - 1]
        if self.frame.paragraph(sentence.start) != self.frame.paragraph(place):
            return None
        found = first_subject(self.frame, self.known, sentence, sentence.end)
        gender = self.shown(found.span) if found is not None and found.kind == "pronoun" else None
        return None if gender == PLURAL else gender

    def of(self, person: Named) -> str | None:
        """Return a person's gender, where the text shows it."""
        known = self.told.get(self.naming.key(person.name))
        if known is not None or self.known is None:
            return known
        names, office = in_place(person.name).split(), in_place(person.description or "").split()
        shown = self.known.gender_of([*office, *names]) or self.known.gender_of([*office, *names[:-1]])
        if shown is not None or not self.known.articles:
            return shown
        before = self.frame.rows.last_before(person.span.start)
        return None if before is None else self.known.articles.get(before.low)
