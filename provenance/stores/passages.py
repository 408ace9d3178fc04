"""Passages of recorded words: what can be found again, and how those most like some words are chosen.

A passage is a sentence; one that never seems to end is taken in pieces. Every store keeps for each shingle the
passages that hold it, in the order in which they came, and lets those vote: the rarer a shingle, the more it says.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.sentences import sentences_in
from provenance.shingles import shingles
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.canonical import Digest

__all__ = ["CAP", "Passage", "elected", "passages_of"]

CAP = 600
"""Passages, the oldest, that are asked of one shingle: what more of them hold tells little."""

AMONG = 1_000_000
"""Passages among which a shingle's vote is counted: log(AMONG / holders), its inverse document frequency (Spärck Jones,
1972). One number for all archives, so that a passage is as worthy in a small one as in a large."""

WORTH, SURE, WORTHIER = 0.4, 0.5, 0.6
"""Share of the best passage's votes that another needs to be handed out: words with a third of them changed keep so
many. Where the best has the second share of all votes it is so near that others need the third."""

FEWER = 10
"""Of how many that were asked for one is enough beside a best passage that is so near."""

LONGEST = 1_000
"""Code points of a passage; a longer sentence is none that anybody quotes as a whole."""


@frozen(kw_only=True)
class Passage:
    """Words that a hop holds: where they stand in its text, in code points, and what they are."""

    hop: Digest
    span: Span
    words: str
    alone: bool
    """Whether they are all that the hop says."""

    @classmethod
    def of(cls, hop: Digest, span: Span, text: str) -> Passage:
        """Return the passage that stands there in a hop's text."""
        alone = not (text[: span.start].strip() or text[span.end :].strip())
        return cls(hop=hop, span=span, words=span.of(text), alone=alone)


def passages_of(text: str, language: str | None) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """Yield the passages of a hop's words with their shingles; what has no letter or digit is none."""
    for sentence in sentences_in(text, language):
        for span in _pieces(text, sentence):
            found = shingles(span.of(text))
            if found:
                yield span, found


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > LONGEST:
        end = text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        yield Span(start, end)
        start = end
    yield Span(start, sentence.end)


def elected(lists: Iterable[Sequence[int]], limit: int) -> list[int]:
    """Return the passages with most votes, best first, of the lists of those that hold each shingle.

    Passages are numbered as they came, those of a hop in a row.
    """
    by_length: dict[int, Counter[int]] = {}
    cast = 0.0
    for holders in lists:
        if holders:
            cast += log(AMONG / len(holders))
            by_length.setdefault(len(holders), Counter()).update(holders)  # in C; most lists are as long as they may be
    votes: dict[int, float] = {}
    for length in sorted(by_length, reverse=True):
        vote = log(AMONG / length)
        counted = by_length[length]
        if not votes:
            votes = {holder: vote * times for holder, times in counted.items()}
            continue
        for holder, times in counted.items():
            votes[holder] = votes.get(holder, 0.0) + vote * times
    most = max(votes.values(), default=0.0)
    sure = most >= SURE * cast
    least = (WORTHIER if sure else WORTH) * most
    # what stands beside a passage is most often of the same hop: words of several sentences are like all of them
    best = sorted(
        (-vote - votes.get(holder - 1, 0.0) - votes.get(holder + 1, 0.0), holder)
        for holder, vote in votes.items()
        if vote >= least
    )
    few = -(-limit // FEWER)
    if sure and len(best) > few:
        best = [counted for counted in best if counted[0] <= best[few - 1][0]]  # equals come
    return [holder for _, holder in best[:limit]]
