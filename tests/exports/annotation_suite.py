"""The 54 MUST assertions of the W3C Web Annotation test suite, as a judge of one annotation.

The assertions refer to six files of definitions. Where those stand beside them they are used; where they do not, the
definitions below stand in for them, written here after the Recommendation's sections that their names speak of. The
suite's own correct samples show that they refuse nothing that is right.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

from provenance.imports.node import listed

__all__ = ["SUITE", "annotations_in", "faults", "musts"]

SUITE = Path(__file__).resolve().parents[2].parent / "shared" / "conformance" / "w3c-web-annotation-tests"

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]-]|%[0-9A-Fa-f]{2})*")
FORMATS = FormatChecker(formats=())


def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or _URI.fullmatch(value) is not None


def _is_moment(value: object) -> bool:
    """Stricter than the suite: the model wants UTC written with a Z (section 3.3.1), which its schemas do not notice."""
    return not isinstance(value, str) or (value.endswith("Z") and datetime.fromisoformat(value).tzinfo is not None)


FORMATS.checks("uri")(_is_uri)
FORMATS.checks("date-time", raises=ValueError)(_is_moment)


# ---- definitions ----------------------------------------------------------------------------------

Schema = dict[str, Any]

URI: Schema = {"type": "string", "format": "uri"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
SETS = ("Choice", "Composite", "Independents", "List")
SELECTORS: dict[str, list[list[str]]] = {
    "FragmentSelector": [["value"]],
    "CssSelector": [["value"], ["id"]],
    "XPathSelector": [["value"], ["id"]],
    "TextQuoteSelector": [["exact"]],
    "TextPositionSelector": [["start", "end"]],
    "DataPositionSelector": [["start", "end"]],
    "SvgSelector": [["value"], ["id"]],
    "RangeSelector": [["startSelector", "endSelector"]],
}
"""What each needs (section 4.2): any one of the lists."""
STATES: dict[str, list[list[str]]] = {
    "TimeState": [["sourceDate"], ["sourceDateStart", "sourceDateEnd"]],
    "HttpRequestState": [["value"]],
}
SPECIFIC = ("purpose", "selector", "state", "styleClass", "renderedVia", "scope")
"""One of these at least makes a resource a specific one (section 4)."""
VALUES: dict[str, Schema] = {
    "exact": {"type": "string"},
    "value": {"type": "string"},
    "start": {"type": "integer", "minimum": 0},
    "end": {"type": "integer", "minimum": 0},
    "sourceDate": {"oneOf": [MOMENT, {"type": "array", "minItems": 1, "items": MOMENT}]},
    "sourceDateStart": MOMENT,
    "sourceDateEnd": MOMENT,
    "cached": URI,
}


def one_or(schema: Schema) -> Schema:
    """One value, alone or in a list of one."""
    return {"oneOf": [schema, {"type": "array", "minItems": 1, "maxItems": 1, "items": schema}]}


def some(schema: Schema) -> Schema:
    """One value or a list of them."""
    return {"oneOf": [schema, {"type": "array", "minItems": 1, "items": schema}]}


def thing(required: list[str] | None = None, **properties: Schema) -> Schema:
    """An object, with keys that must be there, and what may stand under others."""
    schema: Schema = {"type": "object", "properties": properties}
    return {**schema, "required": required} if required else schema


def without(schema: Schema, *keys: str) -> Schema:
    return {"allOf": [schema, {"not": {"anyOf": [{"required": [key]} for key in keys]}}]}


def an_item(schema: Schema) -> Schema:
    """An object one of whose items is such."""
    return thing(["items"], items={"type": "array", "not": {"items": {"not": schema}}})


def all_items(schema: Schema) -> Schema:
    return thing(items={"type": "array", "items": {"oneOf": [URI, schema]}})


def its_source(schema: Schema) -> Schema:
    """An object whose source, if it is an object, is such."""
    return thing(source={"oneOf": [one_or(URI), {"allOf": [{"type": "object"}, schema]}]})


def a_source(schema: Schema) -> Schema:
    return thing(["source"], source=schema)


def typed(name: str) -> Schema:
    return thing(["type"], type={"enum": [name]})


def kind(name: str, needs: list[list[str]]) -> Schema:
    """If it is of the kind, it holds what that needs, each a single value."""
    return {
        "type": "object",
        "anyOf": [
            {"not": typed(name)},
            {"oneOf": [thing(keys) for keys in needs], "properties": VALUES},
        ],
    }


def known(names: dict[str, list[list[str]]]) -> Schema:
    return {"oneOf": [URI, thing(["type"], type={"type": "string", "enum": [*names]})]}


def definitions() -> dict[str, dict[str, Schema]]:
    """The definitions that the 54 assertions refer to, by the file that the suite keeps each in."""
    choice = thing(["type", "items"], type={"enum": list(SETS)}, items={"type": "array", "minItems": 1})
    no_set = {"not": thing(["type"], type={"enum": list(SETS)})}
    resource = without({"allOf": [thing(["id"], id=URI), no_set]}, "value", "source")
    specific = {
        **thing(["source"], source={"oneOf": [URI, {"type": "object"}]}),
        "anyOf": [{"required": [key]} for key in SPECIFIC],
    }
    textual = without(thing(["value"], value={"type": "string"}), "source")
    embedded = thing(["type"], type={"anyOf": [{"enum": ["TextualBody"]}, _among("TextualBody")]})
    refining = thing(
        refinedBy={"oneOf": [URI, thing(["type"], type={"enum": [*SELECTORS, *STATES]}), {"type": "array"}]}
    )
    refined = thing(selector=some({"oneOf": [URI, refining]}), state=some({"oneOf": [URI, refining]}))
    selecting, standing = thing(selector=some(known(SELECTORS))), thing(state=some(known(STATES)))
    styled = thing(["styleClass"])
    words = {name: f"{name[0].lower()}{name[1:]}TypeValidIfPresent" for name in (*SELECTORS, "TimeState")}
    words["XPathSelector"], words["HttpRequestState"] = (
        "xpathSelectorTypeValidIfPresent",
        "requestHeaderStateTypeValidIfPresent",
    )
    each = {
        "created": one_or(MOMENT),
        "modified": one_or(MOMENT),
        "generated": one_or(MOMENT),
        "rights": some(URI),
        "canonical": one_or(URI),
        "via": some(URI),
    }
    direction = thing(textDirection={"enum": ["ltr", "rtl", "auto"]})
    return {
        "id.json": {"stringUri": URI, "arraySingleStringUri": one_or(URI), "idValueFound": thing(["id"], id=URI)},
        "annotations.json": {
            "annotationTypeValueFound": thing(
                ["type"], type={"anyOf": [{"enum": ["Annotation"]}, _among("Annotation")]}
            ),
            "bodyValueValidIfPresent": thing(bodyValue=one_or({"type": "string"})),
            "contextValueFound": {"enum": ["http://www.w3.org/ns/anno.jsonld"]},
            "contextValueInArrayFound": _among("http://www.w3.org/ns/anno.jsonld"),
        },
        "bodyTarget.json": {
            "bodyResourcesFound": {"oneOf": [URI, choice, specific, resource, textual]},
            "targetResourcesFound": {"oneOf": [URI, choice, specific, resource]},
            "embeddedTextTypeInclTextualBodyWithoutId": without(embedded, "id"),
            "itemEmbeddedTextTypeInclTextualBodyWithoutId": an_item(without(embedded, "id")),
            "embeddedTextualBodyWithItems": thing(["value", "items"]),
            "embeddedTextualBodyWithSource": thing(["value", "source"]),
            "itemETBWithItems": an_item(thing(["value", "items"])),
            "itemETBWithSource": an_item(thing(["value", "source"])),
            "ewrWithItems": {"allOf": [resource, {"required": ["items"]}]},
            "ewrWithPurpose": {"allOf": [resource, {"required": ["purpose"]}]},
            "itemEwrWithItems": an_item({"allOf": [resource, {"required": ["items"]}]}),
            "itemEwrWithPurpose": an_item({"allOf": [resource, {"required": ["purpose"]}]}),
            "sourceEwrWithItems": a_source({"allOf": [resource, {"required": ["items"]}]}),
            "sourceEwrWithPurpose": a_source({"allOf": [resource, {"required": ["purpose"]}]}),
            "textDirectionValidIfPresent": direction,
        },
        "choiceSet.json": {
            f"choiceSetWith{key.title()}": {"allOf": [choice, {"required": [key]}]}
            for key in ("purpose", "source", "value")
        },
        "otherProperties.json": {f"{key}ValidIfPresent": _keyed(key, value) for key, value in each.items()},
        "specificResource.json": {
            "checkForRefinedBy": refined,
            "itemRefinedByValidIfPresent": all_items(refined),
            "selectorDefined": selecting,
            "itemSelectorValidIfPresent": all_items(selecting),
            "stateDefined": standing,
            "itemStateValidIfPresent": all_items(standing),
            "specificResourceWithItems": thing(["source", "items"]),
            "specificResourceWithValue": thing(["source", "value"]),
            "itemSRWithItems": an_item(thing(["source", "items"])),
            "itemSRWithValue": an_item(thing(["source", "value"])),
            "styleClassDetected": styled,
            "itemStyleClassPropertyDetected": an_item(styled),
            "sourceWithTextDirection": its_source(direction),
            **{f"sourceWith{key.title()}": its_source(_keyed(key, value)) for key, value in each.items()},
            **{words[name]: kind(name, needs) for name, needs in {**SELECTORS, **STATES}.items()},
        },
    }


def _keyed(key: str, value: Schema) -> Schema:
    return {"type": "object", "properties": {key: value}}


def _among(value: str) -> Schema:
    return {"type": "array", "not": {"items": {"not": {"enum": [value]}}}}


# ---- the judge ------------------------------------------------------------------------------------


@cache
def musts() -> tuple[tuple[str, Any], ...]:
    """Every assertion with what judges by it; the test is skipped, aloud, where the suite is missing."""
    listing = SUITE / "annotations" / "annotationMusts.test"
    if not listing.is_file():
        pytest.skip(f"the W3C suite is not there: {listing}")
    given = SUITE / "definitions"
    files = (
        {path.name: json.loads(path.read_bytes()) for path in sorted(given.glob("*.json"))}
        if given.is_dir()
        else {name: {"id": name, "definitions": parts} for name, parts in definitions().items()}
    )
    registry = Registry().with_resources((name, DRAFT4.create_resource(file)) for name, file in files.items())
    return tuple(
        (name, Draft4Validator(json.loads((SUITE / name).read_bytes()), registry=registry, format_checker=FORMATS))
        for name in json.loads(listing.read_bytes())["assertions"]
    )


def faults(annotation: object) -> list[str]:
    """The assertions that an annotation does not meet."""
    return [name for name, validator in musts() if not validator.is_valid(annotation)]


def annotations_in(document: Any) -> list[dict[str, Any]]:
    """Every annotation of a document, however it is wrapped."""
    if isinstance(document, list):
        return [one for each in document for one in annotations_in(each)]
    if not isinstance(document, dict):
        return []
    if "Annotation" in listed(document.get("type")):
        return [document]
    return annotations_in(document.get("first")) + annotations_in(document.get("items"))
