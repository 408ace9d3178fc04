"""Pages out of a web archive file (WARC, ISO 28500), record by record: each with its link, time and digest.

Records are read by warcio (extra ``warc``), which is loaded on first use. A record that is broken is told, and what
follows it is read all the same; what is no page (pictures, requests, the file's own headers) is passed over.
"""

from __future__ import annotations

import io
import re
import zlib
from contextlib import redirect_stderr
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import field, frozen

from provenance.errors import MissingExtraError, ProvenanceError, UnreadableError
from provenance.limits import MARKUP
from provenance.reading.articles import read_sent
from provenance.reading.pages import is_page
from provenance.reading.pieces import is_packed, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model.attribution import Agent
    from provenance.reading.articles import Markup
    from provenance.reading.base import Reading
    from provenance.reading.pieces import Piece

__all__ = ["Archived", "is_warc", "read_warc"]

_CHUNK = 1 << 16
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,6})?[0-9]*Z")
_BROKEN = (EOFError, ValueError, OSError, zlib.error, AttributeError, KeyError, TypeError, IndexError)
"""What warcio raises on records that are not what they should be, beside its own errors."""


@frozen(kw_only=True)
class Archived:
    """One record of a web archive: a page as read, or what is wrong with the record."""

    offset: int
    """Where it begins in the file, in bytes."""
    id: str | None = field(default=None)
    """The record's own id, as given."""
    url: str | None = field(default=None)
    time: datetime | None = field(default=None)
    """When it was collected, as the record says, in UTC."""
    reading: Reading | None = field(default=None)
    """None where nothing can be read of it."""
    fault: str | None = field(default=None)
    """What is wrong with the record; it may be read all the same, as far as it goes."""


def is_warc(start: bytes) -> bool:
    """Return whether bytes begin a WARC file, packed with gzip or not."""
    if is_packed(start):
        try:
            start = zlib.decompressobj(31).decompress(start[:_CHUNK], 64)
        except zlib.error:
            return False
    return re.match(rb"WARC/[01]\.[0-9]{1,2}[ \t]*\r?\n", start) is not None


def read_warc(
    where: str | Path | bytes, *, collector: str | Agent | None = None, workers: int = 1
) -> Iterator[Archived]:
    """Yield the pages of a web archive file in their order, each read with the link and the time of its record.

    ``where`` is a path, or the bytes of a file. Pages are responses with status 200, resources and conversions, of HTML or
    plain text; their ``Capture`` has the digest of the page as a browser gets it, unpacked. A record that is broken, or
    whose own digest does not fit, is yielded with its ``fault``. With more than one worker, pages are read in as many
    processes. UnreadableError for what is no WARC file at all, MissingExtraError without the extra ``warc``, WorkerError
    where several workers die over one record.
    """
    from provenance.parallel import in_parallel  # noqa: PLC0415 - on first use: most readings need no processes

    _warcio()
    with io.BytesIO(where) if isinstance(where, bytes) else Path(where).open("rb") as file:
        for found in in_parallel(partial(_of_piece, collector=collector), _pieces(file), workers=workers):
            if found is not None:
                yield found


def _pieces(file: BinaryIO) -> Iterator[Piece]:
    start = file.read(_CHUNK)
    file.seek(0)
    if not is_warc(start):
        raise UnreadableError(
            "no WARC file – it does not begin with WARC/1.0 or WARC/1.1 – give the file as it was collected",
            format="warc",
            where="byte 0",
        )
    yield from pieces_of(file)


def _warcio() -> tuple[Any, type[Exception]]:
    try:
        from warcio.archiveiterator import WARCIterator  # noqa: PLC0415 - on first use
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError(
            "a web archive, not a page – WARC – install translation-provenance[warc], or give its pages one by one",
            extra="warc",
        ) from error
    return WARCIterator, ArchiveLoadFailed


def _of_piece(piece: Piece, *, collector: str | Agent | None) -> Archived | None:
    """Return the page of a record; None if it is none, and nothing is wrong with it."""
    iterator, failure = _warcio()
    if not piece.data:
        return Archived(offset=piece.offset, fault=piece.fault)
    fields: dict[str, Any] = {"offset": piece.offset}
    try:
        with redirect_stderr(io.StringIO()):  # warcio prints what it thinks of a record
            records = iterator(io.BytesIO(piece.data), check_digests=True)
            record = next(records)
            headers = record.rec_headers
            fields |= {"id": headers.get_header("WARC-Record-ID"), "url": headers.get_header("WARC-Target-URI")}
            fields["time"] = _moment(headers.get_header("WARC-Date"))
            kind = None if headers.get_header("WARC-Segment-Number") else _kind(record)
            if kind is None:
                return None if piece.fault is None else Archived(**fields, fault=piece.fault)
            content, fault = _content(record)
    except (failure, *_BROKEN, StopIteration) as error:
        return Archived(**fields, fault=piece.fault or f"cannot be read ({type(error).__name__}: {_short(error)})")
    faults = [one for one in (piece.fault, fault) if one is not None]
    if piece.fault is None and fault is None and record.digest_checker.passed is False:
        faults.append("its bytes do not have the digest that it says")
    markup, sent = kind
    if markup is None:
        if not is_page(content):
            return None if not faults else Archived(**fields, fault="; ".join(faults))
        markup = "html"
    reading = None
    try:
        reading = read_sent(
            content, url=fields["url"], markup=markup, collector=collector, time=fields["time"], sent=sent
        )
    except MissingExtraError:
        raise
    except ProvenanceError as error:
        faults.append(str(error))
    return Archived(**fields, reading=reading, fault="; ".join(faults) or None)


def _kind(record: Any) -> tuple[Markup | None, str | None] | None:
    """Return whether a record is HTML or text (None: its bytes will tell), and its encoding; None if it is no page."""
    if record.rec_type not in {"response", "resource", "conversion"}:
        return None
    declared = record.content_type
    if record.rec_type == "response":
        if record.http_headers is None or record.http_headers.get_statuscode() != "200":
            return None
        declared = record.http_headers.get_header("Content-Type")
    kind = (declared or "").partition(";")[0].strip().lower()
    charset = _CHARSET.search(declared or "")
    sent = None if charset is None else charset[1]
    if kind in _HTML:
        return "html", sent
    if kind == "text/plain":
        return "text", sent
    return (None, sent) if kind in {"", "application/octet-stream"} else None


def _content(record: Any) -> tuple[bytes, str | None]:
    """Return what a record holds, unpacked, up to what a page may have; and a fault where it has more."""
    stream = record.content_stream()
    held = bytearray()
    while len(held) <= MARKUP and (chunk := stream.read(_CHUNK)):
        held += chunk
    if len(held) > MARKUP:
        return bytes(held[:MARKUP]), f"larger than is read: more than {MARKUP:,} bytes"
    while record.raw_stream.read(_CHUNK):  # to its end, so that its digest is known
        pass
    return bytes(held), None


def _moment(date: str | None) -> datetime | None:
    """Return a record's time: UTC, to the microsecond at most (WARC 1.1 allows nine digits); None if it is none."""
    found = _TIME.fullmatch((date or "").strip())
    if found is None:
        return None
    try:
        return datetime.fromisoformat(found[1] + (found[2] or "")).replace(tzinfo=UTC)
    except ValueError:
        return None


def _short(error: BaseException) -> str:
    words = " ".join(str(error).split())
    return words if len(words) <= 80 else words[:79] + "…"
