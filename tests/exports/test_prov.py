"""PROV: every syntax keeps the laws exactly, passes the standard's schemas, and is read by ``prov`` as it was meant."""

from __future__ import annotations

import io
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("prov.tests", reason="prov is not installed, or without its tests")

from jsonschema import Draft4Validator, Draft7Validator
from lxml import etree
from prov.model import ProvDocument

from provenance.exports.characters import UNSAYABLE_IN_XML
from provenance.exports.prov import PROV_SYNTAXES
from tests.exports.laws import ExportLaws

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SCHEMAS: Traversable = files("prov.tests") / "schemas"
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
