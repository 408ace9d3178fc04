"""Which hop did it: facts followed from the origin on, through every hop that keeps them, to the first that does not.

Later hops are compared with their own source: what they repeat is inherited, what brings the origin's value back mends.
Where words between are not held, the nearest held above are compared, and the blame is a stretch of hops. With several
sources a fact is kept if any of them has it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from provenance.facts.matching import verdict
from provenance.model.hop import Act
from provenance.rules.base import NotExamined
from provenance.rules.changes import changes, marked_pieces
from provenance.rules.ground import stretches, unheld
from provenance.rules.once import once_a_chain
from provenance.rules.quotation import pieces_of, quotes
from provenance.scripts import UNSPACED
from provenance.text import Mode, Span, comparing_form

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

__all__ = ["Fault", "faults"]

FEW = 64
"""Facts of a kind among which one is sought that states the same in another spelling; of more, the spelling decides."""

IN_PART = 5
"""A sentence is there in part if every fifth pair of its neighbouring words is, or every second word."""

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


_Place: TypeAlias = "tuple[Digest, str, Span]"
"""A fact by where it stands: the hop, the kind, and where in the hop's words."""


class _Rows:
    """The rows of one stretch, to be found by where their facts stand and by what they state."""

    def __init__(self, rows: Sequence[FactRow]) -> None:
        self.rows = rows
        self.by_source: dict[tuple[str, Span], list[int]] = defaultdict(list)
        self.by_target: dict[tuple[str, Span], list[int]] = defaultdict(list)
        self._stating: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._of_kind: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            if row.source is not None:
                self.by_source[row.kind, row.source.span].append(number)
            if row.target is not None:
                self.by_target[row.kind, row.target.span].append(number)
            fact = row.source if row.status == "lost" else row.target
            if row.status != "kept" and fact is not None:
                self._stating[f"{row.status == 'lost'} {row.kind}", fact.value].append(number)
                self._of_kind[f"{row.status == 'lost'} {row.kind}"].append(number)

    def stating(self, fact: Fact | None, *, lost: bool) -> Iterator[int]:
        """Yield the rows that lose, or else bring, what a fact states."""
        if fact is None:
            return
        kind = f"{lost} {fact.kind}"
        same = self._stating.get((kind, fact.value), [])
        yield from same
        others = self._of_kind.get(kind, [])
        if len(others) <= FEW:
            for number in others:
                row = self.rows[number]
                if number not in same and _agree(fact, row.source if lost else row.target):
                    yield number


class _Threads:
    """The rows of one or more kinds of facts along a chain."""

    def __init__(self, chain: Chain, kinds: frozenset[str]) -> None:
        self.chain = chain
        self.stretches = _rested(chain)
        self.rows = [_Rows([row for row in one.comparison.facts if row.kind in kinds]) for one in self.stretches]
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
            beads: _Beads | None = None
            for number, row in enumerate(self.rows[index].rows):
                self._follow(stretch, row)
                if row.status == "kept" or (index, number) in self.excused or _too_weak(stretch.comparison, row):
                    continue
                beads = beads or _Beads(stretch)
                if not self._accuses(index, row, beads):
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
        here = (stretch.source.digest, row.kind, row.source.span)
        there = (stretch.hop.digest, row.kind, row.target.span)
        begins = self.origins.get(here, (self.chain.number(stretch.source), row.source))
        self.origins.setdefault(there, begins)

    def _origin(self, stretch: Stretch, row: FactRow) -> tuple[int, Fact] | None:
        if row.source is None:
            return None
        begins = self.origins.get((stretch.source.digest, row.kind, row.source.span))
        return begins if begins is not None and begins[1].value != row.source.value else None

    def _accuses(self, index: int, row: FactRow, beads: _Beads) -> bool:
        """Return whether a row is a fault: not where only a part is quoted, nor where another source has it."""
        stretch = self.stretches[index]
        others = [other for other in self.into[stretch.hop.digest] if other != index]
        if row.status == "changed":
            return not any(self._has(other, row, earlier=other < index) for other in others)
        if not beads.answer(row) or not beads.hold_part(row):
            return False
        if row.status == "lost":
            across = stretch.comparison.via != "same-language"
            if stretch.hop.mode in {Mode.SUMMARY, Mode.PARTIAL} or (across and stretch.hop.act is Act.EXCERPTED):
                return False
            if beads.beside_speech(row) or beads.left_out_openly(row):
                return False
            lost = [next(self.rows[other].stating(row.source, lost=True), None) for other in others]
            return None not in lost and all(other > index for other in others)
        if len(stretch.hop.sources) > 1 and any(self.chain.hop(one).text is None for one in stretch.hop.sources):
            self.undecided[stretch.hop.digest] = stretch.hop
            return False
        return all(other > index and self._adds(other, row) for other in others)

    def _statuses(self, index: int, row: FactRow) -> set[str]:
        """Return what becomes, in another stretch to the hop, of the fact that stands in its words."""
        if row.target is None:
            return set()
        rows = self.rows[index]
        return {rows.rows[number].status for number in rows.by_target.get((row.kind, row.target.span), ())}

    def _has(self, other: int, row: FactRow, *, earlier: bool) -> bool:
        """Return whether another source has the target's fact, or the same change was told before."""
        found = self._statuses(other, row)
        return "kept" in found or (earlier and "changed" in found)

    def _adds(self, other: int, row: FactRow) -> bool:
        return "added" in self._statuses(other, row)

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
        rows = self.rows[index]
        own = () if fact is None else tuple(rows.by_source.get((row.kind, fact.span), ()))
        for number in rows.stating(row.source, lost=False):
            its = rows.rows[number]
            if fact is None or its.status == "added" or number in own:
                self.excused.add((index, number))
                self.excused.update((index, each) for each in own if rows.rows[each].status == "lost")
                return "mended", None
        for number in own:
            its = rows.rows[number]
            if its.status == "lost" and row.status == "added":
                self.excused.add((index, number))
                return "mended", None
            return ("inherited", its.target) if its.status == "kept" else ("else", None)
        return ("inherited", None) if fact is None else ("else", None)


class _Beads:
    """Which sentences of a comparison answer to each other, and which of their words stand on both sides."""

    def __init__(self, stretch: Stretch) -> None:
        self._hop = stretch.hop
        self._comparison = comparison = stretch.comparison
        self._places: dict[bool, list[tuple[int, int, int]]] = {}
        for lost in (True, False):
            self._places[lost] = sorted(
                (span.start, span.end, number)
                for number, bead in enumerate(comparison.alignment)
                for span in (bead.source if lost else bead.target)
            )
        source = comparison.source
        self._speech = [] if source is None else [(one.start, one.end) for one in marked_pieces(source.words, 0.0)]
        self._there: dict[tuple[bool, int], list[str]] = {}

    def _bead(self, row: FactRow) -> tuple[Span, int] | None:
        """Return the sentence of a fact that one side alone has, and its bead's number."""
        fact = row.source or row.target
        places = self._places[row.source is not None]
        if fact is None or not places:
            return None
        at = bisect_right(places, fact.span.start, key=lambda place: place[0]) - 1
        start, end, number = places[max(0, at)]
        return Span(start, end), number

    def answer(self, row: FactRow) -> bool:
        """Return whether a fact's sentence answers to any of the other side."""
        found = self._bead(row)
        if found is None:
            return False
        bead = self._comparison.alignment[found[1]]
        return bool(bead.target if row.source is not None else bead.source)

    def hold_part(self, row: FactRow) -> bool:
        """Return whether a fact's sentence is there in part; within one language its words tell.

        A sentence that is left out, or put in, as a whole is a matter of the quotation, not of each fact in it.
        """
        source, target, found = self._comparison.source, self._comparison.target, self._bead(row)
        if self._comparison.via != "same-language" or source is None or target is None or found is None:
            return True
        lost = row.source is not None
        text, other = (source, target) if lost else (target, source)
        key = (lost, found[1])
        if key not in self._there:
            bead = self._comparison.alignment[found[1]]
            there = bead.target if lost else bead.source
            self._there[key] = _words(" ".join(each.of(other.words) for each in there))
        return _in_part(_words(found[0].of(text.words)), self._there[key])

    def beside_speech(self, row: FactRow) -> bool:
        """Return whether a fact stands in an article beside the speech quoted from it: it was never in the quotation."""
        target, fact = self._comparison.target, row.source
        if not self._speech or target is None or fact is None:
            return False
        at = bisect_right(self._speech, fact.span.start, key=lambda piece: piece[0])
        if any(start < fact.span.end and fact.span.start < end for start, end in self._speech[max(0, at - 1) : at + 1]):
            return False
        return not marked_pieces(target.words, 0.0) or bool(marked_pieces(target.words))

    def left_out_openly(self, row: FactRow) -> bool:
        """Return whether a fact went with words whose place an ellipsis or a bracket marks."""
        source, target, fact = self._comparison.source, self._comparison.target, row.source
        if self._comparison.via != "same-language" or source is None or target is None or not quotes(self._hop):
            return False
        marked = (one.source for one in changes(source, target, pieces_of(source, self._hop)).changes if one.marked)
        return fact is not None and any(span.overlaps(fact.span) for span in marked)


def _too_weak(comparison: Comparison, row: FactRow) -> bool:
    """Return whether a row rests on weak facts that accuse nobody.

    What is lost or added never does. A bare year or a time of day that another one stands for does; so does a small
    number, but only within one language: across languages faithful translators say two, a pair and both.
    """
    if not row.weak:
        return False
    return row.status != "changed" or (row.kind == "quantity" and comparison.via != "same-language")


def _words(text: str) -> list[str]:
    return _WORD.findall(comparing_form(text))


def _in_part(words: Sequence[str], there: Sequence[str]) -> bool:
    """Return whether some of a sentence stands among other words: side by side, or piece by piece where it was altered."""
    pairs = set(pairwise(words))
    if not pairs or IN_PART * len(pairs & set(pairwise(there))) >= len(pairs):
        return True
    return 2 * (Counter(words) & Counter(there)).total() >= len(words)


def _agree(one: Fact | None, other: Fact | None) -> bool:
    """Return whether two facts of texts that do not face each other state the same."""
    if one is None or other is None or one.kind != other.kind:
        return False
    if one.kind in _VALUES:
        return verdict(one, other) == ("kept", None)
    return one.value == other.value


def faults(rule: Rule, chain: Chain, kinds: frozenset[str]) -> Iterator[Fault | NotExamined]:
    """Yield what is not kept of some kinds of facts, and where that cannot be told."""
    known = _followed(chain)
    if kinds not in known:
        known[kinds] = _follow(chain, kinds)
    found, untold = known[kinds]
    yield from found
    for hop, reason, detail in untold:
        yield NotExamined(rule, hop, reason, detail)


_Untold: TypeAlias = "tuple[Hop, str, str]"
"""A hop, why something of it cannot be told, and what would help."""


@once_a_chain
def _followed(chain: Chain) -> dict[frozenset[str], tuple[tuple[Fault, ...], tuple[_Untold, ...]]]:  # noqa: ARG001 - what is kept of it
    """Return what was found of each set of kinds so far: three rules follow quantities."""
    return {}


@once_a_chain
def _rested(chain: Chain) -> tuple[Stretch, ...]:
    """Return the stretches to hops that rest on others; what was said is no version of anything."""
    return tuple(one for one in stretches(chain) if one.hop.act is not Act.SAID)


@once_a_chain
def _changed(chain: Chain) -> frozenset[str]:
    """Return the kinds of which anything was not kept: there is nothing to follow of the others."""
    return frozenset(row.kind for one in _rested(chain) for row in one.comparison.facts if row.status != "kept")


def _follow(chain: Chain, kinds: frozenset[str]) -> tuple[tuple[Fault, ...], tuple[_Untold, ...]]:
    found: tuple[Fault, ...] = ()
    untold: list[_Untold] = []
    if not kinds.isdisjoint(_changed(chain)):
        threads = _Threads(chain, kinds)
        found = tuple(threads.faults())
        held = "a source's: it may have what was added"
        untold += [(hop, "words-not-held", held) for hop in threads.undecided.values()]
    for stretch in _blank(chain):
        untold += _blanks(stretch.hop, stretch.comparison, kinds)
    untold += [(hop, "words-not-held", "") for hop in unheld(chain) if hop.act is not Act.SAID]
    return found, tuple(untold)


@once_a_chain
def _blank(chain: Chain) -> tuple[Stretch, ...]:
    """Return the stretches of which something cannot be told."""
    return tuple(stretch for stretch in _rested(chain) if stretch.comparison.blanks)


def _blanks(hop: Hop, comparison: Comparison, kinds: frozenset[str]) -> Iterator[_Untold]:
    reasons = dict.fromkeys(blank.reason for blank in comparison.blanks if blank.kind in kinds)
    tags = [text.language for text in (comparison.source, comparison.target) if text is not None]
    for reason in reasons:
        yield hop, reason, _detail(reason, tags)


def _detail(reason: str, tags: Sequence[str | None]) -> str:
    return f"for {' or '.join(dict.fromkeys(tag or '?' for tag in tags))}" if reason == "no-table" else ""
