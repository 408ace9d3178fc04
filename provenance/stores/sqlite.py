"""A store in one SQLite file: the default, with nothing to start."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from provenance.stores.asking import Questions
from provenance.stores.base import (
    in_batches,
    key_of,
    touches,
    unnamed_evidence,
)
from provenance.stores.database import DRIVER_ERRORS, Database
from provenance.stores.entries import Log
from provenance.stores.index import Index
from provenance.stores.rows import (
    comparison_row,
    key,
)
from provenance.stores.statements import (
    NEXT_HEAD,
)
from provenance.stores.tabular import TabularStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.held import StoredComparison
    from provenance.model.hop import Hop

__all__ = ["SQLiteStore"]


class SQLiteStore(TabularStore):
    """Chains in one file, which any number of processes read and write at once.

    A store belongs to the thread that opened it. With ``readonly`` nothing is written, nor is a new file begun.
    """

    _index: Index
    _errors = DRIVER_ERRORS

    def __init__(self, path: Path, *, readonly: bool = False, searchable: bool = True) -> None:
        self._file: Database = Database(path, readonly=readonly)
        self._searchable = searchable
        self._index = Index(self._file)
        self._log = Log(self._file)
        self._questions = Questions(self._file)

    def put(self, chain: Chain, *, comparisons: bool = True) -> Digest:
        """Keep a chain and all that it holds, and return its digest."""
        made = self._prepared(chain, comparisons=comparisons)
        with self._file.writing():
            self._keep(chain, made)
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
            prepared = [(chain, self._prepared(chain, comparisons=comparisons)) for chain in some]
            with self._file.writing():
                for chain, made in prepared:
                    self._keep(chain, made)
            done += len(some)
            if progress is not None:
                progress(done)
        if self._index.doubled:
            with self._file.writing():
                self._index.settle()
        return done

    def _keep(self, chain: Chain, made: list[StoredComparison]) -> None:
        numbers: dict[Digest, int] = {}
        withheld: set[Digest] = set()
        sought = self._sought(chain)
        for hop in chain.hops:
            found = sought.get(hop.digest)
            if found is None:
                numbers[hop.digest] = self._add(hop, numbers, head=hop is chain.head)
                continue
            numbers[hop.digest], head, lacking, silent = found
            if silent:
                withheld.add(hop.digest)
            elif lacking and hop.text is not None:
                self._file.execute("update hop set words = ? where id = ?", (hop.text.encode(), found[0]))
                self._enter_in_index(found[0], hop.text, hop.language)
            if head is None and hop is chain.head:
                self._file.execute(f"update hop set head = {NEXT_HEAD} where id = ?", found[:1])
                self._log.enter("head", key(hop.digest))
        if chain.held.evidence:
            self._keep_evidence(chain, numbers[chain.digest])
        self._keep_rows(chain.held)
        for stored in made:
            if not touches(key_of(stored), withheld) and not (stored.through and self._silent(key(stored.through))):
                self._keep_comparison(stored, numbers)

    def _add(self, hop: Hop, numbers: dict[Digest, int], *, head: bool) -> int:
        words = None if hop.text is None else hop.text.encode()
        number = cast(
            "int",  # the driver gives one after every insert
            self._file.execute(
                f"insert into hop (digest, head, record, words) values (?, {NEXT_HEAD if head else 'null'}, ?, ?)",
                (key(hop.digest), hop.canonical, words),
            ).lastrowid,
        )
        self._log.enter("hop", key(hop.digest))
        if head:
            self._log.enter("head", key(hop.digest))
        for place, source in enumerate(hop.sources):
            self._file.execute("insert into edge values (?, ?, ?)", (number, place, numbers[source]))
        if hop.text is not None:
            self._enter_in_index(number, hop.text, hop.language)
        return number

    def _enter_in_index(self, number: int, words: str, language: str | None) -> None:
        if self._searchable:
            self._index.add(number, words, language)

    def _keep_evidence(self, chain: Chain, head: int) -> None:
        unnamed = set(unnamed_evidence(chain))
        for digest, data in chain.held.evidence.items():
            self._keep_bytes(digest, data)
            if digest in unnamed:
                self._file.execute(
                    "insert or ignore into attached select ?, id from evidence where digest = ?", (head, key(digest))
                )

    def _keep_comparison(self, stored: StoredComparison, numbers: dict[Digest, int]) -> None:
        row = comparison_row(stored)
        through = None if stored.through is None else key(stored.through)
        self._file.execute(
            "insert or ignore into comparison (hop, source, digest, through, record) values (?, ?, ?, ?, ?)",
            (numbers[stored.hop], numbers[stored.source], row.digest, through, row.record),
        )
