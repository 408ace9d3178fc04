"""What the search passes over: never what it would have taken."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.alignment import pairs
from provenance.alignment.features import features
from provenance.alignment.links import links
from provenance.alignment.scoring import Model

if TYPE_CHECKING:
    from provenance.alignment.features import Features

WORD = st.sampled_from(
    ["port", "порт", "港口", "12", "350", "Marenko", "Маренко", "Lesser", "Лессер", "and", "и", "?", "“"]
)
SENTENCES = st.lists(st.lists(WORD, min_size=1, max_size=8).map(" ".join), min_size=3, max_size=9)


def sides(source: list[str], target: list[str]) -> tuple[list[Features], list[Features]]:
    return features(source, target, anchors=((), ()), firsts=((), ()))


@given(SENTENCES, SENTENCES)
def test_words_weigh_no_more_than_is_held_possible(source: list[str], target: list[str]) -> None:
    """Of any sentences beside any others, what their words weigh stays below what each pair of them weighs."""
    here, there = sides(source, target)
    model = Model(source=here, target=there)
    beads = [((n,), (n,)) for n in range(min(len(here), len(there)))]
    model.hear(links(here, there, lambda _: (0, len(there)), beads))
    for x, y in ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1)):
        for i in range(len(here) - x + 1):
            most = model.common(i, x, y)
            for j in range(len(there) - y + 1):
                assert model.words(i, x, j, y) <= most.get(j, 0.0) + 1e-9
                assert (model.words(i, x, j, y) > 0) == (j in most)


@given(st.integers(1, 5_000), st.integers(1, 5_000), st.floats(-2, 2), st.floats(0.2, 5))
def test_no_length_fits_better_than_is_held_possible(a: int, b: int, ratio: float, spread: float) -> None:
    one, other = sides(["port"], ["порт"])
    model = Model(source=one, target=other)
    model.ratio, model.spread = ratio, spread
    assert model.fit(a, b) < model.best_fit(a)


@given(SENTENCES, SENTENCES)
def test_nothing_is_passed_over_that_would_be_taken(source: list[str], target: list[str]) -> None:
    """Where every bead is weighed to the end, the pairs and their scores are the same."""
    found = pairs(source, target)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("provenance.alignment.scoring.ROUNDING", math.inf)
        assert pairs(source, target) == found
