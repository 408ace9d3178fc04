"""What the commands are given and where their output goes: chain files, articles, standard input and output."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import ProvenanceError, RecordError, UnreadableError
from provenance.limits import DOCUMENT, check_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model.chain import Chain

__all__ = ["is_chain_file", "is_store", "named", "read_bytes", "read_chains", "spare", "words_of", "write"]

_SQLITE = b"SQLite format 3\x00"


@contextmanager
def named(place: str) -> Iterator[None]:
    """Let an error say which file it is about, where it does not."""
    try:
        yield
    except ProvenanceError as error:
        if place != "-" and place not in str(error):
            error.args = (f"{place}: {error}",)
        raise


def read_bytes(place: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``; LimitError above 256 MiB."""
    if place == "-":
        data = sys.stdin.buffer.read(DOCUMENT + 1)
    else:
        with Path(place).open("rb") as file:
            data = file.read(DOCUMENT + 1)
    check_limit(len(data), DOCUMENT, place, "cut it into several files")
    return data


def words_of(place: str) -> str:
    """Return the words of a text file (UTF-8) without the line end at its end; RecordError for another encoding."""
    data = read_bytes(place)
    try:
        return data.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise RecordError(
            f"not UTF-8 – {place}, byte {error.start} – save the words as UTF-8", field="text", value=data[:40]
        ) from error


def is_store(data: bytes) -> bool:
    """Return whether the bytes are those of an SQLite file."""
    return data.startswith(_SQLITE)


def is_chain_file(data: bytes) -> bool:
    """Return whether the bytes are meant as a chain file: they begin with ``{`` and name a format early on."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and (b'"format"' in start or b'"chains"' in start[:200])


def read_chains(place: str) -> tuple[Chain, ...]:
    """Return the chains of a chain file; UnreadableError for anything else, with what it seems to be."""
    from provenance.records import FORMAT, from_json  # noqa: PLC0415 - on first use, so that help opens at once

    data = read_bytes(place)
    if is_store(data):
        raise UnreadableError(
            f"a store, no chain file – {place} – take a chain out of it: provenance store get {place} DIGEST",
            format=FORMAT,
            where=place,
        )
    if not is_chain_file(data):
        raise UnreadableError(
            f"no chain file – {place} – draft one from an article: provenance read {place} -o draft.json",
            format=FORMAT,
            where=place,
        )
    with named(place):
        chains = from_json(data)
    if not chains:
        raise UnreadableError(
            f"no chain in it – {place} – it was cut, or nothing was recorded", format=FORMAT, where=place
        )
    return chains


def spare(inputs: Iterable[str], output: str | None) -> None:
    """Raise a RecordError where the output would be written over one of the inputs: what was made of it replaces it."""
    target = Path(output or "-")
    if output in {None, "-"} or not target.is_file():
        return
    for place in inputs:
        if place != "-" and Path(place).exists() and target.samefile(place):
            raise RecordError(
                f"the file that is read – {output} – name another one: what is written would replace it",
                field="output",
                value=output,
            )


def write(place: str, data: bytes) -> None:
    """Write a file whole or not at all, or to standard output for ``-``."""
    if place == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(place).resolve()  # what a link leads to is written, the link stays
    if target.is_dir():
        raise RecordError(f"a folder – {place} – name a file in it", field="output", value=place)
    if target.exists() and not target.is_file():  # a pipe or a device is written to, never replaced
        with target.open("wb") as pipe:
            pipe.write(data)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
