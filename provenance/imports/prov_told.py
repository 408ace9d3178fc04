"""What PROV statements of ours tell of each hop, gathered; what is ours in form and tells more is left for others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from provenance.errors import UnreadableError, shown
from provenance.imports.prov_names import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.imports.prov_names import Attributes, Container

__all__ = ["CAPTURE_TERMS", "ENTITY_TERMS", "Gathered", "ToldCapture", "ToldHop"]

_LOCAL = re.compile("h[0-9a-f]{64}")
_HOP = "hop:h"
_HOP_TYPE = {"$": "tp:Hop", "type": "xsd:QName"}
_ACT = "tp:act-h"
_CAPTURE = "tp:capture-h"
_COLLECTED = "tp:collected-h"

ENTITY_TERMS: dict[str, tuple[bool, str]] = {
    "tp:act": (False, "act"),
    "tp:mode": (False, "mode"),
    "prov:value": (False, "text"),
    "tp:text": (False, "again"),
    "tp:textDigest": (False, "textDigest"),
    "tp:textLength": (False, "textLength"),
    "dct:language": (False, "language"),
    "dct:title": (True, "title"),
    "dct:license": (True, "licence"),
    "tp:occasion": (True, "occasion"),
    "tp:credit": (True, "credit"),
    "tp:disclaimer": (True, "disclaimer"),
    "tp:on": (True, "on"),
    "tp:given": (True, "locator"),
}
"""The term of each field that stands at the entity itself: whether it is of the attribution, and its name there."""

CAPTURE_TERMS = {
    "tp:bytesDigest": "data",
    "tp:textDigest": "text",
    "tp:given": "locator",
    "tp:archived": "archived",
    "tp:declaredEncoding": "declared_encoding",
    "tp:usedEncoding": "used_encoding",
}
"""The term of each field that stands at a capture's entity, with the field's name in a record."""

_ENTITY_KNOWN = {*ENTITY_TERMS, "prov:type", "prov:location", "tp:minted", "tp:inferred", "tp:head"}
_CAPTURE_KNOWN = {*CAPTURE_TERMS, "prov:type", "tp:place", "tp:start", "tp:end"}
_COMPUTED_TERMS = {"tp:computedBy", "tp:via", "tp:through", "tp:diff", "tp:alignment", "tp:facts"}
_DERIVED_TERMS = {"prov:generatedEntity", "prov:usedEntity", "prov:activity", "prov:type"}
_OUTLET_TERMS = {"prov:type", "schema:name"}
_AGENT_TERMS = {
    "prov:type", "schema:name", "schema:identifier", "schema:softwareVersion", "schema:alternateName", "tp:aliases",
    "schema:description",
}  # fmt: skip


@define
class ToldHop:
    """What the statements tell of one hop."""

    entity: Attributes
    sources: dict[str, None] = field(factory=dict)
    speaker: str | None = None
    roles: dict[str, list[tuple[int, str]]] = field(factory=dict)
    method: str | None = None
    captures: list[str] = field(factory=list)


@define
class ToldCapture:
    """What the statements tell of one capture."""

    entity: Attributes
    hop: str | None = None
    time: str | None = None
    keepers: dict[str, str] = field(factory=dict)


class Gathered:
    """The statements of one container by the hop that they are about."""

    def __init__(self, container: Container, name: str) -> None:
        self.format = name
        self.hops: dict[str, ToldHop] = {}
        """By the local part of the hop's name."""
        self.captures: dict[str, ToldCapture] = {}
        self.agents = {key: record for key, record in container.get("agent", {}).items() if type(record) is dict}
        self.heads: list[tuple[int, str]] = []
        """Each head of a chain that went out, with its place among them."""
        self.compared: list[tuple[str, str, Attributes]] = []
        """Hop, source and what is told of the derivation, where something computed is told there."""
        self.left: Container = {}
        """What is about no hop of ours, or tells more of one than its record holds."""
        self._read("entity", container, self._entity)
        self._read("specializationOf", container, self._specialization)
        self._leave_loose_captures()
        readers: dict[str, Callable[[str, Attributes], bool]] = {
            "activity": self._activity,
            "wasDerivedFrom": self._derivation,
            "wasGeneratedBy": self._generation,
            "used": self._usage,
            "wasAttributedTo": self._attribution,
            "wasAssociatedWith": self._association,
            "actedOnBehalfOf": self._delegation,
        }
        # derivations tell the sources that usages are held against
        for section in ("wasDerivedFrom", *(each for each in container if each != "wasDerivedFrom")):
            if section not in {"entity", "agent", "specializationOf"}:
                self._read(section, container, readers.get(section))
        answering = self._answering()
        self._read("agent", container, lambda key, said: key in answering and said.keys() <= _AGENT_TERMS)

    def one(self, said: Attributes, term: str, name: str) -> str | None:
        """Return the one value of an attribute as text, None where there is none; UnreadableError for several."""
        value = said.get(term)
        if value is None or type(value) is str:
            return value
        texts = texts_of(value)
        if len(texts) != 1:
            raise UnreadableError(
                f"not said once – {name}: {term} – a record says it once, or not at all: go back to the copy it came from",
                format=self.format,
                where=name,
            )
        return texts[0]

    def number(self, text: str | None, name: str) -> int:
        """Return a number that is told; UnreadableError for what is none."""
        try:
            return int(text or "")
        except ValueError as error:
            raise UnreadableError(
                f"not a number – {name}: {shown(text)} – go back to the copy it came from",
                format=self.format,
                where=name,
            ) from error

    def _read(self, section: str, container: Container, read: Callable[[str, Attributes], bool] | None) -> None:
        for key, record in container.get(section, {}).items():
            if type(record) is dict:
                left = read is None or not read(key, record)
            elif isinstance(record, list) and all(type(said) is dict for said in record):
                record = [said for said in record if read is None or not read(key, said)]  # noqa: PLW2901 - what is left
                left = bool(record)
            else:
                left = True  # of another shape, which whoever reads the rest refuses
            if left:
                self.left.setdefault(section, {})[key] = record

    # ---- elements

    def _entity(self, key: str, said: Attributes) -> bool:
        if key.startswith(_HOP):
            return self._hop_entity(key, said)
        ours = "tp:Capture" in texts_of(said.get("prov:type", [])) and said.keys() <= _CAPTURE_KNOWN
        if key.startswith(_CAPTURE) and ours and key not in self.captures:
            self.captures[key] = ToldCapture(said)
            return True
        return False

    def _hop_entity(self, key: str, said: Attributes) -> bool:
        local = key[4:]
        kind = said.get("prov:type", [])
        if (kind != _HOP_TYPE and "tp:Hop" not in texts_of(kind)) or _LOCAL.fullmatch(local) is None:
            return False
        if local in self.hops:
            return self.hops[local].entity == said
        self.hops[local] = ToldHop(said)
        for place in texts_of(said["tp:head"]) if "tp:head" in said else ():
            self.heads.append((self.number(place, key), local))
        if not said.keys() <= _ENTITY_KNOWN:
            more = {term: value for term, value in said.items() if term not in _ENTITY_KNOWN}
            self.left.setdefault("entity", {})[key] = [more]
        return True

    def _specialization(self, _key: str, said: Attributes) -> bool:
        capture = self.captures.get(str(said.get("prov:specificEntity")))
        hop = self._hop_named(said.get("prov:generalEntity"))
        if capture is None or hop is None or len(said) > 2 or capture.hop is not None:
            return False
        capture.hop = str(said["prov:generalEntity"])[4:]
        hop.captures.append(str(said["prov:specificEntity"]))
        return True

    def _leave_loose_captures(self) -> None:
        for key, capture in list(self.captures.items()):
            if capture.hop is None:
                self.left.setdefault("entity", {})[key] = [capture.entity]
                del self.captures[key]

    def _activity(self, key: str, said: Attributes) -> bool:
        if key.startswith(_ACT) and said.keys() <= {"prov:type", "tp:method"}:
            hop = self.hops.get(key[7:])
            if hop is not None:
                hop.method = self.one(said, "tp:method", key)
                return True
        return key.startswith(_COLLECTED) and self._capture_named(key) is not None and said.keys() <= {"prov:type"}

    def _hop_named(self, name: object) -> ToldHop | None:
        return self.hops.get(name[4:]) if isinstance(name, str) and name.startswith(_HOP) else None

    def _capture_named(self, activity: str) -> ToldCapture | None:
        return self.captures.get(_CAPTURE + activity[len(_COLLECTED) :])

    # ---- relations

    def _derivation(self, _key: str, said: Attributes) -> bool:
        generated, used = str(said.get("prov:generatedEntity")), str(said.get("prov:usedEntity"))
        hop = self._hop_named(generated)
        if hop is None or not used.startswith(_HOP) or _LOCAL.fullmatch(used, 4) is None:
            return False
        if not said.keys() <= _DERIVED_TERMS | _COMPUTED_TERMS:
            return False
        hop.sources[used[4:]] = None
        if not said.keys() <= _DERIVED_TERMS:
            self.compared.append((generated[4:], used[4:], said))
        return True

    def _generation(self, _key: str, said: Attributes) -> bool:
        entity, activity = str(said.get("prov:entity")), str(said.get("prov:activity"))
        if not said.keys() <= {"prov:entity", "prov:activity", "prov:time"}:
            return False
        if entity.startswith(_HOP):
            return activity == f"tp:act-{entity[4:]}" and entity[4:] in self.hops
        capture = self.captures.get(entity)
        if capture is None or self._capture_named(activity) is not capture:
            return False
        capture.time = self.one(said, "prov:time", entity)
        return True

    def _usage(self, _key: str, said: Attributes) -> bool:
        activity, entity = str(said.get("prov:activity")), str(said.get("prov:entity"))
        hop = self.hops.get(activity[7:]) if activity.startswith(_ACT) else None
        return hop is not None and entity.startswith(_HOP) and entity[4:] in hop.sources and len(said) == 2

    def _attribution(self, _key: str, said: Attributes) -> bool:
        hop = self._hop_named(said.get("prov:entity"))
        agent = str(said.get("prov:agent"))
        if hop is None or texts_of(said.get("tp:role", [])) != ["tp:speaker"] or len(said) > 3:
            return False
        if hop.speaker is not None or agent not in self.agents:
            return hop.speaker == agent
        hop.speaker = agent
        return True

    def _association(self, _key: str, said: Attributes) -> bool:
        activity, agent = str(said.get("prov:activity")), str(said.get("prov:agent"))
        roles = texts_of(said.get("prov:role", []))
        known = said.keys() <= {"prov:activity", "prov:agent", "prov:role", "tp:place"}
        if not known or len(roles) != 1 or agent not in self.agents:
            return False
        role = roles[0].removeprefix("tp:")
        if activity.startswith(_ACT) and role in {"author", "translator", "outlet"}:
            hop = self.hops.get(activity[7:])
            if hop is not None and (role != "outlet" or self.agents[agent].keys() <= _OUTLET_TERMS):
                place = self.one(said, "tp:place", activity)
                hop.roles.setdefault(role, []).append((0 if place is None else self.number(place, activity), agent))
                return True
        if activity.startswith(_COLLECTED) and role in {"collector", "extractor"}:
            capture = self._capture_named(activity)
            if capture is not None and role not in capture.keepers:
                capture.keepers[role] = agent
                return True
        return False

    def _delegation(self, _key: str, said: Attributes) -> bool:
        activity = str(said.get("prov:activity"))
        ends = {str(said.get("prov:delegate")), str(said.get("prov:responsible"))}
        hop = self.hops.get(activity[7:]) if activity.startswith(_ACT) else None
        # who translated is told by the associations; this repeats that the program's work was gone over
        return hop is not None and len(said) == 3 and all(end in self.agents for end in ends)

    def _answering(self) -> set[str]:
        """Return the agents that answer for a hop or a capture."""
        named = {agent for hop in self.hops.values() for several in hop.roles.values() for _, agent in several}
        named |= {hop.speaker for hop in self.hops.values() if hop.speaker is not None}
        return named | {agent for capture in self.captures.values() for agent in capture.keepers.values()}
