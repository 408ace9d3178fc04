"""The ledger of two texts: what either states, side by side, each fact kept, changed, lost or added.

A fact is sought first in the sentences that answer to its own, then anywhere (kept, but moved). What is left over on
both sides of one bead and speaks of the same sort of thing is a change; what is left over on one side is lost or added.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from provenance.facts.matching import changed_pairs, kept_pairs
from provenance.facts.negation import paired_negation
from provenance.facts.qualifiers import paired_qualifiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.alignment import Bead
    from provenance.facts.fact import Fact
    from provenance.text import Span

__all__ = ["FactRow", "How", "Status", "ledger", "mirrored", "unchanged"]

Status: TypeAlias = Literal["kept", "changed", "lost", "added"]
How: TypeAlias = Literal["value", "unit", "bound", "collapsed", "moved"]

_VALUES = frozenset({"quantity", "date", "place"})
"""Kinds whose values are compared; the others are compared by what they do to a sentence."""


@frozen(kw_only=True)
class FactRow:
    """One line of the ledger: a fact of the source, the one that answers to it, and what became of it."""

    kind: str
    status: Status
    how: How | None = field(default=None)
    """What a change changed: the value, its unit, its kind of bound, a range collapsed; or that what is kept moved."""
    source: Fact | None = field(default=None)
    target: Fact | None = field(default=None)

    @property
    def weak(self) -> bool:
        """Whether the row rests on weak facts alone, which never accuse."""
        return all(fact.weak for fact in (self.source, self.target) if fact is not None)


def unchanged(facts: Iterable[Fact]) -> tuple[FactRow, ...]:
    """Return the ledger of a text beside itself: everything is kept."""
    return tuple(FactRow(kind=fact.kind, status="kept", source=fact, target=fact) for fact in facts)


def ledger(source: Sequence[Fact], target: Sequence[Fact], beads: Sequence[Bead]) -> tuple[FactRow, ...]:
    """Return the rows of two texts' facts along their aligned sentences, by place in the source, then in the target."""
    rows: list[FactRow] = []
    left: list[tuple[list[Fact], list[Fact]]] = []
    here = _by_bead(source, [bead.source for bead in beads])
    there = _by_bead(target, [bead.target for bead in beads])
    for ours, theirs, bead in zip(here, there, beads, strict=True):
        kept, rest = _kept(_valued(ours), _valued(theirs), None)
        rows += kept
        left.append(rest)
        rows += _negations(ours, theirs, bead)
        rows += _qualifiers(ours, theirs)
        rows += _marks(ours, theirs)
    moved, (gone, come) = _kept([f for side, _ in left for f in side], [f for _, side in left for f in side], "moved")
    rows += moved
    still = {id(fact) for fact in (*gone, *come)}
    for ours, theirs in left:
        rows += _changed([f for f in ours if id(f) in still], [f for f in theirs if id(f) in still])
    return tuple(sorted(rows, key=_place))


def mirrored(rows: Iterable[FactRow]) -> tuple[FactRow, ...]:
    """Return a ledger seen from the other side: what one lost the other added."""
    other: dict[Status, Status] = {"lost": "added", "added": "lost"}
    turned = (
        FactRow(
            kind=row.kind,
            status=other.get(row.status, row.status),
            how=row.how,
            source=row.target,
            target=row.source,
        )
        for row in rows
    )
    return tuple(sorted(turned, key=_place))


def _by_bead(facts: Sequence[Fact], spans: Sequence[tuple[Span, ...]]) -> list[list[Fact]]:
    """Return the facts of each bead: those that begin in one of its sentences, or before the next."""
    starts = sorted((span.start, number) for number, sentences in enumerate(spans) for span in sentences)
    places = [start for start, _ in starts]
    found: list[list[Fact]] = [[] for _ in spans]
    for fact in facts:
        at = max(0, bisect_right(places, fact.span.start) - 1)
        if starts:
            found[starts[at][1]].append(fact)
    return found


def _valued(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind in _VALUES]


def _kept(
    source: list[Fact], target: list[Fact], how: Literal["moved"] | None
) -> tuple[list[FactRow], tuple[list[Fact], list[Fact]]]:
    """Return rows of what is kept, and what is left over on either side."""
    pairs = kept_pairs(source, target)
    rows = [FactRow(kind=source[i].kind, status="kept", how=how, source=source[i], target=target[j]) for i, j in pairs]
    taken, given = {i for i, _ in pairs}, {j for _, j in pairs}
    return rows, (
        [fact for i, fact in enumerate(source) if i not in taken],
        [fact for j, fact in enumerate(target) if j not in given],
    )


def _changed(source: list[Fact], target: list[Fact]) -> Iterator[FactRow]:
    taken, given = set(), set()
    for i, j, how in changed_pairs(source, target):
        taken.add(i)
        given.add(j)
        yield FactRow(kind=source[i].kind, status="changed", how=how, source=source[i], target=target[j])
    yield from _alone(
        [fact for i, fact in enumerate(source) if i not in taken],
        [fact for j, fact in enumerate(target) if j not in given],
    )


def _alone(source: Iterable[Fact], target: Iterable[Fact]) -> Iterator[FactRow]:
    for fact in source:
        yield FactRow(kind=fact.kind, status="lost", source=fact)
    for fact in target:
        yield FactRow(kind=fact.kind, status="added", target=fact)


def _negations(ours: list[Fact], theirs: list[Fact], bead: Bead) -> Iterator[FactRow]:
    pairs = paired_negation(
        [fact for fact in ours if fact.kind == "negation"],
        [fact for fact in theirs if fact.kind == "negation"],
        source_length=sum(map(len, bead.source)),
        target_length=sum(map(len, bead.target)),
        source_start=bead.source[0].start if bead.source else 0,
        target_start=bead.target[0].start if bead.target else 0,
    )
    yield from _paired("negation", pairs)


def _qualifiers(ours: list[Fact], theirs: list[Fact]) -> Iterator[FactRow]:
    mine = [fact for fact in ours if fact.kind == "qualifier"]
    yours = [fact for fact in theirs if fact.kind == "qualifier"]
    for row in _paired("qualifier", paired_qualifiers(mine, yours)):
        if row.source is not None and row.target is not None and row.source.value != row.target.value:
            yield FactRow(kind="qualifier", status="changed", how="value", source=row.source, target=row.target)
        else:
            yield row


def _marks(ours: list[Fact], theirs: list[Fact]) -> Iterator[FactRow]:
    """Yield marks of one kind side by side in their order; what is over on one side is lost or added, and no fault."""
    for kind in ("opening", "closing", "dash"):
        mine = [fact for fact in ours if fact.kind == "mark" and fact.value.endswith(kind)]
        yours = [fact for fact in theirs if fact.kind == "mark" and fact.value.endswith(kind)]
        for one, other in zip(mine, yours, strict=False):
            yield FactRow(kind="mark", status="kept", source=one, target=other)
        yield from _alone(mine[len(yours) :], yours[len(mine) :])


def _paired(kind: str, pairs: Iterable[tuple[Fact | None, Fact | None]]) -> Iterator[FactRow]:
    for one, other in pairs:
        status: Status = "added" if one is None else "lost" if other is None else "kept"
        yield FactRow(kind=kind, status=status, source=one, target=other)


def _place(row: FactRow) -> tuple[int, int, int, str, str]:
    """What stands in the source comes by its place there; what was added, by its place in the target, after it."""
    source, target = row.source, row.target
    return (
        0 if source is not None else 1,
        source.span.start if source is not None else -1,
        target.span.start if target is not None else -1,
        row.kind,
        (source or target).value if source or target else "",  # type: ignore[union-attr]  # one of them is there
    )
