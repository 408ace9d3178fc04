"""Articles from whatever the commands are given: text, a page, a web archive with many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.files import read_bytes
from provenance.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from provenance.model.chain import Chain
    from provenance.reading import Reading

__all__ = ["drafts_of", "is_archive", "readings_of"]

_PEEK = 1 << 16


def is_archive(place: str) -> bool:
    """Return whether a file is a web archive, by its first bytes."""
    from provenance.reading.archives import is_warc  # noqa: PLC0415 - on first use, so that help opens at once

    if place == "-":
        return False
    with Path(place).open("rb") as file:
        return is_warc(file.read(_PEEK))


def readings_of(
    place: str, given: Mapping[str, Any], data: bytes | None = None, *, workers: int = 1
) -> Iterator[tuple[str, Reading]]:
    """Yield each article of a file with what it is called: one, or the pages of a web archive.

    ``data`` are its bytes where they were read already. What is broken in an archive is told on standard error. A usage
    error where an option is given that can only be of one article.
    """
    from provenance.reading import read, read_warc  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.reading.archives import is_warc  # noqa: PLC0415 - as above

    if data is None and not is_archive(place):
        data = read_bytes(place)
    if data is not None and not is_warc(data[:_PEEK]):
        yield place, read(data, **given)
        return
    single = [name for name in ("url", "language", "on", "outlet", "time") if given.get(name) is not None]
    if single:
        raise click.UsageError(f"--{single[0]} is of one article, and a web archive holds many: its records say it")
    for record in read_warc(place if data is None else data, collector=given.get("collector"), workers=workers):
        label = f"{place}@{record.offset}" if record.url is None else record.url
        if record.fault is not None:
            click.echo(safe(f"{label}: {record.fault}"), err=True)
        if record.reading is not None:
            yield label, record.reading


def drafts_of(readings: Sequence[tuple[str, Reading]]) -> list[tuple[Reading, tuple[Chain, ...]]]:
    """Return each reading with its drafts, joined where several name the same original; where nobody is quoted, one of its words."""
    from provenance.reading import join  # noqa: PLC0415 - on first use, so that help opens at once

    joined = iter(join(*(reading for _, reading in readings)))
    found = []
    for _, reading in readings:
        chains = tuple(next(joined) for _ in reading.quotations)
        whole = None if chains or not any(map(str.isalnum, reading.text)) else reading.whole()
        found.append((reading, chains if whole is None else (whole,)))
    return found
