"""What an audit does grows with the chain, not with its square: counted in calls of functions, so that no clock decides.

The hops that repeat each of many faults are a list that grows with the square; it is drawn up without such calls.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from provenance.auditor import audit
from provenance.model import Chain, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

SPOKEN = said("The port stays open for 7 ships.", "en", by="Ilya Marenko")


def never_brought_back(hops: int) -> Chain:
    """Return a line in which a number is brought in, changed and left out, again and again."""
    chain = SPOKEN
    for number in range(hops):
        counts = [f" and stays open for {3 * number + each} of all ships." for each in (20, 21)]
        for end in (*counts, " and stays open for all ships."):
            chain = chain.reported(f"The port has 17 berths{end}", "en", outlet=f"Courier {number}")
    return chain


def naming_others(hops: int) -> Chain:
    """Return a line in which every hop's credit names a source that no hop is."""
    chain = SPOKEN
    for number in range(hops):
        chain = chain.reported(
            "The port stays open for 7 ships.", "en", outlet=f"Courier {number}", credit=f"Source: Vestnik {number}"
        )
    return chain


def in_turn(hops: int) -> Chain:
    """Return a line that goes through three languages again and again."""
    versions = [
        ("Порт открыт для 7 судов.", "ru"),
        ("The port is open for 8 ships.", "en"),
        ("港口对7艘船开放。", "zh"),
    ]
    chain = SPOKEN
    for number in range(hops):
        chain = chain.translated(*versions[number % 3], by=f"Translator {number}")
    return chain


def not_held(hops: int) -> Chain:
    """Return a line whose hops hold no words but the first and the last."""
    chain = SPOKEN
    for number in range(hops):
        chain = chain.reported(None, "en", outlet=f"Courier {number}")
    return chain.reported("The port stays open for 8 ships.", "en", outlet="Digest")


def of_many(sources: int) -> Chain:
    """Return a hop that rests on many sources."""
    relays = [
        SPOKEN.reported(f"The port stays open for {number % 3 + 6} ships.", "en", outlet=f"Courier {number}")
        for number in range(sources)
    ]
    return relays[0].reported("The port stays open for 9 ships.", "en", outlet="Digest", also=relays[1:])


def of_many_translations(sources: int) -> Chain:
    """Return a hop that rests on many translations and denies what none of them does."""
    relays = [
        SPOKEN.translated(f"港口对{number % 3 + 6}艘船开放。", "zh", by=f"Translator {number}")
        for number in range(sources)
    ]
    return relays[0].translated("Порт открыт не для 7 судов.", "ru", by="А. Читатель", also=relays[1:])


def of_many_utterances(sources: int) -> Chain:
    """Return a hop that rests on what many speakers said."""
    spoken = [
        said(f"The port stays open for {number % 3 + 6} ships. {number}", "en", by=f"Speaker {number}")
        for number in range(sources)
    ]
    return spoken[0].reported("The port stays open for 9 ships.", "en", outlet="Digest", also=spoken[1:])


def diamonds(layers: int) -> Chain:
    """Return ways that part and meet again, each hop with words of its own."""
    chain = SPOKEN
    for layer in range(layers):
        left, right = (
            chain.reported(
                f"The port stays open for {(layer + side) % 4 + 5} ships.", "en", outlet=f"Side {side} {layer}"
            )
            for side in (0, 1)
        )
        chain = left.reported("The port stays open.", "en", outlet=f"Both {layer}", also=[right])
    return chain


def crossing(layers: int) -> Chain:
    """Return two lines, each hop of which rests on both hops before it."""
    left, right = (SPOKEN.reported("The port stays open.", "en", outlet=outlet) for outlet in ("East", "West"))
    for layer in range(layers):
        one = left.reported(
            f"The port stays open for {layer % 4 + 5} ships.", "en", outlet=f"East {layer}", also=[right]
        )
        other = left.reported("The port stays open for 5 ships.", "en", outlet=f"West {layer}", also=[right])
        left, right = one, other
    return left.reported("The port stays open.", "en", outlet="Both", also=[right])


def calls(chain: Chain) -> int:
    """Return how many calls of functions an audit of the chain makes; its steps are compared before."""
    for step in chain.steps:
        assert step.comparison.facts is not None
        assert step.comparison.diff is not None or step.comparison.via is None
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        report = audit(chain)
    finally:
        sys.setprofile(before)
    assert [one.detail for one in report.unexamined if one.reason == "rule-crashed"] == []
    return count


@pytest.mark.parametrize(
    "shape",
    [
        never_brought_back,
        naming_others,
        in_turn,
        not_held,
        of_many,
        of_many_translations,
        of_many_utterances,
        diamonds,
        crossing,
    ],
    ids=lambda each: each.__name__,
)
def test_work_grows_in_line_with_the_chain(shape: Callable[[int], Chain]) -> None:
    """Of a chain four times as long little more than four times as much is asked."""
    calls(shape(3))  # tables are read once
    short, long = calls(shape(40)), calls(shape(160))
    assert long <= 4.3 * short


@pytest.mark.parametrize("word", ["не ", "no ", "тысяч ", "if ", "4 марта ", "«да» "])
def test_work_grows_in_line_with_the_words(word: str) -> None:
    """Words that state the same again and again cost each what the first cost."""

    def repeated(times: int) -> Chain:
        words = (word * times).strip()
        return said(words, "ru", by="Ilya Marenko").translated(f"{words} 7", "en", by="Ann Roe")

    lines(repeated(3))
    short, long = lines(repeated(200)), lines(repeated(800))
    assert long <= 4.3 * short


def lines(chain: Chain) -> int:
    """Return how many lines of the library's own an audit of the chain runs; its steps are compared before."""
    assert all(step.comparison.facts is not None for step in chain.steps)
    count = 0

    def traced(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        if "provenance" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        audit(chain)
    finally:
        sys.settrace(before)
    return count
