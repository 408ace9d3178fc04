"""Plain values to canonical bytes to digests, with one spelling for each.

Canonical bytes are JSON by RFC 8785 (JSON Canonicalization Scheme). A record holds only what has one spelling there
without further rules: text, whole numbers below 2**53, booleans, lists, and mappings with ASCII keys. Floats are
refused: numbers that people write down are kept as text.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, TypeAlias

import orjson
from attrs import field, frozen

from provenance.errors import CanonicalError, IntegrityError, RecordError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Digest", "Plain", "canonical_bytes", "check_words", "digest_of", "digest_of_words", "parse_canonical"]

Plain: TypeAlias = "str | int | bool | Sequence[Plain] | Mapping[str, Plain] | None"

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 7493, section 2.2)."""

DEEPEST = 64
"""Levels of nesting that a record may have; ours need eight."""

_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")


def _check_hex(_instance: object, _attribute: object, value: str) -> None:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise RecordError(
            f"not a SHA-256 digest – {value!r} – give 64 lower-case hexadecimal digits", field="hex", value=value
        )


@frozen(order=True)
class Digest:
    """A SHA-256 digest; ``str()`` gives ``sha256:<hex>``."""

    hex: str = field(validator=_check_hex)

    @classmethod
    def parse(cls, value: str) -> Digest:
        """Return the digest spelt ``sha256:<64 hex digits>``; anything else is a RecordError."""
        found = _DIGEST.fullmatch(value)
        if found is None:
            raise RecordError(
                f"not a digest – {value!r} – write sha256: and 64 hexadecimal digits", field="digest", value=value
            )
        return cls(found.group(1))

    def __str__(self) -> str:
        return f"sha256:{self.hex}"


def canonical_bytes(value: Plain) -> bytes:
    """Return the RFC 8785 bytes of a plain value; CanonicalError for what has no single spelling."""
    _guard(value, "$", 0)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def parse_canonical(data: bytes) -> Plain:
    """Return the plain value of canonical bytes; IntegrityError where they are not the canonical spelling."""
    try:
        value: Plain = orjson.loads(data)
        again = canonical_bytes(value)
    except (orjson.JSONDecodeError, CanonicalError) as error:
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
    return Digest(hashlib.sha256(data).hexdigest())


def digest_of_words(words: str) -> Digest:
    """Return the digest of words: SHA-256 of their UTF-8, exactly as given."""
    return digest_of(check_words(words, "words").encode("utf-8"))


def check_words(words: str, path: str) -> str:
    """Return the words if UTF-8 can say them; CanonicalError for a lone surrogate."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CanonicalError(
            f"a lone surrogate has no UTF-8 – {path}, code point {error.start} – decode the source again, "
            "it was read with the wrong encoding",
            path=path,
            value=words[error.start],
        ) from error
    return words


def _guard(value: object, path: str, depth: int) -> None:
    if depth > DEEPEST:
        raise CanonicalError(f"nested deeper than {DEEPEST} levels – {path} – flatten it", path=path)
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
                    f"a key that is not ASCII text – {path}: {key!r} – rename it", path=path, value=key
                )
            _guard(inner, f"{path}.{key}", depth + 1)
    elif kind is list or kind is tuple:
        for index, inner in enumerate(value):  # type: ignore[arg-type]  # a list or tuple by the line above
            _guard(inner, f"{path}[{index}]", depth + 1)
    else:
        raise CanonicalError(
            f"{kind.__name__} has no canonical spelling – {path}: {value!r} – give text, whole numbers, lists or mappings",
            path=path,
            value=value,
        )
