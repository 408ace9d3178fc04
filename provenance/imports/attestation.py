"""in-toto statements read back: bare, in an envelope (DSSE), or an envelope a line as attestations are bundled.

Reading checks every digest, and nobody's signature: `attesting.check_attested` does that, with the keys that one trusts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from provenance.attesting import PREDICATE, chain_of
from provenance.errors import SignatureError, UnreadableError, shown
from provenance.imports.contract import Loaded, Unread
from provenance.imports.document import Document
from provenance.imports.node import listed
from provenance.signing import PAYLOAD, payload_of

if TYPE_CHECKING:
    from provenance.model.chain import Chain

__all__ = ["AttestationReader"]

_TYPES = ("https://in-toto.io/Statement/", "https://in-toto.io/Link/")


@frozen
class AttestationReader:
    """Reads statements about chains; of statements about anything else it tells what they are about."""

    name: str = "in-toto"

    def recognises(self, document: Document) -> bool:
        """Return whether the first object is a statement, or an envelope of one."""
        first = document.first_object
        return isinstance(first, dict) and (_is_statement(first) or _is_envelope(first))

    def read(self, document: Document) -> Loaded:
        """Return the chain that a statement holds, or those of a bundle of envelopes."""
        chains: list[Chain] = []
        unread: list[Unread] = []
        if document.json is None and document.first_object is not None:
            for number, line in enumerate(document.data.splitlines()):
                if line.strip():
                    self._line(Document(line), f"/{number}", chains, unread)
        else:
            self._one(document, "", chains, unread)
        return Loaded(format=self.name, chains=tuple(dict.fromkeys(chains)), unread=tuple(unread))

    def _line(self, document: Document, where: str, chains: list[Chain], unread: list[Unread]) -> None:
        """Read a line of a bundle; what is not recognised is passed over, as the specification has it, and told."""
        value = document.json
        if isinstance(value, dict) and (_is_statement(value) or _is_envelope(value)):
            self._one(document, where, chains, unread)
        else:
            unread.append(Unread(where, "a line that is no statement, and no envelope of one"))

    def _one(self, document: Document, where: str, chains: list[Chain], unread: list[Unread]) -> None:
        value = document.parsed(self.name)
        if isinstance(value, dict) and _is_envelope(value):
            if value["payloadType"] != PAYLOAD:
                unread.append(Unread(f"{where}/payloadType", f"a payload that holds no hops: {value['payloadType']}"))
                return
            value = self._opened(document, value, where, unread)
        if not isinstance(value, dict) or not _is_statement(value):
            raise UnreadableError(
                'no in-toto statement – "_type" – a statement, or an envelope of one, is read here',
                format=self.name,
                where=f"{where}/_type",
            )
        kind = value.get("predicateType")
        if kind == PREDICATE:
            chains.append(chain_of(value))
            return
        unread.append(Unread(f"{where}/predicateType", f"a predicate that holds no hops: {shown(kind)}"))
        for place, subject in enumerate(listed(value.get("subject"))):
            named = subject.get("name") if isinstance(subject, dict) else subject
            unread.append(Unread(f"{where}/subject/{place}", f"what it is about: {shown(named)}"))

    def _opened(self, document: Document, envelope: dict[str, Any], where: str, unread: list[Unread]) -> Any:
        """Return the statement in an envelope, and tell that nobody looked at its signatures."""
        try:
            payload = payload_of(document.data)
        except SignatureError as error:
            raise UnreadableError(str(error), format=self.name, where=f"{where}/payload") from error
        unread.append(
            Unread(f"{where}/signatures", f"{len(envelope['signatures'])} of them, which reading does not check")
        )
        return Document.of(payload).parsed(self.name)


def _is_statement(value: dict[str, Any]) -> bool:
    kind = value.get("_type")
    return isinstance(kind, str) and kind.startswith(_TYPES)


def _is_envelope(value: dict[str, Any]) -> bool:
    """Return whether a value is an envelope of a statement; one of other programs may name its predicate in the type."""
    kind = value.get("payloadType")
    return isinstance(kind, str) and kind.startswith("application/vnd.in-toto") and kind.endswith("+json")
