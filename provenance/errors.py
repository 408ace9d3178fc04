"""Every error of the library; each carries the fields that a handler needs.

::

    ProvenanceError
    ├── RecordError (ValueError)         a record cannot be made              .field, .value
    │   ├── CanonicalError               a value with no canonical spelling   .path, .value
    │   ├── ChainError                   hops that do not join                .hop, .source
    │   └── LimitError                   larger than the library takes        .limit, .found
    ├── IntegrityError                   bytes and digest disagree            .expected, .actual
    │   └── SignatureError               a signature that does not stand      .reason
    ├── StoreError                       the database failed (cause: driver)
    │   ├── NotFoundError (LookupError)  no such record                       .digest
    │   └── SchemaError                  made by another version              .found, .known
    ├── RuleError                        unknown, duplicate or crashing rule  .rule
    ├── PolicyError                      a policy that cannot be followed     .where
    ├── FormatError                      a standard and a chain do not meet   .format
    │   ├── ExportError                  cannot be said there                 .hop, .field
    │   └── UnreadableError              not a document of that format        .where
    ├── WorkerError                      worker processes die over an input   .place
    └── MissingExtraError (ImportError)  optional package absent              .extra

A faulty chain is a finding, never an exception; an exception means that the library could not do its work.
Messages say what – which – how to mend.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "CanonicalError",
    "ChainError",
    "ExportError",
    "FormatError",
    "IntegrityError",
    "LimitError",
    "MissingExtraError",
    "NotFoundError",
    "PolicyError",
    "ProvenanceError",
    "RecordError",
    "RuleError",
    "SchemaError",
    "SignatureError",
    "StoreError",
    "UnreadableError",
    "WorkerError",
    "shown",
]


def shown(value: object, length: int = 60) -> str:
    """Return a value as messages show it: its ``repr``, which escapes what a terminal cannot print, cut short."""
    text = repr(value[: length + 1] if isinstance(value, str | bytes) else value)
    return text if len(text) <= length else f"{text[: length - 1]}…"


class ProvenanceError(Exception):
    """The root of every error raised by this library."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are pickled by their arguments alone; ours must cross from a worker process with their fields.
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[ProvenanceError], args: tuple[Any, ...], fields: dict[str, Any]) -> ProvenanceError:
    error = kind.__new__(kind, *args)
    vars(error).update(fields)
    return error


class RecordError(ProvenanceError, ValueError):
    """A record cannot be made from what was given."""

    def __init__(self, message: str, *, field: str | None = None, value: object = None) -> None:
        super().__init__(message)
        self.field = field
        self.value = value


class CanonicalError(RecordError):
    """A value has no canonical spelling, so it cannot be hashed."""

    def __init__(self, message: str, *, path: str, value: object = None) -> None:
        super().__init__(message, field=path, value=value)
        self.path = path


class ChainError(RecordError):
    """Hops do not join into one chain."""

    def __init__(self, message: str, *, hop: object = None, source: object = None) -> None:
        super().__init__(message, field="sources", value=source)
        self.hop = hop
        self.source = source


class LimitError(RecordError):
    """Something is larger than the library takes."""

    def __init__(self, message: str, *, limit: int, found: int, field: str | None = None) -> None:
        super().__init__(message, field=field, value=found)
        self.limit = limit
        self.found = found


class IntegrityError(ProvenanceError):
    """Bytes and digest disagree: what is held is not what was recorded."""

    def __init__(self, message: str, *, expected: object = None, actual: object = None) -> None:
        super().__init__(message)
        self.expected = expected
        self.actual = actual


class SignatureError(IntegrityError):
    """A signature, or the key it is made or checked with, does not stand; the reason is one word or two."""

    def __init__(self, message: str, *, reason: str, expected: object = None, actual: object = None) -> None:
        super().__init__(message, expected=expected, actual=actual)
        self.reason = reason


class StoreError(ProvenanceError):
    """The database failed; the driver's own error is the cause."""


class NotFoundError(StoreError, LookupError):
    """No such record is stored."""

    def __init__(self, message: str, *, digest: object = None) -> None:
        super().__init__(message)
        self.digest = digest


class SchemaError(StoreError):
    """A store was made by another version of the library, or is no store at all."""

    def __init__(self, message: str, *, found: object = None, known: object = None) -> None:
        super().__init__(message)
        self.found = found
        self.known = known


class RuleError(ProvenanceError):
    """A rule is unknown, stands twice, or crashed."""

    def __init__(self, message: str, *, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


class PolicyError(ProvenanceError):
    """A policy cannot be followed as written."""

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(message)
        self.where = where


class FormatError(ProvenanceError):
    """A format and a chain do not meet."""

    def __init__(self, message: str, *, format: str) -> None:  # noqa: A002 - the field's own word
        super().__init__(message)
        self.format = format


class ExportError(FormatError):
    """Something cannot be said in that format, or was asked for in a way it does not know."""

    def __init__(self, message: str, *, format: str, hop: object = None, field: str | None = None) -> None:  # noqa: A002 - the field's own word
        super().__init__(message, format=format)
        self.hop = hop
        self.field = field


class UnreadableError(FormatError):
    """What was given is not a document of that format."""

    def __init__(self, message: str, *, format: str, where: str = "") -> None:  # noqa: A002 - the field's own word
        super().__init__(message, format=format)
        self.where = where


class WorkerError(ProvenanceError):
    """Worker processes died over one input, each time it was tried; ``place`` counts the inputs from 1."""

    def __init__(self, message: str, *, place: int) -> None:
        super().__init__(message)
        self.place = place


class MissingExtraError(ProvenanceError, ImportError):
    """An optional package is not installed."""

    def __init__(self, message: str, *, extra: str) -> None:
        super().__init__(message)
        self.extra = extra
