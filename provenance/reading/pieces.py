"""A web archive file cut into its records (ISO 28500), so that a broken one does not take the others with it.

A file is packed record by record (gzip members, annex D) or not at all. Where a record is broken, the next is looked for: at
the next gzip header, or at the next line that begins a record. Memory is bounded by `LARGEST`, time by the bytes of the file.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, BinaryIO

from attrs import evolve, field, frozen

from provenance.limits import MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "is_packed", "pieces_of"]

LARGEST = MARKUP + (1 << 20)
"""Bytes of one record that are kept; what follows is passed over."""

BOMB, FLOOR = 200, 1 << 26
"""A record that unpacks to more than 64 MiB, and to more than 200 times its size, is left alone."""

FAULTS = 1_000
"""Broken places of one file after which the rest is not read."""

HEADER = 1 << 16
"""Bytes of a record's header at most."""

_GZIP = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_FIRST = re.compile(rb"WARC/[01]\.[0-9]{1,2}[ \t]*\r?\n")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_NEXT = re.compile(rb"\nWARC/[01]\.[0-9]{1,2}[ \t]*\r?\n")


@frozen(kw_only=True)
class Piece:
    """One record as it stands in the file, unpacked; or a stretch in which none can be read."""

    offset: int
    """Where it begins: in the file, or, several in one gzip member, where the member begins."""
    data: bytes = field(default=b"", repr=False)
    fault: str | None = field(default=None)


def is_packed(start: bytes) -> bool:
    """Return whether bytes begin a gzip member."""
    return start.startswith(_GZIP)


def pieces_of(file: BinaryIO) -> Iterator[Piece]:
    """Yield the records of an open file in their order; the file must be seekable."""
    packed = is_packed(file.read(3))
    file.seek(0)
    faults = 0
    for piece in _packed(file) if packed else _plain(file):
        faults += piece.fault is not None
        yield piece
        if faults >= FAULTS:
            yield Piece(offset=piece.offset, fault=f"{FAULTS:,} places are broken: the rest is not read")
            return


def _packed(file: BinaryIO) -> Iterator[Piece]:
    offset: int | None = 0
    while offset is not None:
        file.seek(offset)
        start = file.read(3)
        if not start:
            return
        if start != _GZIP:
            following = _find(file, re.compile(re.escape(_GZIP)), offset)
            if start.strip(b"\x00") or following is not None:
                yield Piece(offset=offset, fault=f"no gzip member begins at byte {offset}")
            offset = following
            continue
        data, end, fault = _member(file, offset)
        *whole, last = [evolve(piece, offset=offset) for piece in _plain(io.BytesIO(data))] or [Piece(offset=offset)]
        yield from whole
        if fault is not None or last.data or last.fault:
            yield evolve(last, fault=fault or last.fault)
        offset = end if end is not None else _find(file, re.compile(re.escape(_GZIP)), offset + 1)


def _member(file: BinaryIO, offset: int) -> tuple[bytes, int | None, str | None]:
    """Return what a gzip member unpacks to, where it ends (None where that is not known), and what is wrong with it."""
    file.seek(offset)
    unpacking = zlib.decompressobj(31)
    kept, unpacked, taken = bytearray(), 0, 0
    raw = b""
    while not unpacking.eof:
        raw = unpacking.unconsumed_tail or file.read(_CHUNK)
        if not raw:
            return bytes(kept), None, "cut short: the file ends in the middle of it"
        try:
            out = unpacking.decompress(raw, 1 << 20)
        except zlib.error as error:
            return bytes(kept), None, f"cannot be unpacked ({error})"
        taken += len(raw) - len(unpacking.unconsumed_tail)
        unpacked += len(out)
        kept += out[: max(0, LARGEST - len(kept))]
        if unpacked > FLOOR and unpacked > BOMB * taken:
            return bytes(kept), None, f"unpacks to more than {unpacked:,} bytes from {taken:,}: left alone"
    fault = None if unpacked <= LARGEST else f"larger than is read: {unpacked:,} bytes where {LARGEST:,} are taken"
    return bytes(kept), file.tell() - len(unpacking.unused_data), fault


def _plain(file: BinaryIO) -> Iterator[Piece]:
    size = file.seek(0, io.SEEK_END)
    offset: int | None = 0
    while offset is not None and offset < size:
        file.seek(offset)
        header = file.read(HEADER)
        blank = len(header) - len(header.lstrip(b"\r\n"))
        if blank:
            offset += blank
            continue
        ended = _HEADER_END.search(header)
        length = None if ended is None else _LENGTH.search(header, 0, ended.start() + 2)
        if _FIRST.match(header) is None or ended is None or length is None:
            what = (
                "no record begins" if _FIRST.match(header) is None else "a header without its end or its length stands"
            )
            yield Piece(offset=offset, fault=f"{what} at byte {offset}")
            following = _find(file, _NEXT, offset)
            offset = None if following is None else following + 1
            continue
        body, said = offset + ended.end(), int(length[1])
        end = body + said
        following, fault = end, None
        if not _ends_well(file, end, size):
            found = _find(file, _NEXT, body - 1)
            following = size if found is None else found + 1
            fault = f"says that it has {said:,} bytes, the next record begins after {following - body:,}"
            if found is None:
                fault = f"says that it has {said:,} bytes, the file ends after {size - body:,}"
        file.seek(offset)
        data = file.read(min(following - offset, LARGEST))
        if fault is None and following - offset > LARGEST:
            fault = f"larger than is read: {following - offset:,} bytes where {LARGEST:,} are taken"
        yield Piece(offset=offset, data=data, fault=fault)
        offset = following


def _ends_well(file: BinaryIO, end: int, size: int) -> bool:
    """Return whether a record that ends at a place is followed by another, or by nothing."""
    if end > size:
        return False
    file.seek(end)
    rest = file.read(32)
    following = rest.lstrip(b"\r\n")
    return not following or (len(rest) - len(following) <= 8 and following.startswith(b"WARC/"))


def _find(file: BinaryIO, pattern: re.Pattern[bytes], start: int) -> int | None:
    """Return where a pattern of a few bytes is found next; the file is read in windows."""
    at, tail = start, b""
    file.seek(start)
    while chunk := file.read(1 << 20):
        window = tail + chunk
        found = pattern.search(window)
        if found is not None:
            return at - len(tail) + found.start()
        at += len(chunk)
        tail = window[-32:]
    return None
