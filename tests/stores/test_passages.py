"""How the passages that are most like some words are chosen by votes."""

from __future__ import annotations

from collections import Counter
from math import log
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from provenance.stores.passages import AMONG, FEW, FEWER, FINE, WORTH, elected

LISTS = st.lists(st.lists(st.integers(1, 60), unique=True, max_size=30).map(sorted), max_size=14)


@given(LISTS, st.integers(1, 20), st.integers(1, 31))
def test_those_with_most_votes_are_chosen(lists: list[list[int]], limit: int, cap: int) -> None:
    """Whoever is left out of the counting has too few votes: what is chosen is what counting all of them gives."""
    votes: Counter[int] = Counter()
    named: Counter[int] = Counter()
    cast = untold = 0
    for holders in [holders[:cap] for holders in lists if holders]:
        full = len(holders) == cap
        vote = round(FINE * log(1 + holders[-1] / cap if full else AMONG / len(holders)))
        cast += vote
        untold += full * vote
        for passage in holders:
            votes[passage] += vote
            named[passage] += 1
    most = max(votes.values(), default=0)
    times = max((named[passage] for passage in votes if votes[passage] == most), default=1)
    around = {passage: min(cast, sum(votes[passage + step] for step in (-1, 0, 1))) for passage in list(votes)}
    ranking = sorted((-around[passage], passage) for passage in around if votes[passage] >= WORTH * most)
    ranking = [
        (counted, passage)
        for place, (counted, passage) in enumerate(ranking)
        if place < -(-limit // FEW) or -counted >= (1 - FEWER / times) * most - untold
    ]
    with mock.patch("provenance.stores.passages.CAP", cap):
        chosen = elected([holders[:cap] for holders in lists], limit)
    assert len(chosen.best) + chosen.room == min(limit, len(ranking))
    assert chosen.best == [passage for _, passage in ranking[: len(chosen.best)]]
    if chosen.room:
        last = ranking[limit][0]
        assert chosen.equals == [passage for counted, passage in ranking if counted == last]
        assert all(counted < last for counted, _ in ranking[: len(chosen.best)])


def test_the_order_of_the_lists_says_nothing() -> None:
    """Votes are whole numbers, so that passages of the same shingles are equal in whatever order the lists come."""
    lists = [[1, 2, 3], [1, 2], [1, 2, 3, 4, 5, 6, 7], [1, 2, 9], [3, 4]]
    assert elected(lists, 5) == elected(lists[::-1], 5)
