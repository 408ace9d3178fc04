"""Time: do the dates of a chain agree with its order, and with the clocks in its links?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.model.attribution import Inferred
from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.naming import date_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.locator import Locator
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["EffectBeforeCause", "ImpreciseDate", "PlatformClockConflict"]

DRAFT = 30
"""Days that an id may be older than what is published under it: of 16 dated ids of one platform none was older than 7."""

_DAY = 24 * 60 * 60


@frozen
class _Moment:
    """When something above happened, at the earliest."""

    start: int = field()
    hop: Hop = field()
    date: PartialDate = field()
    inferred: bool = field()


def _moment(hop: Hop) -> _Moment | None:
    """Return the earliest moment a hop can stand at: its date, else the time minted into its link; None if unknown."""
    on, locator = hop.attribution.on, hop.attribution.locator
    if on is not None:
        inferred = hop.was_inferred("on")
    elif locator is not None and locator.minted is not None:
        on, inferred = PartialDate.at(locator.minted), True  # a clock says when it was minted, not when published
    else:
        return None
    bounds = on.bounds()
    return None if bounds is None else _Moment(bounds[0], hop, on, inferred)


class EffectBeforeCause:
    """A hop is certainly earlier than what it rests on.

    Why: nobody reports, translates or quotes what is not yet said: one of the dates is wrong, or the source is.
    Mend: correct the date that is wrong, or name the true source; `--12-19` and a zone say what is known and no more.
    """

    name = "effect-before-cause"
    family = "time"
    severity = Severity.ERROR
    false_alarms = "days and zones: only what is earlier in every zone is found"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko", on="2026-03-05T00:30+10:00").reported(
                    "The port stays open.", "en", outlet="Harbour Courier", on="2026-03-04T18:00+00:00"
                ),
                about="the 5th in the east is the 4th in the west",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko", on="2026-03-05").reported(
                    "The port stays open.", "en", outlet="Harbour Courier", on="2026-03"
                ),
                about="the month holds the day",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko", on="2026-03-05").reported(
                    "The port stays open.", "en", outlet="Harbour Courier", on="2026-03-02"
                ),
                about="printed three days before it was said",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko", on="2026-03-05")
                .reported("港口将继续开放。", "zh", outlet="渔港日报")
                .translated("The port stays open.", "en", by="J. Smith", on="2025"),
                about="before the utterance, across a hop without a date",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko").reported(
                    "The port stays open.", "en", outlet="Harbour Courier", on="2026-03-02"
                ),
                reason="not-recorded",
                about="nobody recorded when it was said",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop that ends before something above it begins."""
        latest: dict[Digest, _Moment] = {}
        blamed: dict[Digest, Digest] = {}
        found: list[tuple[Hop, _Moment, list[int]]] = []
        for number, hop in enumerate(chain.hops, 1):
            above = [latest[source] for source in hop.sources if source in latest]
            newest = max(above, key=lambda moment: (moment.start, -chain.number(moment.hop)), default=None)
            on = hop.attribution.on
            bounds = None if on is None else on.bounds()
            if newest is not None and bounds is not None and bounds[1] < newest.start:
                before = next((row for row in found if row[1] is newest and blamed.get(hop.digest) is None), None)
                repeats = before is not None and any(source in blamed for source in hop.sources)
                blamed[hop.digest] = newest.hop.digest
                if repeats and before is not None:
                    before[2].append(number)
                else:
                    found.append((hop, newest, []))
            elif hop.sources:
                yield from self._blank(chain, hop)
            mine = _moment(hop)
            if mine is None or (newest is not None and newest.start > mine.start):
                mine = newest
            if mine is not None:
                latest[hop.digest] = mine
        for hop, moment, repeated in found:
            yield self._found(chain, hop, moment, repeated)

    def _blank(self, chain: Chain, hop: Hop) -> Iterator[NotExamined]:
        sources = [chain.hop(source) for source in hop.sources]
        if _moment(hop) is None:
            undated = hop.attribution.on is None
            yield NotExamined(self, hop, "not-recorded", "its date" if undated else "the year of its date")
        elif any(_moment(source) is None for source in sources):
            yield NotExamined(self, hop, "not-recorded", "the date of a source")

    def _found(self, chain: Chain, hop: Hop, moment: _Moment, repeated: list[int]) -> Finding:
        on = hop.attribution.on
        mine = "" if on is None else date_words(on)
        above = chain.number(moment.hop)
        return Finding(
            self,
            hop,
            f"dated {mine}, before hop {above}, {date_words(moment.date)}" + (" (inferred)" if moment.inferred else ""),
            inferred=moment.inferred or hop.was_inferred("on"),
            evidence=(
                Evidence(hop=above, exact="", value=str(moment.date)),
                Evidence(hop=chain.number(hop), exact="", value=str(on)),
            ),
            inherited_by=repeated,
        )


class PlatformClockConflict:
    """The id in the link was made after the stated publication, or long before it.

    Why: on some platforms an id carries the time it was made; what stands under it cannot be older.
    Mend: correct the date, or the link.
    """

    name = "platform-clock-conflict"
    family = "time"
    severity = Severity.WARNING
    false_alarms = "an id may be older than its publication (a draft): 30 days are let pass"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko").reported(
                    "港口将继续开放。", "zh", url="https://www.toutiao.com/article/1851975068681292/", on="2025-12-20"
                ),
                about="minted on the 19th in UTC, which is the 20th in Beijing",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko").reported(
                    "港口将继续开放。", "zh", url="https://www.toutiao.com/article/1851975068681292/", on="2025-12-11"
                ),
                about="stated a week before the id was minted",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko").reported(
                    "港口将继续开放。", "zh", url="https://www.toutiao.com/article/1851975068681292/", on="2026-11-05"
                ),
                about="the id is most of a year older than what is said to stand there",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko").reported(
                    "港口将继续开放。", "zh", url="https://www.youtube.com/watch?v=aaaaaaaaaaa", on="2025-12-11"
                ),
                reason="no-table",
                about="its ids carry no time",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko").reported(
                    "港口将继续开放。", "zh", url="https://www.toutiao.com/article/1851975068681292/"
                ),
                reason="not-recorded",
                about="no date is stated",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop whose stated date and whose link's clock cannot both be right."""
        for hop in chain.hops:
            locator, on = hop.attribution.locator, hop.attribution.on
            if locator is None or locator.platform is None:
                continue
            if locator.minted is None:
                if on is not None and locator.id is not None:
                    yield NotExamined(self, hop, "no-table", f"no clock for {locator.platform}")
            elif on is None or hop.was_inferred("on"):
                yield NotExamined(self, hop, "not-recorded", "its date")
            elif (bounds := on.bounds()) is None:
                yield NotExamined(self, hop, "not-recorded", "the year of its date")
            else:
                yield from self._compared(chain, hop, locator, on, bounds)

    def _compared(
        self, chain: Chain, hop: Hop, locator: Locator, on: PartialDate, bounds: tuple[int, int]
    ) -> Iterator[Finding]:
        made = None if locator.minted is None else PartialDate.at(locator.minted)
        within = None if made is None else made.bounds()
        if made is None or within is None:
            return
        minted, (start, end) = within[0], bounds
        if minted <= end and minted >= start - DRAFT * _DAY:
            return
        late = minted > end
        words = "after" if late else f"{(start - minted) // _DAY} days before"
        yield Finding(
            self,
            hop,
            f"the link's id was made on {date_words(made)}, {words} the stated {date_words(on)} ({locator.clock})",
            status="minted-after" if late else "minted-long-before",
            inferred=hop.was_inferred("locator"),
            evidence=(Evidence(hop=chain.number(hop), exact=locator.given, value=str(made)),),
        )


class ImpreciseDate:
    """A date has no year, or no zone where a day turns on it.

    Why: without them dates cannot be put in order, and "the 19th" is two days round the world.
    Mend: `chain.filled(n, on="2025-12-19")`, or with its zone: `on="2025-12-19T10:00+03:00"`.
    """

    name = "imprecise-date"
    family = "time"
    severity = Severity.NOTE
    false_alarms = "none known"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko", on="2025-12-19").reported(
                    "The port stays open.", "en", outlet="Harbour Courier", on="2025-12-21"
                ),
                about="no zones, and no day turns on them",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(said("The port stays open.", "en", by="Ilya Marenko", on="--12-19"), about="no year"),
            Case(
                said(
                    "The port stays open.",
                    "en",
                    by="Ilya Marenko",
                    on="2025-12-19",
                    inferred=[Inferred("on", "year: id of hop 2's locator", "--12-19")],
                ),
                about="the year was inferred",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko", on="2025-12-19").reported(
                    "The port stays open.", "en", outlet="Harbour Courier", on="2025-12-18"
                ),
                about="a day before its source, unless zones put it right",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(said("The port stays open.", "en", by="Ilya Marenko"), reason="not-recorded", about="no date at all"),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each date that lacks what its place in the chain needs."""
        for hop in chain.hops:
            on = hop.attribution.on
            if on is None:
                yield NotExamined(self, hop, "not-recorded", "its date")
                continue
            basis = next((one for one in hop.inferred if one.field == "on"), None)
            stated = on if basis is None else _date(basis.stated) or on
            if stated.year is None:
                sentence = f"“{date_words(stated)}” has no year"
                if basis is not None and on.year is not None:
                    sentence += f"; {on.year} inferred ({basis.basis})"
                yield self._found(chain, hop, sentence, stated, inferred=basis is not None)
                continue
            for source in map(chain.hop, hop.sources):
                other = source.attribution.on
                if other is not None and _turns_on_zone(on, other):
                    sentence = f"{date_words(on)} is before hop {chain.number(source)}’s {date_words(other)}, and a zone is missing"
                    yield self._found(
                        chain, hop, sentence, on, inferred=hop.was_inferred("on") or source.was_inferred("on")
                    )
                    break

    def _found(self, chain: Chain, hop: Hop, sentence: str, on: PartialDate, *, inferred: bool) -> Finding:
        evidence = (Evidence(hop=chain.number(hop), exact="", value=str(on)),)
        return Finding(self, hop, sentence, inferred=inferred, evidence=evidence)


def _date(stated: str | None) -> PartialDate | None:
    """Return the date that was stated, None if what stood there is no date."""
    try:
        return None if stated is None else PartialDate.parse(stated)
    except RecordError:
        return None


def _turns_on_zone(on: PartialDate, source: PartialDate) -> bool:
    """Return whether a hop's day is before its source's on the calendar, and zones alone could put it right."""
    if None in {on.year, on.month, on.day, source.year, source.month, source.day}:
        return False
    if on.zone is not None and source.zone is not None:
        return False
    earlier = (on.year or 0, on.month or 0, on.day or 0) < (source.year or 0, source.month or 0, source.day or 0)
    return earlier and on.relation(source) == "overlaps"
