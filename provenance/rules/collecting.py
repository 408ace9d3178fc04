"""Collecting: was a page kept before what stands there was published?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Unpack

from provenance.canonical import digest_of
from provenance.dates import PartialDate
from provenance.model.attribution import Capture
from provenance.model.chain import Chain, said
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.naming import date_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.hop import Hop
    from provenance.model.making import How

__all__ = ["CapturedBeforePublished"]


def _captured_at(moment: datetime | None, *, archived: str | None = None, **how: Unpack[How]) -> Chain:
    """Return a hop with one capture of that moment."""
    words = "The port stays open."
    how["captures"] = [Capture(data=digest_of(words.encode()), time=moment, collector="A. Reader", archived=archived)]
    return said(None, "en", by="Ilya Marenko").reported(words, "en", **how)


class CapturedBeforePublished:
    """A copy of the page was certainly taken before the date that the hop states.

    Why: nobody keeps what is not yet there: the date is that of a later version, or one of the two is wrong.
    Mend: state the date that the captured version bears, or correct the `time=` of the capture.
    """

    name = "captured-before-published"
    family = "time"
    severity = Severity.WARNING
    false_alarms = (
        "a page that bears the date of its last change; not measured: published pages with both dates were not at hand"
    )
    clean = Cases(
        lambda: (
            Case(
                _captured_at(datetime(2026, 3, 5, 9, 30, tzinfo=UTC), on="2026-03-05"),
                about="captured on the day itself",
            ),
            Case(
                _captured_at(datetime(2026, 3, 4, 10, 30, tzinfo=UTC), on="2026-03-05"),
                about="the 4th in London is the 5th in the east already",
            ),
            Case(
                _captured_at(datetime(2026, 3, 2, tzinfo=UTC), on="2026-03"),
                about="the month holds the day",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                _captured_at(datetime(2026, 3, 1, 9, 30, tzinfo=UTC), on="2026-03-09"),
                about="captured eight days before it is said to have been published",
            ),
            Case(
                _captured_at(datetime(2026, 3, 5, 8, 30, tzinfo=UTC), on="2026-03-05T10:00Z"),
                about="captured an hour and a half before, by the clock",
            ),
            Case(
                _captured_at(
                    None, on="2026-03-09", archived="https://web.archive.org/web/20260301/https://harbour.example/a/17"
                ),
                about="an archive had its copy eight days before",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                _captured_at(datetime(2026, 3, 1, tzinfo=UTC)),
                reason="not-recorded",
                about="nobody recorded when it was published",
            ),
            Case(
                _captured_at(datetime(2026, 3, 1, tzinfo=UTC), on="--03-09"),
                reason="not-recorded",
                about="a day of any year",
            ),
            Case(
                _captured_at(None, on="2026-03-09"), reason="not-recorded", about="nobody recorded when it was captured"
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop of which a copy is certainly older than its date."""
        for hop in chain.hops:
            taken = sorted(_taken(hop), key=lambda each: each.bounds() or (0, 0))
            on = hop.attribution.on
            if not taken:
                if hop.captures:
                    yield NotExamined(self, hop, "not-recorded", "when it was captured")
            elif on is None:
                yield NotExamined(self, hop, "not-recorded", "its date")
            elif on.year is None:
                yield NotExamined(self, hop, "not-recorded", "the year of its date")
            elif taken[0].relation(on) == "before":
                yield Finding(
                    self,
                    hop,
                    f"captured {date_words(taken[0])}, before the stated {date_words(on)}",
                    inferred=hop.was_inferred("on"),
                    evidence=(Evidence(hop=chain.number(hop), value=str(taken[0])),),
                )


def _taken(hop: Hop) -> Iterator[PartialDate]:
    """Yield when copies of a hop's page were taken, by whoever captured it or by an archive."""
    links = [hop.attribution.locator]
    for capture in hop.captures:
        links += [capture.locator, capture.archived]
        if capture.time is not None:
            yield PartialDate.at(capture.time)
    for link in links:
        if link is not None and link.archived_on is not None:
            yield link.archived_on
