"""Roots, not counts: what a set of hops rests on, and the narrowest place that all of it came through.

Four outlets that relay one report are one witness, not four. The narrowest place is a hop that lies on every way from
any of the hops back to any origin: in the theory of flow graphs a dominator (Lengauer and Tarjan 1979), which in a graph
without circles is a hop that no link passes by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.rules.naming import date_words, language_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["Roots", "roots_of"]


@frozen(kw_only=True)
class Roots:
    """What some hops, the heads of chains, rest on."""

    heads: tuple[Hop, ...] = field(repr=False)
    """The hops asked about, each once, in the order given."""
    origins: tuple[Hop, ...] = field(repr=False)
    """The hops that rest on nothing, sources first."""
    narrowest: Hop | None
    """The hop nearest to the heads that every way from each head to each origin passes; None where there is none."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that the heads name, each once."""
        found = (_outlet(hop) for hop in self.heads)
        return tuple(dict.fromkeys(outlet for outlet in found if outlet is not None))

    def __str__(self) -> str:
        if not self.heads:
            return "no hops, no roots"
        unnamed = sum(_outlet(hop) is None for hop in self.heads)
        parts = [_counted(len(self.outlets), "outlet")] if self.outlets else []
        if unnamed:
            parts.append(_counted(unnamed, "hop") + (" without outlet" if self.outlets else ""))
        count = 1 if self.narrowest is not None else len(self.origins)
        told = f"{', '.join(parts)}, {_counted(count, 'root')}"
        return told if self.narrowest is None else f"{told}: {_named(self.narrowest)}"


def roots_of(chains: Iterable[Chain]) -> Roots:
    """Return what the heads of chains rest on, and the narrowest hop that all of it came through."""
    several = tuple(chains)
    heads = {chain.digest: chain.head for chain in several}
    hops = {hop.digest: hop for chain in several for hop in chain.hops}
    order = _in_order(hops)
    return Roots(
        heads=tuple(heads.values()),
        origins=tuple(hop for hop in order if not hop.sources),
        narrowest=_narrowest(order, heads.keys()),
    )


def _in_order(hops: dict[Digest, Hop]) -> list[Hop]:
    """Return hops, sources before what rests on them."""
    found: list[Hop] = []
    done: set[Digest] = set()
    waiting = [(digest, False) for digest in reversed(hops)]
    while waiting:
        digest, ready = waiting.pop()
        if digest in done:
            continue
        if ready:
            done.add(digest)
            found.append(hops[digest])
            continue
        waiting.append((digest, True))
        waiting += [(source, False) for source in hops[digest].sources if source not in done]
    return found


def _narrowest(order: list[Hop], heads: Iterable[Digest]) -> Hop | None:
    """Return the last hop that no link passes by, with a link from before all to each origin and from each head to after."""
    place = {hop.digest: number for number, hop in enumerate(order)}
    reach = list(range(len(order)))
    first = max((number for number, hop in enumerate(order) if not hop.sources), default=0)
    last = min((place[head] for head in heads), default=-1)
    for number, hop in enumerate(order):
        for source in hop.sources:
            reach[place[source]] = max(reach[place[source]], number)
    furthest, narrowest = 0, None
    for number, hop in enumerate(order):
        if furthest <= number and first <= number <= last:
            narrowest = hop
        furthest = max(furthest, reach[number])
    return narrowest


def _outlet(hop: Hop) -> str | None:
    who = hop.attribution
    return who.outlet or (None if who.locator is None else who.locator.outlet)


def _named(hop: Hop) -> str:
    who = hop.attribution
    name = _outlet(hop) or next((str(one) for one in (who.speaker, *who.translator, *who.author) if one), None)
    parts = [str(hop.act), "" if hop.language is None else f"in {language_name(hop.language)}"]
    parts += ["" if name is None else f"by {name}", "" if who.on is None else f"on {date_words(who.on)}"]
    return f"{' '.join(part for part in parts if part)} ({hop.digest.hex[:16]})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
