"""Readings as lines of a terminal: nothing in them steers it, and they fit."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reading import read
from provenance.reading.summary import summary
from provenance.terminal import width

HOSTILE = """\
The gate\x1b]0;owned\x07 of winter

Ilya\u202e Marenko said: "We will\x1b[2J close the port\x00 in May, all\x07 of us."

So-called "win\x9bter gate\u2066" it was, on 4 March 2026.

Source: Port\x1b[31m News
Statement: The article represents\u202e the views of the author alone.
"""

LINK = "https://harbour-gazette.example/2026/03/04/the-port-will-close-in-may?edition=evening"


def test_nothing_of_an_article_steers_the_terminal() -> None:
    """Escapes, bells, overrides and NUL of words, speakers, fragments, credits and blanks are made visible."""
    text = str(read(HOSTILE, language="en"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\ud800-\udfff]", text)
    for shown in ("⟨U+001B⟩", "⟨U+0007⟩", "⟨U+202E⟩", "⟨U+0000⟩", "⟨U+009B⟩"):
        assert shown in text, shown


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_fit_and_no_link_is_broken(columns: int) -> None:
    """Lines are as wide as asked at most, those that go on stand farther in, a link is broken only if it is longer."""
    reading = read(
        'The harbour chief, who had spoken to nobody since the autumn, said: "We will close the port in May, all of us."\n\n'
        f"Source: {LINK}\n",
        language="en",
        url=LINK,
    )
    text = summary(reading, columns=columns)
    assert max(map(width, text.splitlines())) <= columns
    assert (LINK in text) == (len(LINK) < columns - 4)
    assert LINK in re.sub(r"\n +", "", text)


def test_right_to_left_words_stand_between_isolates() -> None:
    """A speaker's name in Hebrew leaves the order of the numbers behind it alone."""
    reading = read("משה כהן אמר: “לא נסגור את הנמל במאי, אף פעם לא.”", language=None)
    assert "\u2068לא נסגור" in str(reading)


@given(
    st.text(max_size=200) | st.text(alphabet="“”«»\"'—: said Он сказал他说，。אב\n\x1b\u202e\ud800\x00", max_size=120)
)
def test_whatever_is_read_prints(text: str) -> None:
    """No line is wider than 80 columns, no control reaches the terminal, and the lines can be encoded."""
    printed = str(read(text))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]", printed)
    assert all(width(line) <= 80 for line in printed.split("\n"))
    assert printed.encode()
