"""A chain as an in-toto statement, in the one spelling that is signed (RFC 8785), or in an envelope with a signature."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.attesting import attest, statement_of
from provenance.canonical import canonical_bytes
from provenance.errors import ExportError, shown
from provenance.exports.contract import Exported, beside
from provenance.signing import PAYLOAD, Key, read_key

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
    options: Mapping[str, str] = MappingProxyType({"key": "the file of a key: it comes signed, in an envelope"})

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:  # noqa: ARG002 - comparisons are no records
        """Return the statement, to the byte what a signature is made of; with a key, the envelope that holds both.

        SignatureError for a key that cannot be used; one with a password is used by `attesting.attest`.
        """
        (chain,) = chains
        if "key" in options:
            return Exported(
                content=attest(chain, self._key(options["key"])).decode(),
                media_type="application/vnd.in-toto.chain+dsse",
                suffix=self.suffix,
                unsaid=tuple(beside(chain)),
            )
        return Exported(
            content=canonical_bytes(statement_of(chain)).decode(),
            media_type=self.media_type,
            suffix=self.suffix,
            unsaid=tuple(beside(chain)),
        )

    def _key(self, path: str) -> Key:
        try:
            return read_key(path)
        except (OSError, ValueError) as error:  # no such file, or no path at all
            raise ExportError(
                f"no key – {self.name}: key {shown(path)}, {error} – give the file that new_key wrote",
                format=self.name,
                field="key",
            ) from error
