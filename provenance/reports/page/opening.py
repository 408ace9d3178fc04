"""What a reader sees first: whose words they are and through whom, the worst finding, what is held and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.report.text import told_sentence, where
from provenance.reports.escaping import escaped
from provenance.reports.page.custody import vouched
from provenance.reports.page.findings import quoted
from provenance.reports.page.markup import element, prose
from provenance.reports.page.sheet import counted, weights
from provenance.rules.ground import anchors
from provenance.rules.naming import hops_named, language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.reports.page.sheet import Sheet

__all__ = ["opening"]

AROUND, LONGEST = 30, 120
"""Characters on either side of the words that the worst finding rests on, and how many of these there may be."""


def opening(sheet: Sheet) -> str:
    """Return the sentence, the worst finding and the state of the evidence."""
    glance = "".join(element("div", element("dt", name) + element("dd", told)) for name, told in _glance(sheet))
    return "".join(
        (
            element("p", "Where these words come from", class_="kicker"),
            element(f"h{sheet.level}", prose(sheet.report.sentence), id=sheet.id("title")),
            _worst(sheet),
            element("dl", glance, class_="glance"),
        )
    )


def _worst(sheet: Sheet) -> str:
    standing = [entry for entry in sheet.entries if entry.reason is None]
    if not standing:
        told = f"{counted(len(sheet.report.clear), 'rule')} found nothing wrong"
        left = len({one.rule for one in sheet.report.unexamined})
        return element("p", told + (f"; {left} could not look everywhere" if left else ""), class_="worst clear")
    worst = max(standing, key=lambda entry: entry.finding.severity.rank)  # the first of the gravest
    finding = worst.finding
    weight = element("strong", escaped(f"{finding.severity}, {where(finding)}:"))
    way = sheet.to(f"f{worst.name}", f"finding {escaped(worst.name)}")
    told = element("p", f"{weight} {prose(told_sentence(finding))} ({way})")
    words = "".join(
        element("li", f"hop {one.hop}: {quoted(sheet, one, 'q', AROUND)}")
        for one in finding.evidence
        if sheet.stands(one) and len(one.exact) <= LONGEST
    )
    told += element("ul", words) if words else ""
    return element("div", told, class_=f"worst {finding.severity.value}")


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
