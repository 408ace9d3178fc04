"""What a reader sees first: whose words they are and through whom, the worst faults, what is held and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.report.text import where
from provenance.reports.escaping import escaped
from provenance.reports.page.custody import vouched
from provenance.reports.page.hops import answering
from provenance.reports.page.markup import element, prose, spoken
from provenance.reports.page.plainly import finding_in_words
from provenance.reports.page.sheet import counted, weights
from provenance.rules.ground import anchors
from provenance.rules.naming import hops_named, language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.reports.page.sheet import Entry, Sheet
    from provenance.rules.base import Finding

__all__ = ["opening"]

MOST = 6
"""Faults that the band names; of more it says how many there are."""

LONGEST = 40
"""Characters of words that the band shows beside what became of them."""


def opening(sheet: Sheet) -> str:
    """Return the sentence, the faults that matter most, the state of the evidence, and what the report does not judge."""
    glance = "".join(element("div", element("dt", name) + element("dd", told)) for name, told in _glance(sheet))
    return "".join(
        (
            element("p", "Where these words come from", class_="kicker"),
            element(f"h{sheet.level}", prose(sheet.report.sentence), id=sheet.id("title")),
            _worst(sheet),
            element("dl", glance, class_="glance"),
            element("p", "Whether what these words state is true is not judged here.", class_="bounds"),
        )
    )


def _worst(sheet: Sheet) -> str:
    """Return the band: every fault in what was stated and every error, the worst first; failing those, the gravest."""
    standing = sorted((entry for entry in sheet.entries if entry.reason is None), key=lambda entry: entry.weight)
    if not standing:
        told = f"{counted(len(sheet.report.clear), 'rule')} found nothing wrong"
        left = len({one.rule for one in sheet.report.unexamined})
        return element("p", told + (f"; {left} could not look everywhere" if left else ""), class_="worst clear")
    gravest = max(entry.finding.severity for entry in standing)
    named = [entry for entry in standing if entry.stated or entry.finding.severity == gravest]
    worst_first = sorted(named[:MOST], key=lambda entry: -entry.finding.severity.rank)
    lines = [element("li", _fault(sheet, entry)) for entry in worst_first]
    more = len(standing) - len(lines)
    if more:
        lines.append(element("li", sheet.to("findings", f"and {more} more")))
    return element("div", element("ul", "".join(lines)), class_=f"worst {gravest.value}")


def _fault(sheet: Sheet, entry: Entry) -> str:
    finding = entry.finding
    who = answering(sheet.chain.hop(finding.blame[1]))
    place = escaped(where(finding)) + (f" ({who})" if who else "")
    way = sheet.to(f"f{entry.name}", f"finding {escaped(entry.name)}")
    told = finding_in_words(finding)
    words = _words(sheet, finding, told)
    return f"{element('strong', f'{escaped(finding.severity)}, {place}:')} {prose(told)}{words} ({way})"


def _words(sheet: Sheet, finding: Finding, told: str) -> str:
    """Return the words that a change of facts rests on, as they stand in both texts, where both are short and not yet told."""
    words = [one for one in finding.evidence if sheet.stands(one)]
    if finding.family != "facts" or len(words) < 2 or any(len(one.exact) > LONGEST for one in words):
        return ""
    if all(one.exact in told for one in words):
        return ""
    tongues = (spoken("q", escaped(one.exact), sheet.chain.hop(one.hop).language) for one in words)
    return element("span", f" · {' → '.join(tongues)}", class_="as")


def _glance(sheet: Sheet) -> Iterator[tuple[str, str]]:
    report = sheet.report
    waived = f" · {len(report.waived)} waived" if report.waived else ""
    yield sheet.to("findings", "Found"), weights(report.findings) + waived
    yield sheet.to("hops", "Words as spoken"), _spoken(sheet)
    yield sheet.to("custody", "Captured pages"), _captured(sheet)
    rules = len({one.rule for one in report.unexamined})
    unmet = f"; {counted(len(report.unmet), 'rule')} that this policy insists on among them" if report.unmet else ""
    yield sheet.to("asked", "Not examined"), f"{counted(rules, 'rule')} could not look everywhere{unmet}"


def _spoken(sheet: Sheet) -> str:
    found = anchors(sheet.chain)
    held = [hop for hop in found if hop.text is not None]
    if held:
        named = hops_named(sheet.chain.number(hop) for hop in held)
        tongues = ", ".join(dict.fromkeys(language_name(hop.language) for hop in held if hop.language))
        return escaped(
            f"held, at {named}{f', in {tongues}' if tongues else ''}: later words can be checked against them"
        )
    if found:
        return "recorded, and withheld: only their digest is left"
    return "not held: nothing here can be checked against what was said"


def _captured(sheet: Sheet) -> str:
    states: dict[str, list[int]] = {}
    for number, hop in enumerate(sheet.chain.hops, 1):
        states.setdefault(vouched(sheet.chain, hop), []).append(number)
    if set(states) == {"none"}:
        return "none: that outlets printed these words rests on whoever recorded the chain"
    told = {
        "matches": "held, and the digest matches",
        "differs": "held, and the digest does not match",
        "not-held": "recorded, not held here",
        "none": "no capture",
    }
    return escaped(
        "; ".join(f"{hops_named(states[state])}: {words}" for state, words in told.items() if state in states)
    )
