"""One moment in several zones: no fault where the zones that the words name account for it, and one where they do not."""

from __future__ import annotations

import pytest

from provenance import audit, said
from provenance.facts.zones import zone_of
from provenance.text import Span

# All sentences are composed.
SAME = [
    ("Танкер покинул порт 19 мая в 23:30 по московскому времени.", "ru", "油轮于北京时间5月20日4时30分离港。", "zh"),
    ("Танкер покинул порт 19 мая в 23:30 мск.", "ru", "The tanker left port at 20:30 GMT on May 19.", "en"),
    ("Танкер покинул порт 19 мая в 23:30 мск.", "ru", "The tanker left port at 4:30 p.m. EDT on May 19.", "en"),
    ("Заседание начнётся в 15:00 по киевскому времени.", "ru", "The session starts at 1300 GMT.", "en"),
    ("火箭于北京时间3月19日7时点火。", "zh", "The rocket lifted off at 2300 GMT on March 18.", "en"),
    (
        "The vote begins at 10 p.m. Eastern time on Monday, November 3.",
        "en",
        "Голосование начнётся во вторник, 4 ноября, в 6:00 по Москве.",
        "ru",
    ),
]
MOVED = [
    ("Танкер покинул порт 19 мая в 23:30 по московскому времени.", "ru", "油轮于北京时间5月20日5时30分离港。", "zh"),
    ("Танкер покинул порт 19 мая в 23:30 мск.", "ru", "The tanker left at 4:30 a.m. Beijing time on May 19.", "en"),
    ("Заседание начнётся в 15:00 по киевскому времени.", "ru", "The session starts at 1400 GMT.", "en"),
    ("火箭于北京时间3月19日7时点火。", "zh", "The rocket lifted off at 2200 GMT on March 18.", "en"),
    ("Запуск назначен на 10:00 по московскому времени 5 мая.", "ru", "发射定于北京时间5月5日10时进行。", "zh"),
]


def dates(source: str, language: str, target: str, to: str) -> list[str]:
    """Return what is said of the dates of a translation."""
    chain = said(source, language, by="Ilya Marenko").translated(target, to, by="Ann Roe")
    return [finding.sentence for finding in audit(chain).findings if finding.rule == "date-changed"]


@pytest.mark.parametrize(("source", "language", "target", "to"), SAME)
def test_one_moment_is_no_change(source: str, language: str, target: str, to: str) -> None:
    """Day and time of day may both differ, as long as they do by what the zones differ by."""
    assert dates(source, language, target, to) == []


@pytest.mark.parametrize(("source", "language", "target", "to"), MOVED)
def test_another_moment_is_told(source: str, language: str, target: str, to: str) -> None:
    """Named zones do not excuse another hour, nor another day."""
    assert dates(source, language, target, to)


def test_later_hops_inherit_the_zone_or_mend_it() -> None:
    """The hop that moved the hour is blamed, and the one that brings its zone back is named."""
    chain = (
        said("Запуск назначен на 10:00 по московскому времени 5 мая.", "ru", by="Ilya Marenko")
        .translated("发射定于北京时间5月5日10时进行。", "zh", by="Lin Wei")
        .translated("The launch is set for 10 a.m. Beijing time on May 5.", "en", by="Ann Roe")
        .revised("The launch is set for 10 a.m. Moscow time on May 5.", "en", by="Ann Roe")
    )
    found = [each for each in audit(chain).findings if each.rule == "date-changed"]
    assert [(each.hop, each.inherited_by, each.mended_by) for each in found] == [(2, (3,), (4,))]


@pytest.mark.parametrize(
    ("words", "time", "hours"),
    [
        ("at 20:30 GMT on May 19", "20:30", {0}),
        ("в 15:00 по киевскому времени", "15:00", {2, 3}),
        ("北京时间3月19日7时30分", "7时30分", {8}),
        ("at 4:30 p.m. EDT", "4:30 p.m.", {-5, -4}),
        ("um 15 Uhr (MEZ)", "15", {1, 2}),
        ("Moscow time is ahead. It is 15:00", "15:00", None),
        ("at 15:00, in the west", "15:00", None),
    ],
)
def test_a_zone_is_that_of_the_words_beside_it(words: str, time: str, hours: set[int] | None) -> None:
    """After the time, or before it in the same sentence; zones with a summer time have two offsets."""
    place = words.index(time)
    found = zone_of(words, Span(place, place + len(time)))
    assert (None if found is None else found.minutes) == (None if hours is None else {60 * hour for hour in hours})
