"""Laws of canonical bytes: one spelling, the same as RFC 8785's reference, and a digest that tells any two apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from provenance.canonical import Digest, canonical_bytes, digest_of, digest_of_words, parse_canonical
from provenance.errors import CanonicalError, IntegrityError, LimitError
from provenance.testing import hops

if TYPE_CHECKING:
    from provenance.canonical import Plain
    from provenance.model.hop import Hop

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBER = st.integers(-(2**53) + 1, 2**53 - 1)
KEY = st.text(st.characters(max_codepoint=127), max_size=6)
SCALAR = st.none() | st.booleans() | NUMBER | TEXT
PLAIN = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4))
"""Everything that the guard admits; floats, other keys and lone surrogates have tests of their own below."""

ANYTHING = st.recursive(
    SCALAR | st.floats() | st.integers() | st.binary(max_size=3) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.integers(0, 2), inner, max_size=3)
        | st.frozensets(st.integers(), max_size=2)
    ),
)


@given(PLAIN)
def test_bytes_are_those_of_rfc_8785(value: Plain) -> None:
    """Canonical bytes equal those of the reference implementation on everything that is admitted."""
    assert canonical_bytes(value) == rfc8785.dumps(value)


@given(PLAIN)
def test_parsing_gives_the_value_back(value: Plain) -> None:
    """Parsing canonical bytes gives the value, and its bytes again are the same."""
    data = canonical_bytes(value)
    assert parse_canonical(data) == value
    assert canonical_bytes(parse_canonical(data)) == data


@given(PLAIN, PLAIN)
def test_equal_bytes_mean_equal_values(a: Plain, b: Plain) -> None:
    """Two values have the same digest exactly if they are the same, true and 1 told apart."""
    same = orjson.dumps(a, option=orjson.OPT_SORT_KEYS) == orjson.dumps(b, option=orjson.OPT_SORT_KEYS)
    assert (digest_of(canonical_bytes(a)) == digest_of(canonical_bytes(b))) == same
    assert not same or a == b


@given(st.permutations([("b", 1), ("a", 2), ("B", 3), ("", 4), ("~", 5), ("\x00", 6)]))
def test_the_order_of_keys_says_nothing(pairs: list[tuple[str, int]]) -> None:
    """A mapping has the same bytes in whatever order it was made."""
    assert canonical_bytes(dict(pairs)) == canonical_bytes(dict(sorted(pairs)))


@given(ANYTHING)
def test_whatever_is_not_plain_is_refused(value: object) -> None:
    """Any value has canonical bytes, the reference's own, or a CanonicalError that says where and what."""
    try:
        data = canonical_bytes(value)  # type: ignore[arg-type]  # what is not plain is the point
    except CanonicalError as error:
        refused = error
    else:
        assert data == rfc8785.dumps(value)  # type: ignore[arg-type]  # as above
        return
    assert refused.path.startswith("$")
    assert str(refused).count(" – ") == 2


@given(st.binary(max_size=20) | PLAIN.map(orjson.dumps))
def test_parsing_raises_nothing_else(data: bytes) -> None:
    """Any bytes are canonical and come back to the byte, or are an IntegrityError."""
    try:
        value = parse_canonical(data)
    except IntegrityError:
        return
    assert canonical_bytes(value) == data


@given(PLAIN.map(canonical_bytes), st.data())
def test_another_byte_is_another_value(data: bytes, chosen: st.DataObject) -> None:
    """Canonical bytes with one byte altered are refused or spell another value: no two spell the same."""
    place = chosen.draw(st.integers(0, len(data) - 1))
    other = data[:place] + bytes([data[place] ^ chosen.draw(st.integers(1, 255))]) + data[place + 1 :]
    try:
        value = parse_canonical(other)
    except IntegrityError:
        return
    assert canonical_bytes(value) != data


@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_nesting_is_limited(brackets: str) -> None:
    """Sixty-four levels are taken and one more is a LimitError with both numbers, also far beyond recursion."""
    value: Plain = None
    for depth in range(1, 5_000):
        value = [value] if brackets == "[]" else {"a": value}
        if depth == 64:
            assert canonical_bytes(value) == rfc8785.dumps(value)
        elif depth in {65, 4_999}:
            with pytest.raises(LimitError) as caught:
                canonical_bytes(value)
            assert (caught.value.limit, caught.value.found) == (64, 65)


@given(st.text(max_size=30))
def test_words_have_a_digest_exactly_if_utf_8_can_say_them(words: str) -> None:
    """Words are hashed as their UTF-8; a lone surrogate is refused with its place."""
    if any("\ud800" <= character <= "\udfff" for character in words):
        with pytest.raises(CanonicalError, match="lone surrogate"):
            digest_of_words(words)
    else:
        assert digest_of_words(words) == digest_of(words.encode("utf-8"))


@given(st.binary(max_size=40))
def test_a_digest_is_read_as_it_is_printed(data: bytes) -> None:
    """Parsing what a digest prints gives it back, and digests sort as their digits do."""
    digest = digest_of(data)
    assert Digest.parse(str(digest)) == digest == Digest(digest.hex)
    assert (digest < digest_of(b"")) == (digest.hex < digest_of(b"").hex)


@given(hops())
def test_a_hop_s_bytes_are_canonical(hop: Hop) -> None:
    """What a hop hashes is what the guard admits and the reference spells: the quick way leaves nothing out."""
    assert hop.canonical == canonical_bytes(hop.record) == rfc8785.dumps(hop.record)
    assert parse_canonical(hop.canonical) == hop.record
    assert hop.digest == digest_of(hop.canonical)
