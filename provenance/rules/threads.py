"""Which hop did it: facts followed from the origin on, through every hop that keeps them, to the first that does not.

Later hops are compared with their own source: what they repeat is inherited, what brings the origin's value back mends.
Where words between are not held, the nearest held above are compared, and the blame is a stretch of hops. With several
sources a fact is kept if any of them has it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from provenance.facts.matching import like_itself_alone, verdict
from provenance.model.hop import Act
from provenance.rules.base import NotExamined
from provenance.rules.beads import Beads
from provenance.rules.ground import stretches, unheld
from provenance.rules.once import once_a_chain
from provenance.text import Mode

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

FEW = 64
"""Facts of a kind among which one is sought that states the same in another spelling; of more, the spelling decides."""

_VALUES = frozenset({"quantity", "date", "place"})
_MOVING = frozenset({"negation", "qualifier"})
"""Kinds that are compared sentence by sentence, and so are lost in one and added in another where sentences change places."""


@frozen(kw_only=True)
class Fault:
    """A fact that one hop did not keep."""

    stretch: Stretch
    row: FactRow
    origin: tuple[int, Fact] | None = field(default=None)
    """The hop where the thread begins, and its value there, if that is not the source's."""
    inherited_by: tuple[int, ...] = field(default=())
    mended_by: tuple[int, ...] = field(default=())


_Place: TypeAlias = "tuple[Digest, Span]"
"""A fact by where it stands: the hop, and where in the hop's words."""


class _Rows:
    """The rows of one stretch and kind, to be found by where their facts stand and by what they state."""

    def __init__(self, rows: Sequence[FactRow]) -> None:
        self.rows = rows
        self.by_source: dict[Span, list[int]] = defaultdict(list)
        self.by_target: dict[Span, list[int]] = defaultdict(list)
        self._stating: dict[tuple[bool, str], list[int]] = defaultdict(list)
        self._lost_or_brought: dict[bool, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            if row.source is not None:
                self.by_source[row.source.span].append(number)
            if row.target is not None:
                self.by_target[row.target.span].append(number)
            lost = row.status == "lost"
            fact = row.source if lost else row.target
            if row.status != "kept" and fact is not None:
                self._stating[lost, fact.value].append(number)
                self._lost_or_brought[lost].append(number)

    def stating(self, fact: Fact | None, *, lost: bool) -> Iterator[int]:
        """Yield the rows that lose, or else bring, what a fact states."""
        if fact is None:
            return
        same = self._stating.get((lost, fact.value), [])
        yield from same
        others = self._lost_or_brought.get(lost, [])
        if len(others) <= FEW:
            for number in others:
                row = self.rows[number]
                if number not in same and _agree(fact, row.source if lost else row.target):
                    yield number


class _Threads:
    """The rows of one kind of facts along a chain."""

    def __init__(self, chain: Chain, kind: str) -> None:
        self.chain = chain
        self.stretches = _rested(chain)
        self.rows = [_Rows([row for row in one.comparison.facts if row.kind == kind]) for one in self.stretches]
        self.numbers = [chain.number(one.hop) for one in self.stretches]
        self.after: dict[int, list[int]] = defaultdict(list)
        self.into: dict[Digest, list[int]] = defaultdict(list)
        for index, one in enumerate(self.stretches):
            self.after[chain.number(one.source)].append(index)
            self.into[one.hop.digest].append(index)
        self.stating: dict[str, set[int]] = defaultdict(set)
        """The stretches that bring a value."""
        self.bringing: dict[bool, set[int]] = {True: set(), False: set()}
        """The stretches that bring something, by whether it agrees with its own value alone."""
        for index, rows in enumerate(self.rows):
            for row in rows.rows:
                if row.status != "kept" and row.target is not None:
                    self.stating[row.target.value].add(index)
                    self.bringing[like_itself_alone(row.target)].add(index)
        self.excused: set[tuple[int, int]] = set()
        several = {one.hop.digest: one.hop for one in self.stretches if len(one.hop.sources) > 1}.values()
        self.incomplete = {
            hop.digest for hop in several if any(chain.hop(source).text is None for source in hop.sources)
        }
        """Hops with several sources, of which not all are held."""
        self.undecided: dict[Digest, Hop] = {}
        """Hops with something added that a source which is not held may have."""
        self._opposite: dict[tuple[int, str], set[tuple[str, str]]] = {}
        """What a stretch has lost, by what is added, and the other way round."""
        self._moved: dict[tuple[int, str], bool] = {}
        """Whether a stretch has a fact, lost or added, in a sentence that answers to none."""
        self.origins: dict[_Place, tuple[int, Fact]] = {}
        self._beads = _beads(chain)

    def faults(self) -> Iterator[Fault]:
        """Yield what is not kept, hop by hop; what only repeats or mends an earlier fault is not told again."""
        for index, stretch in enumerate(self.stretches):
            for number, row in enumerate(self.rows[index].rows):
                self._follow(stretch, row)
                if row.status == "kept" or (index, number) in self.excused or _too_weak(stretch.comparison, row):
                    continue
                if not self._accuses(index, row):
                    continue
                inherited, mended = self._later(index, row)
                yield Fault(
                    stretch=stretch,
                    row=row,
                    origin=self._origin(stretch, row),
                    inherited_by=inherited,
                    mended_by=mended,
                )

    def beads(self, index: int) -> Beads:
        """Return the sentences of a stretch that answer to each other."""
        if index not in self._beads:
            self._beads[index] = Beads(self.stretches[index])
        return self._beads[index]

    def _follow(self, stretch: Stretch, row: FactRow) -> None:
        """Remember where the thread of a target's fact begins."""
        if row.source is None or row.target is None:
            return
        here = (stretch.source.digest, row.source.span)
        there = (stretch.hop.digest, row.target.span)
        begins = self.origins.get(here, (self.chain.number(stretch.source), row.source))
        self.origins.setdefault(there, begins)

    def _origin(self, stretch: Stretch, row: FactRow) -> tuple[int, Fact] | None:
        if row.source is None:
            return None
        begins = self.origins.get((stretch.source.digest, row.source.span))
        return begins if begins is not None and begins[1].value != row.source.value else None

    def _accuses(self, index: int, row: FactRow) -> bool:
        """Return whether a row is a fault: not where only a part is quoted, nor where another source has it."""
        stretch, beads = self.stretches[index], self.beads(index)
        into = self.into[stretch.hop.digest]
        others = (other for other in into if other != index)
        if row.status == "changed":
            return not any(self._has(other, row, earlier=other < index) for other in others)
        if not beads.answer(row) or not beads.hold_part(row) or self._astray(index, row):
            return False
        if row.status == "lost":
            across = stretch.comparison.via != "same-language"
            if stretch.hop.mode in {Mode.SUMMARY, Mode.PARTIAL} or (across and stretch.hop.act is Act.EXCERPTED):
                return False
            if beads.beside_speech(row) or beads.left_out_openly(row):
                return False
            return index == into[0] and all(self._loses(other, row) for other in others)
        if stretch.hop.digest in self.incomplete:
            self.undecided[stretch.hop.digest] = stretch.hop
            return False
        return index == into[0] and all(self._adds(other, row) for other in others)

    def _astray(self, index: int, row: FactRow) -> bool:
        """Return whether a negation or a qualifier may have moved: it is both lost and added, as sentences changed places.

        A negation may also be one of a sentence on the other side that answers to none.
        """
        if row.kind not in _MOVING or self.stretches[index].comparison.via == "same-language":
            return False
        fact = row.source or row.target
        if fact is not None and self._returned(index, row.status, row.kind, fact.value):
            return True
        if row.kind != "negation":
            return False
        opposite = "added" if row.status == "lost" else "lost"
        if (index, opposite) not in self._moved:
            others = (other for other in self.rows[index].rows if other.status == opposite)
            self._moved[index, opposite] = any(not self.beads(index).answer(other) for other in others)
        return self._moved[index, opposite]

    def _returned(self, index: int, status: str, kind: str, value: str) -> bool:
        """Return whether a stretch has, lost where this is added or added where it is lost, what states the same."""
        key = index, status
        if key not in self._opposite:
            opposite = "added" if status == "lost" else "lost"
            rows = (row for row in self.rows[index].rows if row.status == opposite and row.kind in _MOVING)
            facts = ((row.kind, row.source or row.target) for row in rows)
            self._opposite[key] = {
                (kind, fact.value if kind == "qualifier" else "")
                for kind, fact in facts
                if fact is not None and (kind == "qualifier" or not fact.weak)
            }
        return (kind, value if kind == "qualifier" else "") in self._opposite[key]

    def _statuses(self, index: int, row: FactRow) -> set[str]:
        """Return what becomes, in another stretch to the hop, of the fact that stands in its words."""
        if row.target is None:
            return set()
        rows = self.rows[index]
        return {rows.rows[number].status for number in rows.by_target.get(row.target.span, ())}

    def _has(self, other: int, row: FactRow, *, earlier: bool) -> bool:
        """Return whether another source has the target's fact, or the same change was told before."""
        found = self._statuses(other, row)
        return "kept" in found or (earlier and "changed" in found)

    def _adds(self, other: int, row: FactRow) -> bool:
        return "added" in self._statuses(other, row)

    def _loses(self, other: int, row: FactRow) -> bool:
        return next(self.rows[other].stating(row.source, lost=True), None) is not None

    def _later(self, at: int, row: FactRow) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the later hops that repeat a fault, and those that mend it."""
        inherited: set[int] = set()
        mended: set[int] = set()
        # Only negations are matched by their sentences: for what else there is, none are sought.
        begins = self.beads(at).facing(row) if row.kind == "negation" else ()
        waiting: list[tuple[int, Fact | None, tuple[Span, ...]]] = [(self.numbers[at], row.target, begins)]
        mending = self._mending(row)
        seen: set[int] = set()
        while waiting:
            above, fact, sentences = waiting.pop()
            for index in self.after.get(above, ()):
                number = self.numbers[index]
                if number in seen:
                    continue
                seen.add(number)
                if mending is not None and index not in mending:
                    inherited.add(number)
                    waiting.append((number, None, ()))
                    continue
                became, following = self._became(index, row, fact)
                if became != "mended" and self._evened(index, row, fact, sentences):
                    became = "mended"
                if became == "mended":
                    mended.add(number)
                elif became == "inherited":
                    inherited.add(number)
                    waiting.append((number, following, self.beads(index).after(sentences) if sentences else ()))
        return tuple(sorted(inherited)), tuple(sorted(mended))

    def _mending(self, row: FactRow) -> set[int] | None:
        """Return the stretches that may bring back what was lost, all others passing it on; None where any may."""
        lost = row.source
        if lost is None or row.target is not None or row.kind == "negation":
            return None
        others = self.bringing[False] | self.stating.get(lost.value, set())
        return others if like_itself_alone(lost) else others | self.bringing[True]

    def _evened(self, index: int, row: FactRow, fact: Fact | None, sentences: tuple[Span, ...]) -> bool:
        """Return whether a later stretch brings as many negations back into a sentence as were lost, or takes one out.

        One "not" is as good as another, of whatever language: which of two was the one too many cannot be told.
        """
        if row.kind != "negation" or (fact is None) is not (row.status == "lost"):
            return False
        wanted = "added" if row.status == "lost" else "lost"
        for number, other in enumerate(self.rows[index].rows):
            if other.status != wanted or (index, number) in self.excused:
                continue
            if (wanted == "lost" and other.weak) or not self.beads(index).within(other, sentences):
                continue
            self.excused.add((index, number))
            return True
        return False

    def _became(self, index: int, row: FactRow, fact: Fact | None) -> tuple[str, Fact | None]:
        """Return what a later stretch does with a fault: mends it, inherits it, or something else."""
        rows = self.rows[index]
        own = () if fact is None else tuple(rows.by_source.get(fact.span, ()))
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


def _too_weak(comparison: Comparison, row: FactRow) -> bool:
    """Return whether a row rests on weak facts that accuse nobody.

    What is lost or added never does. A bare year or a time of day that another one stands for does; so does a small
    number, but only within one language: across languages faithful translators say two, a pair and both.
    """
    if not row.weak:
        return False
    return row.status != "changed" or (row.kind == "quantity" and comparison.via != "same-language")


def _agree(one: Fact | None, other: Fact | None) -> bool:
    """Return whether two facts of texts that do not face each other state the same."""
    if one is None or other is None or one.kind != other.kind:
        return False
    if one.kind in _VALUES:
        return verdict(one, other) == ("kept", None)
    return one.value == other.value


def faults(rule: Rule, chain: Chain, *kinds: str) -> Iterator[Fault | NotExamined]:
    """Yield what is not kept of some kinds of facts, and where that cannot be told."""
    known = _followed(chain)
    for kind in kinds:
        if kind not in known:
            known[kind] = _follow(chain, kind)
        found, undecided = known[kind]
        yield from found
        for hop in undecided:
            yield NotExamined(rule, hop, "words-not-held", "a source's: it may have what was added")
    for stretch in _blank(chain):
        yield from _blanks(rule, stretch.hop, stretch.comparison, kinds)
    for hop in unheld(chain):
        if hop.act is not Act.SAID:
            yield NotExamined(rule, hop, "words-not-held")


@once_a_chain
def _followed(chain: Chain) -> dict[str, tuple[tuple[Fault, ...], tuple[Hop, ...]]]:  # noqa: ARG001 - what is kept of it
    """Return what was found of each kind so far, and the hops that are undecided: four rules follow quantities."""
    return {}


@once_a_chain
def _beads(chain: Chain) -> dict[int, Beads]:  # noqa: ARG001 - what is kept of it
    """Return the sentences that answer to each other in each stretch so far: all kinds of facts ask for them."""
    return {}


@once_a_chain
def _rested(chain: Chain) -> tuple[Stretch, ...]:
    """Return the stretches to hops that rest on others; what was said is no version of anything."""
    return tuple(one for one in stretches(chain) if one.hop.act is not Act.SAID)


@once_a_chain
def _changed(chain: Chain) -> frozenset[str]:
    """Return the kinds of which anything was not kept: there is nothing to follow of the others."""
    return frozenset(row.kind for one in _rested(chain) for row in one.comparison.facts if row.status != "kept")


def _follow(chain: Chain, kind: str) -> tuple[tuple[Fault, ...], tuple[Hop, ...]]:
    if kind not in _changed(chain):
        return (), ()
    threads = _Threads(chain, kind)
    return tuple(threads.faults()), tuple(threads.undecided.values())


@once_a_chain
def _blank(chain: Chain) -> tuple[Stretch, ...]:
    """Return the stretches of which something cannot be told."""
    return tuple(stretch for stretch in _rested(chain) if stretch.comparison.blanks)


def _blanks(rule: Rule, hop: Hop, comparison: Comparison, kinds: Sequence[str]) -> Iterator[NotExamined]:
    reasons = dict.fromkeys(blank.reason for blank in comparison.blanks if blank.kind in kinds)
    tags = [text.language for text in (comparison.source, comparison.target) if text is not None]
    for reason in reasons:
        yield NotExamined(rule, hop, reason, _detail(reason, tags))


def _detail(reason: str, tags: Sequence[str | None]) -> str:
    return f"for {' or '.join(dict.fromkeys(tag or '?' for tag in tags))}" if reason == "no-table" else ""
