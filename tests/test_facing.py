"""Two texts facing each other in a terminal: within its columns, whole, and in the order in which they run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.comparison import compare
from provenance.facing import edits, facing
from provenance.outline import outline
from provenance.terminal import width
from provenance.testing import chains, words
from provenance.text import Text

if TYPE_CHECKING:
    from provenance.model import Chain

SENTENCES = {
    "ru": "Мы продали от трёх до шести миллионов тонн. Возможно, в апреле придут ещё 40 судов. Порт не закроют.",
    "zh": "我们卖出了至多六百万吨。四月可能还会有40艘船到来。港口不会关闭。",
    "en": "We have sold up to six million tonnes. In April 40 more ships may come. The port will not close.",
    "ar": "بعنا ما يصل إلى ستة ملايين طن. قد تأتي 40 سفينة أخرى في أبريل. لن يغلق الميناء.",
    "he": "מכרנו עד שישה מיליון טון. באפריל אולי יגיעו עוד 40 אוניות. הנמל לא ייסגר.",
}


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("source", SENTENCES)
@pytest.mark.parametrize("target", SENTENCES)
def test_no_line_is_wider_than_the_terminal(source: str, target: str, columns: int) -> None:
    """Beads, edits and the ledger keep to the columns, in every script; a bar parts the sides in one place."""
    comparison = compare(Text(SENTENCES[source], source), Text(SENTENCES[target], target))
    lines = facing(comparison, columns=columns).splitlines()
    assert max(map(width, lines)) <= columns
    assert len({width(line.partition(" │")[0]) for line in lines if " │" in line}) <= 1


@given(words(max_size=120), words(max_size=120), st.integers(40, 120))
@settings(max_examples=60)
def test_any_texts_face_each_other_within_the_columns(source: str, target: str, columns: int) -> None:
    """Whatever the texts hold, no line is wider than the terminal and none steers it."""
    told = facing(compare(Text(source, "en"), Text(target, "en")), columns=columns)
    assert max(map(width, told.split("\n"))) <= columns
    assert not [sign for sign in told if ord(sign) < 32 and sign != "\n"]


@given(chains(max_hops=4), st.integers(60, 120))
@settings(max_examples=40)
def test_any_chain_is_shown_within_the_columns(chain: Chain, columns: int) -> None:
    """The outline of any chain keeps to the columns."""
    assert max(map(width, outline(chain, columns=columns).split("\n"))) <= columns


@given(words(max_size=80), words(max_size=80), st.integers(40, 120))
@settings(max_examples=60)
def test_paint_changes_no_words(source: str, target: str, columns: int) -> None:
    """On a terminal with colour the same lines stand, painted; every stretch of paint ends in its line."""
    comparison = compare(Text(source, "en"), Text(target, "en"))
    plain, painted = (list(edits(comparison, columns=columns, colour=colour)) for colour in (False, True))
    assert [re.sub("\x1b\\[[0-9;]*m", "", line) for line in painted] == plain
    assert all(line.count("\x1b[") == 2 * line.count("\x1b[0m") for line in painted)


def test_struck_words_are_struck_whole() -> None:
    """A space between two struck words is struck with them, one between struck and kept words is not."""
    comparison = compare(Text("They come too late today.", "en"), Text("They come today.", "en"))
    assert list(edits(comparison, colour=True))[1:] == ["They come \x1b[9;31m[-too late -]\x1b[0mtoday."]


def test_values_come_before_words() -> None:
    """The ledger shows what a number comes to, whole at 80 columns, and then the words that state it."""
    comparison = compare(Text(SENTENCES["ru"], "ru"), Text(SENTENCES["zh"], "zh"))
    told = facing(comparison, columns=80).replace("\u202f", " ")
    assert "3 000 000–6 000 000 t “трёх" in told
    assert "≤ 6 000 000 t “至多六百万吨”" in told
    assert "a range collapsed" in told
