"""What every import keeps to: chains come with all that the document said and was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attrs import frozen

if TYPE_CHECKING:
    from provenance.imports.document import Document
    from provenance.model.chain import Chain

__all__ = ["Importer", "Loaded", "Unread"]


@frozen
class Unread:
    """Something that a document says and that no chain took up."""

    where: str
    """A JSON pointer (RFC 6901), an XPath, or the statement itself."""
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@frozen(kw_only=True)
class Loaded:
    """The chains that a document held, in its order, and what could not be read of it."""

    format: str
    """The name of the format it was read as."""
    chains: tuple[Chain, ...]
    unread: tuple[Unread, ...] = ()


class Importer(Protocol):
    """Whatever reads a format. It fetches nothing and keeps no state."""

    @property
    def name(self) -> str:
        """What the format is called, as in the exports where both know it."""
        ...

    def recognises(self, document: Document) -> bool:
        """Return whether it looks like this format: by what must stand in it, quickly, and without raising."""
        ...

    def read(self, document: Document) -> Loaded:
        """Return what the document holds; UnreadableError for what is not of the format at all."""
        ...
