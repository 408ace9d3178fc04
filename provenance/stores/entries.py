"""The log in an SQLite archive: written with the records, and taken up by its tree where the last checkpoint left it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.merkle import Tree
from provenance.stores.log import taken_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.merkle import Checkpoint
    from provenance.stores.tables import Tables

__all__ = ["KEPT", "Log"]

_ENTER = "insert into log (kind, digest) values (?, ?)"
KEPT = {
    "hop": "select 'hop', digest from hop order by id",
    "head": "select 'head', digest from hop where head is not null order by head",
    "evidence": "select 'evidence', digest from evidence order by id",
    "statements": "select kind, digest from beside order by id",
}
"""What the log should tell, by kind, each in the order in which it came."""

_LAST = "select size, peaks from checkpoint order by size desc limit 1"
_SINCE = "select kind, digest from log where id > ? order by id"


class Log:
    """The entries of one archive."""

    def __init__(self, database: Tables) -> None:
        self._database = database

    def enter(self, kind: str, digest: bytes) -> None:
        """Enter what came, within the transaction that keeps it.

        One row a statement: for several SQLite sets a savepoint, at which the index of passages writes out its lists.
        """
        self._database.execute(_ENTER, (kind, digest))

    def checkpoint(self) -> Checkpoint:
        """Return size and root; where the archive may be written, the next checkpoint goes on from this one."""
        with self._database.reading():
            row = self._database.execute(_LAST).fetchone()
            tree = Tree() if row is None else Tree.at(*row)
            size = tree.size
            taken_up(self._database.execute(_SINCE, (size,)), tree)
        if tree.size > size and not self._database.readonly:
            with self._database.writing():
                self._database.execute(
                    "insert into checkpoint values (?, ?) on conflict do nothing", (tree.size, tree.peaks)
                )
        return tree.checkpoint

    def entries(self) -> Iterator[Any]:
        """Yield every entry: its number, kind and digest."""
        yield from self._database.execute("select id, kind, digest from log order by id")

    def peaks(self) -> dict[int, bytes]:
        """Return the peaks at every checkpoint that was asked for."""
        return dict(self._database.execute("select size, peaks from checkpoint order by size"))

    def kept(self) -> dict[str, Iterator[tuple[str, bytes]]]:
        """Return what the log should tell, by kind, each in the order in which it came."""
        return {kind: self._database.execute(records) for kind, records in KEPT.items()}
