"""Comparison within one language: word edits, what they were made through, and what could not be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.comparison import compare, same_language
from provenance.diff import apply
from provenance.errors import CanonicalError, IntegrityError
from provenance.testing import texts, words
from provenance.text import Text

if TYPE_CHECKING:
    from provenance.comparison import Comparison

RUSSIAN = Text("Мы готовы открыть порт.", "ru")
CHINESE = Text("我们愿意开放港口。", "zh")
ENGLISH = Text("We are willing to open the port.", "en")


def diff_blanks(comparison: Comparison) -> list[str]:
    return [blank.reason for blank in comparison.blanks if blank.kind == "diff"]


@given(words(), words(), st.sampled_from(["ru", "zh", "en", "ja", "ar", "th"]))
def test_within_one_language_the_diff_turns_source_into_target(a: str, b: str, language: str) -> None:
    """Two texts of one language have a diff that makes the one from the other; it is empty if they are the same."""
    comparison = compare(Text(a, language), Text(b, language))
    assert comparison.via == "same-language"
    assert comparison.diff is not None
    assert apply(comparison.diff, a) == b
    assert (comparison.diff.changes == ()) == (a == b)
    assert diff_blanks(comparison) == []
    assert comparison.gloss is None


DECLARED = texts(languages=("ru", "zh", "en", "en-GB", "sr-Latn"))


@given(DECLARED, DECLARED, st.none() | texts(), st.booleans())
def test_there_is_a_diff_or_a_reason(source: Text, target: Text, gloss: Text | None, sibling: bool) -> None:
    """Every comparison has a word diff and says through what, or has none and says why; it is the same every time."""
    comparison = compare(source, target, gloss=gloss, sibling=sibling)
    assert (comparison.diff is None) == (comparison.via is None) == (len(diff_blanks(comparison)) == 1)
    assert (comparison.source, comparison.target) == (source, target)
    assert compare(source, target, gloss=gloss, sibling=sibling) == comparison
    if comparison.diff is not None and comparison.gloss is not None:
        sides = {(comparison.gloss.words, target.words), (source.words, comparison.gloss.words)}
        assert any(_turns(comparison, one, other) for one, other in sides)


def _turns(comparison: Comparison, one: str, other: str) -> bool:
    assert comparison.diff is not None
    try:
        return apply(comparison.diff, one) == other
    except IntegrityError:  # the delta is for the other pair
        return False


@given(texts(), texts())
def test_without_a_gloss_there_is_a_diff_or_a_reason(source: Text, target: Text) -> None:
    """Of any two texts, declared or not, there is a diff, or one reason why there is none."""
    comparison = compare(source, target)
    assert (comparison.diff is None) == (comparison.via is None) == (len(diff_blanks(comparison)) == 1)


@given(texts(languages=("ru", "en")), texts(languages=("ru", "en")))
def test_a_comparison_is_seen_from_both_sides(a: Text, b: Text) -> None:
    """Turned round, a comparison goes the same way, and is blank for the same reason."""
    one, two = compare(a, b), compare(b, a)
    assert (one.via, diff_blanks(one)) == (two.via, diff_blanks(two))


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (None, ENGLISH, "words-not-held"),
        (ENGLISH, None, "words-not-held"),
        (None, None, "words-not-held"),
        (Text("Words."), ENGLISH, "not-recorded"),
        (ENGLISH, Text("Words."), "not-recorded"),
        (RUSSIAN, ENGLISH, "no-gloss"),
    ],
)
def test_what_cannot_be_compared_says_why(source: Text | None, target: Text | None, reason: str) -> None:
    """Words nobody holds, a language nobody declared, two languages and nothing between: never an empty diff."""
    comparison = compare(source, target)
    assert comparison.diff is None
    assert diff_blanks(comparison) == [reason]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("zh", "zh-Hant", True),
        ("zh-Hant-TW", "zh-Hans", True),
        ("en-GB", "en-US", True),
        ("sr-Latn", "sr", True),
        ("ru", "uk", False),
        ("en", "eno", False),
        ("zh", "yue", False),
    ],
)
def test_a_language_is_its_primary_subtag(a: str, b: str, same: bool) -> None:
    """Script and region make no other language."""
    assert same_language(a, b) is same_language(b, a) is same


def test_a_gloss_stands_in_for_the_source() -> None:
    """With the source's words in the target's language the diff goes from the gloss to the target."""
    gloss = Text("We are ready to open the port.", "en-GB")
    comparison = compare(RUSSIAN, ENGLISH, gloss=gloss)
    assert (comparison.via, comparison.gloss) == ("gloss", gloss)
    assert comparison.diff is not None
    assert apply(comparison.diff, gloss.words) == ENGLISH.words


def test_a_gloss_stands_in_for_the_target() -> None:
    """With the target's words in the source's language the diff goes from the source to the gloss."""
    gloss = Text("Мы хотим открыть порт.", "ru")
    comparison = compare(RUSSIAN, ENGLISH, gloss=gloss)
    assert comparison.via == "gloss"
    assert comparison.diff is not None
    assert apply(comparison.diff, RUSSIAN.words) == gloss.words


def test_a_sibling_is_told_from_a_gloss() -> None:
    """A translation that somebody published is another witness than a rendering made for comparison."""
    sibling = Text("We are ready.", "en")
    assert compare(CHINESE, ENGLISH, gloss=sibling, sibling=True).via == "sibling"
    assert compare(CHINESE, ENGLISH, gloss=sibling).via == "gloss"


@pytest.mark.parametrize("gloss", [Text("Nous sommes prêts.", "fr"), Text("Words."), Text("", None)])
def test_a_gloss_in_a_third_language_is_of_no_use(gloss: Text) -> None:
    """A gloss that brings neither side to the other is passed over."""
    assert diff_blanks(compare(RUSSIAN, ENGLISH, gloss=gloss)) == ["no-gloss"]


def test_a_gloss_is_not_asked_within_one_language() -> None:
    """Texts of one language are compared as they stand, whatever gloss there is."""
    comparison = compare(RUSSIAN, Text("Мы готовы.", "ru"), gloss=ENGLISH)
    assert (comparison.via, comparison.gloss) == ("same-language", None)


def test_words_without_utf_8_cannot_be_compared() -> None:
    """A lone surrogate has no place in a delta: it is refused as it is in a record."""
    with pytest.raises(CanonicalError):
        _ = compare(Text("\ud800", "en"), ENGLISH).diff
