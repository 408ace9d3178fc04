"""A chain as an in-toto statement, in the one spelling that is signed (RFC 8785); `attesting.attest` signs it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.attesting import statement_of
from provenance.canonical import canonical_bytes
from provenance.exports.contract import Exported, beside
from provenance.signing import PAYLOAD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.model.chain import Chain

__all__ = ["Attestation"]


@frozen
class Attestation:
    """Writes the statement about a chain; nothing of its record is unsaid."""

    name: str = "in-toto"
    media_type: str = PAYLOAD
    suffix: str = ".intoto.json"
    many: bool = False
    options: Mapping[str, str] = MappingProxyType({})

    def write(self, chains: Sequence[Chain], *, computed: bool, **_options: str) -> Exported:  # noqa: ARG002 - comparisons are no records
        """Return the statement, to the byte what a signature is made of."""
        (chain,) = chains
        return Exported(
            content=canonical_bytes(statement_of(chain)).decode(),
            media_type=self.media_type,
            suffix=self.suffix,
            unsaid=tuple(beside(chain)),
        )
