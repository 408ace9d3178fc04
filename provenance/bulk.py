"""Auditing a corpus on an engine that already runs: Arrow record batches in, Arrow record batches out.

An engine (Spark's ``mapInArrow``, Ray Data's ``map_batches``, Dask, or plain pyarrow) hands over record batches of
chains, a row each, and gets one row back for each, in the same order: what became of the texts step by step, what the
rules found, and what could not be examined. The function is pure: a row's answer hangs on that row and the policy, so
an engine may cut, shuffle and repeat batches as it likes. A row that is no chain is answered with its fault, in words;
it never stops the batch. Only this file imports pyarrow, on first use.

Two shapes of rows are taken. ``TEXTS`` is for corpora: the texts of a chain and the links between them. ``DOCUMENTS``
is for recorded chains: a chain file a row, as ``to_json`` writes it. What comes back has the shape ``AUDITED``.
"""

from __future__ import annotations

from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from provenance.auditor import audit
from provenance.errors import MissingExtraError, ProvenanceError, RecordError, SchemaError, shown
from provenance.model.chain import Chain
from provenance.model.hop import Act
from provenance.model.making import hop_of
from provenance.records import from_json, to_json
from provenance.rules.policy import PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa

    from provenance.canonical import Digest
    from provenance.ledger import FactRow
    from provenance.model.hop import Hop
    from provenance.model.making import How
    from provenance.report import Report
    from provenance.rules.base import Finding, NotExamined
    from provenance.rules.policy import Policy

    AUDITED: pa.Schema
    DOCUMENTS: pa.Schema
    TEXTS: pa.Schema

__all__ = ["AUDITED", "DOCUMENTS", "TEXTS", "audited", "batches_of"]

HOW = ("speaker", "outlet", "url", "title", "on", "occasion", "mode", "method", "credit", "disclaimer", "licence")
"""What may be stated of a text beside its words, language, act and who did it, each as ``said`` and the acts take it."""

BATCH = 1_000
"""Chains a batch, of those that ``batches_of`` makes."""


def audited(batches: Iterable[pa.RecordBatch], *, policy: Policy = PROFILES["default"]) -> Iterator[pa.RecordBatch]:
    """Yield, for each record batch of chains (``TEXTS`` or ``DOCUMENTS``), one of their audits (``AUDITED``).

    Rows answer to rows, in order. A row that holds no chain has its ``fault`` told and the rest null. SchemaError, before
    the first row is looked at, for a batch of another shape; MissingExtraError without pyarrow.
    """
    arrow = _arrow()
    answers = _schemas()["AUDITED"]
    for batch in batches:
        chain_of = _reader(batch)
        yield arrow.RecordBatch.from_pylist(
            [_answer(row, chain_of, policy) for row in batch.to_pylist()], schema=answers
        )


def batches_of(chains: Iterable[Chain], *, size: int = BATCH) -> Iterator[pa.RecordBatch]:
    """Yield recorded chains as record batches of shape ``DOCUMENTS``, named by their heads; RecordError for a size below 1."""
    if size < 1:
        raise RecordError(f"not a batch – {size} chains – one at least", field="size", value=size)
    arrow, schema = _arrow(), _schemas()["DOCUMENTS"]
    rows: list[dict[str, object]] = []
    for chain in chains:
        rows.append({"chain": str(chain.digest), "document": to_json(chain)})
        if len(rows) == size:
            yield arrow.RecordBatch.from_pylist(rows, schema=schema)
            rows = []
    if rows:
        yield arrow.RecordBatch.from_pylist(rows, schema=schema)


def _arrow() -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415 - on first use: what reads no batches needs none of it
    except ImportError as error:
        raise MissingExtraError(
            "record batches need pyarrow – it is not installed – pip install 'translation-provenance[spark]'",
            extra="spark",
        ) from error
    return pa


def __getattr__(name: str) -> Any:
    if name in {"AUDITED", "DOCUMENTS", "TEXTS"}:
        return _schemas()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _schemas() -> Mapping[str, pa.Schema]:
    arrow = _arrow()
    text, number = arrow.string(), arrow.int32()

    def struct(**fields: Any) -> Any:
        return arrow.struct([arrow.field(name, kind) for name, kind in fields.items()])

    fact = struct(value=text, surface=text, start=number, end=number, weak=arrow.bool_())
    row = struct(kind=text, status=text, how=text, source=fact, target=fact)
    step = struct(source=number, hop=number, via=text, delta=text, facts=arrow.list_(row), computed_by=text)
    finding = struct(
        rule=text,
        family=text,
        severity=text,
        hop=number,
        first_blamed=number,
        last_blamed=number,
        inherited_by=arrow.list_(number),
        mended_by=arrow.list_(number),
        status=text,
        inferred=arrow.bool_(),
        sentence=text,
    )
    unexamined = struct(rule=text, hop=number, reason=text, detail=text)
    words = struct(text=text, language=text, act=text, by=arrow.list_(text), **dict.fromkeys(HOW, text))
    link = struct(source=number, text=number)
    named = arrow.field("chain", text)
    return {
        "TEXTS": arrow.schema([named, ("texts", arrow.list_(words)), ("links", arrow.list_(link))]),
        "DOCUMENTS": arrow.schema([named, ("document", arrow.binary())]),
        "AUDITED": arrow.schema(
            [
                named,
                ("head", text),
                ("sentence", text),
                ("comparisons", arrow.list_(step)),
                ("findings", arrow.list_(finding)),
                ("unexamined", arrow.list_(unexamined)),
                ("failing", arrow.bool_()),
                ("fault", text),
            ]
        ),
    }


def _reader(batch: pa.RecordBatch) -> Any:
    """Return what makes a chain of each row of a batch of this shape; engines may have other widths of the same types."""
    names = set(batch.schema.names)
    for shape, reader in (("TEXTS", _from_texts), ("DOCUMENTS", _from_document)):
        wanted = _schemas()[shape]
        if names == set(wanted.names):
            for name in wanted.names:
                if not _alike(batch.schema.field(name).type, wanted.field(name).type):
                    raise SchemaError(
                        f"a column of another type – {name} is {batch.schema.field(name).type} – it takes "
                        f"{wanted.field(name).type}",
                        found=str(batch.schema.field(name).type),
                        known=str(wanted.field(name).type),
                    )
            return reader
    raise SchemaError(
        f"not a batch of chains – columns {', '.join(batch.schema.names) or 'none'} – give those of TEXTS (chain, texts, "
        "links) or of DOCUMENTS (chain, document)",
        found=", ".join(batch.schema.names),
        known="chain, texts, links; chain, document",
    )


def _alike(found: Any, wanted: Any) -> bool:
    """Return whether a column's type says what is wanted; of what may be stated of a text, some may be left out."""
    kinds = _arrow().types
    if kinds.is_struct(wanted):
        known = {field.name: field.type for field in wanted}
        return kinds.is_struct(found) and all(
            field.name in known and _alike(field.type, known[field.name]) for field in found
        )
    if kinds.is_list(wanted):
        return (kinds.is_list(found) or kinds.is_large_list(found)) and _alike(found.value_type, wanted.value_type)
    if kinds.is_integer(wanted):
        return bool(kinds.is_integer(found))
    text = kinds.is_string(found) or kinds.is_large_string(found)
    return bool(text if kinds.is_string(wanted) else text or kinds.is_binary(found) or kinds.is_large_binary(found))


def _answer(row: dict[str, Any], chain_of: Any, policy: Policy) -> dict[str, Any]:
    try:
        report = audit(chain_of(row), policy=policy)
    except ProvenanceError as error:
        return {"chain": row["chain"], "fault": str(error)}
    return {"chain": row["chain"], **_spelled(report)}


def _from_document(row: dict[str, Any]) -> Chain:
    chains = from_json(row["document"] or b"")
    if len(chains) != 1:
        raise RecordError(
            f"not one chain – a document of {len(chains)} – give a row to each", field="document", value=len(chains)
        )
    return chains[0]


def _from_texts(row: dict[str, Any]) -> Chain:
    """Return the chain that texts and links make; sources may stand after what rests on them."""
    texts, links = row["texts"] or [], row["links"] or []
    sources: dict[int, list[int]] = {place: [] for place in range(len(texts))}
    for link in links:
        for name in ("source", "text"):
            if link is None or link.get(name) not in sources:
                raise RecordError(
                    f"a link to no text – {shown(link)} – the {len(texts)} texts are numbered from 0",
                    field="links",
                    value=link,
                )
        sources[link["text"]].append(link["source"])
    made: dict[int, Hop] = {}
    try:
        for place in TopologicalSorter(sources).static_order():
            made[place] = _hop(texts[place], place, tuple(made[source].digest for source in sources[place]))
    except CycleError as error:
        raise RecordError(
            f"the links run in a circle – texts {', '.join(map(str, error.args[1]))} – none may rest on itself",
            field="links",
        ) from error
    return Chain.of(made.values())


def _hop(fields: dict[str, Any] | None, place: int, sources: tuple[Digest, ...]) -> Hop:
    given = {name: value for name, value in (fields or {}).items() if value is not None}
    text, language, act = given.pop("text", None), given.pop("language", None), given.pop("act", None)
    if act not in {known.value for known in Act}:
        raise RecordError(
            f"no act – text {place}: {shown(act)} – known are {', '.join(known.value for known in Act)}",
            field="act",
            value=act,
        )
    how: How = given  # type: ignore[assignment]  # the schema has no field but these
    return hop_of(Act(act), text, language, how, sources)


def _spelled(report: Report) -> dict[str, Any]:
    chain = report.chain
    return {
        "head": str(chain.digest),
        "sentence": report.sentence,
        "comparisons": [
            {
                "source": chain.number(step.source),
                "hop": chain.number(step.hop),
                "via": step.comparison.via,
                "delta": None if step.comparison.diff is None else step.comparison.diff.delta,
                "facts": [_row(row) for row in step.comparison.facts],
                "computed_by": step.comparison.computed_by,
            }
            for step in chain.steps
        ],
        "findings": [_finding(finding) for finding in report.findings],
        "unexamined": [_unexamined(one) for one in report.unexamined],
        "failing": report.exit_code == 1,
    }


def _row(row: FactRow) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": row.kind, "status": row.status, "how": row.how}
    for side, fact in (("source", row.source), ("target", row.target)):
        if fact is not None:
            record[side] = {
                "value": fact.value,
                "surface": fact.surface,
                "start": fact.span.start,
                "end": fact.span.end,
                "weak": fact.weak,
            }
    return record


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.value,
        "hop": finding.hop,
        "first_blamed": finding.blame[0],
        "last_blamed": finding.blame[1],
        "inherited_by": list(finding.inherited_by),
        "mended_by": list(finding.mended_by),
        "status": finding.status,
        "inferred": finding.inferred,
        "sentence": finding.sentence,
    }


def _unexamined(one: NotExamined) -> dict[str, Any]:
    return {"rule": one.rule, "hop": one.hop, "reason": one.reason, "detail": one.detail}
