"""Facts: does each hop state the quantities and dates that its source states?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.facts.zones import MINUTES_A_DAY, zone_of
from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Finding, NotExamined, Severity
from provenance.rules.ground import stretches
from provenance.rules.telling import UNHELD, bounds_of, change_of, finding_on, is_about
from provenance.rules.threads import Fault, faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.facts import Fact
    from provenance.facts.zones import Zone
    from provenance.ledger import FactRow
    from provenance.model.chain import Chain
    from provenance.rules.ground import Stretch

__all__ = ["BoundChanged", "DateChanged", "QuantityChanged", "RangeCollapsed"]

FEW = 8
"""Changed dates among which a day and a time of day are one moment; of more, nobody can tell which belong together."""

MOST_ROWS = 500
"""Rows of a ledger in which the fellow of a date is sought."""

_SPEECH = "Мы готовы рассмотреть продажу от трёх до шести миллионов тонн зерна."


class QuantityChanged:
    """A quantity is not the source's: its value, unit, currency or percent.

    Why: numbers are what is quoted on, and what is checked first.
    Mend: correct the number, or say in […] what was converted.
    """

    name = "quantity-changed"
    family = "facts"
    severity = Severity.ERROR
    false_alarms = (
        "interface strings: 0.1–0.2 % (ru zh de es uk), 1.4 % ja; post-edited pairs: 1.2 % ru→en, 5.7 % en→zh. Spelled 0–9 "
        "never accuse; what is lost or added is a warning"
    )
    clean = Cases(
        lambda: (
            Case(
                said("В порту 250 тысяч тонн зерна.", "ru", by="Илья Маренко").translated(
                    "There is a quarter of a million tonnes of grain in the port.", "en", by="J. Smith"
                ),
                about="250 thousand, a quarter of a million",
            ),
            Case(
                said("我们有两个港口。", "zh", by="林伟").translated("We have two ports.", "en", by="J. Smith"),
                about="两 is two",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("В порту 250 тысяч тонн зерна.", "ru", by="Илья Маренко").translated(
                    "There are 25 thousand tonnes of grain in the port.", "en", by="J. Smith"
                ),
                about="a zero was lost",
            ),
            Case(
                said("There are 400 ships in the port.", "en", by="Ilya Marenko")
                .translated("港口里有四千艘船。", "zh", by="林伟")
                .translated("В порту четыре тысячи кораблей.", "ru", by="А. Читатель"),
                hop=2,
                about="400 became 4 000 at hop 2; hop 3 repeats it",
            ),
        )
    )
    unexamined = UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each quantity that changed in value or unit, was lost, or was added."""
        for fault in faults(self, chain, "quantity"):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.status == "changed" and fault.row.how in {"value", "unit"}:
                yield finding_on(self, chain, fault, change_of(fault))
            elif fault.row.status in {"lost", "added"}:
                yield finding_on(self, chain, fault, change_of(fault), severity=Severity.WARNING)


class RangeCollapsed:
    """A range became one of its ends, or a point.

    Why: "from three to six million" is not "up to six million": what was open is now promised.
    Mend: give both ends.
    """

    name = "range-collapsed"
    family = "facts"
    severity = Severity.ERROR
    false_alarms = "none known: right on 10 of 10 real variants of one statement"
    clean = Cases(
        lambda: (
            Case(
                said(_SPEECH, "ru", by="Илья Маренко").translated(
                    "We are ready to consider selling three to six million tonnes of grain.", "en", by="J. Smith"
                ),
                about="both ends",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(_SPEECH, "ru", by="Илья Маренко")
                .reported("我们愿意考虑出售至多六百万吨粮食。", "zh", outlet="渔港日报")
                .translated(
                    "We are willing to consider selling up to six million tonnes of grain.", "en", by="J. Smith"
                ),
                hop=2,
                about="three to six million became at most six at hop 2",
            ),
        )
    )
    unexamined = UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each range that lost an end."""
        for fault in faults(self, chain, "quantity"):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.how == "collapsed":
                yield finding_on(self, chain, fault, change_of(fault), status="collapsed")


class BoundChanged:
    """The number stands, and what bounds it does not: at least, at most, exactly.

    Why: "up to 400" promises nothing, "400" does.
    Mend: give the bound as the source does.
    """

    name = "bound-changed"
    family = "facts"
    severity = Severity.WARNING
    false_alarms = "as qualifiers, hence a warning; at least against at most is an error. About, gained or lost, is a note of qualifier-shifted"
    clean = Cases(
        lambda: (
            Case(
                said("В порту не менее 400 судов.", "ru", by="Илья Маренко").translated(
                    "There are no fewer than 400 ships in the port.", "en", by="J. Smith"
                ),
                about="не менее, no fewer than",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("В порту не более 400 судов.", "ru", by="Илья Маренко").translated(
                    "There are 400 ships in the port.", "en", by="J. Smith"
                ),
                about="at most 400 became 400",
            ),
            Case(
                said("There are no fewer than 400 ships in the port.", "en", by="Ilya Marenko").translated(
                    "港口里至多有四百艘船。", "zh", by="林伟"
                ),
                about="at least became at most: an error",
            ),
        )
    )
    unexamined = UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each number whose bound changed; about, gained or lost, is left to qualifier-shifted."""
        for fault in faults(self, chain, "quantity"):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.how == "bound" and not is_about(fault):
                opposite = bounds_of(fault) == {"at-least", "at-most"}
                weight = Severity.ERROR if opposite else Severity.WARNING
                status = "reversed" if opposite else "changed"
                yield finding_on(self, chain, fault, change_of(fault), severity=weight, status=status)


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
    for stretch in stretches(chain):
        for row in stretch.comparison.facts[:MOST_ROWS]:
            if row.kind != "date" or row.status != "kept" or not (_is_time(row.source) and _is_time(row.target)):
                continue
            shifts = _shifts(stretch, row)
            if shifts and not any((_later(row) - shift) % (MINUTES_A_DAY // 2) == 0 for shift in shifts):
                was, became = (f"{fact.surface} “{zone.name}”" for fact, zone in _zoned(stretch, row))
                yield Fault(stretch=stretch, row=row), f"{was} became {became}"


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
