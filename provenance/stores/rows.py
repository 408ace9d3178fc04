"""What a database keeps of each thing: bytes, the digest that vouches for them, and the thing again, checked.

A hop is kept as its canonical record with its words as UTF-8 beside it. Whatever lies beside hops is kept one thing a
row, each spelt canonically as the ``held`` of a chain file that holds this thing alone.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import orjson
from attrs import evolve, frozen

from provenance.canonical import Digest, canonical_bytes, digest_of
from provenance.errors import IntegrityError, RecordError, SchemaError
from provenance.model.hop import FORMAT, Hop
from provenance.model.spelling import fields_of, read_digest
from provenance.records import read_held, spell_held, spell_stored
from provenance.stores.base import Withholding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model.held import Held, StoredComparison

__all__ = [
    "WITHHOLDINGS",
    "Row",
    "comparison_row",
    "digest_at",
    "key",
    "read_hop",
    "read_record",
    "read_rows",
    "read_withholding",
    "rows_of",
    "withholding_row",
]

WITHHOLDINGS = "withholdings"
"""The kind of rows that no chain file holds: what was taken away from this store."""


@frozen
class Row:
    """One thing beside a hop, as it is kept."""

    kind: str
    """The name of the list of ``Held`` it stands in, or "withholdings"."""
    hop: bytes
    """The digest of the hop it is about."""
    other: bytes | None
    """The digest of the other hop it is about: the new one of a correction, the source of a comparison."""
    record: bytes

    @property
    def digest(self) -> bytes:
        """SHA-256 of the record."""
        return hashlib.sha256(self.record).digest()


def key(digest: Digest) -> bytes:
    """Return the 32 bytes of a digest."""
    return bytes.fromhex(digest.hex)


def digest_at(value: object) -> Digest:
    """Return the digest that 32 bytes spell; IntegrityError for anything else."""
    if not isinstance(value, bytes) or len(value) != 32:
        raise IntegrityError(
            f"no digest stands there – {str(value)[:80]!r} – the store was altered or damaged",
            expected="32 bytes",
            actual=value,
        )
    return Digest(value.hex())


def read_hop(digest: object, record: object, words: object) -> Hop:
    """Return the hop of a record with its words, if they are held, once the digest vouches for both.

    IntegrityError if it does not; SchemaError for an unaltered record that only another version can read.
    """
    name = digest_at(digest)
    data = _vouched(name, record)
    text = _text(name, words)
    try:
        hop = Hop.of_record(orjson.loads(data), text)
    except (RecordError, orjson.JSONDecodeError) as error:
        raise SchemaError(
            f"hop {name} is of another version – {error} – read it with the version that wrote it",
            found=data[:80],
            known=FORMAT,
        ) from error
    except IntegrityError as error:
        raise IntegrityError(
            f"the words of hop {name} were altered – {error.expected or 'none'} recorded, {error.actual} here – restore "
            "them from a copy",
            expected=error.expected,
            actual=error.actual,
        ) from error
    if hop.canonical != data:
        raise IntegrityError(
            f"hop {name} is not spelt canonically – a field is written otherwise than it is read – restore it from a copy",
            expected=hop.canonical[:80],
            actual=data[:80],
        )
    return hop


def read_record(digest: object, record: object) -> dict[str, Any]:
    """Return a hop's record as plain values, once its digest vouches for it; what it says is not looked at."""
    fields: dict[str, Any] = orjson.loads(_vouched(digest_at(digest), record))
    return fields


def _vouched(name: Digest, record: object) -> bytes:
    if not isinstance(record, bytes) or digest_of(record) != name:
        raise IntegrityError(
            f"the record of hop {name} was altered – it does not have that digest – restore it from a copy",
            expected=name,
            actual=digest_of(record) if isinstance(record, bytes) else record,
        )
    return record


def _text(name: Digest, words: object) -> str | None:
    if words is None:
        return None
    try:
        if isinstance(words, bytes):
            return words.decode("utf-8")
    except UnicodeDecodeError:
        pass
    raise IntegrityError(
        f"the words of hop {name} were altered – they are no UTF-8 – restore them from a copy",
        expected="UTF-8",
        actual=words,
    )


def rows_of(held: Held) -> Iterator[Row]:
    """Yield the rows of glosses, waivers and corrections."""
    for kind, listed in spell_held(evolve(held, evidence={}, comparisons=())).items():
        for record in listed:  # type: ignore[union-attr]  # without evidence every value is a list
            fields: Any = record
            hop = fields["old"] if kind == "corrections" else fields["hop"]
            yield _row(kind, hop, fields.get("new"), fields)


def comparison_row(stored: StoredComparison) -> Row:
    """Return the row of a comparison."""
    record = canonical_bytes({"comparisons": [spell_stored(stored)]})
    return Row("comparisons", key(stored.hop), key(stored.source), record)


def withholding_row(withholding: Withholding) -> Row:
    """Return the row of a withholding."""
    fields = {
        "hop": str(withholding.hop),
        "reason": withholding.reason,
        "by": withholding.by,
        "on": str(withholding.on),
    }
    return _row(WITHHOLDINGS, fields["hop"], None, fields)


def _row(kind: str, hop: str, other: str | None, fields: Any) -> Row:
    return Row(
        kind,
        key(Digest.parse(hop)),
        None if other is None else key(Digest.parse(other)),
        canonical_bytes({kind: [fields]}),
    )


def read_rows(rows: Iterable[tuple[object, object, object, object]]) -> Held:
    """Return what rows (digest, hop, other, record) hold; IntegrityError for an altered or misplaced one."""
    document: dict[str, list[Any]] = {}
    for digest, hop, other, record in rows:
        for kind, listed in _loaded(digest, hop, other, record).items():
            document.setdefault(kind, []).extend(listed)
    try:
        return read_held(document)
    except RecordError as error:
        raise _of_another_version(error) from error


def _of_another_version(error: RecordError) -> SchemaError:
    return SchemaError(
        f"something beside a hop is of another version – {error} – read it with the version that wrote it",
        found=str(error),
        known=FORMAT,
    )


def read_withholding(digest: object, hop: object, record: object) -> Withholding:
    """Return the withholding that a row holds; IntegrityError for an altered one."""
    names = ("hop", "reason", "by", "on")
    (fields,) = _loaded(digest, hop, None, record).get(WITHHOLDINGS, ({},))
    try:
        fields = fields_of(fields, WITHHOLDINGS, frozenset(names), names)
        return Withholding(**{**fields, "hop": read_digest(fields["hop"], "hop")})
    except RecordError as error:
        raise _of_another_version(error) from error


def _loaded(digest: object, hop: object, other: object, record: object) -> dict[str, list[Any]]:
    name = digest_at(digest)
    if not isinstance(record, bytes) or digest_of(record) != name:
        raise IntegrityError(
            f"what stands beside hop {digest_at(hop)} was altered – it does not have its digest {name} – restore it "
            "from a copy",
            expected=name,
            actual=digest_of(record) if isinstance(record, bytes) else record,
        )
    try:
        document: dict[str, list[Any]] = orjson.loads(record)
        ((kind, (fields,)),) = document.items()
        about = (fields["old" if kind == "corrections" else "hop"], fields.get("source", fields.get("new")))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise IntegrityError(
            f"what stands beside hop {digest_at(hop)} is no statement – {error} – it was put there by another program",
            expected="one thing of one kind",
            actual=record[:80],
        ) from error
    placed = (str(digest_at(hop)), None if other is None else str(digest_at(other)))
    if about != placed:
        raise IntegrityError(
            f"{kind} of another hop – it is about {about[0]} and stands beside {placed[0]} – it was moved",
            expected=about,
            actual=placed,
        )
    return document
