"""What PROV costs: PROV-JSON of a long chain, written and read by us and by ``prov``.

Two chains: one where each hop has words, an outlet and a date, one where relays, translations and reprints alternate,
with links, authors and credits. Ours starts from a chain and ends in one: it writes and reads the records, and checks
every digest. ``prov`` starts where its own documents begin: to write, its document is built of the same statements, then
serialized; to read, its document is made of the same file, which is not yet a chain. Before anything is timed, what
``prov`` reads of our file is held against what it reads of its own. The collector of cycles runs as Python has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prov.model import ProvDocument

from provenance.exports import export
from provenance.imports import load
from provenance.model.chain import Chain, said
from tests.bench.measuring import Case, Goal, Row, series

if TYPE_CHECKING:
    from collections.abc import Iterator

PROV, TO_DOCUMENT = "prov", "prov, to its document"
MOST = 10_000
"""Hops up to which ``prov`` stands beside."""

SPEECH = "Мы готовы подумать о том, чтобы открыть порт для зерна."


def simple(hops: int) -> Chain:
    """Return a chain whose hops have words, an outlet and a date."""
    chain = said(SPEECH, "ru", by="Ilya Marenko", on="2025-12-19")
    for number in range(1, hops):
        chain = chain.reported(f"To open the port: {number}.", "en", outlet=f"Outlet {number % 50}", on="2025-12-19")
    return chain


def mixed(hops: int) -> Chain:
    """Return a chain in which relays, translations and reprints alternate."""
    chain = said(SPEECH, "ru", by="Ilya Marenko", on="2025-12-19T12:30+03:00", occasion="annual live Q&A")
    for number in range(1, hops):
        match number % 3:
            case 0:
                link = f"https://harbour.example/2025/12/19/port-{number}"
                chain = chain.reported(f"我们愿意考虑开放港口 {number}", "zh", outlet="Harbour Daily", url=link)
            case 1:
                chain = chain.translated(f"To open the port: {number}.", "en", by="J. Smith", method="human")
            case _:
                chain = chain.republished(
                    f"To open the port, again: {number}.",
                    "en",
                    outlet="Example Wire",
                    by="A. Reader",
                    credit="J. Smith",
                )
    return chain


def built(document: Any) -> str:
    """Return PROV-JSON as ``prov`` writes it, from statements to text."""
    again = ProvDocument()
    for space in document.namespaces:
        again.add_namespace(space)
    for record in document.get_records():
        again.new_record(record.get_type(), record.identifier, record.formal_attributes, record.extra_attributes)
    return again.serialize(format="json") or ""


def read_by_prov(content: str) -> Any:
    """Return the document that ``prov`` makes of PROV-JSON."""
    return ProvDocument.deserialize(content=content, format="json")


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what PROV-JSON takes, written and read."""
    sizes = (10, 1_000) if quick else (10, 1_000, 10_000)
    for title, make in (("simple", simple), ("mixed", mixed)):
        yield from series(f"PROV-JSON written, {title} chain", "hops", sizes, lambda size: written(make(size)))  # noqa: B023
        yield from series(f"PROV-JSON read, {title} chain", "hops", sizes, lambda size: again(make(size)))  # noqa: B023
        if quick:
            return


def written(chain: Chain) -> Case:
    """Return the ways to write a chain."""
    few = len(chain.hops) <= MOST
    beside = {}
    if few:
        content = export(chain, "prov-json").content
        document = read_by_prov(content)
        assert read_by_prov(built(document)) == document, "prov reads another document of ours than of its own"
        beside[PROV] = lambda: built(document)
    return Case(
        ours=lambda: export(chain, "prov-json"),
        beside=beside,
        goals={PROV: Goal(5)} if len(chain.hops) == MOST else {},
        collected=True,
        rounds=3 if few else 1,
        weighed=few,
    )


def again(chain: Chain) -> Case:
    """Return the ways to read a chain: ours to a chain, every digest checked, that of ``prov`` to its document."""
    content = export(chain, "prov-json").content
    few = len(chain.hops) <= MOST
    assert not few or load(content, "prov-json").chains == (chain,)
    beside = {TO_DOCUMENT: lambda: read_by_prov(content)} if few else {}
    return Case(
        ours=lambda: load(content, "prov-json"),
        beside=beside,
        goals={TO_DOCUMENT: Goal(5)} if len(chain.hops) == MOST else {},
        collected=True,
        rounds=3 if few else 1,
        weighed=few,
    )
