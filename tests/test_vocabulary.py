"""Vocabulary: one name a digest, in each of its spellings."""

from __future__ import annotations

import pytest
from hypothesis import given

from provenance.canonical import Digest, digest_of
from provenance.errors import RecordError
from provenance.model.hop import Act
from provenance.testing import digests
from provenance.vocabulary import (
    ACT_OF_TERM,
    NAMESPACES,
    TERM_OF_ACT,
    digest_of_local,
    digest_of_ni,
    local_of,
    ni_of,
    prefixes,
)

VECTOR = "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"
"""The example of RFC 6920, section 8.1: the name of the words "Hello World!"."""


def test_the_example_of_the_rfc() -> None:
    """The name that RFC 6920 gives for its example is ours, both ways."""
    assert ni_of(digest_of(b"Hello World!")) == VECTOR
    assert digest_of_ni(VECTOR) == digest_of(b"Hello World!")


@given(digests())
def test_a_digest_survives_each_spelling(digest: Digest) -> None:
    """What a digest is called leads back to it."""
    assert digest_of_ni(ni_of(digest)) == digest
    assert digest_of_local(local_of(digest)) == digest


@pytest.mark.parametrize(
    "name",
    [
        "",
        "ni:///sha-256;",
        VECTOR[:-1],
        VECTOR + "=",
        VECTOR[:-1] + "l",  # the same bytes, spelt otherwise
        VECTOR.replace("_", "/"),
        VECTOR[:-1] + "é",
        VECTOR.replace("sha-256", "sha-512"),
        VECTOR.replace("ni:///", "ni://example.org/"),
        f"h{'g' * 64}",
        "a" * 64,
        f"h{'A' * 64}",
    ],
)
def test_another_spelling_is_refused(name: str) -> None:
    """There is one spelling of each kind and no other."""
    for read in (digest_of_ni, digest_of_local):
        with pytest.raises(RecordError, match=r" – .* – "):
            read(name)


def test_every_act_has_its_term() -> None:
    """Acts and their IRIs are one to one."""
    assert len(ACT_OF_TERM) == len(TERM_OF_ACT) == len(Act)
    assert all(ACT_OF_TERM[TERM_OF_ACT[act]] is act for act in Act)


def test_prefixes_come_as_asked() -> None:
    """Namespaces are given in the order in which their prefixes are named."""
    assert list(prefixes("tp", "dct")) == ["tp", "dct"]
    assert prefixes("prov")["prov"] == NAMESPACES["prov"]
