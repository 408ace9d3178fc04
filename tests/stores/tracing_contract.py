"""What every store promises to those who trace words in it, as tests; each kind of store inherits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from provenance.model.chain import Chain, said
from provenance.shingles import shingles
from provenance.stores.memory import MemoryStore
from provenance.tracing import trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.stores.base import Store

SPEECH = said(
    "Мы готовы подумать о том, чтобы открыть порт для зерна. Железная дорога в день голосования закрыта.",
    "ru",
    by="Ilya Marenko",
    on="2025-12-19",
)
REPORT = SPEECH.reported(
    "我们愿意考虑开放港口，供至多六百万吨粮食通过。", "zh", outlet="Harbour Daily", on="2025-12-20"
)
ENGLISH = REPORT.translated(
    "We are willing to consider opening the port to up to six million tonnes of grain. The railway stays closed.",
    "en",
    by="J. Smith",
    on="2025-12-21",
)
OTHERS = [
    said(f"The dredger number {number} needs {number + 2} more weeks and a dry crew at pier {number * 7}.", "en")
    for number in range(40)
]
FIRST = "We are willing to consider opening the port to up to six million tonnes of grain."

HOSTILE = (
    "",
    " \n",
    "port",
    "港",
    "?!…",
    "%_*\"'; drop table passage; --",
    "grain* OR port NEAR(x)",
    "term:port AND (grain)",
    "\x00NUL\x00",
    "\ud800 lone \udfff",
    "\u202eright to left\u202c",
    "🎙️ 👩‍👩‍👧‍👦",
    "grain " * 2_000,
    "港" * 20_000,
    "We 我们 мы are 愿意 готовы",
)


class TracingContract:
    """The promise. ``store`` is an empty store of the kind under test."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    def test_sentences_and_whole_quotations_are_found(self, store: Store) -> None:
        """Each sentence of each hop, and each hop's words as a whole, are found verbatim where they stand."""
        store.put_many([*OTHERS, ENGLISH])
        for hop in ENGLISH.hops:
            for words in (hop.text or "", FIRST if hop.language == "en" else hop.text or ""):
                match = trace(words, store).matches[0]
                assert (match.verdict, match.similarity) == ("verbatim", 1.0)
                assert (match.digest, match.words) == (hop.digest, words)
                assert match.span.of(hop.text or "") == words

    def test_near_passages_come_best_first_and_no_more_than_asked_for(self, store: Store) -> None:
        """The index hands out passages with their place; the one that holds all shingles comes first."""
        store.put_many([*OTHERS, ENGLISH])
        near = store.near(shingles(FIRST), 5)
        assert (near[0].hop, near[0].words, near[0].span.start) == (ENGLISH.digest, FIRST, 0)
        assert 1 <= len(store.near(shingles("more weeks and a dry crew at pier"), 3)) <= 3
        assert list(store.near([], 5)) == list(store.near([12345], 5)) == []

    def test_of_equals_the_shortest_are_handed_out(self, store: Store) -> None:
        """Where more passages hold as much of some words than are asked for, the shortest come: they hold least beside."""
        for number, other in enumerate(OTHERS):
            store.put(
                said("A dry crew waits at the pier " + "and waits " * (40 - number) + f"till day {number}.", "en")
            )
            store.put(other)
        near = store.near(shingles("A dry crew waits at the pier"), 8)
        assert [passage.words[-3:-1] for passage in near] == [f"{number}" for number in range(39, 31, -1)]

    def test_every_store_names_the_same_passages(self, store: Store) -> None:
        """What the store hands out for any words is what the store in memory does, in the same order."""
        plain = MemoryStore()
        for kept in (store, plain):
            kept.put_many([*OTHERS, ENGLISH], batch=7)
            kept.withhold(OTHERS[5].digest, reason="asked to", by="desk", on="2026-01-04")
            kept.put(OTHERS[6].reported("The dredger needs two more weeks. It is dry.", "en", outlet="Harbour Daily"))
        for words in (FIRST, "the dredger needs more weeks", "dry crew at pier 35", "愿意考虑开放", *HOSTILE):
            assert list(store.near(shingles(words), 50)) == list(plain.near(shingles(words), 50))

    def test_words_kept_later_are_found(self, store: Store) -> None:
        """Words that a later put brings for a hop that lacked them are in the index from then on."""
        store.put(Chain.of([hop.withholding() for hop in ENGLISH.hops]))
        assert trace(FIRST, store).matches == ()
        store.put(ENGLISH)
        store.put(ENGLISH)
        assert [match.digest for match in trace(FIRST, store).matches] == [ENGLISH.digest]
        assert store.verify().ok

    def test_withheld_words_are_found_no_more(self, store: Store) -> None:
        """Once withheld, words are in no passage, not after a later put either, nor after the index is made anew."""
        store.put_many([*OTHERS, ENGLISH])
        store.withhold(ENGLISH.digest, reason="asked to", by="desk", on="2026-01-04")
        for again in (lambda: None, lambda: store.put(ENGLISH), store.reindex):
            again()
            assert [passage for passage in store.near(shingles(FIRST), 50) if passage.hop == ENGLISH.digest] == []
            traced = trace(FIRST, store)
            assert (traced.matches, traced.near_miss) == ((), None)
        assert trace(OTHERS[0].head.text or "", store).matches[0].chain == OTHERS[0]
        assert store.verify().ok

    def test_an_index_made_anew_is_the_same(self, store: Store) -> None:
        """To make the index anew counts the passages and changes no answer."""
        store.put_many([*OTHERS, ENGLISH])
        before = [list(store.near(shingles(words), 20)) for words in (FIRST, "a dry crew at pier")]
        assert store.reindex() == len(OTHERS) + 5
        assert [list(store.near(shingles(words), 20)) for words in (FIRST, "a dry crew at pier")] == before
        assert store.verify().ok

    @pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:20]))
    def test_any_words_may_be_asked_for(self, store: Store, words: str) -> None:
        """Nothing, one word, one character, marks, wildcards, SQL, NUL, surrogates and heaps are answered, not raised."""
        store.put_many([*OTHERS, ENGLISH])
        traced = trace(words, store)
        assert traced.words == words
        assert all(match.similarity > 0.5 for match in traced.matches)
        assert str(traced)

    def test_nothing_is_found_in_an_empty_store(self, store: Store) -> None:
        """Words sought where nothing is kept are not recorded, and that is no fault of the index."""
        assert trace(FIRST, store).matches == ()
        store.put(said(None, "ru", by="Ilya Marenko"))
        store.put(said("…", "ru"))
        assert trace(FIRST, store).matches == ()

    def test_a_long_hop_is_found_in_any_place(self, store: Store) -> None:
        """Of a hop of a thousand sentences any is found, and one sentence without an end is found in pieces."""
        many = " ".join(
            f"Barge {number} carried {number * 3} sacks to quay {number % 17} that night." for number in range(1_000)
        )
        endless = " ".join(f"word{number}" for number in range(1_000))
        store.put_many([said(many, "en"), said(endless, "en")])
        match = trace("Barge 777 carried 2331 sacks to quay 12 that night.", store).matches[0]
        assert match.words == "Barge 777 carried 2331 sacks to quay 12 that night."
        assert match.span.of(many) == match.words
        part = " ".join(f"word{number}" for number in range(520, 540))
        assert trace(part, store).matches[0].words == part
