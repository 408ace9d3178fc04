"""Signatures of heads and checkpoints: Ed25519 (RFC 8032) over the DSSE envelope of an in-toto statement.

A head's digest vouches for its whole chain, a checkpoint's root for a whole log, so one signature is enough for either.
What is signed is the statement's own bytes behind their type (DSSE's pre-authentication encoding), and what is read is
the very bytes that were verified. A signature proves that who holds the key signed; who that is, and when it was, the
statement only claims. A key's id in an envelope is a hint that anybody can write; it proves nothing and decides nothing.

https://github.com/secure-systems-lab/dsse · https://github.com/in-toto/attestation
"""

from __future__ import annotations

import binascii
import hashlib
import json
import os
import re
from base64 import b64decode, b64encode
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import field, frozen

from provenance.canonical import Digest, canonical_bytes, parse_canonical
from provenance.dates import PartialDate
from provenance.errors import MissingExtraError, ProvenanceError, RecordError, SignatureError, shown
from provenance.limits import DOCUMENT, FIELD, check_limit
from provenance.merkle import Checkpoint
from provenance.model.checks import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from provenance.model.spelling import Record

__all__ = [
    "PAYLOAD",
    "PREDICATES",
    "STATEMENT",
    "CheckedPayload",
    "Key",
    "PublicKey",
    "Signed",
    "check_payload",
    "check_signatures",
    "countersign",
    "new_key",
    "payload_of",
    "read_key",
    "read_public_key",
    "sign",
    "sign_payload",
]

PAYLOAD = "application/vnd.in-toto+json"
"""The type of what is signed, which is signed with it."""

STATEMENT = "https://in-toto.io/Statement/v1"

PREDICATES = {"head": "urn:provenance:head/v1", "checkpoint": "urn:provenance:checkpoint/v1"}
"""What a statement may be about, and the type that says so."""

LARGEST_KEY = 16_384
"""Bytes of a key file that are read; ours have some two hundred."""

OTHERS = 0o077
"""The bits by which a file's group and everybody else may read, write or run it."""


@frozen
class PublicKey:
    """What a signature is checked with."""

    raw: bytes = field()
    """The 32 bytes of RFC 8032."""
    name: str | None = field(default=None, eq=False)
    """What the reader calls it, such as the name of its file; no part of the key."""

    @raw.validator
    def _raw(self, _attribute: object, value: Any) -> None:
        if not isinstance(value, bytes) or len(value) != 32:
            raise RecordError(f"not an Ed25519 key – {shown(value)} – give its 32 bytes", field="raw", value=value)

    @property
    def id(self) -> str:
        """SHA-256 of the key, in hexadecimal digits."""
        return hashlib.sha256(self.raw).hexdigest()

    def __str__(self) -> str:
        return f"{self.id[:16]} ({self.name})" if self.name else self.id[:16]


class Key:
    """What signatures are made with; it shows nothing of itself but its public half."""

    __slots__ = ("_private", "public")

    def __init__(self, private: Ed25519PrivateKey, name: str | None = None) -> None:
        self._private = private
        self.public = PublicKey(private.public_key().public_bytes_raw(), name)

    def signature(self, data: bytes) -> bytes:
        """Return the 64 bytes of a signature."""
        return self._private.sign(data)

    def __repr__(self) -> str:
        return f"<Key {self.public}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is not copied or pickled – read its file where it is needed")


def new_key(path: str | Path, *, password: bytes | None = None) -> Key:
    """Make a key and write both halves: PEM (PKCS #8) for its owner alone at the path, PEM to hand out at ``path.pub``.

    With a password the file is encrypted. SignatureError where either file is there: no key is ever written over.
    """
    _need_cryptography()
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - on first use, it loads OpenSSL
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above

    place = Path(path)
    public = place.with_name(place.name + ".pub")
    if password is not None and not password:
        _refuse("password", "an empty password", place, "give one, or none at all")
    if os.path.lexists(public):
        _refuse("key-exists", "a key is there", public, "keys are never written over, choose another name")
    private = Ed25519PrivateKey.generate()
    secret = form.NoEncryption() if password is None else form.BestAvailableEncryption(password)
    _write_anew(place, private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, secret), 0o600)
    shared = private.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    _write_anew(public, shared, 0o644)
    return Key(private, place.name)


def _write_anew(path: Path, data: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    except FileExistsError:
        _refuse("key-exists", "a key is there", path, "keys are never written over, choose another name")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: str | Path, *, password: bytes | None = None) -> Key:
    """Return the key in a file; SignatureError for a file that others may read, a wrong password, or no such key."""
    _need_cryptography()
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - on first use, it loads OpenSSL
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - as above

    place = Path(path)
    with place.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & OTHERS:
            _refuse("key-exposed", "others may read the key", place, f"close it: chmod 600 {place}")
        data = file.read(LARGEST_KEY)
    locked = b"ENCRYPTED" in data
    if locked and password is None:
        _refuse("password", "the key is encrypted", place, "give its password")
    try:
        private = load_pem_private_key(data, password if locked else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        if locked:
            _refuse("password", "the password does not open the key, or the file is cut", place, "give the right one")
        _refuse("not-a-key", "no private key in PEM", place, "give the file that new_key wrote")
    if not isinstance(private, Ed25519PrivateKey):
        _refuse("not-a-key", "a key of another kind", place, "give an Ed25519 key")
    return Key(private, place.name)


def read_public_key(path: str | Path) -> PublicKey:
    """Return the public key in a file; SignatureError for anything else."""
    _need_cryptography()
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - on first use, it loads OpenSSL
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415 - as above

    place = Path(path)
    with place.open("rb") as file:
        data = file.read(LARGEST_KEY)
    if b"PRIVATE KEY" in data:
        _refuse("not-a-key", "a private key", place, f"keep it to its owner, and give {place.name}.pub")
    try:
        public = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        _refuse("not-a-key", "no public key in PEM", place, "give the .pub that new_key wrote")
    if not isinstance(public, Ed25519PublicKey):
        _refuse("not-a-key", "a key of another kind", place, "give an Ed25519 key")
    return PublicKey(public.public_bytes_raw(), place.name)


@frozen(kw_only=True)
class Signed:
    """What an envelope was found to say: what is signed, by whom, and what is only claimed."""

    about: Digest | Checkpoint
    """The digest of a head, or a checkpoint."""
    signers: tuple[PublicKey, ...]
    """Those of the keys asked about that signed it, each once, in the order in which they were given."""
    by: str | None
    """Who the statement says stands behind it."""
    on: PartialDate | None
    """When it says it was made."""
    claimed: tuple[str, ...]
    """Ids of keys by which it claims further signatures, which nobody here can check."""

    def __str__(self) -> str:
        what = (
            f"head {self.about}"
            if isinstance(self.about, Digest)
            else f"checkpoint of {self.about.size:,} entries, root {self.about.root}"
        )
        told = f"{what}: signed by {', '.join(map(str, self.signers))}"
        named = [each for each in (f"by {self.by}" if self.by else "", f"on {self.on}" if self.on else "") if each]
        claims = [" ".join(named)] if named else []
        claims += [f"a signature of {shown(each[:16])}" for each in self.claimed]
        return f"{told}; only claimed: {', '.join(claims)}" if claims else told


def sign(about: Digest | Checkpoint, *keys: Key, by: str | None = None, on: PartialDate | str | None = None) -> bytes:
    """Return the signed envelope of a statement about a head or a checkpoint; by whom and on what day it only claims."""
    payload = canonical_bytes(_statement(about, by, PartialDate.parse(on) if isinstance(on, str) else on))
    return _envelope(payload, _signatures(payload, keys))


def countersign(envelope: bytes, *keys: Key, reads: Callable[[bytes], object] | None = None) -> bytes:
    """Return an envelope with further signatures of the same statement; those that are there stay, unchecked.

    ``reads`` is given the statement before it is signed, and raises for one that it would not vouch for; without it a
    statement about a head or a checkpoint is asked for.
    """
    payload, signatures = _opened(envelope)
    (reads or _read_statement)(payload)
    return _envelope(payload, [*signatures, *_signatures(payload, keys)])


def check_signatures(
    envelope: bytes, keys: Sequence[PublicKey], *, about: Digest | Checkpoint | None = None, threshold: int = 1
) -> Signed:
    """Return what an envelope says, once as many of the keys as asked for signed it.

    SignatureError otherwise, with its reason: ``unreadable`` for what is no whole envelope or no statement of ours,
    ``wrong`` where a signature by one of the keys does not fit, ``foreign`` where only other keys signed, ``too-few``
    for less signers than asked for, and ``other-subject`` where it is not ``about`` what it should be.
    """
    checked = check_payload(envelope, keys, threshold=threshold)
    found, by, on = _read_statement(checked.payload)
    if about is not None and about != found:
        raise SignatureError(
            f"signed, but another thing – {_named(found)} where {_named(about)} is asked for – give the envelope of that",
            reason="other-subject",
            expected=about,
            actual=found,
        )
    return Signed(about=found, signers=checked.signers, by=by, on=on, claimed=checked.claimed)


@frozen(kw_only=True)
class CheckedPayload:
    """The very bytes that were signed, and by whom: only these may be parsed."""

    payload: bytes = field(repr=False)
    signers: tuple[PublicKey, ...]
    """As in `Signed`."""
    claimed: tuple[str, ...]
    """As in `Signed`."""


def sign_payload(payload: bytes, *keys: Key) -> bytes:
    """Return the signed envelope of any in-toto statement, given as the bytes that are to be signed."""
    return _envelope(payload, _signatures(payload, keys))


def payload_of(envelope: bytes) -> bytes:
    """Return what an envelope holds, unchecked; SignatureError for what is no envelope of a statement."""
    return _opened(envelope)[0]


def check_payload(envelope: bytes, keys: Sequence[PublicKey], *, threshold: int = 1) -> CheckedPayload:
    """Return what an envelope holds, once as many of the keys as asked for signed it; SignatureError as above."""
    _need_cryptography()
    if not 1 <= threshold <= len(set(keys)):
        raise RecordError(
            f"no such number of signers – {threshold} of {len(set(keys))} keys – one at least, and no more than keys",
            field="threshold",
            value=threshold,
        )
    payload, signatures = _opened(envelope)
    data = _encoded(payload)
    signers, rest = _signers(data, signatures, dict.fromkeys(keys))
    for name, _ in rest:
        if any(name == key.id for key in keys):
            _refuse(
                "wrong", "the signature is wrong", name[:16], "what was signed was altered, or somebody else signed"
            )
    if not signers:
        _refuse("foreign", "not signed by any of these keys", ", ".join(map(str, keys)), "ask who else signed it")
    if len(signers) < threshold:
        _refuse("too-few", "too few signers", f"{len(signers)} of {threshold}", "have more of them sign it")
    return CheckedPayload(payload=payload, signers=signers, claimed=tuple(name or "no id" for name, _ in rest))


def _named(about: Digest | Checkpoint) -> str:
    return str(about) if isinstance(about, Digest) else f"{about.size} entries, root {about.root}"


def _signers(
    data: bytes, signatures: list[tuple[str, bytes]], keys: dict[PublicKey, None]
) -> tuple[tuple[PublicKey, ...], list[tuple[str, bytes]]]:
    """Return the keys that signed the data, and the signatures that none of them made."""
    found: set[PublicKey] = set()
    rest = []
    for name, signature in signatures:
        made = [key for key in keys if _fits(key, signature, data)]
        found.update(made)
        if not made:
            rest.append((name, signature))
    return tuple(key for key in keys if key in found), rest


def _fits(key: PublicKey, signature: bytes, data: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - on first use, it loads OpenSSL
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - as above

    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _encoded(payload: bytes) -> bytes:
    """Return what is signed: the payload behind its type, each behind its length in bytes (DSSE's PAE)."""
    return b"DSSEv1 %d %b %d %b" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload)


def _signatures(payload: bytes, keys: Sequence[Key]) -> list[tuple[str, bytes]]:
    if not keys:
        raise RecordError("no key – keys – give one at least, or nothing is signed", field="keys", value=keys)
    return [(key.public.id, key.signature(_encoded(payload))) for key in keys]


def _envelope(payload: bytes, signatures: list[tuple[str, bytes]]) -> bytes:
    record: Record = {
        "payload": b64encode(payload).decode("ascii"),
        "payloadType": PAYLOAD,
        "signatures": [
            {"keyid": name, "sig": b64encode(signature).decode("ascii")}
            for name, signature in dict.fromkeys(
                signatures
            )  # to sign twice adds nothing, for Ed25519 has no chance in it
        ],
    }
    return canonical_bytes(record) + b"\n"


def _statement(about: Digest | Checkpoint, by: str | None, on: PartialDate | None) -> Record:
    kind = "head" if isinstance(about, Digest) else "checkpoint"
    predicate: Record = {"format": 1}
    if isinstance(about, Checkpoint):
        predicate["size"] = about.size
    if by is not None:
        predicate["by"] = words(by, "by", FIELD, "say who, or leave it out")
    if on is not None:
        predicate["on"] = str(on)
    digest = about if isinstance(about, Digest) else about.root
    return {
        "_type": STATEMENT,
        "subject": [{"name": kind, "digest": {"sha256": digest.hex}}],
        "predicateType": PREDICATES[kind],
        "predicate": predicate,
    }


_BASE64 = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
_URL_SAFE = str.maketrans("-_", "+/")


def _opened(envelope: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """Return an envelope's payload and its signatures, each with the id that it claims; nothing is verified yet."""
    check_limit(len(envelope), DOCUMENT, "envelope", "give one that was signed here")
    try:
        document = json.loads(envelope)
        if document["payloadType"] != PAYLOAD:
            _refuse("unreadable", "signed, but no statement", document["payloadType"], f"give one of {PAYLOAD}")
        signatures = [("" + (each.get("keyid") or ""), _bytes_of(each["sig"])) for each in document["signatures"]]
        return _bytes_of(document["payload"]), signatures
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise SignatureError(
            f"no signed envelope – {shown(envelope)} – it was cut, or is another kind of file",
            reason="unreadable",
            expected="a DSSE envelope",
            actual=envelope[:80],
        ) from error


def _bytes_of(text: str) -> bytes:
    """Return what base 64 spells in either alphabet, with its padding or without (RFC 4648; DSSE accepts both)."""
    if not _BASE64.fullmatch(text):
        raise binascii.Error("not base 64")
    text = text.rstrip("=")
    return b64decode(text.translate(_URL_SAFE) + "=" * (-len(text) % 4), validate=True)


def _read_statement(payload: bytes) -> tuple[Digest | Checkpoint, str | None, PartialDate | None]:
    try:
        statement: Any = parse_canonical(payload)
        (subject,) = statement["subject"]
        predicate = statement["predicate"]
        digest = Digest(subject["digest"]["sha256"])
        about = Checkpoint(size=predicate["size"], root=digest) if subject["name"] == "checkpoint" else digest
        on = None if predicate.get("on") is None else PartialDate.parse(predicate["on"])
        by = predicate.get("by")
        known = _statement(about, by, on) == statement
    except (ProvenanceError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise _no_statement(payload) from error
    if not known:  # a field more, or another type: what nobody here reads is not vouched for
        raise _no_statement(payload)
    return about, by, on


def _no_statement(payload: bytes) -> SignatureError:
    return SignatureError(
        f"no statement about a head or a checkpoint – {shown(payload)} – it was cut, or another program's",
        reason="unreadable",
        expected="an in-toto statement",
        actual=payload[:80],
    )


def _need_cryptography() -> None:
    if find_spec("cryptography") is None:
        raise MissingExtraError(
            "cryptography is not installed – signatures – pip install 'translation-provenance[sign]'", extra="sign"
        )


def _refuse(reason: str, what: str, which: object, mend: str) -> NoReturn:
    raise SignatureError(f"{what} – {which} – {mend}", reason=reason, actual=str(which))
