"""What every store promises, and what each checks before it writes anything."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Protocol, Self

from attrs import field, frozen

from provenance.canonical import Digest, digest_of
from provenance.dates import PartialDate
from provenance.errors import IntegrityError, NotFoundError, RecordError
from provenance.keeping import still_holds, stored_comparison
from provenance.model.checks import line
from provenance.model.held import Correction, StoredComparison, Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from types import TracebackType

    from provenance.merkle import Checkpoint
    from provenance.model.chain import Chain, Step
    from provenance.model.hop import Hop
    from provenance.stores.passages import Passage
    from provenance.stores.questions import Query, Relative, Statistics

__all__ = [
    "Store",
    "Verification",
    "Withholding",
    "as_recorded",
    "brought",
    "compared",
    "faulty",
    "in_batches",
    "in_order",
    "key_of",
    "named_evidence",
    "not_found",
    "one_of_several",
    "prefix_of",
    "touches",
    "unnamed_evidence",
]


@frozen(kw_only=True)
class Verification:
    """What a store's verification found: all as recorded, or the first record that is not."""

    ok: bool
    checked: int
    """Hops found as recorded: all of them, or those before the first fault."""
    unread: int
    """Of these, hops whose words could not be checked: withheld, or sealed in the record and not held here."""
    first_bad: Digest | None
    """The first bad record; None where all is well, or where the damage has no record's name."""
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def _date(value: str | PartialDate) -> PartialDate:
    return PartialDate.parse(value) if isinstance(value, str) else value


@frozen(kw_only=True)
class Withholding:
    """The record that a hop's words were taken away: by whom, when, and for what reason."""

    hop: Digest
    reason: str = field(validator=line)
    by: str = field(validator=line)
    on: PartialDate = field(converter=_date)


class Store(Protocol):
    """Where chains are kept. It only appends: what was recorded is neither changed nor dropped.

    Wherever a hop is asked for, its digest will do, as a value or as text, or its first eight hexadecimal digits or
    more where no other hop begins with them; NotFoundError otherwise. StoreError if the database fails.
    """

    def put(self, chain: Chain, *, comparisons: bool = True) -> Digest:
        """Keep a chain and all that it holds, whole or not at all, and return its digest.

        What is kept already stays; what comes new is added to it, also words and evidence that were lacking. Unless
        ``comparisons`` is false, the comparison of every step that has none is computed and kept too. Withheld words
        stay withheld, and a delta that cannot be checked, as its words are lacking, is left out. IntegrityError for
        evidence or a delta that is not what it says.
        """
        ...

    def put_many(
        self,
        chains: Iterable[Chain],
        *,
        comparisons: bool = False,
        batch: int = 1000,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Keep many chains, each batch whole or not at all, and return how many came.

        ``progress`` is told the number after each batch.
        """
        ...

    def get(self, head: Digest | str) -> Chain:
        """Return the chain of a hop, and all that is kept beside it. IntegrityError if anything of it was altered."""
        ...

    def heads(self) -> Iterator[Digest]:
        """Yield the head of every chain that was put, in the order in which they first were."""
        ...

    def resting_on(self, hop: Digest | str) -> Iterator[Digest]:
        """Yield the heads that rest on a hop, directly or not, in the order in which they were put."""
        ...

    def find(self, query: Query) -> Iterator[Digest]:
        """Yield the hops for which all of a query holds, in the order in which they came, as they are found."""
        ...

    def lineage(self, hop: Digest | str, *, depth: int | None = None) -> Iterator[Relative]:
        """Yield what a hop rests on, the nearest first, then what rests on it; at most so many steps away."""
        ...

    def roots(self) -> Iterator[Digest]:
        """Yield the hops that rest on nothing, in the order in which they came."""
        ...

    def stats(self) -> Statistics:
        """Return how much the store holds."""
        ...

    def waive(self, waiver: Waiver) -> None:
        """Keep a waiver of a hop."""
        ...

    def correct(self, correction: Correction) -> None:
        """Keep a correction or retraction; the old hop stays, and the new one must be there."""
        ...

    def withhold(self, hop: Digest | str, *, reason: str, by: str, on: PartialDate | str) -> None:
        """Take a hop's words away for good and keep a record of it; the chain still verifies.

        With the words goes what tells them: the hop's glosses, the comparisons made with its words, and the evidence
        that its captures name or, unnamed, that was put with a chain which rests on it and has the words in it. None of
        it comes back with a later put. Other hops of the same words are withheld one by one.
        """
        ...

    def withholdings(self) -> Iterator[Withholding]:
        """Yield the record of every withholding, in order."""
        ...

    def near(self, shingles: Iterable[int], limit: int) -> Sequence[Passage]:
        """Return at most so many recorded passages that share most with the shingles of some words, best first.

        Shingles are those of ``provenance.shingles``; to rank what comes exactly is the caller's. Of a shingle that very
        many passages hold the first are asked; of passages that share as much the shortest come. Withheld words are in no
        passage. StoreError where the index is missing.
        """
        ...

    def reindex(self) -> int:
        """Make the index of passages anew from the words that are held, and return how many passages there are."""
        ...

    def checkpoint(self) -> Checkpoint:
        """Return the size of the log of what came and the root over it, to be kept elsewhere, signed or not."""
        ...

    def verify(self, checkpoint: Checkpoint | None = None) -> Verification:
        """Recompute every digest, re-apply every delta, and tell whether all is as recorded.

        The log must tell every record, in the order in which it came, and no other. That its tail was not cut, and that
        records, log and all were not written anew, shows only where a checkpoint of this store is given: then the log
        must begin with what was there at that time. Which chains evidence without a capture was put with is not in
        the log: that it belongs to none any more is seen, that it belonged to one more is not.
        """
        ...

    def close(self) -> None:
        """Let go of the database; to close twice is no fault."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


_PREFIX = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})")


def prefix_of(hop: Digest | str) -> str:
    """Return the hexadecimal digits that a hop is asked for by; NotFoundError for what is no beginning of a digest."""
    if isinstance(hop, Digest):
        return hop.hex
    found = _PREFIX.fullmatch(hop.strip().lower())
    if found is None:
        raise NotFoundError(
            f"not a digest – {hop[:80]!r} – give sha256:… or the first eight hexadecimal digits or more", digest=hop
        )
    return found.group(1)


def not_found(hop: Digest | str) -> NotFoundError:
    """Return the error for a hop that is not stored."""
    return NotFoundError(f"no such hop – {hop} – put a chain that holds it first", digest=hop)


def one_of_several(hop: Digest | str, found: Iterable[Digest]) -> NotFoundError:
    """Return the error for digits that several digests begin with."""
    several = " and ".join(str(digest) for digest in found)
    return NotFoundError(f"several hops begin so – {hop}: {several} – give more digits", digest=hop)


def brought(chain: Chain) -> list[StoredComparison]:
    """Return the comparisons that a chain brings, once all that it holds was found to be what it says.

    A delta whose words the chain lacks cannot be checked; it is left out, and computed anew once they are there.
    """
    for digest, data in chain.held.evidence.items():
        actual = digest_of(data)
        if actual != digest:
            raise IntegrityError(
                f"evidence of another digest – {digest} is named, the bytes have {actual} – they were altered",
                expected=digest,
                actual=actual,
            )
    if not chain.held.comparisons:
        return []
    steps = {(step.source.digest, step.hop.digest) for step in chain.steps}
    return [stored for stored in chain.held.comparisons if _fits(stored, chain, steps)]


def _fits(stored: StoredComparison, chain: Chain, steps: AbstractSet[tuple[Digest, Digest]]) -> bool:
    if (stored.source, stored.hop) not in steps:
        raise RecordError(
            f"a comparison of no step – {stored.source} to {stored.hop} – the chain has no such pair, leave it out",
            field="comparisons",
            value=stored,
        )
    holds = still_holds(stored, chain)
    if holds is False:
        raise IntegrityError(
            f"a broken delta – it does not turn {stored.source} into {stored.hop} – leave it out, it is computed anew",
            expected=stored.hop,
            actual=stored.delta,
        )
    return holds or stored.delta is None


def in_batches(chains: Iterable[Chain], size: int) -> Iterator[list[Chain]]:
    """Yield chains in lists of at most so many."""
    if size < 1:
        raise RecordError(f"not a batch – {size} chains – one at least", field="batch", value=size)
    waiting = iter(chains)
    while some := list(islice(waiting, size)):
        yield some


def named_evidence(hop: Hop) -> Iterator[Digest]:
    """Yield the digests of evidence that a hop's captures name."""
    for capture in hop.captures:
        if capture.data is not None:
            yield capture.data
        if capture.text is not None:
            yield capture.text


def unnamed_evidence(chain: Chain) -> list[Digest]:
    """Return the digests of evidence that a chain holds and that no capture of its hops names."""
    if not chain.held.evidence:
        return []
    named = {digest for hop in chain.hops for digest in named_evidence(hop)}
    return [digest for digest in chain.held.evidence if digest not in named]


def key_of(compared: Step | StoredComparison) -> tuple[Digest, Digest, Digest | None]:
    """Return what makes two comparisons ones of the same pair, made the same way."""
    if isinstance(compared, StoredComparison):
        return compared.source, compared.hop, compared.through
    return compared.source.digest, compared.hop.digest, compared.through


def touches(key: tuple[Digest, Digest, Digest | None], hops: AbstractSet[Digest]) -> bool:
    """Return whether a comparison was made with the words of one of the hops."""
    return not hops.isdisjoint(key)


def in_order(comparisons: Iterable[StoredComparison]) -> tuple[StoredComparison, ...]:
    """Return comparisons in the one order that every store hands them out in: by what they hold, not by when it came."""
    return tuple(
        sorted(
            comparisons,
            key=lambda stored: (
                stored.hop,
                stored.source,
                stored.computed_by,
                stored.via or "",
                str(stored.through),
                stored.delta or "",
                stored.alignment or b"",
                stored.facts or b"",
            ),
        )
    )


def compared(
    chain: Chain, known: AbstractSet[tuple[Digest, Digest, Digest | None]], withheld: AbstractSet[Digest]
) -> Iterator[StoredComparison]:
    """Yield the comparison of every step that none is known of and that has anything to keep."""
    for step in chain.steps:
        key = key_of(step)
        if key not in known and not touches(key, withheld):
            stored = stored_comparison(step)
            if stored.delta is not None or stored.alignment is not None:
                yield stored


def as_recorded(
    *, hops: int, chains: int, withheld: int, absent: int, checkpoint: Checkpoint | None = None
) -> Verification:
    """Return the verification of a store in which everything is as recorded."""
    if not hops:
        return Verification(ok=True, checked=0, unread=0, first_bad=None, sentence="nothing is stored here yet")
    sentence = f"{_count(hops, 'hop')} in {_count(chains, 'chain')}: all as recorded"
    if checkpoint is not None:
        sentence += f", and the first {_count(checkpoint.size, 'entry')} of the log as at the checkpoint"
    missing = [f"{count} {why}" for count, why in ((withheld, "withheld"), (absent, "not held here")) if count]
    if missing:
        sentence += f"; words not checked: {', '.join(missing)}"
    return Verification(ok=True, checked=hops, unread=withheld + absent, first_bad=None, sentence=sentence)


def faulty(first_bad: Digest | None, what: str, checked: int) -> Verification:
    """Return the verification of a store in which something is not as it was recorded."""
    sentence = f"{what}; {_count(checked, 'hop')} before it as recorded"
    return Verification(ok=False, checked=checked, unread=0, first_bad=first_bad, sentence=sentence)


def _count(number: int, what: str) -> str:
    several = f"{what.removesuffix('y')}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else several}"
