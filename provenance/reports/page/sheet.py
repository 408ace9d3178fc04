"""A report as it is laid out: which texts face each other, and where on the page each finding's evidence stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import define, field, frozen

from provenance.reports.page.markup import element
from provenance.rules.base import Severity
from provenance.rules.ground import stretches

if TYPE_CHECKING:
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.report import Report
    from provenance.rules.base import Evidence, Finding
    from provenance.rules.ground import Stretch

__all__ = ["Entry", "Share", "Sheet", "Side", "counted", "weights"]

Side: TypeAlias = Literal["s", "t"]
"""Source or target."""

STATED = frozenset({"facts", "quotation"})
"""Families of findings on what was stated; the others are on who says so, and on how it is kept."""


@frozen(kw_only=True)
class Entry:
    """A finding as the page numbers it; what was waived has its reason and a number of its own."""

    name: str
    finding: Finding
    reason: str | None = field(default=None)

    @property
    def stated(self) -> bool:
        """Whether it is a fault in what was stated: a mark of quotation set the wrong way round is none."""
        return self.finding.family in STATED and not self.finding.rule.endswith("quotation-marks")

    @property
    def weight(self) -> tuple[bool, int, bool]:
        """What sorts findings for a reader: faults in what was stated, the gravest, of these a denial lost or added."""
        return not self.stated, -self.finding.severity.rank, self.finding.rule != "negation-flipped"


@define(kw_only=True)
class Share:
    """What one hop has to do with the findings that stand."""

    stands: list[Entry] = field(factory=list)
    """Those that stand on it."""
    shared: list[Entry] = field(factory=list)
    """Those that stand on a later hop and that it may have done: words between are not held."""
    repeated: int = field(default=0)
    mended: int = field(default=0)


@frozen(slots=False)
class Sheet:
    """One report on a page that may hold several: its ids have a prefix, its headings a level."""

    report: Report
    prefix: str = field(default="", kw_only=True)
    level: int = field(default=1, kw_only=True)
    among: str = field(default="", kw_only=True)
    """HTML that tells the headings of one report from those of the others on the page."""

    @property
    def chain(self) -> Chain:
        """The chain that was audited."""
        return self.report.chain

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The findings, those that stand and those that were waived."""
        return (
            *(Entry(name=str(number), finding=each) for number, each in enumerate(self.report.findings, 1)),
            *(
                Entry(name=f"w{number}", finding=each, reason=reason)
                for number, (each, reason) in enumerate(self.report.waived, 1)
            ),
        )

    @cached_property
    def shares(self) -> dict[int, Share]:
        """What each hop has to do with the findings that stand, for hops that have anything to do with one."""
        found: dict[int, Share] = defaultdict(Share)
        for entry in self.entries:
            if entry.reason is not None:
                continue
            first, last = entry.finding.blame
            found[last].stands.append(entry)
            for number in range(first, last):
                found[number].shared.append(entry)
            for number in entry.finding.inherited_by:
                found[number].repeated += 1
            for number in entry.finding.mended_by:
                found[number].mended += 1
        return dict(found)

    @cached_property
    def panels(self) -> tuple[Stretch, ...]:
        """The texts that face each other: two hops with words, the second resting on the first."""
        return tuple(stretches(self.chain))

    @cached_property
    def alone(self) -> tuple[Hop, ...]:
        """Hops whose words are held and face no others."""
        facing = {hop.digest for panel in self.panels for hop in (panel.source, panel.hop)}
        return tuple(hop for hop in self.chain.hops if hop.text is not None and hop.digest not in facing)

    @cached_property
    def places(self) -> dict[tuple[int, Side], list[tuple[Entry, int, Evidence]]]:
        """Evidence by the panel (0, 1 …; for a hop that stands alone -1, -2 …) and the side on which it is shown."""
        showing: dict[int, list[tuple[int, Side]]] = {}
        into: dict[tuple[int, int], tuple[int, Side]] = {}
        for number, panel in enumerate(self.panels):
            source, hop = self.chain.number(panel.source), self.chain.number(panel.hop)
            showing.setdefault(source, []).append((number, "s"))
            showing.setdefault(hop, []).append((number, "t"))
            into.setdefault((hop, source), (number, "s"))
            into.setdefault((hop, hop), (number, "t"))
        for number, alone in enumerate(self.alone, 1):
            showing[self.chain.number(alone)] = [(-number, "t")]
        found: dict[tuple[int, Side], list[tuple[Entry, int, Evidence]]] = {}
        for entry in self.entries:
            for number, evidence in enumerate(entry.finding.evidence, 1):
                if not self.stands(evidence):
                    continue
                place = into.get((entry.finding.blame[1], evidence.hop)) or showing[evidence.hop][0]
                found.setdefault(place, []).append((entry, number, evidence))
        return found

    def stands(self, evidence: Evidence) -> bool:
        """Return whether evidence is a stretch of its hop's own words, as they are held."""
        text = self.chain.hop(evidence.hop).text
        span = evidence.span
        return text is not None and span is not None and len(span) > 0 and span.of(text) == evidence.exact

    def id(self, name: str) -> str:
        """Return an id on the page."""
        return f"{self.prefix}{name}"

    def to(self, name: str, content: str, **attributes: str | None) -> str:
        """Return a link to a place of this report."""
        return element("a", content, href=f"#{self.id(name)}", **attributes)

    def heading(self, below: int, content: str, name: str | None = None) -> str:
        """Return a heading so many levels below the report's own, with an id where it is named."""
        return element(f"h{min(6, self.level + below)}", content, id=None if name is None else self.id(name))

    def section(self, name: str, title: str, content: str) -> str:
        """Return a section with its heading, named by it; nothing if nothing stands in it."""
        if not content:
            return ""
        head = self.heading(1, f"{title}{self.among}", f"{name}-title")
        return element(
            "section", head + content, id=self.id(name), class_=name, aria_labelledby=self.id(f"{name}-title")
        )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 finding", "2 findings"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def weights(findings: tuple[Finding, ...]) -> str:
    """Return how many findings there are of each severity, the gravest first, as HTML; "nothing found" if there are none."""
    counts = Counter(finding.severity for finding in findings)
    told = [
        element("span", counted(counts[severity], severity.value), class_=f"weight {severity.value}")
        for severity in reversed(Severity)
        if counts[severity]
    ]
    return " ".join(told) or element("span", "nothing found", class_="weight clear")
