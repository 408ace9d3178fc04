"""Writing systems: the script of a letter, and tokens that make up a text."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.scripts import HAN, HANGUL, KANA, script, token_spans, tokens


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("aÀßœǅ", "Latin"),
        ("Ａｂ", "Latin"),
        ("яЁіїґ", "Cyrillic"),
        ("ωΆ", "Greek"),
        ("我們㐀𠀀々豈", "Han"),
        ("のゔ", "Hiragana"),
        ("ノヴｱ", "Katakana"),
        ("한ㄱ", "Hangul"),
        ("كپ", "Arabic"),
        ("אם", "Hebrew"),
        ("कढ", "Devanagari"),
        ("বத", None),
        ("กๆ", "Thai"),
        ("ქ", "Georgian"),
        ("Ժ", "Armenian"),
    ],
)
def test_letters_have_a_script(letters: str, expected: str | None) -> None:
    """Each letter is of its script; two of different scripts are of none in common."""
    scripts = {script(letter) for letter in letters}
    assert scripts == {expected} if expected else len(scripts) == len(letters)


@pytest.mark.parametrize("character", [*"1٣½ .,«—\x00\u0301\u200b\u202e😀€", "\ud800", "\U0010ffff"])
def test_what_is_no_letter_has_none(character: str) -> None:
    """Digits, marks, signs, emoji, lone surrogates and what is not assigned have no script."""
    assert script(character) is None


def test_every_letter_of_a_block_that_goes_by_characters_is_named() -> None:
    """In Han, kana and Hangul every letter has a script, and no other letters have these."""
    blocks = {"Han": HAN, "Hangul": HANGUL, "kana": KANA}

    def within(ranges: str, character: str) -> bool:
        ends = [(part[0], part[-1]) for part in _ranges(ranges)]
        return any(first <= character <= last for first, last in ends)

    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if not character.isalpha():
            continue
        inside = {name for name, ranges in blocks.items() if within(ranges, character)}
        if inside & {"Han", "kana"}:
            assert script(character) in {"Han", "Hiragana", "Katakana"}, unicodedata.name(character, hex(code))


def _ranges(inside: str) -> list[str]:
    """The ranges of a character class: first and last, joined by a hyphen."""
    return [inside[place : place + 3] for place in range(0, len(inside), 3)]


@given(st.text(max_size=60) | st.text(st.sampled_from("ab 1我のノ한กข\u0301\ufe0f.,\n\x00😀\ud800"), max_size=60))
def test_tokens_cover_the_text(text: str) -> None:
    """Tokens come in order and join to the text again, none of them empty."""
    spans = list(token_spans(text))
    assert [text[start:end] for start, end in spans] == tokens(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])][: len(spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мы готовы, 5 %.", ["Мы", " ", "готовы", ",", " ", "5", " ", "%", "."]),
        ("我们愿意。", ["我", "们", "愿", "意", "。"]),
        ("port港口port", ["port", "港", "口", "port"]),
        ("はい、ヨン", ["は", "い", "、", "ヨ", "ン"]),
        ("항구를", ["항", "구", "를"]),
        ("葛\U000e0100", ["葛", "\U000e0100"]),
        ("が\u3099b", ["が", "\u3099", "b"]),
        ("it's", ["it", "'", "s"]),
        (" \n\t ", [" \n\t "]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Words whole, characters of unspaced scripts alone, white space in runs, marks alone."""
    assert [text[start:end] for start, end in token_spans(text)] == expected


@pytest.mark.parametrize(
    "text", ["\u0301" * 1_000_000, "我" * 1_000_000, " " * 1_000_000, "a1_" * 300_000, "\ud800" * 300_000]
)
def test_hard_megabytes_end(text: str) -> None:
    """Periodic megabytes are cut in time that grows with their length."""
    assert sum(end - start for start, end in token_spans(text)) == len(text)
