"""Hops that this library wrote as PROV, built again from their statements, each checked against its own name.

A hop's entity bears the digest of its record as its name: so what is built here is the record that went out, or an
IntegrityError says that it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from attrs import evolve

from provenance.canonical import Digest
from provenance.errors import IntegrityError, LimitError, RecordError, UnreadableError, shown
from provenance.imports.prov_names import AGENT_KINDS, texts_of
from provenance.imports.prov_told import CAPTURE_TERMS, ENTITY_TERMS, Gathered
from provenance.model.attribution import Agent, Attribution, Inferred
from provenance.model.held import StoredComparison
from provenance.model.hop import Act, Hop, Seal
from provenance.model.spelling import read_capture
from provenance.text import Mode

if TYPE_CHECKING:
    from provenance.imports.prov_names import Attributes, Container
    from provenance.imports.prov_told import ToldCapture, ToldHop
    from provenance.model.attribution import Capture

__all__ = ["OurHops"]

_ACTS: dict[str | None, Any] = {act.value: act for act in Act}
_MODES: dict[str | None, Any] = {mode.value: mode for mode in Mode}


class OurHops:
    """The hops in one container that are ours, and all that is left of it."""

    def __init__(self, container: Container, name: str) -> None:
        self.format = name
        self._told = told = Gathered(container, name)
        self._digests: dict[str, Digest] = {}
        self._attributions: dict[tuple[Any, ...], Attribution] = {}
        self._agents: dict[str, Agent] = {}
        self.left = told.left
        self.hops = {hop.digest: hop for hop in (self._hop(*each) for each in told.hops.items())}
        self.heads = [(place, self._digest(local)) for place, local in told.heads]
        """Each head of a chain that went out, with its place among them."""
        self.comparisons = [self._comparison(*each) for each in told.compared]

    def _hop(self, local: str, told: ToldHop) -> Hop:
        name = f"hop:{local}"
        try:
            hop = self._built(name, told.entity, told)
        except (LimitError, UnreadableError):
            raise
        except RecordError as error:
            raise UnreadableError(f"{name} – {error}", format=self.format, where=name) from error
        if hop.digest.hex != local[1:]:
            raise IntegrityError(
                f"the record was altered – {name} is {hop.digest} as it stands here – go back to the copy it came from",
                expected=self._digest(local),
                actual=hop.digest,
            )
        self._digests[local] = hop.digest  # what rests on it comes later, and need not spell it again
        return hop

    def _built(self, name: str, said: Attributes, told: ToldHop) -> Hop:
        hop: dict[str, Any] = {}
        who: dict[str, Any] = {}
        for term, value in said.items():
            place = ENTITY_TERMS.get(term)
            if place is not None:
                one = value if type(value) is str else self._told.one(said, term, name)
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
            hop["withheld"] = Seal(Digest.parse(digest), self._told.number(length, name))
        if told.captures:
            hop["captures"] = self._captures_of(told)
        if "tp:inferred" in said:
            hop["inferred"] = [self._inferred(each, name) for each in texts_of(said["tp:inferred"])]
        return Hop(
            attribution=self._attribution_of(told, who),
            sources=tuple([self._digest(source) for source in told.sources]),
            **hop,
        )

    def _attribution_of(self, told: ToldHop, who: dict[str, Any]) -> Attribution:
        """Return the attribution that is told; one for all hops of which the same is told, as there are many such."""
        roles = [(role, tuple(sorted(several))) for role, several in told.roles.items()]
        key = (told.speaker, told.method, *roles, *who.items())
        attribution = self._attributions.get(key)
        if attribution is None:
            if told.speaker is not None:
                who["speaker"] = self._agent(told.speaker)
            if told.method is not None:
                who["method"] = told.method
            for role, several in roles:
                if role == "outlet":
                    who[role] = self._told.one(self._told.agents[several[0][1]], "schema:name", several[0][1])
                else:
                    who[role] = tuple(self._agent(agent) for _, agent in several)
            attribution = self._attributions[key] = Attribution(**who)
        return attribution

    def _captures_of(self, told: ToldHop) -> list[Capture]:
        captures = [(self._told.captures[key], key) for key in told.captures]
        captures.sort(key=lambda each: self._told.number(self._told.one(each[0].entity, "tp:place", each[1]), each[1]))
        return [self._capture(capture, key) for capture, key in captures]

    def _capture(self, told: ToldCapture, name: str) -> Capture:
        said = told.entity
        record: dict[str, Any] = {}
        for term, key in CAPTURE_TERMS.items():
            value = self._told.one(said, term, name)
            if value is not None:
                record[key] = value
        ends = [self._told.one(said, term, name) for term in ("tp:start", "tp:end")]
        if ends != [None, None]:
            record["span"] = [self._told.number(end, name) for end in ends]
        if told.time is not None:
            record["time"] = told.time
        keepers: dict[str, Any] = {role: self._agent(agent) for role, agent in told.keepers.items()}
        return evolve(read_capture(record), **keepers)

    def _agent(self, name: str) -> Agent:
        if name not in self._agents:
            self._agents[name] = _agent_of(self._told.agents[name], name, self.format)
        return self._agents[name]

    def _comparison(self, hop: str, source: str, said: Attributes) -> StoredComparison:
        def one(term: str) -> str | None:
            return self._told.one(said, term, f"hop:{hop}")

        via: Any = one("tp:via")  # one of three words, which the record checks
        through, alignment, facts = one("tp:through"), one("tp:alignment"), one("tp:facts")
        return StoredComparison(
            source=self._digest(source),
            hop=self._digest(hop),
            computed_by=one("tp:computedBy") or "",
            via=via,
            through=None if through is None else Digest.parse(through),
            delta=one("tp:diff"),
            alignment=None if alignment is None else alignment.encode(),
            facts=None if facts is None else facts.encode(),
        )

    def _inferred(self, spelt: str, name: str) -> Inferred:
        try:
            of, basis, stated = orjson.loads(spelt)
        except (TypeError, ValueError) as error:
            raise UnreadableError(
                f"not an inferred field – {name}: {shown(spelt)} – write a list of field, basis and what was stated",
                format=self.format,
                where=name,
            ) from error
        return Inferred(of, basis, stated=stated)

    def _digest(self, local: str) -> Digest:
        digest = self._digests.get(local)
        if digest is None:
            digest = self._digests[local] = Digest(local[1:])
        return digest


def _agent_of(said: Attributes, name: str, format_name: str) -> Agent:
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
