"""What sentences of two texts have in common: numbers, names and shared words, and words that stand together.

Which words belong together is learned from a first alignment of the very texts, by Dunning's log-likelihood
(Computational Linguistics 19(1), 1993); no dictionary is needed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import chain, product
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from provenance.alignment.features import Features

__all__ = ["Link", "Links", "Pair", "Window", "joined", "learned", "links", "shared"]

Pair: TypeAlias = "tuple[tuple[int, ...], tuple[int, ...]]"
"""Numbers of the sentences on both sides that make a bead."""

Window: TypeAlias = "Callable[[int], tuple[int, int]]"
"""The target sentences, from one to before another, that a source sentence may belong to."""

_Word: TypeAlias = "tuple[str, str, float]"
"""A word of the source, its counterpart in the target, and its weight."""

KEPT, KEPT_BY_SOUND = 0.7, 0.5
"""How often a number or a shared word of one side stands on the other; a name whose consonants alone are compared."""

BY_SOUND = 0.6
"""Weight of a name by its consonants, of which several words have the same."""

LEAST, MOST = 0.5, 6.0
"""Words that would weigh less tell nothing; none weighs more."""

COMMON, SELDOM = 0.1, 8
"""Share of the sentences from which on a word is too common to look for, unless it is in so few on both sides."""

TOGETHER = 8.0
"""Log-likelihood from which two words are taken to belong together: one pair in 200 comes so by chance."""

TWICE = 2
"""Beads in which two words stand together at least."""

ALIKE = 0.25
"""Share of the beads with either word that hold both, at least (Dice)."""

LEARNED = 3.0
"""Most that a learned pair of words weighs."""

RAREST = 24
"""Words of a bead that are learned from, the rarest: so learning takes time by length alone."""

LESSON = 1_000
"""Beads that are learned from at once, which bounds the memory it takes."""


@frozen
class Link:
    """What two sentences have in common."""

    words: tuple[_Word, ...]
    weight: float


Links: TypeAlias = "Mapping[tuple[int, int], Link]"


def joined(found: Iterable[Link]) -> float:
    """Return the weight of what several sentences have in common, each word counted once."""
    return _summed([word for link in found for word in link.words])


def _summed(words: Collection[_Word]) -> float:
    if len(words) < 2:
        return sum(weight for _, _, weight in words)
    best: dict[str, tuple[float, str]] = {}
    for source, target, weight in words:
        if source not in best or (weight, target) > best[source]:
            best[source] = weight, target
    reached: dict[str, float] = {}
    for weight, target in best.values():
        reached[target] = max(weight, reached.get(target, 0.0))
    return math.fsum(reached.values())


def _places(sentences: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(sentences):
        for word in words:
            places[word].append(number)
    return places


def shared(source: Sequence[Features], target: Sequence[Features]) -> Iterator[tuple[str, float, list[int], list[int]]]:
    """Yield each word that stands on both sides with its weight, the rarer the heavier, and the sentences it stands in."""
    here, there = (_places(sentence.keys for sentence in side) for side in (source, target))
    for word, places in here.items():
        if word not in there:
            continue
        share = max(len(places) / len(source), len(there[word]) / len(target))
        weight = BY_SOUND * math.log(KEPT_BY_SOUND / share) if word[0] == "~" else math.log(KEPT / share)
        if weight >= LEAST and (share <= COMMON or len(places) + len(there[word]) <= SELDOM):
            yield word, min(MOST, weight), places, there[word]


def links(
    source: Sequence[Features], target: Sequence[Features], window: Window, beads: Sequence[Pair] = ()
) -> dict[tuple[int, int], Link]:
    """Return what sentences within the window have in common, also by what the given beads teach."""
    found: dict[tuple[int, int], list[_Word]] = defaultdict(list)
    for word, weight, here, there in shared(source, target):
        for pair in _within(here, there, window):
            found[pair].append((word, word, weight))
    for first in range(0, len(beads), LESSON):
        _learn(found, source, target, window, [bead for bead in beads[first : first + LESSON] if all(bead)])
    return {pair: Link(tuple(words), _summed(words)) for pair, words in found.items()}


def _within(here: Sequence[int], there: Sequence[int], window: Window) -> Iterator[tuple[int, int]]:
    for i in here:
        first, last = window(i)
        for place in range(bisect_left(there, first), len(there)):
            if there[place] >= last:
                break
            yield i, there[place]


def _learn(
    found: dict[tuple[int, int], list[_Word]],
    source: Sequence[Features],
    target: Sequence[Features],
    window: Window,
    beads: Sequence[Pair],
) -> None:
    here = {i: source[i].stems for bead in beads for i in bead[0]}
    there = {j: target[j].stems for bead in beads for j in bead[1]}
    places = [
        {word: [numbers[place] for place in held] for word, held in _places(side[n] for n in numbers).items()}
        for side, numbers in ((here, sorted(here)), (there, sorted(there)))
    ]
    words = [
        (
            frozenset[str]().union(*(here[i] for i in bead[0])),
            frozenset[str]().union(*(there[j] for j in bead[1])),
        )
        for bead in beads
    ]
    for a, b, weight in learned(words):
        for pair in _within(places[0][a], places[1][b], window):
            found[pair].append((a, b, weight))


def learned(beads: Sequence[tuple[Collection[str], Collection[str]]]) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of words that stand together in beads more often than chance has it, with their weight."""
    here, there = (Counter(chain.from_iterable(bead[side] for bead in beads)) for side in (0, 1))
    both: Counter[tuple[str, str]] = Counter()
    for bead in beads:
        sides = [
            sorted((word for word in words if counts[word] >= TWICE), key=lambda word: (counts[word], word))[:RAREST]
            for words, counts in zip(bead, (here, there), strict=True)
        ]
        both.update(product(sides[0], sides[1]))
    total = len(beads)
    for (a, b), count in both.items():
        if count < TWICE or 2 * count * total <= 3 * here[a] * there[b]:
            continue
        alike = 2 * (count - 0.8) / (here[a] + there[b])  # less than was counted: chance helped to find the pair
        if alike <= ALIKE or _likelihood(count, here[a], there[b], total) < TOGETHER:
            continue
        weight = alike * min(LEARNED, math.log(max(1.0, alike * total / max(here[a], there[b]))))
        if weight > 0.1:
            yield a, b, weight


def _likelihood(both: int, a: int, b: int, total: int) -> float:
    """Return Dunning's log-likelihood ratio of two words that stand together in ``both`` of ``total`` beads."""
    cells = (
        (both, a * b),
        (a - both, a * (total - b)),
        (b - both, (total - a) * b),
        (total - a - b + both, (total - a) * (total - b)),
    )
    return 2 * math.fsum(seen * math.log(seen * total / product) for seen, product in cells if seen > 0)
