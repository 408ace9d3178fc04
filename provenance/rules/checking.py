"""Whether a rule keeps its word: its cases answered as they say, and two laws. For house rules too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.errors import RuleError
from provenance.model.chain import Chain
from provenance.rules.base import CHAIN_WIDE, Case, Finding, NotExamined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.rules.base import Rule

__all__ = ["check_rule"]


def check_rule(rule: Rule) -> None:
    """Raise a RuleError that names the first case, or law, that a rule does not keep.

    Faulty chains yield a finding on the hop the case names, with evidence that reproduces the words it shows; unexamined
    ones say why; clean ones yield neither. A hop added after those examined changes no answer on them, nor does the
    order in which hops are put together.
    """
    if not (rule.__doc__ or "").strip() or "Why:" not in (rule.__doc__ or "") or "Mend:" not in (rule.__doc__ or ""):
        raise RuleError(f"no help – {rule.name} – its docstring says the fault, Why: and Mend:", rule=rule.name)
    for kind, cases in (("clean", rule.clean), ("faulty", rule.faulty), ("unexamined", rule.unexamined)):
        for number, case in enumerate(map(Case.of, cases), 1):
            where = f"{kind} case {number}{f' ({case.about})' if case.about else ''}"
            _check_case(rule, kind, where, case)
            _check_laws(rule, where, case)
    if not rule.clean or not rule.faulty:
        raise RuleError(f"no cases – {rule.name} – give one clean chain and one faulty one at least", rule=rule.name)


def _answers(rule: Rule, chain: Chain, beside: Sequence[Chain]) -> list[Finding | NotExamined]:
    answers = list(rule.check(chain, beside))
    for answer in answers:
        if not isinstance(answer, Finding | NotExamined):
            raise RuleError(f"no answer – {rule.name}: {answer!r} – yield Finding or NotExamined", rule=rule.name)
        chain.number(answer.digest)
    return answers


def _check_case(rule: Rule, kind: str, where: str, case: Case) -> None:
    answers = _answers(rule, case.chain, case.beside)
    findings = [answer for answer in answers if isinstance(answer, Finding)]
    hop = case.chain.head if case.hop is None else case.chain.hop(case.hop)
    if kind == "faulty":
        here = [finding for finding in findings if finding.digest == hop.digest]
        if not here:
            raise RuleError(f"not found – {rule.name}, {where} – it yields {_told(answers, case)}", rule=rule.name)
        _check_evidence(rule, where, case, here)
        return
    if findings:
        raise RuleError(f"a false alarm – {rule.name}, {where} – {_told(findings, case)}", rule=rule.name)
    declined = [one for one in answers if isinstance(one, NotExamined)]
    if kind == "unexamined" and not any(
        one.digest == hop.digest and case.reason in {None, one.reason} for one in declined
    ):
        raise RuleError(f"not declined – {rule.name}, {where} – it yields {_told(answers, case)}", rule=rule.name)


def _check_evidence(rule: Rule, where: str, case: Case, findings: Iterable[Finding]) -> None:
    shown: set[str] = set()
    for finding in findings:
        for evidence in finding.evidence:
            text = case.chain.hop(evidence.hop).text
            if evidence.span is not None and (text is None or evidence.span.of(text) != evidence.exact):
                raise RuleError(
                    f"a span that does not hold its words – {rule.name}, {where} – {evidence.span}: {evidence.exact!r}",
                    rule=rule.name,
                )
            shown.add(evidence.exact)
    missing = [words for words in case.words if words not in shown]
    if missing:
        raise RuleError(f"words not shown – {rule.name}, {where} – {missing[0]!r}, but {sorted(shown)}", rule=rule.name)


def _check_laws(rule: Rule, where: str, case: Case) -> None:
    before = _told(_answers(rule, case.chain, case.beside), case)
    again = Chain.of(reversed(case.chain.hops), held=case.chain.held)
    if _told(_answers(rule, again, case.beside[::-1]), case) != before:
        raise RuleError(f"the order of hops matters – {rule.name}, {where}", rule=rule.name)
    longer = case.chain.republished(None, case.chain.head.language)
    if _told(_answers(rule, longer, case.beside), case) != before:
        raise RuleError(f"a hop added after those examined changes the answer – {rule.name}, {where}", rule=rule.name)


def _told(answers: Iterable[Finding | NotExamined], case: Case) -> list[str]:
    """Return what is answered on the case's own hops, leaving out what holds of a chain as a whole."""
    numbers = {hop.digest: number for number, hop in enumerate(case.chain.hops, 1)}
    told = []
    for answer in answers:
        if answer.digest not in numbers or (isinstance(answer, NotExamined) and answer.reason in CHAIN_WIDE):
            continue
        number = numbers[answer.digest]
        kind = f"found: {answer.sentence}" if isinstance(answer, Finding) else f"not examined: {answer.reason}"
        told.append(f"hop {number} {kind}")
    return sorted(told)
