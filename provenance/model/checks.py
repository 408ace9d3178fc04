"""What a field of a record may hold; whatever else it is given is refused before a record is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.canonical import check_words
from provenance.errors import RecordError
from provenance.limits import FIELD, LIST, check_limit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

__all__ = ["instance_of", "items", "line", "one_of"]


def line(_instance: object, attribute: Any, value: object) -> None:
    """Refuse what is not text, is blank, has no UTF-8 or is too long; None passes where it is the default."""
    if value is None and attribute.default is None:
        return
    name = attribute.name
    if not isinstance(value, str):
        raise RecordError(f"not text – {name} {value!r} – give a string", field=name, value=value)
    if not value or value.isspace():
        raise RecordError(f"blank – {name} – leave it out where nothing is known", field=name, value=value)
    check_limit(len(value), FIELD, name, "shorten it")
    check_words(value, name)


def instance_of(kind: type, value: object, name: str, hint: str) -> None:
    """Refuse what is neither None nor of the kind; ``hint`` names the kind for the reader."""
    if value is not None and not isinstance(value, kind):
        raise RecordError(f"not {hint} – {name} {value!r} – give one", field=name, value=value)


def items(value: Iterable[Any], name: str) -> tuple[Any, ...]:
    """Return a list as a tuple; a lone string is no list, and one beyond the limit is refused."""
    if isinstance(value, str | bytes):
        raise RecordError(f"not a list – {name} {value!r} – put it in a tuple", field=name, value=value)
    listed = tuple(value)
    check_limit(len(listed), LIST, name, "split the record")
    return listed


def one_of(value: str, kind: type[StrEnum], name: str) -> Any:
    """Return the member of an enumeration that a string names; RecordError lists those there are."""
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(kind)
        raise RecordError(f"no such {name} – {value!r} – choose from {known}", field=name, value=value) from error
