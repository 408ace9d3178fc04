"""Parts of annotations: agents, what a target selects and how it stood, and a hop's fields in keys of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from provenance.canonical import Digest
from provenance.dates import PartialDate
from provenance.errors import shown
from provenance.limits import WORDS
from provenance.locator import Locator
from provenance.model.attribution import Agent, Attribution, Capture, Inferred
from provenance.model.hop import Act, Seal
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.imports.node import Node
    from provenance.model.attribution import AgentKind

__all__ = ["Selected", "agents_of", "hop_fields", "selected"]

_KINDS: dict[str, AgentKind] = {
    "Person": "person",
    "Organization": "organisation",
    "Software": "software",
    "SoftwareAgent": "software",
}


def agents_of(node: Node, key: str) -> tuple[Agent, ...]:
    """Return the agents under a key: each a name, an IRI, or an object of the model's section 3.3.2."""
    found = []
    for one in node.mixed(key):
        if isinstance(one, str):
            found.append(Agent(one, id=one if ":" in one else None))
            continue
        name = one.text("name") or one.text("nickname")
        iri = one.text("id") or one.text("@id") or one.text("tp:id")
        kind: AgentKind = next((_KINDS[each] for each in one.texts("type") if each in _KINDS), "unknown")
        if name is None and iri is None:
            node.tell(key, "somebody without a name")
            continue
        found.append(
            Agent(
                name or iri or "",
                kind=kind,
                id=iri,
                version=one.text("tp:version"),
                aliases=tuple(one.texts("tp:alias")),
                description=one.text("tp:description"),
            )
        )
        one.close()
    return tuple(found)


@frozen(kw_only=True)
class Selected:
    """What a target selects, where it stands, and how that stood."""

    text: str | None
    language: str | None
    locator: Locator | None
    captures: tuple[Capture, ...]


def selected(target: Node, *, ours: bool, utf16: bool = False) -> Selected:
    """Return what a target selects.

    What we wrote is read back without what was only added for others: what stands around the words, their place in the
    page. Of anyone's the place is taken where it counts as many characters as the words have; ``utf16`` if it counts
    UTF-16 units, which only the page's text could turn into ours.
    """
    quote, position = _selectors(target)
    text = None
    if quote is not None:
        text = quote.text("exact", WORDS)
        for name in ("prefix", "suffix"):
            if not ours and quote.has(name):
                quote.tell(name, "what stands around the words is no part of a record")
            quote.take(name)
        quote.close()
    captures = [_capture(state) for state in target.nodes("state") if _is_moment(state)]
    span = None
    if position is not None:
        span = _span(position, "start", "end")
        if not ours and span is not None and (utf16 or (text is not None and len(text) != len(span))):
            why = (
                "UTF-16 units, which only the page's text turns into code points"
                if utf16
                else "not as long as the words"
            )
            position.tell("start", why)
            span = None
        position.take("tp:units")
        position.close()
    if span is not None and not ours:
        captures = [evolve(captures[0], span=span), *captures[1:]] if captures else [Capture(span=span)]
    locator, language = _place(target)
    return Selected(text=text, language=language, locator=locator, captures=tuple(captures))


def _selectors(target: Node) -> tuple[Node | None, Node | None]:
    """Return the first selector by quotation and the first by position, however deep they refine others."""
    found: dict[str, Node] = {}
    wanted = target.mixed("selector")[::-1]
    while wanted:
        selector = wanted.pop()
        if isinstance(selector, str):
            target.tell("selector", f"a selector elsewhere: {shown(selector)}")
            continue
        kind = selector.text("type") or ""
        wanted += selector.mixed("refinedBy")[::-1]
        if kind in {"TextQuoteSelector", "TextPositionSelector"} and kind not in found:
            found[kind] = selector
        else:
            selector.close("only words, and their place in a text, are read")
    return found.get("TextQuoteSelector"), found.get("TextPositionSelector")


def _is_moment(state: Node) -> bool:
    """Return whether a state says when the page stood; what else it may be is told."""
    if state.text("type") == "TimeState" and state.has("sourceDate"):
        return True
    state.close("only the time of a page, and a copy of it, are read")
    return False


def _capture(state: Node) -> Capture:
    time = state.moment("sourceDate")
    extractor, collector = agents_of(state, "tp:extractor"), agents_of(state, "tp:collector")
    capture = Capture(
        data=_digest(state, "tp:bytesDigest"),
        text=_digest(state, "tp:textDigest"),
        span=_span(state, "tp:start", "tp:end"),
        extractor=extractor[0] if extractor else None,
        collector=collector[0] if collector else None,
        time=time,
        locator=_locator(state, "tp:locator"),
        archived=_locator(state, "tp:archived") or _locator(state, "cached"),
        declared_encoding=state.text("tp:declaredEncoding"),
        used_encoding=state.text("tp:usedEncoding"),
    )
    state.close()
    return capture


def _digest(node: Node, key: str) -> Digest | None:
    text = node.text(key)
    return None if text is None else Digest.parse(text)


def _locator(node: Node, key: str) -> Locator | None:
    text = node.text(key)
    return None if text is None else Locator.parse(text)


def _span(node: Node, first: str, last: str) -> Span | None:
    start, end = node.number(first), node.number(last)
    if start is None or end is None:
        return None
    if end < start:
        node.tell(last, "ends before it starts")
        return None
    return Span(start, end)


def _place(target: Node) -> tuple[Locator | None, str | None]:
    """Return where the words stand and in which language that is; a hop's own name is no place."""
    given, language = target.text("tp:locator"), target.language("language")
    for key in ("source", "id", "@id"):
        for one in target.mixed(key):
            iri: str | None
            if isinstance(one, str):
                iri = one
            else:
                iri, language = one.text("id") or one.text("@id"), language or one.language("language")
                one.take("type")
                one.close()
            given = given or (None if iri is None or iri.startswith("ni:") else iri)
    return None if given is None else Locator.parse(given), language


def hop_fields(node: Node, act: Act, **stated: Any) -> dict[str, Any]:
    """Return what `Hop` takes, from keys of our own; ``stated`` is what the model has properties for, and wins."""
    date = node.text("tp:on")
    seal = node.text("tp:wordsDigest")
    length = node.number("tp:wordsLength")
    speaker = agents_of(node, "tp:speaker")
    attribution: dict[str, Any] = {
        "speaker": speaker[0] if speaker else None,
        "author": agents_of(node, "tp:author"),
        "translator": agents_of(node, "tp:translator"),
        "method": node.text("tp:method") or "unknown",
        "locator": _locator(node, "tp:locator"),
        "on": None if date is None else PartialDate.parse(date),
        "licence": node.text("tp:licence"),
    }
    attribution |= {name: node.text(f"tp:{name}") for name in ("outlet", "title", "occasion", "credit", "disclaimer")}
    attribution |= {name: value for name, value in stated.items() if name in attribution and value}
    return {
        "act": act,
        "text": stated.get("text"),
        "language": stated.get("language") or node.language("tp:language"),
        "mode": node.text("tp:mode") or "direct",
        "attribution": Attribution(**attribution),
        "captures": stated.get("captures", ()),
        "inferred": _inferred(node),
        "withheld": None if seal is None else Seal(Digest.parse(seal), length or 0),
    }


def _inferred(node: Node) -> tuple[Inferred, ...]:
    found = []
    for one in node.nodes("tp:inferred"):
        found.append(Inferred(one.text("tp:field") or "", one.text("tp:basis") or "", stated=one.text("tp:stated")))
        one.close()
    return tuple(found)
