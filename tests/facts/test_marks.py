"""Quotation marks: which open, which close, which are foreign, which have no partner."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.facts.marks import has_marks, marks_in

ARTICLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "seed" / "article.txt"
ANY = st.text(max_size=30) | st.text(alphabet="“”„«»「」‘’'\"‹› a.\n—😀\ud800", max_size=30)
TAG = st.sampled_from(["en", "ru", "zh", "de", "sv", "he", "fr", "xx"])


def read(text: str, language: str | None) -> list[tuple[str, int]]:
    return [(fact.value, fact.span.start) for fact in marks_in(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("“We close it,” she said.", "en", [("opening", 0), ("closing", 13)]),
        ("«Мы закроем „порт“ завтра»", "ru", [("opening", 0), ("opening", 12), ("closing", 17), ("closing", 25)]),
        ("„Tak” i «nie»", "pl", [("opening", 0), ("closing", 4), ("opening", 8), ("closing", 12)]),
        ("”Hej”, sa hon", "sv", [("opening", 0), ("closing", 4)]),
        ("»Ja«, sagte er", "de", [("opening", 0), ("closing", 3)]),
        ("他说“不”，也说「行」", "zh", [("opening", 2), ("closing", 4), ("opening", 8), ("closing", 10)]),
        ('a " word " set apart', "en", [("opening", 2), ("closing", 9)]),
        ('"The "old" port"', "en", [("opening", 0), ("opening", 5), ("closing", 9), ("closing", 15)]),
    ],
)
def test_marks_are_paired(text: str, language: str, expected: list[tuple[str, int]]) -> None:
    """A language's own marks, nested ones and straight ones open and close by turns."""
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("She said «no».", "en", [("foreign opening", 9), ("foreign closing", 12)]),
        ("She said „no“.", "en", [("foreign opening", 9), ("foreign closing", 12)]),
        ("Она сказала 「нет」.", "ru", [("foreign opening", 12), ("foreign closing", 16)]),
        ('Она сказала "нет".', "ru", [("opening", 12), ("closing", 16)]),
        ("She said «no».", "xx", [("opening", 9), ("closing", 12)]),
        ("She said »no", "en", [("foreign unbalanced closing", 9)]),
    ],
)
def test_marks_of_another_language_are_foreign(text: str, language: str, expected: list[tuple[str, int]]) -> None:
    """What is in none of the language's pairs is foreign; straight marks never are, nor any where there is no table."""
    assert read(text, language) == expected
    assert has_marks(language) == (language != "xx")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The port is closed.\nShe left.", [("unbalanced opening", 0)]),
        ("The port is closed.”", [("unbalanced closing", 19)]),
        ("“The (“port) is” closed", [("unbalanced opening", 0), ("opening", 6), ("closing", 15)]),
        ('It is closed" she said', [("unbalanced closing", 12)]),
    ],
)
def test_a_mark_without_a_partner_is_unbalanced(text: str, expected: list[tuple[str, int]]) -> None:
    """A mark never closed, or closing nothing, is told where it stands; the others still pair."""
    assert read(text, "en") == expected


def test_a_mark_closed_across_another_leaves_that_one_alone() -> None:
    """A mark that closes the outer quotation leaves the inner one without a partner."""
    assert read("«open “inner» outer”", "ru") == [
        ("opening", 0),
        ("unbalanced opening", 6),
        ("closing", 12),
        ("unbalanced closing", 19),
    ]


def test_an_opening_mark_repeated_at_each_paragraph_is_legal() -> None:
    """One quotation of three paragraphs opens three times and closes once, and nothing is unbalanced."""
    text = "“One thing.\n\n“Another.\n\n“The last.” She left."
    assert [value for value, _ in read(text, "en")] == ["opening", "opening", "opening", "closing"]


@pytest.mark.parametrize(
    "text", ["don't", "the sailors’ ship", "’tis the port", "it ' s", "rock ' n ' roll", "5' 6\" tall", "¿qué?"]
)
def test_apostrophes_and_primes_are_no_marks(text: str) -> None:
    """A single mark without a partner is an apostrophe; a straight one after a figure is a prime."""
    assert read(text, "en") == []


def test_single_marks_are_marks_as_a_pair() -> None:
    """Single marks around words are marks, whatever apostrophes stand between."""
    assert read("she said ‘we don’t close it’ twice", "en") == [("opening", 9), ("closing", 27)]
    assert read("she said 'we don't close it' twice", "en") == [("opening", 9), ("closing", 27)]


def test_a_dash_opens_a_line_where_the_table_says_so() -> None:
    """A dash at the head of a line is a weak mark in Russian, and none in English or inside a line."""
    text = "— Закроют? — спросила она.\n— Нет."
    assert [(fact.value, fact.span.start, fact.weak) for fact in marks_in(text, "ru")] == [
        ("dash", 0, True),
        ("dash", 27, True),
    ]
    assert read(text, "en") == []


@given(ANY, TAG)
def test_a_span_reproduces_its_surface(text: str, language: str) -> None:
    """Whatever the text, nothing raises, and each mark's span gives back the mark, in order, none twice."""
    facts = marks_in(text, language)
    assert all(fact.span.of(text) == fact.surface and len(fact.span) == 1 for fact in facts)
    places = [fact.span.start for fact in facts]
    assert places == sorted(set(places))


@given(ANY, TAG)
def test_closing_marks_never_outnumber_what_they_close(text: str, language: str) -> None:
    """At every place of the text, balanced marks have opened at least as often as they closed."""
    depth = 0
    for fact in marks_in(text, language):
        if "unbalanced" not in fact.value and fact.value != "dash":
            depth += 1 if fact.value.endswith("opening") else -1
        assert depth >= 0


@pytest.mark.parametrize("piece", ["“", '"', "“\n", "\n", "„“”»«", "'", '"\n', " ‘a"])
def test_many_marks_end(piece: str) -> None:
    """A hundred thousand marks, open or closed, take time by their number."""
    text = piece * (100_000 // len(piece))
    assert len(marks_in(text, "ru")) <= len(text)


@pytest.mark.skipif(not ARTICLE.is_file(), reason="shared data missing: seed/article.txt")
def test_the_sample_article_is_read() -> None:
    """The article's marks pair, and its direct words stand between those at 82 and 296."""
    facts = {fact.span.start: fact.value for fact in marks_in(ARTICLE.read_text(encoding="utf-8"), "en")}
    assert (facts[82], facts[296]) == ("opening", "closing")
    assert not any("unbalanced" in value or "foreign" in value for value in facts.values())
