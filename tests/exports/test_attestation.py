"""in-toto: the statement comes back exact, whatever is altered in it is noticed, and a signature is somebody's."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import said
from provenance.attesting import PREDICATE, attest, chain_of, check_attested, countersign_attested, statement_of
from provenance.canonical import canonical_bytes
from provenance.errors import ExportError, IntegrityError, LimitError, ProvenanceError, SignatureError, UnreadableError
from provenance.exports import export
from provenance.imports import load
from provenance.signing import Key, check_signatures, new_key, sign
from provenance.testing import chains
from tests.exports.hostile import HOSTILE, deep, disturbed, nonsense, read_or_refused, text_of
from tests.exports.laws import COMPOSED, ExportLaws

if TYPE_CHECKING:
    from provenance.model.chain import Chain

pytest.importorskip("cryptography", reason="the extra 'sign' is not installed")

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

GOLDEN = Path(__file__).parents[1] / "data" / "exports" / "in-toto.intoto.json"


def key(number: int) -> Key:
    """A key that is the same in every run."""
    return Key(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


DESK, COURT, STRANGER = key(1), key(2), key(3)
ENVELOPE = attest(COMPOSED, DESK, COURT)
OTHER = said("We are ready", "en", by="Ilya Marenko")


class TestAttestation(ExportLaws):
    """The statement holds every record, so nothing is unsaid; the standard's own library finds it valid."""

    name = "in-toto"
    exact = True

    def valid(self, content: str) -> None:
        protobuf = pytest.importorskip("google.protobuf.json_format", reason="in-toto-attestation is not installed")
        statements = pytest.importorskip("in_toto_attestation.v1.statement")
        resources = pytest.importorskip("in_toto_attestation.v1.resource_descriptor")
        message = protobuf.Parse(content, statements.spb.Statement())
        statements.Statement.copy_from_pb(message).validate()
        for material in json.loads(content)["predicate"]["materials"]:
            resources.ResourceDescriptor.copy_from_pb(
                protobuf.ParseDict(material, resources.rdpb.ResourceDescriptor())
            ).validate()
        for each in (*message.subject, *json.loads(content)["predicate"]["materials"]):
            digests = each["digest"] if isinstance(each, dict) else each.digest
            assert set(digests["sha256"]) <= set("0123456789abcdef")
            assert len(digests["sha256"]) == 64

    @settings(max_examples=20)
    @given(chains(max_hops=4))
    def test_what_is_written_is_what_is_signed(self, chain: Chain) -> None:
        """The content is the payload to the byte, spelt as RFC 8785 has it."""
        content = export(chain, self.name).content
        assert content.encode() == b64decode(json.loads(attest(chain, DESK))["payload"])
        assert content.encode() == rfc8785.dumps(json.loads(content))


def test_golden() -> None:
    """The composed chain, as the format writes it."""
    assert export(COMPOSED, "in-toto").content == GOLDEN.read_text(encoding="utf-8")


def test_what_stands_where() -> None:
    """The head is the subject, hops run from the origin on, and what the head rests on are its materials."""
    statement = json.loads(export(COMPOSED, "in-toto").content)
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["predicateType"] == PREDICATE
    assert [one["digest"]["sha256"] for one in statement["subject"]] == [COMPOSED.digest.hex]
    predicate = statement["predicate"]
    assert [one["record"] for one in predicate["hops"]] == [hop.record for hop in COMPOSED.hops]
    assert [one["digest"]["sha256"] for one in predicate["materials"]] == [hop.digest.hex for hop in COMPOSED.hops[:-1]]


def test_one_statement_is_about_one_chain() -> None:
    """Several chains are several statements."""
    with pytest.raises(ExportError, match="one chain"):
        export([COMPOSED, OTHER], "in-toto")


# ---- signed ---------------------------------------------------------------------------------------


def test_signed_and_checked() -> None:
    """Whoever has the envelope and a key has every hop, and who vouches for them."""
    attested = check_attested(ENVELOPE, [COURT.public, DESK.public], about=COMPOSED.digest, threshold=2)
    assert (attested.chain, attested.signers) == (COMPOSED, (COURT.public, DESK.public))
    assert [hop.text for hop in attested.chain.hops] == [hop.text for hop in COMPOSED.hops]
    assert check_attested(ENVELOPE, [DESK.public]).claimed == (COURT.public.id,)


def test_signed_one_after_the_other() -> None:
    """A second signature is put beside the first, under the same statement; under nothing else."""
    both = countersign_attested(attest(COMPOSED, DESK), COURT)
    assert check_attested(both, [DESK.public, COURT.public], threshold=2).chain == COMPOSED
    with pytest.raises(SignatureError, match="no statement about a chain"):
        countersign_attested(sign(COMPOSED.digest, DESK), COURT)


def test_exported_with_a_signature(tmp_path: Path) -> None:
    """With the file of a key the envelope comes out; a key that cannot be used is refused by name."""
    place = tmp_path / "desk"
    made = new_key(place)
    exported = export(COMPOSED, "in-toto", key=str(place))
    assert check_attested(exported.content.encode(), [made.public]).chain == COMPOSED
    assert export(COMPOSED, "in-toto", key=str(place)) == exported
    assert load(exported.content).chains == (COMPOSED,)
    for wrong in (str(tmp_path / "nothing"), "", "\0", str(tmp_path)):
        with pytest.raises(ExportError, match="key"):
            export(COMPOSED, "in-toto", key=wrong)
    place.chmod(0o644)
    with pytest.raises(SignatureError, match="others may read"):
        export(COMPOSED, "in-toto", key=str(place))


def test_the_signature_is_that_of_dsse() -> None:
    """Another library makes the same bytes to sign of the envelope."""
    metadata = pytest.importorskip("securesystemslib.dsse", reason="securesystemslib is not installed")
    envelope = metadata.Envelope.from_dict(json.loads(ENVELOPE))
    for signature in json.loads(ENVELOPE)["signatures"]:
        signer = next(each for each in (DESK, COURT) if each.public.id == signature["keyid"])
        assert b64decode(signature["sig"]) == signer.signature(envelope.pae())


@pytest.mark.parametrize(
    ("envelope", "about", "reason"),
    [
        (attest(COMPOSED, STRANGER), None, "foreign"),
        (sign(COMPOSED.digest, DESK), None, "unreadable"),
        (ENVELOPE[:-40], None, "unreadable"),
        (ENVELOPE, OTHER.digest, "other-subject"),
        (ENVELOPE.replace(b'"sig":"', b'"sig":"AA'), None, "wrong"),
    ],
)
def test_what_does_not_stand(envelope: bytes, about: Any, reason: str) -> None:
    """By whom it is not, what it is not, what it is not about: refused by its reason."""
    with pytest.raises(SignatureError) as caught:
        check_attested(envelope, [DESK.public], about=about)
    assert caught.value.reason == reason


def test_a_signed_chain_is_no_signed_head() -> None:
    """The two kinds of statement are not taken for each other."""
    with pytest.raises(SignatureError, match="no statement about a head"):
        check_signatures(ENVELOPE, [DESK.public])


@settings(max_examples=60)
@given(st.data())
def test_one_byte_of_an_envelope(data: st.DataObject) -> None:
    """A byte altered anywhere: refused with our error, or the same chain signed by the same."""
    place = data.draw(st.integers(0, len(ENVELOPE) - 1))
    altered = ENVELOPE[:place] + bytes([data.draw(st.integers(0, 255))]) + ENVELOPE[place + 1 :]
    try:
        attested = check_attested(altered, [DESK.public])
    except ProvenanceError:
        return
    assert attested.chain == COMPOSED


# ---- read back ------------------------------------------------------------------------------------


def altered(change: Any) -> str:
    """The statement with something changed in it."""
    statement = json.loads(export(COMPOSED, "in-toto").content)
    change(statement)
    return text_of(statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["predicate"]["hops"][1].update(text="我们拒绝。"),
        lambda one: one["predicate"]["hops"][0]["record"]["attribution"]["speaker"].update(name="Ilya Markov"),
        lambda one: one["predicate"]["hops"].reverse(),
        lambda one: one["predicate"]["materials"].pop(),
        lambda one: one["predicate"].update(note="x"),
        lambda one: one["subject"][0].update(name="head"),
        lambda one: one["subject"][0]["digest"].update(sha256="0" * 64),
        lambda one: one["subject"].append(one["subject"][0]),
        lambda one: one.update(_type="https://in-toto.io/Statement/v0.1"),
    ],
)
def test_an_altered_statement_is_noticed(change: Any) -> None:
    """Words, a name, the order, something more or less: it is not what its hops make."""
    with pytest.raises(IntegrityError):
        load(altered(change))


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["predicate"]["hops"].pop(0),
        lambda one: one["predicate"]["hops"].clear(),
        lambda one: one["predicate"].pop("hops"),
        lambda one: one.pop("subject"),
        lambda one: one["predicate"].update(hops=7),
        lambda one: one["predicate"]["hops"].append({"digest": 1.5}),
    ],
)
def test_a_cut_statement_is_refused(change: Any) -> None:
    """What is missing cannot be made up."""
    with pytest.raises(UnreadableError):
        load(altered(change))


def test_an_envelope_and_a_bundle() -> None:
    """An envelope is opened and its signatures told as unread; a bundle holds one a line."""
    loaded = load(ENVELOPE)
    assert (loaded.format, loaded.chains) == ("in-toto", (COMPOSED,))
    assert [one.where for one in loaded.unread] == ["/signatures"]
    bundle = load(ENVELOPE + attest(OTHER, DESK) + b"\n")
    assert bundle.chains == (COMPOSED, OTHER)
    assert [one.where for one in bundle.unread] == ["/0/signatures", "/1/signatures"]
    mixed = load(ENVELOPE + b'{"payloadType": "application/vnd.novulz+cbor", "payload": "AA=="}\nno line\n' + ENVELOPE)
    assert mixed.chains == (COMPOSED,)
    assert [one.where for one in mixed.unread] == ["/0/signatures", "/1", "/2", "/3/signatures"]


SLSA = {
    "_type": "https://in-toto.io/Statement/v1",
    "subject": [{"name": "program.tar.gz", "digest": {"sha256": "0" * 64}}],
    "predicateType": "https://slsa.dev/provenance/v1",
    "predicate": {"buildDefinition": {}},
}


@pytest.mark.parametrize("kind", ["bare", "old", "enveloped", "named", "head"])
def test_statements_about_something_else(kind: str) -> None:
    """Of the format, and without hops: read, and told what it is about."""
    document = {
        "bare": text_of(SLSA).encode(),
        "old": text_of({**SLSA, "_type": "https://in-toto.io/Statement/v0.1"}).encode(),
        "enveloped": text_of(
            {
                "payloadType": "application/vnd.in-toto+json",
                "payload": b64encode(text_of(SLSA).encode()).decode(),
                "signatures": [{"sig": "AAAA"}],
            }
        ).encode(),
        "named": b'{"payloadType": "application/vnd.in-toto.provenance+json", "payload": "AA==", "signatures": []}',
        "head": sign(COMPOSED.digest, DESK),
    }[kind]
    loaded = load(document)
    assert (loaded.format, loaded.chains) == ("in-toto", ())
    told = {one.where for one in loaded.unread}
    assert told == {"/payloadType"} if kind == "named" else {"/predicateType", "/subject/0"} <= told


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_come_back(hostile: str) -> None:
    """Words are words."""
    chain = said(hostile, "en", by=hostile).translated(hostile, "ru", by=hostile)
    assert load(export(chain, "in-toto").content).chains == (chain,)
    assert check_attested(attest(chain, DESK), [DESK.public]).chain == chain


@pytest.mark.parametrize(
    "document",
    [
        "{}",
        "[]",
        "null",
        '{"_type": 1}',
        '{"payload": 1}',
        '{"payloadType": "application/vnd.in-toto+json"}',
        "\x00",
        "x",
    ],
)
def test_what_is_no_statement(document: str) -> None:
    """Refused by name."""
    with pytest.raises(UnreadableError):
        load(document, "in-toto")


@pytest.mark.parametrize("shape", ["lists", "open lists", "objects"])
def test_nested_too_deep(shape: str) -> None:
    """A hundred thousand levels are refused before anything is parsed, inside of an envelope, too."""
    with pytest.raises((LimitError, UnreadableError)):
        load(deep(shape), "in-toto")
    inside = {
        "payloadType": "application/vnd.in-toto+json",
        "payload": b64encode(deep(shape)).decode(),
        "signatures": [],
    }
    with pytest.raises((LimitError, UnreadableError)):
        load(text_of(inside), "in-toto")


KEYS = (
    "_type",
    "subject",
    "name",
    "digest",
    "sha256",
    "predicateType",
    "predicate",
    "hops",
    "record",
    "text",
    "format",
)
WORDS = ("https://in-toto.io/Statement/v1", PREDICATE, "sha256:" + "0" * 64, "0" * 64, "provenance/1", "said", "direct")


@settings(max_examples=150)
@given(
    nonsense((*KEYS, "payload", "payloadType", "signatures", "sig"), (*WORDS, "application/vnd.in-toto+json", "e30="))
)
def test_nonsense(document: object) -> None:
    """Anything anywhere is read as far as it goes, or refused with an error of ours."""
    read_or_refused(text_of(document), "in-toto")
    read_or_refused(text_of({**SLSA, "predicateType": PREDICATE, "predicate": document}))


@settings(max_examples=150)
@given(disturbed(statement_of(COMPOSED), nonsense(KEYS, WORDS)))
def test_disturbed(document: Any) -> None:
    """A statement of ours in which something else stands: refused, or about nothing of ours; never another chain."""
    loaded = read_or_refused(text_of(document), "in-toto")
    if loaded is not None and loaded.chains:
        assert loaded.chains == (chain_of(document),)
        assert canonical_bytes(statement_of(loaded.chains[0])) == canonical_bytes(document)


@settings(max_examples=100)
@given(disturbed(json.loads(ENVELOPE), nonsense(KEYS, WORDS)))
def test_disturbed_envelope(document: object) -> None:
    """The same for an envelope."""
    read_or_refused(text_of(document), "in-toto")
