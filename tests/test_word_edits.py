"""Edits at the ends of words: whole words for the eye, the same texts underneath."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.diff import apply, patch
from provenance.word_edits import at_words, word_edits

ALPHABET = "abя é'’.,140 \n\u0301العב港口カ\u200d"
TEXTS = st.text(alphabet=ALPHABET, max_size=30)


def shown(source: str, target: str) -> list[tuple[str, str]]:
    """Return what went and what came, change by change."""
    edits = word_edits(patch(source, target), source, target)
    return [(edit.source.of(source), edit.target.of(target)) for edit in edits if edit.op != "equal"]


@pytest.mark.parametrize(
    ("source", "target", "changes"),
    [
        ("They come here.", "They came here.", [("come", "came")]),
        ("the port", "this port", [("the", "this")]),
        ("4,000 ships", "5,000 ships", [("4,000", "5,000")]),
        ("1.5 million", "1.7 million", [("1.5", "1.7")]),
        ("We don't know", "We didn't know", [("don't", "didn't")]),
        ("in port.", "in port, then.", [("", ", then")]),
        ("the cat", "thecat", [("the cat", "thecat")]),
        ("порт закрыт", "порты закрыты", [("порт закрыт", "порты закрыты")]),
        ("الميناء مفتوح", "الميناء مفتوحة", [("مفتوح", "مفتوحة")]),
        ("הנמל פתוח", "הנמל סגור", [("פתוח", "סגור")]),
        ("港口将开放", "港口将关闭", [("开放", "关闭")]),
        ("港口开放4天", "港口开放40天", [("4", "40")]),
        ("post-edited text", "pre-edited text", [("post", "pre")]),
        ("a cafe\u0301", "a cafe", [("cafe\u0301", "cafe")]),
        ("the same", "the same", []),
    ],
)
def test_words_change_whole(source: str, target: str, changes: list[tuple[str, str]]) -> None:
    """Where words have ends, a change takes all of a word; where they have none, it goes by characters."""
    assert shown(source, target) == changes


@given(TEXTS, TEXTS)
def test_the_view_covers_both_texts(source: str, target: str) -> None:
    """Edits follow each other without gap, by turns; what is shown as kept stands in both; the delta is not touched."""
    diff = patch(source, target)
    edits = word_edits(diff, source, target)
    assert "".join(edit.source.of(source) for edit in edits) == source
    assert "".join(edit.target.of(target) for edit in edits) == target
    for edit in edits:
        assert (edit.op == "equal") == (edit.source.of(source) == edit.target.of(target))
    for before, after in pairwise(edits):
        assert (before.source.end, before.target.end) == (after.source.start, after.target.start)
        assert (before.op == "equal") != (after.op == "equal")
    assert apply(diff, source) == target


@given(TEXTS, TEXTS)
def test_no_edge_stands_between_two_letters(source: str, target: str) -> None:
    """Between what is kept and what is not there is never a letter of a spaced script on both sides; once is enough."""
    edits = word_edits(patch(source, target), source, target)
    for text, places in (
        (source, {edit.source.start for edit in edits}),
        (target, {edit.target.start for edit in edits}),
    ):
        for place in places - {0, len(text)}:
            assert not (text[place - 1] in "abяéالعב140" and text[place] in "abяéالعב140")
    assert at_words(edits, source, target) == edits


def test_long_texts_take_linear_time() -> None:
    """A megabyte with an edit in each sentence is widened whole, nothing is looked for twice."""
    source = "The ships come into the port. " * 4_000
    target = "The ships came into the port. " * 4_000
    assert shown(source, target) == [("come", "came")] * 4_000
