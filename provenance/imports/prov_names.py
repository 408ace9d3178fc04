"""The shape and the names of a PROV-JSON document: every name under one prefix, whatever the document calls it.

PROV-JSON (W3C member submission, 2013) is an object of sections, a section an object of records by identifier, a record
an object of attributes, or a list of such where one identifier stands for several. What has another shape is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from provenance.errors import UnreadableError, shown
from provenance.vocabulary import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.model.attribution import AgentKind

__all__ = ["AGENT_KINDS", "SECTIONS", "Attributes", "Container", "checked", "containers", "instances", "texts_of"]

Attributes: TypeAlias = "dict[str, Any]"
Container: TypeAlias = "dict[str, dict[str, Any]]"
"""The sections of a document or of one bundle in it."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "entity": (),
    "activity": (),
    "agent": (),
    "wasGeneratedBy": ("prov:entity", "prov:activity"),
    "used": ("prov:activity", "prov:entity"),
    "wasInformedBy": ("prov:informed", "prov:informant"),
    "wasStartedBy": ("prov:activity", "prov:trigger"),
    "wasEndedBy": ("prov:activity", "prov:trigger"),
    "wasInvalidatedBy": ("prov:entity", "prov:activity"),
    "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity"),
    "wasAttributedTo": ("prov:entity", "prov:agent"),
    "wasAssociatedWith": ("prov:activity", "prov:agent"),
    "actedOnBehalfOf": ("prov:delegate", "prov:responsible"),
    "wasInfluencedBy": ("prov:influencee", "prov:influencer"),
    "specializationOf": ("prov:specificEntity", "prov:generalEntity"),
    "alternateOf": ("prov:alternate1", "prov:alternate2"),
    "mentionOf": ("prov:specificEntity", "prov:generalEntity"),
    "hadMember": ("prov:collection", "prov:entity"),
}
"""Every section that PROV-JSON has, with the two ends of the relation it tells; elements have none."""

AGENT_KINDS: Mapping[str, AgentKind] = {
    "prov:Person": "person",
    "prov:Organization": "organisation",
    "prov:SoftwareAgent": "software",
}

_PREFIXES = {
    **{iri: prefix for prefix, iri in NAMESPACES.items()},
    "http://schema.org/": "schema",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
}
"""The prefix that names of a namespace are read with: those we write, and those that others name agents with."""

_NAMED = {
    *(end for ends in SECTIONS.values() for end in ends),
    *(f"prov:{end}" for end in ("starter", "ender", "plan", "generation", "usage", "bundle")),
}
"""The attributes whose values are names, not text."""

_NAME_TYPES = {"QName", "QUALIFIED_NAME"}


def containers(document: object, name: str) -> Iterator[Container]:
    """Yield the document and its bundles, each with its names under our prefixes; UnreadableError for another shape.

    A name in a namespace that is not ours keeps the prefix it has, if that is none of ours, and is written out else.
    Where a document names all as we do its records come as they stand; `checked` tells their shape.
    """
    top = _object(document, "document", name)
    outer = _prefixes(top, {}, name)
    yield _sections(top, outer, "", name)
    for identifier, bundle in _object(top.get("bundle", {}), "bundle", name).items():
        content = _object(bundle, f"bundle {identifier}", name)
        if "bundle" in content:
            _refuse("a bundle within a bundle", identifier, name)
        yield _sections(content, _prefixes(content, outer, name), f"bundle {identifier}: ", name)


def checked(container: Container, name: str) -> Container:
    """Return sections as they are; UnreadableError where a record, or a value in it, has another shape."""
    return _renamed(container, {}, "", name)


def instances(record: Any) -> list[Attributes]:
    """Return the objects that stand for one identifier."""
    found: list[Attributes] = record if isinstance(record, list) else [record]
    return found


def texts_of(value: Any) -> list[str]:
    """Return an attribute's values as text, in their order: a typed one without its type."""
    if type(value) is str:
        return [value]
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    if isinstance(value, dict):
        value = value.get("$")
    if value is None:
        return []
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [value if isinstance(value, str) else str(value)]


def _refuse(what: str, where: str, name: str) -> NoReturn:
    raise UnreadableError(
        f"not PROV-JSON – {shown(where)}: {what} – it was cut, or it is another format: name the one it is",
        format=name,
        where=where,
    )


def _object(value: object, where: str, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse("no object", where, name)
    return value


def _prefixes(container: dict[str, Any], outer: Mapping[str, str], name: str) -> dict[str, str]:
    declared = _object(container.get("prefix", {}), "prefix", name)
    for prefix, iri in declared.items():
        if not isinstance(iri, str):
            _refuse("no namespace", f"prefix {prefix}", name)
    return {**outer, **declared}


def _sections(container: dict[str, Any], prefixes: Mapping[str, str], where: str, name: str) -> Container:
    sections = {key: value for key, value in container.items() if key not in {"prefix", "bundle"}}
    for section, records in sections.items():
        if section not in SECTIONS:
            _refuse("no section that PROV-JSON has", f"{where}{section}", name)
        _object(records, f"{where}{section}", name)
    ours = all(_PREFIXES.get(iri) == prefix for prefix, iri in prefixes.items())
    return sections if ours else _renamed(sections, prefixes, where, name)


def _renamed(sections: Container, prefixes: Mapping[str, str], where: str, name: str) -> Container:
    renaming = _Renaming(prefixes, name)
    return {
        section: {
            renaming.name(identifier): renaming.record(record, f"{where}{section} {identifier}")
            for identifier, record in records.items()
        }
        for section, records in sections.items()
    }


class _Renaming:
    """Gives every name its one spelling, and refuses records of another shape."""

    def __init__(self, prefixes: Mapping[str, str], name: str) -> None:
        self.format = name
        self._moved = bool(prefixes)
        self._prefixes = prefixes
        self._known: dict[str, str] = {}

    def name(self, name: str) -> str:
        if not self._moved:
            return name
        if name not in self._known:
            self._known[name] = self._spelt(name)
        return self._known[name]

    def _spelt(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if not colon:
            prefix, local = "default", name
        iri = self._prefixes.get(prefix)
        if iri is None:
            return name  # "prov" and "xsd" need no declaration; what nobody declared stays as it is
        ours = _PREFIXES.get(iri)
        if ours is not None:
            return f"{ours}:{local}"
        return f"<{iri}{local}>" if prefix in _PREFIXES.values() else name

    def record(self, record: Any, where: str) -> Any:
        if isinstance(record, list):
            return [self._attributes(each, where) for each in record]
        return self._attributes(record, where)

    def _attributes(self, record: Any, where: str) -> Attributes:
        if not isinstance(record, dict):
            _refuse("no object", where, self.format)
        said: Attributes = {}
        for attribute, value in record.items():
            key = self.name(attribute)
            if type(value) is str:
                said[key] = self.name(value) if key in _NAMED else value
            elif isinstance(value, list):
                said[key] = [self._value(each, key, where) for each in value]
            else:
                said[key] = self._value(value, key, where)
        return said

    def _value(self, value: Any, key: str, where: str) -> Any:
        if isinstance(value, dict):
            text = value.get("$")
            kind = value.get("type", "")
            if text is None or isinstance(text, dict | list) or not isinstance(kind, str):
                _refuse(f"{shown(key)} is a typed value without its text", where, self.format)
            if kind.rpartition(":")[2] in _NAME_TYPES and isinstance(text, str):
                return {**value, "$": self.name(text)}
            return value
        if isinstance(value, str):
            return self.name(value) if key in _NAMED else value
        if value is None or isinstance(value, list):
            _refuse(f"{shown(key)} has no value", where, self.format)
        return value
