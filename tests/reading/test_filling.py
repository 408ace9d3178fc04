"""Blanks filled from a file: many at once, all or none, and nothing inferred as stated."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import Chain, read, said
from provenance.errors import ChainError, ProvenanceError, RecordError, UnreadableError
from provenance.reading.filling import entries_in, fill_all

ARTICLE = """Russian harbour chief Ilya Marenko said on December 19: "We will close the port in May, and nobody will go."

Anna Holt said: "Nobody asked the council about the port before."

Original: https://www.toutiao.com/article/1851975068681292/
"""


def drafts() -> tuple[Chain, ...]:
    return read(ARTICLE, language="en").chains()


def test_many_blanks_are_filled_at_once() -> None:
    """Numbers mean the chains as they were given, whatever earlier entries changed."""
    filling = {
        "fill": [
            {"chain": 1, "hop": 1, "text": "Мы закроем порт в мае.", "language": "ru"},
            {"chain": 1, "hop": 2, "title": "港口", "by": ["林伟", "王芳"]},
            {"chain": 1, "hop": 3, "by": "A. Reader"},
            {"chain": 2, "hop": 1, "language": "en"},
        ]
    }
    first, second = fill_all(drafts(), entries_in(json.dumps(filling).encode()))
    assert first.hops[0].text == "Мы закроем порт в мае."
    assert "language" not in {one.field for one in first.hops[0].inferred}
    assert "on" in {one.field for one in first.hops[0].inferred}  # nobody stated the year
    assert [agent.name for agent in first.hops[1].attribution.author] == ["林伟", "王芳"]
    assert [agent.name for agent in first.hops[2].attribution.translator] == ["A. Reader"]
    assert second.hops[0].language == "en"


def test_toml_is_read_as_json_is() -> None:
    """Days may stand without quotation marks there."""
    toml = '[[fill]]\nchain = 1\nhop = 1\non = 2025-12-19\n\n[[fill]]\nchain = 2\nhop = 1\nlanguage = "no"\n'
    first, second = fill_all(drafts(), entries_in(toml.encode()))
    assert str(first.hops[0].attribution.on) == "2025-12-19"
    assert "on" not in {one.field for one in first.hops[0].inferred}
    assert second.hops[0].language == "no"


def test_a_digest_means_every_chain_that_has_the_hop() -> None:
    """A hop that drafts share is filled in all of them, and stays shared."""
    chain = said(None, None, by="Ilya Marenko")
    chains = (chain.reported("a", "en"), chain.reported("b", "en"))
    entries = entries_in(json.dumps({"fill": [{"hop": chain.digest.hex[:8], "language": "ru"}]}).encode())
    first, second = fill_all(chains, entries)
    assert first.hops[0].digest == second.hops[0].digest
    assert first.hops[0].language == "ru"
    by_number = entries_in(b'[{"chain": "all", "hop": 1, "language": "ru"}]')
    assert fill_all(chains, by_number) == (first, second)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"", "nothing to fill in"),
        (b"{}", "nothing to fill in"),
        (b'{"fill": []}', "nothing to fill in"),
        (b'{"fill": [1]}', "not an entry – entry 1"),
        (b'{"fill": [{"hop": 1}], "extra": 1}', "unknown key"),
        (b'{"fill": [{"chain": 1, "language": "ru"}]}', "no hop – entry 1"),
        (b'{"fill": [{"hop": true, "language": "ru"}]}', "no hop – entry 1"),
        (b'{"fill": [{"hop": 1}]}', "nothing to fill in – entry 1"),
        (b'{"fill": [{"hop": 1, "langage": "ru"}]}', "did you mean 'language'"),
        (b'{"fill": [{"hop": 1, "inferred": "on"}]}', "not to be stated"),
        (b'{"fill": [{"hop": 1, "captures": "x"}]}', "not to be stated"),
        (b'{"fill": [{"hop": 1, "on": 2026}]}', "not words"),
        (b'{"fill": [{"hop": 1, "on": null}]}', "not words"),
        (b'{"fill": [{"hop": 1, "on": "2026", "on": "2027"}]}', "stands twice"),
        (b'{"fill": [{"hop": "5f28b9c0", "chain": 1, "on": "2026"}]}', "no such chain"),
        (b"[[fill]]\nhop = ", "not JSON or TOML"),
        (b'{"fill": ', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(document: bytes, said: str) -> None:
    """The error says which entry, and how to write it."""
    with pytest.raises(UnreadableError, match=said):
        entries_in(document)


@pytest.mark.parametrize(
    ("entry", "error", "said"),
    [
        ({"chain": 3, "hop": 1, "language": "ru"}, RecordError, "the file holds chains 1 to 2"),
        ({"hop": 1, "language": "ru"}, RecordError, "which chain"),
        ({"chain": 1, "hop": 9, "language": "ru"}, ChainError, "hops 1 to 3"),
        ({"hop": "ffffffff", "language": "ru"}, RecordError, "no hop"),
        ({"chain": 1, "hop": 1, "speaker": "Anna Holt"}, RecordError, "chain 1: stated already"),
        ({"chain": 2, "hop": 3, "language": "ru"}, RecordError, "chain 2: stated already"),
        ({"chain": 1, "hop": 1, "on": "the day before"}, RecordError, "not a date"),
    ],
)
def test_what_is_no_blank_is_refused(entry: dict[str, object], error: type[ProvenanceError], said: str) -> None:
    """Nothing is overwritten, and an error says where."""
    good = {"chain": 1, "hop": 2, "title": "港口"}
    with pytest.raises(error, match=said):
        fill_all(drafts(), entries_in(json.dumps({"fill": [good, entry]}).encode()))


def test_the_same_field_twice_is_refused() -> None:
    """Two entries may not say different things of one field."""
    entries = entries_in(b'[{"chain": 1, "hop": 2, "title": "a"}, {"chain": 1, "hop": 2, "title": "b"}]')
    with pytest.raises(RecordError, match="filled in twice – entry 2"):
        fill_all(drafts(), entries)


@given(st.binary(max_size=60) | st.text(alphabet='{}[]"fil:,hop1=\n ', max_size=60).map(str.encode))
def test_any_file_is_read_or_refused(document: bytes) -> None:
    """Whatever stands in it, the answer is entries or an UnreadableError."""
    with suppress(UnreadableError):
        assert entries_in(document)
