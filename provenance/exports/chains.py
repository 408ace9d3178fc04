"""Our own chain file as one of the exports: the one format that says all, what is held beside the record included."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.errors import ExportError, shown
from provenance.exports.contract import Exported
from provenance.records import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.model.chain import Chain

__all__ = ["ChainFile"]


@frozen
class ChainFile:
    """Writes chains as the library keeps them: with every digest, and what is held beside them."""

    name: str = "chains"
    media_type: str = "application/json"
    suffix: str = ".json"
    many: bool = True
    options: Mapping[str, str] = MappingProxyType({"lines": '"yes" for a chain a line, else "no"'})

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:  # noqa: ARG002 - comparisons that are held go out in any case
        """Return the chains as one document, or as a line for each."""
        lines = options.get("lines", "no")
        if lines not in {"yes", "no"}:
            raise ExportError(
                f'no such choice – {self.name}: lines {shown(lines)} – write "yes" or "no"',
                format=self.name,
                field="lines",
            )
        content = to_json(*chains, lines=lines == "yes").decode()
        media_type, suffix = ("application/jsonl", ".jsonl") if lines == "yes" else (self.media_type, self.suffix)
        return Exported(content=content, media_type=media_type, suffix=suffix)
