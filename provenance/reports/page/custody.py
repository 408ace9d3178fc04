"""Custody on the page: what vouches for each hop, digest by digest, and whether it is held and matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.canonical import digest_of
from provenance.dates import PartialDate
from provenance.reports.escaping import escaped
from provenance.reports.page.markup import element, link, prose, spoken
from provenance.rules.naming import date_words, hops_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.canonical import Digest
    from provenance.model.attribution import Agent, Capture
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.reports.page.sheet import Sheet

__all__ = ["custody", "vouched"]


def vouched(chain: Chain, hop: Hop) -> str:
    """Return whether what was captured of a hop is held and has its digest: "matches", "differs", "not-held", "none"."""
    states = {
        _state(chain, digest)
        for capture in hop.captures
        for digest in (capture.data, capture.text)
        if digest is not None
    }
    return next((state for state in ("differs", "matches", "not-held") if state in states), "none")


def _state(chain: Chain, digest: Digest) -> str:
    data = chain.held.evidence.get(digest)
    if data is None:
        return "not-held"
    return "matches" if digest_of(data) == digest else "differs"


_STATES = {
    "matches": "held, and it matches",
    "differs": "held, and it does not match: this is not what was captured",
    "not-held": "not held here",
}


def custody(sheet: Sheet) -> str:
    """Return what is recorded of each hop beyond its words, as a list of terms a hop."""
    parts = [
        element(
            "p",
            "A digest is a fingerprint: the same bytes always have the same one, and any change gives another. It is "
            "worked out anew whenever a record is read, so a changed record cannot keep its own. The chain’s "
            f"digest is that of its last hop and vouches for all above it: {_digest(sheet.chain.digest)}.",
        )
    ]
    for number, hop in enumerate(sheet.chain.hops, 1):
        head = sheet.heading(2, f"Hop {number}: {prose(hop.act)}", f"custody-{number}")
        terms = "".join(
            element("div", element("dt", escaped(name)) + element("dd", value))
            for name, value in _terms(sheet.chain, hop)
        )
        parts.append(head + element("dl", terms))
    return "".join(parts)


def _terms(chain: Chain, hop: Hop) -> Iterator[tuple[str, str]]:
    yield "record", _digest(hop.digest)
    if hop.seal is not None:
        state = "held" if hop.text is not None else "withheld"
        yield "words", f"{hop.seal.length:,} characters, {state}, {_digest(hop.seal.digest)}"
    else:
        yield "words", "none recorded"
    yield "how they stand", escaped(hop.mode)
    if hop.sources:
        yield "rests on", escaped(hops_named(chain.number(source) for source in hop.sources))
    yield from _attributed(hop)
    for one in hop.inferred:
        stated = "" if one.stated is None else f"; stated was {one.stated}"
        yield f"{one.field} inferred", prose(f"from {one.basis}{stated}")
    for capture in hop.captures:
        yield "capture", element("ul", "".join(element("li", line) for line in _captured(chain, capture)))
    for correction in chain.held.corrections:
        if correction.old == hop.digest:
            into = "retracted" if correction.new is None else f"corrected by {_digest(correction.new)}"
            yield "correction", f"{into}: {prose(f'{correction.reason} ({correction.by}, {correction.on})')}"


def _attributed(hop: Hop) -> Iterator[tuple[str, str]]:
    who = hop.attribution
    for name, agents in (
        ("speaker", () if who.speaker is None else (who.speaker,)),
        ("by", who.author),
        ("translator", who.translator),
    ):
        for agent in agents:
            yield name, _agent(agent)
    if who.translator or who.method != "unknown":
        yield "method", escaped(who.method)
    if who.outlet is not None:
        yield "outlet", element("bdi", escaped(who.outlet))
    if who.on is not None:
        yield "date", escaped(f"{date_words(who.on)} ({who.on})")
    if who.occasion is not None:
        yield "occasion", element("bdi", escaped(who.occasion))
    for name in ("title", "credit", "disclaimer"):
        value = getattr(who, name)
        if value is not None:
            yield name, spoken("q", escaped(value), hop.language)
    if who.licence is not None:
        yield "licence", prose(who.licence)
    if who.locator is not None:
        yield "link", link(who.locator)
        if who.locator.minted is not None:
            clock = "" if who.locator.clock is None else f" ({who.locator.clock})"
            yield "id in the link", prose(f"made {date_words(PartialDate.at(who.locator.minted))}{clock}")


def _agent(agent: Agent) -> str:
    told = [element("bdi", escaped(str(agent)))]
    told += [prose(part) for part in (agent.description, None if agent.kind == "unknown" else agent.kind) if part]
    told += [element("bdi", escaped(agent.id))] if agent.id is not None else []
    return ", ".join(told)


def _captured(chain: Chain, capture: Capture) -> Iterator[str]:
    for name, digest in (("bytes as collected", capture.data), ("text taken from them", capture.text)):
        if digest is not None:
            state = _state(chain, digest)
            yield f"{name}: {element('strong', _STATES[state], class_=state)}, {_digest(digest)}"
    if capture.span is not None:
        yield f"the words stand at {capture.span.start:,}–{capture.span.end:,} of that text"
    made = [f"collected by {capture.collector}"] if capture.collector is not None else []
    made += [date_words(PartialDate.at(capture.time))] if capture.time is not None else []
    made += [f"with {capture.extractor}"] if capture.extractor is not None else []
    if made:
        yield prose(", ".join(made))
    if capture.locator is not None:
        yield f"from {link(capture.locator)}"
    if capture.archived is not None:
        yield f"copy in an archive {link(capture.archived)}"


def _digest(digest: Digest) -> str:
    return element("code", escaped(str(digest)))
