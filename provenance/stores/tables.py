"""What a store in tables asks of its database, and of the index of passages in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from provenance.canonical import Digest
    from provenance.stores.passages import Passage

__all__ = ["PassageIndex", "Tables"]


class Tables(Protocol):
    """A database with the tables of an archive. Statements are spelt as SQLite spells them: ``?`` and ``:name``."""

    readonly: bool

    @property
    def path(self) -> object:
        """What messages call the database."""
        ...

    def execute(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """Run a statement and return its cursor; outside ``reading`` and ``writing`` the driver's errors come as they are."""
        ...

    def reading(self) -> AbstractContextManager[object]:
        """Return a transaction that sees one state of the archive."""
        ...

    def writing(self) -> AbstractContextManager[object]:
        """Return a transaction that writes whole or not at all, one writer at a time."""
        ...

    def truncate_log(self) -> bool:
        """See that what was withheld is nowhere beside the tables; return whether no reader was in the way."""
        ...

    def close(self) -> None:
        """Let go of the database; to close twice is no fault."""
        ...

    def faults(self) -> Iterator[str]:
        """Yield what the database itself finds damaged in its pages, if it looks."""
        ...


class PassageIndex(Protocol):
    """The passages of one archive."""

    def remove(self, hop: int, text: str) -> None:
        """Take a hop's passages out, so that nothing of them stays."""
        ...

    def near(self, shingles: Iterable[int], limit: int) -> list[Passage]:
        """Return the passages that share most with the shingles, best first."""
        ...

    def rebuild(self) -> int:
        """Make the index anew, within a transaction, and return how many passages there are."""
        ...

    def faults(self) -> Iterator[tuple[Digest | None, str]]:
        """Yield which hop is not in the index as it should be, or what else is wrong with it."""
        ...
