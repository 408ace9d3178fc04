"""Names, IRIs and codes that exports and imports share; our own terms, and those of the standards they are said with.

One name a hop, spelt as each place wants it: ``ni:///sha-256;…`` where an IRI stands (RFC 6920), ``h<hex>`` as the
local part of a qualified name, for such a part may not begin with a digit (PROV-N, XML Namespaces).
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.canonical import Digest
from provenance.errors import RecordError, shown
from provenance.model.attribution import Method
from provenance.model.hop import Act

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ACT_OF_TERM",
    "HOPS",
    "NAMESPACES",
    "SOURCE_TYPES",
    "TERMS",
    "TERM_OF_ACT",
    "TOLD_DIGEST",
    "digest_of_local",
    "digest_of_ni",
    "local_of",
    "ni_of",
    "prefixes",
]

TERMS = "urn:provenance:term:"
"""The namespace of our own terms, written ``tp:`` everywhere."""

TOLD_DIGEST = f"{TERMS}toldDigest"
"""Says of a digest that it is that of a hop as far as a format tells it, where some of the record is unsaid."""

HOPS = "urn:provenance:hop:"
"""The namespace of hops as qualified names, written ``hop:``."""

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "dct": "http://purl.org/dc/terms/",
        "hop": HOPS,
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "schema": "https://schema.org/",
        "tp": TERMS,
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""The namespaces we write, by the prefix we write them with."""

TERM_OF_ACT: Mapping[Act, str] = MappingProxyType({act: f"{TERMS}{act.value}" for act in Act})
"""The IRI of each act; as a qualified name it is ``tp:`` and the act."""

ACT_OF_TERM: Mapping[str, Act] = MappingProxyType({term: act for act, term in TERM_OF_ACT.items()})

SOURCE_TYPES: Mapping[Method, str] = MappingProxyType(
    {
        Method.MACHINE: "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        Method.POST_EDITED: "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
    }
)
"""IPTC's digital source type of a method; that of human hand is for media, not for words, so it stands for none."""

_NI = "ni:///sha-256;"


def prefixes(*names: str) -> dict[str, str]:
    """Return the namespaces of these prefixes, in the order given."""
    return {name: NAMESPACES[name] for name in names}


def ni_of(digest: Digest) -> str:
    """Return a digest as IRI: ``ni:///sha-256;`` and base 64 for URLs without padding (RFC 6920, section 3)."""
    return _NI + urlsafe_b64encode(bytes.fromhex(digest.hex)).rstrip(b"=").decode("ascii")


def digest_of_ni(iri: str) -> Digest:
    """Return the digest that such an IRI names; RecordError for anything else."""
    code = iri.removeprefix(_NI)
    try:
        data = urlsafe_b64decode(f"{code}=") if code != iri and len(code) == 43 else b""
    except ValueError:  # letters beyond ASCII
        data = b""
    digest = Digest(data.hex()) if len(data) == 32 else None
    if digest is None or ni_of(digest) != iri:  # the last letter holds two bits that say nothing: one spelling alone
        raise RecordError(
            f"not the name of a digest – {shown(iri)} – write {_NI} and 43 letters of base 64 for URLs",
            field="digest",
            value=iri,
        )
    return digest


def local_of(digest: Digest) -> str:
    """Return a digest as the local part of a qualified name: ``h`` and its hexadecimal digits."""
    return f"h{digest.hex}"


def digest_of_local(name: str) -> Digest:
    """Return the digest that such a local part names; RecordError for anything else."""
    if not name.startswith("h"):
        raise RecordError(
            f"not the name of a digest – {shown(name)} – write h and 64 hexadecimal digits", field="digest", value=name
        )
    return Digest(name[1:])
