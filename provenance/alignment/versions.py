"""Sentences of two versions of a text in one language, paired by the words that stand in both."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from provenance.alignment.pairing import Bead
from provenance.likeness import align, likeness
from provenance.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.text import Span

__all__ = ["versions"]

SHARED = 0.4
"""Share of the shorter sentence that must stand in the other for the two to belong together."""

ALIKE = 0.6
"""Likeness from which two sentences between such pairs are taken for one that was rewritten."""

_RUN = re.compile(rf"[{UNSPACED}]{{2}}|[^{UNSPACED}]{{5}}")
"""Unchanged runs that are no chance: two characters of an unspaced script, five of another."""

NEAR = 4
"""Sentences that are looked at for a rewritten one on the other side."""


def versions(source: str, target: str, here: Sequence[Span], there: Sequence[Span]) -> tuple[Bead, ...]:
    """Return beads that hold every sentence once and in order.

    Sentences that share words where the two texts run alike belong together; of those left between, rewritten ones are
    found by likeness; the rest stand alone.
    """
    beads: list[Bead] = []
    at = to = 0
    for first, last, begin, end, score in _grouped(_shared(source, target, here, there), here, there):
        beads += _between(source, target, here[at:first], there[to:begin])
        beads.append(Bead(source=tuple(here[first:last]), target=tuple(there[begin:end]), score=score))
        at, to = last, end
    return (*beads, *_between(source, target, here[at:], there[to:]))


def _shared(source: str, target: str, here: Sequence[Span], there: Sequence[Span]) -> dict[tuple[int, int], int]:
    """Return how many characters each pair of sentences shares in unchanged runs."""
    starts, begins = [span.start for span in here], [span.start for span in there]
    shared: dict[tuple[int, int], int] = {}
    for op, i, k, j, _ in align(source, target):
        if op != "equal" or not _RUN.search(source, i, k):
            continue
        at = i
        while at < k:
            one, other = bisect_right(starts, at) - 1, bisect_right(begins, at - i + j) - 1
            ends = [k]
            ends += [here[one + 1].start] if one + 1 < len(here) else []
            ends += [there[other + 1].start - j + i] if other + 1 < len(there) else []
            until = min(end for end in ends if end > at)
            if one >= 0 and other >= 0:
                shared[one, other] = shared.get((one, other), 0) + until - at
            at = until
    return shared


def _grouped(
    shared: dict[tuple[int, int], int], here: Sequence[Span], there: Sequence[Span]
) -> Iterator[tuple[int, int, int, int, float]]:
    """Yield runs of sentences that hang together: [first, last) of the source, of the target, and how alike they are."""
    links = sorted(
        pair for pair, size in shared.items() if size >= SHARED * min(len(here[pair[0]]), len(there[pair[1]]))
    )
    group: list[tuple[int, int]] = []
    last, end = -1, -1
    for link in links:
        if group and link[0] > last and link[1] > end:
            yield _group(group, shared, here, there)
            group = []
        group.append(link)
        last, end = max(last, link[0]), max(end, link[1])
    if group:
        yield _group(group, shared, here, there)


def _group(
    group: list[tuple[int, int]], shared: dict[tuple[int, int], int], here: Sequence[Span], there: Sequence[Span]
) -> tuple[int, int, int, int, float]:
    first, last = group[0][0], group[-1][0] + 1
    begin, end = min(other for _, other in group), max(other for _, other in group) + 1
    total = sum(map(len, here[first:last])) + sum(map(len, there[begin:end]))
    return first, last, begin, end, round(min(1.0, 2 * sum(shared[link] for link in group) / total), 3)


def _between(source: str, target: str, here: Sequence[Span], there: Sequence[Span]) -> Iterator[Bead]:
    """Yield beads of sentences that share no run: rewritten ones side by side, the others alone."""
    to = 0
    for span in here:
        for number in range(to, min(to + NEAR, len(there))):
            alike = likeness(span.of(source), there[number].of(target))
            if alike >= ALIKE:
                yield from (Bead(source=(), target=(there[other],), score=0.0) for other in range(to, number))
                yield Bead(source=(span,), target=(there[number],), score=round(alike, 3))
                to = number + 1
                break
        else:
            yield Bead(source=(span,), target=(), score=0.0)
    yield from (Bead(source=(), target=(span,), score=0.0) for span in there[to:])
