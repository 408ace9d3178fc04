"""A store in one PostgreSQL database, which any number of hosts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from provenance.shingles import shingles as shingles_in
from provenance.stores.asking import Questions
from provenance.stores.base import brought, in_batches, key_of, touches, unnamed_evidence
from provenance.stores.entries import Log
from provenance.stores.indexed import WORDS, index_faults, language_of
from provenance.stores.passages import CAP, Passage, elected, passages_of
from provenance.stores.rows import comparison_row, digest_at, key, rows_of
from provenance.stores.server import DRIVER_ERRORS, Server
from provenance.stores.tabular import TabularStore
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.dates import PartialDate
    from provenance.merkle import Checkpoint
    from provenance.model.chain import Chain
    from provenance.model.held import Correction, StoredComparison, Waiver
    from provenance.model.hop import Hop

__all__ = ["PostgresStore"]

Prepared = tuple["Chain", "list[StoredComparison]"]


class PostgresStore(TabularStore):
    """Chains in one database. Several threads may ask one store; each has a connection of its own meanwhile.

    Withheld words leave the tables at once; that old rows and old logs of transactions are cleaned is the server's to see to.
    """

    _errors = DRIVER_ERRORS

    def __init__(self, where: str, *, readonly: bool = False, searchable: bool = True) -> None:
        self._file: Server = Server(where, readonly=readonly)
        self._searchable = searchable
        self._index = _Index(self._file)
        self._log = Log(self._file)
        self._questions = Questions(self._file)

    def put(self, chain: Chain, *, comparisons: bool = True) -> Digest:
        """Keep a chain and all that it holds, and return its digest."""
        self._write([chain], comparisons=comparisons)
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
            self._write(some, comparisons=comparisons)
            done += len(some)
            if progress is not None:
                progress(done)
        return done

    def _write(self, chains: list[Chain], *, comparisons: bool) -> None:
        prepared = self._file.again(
            lambda: (
                [(chain, self._prepared(chain, comparisons=comparisons)) for chain in chains]
                if comparisons
                else [(chain, brought(chain)) for chain in chains]
            )
        )

        def work() -> None:
            with self._file.writing():
                _Batch(self._file, prepared, searchable=self._searchable).write()

        self._file.again(work)

    def waive(self, waiver: Waiver) -> None:
        """Keep a waiver of a hop."""
        self._file.again(lambda: super(PostgresStore, self).waive(waiver))

    def correct(self, correction: Correction) -> None:
        """Keep a correction or retraction; the old hop stays, and the new one must be there."""
        self._file.again(lambda: super(PostgresStore, self).correct(correction))

    def withhold(self, hop: Digest | str, *, reason: str, by: str, on: PartialDate | str) -> None:
        """Take a hop's words away for good, with what tells them, and keep a record of it."""
        self._file.again(lambda: super(PostgresStore, self).withhold(hop, reason=reason, by=by, on=on))

    def checkpoint(self) -> Checkpoint:
        """Return the size of the log of what came and the root over it."""
        return self._file.again(super().checkpoint)


@define
class _Known:
    """What is known of a hop, while a batch is laid out."""

    number: int
    head: bool
    lacking: bool
    silent: bool
    row: list[Any] | None = field(default=None)
    """Its row, where it is new in this batch."""


class _Batch:
    """Chains laid out as rows and written in one go: one question for all that is known of them, one copy a table."""

    def __init__(self, server: Server, prepared: Sequence[Prepared], *, searchable: bool) -> None:
        self._server = server
        self._searchable = searchable
        self._prepared = prepared
        self._hops: dict[Digest, _Known] = {}
        self._rows: dict[str, list[list[Any]]] = {
            name: [] for name in ("hop", "edge", "log", "evidence", "beside", "passage", "posting")
        }
        self._words: list[tuple[bytes, int]] = []
        self._new_heads: list[tuple[int, int]] = []
        self._compared: list[tuple[object, ...]] = []
        self._attached: list[tuple[int, int]] = []

    def write(self) -> None:
        """Write all, within a transaction."""
        self._ask()
        for chain, made in self._prepared:
            self._lay_out(chain, made)
        for table, rows in self._rows.items():
            self._server.copy(table, rows)
        self._server.each("update hop set words = ? where id = ?", self._words)
        self._server.each("update hop set head = ? where id = ?", self._new_heads)
        self._server.each("insert into attached values (?, ?) on conflict do nothing", self._attached)
        self._server.each(
            "insert into comparison (hop, source, digest, through, record) values (?, ?, ?, ?, ?) on conflict do nothing",
            self._compared,
        )

    def _ask(self) -> None:
        """Ask once for all that is known of what comes."""
        ask = self._server.execute
        hops = list({key(hop.digest) for chain, _ in self._prepared for hop in chain.hops})
        known = ask(
            "select digest, id, head is not null, words is null, exists (select 1 from beside where beside.hop = hop.digest "
            "and kind = 'withholdings') from hop where digest = any(?)",
            (hops,),
        )
        self._hops = {digest_at(row[0]): _Known(*row[1:]) for row in known}
        evidence = [key(digest) for chain, _ in self._prepared for digest in chain.held.evidence]
        self._evidence: dict[bytes, int] = {}
        if evidence:
            self._evidence = dict(ask("select digest, id from evidence where digest = any(?)", (evidence,)))
        held = [chain.held for chain, _ in self._prepared]
        about = [key(gloss.hop) for each in held for gloss in each.glosses]
        about += [key(stored.through) for _, made in self._prepared for stored in made if stored.through is not None]
        about += [key(waiver.hop) for each in held for waiver in each.waivers]
        about += [key(correction.old) for each in held for correction in each.corrections]
        self._beside: set[tuple[bytes, bytes]] = set()
        self._silent = {key(digest) for digest, known_of in self._hops.items() if known_of.silent}
        if about:
            for hop, digest, kind in ask("select hop, digest, kind from beside where hop = any(?)", (about,)):
                self._beside.add((hop, digest))
                if kind == "withholdings":
                    self._silent.add(hop)
        tables = ("hop", "evidence", "beside", "log", "passage")
        numbers = ", ".join(f"coalesce((select max(id) from {table}), 0)" for table in tables)
        row = ask(f"select {numbers}, coalesce((select max(head) from hop where head is not null), 0) where ?", (True,))
        self._last: dict[str, int] = dict(zip((*tables, "head"), row.fetchone() or (), strict=True))

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]

    def _enter(self, kind: str, digest: bytes) -> None:
        self._rows["log"].append([self._next("log"), kind, digest])

    def _lay_out(self, chain: Chain, made: list[StoredComparison]) -> None:
        withheld: set[Digest] = set()
        for hop in chain.hops:
            known = self._hops.get(hop.digest)
            if known is None:
                known = self._hops[hop.digest] = self._add(hop)
            elif known.silent:
                withheld.add(hop.digest)
            elif known.lacking and hop.text is not None:
                self._fill(known, hop)
        head = self._hops[chain.digest]
        if not head.head:
            self._crown(head, key(chain.digest))
        self._keep_evidence(chain, head.number)
        if chain.held.glosses or chain.held.waivers or chain.held.corrections:
            self._keep_rows(chain)
        for stored in made:
            through = None if stored.through is None else key(stored.through)
            if not touches(key_of(stored), withheld) and through not in self._silent:
                row = comparison_row(stored)
                source, target = self._hops[stored.source].number, self._hops[stored.hop].number
                self._compared.append((target, source, row.digest, through, row.record))

    def _add(self, hop: Hop) -> _Known:
        words = None if hop.text is None else hop.text.encode()
        row: list[Any] = [self._next("hop"), key(hop.digest), None, hop.canonical, words]
        self._rows["hop"].append(row)
        self._enter("hop", row[1])
        for place, source in enumerate(hop.sources):
            self._rows["edge"].append([row[0], place, self._hops[source].number])
        self._index(row[0], hop)
        return _Known(number=row[0], head=False, lacking=words is None, silent=False, row=row)

    def _fill(self, known: _Known, hop: Hop) -> None:
        words = (hop.text or "").encode()
        if known.row is not None:
            known.row[4] = words
        else:
            self._words.append((words, known.number))
        known.lacking = False
        self._index(known.number, hop)

    def _crown(self, known: _Known, digest: bytes) -> None:
        number = self._next("head")
        if known.row is not None:
            known.row[2] = number
        else:
            self._new_heads.append((number, known.number))
        known.head = True
        self._enter("head", digest)

    def _index(self, number: int, hop: Hop) -> None:
        if hop.text is None or not self._searchable:
            return
        for span, shingles in passages_of(hop.text, hop.language):
            passage = self._next("passage")
            self._rows["passage"].append([passage, number, span.start, span.end])
            self._rows["posting"] += [[shingle, passage] for shingle in set(shingles)]

    def _keep_evidence(self, chain: Chain, head: int) -> None:
        unnamed = set(unnamed_evidence(chain))
        for digest, data in chain.held.evidence.items():
            name = key(digest)
            if name not in self._evidence:
                self._evidence[name] = self._next("evidence")
                self._rows["evidence"].append([self._evidence[name], name, data])
                self._enter("evidence", name)
            if digest in unnamed:
                self._attached.append((head, self._evidence[name]))

    def _keep_rows(self, chain: Chain) -> None:
        for row in rows_of(chain.held):
            if (row.hop, row.digest) in self._beside or (row.kind == "glosses" and row.hop in self._silent):
                continue
            self._beside.add((row.hop, row.digest))
            self._rows["beside"].append([self._next("beside"), row.digest, row.kind, row.hop, row.other, row.record])
            self._enter(row.kind, row.digest)


_HOLDERS = f"""
select array(select passage from posting where shingle = asked order by passage limit {CAP})
from unnest(cast(? as bigint[])) with ordinality as each (asked, place) order by place
"""
_SHORTEST = "select id from passage where id = any(?) order by stop - start, id limit ?"
_PASSAGES = """
select passage.id, digest, start, stop, words from passage join hop on hop.id = passage.hop
where passage.id = any(?) and words is not null
"""
_COUNTED = "select count(*), coalesce(sum(passage), 0), coalesce(sum(shingle), 0) from posting"


class _Index:
    """The index of passages: a row for each shingle of a passage, asked for all shingles at once."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def remove(self, hop: int, text: str) -> None:
        """Take a hop's passages out; their postings are found by the words, so that no index need lead to them."""
        rows = self._server.execute("select id, start, stop from passage where hop = ?", (hop,)).fetchall()
        self._server.each(
            "delete from posting where shingle = any(?) and passage = ?",
            [(list(set(shingles_in(text[start:stop]))), passage) for passage, start, stop in rows],
        )
        self._server.execute("delete from passage where hop = ?", (hop,))

    def near(self, shingles: Iterable[int], limit: int) -> list[Passage]:
        """Return the passages that share most with the shingles, best first."""
        asked = sorted(set(shingles))
        chosen = elected([holders for (holders,) in self._server.execute(_HOLDERS, (asked,))], limit)
        best = chosen.best
        if chosen.room:
            best += [number for (number,) in self._server.execute(_SHORTEST, (chosen.equals, chosen.room))]
        found = {row[0]: row[1:] for row in self._server.execute(_PASSAGES, (best,))}
        return [_passage(*found[number]) for number in best if number in found]

    def rebuild(self) -> int:
        """Make the index anew, and return how many passages there are."""
        self._server.execute("delete from posting")
        self._server.execute("delete from passage")
        number = 0
        passages: list[list[Any]] = []
        postings: list[list[Any]] = []
        for hop, _, record, words in self._server.execute(WORDS):
            for span, shingles in passages_of(words.decode(), language_of(record)):
                number += 1
                passages.append([number, hop, span.start, span.end])
                postings += [[shingle, number] for shingle in set(shingles)]
            if len(passages) >= 1_000:
                self._copy(passages, postings)
        self._copy(passages, postings)
        return number

    def _copy(self, passages: list[list[Any]], postings: list[list[Any]]) -> None:
        self._server.copy("passage", passages)
        self._server.copy("posting", postings)
        passages.clear()
        postings.clear()

    def faults(self) -> Iterator[tuple[Digest | None, str]]:
        """Yield which hop is not in the index as it should be, or what else is wrong with it."""
        return index_faults(self._server, _COUNTED)


def _passage(digest: bytes, start: int, stop: int, words: bytes) -> Passage:
    return Passage(digest_at(digest), Span(start, stop), words.decode())
