"""A folded text: small letters character for character, one spelling, and the way back."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from provenance.facts.folding import fold, small
from provenance.facts.names import _LINK, hidden_links
from provenance.facts.patterns import erased
from provenance.text import unbroken

ODD = st.text(st.sampled_from("aΣσς İıIiБбЁё’'‐−–，﹐.\xa0\t\n١３Å\u212bй\u0438\u0306\u200b汉。か!１"), max_size=24)


@given(ODD | st.text(max_size=24))
@example("ΟΔΟΣ İstanbul ıŞIK")
def test_small_letters_stand_where_the_letters_stood(words: str) -> None:
    """Each character has one small letter of its own, whatever stands around it."""
    assert small(words) == "".join(map(small, words))
    assert all(len(small(character)) == 1 for character in words)


@given(ODD | st.text(max_size=24))
def test_folding_goes_by_the_character(words: str) -> None:
    """Where no mark joins a letter, a text is folded as its characters are, one by one, and each stays in its place."""
    folded = fold(words, None)
    if not any(
        unicodedata.category(each)[0] in "MC" or unicodedata.name(each, "").startswith("HANGUL") for each in words
    ):
        assert folded.text == "".join(fold(each, None).text for each in words)
        assert [tuple(folded.span(at, at + 1).of(words)) for at in range(len(words))] == [(each,) for each in words]


@given(ODD, st.sampled_from(["zh", "ja"]))
def test_spaces_beside_han_vanish_and_all_else_keeps_its_place(words: str, language: str) -> None:
    """What is left of a text without its spaces between Han characters points to where it stood."""
    whole, folded = fold(words, None), fold(words, language)
    assert folded.text.replace(" ", "") == whole.text.replace(" ", "")
    for at in range(len(folded.text)):
        assert folded.text[at] in fold(folded.span(at, at + 1).of(words), None).text
    assert len(folded.text) == len(folded.lower)


@given(st.lists(st.sampled_from(["a", "b.pdf", "/", "@x", "#", "www.", " ", "\n", "\u2003", "。", "x.com/y", ".jpg"])))
def test_links_are_sought_where_one_may_stand(pieces: list[str]) -> None:
    """Looking into the stretches that may hold a link takes out what looking everywhere does."""
    text = "".join(pieces)
    assert hidden_links(text) == erased(text, (found.span() for found in _LINK.finditer(text)))


@given(st.text("ab/ \n\u3000"), st.sampled_from(["/", "b/", "a"]))
def test_stretches_without_a_space_hold_what_tells_them(text: str, told: str) -> None:
    """Each stretch holds the sign and no space, none is left out, and spaces or the text's ends stand around it."""
    stretches = list(unbroken(text, re.compile(re.escape(told))))
    assert [text[start:end] for start, end in stretches] == [word for word in text.split() if told in word]
