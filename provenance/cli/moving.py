"""``store import`` and ``export``: chains by the million, one a line, taken up again where it was left."""

from __future__ import annotations

import json
import os
import sys
from itertools import chain, islice, repeat
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from provenance.cli.files import write
from provenance.cli.screen import with_progress
from provenance.errors import RecordError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["export", "import_"]

BATCH = 1_000
"""Chains that are kept at a time, all of them or none."""


class _Lines:
    """The lines of a file as they are read, and how far that is: what to go on from is before the line in hand."""

    def __init__(self, file: IO[bytes], line: int, offset: int) -> None:
        self._file = file
        self.line, self.offset = line, offset
        self._length = 0

    def __iter__(self) -> Iterator[bytes]:
        for data in self._file:
            self._done()
            self._length = len(data)
            yield data
        self._done()

    def _done(self) -> None:
        self.offset += self._length
        self.line += self._length > 0
        self._length = 0


@click.command(name="import")
@click.argument("db", metavar="DB")
@click.argument("place", metavar="F", type=click.Path(exists=True, dir_okay=False))
@click.option("--comparisons", is_flag=True, help="Compute and keep what each step changed.")
@click.option("--resume", metavar="NOTE", help="Note in a file how far it is, and go on from there the next time.")
def import_(db: str, place: str, comparisons: bool, resume: str | None) -> None:
    """Keep all chains of F, a chain file with one chain a line, in DB.

    A thousand at a time are kept, all of them or none; what is kept already stays, so that it does no harm to begin
    again.
    """
    from provenance.records import from_lines  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.stores import open_store  # noqa: PLC0415 - as above

    line, offset = (0, 0) if resume is None else _noted(resume, place)
    with Path(place).open("rb") as file, open_store(db) as kept:
        file.seek(offset)
        lines = _Lines(file, line, offset)
        blank = repeat(b"", line)  # passed over, so that an error names the line of the file
        chains = with_progress(from_lines(chain(blank, lines)), "kept")
        count = 0
        while some := list(islice(chains, BATCH)):
            kept.put_many(some, comparisons=comparisons, batch=BATCH)
            count += len(some)
            if resume is not None:
                _note(resume, place, lines)
        if resume is not None:
            _note(resume, place, lines)
    click.echo(f"kept: {count:,} chains of {place}" + (f", from line {line + 1:,} on" if line else ""))


def _note(resume: str, place: str, lines: _Lines) -> None:
    told = {"file": str(Path(place).resolve()), "line": lines.line, "offset": lines.offset}
    write(resume, json.dumps(told, sort_keys=True).encode() + b"\n")


def _noted(resume: str, place: str) -> tuple[int, int]:
    """Return the lines and bytes of a file that were kept before; nought where nothing is noted yet."""
    note = Path(resume)
    if not note.exists():
        return 0, 0
    try:
        told = json.loads(note.read_bytes())
        line, offset = told["line"], told["offset"]
        known = told["file"] == str(Path(place).resolve()) and 0 <= line <= offset <= Path(place).stat().st_size
    except (ValueError, LookupError, TypeError) as error:
        raise UnreadableError(
            f"no note of an import – {resume} – name another file", format="note", where=resume
        ) from error
    if not known:
        raise RecordError(
            f"noted of another file – {resume} – it is of {told['file']}, or that was cut since; name another note",
            field="resume",
            value=resume,
        )
    return line, offset


@click.command()
@click.argument("db", metavar="DB")
@click.option("-o", "--output", default="-", metavar="F", help="Write to a file; default is standard output.")
@click.option("--resume", is_flag=True, help="Go on after the last whole line of F.")
def export(db: str, output: str, resume: bool) -> None:
    """Write all chains of DB, one a line, in the order in which they were put."""
    from provenance.records import to_lines  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.stores import open_store  # noqa: PLC0415 - as above

    if resume and output == "-":
        raise click.UsageError("--resume goes on with a file: give -o F")
    with open_store(db, readonly=True) as kept:
        heads = kept.heads()
        if output == "-":
            for data in to_lines(map(kept.get, with_progress(heads, "written", printing=True))):
                sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        with Path(output).open("r+b" if resume and Path(output).exists() else "x+b") as file:
            done, last = _whole_lines(file)
            before = list(islice(heads, max(0, done - 1), done))
            if done and (not before or f'"head":"{before[-1]}"'.encode() not in last):
                raise RecordError(
                    f"not the beginning of this archive's chains – {output}, line {done} – name another file",
                    field="output",
                    value=output,
                )
            for data in to_lines(map(kept.get, with_progress(heads, "written"))):
                file.write(data)
                done += 1
            file.flush()
            os.fsync(file.fileno())
    click.echo(f"written: {done:,} chains in {output}")


def _whole_lines(file: IO[bytes]) -> tuple[int, bytes]:
    """Return how many whole lines a file has, and the last of them; what stands behind it is cut off."""
    count, end, last = 0, 0, b""
    for line in file:
        if line.endswith(b"\n"):
            count, end, last = count + 1, end + len(line), line
    file.seek(end)
    file.truncate()
    return count, last
