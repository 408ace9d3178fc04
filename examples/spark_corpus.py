"""Audit a corpus on Spark: a local cluster of worker processes, one of them killed on the way. (All texts are composed.)

    python examples/spark_corpus.py --chains 200000 --workers 2 --kill

Needs Java 17 and ``pip install 'translation-provenance[spark]'``. Chains of three hops, Russian, Chinese, English, are
generated inside the cluster, every seventh with a number that the translation gets wrong; each is audited where it
lies, and of each answer a SHA-256 comes back. One process then does the same work alone, and the two must be equal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from provenance import bulk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DIGITS = "零一二三四五六七八九"
DIGESTS = pa.schema([("chain", pa.string()), ("digest", pa.string()), ("findings", pa.int32())])
SEEDS = pa.schema([("id", pa.int64())])


def composed(number: int) -> dict[str, object]:
    """Return the chain of a number as a row of texts and links."""
    tons, day = 2 + number % 8, 1 + number % 28
    reached = tons if number % 7 else tons + 1  # the translation's own ton
    return {
        "chain": f"grain-{number:09d}",
        "texts": [
            {
                "text": f"В порт пришло {tons} тысяч тонн зерна, партия {number}.",
                "language": "ru",
                "act": "said",
                "by": ["Ilya Marenko"],
                "on": f"2025-12-{day:02d}",
            },
            {
                "text": f"{DIGITS[tons]}千吨粮食运抵港口，批次{number}。",
                "language": "zh",
                "act": "translated",
                "outlet": "Harbour Daily",
                "on": f"2025-12-{day:02d}",
            },
            {
                "text": f"{reached} thousand tons of grain reached the port, lot {number}.",
                "language": "en",
                "act": "translated",
                "by": ["Ann Roe"],
                "on": f"2025-12-{day:02d}",
            },
        ],
        "links": [{"source": 0, "text": 1}, {"source": 1, "text": 2}],
    }


def corpus(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the chains of the numbers that come."""
    for batch in batches:
        yield pa.RecordBatch.from_pylist([composed(row["id"]) for row in batch.to_pylist()], schema=bulk.TEXTS)


def digests(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield of each audit its digest and how much was found: what a run must repeat to the byte."""
    for batch in batches:
        yield pa.RecordBatch.from_pylist(
            [
                {
                    "chain": row["chain"],
                    "digest": hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest(),
                    "findings": len(row["findings"]),
                }
                for row in batch.to_pylist()
            ],
            schema=DIGESTS,
        )


def audited(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the digests of the audits of the chains of the numbers that come: what each worker runs."""
    return digests(bulk.audited(corpus(batches)))


def on_spark(chains: int, workers: int, *, kill: bool) -> tuple[list[tuple[str, str, int]], float, int]:
    """Return the answers in the order of the chains, the seconds they took, and how many workers were killed."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = (
        SparkSession.builder.master(f"local-cluster[{workers},1,1024]")
        .appName("provenance")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
        .config("spark.task.maxFailures", "8")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    killed: list[int] = []
    done = threading.Event()
    try:
        spark.range(workers, numPartitions=workers).mapInArrow(
            audited, from_arrow_schema(DIGESTS)
        ).count()  # all are up
        begin = time.perf_counter()
        if kill:
            threading.Thread(target=kill_one, args=(begin, killed, done), daemon=True).start()
        frame = spark.range(chains, numPartitions=max(workers * 8, chains // 5_000))
        rows = frame.mapInArrow(audited, from_arrow_schema(DIGESTS)).collect()
        taken = time.perf_counter() - begin
    finally:
        done.set()
        spark.stop()
    return sorted((row.chain, row.digest, row.findings) for row in rows), taken, len(killed)


def kill_one(begin: float, killed: list[int], done: threading.Event) -> None:
    """Kill a worker process, and the Python under it, a second after the work began."""
    while not done.wait(0.2):
        if time.perf_counter() - begin < 1:
            continue
        for process in Path("/proc").glob("[0-9]*"):
            try:
                line = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if b"CoarseGrainedExecutorBackend" in line and b"local-cluster" not in line:
                os.kill(int(process.name), signal.SIGKILL)
                killed.append(int(process.name))
                return


def alone(chains: int) -> tuple[list[tuple[str, str, int]], float]:
    """Return the same answers from this one process, and the seconds they took."""
    begin = time.perf_counter()
    numbers = (
        pa.RecordBatch.from_pylist([{"id": each} for each in range(start, min(start + 1_000, chains))], schema=SEEDS)
        for start in range(0, chains, 1_000)
    )
    rows = [(row["chain"], row["digest"], row["findings"]) for batch in audited(numbers) for row in batch.to_pylist()]
    return rows, time.perf_counter() - begin


def main() -> None:
    """Run both and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chains", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", action="store_true", help="kill one worker in mid-run")
    given = parser.parse_args()
    shared, taken, killed = on_spark(given.chains, given.workers, kill=given.kill)
    print(f"Spark, {given.workers} workers, {killed} killed: {given.chains:,} chains in {taken:.1f} s", flush=True)
    expected, by_itself = alone(given.chains)
    print(f"one process: {given.chains:,} chains in {by_itself:.1f} s; Spark took {taken / by_itself:.2f} of its time")
    if shared != expected:
        raise SystemExit(f"the answers differ – {len(shared):,} rows against {len(expected):,}")
    print(f"equal to the byte: {len(shared):,} audits, {sum(found for _, _, found in shared):,} findings")


if __name__ == "__main__":
    main()
