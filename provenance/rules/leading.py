"""One line per fault: which finding leads where several rules see the same, and what it takes in.

Findings share a fault where they stand on the same hop (or stretch) and on the same ground: their spans in the hop's
words overlap or, where nothing stands there, their spans in the source do.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import evolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from provenance.rules.base import Evidence, Finding

__all__ = ["LEADS", "WHOLE_HOP", "WHOLE_SENTENCE", "merged"]

LEADS: Mapping[str, frozenset[str]] = {
    "left-untranslated": frozenset({"language-mismatch", "length-out-of-band", "facts"}),
    "paraphrase-promoted": frozenset({"unmarked-alteration", "unmarked-truncation", "quotation-not-in-source"}),
    "commentary-quoted-as-speech": frozenset({"unmarked-alteration", "unmarked-truncation"}),
    "quotation-not-in-source": frozenset({"unmarked-alteration", "unmarked-truncation"}),
    "spliced-quotation": frozenset({"unmarked-alteration", "unmarked-truncation"}),
    "silently-edited": frozenset({"unmarked-alteration", "unmarked-truncation"}),
    "unmarked-truncation": frozenset({"facts"}),
    "range-collapsed": frozenset({"quantity-changed", "bound-changed", "qualifier-shifted"}),
    "date-changed": frozenset({"quantity-changed", "imprecise-date"}),
    "quantity-changed": frozenset({"bound-changed", "qualifier-shifted", "unmarked-alteration"}),
    "negation-flipped": frozenset({"date-changed", "qualifier-shifted", "unmarked-alteration"}),
    "speaker-changed": frozenset({"speaker-blurred"}),
    "retranslated-into-original": frozenset({"relay-translation"}),
}
"""What each rule takes in, by rule or by family; a rule that stands earlier takes first."""

WHOLE_HOP = frozenset(
    {"speaker-changed", "retranslated-into-original", "paraphrase-promoted", "quotation-not-in-source"}
)
"""Leaders about the whole hop: what they take in needs no common span."""

WHOLE_SENTENCE = frozenset({"negation-flipped"})
"""Leaders whose ground is the whole sentence."""

ONLY_LOST = frozenset({"negation-flipped", "unmarked-truncation"})
"""Leaders that of other facts take in what is lost with theirs: a number or date that changed is a fault by itself."""

BLOCK = 64
"""Code points of the blocks by which ground is looked up."""


def merged(findings: Sequence[Finding], sentence_of: Callable[[Evidence], int | None]) -> tuple[Finding, ...]:
    """Return findings with those that see one fault drawn into the one that leads, in the order given.

    ``sentence_of`` tells the number of the sentence that evidence stands in, within its hop's words.
    """
    leader = list(range(len(findings)))
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, finding in enumerate(findings):
        places[finding.blame].append(index)
    for together in places.values():
        if len(together) > 1:
            ground = _Ground(findings, together, sentence_of)
            _lead(findings, together, leader, ground)
            _lost(findings, together, leader, ground)
    taken: dict[int, list[Finding]] = defaultdict(list)
    for index, finding in enumerate(findings):
        root = index
        while leader[root] != root:
            root = leader[root]
        if root != index:
            taken[root].append(finding)
    return tuple(
        finding if index not in taken else _leading(finding, taken[index])
        for index, finding in enumerate(findings)
        if leader[index] == index
    )


def _lead(findings: Sequence[Finding], together: Sequence[int], leader: list[int], ground: _Ground) -> None:
    by_name: dict[str, list[int]] = defaultdict(list)
    for index in together:
        by_name[findings[index].rule].append(index)
        by_name[findings[index].family].append(index)
    for name, takes in LEADS.items():
        candidates = {index for taken in takes for index in by_name.get(taken, ()) if findings[index].rule != name}
        if not candidates:
            continue
        for index in by_name.get(name, ()):
            near = candidates if name in WHOLE_HOP else candidates & ground.near(index, wide=name in WHOLE_SENTENCE)
            if name in ONLY_LOST:
                near = {
                    other for other in near if findings[other].family != "facts" or findings[other].status == "lost"
                }
            for other in sorted(near):
                if leader[other] == other and leader[index] != other:
                    leader[other] = index


def _lost(findings: Sequence[Finding], together: Sequence[int], leader: list[int], ground: _Ground) -> None:
    """Facts that are lost from one sentence of the source are one fault; the gravest leads, then the first."""
    lost = [index for index in together if findings[index].family == "facts" and findings[index].status == "lost"]
    first: dict[tuple[int, int], int] = {}
    for index in sorted(lost, key=lambda index: (-findings[index].severity.rank, index)):
        if leader[index] != index:
            continue
        for key in ground.sentences(index):
            if first.setdefault(key, index) != index:
                leader[index] = first[key]
                break


class _Ground:
    """Where the findings of one stretch stand, so that those on the same ground are found without trying each pair."""

    def __init__(
        self, findings: Sequence[Finding], together: Sequence[int], sentence_of: Callable[[Evidence], int | None]
    ) -> None:
        self._findings = findings
        self._together = frozenset(together)
        self._sentence_of = sentence_of
        self._blocks: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._sentences: dict[tuple[int, int], set[int]] = defaultdict(set)
        for index in together:
            for evidence in findings[index].evidence:
                for key in _blocks(evidence):
                    self._blocks[key].add(index)
            for key in self.sentences(index):
                self._sentences[key].add(index)

    def sentences(self, index: int) -> frozenset[tuple[int, int]]:
        """Return the sentences of the source that a finding stands in: the hop's number, and the sentence's."""
        finding = self._findings[index]
        numbers = {
            (evidence.hop, number)
            for evidence in finding.evidence
            if evidence.hop != finding.blame[1] and (number := self._sentence_of(evidence)) is not None
        }
        return frozenset(numbers)

    def near(self, index: int, *, wide: bool) -> frozenset[int]:
        """Return the findings that share ground with one; ``wide`` takes the whole sentence of the source for ground."""
        finding = self._findings[index]
        tried = {other for evidence in finding.evidence for key in _blocks(evidence) for other in self._blocks[key]}
        near = {other for other in tried if _share(finding, self._findings[other])}
        if wide:
            near |= {other for key in self.sentences(index) for other in self._sentences[key]}
        if finding.rule == "left-untranslated":  # what speaks of the hop as a whole has no place in it
            near |= {other for other in self._together if not self._findings[other].evidence}
        return frozenset(near - {index})


def _blocks(evidence: Evidence) -> Iterator[tuple[int, int]]:
    if evidence.span is not None:
        for block in range(evidence.span.start // BLOCK, evidence.span.end // BLOCK + 1):
            yield evidence.hop, block


def _share(a: Finding, b: Finding) -> bool:
    """Return whether the spans of two findings overlap: in the hop's words or, where one has none there, in the source's."""
    target = a.blame[1]
    here = [[one for one in finding.evidence if one.hop == target and one.span is not None] for finding in (a, b)]
    there = [[one for one in finding.evidence if one.hop != target and one.span is not None] for finding in (a, b)]
    return _overlap(*here) or ((not here[0] or not here[1]) and _overlap(*there))


def _overlap(ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> bool:
    return any(
        one.hop == other.hop and one.span is not None and other.span is not None and one.span.overlaps(other.span)
        for one in ours
        for other in theirs
    )


def _leading(finding: Finding, taken: Sequence[Finding]) -> Finding:
    severity = max([finding.severity, *(one.severity for one in taken)], key=lambda each: each.rank)
    return evolve(finding, severity=severity, also=(*finding.also, *taken))
