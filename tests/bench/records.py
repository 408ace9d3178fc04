"""What a record costs: a hop's digest beside rfc8785 and SHA-256, and chains built and hashed beside ``prov``.

The record has an attribution of eight fields, custody, a source, something inferred: 1.3 kB of canonical bytes, and a
passage of words beside them. The limit writes and hashes the same plain values, made beforehand; ours starts from the
hop, so it pays for spelling each field as well. Digests are compared with rfc8785's before anything is timed. ``prov``
builds of each hop an entity with its words, an activity and a derivation, and hashes nothing.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson
import rfc8785
from prov.model import ProvDocument

from provenance.canonical import digest_of, digest_of_words
from provenance.model.attribution import Agent, Attribution, Capture, Inferred
from provenance.model.chain import Chain, said
from provenance.model.hop import Hop
from provenance.records import from_json, to_json
from provenance.text import Span
from tests.bench.measuring import ROUNDS, Case, Goal, Row, series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RECORDS = 100
MOST = 10_000
"""Hops up to which ``prov`` stands beside."""

PASSAGE = (
    "We are willing to consider opening the port to up to six million tonnes of grain, if the silt is cleared from the "
    "eastern quay before the tide tables of the next winter are read, and not before the mill has signed. "
)


def hop(number: int, words: str) -> Hop:
    """Return a hop that states most of what a translated report states."""
    return Hop(
        act="translated",
        text=f"{number}{words}",
        language="en",
        attribution=Attribution(
            speaker=Agent("Ilya Marenko", kind="person"),
            translator=(Agent("J. Smith", kind="person"),),
            method="post-edited",
            outlet="Harbour Daily",
            title=f"Harbour chief says the port may open to grain, week {number}",
            locator=f"https://harbour.example/2025/12/19/port-{number}",
            on="2025-12-19",
            credit="Translated from the Russian by J. Smith for Harbour Daily; the original was spoken at the session",
        ),
        captures=(
            Capture(
                data=digest_of(b"page"),
                text=digest_of(b"text"),
                span=Span(1_024, 1_300 + number),
                time=datetime(2025, 12, 20, 5, 6, 7, tzinfo=UTC),
                locator=f"https://harbour.example/2025/12/19/port-{number}?from=front-page",
                used_encoding="utf-8",
            ),
        ),
        sources=(digest_of(b"source"),),
        inferred=(Inferred("on", "year: the id of the locator of the hop before", stated="--12-19"),),
    )


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what digests, and chains from ten hops on, take."""
    lengths: tuple[int, ...] = (100, 1_000, 10_000) if quick else (100, 1_000, 10_000, 100_000, 1_000_000)
    yield from series("digest of a hop and its words", "characters", lengths, digests)
    sizes: tuple[int, ...] = (10, 100, 1_000) if quick else (10, 100, 1_000, 10_000)
    yield from series("chain built act by act, and its digest", "hops", sizes, by_acts)
    sizes = (10, 100, 1_000) if quick else (10, 100, 1_000, 10_000, 100_000, 1_000_000)
    yield from series("chain of hops, each built and hashed", "hops", sizes, of_hops)
    sizes = (10, 1_000) if quick else (10, 1_000, 10_000, 100_000)
    yield from series("chain written as JSON", "hops", sizes, written)
    yield from series("chain read, every digest checked", "hops", sizes, checked)


def digests(length: int) -> Case:
    """Return the ways from a record to its digest and that of its words."""
    words = (PASSAGE * (length // len(PASSAGE) + 1))[:length]
    count = max(1, min(RECORDS, 1_000_000 // length))
    hops = [hop(number, words) for number in range(count)]
    plain = [each.record for each in hops]
    passages = [each.text or "" for each in hops]
    for each, record in zip(hops, plain, strict=True):
        assert each.canonical == rfc8785.dumps(record)
        assert each.digest.hex == hashlib.sha256(each.canonical).hexdigest()

    def ours() -> None:
        for each, passage in zip(hops, passages, strict=True):
            digest_of_words(passage)
            digest_of(each.canonical)

    def reference() -> None:
        for record, passage in zip(plain, passages, strict=True):
            hashlib.sha256(passage.encode()).hexdigest()
            hashlib.sha256(rfc8785.dumps(record)).hexdigest()

    def limit() -> None:
        for record, passage in zip(plain, passages, strict=True):
            hashlib.sha256(passage.encode()).hexdigest()
            hashlib.sha256(orjson.dumps(record, option=orjson.OPT_SORT_KEYS)).hexdigest()

    return Case(ours=ours, beside={"rfc8785 + SHA-256": reference, "limit: orjson + SHA-256": limit}, times=count)


def line(count: int) -> Chain:
    """Return a chain of so many hops, one resting on the other, built act by act."""
    chain = said("The port will open.", "en", by="Ilya Marenko")
    for number in range(2, count + 1):
        chain = chain.reported(f"The port will open, {number} papers say.", "en", outlet="Harbour Daily")
    return chain


def hops_of_line(count: int) -> Iterator[Hop]:
    """Yield the hops of the same chain, each hashed, as the next one names it."""
    yield (first := said("The port will open.", "en", by="Ilya Marenko").head)
    source = first.digest
    told = Attribution(outlet="Harbour Daily")
    for number in range(2, count + 1):
        text = f"The port will open, {number} papers say."
        made = Hop(act="reported", text=text, language="en", attribution=told, sources=(source,))
        source = made.digest
        yield made


def by_prov(count: int) -> ProvDocument:
    """Return the same chain as ``prov`` builds it: for each hop an entity, an activity and a derivation."""
    document = ProvDocument()
    document.add_namespace("ex", "https://harbour.example/")
    for number in range(1, count + 1):
        words = {"prov:value": f"The port will open, {number} papers say.", "ex:outlet": "Harbour Daily"}
        document.entity(f"ex:hop{number}", words)
        document.activity(f"ex:act{number}", other_attributes={"prov:type": "ex:reported"})
        if number > 1:
            document.wasDerivedFrom(f"ex:hop{number}", f"ex:hop{number - 1}", f"ex:act{number}")
    return document


def _beside_prov(count: int) -> dict[str, Callable[[], object]]:
    return {"prov, no hash": lambda: by_prov(count)} if count <= MOST else {}


def by_acts(count: int) -> Case:
    """Return a chain built by acts."""
    goals = {"prov, no hash": Goal(5)} if count == MOST else {}
    return Case(ours=lambda: line(count).digest, beside=_beside_prov(count), goals=goals, collected=True)


def of_hops(count: int) -> Case:
    """Return a chain put together of its hops; from a million on it is measured once, and not weighed."""
    assert Chain.of(hops_of_line(min(count, 1_000))).digest == line(min(count, 1_000)).digest
    goals = {"prov, no hash": Goal(5)} if count == MOST else {}
    few = count <= 100_000
    return Case(
        ours=lambda: Chain.of(hops_of_line(count)).digest,
        beside=_beside_prov(count),
        goals=goals,
        weighed=few,
        rounds=ROUNDS if few else 1,
        collected=True,
    )


def written(count: int) -> Case:
    """Return a chain written as JSON."""
    chain = Chain.of(hops_of_line(count))
    return _once_where_long(lambda: to_json(chain), count)


def checked(count: int) -> Case:
    """Return a chain read from JSON."""
    chain = Chain.of(hops_of_line(count))
    data = to_json(chain)
    assert from_json(data) == (chain,)
    return _once_where_long(lambda: from_json(data), count)


def _once_where_long(call: Callable[[], object], count: int) -> Case:
    few = count <= MOST
    return Case(ours=call, rounds=3 if few else 1, weighed=few, collected=True)
