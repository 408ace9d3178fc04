"""Statements: does each hop name the places, deny and qualify as its source does?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.facts.qualifiers import strength
from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.telling import UNHELD, change_of, finding_on, is_about
from provenance.rules.threads import Fault, faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain

__all__ = ["MeaningDrifted", "NegationFlipped", "PlaceChanged", "QualifierShifted"]


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
    unexamined = UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each place that another stands for."""
        for fault in faults(self, chain, "place"):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.status == "changed":
                yield finding_on(self, chain, fault, change_of(fault))


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
    unexamined = UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each negation of grammar that nothing answers."""
        for fault in faults(self, chain, "negation"):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.status in {"lost", "added"}:
                yield finding_on(self, chain, fault, change_of(fault))


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
    unexamined = UNHELD

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each qualifier lost or raised, and each about that was gained or lost."""
        for fault in faults(self, chain, "qualifier", "quantity"):
            if isinstance(fault, NotExamined):
                yield fault
            elif fault.row.kind == "quantity":
                if fault.row.how == "bound" and is_about(fault):
                    yield finding_on(self, chain, fault, change_of(fault), status="about")
            elif fault.row.status == "lost" and fault.row.source is not None:
                sentence = f"{fault.row.source.value.partition(':')[0]}: {change_of(fault)}"
                yield finding_on(self, chain, fault, sentence)
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
            yield finding_on(self, chain, fault, sentence, status="raised")


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
