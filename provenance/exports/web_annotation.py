"""W3C Web Annotation: each step is an annotation of the source's words, where they stand; the hop's words are its body.

A hop that rests on nothing is told in the target of what rests on it, and a chain of one hop is an annotation without a
body. What the model has no property for stands under keys of our own prefix, which other programs pass over. Times are
written in UTC; positions count code points, as the model demands, or UTF-16 units where they are asked for, as
Hypothes.is counts them.

https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.canonical import digest_of
from provenance.errors import ExportError, shown
from provenance.exports.blanking import blanked
from provenance.exports.contract import Exported, Unsaid, beside
from provenance.exports.jsonld import written
from provenance.exports.links import address, is_uri, is_web_address
from provenance.exports.quoting import around, in_utf16
from provenance.model.attribution import Method
from provenance.model.hop import Act
from provenance.text import Mode
from provenance.vocabulary import ni_of, prefixes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from provenance.canonical import Digest
    from provenance.dates import PartialDate
    from provenance.model.attribution import Agent, Attribution, Capture
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.model.spelling import Record

__all__ = ["WebAnnotation"]

_CONTEXT = ("http://www.w3.org/ns/anno.jsonld", prefixes("tp"))
_KINDS = {"person": "Person", "organisation": "Organization", "software": "Software"}
_UNITS = ("code-points", "utf16")


@frozen
class WebAnnotation:
    """Writes an annotation for each step; several of them as an annotation collection."""

    name: str = "web-annotation"
    media_type: str = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    suffix: str = ".jsonld"
    many: bool = True
    options: Mapping[str, str] = MappingProxyType({"units": '"code-points" or "utf16": what positions count'})

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:  # noqa: ARG002 - comparisons have no place there
        """Return the annotations of the chains' steps."""
        units = options.get("units", "code-points")
        if units not in _UNITS:
            raise ExportError(
                f"no such units – {self.name}: units {shown(units)} – write {' or '.join(_UNITS)}",
                format=self.name,
                field="units",
            )
        holders: dict[Digest, Chain] = {}
        for chain in chains:
            for hop in chain.hops:
                holders.setdefault(hop.digest, chain)
        hops = [chain.hop(digest) for digest, chain in holders.items()]
        targets = {source for hop in hops for source in hop.sources}
        targets.update(hop.digest for hop in hops if not hop.sources)
        told = _told_hops(hops, targets)
        heads = {chain.digest for chain in chains}
        annotations = [
            annotation
            for hop in hops
            if hop.sources or hop.digest in heads
            for annotation in _annotations(holders[hop.digest], hop, told, units)
        ]
        document = annotations[0] if len(annotations) == len(chains) == 1 else _collection(chains, annotations)
        unsaid = [one for hop in hops for one in _unsaid(hop, is_target=hop.digest in targets)]
        unsaid += [one for chain in chains for one in beside(chain)]
        return Exported(
            content=written(document),
            media_type=self.media_type,
            suffix=self.suffix,
            unsaid=tuple(dict.fromkeys(unsaid)),
        )


def _told_hops(hops: Sequence[Hop], targets: Collection[Digest]) -> Mapping[Digest, Digest]:
    """Return the digest of each hop without what is unsaid of it: a reader can make that one again, and compare."""
    told: dict[Digest, Digest] = {}
    for hop in hops:
        unsaid = [one.field for one in _unsaid(hop, is_target=hop.digest in targets)]
        told[hop.digest] = blanked(hop, unsaid, [told[source] for source in hop.sources]).digest
    return told


def _annotations(chain: Chain, hop: Hop, told: Mapping[Digest, Digest], units: str) -> Iterator[Record]:
    """Yield the steps that lead to a hop; where there is none, the hop alone."""
    if not hop.sources:
        yield {
            **_opening(hop, f"{ni_of(hop.digest)}#alone", "highlighting"),
            "target": _target(chain, hop, told, units),
        }
    for digest in hop.sources:
        record = _opening(hop, f"{ni_of(hop.digest)}#{digest.hex[:12]}", "linking")
        record |= _digests(hop, told) | {"tp:sourceDigest": str(digest)}
        if hop.text is None:
            record |= _told(hop, language=hop.language)
        else:
            record["body"] = _body(hop)
        record["target"] = _target(chain, chain.hop(digest), told, units)
        yield record


def _digests(hop: Hop, told: Mapping[Digest, Digest]) -> Record:
    """Return the hop's digest, and where some of it is unsaid that of what is told."""
    digest = told[hop.digest]
    record: Record = {"tp:digest": str(hop.digest)}
    return record if digest == hop.digest else record | {"tp:toldDigest": str(digest)}


def _collection(chains: Sequence[Chain], annotations: list[Record]) -> Record:
    heads = [str(chain.digest) for chain in chains]
    name = ni_of(chains[0].digest if len(chains) == 1 else digest_of("\n".join(heads).encode()))
    return {
        "@context": _CONTEXT,
        "id": f"{name}#annotations",
        "type": "AnnotationCollection",
        "total": len(annotations),
        "tp:head": heads,
        "first": {"id": f"{name}#page", "type": "AnnotationPage", "startIndex": 0, "items": annotations},
    }


def _opening(hop: Hop, name: str, motivation: str) -> Record:
    return {
        "@context": _CONTEXT,
        "id": name,
        "type": "Annotation",
        "motivation": [motivation, f"tp:{hop.act}"],
        "generator": {"type": "Software", "name": "translation-provenance"},
    }


def _body(hop: Hop) -> Record:
    """Return the hop's words, with all that is said of them; what did not fit a property of the model comes last."""
    attribution = hop.attribution
    body: Record = {"type": "TextualBody", "value": hop.text, "format": "text/plain"}
    if hop.language is not None:
        body["language"] = hop.language
    agents = attribution.translator if hop.act is Act.TRANSLATED else attribution.author
    if agents:
        body["creator"] = [_agent(agent) for agent in agents]
    created = _created(attribution.on)
    if created is not None:
        body["created"] = created
    if attribution.licence is not None and is_uri(attribution.licence):
        body["rights"] = attribution.licence
    return body | _told(hop, doers="creator" in body, on=created, licence=body.get("rights"))


def _target(chain: Chain, hop: Hop, told: Mapping[Digest, Digest], units: str) -> Record:
    """Return where the hop's words stand; a hop that rests on nothing is told here whole."""
    place = address(hop.attribution.locator) or ni_of(hop.digest)
    selectors = _selectors(chain, hop, units)
    states = [_state(capture) for capture in hop.captures if capture.time is not None]
    target: Record = {"type": "SpecificResource", "source": place} if selectors or states else {"id": place}
    if hop.language is not None:
        target["language"] = hop.language
    if selectors:
        target["selector"] = selectors
    if states:
        target["state"] = states
    if not hop.sources:
        target |= _digests(hop, told) | {"tp:act": hop.act.value} | _told(hop, locator=place)
    return target


def _told(
    hop: Hop,
    *,
    doers: bool = False,
    language: str | None = None,
    locator: str | None = None,
    on: str | None = None,
    licence: object = None,
) -> Record:
    """Return what is said of a hop under keys of our own: all that is not said already, in the words given."""
    attribution = hop.attribution
    told: dict[str, object] = {
        "language": language,
        "mode": None if hop.mode is Mode.DIRECT else hop.mode.value,
        "speaker": None if attribution.speaker is None else _agent(attribution.speaker),
        "method": None if attribution.method is Method.UNKNOWN else attribution.method.value,
        "outlet": attribution.outlet,
        "title": attribution.title,
        "locator": None if _given(attribution) == locator else _given(attribution),
        "on": None if on == str(attribution.on) or attribution.on is None else str(attribution.on),
        "occasion": attribution.occasion,
        "credit": attribution.credit,
        "disclaimer": attribution.disclaimer,
        "licence": None if licence is not None else attribution.licence,
    }
    for name, agents in (("author", attribution.author), ("translator", attribution.translator)):
        said = doers and (name == "translator") is (hop.act is Act.TRANSLATED)
        told[name] = None if said or not agents else [_agent(agent) for agent in agents]
    if hop.withheld is not None:
        told |= {"wordsDigest": str(hop.withheld.digest), "wordsLength": hop.withheld.length}
    if hop.inferred:
        told["inferred"] = [
            _keyed({"field": one.field, "basis": one.basis, "stated": one.stated}) for one in hop.inferred
        ]
    return _keyed(told)


def _given(attribution: Attribution) -> str | None:
    return None if attribution.locator is None else attribution.locator.given


def _keyed(values: Mapping[str, object]) -> Record:
    """Return what is there of some values, under keys of our own prefix."""
    return {f"tp:{name}": value for name, value in values.items() if value is not None}  # type: ignore[misc]  # plain values all


def _agent(agent: Agent) -> Record:
    record: Record = {}
    if agent.id is not None and is_uri(agent.id):
        record["id"] = agent.id
    if agent.kind in _KINDS:
        record["type"] = _KINDS[agent.kind]
    record["name"] = agent.name
    return record | _keyed(
        {
            "id": None if "id" in record else agent.id,
            "version": agent.version,
            "alias": list(agent.aliases) or None,
            "description": agent.description,
        }
    )


def _created(on: PartialDate | None) -> str | None:
    """Return a moment in UTC, as the model wants it; None for what is no moment, or none of the calendar's in UTC."""
    if on is None or on.time is None or on.zone is None:
        return None
    try:
        return _utc(datetime.fromisoformat(str(on)).astimezone(UTC))
    except (ValueError, OverflowError):  # a leap second, a day without its year, a year before 1 or after 9999
        return None


def _utc(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _selectors(chain: Chain, hop: Hop, units: str) -> list[Record]:
    """Return the words with what stands around them, and their place in the page's text, where that was recorded."""
    selectors: list[Record] = []
    capture = next((each for each in hop.captures if each.time is not None and each.span is not None), None)
    span = None if capture is None else capture.span
    page = None if capture is None else _page(chain, capture)
    if hop.text is not None:
        quote: Record = {"type": "TextQuoteSelector", "exact": hop.text}
        if page is not None and span is not None and span.of(page) == hop.text:
            prefix, suffix = around(page, span)
            quote |= {name: words for name, words in (("prefix", prefix), ("suffix", suffix)) if words}
        selectors.append(quote)
    if span is not None and units == "code-points":
        selectors.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    elif span is not None and page is not None and span.end <= len(page):
        start, end = in_utf16(page, span)
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end, "tp:units": units})
    return selectors


def _page(chain: Chain, capture: Capture) -> str | None:
    """Return the text that was extracted of a page, where the chain holds it."""
    data = None if capture.text is None else chain.held.evidence.get(capture.text)
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError:
        return None


def _state(capture: Capture) -> Record:
    """Return when the page stood as it was read, and where a copy is; the rest of its custody under keys of our own."""
    state: Record = {"type": "TimeState", "sourceDate": "" if capture.time is None else _utc(capture.time)}
    archived = None if capture.archived is None else capture.archived.given
    if archived is not None and is_web_address(archived):
        state["cached"] = archived
    return state | _keyed(
        {
            "bytesDigest": None if capture.data is None else str(capture.data),
            "textDigest": None if capture.text is None else str(capture.text),
            "start": None if capture.span is None else capture.span.start,
            "end": None if capture.span is None else capture.span.end,
            "extractor": None if capture.extractor is None else _agent(capture.extractor),
            "collector": None if capture.collector is None else _agent(capture.collector),
            "locator": None if capture.locator is None else capture.locator.given,
            "archived": None if "cached" in state else archived,
            "declaredEncoding": capture.declared_encoding,
            "usedEncoding": capture.used_encoding,
        }
    )


def _unsaid(hop: Hop, *, is_target: bool) -> Iterator[Unsaid]:
    if hop.captures and not is_target:
        yield Unsaid(hop.digest, "captures", "a state belongs to what is annotated, and nothing annotates these words")
        return
    for place, capture in enumerate(hop.captures):
        if capture.time is None:
            yield Unsaid(hop.digest, f"captures.{place}", "a state is named by its time, and none was recorded")
