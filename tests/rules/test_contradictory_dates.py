"""Dates that contradict one another: the audit says what the record alone proves, never raises, and says it twice alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from provenance.auditor import audit
from provenance.model import Capture, Chain, said
from provenance.reports import REPORTS

if TYPE_CHECKING:
    from provenance.rules import Finding

WORDS = "The port stays open."
SPOKEN = said(WORDS, "en", by="Ilya Marenko", on="2026-03-05")
DECEMBER = "https://www.toutiao.com/article/1851975068681292/"
"""A link whose number was minted on 19 December 2025."""

EFFECT, CLOCK, CAPTURED = "effect-before-cause", "platform-clock-conflict", "captured-before-published"


def relayed(first: str, second: str) -> Chain:
    return SPOKEN.reported(WORDS, "en", outlet="Harbour Courier", on=first).translated(
        "Порт открыт.", "ru", by="А. Читатель", on=second
    )


def captured_at(*moments: datetime, on: str = "2026-03-09", url: str = "https://harbour.example/a/17") -> Chain:
    captures = [Capture(time=moment, collector="A. Reader") for moment in moments]
    return SPOKEN.reported(WORDS, "en", outlet="Harbour Courier", on=on, url=url, captures=captures)


def utc(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


CONTRADICTIONS = {
    "published before it was said": (relayed("2026-03-02", "2026-03-09"), {EFFECT: [2]}),
    "two days before, which zones may explain": (relayed("2026-03-09", "2026-03-07"), {}),
    "translated before the relay it rests on": (relayed("2026-03-09", "2026-03-06"), {EFFECT: [3]}),
    "everything before it was said": (relayed("2026-03-02", "2026-03-01"), {EFFECT: [2]}),
    "a link's number minted long before it was said": (
        SPOKEN.reported(WORDS, "en", outlet="Harbour Courier", on="2026-03-06", url=DECEMBER),
        {CLOCK: [2]},
    ),
    "a link's number minted after it was published": (
        said(WORDS, "en", by="Ilya Marenko", on="2025-11-01").reported(
            WORDS, "en", outlet="Harbour Courier", on="2025-11-02", url=DECEMBER
        ),
        {CLOCK: [2]},
    ),
    "a month two before another": (
        said(WORDS, "en", by="Ilya Marenko", on="2026-03").reported(
            WORDS, "en", outlet="Harbour Courier", on="2026-01"
        ),
        {EFFECT: [2]},
    ),
    "the month before, whose last hours zones share": (
        said(WORDS, "en", by="Ilya Marenko", on="2026-03").reported(
            WORDS, "en", outlet="Harbour Courier", on="2026-02"
        ),
        {},
    ),
    "a month that holds the day": (
        SPOKEN.reported(WORDS, "en", outlet="Harbour Courier", on="2026-03"),
        {},
    ),
    "a decade that holds the day": (SPOKEN.reported(WORDS, "en", outlet="Harbour Courier", on="202X"), {}),
    "a day without a year": (SPOKEN.reported(WORDS, "en", outlet="Harbour Courier", on="--03-02"), {}),
    "captured after it was published": (captured_at(utc(10)), {}),
    "captured before it was published": (captured_at(utc(1)), {CAPTURED: [2]}),
    "captured on the day before, which is the day itself in the east": (captured_at(utc(8, 10)), {}),
    "captured a minute before the day begins anywhere": (captured_at(utc(8, 9, 59)), {CAPTURED: [2]}),
    "captured before the day begins in its own zone": (
        captured_at(utc(8, 20, 59), on="2026-03-09+03:00"),
        {CAPTURED: [2]},
    ),
    "captured as the day begins in its own zone": (captured_at(utc(8, 21), on="2026-03-09+03:00"), {}),
    "captured in the minute of its publication": (captured_at(utc(9, 10), on="2026-03-09T10:00Z"), {}),
    "captured a minute before its publication": (captured_at(utc(9, 9, 59), on="2026-03-09T10:00Z"), {CAPTURED: [2]}),
    "captured in the month of its publication": (captured_at(utc(6), on="2026-03"), {}),
    "captured the month before, whose last hours zones share": (
        captured_at(datetime(2026, 3, 31, 10, 0, tzinfo=UTC), on="2026-04"),
        {},
    ),
    "captured in the year of its publication": (captured_at(utc(6), on="2026"), {}),
    "captured on a day of any year": (captured_at(utc(6), on="--03-09"), {}),
    "captured twice, once before it was published": (captured_at(utc(10), utc(1)), {CAPTURED: [2]}),
    "archived before it was published": (
        captured_at(url="https://web.archive.org/web/20260301120000/https://harbour.example/a/17"),
        {CAPTURED: [2]},
    ),
    "archived in the month of its publication": (
        captured_at(url="https://web.archive.org/web/202603/https://harbour.example/a/17"),
        {},
    ),
}
"""Each chain, and the hops that the rules of time stand on."""


def of_time(chain: Chain) -> list[Finding]:
    lines = [each for finding in audit(chain).findings for each in (finding, *finding.also)]
    return [each for each in lines if each.rule in {EFFECT, CLOCK, CAPTURED}]


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_told_on_its_hop(name: str) -> None:
    """What is certainly impossible is found where it stands; what may be so is not."""
    chain, expected = CONTRADICTIONS[name]
    found: dict[str, list[int]] = {}
    for finding in of_time(chain):
        found.setdefault(finding.rule, []).append(finding.hop)
    assert found == expected


@pytest.mark.parametrize("name", CONTRADICTIONS)
@pytest.mark.parametrize("shape", ["json", "text", "sarif"])
def test_no_contradiction_raises_and_the_report_is_stable(name: str, shape: str) -> None:
    """No rule crashes, and one chain built twice has one report."""
    chain, _ = CONTRADICTIONS[name]
    report = audit(chain)
    assert not any(one.reason == "rule-crashed" for one in report.unexamined)
    assert REPORTS[shape](report) == REPORTS[shape](audit(Chain.of(reversed(chain.hops), held=chain.held)))
