"""Facts: does each hop state what its source states?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.facts.qualifiers import strength
from provenance.facts.quantity import Quantity
from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.naming import date_words
from provenance.rules.threads import Fault, faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from provenance.facts import Fact
    from provenance.model.chain import Chain
    from provenance.rules.base import Rule

__all__ = [
    "BoundChanged",
    "DateChanged",
    "MeaningDrifted",
    "NegationFlipped",
    "PlaceChanged",
    "QualifierShifted",
    "QuantityChanged",
    "RangeCollapsed",
    "shown_value",
    "told",
]


MOST_ROWS = 500
"""Rows of a ledger in which the fellow of a date is sought."""

_DENIED = re.compile(r"[ \u00a0]\w[\w'’-]*")


def told(fact: Fact) -> str:
    """Return a fact's value as it is shown: 3 000 000–6 000 000 t, ≤ 700, 19 December; other kinds by their words."""
    return shown_value(fact.kind, fact.value, f"“{fact.surface}”")


def shown_value(kind: str, value: str, surface: str) -> str:
    """Return a value of a kind of facts as it is shown; where it has no form of its own, the words themselves."""
    if kind == "quantity":
        return " or ".join(_amount(Quantity.parse(part)) for part in value.split("|"))
    if kind == "date":
        return " or ".join(_day(part) for part in value.split("|"))
    return surface


def _amount(quantity: Quantity) -> str:
    low, high = _number(quantity.low), _number(quantity.high)
    words = {
        "exact": low,
        "about": f"≈ {low}",
        "at-least": f"{'>' if quantity.low_open else '≥'} {low}",
        "at-most": f"{'<' if quantity.high_open else '≤'} {high}",
        "range": f"{low}–{high}",
        "vague": f"{low} to {high}, vague",
    }[quantity.bound]
    return words if quantity.unit is None else f"{words} {quantity.unit}"


def _number(number: Fraction | None) -> str:
    if number is None:
        return "?"
    if number.denominator == 1:
        return f"{number.numerator:,}".replace(",", "\u202f")
    decimal = number * 10**6
    if decimal.denominator == 1:
        whole, rest = divmod(abs(decimal.numerator), 10**6)
        return f"{'-' if number < 0 else ''}{whole:,}".replace(",", "\u202f") + f".{rest:06d}".rstrip("0")
    return f"{number.numerator}/{number.denominator}"


def _day(value: str) -> str:
    try:
        return date_words(PartialDate.parse(value))
    except RecordError:  # a century, a time of day, yesterday: shown as it is spelled
        return value


def _finding(
    rule: Rule,
    chain: Chain,
    fault: Fault,
    sentence: str,
    *,
    severity: Severity | None = None,
    status: str | None = None,
) -> Finding:
    """Return the finding on a fault: what the source had, what the hop has, and the origin's value where it differs."""
    stretch, row = fault.stretch, fault.row
    evidence = []
    if row.source is not None:
        evidence.append(Evidence.at(chain, stretch.source, row.source.span, row.source.value))
    if row.target is not None:
        evidence.append(Evidence.at(chain, stretch.hop, row.target.span, row.target.value))
    else:
        evidence.append(Evidence(hop=chain.number(stretch.hop)))
    if fault.origin is not None:
        number, fact = fault.origin
        sentence += f" (hop {number} has {told(fact)})"
        evidence.insert(0, Evidence.at(chain, chain.hop(number), fact.span, fact.value))
    return Finding(
        rule,
        stretch.hop,
        sentence,
        severity=Severity.NOTE if fault.mended_by else severity or rule.severity,
        status=status or row.status,
        inferred=stretch.source.was_inferred("language") or stretch.hop.was_inferred("language"),
        evidence=evidence,
        blame=stretch.blame,
        inherited_by=fault.inherited_by,
        mended_by=fault.mended_by,
    )


def _change(fault: Fault) -> str:
    source, target = fault.row.source, fault.row.target
    was = "" if source is None else _in_words(source, fault.stretch.source.text)
    became = "" if target is None else _in_words(target, fault.stretch.hop.text)
    if source is not None and target is not None:
        return f"{was} became {became}"
    return f"{was} has no counterpart" if source is not None else f"{became} was added"


def _in_words(fact: Fact, text: str | None) -> str:
    """Return a fact as it is shown in a sentence; a negation with the word after it, which it mostly denies."""
    denied = _DENIED.match(text or "", fact.span.end) if fact.kind == "negation" else None
    return told(fact) if denied is None else f"“{fact.surface}{denied.group()}”"


_SPEECH = "Мы готовы рассмотреть продажу от трёх до шести миллионов тонн зерна."
_UNHELD = Cases(
    lambda: (
        Case(
            said(None, "ru", by="Илья Маренко").translated("We will sell 400 tonnes of grain.", "en", by="J. Smith"),
            reason="words-not-held",
            about="nobody holds what was said",
        ),
    )
)


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
    unexamined = _UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each quantity that changed in value or unit, was lost, or was added."""
        for fault in faults(self, chain, frozenset({"quantity"})):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.status == "changed" and fault.row.how in {"value", "unit"}:
                yield _finding(self, chain, fault, _change(fault))
            elif fault.row.status in {"lost", "added"}:
                yield _finding(self, chain, fault, _change(fault), severity=Severity.WARNING)


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
    unexamined = _UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each range that lost an end."""
        for fault in faults(self, chain, frozenset({"quantity"})):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.how == "collapsed":
                yield _finding(self, chain, fault, _change(fault), status="collapsed")


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
    unexamined = _UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each number whose bound changed; about, gained or lost, is left to qualifier-shifted."""
        for fault in faults(self, chain, frozenset({"quantity"})):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.how == "bound" and not _is_about(fault):
                opposite = _bounds(fault) == {"at-least", "at-most"}
                weight = Severity.ERROR if opposite else Severity.WARNING
                status = "reversed" if opposite else "changed"
                yield _finding(self, chain, fault, _change(fault), severity=weight, status=status)


def _bounds(fault: Fault) -> set[str]:
    return {
        Quantity.parse(fact.value.partition("|")[0]).bound
        for fact in (fault.row.source, fault.row.target)
        if fact is not None and fact.kind == "quantity"
    }


def _is_about(fault: Fault) -> bool:
    return _bounds(fault) <= {"about", "exact"}


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
            *_UNHELD.__get__(None),
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
        for fault in faults(self, chain, frozenset({"date"})):
            if isinstance(fault, NotExamined):
                yield fault
                continue
            facts = [fact for fact in (fault.row.source, fault.row.target) if fact is not None]
            if _one_moment(fault):
                continue
            if fault.row.status != "changed" and _beside_relative(fault):
                yield NotExamined(self, fault.stretch.hop, "needs-base-date", f"“{facts[0].surface}”")
            elif fault.row.status == "changed" and not _neighbours(fault):
                yield _finding(self, chain, fault, _change(fault))
            else:
                yield _finding(self, chain, fault, _change(fault), severity=Severity.WARNING)


def _beside_relative(fault: Fault) -> bool:
    """Return whether a date that one side alone has may be a relative one of the other, such as yesterday."""
    fact = fault.row.source or fault.row.target
    if fact is not None and fact.value.startswith("@"):
        return True
    return any(
        row.kind == "date"
        and row.status in {"lost", "added"}
        and any(each is not None and each.value.startswith("@") for each in (row.source, row.target))
        for row in fault.stretch.comparison.facts[:MOST_ROWS]
    )


def _one_moment(fault: Fault) -> bool:
    """Return whether day and time of day moved together, as they do between two zones: 23:30 on the 18th, 4:30 on the 19th."""
    facts = fault.stretch.comparison.facts[:MOST_ROWS]
    rows = [row for row in facts if row.kind == "date" and row.status == "changed"]
    sides = [[row.source for row in rows], [row.target for row in rows]]
    moments = [_moment([fact.value for fact in side if fact is not None]) for side in sides]
    if fault.row not in rows or moments[0] is None or moments[1] is None:
        return False
    moved = moments[1] - moments[0]
    return moved % (15 * 60) == 0 and -26 * 3600 <= moved <= 26 * 3600 and _differ(fault)


def _differ(fault: Fault) -> bool:
    return fault.stretch.source.language != fault.stretch.hop.language


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
    if source is None or target is None or not _differ(fault):
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


class PlaceChanged:
    """In one sentence one country is gone and another has come.

    Why: whose port, whose president, whose law: a country is rarely a matter of style.
    Mend: name the place as the source does.
    """

    name = "place-changed"
    family = "facts"
    severity = Severity.WARNING
    false_alarms = "news sentences: 0.0–0.5 %; a place that is only lost is never reported (7–58 %)"
    clean = Cases(
        lambda: (
            Case(
                said("Франция откроет порт.", "ru", by="Илья Маренко").translated(
                    "France will open the port.", "en", by="J. Smith"
                ),
                about="one country in two languages",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Франция откроет порт.", "ru", by="Илья Маренко").translated(
                    "Germany will open the port.", "en", by="J. Smith"
                ),
                about="France became Germany",
            ),
        )
    )
    unexamined = _UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each place that another stands for."""
        for fault in faults(self, chain, frozenset({"place"})):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.status == "changed":
                yield _finding(self, chain, fault, _change(fault))


class NegationFlipped:
    """One side denies, and the other has no word of denial.

    Why: a lost "not" turns a refusal into a promise.
    Mend: translate the negation, by grammar or by a word that holds it.
    """

    name = "negation-flipped"
    family = "facts"
    severity = Severity.WARNING
    false_alarms = (
        "interface strings: lost 1.6 % ru, 0.8 % zh of those that deny; gained 0.5 % ru, 3.1 % zh. Post-edited pairs: lost "
        "15.0 % (ru→en), 11.3 % (en→zh)"
    )
    clean = Cases(
        lambda: (
            Case(
                said("Мы не допустим закрытия порта.", "ru", by="Илья Маренко").translated(
                    "We refuse to let the port be closed.", "en", by="J. Smith"
                ),
                about="a word that denies answers a not",
            ),
            Case(
                said("В порту не менее 400 судов.", "ru", by="Илья Маренко").translated(
                    "There are at least 400 ships in the port.", "en", by="J. Smith"
                ),
                about="не менее is a bound",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Мы не закроем порт.", "ru", by="Илья Маренко").translated(
                    "We will close the port.", "en", by="J. Smith"
                ),
                about="the not is lost",
            ),
            Case(
                said("We will close the port.", "en", by="Ilya Marenko").translated(
                    "我们不会关闭港口。", "zh", by="林伟"
                ),
                about="a not was added",
            ),
        )
    )
    unexamined = _UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each negation of grammar that nothing answers."""
        for fault in faults(self, chain, frozenset({"negation"})):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.status in {"lost", "added"}:
                yield _finding(self, chain, fault, _change(fault))


class QualifierShifted:
    """A hedge, a modal or a condition has no counterpart, or a stronger one stands there.

    Why: "ready to consider" is not "will"; what was conditional is now certain.
    Mend: give the qualifier as the source does.
    """

    name = "qualifier-shifted"
    family = "facts"
    severity = Severity.NOTE
    false_alarms = (
        "interface strings: a condition is lost in 5–11 %, modality in 7–20 %, a hedge in 50 %: notes, worth a look"
    )
    clean = Cases(
        lambda: (
            Case(
                said("Мы откроем порт, если совет согласится.", "ru", by="Илья Маренко").translated(
                    "We will open the port if the council agrees.", "en", by="J. Smith"
                ),
                about="если, if",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Мы откроем порт, если совет согласится.", "ru", by="Илья Маренко").translated(
                    "We will open the port; the council agrees.", "en", by="J. Smith"
                ),
                about="the condition is gone",
            ),
            Case(
                said("We are ready to consider opening the port.", "en", by="Ilya Marenko").translated(
                    "我们将开放港口。", "zh", by="林伟"
                ),
                about="to consider became will",
            ),
        )
    )
    unexamined = _UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each qualifier lost or raised, and each about that was gained or lost."""
        for fault in faults(self, chain, frozenset({"qualifier", "quantity"})):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.kind == "quantity":
                if fault.row.how == "bound" and _is_about(fault):
                    yield _finding(self, chain, fault, _change(fault), status="about")
            elif fault.row.status == "lost" and fault.row.source is not None:
                sentence = f"{fault.row.source.value.partition(':')[0]}: {_change(fault)}"
                yield _finding(self, chain, fault, sentence)
            elif fault.row.status == "changed":
                yield from self._raised(chain, fault)

    def _raised(self, chain: Chain, fault: Fault) -> Iterator[Finding]:
        source, target = fault.row.source, fault.row.target
        if source is None or target is None:
            return
        was, became = strength(source), strength(target)
        if was is not None and became is not None and became > was:
            words = [f"{fact.value.partition(': ')[2] or fact.value} (“{fact.surface}”)" for fact in (source, target)]
            sentence = f"modality raised: {words[0]} became {words[1]}"
            yield _finding(self, chain, fault, sentence, status="raised")


class MeaningDrifted:
    """A scorer of meaning that the caller passes puts source and hop below its threshold.

    Why: what no table sees a model may; it is asked only if it is handed in, and its word is a note.
    Mend: read the two side by side.
    """

    name = "meaning-drifted"
    family = "facts"
    severity = Severity.NOTE
    false_alarms = "the scorer's own"
    clean = faulty = unexamined = ()

    def __init__(self, scorer: Any = None) -> None:
        """Take a scorer: a name, a threshold, and a call from two texts to a number."""
        self._scorer = scorer

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each step whose score is below the threshold."""
        if self._scorer is None:
            yield NotExamined(self, chain.head, "no-scorer")
            return
        for step in chain.steps:
            if step.source.words is None or step.hop.words is None:
                yield NotExamined(self, step.hop, "words-not-held")
                continue
            score = self._scorer(step.source.words, step.hop.words)
            if score < self._scorer.threshold:
                yield Finding(
                    self,
                    step.hop,
                    f"{score:.3f} by {self._scorer.name}, below {self._scorer.threshold:.3f}",
                    evidence=(Evidence(hop=chain.number(step.hop), exact=step.hop.text or "", value=f"{score:.3f}"),),
                )
