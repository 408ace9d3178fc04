"""JSON as it is handed out: readable, and inert wherever it is put.

JSON-LD is mostly found inside of HTML pages, where ``</script>`` in a string would end it. So the signs of markup are
written by their number, as are line ends that JavaScript knows and JSON does not, and characters that turn the order
of what is shown. A JSON reader finds the same words.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.model.spelling import Record

__all__ = ["written"]

_ACTIVE = re.compile("[<>\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def written(document: Record) -> str:
    """Return a document as indented JSON, its keys in the order in which they were put there."""
    return _ACTIVE.sub(_by_number, json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _by_number(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
