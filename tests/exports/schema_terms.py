"""Which property of schema.org stands on what, and what may stand there: a judge of documents, after release 30.0.

``tests/data/exports/schema-org-terms.json`` holds what the judge needs of the properties and classes that we write; it is
compared with the release where that is at hand. Run this file to write it anew.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RELEASE", "TABLE", "faults", "table", "table_of_release"]

TABLE = Path(__file__).parents[1] / "data" / "exports" / "schema-org-terms.json"
RELEASE = (
    Path(__file__).resolve().parents[2].parent
    / "shared/conformance/schemaorg-schemaorg/data/releases/30.0/schemaorg-all-https.ttl"
)
SCHEMA = "https://schema.org/"

_DATE = re.compile(r"-?[0-9]{4}(?:-[0-9]{2}){0,2}")
_MOMENT = re.compile(
    r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_URL = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_LITERALS: dict[str, Callable[[str], bool]] = {
    "Text": lambda text: True,  # noqa: ARG005 - any text will do
    "URL": lambda text: _URL.fullmatch(text) is not None,
    "Date": lambda text: _DATE.fullmatch(text) is not None,
    "DateTime": lambda text: _MOMENT.fullmatch(text) is not None,
}

# What is written of an agent whose kind nobody stated: properties that every thing may have.
_OF_ANYTHING = {"name", "alternateName", "description", "sameAs", "identifier"}


@cache
def table() -> dict[str, Any]:
    """``properties``: domain and range of each; ``classes``: what each is a kind of; ``members``: of enumerations."""
    found: dict[str, Any] = json.loads(TABLE.read_bytes())
    return found


def faults(document: dict[str, Any]) -> list[str]:
    """Every property that stands where it may not, or holds what it may not."""
    nodes = list(_nodes(document["@graph"]))
    types = {node["@id"]: _types(node) for node in nodes if "@id" in node and len(node) > 1}
    found = []
    for node in nodes:
        if set(node) == {"@id"}:
            continue
        kinds = {wider for one in _types(node) for wider in table()["classes"].get(one, ["unknown"])}
        for name, value in node.items():
            if not name.startswith("@"):
                found += _faults_of(name, value, kinds, types)
    return found


def _faults_of(name: str, value: Any, kinds: set[str], types: dict[str, list[str]]) -> list[str]:
    known = table()["properties"].get(name)
    if known is None:
        return [f"no such property: {name}"]
    found: list[str] = []
    if kinds and not kinds & set(known["domain"]):
        found.append(f"{name} on {sorted(kinds)}")
    if not kinds and name not in _OF_ANYTHING:
        found.append(f"{name} on something without a type")
    values = value if isinstance(value, list) else [value]
    return found + [f"{name}: {one}" for one in values if not _may_stand(one, known["range"], types)]


def _may_stand(value: Any, ranges: list[str], types: dict[str, list[str]]) -> bool:
    if isinstance(value, str):
        members = {one for each in ranges for one in table()["members"].get(each, [])}
        return value in members or any(_LITERALS[each](value) for each in ranges if each in _LITERALS)
    if not isinstance(value, dict):
        return False
    kinds = types.get(value["@id"], ["unknown"]) if set(value) == {"@id"} else _types(value)
    if not kinds:
        return {"Person", "Organization"} <= set(ranges)
    return any(wider in ranges for kind in kinds for wider in table()["classes"].get(kind, []))


def _types(node: dict[str, Any]) -> list[str]:
    value = node.get("@type", [])
    return value if isinstance(value, list) else [value]


def _nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [node for one in value for node in _nodes(one)]
    if isinstance(value, dict):
        return [value, *(node for one in value.values() for node in _nodes(one))]
    return []


def table_of_release(properties: list[str], classes: list[str]) -> dict[str, Any]:
    """What the release says of these properties and classes."""
    from rdflib import RDF, RDFS, Graph, URIRef

    graph = Graph()
    graph.parse(RELEASE, format="turtle")

    def local(terms: Any) -> list[str]:
        return sorted(str(term).removeprefix(SCHEMA) for term in terms)

    def wider(name: str) -> list[str]:
        return local(graph.transitive_objects(URIRef(SCHEMA + name), RDFS.subClassOf))

    said = {
        name: {
            "domain": local(graph.objects(URIRef(SCHEMA + name), URIRef(SCHEMA + "domainIncludes"))),
            "range": local(graph.objects(URIRef(SCHEMA + name), URIRef(SCHEMA + "rangeIncludes"))),
        }
        for name in sorted(properties)
    }
    members = {
        each: sorted(str(term) for term in graph.subjects(RDF.type, URIRef(SCHEMA + each)))
        for each in sorted({one for row in said.values() for one in row["range"]})
        if "Enumeration" in wider(each)
    }
    return {"properties": said, "classes": {name: wider(name) for name in sorted(classes)}, "members": members}


if __name__ == "__main__":
    old = table()
    new = table_of_release(list(old["properties"]), list(old["classes"]))
    TABLE.write_text(json.dumps(new, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
