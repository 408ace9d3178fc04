"""One line per fault: which finding leads where several rules see the same, and what it takes in.

Findings share a fault where they stand on the same hop (or stretch) and on the same ground: their spans in the hop's
words overlap or, where nothing stands there, their spans in the source do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from provenance.rules.base import Evidence, Finding

__all__ = ["LEADS", "WHOLE_HOP", "merged"]

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


def merged(findings: Sequence[Finding], same_sentence: Callable[[Evidence, Evidence], bool]) -> tuple[Finding, ...]:
    """Return findings with those that see one fault drawn into the one that leads, in the order given.

    ``same_sentence`` tells whether two pieces of evidence stand in one sentence of one hop.
    """
    leader = list(range(len(findings)))
    places: dict[tuple[int, int], list[int]] = {}
    for index, finding in enumerate(findings):
        places.setdefault(finding.blame, []).append(index)
    for together in places.values():
        _lead(findings, together, leader, same_sentence)
    taken: dict[int, list[Finding]] = {}
    for index, finding in enumerate(findings):
        root = index
        while leader[root] != root:
            root = leader[root]
        if root != index:
            taken.setdefault(root, []).append(finding)
    return tuple(
        finding if index not in taken else _leading(finding, taken[index])
        for index, finding in enumerate(findings)
        if leader[index] == index
    )


def _lead(
    findings: Sequence[Finding],
    together: Sequence[int],
    leader: list[int],
    same_sentence: Callable[[Evidence, Evidence], bool],
) -> None:
    for name, takes in LEADS.items():
        for index in together:
            if findings[index].rule != name:
                continue
            for other in together:
                if leader[other] != other or other == index or leader[index] == other:
                    continue
                if findings[other].rule != name and {findings[other].rule, findings[other].family} & takes:
                    wider = name == "negation-flipped"
                    if name in WHOLE_HOP or _share(findings[index], findings[other], same_sentence if wider else None):
                        leader[other] = index


def _share(a: Finding, b: Finding, same_sentence: Callable[[Evidence, Evidence], bool] | None) -> bool:
    """Return whether two findings on one stretch share ground."""
    if not a.evidence or not b.evidence:
        return a.rule == "left-untranslated"  # it speaks of the hop's language as a whole
    target = a.blame[1]
    here = [[one for one in finding.evidence if one.hop == target and one.span is not None] for finding in (a, b)]
    there = [[one for one in finding.evidence if one.hop != target and one.span is not None] for finding in (a, b)]
    if _overlap(*here) or ((not here[0] or not here[1]) and _overlap(*there)):
        return True
    return same_sentence is not None and any(
        one.hop == other.hop and same_sentence(one, other) for one in there[0] for other in there[1]
    )


def _overlap(ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> bool:
    return any(
        one.hop == other.hop and one.span is not None and other.span is not None and one.span.overlaps(other.span)
        for one in ours
        for other in theirs
    )


def _leading(finding: Finding, taken: Sequence[Finding]) -> Finding:
    severity = max([finding.severity, *(one.severity for one in taken)], key=lambda each: each.rank)
    return evolve(finding, severity=severity, also=(*finding.also, *taken))
