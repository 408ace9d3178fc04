"""Hops as nodes of schema.org: each a quotation, in the work that it stands in; and what of a hop has no property there.

Properties stand only where release 30.0 has them: within their domain, with values within their range. So a program is
nobody's creator or translator; it is the instrument of the action that made the words. An agent of unknown kind has no
type, for schema.org knows nothing between a thing and a person or an organisation, and which it is was not stated.

https://schema.org/docs/releases.html#v30.0
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.exports.contract import Unsaid
from provenance.exports.links import is_web_address
from provenance.model.attribution import Method
from provenance.model.hop import Act
from provenance.text import Mode
from provenance.vocabulary import TERM_OF_ACT, TERMS, ni_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.canonical import Digest
    from provenance.model.attribution import Agent, Capture
    from provenance.model.hop import Hop
    from provenance.model.spelling import Record

__all__ = ["SOURCE_TYPES", "HopNodes", "is_date", "references"]

SOURCE_TYPES = {
    Method.MACHINE: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    Method.POST_EDITED: "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
"""The nearest of IPTC's digital source types; for what people made by hand there is none that speaks of words."""

_TYPES = {"person": "Person", "organisation": "Organization"}

_DATE = re.compile(r"-?[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:]{5,8}(?:Z|[+-][0-9:]{5})?)?)?)?")


def is_date(text: str) -> bool:
    """Return whether ISO 8601 writes a date so: it knows no decade, no day without its year, no zone without a time."""
    return _DATE.fullmatch(text) is not None


_NO_PROPERTY = {
    "attribution.disclaimer": "schema.org has no property for what a work declines to answer for",
    "inferred": "schema.org cannot say what a value was inferred from",
    "withheld": "schema.org names the digests of files, not of words",
}


class HopNodes:
    """The nodes of one hop, and what of it they could not say."""

    def __init__(self, hop: Hop, translations: Iterable[Digest]) -> None:
        self.hop = hop
        self.unsaid: list[Unsaid] = []
        self._programs: list[Record] = []
        self._people: list[Record] = []
        self.quotation = self._quotation(sorted(translations, key=lambda digest: digest.hex))
        self.action = self._action()

    def _untold(self, field: str, why: str | None = None) -> None:
        self.unsaid.append(Unsaid(self.hop.digest, field, why or _NO_PROPERTY[field]))

    # ---- the quotation --------------------------------------------------------------------------------

    def _quotation(self, translations: list[Digest]) -> Record:
        hop, attribution = self.hop, self.hop.attribution
        node: Record = {"@type": "Quotation", "@id": ni_of(hop.digest), "identifier": str(hop.digest)}
        if hop.mode is not Mode.DIRECT:
            node["additionalType"] = f"{TERMS}{hop.mode}"
        if hop.text is not None:
            node["text"] = hop.text
        if hop.language is not None:
            node["inLanguage"] = hop.language
        if attribution.speaker is not None:
            speaker = self._agent(attribution.speaker, "attribution.speaker")
            if speaker is not None:
                node["spokenByCharacter" if hop.sources else "creator"] = speaker
        self._translators()
        if self._people:
            node["translator"] = list(self._people)
        self._method(node)
        self._date(node)
        if attribution.occasion is not None:
            node["recordedAt"] = {"@type": "Event", "name": attribution.occasion}
        if attribution.credit is not None:
            node["creditText"] = attribution.credit
        if attribution.licence is not None:
            node["license"] = (
                attribution.licence
                if is_web_address(attribution.licence)
                else {"@type": "CreativeWork", "name": attribution.licence}
            )
        if hop.sources:
            node["isBasedOn"] = references(hop.sources)
            if hop.act is Act.TRANSLATED:
                node["translationOfWork"] = references(hop.sources)
        if translations:
            node["workTranslation"] = references(translations)
        work = self._work()
        if work:
            node["isPartOf"] = {"@type": self._kind_of_work(), **work}
        for field, there in (
            ("attribution.disclaimer", attribution.disclaimer),
            ("inferred", hop.inferred),
            ("withheld", hop.withheld),
        ):
            if there:
                self._untold(field)
        return node

    def _method(self, node: Record) -> None:
        method = self.hop.attribution.method
        if method in SOURCE_TYPES:
            node["digitalSourceType"] = SOURCE_TYPES[method]
        elif method is not Method.UNKNOWN:
            self._untold("attribution.method", "no digital source type speaks of words that people made by hand")

    def _date(self, node: Record) -> None:
        on = self.hop.attribution.on
        if on is None:
            return
        if is_date(str(on)):
            node["dateCreated" if self.hop.act is Act.SAID else "datePublished"] = str(on)
        else:
            self._untold("attribution.on", f"no date by ISO 8601: {on}")

    def _translators(self) -> None:
        """Tell people and organisations from programs; a reader puts programs last, so one before them is unsaid."""
        everyone = self.hop.attribution.translator
        last = max((place for place, agent in enumerate(everyone) if agent.kind != "software"), default=-1)
        for place, agent in enumerate(everyone):
            path = f"attribution.translator.{place}"
            if agent.kind != "software":
                person = self._agent(agent, path)
                if person is not None:
                    self._people.append(person)
            elif place > last:
                self._programs.append(_program(agent))
            else:
                self._untold(path, "a program is no translator there, and instruments are in no order with people")

    # ---- the work it stands in ------------------------------------------------------------------------

    def _work(self) -> Record:
        attribution = self.hop.attribution
        work: Record = {}
        if attribution.title is not None:
            work["headline"] = attribution.title
        authors = [self._agent(agent, f"attribution.author.{place}") for place, agent in enumerate(attribution.author)]
        if any(authors):
            work["author"] = [author for author in authors if author is not None]
        if attribution.outlet is not None:
            work["publisher"] = {"@type": "Organization", "name": attribution.outlet}
        if attribution.locator is not None:
            if is_web_address(attribution.locator.given):
                work["url"] = attribution.locator.given
            else:
                self._untold("attribution.locator", "not a link that is written out in full")
        copies = [self._copy(capture, f"captures.{place}") for place, capture in enumerate(self.hop.captures)]
        if any(copies):
            work["encoding"] = [copy for copy in copies if copy is not None]
        return work

    def _kind_of_work(self) -> str:
        attribution = self.hop.attribution
        locator = attribution.locator
        if locator is not None and locator.self_media:
            return "SocialMediaPosting"
        known = locator is not None and locator.outlet_kind in {"news", "agency"}
        return "NewsArticle" if known or attribution.outlet is not None else "CreativeWork"

    def _copy(self, capture: Capture, path: str) -> Record | None:
        """Return a copy of the work, made when it was collected by whoever collected it; None if nothing can be said."""
        before = len(self.unsaid)
        copy: Record = {}
        if capture.data is not None:
            copy["sha256"] = capture.data.hex
        if capture.time is not None:
            copy["dateCreated"] = capture.time.isoformat().replace("+00:00", "Z")
        if capture.collector is not None:
            collector = self._agent(capture.collector, f"{path}.collector")
            if collector is not None:
                copy["creator"] = collector
        for name, key, locator in (
            ("locator", "contentUrl", capture.locator),
            ("archived", "archivedAt", capture.archived),
        ):
            if locator is not None and is_web_address(locator.given):
                copy[key] = locator.given
            elif locator is not None:
                self._untold(f"{path}.{name}", "not a link that is written out in full")
        for name in ("text", "span", "extractor", "declared_encoding", "used_encoding"):
            if getattr(capture, name) is not None:
                self._untold(f"{path}.{name}", "schema.org tells of a copy, not of what was made of it")
        if copy:
            return {"@type": "MediaObject", **copy}
        del self.unsaid[before:]
        self._untold(path, "nothing of it has a property there")
        return None

    def _agent(self, agent: Agent, path: str) -> Record | None:
        if agent.kind == "software":
            self._untold(path, "only people and organisations answer for words there")
            return None
        if agent.version is not None:
            self._untold(f"{path}.version", "only programs have versions there")
        node: Record = {"@type": _TYPES[agent.kind]} if agent.kind in _TYPES else {}
        return node | _names(agent)

    # ---- the action -----------------------------------------------------------------------------------

    def _action(self) -> Record:
        """Return what was done: the act, who did it and with what, from which words to which."""
        hop = self.hop
        action: Record = {
            "@type": "CreateAction",
            "additionalType": TERM_OF_ACT[hop.act],
            "result": {"@id": ni_of(hop.digest)},
        }
        if hop.act is Act.TRANSLATED and self._people:
            action["agent"] = list(self._people)
        if self._programs:
            action["instrument"] = list(self._programs)
        if hop.sources:
            action["object"] = references(hop.sources)
        on = hop.attribution.on
        if on is not None and on.zone is not None and on.time is not None and is_date(str(on)):
            action["endTime"] = str(on)
        return action


def references(digests: Iterable[Digest]) -> list[Record]:
    """Return hops by their names."""
    return [{"@id": ni_of(digest)} for digest in digests]


def _names(agent: Agent) -> Record:
    node: Record = {"name": agent.name}
    if agent.aliases:
        node["alternateName"] = list(agent.aliases)
    if agent.description is not None:
        node["description"] = agent.description
    if agent.id is not None:
        node["sameAs" if is_web_address(agent.id) else "identifier"] = agent.id
    return node


def _program(agent: Agent) -> Record:
    node: Record = {"@type": "SoftwareApplication", **_names(agent)}
    return node if agent.version is None else node | {"softwareVersion": agent.version}
