"""A dozen is twelve, half of it six, and two of them twenty-four."""

from __future__ import annotations

import pytest

from provenance import Text
from provenance.facts import facts_in

SAID = [
    ("Half a dozen ships came.", "en", "6"),
    ("Fewer than half a dozen ships came.", "en", "<6"),
    ("Two dozen ships came.", "en", "24"),
    ("A dozen ships came.", "en", "12"),
    ("Several dozen ships came.", "en", "[12,120)"),
    ("Ein halbes Dutzend Schiffe kam.", "de", "6"),
    ("Zwei Dutzend Schiffe kamen.", "de", "24"),
    ("Une demi-douzaine de navires est arrivée.", "fr", "6"),
    ("Llegaron dos docenas de barcos.", "es", "24"),
    ("Przypłynęło pół tuzina statków.", "pl", "6"),
    ("Пришли две дюжины судов.", "ru", "24"),
    ("Прийшло пів дюжини суден.", "uk", "6"),
    ("Десятеро поранені.", "uk", "10"),
]  # All sentences are composed.


@pytest.mark.parametrize(("words", "language", "value"), SAID)
def test_dozens(words: str, language: str, value: str) -> None:
    """The number is that of the whole phrase."""
    assert [fact.value for fact in facts_in(Text(words, language)) if fact.kind == "quantity"] == [value]
