"""The audit: every rule that the policy asks, what it answers, one line a fault, in an order that never changes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen

from provenance.errors import RecordError, RuleError
from provenance.model.chain import Chain
from provenance.records import from_json, to_json
from provenance.report import Report
from provenance.rules.base import Finding, NotExamined, Severity
from provenance.rules.catalogue import CATALOGUE
from provenance.rules.leading import merged
from provenance.rules.policy import PROFILES, Policy, check_policy, check_rules
from provenance.sentences import sentences_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from provenance.canonical import Digest
    from provenance.model.held import Waiver
    from provenance.rules.base import Evidence, Rule

__all__ = ["audit", "audit_many"]

ABSENCES = frozenset({"unanchored-chain"})
"""Rules whose fault is the absence itself: an inferred field beside it does not make it milder."""

OF_TEXT = frozenset({"quotation", "facts", "language"})
"""Families that judge words; on a hop whose capture is not what was recorded they judge nothing."""

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def audit(
    chain: Chain,
    *,
    rules: Sequence[Rule] = CATALOGUE,
    policy: Policy = PROFILES["default"],
    beside: Sequence[Chain] = (),
) -> Report:
    """Return what the rules say of a chain; ``beside`` are other chains on the same words.

    RuleError where two rules bear one name, PolicyError where the policy names none: both before anything is asked. A
    rule that raises is "not examined", and the audit goes on.
    """
    if rules is not CATALOGUE:
        check_rules(rules)
    check_policy(policy, rules, CATALOGUE)
    _check_chains(chain, beside)
    plan = _of_catalogue(policy) if rules is CATALOGUE else _Asked.of(rules, policy)
    asked, order = plan.rules, plan.order
    others = {other.digest: other for other in beside if other.digest != chain.digest}
    ordered = tuple(others[digest] for digest in sorted(others))
    found: list[Finding] = []
    unexamined: list[NotExamined] = []
    for rule in asked:
        for answer in _answers(rule, chain, ordered):
            if isinstance(answer, Finding):
                found.append(answer)
            else:
                unexamined.append(answer)
    weighed = list(_weighed(found, policy))
    spoilt = {finding.hop for finding in weighed if finding.rule == "digest-mismatch"}
    unexamined += _spoilt(asked, chain, spoilt)
    findings = [finding for finding in weighed if finding.hop not in spoilt or finding.family not in OF_TEXT]
    kept, waived, unused = _waived(findings, chain, policy)
    declined = {one.rule for one in unexamined}
    places = {(order[one.rule], one.hop, one.reason, one.detail): one for one in unexamined}
    spoken = {finding.rule for finding in findings} | declined
    return Report(
        chain=chain,
        policy=policy,
        findings=merged(sorted(kept, key=lambda finding: _place(finding, order)), _Sentences(chain)),
        waived=tuple(sorted(waived, key=lambda pair: _place(pair[0], order))),
        unused_waivers=unused,
        unexamined=tuple(places[place] for place in sorted(places)),
        clear=tuple(rule.name for rule in asked if rule.name not in spoken),
        not_asked=plan.not_asked,
        unmet=_unmet(asked, declined, policy),
    )


def audit_many(
    chains: Iterable[Chain],
    *,
    workers: int = 1,
    rules: Sequence[Rule] = CATALOGUE,
    policy: Policy = PROFILES["default"],
    beside: Sequence[Chain] = (),
) -> Iterator[Report]:
    """Yield the report of each chain, in their order; with more than one worker, in as many processes.

    WorkerError where several of these die over one chain.
    """
    if workers <= 1:
        for chain in chains:
            yield audit(chain, rules=rules, policy=policy, beside=beside)
        return
    check_rules(rules)
    check_policy(policy, rules, CATALOGUE)
    from provenance.parallel import in_parallel  # noqa: PLC0415 - on first use: most audits need no processes

    job = partial(_elsewhere, rules=rules, policy=_plain(policy), beside=to_json(*beside) if beside else None)
    waiting: deque[Chain] = deque()
    for parts in in_parallel(job, _sent(chains, waiting), workers=workers):
        yield Report(chain=waiting.popleft(), policy=policy, **parts)


def _sent(chains: Iterable[Chain], waiting: deque[Chain]) -> Iterator[bytes]:
    """Yield each chain as another process can be handed it, and put it aside until its report comes."""
    for chain in chains:
        waiting.append(chain)
        yield to_json(chain)


def _plain(policy: Policy) -> dict[str, Any]:
    """Return a policy's fields as another process can be handed them."""
    plain = {name: getattr(policy, name) for name in ("select", "ignore", "fail_on", "must_examine")}
    return {**plain, "severity": dict(policy.severity), "accepted": dict(policy.accepted)}


def _elsewhere(chain: bytes, *, rules: Sequence[Rule], policy: dict[str, Any], beside: bytes | None) -> dict[str, Any]:
    """Return the parts of a report that are not its chain and policy, made in another process."""
    others = () if beside is None else from_json(beside)
    report = audit(from_json(chain)[0], rules=rules, policy=Policy(**policy), beside=others)
    return {each.name: getattr(report, each.name) for each in fields(Report) if each.name not in {"chain", "policy"}}


def _check_chains(chain: Chain, beside: Sequence[Chain]) -> None:
    """Raise a RecordError for what is no chain, or where one stands in place of several."""
    if not isinstance(chain, Chain):
        raise RecordError(f"not a chain – {chain!r:.80} – make one: said(…)", field="chain", value=None)
    if isinstance(beside, Chain | str) or not all(isinstance(other, Chain) for other in beside):
        raise RecordError("not a list of chains – beside – write beside=[chain]", field="beside", value=None)


@frozen
class _Asked:
    """What a policy asks."""

    rules: tuple[Rule, ...]
    not_asked: tuple[str, ...]
    """The rules it leaves out, by name."""
    order: Mapping[str, int]
    """The place of each rule's answers, by name."""

    @classmethod
    def of(cls, rules: Sequence[Rule], policy: Policy) -> _Asked:
        given = _in_order(rules)
        asked = tuple(rule for rule in given if policy.asks(rule))
        names = {rule.name for rule in asked}
        left_out = tuple(rule.name for rule in given if rule.name not in names)
        return cls(asked, left_out, {rule.name: place for place, rule in enumerate(given)})


@lru_cache(maxsize=8)  # chains come by the thousand, policies do not
def _of_catalogue(policy: Policy) -> _Asked:
    return _Asked.of(CATALOGUE, policy)


def _in_order(rules: Sequence[Rule]) -> list[Rule]:
    """Return rules in the catalogue's order, then a house's own by name: the order given says nothing."""
    if rules is CATALOGUE:
        return list(rules)
    known = {rule.name: place for place, rule in enumerate(CATALOGUE)}
    return sorted(rules, key=lambda rule: (known.get(rule.name, len(known)), rule.name))


def _answers(rule: Rule, chain: Chain, beside: tuple[Chain, ...]) -> list[Finding | NotExamined]:
    """Return a rule's answers, numbered; where it raises, that it could not be examined is its only answer."""
    try:
        answers = list(rule.check(chain, beside))
        return [_numbered(answer, rule, chain) for answer in answers] if answers else answers  # mostly there is none
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a house rule may raise anything, and the audit goes on
        told = _ADDRESS.sub("", f"{type(error).__name__}: {error}")  # an address would differ from run to run
        return [NotExamined(rule.name, len(chain.hops), "rule-crashed", told[:200], digest=chain.digest)]


def _numbered(answer: Finding | NotExamined, rule: Rule, chain: Chain) -> Finding | NotExamined:
    """Return an answer with its hop's number; RuleError where it speaks for another rule or of hops that are not there."""
    number = chain.number(answer.digest)
    if answer.rule != rule.name:
        raise RuleError(f"the answer of another rule – {answer.rule!r:.80} – give Finding(self, …)", rule=rule.name)
    if isinstance(answer, NotExamined):
        return answer.at(number)
    hops = [*(one.hop for one in answer.evidence), *answer.inherited_by, *answer.mended_by, *filter(None, answer.blame)]
    if hops and not 1 <= min(hops) <= max(hops) <= len(chain.hops):
        raise RuleError(f"no such hop – {max(hops)} – the chain has hops 1 to {len(chain.hops)}", rule=rule.name)
    return evolve(answer, hop=number, blame=answer.blame if answer.blame[0] else (number, number))


def _weighed(findings: Iterable[Finding], policy: Policy) -> Iterator[Finding]:
    """Yield findings with the severity that the policy gives them; what is inferred is a warning at most."""
    for finding in findings:
        weight = policy.weigh(finding)
        if weight == "off":
            continue
        most = Severity.WARNING if finding.inferred and finding.rule not in ABSENCES else Severity.ERROR
        severity = min(Severity(weight), most, key=lambda severity: severity.rank)
        yield finding if severity is finding.severity else evolve(finding, severity=severity)


def _unmet(asked: Iterable[Rule], declined: Container[str], policy: Policy) -> tuple[str, ...]:
    """Return the rules that must be examined and that declined to answer somewhere."""
    if not policy.must_examine:
        return ()
    return tuple(rule.name for rule in asked if rule.name in declined and policy.must(rule.name, rule.family))


def _spoilt(asked: Iterable[Rule], chain: Chain, hops: Iterable[int]) -> Iterator[NotExamined]:
    for number in hops:
        for rule in asked:
            if rule.family in OF_TEXT:
                digest = chain.hop(number).digest
                yield NotExamined(
                    rule.name, number, "capture-not-held", "what is held is not what was recorded", digest=digest
                )


def _waived(
    findings: Iterable[Finding], chain: Chain, policy: Policy
) -> tuple[list[Finding], list[tuple[Finding, str]], tuple[Waiver, ...]]:
    """Return findings that stand, those accepted with their reasons, and waivers that met none."""
    waivers: dict[tuple[str, Digest], list[Waiver]] = {}
    for waiver in chain.held.waivers:
        waivers.setdefault((waiver.rule, waiver.hop), []).append(waiver)
    kept: list[Finding] = []
    waived: list[tuple[Finding, str]] = []
    used: set[tuple[str, Digest]] = set()
    for finding in findings:
        key = (finding.rule, finding.digest)
        house = policy.accepts(finding)
        if key in waivers:
            used.add(key)
            waiver = waivers[key][0]
            waived.append((finding, f"{waiver.reason} ({waiver.by}, {waiver.on})"))
        elif house is not None:
            waived.append((finding, house))
        else:
            kept.append(finding)
    unused = tuple(waiver for waiver in chain.held.waivers if (waiver.rule, waiver.hop) not in used)
    return kept, waived, unused


def _place(finding: Finding, order: Mapping[str, int]) -> tuple[object, ...]:
    spans = [
        (one.hop != finding.hop, one.hop, one.span.start, one.span.end)
        for one in finding.evidence
        if one.span is not None
    ]
    return finding.hop, finding.blame, order[finding.rule], min(spans, default=()), finding.sentence


class _Sentences:
    """Tells in which sentence of its hop's words evidence stands; each hop's sentences are cut once."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._starts: dict[int, list[int]] = {}

    def __call__(self, evidence: Evidence) -> int | None:
        words = self._chain.hop(evidence.hop).words
        if evidence.span is None or words is None:
            return None
        if evidence.hop not in self._starts:
            self._starts[evidence.hop] = [span.start for span in sentences_in(words.words, words.language)]
        return max(0, bisect_right(self._starts[evidence.hop], evidence.span.start) - 1)
