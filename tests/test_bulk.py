"""Audits in bulk: rows answer to rows, however batches are cut; a row that is no chain is told, not thrown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance import audit, said, to_json
from provenance.errors import RecordError, SchemaError
from provenance.testing import chains

if TYPE_CHECKING:
    from provenance import Chain

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

from provenance import bulk  # noqa: E402 - after the package is known to be there

# composed: fictional people and outlets
TEXTS: list[dict[str, Any]] = [
    {"text": "В порт пришло три тысячи тонн зерна.", "language": "ru", "act": "said", "by": ["Ilya Marenko"]},
    {"text": "三千吨粮食运抵港口。", "language": "zh", "act": "translated", "outlet": "Harbour Daily"},
    {"text": "Five thousand tons of grain reached the port.", "language": "en", "act": "translated", "by": ["Ann Roe"]},
]
LINKS = [{"source": 0, "text": 1}, {"source": 1, "text": 2}]


def recorded() -> Chain:
    """Return the same chain, made by its acts."""
    first, second, third = TEXTS
    return (
        said(first["text"], "ru", by="Ilya Marenko")
        .translated(second["text"], "zh", outlet="Harbour Daily")
        .translated(third["text"], "en", by="Ann Roe")
    )


def answers(rows: list[dict[str, Any]], shape: Any = None) -> list[dict[str, Any]]:
    batch = pa.RecordBatch.from_pylist(rows, schema=shape or bulk.TEXTS)
    (told,) = bulk.audited([batch])
    assert told.schema == bulk.AUDITED
    found: list[dict[str, Any]] = told.to_pylist()
    return found


def test_texts_and_links_make_the_chain_that_acts_make() -> None:
    """A row's head is that of the chain recorded act by act, and its findings are those of its audit."""
    (told,) = answers([{"chain": "grain", "texts": TEXTS, "links": LINKS}])
    report = audit(recorded())
    assert told["chain"] == "grain"
    assert told["head"] == str(recorded().digest)
    assert told["fault"] is None
    assert [finding["rule"] for finding in told["findings"]] == [finding.rule for finding in report.findings]
    assert "quantity-changed" in [finding["rule"] for finding in told["findings"]]
    assert [(step["source"], step["hop"]) for step in told["comparisons"]] == [(1, 2), (2, 3)]
    assert [row["status"] for row in told["comparisons"][1]["facts"]] == [row.status for row in report.facts[1]]


def test_the_order_of_texts_is_free() -> None:
    """Sources may stand after what rests on them."""
    turned = [{"source": 2 - link["source"], "text": 2 - link["text"]} for link in LINKS]
    (told,) = answers([{"chain": "grain", "texts": TEXTS[::-1], "links": turned}])
    assert told["head"] == str(recorded().digest)


FAULTS: dict[str, dict[str, Any]] = {
    "no texts": {"texts": None, "links": None},
    "no row at all": {"texts": [None], "links": []},
    "no act": {"texts": [{"text": "Да.", "language": "ru"}], "links": []},
    "another act": {"texts": [{"text": "Да.", "language": "ru", "act": "'; drop table hop; --"}], "links": []},
    "a link to nowhere": {"texts": TEXTS, "links": [{"source": 0, "text": 7}]},
    "a link of nothing": {"texts": TEXTS, "links": [{"source": None, "text": 1}]},
    "a null link": {"texts": TEXTS, "links": [None]},
    "a circle": {"texts": TEXTS, "links": [*LINKS, {"source": 2, "text": 1}]},
    "two heads": {"texts": TEXTS, "links": LINKS[:1]},
    "no such date": {"texts": [{"text": "Да.", "language": "ru", "act": "said", "on": "2025-13-40"}], "links": []},
    "no language": {"texts": [{"text": "Да.", "language": "<b>", "act": "said"}], "links": []},
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_row_that_is_no_chain_is_told(name: str) -> None:
    """Its fault is in words, the rest is null, and the rows beside it are answered as ever."""
    good = {"chain": "good", "texts": TEXTS, "links": LINKS}
    before, told, after = answers([good, {"chain": name, **FAULTS[name]}, good])
    assert told["chain"] == name
    assert " – " in told["fault"]
    assert told["head"] is told["findings"] is told["comparisons"] is told["failing"] is None
    assert before == after == answers([good])[0]


@pytest.mark.parametrize("document", [None, b"", b"{", b"\xff\xfe", b"[]", b'{"format":"provenance/1","chains":[]}'])
def test_a_document_that_is_no_chain_is_told(document: bytes | None) -> None:
    """Whatever a column of documents holds."""
    (told,) = answers([{"chain": None, "document": document}], bulk.DOCUMENTS)
    assert told["fault"]
    assert told["head"] is None


def test_a_batch_of_another_shape_is_refused() -> None:
    """Before anything is read, with the column that is wrong."""
    with pytest.raises(SchemaError, match="columns x"):
        list(bulk.audited([pa.RecordBatch.from_pylist([{"x": 1}])]))
    with pytest.raises(SchemaError, match="document is int64"):
        list(bulk.audited([pa.RecordBatch.from_pylist([{"chain": "a", "document": 1}])]))
    with pytest.raises(RecordError, match="one at least"):
        list(bulk.batches_of([recorded()], size=0))


def test_other_widths_of_the_same_types_are_taken() -> None:
    """Engines hand over large strings and lists, and leave out what a corpus does not state."""
    text, small = pa.large_string(), pa.int64()
    words = pa.struct([("text", text), ("language", text), ("act", text)])
    link = pa.struct([("source", small), ("text", small)])
    schema = pa.schema([("chain", text), ("texts", pa.large_list(words)), ("links", pa.large_list(link))])
    plain = [{name: text[name] for name in ("text", "language", "act")} for text in TEXTS]
    row = {"chain": "grain", "texts": plain, "links": LINKS}
    assert answers([row], schema) == answers([row])


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=15)
@given(st.lists(chains(), min_size=1, max_size=5), st.integers(1, 5))
def test_however_batches_are_cut_the_answers_are_the_same(some: list[Chain], size: int) -> None:
    """An engine may cut batches as it likes; each answer is that of the chain's own audit."""
    whole = pa.Table.from_batches(bulk.audited(bulk.batches_of(some)))
    cut = pa.Table.from_batches(bulk.audited(bulk.batches_of(some, size=size)))
    assert cut.to_pylist() == whole.to_pylist()
    assert [row["head"] for row in whole.to_pylist()] == [str(chain.digest) for chain in some]
    for row, chain in zip(whole.to_pylist(), some, strict=True):
        assert [finding["sentence"] for finding in row["findings"]] == [each.sentence for each in audit(chain).findings]
    assert [row["document"] for batch in bulk.batches_of(some) for row in batch.to_pylist()] == [
        to_json(one) for one in some
    ]
