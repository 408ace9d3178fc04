"""All facts of a text together: every kind, in order, each with its surface; what cannot be told is said."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.blank import Blank
from provenance.facts import facts_in, unexamined
from provenance.text import Text

COMPOSED = {
    "en": "On 4 March 2026 the harbour board did not say “yes”: up to 30 ships, about $2.5m, may leave Ukraine on Friday.",
    "ru": "4 марта 2026 года правление порта не сказало «да»: до 30 судов, около 2,5 млн долларов, могут уйти с Украины в пятницу.",
    "zh": "2026年3月4日港务局没有说“同意”：至多三十艘船、约250万美元，周五可能离开乌克兰。",
    "de": "Am 4. März 2026 sagte der Hafenrat nicht „ja“: bis zu 30 Schiffe dürfen am Freitag die Ukraine verlassen.",
    "ja": "2026年3月4日、港湾局は「同意」しなかった。約30隻が金曜日にウクライナを出る。",
}


@pytest.mark.parametrize("language", COMPOSED)
def test_a_text_states_facts_of_every_kind(language: str) -> None:
    """Quantities, dates, places and marks are read together, sorted by place, each as it stands there."""
    text = Text(COMPOSED[language], language)
    facts = facts_in(text)
    assert {"quantity", "date", "place", "mark", "negation"} <= {fact.kind for fact in facts}
    assert [fact.span.of(text.words) for fact in facts] == [fact.surface for fact in facts]
    places = [(fact.span, fact.kind) for fact in facts]
    assert places == sorted(places)
    assert "2026-03-04" in {fact.value for fact in facts}
    assert "UA" in {fact.value for fact in facts}


def test_what_has_no_table_is_a_blank() -> None:
    """A language without a table says of each kind that it has none; one with tables says nothing."""
    assert unexamined("en") == unexamined("ru") == unexamined("zh-Hant-TW") == ()
    assert set(unexamined("sw")) >= {Blank(kind, "no-table") for kind in ("date", "negation", "place", "quantity")}
    assert {blank.kind for blank in unexamined(None)} >= {"date", "place", "quantity"}


@given(
    st.lists(st.sampled_from([*COMPOSED.values(), " ", "\n\n", "é", "\u0301", "１２", "½"]), max_size=3).map("".join),
    st.sampled_from([*COMPOSED, "fr", "ar", None]),
)
def test_a_surface_is_what_stands_at_its_span(text: str, language: str | None) -> None:
    """Whatever way a text is composed, each fact's span reproduces its surface."""
    for words in (text, unicodedata.normalize("NFD", text)):
        assert all(fact.surface == fact.span.of(words) != "" for fact in facts_in(Text(words, language)))


@given(st.text(alphabet=st.characters(), max_size=60), st.sampled_from([*COMPOSED, "he", "sw", None]))
def test_any_text_raises_nothing(text: str, language: str | None) -> None:
    """NUL, lone surrogates, direction marks, emoji: whatever the text, its facts are read."""
    facts_in(Text(text, language))


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800",
        "\u202e12\u202c",
        "1" * 5000,
        "一" * 5000,
        "½" * 500,
        "🚢12🚢",
        "万" * 500,
        "a-1-" * 500,
        "5-" * 500,
        "and " * 4000,
        "123 456 " * 3000,
        "十" * 5000,
        "½" * 5000,
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "zh", "ja", "de", "he", None])
def test_hostile_text_is_read(text: str, language: str | None) -> None:
    """Odd characters and endless repetition give facts or none, never an error."""
    assert all(fact.surface for fact in facts_in(Text(text, language)))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_megabyte_in_one_line_is_read(language: str) -> None:
    """A text of a megabyte without a line end is read whole."""
    piece = COMPOSED[language]
    times = 1_000_000 // len(piece)
    facts = facts_in(Text(piece * times, language))
    assert sum(fact.value == "2026-03-04" for fact in facts) == times


@pytest.mark.parametrize("processes", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_every_process_reads_the_same(processes: int) -> None:
    """What is read does not depend on the hash seed of the process."""
    program = (
        "from provenance.facts import facts_in\nfrom provenance.text import Text\nimport sys\n"
        "print(ascii([facts_in(Text(words, language)) for language, words in " + ascii([*COMPOSED.items()]) + "]))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in map(str, range(processes))
    ]
    assert len(runs[0]) > 1000
    assert set(runs) == {runs[0]}
