"""Text, spans, language tags, and the form in which words are compared."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import RecordError
from provenance.text import Mode, Span, Text, alternatives, check_language, comparing_form

ANY = st.text(max_size=40) | st.text(st.characters(), max_size=20)
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c\u202e\u2066\u2069"


# ---- spans --------------------------------------------------------------------------------------


@given(st.text(max_size=20), st.integers(0, 25), st.integers(0, 25))
def test_a_span_is_a_slice_of_code_points(text: str, a: int, b: int) -> None:
    """A span gives the words that stand there, counted in code points, however many units they take elsewhere."""
    span = Span(min(a, b), max(a, b))
    assert span.of(text) == text[min(a, b) : max(a, b)]
    assert len(span) == max(a, b) - min(a, b)


@given(*(st.integers(0, 6) for _ in range(4)))
def test_spans_hold_and_overlap_as_sets_do(a: int, b: int, c: int, d: int) -> None:
    """Spans overlap where they share a place, and one holds another where it has all its places."""
    one, two = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    places, others = set(range(one.start, one.end)), set(range(two.start, two.end))
    if places and others:
        assert one.overlaps(two) == two.overlaps(one) == bool(places & others)
    if others:
        assert one.holds(two) == (others <= places)
    assert one.holds(one)


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 2), (2, 1), ("0", 1), (0, "1"), (0, None), (0.0, 1), (True, 1), (0, 1.5), (None, None)]
)
def test_what_is_no_span_is_refused(start: Any, end: Any) -> None:
    """Spans start at 0 or later, do not end before they start, and count in whole numbers."""
    with pytest.raises(RecordError, match="not a span"):
        Span(start, end)


# ---- language tags ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "customary"),
    [
        ("RU", "ru"),
        ("zh-hant", "zh-Hant"),
        ("ZH-HANT-TW", "zh-Hant-TW"),
        ("en-gb", "en-GB"),
        ("sr-Latn-RS", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("sl-ROZAJ-biske", "sl-rozaj-biske"),
        ("de-1996", "de-1996"),
        ("de-CH-1901", "de-CH-1901"),
        ("zh-cmn-Hans-CN", "zh-cmn-Hans-CN"),
        ("en-CA-x-CA", "en-CA-x-ca"),
        ("en-a-BB-CC-x-Latn", "en-a-bb-cc-x-latn"),
        ("az-latn-x-LATN", "az-Latn-x-latn"),
        ("und", "und"),
    ],
)
def test_tags_are_brought_to_their_customary_case(tag: str, customary: str) -> None:
    """Case says nothing; it is written as RFC 5646, section 2.1.1, writes it."""
    assert check_language(tag) == customary
    assert check_language(tag.upper()) == check_language(tag.lower()) == customary


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "r",
        "русский",
        "Russian language",
        "ru_RU",
        "ru-",
        "-ru",
        "ru--RU",
        "ru\n",
        "abcdefghi",
        "en-a",
        "ru-x-",
        "x" * 9,
        "ru-" * 200 + "RU",
        "１２",
        "e\u0301n",
    ],
)
def test_tags_that_are_not_well_formed_are_refused(tag: str) -> None:
    """What RFC 5646 would not parse is refused and shown, cut short."""
    with pytest.raises(RecordError, match="not a language tag") as caught:
        check_language(tag)
    assert (caught.value.field, caught.value.value) == ("language", tag)
    assert len(str(caught.value)) < 250


@given(st.from_regex(r"[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-[a-zA-Z]{2})?(-x-[a-z0-9]{1,8})?", fullmatch=True))
def test_customary_case_is_customary(tag: str) -> None:
    """A tag in its customary case stays as it is, and differs from what was given in case alone."""
    assert check_language(check_language(tag)) == check_language(tag)
    assert check_language(tag).lower() == tag.lower()


# ---- comparing form -----------------------------------------------------------------------------


@given(ANY)
def test_comparing_form_is_final(words: str) -> None:
    """What is in comparing form stays as it is, lone surrogates included."""
    form = comparing_form(words)
    assert comparing_form(form) == form


@given(ANY)
def test_composition_says_nothing(words: str) -> None:
    """Composed, decomposed and compatible spellings of the same words compare alike."""
    for form in ("NFC", "NFD"):
        assert comparing_form(unicodedata.normalize(form, words)) == comparing_form(words)


@given(st.text(st.sampled_from("aäёЁéñ我한が\u0301 "), max_size=12), st.data())
def test_invisible_signs_say_nothing(words: str, data: st.DataObject) -> None:
    """Joiners, soft hyphens, direction marks anywhere compare as if they were not there."""
    place = data.draw(st.integers(0, len(words)))
    sign = data.draw(st.sampled_from(INVISIBLE))
    assert comparing_form(words[:place] + sign + words[place:]) == comparing_form(words)


@given(ANY, st.sampled_from([" ", "\t", "\n\n", "\u00a0", "\u3000", " \r\n "]))
def test_white_space_says_nothing(words: str, blank: str) -> None:
    """Blanks around count for nothing, and of any kind and length between words for one."""
    assert comparing_form(blank + words + blank) == comparing_form(words)
    assert comparing_form(f"a{blank}b") == "a b"


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("«Мы» – ГОТОВЫ…", '"мы" - готовы...'),
        ("“We” ‘are’ „ready‟ ‚now‛", "\"we\" 'are' \"ready\" 'now'"),
        ("「开放」『港口』", '"开放""港口"'),
        ("Ｉｌｙａ　＂１２＂", 'ilya "12"'),
        ("ёлка е\u0308лка Е\u0308ЛКА ё\u0308лка", "елка елка елка елка"),
        ("a—b―c−d﹘e", "a-b-c-d-e"),
        ("Straße ﬁn", "strasse fin"),
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("\ud800x", "\ud800x"),
        ("", ""),
        ("\x00A\x00", "\x00a\x00"),
    ],
)
def test_comparing_forms(words: str, form: str) -> None:
    """One kind of quotation mark and dash, small letters, no width, no yo."""
    assert comparing_form(words) == form


def test_every_character_is_folded_for_good() -> None:
    """No code point, alone or between letters, changes when it is folded a second time."""
    unstable = [
        code for code in range(sys.maxunicode + 1) if comparing_form(form := comparing_form(f"a{chr(code)}b")) != form
    ]
    assert unstable == []


@pytest.mark.parametrize(
    "words", ["e\u0301\u0308" * 300_000, "\u200b" * 1_000_000, "ё\u0308" * 500_000, " \n" * 500_000, "ﷺ" * 60_000]
)
def test_hard_megabytes_end(words: str) -> None:
    """Megabytes of marks, signs and blanks are folded in time that grows with their length."""
    assert comparing_form(words) == comparing_form(words + " ")


def test_text_and_modes() -> None:
    """A text is its words and its language; modes are named by their words."""
    assert Text("words", "en") == Text(words="words", language="en")
    assert Text("words").language is None
    assert [str(mode) for mode in Mode] == ["direct", "partial", "indirect", "summary"]


PIECES = st.sampled_from(
    ["a", "b", "ab", "a?", "(?:a|b)", "(?:a|b)c", "a|b", "c+", "[ab]", r"\(a|b\)", "a(?:b|c|)", "ba(?:a|b)?", "é"]
)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=2).map("".join), min_size=1, max_size=8), st.text("abcé(|)"))
def test_alternatives_that_share_a_letter_find_what_they_did(patterns: list[str], text: str) -> None:
    """However patterns are grouped, the same ones are tried in the same order: each match is that of all joined."""
    joined, shared = re.compile("|".join(patterns)), re.compile(alternatives(patterns))
    assert [found.span() for found in shared.finditer(text)] == [found.span() for found in joined.finditer(text)]
    assert (shared.fullmatch(text) is None) == (joined.fullmatch(text) is None)
    apart, edged = re.compile(f"(?<![ab])(?:{joined.pattern})"), re.compile(alternatives(patterns, unlike="[ab]"))
    assert [found.span() for found in edged.finditer(text)] == [found.span() for found in apart.finditer(text)]
