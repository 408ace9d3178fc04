"""Chains from whatever the commands are given: chain files, a chain a line, stores, articles, folders of these."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.files import is_chain_file, is_store, named, read_bytes
from provenance.cli.reading import readings_of
from provenance.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from provenance.model.chain import Chain

__all__ = ["labelled"]

_PEEK = 1 << 16
_KINDS = frozenset({".db", ".json", ".jsonl", ".txt", ".warc"})
"""Files of a folder that are looked at; pages are not, as reports written there are pages, too."""


def labelled(places: Iterable[str], *, workers: int = 1) -> Iterator[tuple[str, Chain]]:
    """Yield each chain with where it comes from: a file's name, and the chain's number or digest in it.

    With more than one worker, articles and chain files are read in as many processes. UnreadableError, which names the
    file, for what cannot be read and for a chain file that holds none; an article without a quotation is told on
    standard error.
    """
    from provenance.parallel import in_parallel  # noqa: PLC0415 - on first use, so that help opens at once

    for reader, group in groupby(_files(places), _reader):
        if reader is None:
            for place, chains in in_parallel(_whole, group, workers=workers):
                yield from _told(place, chains)
        else:
            for place in group:
                with named(place):
                    yield from _told(place, reader(place, workers))


def _files(places: Iterable[str]) -> Iterator[str]:
    for place in places:
        if place != "-" and Path(place).is_dir():
            yield from _within(Path(place))
        else:
            yield place


def _reader(place: str) -> Callable[[str, int], Iterator[tuple[str, Chain]]] | None:
    """Return what reads a file as it is audited; None for an article or a chain file, which is read whole."""
    from provenance.reading.archives import is_warc  # noqa: PLC0415 - on first use, so that help opens at once

    if place == "-":
        return _of_input
    with Path(place).open("rb") as file:
        start = file.read(_PEEK)
    if is_store(start):
        return _of_store
    if is_chain_file(start):
        return _of_lines if _is_lines(start) else None
    return _of_archive if is_warc(start) else None


def _whole(place: str) -> tuple[str, list[tuple[str, Chain]]]:
    """Return the chains of an article or a chain file: what a worker does."""
    with named(place):
        return place, list(_of_bytes(place, read_bytes(place)))


def _told(place: str, chains: Iterable[tuple[str, Chain]]) -> Iterator[tuple[str, Chain]]:
    """Yield chains as they are; where there is none, say so."""
    found = False
    for label, chain in chains:
        found = True
        yield label, chain
    if not found:
        click.echo(f"{_name(place)}: no quotation was found, so there is no chain", err=True)


def _within(folder: Path) -> list[str]:
    """Return the files of a folder, and of the folders in it, in the order of their names."""
    files = (path for path in folder.rglob("*") if _KINDS & {path.suffix, path.stem[-5:]} and path.is_file())
    found = sorted(str(path) for path in files if not any(part.startswith(".") for part in path.parts))
    if not found:
        known = ", ".join(sorted(_KINDS))
        raise UnreadableError(f"nothing to read – {folder} – no file in it ends in {known}", format="chains")
    return found


def _of_input(place: str, workers: int) -> Iterator[tuple[str, Chain]]:
    yield from _of_bytes(place, read_bytes(place), workers)


def _of_archive(place: str, workers: int) -> Iterator[tuple[str, Chain]]:
    yield from _drafted(place, None, workers)


def _is_lines(start: bytes) -> bool:
    """Return whether a whole document stands on the first line, and more come after it."""
    first, end, _ = start.partition(b"\n")
    return bool(end) and first.startswith(b'{"') and first.rstrip().endswith(b"}")


def _of_lines(place: str, _workers: int) -> Iterator[tuple[str, Chain]]:
    """Yield the chains of a file with a chain a line as they are read, however long it is."""
    from provenance.records import from_lines  # noqa: PLC0415 - on first use, so that help opens at once

    with Path(place).open("rb") as file:
        for number, chain in enumerate(from_lines(file), 1):
            yield f"{place}#{number}", chain


def _of_store(place: str, _workers: int) -> Iterator[tuple[str, Chain]]:
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    with open_store(place, readonly=True) as store:
        for head in store.heads():
            yield f"{place}:{head.hex[:12]}", store.get(head)


def _of_bytes(place: str, data: bytes, workers: int = 1) -> Iterator[tuple[str, Chain]]:
    if not is_chain_file(data):
        yield from _drafted(place, data, workers)
        return
    from provenance.records import FORMAT, from_json  # noqa: PLC0415 - on first use, so that help opens at once

    chains = from_json(data)
    if not chains:
        raise UnreadableError(f"no chain in it – {_name(place)} – it was cut, or nothing was recorded", format=FORMAT)
    yield from _numbered(place, chains)


def _drafted(place: str, data: bytes | None, workers: int) -> Iterator[tuple[str, Chain]]:
    """Yield the drafts of an article, or of the pages of a web archive."""
    from provenance.reading import join  # noqa: PLC0415 - on first use, so that help opens at once

    yield from _numbered(place, join(*(reading for _, reading in readings_of(place, {}, data, workers=workers))))


def _numbered(place: str, chains: Sequence[Chain]) -> Iterator[tuple[str, Chain]]:
    for number, chain in enumerate(chains, 1):
        yield (_name(place) if len(chains) == 1 else f"{_name(place)}#{number}"), chain


def _name(place: str) -> str:
    return "standard input" if place == "-" else place
