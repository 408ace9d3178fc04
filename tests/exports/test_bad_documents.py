"""Documents that came to harm on the way: cut, in another encoding, empty, with characters that no text has."""

from __future__ import annotations

import pytest

from provenance.errors import ProvenanceError, UnreadableError
from provenance.exports import export
from provenance.imports import load
from tests.exports.hostile import read_or_refused
from tests.exports.laws import COMPOSED

FORMATS = ("web-annotation", "schema-org", "claim-review", "in-toto")

CONTENT = {name: export(COMPOSED, name).content for name in FORMATS}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["windows-1251", "gb18030", "utf-16", "utf-32"])
def test_another_encoding(name: str, encoding: str) -> None:
    """Bytes in another encoding are refused; nothing is read with letters that were never there."""
    with pytest.raises(UnreadableError):
        load(CONTENT[name].encode(encoding, "replace"), name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_byte_order_mark(name: str) -> None:
    """The mark that some editors put before UTF-8 is passed over."""
    assert load(b"\xef\xbb\xbf" + CONTENT[name].encode(), name).chains == load(CONTENT[name], name).chains


@pytest.mark.parametrize("name", FORMATS)
def test_cut_anywhere(name: str) -> None:
    """A document that ends too soon is refused, wherever it ends."""
    data = CONTENT[name].rstrip().encode()
    for end in [*range(0, len(data), 97), len(data) - 1]:
        with pytest.raises(UnreadableError):
            load(data[:end], name)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("bad", ["\ud800", "\x00", "\\ud800", '\\u0000","x":"', "\t"])
def test_characters_that_no_text_has(name: str, bad: str) -> None:
    """Lone surrogates and control characters, as they are and escaped: refused, or noticed as an alteration."""
    altered = CONTENT[name].replace("We are willing", f"We are {bad}willing")
    assert altered != CONTENT[name]
    with pytest.raises(ProvenanceError):
        load(altered, name)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("other", FORMATS)
def test_one_format_taken_for_another(name: str, other: str) -> None:
    """A document of one format, read as another, is refused or holds nothing, but for the two of schema.org."""
    loaded = read_or_refused(CONTENT[name], other)
    akin = {"schema-org", "claim-review"}
    if name == other or {name, other} <= akin:
        assert loaded is not None
        assert len(loaded.chains) == 1
    else:
        assert loaded is None or loaded.chains == ()


@pytest.mark.parametrize("name", FORMATS)
def test_a_key_that_stands_twice(name: str) -> None:
    """One of the two values would be lost, so neither is read."""
    document = CONTENT[name].replace("{", '{"text": "We refuse.", "text": "We agree.", ', 1)
    with pytest.raises(UnreadableError, match="twice"):
        load(document, name)
