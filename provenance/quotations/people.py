"""Who the speakers of a text are: subjects with their names, pronouns with those they may stand for.

Two spellings are two people unless the caller's aliases join them; only a family name alone is taken for the full name
it ends. Where the text leaves two people open, neither is chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from provenance.quotations.following import subject_after
from provenance.quotations.frames import tokens
from provenance.quotations.genders import PLURAL, Genders
from provenance.quotations.governing import raw_subject
from provenance.quotations.lists import NEVER, NOTHING
from provenance.quotations.mentions import described_in, first_subject, plural_in, weakly_named
from provenance.quotations.naming import Introductions, Naming
from provenance.quotations.packed import people_named
from provenance.quotations.phrases import ELIDED, Subject
from provenance.quotations.quotation import Named
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.quotations.frames import Frame
    from provenance.quotations.governing import Governed
    from provenance.quotations.grammar import Grammar

__all__ = ["People"]

BACK = 6
"""Sentences before a pronoun in which somebody must be named."""

FEW = 2
"""Sentences before "they" in which people must be told of."""

REACH = 300
"""Code points behind a name in which a subordinate clause may begin."""

FAR = 3
"""Paragraphs before a talk in which the one it is with must be named."""

_ADDRESSED = re.compile(r"\s*[—–-]?\s*([А-ЯІЇЄҐ][\w’]+ [А-ЯІЇЄҐ][\w’]+(?:вич|вна|ична|івна|ївна|йович)у?),")

Who: TypeAlias = tuple["Named | None", "tuple[Named, ...]"]
NOBODY: Who = (None, ())


class People:
    """The speakers of one text."""

    def __init__(self, frame: Frame, known: Grammar | None, aliases: Mapping[str, Sequence[str]]) -> None:
        self.frame = frame
        self.known = known
        self.naming = Naming(frame, aliases)
        self.introductions = Introductions(frame, known, self.naming)
        self.subjects: dict[int, Subject | None] = {}
        self.who: dict[int, Who] = {}
        self.by_sentence: dict[int, list[int]] = {}
        self.mentioned: dict[int, tuple[Named, ...]] = {}
        self.genders = Genders(frame, known, self.naming)
        self.guests: dict[int, Who] = {}
        if known is not None:
            self._find(known)

    def _find(self, known: Grammar) -> None:
        """Find the subject of every verb of speech, then who each of them is, from the first on."""
        before: tuple[int, Subject | None] = (-1, None)
        for cue in self.frame.cues:
            number = self.frame.number(cue.start)
            found = raw_subject(self.frame, known, cue)
            if found == ELIDED:
                found = before[1] if before[0] == number else None
                if before[0] != number and not known.packed:
                    found = first_subject(self.frame, known, self.frame.sentence(cue.start), cue.start)
            subject = found if isinstance(found, Subject) else None
            self.subjects[cue.start] = subject
            self.by_sentence.setdefault(number, []).append(cue.start)
            before = (number, subject)
            if subject is not None and subject.kind in {"name", "office"}:
                self.introductions.speaks(subject)
                self.genders.learn(self.naming.key_of(subject), cue)
        for cue in self.frame.cues:
            self.who[cue.start] = self._who(self.subjects[cue.start], cue.start, cue)

    def named_before(self, place: int) -> bool:
        """Return whether the paragraph names just one person before a place, who may speak there."""
        return self._referred(place, None, "")[0] is not None

    def told_in_paragraph(self, place: int) -> bool:
        """Return whether the one person named last before a place stands in its paragraph."""
        who = self._referred(place, None, "")[0]
        return who is not None and self.frame.paragraph(who.span.start) == self.frame.paragraph(place)

    def speaker(self, rule: Governed, place: int) -> Who:
        """Return who speaks under a rule, or those who may; ``place`` is where the words stand."""
        if rule.subject is not None:
            who = self._who(rule.subject, rule.subject.span.start)
        elif rule.cue is None:
            if rule.where != "continued":
                return NOBODY
            if rule.led is not None:
                return self._guest(rule.led)
            number = self.frame.paragraph(place)
            if rule.colon and number and place <= self.frame.paragraphs[number].start + 2:
                place = self.frame.paragraphs[number - 1].end - 1  # the paragraph that ends in a colon
            return self._who(None, place)
        else:
            who = self.who.get(rule.cue.start) or self._who(None, rule.cue.start)
        if rule.where == "continued" and who[0] is not None:
            return evolve(who[0], inferred=who[0].inferred or "the speech goes on"), ()
        return who

    def _guest(self, talk: int) -> Who:
        """Return whom an interview is with: who is addressed by name and patronymic, else who is named last before it."""
        if talk not in self.guests:
            asks = self.known is not None and self.known["askers"] is not NOTHING
            named = self._named_last(talk) if asks else self._who(None, talk)
            self.guests[talk] = self._addressed(talk) or named
        return self.guests[talk]

    def _addressed(self, talk: int) -> Who | None:
        found = _ADDRESSED.match(self.frame.text, talk)
        if found is None:
            return None
        span = Span(*found.span(1))
        return Named(printed=found[1], name=found[1], span=span, inferred="addressed in the question"), ()

    def _named_last(self, talk: int) -> Who:
        number = self.frame.number(max(0, talk - 1))
        for at in range(number, max(-1, number - 2 * BACK), -1):
            if self.frame.paragraph(talk) - self.frame.paragraph(self.frame.sentences[at].start) > FAR:
                break
            people = tuple(one for one in self._people(at, talk, weak=True) if not self._asks(one))
            if len(people) > 1:
                return None, people
            if people:
                return self._standing_for(people[0], None, "whom the talk is with"), ()
        return NOBODY

    def _asks(self, person: Named) -> bool:
        if self.known is None:
            return False
        low = in_place(person.name)
        if self.known.packed and self.known.finder("surnames") is not NEVER:
            return any(low.endswith(asker) for asker in self.known["askers"].literal)  # 有记者
        return low.split()[-1] in self.known["askers"]

    def _reporter(self, person: Named) -> bool:
        """Return whether a speaker of a Chinese text is the reporter, whom no pronoun stands for."""
        chinese = self.known is not None and self.known.packed and self.known.finder("surnames") is not NEVER
        return chinese and self._asks(person)

    def own_voice(self, cue: Span, subject: Subject | None) -> bool:
        """Return whether a verb's subject is the writer: "I believe that"."""
        found = subject or self.subjects.get(cue.start)
        return found is not None and found.kind == "own"

    def _who(self, subject: Subject | None, place: int, cue: Span | None = None) -> Who:
        if subject is None:
            return self._referred(place, None, "the last person named before", cue)
        if subject.kind in {"own", "document"}:
            return NOBODY
        if subject.kind != "pronoun":
            holder = self._holder(subject)
            return (self._described(self.naming.named(subject)) if holder is None else holder), ()
        if self.known is not None and in_place(subject.span.of(self.frame.text)) in self.known["plurals"]:
            return self._several(place, subject)
        return self._referred(place, subject, "pronoun; the last person named before", cue)

    def _holder(self, subject: Subject) -> Named | None:
        """Return the person named before with an office, whom the bare office stands for: "the inspector said"."""
        words = in_place(subject.name.of(self.frame.text)).split()
        if subject.kind != "office" or len(words) != 1:
            return None
        held = [one for one in self.introductions.holders(words[0]) if one.span.start < subject.span.start]
        if len(held) != 1:
            return None
        printed = " ".join(subject.span.of(self.frame.text).split())
        inferred = f"the office of the person named before: {held[0].name} [{held[0].span.start}, {held[0].span.end})"
        return evolve(held[0], printed=printed, span=subject.span, inferred=inferred)

    def _referred(self, place: int, pronoun: Subject | None, basis: str, cue: Span | None = None) -> Who:
        """Return the one person named last before a place, or the several that it may be.

        The pronoun's gender, or that of a verb without subject, tells people apart.
        """
        gender = self.genders.shown(None if pronoun is None else pronoun.span)
        shown = self.genders.shown(cue)
        if gender is None or (shown == PLURAL and self.known is not None and self.known.capital_nouns):
            gender = shown or gender  # sagen sie
        if gender == PLURAL:
            return self._several(place, pronoun)
        if gender is None and pronoun is None and cue is not None:
            gender = self.genders.before(place)
        far = 1 if pronoun is None and gender is None else 2
        reaches = [(0, False), (0, True), (far, False), (far, True)] if pronoun is None else [(far, False), (far, True)]
        for reach, weak in reaches:  # who acts in the paragraph, whom it tells of, then the same of those before
            found = self._nearest(place, pronoun, gender, basis, weak=weak, far=reach)
            if found != NOBODY:
                return found
        return NOBODY

    def _several(self, place: int, pronoun: Subject | None) -> Who:
        """Return the people without names whom a sentence just before a place is about, for "they" and plural verbs."""
        number = self.frame.number(place)
        for back in range(min(FEW, number) + 1):
            sentence = self.frame.sentences[number - back]
            if self.known is None or self.frame.paragraph(place) - self.frame.paragraph(sentence.start) > 1:
                break
            found = plural_in(self.frame, self.known, Span(sentence.start, min(sentence.end, place)))
            if found is not None:
                return self._standing_for(self.naming.named(found), pronoun, "plural; the people told of before"), ()
        return NOBODY

    def _nearest(
        self, place: int, pronoun: Subject | None, gender: str | None, basis: str, *, weak: bool, far: int
    ) -> Who:
        """Return who is named last before a place, at most some paragraphs back.

        ``weak``: by a preposition's noun too, "a letter from Theo".
        """
        number = self.frame.number(place)
        paragraph = self.frame.paragraph(place)
        for back in range(BACK + 1):
            if number - back < 0:
                break
            start = self.frame.sentences[number - back].start
            apart = paragraph - self.frame.paragraph(start)
            if apart > far:
                break
            people = tuple(
                person
                for person in self._people(number - back, place if back == 0 else None, weak=weak)
                if (gender is None or self.genders.of(person) in {gender, None})
                and not (pronoun is not None and person.name.isupper())  # he is no TSG
                and not (back == 0 and pronoun is not None and self._told_to(person, pronoun))
            )
            if not people and gender is not None:
                people = tuple(one for one in self._mentioned(number - back) if self.genders.of(one) == gender)
            if not people and weak and pronoun is not None:
                people = self._governed(number - back, place, gender)
            if len(people) > 1:
                return None, people
            if people:
                one = people[0]
                if self._is_described(number - back, one):
                    one = self._same_as_before(number - back, one, gender)
                return self._standing_for(one, pronoun, basis), ()
        return NOBODY

    def _governed(self, number: int, place: int, gender: str | None) -> tuple[Named, ...]:
        """Return who is only described in a sentence that tells of nobody else: "It was left to the mayor"."""
        sentence = self.frame.sentences[number]
        if self.known is None or self.known.packed:
            return ()
        found = described_in(self.frame, self.known, Span(sentence.start, min(sentence.end, place)), anywhere=True)
        if found is None:
            return ()
        person = self._holder(found) or self.naming.named(found)
        return (person,) if gender is None or self.genders.of(person) in {gender, None} else ()

    def _told_to(self, person: Named, pronoun: Subject) -> bool:
        """Return whether the same pronoun stands between a Chinese name and this one, so another is meant: 邻居问他，他…"""
        if self.known is None or not self.known.packed or self.known.finder("topics") is not NEVER:
            return False
        words = pronoun.span.of(self.frame.words)
        return self.frame.words.find(words, person.span.end, pronoun.span.start) >= 0

    def _standing_for(self, person: Named, pronoun: Subject | None, basis: str) -> Named:
        person = self._described(person)
        start, end = person.span.start, person.span.end
        inferred = f"{basis}: {person.name} [{start}, {end})"
        if pronoun is None:
            return evolve(person, inferred=inferred)
        printed = pronoun.span.of(self.frame.text)
        self.genders.learn(self.naming.key(person.name), pronoun.span)
        return Named(
            printed=printed, name=person.name, description=person.description, span=pronoun.span, inferred=inferred
        )

    def _described(self, person: Named) -> Named:
        return person if self.known is None else self.naming.described(self.known, person)

    def _people(self, number: int, before: int | None, *, weak: bool) -> tuple[Named, ...]:
        """Return the people whom a sentence names, or its speaker alone where it has one."""
        speakers: list[Named] = []
        named: list[Named] = []
        for start in self.by_sentence.get(number, ())[:8]:
            if before is not None and start >= before:
                break
            who = self.who.get(start)
            if who is not None and who[0] is not None and self._is_person(start) and not self._reporter(who[0]):
                self._add(speakers, who[0])
                if self._is_named(start):
                    self._add(named, who[0])
        if named:
            return tuple(named)  # not the guests who, she said, laughed
        people: list[Named] = []
        for person in self._mentioned(number):
            if (before is None or person.span.end <= before) and (
                weak or not weakly_named(self.frame, self.known, number, person.span, bare=person.description is None)
            ):
                self._add(people, person)
        people = self._in_main_clause(number, people)
        if speakers and not any(
            person.inferred is None and self.introductions.family(person.name) for person in people
        ):
            return tuple(speakers)
        return tuple(people or speakers)

    def _in_main_clause(self, number: int, people: list[Named]) -> list[Named]:
        """Return the one person whom a sentence names before its first subordinate clause, else all it names."""
        if self.known is None or self.known.packed or len(people) < 2:
            return people
        first = min(one.span.start for one in people)
        sentence = self.frame.sentences[number]
        for token in tokens(self.frame, first, min(sentence.end, first + REACH)):
            if token.low in self.known["subordinators"] or self.known.that.fullmatch(token.low):
                before = [one for one in people if one.span.start < token.start]
                return before if len(before) == 1 else people
        return people

    def _is_described(self, number: int, person: Named) -> bool:
        """Return whether a person of a sentence is only described there, and speaks nowhere in it."""
        return person in self._mentioned(number) and person.inferred is None and person.description is None

    def _is_named(self, start: int) -> bool:
        subject = self.subjects[start]
        return subject is None or subject.kind in {"name", "pronoun"}

    def _is_person(self, start: int) -> bool:
        """Return whether the subject of a verb of speech is a person: a name, an office, some noun with its article."""
        subject = self.subjects[start]
        if subject is None or subject.kind in {"name", "pronoun", "office"}:
            return True
        if subject.kind != "other" or self.known is None or self.known.packed or subject.span.start > start:
            return False
        first = tokens(self.frame, subject.span.start, subject.span.end)[:1]
        around = (self.frame.rows.last_before(subject.span.start), *first)
        return any(token is not None and token.low in self.known["determiners"] for token in around)

    def _add(self, people: list[Named], person: Named) -> None:
        if not any(self.naming.same(one.name, person.name) for one in people):
            people.append(person)

    def _mentioned(self, number: int) -> tuple[Named, ...]:
        known = self.mentioned.get(number)
        if known is None:
            known = self.mentioned[number] = tuple(self._mentions(number))
        return known

    def _mentions(self, number: int) -> list[Named]:
        sentence = self.frame.sentences[number]
        if self.known is None:
            return []
        if self.known.packed:
            return self._packed_mentions(self.known, sentence)
        named = [
            self.naming.named(subject)
            for subject, person in self.introductions.names(number)
            if person or self.introductions.family(subject.name.of(self.frame.text))
        ]
        ascribed = self._ascribed(self.known, sentence)
        if ascribed is not None:
            return [ascribed]
        described = None if named else described_in(self.frame, self.known, sentence)
        return named if described is None else [self._holder(described) or self.naming.named(described)]

    def _same_as_before(self, number: int, person: Named, gender: str | None) -> Named:
        """Return whom a bare description takes up: the one person named in the sentence before, in its paragraph."""
        if self.known is None or number == 0 or person.description is not None or " " in person.name:
            return person
        if self.frame.names.fullmatch(person.name) is not None:
            return person  # a Chinese name has no space
        before = self.frame.sentences[number - 1]
        if self.frame.paragraph(before.start) != self.frame.paragraph(person.span.start) or self._new(person):
            return person
        people = [one for one in self._people(number - 1, None, weak=True) if one.name != person.name]
        if len(people) != 1 or people[0].name[:1].islower() or people[0].name.isupper():
            return person
        shown = {gender, self.genders.of(people[0]), self.genders.of(person)} - {None}
        if len(shown) > 1:
            return person
        start, end = people[0].span.start, people[0].span.end
        return evolve(people[0], inferred=f"the person named before: {people[0].name} [{start}, {end})")

    def _new(self, person: Named) -> bool:
        """Return whether a description brings in somebody new: "a boy of ten", 一位居民, who is told more of."""
        words = self.frame.low
        lead = words[max(0, person.span.start - 6) : person.span.start + 2]
        if self.known is not None and self.known.packed:
            return bool(re.match("[一有几幾]", words[person.span.start : person.span.start + 1]))
        last = lead[:-2].split()[-1:] if lead[:-2].split() else []
        behind = words[person.span.end : person.span.end + 1]
        if self.known is None or not last:
            return behind == ","
        return behind == "," or last[0] in self.known["indefinites"] or last[0] in self.known["possessives"]

    def _ascribed(self, known: Grammar, sentence: Span) -> Named | None:
        """Return whose words a sentence reports with a phrase: "According to an official, …"."""
        found = known.according.search(self.frame.low, sentence.start, sentence.end)
        subject = None if found is None else subject_after(self.frame, known, Span(*found.span()))
        if subject is None or subject.kind not in {"name", "office", "other"}:
            return None
        return self._holder(subject) or self.naming.named(subject)

    def _packed_mentions(self, known: Grammar, sentence: Span) -> list[Named]:
        end = min(sentence.end, sentence.start + 600)
        return [self.naming.named(subject) for subject in people_named(self.frame, known, sentence.start, end)]
