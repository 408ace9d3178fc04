"""A chain as an in-toto statement: its head is the subject, its records are the predicate, so one signature vouches for all.

The statement has one spelling (RFC 8785): made again from the hops that stand in it, it has to be the same. Reading it
recomputes every digest; who signed it is for `check_attested` to say.

https://github.com/in-toto/attestation/tree/main/spec/v1
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import frozen

from provenance.canonical import canonical_bytes, parse_canonical
from provenance.errors import IntegrityError, LimitError, RecordError, SignatureError, UnreadableError, shown
from provenance.records import FORMAT, from_json
from provenance.signing import STATEMENT, check_payload, countersign, sign_payload
from provenance.vocabulary import ni_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.model.spelling import Record
    from provenance.signing import Key, PublicKey

__all__ = ["PREDICATE", "Attested", "attest", "chain_of", "check_attested", "countersign_attested", "statement_of"]

PREDICATE = "urn:provenance:chain/v1"
"""The type and the version of the predicate."""

_NAME = "in-toto"


def statement_of(chain: Chain) -> Record:
    """Return the statement as plain values: every hop's record with its words, the origin first, and what they rest on.

    What is held beside the record is no part of it.
    """
    return {
        "_type": STATEMENT,
        "subject": [_resource(chain.digest)],
        "predicateType": PREDICATE,
        "predicate": {
            "format": FORMAT,
            "hops": [_hop(hop) for hop in chain.hops],
            "materials": [_resource(hop.digest) for hop in chain.hops[:-1]],
        },
    }


def _resource(digest: Digest) -> Record:
    """Return a resource descriptor: https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md."""
    return {"name": ni_of(digest), "digest": {"sha256": digest.hex}}


def _hop(hop: Hop) -> Record:
    record: Record = {"digest": str(hop.digest), "record": hop.record}
    return record if hop.text is None else record | {"text": hop.text}


def chain_of(statement: Any) -> Chain:
    """Return the chain that a statement of ours holds.

    UnreadableError for a statement that holds none; IntegrityError where a digest does not fit, and where more or other
    things stand in it than its hops make.
    """
    try:
        kind, subject, predicate = statement["predicateType"], statement["subject"][0], statement["predicate"]
        head, hops = f"sha256:{subject['digest']['sha256']}", list(predicate["hops"])
    except (LookupError, TypeError) as error:
        raise _no_chain(f"{type(error).__name__}: {error}") from error
    if kind != PREDICATE:
        raise _no_chain(shown(kind))
    document = {"format": FORMAT, "chains": [{"head": head, "hops": hops}]}
    try:
        (chain,) = from_json(json.dumps(document, ensure_ascii=False).encode())
    except UnreadableError as error:
        raise UnreadableError(str(error), format=_NAME, where="/predicate/hops") from error
    again = statement_of(chain)
    if again != statement:
        raise IntegrityError(
            f"not what its hops make – statement about {chain.digest} – something was added, taken out or put in another "
            "order: go back to the copy it came from",
            expected=again,
            actual=statement,
        )
    return chain


def _no_chain(found: str) -> UnreadableError:
    return UnreadableError(
        f"no statement about a chain – {found} – it was cut, or another program's", format=_NAME, where="/predicate"
    )


# ---- signed ---------------------------------------------------------------------------------------


def attest(chain: Chain, *keys: Key) -> bytes:
    """Return the signed envelope of the statement about a chain: whoever has it has every hop, and who vouches for them."""
    return sign_payload(canonical_bytes(statement_of(chain)), *keys)


def countersign_attested(envelope: bytes, *keys: Key) -> bytes:
    """Return the envelope of a chain with further signatures; SignatureError for one that holds no chain as it has to be."""
    return countersign(envelope, *keys, reads=_signed_chain)


@frozen(kw_only=True)
class Attested:
    """A chain as it was signed, and by whom."""

    chain: Chain
    signers: tuple[PublicKey, ...]
    """Those of the keys asked about that signed it, each once, in the order in which they were given."""
    claimed: tuple[str, ...]
    """Ids of keys by which it claims further signatures, which nobody here can check."""


def check_attested(
    envelope: bytes, keys: Sequence[PublicKey], *, about: Digest | None = None, threshold: int = 1
) -> Attested:
    """Return the chain that an envelope holds, once as many of the keys as asked for signed it.

    SignatureError, with its reason, as `signing.check_signatures` has it; ``unreadable`` also for a signed statement
    that is about no chain, and for one that is not spelt as it has to be.
    """
    checked = check_payload(envelope, keys, threshold=threshold)
    chain = _signed_chain(checked.payload)
    if about is not None and about != chain.digest:
        raise SignatureError(
            f"signed, but another chain – {chain.digest} where {about} is asked for – give the envelope of that",
            reason="other-subject",
            expected=about,
            actual=chain.digest,
        )
    return Attested(chain=chain, signers=checked.signers, claimed=checked.claimed)


def _signed_chain(payload: bytes) -> Chain:
    try:
        return chain_of(parse_canonical(payload))
    except LimitError:
        raise
    except (UnreadableError, RecordError, IntegrityError) as error:
        raise SignatureError(
            f"signed, but no statement about a chain – {error}",
            reason="unreadable",
            expected="a statement about a chain",
            actual=payload[:80],
        ) from error
