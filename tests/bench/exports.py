"""What PROV costs: PROV-JSON of a long chain, written and read by us and by ``prov``.

Run ``python tests/bench/exports.py [--hops N] [--rounds N]``. Two chains of ten thousand hops: one where each hop has
words, an outlet and a date, one where relays, translations and reprints alternate, with links, authors and credits.
Ours starts from a chain and ends in one: it writes and reads the records, and checks every digest. ``prov`` starts
where its own documents begin: to write, its document is built of the same statements, then serialized; to read, its
document is made of the same file, which is not yet a chain; that step is shown by itself, as `load` does it for the
other syntaxes. Before anything is timed, what ``prov`` reads of our file is held against what it reads of its own.
Rounds run the rivals in shuffled order, with the collector of cycles as Python has it; printed are medians and least
in seconds, and the ratio of medians.
"""

from __future__ import annotations

import argparse
import gc
import platform
import random
import statistics
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from prov.model import ProvDocument

from provenance.exports import export
from provenance.imports import load
from provenance.model.chain import Chain, said

if TYPE_CHECKING:
    from collections.abc import Callable

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


def timed(rivals: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each rival in each round, in which their order is shuffled."""
    order = random.Random(10)  # noqa: S311 - an order, no secret
    taken: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(rounds):
        names = list(rivals)
        order.shuffle(names)
        for name in names:
            gc.collect()
            begin = time.perf_counter()
            rivals[name]()
            taken[name].append(time.perf_counter() - begin)
    return taken


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hops", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    print(f"Python {platform.python_version()}, prov {version('prov')}, {given.hops:,} hops, {given.rounds} rounds")
    print(f"{'':34}{'median':>9}{'least':>9}{'ours is faster':>16}")
    for title, chain in (("simple", simple(given.hops)), ("mixed", mixed(given.hops))):
        content = export(chain, "prov-json").content
        document = read_by_prov(content)
        assert read_by_prov(built(document)) == document, "prov reads another document of ours than of its own"
        assert load(content, "prov-json").chains == (chain,)
        taken = timed(
            {
                "written by us": lambda chain=chain: export(chain, "prov-json"),  # type: ignore[misc]  # bound now
                "written by prov": lambda document=document: built(document),  # type: ignore[misc]  # as above
                "of which serialized": lambda document=document: document.serialize(format="json"),  # type: ignore[misc]  # as above
                "read by us, to a chain": lambda content=content: load(content, "prov-json"),  # type: ignore[misc]  # as above
                "read by prov, to its document": lambda content=content: read_by_prov(content),  # type: ignore[misc]  # as above
            },
            given.rounds,
        )
        print(f"{title}, {len(content.encode()):,} bytes")
        for name, seconds in taken.items():
            ours = taken["read by us, to a chain" if name.startswith("read") else "written by us"]
            ratio = statistics.median(seconds) / statistics.median(ours)
            told = "" if seconds is ours else f"{ratio:.1f} ×"
            print(f"  {name:32}{statistics.median(seconds):9.3f}{min(seconds):9.3f}{told:>16}")


if __name__ == "__main__":
    main()
