"""Where rules of dates begin: trying them only there finds what searching the whole text with them finds."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.facts.dates import _openings
from provenance.facts.folding import fold
from provenance.facts.openings import Openings, opening, opening_words
from provenance.facts.patterns import Rule, erased
from provenance.tables import table

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
LANGUAGES = (
    *("ar", "be", "bg", "cs", "de", "en", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko", "pl", "pt", "ru", "sr"),
    *("tr", "uk", "vi", "zh", None),
)
JOINS = (
    "",
    " ",
    "  ",
    "\n",
    "-",
    "–",
    ", ",
    ".",
    "'",
    "(",
    ")",
    "/",
    ":",
    "\0",
    "年",
    "月",
    "日",
    "点",
    "世纪",
    "年代",
)
NUMBERS = ("1", "4", "12", "03", "25", "90", "115", "1986", "2026-03-04", "'90", "xix", "三", "十二", "二〇二六", "正")


@cache
def words(language: str | None) -> tuple[str, ...]:
    """Return all words that a language's tables of dates hold."""

    def within(held: object) -> list[str]:
        if isinstance(held, dict):
            return [word for key, value in held.items() for word in (str(key), *within(value))]
        if isinstance(held, list):
            return [word for value in held for word in within(value)]
        return [held] if isinstance(held, str) else []

    tables = [table(language, name) for name in ("dates", "months")] if language is not None else []
    return tuple(sorted({word for one in tables for word in within(one) if word}))


def differing(openings: Openings, text: str, spans: list[tuple[int, int]] | None = None) -> list[str]:
    """Return the patterns that find other matches in a text where they are tried only where they begin."""
    places = openings.places(text)
    if spans is not None:
        text = erased(text, spans)
        places.opened(text, [end for _, end in spans])
    return [
        rule.pattern.pattern
        for number, rule in enumerate(openings.rules)
        if [found.span() for found in places.matches(number, text)]
        != [found.span() for found in rule.pattern.finditer(text)]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_begins_as_it_says(language: str | None) -> None:
    @settings(max_examples=50)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        word = st.sampled_from((*words(language), *NUMBERS))
        pieces = data.draw(st.lists(st.tuples(word, st.sampled_from(JOINS)), max_size=12))
        text = fold("".join(piece for pair in pieces for piece in pair), language).lower
        assert differing(_openings(language), text) == []
        cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
        assert differing(_openings(language), text, list(zip(cuts[::2], cuts[1::2], strict=False))) == []

    law()


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.json"))[::3], ids=lambda path: path.stem)
def test_in_articles_too(path: Path) -> None:
    held = json.loads(path.read_text(encoding="utf-8"))
    assert differing(_openings(held["language"]), fold(held["text"], held["language"]).lower) == []


def test_a_beginning_is_short_and_holds_no_space() -> None:
    assert opening(["in early", "since", "d"], "וב") == {"in", "sin", "d", "ו", "ב"}


def test_a_short_word_ends_where_it_ends() -> None:
    """A word shorter than a beginning opens a rule where it stands alone, and in no longer word."""
    assert opening_words(["in early", "since", "d", "l'"]) == {"in ", "sin", "d ", "l'"}
    openings = Openings((Rule(re.compile(r"\bin [0-9]+"), lambda _match, _text: iter(()), opening_words(["in"])),))
    assert openings.places("inner in 5, in\n6 (in, ink").found == [[6, 12, 18]]


def test_what_is_taken_out_may_open_a_word() -> None:
    """A month may begin where a date ended that stood before it without a space, once that is taken out."""
    openings = _openings("en")
    places = openings.places("12.03.2026may 2026")
    text = erased("12.03.2026may 2026", [(0, 10)])
    months = [number for number, rule in enumerate(openings.rules) if rule.pattern.match(text, 10) is not None]
    assert months
    assert all(not list(places.matches(number, text)) for number in months)
    places.opened(text, [10])
    assert all(list(places.matches(number, text)) for number in months)
