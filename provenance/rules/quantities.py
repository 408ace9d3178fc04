"""Quantities: does each hop state those that its source states?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Finding, NotExamined, Severity
from provenance.rules.telling import UNHELD, bounds_of, change_of, finding_on, is_about
from provenance.rules.threads import faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain

__all__ = ["BoundChanged", "QuantityChanged", "RangeCollapsed"]

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
