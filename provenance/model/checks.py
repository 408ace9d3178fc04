"""What a field of a record may hold; whatever else it is given is refused before a record is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from provenance.canonical import check_words
from provenance.errors import RecordError, shown
from provenance.limits import FIELD, LIST, check_limit

if TYPE_CHECKING:
    from enum import StrEnum

__all__ = ["instance_of", "items", "line", "one_of", "words"]


def line(_instance: object, attribute: Any, value: Any) -> None:
    """Refuse what is not text, is blank, has no UTF-8 or is too long; None passes where it is the default."""
    if value is None and attribute.default is None:
        return
    words(value, attribute.name, FIELD, "shorten it, or leave it out where nothing is known")


def words(value: object, name: str, limit: int, mend: str) -> str:
    """Return text as it is; what is not text, is blank, is too long or has no UTF-8 is refused."""
    if not isinstance(value, str):
        raise RecordError(f"not text – {name} {shown(value)} – give a string", field=name, value=value)
    if not value or value.isspace():
        raise RecordError(f"blank – {name} {shown(value)} – {mend}", field=name, value=value)
    if len(value) > limit:
        check_limit(len(value), limit, name, mend)
    return check_words(value, name)


def instance_of(kind: type, value: object, name: str, hint: str) -> None:
    """Refuse what is neither None nor of the kind; ``hint`` names the kind for the reader."""
    if value is not None and not isinstance(value, kind):
        raise RecordError(f"not {hint} – {name} {shown(value)} – give one", field=name, value=value)


def items(value: Iterable[Any], name: str, limit: int = LIST) -> tuple[Any, ...]:
    """Return a list as a tuple, within the limit; a lone string is no list, and a set has no order to keep."""
    if type(value) is not tuple:
        if isinstance(value, str | bytes | AbstractSet | Mapping) or not isinstance(value, Iterable):
            raise RecordError(f"not a list – {name} {shown(value)} – put it in a tuple", field=name, value=value)
        value = tuple(value)
    if len(value) > limit:
        check_limit(len(value), limit, name, "split the record")
    return value


def one_of(value: str, kind: type[StrEnum], name: str) -> Any:
    """Return the member of an enumeration that a string names; RecordError lists those there are."""
    if type(value) is kind:
        return value
    if type(value) is str and value in kind._value2member_map_:
        return kind._value2member_map_[value]  # as ``kind(value)`` in a tenth of its time
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(kind)
        raise RecordError(f"no such {name} – {shown(value)} – choose from {known}", field=name, value=value) from error
