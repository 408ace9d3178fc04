"""Quantities of several words: shares, halves, compounds, ages by decades, temperatures below zero, measures that look like years."""

from __future__ import annotations

import pytest

from provenance import Text
from provenance.facts import facts_in

SAID = [
    # a share
    ("Only one in ten has returned.", "en", ["1/10"]),
    ("Nine out of ten agreed.", "en", ["9/10"]),
    ("One in two hundred is ill.", "en", ["1", "200"]),
    ("Вернулся лишь каждый десятый.", "ru", ["1/10"]),
    ("Кожен третій погодився.", "uk", ["1/3"]),
    ("Jeder fünfte ist weg.", "de", ["1/5"]),
    ("Co trzeci nie głosuje.", "pl", ["1/3"]),
    ("Un habitant sur dix est parti.", "fr", ["1/10"]),
    ("Quatre-vingt-dix-sept maires sur cent vingt ont signé.", "fr", ["97", "120"]),
    ("Tres de cada diez se fueron.", "es", ["3/10"]),
    ("10人に1人が去った。", "ja", ["1/10"]),
    ("每十人中有三人离开。", "zh", ["3/10"]),
    # one and a half, with its bound
    ("at least an hour and a half later", "en", [">=3/2 hour"]),
    ("Esperaron día y medio.", "es", ["3/2 day"]),
    ("um zwölfeinhalb Prozent", "de", ["25/2 %"]),
    ("九分半钟后入轨", "zh", ["19/2 minute"]),
    ("迟到一刻钟以上者", "zh", [">1 quarter"]),
    # compounds
    ("двухчасовая встреча", "ru", ["2 hour"]),
    ("с получасовым опозданием", "ru", ["1/2 hour"]),
    ("трёхдневный визит", "ru", ["3 day"]),
    ("dreitägiger Besuch", "de", ["3 day"]),
    ("dwugodzinne spotkanie", "pl", ["2 hour"]),
    # ages
    ("two men in their twenties", "en", ["2", "[20,30) age"]),
    ("a woman in her late 30s", "en", ["[30,40) age"]),
    # below zero
    ("minus 23 Celsius", "en", ["-23 C"]),
    ("20 degrees below zero", "en", ["-20 degree"]),
    ("до минус 12 градусов", "ru", ["-12 degree"]),
    ("23 градуси морозу", "uk", ["-23 degree"]),
    ("零下12度", "zh", ["-12 degree"]),
    ("-12 °C", "de", ["-12 C"]),
    ("5-12 °C", "de", ["[5,12] C"]),
    # bounds
    ("не дешевле 40 млн рублей", "ru", [">=40000000 RUB"]),
    ("не старше 30 лет", "ru", ["<=30 year"]),
    ("keine 40 Fahrgäste", "de", ["<40"]),
    ("oberhalb von 2000 Metern", "de", [">2000 m"]),
    ("営業利益は600億円を下回らない", "ja", [">=60000000000 JPY"]),
    ("至少有四国提出", "zh", [">=4"]),
    # no years
    ("1500 тонн зерна", "ru", ["1500 t"]),
    ("2000 рублей", "ru", ["2000 RUB"]),
    ("1500 tonnes of grain", "en", ["1500 t"]),
    ("1500 ton zboża", "pl", ["1500 t"]),
    # no quantities
    ("rose by a tenth year on year", "en", ["1/10"]),
    ("pierwszego półrocza", "pl", []),
]  # All sentences are composed.


@pytest.mark.parametrize(("words", "language", "values"), SAID)
def test_several_words_are_one_quantity(words: str, language: str, values: list[str]) -> None:
    """It is read whole, and its parts state nothing of their own."""
    found = [fact.value.partition("|")[0] for fact in facts_in(Text(words, language)) if fact.kind == "quantity"]
    assert found == values


@pytest.mark.parametrize(
    ("words", "language", "values"),
    [
        ("in 2014", "en", ["2014"]),
        ("в 2014 году", "ru", ["2014"]),
        ("in the twenties", "en", ["192X"]),
        ("in their twenties", "en", []),
        ("on the 7th, and on the 7th floor", "en", ["---07"]),
        ("下午三点一刻", "zh", ["T15:15"]),
        ("5月间", "zh", ["--05"]),
    ],
)
def test_dates_beside_them(words: str, language: str, values: list[str]) -> None:
    """A year is no measure, an age no decade, a floor no day."""
    assert [fact.value for fact in facts_in(Text(words, language)) if fact.kind == "date"] == values


@pytest.mark.parametrize(
    ("words", "language", "value"),
    [
        ("four points lower than five years ago", "en", "5 year"),
        ("more than five years ago", "en", ">5 year"),
        ("wind of 7 to 12 metres per second", "en", "[7,12] m/s"),
    ],
)
def test_what_is_compared_is_not_bounded(words: str, language: str, value: str) -> None:
    """A comparison with a time is no bound of it."""
    assert [fact.value for fact in facts_in(Text(words, language)) if fact.kind == "quantity"][-1] == value


def test_the_night_before_a_day_is_not_that_day() -> None:
    """В ночь на понедельник is Sunday night to others."""
    assert [fact.value for fact in facts_in(Text("в ночь на понедельник", "ru")) if fact.kind == "date"] == []
