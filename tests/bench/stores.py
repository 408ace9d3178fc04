"""What one hop costs to keep, alone and compared with its source: ours beside the naive composition.

The naive way guesses the language of both texts with langdetect, compares them with diff-match-patch as it comes (its
clock on) and its semantic clean-up, hashes the record with rfc8785 and SHA-256, and commits it to ``sqlite3`` as it
comes. Ours builds the hop on a chain whose source is stored, and puts it, into the file that ``open_store`` makes:
flushed to the disk at each commit, as the naive one is. Every delta stored is applied again before a row is handed out.
Times are those of the clock on the wall, as both wait for the disk, in the folder for temporary files (``TMPDIR``): in
memory there would be nothing to wait for. A second row tells the time of the processor alone, which a busy disk leaves
as it is.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import tempfile
import time
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING

import langdetect
import rfc8785
from diff_match_patch import diff_match_patch

from provenance.diff import patch
from provenance.model.chain import said
from provenance.stores.opening import open_store
from tests.bench import measuring
from tests.bench.measuring import Goal, Row, in_rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from provenance.model.chain import Chain

ROUNDS = 9
NAIVE = "naive composition"
ALONE, COMPARED, INDEXED = "hop put", "hop put and compared", "hop put, with the index of passages"

SENTENCES = (
    (
        "Мы готовы подумать о том, чтобы открыть порт для зерна. От трёх до шести миллионов тонн, хотя бы в день голосования.",
        "Обсудить открытие гавани для зерновых грузов мы не против. Три, а то и шесть миллионов тонн – пусть и в день выборов.",
    ),
    (
        "Никто из совета не подписывал этого договора. Бумага лежала в ящике стола, пока её не нашёл новый секретарь.",
        "Договор никем в совете подписан не был. Документ хранился в столе, и обнаружил его лишь недавно пришедший секретарь.",
    ),
    (
        "Вчера в бухте видели три баржи без огней. Капитаны отказались отвечать и ушли к северу ещё до рассвета.",
        "Три неосвещённые баржи заметили накануне в заливе. На вопросы их капитаны не ответили, а к утру снялись с якоря.",
    ),
    (
        "Если лёд сойдёт раньше апреля, паром пойдёт по старому расписанию. Цены на билеты останутся прежними до осени.",
        "При раннем, до апреля, ледоходе переправа вернётся к прежнему графику. Стоимость проезда до осени не изменят.",
    ),
    (
        "Смотритель маяка жалуется, что масла хватит на две недели. Письмо об этом он отправил ещё в прошлом месяце.",
        "По словам смотрителя, запаса масла на маяке осталось на полмесяца. Об этом он написал начальству месяц назад.",
    ),
    (
        "Рыбаки просят отсрочить новый сбор хотя бы на год. В мэрии ответили, что решение принято и обсуждать его поздно.",
        "Отложить введение сбора на год – вот о чём просят рыболовы. Городские власти считают вопрос решённым и закрытым.",
    ),
)
"""Two sentences, and the same put by another hand: what a re-translation looks like."""

SUBJECTS = "The harbour board|A spokesman for the town|The elder clerk|Nobody at the mill|The grain union|Ilya Marenko"
VERBS = "said on Friday that|would not deny that|has repeated since spring that|wrote in a letter that|doubts that"
CLAUSES = (
    "the eastern quay stays closed until the silt is cleared|six barges waited for a pilot through the night"
    "|the price of storage rose by a third within a year|no licence was ever signed by the former council"
    "|the tide tables of last winter had been misread|the dredger needs two more weeks and a dry crew"
    "|farmers on the upper river carry their sacks by rail now|the lamp on the northern pier went dark again"
)


def article(size: int, *, seed: int) -> str:
    """Return a composed article of about that many characters."""
    chosen = random.Random(seed)  # noqa: S311 - a fixed seed
    sentences: list[str] = []
    while sum(map(len, sentences)) + len(sentences) < size:
        subject, verb, clause, other = (
            chosen.choice(words.split("|")) for words in (SUBJECTS, VERBS, CLAUSES, CLAUSES)
        )
        sentences.append(f"{subject} {verb} {clause}, while {other} in the {chosen.randint(2, 99)}th week.")
    return " ".join(sentences)[:size]


def edited(text: str, share: float, *, seed: int) -> str:
    """Return the text with a share of its words replaced, left out or doubled."""
    chosen = random.Random(seed)  # noqa: S311 - a fixed seed
    stock = text.split()
    words: list[str] = []
    for word in text.split():
        kind = chosen.choice(("replace", "delete", "insert")) if chosen.random() < share else "keep"
        words += {
            "keep": [word],
            "delete": [],
            "replace": [chosen.choice(stock)],
            "insert": [word, chosen.choice(stock)],
        }[kind]
    return " ".join(words)


def rewritten(text: str, *, seed: int) -> str:
    """Return the text as another hand would put it: sentences in much the same order, nearly half of the words others."""
    chosen = random.Random(seed)  # noqa: S311 - a fixed seed
    sentences = edited(text, 0.45, seed=seed).split(". ")
    for place in range(0, len(sentences) - 1, 3):
        if chosen.random() < 0.5:
            sentences[place], sentences[place + 1] = sentences[place + 1], sentences[place]
    return ". ".join(sentences)


class Naive:
    """The composition that anybody would write first."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.execute("create table hops (digest text primary key, record text, source text, diff text)")
        self.connection.commit()

    def put(self, source: str, target: str, record: dict[str, object]) -> None:
        """Compare, hash and keep one hop."""
        langdetect.detect(source)
        langdetect.detect(target)
        engine = diff_match_patch()
        pieces = engine.diff_main(source, target)
        engine.diff_cleanupSemantic(pieces)
        data = rfc8785.dumps(record)  # type: ignore[arg-type]  # plain values
        digest = hashlib.sha256(data).hexdigest()
        self.connection.execute(
            "insert into hops values (?, ?, ?, ?)", (digest, data.decode(), source, engine.diff_toDelta(pieces))
        )
        self.connection.commit()


class Flush:
    """The least that a durable commit must do: write some pages over others, and wait for the disk."""

    PAGES = b"x" * 5 * 4_096
    TURNS = 200

    def __init__(self, path: Path) -> None:
        self.turns = cycle(range(0, self.TURNS * len(self.PAGES), len(self.PAGES)))
        self.file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.pwrite(self.file, self.PAGES * self.TURNS, 0)
        os.fsync(self.file)

    def once(self) -> None:
        """Write and wait."""
        os.pwrite(self.file, self.PAGES, next(self.turns))
        os.fdatasync(self.file)


def kept(
    kind: str, pairs: Sequence[tuple[str, str]], language: str, goals: dict[str, Goal], *, folder: Path, rounds: int
) -> Iterator[Row]:
    """Yield a row for each way to keep one hop; the pairs take turns."""
    naive = Naive(folder / f"{kind}-naive.db")
    flush = Flush(folder / f"{kind}-flush")
    numbers = count()
    with (
        open_store(folder / f"{kind}-put.db", searchable=False) as alone,
        open_store(folder / f"{kind}-compared.db", searchable=False) as compared,
        open_store(folder / f"{kind}-searchable.db") as searched,
    ):
        told = [
            said(source, language, by="Ilya Marenko", on="2025-12-19", occasion="annual session") for source, _ in pairs
        ]
        for store in (alone, compared, searched):
            store.put_many(told)
        turns = cycle(zip(told, pairs, strict=True))

        def revised() -> tuple[Chain, tuple[str, str]]:
            source, pair = next(turns)
            title = f"Harbour {next(numbers)}"
            return source.revised(pair[1], language, outlet="Harbour Daily", on="2025-12-20", title=title), pair

        def naively() -> None:
            chain, pair = revised()
            naive.put(*pair, {**chain.head.record, "text": pair[1]})  # the same record, built the same way

        ways: dict[str, Callable[[], object]] = {
            ALONE: lambda: alone.put(revised()[0], comparisons=False),
            COMPARED: lambda: compared.put(revised()[0]),
            INDEXED: lambda: searched.put(revised()[0], comparisons=False),
        }
        rivals = {NAIVE: naively, "limit: one flush": flush.once}
        waited = in_rounds({**ways, **rivals}, rounds, time.perf_counter)
        worked = in_rounds({**ways, NAIVE: naively}, rounds)
        memory = {name: measuring.peak(way) for name, way in ways.items()}
        heads = {chain.digest for chain in told}
        for head in compared.heads():
            assert compared.get(head).held.comparisons or head in heads, "a comparison was not kept"
        for store in (alone, compared):
            store.reindex()
            assert store.verify().ok, store.verify().sentence
    size = sum(len(text) for pair in pairs for text in pair) // (2 * len(pairs))
    for name in ways:
        for told_as, taken, wanted in ((name, waited, goals), (f"{name}, processor time", worked, {})):
            yield from measuring.rows(
                f"{told_as}: {kind}",
                size,
                "characters",
                {"": taken[name], **{rival: taken[rival] for rival in rivals if rival in taken}},
                goals={NAIVE: wanted[name]} if name in wanted else {},
                memory=memory[name],
            )


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what it takes to keep sentences, and articles lightly edited and put otherwise."""
    langdetect.DetectorFactory.seed = 0
    langdetect.detect("loaded first")
    patch("loaded", "first")
    rounds = 3 if quick else ROUNDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sentences = {ALONE: Goal(25), COMPARED: Goal(15)}
        yield from kept("Russian sentences", SENTENCES, "ru", sentences, folder=folder, rounds=rounds)
        if quick:
            return
        text = article(5_000, seed=1)
        articles = {ALONE: Goal(1_500), COMPARED: Goal(100)}
        yield from kept(
            "article, 5 % edited", [(text, edited(text, 0.05, seed=2))], "en", {}, folder=folder, rounds=rounds
        )
        yield from kept(
            "article, rewritten", [(text, rewritten(text, seed=3))], "en", articles, folder=folder, rounds=rounds
        )
