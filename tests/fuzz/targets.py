"""What is fuzzed: every place where bytes from outside are taken apart, each with what it may raise.

A target takes bytes. It may refuse them with an error of this library; anything else that it raises is a fault, and so
is an answer that breaks what the place promises.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import from_json, load, read, to_json
from provenance.anchoring import find
from provenance.comparison import compare
from provenance.dates import PartialDate
from provenance.diff import apply, patch
from provenance.errors import ProvenanceError
from provenance.facts import facts_in
from provenance.language import guess
from provenance.locator import Locator
from provenance.model.chain import said
from provenance.rules.policy import read_policy
from provenance.sentences import sentences_in
from provenance.shingles import shingles
from provenance.stores.questions import Query
from provenance.text import Text, comparing_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["TARGETS", "run"]

LANGUAGES = ("en", "ru", "uk", "zh", "de", "fr", "es", "pl", "ja", "ar", "he", "ko")


def _words(data: bytes) -> str:
    """Return words of any kind: what is no UTF-8 becomes lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def _halves(words: str) -> tuple[str, str]:
    first, _, second = words.partition("\x1e")
    return first, second


def _chains(data: bytes) -> None:
    for chain in from_json(data):
        assert from_json(to_json(chain)) == (chain,)


def _documents(data: bytes) -> None:
    load(data)


def _articles(data: bytes) -> None:
    words = _words(data[1:])
    reading = read(words, markup="text", language=LANGUAGES[data[0] % len(LANGUAGES)] if data[:1] else None)
    for quotation in reading.quotations:
        for span in quotation.spans:
            assert 0 <= span.start < span.end <= len(reading.text)
    reading.chains()


def _pages(data: bytes) -> None:
    read(data, markup="html", url="https://harbour.example/1").chains()


def _archives(data: bytes) -> None:
    from provenance import read_warc

    for _ in read_warc(data):
        pass


def _locators(data: bytes) -> None:
    locator = Locator.parse(_words(data))
    if locator.canonical is not None:
        assert Locator.parse(locator.canonical).canonical == locator.canonical


def _dates(data: bytes) -> None:
    date = PartialDate.parse(_words(data))
    assert PartialDate.parse(str(date)) == date


def _tags(data: bytes) -> None:
    said("Да.", _words(data))


def _queries(data: bytes) -> None:
    first, second = _halves(_words(data))
    Query(speaker=first or None, since=second or None, language=second or None, act=None, locator=first or None)
    Query(after=first, act=second)


def _facts(data: bytes) -> None:
    words = _words(data[1:])
    for fact in facts_in(Text(words, LANGUAGES[data[0] % len(LANGUAGES)] if data[:1] else None)):
        assert fact.span.of(words) == fact.surface


def _texts(data: bytes) -> None:
    first, second = _halves(_words(data))
    guess(first)
    comparing_form(first)
    shingles(first)
    find(first, second)
    for span in sentences_in(first, "en"):
        assert span.of(first)
    assert apply(patch(first, second), first) == second
    compare(Text(first, "en"), Text(second, "ru"))


def _deltas(data: bytes) -> None:
    delta, source = _halves(_words(data))
    apply(delta, source)


def _policies(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policy.toml"
        path.write_bytes(data)
        read_policy(path)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "archives": _archives,
    "articles": _articles,
    "chains": _chains,
    "dates": _dates,
    "deltas": _deltas,
    "documents": _documents,
    "facts": _facts,
    "locators": _locators,
    "pages": _pages,
    "policies": _policies,
    "queries": _queries,
    "tags": _tags,
    "texts": _texts,
}


def run(name: str, data: bytes) -> None:
    """Give a target some bytes; whatever it raises that is no refusal comes through."""
    try:
        TARGETS[name](data)
    except ProvenanceError as refused:
        str(refused).encode("utf-8", "surrogatepass")
