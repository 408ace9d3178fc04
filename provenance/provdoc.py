"""PROV documents in the syntaxes that the package ``prov`` knows: from PROV-JSON to each of them, and back.

Only this file names ``prov`` and the rdflib under it, on first use. Whatever they raise on a document becomes an
UnreadableError; what they pass over with a warning is handed back, so that nothing goes unread without a word. Nothing
is fetched: contexts are known by name, and a document type is refused before XML is parsed.
"""

from __future__ import annotations

import io
import json
import logging
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from provenance.errors import MissingExtraError, ProvenanceError, UnreadableError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SYNTAXES", "Syntax", "convert", "read_syntax"]

Syntax: TypeAlias = Literal["provn", "xml", "jsonld", "trig"]

SYNTAXES: dict[Syntax, str] = {
    "provn": "PROV-N",
    "xml": "PROV-XML",
    "jsonld": "PROV-JSONLD",
    "trig": "TriG",
}
"""What `convert` and `read_syntax` take, with the name each goes by."""


_LONGEST = 160
"""Characters of what a package says that are handed on."""


def convert(prov_json: bytes, syntax: Syntax) -> str:
    """Return a PROV-JSON document of ours in another syntax; the same document gives the same text.

    MissingExtraError where ``prov`` is not installed.
    """
    document = _package("xml" if syntax == "xml" else "rdf" if syntax == "trig" else "json")
    with _collected_warnings():
        read = document.deserialize(content=prov_json.decode(), format="json")
        if syntax == "trig":
            return _trig(read)
        options = {"ensure_ascii": False, "indent": 1} if syntax == "jsonld" else {}
        stream = io.BytesIO()  # into bytes: as text XML comes in ASCII, each letter of another script as a number
        read.serialize(stream, format=syntax, **options)
    written = stream.getvalue().decode()
    return written if written.endswith("\n") else f"{written}\n"


def read_syntax(data: bytes, syntax: Syntax, name: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a document in another syntax as the value of its PROV-JSON, and what was passed over, in words.

    ``name`` is the format's, for errors. UnreadableError for what is not in that syntax.
    """
    document = _package("xml" if syntax == "xml" else "rdf" if syntax == "trig" else "json")
    with _collected_warnings() as passed_over:
        try:
            value: dict[str, Any] = json.loads(_read(document, data, syntax).serialize(format="json"))
        except ProvenanceError:
            raise
        except Exception as error:  # six types were seen, and a document from elsewhere may bring a seventh
            raise UnreadableError(
                f"not {SYNTAXES[syntax]} – {_told(error)} – it was cut, or it is another format: name the one it is",
                format=name,
                where=_told(error),
            ) from error
    told = tuple(dict.fromkeys(passed_over))
    return (_ordered(value), tuple(sorted(told))) if syntax == "trig" else (value, told)


def _read(document: Any, data: bytes, syntax: Syntax) -> Any:
    if syntax == "trig":
        return document.deserialize(io.BytesIO(data), format="rdf", rdf_format="trig")
    if syntax != "provn":
        return document.deserialize(io.BytesIO(data), format=syntax)
    try:
        return document.deserialize(io.BytesIO(data), format=syntax)
    except Exception:  # what cannot be read of it is told statement by statement, if anything can
        read = document.deserialize(io.BytesIO(data), format=syntax, profile="lenient")
        if not read.get_records() and not read.has_bundles():
            raise
        return read


def _ordered(container: dict[str, Any]) -> dict[str, Any]:
    """Return what was read from a graph, which has no order, in the order of its spelling."""
    ordered: dict[str, Any] = {}
    for section, records in sorted(container.items()):
        if section == "bundle":
            ordered[section] = {key: _ordered(bundle) for key, bundle in sorted(records.items())}
            continue
        spelt = []
        for key, record in records.items():
            kept = record if isinstance(record, str) else _sorted(record)
            blank = key.startswith("_:")  # such a key was given in the order of reading
            spelt.append((blank, "" if blank else key, json.dumps(kept), key, kept))
        spelt.sort(key=lambda each: each[:3])
        ordered[section] = {each[3]: each[4] for each in spelt}
    return ordered


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(each) for key, each in sorted(value.items())}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=json.dumps)
    return value


def _told(error: Exception) -> str:
    told = " ".join(str(error).split()) or type(error).__name__
    return told if told.isprintable() and len(told) <= _LONGEST else shown(told, _LONGEST)


def _package(needed: str) -> Any:
    """Return the class of documents; MissingExtraError where the package, or what it needs for a syntax, is absent."""
    try:
        from prov.model import ProvDocument  # noqa: PLC0415 - on first use, it takes longer to load than all of ours
        from prov.serializers import Registry  # noqa: PLC0415 - as above
    except ImportError as error:
        raise _missing() from error
    if Registry.serializers is None:
        Registry.load_serializers()
    if needed not in (Registry.serializers or {}):
        raise _missing()
    return ProvDocument


def _missing() -> MissingExtraError:
    return MissingExtraError(
        "prov is not installed whole – PROV but for PROV-JSON – pip install 'translation-provenance[prov]'",
        extra="prov",
    )


@contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    """Collect the texts of warnings; rdflib tells of odd IRIs in a log, which stays silent meanwhile."""
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.ERROR)
    told: list[str] = []
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield told
            told += [str(each.message) for each in caught if not issubclass(each.category, DeprecationWarning)]
    finally:
        log.setLevel(level)


# ---- TriG, the same bytes in every run --------------------------------------------------------------
#
# rdflib's writer orders by hash here and there, so terms are written here: sorted, a subject a block.

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f]')
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _trig(document: Any) -> str:
    from prov.serializers.provrdf import ProvRDFSerializer  # noqa: PLC0415 - on first use, it loads rdflib

    dataset = ProvRDFSerializer(document).encode_document(document)
    spaces = {space.prefix: space.uri for space in document.get_registered_namespaces()}
    spaces |= {"prov": "http://www.w3.org/ns/prov#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
    lines = [f"@prefix {prefix}: <{spaces[prefix]}> ." for prefix in sorted(spaces)]
    graphs = sorted(((_is_named(graph), str(graph.identifier), graph) for graph in dataset.graphs()), key=_place)
    for named, identifier, graph in graphs:
        blocks = _blocks(graph, spaces)
        if named and blocks:
            lines += ["", f"{_iri(identifier, spaces)} {{", *blocks, "}"]
        else:
            lines += blocks
    return "\n".join([*lines, ""])


def _is_named(graph: Any) -> bool:
    return not str(graph.identifier).startswith("urn:x-rdflib:default")


def _place(graph: tuple[bool, str, Any]) -> tuple[bool, str]:
    return graph[0], graph[1]


def _blocks(graph: Any, spaces: dict[str, str]) -> list[str]:
    said: dict[str, list[str]] = {}
    for subject, predicate, value in graph:
        said.setdefault(_term(subject, spaces), []).append(f"{_verb(predicate, spaces)} {_term(value, spaces)}")
    lines = []
    for subject in sorted(said):
        lines += ["", subject]
        lines += [f"    {each} ;" for each in sorted(said[subject])]
        lines.append(".")
    return lines


def _verb(predicate: Any, spaces: dict[str, str]) -> str:
    return "a" if str(predicate) == _TYPE else _term(predicate, spaces)


def _term(term: Any, spaces: dict[str, str]) -> str:
    from rdflib import Literal as RdfLiteral  # noqa: PLC0415 - loaded by now

    if not isinstance(term, RdfLiteral):
        return _iri(str(term), spaces)
    text = _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", str(term))
    if term.language:
        return f'"{text}"@{term.language}'
    return f'"{text}"' if term.datatype is None else f'"{text}"^^{_iri(str(term.datatype), spaces)}'


def _iri(iri: str, spaces: dict[str, str]) -> str:
    for prefix, space in spaces.items():
        if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
            return f"{prefix}:{iri[len(space) :]}"
    return f"<{iri}>"
