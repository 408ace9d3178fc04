"""A report as text that lines up at so many columns: hops, findings with the words they rest on, counts, what is not known."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from provenance.outline import COLUMNS, heading, hop_table
from provenance.report.table import fact_table
from provenance.rules.base import CHAIN_WIDE, Severity
from provenance.rules.catalogue import CATALOGUE
from provenance.rules.naming import hops_named
from provenance.rules.policy import nearest
from provenance.terminal import cut, isolated, painted, safe, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model.chain import Chain
    from provenance.model.held import Correction
    from provenance.report.value import Report
    from provenance.rules.base import Evidence, Finding, NotExamined

__all__ = ["as_text", "concise", "retracted", "summary", "told_sentence", "unexamined", "where"]


AROUND = 60
"""Code points on either side of the words shown, of which as many are shown as there is room for."""

_PART = re.compile(r"\A\S{0,20}\s")
"""What a cut may have left of a word; where words have no spaces between them, nothing."""


def as_text(report: Report, *, columns: int = COLUMNS, colour: bool = False, as_in: str | None = None) -> str:
    """Return a report as text that keeps to so many columns, painted for a terminal on request.

    ``as_in`` names a report printed before that could not examine the same: it is named in place of the list.
    """
    blocks = [
        [heading(report.chain, columns)],
        list(hop_table(report.chain, columns)),
        list(_findings(report, columns, colour=colour)),
        list(fact_table(report.findings, columns)),
        list(_accepted(report, columns)),
        list(summary(report, columns, as_in=as_in)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def concise(report: Report) -> str:
    """Return one line for each finding, however long: hop, severity, rule, sentence, parted by tabs; then retractions."""
    lines = [(where(each), each.severity.value, each.rule, told_sentence(each)) for each in report.findings]
    lines += [
        (f"hop {number}", "retracted", "–", f"{one.reason} ({one.by}, {one.on})") for number, one in retracted(report)
    ]
    return "\n".join("\t".join(map(safe, line)) for line in lines)


def retracted(report: Report) -> list[tuple[int, Correction]]:
    """Return the retractions of a chain's hops, each with the hop's number, in the order of hops."""
    numbers = {hop.digest: number for number, hop in enumerate(report.chain.hops, 1)}
    gone = [(numbers[one.old], one) for one in report.corrections if one.new is None and one.old in numbers]
    return sorted(gone, key=lambda pair: pair[0])


def retraction(report: Report) -> str | None:
    """Return how many hops were retracted, in words; None if none was."""
    count = len({number for number, _ in retracted(report)})
    return f"{_counted(count, 'hop')} retracted" if count else None


def where(finding: Finding) -> str:
    """Return the hop that a finding stands on, or the stretch of hops that may have done it."""
    first, last = finding.blame
    return f"hop {last}" if first == last else f"hops {first}–{last}"


def told_sentence(finding: Finding) -> str:
    """Return a finding's sentence, with the later hops that repeat it or mend it."""
    words = finding.sentence
    if finding.inherited_by:
        words += f"; {hops_named(finding.inherited_by)} {'repeats' if len(finding.inherited_by) == 1 else 'repeat'} it"
    if finding.mended_by:
        words += f"; {hops_named(finding.mended_by)} {'mends' if len(finding.mended_by) == 1 else 'mend'} it"
    return words


def _findings(report: Report, columns: int, *, colour: bool) -> Iterator[str]:
    name = max((len(finding.rule) for finding in report.findings), default=0)
    place = max((len(where(finding)) for finding in report.findings), default=0)
    for finding in report.findings:
        severity = f"{finding.severity:<7}"
        head = f"{where(finding):<{place}}  {severity}  {finding.rule:<{name}}  "
        first, *more = wrapped(safe(told_sentence(finding)), columns - len(head))
        if colour:
            head = head.replace(severity, painted(severity, finding.severity.value), 1)
        yield (head + first).rstrip()
        indent = " " * (place + len(severity) + name + 6)
        yield from (indent + line for line in more)
        margin = place + len(severity) + 4
        for evidence in finding.evidence:
            yield " " * margin + _quoted(report.chain, evidence, columns - margin)
        for number, each in enumerate(finding.also):
            label = "     " if number else "also "
            yield from (" " * margin + line for line in _taken(each, finding, label, columns - margin))


def _taken(each: Finding, leader: Finding, label: str, columns: int) -> Iterator[str]:
    """Yield the lines of a finding that another took in; who repeats or mends it only where that differs."""
    same = (each.inherited_by, each.mended_by) == (leader.inherited_by, leader.mended_by)
    words = f"{each.rule}: {each.sentence if same else told_sentence(each)}"
    first, *more = wrapped(safe(words), columns - len(label) - 2)
    yield label + first
    yield from (" " * (len(label) + 2) + line for line in more)


def _quoted(chain: Chain, evidence: Evidence, columns: int) -> str:
    """Return words of a hop as they are shown: in brackets, with what stands around them, cut to the width."""
    number = f"{evidence.hop}  "
    if not evidence.exact:
        return f"{number}{evidence.value or '–'}"
    room = columns - len(number)
    text = chain.hop(evidence.hop).text
    if evidence.span is None or text is None or evidence.span.of(text) != evidence.exact:
        return number + isolated(cut(safe(evidence.exact), room))
    exact = cut(safe(evidence.exact), room - 2)
    left = room - 2 - width(exact)
    before = safe(text[max(0, evidence.span.start - AROUND) : evidence.span.start])
    after = safe(text[evidence.span.end : evidence.span.end + AROUND])
    begins = evidence.span.start <= AROUND
    if not begins:
        before = _PART.sub("", before, count=1)
    if evidence.span.end + AROUND < len(text):
        after = f"{_PART.sub('', after[::-1], count=1)[::-1]}…"
    tail = cut(after, max(0, left - min(width(before), left // 2)))
    return number + isolated(f"{_end_of(before, left - width(tail), whole=begins)}[{exact}]{tail}")


def _end_of(text: str, cells: int, *, whole: bool) -> str:
    """Return the end of a text in so many cells, with … before it where something was left out."""
    if whole and width(text) <= cells:
        return text
    while text and width(text) + 1 > cells:
        text = text[1:]
    return f"…{text.lstrip()}" if cells > 0 else ""


def _accepted(report: Report, columns: int) -> Iterator[str]:
    """Yield what was waived, with the reasons, and waivers that met nothing."""
    for finding, reason in report.waived:
        yield from _hanging(f"waived  {where(finding)}  {finding.rule}: {reason}", columns)
    known = {rule.name for rule in CATALOGUE} | {*report.clear, *report.not_asked}
    known |= {finding.rule for finding in _all(report)} | {one.rule for one in report.unexamined}
    for waiver in report.unused_waivers:
        words = f"unused waiver  {waiver.rule}, hop {str(waiver.hop)[:19]}…: {waiver.reason} ({waiver.by}, {waiver.on})"
        if waiver.rule not in known:
            words += f"; no such rule, {nearest(waiver.rule, known)}"
        yield from _hanging(words, columns)


def _hanging(words: str, columns: int) -> Iterator[str]:
    """Yield words in lines, all but the first of them set in."""
    first, *more = wrapped(safe(words), columns - 8)
    yield first
    yield from (" " * 8 + line for line in more)


def summary(report: Report, columns: int = COLUMNS, *, as_in: str | None = None) -> Iterator[str]:
    """Yield the end of a report: how many findings, and what was not examined and why."""
    counts = Counter(finding.severity for finding in report.findings)
    parts = [_counted(counts[severity], severity.value) for severity in reversed(Severity) if counts[severity]]
    waived = f"{len(report.waived)} waived" if report.waived else "none waived"
    total = _counted(len(report.findings), "finding")
    gone = retraction(report)
    words = f"{total}{': ' + ', '.join(parts) if parts else ''} · {waived}{f' · {gone}' if gone else ''}"
    yield from wrapped(words, columns)
    found = {finding.rule for finding in _all(report)}
    declined = {one.rule for one in report.unexamined} - found
    left_out = f"{len(report.not_asked)} not asked" if report.not_asked else "none left out"
    yield from wrapped(
        f"{_counted(len(found), 'rule')} found something · {len(report.clear)} nothing · {len(declined)} not examined · "
        f"{left_out}",
        columns,
    )
    if as_in is None:
        yield from unexamined(report, columns)
    else:
        yield from _entry("not examined", f"the same as in {as_in}", columns)
    if report.not_asked:
        yield from _entry("not asked", ", ".join(report.not_asked), columns)
    if report.unmet:
        yield from _entry("must be examined", ", ".join(report.unmet), columns)


def _all(report: Report) -> Iterator[Finding]:
    for finding in (*report.findings, *(finding for finding, _ in report.waived)):
        yield finding
        yield from finding.also


def unexamined(report: Report, columns: int = COLUMNS) -> Iterator[str]:
    """Yield what was not examined, reason by reason; nothing if all was."""
    grouped: dict[str, dict[str, list[NotExamined]]] = {}
    for one in report.unexamined:
        grouped.setdefault(one.reason, {}).setdefault(one.rule, []).append(one)
    for reason, rules in grouped.items():
        names = [_declined(rule, ones) for rule, ones in rules.items()]
        yield from _entry(reason.replace("-", " "), ", ".join(names), columns)


def _declined(rule: str, ones: Iterable[NotExamined]) -> str:
    ones = tuple(ones)
    detail = "; ".join(dict.fromkeys(one.detail for one in ones if one.detail))
    if ones[0].reason in CHAIN_WIDE:
        return f"{rule} ({detail})" if detail and ones[0].reason == "rule-crashed" else rule
    return f"{rule} ({hops_named(one.hop for one in ones)})"


def _entry(title: str, words: str, columns: int) -> Iterator[str]:
    head = f"  {title:<21}  "
    first, *more = wrapped(safe(words), columns - len(head))
    yield head + first
    yield from (" " * len(head) + line for line in more)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
