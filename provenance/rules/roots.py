"""Roots: does the way lead in a circle, and are several sources more than one?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.locator import outlet_named
from provenance.model.attribution import Attribution
from provenance.model.chain import Chain, said
from provenance.model.hop import Act, Hop
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.naming import hops_named
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from provenance.canonical import Digest

__all__ = ["CircularReporting", "SingleRootCorroboration"]


def _outlet(hop: Hop) -> str | None:
    """Return the outlet of a hop in one spelling; None if nothing tells."""
    who = hop.attribution
    name = who.outlet or (None if who.locator is None else who.locator.outlet)
    if name is None:
        return None
    known = outlet_named(name)
    return comparing_form(name if known is None else known.name)


@frozen
class _Above:
    """Which outlets stand above a hop."""

    near: frozenset[str] = field(default=frozenset())
    """Those with no other one between."""
    far: int = field(default=0)
    """Those with another one between, a bit for each outlet that has several hops: no other can be in a circle."""
    several: bool = field(default=False)
    """Whether any has another one between."""

    @classmethod
    def joined(cls, ways: Sequence[_Above]) -> _Above:
        """Return what stands above on any of the ways."""
        if len(ways) == 1:
            return ways[0]
        far = 0
        for way in ways:
            far |= way.far
        near = {way.near for way in ways}
        return cls(frozenset[str]().union(*near), far, any(way.several for way in ways))

    def below(self, name: str, bits: Mapping[str, int]) -> _Above:
        """Return what stands above the hops that rest on one of an outlet."""
        others = self.near - {name}
        far = self.far
        for other in others:
            far |= bits.get(other, 0)
        return _Above(frozenset({name}), far, self.several or bool(others))


class CircularReporting:
    """The way back from a hop leads through another outlet to the hop's own outlet again.

    Why: an outlet that quotes itself through another has one source, and it is itself.
    Mend: rest the words on what the outlet had first.
    """

    name = "circular-reporting"
    family = "chain"
    severity = Severity.ERROR
    false_alarms = "an outlet that corrects itself: another outlet has to stand in between"
    clean = Cases(
        lambda: (
            Case(
                _speech()
                .reported("Порт открыт до осени.", "ru", outlet="Портовый вестник")
                .revised("Порт открыт до сентября.", "ru", outlet="Портовый вестник")
                .reported("Порт открыт до сентября.", "ru", outlet="Harbour Wire"),
                about="an outlet revises its own words",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                _speech()
                .reported("Порт открыт до осени.", "ru", outlet="Портовый вестник")
                .translated("The port is open until autumn.", "en", outlet="Harbour Wire", by="J. Smith")
                .translated("Порт будет открыт до осени.", "ru", outlet="Портовый вестник", by="А. Читатель"),
                about="out to the wire and back",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                _speech()
                .reported("Порт открыт до осени.", "ru", outlet="Портовый вестник")
                .reported("Порт открыт до осени.", "ru", outlet="Harbour Wire")
                .reported("Порт открыт до осени.", "ru"),
                reason="not-recorded",
                about="the last outlet is blank: it may be the first again",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop whose outlet stands above it with another one between."""
        outlets = {hop.digest: None if hop.act is Act.SAID else _outlet(hop) for hop in chain.hops}
        counts = Counter(outlets.values())
        repeated = [name for name, count in counts.items() if name is not None and count > 1]
        bits = {name: 1 << place for place, name in enumerate(repeated)}
        users = Counter(source for hop in chain.hops for source in hop.sources)
        above: dict[Digest, _Above] = {}
        for hop in chain.hops:
            here = _Above.joined([above[source] for source in hop.sources]) if hop.sources else _Above()
            for source in hop.sources:
                users[source] -= 1
                if not users[source]:
                    del above[source]  # nothing more rests on it
            name = outlets[hop.digest]
            if name is None and hop.act is not Act.SAID and here.several:
                yield NotExamined(self, hop, "not-recorded", "its outlet")
            if name is not None and here.far & bits.get(name, 0):
                yield self._found(chain, _way_back(chain, hop, outlets))
            above[hop.digest] = here if name is None else here.below(name, bits)

    def _found(self, chain: Chain, way: Sequence[Hop]) -> Finding:
        names = [each.attribution.outlet or _outlet(each) or "?" for each in way]
        return Finding(
            self,
            way[-1],
            f"{' → '.join(names)} ({hops_named(chain.number(each) for each in way)})",
            inferred=way[-1].was_inferred("outlet") or way[0].was_inferred("outlet"),
            evidence=[Evidence(hop=chain.number(each), exact=name) for each, name in zip(way, names, strict=True)],
        )


def _way_back(chain: Chain, hop: Hop, outlets: Mapping[Digest, str | None]) -> list[Hop]:
    """Return the shortest way to a hop from one of the same outlet, on which another outlet stands between."""
    name = outlets[hop.digest]
    begin = (hop.digest, False)  # a hop, and whether another outlet was met since
    came: dict[tuple[Digest, bool], tuple[Digest, bool] | None] = {begin: None}
    waiting = [begin]
    for at in waiting:
        if at[1] and outlets[at[0]] == name:
            break
        for source in chain.hop(at[0]).sources:
            reached = (source, at[1] or outlets[source] not in {None, name})
            if reached not in came:
                came[reached] = at
                waiting.append(reached)
    way = [chain.hop(at[0])]
    while (following := came[at]) is not None:
        way.append(chain.hop(following[0]))
        at = following
    return way


class SingleRootCorroboration:
    """Several sources that seem to confirm one another all come through one hop.

    Why: four outlets that copied one wire are one witness, not four.
    Mend: find a source that heard or saw it otherwise, or count the root once.
    """

    name = "single-root-corroboration"
    family = "chain"
    severity = Severity.WARNING
    false_alarms = (
        "outlets that heard the same speech: an utterance, a recording or a transcript as common root is fine"
    )
    clean = Cases(
        lambda: (
            Case(
                _speech()
                .reported("Порт открыт до осени.", "ru", outlet="Портовый вестник")
                .reported(
                    "Порт открыт до осени.",
                    "ru",
                    outlet="Harbour Courier",
                    also=[_speech().reported("Порт будет открыт до осени.", "ru", outlet="Harbour Wire")],
                ),
                about="both heard the same speech",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                _wire()
                .reported("Порт открыт до осени.", "ru", outlet="Портовый вестник")
                .reported(
                    "Порт открыт до осени.",
                    "ru",
                    outlet="Harbour Courier",
                    also=[_wire().reported("Порт открыт до осени", "ru", outlet="Beiting Daily")],
                ),
                about="two outlets, one wire",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                _speech()
                .reported("Порт открыт до осени.", "ru", outlet="Портовый вестник")
                .reported(
                    "Порт открыт до осени.",
                    "ru",
                    outlet="Harbour Courier",
                    also=[_unsourced()],
                ),
                reason="not-recorded",
                about="where the wire has it from is not recorded",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop with several sources that share a root which is no utterance, recording or transcript."""
        roots = _Roots(chain)
        rootless: set[Digest] = set()
        for hop in chain.hops:
            if (not hop.sources and hop.act not in _HEARD) or not rootless.isdisjoint(hop.sources):
                rootless.add(hop.digest)
            if len(hop.sources) < 2:
                continue
            root = roots.common(hop)
            if root is not None and root.act not in _HEARD:
                yield self._found(chain, hop, root)
            elif any(source in rootless for source in hop.sources):
                yield NotExamined(self, hop, "not-recorded", "where a source has it from")

    def _found(self, chain: Chain, hop: Hop, root: Hop) -> Finding:
        where = chain.number(root)
        name = root.attribution.outlet or (root.attribution.locator and str(root.attribution.locator))
        return Finding(
            self,
            hop,
            f"{len(hop.sources)} sources, 1 root: all come through hop {where}" + (f", {name}" if name else ""),
            evidence=(Evidence(hop=where, exact=name or ""),),
        )


_HEARD = frozenset({Act.SAID, Act.TRANSCRIBED})


def _speech() -> Chain:
    return said("Порт будет открыт до осени.", "ru", by="Ilya Marenko", on="2026-03-04")


def _unsourced() -> Chain:
    """Return a report that says nothing of where it has its words from."""
    return Chain.of(
        [Hop(act=Act.REPORTED, text="Порт открыт.", language="ru", attribution=Attribution(outlet="Harbour Wire"))]
    )


def _wire() -> Chain:
    return _speech().reported("Порт открыт до осени.", "ru", outlet="Harbour Wire")


class _Roots:
    """The hop that every way back from a hop passes first: its immediate dominator (Cooper, Harvey, Kennedy 2001)."""

    def __init__(self, chain: Chain) -> None:
        """Take a chain; sources stand before what rests on them, so one pass is enough."""
        self._chain = chain
        self._above: list[int] = [0]
        self._depth: list[int] = [0]
        for hop in chain.hops:
            meet = self._meet([chain.number(source) for source in hop.sources])
            self._above.append(meet)
            self._depth.append(self._depth[meet] + 1)

    def _meet(self, numbers: list[int]) -> int:
        """Return the nearest hop that stands on every way from these; 0 if there is none."""
        if not numbers:
            return 0
        first = numbers[0]
        for other in numbers[1:]:
            one = other
            while first != one:
                if self._depth[first] < self._depth[one]:
                    one = self._above[one]
                else:
                    first = self._above[first]
        return first

    def common(self, hop: Hop) -> Hop | None:
        """Return the nearest hop that all ways back from a hop's sources, themselves among it, pass through."""
        number = self._meet([self._chain.number(source) for source in hop.sources])
        return self._chain.hop(number) if number else None
