"""Hops from the keywords of an act, and blanks of a recorded hop filled with what is known by now."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypedDict

from attrs import evolve

from provenance.errors import RecordError, shown
from provenance.model.attribution import Agent, Attribution, Capture, Inferred, Method, agents
from provenance.model.checks import instance_of, items
from provenance.model.hop import Act, Hop
from provenance.text import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from provenance.canonical import Digest
    from provenance.dates import PartialDate
    from provenance.locator import Locator
    from provenance.model.chain import Chain

__all__ = ["Filling", "How", "filled", "hop_of"]


class How(TypedDict, total=False):
    """How a hop was made: who answers for it, where it stands, when."""

    by: str | Agent | Sequence[str | Agent]
    """Who did the act: the speaker of what was said, the translator of what was translated, else the author."""
    speaker: str | Agent
    outlet: str
    url: str | Locator
    title: str
    on: str | PartialDate
    occasion: str
    mode: str | Mode
    method: str | Method
    credit: str
    disclaimer: str
    licence: str
    captures: Sequence[Capture]
    inferred: Sequence[Inferred]
    also: Sequence[Chain]
    """Further sources of this hop."""


class Filling(How, total=False):
    """What a blank of a recorded hop is filled with; ``also`` is not among it."""

    text: str
    language: str


_ATTRIBUTED = ("speaker", "outlet", "title", "on", "occasion", "method", "credit", "disclaimer", "licence")


def _check_names(how: Mapping[str, Any], known: AbstractSet[str]) -> None:
    for name in how:
        if name not in known:
            names = sorted(known)
            near = get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}"
            raise RecordError(f"unknown field – {shown(name)} – {hint}", field=name, value=how[name])


def _attributed(act: Act, how: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an attribution that keywords give."""
    fields = {name: how[name] for name in _ATTRIBUTED if name in how}
    if "url" in how:
        fields["locator"] = how["url"]
    if "by" in how:
        role = {Act.SAID: "speaker", Act.TRANSLATED: "translator"}.get(act, "author")
        who = agents(how["by"])
        if role == "speaker" and ("speaker" in fields or len(who) != 1):
            raise RecordError(
                f"not one speaker – by {shown(how['by'])} – give one agent, once", field="by", value=how["by"]
            )
        fields[role] = who[0] if role == "speaker" else who
    return fields


def hop_of(act: Act, text: str | None, language: str | None, how: How, sources: tuple[Digest, ...]) -> Hop:
    """Return the hop that an act makes; RecordError for a keyword that is none, with the one that was meant."""
    _check_names(how, How.__annotations__.keys())
    return Hop(
        act=act,
        text=text,
        language=language,
        mode=how.get("mode", Mode.DIRECT),
        attribution=Attribution(**_attributed(act, how)),
        captures=how.get("captures", ()),
        sources=sources,
        inferred=how.get("inferred", ()),
    )


def filled(old: Hop, number: int, how: Mapping[str, Any]) -> Hop:
    """Return the hop with blanks filled; RecordError for what was stated already, and for words that were not recorded."""
    _check_names(how, {*How.__annotations__, *Filling.__annotations__} - {"also"})
    into_attribution = _attributed(old.act, how)
    into_hop = {name: how[name] for name in ("text", "language", "mode") if name in how}
    stated = {**into_attribution, **into_hop}
    for name, value in stated.items():
        _check_blank(old, number, name)
        if value is None or value == ():
            raise RecordError(f"nothing to fill with – hop {number}, {name} – say what stands there", field=name)
    inferred = {one.field: one for one in old.inferred if one.field not in stated}
    for one in items(how.get("inferred", ()), "inferred"):
        instance_of(Inferred, one, "inferred", "an inferred field")
        if one.field not in stated:
            _check_blank(old, number, one.field)
        inferred[one.field] = one
    if "text" in into_hop:
        into_hop["withheld"] = None
    new = evolve(
        old,
        attribution=evolve(old.attribution, **into_attribution),
        captures=(*old.captures, *items(how.get("captures", ()), "captures")),
        inferred=tuple(inferred.values()),
        **into_hop,
    )
    if old.withheld is not None and new.seal != old.withheld:
        raise RecordError(
            f"other words – hop {number} – its words were recorded and are withheld: give them as they were, or a new hop",
            field="text",
            value=new.text,
        )
    return new


def _check_blank(hop: Hop, number: int, name: str) -> None:
    value = getattr(hop, name) if name in {"text", "language", "mode", "act"} else getattr(hop.attribution, name)
    if value is None or value == () or value is Method.UNKNOWN or hop.was_inferred(name):
        return
    said = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    raise RecordError(
        f"stated already – hop {number}, {name} {shown(said)} – what was stated is not overwritten; record a new hop "
        "and a correction",
        field=name,
        value=value,
    )
