"""The best beads of a pair of texts, by dynamic programming inside a corridor.

Words that stand once on either side and rise on both (the patience method) say where the corridor runs; between them
it holds whole rectangles while these are small, and a band of the diagonal where they are not. Rows keep only what lies
near their best score, so time and memory grow with the texts' length and not with its square.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import define, evolve, field, frozen

from provenance.alignment.links import Pair, links, shared
from provenance.alignment.scoring import Model, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.alignment.features import Features

__all__ = ["Block", "best"]

Block: TypeAlias = "tuple[int, int, int, int]"
"""First and last sentence of a stretch on either side: [source, source), [target, target)."""

SLACK = 8
"""Sentences by which the corridor is wider than its fixed points: one of these may be wrong."""

AROUND = 16
"""Sentences on either side of a first pass that the second may turn to."""

WHOLE = 20_000
"""Pairs of sentences between two fixed points up to which all are looked at."""

BAND = 60
"""Sentences on either side of the diagonal that are looked at in a larger stretch, and more the longer it is."""

CROWD = 48
"""Beginnings of a row that are gone on from in a larger stretch."""

BEAM = 30.0
"""A beginning less likely than the row's best by this (natural logarithm) is given up."""

GIVEN_UP = -math.inf

_STEPS: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
_SOURCE_ONLY, _TARGET_ONLY = 6, 7
_AFTER_GAP = 8
"""Added to a step that begins where sentences without counterpart end."""


@frozen
class _Corridor:
    """The target places [lows[i], highs[i]] that may stand against each source place, and how far a row may fall back."""

    lows: Sequence[int]
    highs: Sequence[int]
    beams: Sequence[float]
    crowds: Sequence[int]
    """How many beginnings of a row are gone on from, at most."""

    def window(self, i: int) -> tuple[int, int]:
        return self.lows[i], self.highs[i + 1]


@define
class _Row:
    """Beginnings with one number of source sentences, by target sentences from ``low`` on."""

    low: int
    matched: list[float]
    """Scores of those that end with a bead."""
    gapped: list[float]
    """Scores of those that end with a sentence without counterpart."""
    steps: bytearray
    """For those that end with a bead the last step, ``gaps`` for the others."""
    gaps: bytearray
    alive: list[tuple[int, float, int]] = field(factory=list)
    """Target sentences and score of those worth going on from, and whether they end with a gap."""

    @classmethod
    def blank(cls, low: int, width: int) -> _Row:
        return cls(low, [GIVEN_UP] * width, [GIVEN_UP] * width, bytearray(width), bytearray(width))

    def prune(self, beam: float, crowd: int) -> None:
        """Give up what is worse than the best by more than the beam, and all but the best of a crowd."""
        floor = max(*self.matched, *self.gapped) - beam
        for place, (matched, gapped) in enumerate(zip(self.matched, self.gapped, strict=True)):
            score = max(matched, gapped)
            if score >= floor and score > GIVEN_UP:
                self.alive.append((self.low + place, score, _AFTER_GAP if gapped > matched else 0))
            if matched < floor:
                self.matched[place] = GIVEN_UP
            if gapped < floor:
                self.gapped[place] = GIVEN_UP
        if len(self.alive) > crowd:
            self.alive = sorted(sorted(self.alive, key=lambda held: -held[1])[:crowd])

    def forget(self) -> None:
        """Keep the steps alone: no later row looks farther back for a score."""
        self.matched, self.gapped, self.alive = [], [], []


def best(
    source: Sequence[Features],
    target: Sequence[Features],
    blocks: Sequence[Block],
    usual: tuple[float, float] | None = None,
) -> tuple[list[Pair], Model]:
    """Return the best beads inside each block, in order, and the model that scored them."""
    model = Model(source=source, target=target, usual=usual)
    corridor = _between(_fixed(source, target, blocks), model)
    model.hear(links(source, target, corridor.window))
    beads = [bead for block in blocks for bead in _beads(model, block, corridor)]
    model.learn(beads)
    corridor = _along(beads, blocks, model)
    model.hear(links(source, target, corridor.window, beads))
    return [bead for block in blocks for bead in _beads(model, block, corridor)], model


def _fixed(source: Sequence[Features], target: Sequence[Features], blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return places where both texts are likely at the same point: the blocks' ends, and rare words between them."""
    once: dict[tuple[int, int], float] = {}
    for _, weight, here, there in shared(source, target):
        if len(here) == len(there) == 1:
            pair = here[0], there[0]
            once[pair] = once.get(pair, 0.0) + weight
    starts = [block[0] for block in blocks]
    points: list[tuple[int, int]] = []
    inside: list[list[tuple[int, int]]] = [[] for _ in blocks]
    for i, j in sorted(once):
        number = bisect_right(starts, i) - 1
        if blocks[number][2] <= j < blocks[number][3]:
            inside[number].append((i, j))
    for block, pairs in zip(blocks, inside, strict=True):
        points.append((block[0], block[2]))
        points += _rising(pairs, once)
        points.append((block[1], block[3]))
    return points


def _rising(pairs: Sequence[tuple[int, int]], weights: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the heaviest series of pairs that rises on both sides, by a Fenwick tree over target places."""
    places = {j: place for place, j in enumerate(sorted({j for _, j in pairs}), 1)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(places) + 1)
    before: list[int] = []
    row: list[tuple[int, tuple[float, int]]] = []
    for number, (i, j) in enumerate(pairs):
        if number and pairs[number - 1][0] != i:  # pairs of one source sentence do not follow each other
            _raise(tree, row)
            row = []
        place = places[j] - 1
        found = (0.0, -1)
        while place:
            found = max(found, tree[place], key=lambda held: held[0])
            place -= place & -place
        before.append(found[1])
        row.append((places[j], (found[0] + weights[i, j], number)))
    _raise(tree, row)
    number = max(tree, key=lambda held: held[0])[1] if pairs else -1
    series: list[tuple[int, int]] = []
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _raise(tree: list[tuple[float, int]], row: Sequence[tuple[int, tuple[float, int]]]) -> None:
    for start, held in row:
        place = start
        while place < len(tree):
            if held[0] > tree[place][0]:
                tree[place] = held
            place += place & -place


def _between(points: Sequence[tuple[int, int]], model: Model) -> _Corridor:
    """Return the corridor through fixed points."""
    source, target = model.source, model.target
    size = len(source) + 1
    lows, highs, beams, crowds = [len(target)] * size, [0] * size, [BEAM] * size, [CROWD] * size
    run_a = list(accumulate((sentence.length for sentence in source), initial=0))
    run_b = list(accumulate((sentence.length for sentence in target), initial=0))
    for (i, j), (k, m) in pairwise(points):
        whole = (k - i) * (m - j) <= WHOLE
        half = BAND + math.isqrt(k - i)
        gap = model.gap(k - i, m - j)
        beam = BEAM + (gap if whole else min(gap, BEAM))
        for row in range(max(0, i - SLACK), min(size, k + SLACK + 1)):
            low, high = j, m
            if not whole and i <= row <= k:
                share = (run_a[row] - run_a[i]) / max(1, run_a[k] - run_a[i])
                middle = bisect_right(run_b, run_b[j] + share * (run_b[m] - run_b[j])) - 1
                low, high = max(j, middle - half), min(m, middle + half)
            lows[row] = min(lows[row], max(0, low - SLACK))
            highs[row] = max(highs[row], min(len(target), high + SLACK))
            beams[row] = max(beams[row], beam)
            crowds[row] = max(crowds[row], WHOLE if whole else CROWD)
    for row in range(size - 1):  # a very long sentence can move the diagonal farther than the band is wide
        highs[row] = max(highs[row], lows[row + 1])
    return _Corridor(lows, highs, beams, crowds)


def _along(beads: Sequence[Pair], blocks: Sequence[Block], model: Model) -> _Corridor:
    """Return the corridor around the beads of a first pass."""
    size = len(model.source)
    path: list[tuple[int, int]] = [(blocks[0][0], blocks[0][2])] if blocks else [(0, 0)]
    for source, target in beads:
        i, j = path[-1]
        path.append((source[-1] + 1 if source else i, target[-1] + 1 if target else j))
    last = path[-1][1]
    lows, highs = [last] * (size + 1), [0] * (size + 1)
    for i, j in path:
        lows[i], highs[i] = min(lows[i], j), max(highs[i], j)
    for i in range(1, size + 1):  # rows inside a bead of several source sentences
        if highs[i] < lows[i]:
            lows[i], highs[i] = lows[i - 1], highs[i - 1]
    wide = [(min(lows[max(0, i - AROUND) : i + 1]), max(highs[i : i + AROUND + 1])) for i in range(size + 1)]
    return _Corridor(
        [max(0, low - AROUND) for low, _ in wide],
        [min(last, high + AROUND) for _, high in wide],
        [BEAM + model.gap(0, high - low) for low, high in zip(lows, highs, strict=True)],
        [WHOLE] * (size + 1),
    )


def _beads(model: Model, block: Block, corridor: _Corridor) -> list[Pair]:
    """Return the best beads of one block; those of the whole corridor where the beam has lost every way through."""
    beads = _within_beam(model, block, corridor)
    if beads is None:
        size = len(corridor.beams)
        beads = _within_beam(
            model, block, evolve(corridor, beams=[math.inf] * size, crowds=[len(model.target) + 1] * size)
        )
    return beads or []


def _within_beam(model: Model, block: Block, corridor: _Corridor) -> list[Pair] | None:
    first, last, start, stop = block
    rows: list[_Row] = []
    for i in range(first, last + 1):
        low = start if i == first else max(start, corridor.lows[i])
        high = stop if i == last else min(stop, corridor.highs[i])
        row = _row(model, i, block, (min(low, high), high), rows, beam=corridor.beams[i])
        row.prune(corridor.beams[i], corridor.crowds[i])
        rows.append(row)
        if len(rows) > 3:
            rows[-4].forget()
    end = max(rows[-1].matched[-1], rows[-1].gapped[-1])
    return _back(block, rows) if end > GIVEN_UP else None


def _row(model: Model, i: int, block: Block, bounds: tuple[int, int], above: Sequence[_Row], *, beam: float) -> _Row:
    """Return the scores of all beginnings with ``i`` source sentences and target sentences from one bound to the other.

    Those that would be pruned with this beam need no score.
    """
    first, _, start, _ = block
    low, high = bounds
    width = high - low + 1
    row = _Row.blank(low, width)
    ending, gap, shapes = row.matched, row.gapped, model.shapes
    floor = GIVEN_UP
    if i == first and low == start:
        ending[0] = 0.0
    for number, (x, y) in enumerate(_STEPS):
        if x > i - first:
            continue
        at, expected = i - x, shapes[x, y]
        length, lengths, alone = model.source_lengths[x - 1][at], model.target_lengths[y - 1], model.alone[y - 1]
        fits, target, best_fit, common = (
            model.fits(length),
            model.target,
            model.best_fit(length),
            model.common(at, x, y),
        )
        begins = model.marks[0][model.source[at].begins]
        ends = model.marks[1][model.source[i - 1].ends]
        for before, score, after_gap in above[-x].alive:
            place = before + y - low
            if 0 <= place < width:  # `Model.odds`, written out: it is asked for millions of times
                begin, end, most = (
                    begins[target[before].begins],
                    ends[target[before + y - 1].ends],
                    common.get(before, 0.0),
                )
                limit = score + expected + best_fit - alone[before] + begin + end + most
                if limit < ending[place] or limit < floor:
                    continue  # however well their lengths fit, and though no word of theirs were one of another's
                fit = fits.get(lengths[before])
                odds = (
                    (model.fit(length, lengths[before]) if fit is None else fit)
                    - alone[before]
                    + (model.words(at, x, before, y) if most else 0.0)
                    + begin
                    + end
                )
                reached = score + expected + odds
                if reached > ending[place]:
                    ending[place] = reached
                    row.steps[place] = number + after_gap
                    floor = max(floor, reached - beam)
    upper = above[-1] if i > first else None
    source_only, target_only = ((shapes[shape], model.longer[shape]) for shape in ((1, 0), (0, 1)))
    if upper is not None:
        for place in range(max(0, upper.low - low), min(width, upper.low - low + len(upper.matched))):
            back = low + place - upper.low
            if upper.matched[back] > GIVEN_UP or upper.gapped[back] > GIVEN_UP:
                gap[place], row.gaps[place] = _gap(upper.matched[back], upper.gapped[back], source_only, _SOURCE_ONLY)
    for place in range(1, width):
        matched, gapped = ending[place - 1], gap[place - 1]
        if matched > GIVEN_UP or gapped > GIVEN_UP:
            score, step = _gap(matched, gapped, target_only, _TARGET_ONLY)
            if score > gap[place]:
                gap[place], row.gaps[place] = score, step
    return row


def _gap(matched: float, gapped: float, weights: tuple[float, float], step: int) -> tuple[float, int]:
    opened, longer = matched + weights[0], gapped + weights[1]
    return (longer, step + _AFTER_GAP) if longer > opened else (opened, step)


def _back(block: Block, rows: Sequence[_Row]) -> list[Pair]:
    first, last, start, stop = block
    i, j = last, stop
    in_gap = rows[-1].gapped[-1] > rows[-1].matched[-1]
    beads: list[Pair] = []
    while i > first or j > start:
        row = rows[i - first]
        step = (row.gaps if in_gap else row.steps)[j - row.low]
        shape = step % _AFTER_GAP
        x, y = _STEPS[shape] if shape < len(_STEPS) else ((1, 0) if shape == _SOURCE_ONLY else (0, 1))
        beads.append((tuple(range(i - x, i)), tuple(range(j - y, j))))
        i, j, in_gap = i - x, j - y, step >= _AFTER_GAP
    return beads[::-1]
