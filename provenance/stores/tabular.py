"""A store in tables of rows: how chains are read, questioned, withheld and verified, whichever database keeps the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import evolve

from provenance.canonical import Digest, digest_of
from provenance.errors import ChainError, IntegrityError, StoreError
from provenance.model.chain import Chain
from provenance.model.held import Held
from provenance.stores.asking import PAGE, Questions
from provenance.stores.base import (
    Withholding,
    brought,
    compared,
    in_order,
    key_of,
    named_evidence,
    not_found,
    one_of_several,
    prefix_of,
)
from provenance.stores.inspection import Inspection
from provenance.stores.rows import (
    WITHHOLDINGS,
    digest_at,
    key,
    read_hop,
    read_rows,
    read_withholding,
    rows_of,
    withholding_row,
)
from provenance.stores.statements import (
    ABOVE,
    BLANKING,
    CHAIN,
    COMPARED,
    SEEK,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from provenance.dates import PartialDate
    from provenance.merkle import Checkpoint
    from provenance.model.held import Correction, StoredComparison, Waiver
    from provenance.model.hop import Hop
    from provenance.stores.base import Verification
    from provenance.stores.entries import Log
    from provenance.stores.passages import Passage
    from provenance.stores.questions import Query, Relative, Statistics
    from provenance.stores.rows import Row
    from provenance.stores.tables import PassageIndex, Tables

__all__ = ["TabularStore"]

AT_ONCE = 500
"""Hops that are sought with one question: SQLite before 3.32 takes 999 values at most, and each answer is a row."""


class TabularStore:
    """What the stores in databases have in common. How rows get there in bulk is each one's own."""

    _file: Tables
    _index: PassageIndex
    _log: Log
    _questions: Questions
    _errors: tuple[type[Exception], ...]
    """What the driver raises."""

    def _prepared(self, chain: Chain, *, comparisons: bool) -> list[StoredComparison]:
        """Return the comparisons to be kept, once all is checked: before the transaction, as they take longest."""
        given = brought(chain)
        if not comparisons or len(chain.hops) == 1:
            return given
        known = {key_of(stored) for stored in given}
        withheld: set[Digest] = set()
        with self._file.reading():
            for digest, silent, source, through in self._asked_of(chain, COMPARED):
                if silent:
                    withheld.add(digest)
                if source is not None:
                    known.add((digest_at(source), digest, through and digest_at(through)))
        return [*given, *compared(chain, known, withheld)]

    def _sought(self, chain: Chain) -> dict[Digest, Any]:
        """Return what is here of a chain's hops: number, that as a head, whether it lacks words, whether they were withheld."""
        return {digest: told for digest, *told in self._asked_of(chain, SEEK)}

    def _asked_of(self, chain: Chain, question: str) -> Iterator[Any]:
        """Yield what is answered of the hops of a chain that are here, each row led by the hop's digest."""
        for start in range(0, len(chain.hops), AT_ONCE):
            named = {key(hop.digest): hop.digest for hop in chain.hops[start : start + AT_ONCE]}
            for name, *told in self._file.execute(question.format(", ".join("?" * len(named))), tuple(named)):
                yield named[name], *told

    def _silent(self, hop: bytes) -> bool:
        """Return whether a hop's words were withheld, whether or not it is part of what is put."""
        row = self._file.execute("select 1 from beside where hop = ? and kind = 'withholdings'", (hop,)).fetchone()
        return row is not None

    def _keep_bytes(self, digest: Digest, data: bytes | None) -> None:
        values = (key(digest), data)
        if self._file.execute(
            "insert into evidence (digest, data) values (?, ?) on conflict do nothing", values
        ).rowcount:
            self._log.enter("evidence", values[0])

    def _keep_rows(self, held: Held) -> None:
        if held.glosses or held.waivers or held.corrections:
            for row in rows_of(held):
                if row.kind != "glosses" or not self._silent(row.hop):
                    self._keep_row(row)

    def _keep_row(self, row: Row) -> None:
        values = (row.hop, row.digest)
        if self._file.execute("select 1 from beside where hop = ? and digest = ?", values).fetchone() is None:
            self._file.execute(
                "insert into beside (hop, digest, kind, other, record) values (?, ?, ?, ?, ?)",
                (*values, row.kind, row.other, row.record),
            )
            self._log.enter(row.kind, row.digest)

    def get(self, head: Digest | str) -> Chain:
        """Return the chain of a hop, and all that is kept beside it."""
        with self._file.reading():
            digest = head if isinstance(head, Digest) else self._found(head)
            rows: dict[str, list[Any]] = {"hop": [], "beside": [], "comparison": [], "attached": []}
            for kind, *row in self._file.execute(CHAIN, {"digest": key(digest)}):
                rows[kind].append(tuple(row))
            hops = [read_hop(name, record, words) for _, name, words, _, record in rows["hop"]]
            if not hops:
                raise not_found(head)
            held = self._held(rows, hops)
        try:
            chain = Chain.of(hops, held=held)
        except ChainError as error:
            raise IntegrityError(
                f"a hop is lost – chain {digest}: {error} – restore the archive from a copy",
                expected=error.source,
                actual=error.hop,
            ) from error
        if chain.digest != digest:
            raise IntegrityError(
                f"another hop stands there – {digest} leads to {chain.digest} – the index is damaged, restore the archive "
                "from a copy",
                expected=digest,
                actual=chain.digest,
            )
        return chain

    def _held(self, rows: dict[str, list[Any]], hops: list[Hop]) -> Held:
        wanted = {digest_at(row[1]) for row in rows["attached"]}.union(*map(named_evidence, hops))
        if not (wanted or rows["beside"] or rows["comparison"]):
            return Held()
        held = read_rows(row[1:] for row in (*sorted({*rows["beside"]}), *rows["comparison"]))
        return evolve(held, comparisons=in_order(held.comparisons), evidence=dict(self._evidence(wanted)))

    def _evidence(self, wanted: Iterable[Digest]) -> Iterator[tuple[Digest, bytes]]:
        for digest in wanted:
            row = self._file.execute("select data from evidence where digest = ?", (key(digest),)).fetchone()
            if row is None or row[0] is None:
                continue
            if not isinstance(row[0], bytes) or digest_of(row[0]) != digest:
                raise IntegrityError(
                    f"evidence was altered – {digest} – restore the archive from a copy",
                    expected=digest,
                    actual=digest_of(row[0]) if isinstance(row[0], bytes) else row[0],
                )
            yield digest, row[0]

    def _found(self, hop: Digest | str) -> Digest:
        prefix = prefix_of(hop)
        ends = [bytes.fromhex(prefix.ljust(64, end)) for end in "0f"]
        rows = self._file.execute(
            "select digest from hop where digest between ? and ? order by digest limit 2", ends
        ).fetchall()
        if not rows:
            raise not_found(hop)
        found = [digest_at(digest) for (digest,) in rows]
        if len(found) > 1:
            raise one_of_several(hop, found)
        return found[0]

    def heads(self) -> Iterator[Digest]:
        """Yield the head of every chain that was put, in the order in which they first were."""
        rows: list[Any] = [(0, None)]
        while rows:
            with self._file.reading():
                rows = self._file.execute(
                    "select head, digest from hop where head > ? order by head limit ?",
                    (rows[-1][0], PAGE),
                ).fetchall()
            for _, digest in rows:
                yield digest_at(digest)

    def resting_on(self, hop: Digest | str) -> Iterator[Digest]:
        """Yield the heads that rest on a hop, directly or not, in the order in which they were put."""
        with self._file.reading():
            rows = self._file.execute(ABOVE, {"digest": key(self._found(hop))}).fetchall()
        for (digest,) in rows:
            yield digest_at(digest)

    def find(self, query: Query) -> Iterator[Digest]:
        """Yield the hops for which all of a query holds, in the order in which they came."""
        yield from self._questions.found(query, None if query.after is None else self._known(query.after))

    def lineage(self, hop: Digest | str, *, depth: int | None = None) -> Iterator[Relative]:
        """Yield what a hop rests on, the nearest first, then what rests on it."""
        yield from self._questions.lineage(self._known(hop), depth)

    def roots(self) -> Iterator[Digest]:
        """Yield the hops that rest on nothing, in the order in which they came."""
        yield from self._questions.roots()

    def stats(self) -> Statistics:
        """Return how much the archive holds."""
        return self._questions.statistics()

    def _known(self, hop: Digest | str) -> Digest:
        with self._file.reading():
            return self._found(hop)

    def waive(self, waiver: Waiver) -> None:
        """Keep a waiver of a hop."""
        with self._file.writing():
            self._found(waiver.hop)
            self._keep_rows(Held(waivers=(waiver,)))

    def correct(self, correction: Correction) -> None:
        """Keep a correction or retraction; the old hop stays, and the new one must be there."""
        with self._file.writing():
            self._found(correction.old)
            if correction.new is not None:
                self._found(correction.new)
            self._keep_rows(Held(corrections=(correction,)))

    def withhold(self, hop: Digest | str, *, reason: str, by: str, on: PartialDate | str) -> None:
        """Take a hop's words away for good, with what tells them, and keep a record of it."""
        with self._file.writing():
            digest = self._found(hop)
            row = withholding_row(Withholding(hop=digest, reason=reason, by=by, on=on))
            self._blank(digest)
            self._keep_row(row)
        if not self._file.truncate_log():
            raise StoreError(
                f"withheld, but still in the log – {self._file.path}-wal – another process is reading; withhold it again "
                "once it has finished"
            )

    def _blank(self, digest: Digest) -> None:
        number, *row = self._file.execute(
            "select id, digest, record, words from hop where digest = ?", (key(digest),)
        ).fetchone()
        about = {"number": number, "digest": key(digest), "words": row[2]}
        self._index.remove(number, (row[2] or b"").decode())
        for name in named_evidence(read_hop(*row)):
            self._keep_bytes(name, None)
            self._file.execute("update evidence set data = null where digest = ?", (key(name),))
        for statement in BLANKING:
            self._file.execute(statement, about)

    def withholdings(self) -> Iterator[Withholding]:
        """Yield the record of every withholding, in order."""
        with self._file.reading():
            rows = self._file.execute(
                "select digest, hop, record from beside where kind = ? order by id", (WITHHOLDINGS,)
            ).fetchall()
        for row in rows:
            yield read_withholding(*row)

    def near(self, shingles: Iterable[int], limit: int) -> Sequence[Passage]:
        """Return the passages that share most with the shingles, best first."""
        with self._file.reading():
            return self._index.near(shingles, limit)

    def reindex(self) -> int:
        """Make the index of passages anew, and return how many there are."""
        with self._file.writing():
            return self._index.rebuild()

    def checkpoint(self) -> Checkpoint:
        """Return the size of the log of what came and the root over it."""
        return self._log.checkpoint()

    def verify(self, checkpoint: Checkpoint | None = None) -> Verification:
        """Recompute every digest, re-apply every delta, and tell whether all is as recorded."""
        with self._file.reading():
            return Inspection(self._file, self._index, checkpoint, errors=self._errors).verification()

    def close(self) -> None:
        """Let go of the file; to close twice is no fault."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
