"""Roots: what a set of hops rests on, and the narrowest hop that all of it came through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import said
from provenance.roots import roots_of
from provenance.testing import chains

if TYPE_CHECKING:
    from provenance.canonical import Digest
    from provenance.model.chain import Chain

SPEECH = said("Порт откроют в мае.", "ru", by="Ilya Marenko", on="2025-12-19")
REPORT = SPEECH.reported("港口五月开放。", "zh", outlet="Harbour Daily", on="2025-12-20")
OUTLETS = [
    REPORT.translated(f"The port opens in May ({name}).", "en", outlet=name)
    for name in ("Example Wire", "North Courier", "Quay Times", "Dock Post")
]


def avoids(several: list[Chain], shunned: Digest) -> bool:
    """Whether some way from a head to an origin does without one hop: every way is walked, the oracle."""
    return any(shunned not in {hop.digest for hop in path} for chain in several for path in chain.paths())


def test_four_outlets_that_relay_one_report_have_one_root() -> None:
    """What four outlets translate is one report; it is named with its outlet, and the speech behind it is the origin."""
    found = roots_of(OUTLETS)
    assert (found.narrowest, found.origins) == (REPORT.head, (SPEECH.head,))
    assert found.outlets == ("Example Wire", "North Courier", "Quay Times", "Dock Post")
    assert str(found) == (
        f"4 outlets, 1 root: reported in Chinese by Harbour Daily on 20 December 2025 ({REPORT.digest.hex[:16]})"
    )


def test_outlets_with_their_own_sources_have_as_many_roots() -> None:
    """Where one outlet heard the words elsewhere, nothing is common, and the origins are counted."""
    other = said("Порт откроют.", "ru", by="a spokesman").reported("The port opens.", "en", outlet="Far Mail")
    found = roots_of([*OUTLETS[:2], other])
    assert found.narrowest is None
    assert len(found.origins) == 2
    assert str(found) == "3 outlets, 2 roots"


def test_an_outlet_with_a_second_source_widens_the_root() -> None:
    """A hop that rests on the report and on the speech itself does not pass through the report alone."""
    both = SPEECH.translated("The port will open in May.", "en", outlet="Far Mail", also=[REPORT])
    assert roots_of([OUTLETS[0], both]).narrowest == SPEECH.head


def test_one_hop_is_its_own_root_and_none_has_none() -> None:
    """A single head is what all of it comes through; a source among the heads is, too; nothing rests on nothing."""
    assert roots_of([OUTLETS[0]]).narrowest == OUTLETS[0].head
    assert roots_of([OUTLETS[0], REPORT, OUTLETS[0]]).narrowest == REPORT.head
    assert (roots_of([]).narrowest, str(roots_of([]))) == (None, "no hops, no roots")
    unnamed = [SPEECH.reported(f"Порт {number}.", "ru") for number in range(2)]
    assert str(roots_of(unnamed)).startswith("2 hops, 1 root: said in Russian by Ilya Marenko on 19 December 2025 (")
    assert str(roots_of([*unnamed, REPORT])).startswith("1 outlet, 2 hops without outlet, 1 root: said")


@settings(max_examples=60)
@given(st.lists(chains(max_hops=5, held=False), min_size=1, max_size=3))
def test_no_way_goes_round_the_narrowest_hop(several: list[Chain]) -> None:
    """Every way from any head to any origin passes the narrowest hop, and none nearer to the heads is passed by all."""
    found = roots_of(several)
    hops = {hop.digest: hop for chain in several for hop in chain.hops}
    passed = [digest for digest in hops if not avoids(several, digest)]
    assert (found.narrowest is None) == (passed == [])
    if found.narrowest is not None:
        assert found.narrowest.digest in passed
        behind = {hop.digest for chain in several for path in chain.paths() for hop in path[: _place(path, found)]}
        assert set(passed) <= behind | {found.narrowest.digest}
    assert {hop.digest for hop in found.origins} == {hop.digest for chain in several for hop in chain.origins}


def _place(path: tuple[object, ...], found: object) -> int:
    return path.index(found.narrowest)  # type: ignore[attr-defined]  # roots


def test_many_ways_end_soon() -> None:
    """Sources that meet and part again forty times have a trillion ways, and the root is found at once."""
    knot = SPEECH
    for number in range(40):
        sides = [knot.reported(f"{number} {side}", "en", outlet=side) for side in ("left", "right")]
        knot = sides[0].reported(f"{number}", "en", also=[sides[1]])
    assert roots_of([knot.republished("a", "en"), knot.republished("b", "en")]).narrowest == knot.head
