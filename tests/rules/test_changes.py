"""What was done to a quotation within one language, and who is the same as whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Agent
from provenance.rules.changes import changes, marked_pieces, one_script
from provenance.rules.people import is_body, same_agent
from provenance.text import Text

WORDS = st.lists(
    st.sampled_from(
        ["we", "will", "open", "the", "port", "in", "may", "if", "council", "не", "порт", "мы", "港", "口", "开"]
    ),
    max_size=14,
)


def told(source: str, target: str, language: str = "en") -> list[tuple[str, str, str | None, bool]]:
    done = changes(Text(source, language), Text(target, language))
    return [(one.source.of(source), one.target.of(target), one.edge, one.marked) for one in done.changes]


@given(st.text(max_size=80))
def test_a_text_beside_itself_is_unchanged(text: str) -> None:
    """The same words have no change, and all of them are kept."""
    done = changes(Text(text, "en"), Text(text, "en"))
    assert done.changes == ()
    assert done.kept == done.words == done.available


@given(WORDS, WORDS)
def test_spans_hold_their_words(one: list[str], other: list[str]) -> None:
    """Every change names words that stand where it says, and counts no more kept words than there are."""
    source, target = " ".join(one), " ".join(other)
    done = changes(Text(source, "en"), Text(target, "en"))
    assert 0 <= done.kept <= done.words
    for change in done.changes:
        assert change.source.end <= len(source)
        assert change.target.end <= len(target)
        assert len(change.source) or len(change.target)


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("We will open the port.", "“WE WILL OPEN THE PORT”", "en"),
        ("The harbour is organised in its centre.", "The harbor is organized in its center.", "en"),
        ("Ещё вчера", "Еще  вчера", "ru"),
        ("3,000 ships", "3000 ships", "en"),
        ("It’s the captain's", "It's the captain’s", "en"),
        ("cafe\u0301 open", "caf\u00e9 open", "en"),
        ("The port opens", "[T]he port opens", "en"),
        ("港口，开放。", "港口 开放", "zh"),
    ],
)
def test_what_is_no_change(source: str, target: str, language: str) -> None:
    """Case, marks, spaces, spelling variants, grouped digits and composed letters are no change."""
    assert told(source, target, language) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("We may open the port.", "We open the port.", [("may", "", None, False)]),
        ("We may open it.", "We … open it.", [("may", "", None, True)]),
        ("He may open it.", "[Marenko] may open it.", [("He", "[Marenko", None, True)]),
        ("We may open it, if asked.", "We may open it.", [("if asked", "", "end", False)]),
        ("We may open it, if asked.", "We may open it…", [("if asked", "", "end", True)]),
        ("For now, we may open it.", "We may open it.", [("For now", "", "start", False)]),
        ("We will open it.", "We will gladly open it.", [("", "gladly", None, False)]),
        ("The hour is four.", "The hour is for.", [("four", "for", None, False)]),
    ],
)
def test_what_is_a_change(source: str, target: str, expected: list[tuple[str, str, str | None, bool]]) -> None:
    """Words added, dropped, changed and cut at an edge are told apart, and whether a mark stands there."""
    assert told(source, target) == expected


def test_a_quotation_inside_an_article_is_compared_with_what_its_marks_hold() -> None:
    """What the article says around the marks was not cut from the quotation."""
    article = "Ilya Marenko said: “The port stays open until May, if the council agrees.” He left at noon."
    assert told(article, "The port stays open until May.") == [("if the council agrees", "", "end", False)]


def test_a_short_passage_of_a_long_text_is_found_where_it_stands() -> None:
    """Common words far away are not taken for the quotation's."""
    filler = "The council of the port will open the debate on the port in the port. " * 30
    source = f"{filler}We may open the old port of Marenko in May, if asked. {filler}"
    done = changes(Text(source, "en"), Text("We may open the old port of Marenko in June, if asked.", "en"))
    assert [one.source.of(source) for one in done.changes if one.edge is None] == ["May"]


def test_long_and_hostile_texts_end() -> None:
    """A megabyte, and marks that never close, are compared in time."""
    long = " ".join(f"we open the port in may {number}" for number in range(30_000))
    assert changes(Text(long, "en"), Text(long.replace("may", "june", 3), "en")).same_passage
    assert changes(Text("may " * 200_000, "en"), Text("may " * 199_000, "en")).words == 199_000
    assert marked_pieces("“" * 100_000) == ()
    assert changes(Text("[" * 50_000, "en"), Text("((" * 50_000, "en")).words == 0


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("порт", "port", False),
        ("港口开放", "港口開放", False),
        ("港口", "港口", True),
        ("1234", "port", True),
        ("порт", "Порт!", True),
    ],
)
def test_scripts_of_one_language(one: str, other: str, alike: bool) -> None:
    """Cyrillic and Latin, simplified and traditional are told apart; what has no letters is like anything."""
    assert one_script(one, other) is alike


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Agent("Илья Маренко"), Agent("Ilya Marenko"), True),
        (Agent("Marenko, Ilya"), Agent("Ilya Marenko"), True),
        (Agent("I. Marenko"), Agent("Ilya Marenko"), True),
        (Agent("И. П. Маренко"), Agent("Илья Петрович Маренко"), True),
        (Agent("Marenko"), Agent("Ilya Marenko"), True),
        (Agent("Pavel Marenko"), Agent("Ilya Marenko"), False),
        (Agent("Pavel Orlin"), Agent("Илья Маренко"), False),
        (Agent("马连科"), Agent("Ilya Marenko"), None),
        (Agent("马连科", aliases=("Ilya Marenko",)), Agent("Илья Маренко"), True),
        (Agent("林伟部长"), Agent("林伟"), True),
        (Agent("林伟"), Agent("王芳"), False),
        (Agent("A", id="https://people.example/1"), Agent("B", id="https://people.example/1"), True),
        (Agent("A", id="https://people.example/1"), Agent("A", id="https://people.example/2"), False),
    ],
)
def test_who_is_the_same(one: Agent, other: Agent, same: bool | None) -> None:
    """By id, alias, name, initial and sound; Han by alias only; both ways round alike."""
    assert same_agent(one, other) is same
    assert same_agent(other, one) is same


def test_bodies_are_told_by_kind_or_by_table() -> None:
    """A body is one that is stated to be, or that the language's list has; without either nobody knows."""
    assert is_body(Agent("Harbour Board", kind="organisation"), "en") is True
    assert is_body(Agent("the Kremlin"), "en") is True
    assert is_body(Agent("有关方面"), "zh") is True
    assert is_body(Agent("Ilya Marenko"), "en") is False
    assert is_body(Agent("เจ้าหน้าที่"), "th") is None
