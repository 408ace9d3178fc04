"""PROV: every syntax keeps the laws exactly, passes the standard's schemas, and is read by ``prov`` as it was meant."""

from __future__ import annotations

import gc
import io
import json
import subprocess
import sys
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("prov.tests", reason="prov is not installed, or without its tests")

from hypothesis import given, settings
from jsonschema import Draft4Validator, Draft7Validator
from lxml import etree
from prov.model import ProvDocument

from provenance.canonical import digest_of
from provenance.errors import ExportError, IntegrityError, ProvenanceError, UnreadableError
from provenance.exports import export
from provenance.exports.characters import UNSAYABLE_IN_XML
from provenance.exports.exporting import pieces
from provenance.exports.prov import PROV_SYNTAXES, ProvJson
from provenance.imports import load
from provenance.keeping import stored_comparison
from provenance.model.attribution import Agent, Capture, Inferred
from provenance.model.chain import said
from provenance.testing import chains
from provenance.text import Span
from tests.exports.laws import COMPOSED, ExportLaws

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from provenance.model.chain import Chain

SCHEMAS: Traversable = files("prov.tests") / "schemas"
SYNTAX_OF = {"prov-json": "json", **{syntax.name: syntax.syntax for syntax in PROV_SYNTAXES}}
NAMES = ("prov-json", *(syntax.name for syntax in PROV_SYNTAXES))


@cache
def _json_schema() -> Any:
    return Draft4Validator(json.loads((SCHEMAS / "prov-json.schema.json").read_text("utf-8")))


@cache
def _jsonld_schema() -> Any:
    return Draft7Validator(json.loads((SCHEMAS / "prov-jsonld.schema.json").read_text("utf-8")))


@cache
def _xml_schema() -> Any:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "prov.xsd")))


def _read_by_prov(content: str, syntax: str) -> Any:
    if syntax == "trig":
        return ProvDocument.deserialize(io.BytesIO(content.encode()), format="rdf", rdf_format="trig")
    return ProvDocument.deserialize(content=content, format=syntax)


class TestProvJson(ExportLaws):
    """Written and read without ``prov``, which is the oracle here."""

    name = "prov-json"
    exact = True

    def valid(self, content: str) -> None:
        _json_schema().validate(json.loads(content))
        document = _read_by_prov(content, "json")
        assert _read_by_prov(document.serialize(format="json"), "json") == document


class TestProvN(ExportLaws):
    """The notation for people."""

    name = "prov-n"
    exact = True

    def valid(self, content: str) -> None:
        _read_by_prov(content, "provn")


class TestProvXml(ExportLaws):
    """The XML schema of W3C judges; what XML cannot hold is refused, and without it the chain goes out."""

    name = "prov-xml"
    exact = True
    unsayable = UNSAYABLE_IN_XML

    def valid(self, content: str) -> None:
        _xml_schema().assertValid(etree.fromstring(content.encode()))


class TestProvJsonld(ExportLaws):
    """The schema of the member submission judges."""

    name = "prov-jsonld"
    exact = True

    def valid(self, content: str) -> None:
        _jsonld_schema().validate(json.loads(content))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # what rdflib says of itself
class TestProvTrig(ExportLaws):
    """RDF, with relations named so that the same chain gives the same bytes."""

    name = "prov-trig"
    exact = True

    def valid(self, content: str) -> None:
        assert "_:" not in content
        _read_by_prov(content, "trig")


WITNESSED = COMPOSED.reported(
    "Six million tonnes,\r\nsays the minister\u2028\ttoday.",
    "en",
    by=[Agent("A. Reader"), Agent("Engine", kind="software", version="2", aliases=("E.", "Eng")), Agent("A. Reader")],
    captures=[
        Capture(data=digest_of(b"page"), span=Span(3, 1 << 40), time=datetime(7, 1, 2, 3, 4, 5, 6, tzinfo=UTC)),
        Capture(collector="Desk", extractor=Agent("tidy", kind="software"), locator="harbour.example/a?b=c d"),
        Capture(locator="harbour.example/a?b=c d"),
    ],
    inferred=[Inferred("on", 'year: id of hop 2\'s "locator"', stated="--12-19")],
)
"""What has an order, what stands twice, and numbers that are large."""


@pytest.mark.parametrize("name", NAMES)
def test_what_has_an_order_keeps_it(name: str) -> None:
    """Authors, aliases and captures come back in their order, an author that stands twice twice."""
    (chain,) = load(export(WITNESSED, name).content).chains
    assert chain == WITNESSED
    assert chain.head.captures == WITNESSED.head.captures
    assert chain.head.attribution == WITNESSED.head.attribution
    assert [hop.text for hop in chain.hops] == [hop.text for hop in WITNESSED.hops]


@pytest.mark.parametrize("name", NAMES)
def test_a_chain_within_another_stays_a_chain(name: str) -> None:
    """Several chains in one document are told apart even where one is the beginning of another."""
    given = (WITNESSED, COMPOSED, said("Мы готовы.", "ru"))
    assert load(export(given, name).content).chains == given


@pytest.mark.parametrize("name", NAMES)
def test_comparisons_go_out_and_come_back_when_asked_for(name: str) -> None:
    """With ``computed`` each step's comparison stands at its derivation, with what computed it; without it none does."""
    computed = export(COMPOSED, name, computed=True)
    wanted = {stored_comparison(step) for step in COMPOSED.steps}
    loaded = load(computed.content)
    assert loaded.unread == ()
    assert set(loaded.chains[0].held.comparisons) == wanted
    assert all(one.computed_by in computed.content.replace("\\", "") for one in wanted)
    assert load(export(COMPOSED, name).content).chains[0].held.comparisons == ()


def test_what_is_held_is_told_as_unsaid() -> None:
    """What stands beside the record does not go out, and that is told; comparisons do, where they are the same."""
    held = COMPOSED.holding(b"page", comparisons=[stored_comparison(step) for step in COMPOSED.steps])
    assert [one.field for one in export(held, "prov-json").unsaid] == ["held.evidence", "held.comparisons"]
    assert [one.field for one in export(held, "prov-json", computed=True).unsaid] == ["held.evidence"]


@pytest.mark.parametrize("name", NAMES)
def test_who_asserts_a_record_stands_above_it(name: str) -> None:
    """The chain stands in a bundle that is attributed to whoever asserts it; a record has no place for that."""
    content = export([COMPOSED, WITNESSED], name, asserted_by="Harbour <Desk>").content
    if name == "prov-json":
        TestProvJson().valid(content)
    loaded = load(content)
    assert loaded.chains == (COMPOSED, WITNESSED)
    assert {one.where.partition("(")[0] for one in loaded.unread} == {"entity", "agent", "wasAttributedTo"}
    with pytest.raises(ExportError, match="asserted_by"):
        export(COMPOSED, name, asserted_by=" ")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # what rdflib says of itself
@settings(max_examples=15)
@given(chains(max_hops=4))
def test_all_syntaxes_say_the_same_to_prov(chain: Chain) -> None:
    """What ``prov`` reads of PROV-JSON it reads of the other syntaxes too; of TriG but for the names of relations."""
    documents = {}
    for name in NAMES:
        try:
            documents[name] = _read_by_prov(export(chain, name).content, SYNTAX_OF[name])
        except ExportError:
            assert name == "prov-xml"
    for name, document in documents.items():
        if name == "prov-trig":
            assert len(document.get_records()) == len(documents["prov-json"].get_records())
        else:
            assert document == documents["prov-json"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("old", "new"),
    [("grain.", "corn."), ("annual live", "weekly live"), ("J. Smith", "K. Smith"), ("post-edited", "machine")],
)
def test_what_was_altered_is_found(name: str, old: str, new: str) -> None:
    """A word, a title or a name that was altered makes another record than the one named there."""
    content = export(COMPOSED, name).content
    assert old in content
    with pytest.raises(IntegrityError):
        load(content.replace(old, new))


def test_words_that_stand_twice_must_be_alike() -> None:
    """Whoever alters the words with a language only, or those without, is found too."""
    content = export(COMPOSED, "prov-json").content
    for whole in ('"prov:value":"We are', '"tp:text":{"$":"We are'):
        with pytest.raises(IntegrityError, match="alike"):
            load(content.replace(whole, whole.replace("We", "They")))


def test_a_statement_that_is_gone_is_found() -> None:
    """Without one of its sources, or its speaker, or the hop it rests on, a hop is another."""
    for section in ("entity", "wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith", "agent"):
        document = json.loads(export(COMPOSED, "prov-json").content)
        document[section].pop(next(iter(document[section])))
        with pytest.raises(ProvenanceError):
            load(json.dumps(document))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("tp:inferred", "5"),
        ("tp:inferred", "[1]"),
        ("tp:inferred", '["text","x",null]'),
        ("tp:inferred", "{"),
        ("tp:act", ["said", "reported"]),
        ("tp:act", []),
        ("tp:act", "sung"),
        ("tp:mode", {"lang": "en"}),
        ("tp:on", "tomorrow"),
        ("tp:head", "first"),
        ("dct:language", "not a tag"),
        ("dct:title", " "),
        ("prov:value", None),
        ("tp:textDigest", "sha256:x"),
    ],
)
def test_a_field_that_cannot_be_is_refused(term: str, value: object) -> None:
    """What stands at a hop of ours and no record could hold is no document of ours."""
    document = json.loads(export(COMPOSED, "prov-json").content)
    document["entity"][f"hop:h{COMPOSED.digest.hex}"][term] = value
    if term == "tp:textDigest":
        document["entity"][f"hop:h{COMPOSED.digest.hex}"]["tp:textLength"] = "3"
    with pytest.raises((UnreadableError, IntegrityError)):
        load(json.dumps(document))


def test_a_statement_that_was_added_is_told() -> None:
    """What others say of a hop of ours does not enter it, and is not passed over."""
    document = json.loads(export(COMPOSED, "prov-json").content)
    hop = f"hop:h{COMPOSED.digest.hex}"
    document["prefix"]["ex"] = "http://example.org/"
    document["entity"][hop]["ex:seen"] = "twice"
    document["wasInfluencedBy"] = {"_:x": {"prov:influencee": hop, "prov:influencer": "ex:rain"}}
    document["used"]["_:y"] = {"prov:activity": f"tp:act-h{COMPOSED.digest.hex}", "prov:entity": "ex:rain"}
    loaded = load(json.dumps(document))
    assert loaded.chains == (COMPOSED,)
    assert [one.where for one in loaded.unread] == [
        f"entity({hop}) ex:seen",
        f"used(tp:act-h{COMPOSED.digest.hex}, ex:rain)",
        f"wasInfluencedBy({hop}, ex:rain)",
    ]


def test_other_prefixes_and_another_order_change_nothing() -> None:
    """A document whose prefixes were renamed and whose statements were shuffled holds the same chain."""
    content = export(WITNESSED, "prov-json").content
    for prefix, other in (("tp", "a"), ("hop", "b"), ("dct", "dcterms"), ("schema", "s")):
        content = content.replace(f'"{prefix}:', f'"{other}:').replace(f'"{prefix}":', f'"{other}":')
    document = json.loads(content)
    shuffled = {section: dict(reversed(records.items())) for section, records in reversed(document.items())}
    loaded = load(json.dumps(shuffled))
    assert loaded.chains == (WITNESSED,)
    assert loaded.unread == ()


def test_our_prefixes_may_mean_other_things() -> None:
    """Names of others under our prefixes are not taken for ours."""
    document = json.loads(export(COMPOSED, "prov-json").content)
    document["prefix"]["tp"] = "http://example.org/"
    assert COMPOSED not in load(json.dumps(document)).chains
    assert all(hop.was_inferred("act") for hop in load(json.dumps(document)).chains[0].hops[:1])


def test_pieces_are_the_document() -> None:
    """Written piece by piece a large document is the same, and never stands in memory whole."""
    chain = said("Слово.", "ru")
    for number in range(2_000):
        chain = chain.reported(f"Слово, {number}.", "ru", outlet="Harbour Daily")
    whole = export(chain, "prov-json").content.encode()
    assert b"".join(ProvJson().pieces([chain], computed=False)) == whole
    tracemalloc.start()
    assert sum(map(len, pieces(chain, "prov-json"))) == len(whole)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(whole) / 2
    assert b"".join(pieces(COMPOSED, "prov-n")).decode() == export(COMPOSED, "prov-n").content


def test_the_collector_of_cycles_runs_again() -> None:
    """It is held back while PROV-JSON is read, and left as it was, whether the document could be read or not."""
    for content in (export(COMPOSED, "prov-json").content, '{"entity": 5}'):
        for on in (True, False):
            (gc.enable if on else gc.disable)()
            with suppress(ProvenanceError):
                load(content, "prov-json")
            assert gc.isenabled() == on
    gc.enable()


def test_nothing_is_loaded_before_it_is_needed() -> None:
    """PROV-JSON is written and read without ``prov``; the mappings of formats load no optional package."""
    code = (
        "import sys\n"
        "from provenance import EXPORTS, IMPORTS, export, load, said\n"
        "len(EXPORTS), len(IMPORTS)\n"
        "load(export(said('x', 'en'), 'prov-json').content)\n"
        "print(sorted({'prov', 'rdflib', 'lxml', 'cryptography'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("absent", ["prov", "rdflib", "lxml"])
def test_a_missing_package_is_named(absent: str) -> None:
    """Without the extra a syntax is refused with how to get it; those that can do without it are written."""
    code = (
        "import sys\n"
        f"sys.modules[{absent!r}] = None\n"
        "from provenance import export, load, said\n"
        "from provenance.errors import MissingExtraError\n"
        "from provenance.exports.exporting import EXPORTS\n"
        "for name in EXPORTS:\n"
        "    if name.startswith('prov-'):\n"
        "        try:\n"
        "            export(said('x', 'en'), name)\n"
        "        except MissingExtraError as error:\n"
        "            print(name, error.extra)\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    lost = {"prov": ["prov-n", "prov-xml", "prov-jsonld", "prov-trig"], "rdflib": ["prov-trig"], "lxml": ["prov-xml"]}
    assert done.stdout.split() == [word for name in lost[absent] for word in (name, "prov")]
