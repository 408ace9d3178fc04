"""An object of a JSON document that is read with nothing lost unseen: what nobody takes of it is told as unread.

Foreign documents hold anything anywhere. So a value is asked for by its kind, and one of another kind is told, not
raised: the rest of the document is still worth reading.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from provenance.dates import PartialDate
from provenance.errors import RecordError, shown
from provenance.imports.contract import Unread
from provenance.limits import FIELD
from provenance.text import check_language

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Node", "listed", "pointer"]


def pointer(where: str, key: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of what stands under a key."""
    return f"{where}/{str(key).replace('~', '~0').replace('/', '~1')}"


def listed(value: object) -> list[Any]:
    """Return a value as a list: JSON-LD writes one thing alone or in a list, and means the same."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class Node:
    """An object, where it stands, and what of it was taken so far."""

    __slots__ = ("_left", "_unread", "value", "where")

    def __init__(self, value: dict[str, Any], where: str, unread: list[Unread]) -> None:
        self.value = value
        self.where = where
        self._unread = unread
        self._left = dict.fromkeys(value)

    def has(self, key: str) -> bool:
        """Return whether something stands under a key."""
        return self.value.get(key) is not None

    def take(self, *keys: str) -> Any:
        """Return what stands under the first of these keys, and count all of them as read."""
        for key in keys:
            self._left.pop(key, None)
        return self.value.get(keys[0])

    def tell(self, key: str, why: str) -> None:
        """Tell what stands under a key as unread."""
        self._left.pop(key, None)
        self._unread.append(Unread(pointer(self.where, key), why))

    def close(self, why: str = "nothing of a chain is said by it") -> None:
        """Tell all that nobody took."""
        for key in [key for key in self._left if self.value[key] is not None]:
            self.tell(key, why)
        self._left.clear()

    # ---- by kind ------------------------------------------------------------------------------------

    def texts(self, key: str, limit: int = FIELD) -> list[str]:
        """Return the strings under a key, alone or in a list; what is none, is blank or too long is told."""
        found = []
        for place, value in self._each(key):
            if isinstance(value, dict) and isinstance(value.get("@value"), str):
                value = value["@value"]  # noqa: PLW2901 - a string as JSON-LD writes it in full
            why = _no_text(value, limit)
            if why is None:
                found.append(value)
            else:
                self._unread.append(Unread(place, why))
        return found

    def text(self, key: str, limit: int = FIELD) -> str | None:
        """Return the string under a key; of several the first, the others are told."""
        found = self.texts(key, limit)
        if len(found) > 1:
            self.tell(key, f"{len(found)} values, where one is read: the first")
        return found[0] if found else None

    def language(self, key: str) -> str | None:
        """Return the language tag under a key; several tags, or one that is not well-formed, are told."""
        tags = self.texts(key)
        if len(tags) > 1:
            self.tell(key, "several languages, and which words are in which is not said")
            return None
        try:
            return check_language(tags[0]) if tags else None
        except RecordError:
            self.tell(key, f"no language tag: {shown(tags[0])}")
            return None

    def date(self, key: str) -> PartialDate | None:
        """Return the date under a key; what is none is told."""
        text = self.text(key)
        try:
            return None if text is None else PartialDate.parse(_without_fraction(text))
        except RecordError:
            self.tell(key, f"no date: {shown(text)}")
            return None

    def moment(self, key: str) -> datetime | None:
        """Return the moment under a key; what has no time of day or no zone is told."""
        text = self.text(key)
        try:
            moment = None if text is None else datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if text is not None and (moment is None or moment.utcoffset() is None):
            self.tell(key, f"no moment, with a time of day and a zone: {shown(text)}")
            return None
        return moment

    def number(self, key: str) -> int | None:
        """Return the whole number, from 0, under a key; anything else is told."""
        value = self.take(key)
        if value is None or (type(value) is int and 0 <= value < 2**53):
            return value
        self.tell(key, f"no whole number: {shown(value)}")
        return None

    def mixed(self, key: str) -> list[str | Node]:
        """Return the strings and objects under a key, alone or in a list; what is neither is told."""
        found: list[str | Node] = []
        for place, value in self._each(key):
            why = None if isinstance(value, dict) else _no_text(value, FIELD)
            if why is not None:
                self._unread.append(Unread(place, why))
            else:
                found.append(Node(value, place, self._unread) if isinstance(value, dict) else value)
        return found

    def nodes(self, key: str) -> list[Node]:
        """Return the objects under a key, alone or in a list; what is none is told."""
        found = []
        for place, value in self._each(key):
            if isinstance(value, dict):
                found.append(Node(value, place, self._unread))
            else:
                self._unread.append(Unread(place, f"not an object: {shown(value)}"))
        return found

    def _each(self, key: str) -> Iterator[tuple[str, Any]]:
        value = self.take(key)
        where = pointer(self.where, key)
        if isinstance(value, list):
            yield from ((pointer(where, place), one) for place, one in enumerate(value))
        elif value is not None:
            yield where, value


def _no_text(value: object, limit: int) -> str | None:
    """Return why a value is no text that a record takes; None if it is."""
    if not isinstance(value, str):
        return f"not text: {shown(value)}"
    if not value or value.isspace():
        return "blank"
    if len(value) > limit:
        return f"{len(value):,} code points, where at most {limit:,} are taken"
    return None


def _without_fraction(text: str) -> str:
    """Return a date and time without the fraction of its second, which a date has no place for."""
    head, dot, rest = text.partition(".")
    return head + rest.lstrip("0123456789") if dot and "T" in head else text
