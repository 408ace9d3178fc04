"""Parts of schema.org documents: who, where, when, and the fields of a hop that a quotation and its work tell.

What we wrote is read by the same rules as anyone's. Keys and types may be written in full or with a prefix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from provenance.canonical import Digest
from provenance.errors import RecordError
from provenance.imports.node import listed
from provenance.locator import Locator
from provenance.model.attribution import Agent, Capture, Method
from provenance.text import Mode
from provenance.vocabulary import TERMS

if TYPE_CHECKING:
    from provenance.dates import PartialDate
    from provenance.imports.node import Node
    from provenance.imports.schema_graph import Graph
    from provenance.model.attribution import AgentKind

__all__ = ["Work", "agents_of", "method_of", "mode_of", "normal", "one_agent", "types_of", "work_of"]

_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:")
_KINDS: dict[str, AgentKind] = {
    "Person": "person",
    "Patient": "person",
    "Organization": "organisation",
    "NewsMediaOrganization": "organisation",
    "GovernmentOrganization": "organisation",
    "NGO": "organisation",
    "Corporation": "organisation",
    "SoftwareApplication": "software",
    "WebApplication": "software",
}
_METHODS = {
    "trainedalgorithmicmedia": Method.MACHINE,
    "compositewithtrainedalgorithmicmedia": Method.POST_EDITED,
}
"""By the last part of the name, as schema.org (…DigitalSource) and IPTC spell it."""


def normal(value: Any) -> Any:
    """Return a document with schema.org's names in their short form, wherever they are keys or types."""
    if isinstance(value, list):
        return [normal(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {_short(key): normal(one) for key, one in value.items()}
    if "@type" in found:
        found["@type"] = [_short(one) if isinstance(one, str) else one for one in listed(found["@type"])]
    return found


def _short(name: str) -> str:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def types_of(value: object) -> set[str]:
    """Return the types of a value in normal form."""
    if not isinstance(value, dict):
        return set()
    return {one for one in listed(value.get("@type")) if isinstance(one, str)}


# ---- who ------------------------------------------------------------------------------------------


def agents_of(graph: Graph, node: Node, key: str) -> tuple[Agent, ...]:
    """Return the agents under a key: each a name, an object that has one, or a reference to such an object."""
    found = []
    for name, inner in graph.follow(node, key):
        if inner is None:
            found.append(Agent(name))
            continue
        agent = _agent(inner)
        if agent is None:
            inner.close("somebody without a name")
        else:
            found.append(agent)
    return tuple(found)


def one_agent(graph: Graph, node: Node, *keys: str) -> Agent | None:
    """Return the first agent under these keys; the others are told, but for one that is told again."""
    first: Agent | None = None
    for key in keys:
        for agent in agents_of(graph, node, key):
            if first is None:
                first = agent
            elif agent != first:
                node.tell(key, f"somebody else as well: {agent.name}")
    return first


def _agent(node: Node) -> Agent | None:
    name = node.text("name")
    if name is None:
        return None
    types = types_of(node.value)
    node.take("@type")
    addresses = node.texts("sameAs")
    iri = node.text("@id") or ""
    identifier = node.text("identifier") or (iri if ":" in iri[1:] else None) or node.text("url")
    agent = Agent(
        name,
        kind=next((_KINDS[each] for each in sorted(types) if each in _KINDS), "unknown"),
        id=addresses[0] if addresses else identifier,
        version=node.text("softwareVersion"),
        aliases=tuple(node.texts("alternateName")),
        description=node.text("description") or node.text("jobTitle"),
    )
    if len(addresses) > 1:
        node.tell("sameAs", "more addresses than one: the first is read")
    node.close()
    return agent


# ---- where ----------------------------------------------------------------------------------------


@define(kw_only=True)
class Work:
    """What is told of the work that words stand in."""

    title: str | None = None
    author: tuple[Agent, ...] = ()
    outlet: str | None = None
    locator: Locator | None = None
    on: PartialDate | None = None
    captures: tuple[Capture, ...] = field(default=())

    def fields(self) -> dict[str, Any]:
        """Return what `Attribution` takes of it, but for the date."""
        return {"title": self.title, "author": self.author, "outlet": self.outlet, "locator": self.locator}


def work_of(graph: Graph, node: Node) -> Work:
    """Return what a work tells of itself: an article, a post, a page, or anything that has an address."""
    node.take("@type")
    headline = node.text("headline")
    name = node.text("name")
    publisher = one_agent(graph, node, "publisher")
    address = node.text("url")
    iri = node.text("@id")
    if address is None and iri is not None and iri.startswith(("http://", "https://")):
        address = iri
    captures = [_copy(graph, one) for _, one in graph.follow(node, "encoding") if one is not None]
    archived = [Capture(archived=text) for text in node.texts("archivedAt")]
    work = Work(
        title=headline or name,
        author=agents_of(graph, node, "author"),
        outlet=None if publisher is None else publisher.name,
        locator=None if address is None else Locator.parse(address),
        on=node.date("datePublished") or node.date("dateCreated"),
        captures=(*captures, *archived),
    )
    if headline is not None and name is not None and name != headline:
        node.tell("name", "another title: the headline is read")
    if publisher is not None and (publisher.id or publisher.aliases or publisher.description):
        node.tell("publisher", "of an outlet only the name is kept")
    return work


def _copy(graph: Graph, node: Node) -> Capture:
    """Return the custody that a media object tells of a copy."""
    node.take("@type")
    data = None
    text = node.text("sha256")
    try:
        data = None if text is None else Digest(text.lower())
    except RecordError:
        node.tell("sha256", "not a SHA-256 in hexadecimal digits")
    collector = one_agent(graph, node, "creator")
    capture = Capture(
        data=data,
        collector=collector,
        time=node.moment("dateCreated"),
        locator=_link(node, "contentUrl"),
        archived=_link(node, "archivedAt"),
    )
    node.close()
    return capture


def _link(node: Node, key: str) -> Locator | None:
    text = node.text(key)
    return None if text is None else Locator.parse(text)


# ---- how ------------------------------------------------------------------------------------------


def mode_of(node: Node) -> Mode:
    """Return how the words stand, if an additional type of ours says so."""
    mode = Mode.DIRECT
    for one in node.texts("additionalType"):
        name = one.removeprefix(TERMS)
        if name != one and name in set(Mode):
            mode = Mode(name)
        else:
            node.tell("additionalType", f"a type of somebody else's: {one}")
    return mode


def method_of(node: Node) -> Method:
    """Return how the words were made, if a digital source type says so."""
    for one in node.mixed("digitalSourceType"):
        name = one if isinstance(one, str) else one.text("@id") or ""
        method = _METHODS.get(name.rpartition("/")[2].lower().removesuffix("digitalsource"))
        if method is not None:
            return method
        node.tell("digitalSourceType", "speaks of pictures and sound, or is not known")
    return Method.UNKNOWN
