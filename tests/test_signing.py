"""Signatures: what is signed comes back with who signed it; whatever is wrong, cut or foreign is refused by name."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import pickle
import stat
import subprocess
import sys
from base64 import b64decode, b64encode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import signing
from provenance.canonical import canonical_bytes, digest_of
from provenance.errors import IntegrityError, MissingExtraError, RecordError, SignatureError
from provenance.merkle import Checkpoint
from provenance.model.chain import said
from provenance.signing import (
    Key,
    PublicKey,
    check_signatures,
    countersign,
    new_key,
    read_key,
    read_public_key,
    sign,
)

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("cryptography", reason="the extra 'sign' is not installed")

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def key(number: int) -> Key:
    """A key that is the same in every run."""
    return Key(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


DESK, COURT, STRANGER = key(1), key(2), key(3)
HEAD = said("Мы готовы открыть порт.", "ru", by="Ilya Marenko").digest
LOG = Checkpoint(size=7, root=digest_of(b"root"))
ENVELOPE = sign(LOG, DESK, by="Harbour desk", on="2026-01-02")


def altered(**fields: Any) -> bytes:
    return json.dumps({**json.loads(ENVELOPE), **fields}).encode()


def signed_statement(**fields: Any) -> bytes:
    """An envelope that is rightly signed, about a statement with other fields."""
    statement = {**json.loads(b64decode(json.loads(ENVELOPE)["payload"])), **fields}
    payload = json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()
    return signing._envelope(payload, signing._signatures(payload, [DESK]))


def refused(envelope: bytes, *keys: Key, **asked: Any) -> str:
    with pytest.raises(SignatureError) as caught:
        check_signatures(envelope, [each.public for each in keys or (DESK,)], **asked)
    assert isinstance(caught.value, IntegrityError)
    return caught.value.reason


@pytest.mark.parametrize("about", [HEAD, LOG])
def test_what_is_signed_comes_back(about: Any) -> None:
    """A head and a checkpoint come back from their envelope, with who signed, and what is claimed beside it."""
    signed = check_signatures(
        sign(about, DESK, COURT, by="desk", on="2026-01"), [DESK.public, COURT.public], about=about
    )
    assert (signed.about, signed.signers, signed.by, str(signed.on)) == (
        about,
        (DESK.public, COURT.public),
        "desk",
        "2026-01",
    )
    assert signed.claimed == ()
    assert str(signed).endswith("only claimed: by desk on 2026-01")


def test_nothing_is_claimed_where_nothing_is_said() -> None:
    """Without a name and a day the sentence ends with the signers."""
    signed = check_signatures(sign(HEAD, DESK), [DESK.public])
    assert str(signed) == f"head {HEAD}: signed by {DESK.public.id[:16]}"


def test_the_bytes_are_those_of_the_standards() -> None:
    """The envelope is DSSE's, the payload an in-toto statement in canonical JSON, the signature over type and lengths."""
    document = json.loads(ENVELOPE)
    assert set(document) == {"payload", "payloadType", "signatures"}
    payload = b64decode(document["payload"], validate=True)
    statement = json.loads(payload)
    assert canonical_bytes(statement) == payload
    assert statement == {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "checkpoint", "digest": {"sha256": LOG.root.hex}}],
        "predicateType": "urn:provenance:checkpoint/v1",
        "predicate": {"format": 1, "size": 7, "by": "Harbour desk", "on": "2026-01-02"},
    }
    data = b"DSSEv1 28 application/vnd.in-toto+json " + str(len(payload)).encode() + b" " + payload
    (signature,) = document["signatures"]
    DESK._private.public_key().verify(b64decode(signature["sig"]), data)
    assert signature["keyid"] == DESK.public.id


def test_the_known_vector_of_the_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is signed is spelt as in the example of DSSE's own paper."""
    monkeypatch.setattr(signing, "PAYLOAD", "http://example.com/HelloWorld")
    assert signing._encoded(b"hello world") == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_to_sign_again_gives_the_same_bytes() -> None:
    """Signing has no chance in it, and to sign twice adds nothing."""
    assert sign(LOG, DESK, by="Harbour desk", on="2026-01-02") == ENVELOPE
    assert sign(LOG, DESK, DESK, by="Harbour desk", on="2026-01-02") == ENVELOPE
    assert countersign(ENVELOPE, DESK) == ENVELOPE


def test_several_sign_in_their_own_places() -> None:
    """A countersigned envelope holds both, in whatever order they are asked for; one key does not count twice."""
    both = countersign(ENVELOPE, COURT)
    signed = check_signatures(both, [COURT.public, DESK.public, COURT.public], threshold=2)
    assert signed.signers == (COURT.public, DESK.public)
    assert refused(sign(LOG, DESK, DESK), DESK, COURT, threshold=2) == "too-few"
    with pytest.raises(RecordError):
        check_signatures(ENVELOPE, [DESK.public, DESK.public], threshold=2)


@pytest.mark.parametrize("threshold", [0, 2])
def test_a_number_of_signers_that_cannot_be_met_is_refused(threshold: int) -> None:
    """No signer at all and more signers than keys are no question; nor is one without a key."""
    with pytest.raises(RecordError):
        check_signatures(ENVELOPE, [DESK.public], threshold=threshold)
    with pytest.raises(RecordError):
        check_signatures(ENVELOPE, [])
    with pytest.raises(RecordError):
        sign(LOG)


def test_others_who_signed_are_only_claimed() -> None:
    """A signature by a key that nobody gave is told as a claim, with the id that it gives itself."""
    signed = check_signatures(countersign(ENVELOPE, STRANGER), [DESK.public])
    assert (signed.signers, signed.claimed) == ((DESK.public,), (STRANGER.public.id,))
    assert f"a signature of '{STRANGER.public.id[:16]}'" in str(signed)


def test_a_foreign_signature_is_refused() -> None:
    """Signed by another key alone is not signed; an id that names ours makes it wrong, and no id at all foreign."""
    assert refused(ENVELOPE, COURT) == "foreign"
    (signature,) = json.loads(sign(LOG, STRANGER))["signatures"]
    assert refused(altered(signatures=[{**signature, "keyid": DESK.public.id}])) == "wrong"
    assert refused(altered(signatures=[{"sig": signature["sig"]}])) == "foreign"
    assert refused(altered(signatures=[])) == "foreign"


def test_a_keys_id_decides_nothing() -> None:
    """A right signature under any id, or under none, is right."""
    (signature,) = json.loads(ENVELOPE)["signatures"]
    for name in ("", "somebody", COURT.public.id):
        signed = check_signatures(altered(signatures=[{"sig": signature["sig"], "keyid": name}]), [DESK.public])
        assert signed.signers == (DESK.public,)
    assert check_signatures(altered(signatures=[{"sig": signature["sig"]}]), [DESK.public]).signers == (DESK.public,)


def test_a_wrong_signature_beside_a_right_one_is_refused() -> None:
    """Where one of the asked keys is named by a signature that does not fit, the others do not make it good."""
    (signature,) = json.loads(ENVELOPE)["signatures"]
    forged = {"keyid": COURT.public.id, "sig": b64encode(bytes(64)).decode()}
    assert refused(altered(signatures=[signature, forged]), DESK, COURT) == "wrong"


def test_both_alphabets_are_read() -> None:
    """Base 64 in its URL-safe alphabet, with padding or without, is the same envelope."""
    document = json.loads(ENVELOPE)
    payload = urlsafe_b64encode(b64decode(document["payload"])).decode()
    (signature,) = document["signatures"]
    sig = urlsafe_b64encode(b64decode(signature["sig"])).decode()
    assert check_signatures(altered(payload=payload), [DESK.public]).about == LOG
    spelt = altered(payload=payload.rstrip("="), signatures=[{**signature, "sig": sig.rstrip("=")}])
    assert check_signatures(spelt, [DESK.public]).about == LOG


@given(st.data())
def test_no_altered_byte_is_believed(data: st.DataObject) -> None:
    """Whatever single byte of an envelope is changed, it is refused or says the very same."""
    place = data.draw(st.integers(0, len(ENVELOPE) - 1))
    byte = data.draw(st.integers(0, 255))
    changed = ENVELOPE[:place] + bytes([byte]) + ENVELOPE[place + 1 :]
    try:
        signed = check_signatures(changed, [DESK.public])
    except SignatureError:
        return
    assert (signed.about, signed.by, str(signed.on)) == (LOG, "Harbour desk", "2026-01-02")


@given(st.integers(0, len(ENVELOPE) - 3))
def test_a_cut_envelope_is_refused(length: int) -> None:
    """Of an envelope that was cut nothing is believed."""
    assert refused(ENVELOPE[:length]) == "unreadable"


@pytest.mark.parametrize("length", range(64))
def test_a_cut_signature_is_refused(length: int) -> None:
    """A signature that was cut is wrong, however little is missing."""
    (signature,) = json.loads(ENVELOPE)["signatures"]
    cut = b64encode(b64decode(signature["sig"])[:length]).decode()
    assert refused(altered(signatures=[{**signature, "sig": cut}])) == "wrong"


@pytest.mark.parametrize(
    "envelope",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        altered(payloadType="text/plain"),
        altered(payload=7),
        altered(payload="*"),
        altered(signatures=None),
        altered(signatures=[{}]),
        altered(signatures=[7]),
        altered(signatures=[{"sig": "AA==", "keyid": 7}]),
        signed_statement(predicateType="urn:provenance:head/v1"),
        signed_statement(predicateType="https://slsa.dev/provenance/v1"),
        signed_statement(_type="https://in-toto.io/Statement/v0.1"),
        signed_statement(subject=[]),
        signed_statement(subject=[{"name": "checkpoint", "digest": {"sha256": "00"}}]),
        signed_statement(subject=[{"name": "checkpoint", "digest": {"sha256": LOG.root.hex, "md5": "00"}}]),
        signed_statement(predicate={"format": 1}),
        signed_statement(predicate={"format": 1, "size": -1}),
        signed_statement(predicate={"format": 1, "size": 7, "by": " "}),
        signed_statement(predicate={"format": 1, "size": 7, "by": 5}),
        signed_statement(predicate={"format": 1, "size": 7, "on": "2026-02-30"}),
        signed_statement(predicate={"format": 1, "size": 7, "more": "x"}),
        signed_statement(predicate={"format": 2, "size": 7}),
    ],
)
def test_what_is_no_statement_of_ours_is_refused(envelope: bytes) -> None:
    """Another document, another statement, or one with fields that nobody here reads, is unreadable, signed or not."""
    assert refused(envelope) == "unreadable"


def test_another_subject_is_refused() -> None:
    """An envelope that is right, but about another thing than was asked about, is refused with both."""
    assert refused(sign(HEAD, DESK), about=digest_of(b"other")) == "other-subject"
    assert refused(ENVELOPE, about=Checkpoint(size=8, root=LOG.root)) == "other-subject"
    assert refused(sign(LOG.root, DESK), about=LOG) == "other-subject"  # the same digest, but as that of a head


@pytest.mark.parametrize(("by", "on"), [(" ", None), ("x\ud800", None), (None, "2026-13")])
def test_what_cannot_be_claimed_is_not_signed(by: str | None, on: str | None) -> None:
    """A blank name and a day that does not exist are refused before anything is signed."""
    with pytest.raises(RecordError):
        sign(LOG, DESK, by=by, on=on)


@pytest.mark.parametrize("password", [None, "пароль".encode()])
def test_a_key_is_written_for_its_owner_alone(tmp_path: Path, password: bytes | None) -> None:
    """Whatever the umask, the private file is its owner's; what it signs the public file checks."""
    before = os.umask(0)
    try:
        made = new_key(tmp_path / "desk", password=password)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "desk").stat().st_mode) == 0o600
    data = (tmp_path / "desk").read_bytes()
    kind = b"PRIVATE KEY" if password is None else b"ENCRYPTED PRIVATE KEY"
    assert data.startswith(b"-----BEGIN " + kind)  # PKCS #8, RFC 7468
    again = read_key(tmp_path / "desk", password=password)
    public = read_public_key(tmp_path / "desk.pub")
    assert made.public == again.public == public
    assert public.name == "desk.pub"
    assert check_signatures(sign(HEAD, again), [public]).signers == (made.public,)
    assert f"({public.name})" in str(check_signatures(sign(HEAD, again), [public]))


def test_openssl_reads_our_keys(tmp_path: Path) -> None:
    """Another program reads both files, and finds the same key in them."""
    new_key(tmp_path / "desk")
    try:
        found = subprocess.run(
            ["openssl", "pkey", "-in", str(tmp_path / "desk"), "-pubout"], capture_output=True, check=True
        )
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    assert found.stdout == (tmp_path / "desk.pub").read_bytes()


def reason_of(read: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(SignatureError) as caught:
        read(*given, **more)
    return caught.value.reason


@pytest.mark.parametrize("there", ["desk", "desk.pub"])
def test_no_key_is_written_over(tmp_path: Path, there: str) -> None:
    """Where either file is there, also as a link to nowhere, nothing is written."""
    (tmp_path / there).write_bytes(b"kept")
    assert reason_of(new_key, tmp_path / "desk") == "key-exists"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"kept"]
    (tmp_path / there).unlink()
    (tmp_path / there).symlink_to(tmp_path / "elsewhere")
    assert reason_of(new_key, tmp_path / "desk") == "key-exists"
    assert not (tmp_path / "elsewhere").exists()


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """A private file open to others is not used until it is closed."""
    new_key(tmp_path / "desk")
    for mode in (0o640, 0o604, 0o620):
        (tmp_path / "desk").chmod(mode)
        assert reason_of(read_key, tmp_path / "desk") == "key-exposed"
    (tmp_path / "desk").chmod(0o400)
    assert read_key(tmp_path / "desk").public == read_public_key(tmp_path / "desk.pub")


def test_passwords_are_asked_for_and_checked(tmp_path: Path) -> None:
    """An encrypted key does not open without its password, nor by another; an empty one is none."""
    new_key(tmp_path / "desk", password=b"right")
    assert reason_of(read_key, tmp_path / "desk") == "password"
    assert reason_of(read_key, tmp_path / "desk", password=b"wrong") == "password"
    assert reason_of(new_key, tmp_path / "other", password=b"") == "password"
    new_key(tmp_path / "open")
    assert read_key(tmp_path / "open", password=b"not needed").public.name == "open"


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    """Cut files, rubbish, keys of another kind, and the one half in place of the other are refused."""
    new_key(tmp_path / "desk")
    secret, shared = (tmp_path / "desk").read_bytes(), (tmp_path / "desk.pub").read_bytes()
    curve = ec.generate_private_key(ec.SECP256R1())
    other = curve.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    other_shared = curve.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    file = tmp_path / "file"
    for data in (b"", b"rubbish", b"\x00\xff", secret[:60], shared, other):
        file.write_bytes(data)
        file.chmod(0o600)
        assert reason_of(read_key, file) == "not-a-key"
    for data in (b"", b"rubbish", b"\x00\xff", shared[:60], secret, other_shared):
        file.write_bytes(data)
        assert reason_of(read_public_key, file) == "not-a-key"


def test_a_key_shows_nothing_of_itself(tmp_path: Path) -> None:
    """Neither its name nor a copy gives a private key away: it shows its public half, and is not pickled or copied."""
    made = new_key(tmp_path / "desk")
    secret = made._private.private_bytes_raw()
    assert secret.hex() not in repr(made)
    assert made.public.id[:16] in repr(made)
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="private key"):
            copied(made)


@pytest.mark.parametrize("raw", [b"", bytes(31), "x" * 32])
def test_a_public_key_has_32_bytes(raw: Any) -> None:
    """Nothing else is a key of Ed25519."""
    with pytest.raises(RecordError):
        PublicKey(raw)


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where cryptography is not installed, everything that needs it says which extra brings it."""
    monkeypatch.setattr(
        signing, "find_spec", lambda name: None if name == "cryptography" else importlib.util.find_spec(name)
    )
    for call in (
        lambda: new_key(tmp_path / "desk"),
        lambda: read_key(tmp_path / "desk"),
        lambda: read_public_key(tmp_path / "desk.pub"),
        lambda: check_signatures(ENVELOPE, [DESK.public]),
    ):
        with pytest.raises(MissingExtraError) as caught:
            call()
        assert caught.value.extra == "sign"
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_loaded_before_it_is_needed() -> None:
    """To import the module loads no OpenSSL."""
    code = "import sys, provenance.signing; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
