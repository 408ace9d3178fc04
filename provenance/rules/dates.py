"""Dates: does each hop state those of its source, in whatever zone it tells them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field, frozen

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.facts.zones import MINUTES_A_DAY, zone_of
from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Finding, NotExamined, Severity
from provenance.rules.ground import stretches
from provenance.rules.telling import UNHELD, change_of, finding_on
from provenance.rules.threads import Fault, faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.facts import Fact
    from provenance.facts.zones import Zone
    from provenance.ledger import FactRow
    from provenance.model.chain import Chain
    from provenance.rules.ground import Stretch
    from provenance.text import Span

__all__ = ["DateChanged"]

FEW = 8
"""Changed dates among which a day and a time of day are one moment; of more, nobody can tell which belong together."""

MOST_ROWS = 500
"""Rows of a ledger in which the fellow of a date is sought."""


class DateChanged:
    """A date is not the source's, as far as both say.

    Why: the day decides what a statement was about.
    Mend: correct the date; where a zone moves the day, name the zone.
    """

    name = "date-changed"
    family = "facts"
    severity = Severity.ERROR
    false_alarms = "post-edited pairs with day and month: conflict in 4 of 265, lost in 6; neighbouring days across zones are a warning"
    clean = Cases(
        lambda: (
            Case(
                said("Порт откроют 4 марта 2026 года.", "ru", by="Илья Маренко").translated(
                    "The port will open on 4 March 2026.", "en", by="J. Smith"
                ),
                about="one day in two languages",
            ),
            Case(
                said("港口将于三月四日开放。", "zh", by="林伟").translated(
                    "The port will open on March 4, 2026.", "en", by="J. Smith"
                ),
                about="the year is added, and contradicts nothing",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Порт откроют 4 марта 2026 года.", "ru", by="Илья Маренко").translated(
                    "The port will open on 4 May 2026.", "en", by="J. Smith"
                ),
                about="March became May",
            ),
            Case(
                said("The port will open on 4 March 2026.", "en", by="Ilya Marenko").translated(
                    "港口将于2026年4月3日开放。", "zh", by="林伟"
                ),
                about="day and month changed places",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            *UNHELD.__get__(None),
            Case(
                said("Порт открыли вчера.", "ru", by="Илья Маренко").translated(
                    "The port opened on 3 March 2026.", "en", by="J. Smith"
                ),
                reason="needs-base-date",
                about="yesterday, in undated words",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each date in conflict, lost or added."""
        known: dict[tuple[Digest, Digest], _Dates] = {}
        for fault in faults(self, chain, "date"):
            if isinstance(fault, NotExamined):
                yield fault
                continue
            facts = [fact for fact in (fault.row.source, fault.row.target) if fact is not None]
            key = fault.stretch.source.digest, fault.stretch.hop.digest
            if key not in known:
                known[key] = _Dates.of(fault.stretch)
            if known[key].one_moment(fault.row):
                continue
            if fault.row.status != "changed" and known[key].beside_relative(fault.row):
                yield NotExamined(self, fault.stretch.hop, "needs-base-date", f"“{facts[0].surface}”")
            elif fault.row.status == "changed" and not _neighbours(fault):
                yield finding_on(self, chain, fault, change_of(fault))
            else:
                yield finding_on(self, chain, fault, change_of(fault), severity=Severity.WARNING)
        for fault, sentence in _in_another_zone(chain):
            yield finding_on(self, chain, fault, sentence, status="changed")


def _in_another_zone(chain: Chain) -> Iterator[tuple[Fault, str]]:
    """Yield times of day that stand as they were in a zone where they are another moment: 10:00 in Moscow, in Beijing."""
    moved: list[_Moved] = []
    carried: dict[tuple[Digest, Span], _Moved] = {}
    for stretch in stretches(chain):
        for row in stretch.comparison.facts[:MOST_ROWS]:
            source, target = row.source, row.target
            if row.kind != "date" or row.status != "kept" or source is None or target is None or not _is_time(source):
                continue
            number, fault = chain.number(stretch.hop), carried.get((stretch.source.digest, source.span))
            shifts = _shifts(stretch, row)
            if shifts and not any((_later(row) - shift) % (MINUTES_A_DAY // 2) == 0 for shift in shifts):
                (told, was), (tells, became) = _zoned(stretch, row)
                if fault is not None and fault.zone == became.minutes:
                    fault.mended_by.append(number)
                    continue
                sentence = f"{told.surface} “{was.name}” became {tells.surface} “{became.name}”"
                fault = _Moved(stretch, row, was.minutes, sentence)
                moved.append(fault)
            elif fault is not None:
                fault.inherited_by.append(number)
            if fault is not None:
                carried[stretch.hop.digest, target.span] = fault
    for each in moved:
        inherited, mended = tuple(each.inherited_by), tuple(each.mended_by)
        yield Fault(stretch=each.stretch, row=each.row, inherited_by=inherited, mended_by=mended), each.sentence


@define
class _Moved:
    """A time of day that was moved to another zone, and what later hops did with it."""

    stretch: Stretch
    row: FactRow
    zone: frozenset[int]
    """Minutes by which the zone it stood in may be ahead of UTC."""
    sentence: str
    inherited_by: list[int] = field(factory=list)
    mended_by: list[int] = field(factory=list)


@frozen
class _Dates:
    """The dates of a stretch that are not kept, and what may account for them."""

    stretch: Stretch
    changed: tuple[FactRow, ...]
    kept_day: bool
    """Whether a date that is no time of day is kept."""
    relative: bool
    """Whether one that is lost or added is told by another day: yesterday."""

    @classmethod
    def of(cls, stretch: Stretch) -> _Dates:
        rows = [row for row in stretch.comparison.facts[:MOST_ROWS] if row.kind == "date"]
        sides = [(row.source, row.target) for row in rows if row.status in {"lost", "added"}]
        return cls(
            stretch,
            tuple(row for row in rows if row.status == "changed"),
            any(row.status == "kept" and not _is_time(row.source) for row in rows),
            any(fact is not None and fact.value.startswith("@") for side in sides for fact in side),
        )

    def beside_relative(self, row: FactRow) -> bool:
        """Return whether a date that one side alone has may be a relative one of the other, such as yesterday."""
        fact = row.source or row.target
        return self.relative or (fact is not None and fact.value.startswith("@"))

    def one_moment(self, row: FactRow) -> bool:
        """Return whether day and time moved together, as they do between two zones: 23:30 on the 18th, 4:30 on the 19th.

        Where both sides name their zones, it is these that they must differ by.
        """
        if not _differ(self.stretch) or len(self.changed) > FEW or row not in self.changed:
            return False
        times = [each for each in self.changed if _is_time(each.source) and _is_time(each.target)]
        sides = [[each.source for each in self.changed], [each.target for each in self.changed]]
        moments = [_moment([fact.value for fact in side if fact is not None]) for side in sides]
        shifts = _shifts(self.stretch, times[0]) if len(times) == 1 else None
        if moments[0] is None or moments[1] is None:
            return shifts is not None and row in times and self._turned(_later(row), shifts)
        moved = moments[1] - moments[0]
        if shifts:
            return moved % 60 == 0 and moved // 60 in shifts
        return moved % (15 * 60) == 0 and -26 * 3600 <= moved <= 26 * 3600

    def _turned(self, later: int, shifts: frozenset[int]) -> bool:
        """Return whether a time of day moved as its zones ask for: on one day, or where no day is told, past midnight too."""
        if self.kept_day:
            return later in shifts
        return any((later - shift) % MINUTES_A_DAY == 0 for shift in shifts)


def _is_time(fact: Fact | None) -> bool:
    return fact is not None and fact.value.startswith("T")


def _later(row: FactRow) -> int:
    """Return by how many minutes the target's time of day is later on the dial than the source's."""
    minutes = [
        60 * int(fact.value[1:3]) + int(fact.value[4:6]) for fact in (row.source, row.target) if fact is not None
    ]
    return minutes[1] - minutes[0]


def _shifts(stretch: Stretch, row: FactRow) -> frozenset[int] | None:
    """Return the minutes by which the target's named zone may be ahead of the source's; None where one names none."""
    zones = [zone for _, zone in _zoned(stretch, row)]
    if len(zones) < 2:
        return None
    return frozenset(there - here for here in zones[0].minutes for there in zones[1].minutes)


def _zoned(stretch: Stretch, row: FactRow) -> Iterator[tuple[Fact, Zone]]:
    """Yield the time of day of either side with the zone that its words name, where they name one."""
    for words, fact in ((stretch.source.text, row.source), (stretch.hop.text, row.target)):
        zone = None if words is None or fact is None else zone_of(words, fact.span)
        if fact is not None and zone is not None:
            yield fact, zone


def _differ(stretch: Stretch) -> bool:
    return stretch.source.language != stretch.hop.language


def _moment(values: Sequence[str]) -> int | None:
    """Return the second that one day and one time of day make together."""
    days = [value for value in values if value[0] not in "@T"]
    times = [value[1:] for value in values if value.startswith("T")]
    if len(days) != 1 or len(times) != 1:
        return None
    try:
        day = PartialDate.parse(days[0])
        bounds = PartialDate(year=day.year or 2000, month=day.month, day=day.day, time=times[0], zone="Z").bounds()
    except RecordError:
        return None
    return None if bounds is None else bounds[0]


def _neighbours(fault: Fault) -> bool:
    """Return whether two dates are days next to each other across languages: a zone may account for it."""
    source, target = fault.row.source, fault.row.target
    if source is None or target is None or not _differ(fault.stretch):
        return False
    if source.value.startswith("T") and target.value.startswith("T"):
        return True  # a time of day without its zone
    try:
        one, other = PartialDate.parse(source.value), PartialDate.parse(target.value)
    except RecordError:
        return False
    if None in {one.month, one.day, other.month, other.day}:
        return False
    year = one.year or other.year or 2000
    ends = [PartialDate(year=date.year or year, month=date.month, day=date.day).bounds() for date in (one, other)]
    return ends[0] is not None and ends[1] is not None and abs(ends[0][0] - ends[1][0]) <= 24 * 60 * 60
