"""Likeness: alignment by two levels, likeness, windows."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import likeness as module
from provenance.likeness import align, align_items, distance, likeness, window

align("loaded", "first")  # so that no example pays for loading rapidfuzz

NEAR = st.text(alphabet="ab .\n我们😀é", max_size=60)
ANY = st.text(max_size=80)
WORDS = st.lists(st.sampled_from(["grain", "port", "open", "the", "six", ""]), max_size=20)


def composed(words: int, seed: int) -> str:
    chosen = random.Random(seed)  # noqa: S311 - composed texts, fixed seed
    return " ".join("".join(chosen.choices("etaoinshrdlu", k=chosen.randint(1, 9))) for _ in range(words))


def edited(text: str, share: float, seed: int) -> str:
    chosen = random.Random(seed)  # noqa: S311 - composed texts, fixed seed
    return " ".join("harbour" if chosen.random() < share else word for word in text.split(" "))


def check_opcodes(opcodes: object, source: object, target: object) -> None:
    at_source = at_target = 0
    before = None
    for op, i, k, j, m in opcodes:  # type: ignore[attr-defined]
        assert (i, j) == (at_source, at_target)
        at_source, at_target = k, m
        assert (op == "equal") == (source[i:k] == target[j:m])  # type: ignore[index]
        assert (op in {"equal", "delete", "replace"}) == (k > i)
        assert (op in {"equal", "insert", "replace"}) == (m > j)
        assert (op == "equal") != (before == "equal") or before is None
        before = op
    assert (at_source, at_target) == (len(source), len(target))  # type: ignore[arg-type]


@given(NEAR | ANY, NEAR | ANY)
def test_an_alignment_covers_both_texts_and_its_runs_take_turns(source: str, target: str) -> None:
    """Opcodes cover both texts without gap; "equal" runs are equal, the others are not; the two kinds alternate."""
    check_opcodes(align(source, target), source, target)


@given(WORDS, WORDS)
def test_items_are_aligned_as_texts_are(source: list[str], target: list[str]) -> None:
    """The same law holds for sequences of strings, counted in items."""
    check_opcodes(align_items(source, target), source, target)


@pytest.mark.parametrize("share", [0.0, 0.05, 0.4, 1.0])
def test_long_texts_go_by_words_first(share: float) -> None:
    """A text of some thousand words is aligned by two levels under the same law, and near minimally."""
    source = composed(2_000, 1)
    target = edited(source, share, 2)
    opcodes = align(source, target)
    check_opcodes(opcodes, source, target)
    cost = sum(max(k - i, m - j) for op, i, k, j, m in opcodes if op != "equal")
    assert cost <= 1.15 * distance(source, target, most=len(source) + len(target))


def test_very_long_texts_are_cut_at_what_stands_once_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the largest table the texts are cut at anchors, which costs next to nothing of the alignment."""
    source = composed(6_000, 3)
    target = edited(source, 0.05, 4)
    whole = sum(k - i for op, i, k, _, _ in align(source, target) if op == "equal")
    monkeypatch.setattr(module, "LARGEST_TABLE", 1_000_000)
    monkeypatch.setattr(module, "STRIDE", 200)
    opcodes = align(source, target)
    check_opcodes(opcodes, source, target)
    assert sum(k - i for op, i, k, _, _ in opcodes if op == "equal") > 0.99 * whole


def test_what_shares_nothing_and_is_huge_is_one_replaced_run() -> None:
    """Two words of 200,000 characters are not compared letter by letter."""
    source, target = "s" + "ab" * 100_000 + "e", "s" + "ba" * 99_000 + "cae"
    opcodes = align(source, target)
    check_opcodes(opcodes, source, target)
    assert [op for op, *_ in opcodes] == ["equal", "replace", "equal"]


def test_a_changed_character_in_unspaced_writing_is_one_character() -> None:
    """In Han text longer than a thousand characters one changed character is one replaced code point."""
    source = "".join(chr(0x4E00 + number * 7 % 2_000) for number in range(3_000))
    target = "港" + source[1:1_500] + "口" + source[1_501:]
    assert [code for code in align(source, target) if code[0] != "equal"] == [
        ("replace", 0, 1, 0, 1),
        ("replace", 1_500, 1_501, 1_500, 1_501),
    ]


@given(NEAR, NEAR)
def test_likeness_is_a_symmetric_share(a: str, b: str) -> None:
    """Likeness lies in [0, 1], does not ask which text comes first, and is 1 exactly for equal texts."""
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, b) == likeness(b, a)
    assert (likeness(a, b) == 1.0) == (a == b)


def test_likeness_counts_the_longest_common_sequence() -> None:
    """Twice the common characters over both lengths: of "abcd" and "abxd" three of four."""
    assert likeness("abcd", "abxd") == 0.75
    assert likeness("", "abc") == 0.0


def test_likeness_of_texts_too_long_to_count_goes_by_the_alignment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the largest table likeness is at most the exact one, and close to it."""
    source = composed(1_000, 5)
    target = edited(source, 0.1, 6)
    exact = likeness(source, target)
    monkeypatch.setattr(module, "LARGEST_RATIO", 0)
    assert 0.95 * exact <= likeness(source, target) <= exact


@pytest.mark.parametrize("length", [40, 200, 2_000])
def test_a_window_lies_on_edited_words(length: int) -> None:
    """The window of words edited in a tenth overlaps the place they were taken from by more than half."""
    text = composed(5_000, 7)
    start = 12_000
    found = window(edited(text[start : start + length], 0.1, 8), text)
    assert found is not None
    assert min(found[1], start + length) - max(found[0], start) > length / 2


def test_nothing_half_alike_has_no_window() -> None:
    """Words in other letters have no window, nor have words over twice as long as the text."""
    assert window("открыть порт для зерна", composed(500, 9)) is None
    assert window("open the port for grain", "open") is None


@pytest.mark.parametrize("odd", ["", "\x00", "\ud800", "😀" * 3, "\u202eabc", "a\u0301" * 5, " " * 2_000])
def test_odd_words_are_aligned_like_any(odd: str) -> None:
    """Empty text, NUL, lone surrogates, emoji, marks and blanks raise nothing."""
    check_opcodes(align(odd, "words"), odd, "words")
    check_opcodes(align("words" + odd, odd + odd), "words" + odd, odd + odd)
    assert 0.0 <= likeness(odd, "words") <= 1.0


def test_an_alignment_does_not_hang_on_the_hash_of_strings() -> None:
    """Two processes that hash strings otherwise align alike."""
    program = (
        "from provenance.likeness import align, align_items; import random; r = random.Random(1); "
        "a = ' '.join(r.choices(['port', 'grain', 'six', 'open', 'day'], k=600)); b = a[500:] + a[:700]; "
        "print(align(a, b), align_items(a.split(), b.split()))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_rapidfuzz_is_loaded_on_first_use() -> None:
    """Importing the module does not import rapidfuzz."""
    program = "import sys, provenance.likeness; print('rapidfuzz' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "False"
