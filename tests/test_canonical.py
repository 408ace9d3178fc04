"""Canonical bytes and digests: what is refused, and how."""

from __future__ import annotations

import hashlib
from enum import IntEnum, StrEnum
from typing import Any

import pytest

from provenance import canonical, limits
from provenance.canonical import Digest, canonical_bytes, check_words, digest_of, digest_of_words, parse_canonical
from provenance.errors import CanonicalError, IntegrityError, RecordError

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


class Colour(StrEnum):
    RED = "red"


class Number(IntEnum):
    ONE = 1


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (None, b"null"),
        (True, b"true"),
        (0, b"0"),
        (-0, b"0"),
        (2**53 - 1, b"9007199254740991"),
        (-(2**53) + 1, b"-9007199254740991"),
        ("", b'""'),
        ('"\\/', b'"\\"\\\\/"'),
        ("\x00\x08\t\n\x0b\x0c\r\x1f\x7f", b'"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\x7f"'),
        ("\u2028é\U0001f600", '"\u2028é\U0001f600"'.encode()),
        ("e\u0301", b'"e\xcc\x81"'),
        ([], b"[]"),
        ((1, [2]), b"[1,[2]]"),
        ({}, b"{}"),
        ({"b": 1, "a": {"d": None, "c": False}}, b'{"a":{"c":false,"d":null},"b":1}'),
        ({"a": 1, "B": 2, "": 3, "aa": 4, "\x00": 5}, b'{"":3,"\\u0000":5,"B":2,"a":1,"aa":4}'),
    ],
)
def test_spellings(value: Any, data: bytes) -> None:
    """Each value has the one spelling that RFC 8785 gives it."""
    assert canonical_bytes(value) == data


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (1.0, "$"),
        (-0.0, "$"),
        (float("nan"), "$"),
        ({"a": [1, {"b": 1e16}]}, "$.a[1].b"),
        (2**53, "$"),
        ([-(2**53)], "$[0]"),
        (10**400, "$"),
        (b"bytes", "$"),
        ({"a": {1, 2}}, "$.a"),
        ({1: 2}, "$"),
        ({None: 2}, "$"),
        ({"é": 1}, "$"),
        ({"\U0001f600": 1}, "$"),
        ("\ud800", "$"),
        ({"a": "x\udfff"}, "$.a"),
        (Colour.RED, "$"),
        ([Number.ONE], "$[0]"),
        (object, "$"),
        (iter(()), "$"),
    ],
)
def test_what_has_no_one_spelling_is_refused(value: Any, path: str) -> None:
    """Floats, big numbers, bytes, sets, other keys, lone surrogates, subclasses: refused, with the place."""
    with pytest.raises(CanonicalError) as caught:
        canonical_bytes(value)
    assert caught.value.path == caught.value.field == path
    assert str(caught.value).count(" – ") == 2
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1.0",
        b"-0",
        b"01",
        b"1e2",
        b"NaN",
        b"9007199254740992",
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'"\\u0061"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"[1,]",
        b"{",
        b"[" * 500 + b"]" * 500,
        b"[" * 100_000,
        b'{"\xc3\xa9":1}',
    ],
)
def test_other_bytes_are_not_canonical(data: bytes) -> None:
    """What says a value in another way, or none at all, is an integrity error."""
    with pytest.raises(IntegrityError):
        parse_canonical(data)


def test_digests() -> None:
    """A digest is SHA-256, printed with its name."""
    assert str(digest_of(b"")) == f"sha256:{EMPTY}"
    assert digest_of(b"grain").hex == hashlib.sha256(b"grain").hexdigest()
    assert digest_of_words("зерно") == digest_of("зерно".encode())
    assert digest_of(b"") == Digest(EMPTY) == Digest.parse(f"sha256:{EMPTY}")
    assert len({digest_of(b""), Digest(EMPTY)}) == 1


@pytest.mark.parametrize(
    "value",
    [
        "",
        EMPTY,
        "sha256:",
        f"SHA256:{EMPTY}",
        f"sha256:{EMPTY.upper()}",
        f"sha256:{EMPTY}0",
        f"sha256:{EMPTY[:-1]}",
        f"sha256:{EMPTY[:-1]}g",
        f" sha256:{EMPTY}",
        f"sha256:{EMPTY}\n",
        "sha1:" + EMPTY[:40],
        "x" * 10_000_000,
    ],
)
def test_what_is_no_digest_is_refused(value: str) -> None:
    """A digest has one spelling; anything else is shown, cut short."""
    with pytest.raises(RecordError) as caught:
        Digest.parse(value)
    assert caught.value.value == value
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "digits", ["", EMPTY.upper(), EMPTY + "0", EMPTY[:-1], " " * 64, "g" * 64, "０" * 64, None, 5, b"0" * 64]
)
def test_other_digits_make_no_digest(digits: Any) -> None:
    """Digits are 64, hexadecimal, in lower case and ASCII."""
    with pytest.raises(RecordError):
        Digest(digits)


def test_words_without_utf_8_are_refused_with_the_place() -> None:
    """The error names the field, the code point and the surrogate."""
    with pytest.raises(CanonicalError, match="title, code point 2") as caught:
        check_words("ab\ud800c", "title")
    assert (caught.value.path, caught.value.value) == ("title", "\ud800")
    assert check_words("ab\x00\U0001f600", "title") == "ab\x00\U0001f600"


def test_nesting_has_one_limit() -> None:
    """What may be hashed and what may stand in a file are nested as deep."""
    assert canonical.DEEPEST == limits.NESTING
