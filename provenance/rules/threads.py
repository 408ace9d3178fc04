"""Which hop did it: facts followed from the origin on, through every hop that keeps them, to the first that does not.

Later hops are compared with their own source: what they repeat is inherited, what brings the origin's value back mends.
Where words between are not held, the nearest held above are compared, and the blame is a stretch of hops. With several
sources a fact is kept if any of them has it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.facts.matching import verdict
from provenance.model.hop import Act
from provenance.rules.base import NotExamined
from provenance.rules.changes import marked_pieces
from provenance.rules.ground import stretches, unheld
from provenance.scripts import UNSPACED
from provenance.text import Mode, comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.comparison import Comparison
    from provenance.facts import Fact
    from provenance.ledger import FactRow
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.rules.base import Rule
    from provenance.rules.ground import Stretch
    from provenance.text import Span

__all__ = ["Fault", "faults"]

IN_PART = 5
"""A sentence is there in part if every fifth pair of its neighbouring words is."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_VALUES = frozenset({"quantity", "date", "place"})


@frozen(kw_only=True)
class Fault:
    """A fact that one hop did not keep."""

    stretch: Stretch
    row: FactRow
    origin: tuple[int, Fact] | None = field(default=None)
    """The hop where the thread begins, and its value there, if that is not the source's."""
    inherited_by: tuple[int, ...] = field(default=())
    mended_by: tuple[int, ...] = field(default=())


@frozen
class _Place:
    """A fact by where it stands."""

    hop: Digest
    kind: str
    span: Span


class _Threads:
    """The rows of one or more kinds of facts along a chain."""

    def __init__(self, chain: Chain, kinds: frozenset[str]) -> None:
        self.chain = chain
        self.stretches = [one for one in stretches(chain) if one.hop.act is not Act.SAID]
        self.rows = [[row for row in one.comparison.facts if row.kind in kinds] for one in self.stretches]
        self.after: dict[Digest, list[int]] = defaultdict(list)
        self.into: dict[Digest, list[int]] = defaultdict(list)
        for index, one in enumerate(self.stretches):
            self.after[one.source.digest].append(index)
            self.into[one.hop.digest].append(index)
        self.excused: set[tuple[int, int]] = set()
        self.undecided: dict[Digest, Hop] = {}
        """Hops with something added that a source which is not held may have."""
        self.origins: dict[_Place, tuple[int, Fact]] = {}

    def faults(self) -> Iterator[Fault]:
        """Yield what is not kept, hop by hop; what only repeats or mends an earlier fault is not told again."""
        for index, stretch in enumerate(self.stretches):
            answered = _answered(stretch.comparison)
            for number, row in enumerate(self.rows[index]):
                self._follow(stretch, row)
                if row.status == "kept" or (index, number) in self.excused or _too_weak(stretch.comparison, row):
                    continue
                if row.status != "changed" and not (answered(row) and self._accuses(index, row)):
                    continue
                if row.status == "changed" and self._kept_elsewhere(index, row):
                    continue
                inherited, mended = self._later(stretch, row)
                yield Fault(
                    stretch=stretch,
                    row=row,
                    origin=self._origin(stretch, row),
                    inherited_by=inherited,
                    mended_by=mended,
                )

    def _follow(self, stretch: Stretch, row: FactRow) -> None:
        """Remember where the thread of a target's fact begins."""
        if row.source is None or row.target is None:
            return
        here = _Place(stretch.source.digest, row.kind, row.source.span)
        there = _Place(stretch.hop.digest, row.kind, row.target.span)
        begins = self.origins.get(here, (self.chain.number(stretch.source), row.source))
        self.origins.setdefault(there, begins)

    def _origin(self, stretch: Stretch, row: FactRow) -> tuple[int, Fact] | None:
        if row.source is None:
            return None
        begins = self.origins.get(_Place(stretch.source.digest, row.kind, row.source.span))
        return begins if begins is not None and begins[1].value != row.source.value else None

    def _accuses(self, index: int, row: FactRow) -> bool:
        """Return whether what stands on one side only is a fault: not where a part is quoted, nor where a source has it."""
        stretch = self.stretches[index]
        if row.status == "lost":
            across = stretch.comparison.via != "same-language"
            if stretch.hop.mode in {Mode.SUMMARY, Mode.PARTIAL} or (across and stretch.hop.act is Act.EXCERPTED):
                return False
            if not _in_part_kept(stretch.comparison, row) or _beside_speech(stretch.comparison, row):
                return False
            return self._lost_everywhere(index, row)
        if not _in_part_kept(stretch.comparison, row):
            return False
        others = [other for other in self.into[stretch.hop.digest] if other != index]
        if len(stretch.hop.sources) > 1 and self._is_blank(stretch.hop):
            self.undecided[stretch.hop.digest] = stretch.hop
            return False
        return all(other > index and any(_added_there(its, row) for its in self.rows[other]) for other in others)

    def _is_blank(self, hop: Hop) -> bool:
        """Return whether a source of a hop is not held: it may have what the others lack."""
        return any(self.chain.hop(source).text is None for source in hop.sources)

    def _kept_elsewhere(self, index: int, row: FactRow) -> bool:
        """Return whether another source has the target's fact, or an earlier stretch to this hop has told it already."""
        others = [other for other in self.into[self.stretches[index].hop.digest] if other != index]
        for other in others:
            for its in self.rows[other]:
                if its.target is None or row.target is None or its.target.span != row.target.span:
                    continue
                if its.kind == row.kind and (its.status == "kept" or (its.status == row.status and other < index)):
                    return True
        return False

    def _lost_everywhere(self, index: int, row: FactRow) -> bool:
        others = [other for other in self.into[self.stretches[index].hop.digest] if other != index]
        if not others:
            return True
        first = min(others) > index
        return first and all(
            any(
                its.status == "lost" and its.kind == row.kind and _agree(its.source, row.source)
                for its in self.rows[one]
            )
            for one in others
        )

    def _later(self, stretch: Stretch, row: FactRow) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the later hops that repeat a fault, and those that mend it."""
        inherited: set[int] = set()
        mended: set[int] = set()
        waiting: list[tuple[Digest, Fact | None]] = [(stretch.hop.digest, row.target)]
        seen: set[Digest] = set()
        while waiting:
            digest, fact = waiting.pop()
            for index in self.after.get(digest, ()):
                hop = self.stretches[index].hop
                if hop.digest in seen:
                    continue
                seen.add(hop.digest)
                number = self.chain.number(hop)
                became, following = self._became(index, row, fact)
                if became == "mended":
                    mended.add(number)
                elif became == "inherited":
                    inherited.add(number)
                    waiting.append((hop.digest, following))
        return tuple(sorted(inherited)), tuple(sorted(mended))

    def _became(self, index: int, row: FactRow, fact: Fact | None) -> tuple[str, Fact | None]:
        """Return what a later stretch does with a fault: mends it, inherits it, or something else."""
        for number, its in enumerate(self.rows[index]):
            if its.kind != row.kind:
                continue
            if row.source is not None and its.status in {"changed", "added"} and _agree(row.source, its.target):
                if fact is None or its.status == "added" or _same_place(its.source, fact):
                    self.excused.add((index, number))
                    self._excuse_lost(index, fact)
                    return "mended", None
            elif fact is not None and _same_place(its.source, fact):
                if its.status == "lost" and row.status == "added":
                    self.excused.add((index, number))
                    return "mended", None
                return ("inherited", its.target) if its.status == "kept" else ("else", None)
        return ("inherited", None) if fact is None else ("else", None)

    def _excuse_lost(self, index: int, fact: Fact | None) -> None:
        """Where the right value stands again, that the wrong one is gone is no fault."""
        for number, its in enumerate(self.rows[index]):
            if fact is not None and its.status == "lost" and _same_place(its.source, fact):
                self.excused.add((index, number))


def _too_weak(comparison: Comparison, row: FactRow) -> bool:
    """Return whether a row rests on weak facts that accuse nobody.

    What is lost or added never does. A bare year or a time of day that another one stands for does; so does a small
    number, but only within one language: across languages faithful translators say two, a pair and both.
    """
    if not row.weak:
        return False
    return row.status != "changed" or (row.kind == "quantity" and comparison.via != "same-language")


def _in_part_kept(comparison: Comparison, row: FactRow) -> bool:
    """Return whether the sentence of a fact that one side alone has is there otherwise; within one language its words tell.

    A sentence that is left out, or put in, as a whole is a matter of the quotation, not of each fact in it.
    """
    source, target = comparison.source, comparison.target
    if comparison.via != "same-language" or source is None or target is None:
        return True
    fact = row.source or row.target
    for bead in comparison.alignment:
        here, there = (bead.source, bead.target) if row.source is not None else (bead.target, bead.source)
        text, other = (source, target) if row.source is not None else (target, source)
        for span in here:
            if fact is not None and span.holds(fact.span):
                pairs = _pairs(span.of(text.words))
                found = _pairs(" ".join(each.of(other.words) for each in there))
                return not pairs or IN_PART * len(pairs & found) >= len(pairs)
    return True


def _pairs(words: str) -> set[tuple[str, str]]:
    """Return each two words that stand next to each other."""
    return set(pairwise(_WORD.findall(comparing_form(words))))


def _beside_speech(comparison: Comparison, row: FactRow) -> bool:
    """Return whether a fact stands in an article beside the speech that is quoted from it: it was never in the quotation."""
    source, target, fact = comparison.source, comparison.target, row.source
    if source is None or target is None or fact is None:
        return False
    speech = marked_pieces(source.words, 0.0)
    if not speech or any(piece.overlaps(fact.span) for piece in speech):
        return False
    return not marked_pieces(target.words, 0.0) or bool(marked_pieces(target.words))


def _added_there(its: FactRow, row: FactRow) -> bool:
    return its.status == "added" and its.kind == row.kind and _same_place(its.target, row.target)


def _same_place(one: Fact | None, other: Fact | None) -> bool:
    return one is not None and other is not None and one.span == other.span and one.kind == other.kind


def _agree(one: Fact | None, other: Fact | None) -> bool:
    """Return whether two facts of texts that do not face each other state the same."""
    if one is None or other is None or one.kind != other.kind:
        return False
    if one.kind in _VALUES:
        return verdict(one, other) == ("kept", None)
    return one.value == other.value


class _answered:  # noqa: N801 - a function that keeps its table
    """Whether a fact that one side alone has stands in sentences that answer to some of the other side."""

    def __init__(self, comparison: Comparison) -> None:
        self._sides = []
        for ours, theirs in (("source", "target"), ("target", "source")):
            rows = sorted(
                (span.start, bool(getattr(bead, theirs)))
                for bead in comparison.alignment
                for span in getattr(bead, ours)
            )
            self._sides.append(rows)

    def __call__(self, row: FactRow) -> bool:
        fact, rows = (row.source, self._sides[0]) if row.source is not None else (row.target, self._sides[1])
        if fact is None or not rows:
            return False
        at = bisect_right(rows, (fact.span.start, True)) - 1
        return rows[max(0, at)][1]


def faults(rule: Rule, chain: Chain, kinds: frozenset[str]) -> Iterator[Fault | NotExamined]:
    """Yield what is not kept of some kinds of facts, and where that cannot be told."""
    threads = _Threads(chain, kinds)
    yield from threads.faults()
    for hop in threads.undecided.values():
        yield NotExamined(rule, hop, "words-not-held", "a source's: it may have what was added")
    for stretch in threads.stretches:
        yield from _blanks(rule, stretch.hop, stretch.comparison, kinds)
    for hop in unheld(chain):
        if hop.act is not Act.SAID:
            yield NotExamined(rule, hop, "words-not-held")


def _blanks(rule: Rule, hop: Hop, comparison: Comparison, kinds: frozenset[str]) -> Iterator[NotExamined]:
    reasons: dict[str, list[str]] = {}
    for blank in comparison.blanks:
        if blank.kind in kinds:
            reasons.setdefault(blank.reason, []).append(blank.kind)
    tags = [text.language for text in (comparison.source, comparison.target) if text is not None]
    for reason in reasons:
        yield NotExamined(rule, hop, reason, _detail(reason, tags))


def _detail(reason: str, tags: Sequence[str | None]) -> str:
    return f"for {' or '.join(dict.fromkeys(tag or '?' for tag in tags))}" if reason == "no-table" else ""
