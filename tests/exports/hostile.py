"""Documents that mean harm, or mean nothing, for readers of JSON: none may raise anything but an error of ours."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from provenance.errors import ProvenanceError
from provenance.imports import Loaded, load

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HOSTILE", "deep", "disturbed", "nonsense", "read_or_refused", "text_of"]

DEEP = 100_000

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"},{"@type":"Person","name":"x',
    "'; DROP TABLE hops; --",
    "../../../../etc/passwd",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "\x00\u202eABC\u2066\ufeff\u2028\u2029\x85",
    "{{7*7}}${7*7}<%= 7*7 %>",
)


def read_or_refused(document: str | bytes, name: str | None = None) -> Loaded | None:
    """Return what a document holds; None where it is refused with an error of ours. Anything else is raised."""
    try:
        return load(document, name)
    except ProvenanceError:
        return None


def nonsense(keys: Sequence[str], words: Sequence[str]) -> st.SearchStrategy[Any]:
    """Return a strategy for JSON with the keys and words of a format, in places and of kinds that it never meant."""
    leaf: st.SearchStrategy[Any] = (
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**64 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.sampled_from([*words, *HOSTILE, "", " ", "a" * 300])
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    )
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(keys)), inner, max_size=8),
        max_leaves=25,
    )


@st.composite
def disturbed(draw: st.DrawFn, document: Any, other: st.SearchStrategy[Any]) -> Any:
    """Draw a document in which a few values are others, are gone, or stand twice."""
    document = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        holders = list(_holders(document))
        if not holders:
            break
        holder = draw(st.sampled_from(holders))
        key = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        match draw(st.sampled_from(("other", "gone", "twice"))):
            case "other":
                holder[key] = draw(other)
            case "gone":
                del holder[key]
            case _:
                holder[key] = [holder[key], copy.deepcopy(holder[key])]
    return document


def _holders(value: Any) -> list[Any]:
    found = []
    wanted = [value]
    while wanted:
        one = wanted.pop()
        if isinstance(one, dict | list) and one:
            found.append(one)
            wanted += one.values() if isinstance(one, dict) else one
    return found


def deep(shape: str) -> bytes:
    """A document nested 100,000 deep: of lists, of objects, or a whole one with a list inside."""
    if shape == "lists":
        return b"[" * DEEP + b"]" * DEEP
    if shape == "open lists":
        return b"[" * DEEP
    return b'{"items":' * DEEP + b"1" + b"}" * DEEP


def text_of(document: Any) -> str:
    """A document as JSON text."""
    return json.dumps(document, ensure_ascii=False)
