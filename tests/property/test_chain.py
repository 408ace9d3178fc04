"""Laws of a chain: its head's digest vouches for everything in it, and its order is its own."""

from __future__ import annotations

import copy
import pickle
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from provenance.errors import ChainError, RecordError
from provenance.model.attribution import Agent, Attribution, Capture, Inferred
from provenance.model.chain import Chain
from provenance.model.hop import Act, Hop
from provenance.records import to_json
from provenance.testing import agents, attributions, captures, chains, helds, hops, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.canonical import Digest
    from provenance.model.chain import Filling
    from provenance.model.held import Held

HASHED = [field.name for field in attrs.fields(Hop) if field.init and field.name not in {"format", "withheld"}]


def with_hop(chain: Chain, number: int, new: Hop) -> Chain:
    """The chain with one hop replaced, and those that rest on it built anew."""
    changed: dict[Digest, Hop] = {}
    made = []
    for place, hop in enumerate(chain.hops, 1):
        sources = [changed[source].digest if source in changed else source for source in hop.sources]
        changed[hop.digest] = new if place == number else evolve(hop, sources=sources)
        made.append(changed[hop.digest])
    return Chain.of(made)


def changed(value: Any, other: Any, name: str) -> Any:
    """The value with one field as the other has it, whatever stands between them: words give way to withheld ones."""
    fields = {name: getattr(other, name)}
    if isinstance(value, Hop) and name == "text":
        fields["withheld"] = None
    return evolve(value, **fields)


@given(hops(withheld=False), hops(withheld=False), st.sampled_from(HASHED))
def test_a_hop_differs_exactly_if_a_field_does(hop: Hop, other: Hop, name: str) -> None:
    """With another value in any one field a hop has another digest, and with the same value the same."""
    new = changed(hop, other, name)
    assert (new.digest == hop.digest) == (getattr(new, name) == getattr(hop, name))
    assert (new == hop) == (hash(new) == hash(hop)) == (new.digest == hop.digest)


@pytest.mark.parametrize(
    ("kind", "strategy", "place"),
    [
        (Attribution, attributions(), lambda value: {"attribution": value}),
        (Capture, captures(), lambda value: {"captures": [value]}),
        (Agent, agents(), lambda value: {"attribution": Attribution(author=[value])}),
        (Agent, agents(), lambda value: {"attribution": Attribution(speaker=value)}),
        (Agent, agents(), lambda value: {"captures": [Capture(extractor=value)]}),
        (
            Inferred,
            st.builds(Inferred, st.just("on"), words(), stated=st.none() | words()),
            lambda value: {"inferred": [value]},
        ),
    ],
    ids=["attribution", "capture", "author", "speaker", "extractor", "inferred"],
)
@given(data=st.data())
def test_a_field_within_a_field_counts(data: st.DataObject, kind: type, strategy: Any, place: Any) -> None:
    """With another value in one field of what a hop is made of, the hop has another digest."""
    value, other = data.draw(strategy), data.draw(strategy)
    name = data.draw(st.sampled_from([field.name for field in attrs.fields(kind)]))
    new = changed(value, other, name)
    same = Hop(act="said", **place(new)).digest == Hop(act="said", **place(value)).digest
    assert same == (getattr(new, name) == getattr(value, name))


@given(chains(held=False), st.data())
def test_any_change_anywhere_changes_the_head(chain: Chain, data: st.DataObject) -> None:
    """One field of one hop changed, however far from the head, gives the chain another digest."""
    number = data.draw(st.integers(1, len(chain.hops)))
    hop = chain.hop(number)
    new = changed(hop, data.draw(hops(sources=hop.sources, withheld=False)), data.draw(st.sampled_from(HASHED)))
    assume(new.digest != hop.digest and new.digest not in {each.digest for each in chain.hops})
    assert with_hop(chain, number, new).digest != chain.digest


@given(chains(), words(), st.sampled_from([act for act in Act if act is not Act.SAID]))
def test_a_prefix_keeps_its_digest(chain: Chain, text: str, act: Act) -> None:
    """What comes on top changes nothing below: the hops before are the same, and make the same chain."""
    longer: Chain = getattr(chain, act.value)(text, "en")
    assert longer.hops[:-1] == chain.hops
    assert longer.head.sources == (chain.digest,)
    assert Chain.of(longer.hops[:-1]) == chain
    assert longer == Chain.of(longer.hops)
    assert [hop.digest for hop in Chain.of(longer.hops).hops] == [hop.digest for hop in longer.hops]
    assert longer.held == chain.held


@given(chains(), st.data())
def test_the_order_of_building_says_nothing(chain: Chain, data: st.DataObject) -> None:
    """Hops in any order, even several times, and sources in any order make the same chain to the byte."""
    mixed = data.draw(st.permutations([*chain.hops, *data.draw(st.lists(st.sampled_from(chain.hops), max_size=3))]))
    again = Chain.of(mixed, held=chain.held)
    assert again == chain
    assert to_json(again) == to_json(chain)
    turned = [evolve(hop, sources=hop.sources[::-1] + hop.sources) for hop in mixed]
    assert to_json(Chain.of(turned, held=chain.held)) == to_json(chain)


@given(chains(withheld=False), st.data())
def test_withheld_words_keep_the_digest(chain: Chain, data: st.DataObject) -> None:
    """Without the words of any of its hops the chain is the same; beside a copy that has them, they are kept."""
    gone = data.draw(st.lists(st.booleans(), min_size=len(chain.hops), max_size=len(chain.hops)))
    parts = [hop.withholding() if out else hop for hop, out in zip(chain.hops, gone, strict=True)]
    less = Chain.of(parts)
    assert less == chain
    assert [hop.text is None for hop in less.hops] == [
        out or hop.text is None for hop, out in zip(chain.hops, gone, strict=True)
    ]
    assert [hop.seal for hop in less.hops] == [hop.seal for hop in chain.hops]
    for both in ((*less.hops, *chain.hops), (*chain.hops, *less.hops)):
        assert [hop.text for hop in Chain.of(both).hops] == [hop.text for hop in chain.hops]


def naive_order(chain: Chain) -> Iterator[Hop]:
    """Take, again and again, of all hops whose sources were taken the one with the least digest."""
    left = {hop.digest: hop for hop in chain.hops}
    while left:
        least = min(digest for digest, hop in left.items() if not left.keys() & set(hop.sources))
        yield left.pop(least)


@given(chains(held=False))
def test_hops_are_numbered_sources_first_ties_by_digest(chain: Chain) -> None:
    """The order is that of the plainest algorithm; the head comes last, and nothing rests on it."""
    assert tuple(naive_order(chain)) == chain.hops
    assert chain.head is chain.hops[-1]
    assert chain.digest == chain.head.digest
    for number, hop in enumerate(chain.hops, 1):
        assert chain.number(hop) == chain.number(hop.digest) == number
        assert chain.hop(number) is chain.hop(hop.digest) is hop
        assert all(chain.number(source) < number for source in hop.sources)
    assert set(chain.origins) == {hop for hop in chain.hops if not hop.sources}


@given(chains(held=False))
def test_steps_are_the_pairs_of_source_and_hop(chain: Chain) -> None:
    """Each hop has a step for each of its sources, in order, and each step is numbered by its place."""
    expected = [
        (source, number)
        for number, hop in enumerate(chain.hops, 1)
        for source in sorted(chain.number(source) for source in hop.sources)
    ]
    assert [(chain.number(step.source), chain.number(step.hop)) for step in chain.steps] == expected
    assert [step.number for step in chain.steps] == list(range(1, len(expected) + 1))


def ways(chain: Chain, hop: Hop) -> list[tuple[Hop, ...]]:
    """Every way to a hop, by plain recursion."""
    if not hop.sources:
        return [(hop,)]
    return [(*way, hop) for source in hop.sources for way in ways(chain, chain.hop(source))]


@given(chains(held=False))
def test_paths_are_all_the_ways_from_an_origin_to_the_head(chain: Chain) -> None:
    """Paths are those of plain recursion, each once; each goes from an origin, source by source, to the head."""
    paths = list(chain.paths())
    assert sorted(tuple(map(chain.number, path)) for path in paths) == sorted(
        tuple(map(chain.number, way)) for way in ways(chain, chain.head)
    )
    assert len(set(paths)) == len(paths)
    for path in paths:
        assert path[0] in chain.origins
        assert path[-1] == chain.head
        assert all(source.digest in hop.sources for source, hop in pairwise(path))


@given(chains(held=False), st.data())
def test_a_hop_that_is_left_out_is_missed(chain: Chain, data: st.DataObject) -> None:
    """Without any hop but the head the rest does not join: the error names the hop and the source it lacks."""
    assume(len(chain.hops) > 1)
    gone = data.draw(st.sampled_from(chain.hops[:-1]))
    with pytest.raises(ChainError) as caught:
        Chain.of(hop for hop in chain.hops if hop != gone)
    assert caught.value.source == gone.digest
    assert caught.value.hop in {hop.digest for hop in chain.hops if gone.digest in hop.sources}


@given(chains(max_hops=3, held=False), chains(max_hops=3, held=False))
def test_two_chains_are_not_one(a: Chain, b: Chain) -> None:
    """Hops that lead to two heads are refused, unless one chain holds the other."""
    if b.head in a.hops or a.head in b.hops:
        assert Chain.of((*a.hops, *b.hops)) in {a, b}
    else:
        with pytest.raises(ChainError, match="2 heads"):
            Chain.of((*a.hops, *b.hops))


@given(chains(max_hops=3), chains(max_hops=3), words())
def test_sources_are_joined_whichever_comes_first(a: Chain, b: Chain, text: str) -> None:
    """A report of two chains is the same hop in the same chain, whichever is called the further source."""
    one, two = a.reported(text, "en", also=[b]), b.reported(text, "en", also=[a])
    assert one == two
    assert one.hops == two.hops
    assert {hop.digest for hop in one.hops} == {hop.digest for hop in (*a.hops, *b.hops)} | {one.digest}
    assert set(one.held.waivers) == {*a.held.waivers, *b.held.waivers}


@given(chains(max_hops=3), st.data())
def test_what_is_held_is_beside_the_record(chain: Chain, data: st.DataObject) -> None:
    """Whatever a chain holds, its digest is the same; what it held before is still there, and nothing twice."""
    more: Held = data.draw(helds(chain.hops))
    holding = chain.holding(
        *more.evidence.values(),
        glosses=more.glosses,
        comparisons=more.comparisons,
        waivers=more.waivers,
        corrections=more.corrections,
    )
    assert holding == chain
    assert holding.hops == chain.hops
    assert holding.held == chain.held.joined(more)
    assert holding.holding(*more.evidence.values(), waivers=more.waivers).held == holding.held
    assert set(holding.held.glosses) == {*chain.held.glosses, *more.glosses}
    assert holding.held.evidence == {**chain.held.evidence, **more.evidence}


@given(chains(max_hops=3))
def test_chains_travel_between_processes(chain: Chain) -> None:
    """A chain pickled or copied is the same chain, with the same words and all that it held."""
    for other in (pickle.loads(pickle.dumps(chain)), copy.deepcopy(chain)):  # noqa: S301 - our own bytes
        assert other == chain
        assert to_json(other) == to_json(chain)
        assert other.held == chain.held


@given(chains(max_hops=4), st.data())
def test_a_blank_is_filled_once(chain: Chain, data: st.DataObject) -> None:
    """A blank field takes a value, all else stays as it was; a stated one is refused and named."""
    number = data.draw(st.integers(1, len(chain.hops)))
    name = data.draw(st.sampled_from(["outlet", "title", "occasion", "credit", "disclaimer", "licence"]))
    filling: Filling = {name: "Harbour Daily"}  # type: ignore[misc]  # one of its names
    hop = chain.hop(number)
    if getattr(hop.attribution, name) is not None and not hop.was_inferred(name):
        with pytest.raises(RecordError, match="stated already") as caught:
            chain.filled(number, **filling)
        assert caught.value.field == name
        return
    new = chain.filled(number, **filling)
    expected = evolve(
        hop,
        attribution=evolve(hop.attribution, **{name: "Harbour Daily"}),
        inferred=[one for one in hop.inferred if one.field != name],
    )
    assert new == with_hop(chain, number, expected)
    assert (new == chain) == (expected == hop)
    assert sorted(hop.text or "" for hop in new.hops) == sorted(hop.text or "" for hop in chain.hops)
    assert len(new.held.glosses) == len(chain.held.glosses)
    if expected.digest not in {each.digest for each in chain.hops}:
        with pytest.raises(RecordError, match="stated already"):
            new.filled(new.number(expected), **filling)
