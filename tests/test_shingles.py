"""Shingles: the runs by which like passages are found, whatever was typed otherwise."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.shingles import BITS, MOST, bare_form, sampled, shingles
from provenance.testing import words

SENTENCES = (
    "We are willing to consider opening the port to up to six million tonnes of grain.",
    "Мы готовы подумать о том, чтобы открыть порт для зерна, ещё до мая.",
    "我们愿意考虑开放港口，供至多六百万吨粮食通过。",
    "私たちは港を開くことを検討する用意があります。",
    "우리는 곡물을 위해 항구를 여는 것을 고려할 용의가 있습니다.",
    "نحن مستعدون للنظر في فتح الميناء أمام الحبوب.",
    "हम अनाज के लिए बंदरगाह खोलने पर विचार करने को तैयार हैं।",
    "אנחנו מוכנים לשקול את פתיחת הנמל לתבואה.",
    "เราพร้อมที่จะพิจารณาเปิดท่าเรือสำหรับธัญพืช",
    "Είμαστε πρόθυμοι να εξετάσουμε το άνοιγμα του λιμανιού.",
)


def shared(one: str, other: str) -> float:
    """The share of the first text's shingles that the second has too."""
    ours, theirs = set(shingles(one)), set(shingles(other))
    return len(ours & theirs) / len(ours)


@given(words() | st.text())
def test_shingles_are_numbers_in_order_each_once(text: str) -> None:
    """Of any text shingles are whole numbers of so many bits, rising; there are some exactly where something is left."""
    found = shingles(text)
    assert list(found) == sorted(set(found))
    assert all(0 <= shingle < 2**BITS for shingle in found)
    assert bool(found) == bool(bare_form(text).strip())


@given(words())
def test_how_words_are_typed_leaves_no_trace(text: str) -> None:
    """Normal form and spaces around change nothing, and what is bare already stays as it is."""
    assert shingles(unicodedata.normalize("NFD", text)) == shingles(unicodedata.normalize("NFC", text))
    assert shingles(f"  {text}\n") == shingles(text)
    assert bare_form(bare_form(text)) == bare_form(text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_case_marks_width_and_joiners_leave_no_trace(sentence: str) -> None:
    """Capitals, quotation marks, other spaces, soft hyphens and direction marks give the same shingles."""
    marked = f"«{sentence.upper().replace(' ', chr(0xA0) + ' ')}»!"
    inside = sentence.replace("t", "t\u00ad").replace("о", "о\u200b") + "\u200f"
    assert shingles(marked) == shingles(inside) == shingles(sentence)
    assert bare_form(marked) == bare_form(sentence)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ｗe are ｗilling", "we are willing"),
        ("ещё не всё", "еще не все"),
        ("我們 愿意，考虑", "我們愿意考虑"),
        ("لن نُغلِقَ المِيناء", "لن نغلق الميناء"),
        ("לִפְתֹּחַ אֶת הַנָּמֵל", "לפתח את הנמל"),
        ("well-known words", "well known words"),
    ],
)
def test_spellings_of_one_thing_are_one(one: str, other: str) -> None:
    """Wide letters, ё, spaces between Han characters, optional vowel signs and hyphens do not matter."""
    assert shingles(one) == shingles(other)
    assert bare_form(one) == bare_form(other)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_changed_word_keeps_most_shingles(sentence: str) -> None:
    """One word (or two characters) changed in the middle leaves at least a third of the shingles, in any script."""
    parts = sentence.split(" ") if " " in sentence else list(sentence)
    parts[len(parts) // 2] = "xyz" if " " in sentence else "々"
    assert shared(sentence, (" " if " " in sentence else "").join(parts)) > 0.33


def test_sentences_of_other_words_share_nothing() -> None:
    """No two sentences of different scripts have a shingle in common."""
    for one in SENTENCES:
        assert [other for other in SENTENCES if other != one and shared(one, other)] == []


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("?! …", 0), ("港", 1), ("Да.", 1), ("grain ship", 3), ("a b c d", 3)]
)
def test_short_words_count_singly(text: str, count: int) -> None:
    """Where there are fewer than three pairs, single words stand in too; marks alone are nothing."""
    assert len(shingles(text)) == count


def test_scripts_meet_in_one_sentence() -> None:
    """Han characters beside Latin words and numbers are in shingles with them."""
    assert shared("供600万吨 grain 通过", "供600万吨 grain") > 0.6
    assert shared("他说ABC很好吃", "ABC很好吃的东西") > 0.5


def test_a_long_text_is_sampled() -> None:
    """Of a long text so many shingles are asked for, of a short one all; the sample is the same in any order."""
    text = " ".join(f"word{number}" for number in range(5_000))
    found = shingles(text)
    assert len(sampled(found)) == MOST
    assert sampled(found[::-1]) == sampled(found)
    assert sampled(found[:9]) == found[:9]


def test_shingles_are_the_same_in_every_process() -> None:
    """Another process with another hash seed gives the same numbers."""
    code = f"from provenance.shingles import shingles; print(shingles({SENTENCES[1]!r}))"
    for seed in ("0", "1"):
        out = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
            cwd=__file__.removesuffix("tests/test_shingles.py"),
        ).stdout
        assert out.strip() == str(shingles(SENTENCES[1]))


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "ab " * 300_000, "港" * 1_000_000, "\ud800" * 100_000, "e\u0301" * 500_000]
)
def test_a_megabyte_of_anything_ends(text: str) -> None:
    """Periodic megabytes, lone surrogates and heaps of marks are few shingles, soon."""
    assert len(shingles(text)) <= 3
