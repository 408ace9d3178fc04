"""A report as JSON: canonical bytes (RFC 8785), so that one report has one digest."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias

from provenance.canonical import canonical_bytes
from provenance.records import spell_correction, spell_waiver

if TYPE_CHECKING:
    from provenance.canonical import Plain
    from provenance.ledger import FactRow
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.report import Report
    from provenance.rules.base import Evidence, Finding, NotExamined
    from provenance.rules.policy import Policy

__all__ = ["FORMAT", "as_json", "spelled"]

FORMAT = "provenance-report/1"

_Record: TypeAlias = "dict[str, Plain]"


def as_json(report: Report) -> bytes:
    """Return the canonical bytes of a report."""
    return canonical_bytes(spelled(report))


def spelled(report: Report) -> _Record:
    """Return a report as plain values."""
    chain = report.chain
    return {
        "format": FORMAT,
        "library": f"translation-provenance {version('translation-provenance')}",
        "chain": str(chain.digest),
        "sentence": report.sentence,
        "policy": _policy(report.policy),
        "hops": [_hop(chain, number, hop) for number, hop in enumerate(chain.hops, 1)],
        "facts": [
            {"source": chain.number(step.source), "hop": chain.number(step.hop), "rows": [_row(row) for row in rows]}
            for step, rows in zip(chain.steps, report.facts, strict=True)
            if rows
        ],
        "findings": [_finding(finding) for finding in report.findings],
        "waived": [{"finding": _finding(finding), "reason": reason} for finding, reason in report.waived],
        "unused_waivers": [spell_waiver(waiver) for waiver in report.unused_waivers],
        "corrections": [spell_correction(one) for one in report.corrections],
        "unexamined": [_unexamined(one) for one in report.unexamined],
        "clear": list(report.clear),
        "not_asked": list(report.not_asked),
        "unmet": list(report.unmet),
        "exit_code": report.exit_code,
    }


def _policy(policy: Policy) -> _Record:
    return {
        "select": sorted(policy.select),
        "ignore": sorted(policy.ignore),
        "severity": {name: str(weight) for name, weight in policy.severity.items()},
        "fail_on": None if policy.fail_on is None else policy.fail_on.value,
        "must_examine": sorted(policy.must_examine),
        "accepted": dict(policy.accepted),
    }


def _hop(chain: Chain, number: int, hop: Hop) -> _Record:
    who = hop.attribution
    return {
        "number": number,
        "digest": str(hop.digest),
        "act": hop.act.value,
        "mode": hop.mode.value,
        "language": hop.language,
        "speaker": None if who.speaker is None else who.speaker.name,
        "outlet": who.outlet,
        "on": None if who.on is None else str(who.on),
        "words": "held" if hop.text is not None else "withheld" if hop.seal is not None else "none",
        "captured": any(capture.data is not None or capture.text is not None for capture in hop.captures),
        "sources": [chain.number(source) for source in hop.sources],
        "inferred": [one.field for one in hop.inferred],
    }


def _row(row: FactRow) -> _Record:
    record: _Record = {"kind": row.kind, "status": row.status, "how": row.how}
    for side, fact in (("source", row.source), ("target", row.target)):
        if fact is not None:
            record[side] = {
                "value": fact.value,
                "surface": fact.surface,
                "span": [fact.span.start, fact.span.end],
                "weak": fact.weak,
            }
    return record


def _finding(finding: Finding) -> _Record:
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.value,
        "hop": finding.hop,
        "digest": str(finding.digest),
        "sentence": finding.sentence,
        "status": finding.status,
        "inferred": finding.inferred,
        "evidence": [_evidence(one) for one in finding.evidence],
        "blame": list(finding.blame),
        "inherited_by": list(finding.inherited_by),
        "mended_by": list(finding.mended_by),
        "also": [_finding(one) for one in finding.also],
    }


def _evidence(evidence: Evidence) -> _Record:
    record: _Record = {"hop": evidence.hop, "exact": evidence.exact}
    if evidence.span is not None:
        record["span"] = [evidence.span.start, evidence.span.end]
    if evidence.value is not None:
        record["value"] = evidence.value
    return record


def _unexamined(one: NotExamined) -> _Record:
    return {"rule": one.rule, "hop": one.hop, "digest": str(one.digest), "reason": one.reason, "detail": one.detail}
