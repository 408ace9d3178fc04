"""How likely some sentences are each other's translation, against standing together by chance, in natural logarithms.

A bead's score adds up what its length, its words and its marks say. Lengths follow Gale and Church (Computational
Linguistics 19(1), 1993): the logarithm of their ratio is normal about the pair's own, the wider the shorter they are.
What the first pass paired teaches the second the ratio, how far it varies and how often sentences were joined.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import define, field

from provenance.alignment.features import BEGINNINGS, ENDINGS
from provenance.alignment.links import Links, Pair, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.alignment.features import Features

__all__ = ["SHAPES", "Model", "Shape"]

Shape: TypeAlias = "tuple[int, int]"

SHAPES: dict[Shape, float] = {
    (1, 1): 0.80,
    (1, 2): 0.07,
    (2, 1): 0.07,
    (2, 2): 0.02,
    (1, 3): 0.015,
    (3, 1): 0.015,
    (1, 0): 0.03,
    (0, 1): 0.03,
}
"""How often sentences are joined so, before anything of the pair is known; on ties the first is taken."""

PRIOR = 50
"""Beads of a first pass that weigh as much as what is known beforehand."""

LONGER = math.log(0.15)
"""A sentence without counterpart beside another such one: sentences are left out in runs."""

FIXED, PER_LENGTH = 0.025, 3.0
"""Variance of the logarithm of two lengths' ratio: what remains in long sentences, and what falls with length."""

STRAY = 0.006
"""Density of lengths that say nothing: 3 in 100 beads, evenly over five units of the logarithm."""

BELL = 0.97 / math.sqrt(2 * math.pi)
"""Height of the normal distribution of all others."""

USUAL, LEAST_USUAL = 0.09, -7.0
"""Variance of sentences' lengths at least, and the logarithm under which no length falls."""

MARKED, MARKS = 0.75, 0.7
"""How often a mark of one side stands on the other, and the weight of all marks: they hang together."""

PART = 3
"""So many times as many sentences mean that one text is a part of the other, where no usual ratio is known."""

BEYOND = 0.2
"""How far beyond the usual (logarithm) a ratio of whole texts means so."""

LEFT_OUT, LONGER_OUT = math.log(0.1), math.log(0.8)
"""Where one text is a part of the other: a sentence of the longer without counterpart, and one more beside it."""

KNOWN = 4
"""Sentences that weigh as much as the usual ratio."""

FEW, FEWER = 8, 20
"""Beads without which nothing is learned of lengths, and those that weigh as much as what is known beforehand."""

ROUNDING = 1e-6
"""More than all rounding of a bead's score."""

NEAR = 64
"""Source sentences, three times each, of which it is kept what they share with others: beads are short."""

TWO_THIRDS = 0.967
"""Deviation within which two thirds of a normal distribution lie."""


def _log_normal(deviation: float, variance: float) -> float:
    likely = -deviation * deviation / (2 * variance) - math.log(2 * math.pi * variance) / 2
    return max(LEAST_USUAL, likely)


def _lengths(sentences: Sequence[Features]) -> list[list[int]]:
    lengths = [sentence.length for sentence in sentences]
    two = [a + b for a, b in pairwise(lengths)]
    three = [a + b for a, b in zip(two, lengths[2:], strict=False)]
    return [lengths, two, three]


@define(kw_only=True)
class Model:
    """What is known of a pair of texts: scores any of their sentences against each other."""

    source: Sequence[Features]
    target: Sequence[Features]
    usual: tuple[float, float] | None = field(default=None)
    """The least and the greatest ratio of lengths that is usual between the languages."""
    ratio: float = field(init=False)
    """Logarithm of the target's length over the source's."""
    spread: float = field(default=1.0, init=False)
    """How much more lengths vary than expected."""
    shapes: dict[Shape, float] = field(init=False)
    """Logarithm of how often each shape of bead is expected."""
    longer: dict[Shape, float] = field(init=False)
    """What a source or target sentence without counterpart weighs beside another such one."""
    links: Links = field(factory=dict, init=False)
    """What pairs of sentences have in common."""
    _heard: dict[int, list[tuple[int, float]]] = field(factory=dict, init=False)
    """For each source sentence the target sentences that share words with it, and what these weigh."""
    _spreads: dict[tuple[int, int], dict[int, float]] = field(factory=dict, init=False)
    """What `common` says of one source sentence, of those asked for last."""
    source_lengths: list[list[int]] = field(init=False)
    """For one sentence, two, three from each on: their length."""
    target_lengths: list[list[int]] = field(init=False)
    alone: list[list[float]] = field(init=False)
    """How likely such a length is in the target by itself, as a logarithm."""
    _together: dict[int, dict[int, float]] = field(factory=dict, init=False)
    """What two lengths say, by the source's and the target's: the same lengths meet over and over."""
    marks: tuple[list[list[float]], list[list[float]]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.source_lengths, self.target_lengths = _lengths(self.source), _lengths(self.target)
        logs = [math.log(length) for length in self.target_lengths[0]]
        mean = math.fsum(logs) / max(1, len(logs))
        usual = max(USUAL, math.fsum((log - mean) ** 2 for log in logs) / max(1, len(logs)))
        self.alone = [
            [_log_normal(math.log(length) - mean - math.log(joined), usual / joined) for length in lengths]
            for joined, lengths in enumerate(self.target_lengths, 1)
        ]
        self.shapes = {shape: math.log(share) for shape, share in SHAPES.items()}
        self.longer = {(1, 0): LONGER, (0, 1): LONGER}
        self._compare(mean)
        self.marks = (
            _agreements([s.begins for s in self.source], [t.begins for t in self.target], BEGINNINGS),
            _agreements([s.ends for s in self.source], [t.ends for t in self.target], ENDINGS),
        )

    def _compare(self, mean: float) -> None:
        """Set the ratio: that of both texts, or of their usual sentences where one text holds but a part of the other."""
        totals = [sum(sentence.length for sentence in side) for side in (self.source, self.target)]
        self.ratio = math.log(max(1, totals[1]) / max(1, totals[0]))
        sentences = mean - math.fsum(math.log(length) for length in self.source_lengths[0]) / max(1, len(self.source))
        if self.usual is not None:
            low, high = (math.log(share) for share in self.usual)
            part = not low - BEYOND <= self.ratio <= high + BEYOND
            sentences = min(max(sentences, low), high)
            fewer = min(len(self.source), len(self.target))
            self.ratio = (fewer * self.ratio + KNOWN * (low + high) / 2) / (fewer + KNOWN)
        else:
            fewer, more = sorted((len(self.source), len(self.target)))
            part = more > PART * fewer
        if part:
            out = (0, 1) if self.ratio > sentences else (1, 0)
            self.ratio = sentences
            self.shapes[out], self.longer[out] = LEFT_OUT, LONGER_OUT

    def gap(self, sources: int, targets: int) -> float:
        """Return what it costs that one side has more sentences than the other."""
        return -self.longer[1, 0] * max(0, sources - targets) - self.longer[0, 1] * max(0, targets - sources)

    def odds(self, i: int, x: int, j: int, y: int) -> float:
        """Return the score of ``x`` source sentences from ``i`` with ``y`` target sentences from ``j``, at least one each."""
        begins, ends = self.marks
        return (
            self.fit(self.source_lengths[x - 1][i], self.target_lengths[y - 1][j])
            - self.alone[y - 1][j]
            + (self.words(i, x, j, y) if self.links else 0.0)
            + begins[self.source[i].begins][self.target[j].begins]
            + ends[self.source[i + x - 1].ends][self.target[j + y - 1].ends]
        )

    def best_fit(self, a: int) -> float:
        """Return how well a source length would fit the target's that fits it best, and a little more."""
        return math.log(BELL / math.sqrt((FIXED + PER_LENGTH / a) * self.spread) + STRAY) + ROUNDING

    def common(self, i: int, x: int, y: int) -> dict[int, float]:
        """Return what words weigh at most that ``x`` source sentences and ``y`` target sentences share, by the first of these.

        Where they share nothing it stands not there. A word may count more than once here, unlike in `words`.
        """
        if x == 1:
            return self._spread(i, y)
        found = self._spread(i, y).copy()
        for s in range(i + 1, i + x):
            for first, weight in self._spread(s, y).items():
                found[first] = found.get(first, 0.0) + weight
        return found

    def _spread(self, s: int, y: int) -> dict[int, float]:
        found = self._spreads.get((s, y))
        if found is None:
            if len(self._spreads) > NEAR:
                self._spreads.clear()
            found = self._spreads[s, y] = {}
            for j, weight in self._heard.get(s, ()):
                for first in range(j - y + 1, j + 1):
                    found[first] = found.get(first, 0.0) + weight
        return found

    def hear(self, links: Links) -> None:
        """Take what pairs of sentences have in common."""
        self.links, self._heard, self._spreads = links, defaultdict(list), {}
        for (i, j), link in links.items():
            self._heard[i].append((j, link.weight))

    def fits(self, a: int) -> dict[int, float]:
        """Return what is known so far of a source length beside the target's, for `fit` to go on with."""
        return self._together.setdefault(a, {})

    def fit(self, a: int, b: int) -> float:
        """Return how well two lengths fit, as a logarithm."""
        known = self.fits(a)
        found = known.get(b)
        if found is None:
            deviation = math.log(b) - math.log(a) - self.ratio
            variance = (FIXED + PER_LENGTH * (1 / min(a, b))) * self.spread
            likely = BELL * math.exp(-deviation * deviation / (2 * variance)) / math.sqrt(variance)
            found = known[b] = math.log(likely + STRAY)
        return found

    def words(self, i: int, x: int, j: int, y: int) -> float:
        """Return what the words of some source sentences and some target sentences have in common."""
        links = self.links
        if x == y == 1:
            found = links.get((i, j))
            return found.weight if found is not None else 0.0
        held = [links[s, t] for s in range(i, i + x) for t in range(j, j + y) if (s, t) in links]
        if len(held) < 2:
            return held[0].weight if held else 0.0
        return joined(held)

    def learn(self, beads: Sequence[Pair]) -> None:
        """Take from a first pass how lengths compare and how often sentences are joined."""
        self._together.clear()
        shapes = Counter((len(source), len(target)) for source, target in beads)
        for shape, expected in self.shapes.items():
            self.shapes[shape] = math.log((shapes[shape] + PRIOR * math.exp(expected)) / (len(beads) + PRIOR))
        pairs = [
            (sum(self.source[i].length for i in source), sum(self.target[j].length for j in target))
            for source, target in beads
            if source and target
        ]
        if len(pairs) < FEW:
            return
        ratios = sorted(math.log(b) - math.log(a) for a, b in pairs)
        self.ratio = ratios[len(ratios) // 2]
        wide = sorted(
            abs(math.log(b) - math.log(a) - self.ratio) / math.sqrt(FIXED + PER_LENGTH / min(a, b)) for a, b in pairs
        )
        spread = wide[2 * len(wide) // 3] / TWO_THIRDS
        self.spread = (spread * spread * len(wide) + FEWER) / (len(wide) + FEWER)


def _agreements(source: Sequence[int], target: Sequence[int], flags: int) -> list[list[float]]:
    """Return the weight of each combination of flags on both sides, from how often either side has each flag."""
    size = 1 << flags
    weights = [[0.0] * size for _ in range(size)]
    for flag in (1 << place for place in range(flags)):
        agreement = _agreement(
            sum(value & flag > 0 for value in source) / max(1, len(source)),
            sum(value & flag > 0 for value in target) / max(1, len(target)),
        )
        for a in range(size):
            for b in range(size):
                weights[a][b] += MARKS * agreement[a & flag > 0][b & flag > 0]
    return weights


def _agreement(source: float, target: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the weights of one flag: neither side has it, the target alone; the source alone, both."""
    fewer, more = sorted((source, target))
    if fewer == 0 or fewer < more / 2 or more == 1:
        return (0.0, 0.0), (0.0, 0.0)  # one side has no such marks, or hardly any: they tell nothing
    gained = min(0.9, max(0.02, (target - MARKED * source) / (1 - source)))
    return (
        (math.log((1 - gained) / (1 - target)), math.log(gained / target)),
        (math.log((1 - MARKED) / (1 - target)), math.log(MARKED / target)),
    )
