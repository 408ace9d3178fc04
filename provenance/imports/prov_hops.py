"""Hops that this library wrote as PROV, built again from their statements, each checked against its own name.

A hop's entity bears the digest of its record as its name: so what is built here is the record that went out, or an
IntegrityError says that it is not. What is ours in form and says more than a record holds is left for others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson
from attrs import define, evolve, field

from provenance.canonical import Digest
from provenance.errors import IntegrityError, LimitError, RecordError, UnreadableError, shown
from provenance.imports.prov_names import AGENT_KINDS, texts_of
from provenance.model.attribution import Agent, Attribution, Inferred
from provenance.model.held import StoredComparison
from provenance.model.hop import Act, Hop, Seal
from provenance.model.spelling import read_capture
from provenance.text import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.imports.prov_names import Attributes, Container
    from provenance.model.attribution import Capture

__all__ = ["OurHops", "agent_of"]

_LOCAL = re.compile("h[0-9a-f]{64}")
_HOP = "hop:h"
_HOP_TYPE = {"$": "tp:Hop", "type": "xsd:QName"}
_ACT = "tp:act-h"
_CAPTURE = "tp:capture-h"
_COLLECTED = "tp:collected-h"

_FIELDS: dict[str, tuple[bool, str]] = {
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
"""The term of each field that stands at the entity itself: whether of the attribution, and its name there."""

_ENTITY_TERMS = {*_FIELDS, "prov:type", "prov:location", "tp:minted", "tp:inferred", "tp:head"}
_ACTS: dict[str | None, Any] = {act.value: act for act in Act}
_MODES: dict[str | None, Any] = {mode.value: mode for mode in Mode}
_CAPTURE_TERMS = {
    "tp:bytesDigest": "data",
    "tp:textDigest": "text",
    "tp:given": "locator",
    "tp:archived": "archived",
    "tp:declaredEncoding": "declared_encoding",
    "tp:usedEncoding": "used_encoding",
}
_CAPTURE_KNOWN = {*_CAPTURE_TERMS, "prov:type", "tp:place", "tp:start", "tp:end"}
_COMPUTED_TERMS = {"tp:computedBy", "tp:via", "tp:through", "tp:diff", "tp:alignment", "tp:facts"}
_DERIVED_TERMS = {"prov:generatedEntity", "prov:usedEntity", "prov:activity", "prov:type"}
_AGENT_TERMS = {
    "prov:type", "schema:name", "schema:identifier", "schema:softwareVersion", "schema:alternateName", "tp:aliases",
    "schema:description",
}  # fmt: skip


@define
class _Told:
    """What the statements tell of one hop."""

    entity: Attributes
    sources: dict[str, None] = field(factory=dict)
    speaker: str | None = None
    roles: dict[str, list[tuple[int, str]]] = field(factory=dict)
    method: str | None = None
    captures: list[str] = field(factory=list)


@define
class _ToldCapture:
    """What the statements tell of one capture."""

    entity: Attributes
    hop: str | None = None
    time: str | None = None
    keepers: dict[str, str] = field(factory=dict)


class OurHops:
    """The hops in one container that are ours, and all that is left of it."""

    def __init__(self, container: Container, name: str) -> None:
        self.format = name
        self.left: Container = {}
        self.heads: list[tuple[int, Digest]] = []
        """Each head of a chain that went out, with its place among them."""
        self.comparisons: list[StoredComparison] = []
        self._hops: dict[str, _Told] = {}
        self._digests: dict[str, Digest] = {}
        self._attributions: dict[tuple[Any, ...], Attribution] = {}
        self._captures: dict[str, _ToldCapture] = {}
        self._agent_records = {
            key: record for key, record in container.get("agent", {}).items() if type(record) is dict
        }
        self._agents: dict[str, Agent] = {}
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
        self.hops = {hop.digest: hop for hop in (self._hop(*each) for each in self._hops.items())}
        self._read("agent", container, lambda key, said: key in self._agents and said.keys() <= _AGENT_TERMS)

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
        if key.startswith(_CAPTURE) and ours and key not in self._captures:
            self._captures[key] = _ToldCapture(said)
            return True
        return False

    def _hop_entity(self, key: str, said: Attributes) -> bool:
        local = key[4:]
        kind = said.get("prov:type", [])
        if (kind != _HOP_TYPE and "tp:Hop" not in texts_of(kind)) or _LOCAL.fullmatch(local) is None:
            return False
        if local in self._hops:
            return self._hops[local].entity == said
        self._hops[local] = _Told(said)
        for place in texts_of(said["tp:head"]) if "tp:head" in said else ():
            self.heads.append((self._number(place, key), self._digest(local)))
        if not said.keys() <= _ENTITY_TERMS:
            more = {term: value for term, value in said.items() if term not in _ENTITY_TERMS}
            self.left.setdefault("entity", {})[key] = [more]
        return True

    def _specialization(self, _key: str, said: Attributes) -> bool:
        capture = self._captures.get(str(said.get("prov:specificEntity")))
        hop = self._hop_named(said.get("prov:generalEntity"))
        if capture is None or hop is None or len(said) > 2 or capture.hop is not None:
            return False
        capture.hop = str(said["prov:generalEntity"])[4:]
        hop.captures.append(str(said["prov:specificEntity"]))
        return True

    def _leave_loose_captures(self) -> None:
        for key, capture in list(self._captures.items()):
            if capture.hop is None:
                self.left.setdefault("entity", {})[key] = [capture.entity]
                del self._captures[key]

    def _activity(self, key: str, said: Attributes) -> bool:
        if key.startswith(_ACT) and said.keys() <= {"prov:type", "tp:method"}:
            hop = self._hops.get(key[7:])
            if hop is not None:
                hop.method = self._one(said, "tp:method", key)
                return True
        return key.startswith(_COLLECTED) and self._capture_named(key) is not None and said.keys() <= {"prov:type"}

    def _hop_named(self, name: object) -> _Told | None:
        return self._hops.get(name[4:]) if isinstance(name, str) and name.startswith(_HOP) else None

    def _capture_named(self, activity: str) -> _ToldCapture | None:
        return self._captures.get(_CAPTURE + activity[len(_COLLECTED) :])

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
            self.comparisons.append(self._comparison(generated[4:], used[4:], said))
        return True

    def _generation(self, _key: str, said: Attributes) -> bool:
        entity, activity = str(said.get("prov:entity")), str(said.get("prov:activity"))
        if not said.keys() <= {"prov:entity", "prov:activity", "prov:time"}:
            return False
        if entity.startswith(_HOP):
            return activity == f"tp:act-{entity[4:]}" and entity[4:] in self._hops
        capture = self._captures.get(entity)
        if capture is None or self._capture_named(activity) is not capture:
            return False
        capture.time = self._one(said, "prov:time", entity)
        return True

    def _usage(self, _key: str, said: Attributes) -> bool:
        activity, entity = str(said.get("prov:activity")), str(said.get("prov:entity"))
        hop = self._hops.get(activity[7:]) if activity.startswith(_ACT) else None
        return hop is not None and entity.startswith(_HOP) and entity[4:] in hop.sources and len(said) == 2

    def _attribution(self, _key: str, said: Attributes) -> bool:
        hop = self._hop_named(said.get("prov:entity"))
        agent = str(said.get("prov:agent"))
        if hop is None or texts_of(said.get("tp:role", [])) != ["tp:speaker"] or len(said) > 3:
            return False
        if hop.speaker is not None or agent not in self._agent_records:
            return hop.speaker == agent
        hop.speaker = agent
        return True

    def _association(self, _key: str, said: Attributes) -> bool:
        activity, agent = str(said.get("prov:activity")), str(said.get("prov:agent"))
        roles = texts_of(said.get("prov:role", []))
        known = said.keys() <= {"prov:activity", "prov:agent", "prov:role", "tp:place"}
        if not known or len(roles) != 1 or agent not in self._agent_records:
            return False
        role = roles[0].removeprefix("tp:")
        if activity.startswith(_ACT) and role in {"author", "translator", "outlet"}:
            hop = self._hops.get(activity[7:])
            if hop is not None:
                place = self._one(said, "tp:place", activity)
                hop.roles.setdefault(role, []).append((0 if place is None else self._number(place, activity), agent))
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
        hop = self._hops.get(activity[7:]) if activity.startswith(_ACT) else None
        # who translated is told by the associations; this repeats that the program's work was gone over
        return hop is not None and len(said) == 3 and all(end in self._agent_records for end in ends)

    # ---- building

    def _hop(self, local: str, told: _Told) -> Hop:
        name = f"hop:{local}"
        expected = self._digest(local)
        said = told.entity
        try:
            hop = self._built(name, said, told)
        except (LimitError, UnreadableError):
            raise
        except RecordError as error:
            raise UnreadableError(f"{name} – {error}", format=self.format, where=name) from error
        if hop.digest != expected:
            raise IntegrityError(
                f"the record was altered – {name} is {hop.digest} as it stands here – go back to the copy it came from",
                expected=expected,
                actual=hop.digest,
            )
        return hop

    def _built(self, name: str, said: Attributes, told: _Told) -> Hop:
        hop: dict[str, Any] = {}
        who: dict[str, Any] = {}
        for term, value in said.items():
            place = _FIELDS.get(term)
            if place is not None:
                one = value if type(value) is str else self._one(said, term, name)
                (who if place[0] else hop)[place[1]] = one
        digest, length = hop.pop("textDigest", None), hop.pop("textLength", None)
        if hop.pop("again", None) != hop.get("text"):
            raise IntegrityError(
                f"the words stand there twice, and not alike – {name}: prov:value, tp:text – go back to the copy it "
                "came from",
                expected=said.get("prov:value"),
                actual=said.get("tp:text"),
            )
        hop["act"] = _ACTS.get(hop.get("act"), hop.get("act"))  # the constructor refuses what is none
        hop["mode"] = _MODES.get(hop.get("mode"), hop.get("mode"))
        if digest is not None and length is not None:
            hop["withheld"] = Seal(Digest.parse(digest), self._number(length, name))
        if told.captures:
            hop["captures"] = self._captures_of(told)
        if "tp:inferred" in said:
            hop["inferred"] = [self._inferred(each, name) for each in texts_of(said["tp:inferred"])]
        return Hop(
            attribution=self._attribution_of(told, who),
            sources=tuple([self._digest(source) for source in told.sources]),
            **hop,
        )

    def _attribution_of(self, told: _Told, who: dict[str, Any]) -> Attribution:
        """Return the attribution that is told; one for all hops of which the same is told, as there are many such."""
        roles = [(role, *sorted(several)) for role, several in told.roles.items()]
        key = (told.speaker, told.method, *roles, *who.items())
        attribution = self._attributions.get(key)
        if attribution is None:
            if told.speaker is not None:
                who["speaker"] = self._agent(told.speaker)
            if told.method is not None:
                who["method"] = told.method
            for role, *several in roles:
                agents = tuple(self._agent(agent) for _, agent in several)
                who[role] = agents[0].name if role == "outlet" else agents
            attribution = self._attributions[key] = Attribution(**who)
        return attribution

    def _captures_of(self, told: _Told) -> list[Capture]:
        captures = [(self._captures[key], key) for key in told.captures]
        captures.sort(key=lambda each: self._number(self._one(each[0].entity, "tp:place", each[1]), each[1]))
        return [self._capture(capture, key) for capture, key in captures]

    def _capture(self, told: _ToldCapture, name: str) -> Capture:
        said = told.entity
        record: dict[str, Any] = {}
        for term, key in _CAPTURE_TERMS.items():
            value = self._one(said, term, name)
            if value is not None:
                record[key] = value
        ends = [self._one(said, term, name) for term in ("tp:start", "tp:end")]
        if ends != [None, None]:
            record["span"] = [self._number(end, name) for end in ends]
        if told.time is not None:
            record["time"] = told.time
        keepers: dict[str, Any] = {role: self._agent(agent) for role, agent in told.keepers.items()}
        return evolve(read_capture(record), **keepers)

    def _agent(self, name: str) -> Agent:
        if name not in self._agents:
            self._agents[name] = agent_of(self._agent_records[name], name, self.format)
        return self._agents[name]

    def _comparison(self, hop: str, source: str, said: Attributes) -> StoredComparison:
        def one(term: str) -> str | None:
            return self._one(said, term, f"hop:{hop}")

        through, alignment, facts = one("tp:through"), one("tp:alignment"), one("tp:facts")
        return StoredComparison(
            source=self._digest(source),
            hop=self._digest(hop),
            computed_by=one("tp:computedBy") or "",
            via=one("tp:via"),  # type: ignore[arg-type]  # checked there
            through=None if through is None else Digest.parse(through),
            delta=one("tp:diff"),
            alignment=None if alignment is None else alignment.encode(),
            facts=None if facts is None else facts.encode(),
        )

    def _inferred(self, spelt: str, name: str) -> Inferred:
        try:
            of, basis, stated = orjson.loads(spelt)
        except ValueError as error:
            raise UnreadableError(
                f"not an inferred field – {name}: {shown(spelt)} – write a list of field, basis and what was stated",
                format=self.format,
                where=name,
            ) from error
        return Inferred(of, basis, stated=stated)

    def _one(self, said: Attributes, term: str, name: str) -> str | None:
        value = said.get(term)
        if value is None or type(value) is str:
            return value
        texts = texts_of(value)
        if len(texts) != 1:
            raise UnreadableError(
                f"said twice – {name}: {term} – a record says it once: go back to the copy it came from",
                format=self.format,
                where=name,
            )
        return texts[0]

    def _number(self, text: str | None, name: str) -> int:
        try:
            return int(text or "")
        except ValueError as error:
            raise UnreadableError(
                f"not a number – {name}: {shown(text)} – go back to the copy it came from",
                format=self.format,
                where=name,
            ) from error

    def _digest(self, local: str) -> Digest:
        digest = self._digests.get(local)
        if digest is None:
            digest = self._digests[local] = Digest(local[1:])
        return digest


def agent_of(said: Attributes, name: str, format_name: str) -> Agent:
    """Return the agent that an ``agent`` statement of ours tells; UnreadableError for one without a name."""
    kinds = [AGENT_KINDS[kind] for kind in texts_of(said.get("prov:type", [])) if kind in AGENT_KINDS]

    def one(term: str) -> str | None:
        texts = texts_of(said.get(term, []))
        return texts[0] if texts else None

    try:
        spelt = one("tp:aliases")
        return Agent(
            one("schema:name"),  # type: ignore[arg-type]  # refused there if it is None
            kind=kinds[0] if kinds else "unknown",
            id=one("schema:identifier"),
            version=one("schema:softwareVersion"),
            aliases=tuple(texts_of(said.get("schema:alternateName", []))) if spelt is None else orjson.loads(spelt),
            description=one("schema:description"),
        )
    except (LimitError, UnreadableError):
        raise
    except ValueError as error:
        raise UnreadableError(f"{name} – {error}", format=format_name, where=name) from error
