"""Plain values to canonical bytes to digests, with one spelling for each.

Canonical bytes are JSON by RFC 8785 (JSON Canonicalization Scheme). A record holds only what has one spelling there
without further rules: text, whole numbers below 2**53, booleans, lists, and mappings with ASCII keys. Floats are
refused: numbers that people write down are kept as text.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TypeAlias

import orjson
from attrs import field, frozen

from provenance.errors import CanonicalError, IntegrityError, LimitError, RecordError, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Digest", "Plain", "canonical_bytes", "check_words", "digest_of", "digest_of_words", "parse_canonical"]

Plain: TypeAlias = "str | int | bool | Sequence[Plain] | Mapping[str, Plain] | None"
"""Of sequences lists and tuples, of mappings dicts; the wider names only let a list of strings be a list of these."""

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 7493, section 2.2)."""

DEEPEST = 64
"""Levels of nesting that a value may have; records need six."""

_HEX = "0123456789abcdef"


def _check_hex(_instance: object, _attribute: object, value: Any) -> None:
    if not isinstance(value, str) or len(value) != 64 or value.strip(_HEX):
        raise RecordError(
            f"not a SHA-256 digest – {shown(value)} – give 64 lower-case hexadecimal digits", field="hex", value=value
        )


@frozen(order=True)
class Digest:
    """A SHA-256 digest; ``str()`` gives ``sha256:<hex>``."""

    hex: str = field(validator=_check_hex)

    @classmethod
    def parse(cls, value: str) -> Digest:
        """Return the digest spelt ``sha256:<64 hex digits>``; anything else is a RecordError."""
        if not value.startswith("sha256:") or len(value) != 71 or value[7:].strip(_HEX):
            raise RecordError(
                f"not a digest – {shown(value)} – write sha256: and 64 lower-case hexadecimal digits",
                field="digest",
                value=value,
            )
        return cls(value[7:])

    def __hash__(self) -> int:
        return hash(self.hex)

    def __str__(self) -> str:
        return f"sha256:{self.hex}"


def canonical_bytes(value: Plain) -> bytes:
    """Return the RFC 8785 bytes of a plain value; CanonicalError for what has no single spelling.

    LimitError for one nested deeper than 64 levels.
    """
    _guard(value, "$", 0)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def parse_canonical(data: bytes) -> Plain:
    """Return the plain value of canonical bytes; IntegrityError where they are not the canonical spelling."""
    try:
        value: Plain = orjson.loads(data)
        again = canonical_bytes(value)
    except (orjson.JSONDecodeError, RecordError) as error:
        raise IntegrityError(
            f"not canonical JSON – {error} – the bytes were altered or cut", expected="RFC 8785 bytes", actual=data[:80]
        ) from error
    if again != data:
        raise IntegrityError(
            "JSON, but not in canonical spelling – keys twice, other order or spaces – the bytes were altered",
            expected=again[:80],
            actual=data[:80],
        )
    return value


def digest_of(data: bytes) -> Digest:
    """Return the SHA-256 digest of bytes."""
    digest = object.__new__(Digest)  # what hashlib gives needs no check, and the check would cost what the hash costs
    object.__setattr__(digest, "hex", hashlib.sha256(data).hexdigest())
    return digest


def digest_of_words(words: str) -> Digest:
    """Return the digest of words: SHA-256 of their UTF-8, exactly as given; CanonicalError for a lone surrogate."""
    return digest_of(_utf8(words, "words"))


def check_words(words: str, path: str) -> str:
    """Return the words if UTF-8 can say them; CanonicalError for a lone surrogate."""
    if not words.isascii():
        _utf8(words, path)
    return words


def _utf8(words: str, path: str) -> bytes:
    try:
        return words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CanonicalError(
            f"a lone surrogate has no UTF-8 – {path}, code point {error.start} – decode the source again, "
            "it was read with the wrong encoding",
            path=path,
            value=words[error.start],
        ) from error


def _guard(value: object, path: str, depth: int) -> None:
    if depth > DEEPEST:
        raise LimitError(
            f"nested too deep – {shown(path)} – at most {DEEPEST} levels are taken; flatten it",
            limit=DEEPEST,
            found=depth,
            field=path,
        )
    kind = type(value)
    if kind is str:
        check_words(value, path)  # type: ignore[arg-type]  # `kind is str` says so; mypy does not follow it
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:  # type: ignore[operator]  # an int by the line above
            raise CanonicalError(
                f"a number beyond 2**53 loses digits in JSON – {path} – keep it as text", path=path, value=value
            )
    elif value is None or kind is bool:
        return
    elif kind is dict:
        for key, inner in value.items():  # type: ignore[attr-defined]  # a dict by the line above
            if type(key) is not str or not key.isascii():
                raise CanonicalError(
                    f"a key that is not ASCII text – {path}: {shown(key)} – rename it", path=path, value=key
                )
            _guard(inner, f"{path}.{key}", depth + 1)
    elif kind is list or kind is tuple:
        for index, inner in enumerate(value):  # type: ignore[arg-type]  # a list or tuple by the line above
            _guard(inner, f"{path}[{index}]", depth + 1)
    else:
        raise CanonicalError(
            f"{kind.__name__} has no canonical spelling – {path}: {shown(value)} – give text, whole numbers, lists "
            "or mappings",
            path=path,
            value=value,
        )
