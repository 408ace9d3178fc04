"""Qualifiers: hedges, modalities, the ladder of commitment, conditions, time limits."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import provenance.tables
from provenance.facts.cues import sequence
from provenance.facts.qualifiers import CLASSES, has_qualifiers, paired_qualifiers, qualifiers_in, strength
from provenance.tables import languages

ARTICLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "seed" / "article.txt"
LANGUAGES = ("en", "ru", "zh", "zh-Hant")
PIECES = [
    "may", "May", "in", "5", "ready", "to", "consider", "will", "the", "if", "unless", "until", "on the voting day",
    "about", "forty", "must", "can", "готовы", "рассмотреть", "подумать", "если", "около", "сорока", "в день",
    "голосования", "ещё", "может", "должен", "愿意", "考虑", "将", "军", "如果", "约", "三百", "左右", "投票", "当天", "可能",
    "必须", "会议", ",", ".", "。", "\n", "ﬁ", "\u0301", "\u00ad", "\u200f", "😀",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
ANY = st.text(max_size=40) | MIXED
TAG = st.sampled_from(LANGUAGES)


def plain(text: str, language: str) -> list[tuple[str, str]]:
    return [(fact.value, fact.surface) for fact in qualifiers_in(text, language) if not fact.weak]


def pairs(source: str, language: str, target: str, other: str) -> list[tuple[str | None, str | None]]:
    found = paired_qualifiers(qualifiers_in(source, language), qualifiers_in(target, other))
    told = [pair for pair in found if any(fact is not None and not fact.weak for fact in pair)]
    return [(None if a is None else a.value, None if b is None else b.value) for a, b in told]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("We are willing to consider it.", "en", [("commitment: consider", "willing to consider")]),
        ("We are ready.", "en", [("commitment: ready", "ready")]),
        ("We will think about opening it.", "en", [("commitment: think", "will think about")]),
        ("The port must stay open until May, if it rains.", "en", [("obligation", "must"), ("time limit", "until"), ("condition", "if")]),
        ("It may close; perhaps it should, at least on the voting day.", "en",
         [("possibility", "may"), ("possibility", "perhaps"), ("obligation", "should"), ("time limit", "on the voting day")]),
        ("By some estimates about 40 ships came, and they spoke about grain.", "en", [("hedge", "By some estimates"), ("hedge", "about")]),
        ("Мы готовы рассмотреть это.", "ru", [("commitment: consider", "готовы рассмотреть")]),
        ("Мы готовы подумать о том, чтобы открыть порт.", "ru", [("commitment: think", "готовы подумать")]),
        ("Если порт не закроют до мая, суда могут прийти.", "ru", [("condition", "Если"), ("time limit", "до мая"), ("possibility", "могут")]),
        ("По разным подсчётам, около двухсот тонн; около дома.", "ru", [("hedge", "По разным подсчётам"), ("hedge", "около")]),
        ("Порт должен работать в день голосования.", "ru", [("obligation", "должен"), ("time limit", "в день голосования")]),
        ("Три раза в день суда уходят.", "ru", []),
        ("我们愿意考虑开放港口。", "zh", [("commitment: consider", "愿意考虑")]),
        ("如果可能，港口必须在投票当天开放。", "zh", [("condition", "如果"), ("possibility", "可能"), ("obligation", "必须"), ("time limit", "在投票当天")]),
        ("据称约三百人，条约规定三十天左右。", "zh", [("hedge", "据称"), ("hedge", "约"), ("hedge", "左右")]),
        ("在投票當天，我們願意考慮。", "zh-TW", [("time limit", "在投票當天"), ("commitment: consider", "願意考慮")]),
        ("将军说会议不可能举行。", "zh", []),
    ],
)  # fmt: skip
def test_qualifiers_are_read(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    """Each class is found with its words; of a phrase's verbs the weakest counts; "about" hedges only a number."""
    assert plain(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It may rain.", ["may"]),
        ("May I come?", ["May"]),
        ("In May it rained.", []),
        ("On 4 May 2026 it may.", ["may"]),
        ("in may 2026", []),
        ("The port opened last May.", []),
        ("Grain came until May and may come again.", ["may"]),
    ],
)
def test_a_month_is_no_modality(text: str, expected: list[str]) -> None:
    """May beside a figure, after a preposition of time or with a capital inside a sentence is the month."""
    assert [fact.surface for fact in qualifiers_in(text, "en") if fact.value == "possibility"] == expected


@pytest.mark.parametrize(
    ("source", "language", "target", "other", "expected"),
    [
        ("Мы готовы рассмотреть это.", "ru", "We are willing to consider it.", "en", [("commitment: consider",) * 2]),
        ("Мы готовы подумать об этом.", "ru", "我们愿意考虑。", "zh", [("commitment: think", "commitment: consider")]),
        ("我们愿意开放港口。", "zh", "We will open the port.", "en", [("commitment: ready", "commitment: will")]),
        ("Порт может закрыться.", "ru", "The port must close.", "en", [("possibility", "obligation")]),
        ("Если надо, порт закроют.", "ru", "The port will be closed.", "en", [("condition", None), ("obligation", "commitment: will")]),
        ("Порт открыт в день голосования.", "ru", "港口开放。", "zh", [("time limit", None)]),
        ("Суда уйдут.", "ru", "Суда, видимо, уйдут.", "ru", [(None, "hedge")]),
    ],
)  # fmt: skip
def test_what_is_lost_or_raised_is_told(
    source: str, language: str, target: str, other: str, expected: list[tuple[str | None, str | None]]
) -> None:
    """Equal classes answer each other; a modality that became another stands beside it; the rest stands alone."""
    assert pairs(source, language, target, other) == expected


def test_strength_rises_along_the_ladder() -> None:
    """Possibility binds less than any step of the ladder, obligation more; other classes have no strength."""
    text = "It may come. We think about it. We consider it. We are ready. We promise. They must, if so."
    assert [strength(fact) for fact in qualifiers_in(text, "en")] == [0, 1, 2, 3, 4, 5, None]


def test_a_language_without_a_table_has_no_answer() -> None:
    """Without a table nothing is found."""
    assert qualifiers_in("It may be.", "xx") == () == qualifiers_in("It may be.", None)
    assert [has_qualifiers(tag) for tag in ("ru", "zh-TW", "xx", None)] == [True, True, False, False]


@given(ANY, TAG)
def test_a_span_reproduces_its_surface(text: str, language: str) -> None:
    """Whatever the text, nothing raises, spans lie in it in order, none over another, and give back their surfaces."""
    facts = qualifiers_in(text, language)
    assert all(fact.span.of(text) == fact.surface != "" and fact.kind == "qualifier" for fact in facts)
    assert all(a.span.end <= b.span.start for a, b in pairwise(facts))


@given(MIXED, TAG)
def test_normal_forms_and_widths_read_alike(text: str, language: str) -> None:
    """Composed, decomposed and wide letters and figures give the same values and strengths."""
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
    read = [(fact.value, fact.weak) for fact in qualifiers_in(unicodedata.normalize("NFC", text), language)]
    for form in (unicodedata.normalize("NFD", text), wide):
        assert [(fact.value, fact.weak) for fact in qualifiers_in(form, language)] == read


@given(MIXED, TAG)
def test_a_text_beside_itself_keeps_everything(text: str, language: str) -> None:
    """Every qualifier of a text has itself for its counterpart."""
    facts = qualifiers_in(text, language)
    assert paired_qualifiers(facts, facts) == tuple((fact, fact) for fact in facts)


@given(MIXED, TAG, MIXED, TAG)
def test_swapped_sides_swap_what_is_lost_and_added(one: str, language: str, other: str, other_language: str) -> None:
    """The pairs of two texts are those of the texts swapped, each turned round; every fact stands in one pair."""
    source, target = qualifiers_in(one, language), qualifiers_in(other, other_language)
    forth = paired_qualifiers(source, target)
    assert sorted(forth, key=str) == sorted(((a, b) for b, a in paired_qualifiers(target, source)), key=str)
    for side, facts in enumerate((source, target)):
        assert sorted(fact.span for pair in forth if (fact := pair[side])) == [fact.span for fact in facts]


@pytest.mark.parametrize("piece", ["may ", "ready to consider ", "约", "三", "on the ", "в день ", "将", "if, ", "\n"])
def test_a_megabyte_ends(piece: str) -> None:
    """Much text in one line of cues and half cues ends, in every language's reading."""
    text = piece * (100_000 // len(piece))
    for language in ("en", "ru", "zh"):
        facts = qualifiers_in(text, language)
        assert len(paired_qualifiers(facts, facts)) == len(facts)


def test_tables_hold_each_entry_once_and_in_order() -> None:
    """No entry stands in two classes or is blank, and lists are sorted, so that a change can be read."""
    assert languages("qualifiers") == LANGUAGES
    for language in LANGUAGES:
        path = Path(provenance.tables.__file__).parent / language / "qualifiers.json"
        table = json.loads(path.read_text(encoding="utf-8"))
        lists = [entries for name in CLASSES for entries in table[name].values()] + [table["other"]]
        assert all(entries == sorted(set(entries)) and all(map(sequence, entries)) for entries in lists)
        words = [sequence(entry) for entries in lists for entry in entries]
        assert len(words) == len(set(words)), [word for word in words if words.count(word) > 1]


@pytest.mark.skipif(not ARTICLE.is_file(), reason="shared data missing: seed/article.txt")
def test_the_sample_article_is_read() -> None:
    """The direct words hold a possibility, a commitment to consider, an obligation and a time limit, and no more."""
    words = ARTICLE.read_text(encoding="utf-8")[83:296]
    assert [(fact.value, fact.surface, fact.weak) for fact in qualifiers_in(words, "en")] == [
        ("possibility", "may", False),
        ("commitment: consider", "willing to consider", False),
        ("obligation", "should", False),
        ("time limit", "on the voting day", False),
    ]
