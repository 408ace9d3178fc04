"""Passages of recorded words: what can be found again, and how those most like some words are chosen.

A passage is a sentence; one that never seems to end is taken in pieces. Every store keeps for each shingle the
passages that hold it, in the order in which they came, and lets those vote: the rarer a shingle, the more it says.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from math import log
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.sentences import sentences_in
from provenance.shingles import shingles
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.canonical import Digest

__all__ = ["CAP", "Elected", "Passage", "elected", "passages_of"]

CAP = 600
"""Passages, the oldest, that are asked of one shingle: what more of them hold tells little."""

AMONG = 1_000_000
"""Passages among which a shingle's vote is counted: log(AMONG / holders), its inverse document frequency (Spärck Jones,
1972). One number for all archives, so that a passage is as worthy in a small one as in a large. Of a shingle with more
holders than are asked for, the frequency is told by how dense the first of them lie."""

FINE = 1_000
"""Parts that votes are counted in: whole numbers, so that passages of the same shingles are equal in whatever order."""

WORTH = 0.5
"""Share of the best passage's votes that another needs to be handed out: words with a fifth of them changed keep more."""

FEW, FEWER = 8, 1
"""Of how many that were asked for one is handed out for that alone; all others must hold as many shingles of the words
as the best, but for so many. Of shingles with more holders than are asked for nobody can tell, and they do not count."""

LONGEST = 1_000
"""Code points of a passage; a longer sentence is none that anybody quotes as a whole."""


@frozen
class Passage:
    """Words that a hop holds: where they stand in its text, in code points, and what they are."""

    hop: Digest
    span: Span
    text: str = field(repr=False)
    """All that the hop says."""

    @property
    def words(self) -> str:
        """The words that stand there."""
        return self.span.of(self.text)

    @property
    def alone(self) -> bool:
        """Whether they are all that the hop says."""
        return not (self.text[: self.span.start].strip() or self.text[self.span.end :].strip())


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


@frozen
class Elected:
    """The passages with most votes, by number: those to hand out, best first, and equals of which only some are."""

    best: list[int]
    equals: list[int]
    room: int
    """How many of the equals are to be handed out: the shortest, which hold least beside what they share with the words."""


def elected(lists: Iterable[Sequence[int]], limit: int) -> Elected:
    """Return the passages with most votes, at most so many, of the lists of those that hold each shingle.

    Passages are numbered as they came, those of a hop in a row.
    """
    lists = [holders for holders in lists if holders]
    worth = [_worth(holders) for holders in lists]
    named = Counter(chain.from_iterable(lists))  # in C
    seldom = _seldom(worth, max(named.values(), default=0))
    looked_at = [passage for passage, times in named.items() if times >= seldom]
    beside = {near for passage in looked_at for near in (passage - 1, passage + 1)}
    votes = _votes({*looked_at, *filter(named.__contains__, beside)}, lists, worth)
    most = max(votes.values(), default=0)
    times = max((named[passage] for passage, vote in votes.items() if vote == most), default=1)
    # what stands beside a passage is most often of the same hop: words of several sentences are like all of them
    all_cast = sum(worth)
    best = sorted(
        (-min(all_cast, votes[passage] + votes.get(passage - 1, 0) + votes.get(passage + 1, 0)), passage)
        for passage in looked_at
        if votes[passage] >= WORTH * most
    )
    untold = sum(vote for holders, vote in zip(lists, worth, strict=True) if len(holders) >= CAP)
    few, enough = -(-limit // FEW), (1 - FEWER / times) * most - untold
    best = best[:few] + [(cast, passage) for cast, passage in best[few:] if -cast >= enough]
    if len(best) <= limit:
        return Elected([passage for _, passage in best], [], 0)
    last = best[limit][0]
    chosen = [passage for cast, passage in best if cast < last]
    return Elected(chosen, [passage for cast, passage in best if cast == last], limit - len(chosen))


def _worth(holders: Sequence[int]) -> int:
    """Return the vote of a shingle; the last of those that are asked tells how dense all of them lie."""
    return round(FINE * log(AMONG / len(holders) if len(holders) < CAP else 1 + holders[-1] / len(holders)))


def _seldom(worth: Sequence[int], often: int) -> int:
    """Return how many lists must name a passage for its votes to be counted, where one is named in so many at most.

    That one has at least the votes of the lists that are worth least; named in fewer, none has a share of those that
    counts. Most passages are named once or twice, and to count their votes would take most of the time.
    """
    rising = sorted(worth)
    least = WORTH * sum(rising[:often])
    return next(times for times in range(often + 1) if sum(rising[len(rising) - times :]) >= least)


def _votes(passages: set[int], lists: Sequence[Sequence[int]], worth: Sequence[int]) -> dict[int, int]:
    votes = dict.fromkeys(passages, 0)
    for holders, vote in zip(lists, worth, strict=True):
        for passage in passages.intersection(holders):
            votes[passage] += vote
    return votes
