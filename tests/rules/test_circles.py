"""Circles of outlets: told where, and only where, a way back passes another outlet and comes to the same one again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Chain, said
from provenance.rules import Finding
from provenance.rules.roots import CircularReporting

OUTLETS = ("Harbour Courier", "Harbour Wire", "Portovy Vestnik", None)


@st.composite
def tangles(draw: st.DrawFn) -> Chain:
    """Return a chain whose hops rest on one to three earlier ones, in few outlets, some of them blank."""
    known = [said("The port stays open.", "en", by="Ilya Marenko")]
    for number in range(draw(st.integers(1, 9))):
        sources = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique_by=lambda chain: chain.digest))
        outlet = draw(st.sampled_from(OUTLETS))
        words = f"The port stays open. {number}"
        first, *others = sources
        if outlet is None:
            known.append(first.reported(words, "en", also=others))
        else:
            known.append(first.reported(words, "en", outlet=outlet, also=others))
    return known[-1]


def ways(chain: Chain, number: int) -> list[tuple[int, ...]]:
    """Return every way from an origin to a hop."""
    hop = chain.hop(number)
    above = [way for source in hop.sources for way in ways(chain, chain.number(source))]
    return [(*way, number) for way in above] or [(number,)]


def outlet(chain: Chain, number: int) -> str | None:
    return chain.hop(number).attribution.outlet


def is_circle(chain: Chain, way: tuple[int, ...]) -> bool:
    """Return whether a way's ends are of one outlet and another one stands between."""
    ends = outlet(chain, way[0]), outlet(chain, way[-1])
    between = {outlet(chain, number) for number in way[1:-1]} - {None, ends[0]}
    return ends[0] is not None and ends[0] == ends[1] and bool(between)


@given(tangles())
def test_every_circle_is_told_and_the_way_that_is_shown_is_one(chain: Chain) -> None:
    """A hop is told of if, and only if, some way to it closes a circle; a blank hop, if it may."""
    answers = list(CircularReporting().check(chain))
    told = {chain.number(each.digest): each for each in answers if isinstance(each, Finding)}
    asked = {chain.number(each.digest) for each in answers} - set(told)
    for number in range(1, len(chain.hops) + 1):
        parts = [way[start:] for way in ways(chain, number) for start in range(len(way))]
        assert (number in told) == any(is_circle(chain, part) for part in parts)
        named = [[each for part in part[:-1] if (each := outlet(chain, part)) is not None] for part in parts]
        may_be = number > 1 and outlet(chain, number) is None and any(len(set(each)) > 1 for each in named)
        assert (number in asked) == may_be
    for number, finding in told.items():
        shown = tuple(each.hop for each in finding.evidence)
        assert shown[-1] == number
        assert is_circle(chain, shown)
        assert all(chain.hop(one).digest in chain.hop(other).sources for one, other in pairwise(shown))
