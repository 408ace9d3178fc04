"""PROV that means harm, or mean nothing: refused with an error of ours or read for what it is, and never fetched."""

from __future__ import annotations

import codecs
import json
import socket
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import ExportError, LimitError, ProvenanceError, UnreadableError
from provenance.exports import export
from provenance.imports import load
from provenance.model.chain import said
from provenance.model.held import Gloss
from tests.exports.hostile import HOSTILE, deep, disturbed, nonsense, read_or_refused, text_of
from tests.exports.laws import COMPOSED

pytest.importorskip("prov", reason="prov is not installed")

PROV = "http://www.w3.org/ns/prov#"
NAMES = ("prov-json", "prov-n", "prov-xml", "prov-jsonld", "prov-trig")

CONTENTS = {name: export(COMPOSED, name).content for name in NAMES}

BOMB = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may look up a name or open a connection."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "http://example.org/x">]>',
        f'<!DOCTYPE d [<!ENTITY a0 "grain">{BOMB}]>',
        '<!DOCTYPE d SYSTEM "http://example.org/d.dtd">',
        '<!DOCTYPE d PUBLIC "-//X//Y" "http://example.org/d.dtd">',
        '<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
        "<!DOCTYPE d>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(doctype: str, encoding: str) -> None:
    """Entities, from afar or growing, and document types at all: none is even parsed."""
    text = f'{doctype}<prov:document xmlns:prov="{PROV}"><prov:label>&x;&a12;</prov:label></prov:document>'
    for name in ("prov-xml", None):
        with pytest.raises(UnreadableError, match=r"type|known"):
            load(text.encode(encoding), name)


@pytest.mark.parametrize("shape", ["lists", "open lists", "objects"])
@pytest.mark.parametrize("name", [*NAMES, None])
def test_what_is_nested_a_hundred_thousand_deep_is_refused(shape: str, name: str | None) -> None:
    """No parser is brought to its knees."""
    with pytest.raises((LimitError, UnreadableError)):
        load(deep(shape), name)


def test_deep_values_within_a_section_are_refused() -> None:
    """Neither are those that go over what stands there."""
    for depth in (60, 300, 2_000):
        value = '{"entity":{"ex:e":{"prov:value":' + "[" * depth + "1" + "]" * depth + "}}}"
        with pytest.raises((LimitError, UnreadableError)):
            load(value, "prov-json")


def test_deep_xml_is_refused_or_read() -> None:
    """Elements within elements, a hundred thousand deep."""
    depth = 100_000
    text = f'<prov:document xmlns:prov="{PROV}">' + "<prov:entity>" * depth + "</prov:entity>" * depth
    for whole in (text, f"{text}</prov:document>"):
        assert read_or_refused(whole, "prov-xml") is None or load(whole, "prov-xml").chains == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_document_in_another_encoding_is_read_where_it_says_so(name: str) -> None:
    """With its mark UTF-16 is read but for JSON, which has none; bytes of no encoding are refused."""
    given = CONTENTS[name]
    utf8 = codecs.BOM_UTF8 + given.encode()
    assert load(utf8).chains == (COMPOSED,)
    broken = given.encode().replace("порт".encode(), b"\xcf\xee\xf0\xf2")
    for data in (broken, broken[:-40], b"\xff\xfe\x00", b"\x00" * 40, b"\x80abc"):
        with pytest.raises(ProvenanceError):
            load(data, name)
    with pytest.raises(ProvenanceError):
        load(given.replace("порт", "\ud800"), name)
    if name == "prov-xml":
        declared = given.replace("UTF-8", "windows-1251", 1).replace("ASCII", "windows-1251", 1)
        assert load(declared).chains == (COMPOSED,), "text is text, whatever it declares"
    elif name in {"prov-n", "prov-trig"}:
        assert load(given.encode("utf-16"), name).chains == (COMPOSED,)


def test_xml_given_as_bytes_is_in_the_encoding_it_declares() -> None:
    """Of bytes the declaration is believed."""
    text = CONTENTS["prov-xml"]
    body = text[text.index("<prov:document") :]
    plain = said("Порт.", "ru", by="Ilya Marenko")
    small = export(plain, "prov-xml").content
    small = small[small.index("<prov:document") :]
    assert load(f'<?xml version="1.0" encoding="windows-1251"?>{small}'.encode("windows-1251")).chains == (plain,)
    assert load(f'<?xml version="1.0"?>{body}'.encode("utf-16")).chains == (COMPOSED,)
    with pytest.raises(ProvenanceError):
        load(f'<?xml version="1.0" encoding="utf-8"?>{small}'.encode("windows-1251"), "prov-xml")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", HOSTILE)
def test_words_that_look_like_markup_are_words(name: str, text: str) -> None:
    """Scripts, paths, queries and marks go out and come back as the words they are, or are refused by name."""
    chain = said(text, "en", by=text, outlet=text, url=text).translated(f"{text}.", "ru", credit=text)
    if name == "prov-xml" and "\x00" in text:
        with pytest.raises(ExportError, match=r"U\+0000") as caught:
            export(chain, name)
        assert caught.value.hop == chain.origins[0].digest
        return
    (again,) = load(export(chain, name).content).chains
    assert again == chain
    assert [hop.text for hop in again.hops] == [text, f"{text}."]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_named(sign: str) -> None:
    """The hop, the field, the place and the character are told; words are not altered."""
    chain = COMPOSED.reported("Yes.", "en", outlet=f"Harbour{sign}Daily")
    with pytest.raises(ExportError, match=rf"attribution\.outlet, code point 7: U\+{ord(sign):04X}") as caught:
        export(chain, "prov-xml")
    assert caught.value.hop == chain.digest
    assert caught.value.field == "attribution.outlet"
    for name in NAMES:
        if name != "prov-xml":
            assert load(export(chain, name).content).chains == (chain,)


def test_a_character_outside_the_record_is_named_too() -> None:
    """In the name of who asserts it; in words that a comparison was made through none is left."""
    with pytest.raises(ExportError, match="asserted_by"):
        export(COMPOSED, "prov-xml", asserted_by="Desk\x0b")
    glosses = [
        Gloss(
            hop=COMPOSED.hop(number).digest, text="We are willing\uffff\x00 to open it.", language=language, by="Desk"
        )
        for number, language in ((2, "en"), (2, "ru"), (1, "zh"))
    ]
    through = COMPOSED.holding(glosses=glosses)
    for name in NAMES:  # what was computed through words with such characters spells them in others
        assert load(export(through, name, computed=True).content).chains == (COMPOSED,)
    with pytest.raises(ProvenanceError, match="surrogate"):
        export(COMPOSED, "prov-json", asserted_by="Desk\ud800")


def test_a_beginning_that_could_be_read_in_many_ways_is_told_at_once() -> None:
    """Comments upon comments, or blanks upon blanks, take no longer the more there are."""
    for text in ("/**/" * 20_000 + "x", "<?xml" + " " * 200_000 + "x", "#\n" * 100_000, " " * 200_000 + "x"):
        assert read_or_refused(text) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_document_that_was_cut_is_never_taken_for_whole(name: str) -> None:
    """Wherever it was cut: what is read then is not the chain with nothing to say, or it is refused."""
    content = CONTENTS[name].rstrip()
    for cut in range(1, len(content) - 3, max(1, len(content) // 40)):
        loaded = read_or_refused(content[:cut], name)
        assert loaded is None or loaded.chains != (COMPOSED,) or loaded.unread, cut


@pytest.mark.parametrize(
    "context", ["http://example.org/context.jsonld", "file:///etc/passwd", "../../secret", 5, [["x"]], {"@import": "x"}]
)
def test_a_context_from_elsewhere_is_not_fetched(context: object) -> None:
    """A context is known by its name or passed over."""
    value = json.loads(CONTENTS["prov-jsonld"])
    value["@context"].append(context)
    loaded = read_or_refused(json.dumps(value), "prov-jsonld")
    assert loaded is None or loaded.chains == (COMPOSED,)


@pytest.mark.parametrize(
    "text",
    [
        '{"entity":{"ex:e":{"prov:value":"Yes."}},"entity":{}}',
        '{"entity":{"ex:e":{"prov:value":"Yes."},"ex:e":{}}}',
        '{"entity":{"ex:e":{"prov:value":"Yes.","prov:value":"No."}}}',
    ],
)
def test_a_key_that_stands_twice_is_refused(text: str) -> None:
    """One of two values would be lost without a word."""
    with pytest.raises(UnreadableError, match="twice"):
        load(text)


TERMS = [
    "prefix", "bundle", "entity", "agent", "activity", "wasDerivedFrom", "wasGeneratedBy", "used", "wasAttributedTo",
    "wasAssociatedWith", "specializationOf", "actedOnBehalfOf", "hadMember", "$", "type", "lang", "prov:value",
    "prov:type", "prov:entity", "prov:agent", "prov:generatedEntity", "prov:usedEntity", "tp:text", "tp:head",
    f"hop:h{COMPOSED.digest.hex}", "ex:e", "@graph", "@context", "@type", "@id", "@value",
]  # fmt: skip
WORDS = ["tp:Hop", "xsd:QName", "prov:Person", "ex:e", "urn:provenance:term:", f"hop:h{'0' * 64}", "2025-12-19"]
NONSENSE = nonsense(TERMS, WORDS)


@settings(max_examples=150)
@given(NONSENSE)
def test_nonsense_is_read_or_refused(value: object) -> None:
    """JSON of our own keys in all the wrong places raises nothing but an error of ours."""
    for name in ("prov-json", "prov-jsonld", None):
        read_or_refused(text_of(value), name)


@settings(max_examples=150)
@given(disturbed(json.loads(CONTENTS["prov-json"]), NONSENSE))
def test_a_disturbed_document_is_read_or_refused(value: object) -> None:
    """A document of ours in which a few values are others, gone or twice: refused, or another chain, or all is told."""
    loaded = read_or_refused(text_of(value), "prov-json")
    if loaded is not None and loaded.chains == (COMPOSED,):
        assert [hop.text for hop in loaded.chains[0].hops] == [hop.text for hop in COMPOSED.hops]


@settings(max_examples=60)
@given(disturbed(json.loads(CONTENTS["prov-jsonld"]), NONSENSE))
def test_a_disturbed_linked_document_is_read_or_refused(value: object) -> None:
    """As above, through ``prov``."""
    read_or_refused(text_of(value), "prov-jsonld")


@settings(max_examples=60)
@given(st.sampled_from(("prov-n", "prov-xml", "prov-trig")), st.data())
def test_disturbed_text_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Text of ours with a stretch of it replaced."""
    content = CONTENTS[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 30)))
    instead = data.draw(st.sampled_from([*HOSTILE, "", "<", "&", "'", '"', "[", ")", "\n", "\\", "@", ":", "-"]))
    read_or_refused(content[:start] + instead + content[end:], name)
