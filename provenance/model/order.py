"""The order of a chain's hops: sources before what rests on them, ties by digest."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from provenance.errors import ChainError, shown
from provenance.limits import HOPS, check_limit
from provenance.model.hop import Hop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.canonical import Digest

__all__ = ["ordered"]


def ordered(hops: Iterable[Hop]) -> tuple[Hop, ...]:
    """Return hops with sources first and ties by digest, checked to be one chain (Kahn 1962)."""
    hops = tuple(hops)
    if _is_line(hops):
        check_limit(len(hops), HOPS, "hops", "record it as several chains")
        return hops
    known: dict[Digest, Hop] = {}
    for hop in hops:
        if not isinstance(hop, Hop):
            raise ChainError(f"not a hop – {shown(hop)} – give hops", hop=hop)
        if hop.digest not in known or known[hop.digest].text is None:
            known[hop.digest] = hop
    if not known:
        raise ChainError("no hop – a chain has one at least – begin with said(…)")
    check_limit(len(known), HOPS, "hops", "record it as several chains")
    resting: dict[Digest, list[Digest]] = {}
    waiting: dict[Digest, int] = {}
    for digest, hop in known.items():
        waiting[digest] = len(hop.sources)
        for source in hop.sources:
            if source not in known:
                raise ChainError(
                    f"a source is not there – hop {digest} rests on {source} – give that hop too",
                    hop=digest,
                    source=source,
                )
            resting.setdefault(source, []).append(digest)
    heads = sorted(digest for digest in known if digest not in resting)
    if len(heads) > 1:
        raise ChainError(
            f"{len(heads)} heads – {heads[0]} and {heads[1]} – a chain has one; record them as two chains, or a hop "
            "that rests on both",
            hop=heads[1],
        )
    ready = [(digest.hex, digest) for digest, left in waiting.items() if left == 0]  # strings compare faster
    heapify(ready)
    ordered: list[Hop] = []
    while ready:
        _, digest = heappop(ready)
        ordered.append(known[digest])
        for later in resting.get(digest, ()):
            waiting[later] -= 1
            if waiting[later] == 0:
                heappush(ready, (later.hex, later))
    return tuple(ordered)


def _is_line(hops: tuple[object, ...]) -> bool:
    """Return whether the first rests on nothing and each other on the one before it alone: there is no other order."""
    before: tuple[Digest, ...] = ()
    for hop in hops:
        if not isinstance(hop, Hop) or hop.sources != before:
            return False
        before = (hop.digest,)
    return bool(hops)
