"""Text in cells: widths, cuts, wraps, and nothing that steers a terminal."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.terminal import cut, filled, isolated, painted, safe, width, wrapped

TEXTS = st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("port", 4),
        ("港口", 4),
        ("порт", 4),
        ("مرفأ", 4),
        ("e\u0301", 1),
        ("カナ", 4),
        ("한국", 4),
        ("", 0),
        ("“port”", 6),
    ],
)
def test_widths(text: str, cells: int) -> None:
    """Han, kana and Hangul take two cells, letters one, combining marks none."""
    assert width(text) == cells


@given(TEXTS, st.integers(0, 40))
def test_what_is_cut_fits(text: str, cells: int) -> None:
    """A cut text is never wider than it may be, and whole where it fits."""
    kept = cut(safe(text), cells)
    assert width(kept) <= cells
    assert kept == safe(text) or kept.endswith("…") or cells == 0


@given(TEXTS, st.integers(1, 40))
def test_what_is_filled_has_the_width(text: str, cells: int) -> None:
    """A filled text has exactly its width, whatever it holds."""
    assert width(filled(safe(text), cells)) == cells


@given(TEXTS, st.integers(2, 40))
def test_what_is_wrapped_fits_and_loses_nothing(text: str, cells: int) -> None:
    """No line is wider than it may be; all but spaces is still there, in order."""
    lines = wrapped(safe(text), cells)
    assert all(width(line) <= cells for line in lines)
    marks = str.maketrans("", "", "\u2068\u2069")
    kept = "".join("".join(lines).translate(marks).split())
    assert kept == "".join(safe(text).translate(marks).split())


@given(st.text())
def test_what_is_safe_steers_nothing(text: str) -> None:
    """No control, no direction mark, no line end, no surrogate is left; and safe text stays as it is."""
    shown = safe(text)
    assert not [c for c in shown if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029")
    assert safe(shown) == shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("open\nhop 1  error  forged", "open⏎hop 1  error  forged"),
        ("\x1b[31mred\x1b[0m", "⟨U+001B⟩[31mred⟨U+001B⟩[0m"),
        ("abc\u202edef", "abc⟨U+202E⟩def"),
        ("a\ud800b", "a⟨U+D800⟩b"),
        ("a\x00b\tc", "a⟨U+0000⟩b c"),
        ("z" + "\u0301" * 50, "z" + "\u0301" * 4),
    ],
)
def test_hostile_text_is_made_visible(hostile: str, shown: str) -> None:
    """A forged line, a colour, a turned direction, a surrogate, a tower of marks: each is seen for what it is."""
    assert safe(hostile) == shown


def test_right_to_left_words_are_isolated() -> None:
    """Arabic and Hebrew stand between isolates, other words do not, and nothing is isolated twice."""
    assert isolated("الميناء مفتوح") == "\u2068الميناء مفتوح\u2069"
    assert isolated(isolated("הנמל פתוח")) == "\u2068הנמל פתוח\u2069"
    assert isolated("порт") == "порт"
    assert filled("مرفأ", 6) == "\u2068مرفأ\u2069  "


def test_a_foreign_name_does_not_turn_the_line() -> None:
    """In a sentence of ours only the right-to-left words are isolated, so that date and comma stay where they are."""
    assert isolated("מרה לינדט, 4 March 2026, in Hebrew") == "\u2068מרה לינדט\u2069, 4 March 2026, in Hebrew"
    lines = wrapped("מרה לינדט's words of 4 March 2026, in Hebrew; here from an Arabic report in بريد الميناء.", 40)
    assert lines[0].startswith("\u2068מרה לינדט\u2069's words")
    assert lines[-1].endswith("\u2068بريد الميناء\u2069.")
    assert all(
        line.startswith("\u2068") and line.endswith("\u2069") for line in wrapped("الميناء مفتوح مع NATO الآن", 12)
    )


def test_han_wraps_between_characters_and_keeps_its_marks() -> None:
    """A line may end after any Han character, but no line begins with a closing mark."""
    lines = wrapped("港口将继续开放，直到五月。港口将继续开放。", 12)
    assert lines[0] == "港口将继续开"
    assert all(line[0] not in "，。" for line in lines)


def test_paint_is_only_put_around() -> None:
    """A painted word is the word between two sequences."""
    assert painted("error", "error") == "\x1b[1;31merror\x1b[0m"


BAR = """
import sys, time
from provenance import terminal
from provenance.cli.screen import while_working, with_progress
terminal.PATIENCE = float(sys.argv[2])
if sys.argv[1] == "piece":
    with while_working("verifying"):
        time.sleep(0.3)
else:
    for item in with_progress(range(3), "compared", 3, printing=sys.argv[1] == "printing"):
        time.sleep(0.1)
        print(item)
"""


@pytest.mark.parametrize("kind", ["piece", "counting", "printing"])
@pytest.mark.parametrize("patience", ["0.01", "60"])
def test_a_bar_comes_when_work_takes_long_and_goes(kind: str, patience: str) -> None:
    """Standard error has a bar where it is a terminal and the work takes its time; standard output never has one."""
    ours, theirs = os.openpty()
    done = subprocess.run(
        [sys.executable, "-c", BAR, kind, patience], stdout=subprocess.PIPE, stderr=theirs, check=True, timeout=60
    )
    os.set_blocking(ours, False)
    try:
        shown = os.read(ours, 1 << 16)
    except BlockingIOError:
        shown = b""
    os.close(theirs)
    os.close(ours)
    assert (b"verifying" in shown or b"compared" in shown) == (patience == "0.01")
    assert done.stdout == (b"" if kind == "piece" else b"0\n1\n2\n")
