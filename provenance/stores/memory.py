"""A store in memory: the readable definition of what every other store does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from provenance.canonical import Digest, digest_of, digest_of_words
from provenance.errors import ProvenanceError
from provenance.keeping import delta_holds
from provenance.merkle import Tree
from provenance.model.chain import Chain
from provenance.model.held import Correction, Gloss, Held, StoredComparison, Waiver
from provenance.model.hop import Hop
from provenance.stores.base import (
    Verification,
    Withholding,
    as_recorded,
    brought,
    compared,
    faulty,
    in_batches,
    in_order,
    key_of,
    named_evidence,
    not_found,
    one_of_several,
    prefix_of,
    touches,
    unnamed_evidence,
)
from provenance.stores.log import STATEMENTS, faults_of_log, taken_up
from provenance.stores.passages import CAP, Passage, elected, passages_of
from provenance.stores.questions import Relative, Search, akin, check_depth, tally
from provenance.stores.rows import WITHHOLDINGS, key, rows_of, withholding_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from provenance.dates import PartialDate
    from provenance.merkle import Checkpoint
    from provenance.stores.questions import Query, Statistics
    from provenance.text import Span

__all__ = ["MemoryStore"]


class MemoryStore:
    """Chains kept as long as the program runs."""

    def __init__(self) -> None:
        self._hops: dict[Digest, Hop] = {}
        """In the order in which they came, sources first."""
        self._heads: dict[Digest, None] = {}
        self._evidence: dict[Digest, bytes | None] = {}
        """None stands for bytes that were withheld."""
        self._attached: dict[Digest, dict[Digest, None]] = {}
        """By head: evidence that was put with its chain and that no capture of it names."""
        self._glosses: dict[Gloss, None] = {}
        self._comparisons: dict[StoredComparison, None] = {}
        self._waivers: dict[Waiver, None] = {}
        self._corrections: dict[Correction, None] = {}
        self._withholdings: dict[Withholding, None] = {}
        self._passages: list[tuple[Digest, Span]] = []
        self._holders: dict[int, list[int]] = {}
        """By shingle: the passages that hold it, by their places in the list, in order."""
        self._log: list[tuple[str, bytes]] = []
        """What came, each by its kind and digest."""
        self._tree = Tree()

    def put(self, chain: Chain, *, comparisons: bool = True) -> Digest:
        """Keep a chain and all that it holds, and return its digest."""
        self._keep(chain, self._prepared(chain, comparisons=comparisons))
        return chain.digest

    def put_many(
        self,
        chains: Iterable[Chain],
        *,
        comparisons: bool = False,
        batch: int = 1000,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Keep many chains, each batch whole or not at all, and return how many came."""
        done = 0
        for some in in_batches(chains, batch):
            for chain, made in [(chain, self._prepared(chain, comparisons=comparisons)) for chain in some]:
                self._keep(chain, made)
            done += len(some)
            if progress is not None:
                progress(done)
        return done

    @property
    def _withheld(self) -> set[Digest]:
        return {withholding.hop for withholding in self._withholdings}

    def _prepared(self, chain: Chain, *, comparisons: bool) -> list[StoredComparison]:
        """Return the comparisons to be kept, once all is checked: what may fail fails here, what writes comes after."""
        given = brought(chain)
        if not comparisons:
            return given
        known = {key_of(stored) for stored in (*self._comparisons, *given)}
        return [*given, *compared(chain, known, self._withheld)]

    def _keep(self, chain: Chain, made: list[StoredComparison]) -> None:
        withheld = self._withheld
        for hop in chain.hops:
            kept = self._hops.get(hop.digest)
            if kept is None or (kept.text is None and hop.digest not in withheld):
                if kept is None:
                    self._enter("hop", hop.digest)
                self._hops[hop.digest] = hop
                self._index(hop)
        if chain.digest not in self._heads:
            self._heads[chain.digest] = None
            self._enter("head", chain.digest)
        for digest, data in chain.held.evidence.items():
            self._keep_evidence(digest, data)
        self._attached.setdefault(chain.digest, {}).update(dict.fromkeys(unnamed_evidence(chain)))
        for gloss in chain.held.glosses:
            if gloss.hop not in withheld and gloss not in self._glosses:
                self._glosses[gloss] = None
                self._enter_row(Held(glosses=(gloss,)))
        for stored in made:
            if not touches(key_of(stored), withheld):
                self._comparisons[stored] = None
        for waiver in chain.held.waivers:
            self._keep_waiver(waiver)
        for correction in chain.held.corrections:
            self._keep_correction(correction)

    def _enter(self, kind: str, digest: Digest) -> None:
        """Enter in the log what came."""
        self._log.append((kind, key(digest)))
        taken_up(self._log[-1:], self._tree)

    def _enter_row(self, held: Held) -> None:
        for row in rows_of(held):
            self._enter(row.kind, Digest(row.digest.hex()))

    def _keep_evidence(self, digest: Digest, data: bytes | None) -> None:
        if digest not in self._evidence:
            self._evidence[digest] = data
            self._enter("evidence", digest)

    def _keep_waiver(self, waiver: Waiver) -> None:
        if waiver not in self._waivers:
            self._waivers[waiver] = None
            self._enter_row(Held(waivers=(waiver,)))

    def _keep_correction(self, correction: Correction) -> None:
        if correction not in self._corrections:
            self._corrections[correction] = None
            self._enter_row(Held(corrections=(correction,)))

    def _index(self, hop: Hop) -> None:
        if hop.text is None:
            return
        for span, found in passages_of(hop.text, hop.language):
            for shingle in found:
                self._holders.setdefault(shingle, []).append(len(self._passages))
            self._passages.append((hop.digest, span))

    def near(self, shingles: Iterable[int], limit: int) -> Sequence[Passage]:
        """Return the passages that share most with the shingles, best first."""
        lists = [self._holders.get(shingle, ())[:CAP] for shingle in sorted(set(shingles))]
        chosen = elected(lists, limit)
        shortest = sorted(chosen.equals, key=lambda place: (len(self._passages[place][1]), place))[: chosen.room]
        return [self._passage(*self._passages[place]) for place in (*chosen.best, *shortest)]

    def _passage(self, hop: Digest, span: Span) -> Passage:
        return Passage(hop, span, self._hops[hop].text or "")

    def reindex(self) -> int:
        """Make the index of passages anew, and return how many there are."""
        self._passages, self._holders = [], {}
        for hop in self._hops.values():
            self._index(hop)
        return len(self._passages)

    def get(self, head: Digest | str) -> Chain:
        """Return the chain of a hop, and all that is kept beside it."""
        waiting = [self._found(head)]
        hops: dict[Digest, Hop] = {}
        while waiting:
            digest = waiting.pop()
            if digest not in hops:
                hops[digest] = self._hops[digest]
                waiting += hops[digest].sources
        return Chain.of(hops.values(), held=self._held(hops))

    def _held(self, hops: dict[Digest, Hop]) -> Held:
        named = [digest for hop in hops.values() for digest in named_evidence(hop)]
        attached = [digest for digest in hops for digest in self._attached.get(digest, ())]
        evidence = {digest: self._evidence.get(digest) for digest in (*named, *attached)}
        return Held(
            evidence={digest: data for digest, data in evidence.items() if data is not None},
            glosses=tuple(gloss for gloss in self._glosses if gloss.hop in hops),
            comparisons=in_order(stored for stored in self._comparisons if stored.hop in hops),
            waivers=tuple(waiver for waiver in self._waivers if waiver.hop in hops),
            corrections=tuple(one for one in self._corrections if one.old in hops or one.new in hops),
        )

    def _found(self, hop: Digest | str) -> Digest:
        prefix = prefix_of(hop)
        found = sorted(digest for digest in self._hops if digest.hex.startswith(prefix))
        if not found:
            raise not_found(hop)
        if len(found) > 1:
            raise one_of_several(hop, found[:2])
        return found[0]

    def heads(self) -> Iterator[Digest]:
        """Yield the head of every chain that was put, in the order in which they first were."""
        yield from tuple(self._heads)

    def resting_on(self, hop: Digest | str) -> Iterator[Digest]:
        """Yield the heads that rest on a hop, directly or not, in the order in which they were put."""
        start = self._found(hop)
        below = {start}
        for digest, other in self._hops.items():  # sources come first, so one pass is enough
            if not below.isdisjoint(other.sources):
                below.add(digest)
        yield from [head for head in self._heads if head in below and head != start]

    def find(self, query: Query) -> Iterator[Digest]:
        """Yield the hops for which all of a query holds, in the order in which they came."""
        search = Search(query)
        after = None if query.after is None else self._found(query.after)
        for digest, hop in tuple(self._hops.items()):
            if search.meets(str(digest), hop.record) and after is None:
                yield digest
            if digest == after:
                after = None

    def lineage(self, hop: Digest | str, *, depth: int | None = None) -> Iterator[Relative]:
        """Yield what a hop rests on, the nearest first, then what rests on it."""
        check_depth(depth)
        start = self._found(hop)
        digests = list(self._hops)
        numbers = {digest: number for number, digest in enumerate(digests)}
        back = [[numbers[source] for source in other.sources] for other in self._hops.values()]
        forth: list[list[int]] = [[] for _ in digests]
        for number, sources in enumerate(back):
            for source in sources:
                forth[source].append(number)
        for links, sign in ((back, -1), (forth, 1)):
            for number, distance in akin(numbers[start], links.__getitem__, depth):
                yield Relative(hop=digests[number], distance=sign * distance)

    def roots(self) -> Iterator[Digest]:
        """Yield the hops that rest on nothing, in the order in which they came."""
        yield from [digest for digest, hop in self._hops.items() if not hop.sources]

    def stats(self) -> Statistics:
        """Return how much the store holds."""
        return tally(
            (hop.record for hop in self._hops.values()),
            chains=len(self._heads),
            evidence=sum(data is not None for data in self._evidence.values()),
            comparisons=len(self._comparisons),
            glosses=len(self._glosses),
            waivers=len(self._waivers),
            corrections=len(self._corrections),
            withholdings=len(self._withholdings),
        )

    def waive(self, waiver: Waiver) -> None:
        """Keep a waiver of a hop."""
        self._found(waiver.hop)
        self._keep_waiver(waiver)

    def correct(self, correction: Correction) -> None:
        """Keep a correction or retraction; the old hop stays, and the new one must be there."""
        self._found(correction.old)
        if correction.new is not None:
            self._found(correction.new)
        self._keep_correction(correction)

    def withhold(self, hop: Digest | str, *, reason: str, by: str, on: PartialDate | str) -> None:
        """Take a hop's words away for good, with what tells them, and keep a record of it."""
        digest = self._found(hop)
        withholding = Withholding(hop=digest, reason=reason, by=by, on=on)
        old = self._hops[digest]
        for name in named_evidence(old):
            self._keep_evidence(name, None)
            self._evidence[name] = None
        words = old.text.encode() if old.text is not None else None
        for head in (digest, *self.resting_on(digest)):
            for name in self._attached.get(head, ()):
                data = self._evidence[name]
                if words is not None and data is not None and words in data:
                    self._evidence[name] = None
        self._hops[digest] = old.withholding()
        gone = {place for place, (hop, _) in enumerate(self._passages) if hop == digest}
        for shingle, holders in self._holders.items():
            self._holders[shingle] = [place for place in holders if place not in gone]
        self._glosses = {gloss: None for gloss in self._glosses if gloss.hop != digest}
        self._comparisons = {one: None for one in self._comparisons if not touches(key_of(one), {digest})}
        if withholding not in self._withholdings:
            self._withholdings[withholding] = None
            self._enter(WITHHOLDINGS, Digest(withholding_row(withholding).digest.hex()))

    def withholdings(self) -> Iterator[Withholding]:
        """Yield the record of every withholding, in order."""
        yield from tuple(self._withholdings)

    def checkpoint(self) -> Checkpoint:
        """Return the size of the log of what came and the root over it."""
        return self._tree.checkpoint

    def verify(self, checkpoint: Checkpoint | None = None) -> Verification:
        """Recompute every digest, re-apply every delta, and tell whether all is as recorded."""
        for checked, (digest, hop) in enumerate(self._hops.items()):
            try:
                actual = Hop.of_record(hop.record, hop.text).digest
            except ProvenanceError as error:
                return faulty(digest, f"hop {digest} was altered – {error}", checked)
            if actual != digest:
                return faulty(digest, f"hop {digest} was altered – it has {actual} now", checked)
        checked = len(self._hops)
        for digest, data in self._evidence.items():
            if data is not None and digest_of(data) != digest:
                return faulty(digest, f"evidence {digest} was altered – it has {digest_of(data)} now", checked)
        for stored in self._comparisons:
            if self._holds(stored) is False:
                return faulty(stored.hop, f"a delta is broken – {stored.source} to {stored.hop}", checked)
        log = ((number, *entry) for number, entry in enumerate(self._log, 1))
        peaks = {self._tree.size: self._tree.peaks}
        for bad, what in faults_of_log(log, self._in_order(), peaks=peaks, checkpoint=checkpoint):
            return faulty(bad, what, checked)
        lacking = [hop.digest for hop in self._hops.values() if hop.text is None and hop.seal is not None]
        withheld = len(self._withheld.intersection(lacking))
        return as_recorded(
            hops=checked,
            chains=len(self._heads),
            withheld=withheld,
            absent=len(lacking) - withheld,
            checkpoint=checkpoint,
        )

    def _in_order(self) -> dict[str, Iterable[tuple[str, bytes]]]:
        """Return what the log should tell; of statements it is the only record of their common order here."""
        return {
            "hop": (("hop", key(digest)) for digest in self._hops),
            "head": (("head", key(digest)) for digest in self._heads),
            "evidence": (("evidence", key(digest)) for digest in self._evidence),
            "statements": (entry for entry in self._log if entry[0] in STATEMENTS),
        }

    def _holds(self, stored: StoredComparison) -> bool | None:
        glosses = (gloss.text for gloss in self._glosses if gloss.hop in {stored.source, stored.hop})
        between = next((text for text in glosses if digest_of_words(text) == stored.through), None)
        if between is None and stored.through in self._hops:
            between = self._hops[stored.through].text
        source, target = self._hops[stored.source], self._hops[stored.hop]
        return delta_holds(stored, source=source.text, target=target.text, between=between)

    def close(self) -> None:
        """Let go of nothing: the chains go with the store itself."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
