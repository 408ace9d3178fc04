"""Laws of chain files: what is written is read, and what was altered is refused or is the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import IntegrityError, LimitError, UnreadableError
from provenance.records import from_json, from_lines, to_json, to_lines
from provenance.testing import chains

if TYPE_CHECKING:
    from provenance.model.chain import Chain

REFUSED = (UnreadableError, IntegrityError, LimitError)

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


def same(a: Chain, b: Chain) -> bool:
    """Whether two chains are equal in all that they hold, words and held things as well."""
    return (
        to_json(a) == to_json(b) and a.held == b.held and [hop.text for hop in a.hops] == [hop.text for hop in b.hops]
    )


def reads_back(data: bytes, chain: Chain) -> bool:
    """Whether a file is refused, or gives the chain again with all the words that it gives."""
    try:
        found = from_json(data)
    except REFUSED:
        return True
    return found == (chain,) and all(
        hop.text in {None, old.text} for hop, old in zip(found[0].hops, chain.hops, strict=True)
    )


@given(st.lists(chains(max_hops=3), max_size=3), st.booleans())
def test_what_is_written_is_read(written: list[Chain], lines: bool) -> None:
    """A file gives back the chains that it was written from, in their order, and writing them again the same bytes."""
    data = to_json(*written, lines=lines)
    if not written and lines:
        assert data == b""
        return
    found = from_json(data)
    assert len(found) == len(written)
    assert all(map(same, found, written))
    assert to_json(*found, lines=lines) == data
    assert from_json(data.decode("utf-8")) == found


@given(st.lists(chains(max_hops=3), max_size=3))
def test_lines_are_written_and_read_one_by_one(written: list[Chain]) -> None:
    """Each chain makes one line, that is read alone; blank lines between are passed over."""
    lines = list(to_lines(written))
    assert all(line.count(b"\n") == 1 and line.endswith(b"\n") for line in lines)
    assert b"".join(lines) == to_json(*written, lines=True)
    assert list(from_lines([*lines, b"", b" \n"])) == written
    assert [chain for line in lines for chain in from_json(line)] == written


@given(chains(max_hops=3), st.booleans(), st.data())
def test_an_altered_byte_is_refused_or_changes_nothing(chain: Chain, lines: bool, data: st.DataObject) -> None:
    """A file with one byte altered is refused, or gives the same chain with the same words."""
    file = to_json(chain, lines=lines)
    place = data.draw(st.integers(0, len(file) - 1))
    byte = data.draw(st.integers(0, 255) | st.sampled_from(b'"{}[]:,0 \\'))
    assert reads_back(file[:place] + bytes([byte]) + file[place + 1 :], chain)


@given(chains(max_hops=3), st.booleans(), st.data())
def test_a_cut_file_is_refused(chain: Chain, lines: bool, data: st.DataObject) -> None:
    """A file cut anywhere before its last bracket is not a chain file any more."""
    file = to_json(chain, lines=lines).rstrip()
    cut = file[: data.draw(st.integers(0, len(file) - 1))]
    try:
        found = from_json(cut)
    except UnreadableError as error:
        refused = error
    else:
        raise AssertionError(found)
    assert refused.format == "provenance/1"
    assert refused.where


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    """The value with another one at a place."""
    if not path:
        return other
    key, *rest = path
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = replaced(value[key], tuple(rest), other)
    return copy


@given(chains(max_hops=2), JSON, st.data())
def test_any_other_value_anywhere_is_refused_or_changes_nothing(chain: Chain, other: Any, data: st.DataObject) -> None:
    """Whatever JSON stands in any place of a file, reading raises what it promises, or gives the same chain.

    Of what is held beside the record nobody vouches: there another value of the right shape is read as it stands.
    """
    document = json.loads(to_json(chain))
    path = data.draw(st.sampled_from(places(document["chains"][0], ("chains", 0))))
    assert reads_back(json.dumps(replaced(document, path, other)).encode(), chain)


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()) | st.text(max_size=40))
def test_anything_else_is_unreadable(data: bytes | str) -> None:
    """Bytes, text and JSON that are no chain file are refused as unreadable, with the place."""
    try:
        found = from_json(data)
    except UnreadableError as error:
        refused = error
    else:
        raise AssertionError(found)
    assert refused.where
    assert str(refused).count(" – ") >= 2
