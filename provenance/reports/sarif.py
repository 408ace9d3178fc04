"""A report as SARIF 2.1.0 (OASIS, 2020): rules, results with code flows, hops as artifacts, waivers as suppressions.

Many hosts take every result for an alert and do not look at ``kind``: so findings alone are results, and what was not
examined stands among the notifications. A complete run, on request, holds results of kind ``open`` and ``pass`` too.
"""

from __future__ import annotations

from bisect import bisect_right
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias

from provenance.canonical import canonical_bytes, digest_of
from provenance.rules.catalogue import CATALOGUE
from provenance.rules.explaining import explain, help_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Plain
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.report import Report
    from provenance.rules.base import Finding, NotExamined, Rule
    from provenance.text import Span

__all__ = ["as_sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

MOST_PATHS = 16
"""Ways from an origin to a hop that a code flow shows; where sources meet and part again there can be very many."""

LONGEST_PATH = 32
"""Hops of a way that a code flow shows, those nearest to the finding."""

LONGEST_FLOW = 64
"""Hops that all ways of a code flow show together: every finding has one, and a viewer draws them all."""

_Record: TypeAlias = "dict[str, Plain]"


def as_sarif(*reports: Report, rules: Sequence[Rule] = CATALOGUE, complete: bool = False) -> bytes:
    """Return reports as one SARIF log, a run for each; the same reports give the same bytes."""
    log: _Record = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [_Run(report, rules, complete=complete).record() for report in reports],
    }
    return canonical_bytes(log)


class _Run:
    """One report as a run."""

    def __init__(self, report: Report, rules: Sequence[Rule], *, complete: bool) -> None:
        self.report = report
        self.chain = report.chain
        self.complete = complete
        known = {rule.name: rule for rule in rules}
        spoken = {one.rule for one in report.unexamined} | {*report.clear, *report.not_asked}
        spoken |= {each.rule for finding in self._findings() for each in (finding, *finding.also)}
        self.rules = [known[name] for name in known if name in spoken]
        self.indexes = {rule.name: index for index, rule in enumerate(self.rules)}
        self.lines = {number: _Lines(hop.text or "") for number, hop in enumerate(self.chain.hops, 1)}

    def _findings(self) -> Iterator[Finding]:
        yield from self.report.findings
        yield from (finding for finding, _ in self.report.waived)

    def record(self) -> _Record:
        """Return the run as plain values."""
        return {
            "tool": {
                "driver": {
                    "name": "provenance",
                    "version": version("translation-provenance"),
                    "rules": [_rule(rule, self.rules) for rule in self.rules],
                }
            },
            "columnKind": "unicodeCodePoints",
            "artifacts": [_artifact(hop) for hop in self.chain.hops],
            "invocations": [
                {
                    "executionSuccessful": True,
                    "exitCode": self.report.exit_code,
                    "toolExecutionNotifications": [self._notification(one) for one in self.report.unexamined],
                }
            ],
            "results": [*self._results(), *(self._open() if self.complete else ())],
            "properties": {"chain": str(self.chain.digest), "sentence": self.report.sentence},
        }

    def _results(self) -> Iterator[_Record]:
        reasons = [(finding, None) for finding in self.report.findings]
        for finding, reason in (*reasons, *self.report.waived):
            yield self._result(finding, reason)

    def _result(self, finding: Finding, reason: str | None) -> _Record:
        here = [one for one in finding.evidence if one.hop == finding.hop and one.span is not None]
        there = [one for one in finding.evidence if one not in here and one.exact]
        record: _Record = {
            **self._identified(finding.rule),
            "level": finding.severity.value,
            "kind": "fail",
            "message": {"text": finding.sentence},
            "locations": [self._location(finding.hop, here[0].span if here else None)],
            "relatedLocations": [
                {"id": number, **self._location(one.hop, one.span), "message": {"text": one.exact}}
                for number, one in enumerate((*here[1:], *there), 1)
            ],
            "codeFlows": [{"threadFlows": list(self._flows(self.chain.hop(finding.hop)))}],
            "partialFingerprints": {"finding/v1": _fingerprint(finding)},
            "suppressions": []
            if reason is None
            else [{"kind": "external", "status": "accepted", "justification": reason}],
            "properties": {
                "family": finding.family,
                "status": finding.status,
                "inferred": finding.inferred,
                "blame": list(finding.blame),
                "inherited_by": list(finding.inherited_by),
                "mended_by": list(finding.mended_by),
                "also": [f"{one.rule}: {one.sentence}" for one in finding.also],
            },
        }
        return record

    def _identified(self, rule: str) -> _Record:
        return {"ruleId": rule, **({"ruleIndex": self.indexes[rule]} if rule in self.indexes else {})}

    def _location(self, hop: int, span: Span | None) -> _Record:
        place: _Record = {"artifactLocation": {"uri": _iri(self.chain.hop(hop)), "index": hop - 1}}
        if span is not None and self.chain.hop(hop).text is not None:
            place["region"] = self.lines[hop].region(span)
        return {"physicalLocation": place}

    def _flows(self, hop: Hop) -> Iterator[_Record]:
        """Yield the ways from an origin to a hop."""
        for path in _paths(self.chain, hop):
            locations: list[_Record] = [
                {
                    "location": self._location(self.chain.number(each), None),
                    "kinds": [each.act.value],
                    "executionOrder": order,
                }
                for order, each in enumerate(path, 1)
            ]
            yield {"locations": locations}

    def _notification(self, one: NotExamined) -> _Record:
        crashed = one.reason == "rule-crashed"
        rule: _Record = {"id": one.rule, **({"index": self.indexes[one.rule]} if one.rule in self.indexes else {})}
        record: _Record = {
            "associatedRule": rule,
            "level": "error" if crashed else "note",
            "message": {"text": f"not examined: {one.reason}{', ' + one.detail if one.detail else ''}"},
            "locations": [self._location(one.hop, None)],
        }
        if crashed:
            record["exception"] = {"message": one.detail}
        return record

    def _open(self) -> Iterator[_Record]:
        """Yield what a complete run adds: questions that stay open, and rules that passed."""
        for one in self.report.unexamined:
            yield {
                **self._identified(one.rule),
                "level": "none",
                "kind": "open",
                "message": {"text": f"{one.reason}{', ' + one.detail if one.detail else ''}"},
                "locations": [self._location(one.hop, None)],
                "suppressions": [],
            }
        for name in self.report.clear:
            yield {
                **self._identified(name),
                "level": "none",
                "kind": "pass",
                "message": {"text": "examined, and nothing found"},
                "locations": [self._location(len(self.chain.hops), None)],
                "suppressions": [],
            }


def _rule(rule: Rule, rules: Sequence[Rule]) -> _Record:
    fault, why, mend = help_of(rule)
    return {
        "id": rule.name,
        "name": type(rule).__name__,
        "shortDescription": {"text": fault},
        "fullDescription": {"text": f"{fault} {why} {mend}"},
        "help": {"text": explain(rule.name, rules), "markdown": f"```text\n{explain(rule.name, rules)}```"},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.family]},
    }


def _iri(hop: Hop) -> str:
    return f"urn:provenance:hop:{hop.digest}"


def _artifact(hop: Hop) -> _Record:
    record: _Record = {
        "location": {"uri": _iri(hop)},
        "properties": {"act": hop.act.value, "language": hop.language, "digest": str(hop.digest)},
    }
    if hop.text is not None:
        record["contents"] = {"text": hop.text}
    if hop.text_digest is not None:
        record["hashes"] = {"sha-256": hop.text_digest.hex}
    return record


def _paths(chain: Chain, hop: Hop) -> Iterator[tuple[Hop, ...]]:
    """Yield ways from an origin to a hop, the first sixteen of them at most: as many as a code flow has room for."""
    trail: list[tuple[Hop, ...]] = [(hop,)]
    told = hops = 0
    while trail and told < MOST_PATHS:
        path = trail.pop()
        if not path[0].sources or len(path) >= LONGEST_PATH:
            told, hops = told + 1, hops + len(path)
            if hops > LONGEST_FLOW:
                return
            yield path
            continue
        trail += [(chain.hop(source), *path) for source in reversed(path[0].sources[:MOST_PATHS])]


def _fingerprint(finding: Finding) -> str:
    """Return a digest of rule, hop and spans: the same finding has it in every run."""
    spans: list[Plain] = [
        [one.hop == finding.hop, one.span.start, one.span.end] for one in finding.evidence if one.span is not None
    ]
    return digest_of(canonical_bytes([finding.rule, str(finding.digest), spans])).hex


class _Lines:
    """Where lines begin in a text, to tell the line and column of a place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]

    def region(self, span: Span) -> _Record:
        """Return a region by offset and length, and by lines and columns, which some viewers read alone."""
        start_line = bisect_right(self._starts, span.start)
        end_line = bisect_right(self._starts, span.end)
        return {
            "charOffset": span.start,
            "charLength": len(span),
            "startLine": start_line,
            "startColumn": span.start - self._starts[start_line - 1] + 1,
            "endLine": end_line,
            "endColumn": span.end - self._starts[end_line - 1] + 1,
            "snippet": {"text": span.of(self._text)},
        }
