"""The same sentences in 23 languages, composed for this test: whichever two are laid side by side, nothing has changed."""

from __future__ import annotations

import unicodedata
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from provenance.comparison import compare
from provenance.facts import facts_in
from provenance.facts.matching import changed_pairs, kept_pairs
from provenance.ledger import mirrored
from provenance.text import Text

if TYPE_CHECKING:
    from provenance.facts import Fact

Facts: TypeAlias = "dict[str, list[list[Fact]]]"

SENTENCES = {
    path.stem: path.read_text(encoding="utf-8").splitlines()
    for path in sorted((Path(__file__).parent / "parallel").glob("*.txt"))
}
VALUES = {"quantity", "date"}
WIDE = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}
DEVANAGARI = {ord(str(digit)): chr(0x0966 + digit) for digit in range(10)}
PLAIN = 0.93
"""Of the plain facts of the English sentences, what each translation must keep at least."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return {
        language: [
            [fact for fact in facts_in(Text(words, language)) if fact.kind in {*VALUES, "place"}] for words in lines
        ]
        for language, lines in SENTENCES.items()
    }


def test_each_language_says_every_sentence() -> None:
    """Line by line the files are translations of one another."""
    assert len(SENTENCES) == 23
    assert {len(lines) for lines in SENTENCES.values()} == {36}


@pytest.mark.parametrize("number", range(36))
def test_no_faithful_translation_changes_a_quantity_or_a_date(facts: Facts, number: int) -> None:
    """Of every two languages, neither states a quantity, a day or an hour that contradicts the other's."""
    cried = []
    for one, other in combinations(sorted(facts), 2):
        ours, theirs = facts[one][number], facts[other][number]
        kept = kept_pairs(ours, theirs)
        left = [fact for i, fact in enumerate(ours) if i not in {pair[0] for pair in kept}]
        free = [fact for j, fact in enumerate(theirs) if j not in {pair[1] for pair in kept}]
        cried += [
            (one, left[i].surface, left[i].value, other, free[j].surface, free[j].value)
            for i, j, _ in changed_pairs(left, free)
        ]
    assert cried == []


@pytest.mark.parametrize("language", sorted(set(SENTENCES) - {"en"}))
def test_what_english_states_is_found_in_each_language(facts: Facts, language: str) -> None:
    """Nearly every plain fact of the English sentences is read in each language, so that silence is no accident."""
    plain, found = 0, 0
    for ours, theirs in zip(facts["en"], facts[language], strict=True):
        kept = {i for i, _ in kept_pairs(ours, theirs)}
        wanted = [i for i, fact in enumerate(ours) if fact.kind in VALUES and not fact.weak]
        plain += len(wanted)
        found += len(kept.intersection(wanted))
    assert plain > 50
    assert found / plain >= PLAIN


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_how_letters_and_digits_are_spelled_changes_nothing(language: str) -> None:
    """Decomposed letters, and the digits of other scripts, state what composed letters and ASCII digits do."""
    ascii_digits = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
    for words in SENTENCES[language]:
        plain = words.translate(ascii_digits)
        values = [(fact.kind, fact.value, fact.weak) for fact in facts_in(Text(plain, language))]
        for form in (unicodedata.normalize("NFD", plain), plain.translate(WIDE), plain.translate(DEVANAGARI)):
            read = facts_in(Text(form, language))
            assert [(fact.kind, fact.value, fact.weak) for fact in read] == values
            assert all(fact.span.of(form) == fact.surface for fact in read)


@pytest.mark.parametrize("language", sorted(set(SENTENCES) - {"en"}))
def test_whole_texts_keep_their_values_from_either_side(language: str) -> None:
    """All sentences as one text: sentence by sentence nothing has changed, and swapped sides swap lost and added."""
    ours, theirs = (Text("\n".join(SENTENCES[tag]), tag) for tag in ("en", language))
    forth, back = compare(ours, theirs).facts, compare(theirs, ours).facts
    assert [row for row in forth if row.status == "changed" and row.kind in VALUES] == []
    assert sum(row.status == "kept" and row.kind in VALUES for row in forth) > 60
    assert mirrored(forth) == back
