"""One reference in CSL-JSON: its fields, and which parts of which hops they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields

from provenance.exports.citations.calendar import day_first
from provenance.exports.citations.places import archived, link
from provenance.exports.contract import Unsaid
from provenance.model.attribution import Attribution, Capture, Method
from provenance.model.hop import Act
from provenance.text import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.dates import PartialDate
    from provenance.exports.citations.matter import Matter
    from provenance.model.attribution import Agent
    from provenance.model.hop import Hop

__all__ = ["Reference"]

_PRESS = frozenset({"agency", "news"})
_RELAY = "a reference names one source: of the others only the sentence in its note tells"
_NAME_ALONE = "of a person, a body or a program the name alone goes out"
_WHY = {
    "language": "the language of the source alone goes out",
    **dict.fromkeys(("kind", "id", "version", "aliases", "description"), _NAME_ALONE),
    "text": "a reference holds no words",
    "withheld": "a reference holds no words, nor their seal",
    "sources": "a reference has no link to another",
    "mode": "no field says how words stand in a text",
    "inferred": "no field says what was inferred",
    "method": "no field says how a translation was made",
    "on": "the day alone goes out, without its time",
    "locator": "the canonical address goes out, not the link as given",
}


class Reference:
    """A reference to what is cited of a chain."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter
        self._said: dict[tuple[Hop, str], None] = {}
        witness = matter.witness
        self._custom: dict[str, Any] = {"digest": str(matter.chain.digest)}
        self.fields: dict[str, Any] = {"id": f"h{matter.chain.digest.hex}", "type": _type(witness)}
        self._add_people(witness)
        self._add_place(witness)
        if matter.origin != witness:
            self._add_origin(matter.origin)
        self.fields["note"] = matter.note
        self.fields["custom"] = self._custom

    def _say(self, hop: Hop, *paths: str) -> None:
        self._said.update(((hop, path), None) for path in paths)

    def _add_people(self, witness: Hop) -> None:
        who = witness.attribution
        if witness.act is Act.SAID and who.speaker is not None and not who.author:
            self.fields["author"] = [{"literal": who.speaker.name}]
            self._say(witness, "attribution.speaker")
        self._add_agents(witness, "author", who.author)
        self._add_agents(witness, "translator", who.translator)

    def _add_agents(self, witness: Hop, role: str, agents: tuple[Agent, ...]) -> None:
        """Add people and bodies as names, programs to what is our own: no style prints a program as a person."""
        people = [{"literal": agent.name} for agent in agents if agent.kind != "software"]
        programs = [str(agent) for agent in agents if agent.kind == "software"]
        if people:
            self.fields[role] = people
        if programs:
            self._custom[f"{role}-software"] = programs
        for place, agent in enumerate(agents):
            self._say(witness, f"attribution.{role}.{place}")
            if agent.kind == "software":
                self._say(witness, f"attribution.{role}.{place}.kind", f"attribution.{role}.{place}.version")

    def _add_place(self, witness: Hop) -> None:
        who = witness.attribution
        for name, value, path in (
            ("title", who.title, "attribution.title"),
            ("container-title", who.outlet, "attribution.outlet"),
            ("language", witness.language, "language"),
            ("event-title", who.occasion, "attribution.occasion"),
        ):
            if value is not None:
                self.fields[name] = value
                self._say(witness, path)
        if who.licence is not None:
            self._custom["licence"] = who.licence
            self._say(witness, "attribution.licence")
        self._add_date("issued", witness, who.on)
        address, copy = link(witness), archived(witness)
        if address is not None:
            self.fields["URL"] = address
            if who.locator is not None and who.locator.given == address:
                self._say(witness, "attribution.locator")
        if copy is not None:
            self.fields["archive_location"] = copy[0]
        times = [capture.time for capture in witness.captures if capture.time is not None]
        if times:
            last = max(times)
            self.fields["accessed"] = {"date-parts": [[last.year, last.month, last.day]]}
        for place, capture in enumerate(witness.captures):
            self._say_capture(witness, place, capture, address, copy and copy[0])

    def _say_capture(self, witness: Hop, place: int, capture: Capture, address: str | None, copy: str | None) -> None:
        """Note which parts of a capture went out: links as given; of the last visit the day alone, which is not all."""
        links = {"locator": (capture.locator, address), "archived": (capture.archived, copy)}
        said = [name for name, (given, out) in links.items() if given is not None and given.given == out]
        if said:
            self._say(witness, f"captures.{place}", *(f"captures.{place}.{name}" for name in said))

    def _add_origin(self, origin: Hop) -> None:
        """Add what the witness was made from: as the original, where it is the same work in another form.

        A style prints an original as "originally published as"; of a report that quotes a speech that would be false, so
        there the speech stands under what is our own.
        """
        who = origin.attribution
        self._custom["original-digest"] = str(origin.digest)
        if self._matter.witness.act is Act.REPORTED or any(hop.act is Act.REPORTED for hop in self._matter.before[1:]):
            for name, value, path in (
                ("speaker", who.speaker and who.speaker.name, "attribution.speaker"),
                ("title", who.title, "attribution.title"),
                ("date", who.on and str(who.on), "attribution.on"),
            ):
                if value is not None:
                    self._custom[f"original-{name}"] = value
                    self._say(origin, path)
        else:
            if who.speaker is not None:
                self.fields["original-author"] = [{"literal": who.speaker.name}]
                self._say(origin, "attribution.speaker")
            if who.title is not None:
                self.fields["original-title"] = who.title
                self._say(origin, "attribution.title")
            self._add_date("original-date", origin, who.on)
        if who.occasion is not None:
            self._custom["original-occasion"] = who.occasion
            self._say(origin, "attribution.occasion")

    def _add_date(self, name: str, hop: Hop, on: PartialDate | None) -> None:
        if on is None:
            return
        if on.year is None or on.year < 1 or on.decade:
            self.fields[name] = {"literal": day_first(on)}
        else:
            parts = [part for part in (on.year, on.month, on.day) if part is not None]
            self.fields[name] = {"date-parts": [parts]}
        if on.time is None and on.zone is None:
            self._say(hop, "attribution.on")

    def unsaid(self) -> Iterator[Unsaid]:
        """Yield what the chain's record states and the reference does not say, hop by hop."""
        kept = {hop for hop, _ in self._said} | {self._matter.witness, self._matter.origin}
        for hop in self._matter.chain.hops:
            if hop not in kept:
                yield Unsaid(hop.digest, "hop", _RELAY)
                continue
            for path in self._left(hop):
                yield Unsaid(hop.digest, path, _why(path))

    def _left(self, hop: Hop) -> Iterator[str]:
        """Yield the parts of a hop that are stated and not said."""
        for path in _stated(hop):
            above = path.rpartition(".")[0]
            inside = above.count(".") > 1 or above.startswith(("captures.", "attribution.speaker"))
            if (hop, path) not in self._said and (not inside or (hop, above) in self._said):
                yield path


def _why(path: str) -> str:
    if path.startswith("captures."):
        return "of custody only the link, an archive's copy and the day of the last visit go out"
    return _WHY.get(path.rpartition(".")[2], "no field of a reference says it")


def _type(witness: Hop) -> str:
    """Return what kind of source a witness is, in the words of the schema."""
    locator = witness.attribution.locator
    if locator is not None and locator.platform is not None:
        return "post"
    if witness.act is Act.SAID:
        return "speech"
    if locator is None or locator.canonical is None:
        return "article-newspaper" if witness.attribution.outlet is not None else "document"
    return "article-newspaper" if locator.outlet_kind in _PRESS else "webpage"


def _stated(hop: Hop) -> Iterator[str]:
    """Yield the path of every part of a hop that is not blank, as `Unsaid` names it; items before what is in them."""
    if hop.seal is not None:
        yield "text" if hop.text is not None else "withheld"
    if hop.language is not None:
        yield "language"
    if hop.mode is not Mode.DIRECT:
        yield "mode"
    for each in fields(Attribution):
        value = getattr(hop.attribution, each.name)
        path = f"attribution.{each.name}"
        if isinstance(value, tuple):
            for place, agent in enumerate(value):
                yield from _of_agent(f"{path}.{place}", agent)
        elif each.name == "speaker" and value is not None:
            yield from _of_agent(path, value)
        elif value is not None and value is not Method.UNKNOWN:
            yield path
    for place, capture in enumerate(hop.captures):
        yield f"captures.{place}"
        for each in fields(Capture):
            if getattr(capture, each.name) is not None:
                yield f"captures.{place}.{each.name}"
    if hop.sources:
        yield "sources"
    if hop.inferred:
        yield "inferred"


def _of_agent(path: str, agent: Agent) -> Iterator[str]:
    yield path
    if agent.kind != "unknown":
        yield f"{path}.kind"
    for name in ("id", "version", "aliases", "description"):
        if getattr(agent, name):
            yield f"{path}.{name}"
