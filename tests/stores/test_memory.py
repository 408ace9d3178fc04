"""The store in memory keeps the promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from provenance.canonical import digest_of
from provenance.stores.memory import MemoryStore
from tests.stores.contract import ARTICLE, ENGLISH, FULL, PRINTED, StoreContract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.stores.base import Store


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self) -> Iterator[Store]:
        with MemoryStore() as store:
            yield store


def test_what_was_altered_in_memory_is_named() -> None:
    """A hop under another digest, other bytes as evidence and a delta of other words are each found and named."""
    store = MemoryStore()
    store.put(FULL)
    store._hops[PRINTED.digest] = ENGLISH.head
    assert (store.verify().ok, store.verify().checked, store.verify().first_bad) == (False, 1, PRINTED.digest)
    store._hops[PRINTED.digest] = PRINTED.head
    assert store.verify().ok
    store._evidence[digest_of(ARTICLE)] = b"altered"
    assert store.verify().first_bad == digest_of(ARTICLE)
    store._evidence[digest_of(ARTICLE)] = ARTICLE
    stored = next(iter(store._comparisons))
    store._comparisons[evolve(stored, delta="=1")] = None
    assert store.verify().first_bad == stored.hop
    assert "delta" in store.verify().sentence
