"""Quotations of schema.org and the actions that made them: a hop each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from provenance.canonical import Digest
from provenance.errors import RecordError, shown
from provenance.imports.contract import Unread
from provenance.imports.joining import Draft
from provenance.imports.schema_parts import Work, agents_of, method_of, mode_of, one_agent, types_of, work_of
from provenance.limits import WORDS
from provenance.locator import Locator
from provenance.model.attribution import Attribution, Capture, Inferred
from provenance.model.hop import Act
from provenance.text import Mode, check_language
from provenance.vocabulary import ACT_OF_TERM, TOLD_DIGEST, ni_of

if TYPE_CHECKING:
    from provenance.imports.node import Node
    from provenance.imports.schema_graph import Graph

__all__ = ["Quoted", "acted", "quoted", "without_words"]

_HOLDING = frozenset({"hasPart", "mainEntity", "citation", "mentions"})
"""Under these keys a work holds the quotations that stand in it."""


@define(kw_only=True)
class Quoted:
    """A hop as far as it was read."""

    where: str
    act: Act | None = None
    text: str | None = None
    language: str | None = None
    mode: Mode = Mode.DIRECT
    attribution: dict[str, Any] = field(factory=dict)
    """What `Attribution` takes."""
    captures: tuple[Capture, ...] = ()
    sources: dict[str, None] = field(factory=dict)
    translates: bool = False
    inferred: list[Inferred] = field(factory=list)
    digest: Digest | None = None
    """What it was recorded as, as far as it is told; None in documents of others."""

    def draft(self) -> Draft:
        """Return the hop; where no act was told, as what it looks like, marked as inferred."""
        act, inferred = self.act, list(self.inferred)
        if act is None:
            act, basis = self._likely()
            if basis is not None:
                inferred.append(Inferred("act", basis))
        fields = {
            "act": act,
            "text": self.text,
            "language": self.language,
            "mode": self.mode,
            "attribution": Attribution(**self.attribution),
            "captures": self.captures,
            "inferred": tuple(inferred),
        }
        return Draft(where=self.where, fields=fields, sources=self.sources, digest=self.digest)

    def _likely(self) -> tuple[Act, str | None]:
        if self.translates:
            return Act.TRANSLATED, None
        if self.attribution.get("translator"):
            return Act.TRANSLATED, "it has a translator"
        if self.sources:
            return Act.REPORTED, "it is based on other words"
        told = self.attribution.get("outlet") or self.attribution.get("locator") or self.attribution.get("title")
        if self.attribution.get("speaker") and not told:
            return Act.SAID, "it has a speaker, and nothing that it stands in"
        return Act.REPORTED, "it stands in a work"


def quoted(graph: Graph, node: Node, works: dict[str, Work]) -> Quoted:
    """Return the hop that a quotation tells."""
    node.take("@type", "@id", "@context")
    digest = _digest(graph, node)
    attribution: dict[str, Any] = {
        "speaker": one_agent(graph, node, "creator", "spokenByCharacter", "author"),
        "translator": agents_of(graph, node, "translator"),
        "method": method_of(node),
        "occasion": _named(graph, node, "recordedAt"),
        "credit": node.text("creditText"),
        "licence": _named(graph, node, "license"),
    }
    created, published = node.date("dateCreated"), node.date("datePublished")
    if created is not None and published is not None and created != published:
        node.tell("dateCreated", "another date: the one on which it was published is read")
    attribution["on"] = published or created
    work = _work(graph, node, works)
    attribution |= work.fields()
    if attribution["on"] is None and work.on is not None:
        attribution["on"] = work.on
    address = node.text("url")
    if address is not None and attribution["locator"] is None:
        attribution["locator"] = Locator.parse(address)
    sources: dict[str, None] = {}
    translates = False
    for key in ("isBasedOn", "translationOfWork"):
        for name, _ in graph.follow(node, key):
            translates = translates or key == "translationOfWork"
            sources[name] = None
    archived = tuple(Capture(archived=text) for text in node.texts("archivedAt"))
    return Quoted(
        where=node.where or "document",
        text=node.text("text", WORDS),
        language=_language(graph, node),
        mode=mode_of(node),
        attribution=attribution,
        captures=(*work.captures, *archived),
        sources=sources,
        translates=translates,
        digest=digest,
    )


def without_words(graph: Graph, name: str, node: Node | None, works: dict[str, Work]) -> Quoted | None:
    """Return a hop for a work that holds no words here: somebody wrote there what others rest on; None for a mere name."""
    if node is not None and "Quotation" not in types_of(node.value):
        if node.where not in works:
            works[node.where] = work_of(graph, node)
        work = works[node.where]
        return Quoted(
            where=node.where,
            act=Act.REPORTED,
            attribution={**work.fields(), "on": work.on},
            captures=work.captures,
            inferred=[Inferred("act", "it is a work that other words rest on")],
        )
    if node is None and name.startswith(("http://", "https://")):
        return Quoted(
            where=name,
            act=Act.REPORTED,
            attribution={"locator": Locator.parse(name)},
            inferred=[Inferred("act", "it is a work that other words rest on")],
        )
    return None


def acted(graph: Graph, node: Node, quotations: dict[str, Quoted]) -> None:
    """Add to the quotations that an action made which act it was, who did it, and with what."""
    results = [name for name, _ in graph.follow(node, "result") if name in quotations]
    if not results:
        node.close("an action that made no quotation")
        return
    node.take("@type", "@id")
    acts = []
    for one in node.texts("additionalType"):
        if one in ACT_OF_TERM:
            acts.append(ACT_OF_TERM[one])
        else:
            node.tell("additionalType", f"a type of somebody else's: {one}")
    objects = dict.fromkeys(name for name, _ in graph.follow(node, "object"))
    doers, programs, end = agents_of(graph, node, "agent"), agents_of(graph, node, "instrument"), node.date("endTime")
    for name in results:
        made = quotations[name]
        if acts:
            made.act = acts[0]
        made.sources.update(objects)
        made.attribution["translator"] = (*made.attribution.get("translator", ()), *programs)
        _done_by(node, made, doers)
        if made.attribution.get("on") is None:
            made.attribution["on"] = end
        elif end is not None and end != made.attribution["on"]:
            node.tell("endTime", "another date than the quotation's")
    node.close()


def _done_by(node: Node, made: Quoted, doers: tuple[Any, ...]) -> None:
    """Keep who did an act, where the quotation does not tell; where it tells of others, theirs are told as unread."""
    if not doers:
        return
    act = made.act or made._likely()[0]  # noqa: SLF001 - its own hop
    role = {Act.SAID: "speaker", Act.TRANSLATED: "translator"}.get(act, "author")
    known = made.attribution.get(role) or ()
    if not known:
        made.attribution[role] = doers[0] if role == "speaker" else doers
    elif not set(doers) <= set(known if isinstance(known, tuple) else (known,)):
        node.tell("agent", f"others than the {role} of the quotation")


def _digest(graph: Graph, node: Node) -> Digest | None:
    """Return what digest a hop of ours has as far as it is told; tell any other identifier.

    Ours is what bears the name of its digest: an identifier that only looks like one is somebody else's.
    """
    found: Digest | None = None
    for name, inner in graph.follow(node, "identifier"):
        text, is_told = name, False
        if inner is not None:
            inner.take("@type")
            is_told = inner.text("propertyID") == TOLD_DIGEST
            text = inner.text("value") or ""
            inner.close()
        try:
            digest = Digest.parse(text)
        except RecordError:
            node.tell("identifier", f"a name that somebody else gave it: {shown(text)}")
            continue
        if is_told:
            return digest
        found = digest if node.value.get("@id") == ni_of(digest) else found
    return found


def _named(graph: Graph, node: Node, key: str) -> str | None:
    """Return the name, or the address, of what stands under a key: a licence, an event."""
    found = []
    for name, inner in graph.follow(node, key):
        text = name
        if inner is not None:
            inner.take("@type")
            text = inner.text("name") or inner.text("url") or inner.text("@id") or ""
            inner.close()
        found += [text] if text.strip() else []
    if len(found) > 1:
        node.tell(key, f"{len(found)} of them: the first is read")
    return found[0] if found else None


def _language(graph: Graph, node: Node) -> str | None:
    """Return the language: a tag, or a `Language` whose code or name is one."""
    for name, inner in graph.follow(node, "inLanguage"):
        tag = name
        if inner is not None:
            inner.take("@type", "name")
            tag = inner.text("alternateName") or inner.text("identifier") or inner.text("name") or ""
        try:
            return check_language(tag)
        except RecordError:
            node.tell("inLanguage", "no language tag")
    return None


def _work(graph: Graph, node: Node, works: dict[str, Work]) -> Work:
    """Return the work that a quotation stands in: that it names, or that holds it."""
    found = graph.follow(node, "isPartOf")
    holder = graph.holders.get(node.where)
    if not found and holder is not None and holder[1] in _HOLDING and "Quotation" not in types_of(holder[0].value):
        holder[0].take(holder[1])
        found = [(holder[0].where, holder[0])]
    if len(found) > 1:
        graph.unread.append(Unread(f"{node.where}/isPartOf", "it stands in several works: the first is read"))
    for name, inner in found[:1]:
        if inner is None:
            return Work(locator=Locator.parse(name))
        if inner.where not in works:
            works[inner.where] = work_of(graph, inner)
        return works[inner.where]
    return Work()
