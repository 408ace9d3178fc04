"""What a picture shows: hops by their digest, however many chains share them, and what is told of each."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from provenance.report import Report
from provenance.rules.base import Severity
from provenance.rules.naming import date_words, hops_named, language_name
from provenance.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.rules.base import Finding

__all__ = ["Graph", "Node", "Pictured", "graph_of"]

Pictured: TypeAlias = "Chain | Report"
"""What is drawn: a chain; or a report, and then what was found stands at each hop."""


@frozen(kw_only=True)
class Node:
    """One hop, with its number in the picture and the numbers of its sources."""

    number: int
    hop: Hop
    sources: tuple[int, ...]
    rank: int
    """How many hops lie on the longest way from an origin to it."""
    found: tuple[str, ...] | None = field(default=None)
    """What an audit found there, the gravest first; None if there was no audit."""

    @property
    def lane(self) -> str:
        """The language it is in, without script and region; "" where it is not recorded."""
        return "" if self.hop.language is None else self.hop.language.partition("-")[0]

    @property
    def who(self) -> str:
        """Who answers for it, or where it stands."""
        who = self.hop.attribution
        if self.hop.act == "said":
            return "speaker not recorded" if who.speaker is None else who.speaker.name
        outlet = who.outlet or (None if who.locator is None else who.locator.outlet)
        people = who.translator if self.hop.act == "translated" else who.author
        return outlet or ", ".join(str(agent) for agent in people) or "nobody named"

    @property
    def when(self) -> str:
        """Its date in words."""
        on = self.hop.attribution.on
        if on is None:
            return "no date"
        return date_words(on) + (" (inferred)" if self.hop.was_inferred("on") else "")

    @property
    def state(self) -> str:
        """Whether its words are held."""
        if self.hop.text is not None:
            return "words held"
        return "words not held" if self.hop.seal is None else "words withheld"

    @property
    def told(self) -> str:
        """All that is told of it, in a line."""
        tongue = language_name(self.lane) if self.lane else "language not recorded"
        rests = f"rests on {hops_named(self.sources)}" if self.sources else None
        parts = (
            f"hop {self.number} {self.hop.act}",
            tongue,
            self.who,
            self.when,
            self.state,
            rests,
            *(self.found or ()),
        )
        return ", ".join(part for part in parts if part)


@frozen(slots=False)
class Graph:
    """The hops of one chain or several, sources first, and what the picture is called."""

    nodes: tuple[Node, ...]
    title: str
    digest: Digest | None

    @cached_property
    def lanes(self) -> tuple[str, ...]:
        """Languages in the order in which they are met."""
        return tuple(dict.fromkeys(node.lane for node in self.nodes))

    def edges(self) -> Iterator[tuple[Node, Node]]:
        """Yield each hop with each of its sources."""
        for node in self.nodes:
            for source in node.sources:
                yield self.nodes[source - 1], node


def graph_of(pictured: tuple[Pictured, ...]) -> Graph:
    """Return the hops of chains or reports, each once, numbered as in their chain if there is but one."""
    chains = [each.chain if isinstance(each, Report) else each for each in pictured]
    reports = [each for each in pictured if isinstance(each, Report)]
    found, shared = _found(reports), _shared(reports)
    numbers: dict[Digest, int] = {}
    nodes: list[Node] = []
    for hop in (hop for chain in chains for hop in chain.hops):
        if hop.digest in numbers:
            continue
        numbers[hop.digest] = len(numbers) + 1
        sources = tuple(sorted(numbers[source] for source in hop.sources))
        nodes.append(
            Node(
                number=numbers[hop.digest],
                hop=hop,
                sources=sources,
                rank=max((nodes[source - 1].rank + 1 for source in sources), default=0),
                found=_told(hop, found, shared) if reports else None,
            )
        )
    title = sentence(chains[0]) if len(chains) == 1 else f"{len(chains)} chains, {len(nodes)} hops"
    return Graph(tuple(nodes), title, chains[0].digest if chains else None)


def _found(reports: list[Report]) -> dict[Digest, tuple[str, ...]]:
    """Return what was found at each hop; what several reports find alike counts once."""
    seen: dict[Digest, set[tuple[Severity, str, str]]] = {}
    for report in reports:
        for finding in report.findings:
            seen.setdefault(finding.digest, set()).add(_key(finding))
    return {digest: _counted(Counter(severity for severity, _, _ in keys)) for digest, keys in seen.items()}


def _shared(reports: list[Report]) -> set[Digest]:
    """Return the hops that may have done what stands on a later one, as words between are not held."""
    return {
        report.chain.hop(number).digest
        for report in reports
        for finding in report.findings
        for number in range(*finding.blame)
    }


def _told(hop: Hop, found: Mapping[Digest, tuple[str, ...]], shared: set[Digest]) -> tuple[str, ...]:
    told = found.get(hop.digest, ())
    if hop.digest in shared:
        return (*told, "may share a fault")
    return told or ("no fault found" if hop.text is not None else "words not looked at",)


def _key(finding: Finding) -> tuple[Severity, str, str]:
    return finding.severity, finding.rule, finding.sentence


def _counted(counts: Counter[Severity]) -> tuple[str, ...]:
    return tuple(
        f"{counts[severity]} {severity.value}{'' if counts[severity] == 1 else 's'}"
        for severity in reversed(Severity)
        if counts[severity]
    )
