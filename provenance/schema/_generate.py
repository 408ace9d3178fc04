# ruff: noqa: INP001 - a folder of data with what writes it, no package
"""Writes the JSON Schema of chain files beside this file, from the model's own fields, types, limits and docstrings.

Run by hand, never imported at run time: ``python provenance/schema/_generate.py``. Its output is committed and ships
with the package (`provenance.records.schema` returns it); a test runs it again and compares.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs

import provenance.dates
import provenance.text
from provenance.canonical import LARGEST, Digest
from provenance.dates import PartialDate
from provenance.limits import FIELD, HOPS, LIST, SOURCES, WORDS
from provenance.locator import Locator
from provenance.model.attribution import Agent, Attribution, Capture, Inferred
from provenance.model.held import Correction, Gloss, StoredComparison, Waiver
from provenance.model.hop import FORMAT as HOP_FORMAT
from provenance.model.hop import TYPE, Hop, Seal
from provenance.records import FORMAT
from provenance.text import Span

TARGET = Path(__file__).with_name("chains.json")

PARTS = (Agent, Attribution, Capture, Inferred, Seal, Gloss, StoredComparison, Waiver, Correction)
"""Values that stand in a file as objects, each field under its own name."""

HASHED = (Agent, Attribution, Capture, Inferred)
"""Those in which a field that says nothing is left out, so that each has one spelling."""

LINE = {"type": "string", "minLength": 1, "maxLength": FIELD}
BASE64 = {"type": "string", "contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/]*={0,2}$"}


def whole(pattern: str) -> str:
    """Return a Python pattern as ECMA-262 writes it, to match the whole."""
    return f"^(?:{re.sub('[?]P<[a-z_]+>', '?:', pattern)})$"


SCALARS: dict[Any, dict[str, Any]] = {
    str: LINE,
    bool: {"type": "boolean"},
    bytes: BASE64,
    Locator: LINE,
    Digest: {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
    PartialDate: {"type": "string", "pattern": whole(provenance.dates._FORM.pattern)},  # noqa: SLF001 - the one spelling of it
    datetime: {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{6})?Z$"},
    Span: {
        "type": "array",
        "items": {"type": "integer", "minimum": 0, "maximum": LARGEST},
        "minItems": 2,
        "maxItems": 2,
    },
}
LANGUAGE = {"type": "string", "maxLength": provenance.text.LONGEST_TAG, "pattern": whole(provenance.text._TAG.pattern)}  # noqa: SLF001 - as above
SPECIAL: dict[tuple[type, str], dict[str, Any]] = {
    (Hop, "language"): LANGUAGE,
    (Gloss, "language"): LANGUAGE,
    (Gloss, "text"): {"type": "string", "minLength": 1, "maxLength": WORDS},
    (StoredComparison, "delta"): {"type": "string"},
    (Seal, "length"): {"type": "integer", "minimum": 1, "maximum": WORDS},
    (Hop, "sources"): {
        "type": "array",
        "items": SCALARS[Digest],
        "minItems": 1,
        "maxItems": SOURCES,
        "uniqueItems": True,
    },
}
"""Fields whose type does not say all."""


def described(kind: type) -> dict[str, str]:
    """Return the docstring under each field of a class."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    found: dict[str, str] = {}
    for node, below in pairwise(body):
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            found[node.target.id] = inspect.cleandoc(str(below.value.value))
    return found


def schema_of(hint: Any, left_out: object = None) -> dict[str, Any]:
    """Return the schema of a type as the model annotates it; ``left_out`` is a value that is never written."""
    if hint in SCALARS:
        return SCALARS[hint]
    if get_origin(hint) is tuple:
        return {"type": "array", "items": schema_of(get_args(hint)[0]), "minItems": 1, "maxItems": LIST}
    if get_origin(hint) is Literal:
        return {"enum": [value for value in get_args(hint) if value != left_out]}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [str(value) for value in hint if value != left_out]}
    if hint in PARTS:
        return {"$ref": f"#/$defs/{hint.__name__}"}
    one = [each for each in get_args(hint) if each is not NoneType]  # "or None": then the field is left out
    assert len(one) == 1, hint  # noqa: S101 - a new kind of field needs a line above
    return schema_of(one[0], left_out)


def properties(kind: type, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the schema of each field of a class, with its docstring."""
    hints = get_type_hints(kind, localns={"Mapping": Mapping})
    words = described(kind)
    found: dict[str, Any] = {}
    for field in attrs.fields(kind):
        if field.name in skip:
            continue
        left_out = field.default if kind in HASHED else None
        schema = SPECIAL.get((kind, field.name)) or schema_of(hints[field.name], left_out)
        found[field.name] = {"description": words[field.name], **schema} if field.name in words else schema
    return found


def of_part(kind: type) -> dict[str, Any]:
    """Return the schema of a value that stands in a file as an object."""
    needed = [field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING]
    found = closed(inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0], properties(kind), needed)
    return found if needed or kind is Capture else {**found, "minProperties": 1}


def closed(description: str, fields: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """Return the schema of an object with these fields and no others."""
    return {
        "description": " ".join(description.split()),
        "type": "object",
        "properties": fields,
        "required": required,
        "additionalProperties": False,
    }


def generated() -> dict[str, Any]:
    """Return the whole schema."""
    digest = SCALARS[Digest]
    record = closed(
        "What of a hop is hashed: the digest is SHA-256 of these values as RFC 8785 spells them.",
        {
            "type": {"const": TYPE},
            "format": {"const": HOP_FORMAT},
            **properties(Hop, frozenset({"format", "text", "withheld", "seal", "digest"})),
            "words": {"$ref": "#/$defs/Seal"},
        },
        ["type", "format", "act", "mode"],
    )
    hop = closed(
        "A link of a chain: its record, the record's digest, and its words unless nobody holds them.",
        {
            "digest": digest,
            "record": {"$ref": "#/$defs/Record"},
            "text": {"type": "string", "minLength": 1, "maxLength": WORDS},
        },
        ["digest", "record"],
    )
    listed = {"glosses": Gloss, "comparisons": StoredComparison, "waivers": Waiver, "corrections": Correction}
    held = closed(
        "What lies beside the records and is never hashed.",
        {
            "evidence": {
                "description": "Bytes by their digest.",
                "type": "object",
                "patternProperties": {digest["pattern"]: BASE64},
                "additionalProperties": False,
            },
            **{
                name: {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}, "maxItems": HOPS}
                for name, kind in listed.items()
            },
        },
        [],
    )
    chain = closed(
        "A head hop and everything it rests on.",
        {
            "head": digest,
            "hops": {"type": "array", "items": {"$ref": "#/$defs/Hop"}, "minItems": 1, "maxItems": HOPS},
            "held": {"$ref": "#/$defs/Held"},
        },
        ["head", "hops"],
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        **closed(
            "Chains of hops: where words came from. A file has one such document, or one on each line.",
            {"format": {"const": FORMAT}, "chains": {"type": "array", "items": {"$ref": "#/$defs/Chain"}}},
            ["format", "chains"],
        ),
        "$defs": {
            "Chain": chain,
            "Hop": hop,
            "Record": record,
            **{kind.__name__: of_part(kind) for kind in PARTS},
            "Held": held,
        },
    }


def main() -> None:
    """Write the file."""
    TARGET.write_text(json.dumps(generated(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
