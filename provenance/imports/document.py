"""A document as it was given, opened only as far as telling its format needs; nothing it points to is fetched."""

from __future__ import annotations

import codecs
import json
import re
from contextlib import suppress
from functools import cached_property
from typing import Any, NoReturn
from xml.parsers import expat

import orjson
from attrs import field, frozen

from provenance.errors import LimitError, UnreadableError, shown
from provenance.limits import DOCUMENT, check_limit

__all__ = ["Document"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DEEPEST = 254
"""Levels of nesting that orjson writes; what reads a document may go down so far too."""

_DECLARATION = 400
"""Bytes among which a declaration of XML ends."""

_DECLARED = re.compile(rb"""(\A\s*<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")


@frozen(eq=False)
class Document:
    """The bytes of a document, its text, and what it is where it is JSON or XML."""

    data: bytes = field(repr=False)
    """As given, without a byte order mark of UTF-8; UTF-8 where a string was given."""

    was_text: bool = False
    """Whether it was given as text, so that an encoding which it declares says nothing."""

    @classmethod
    def of(cls, given: bytes | str | Document) -> Document:
        """Return a document; UnreadableError for what has no UTF-8, LimitError above 256 MiB."""
        if isinstance(given, Document):
            return given
        was_text = isinstance(given, str)
        if isinstance(given, str):
            try:
                given = given.encode()
            except UnicodeEncodeError as error:
                raise UnreadableError(
                    f"a lone surrogate – code point {error.start} – the file was read with the wrong encoding: give its bytes",
                    format="",
                    where=f"code point {error.start}",
                ) from error
        if not isinstance(given, bytes):
            raise UnreadableError(f"not a document – {shown(given)} – give its content as bytes or text", format="")
        check_limit(len(given), DOCUMENT, "document", "split it")
        return cls(given.removeprefix(codecs.BOM_UTF8), was_text)

    @cached_property
    def text(self) -> str:
        """The text: UTF-8, or what its byte order mark says; UnreadableError names the first byte that is neither.

        XML may declare another encoding: its parsers are given ``data``.
        """
        encoding = next((name for mark, name in _MARKS if self.data.startswith(mark)), "utf-8")
        try:
            return self.data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise UnreadableError(
                f"not {encoding.upper()} – byte {error.start} – save it as UTF-8",
                format="",
                where=f"byte {error.start}",
            ) from error

    @cached_property
    def xml(self) -> bytes:
        """The bytes for a parser of XML: what was given as text is UTF-8 now, whatever it declares."""
        if not self.was_text:
            return self.data
        return _DECLARED.sub(rb"\1", self.data[:_DECLARATION], count=1) + self.data[_DECLARATION:]

    @cached_property
    def beginning(self) -> str:
        """Its first characters, as a message shows them."""
        return shown(self.data[:200].decode("utf-8", "replace").strip(), 60) if self.data.strip() else "empty"

    @cached_property
    def json(self) -> Any:
        """The value, where it is JSON; None where it is not. A key that stands twice keeps its last value.

        LimitError for what is nested deeper than 254 levels.
        """
        return self._json[0]

    @cached_property
    def _json(self) -> tuple[Any, bytes]:
        """The value and how it is written again; None and nothing where it is no object and no list."""
        if self.data[:200].lstrip()[:1] not in {b"{", b"["}:
            return None, b""
        try:
            value = orjson.loads(self.data)
        except orjson.JSONDecodeError as error:
            if "recursion" not in str(error).lower():
                return None, b""
            self._refuse_depth()
        try:
            return value, orjson.dumps(value)
        except orjson.JSONEncodeError:  # all that is read can be written, but for what is nested too deep
            self._refuse_depth()

    def _refuse_depth(self) -> NoReturn:
        raise LimitError(
            f"nested too deep – document – at most {_DEEPEST} levels are taken, and no format needs twenty: look who "
            "wrote it",
            limit=_DEEPEST,
            found=_DEEPEST + 1,
            field="nesting",
        )

    def parsed(self, name: str) -> Any:
        """Return the value of a JSON document with every key once; UnreadableError, with the format's name, if it is none.

        One of two values under one key would be lost without a word, so such a document is refused.
        """
        value, written = self._json
        if value is None:
            raise UnreadableError(
                f"not JSON – {self._fault} – it was cut or edited by hand: go back to a whole copy",
                format=name,
                where=self._fault,
            )
        if self.data.translate(None, b"\r\n\t") == written:
            return value  # no string of JSON holds these three, so this is it, written again: no key was lost
        if orjson.dumps(value, option=orjson.OPT_INDENT_2) == self.data.strip():
            return value

        def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            found = dict(pairs)
            if len(found) < len(pairs):
                names = [key for key, _ in pairs]
                twice = next(key for key in names if names.count(key) > 1)
                raise UnreadableError(
                    f"a key twice – {shown(twice)} – one of the two would be lost: write it once",
                    format=name,
                    where=twice,
                )
            return found

        return json.loads(self.data, object_pairs_hook=once)

    @cached_property
    def _fault(self) -> str:
        try:
            orjson.loads(self.data)
        except orjson.JSONDecodeError as error:
            return str(error)
        return "neither an object nor a list"

    @cached_property
    def first_object(self) -> Any:
        """The value of the whole, or of its first line where each line is a document; None where neither is JSON."""
        if self.json is not None:
            return self.json
        first, _, rest = self.data.lstrip().partition(b"\n")
        return Document(first).json if rest.strip() else None

    @cached_property
    def root(self) -> tuple[str, str] | None:
        """The namespace and the name of the root element, where it is XML; None where it is not.

        A document with a document type is no such: what it declares could stand for anything.
        """
        if not re.match(rb"(?:\xff\xfe|\xfe\xff|\s)*<", self.data[:200]):
            return None
        parser = expat.ParserCreate(namespace_separator=" ")
        found: list[str] = []

        def start(name: str, _attributes: object) -> None:
            found.append(name)
            raise _EnoughError

        def refuse(*_: object) -> None:
            raise _EnoughError

        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = refuse
        with suppress(_EnoughError, expat.ExpatError, ValueError, LookupError):
            parser.Parse(self.xml, True)
        if not found:
            return None
        namespace, _, name = found[0].rpartition(" ")
        return namespace, name


class _EnoughError(Exception):
    """The root was seen, or refused; nothing outside this file meets it."""
