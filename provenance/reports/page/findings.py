"""Findings with what they rest on, what was accepted, and what could not be examined."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.facts.cues import joined_tables
from provenance.report.table import KINDS
from provenance.report.text import where
from provenance.reports.escaping import escaped
from provenance.reports.page.markup import element, prose, spoken
from provenance.reports.page.plainly import finding_in_words, value_in_words
from provenance.reports.page.steps import REASONS
from provenance.rules.base import CHAIN_WIDE
from provenance.rules.catalogue import CATALOGUE
from provenance.rules.explaining import help_of
from provenance.rules.naming import hops_named, language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.reports.page.sheet import Entry, Sheet
    from provenance.rules.base import Evidence, NotExamined

__all__ = ["accepted", "asked", "findings", "meanings", "quoted"]

AROUND = 60
"""Characters on either side of the words shown."""

_CODE = re.compile("`([^`]++)`")

_TONGUES = re.compile(r"\A(no [\w ]+? (?:for|in|of)|for) (?=[a-z]{2,3}(?:-\w+)*(?: (?:or|→) [a-z]{2,3}(?:-\w+)*)?\Z)")
"""The beginning of a detail that ends with the tags of one or two languages."""

_TABLES = {"negation-flipped": "negation", "qualifier-shifted": "qualifiers"}
"""The table that each language needs for a rule, where its "not examined" names two languages."""

_CURES = {
    "chain": "look for words nearer to the speaker, and tell the reader through whose hands and languages these came",
    "attribution": "find out who said, translated or printed it, and put that on record or print it",
    "quotation": "set the words as the source has them, or show the reader what was cut or altered",
    "facts": "go back to the words of the earlier hop and correct the later ones, or tell the reader what differs",
    "language": "check the words against the language that they are said to be in",
    "time": "check the dates against the pages they come from",
    "custody": "capture the page again, or find the file that was lost or changed",
    "disclosure": "tell the reader how the words were made and what they rest on",
}
"""What an editor can do about a fault, by its family; what the record needs each rule says itself."""

_END_OF_WORD = re.compile(r"\A\S{0,20}(?=\s)")
"""What a cut may have left of a word; where words have no spaces between them, nothing."""


def findings(sheet: Sheet) -> str:
    """Return the findings that stand, in their order, and what the rules behind them ask."""
    standing = [entry for entry in sheet.entries if entry.reason is None]
    if not standing:
        return element("p", f"Nothing: {len(sheet.report.clear)} rules looked and found no fault.")
    items = "".join(element("li", _finding(sheet, entry), id=sheet.id(f"f{entry.name}")) for entry in standing)
    told = "In the order of hops, not of weight: the worst are named at the top of the page."
    return (element("p", told) if len(standing) > 1 else "") + element("ol", items, class_="entries")


def _finding(sheet: Sheet, entry: Entry) -> str:
    finding = entry.finding
    parts = [
        sheet.heading(
            2,
            f'<span class="vh">Finding </span><span class="no">{escaped(entry.name)}</span> '
            f"{element('span', escaped(finding.severity), class_=f'weight {finding.severity.value}')} "
            f"{escaped(where(finding))}: {prose(finding_in_words(finding))}",
        ),
        element("p", f"rule {_named(sheet, finding.rule)}{_inferred(entry)}", class_="rule"),
        *(_evidence(sheet, entry, number, one) for number, one in enumerate(finding.evidence, 1)),
    ]
    if finding.also:
        also = "".join(
            element("li", f"{escaped(one.rule)}: {prose(finding_in_words(one, repeats=False))}") for one in finding.also
        )
        parts.append(element("p", "The same fault, as other rules see it:") + element("ul", also))
    return "".join(parts)


def _inferred(entry: Entry) -> str:
    return ", rests on a field that was inferred, not stated" if entry.finding.inferred else ""


def _named(sheet: Sheet, rule: str) -> str:
    known = any(each.name == rule for each in CATALOGUE)
    return sheet.to(f"r-{rule}", escaped(rule)) if known else escaped(rule)


def _evidence(sheet: Sheet, entry: Entry, number: int, evidence: Evidence) -> str:
    hop = f"hop {evidence.hop}"
    if not evidence.exact:
        told = prose(evidence.value) if evidence.value else "nothing stands there"
        return element("p", f"{hop}: {told}", class_="evidence")
    if not sheet.stands(evidence):
        words = element("q", element("bdi", escaped(evidence.exact)))
        return element("p", f"{hop}: {words}", class_="evidence")
    way = sheet.to(f"e{entry.name}-{number}", f"{hop}, in the text") + _states(entry, evidence)
    return element("div", element("p", way) + quoted(sheet, evidence), class_="evidence")


def _states(entry: Entry, evidence: Evidence) -> str:
    """Return what evidence states, in words, after a colon; nothing where its words alone can tell it."""
    kind = KINDS.get(entry.finding.rule)
    words = "" if kind is None or evidence.value is None else value_in_words(kind, evidence.value)
    return f": {element('strong', prose(words))}" if words and words != evidence.exact else ""


def quoted(sheet: Sheet, evidence: Evidence) -> str:
    """Return evidence that stands in its hop's words, marked, with some characters on either side."""
    hop = sheet.chain.hop(evidence.hop)
    text, span = hop.text or "", evidence.span
    assert span is not None  # noqa: S101 - it stands in the text
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    if span.start > AROUND:
        before = f"…{_END_OF_WORD.sub('', before, count=1)}"
    if span.end + AROUND < len(text):
        after = f"{_END_OF_WORD.sub('', after[::-1], count=1)[::-1]}…"
    return spoken(
        "blockquote", f"{escaped(before)}{element('mark', escaped(evidence.exact))}{escaped(after)}", hop.language
    )


def meanings(sheet: Sheet) -> str:
    """Return what each rule that spoke asks, why it matters, and what mends it."""
    spoke = {entry.finding.rule for entry in sheet.entries}
    terms = []
    for rule in CATALOGUE:
        if rule.name in spoke:
            fault, why, mend = (
                _CODE.sub(r"<code>\1</code>", prose(part[:1].upper() + part[1:])) for part in help_of(rule, code=True)
            )
            told = element("p", " ".join(part for part in (fault, why) if part))
            told += element("p", f"At the desk: {_CURES[rule.family]}.") if rule.family in _CURES else ""
            told += element("p", f"In the record: {mend}") if mend else ""
            name = element("dt", escaped(rule.name), id=sheet.id(f"r-{rule.name}"))
            terms.append(element("div", name + element("dd", told)))
    told = "What each rule that found something looks for, why, and what mends it: at the desk, and in the record."
    return element("p", told) + element("dl", "".join(terms), class_="meanings") if terms else ""


def accepted(sheet: Sheet) -> str:
    """Return what was waived, with reasons, and waivers that met nothing."""
    waived = "".join(
        element(
            "li",
            _finding(sheet, entry) + element("p", f"Accepted: {prose(entry.reason)}"),
            id=sheet.id(f"f{entry.name}"),
        )
        for entry in sheet.entries
        if entry.reason is not None
    )
    unused = "".join(
        element(
            "li",
            f"{prose(f'{one.rule}: {one.reason} ({one.by}, {one.on})')} on {element('code', escaped(str(one.hop)))}",
        )
        for one in sheet.report.unused_waivers
    )
    parts = element("ol", waived, class_="entries") if waived else ""
    return parts + (element("p", "Waivers that met no finding:") + element("ul", unused) if unused else "")


def asked(sheet: Sheet) -> str:
    """Return what could not be examined and why, which rules found nothing, and which were not asked."""
    report = sheet.report
    parts = []
    grouped: dict[str, dict[str, list[NotExamined]]] = {}
    for one in report.unexamined:
        grouped.setdefault(one.reason, {}).setdefault(one.rule, []).append(one)
    terms = "".join(_reason(reason, rules) for reason, rules in grouped.items())
    if terms:
        parts.append(element("p", "These faults were looked for and could not be ruled out. That is no pass."))
        parts.append(element("dl", terms, class_="reasons"))
    else:
        parts.append(element("p", "Every question that arises was answered."))
    for told, names in (
        ("Must be examined by this policy, and was not", report.unmet),
        ("Found nothing, be it that no fault is there or that what they ask about does not occur here", report.clear),
        ("Not asked, by this policy", report.not_asked),
    ):
        if names:
            parts.append(element("p", f"{told}: {escaped(', '.join(names))}."))
    return "".join(parts)


def _reason(reason: str, rules: dict[str, list[NotExamined]]) -> str:
    names = "".join(element("li", line) for rule, ones in rules.items() for line in _declined(reason, rule, ones))
    told = REASONS.get(reason, reason.replace("-", " "))
    return element("div", element("dt", prose(told)) + element("dd", element("ul", names)))


def _declined(reason: str, rule: str, ones: list[NotExamined]) -> Iterator[str]:
    """Yield a line for each thing that is missing: what and at which hops where that is known, then the question."""
    details: dict[str, list[int]] = {}
    for one in ones:
        details.setdefault(one.detail, []).append(one.hop)
    question = _faults().get(rule)
    missing = _TABLES.get(rule)
    for detail, numbers in details.items():
        at = "" if reason in CHAIN_WIDE else hops_named(numbers)
        about = f"{prose(_in_names(detail, missing))}{f' ({at})' if at else ''}" if detail else at
        told = element("strong", escaped(rule)) + ("" if question is None else f": {prose(question)}")
        yield f"{about} – {told}" if about else told


def _in_names(detail: str, topic: str | None) -> str:
    """Return a detail with the tags of languages at its end as names: "no claims for Arabic".

    Of two of which either may lack a table on a topic, those are named that do.
    """
    found = _TONGUES.match(detail)
    if found is None:
        return detail
    parts = detail[found.end() :].split()
    if topic is not None:
        lacking = [tag for tag in parts if tag != "or" and joined_tables(tag, topic) is None]
        parts = " or ".join(lacking).split() or parts
    named = [language_name(part) if part not in {"or", "→"} else part for part in parts]
    return " ".join(named if found[1] == "for" else [found[1], *named])


@cache
def _faults() -> dict[str, str]:
    """Return what each rule of the catalogue asks, as the fault it looks for."""
    return {rule.name: help_of(rule)[0] for rule in CATALOGUE}
