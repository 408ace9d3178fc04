"""The gold articles: direct quotations and their speakers, found as their authors marked them before the code was read."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest


def _measurement() -> Any:
    place = Path(__file__).parent / "bench" / "accuracy" / "reading.py"
    found = importlib.util.spec_from_file_location("reading_accuracy", place)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["reading_accuracy"] = module
    found.loader.exec_module(module)
    return module


READING = _measurement()
ARTICLES = READING.gold_articles()
LANGUAGES = sorted({article.language.partition("-")[0] for article in ARTICLES})


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    """The score of every gold article."""
    return {article.name: READING.score(article) for article in ARTICLES}


@pytest.fixture(scope="module")
def total(scores: dict[str, Any]) -> Counter[str]:
    """What all articles have together."""
    return sum((score.counts for score in scores.values()), Counter())


def of_language(scores: dict[str, Any], language: str) -> Counter[str]:
    """What the articles of one language have together."""
    mine = [article.name for article in ARTICLES if article.language.partition("-")[0] == language]
    return sum((scores[name].counts for name in mine), Counter())


def test_there_are_enough_gold_articles() -> None:
    """At least twenty-five articles of nine languages with two hundred direct quotations."""
    assert len(ARTICLES) >= 25
    assert len(LANGUAGES) == 9
    assert sum(one["kind"] == "direct" for article in ARTICLES for one in article.quotations) >= 200


def test_the_gold_stands_where_it_says() -> None:
    """Each part of the gold is what its span holds, and no part lies in another."""
    for article in ARTICLES:
        for one in article.quotations:
            assert [article.text[start:end] for start, end in one["spans"]] == one["parts"], article.name
        for fragment in article.fragments:
            assert article.text[slice(*fragment["span"])] == fragment["text"], article.name


def test_direct_quotations_are_found_and_nothing_else(total: Counter[str]) -> None:
    """Of direct quotations nearly all are found with all their parts, and hardly one is made up."""
    assert total["direct found"] >= 0.97 * total["direct gold"]
    assert total["direct right"] >= 0.98 * total["direct told"]
    assert total["parts right"] >= 0.97 * total["parts gold"]


def test_speakers_are_right_where_the_text_names_them_near(total: Counter[str]) -> None:
    """Of quotations whose speaker is named within two sentences, nine in ten and more have that speaker."""
    assert total["speakers right"] >= 0.94 * total["speakers"]


def test_marked_words_that_are_no_speech_stay_apart(total: Counter[str]) -> None:
    """Titles, names, inscriptions and scare quotes are hardly ever taken for speech."""
    assert total["fragments apart"] >= 0.97 * total["fragments"]


def test_other_kinds_are_hardly_ever_made_up(total: Counter[str]) -> None:
    """Parts of speech and reported clauses: what is told is mostly so (the gold's list of clauses is not complete).

    Where such a part ends, and the cues of five languages, the papers leave open.
    """
    assert total["partial right"] >= 0.85 * total["partial told"]
    assert total["indirect right"] >= 0.8 * total["indirect told"]
    assert total["indirect right"] >= 0.65 * total["indirect gold"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_left_behind(language: str, scores: dict[str, Any]) -> None:
    """Each language alone is not far from all together."""
    counts = of_language(scores, language)
    assert counts["direct found"] >= 0.85 * counts["direct gold"]
    assert counts["direct right"] >= 0.95 * counts["direct told"]
    assert counts["speakers right"] >= 0.85 * counts["speakers"]


def test_the_guess_of_the_language_changes_nothing() -> None:
    """An article whose language is not told is read as if it were."""
    for article in ARTICLES[::4]:
        assert READING.score(article, declared=False).counts == READING.score(article).counts, article.name
