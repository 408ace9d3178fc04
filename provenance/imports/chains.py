"""Our own chain file as one of the imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from provenance.imports.contract import Loaded
from provenance.records import from_json

if TYPE_CHECKING:
    from provenance.imports.document import Document

__all__ = ["ChainReader"]


@frozen
class ChainReader:
    """Reads what ``to_json`` wrote, one document or a line for each; nothing in it stays unread."""

    name: str = "chains"

    def recognises(self, document: Document) -> bool:
        """Return whether the first object has a ``format`` of ours."""
        first = document.first_object
        return isinstance(first, dict) and str(first.get("format", "")).startswith("provenance/") and "chains" in first

    def read(self, document: Document) -> Loaded:
        """Return the chains as they were recorded."""
        return Loaded(format=self.name, chains=from_json(document.data))
