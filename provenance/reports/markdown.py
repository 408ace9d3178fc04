"""A report as Markdown, for an issue or a wiki: the sentence, the hops, each finding with its words, what is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.report.text import retracted, told_sentence, where
from provenance.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.report import Report
    from provenance.rules.base import Finding

__all__ = ["as_github", "as_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~-])")


def _plain(text: str) -> str:
    """Return text on one line that Markdown leaves as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(safe(text).split()))


def as_markdown(report: Report) -> str:
    """Return a report as Markdown (CommonMark with tables)."""
    parts = [
        [f"**{_plain(report.sentence)}**"],
        list(_hops(report)),
        list(_findings(report)),
        list(_rest(report)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _hops(report: Report) -> Iterator[str]:
    yield "| hop | act | language | who | date | words |"
    yield "|---|---|---|---|---|---|"
    for number, hop in enumerate(report.chain.hops, 1):
        who = hop.attribution
        people = [who.speaker.name] if who.speaker is not None else []
        people += [str(agent) for agent in (*who.author, *who.translator)]
        named = ", ".join([*people, *([who.outlet] if who.outlet else [])])
        state = "held" if hop.text is not None else "withheld" if hop.seal is not None else "none"
        cells = (str(number), hop.act, hop.language or "?", named, "" if who.on is None else str(who.on), state)
        yield "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _findings(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield f"- **{where(finding)}, {finding.severity}, `{finding.rule}`**: {_plain(told_sentence(finding))}"
        for evidence in finding.evidence:
            if evidence.exact:
                yield f"  - hop {evidence.hop}: “{_plain(evidence.exact)}”"
        yield from (f"  - also `{one.rule}`: {_plain(one.sentence)}" for one in finding.also)


def _rest(report: Report) -> Iterator[str]:
    for number, gone in retracted(report):
        yield f"- **hop {number} retracted**: {_plain(f'{gone.reason} ({gone.by}, {gone.on})')}"
    for finding, reason in report.waived:
        yield f"- waived: {where(finding)}, `{finding.rule}`: {_plain(reason)}"
    grouped: dict[str, list[str]] = {}
    for one in report.unexamined:
        grouped.setdefault(one.reason, []).append(f"`{one.rule}` (hop {one.hop})")
    for reason, names in grouped.items():
        yield f"- not examined, {reason.replace('-', ' ')}: {', '.join(dict.fromkeys(names))}"


_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def as_github(report: Report) -> str:
    """Return one workflow command of GitHub Actions a finding, which its log shows as annotations."""
    return "\n".join(_command(finding) for finding in report.findings)


def _command(finding: Finding) -> str:
    title = _escaped(finding.rule, everywhere=True)
    return f"::{_COMMANDS[finding.severity]} title={title}::{_escaped(f'{where(finding)}: {told_sentence(finding)}')}"


def _escaped(text: str, *, everywhere: bool = False) -> str:
    """Return text as a workflow command takes it: data, or a property if ``everywhere``."""
    text = safe(text).replace("%", "%25")
    return text.replace(":", "%3A").replace(",", "%2C") if everywhere else text
