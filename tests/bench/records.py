"""What a record costs: its digest beside orjson and SHA-256 of the same bytes, and chains of ten thousand hops.

Run ``python tests/bench/records.py [--rounds N]``. The record has an attribution of eight fields, custody, a source,
something inferred: 1.3 kB of canonical bytes, and a passage of words beside them. The limit writes and hashes the same
plain values, made beforehand; ours starts from the hop, so it pays for spelling each field as well. Both hash the words
too. Digests are compared with rfc8785's before anything is timed. Rounds run the rivals in shuffled order, each over
the same five hundred records, none alike; printed are medians and least in microseconds a record, and the ratio within
the run. Growth is log of times over log of sizes, from a thousand hops to ten.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import math
import platform
import random
import statistics
import time
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

import orjson
import rfc8785

from provenance.canonical import digest_of, digest_of_words
from provenance.model.attribution import Agent, Attribution, Capture, Inferred
from provenance.model.chain import Chain, said
from provenance.model.hop import Hop
from provenance.records import from_json, to_json
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

RECORDS = 500
PASSAGE = (
    "We are willing to consider opening the port to up to six million tonnes of grain, if the silt is cleared from the "
    "eastern quay before the tide tables of the next winter are read, and not before the mill has signed. "
)


def hop(number: int) -> Hop:
    """Return a hop that states most of what a translated report states."""
    return Hop(
        act="translated",
        text=f"{PASSAGE}{number}",
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


def digests(rounds: int) -> None:
    """Print a row for each way from a record to its digest."""
    hops = [hop(number) for number in range(RECORDS)]
    plain = [each.record for each in hops]
    passages = [each.text or "" for each in hops]
    for each, record in zip(hops, plain, strict=True):
        assert each.canonical == rfc8785.dumps(record)
        assert each.digest.hex == hashlib.sha256(each.canonical).hexdigest()

    def limit() -> None:
        for record, words in zip(plain, passages, strict=True):
            hashlib.sha256(words.encode()).hexdigest()
            hashlib.sha256(orjson.dumps(record, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def ours() -> None:
        for each, words in zip(hops, passages, strict=True):
            digest_of_words(words)
            digest_of(each.canonical)

    def limit_record() -> None:
        for record in plain:
            hashlib.sha256(orjson.dumps(record, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def ours_record() -> None:
        for each in hops:
            digest_of(each.canonical)

    def reference() -> None:
        for record, words in zip(plain, passages, strict=True):
            hashlib.sha256(words.encode()).hexdigest()
            hashlib.sha256(rfc8785.dumps(record)).hexdigest()

    def reading() -> None:
        for record, words in zip(plain, passages, strict=True):
            Hop.of_record(record, words)

    def making() -> None:
        for number in range(RECORDS):
            hop(number)

    rivals: dict[str, Callable[[], None]] = {
        "limit: orjson + SHA-256": limit,
        "ours: digest": ours,
        "limit, record alone": limit_record,
        "ours, record alone": ours_record,
        "rfc8785 + SHA-256": reference,
        "a hop read and checked": reading,
        "a hop made by keywords": making,
    }
    print(f"\none record: {len(hops[0].canonical)} canonical bytes and {len(passages[0])} letters, {rounds} rounds")
    taken = shuffled(rivals, rounds)
    for label, times in taken.items():
        base = taken["limit, record alone" if label.endswith("alone") else "limit: orjson + SHA-256"]
        middle = statistics.median(times)
        print(
            f"  {label:26} {middle / RECORDS * 1e6:8.2f} µs   least {min(times) / RECORDS * 1e6:8.2f}"
            f"   {middle / statistics.median(base):6.2f} × the limit"
        )


def shuffled(rivals: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each rival in each round, the order of rivals shuffled, the garbage collector off."""
    taken: dict[str, list[float]] = {label: [] for label in rivals}
    order = random.Random(1)  # noqa: S311 - a fixed seed
    for _ in range(rounds):
        labels = list(rivals)
        order.shuffle(labels)
        for label in labels:
            taken[label].append(seconds(rivals[label]))
    return taken


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    gc.collect()
    gc.disable()
    begin = time.perf_counter()
    call()
    taken = time.perf_counter() - begin
    gc.enable()
    return taken


def line(count: int) -> Chain:
    """Return a chain of so many hops, one resting on the other."""
    chain = said("The port will open.", "en", by="Ilya Marenko")
    for number in range(2, count + 1):
        chain = chain.reported(f"The port will open, {number} papers say.", "en", outlet="Harbour Daily")
    return chain


def chains(rounds: int) -> None:
    """Print what a long chain costs to build, to put in order, to write, to read and to walk."""
    print(f"\na chain of hops in a line, microseconds a hop, {rounds} rounds")
    rows: dict[str, list[float]] = {}
    sizes = (1_000, 10_000)
    for size in sizes:
        built = line(size)
        mixed = random.Random(2).sample(built.hops, size)  # noqa: S311 - a fixed seed
        data = to_json(built)
        assert from_json(data) == (built,)
        assert Chain.of(mixed).hops == built.hops
        for label, call in {
            "build by acts": lambda size=size: line(size),
            "put in order": lambda mixed=mixed: Chain.of(mixed),
            "write": lambda built=built: to_json(built),
            "read and check": lambda data=data: from_json(data),
            "steps": lambda built=built: Chain(built.hops).steps,
            "fill a blank of the first hop": lambda built=built: built.filled(1, occasion="annual session"),
        }.items():
            rows.setdefault(label, []).append(statistics.median(seconds(call) for _ in range(rounds)))
    for label, (small, large) in rows.items():
        growth = math.log(large / small) / math.log(sizes[1] / sizes[0])
        print(f"  {label:30} {small / sizes[0] * 1e6:9.1f} {large / sizes[1] * 1e6:9.1f}   growth {growth:5.2f}")


def main() -> None:
    """Print the whole table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=15, help="rounds, of which the median is printed")
    given = arguments.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("orjson", "attrs", "rfc8785"))
    print(f"Python {platform.python_version()}, {packages}")
    digests(given.rounds)
    chains(max(3, given.rounds // 5))


if __name__ == "__main__":
    main()
