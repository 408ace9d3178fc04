"""What an archive costs: writing beside the bare database, reading among many, bytes on disk, memory.

Bare means: the same rows, into the same tables with the same indexes, with the same durability, and nothing computed. The
index of passages is left out on both sides. Rivals take turns in one run; a row is the median of its rounds.

    python -m tests.bench.archive --hops 1000000 --postgres postgresql://postgres@127.0.0.1:5432/postgres
"""

from __future__ import annotations

import argparse
import gc
import platform
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from provenance.model.chain import said
from provenance.stores.database import Database
from provenance.stores.sqlite import SQLiteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from provenance.model.chain import Chain

TABLES = ("hop", "edge", "log")
WORDS = (
    "harbour",
    "grain",
    "vote",
    "quay",
    "ice",
    "pilot",
    "ferry",
    "tariff",
    "mayor",
    "winter",
    "bridge",
    "dredger",
    "rail",
    "canal",
    "fish",
    "storm",
)
READ = 300
"""Chains that are read among others."""


def chain(number: int) -> Chain:
    """Return a composed chain of three hops, as a desk records them."""
    chosen = random.Random(number)  # noqa: S311 - a fixed seed
    sentences = [" ".join(chosen.choices(WORDS, k=18)) + "." for _ in range(2)]
    speech = said(
        f"Мы готовы открыть порт номер {number}, если зимой лёд позволит, и принять зерно, рыбу и уголь от всех.",
        "ru",
        by="Ilya Marenko",
        on="2025-12-19",
        occasion="annual session",
    )
    printed = speech.reported(
        f"{number}: {sentences[0].capitalize()}", "en", outlet="Harbour Daily", url=f"https://example.org/{number}"
    )
    return printed.translated(f"{number}: {sentences[1].capitalize()}", "fr", by="J. Smith", method="post-edited")


def chains(first: int, count: int) -> list[Chain]:
    """Return chains, their digests computed."""
    made = [chain(number) for number in range(first, first + count)]
    for each in made:
        _ = each.digest
    return made


def without_index(store: SQLiteStore) -> SQLiteStore:
    """Return a store that keeps no index of passages."""
    index: Any = store._index
    index.add = lambda *_: 0
    return store


def rows_by_chain(made: Sequence[Chain], folder: Path) -> list[dict[str, list[tuple[Any, ...]]]]:
    """Return the rows that the store keeps of each chain, read from an archive of them."""
    path = folder / "rows.db"
    with without_index(SQLiteStore(path)) as store:
        store.put_many(made)
    with closing(sqlite3.connect(path)) as connection:
        rows: dict[str, list[Any]] = {
            table: connection.execute(f"select * from {table} order by 1").fetchall() for table in TABLES
        }
    path.unlink()
    return [
        {
            "hop": rows["hop"][3 * place : 3 * place + 3],
            "edge": rows["edge"][2 * place : 2 * place + 2],
            "log": rows["log"][4 * place : 4 * place + 4],
        }
        for place in range(len(made))
    ]


def bare_put(database: Database, rows: Sequence[dict[str, list[tuple[Any, ...]]]]) -> None:
    """Write the rows of some chains in one transaction."""
    connection = database._connection
    connection.execute("begin immediate")
    for table, places in (("hop", "?, ?, ?, ?, ?"), ("edge", "?, ?, ?"), ("log", "?, ?, ?")):
        connection.executemany(f"insert into {table} values ({places})", [row for some in rows for row in some[table]])
    connection.execute("commit")


def timed(call: Callable[[], object]) -> float:
    """Return the seconds that a call takes, the garbage collector off."""
    gc.collect()
    gc.disable()
    begin = time.perf_counter()
    call()
    taken = time.perf_counter() - begin
    gc.enable()
    return taken


def compared(name: str, rivals: dict[str, Callable[[], object]], rounds: int, unit: int) -> None:
    """Print each rival's rate, the first being what the others are held against."""
    taken: dict[str, list[float]] = {label: [] for label in rivals}
    chosen = random.Random(1)  # noqa: S311 - a fixed seed
    for _ in range(rounds):
        labels = list(rivals)
        chosen.shuffle(labels)
        for label in labels:
            taken[label].append(timed(rivals[label]))
    base = statistics.median(next(iter(taken.values())))
    print(f"\n{name}: {rounds} rounds")
    for label, times in taken.items():
        middle = statistics.median(times)
        print(f"  {label:34} {unit / middle:12,.0f}/s   {base / middle:8.0%}")


def writing(folder: Path, rounds: int) -> None:
    """Singly and in batches, SQLite."""
    count, many = 400, 4_000
    made = chains(0, rounds * many)
    rows = rows_by_chain(made, folder)
    files = {name: folder / f"{name}.db" for name in ("single", "bare-single", "many", "bare-many", "compared")}
    stores = {name: without_index(SQLiteStore(files[name])) for name in ("single", "many", "compared")}
    bare = {name: Database(files[name], readonly=False) for name in ("bare-single", "bare-many")}
    turns = dict.fromkeys(files, 0)

    def turn(name: str, step: int) -> slice:
        first = turns[name]
        turns[name] += step
        return slice(first, first + step)

    def single() -> None:
        for each in made[turn("single", count)]:
            stores["single"].put(each, comparisons=False)

    def bare_single() -> None:
        for each in rows[turn("bare-single", count)]:
            bare_put(bare["bare-single"], [each])

    def bare_many() -> None:
        some = rows[turn("bare-many", many)]
        for first in range(0, many, 1_000):
            bare_put(bare["bare-many"], some[first : first + 1_000])

    compared("chains of three hops, one a transaction", {"bare sqlite3": bare_single, "put": single}, rounds, count)
    compared(
        "chains of three hops, a thousand a transaction",
        {"bare executemany": bare_many, "put_many": lambda: stores["many"].put_many(made[turn("many", many)])},
        rounds,
        many,
    )
    compared(
        "the same, each step compared",
        {"put_many": lambda: stores["compared"].put_many(made[turn("compared", 500)], comparisons=True)},
        1,
        500,
    )
    for store in stores.values():
        store.close()
    for database in bare.values():
        database.close()
    told = [(len(hop.canonical), len((hop.text or "").encode())) for each in made for hop in each.hops]
    stored = sum(map(sum, told))
    size = files["many"].stat().st_size
    print(f"\nbytes a hop, without comparisons: {size / len(told):,.0f} on disk, {stored / len(told):,.0f} recorded, "
          f"{size / stored:.2f}×")  # fmt: skip


@contextmanager
def schema(where: str) -> Iterator[str]:
    """A schema of its own in a database."""
    import psycopg

    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute("drop schema if exists bench cascade")
        connection.execute("create schema bench")
        yield f"{where}?options={quote('-csearch_path=bench')}"
        connection.execute("drop schema bench cascade")


def on_a_server(where: str, folder: Path, rounds: int) -> None:
    """In batches, PostgreSQL."""
    import psycopg

    from provenance.stores import postgres

    many = 4_000
    made = chains(0, rounds * many)
    rows = rows_by_chain(made, folder)
    batch: Any = postgres._Batch
    batch._index = lambda *_: None
    done = {"put_many": 0, "bare": 0, "put": 0}
    with schema(where) as place:
        postgres.PostgresStore(place).close()
        with psycopg.connect(place) as connection:
            tables = connection.execute("select version from archive").fetchall()
            assert tables
            for table in TABLES:
                connection.execute(f"create table bare_{table} (like {table} including all)".encode())
            connection.commit()

            def bare() -> None:
                some = rows[done["bare"] : done["bare"] + many]
                done["bare"] += many
                for first in range(0, many, 1_000):
                    for table in TABLES:
                        with connection.cursor().copy(f"copy bare_{table} from stdin".encode()) as copy:
                            for each in some[first : first + 1_000]:
                                for row in each[table]:
                                    copy.write_row(row)
                    connection.commit()

            with postgres.PostgresStore(place) as store:

                def put_many() -> None:
                    first = done["put_many"]
                    done["put_many"] += many
                    store.put_many(made[first : first + many])

                compared(
                    "PostgreSQL, a thousand a transaction", {"bare COPY": bare, "put_many": put_many}, rounds, many
                )
                single = chains(10_000_000, 400)
                taken = timed(lambda: [store.put(each, comparisons=False) for each in single])
                print(f"  {'put, one a transaction':34} {len(single) / taken:12,.0f}/s")


def reading(folder: Path, hops: int) -> None:
    """One chain among few and among many, and what it takes to look through all."""
    sizes = (10_000, hops)
    for size in sizes:
        path = folder / f"among-{size}.db"
        with without_index(SQLiteStore(path)) as store:
            begin = time.perf_counter()
            for first in range(0, size // 3, 20_000):
                store.put_many(chains(first, min(20_000, size // 3 - first)))
            print(
                f"\n{size:,} hops written in {time.perf_counter() - begin:.0f} s, {path.stat().st_size / 1e6:,.0f} MB"
            )
    chosen = random.Random(2)  # noqa: S311 - a fixed seed
    stores = {size: SQLiteStore(folder / f"among-{size}.db", readonly=True) for size in sizes}
    asked = {size: [chain(number).digest for number in chosen.sample(range(size // 3), READ)] for size in sizes}
    for size in sizes:
        for digest in asked[size]:
            stores[size].get(digest)
    compared(
        "one chain read",
        {
            f"among {size:,} hops": lambda size=size: [stores[size].get(digest) for digest in asked[size]]  # type: ignore[misc]  # bound now
            for size in sizes
        },
        9,
        READ,
    )
    with SQLiteStore(folder / f"among-{hops}.db") as store:
        whole, again = timed(store.checkpoint), timed(store.checkpoint)
        print(f"\ncheckpoint of {hops:,} hops: {whole:.2f} s, again {again * 1e3:.2f} ms")
    for what in ("verify", "export"):
        peaks = [memory(folder / f"among-{size}.db", what) for size in sizes]
        told = ", ".join(f"{peak / 1024:,.0f} MiB in {took:.1f} s" for peak, took in peaks)
        print(f"{what}: {told}: {peaks[1][0] / peaks[0][0]:.2f}× the memory")


LOOK = """
import re, sys, time
from provenance.records import to_lines
from provenance.stores.index import Index
from provenance.stores.sqlite import SQLiteStore
Index.faults = lambda self: iter(())
begin = time.perf_counter()
with SQLiteStore(__import__("pathlib").Path(sys.argv[1]), readonly=True) as store:
    if sys.argv[2] == "verify":
        verified = store.verify()
        assert verified.ok, verified.sentence
    else:
        for line in to_lines(map(store.get, store.heads())):
            pass
took = time.perf_counter() - begin
# not ru_maxrss, which remembers the process that this one was forked from
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1], took)
"""


def memory(path: Path, what: str) -> tuple[int, float]:
    """Return the most memory, in KiB, that a process of its own holds while it looks through an archive, and its time."""
    done = subprocess.run([sys.executable, "-c", LOOK, str(path), what], check=True, capture_output=True, text=True)
    peak, took = done.stdout.split()
    return int(peak), float(took)


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5, help="rounds, of which the median is printed")
    arguments.add_argument("--hops", type=int, default=1_000_000, help="hops among which one chain is read; 0 for none")
    arguments.add_argument("--postgres", help="a server to measure too")
    arguments.add_argument("--folder", type=Path, help="where the databases are made and removed again")
    given = arguments.parse_args()
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        writing(folder, given.rounds)
        if given.postgres:
            on_a_server(given.postgres, folder, given.rounds)
        if given.hops:
            reading(folder, given.hops)


if __name__ == "__main__":
    main()
