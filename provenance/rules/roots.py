"""Roots: does the way lead in a circle, and are several sources more than one?"""

from __future__ import annotations

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
    from collections.abc import Iterator, Sequence

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
class _Circles:
    """Which outlets stand above, in which run of outlets each stood last, and how many runs there are."""

    seen: dict[str, tuple[int, Hop]]
    run: int = field()
    last: str | None = field()

    def copied(self) -> _Circles:
        """Return the same, for another way on; where there is one way on only, it is not copied."""
        return _Circles(dict(self.seen), self.run, self.last)

    def joined(self, other: _Circles) -> _Circles:
        """Return both ways in one: an outlet as many runs back as on the way where it is further."""
        run = max(self.run, other.run)
        seen = {name: (run - self.run + place, hop) for name, (place, hop) in self.seen.items()}
        for name, (place, hop) in other.seen.items():
            moved = run - other.run + place
            if name not in seen or moved < seen[name][0]:
                seen[name] = (moved, hop)
        return _Circles(seen, run, self.last if self.last == other.last else None)


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
        users: dict[Digest, int] = {}
        for hop in chain.hops:
            for source in hop.sources:
                users[source] = users.get(source, 0) + 1
        above: dict[Digest, _Circles] = {}
        for hop in chain.hops:
            circles = _Circles({}, 0, None)
            for number, source in enumerate(hop.sources):
                way = above[source] if users[source] == 1 else above[source].copied()
                circles = circles.joined(way) if number else way
            if hop.act is Act.SAID:
                above[hop.digest] = circles
                continue
            name = _outlet(hop)
            if name is None:
                if len(circles.seen) > 1:
                    yield NotExamined(self, hop, "not-recorded", "its outlet")
                above[hop.digest] = circles
                continue
            run = circles.run + (name != circles.last)
            before = circles.seen.get(name)
            if before is not None and before[0] < run - 1 + (name == circles.last):
                yield self._found(chain, hop, before[1])
            circles.seen[name] = (run, hop)
            above[hop.digest] = _Circles(circles.seen, run, name)

    def _found(self, chain: Chain, hop: Hop, before: Hop) -> Finding:
        way = _way_back(chain, hop, before)
        names = [each.attribution.outlet or _outlet(each) or "?" for each in way]
        return Finding(
            self,
            hop,
            f"{' → '.join(names)} ({hops_named(chain.number(each) for each in way)})",
            inferred=hop.was_inferred("outlet") or before.was_inferred("outlet"),
            evidence=[Evidence(hop=chain.number(each), exact=name) for each, name in zip(way, names, strict=True)],
        )


def _way_back(chain: Chain, hop: Hop, before: Hop) -> list[Hop]:
    """Return the hops from an earlier one to a later one that rests on it, along one way."""
    came: dict[Digest, Hop | None] = {hop.digest: None}
    waiting = [hop]
    for each in waiting:
        if each == before:
            break
        for source in each.sources:
            if source not in came:
                came[source] = each
                waiting.append(chain.hop(source))
    way: list[Hop] = [before]
    while (following := came[way[-1].digest]) is not None:
        way.append(following)
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
