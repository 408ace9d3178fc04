"""What it takes to trace a misquoted sentence among everything recorded, beside brute force over every passage.

Recorded are the passages of ``tests/bench/accuracy/trace.py``, asked for is a recorded sentence with 10 to 20 % of its
words changed. The oracle is rapidfuzz's ``extractOne``: a question counts as answered where what is found is as like as what it finds. The time of each is that of the processor; the file is warm.
"""

from __future__ import annotations

import random
import tempfile
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from provenance.model.chain import said
from provenance.stores.opening import open_store
from provenance.text import comparing_form
from provenance.tracing import trace
from tests.bench.accuracy.trace import DATA, Corpus, changed, corpus
from tests.bench.measuring import ROUNDS, Case, Row, series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.stores.base import Store

QUERIES = 20
SIZES = (1_000, 10_000, 100_000)


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what tracing takes among few passages and among many, and keeping them so that they can be traced."""
    if not DATA.exists():
        raise FileNotFoundError(2, "not there", str(DATA))
    sizes = SIZES[:1] if quick else SIZES
    made = corpus(sizes[-1])
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        yield from series(
            "misquotation traced",
            "passages",
            sizes,
            lambda size: among(made, size, stack.enter_context(open_store(Path(name) / f"{size}.db"))),
        )


def among(made: Corpus, size: int, store: Store) -> Case:
    """Return the ways to find sentences among so many passages."""
    passages = made.passages[:size]
    store.put_many(said(words, language) for language, words in passages)
    forms = [comparing_form(words) for _, words in passages]
    chosen = random.Random(size)  # noqa: S311 - a fixed seed
    asked = [
        (changed(words, language, chosen.uniform(0.1, 0.2), made.stock[language], chosen), words)
        for language, words in chosen.sample(passages, QUERIES)
    ]
    found = [next((match.chain.head.text or "" for match in trace(query, store).matches), "") for query, _ in asked]
    wanted = [process.extractOne(comparing_form(query), forms, scorer=fuzz.ratio)[1] for query, _ in asked]
    right = sum(
        fuzz.ratio(comparing_form(query), comparing_form(text)) >= best
        for (query, _), text, best in zip(asked, found, wanted, strict=True)
    )
    ours, theirs = cycle(asked), cycle(asked)
    return Case(
        ours=lambda: trace(next(ours)[0], store),
        beside={"brute force": lambda: process.extractOne(comparing_form(next(theirs)[0]), forms, scorer=fuzz.ratio)},
        rounds=ROUNDS,
        note=f"of {QUERIES} questions {right} answered as brute force does",
    )
