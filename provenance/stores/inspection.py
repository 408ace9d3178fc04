"""The verification of an archive: every digest computed again, every delta applied again, every row looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from provenance.canonical import Digest, digest_of, digest_of_words
from provenance.errors import ProvenanceError
from provenance.keeping import delta_holds
from provenance.stores.base import as_recorded, faulty, named_evidence
from provenance.stores.entries import Log
from provenance.stores.log import faults_of_log
from provenance.stores.rows import WITHHOLDINGS, digest_at, key, read_hop, read_rows, read_withholding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.merkle import Checkpoint
    from provenance.model.held import StoredComparison
    from provenance.model.hop import Hop
    from provenance.stores.base import Verification
    from provenance.stores.tables import PassageIndex, Tables

__all__ = ["Inspection"]

_WITHHELD = "exists (select 1 from beside where kind = 'withholdings' and beside.hop = {})"
_HOPS = f"select id, digest, record, words, {_WITHHELD.format('hop.digest')} from hop order by id"
_EDGES = (
    "select edge.hop, place, source, digest from edge left join hop on hop.id = source order by edge.hop, edge.place"
)
_COMPARISONS = (
    "select comparison.digest, target.digest, source.digest, comparison.record, comparison.through, "
    f"{_WITHHELD.format('target.digest')} or {_WITHHELD.format('source.digest')} or "
    f"{_WITHHELD.format('comparison.through')}, "
    "exists (select 1 from edge where edge.hop = comparison.hop and edge.source = comparison.source) "
    "from comparison left join hop as target on target.id = comparison.hop "
    "left join hop as source on source.id = comparison.source "
    "order by comparison.hop, comparison.source, comparison.digest"
)
_BESIDE = (
    f"select id, digest, kind, hop, other, record, {_WITHHELD.format('about.hop')} from beside as about order by id"
)


@frozen
class _Fault:
    digest: Digest | None
    what: str


class Inspection:
    """One look through a whole archive, row after row, in the order in which they came."""

    def __init__(
        self,
        database: Tables,
        index: PassageIndex,
        checkpoint: Checkpoint | None = None,
        *,
        errors: tuple[type[Exception], ...] = (),
    ) -> None:
        self._database = database
        self._index = index
        self._checkpoint = checkpoint
        self._errors = errors
        self._hops = self._chains = self._withheld = self._absent = 0
        self._named: set[Digest] = set()
        """Evidence that captures name."""

    def verification(self) -> Verification:
        """Return what is found: the first fault, or that there is none."""
        try:
            fault = next(self._faults(), None)
        except self._errors as error:
            told = str(error).partition(" with text ")[0]  # SQLite shows all of a text that it cannot decode
            fault = _Fault(None, f"the archive is damaged – {told} – restore it from a copy")
        except ProvenanceError as error:
            fault = _Fault(None, str(error))
        if fault is not None:
            return faulty(fault.digest, fault.what, self._hops)
        return as_recorded(
            hops=self._hops,
            chains=self._chains,
            withheld=self._withheld,
            absent=self._absent,
            checkpoint=self._checkpoint,
        )

    def _faults(self) -> Iterator[_Fault]:
        yield from self._faults_of_hops()
        yield from self._faults_of_heads()
        yield from self._faults_beside()
        yield from self._faults_of_evidence()
        yield from self._faults_of_comparisons()
        yield from self._faults_of_log()
        yield from (_Fault(None, fault) for fault in self._database.faults())
        yield from (_Fault(*fault) for fault in self._index.faults())

    def _faults_of_hops(self) -> Iterator[_Fault]:
        edges = self._database.execute(_EDGES)
        edge = edges.fetchone()
        for number, digest, record, words, withheld in self._database.execute(_HOPS):
            name = _name(digest, record)
            if number != self._hops + 1:
                yield _Fault(name, f"a row is lost – before hop {name} – restore the archive from a copy")
            try:
                hop = read_hop(digest, record, words)
            except ProvenanceError as error:
                yield _Fault(name, str(error))
                return
            found = []
            while edge is not None and edge[0] == number:
                found.append(edge)
                edge = edges.fetchone()
            if not _same_sources(hop, found):
                yield _Fault(name, f"other sources – hop {name} – the archive links it otherwise than its record says")
            if withheld and words is not None:
                yield _Fault(name, f"withheld words are here – hop {name} – they were put back")
            self._named.update(named_evidence(hop))
            lacking = hop.seal is not None and words is None
            self._withheld += lacking and withheld
            self._absent += lacking and not withheld
            self._hops += 1
        if edge is not None:
            yield _Fault(None, f"sources of no hop – row {edge[0]} – a hop is lost, or the link was added")

    def _faults_of_heads(self) -> Iterator[_Fault]:
        for number, digest in self._database.execute(
            "select head, digest from hop where head is not null order by head"
        ):
            self._chains += 1
            if number != self._chains:
                yield _Fault(None, f"a chain is lost – before head {digest_at(digest)} – restore it from a copy")
        stray = self._database.execute(
            "select digest from hop where head is null "
            "and not exists (select 1 from edge where source = hop.id) order by id limit 1"
        ).fetchone()
        if stray is not None:
            name = digest_at(stray[0])
            yield _Fault(name, f"a hop of no chain – {name} – the chain's head is lost, or the hop was added")

    def _faults_of_comparisons(self) -> Iterator[_Fault]:
        rows = self._database.execute(_COMPARISONS)
        for digest, hop, source, record, through, withheld, step in rows:
            name = _name(hop, record)
            if not step:
                yield _Fault(name, f"a comparison of no step – of hop {name} – it was moved, restore it from a copy")
            if record is None:
                if not withheld:
                    yield _Fault(name, f"a comparison was taken away – of hop {name} – and no withholding says why")
                continue
            try:
                (stored,) = read_rows([(digest, hop, source, record)]).comparisons
                if stored.through != (through and digest_at(through)):
                    yield _Fault(name, f"a comparison was moved – of hop {name} – restore it from a copy")
                holds = self._holds(stored)
                if holds is False:
                    yield _Fault(
                        name, f"a delta is broken – of hop {name} – it does not turn {stored.source} into its words"
                    )
                if holds is None and stored.delta is not None and not withheld:  # it was checked when it came
                    yield _Fault(
                        name,
                        f"words were taken away – the comparison of hop {name} was made with them – and no withholding "
                        "says why",
                    )
            except ProvenanceError as error:
                yield _Fault(name, str(error))
            except ValueError:
                yield _Fault(name, f"no comparison can be read there – of hop {name} – the row was altered")

    def _holds(self, stored: StoredComparison) -> bool | None:
        source, target = self._words(stored.source), self._words(stored.hop)
        between = None if stored.through is None else self._between(stored, stored.through)
        return delta_holds(stored, source=source, target=target, between=between)

    def _words(self, digest: Digest) -> str | None:
        row = self._database.execute("select words from hop where digest = ?", (key(digest),)).fetchone()
        return row[0].decode() if row is not None and isinstance(row[0], bytes) else None

    def _between(self, stored: StoredComparison, through: Digest) -> str | None:
        rows = self._database.execute(
            "select digest, hop, other, record from beside where hop in (?, ?) and kind = 'glosses' "
            "and record is not null order by id",
            (key(stored.source), key(stored.hop)),
        )
        for gloss in read_rows(rows).glosses:
            if digest_of_words(gloss.text) == through:
                return gloss.text
        return self._words(through)

    def _faults_beside(self) -> Iterator[_Fault]:
        rows = self._database.execute(_BESIDE)
        for last, (number, digest, kind, hop, other, record, withheld) in enumerate(rows):
            name = _name(hop, record)
            if number != last + 1:
                yield _Fault(name, f"a row is lost – beside hop {name} – restore it from a copy")
            if record is None:
                if kind != "glosses" or not withheld:
                    yield _Fault(name, f"{kind} were taken away – of hop {name} – and no withholding says why")
                continue
            try:
                if kind == WITHHOLDINGS:
                    read_withholding(digest, hop, record)
                elif not getattr(read_rows([(digest, hop, other, record)]), str(kind), ()):
                    yield _Fault(name, f"no {kind} stand there – beside hop {name} – the row was altered")
            except ProvenanceError as error:
                yield _Fault(name, str(error))
            except (AttributeError, TypeError, ValueError):
                yield _Fault(name, f"no {kind} can be read there – beside hop {name} – the row was altered")

    def _faults_of_evidence(self) -> Iterator[_Fault]:
        withheld = self._database.execute("select exists (select 1 from beside where kind = 'withholdings')").fetchone()
        rows = self._database.execute(
            "select id, digest, data, exists (select 1 from attached where attached.evidence = evidence.id) "
            "from evidence order by id"
        )
        for last, (number, digest, data, attached) in enumerate(rows):
            name = _name(digest, data)
            if data is not None and not attached and name not in self._named:
                yield _Fault(name, f"evidence of no chain – {name} – its link is lost, restore the archive from a copy")
            if number != last + 1:
                yield _Fault(name, f"evidence is lost – before {name} – restore it from a copy")
            if data is None:
                if not withheld[0]:
                    yield _Fault(name, f"evidence was taken away – {name} – and no withholding says why")
            elif not isinstance(data, bytes) or digest_of(data) != name:
                yield _Fault(name, f"evidence was altered – {name} – restore it from a copy")
        lost = self._database.execute(
            "select count(*) from attached where head not in (select id from hop) or evidence not in (select id from evidence)"
        ).fetchone()
        if lost[0]:
            yield _Fault(None, "evidence is lost – its link leads nowhere – restore it from a copy")

    def _faults_of_log(self) -> Iterator[_Fault]:
        log = Log(self._database)
        found = faults_of_log(log.entries(), log.kept(), peaks=log.peaks(), checkpoint=self._checkpoint)
        yield from (_Fault(*fault) for fault in found)


def _name(digest: object, record: object) -> Digest | None:
    """Return a row's digest, or what it should be where none stands there."""
    if isinstance(digest, bytes) and len(digest) == 32:
        return Digest(digest.hex())
    return digest_of(record) if isinstance(record, bytes) else None


def _same_sources(hop: Hop, edges: list[tuple[Any, ...]]) -> bool:
    """Return whether edges (hop, place, source, its digest) are those of the record, to hops that came before."""
    return [place for _, place, _, _ in edges] == list(range(len(hop.sources))) and all(
        digest == key(source) and number < edge_of
        for (edge_of, _, number, digest), source in zip(edges, hop.sources, strict=True)
    )
