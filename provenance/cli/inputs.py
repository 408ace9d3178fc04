"""Chains from whatever the commands are given: chain files, a chain a line, stores, articles, folders of these."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.files import is_chain_file, is_store, read_bytes
from provenance.cli.reading import readings_of
from provenance.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model.chain import Chain

__all__ = ["labelled"]

_PEEK = 1 << 16
_KINDS = frozenset({".db", ".json", ".jsonl", ".txt", ".warc"})
"""Files of a folder that are looked at; pages are not, as reports written there are pages, too."""


def labelled(places: Iterable[str]) -> Iterator[tuple[str, Chain]]:
    """Yield each chain with where it comes from: a file's name, and the chain's number or digest in it.

    UnreadableError where a chain file holds none; an article without a quotation is told on standard error.
    """
    for place in places:
        if place != "-" and Path(place).is_dir():
            yield from labelled(_within(Path(place)))
            continue
        found = False
        for label, chain in _of(place):
            found = True
            yield label, chain
        if not found:
            click.echo(f"{place}: no quotation was found, so there is no chain", err=True)


def _within(folder: Path) -> list[str]:
    """Return the files of a folder, and of the folders in it, in the order of their names."""
    files = (path for path in folder.rglob("*") if _KINDS & {path.suffix, path.stem[-5:]} and path.is_file())
    found = sorted(str(path) for path in files if not any(part.startswith(".") for part in path.parts))
    if not found:
        known = ", ".join(sorted(_KINDS))
        raise UnreadableError(f"nothing to read – {folder} – no file in it ends in {known}", format="chains")
    return found


def _of(place: str) -> Iterator[tuple[str, Chain]]:
    if place == "-":
        yield from _of_bytes(place, read_bytes(place))
        return
    with Path(place).open("rb") as file:
        start = file.read(_PEEK)
    if is_store(start):
        yield from _of_store(place)
    elif is_chain_file(start) and _is_lines(start):
        yield from _of_lines(place)
    else:
        yield from _of_bytes(place, read_bytes(place))


def _is_lines(start: bytes) -> bool:
    """Return whether a whole document stands on the first line, and more come after it."""
    first, end, _ = start.partition(b"\n")
    return bool(end) and first.startswith(b'{"') and first.rstrip().endswith(b"}")


def _of_lines(place: str) -> Iterator[tuple[str, Chain]]:
    """Yield the chains of a file with a chain a line as they are read, however long it is."""
    from provenance.records import from_lines  # noqa: PLC0415 - on first use, so that help opens at once

    with Path(place).open("rb") as file:
        for number, chain in enumerate(from_lines(file), 1):
            yield f"{place}#{number}", chain


def _of_store(place: str) -> Iterator[tuple[str, Chain]]:
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    with open_store(place, readonly=True) as store:
        for head in store.heads():
            yield f"{place}:{head.hex[:12]}", store.get(head)


def _of_bytes(place: str, data: bytes) -> Iterator[tuple[str, Chain]]:
    name = "standard input" if place == "-" else place
    if is_chain_file(data):
        from provenance.records import FORMAT, from_json  # noqa: PLC0415 - on first use, so that help opens at once

        chains = from_json(data)
        if not chains:
            raise UnreadableError(f"no chain in it – {name} – it was cut, or nothing was recorded", format=FORMAT)
    else:
        from provenance.reading import join  # noqa: PLC0415 - as above

        chains = join(*(reading for _, reading in readings_of(place, {}, data)))
    for number, chain in enumerate(chains, 1):
        yield (name if len(chains) == 1 else f"{name}#{number}"), chain
