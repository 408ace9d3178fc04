"""Two thousand three hundred is one number in the languages whose thousand has a plural of its own."""

from __future__ import annotations

import pytest

from provenance.facts.quantities import quantities_in

SAID = [
    ("две тысячи триста пассажиров", "ru", "2300"),
    ("две тысячи триста сорок пять", "ru", "2345"),
    ("2 тысячи 300 человек", "ru", "2300"),
    ("три сотни пятьдесят", "ru", "350"),
    ("дві тисячі триста осіб", "uk", "2300"),
    ("dwa tysiące trzysta osób", "pl", "2300"),
    ("tři tisíce dvě stě lidí", "cs", "3200"),
    ("тысячи людей", "ru", "[1000,10000)"),
    ("десятки тысяч", "ru", "[10000,100000)"),
]


@pytest.mark.parametrize(("words", "language", "value"), SAID)
def test_thousands_add_up(words: str, language: str, value: str) -> None:
    """After a number the plural is a scale; alone it is vague."""
    assert [found.value for found in quantities_in(words, language)] == [value]


@pytest.mark.parametrize("words", ["in the second quarter", "his second term", "the second tranche", "second-largest"])
def test_the_second_is_an_ordinal(words: str) -> None:
    """It is no length of time where a determiner or a turn stands beside it."""
    assert [found.value for found in quantities_in(words, "en")] == ["2 ordinal"]


@pytest.mark.parametrize("words", ["one second later", "ten seconds"])
def test_a_second_is_a_length_of_time(words: str) -> None:
    """A number before it measures it."""
    assert [found.value.split(" ")[1] for found in quantities_in(words, "en")] == ["second"]
