"""Tokens cut line by line: those of the whole text at once; what is looked up for one word is what an index tells of all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.quotations import naming, quotations_in, tokens
from provenance.quotations.tokens import _TOKEN, HIDDEN, Rows, Token, stem
from provenance.text import in_place

ARTICLES = sorted((Path(__file__).parent / "data" / "articles").glob("*.json"))[::6]
PIECES = st.sampled_from(
    ["Marenko", "marenko", "Anna", "anna’s", "U.S.", "e.g.", "A.", "Dr.", "l’", "dit-il", "don't", "3.5", ",", ".", "“",
     HIDDEN, HIDDEN * 3, " ", " ", "\n", "\n\n", "\xa0", "的", "—", "É", "Straße-", "The"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def whole(words: str) -> list[Token]:
    """Every token of a text, found one after another."""
    low, found = in_place(words), []
    for match in _TOKEN.finditer(words):
        start, end = match.span(2)
        written = low[start:end]
        if written[-1] in "’.":
            written = written.rstrip("’." if end - start > 2 else "’") or low[start]
        found.append(Token(start, end, written, match[2][0].isupper(), match[2][0].isalpha()))
    return found


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_lines_hold_the_tokens_of_the_text(words: str, start: int, end: int) -> None:
    """Whatever is asked for first, a stretch has the tokens that start in it, wherever lines end."""
    tokens_of_all, rows = whole(words), Rows(words, in_place(words))
    assert list(rows.between(start, end)) == [token for token in tokens_of_all if start <= token.start < end]
    before = [token for token in tokens_of_all if token.start < end]
    assert rows.last_before(end) == (before[-1] if before else None)
    assert list(rows.between(0, len(words))) == tokens_of_all


@given(TEXTS)
def test_a_word_looked_up_is_as_the_index_has_it(words: str) -> None:
    """A word has a capital inside a sentence, or twice at its start, whether it is looked up alone or with all others."""
    looked_up, indexed = Rows(words, in_place(words)), Rows(words, in_place(words))
    for token in whole(words):
        if token.word:
            word = stem(token.low)
            assert looked_up.names(word) == (word in indexed._inner_capitals)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_people_looked_up_are_those_of_the_index(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article has the same speakers, whether each is looked for alone or the whole text is read for all of them."""
    held = json.loads(path.read_text(encoding="utf-8"))
    found = quotations_in(held["text"], held["language"])
    monkeypatch.setattr(naming, "MANY", 0)
    monkeypatch.setattr(tokens, "MANY", 0)
    assert quotations_in(held["text"], held["language"]) == found
