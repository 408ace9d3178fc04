"""A reading as JSON: what was found, where, and what is blank, with the drafts and their audits beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs
import orjson

from provenance.canonical import Digest
from provenance.dates import PartialDate
from provenance.records import to_json
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.model.chain import Chain
    from provenance.reading import Reading
    from provenance.report import Report

__all__ = ["reading_json"]

FORMAT = "provenance-reading/1"

FIELDS = (
    "language",
    "guess",
    "title",
    "authors",
    "outlet",
    "locator",
    "on",
    "quotations",
    "fragments",
    "credits",
    "locators",
    "dates",
    "blanks",
    "notes",
    "capture",
    "inferred",
    "stated",
)
"""All of a reading but the article itself, which the drafts hold as evidence."""


def reading_json(reading: Reading, chains: Sequence[Chain], reports: Sequence[Report]) -> bytes:
    """Return a document with the reading, its drafts as a chain file holds them, and their reports."""
    from provenance.reports import as_json  # noqa: PLC0415 - on first use, so that help opens at once

    document = {
        "format": FORMAT,
        "reading": {name: _plain(getattr(reading, name)) for name in FIELDS if getattr(reading, name) is not None},
        "chains": orjson.loads(to_json(*chains))["chains"],
        "reports": [orjson.loads(as_json(report)) for report in reports],
    }
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _plain(value: Any) -> Any:
    """Return a value of a reading in JSON's own kinds; what is blank is left out."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Digest | PartialDate):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat().removesuffix("+00:00") + "Z"
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if attrs.has(type(value)):
        fields = {name: getattr(value, name) for name in attrs.fields_dict(type(value)) if name[0] != "_"}
        return {name: _plain(item) for name, item in fields.items() if item is not None}
    return value
