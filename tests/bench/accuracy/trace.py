"""Whether words are traced to what was recorded, and how fast: ours beside brute force over every passage.

Run ``python tests/bench/accuracy/trace.py [--passages 200000] [--queries 300] [--folder F] [--postgres DSN]``. Recorded
are sentences of the shared data (half English, a quarter Russian, a quarter Chinese) and text of Markov chains trained
on them, which abounds in near duplicates. Asked for are recorded sentences with 10 to 20 % of their words (Chinese:
characters) changed, halves of sentences with 10 % changed, and sentences that were kept out of both store and training.
The oracle is rapidfuzz's ``extractOne`` over all passages; a query counts where it finds nothing else that is nearer.
Databases are made in the folder, warm, and removed again. Times are those of the processor, as both run in this process
and wait for nothing; of a server they are those of the clock.
"""

from __future__ import annotations

import argparse
import platform
import random
import sqlite3
import statistics
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from attrs import define, field
from diff_match_patch import diff_match_patch
from rapidfuzz import fuzz, process

from provenance.anchoring import find
from provenance.model.chain import said
from provenance.scripts import token_spans
from provenance.stores.opening import open_store
from provenance.text import comparing_form
from provenance.tracing import trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.stores.base import Store

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
FILES = {
    "en": ("ntrex/newstest2019-src.eng.txt", "mlqe-pe/en-zh/*.src", "mlqe-pe/en-de/dev.src", "langid/sentences/en.txt"),
    "ru": ("mlqe-pe/ru-en/*.src", "langid/sentences/ru.txt"),
    "zh": ("mlqe-pe/en-zh/*.pe", "langid/sentences/zh.txt"),
}
SHARES = {"en": 0.5, "ru": 0.25, "zh": 0.25}
ORDERS = {"en": 2, "ru": 2, "zh": 3}
"""Words, in Chinese characters, that a Markov chain goes by."""

SHORTEST = {"en": 6, "ru": 6, "zh": 12}
"""Words, in Chinese characters, of a sentence that is used."""

MATCHED = 9
"""Quotations that diff-match-patch looks for too; it takes long."""

SMALL = 10_000
"""Passages that the growth of time is measured from."""

ABSENT = 10
"""Every so many real sentences one is kept out."""


@define
class Corpus:
    """Passages to be recorded, in random order, and sentences that are not among them, by language."""

    passages: list[tuple[str, str]] = field(factory=list)
    absent: dict[str, list[str]] = field(factory=dict)
    stock: dict[str, list[str]] = field(factory=dict)


def corpus(size: int) -> Corpus:
    """Return so many passages, the same ones in every run."""
    made = Corpus()
    for language, share in SHARES.items():
        chosen = random.Random(language)  # noqa: S311 - a fixed seed
        real = sorted(set(_lines(language)))
        chosen.shuffle(real)
        made.absent[language] = [line for place, line in enumerate(real) if place % ABSENT == 0]
        known = [line for place, line in enumerate(real) if place % ABSENT]
        stock = (word for line in known for word in _words(line, language))
        made.stock[language] = [word for word in stock if language != "zh" or len(word) == 1]
        wanted = round(size * share)
        sentences = dict.fromkeys(known[:wanted])
        babble = _babble(known, language, chosen)
        while len(sentences) < wanted:
            sentences[next(babble)] = None
        made.passages += [(language, words) for words in sentences]
    random.Random(1).shuffle(made.passages)  # noqa: S311 - a fixed seed
    return made


def _lines(language: str) -> Iterator[str]:
    for pattern in FILES[language]:
        for path in sorted(DATA.glob(pattern)):
            for line in path.read_text(encoding="utf-8").splitlines():
                words = "".join(line.split()) if language == "zh" else line.strip()
                if len(_words(words, language)) >= SHORTEST[language]:
                    yield words


def _words(words: str, language: str) -> list[str]:
    return [words[start:end] for start, end in token_spans(words)] if language == "zh" else words.split()


def _joined(words: Iterable[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(words)


def _babble(known: list[str], language: str, chosen: random.Random) -> Iterator[str]:
    """Yield sentences of a Markov chain: each word follows the words before it as it does somewhere in the real text."""
    order = ORDERS[language]
    follows: dict[tuple[str, ...], list[str]] = {}
    begins = []
    for line in known:
        words = ["", *_words(line, language), ""][1:]
        begins.append(tuple(words[:order]))
        for place in range(len(words) - order):
            follows.setdefault(tuple(words[place : place + order]), []).append(words[place + order])
    longest = 60 if language == "zh" else 35
    while True:
        words = list(chosen.choice(begins))
        while words[-1] and len(words) < longest:
            words.append(chosen.choice(follows.get(tuple(words[-order:]), [""])))
        if len(words) >= SHORTEST[language]:
            yield _joined(filter(None, words), language)


def changed(words: str, language: str, share: float, stock: Sequence[str], chosen: random.Random) -> str:
    """Return the words with a share of them replaced, left out or joined by others."""
    parts: list[str | None] = list(_words(words, language))
    for place in chosen.sample(range(len(parts)), max(1, round(share * len(parts)))):
        kind = chosen.choice(("replace", "replace", "delete", "insert"))
        other = chosen.choice(stock)
        word = parts[place]
        parts[place] = (
            None if kind == "delete" else other if kind == "replace" else _joined((word or "", other), language)
        )
    return _joined((part for part in parts if part is not None), language)


def half(words: str, language: str, chosen: random.Random) -> str:
    """Return half of a sentence, from anywhere in it."""
    parts = _words(words, language)
    start = chosen.randrange(len(parts) - len(parts) // 2 + 1)
    return _joined(parts[start : start + len(parts) // 2], language)


@define
class Tally:
    """What came of some queries."""

    asked: int = field(default=0)
    right: int = field(default=0)
    offered: int = field(default=0)
    listed: int = field(default=0)
    ours: list[float] = field(factory=list)
    brute: list[float] = field(factory=list)

    def row(self, name: str) -> str:
        shares = [f"{100 * count / max(1, self.asked):7.2f} %" for count in (self.right, self.listed, self.offered)]
        times = "".join(
            f"{1e3 * middle:8.2f}{1e3 * late:8.2f}" for middle, late in map(_spread, (self.ours, self.brute))
        )
        told = f"  {name:<26}{self.asked:>6}{''.join(shares)}{times}"
        if self.brute:
            told += "".join(
                f"{late / early:7.0f} ×" for early, late in zip(*map(_spread, (self.ours, self.brute)), strict=True)
            )
        return told


def _spread(times: list[float]) -> tuple[float, float]:
    if not times:
        return float("nan"), float("nan")
    return statistics.median(times), sorted(times)[int(0.95 * len(times))]


def asked(store: Store, made: Corpus, queries: int) -> dict[tuple[str, str], Tally]:
    """Return what came of each kind of query in each language."""
    forms = [comparing_form(words) for _, words in made.passages]
    tallies: dict[tuple[str, str], Tally] = {}
    for language in SHARES:
        chosen = random.Random(f"queries {language}")  # noqa: S311 - a fixed seed
        known = [words for tag, words in made.passages if tag == language]
        stock = made.stock[language]
        kinds: dict[str, list[tuple[str, str | None]]] = {
            name: [] for name in ("10-20 % changed", "35 % changed", "half, 10 % changed")
        }
        brute: list[float] = []
        for words in chosen.sample(known, min(queries, len(known))):
            edited = changed(words, language, chosen.uniform(0.1, 0.2), stock, chosen)
            part = changed(half(words, language, chosen), language, 0.1, stock, chosen)
            far = changed(words, language, 0.35, stock, chosen)
            begin = time.process_time()
            nearest = process.extractOne(comparing_form(edited), forms, scorer=fuzz.ratio)
            brute.append(time.process_time() - begin)
            if nearest[1] > fuzz.ratio(comparing_form(edited), comparing_form(words)):
                continue  # a sibling is nearer
            for kind, query in zip(kinds, (edited, far, part), strict=True):
                kinds[kind].append((query, words))
        absent = made.absent[language]
        kinds["not there"] = [(words, None) for words in absent]
        kinds["half, not there"] = [(half(words, language, chosen), None) for words in absent]
        for kind, pairs in kinds.items():
            tally = tallies[language, kind] = Tally()
            for query, source in pairs:
                _ask(store, tally, query, source)
        tallies[language, "10-20 % changed"].brute = brute
    return tallies


def _ask(store: Store, tally: Tally, query: str, words: str | None) -> None:
    begin = time.process_time()
    traced = trace(query, store)
    tally.ours.append(time.process_time() - begin)
    found = [match.chain.head.text or "" for match in traced.matches]
    tally.asked += 1
    tally.offered += bool(found)
    if words is not None and found:
        tally.right += _as_near(query, traced.matches[0].words, words)
        tally.listed += words in found


def _as_near(query: str, found: str, words: str) -> bool:
    """Return whether the oracle finds what was found as like the query as the words it was made of."""
    wanted, *forms = map(comparing_form, (query, found, words))
    return found == words or fuzz.ratio(wanted, forms[0]) >= fuzz.ratio(wanted, forms[1])


def kept(place: Path, passages: list[tuple[str, str]], *, indexed: bool) -> float:
    """Return the seconds that it takes to keep passages as chains of one hop."""
    chains = [said(words, language) for language, words in passages]
    with open_store(place) as store:
        begin = time.perf_counter()
        if indexed:
            store.put_many(chains)
        else:
            with mock.patch("provenance.stores.index.passages_of", return_value=()):
                store.put_many(chains)
        return time.perf_counter() - begin


def on_server(place: str, made: Corpus, sqlite: Path, queries: int) -> None:
    """Print how long PostgreSQL takes to trace, beside the SQLite file of the same passages; the database must be empty."""
    with open_store(place) as store:
        begin = time.perf_counter()
        store.put_many(said(words, language) for language, words in made.passages)
        print(f"\nPostgreSQL: {len(made.passages):,} passages kept in {time.perf_counter() - begin:.0f} s")
    with open_store(place, readonly=True) as server, open_store(sqlite, readonly=True) as file:
        for language in SHARES:
            chosen = random.Random(f"server {language}")  # noqa: S311 - a fixed seed
            known = [words for tag, words in made.passages if tag == language]
            taken: list[list[float]] = [[], []]
            for words in chosen.sample(known, min(queries, len(known))):
                query = changed(words, language, chosen.uniform(0.1, 0.2), made.stock[language], chosen)
                for times, store in zip(taken, (server, file), strict=True):
                    begin = time.perf_counter()
                    trace(query, store)
                    times.append(time.perf_counter() - begin)
            (middle, late), (other, _) = map(_spread, taken)
            print(
                f"  {language}: median {1e3 * middle:.2f} ms, 95 % {1e3 * late:.2f} ms; {middle / other:.1f} × SQLite"
            )


def cost(folder: Path, made: Corpus) -> None:
    """Print what the index takes: bytes a passage, and time beside a batch without it."""
    some = made.passages[:20_000]
    ratios = []
    for turn in range(3):
        without = kept(folder / f"without-{turn}.db", some, indexed=False)
        ratios.append(kept(folder / f"with-{turn}.db", some, indexed=True) / without)
    print(f"put_many with the index, {len(some):,} chains: + {100 * (statistics.median(ratios) - 1):.0f} %")


def size(place: Path, hops: int) -> None:
    """Print the bytes of the index."""
    connection = sqlite3.connect(place)
    (used,) = connection.execute(
        "select sum(pgsize) from dbstat where name in ('passage', 'shingle_data', 'shingle_idx', 'shingle_config')"
    ).fetchone()
    (passages,) = connection.execute("select count(*) from passage").fetchone()
    connection.close()
    print(
        f"index: {used / passages:.0f} bytes a passage, {used / hops:.0f} a hop; {passages:,} passages in {hops:,} hops"
    )


def anchored(rounds: int = 200) -> None:
    """Print how a quotation of 200 characters is found in an article of 20,000, 10 % of its words edited."""
    engine = diff_match_patch()
    engine.Match_MaxBits = 0  # as it comes it raises above 32 characters
    engine.Match_Distance = 1_000_000  # nobody knows where the quotation stands
    for language in SHARES:
        made = corpus(4_000)
        chosen = random.Random(f"anchoring {language}")  # noqa: S311 - a fixed seed
        sentences = [words for tag, words in made.passages if tag == language]
        if language == "zh":  # so that an edit is one of a character, never of a long foreign word
            sentences = [words for words in sentences if not any(map(str.isascii, words))]
        length, long = 200, 20_000
        overlap = ends = refused = 0
        times: list[float] = []
        others: list[float] = []
        for number in range(rounds):
            chosen.shuffle(sentences)
            text = _joined(sentences, "zh" if language == "zh" else language)[:long]
            start = chosen.randrange(len(text) - length)
            quote = text[start : start + length]
            edited = changed(quote, language, 0.1, made.stock[language], chosen)
            begin = time.perf_counter()
            found = find(edited, text)
            times.append(time.perf_counter() - begin)
            if number < MATCHED:
                begin = time.perf_counter()
                engine.match_main(text, edited, 0)
                others.append(time.perf_counter() - begin)
            if found is not None:
                first, last = found.span.start, found.span.end
                common = max(0, min(last, start + length) - max(first, start))
                overlap += common > 0.9 * (max(last, start + length) - min(first, start))
                ends += abs(first - start) <= 3 and abs(last - start - length) <= 3
            other = chosen.choice(made.absent[language])
            refused += find(other, text) is None
        print(
            f"  anchoring {language}: overlap > 0.9 {100 * overlap / rounds:.0f} %, both ends {100 * ends / rounds:.0f} %, "
            f"absent refused {100 * refused / rounds:.0f} %, median {1e3 * statistics.median(times):.2f} ms; "
            f"diff-match-patch {statistics.median(others) / statistics.median(times[:MATCHED]):.0f} times as long"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=300, help="of each kind in each language")
    parser.add_argument("--folder", type=Path, help="where the databases are made and removed again")
    parser.add_argument("--postgres", help="an empty database, to trace in it as well: postgresql://…")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, rapidfuzz {version('rapidfuzz')}")
    anchored()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        made = corpus(given.passages)
        cost(folder, made)
        medians = []
        small = min(SMALL, given.passages // 2)
        for count in (small, given.passages):
            place = folder / f"{count}.db"
            some = Corpus(made.passages[:count], made.absent, made.stock)
            taken = kept(place, some.passages, indexed=True)
            print(f"\n{count:,} passages, kept in {taken:.0f} s")
            size(place, count)
            with open_store(place, readonly=True) as store:
                tallies = asked(store, some, given.queries)
            print(
                f"  {'':<26}{'asked':>6}{'first':>9}{'listed':>9}{'offered':>9}   ours: median, 95 %; brute force (ms); ratio"
            )
            for (language, kind), tally in tallies.items():
                print(tally.row(f"{language}, {kind}"))
            medians.append(
                [_spread(tally.ours)[0] for (_, kind), tally in tallies.items() if kind == "10-20 % changed"]
            )
        if given.postgres:
            on_server(given.postgres, made, folder / f"{given.passages}.db", given.queries)
        grown = statistics.mean(late / early for early, late in zip(*medians, strict=True))
        print(f"\ngrowth of the median from {small:,} to {given.passages:,} passages: {grown:.2f}×")


if __name__ == "__main__":
    main()
