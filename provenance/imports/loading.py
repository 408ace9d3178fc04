"""Load: the chains of a document in whatever format it is, recognised by what stands in it.

``IMPORTS`` maps each name to what reads it, in the order in which they are asked. Importing it loads no optional package.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.errors import UnreadableError, shown
from provenance.imports.attestation import AttestationReader
from provenance.imports.chains import ChainReader
from provenance.imports.document import Document
from provenance.imports.prov import PROV_READERS
from provenance.imports.schema_org import SchemaReader
from provenance.imports.web_annotation import AnnotationReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.imports.contract import Importer, Loaded

__all__ = ["IMPORTS", "load", "recognised"]

_IMPORTERS: tuple[Importer, ...] = (
    ChainReader(),
    *PROV_READERS,
    AnnotationReader(),
    SchemaReader("claim-review"),
    SchemaReader(),
    AttestationReader(),
)

IMPORTS: Mapping[str, Importer] = MappingProxyType({importer.name: importer for importer in _IMPORTERS})


def load(document: bytes | str, name: str | Importer | None = None) -> Loaded:
    """Return the chains of a document, and what could not be read of it.

    ``document`` is its content, never a path. ``name`` is one of ``IMPORTS`` or an importer of your own; where it is
    None the format is recognised. UnreadableError for what is not of that format, or of none that is known;
    IntegrityError where a digest in it does not fit; LimitError for what is too large or nested too deep. Nothing that
    a document points to is fetched.
    """
    given = Document.of(document)
    if name is None:
        return recognised(given).read(given)
    if not isinstance(name, str):
        return name.read(given)
    if name not in IMPORTS:
        from provenance.rules.policy import nearest  # noqa: PLC0415 - only a misspelt name needs the rules' room

        raise UnreadableError(f"no such format – {shown(name)} – {nearest(name, IMPORTS)}", format=name)
    return IMPORTS[name].read(given)


def recognised(document: Document) -> Importer:
    """Return the first importer that recognises a document; UnreadableError says which were tried."""
    for importer in IMPORTS.values():
        if importer.recognises(document):
            return importer
    raise UnreadableError(
        f"no format that is known – {document.beginning} – tried {', '.join(IMPORTS)}; name the format if it is one of them",
        format="",
        where="document",
    )
