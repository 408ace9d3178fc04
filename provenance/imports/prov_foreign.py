"""Hops in PROV of others: entities that hold words, and the derivations between them.

PROV says that one thing came of another, seldom how. So an act is taken from the kind of derivation where that tells
one (a revision, a quotation, a translation of ours); else it is ``reported``, marked as inferred. An entity without
words is a hop only where it lies between two that hold some: it is then a link whose words nobody holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from provenance.dates import PartialDate
from provenance.errors import RecordError, UnreadableError
from provenance.imports.contract import Unread
from provenance.imports.prov_names import AGENT_KINDS, SECTIONS, checked, instances, texts_of
from provenance.model.attribution import Agent, Attribution, Inferred
from provenance.model.hop import Act, Hop
from provenance.text import check_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.canonical import Digest
    from provenance.imports.prov_names import Attributes, Container

__all__ = ["ForeignHops"]

_ACTS = {
    "prov:Revision": Act.REVISED,
    "prov:Quotation": Act.EXCERPTED,
    "tp:Translation": Act.TRANSLATED,
    "tp:Transcription": Act.TRANSCRIBED,
    "tp:Report": Act.REPORTED,
}
_WORDS = ("tp:text", "prov:value")
_TEXT_TYPES = {"", "string", "InternationalizedString", "normalizedString", "token", "langString"}
_NAMES = ("schema:name", "foaf:name", "prov:label", "rdfs:label")
_TIME = re.compile(r"(.*T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?")

_WHY = {
    "entity": "it holds no words, and lies between none that do",
    "agent": "it answers for no words",
    "activity": "it brought forth no words",
    "wasDerivedFrom": "one of its ends holds no words",
}


@define
class _Statement:
    """One statement, and what of it was taken up."""

    section: str
    key: str
    said: Attributes
    taken: set[str] = field(factory=set)

    def unread(self) -> Iterator[Unread]:
        """Yield the statement, or its attributes, as far as nothing took them up."""
        ends = SECTIONS[self.section]
        names = [str(self.said.get(end, "-")) for end in ends] if ends else [self.key]
        where = f"{self.section}({', '.join(names)})"
        if not self.taken:
            yield Unread(where, _WHY.get(self.section, "it is about no words"))
            return
        for term in self.said:
            if term not in self.taken:
                yield Unread(f"{where} {term}", "a record has no place for it")

    def take(self, *terms: str) -> None:
        """Mark attributes as taken up."""
        self.taken.update(terms)

    def one(self, term: str) -> str | None:
        """Return the value of an attribute that has one, as text."""
        texts = texts_of(self.said.get(term, []))
        return texts[0] if len(texts) == 1 else None


class ForeignHops:
    """The hops that entities of others make beside ours, and what of the document told of none."""

    def __init__(self, left: Container, ours: Iterable[Digest], name: str) -> None:
        self.format = name
        self.hops: dict[Digest, Hop] = {}
        self._ours = {f"hop:h{digest.hex}": digest for digest in ours}
        self._statements = [
            _Statement(section, key, said)
            for section, records in checked(left, name).items()
            for key, record in records.items()
            for said in instances(record)
        ]
        self._entities = self._by_key("entity")
        self._agents = self._by_key("agent")
        self._holding = {key: found for key, each in self._entities.items() if (found := _words_of(each)) is not None}
        if self._holding:
            self._make_hops()

    def unread(self) -> Iterator[Unread]:
        """Yield all that no hop took up, in the document's order."""
        for statement in self._statements:
            if statement.key in self._ours and statement.section == "entity":
                statement.take("prov:type")  # more of a hop of ours: its attributes are told one by one
            yield from statement.unread()

    def _by_key(self, section: str) -> dict[str, _Statement]:
        found: dict[str, _Statement] = {}
        for statement in self._statements:
            if statement.section == section:
                found.setdefault(statement.key, statement)
        return found

    def _by_end(self, section: str, end: str) -> dict[str, list[_Statement]]:
        found: dict[str, list[_Statement]] = {}
        for statement in self._statements:
            if statement.section == section:
                found.setdefault(str(statement.said.get(end)), []).append(statement)
        return found

    # ---- which entities, in which order

    def _make_hops(self) -> None:
        self._derived = self._by_end("wasDerivedFrom", "prov:generatedEntity")
        self._generated = self._by_end("wasGeneratedBy", "prov:entity")
        self._attributed = self._by_end("wasAttributedTo", "prov:entity")
        self._associated = self._by_end("wasAssociatedWith", "prov:activity")
        self._activities = self._by_key("activity")
        edges = [
            (str(each.said.get("prov:usedEntity")), generated)
            for generated, several in self._derived.items()
            for each in several
        ]
        later = _reached({*self._holding, *self._ours}, edges)
        between = later & _reached(self._holding, [(generated, used) for used, generated in edges])
        chosen = {key for key in self._entities if key in self._holding or key in between} - self._ours.keys()
        sources = {
            key: [
                source
                for each in self._derived.get(key, ())
                if (source := str(each.said.get("prov:usedEntity"))) in chosen or source in self._ours
            ]
            for key in self._entities
            if key in chosen
        }
        made = dict(self._ours)
        for key in self._in_order(sources):
            hop = self._hop(key, [made[source] for source in sources[key]], {*sources[key]})
            made[key] = hop.digest
            self.hops[hop.digest] = hop

    def _in_order(self, sources: dict[str, list[str]]) -> Iterator[str]:
        """Yield the entities, sources first (Kahn 1962); UnreadableError where derivations run in a circle."""
        waiting = {key: {each for each in several if each in sources} for key, several in sources.items()}
        resting: dict[str, list[str]] = {}
        for key, several in waiting.items():
            for source in several:
                resting.setdefault(source, []).append(key)
        ready = [key for key, several in waiting.items() if not several]
        for key in ready:  # grows while it is gone through
            del waiting[key]
            yield key
            for each in resting.get(key, ()):
                waiting[each].discard(key)
                if not waiting[each]:
                    ready.append(each)
        for key in waiting:
            raise UnreadableError(
                f"derivations run in a circle – {key} came of itself, or rests on what did – mend the document",
                format=self.format,
                where=f"entity({key})",
            )

    # ---- building

    def _hop(self, key: str, sources: list[Digest], names: set[str]) -> Hop:
        entity = self._entities[key]
        words, language = self._holding.get(key, (None, None))
        entity.take(*(term for term in _WORDS if words is not None and entity.one(term) == words))
        kinds = self._kinds(key, names)
        act = next((_ACTS[kind] for kind in kinds if kind in _ACTS), None)
        activities, on = self._generation(key)
        by = self._agents_of(self._attributed.get(key, ()), "prov:entity")
        did = [
            agent
            for activity in activities
            for agent in self._agents_of(self._associated.get(activity, ()), "prov:activity")
        ]
        translated = act is Act.TRANSLATED
        entity.take("prov:type" if entity.one("prov:type") == "tp:Hop" else "prov:value")
        return Hop(
            act=act or Act.REPORTED,
            text=words,
            language=language or self._language(entity),
            attribution=Attribution(
                author=tuple(dict.fromkeys(by if translated else [*by, *did])),
                translator=tuple(dict.fromkeys(did)) if translated else (),
                title=self._taken(entity, "dct:title"),
                locator=self._taken(entity, "prov:location"),
                on=on,
                licence=self._taken(entity, "dct:license"),
            ),
            sources=tuple(sources),
            inferred=() if act else (Inferred("act", "PROV tells that it is there, not what was done"),),
        )

    def _kinds(self, key: str, sources: set[str]) -> list[str]:
        kinds: list[str] = []
        for each in self._derived.get(key, ()):
            if str(each.said.get("prov:usedEntity")) in sources:
                found = texts_of(each.said.get("prov:type", []))
                kinds += found
                each.take("prov:generatedEntity", "prov:usedEntity", "prov:activity")
                if all(kind in _ACTS for kind in found):
                    each.take("prov:type")
        return kinds

    def _generation(self, key: str) -> tuple[list[str], PartialDate | None]:
        """Return the activities that brought an entity forth, and when, if one time is told."""
        activities: list[str] = []
        on = None
        for each in self._generated.get(key, ()):
            activity = each.one("prov:activity")
            if activity is not None:
                activities.append(activity)
                if activity in self._activities:
                    self._activities[activity].take("")  # that it was is told by the hop; its attributes are left
            each.take("prov:entity", "prov:activity")
            date = _date(each.one("prov:time"))
            if date is not None and on is None:
                on = date
                each.take("prov:time")
        return activities, on

    def _agents_of(self, statements: Iterable[_Statement], end: str) -> list[Agent]:
        found: list[Agent] = []
        for each in statements:
            name = each.one("prov:agent")
            if name is not None:
                found.append(self._agent(name))
                each.take(end, "prov:agent")
        return found

    def _agent(self, key: str) -> Agent:
        local = key.rstrip(">").rpartition(":")[2].rpartition("/")[2].rpartition("#")[2] or key
        statement = self._agents.get(key)
        if statement is None:
            return Agent(local)
        name = next((term for term in _NAMES if statement.one(term)), None)
        kinds = [AGENT_KINDS[kind] for kind in texts_of(statement.said.get("prov:type", [])) if kind in AGENT_KINDS]
        statement.take(name or "", *(("prov:type",) if len(kinds) == 1 else ()))
        return Agent(
            (statement.one(name) if name else None) or local,
            kind=kinds[0] if kinds else "unknown",
            version=self._taken(statement, "schema:softwareVersion"),
            description=self._taken(statement, "schema:description"),
        )

    @staticmethod
    def _taken(statement: _Statement, term: str) -> str | None:
        value = statement.one(term)
        if value is None or not value.strip():
            return None
        statement.take(term)
        return value

    @staticmethod
    def _language(entity: _Statement) -> str | None:
        tag = entity.one("dct:language")
        try:
            language = None if tag is None else check_language(tag)
        except RecordError:
            return None
        if language is not None:
            entity.take("dct:language")
        return language


def _words_of(entity: _Statement) -> tuple[str, str | None] | None:
    """Return the words that an entity holds, with their language; None for a number, several values or none."""
    for term in _WORDS:
        value = entity.said.get(term)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        language = None
        if isinstance(value, dict):
            if str(value.get("type", "")).rpartition(":")[2] not in _TEXT_TYPES:
                continue
            language = value.get("lang")
            value = value["$"]
        if isinstance(value, str) and value.strip():
            return value, _tag(language)
    return None


def _tag(language: object) -> str | None:
    try:
        return check_language(language) if isinstance(language, str) else None
    except RecordError:
        return None


def _date(time: str | None) -> PartialDate | None:
    """Return an ``xsd:dateTime`` as a date, to the second; None where it is none."""
    found = None if time is None else _TIME.fullmatch(time)
    try:
        return None if found is None else PartialDate.parse(found[1] + (found[2] or ""))
    except RecordError:
        return None


def _reached(start: Iterable[str], edges: Iterable[tuple[str, str]]) -> set[str]:
    """Return all that edges lead to from a start, the start not among it unless an edge leads there."""
    onward: dict[str, list[str]] = {}
    for here, there in edges:
        onward.setdefault(here, []).append(there)
    found: set[str] = set()
    wanted = list(start)
    while wanted:
        for there in onward.get(wanted.pop(), ()):
            if there not in found:
                found.add(there)
                wanted.append(there)
    return found
