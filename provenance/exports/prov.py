"""W3C PROV: PROV-JSON written directly, PROV-N, PROV-XML, PROV-JSONLD and TriG through the package ``prov``.

Nothing of a record is lost in any of them: what is read back has the same digests. What is held beside the record
stays behind, but for comparisons, which go out with the derivations when they are asked for.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import orjson
from attrs import frozen

from provenance.errors import ExportError, shown
from provenance.exports.characters import UNSAYABLE_IN_XML, refuse_characters
from provenance.exports.contract import Exported, beside
from provenance.exports.prov_statements import PREFIXES, SECTIONS, Statements
from provenance.keeping import stored_comparison
from provenance.model.attribution import Agent
from provenance.provdoc import convert
from provenance.vocabulary import local_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from provenance.exports.contract import Unsaid
    from provenance.model.chain import Chain
    from provenance.provdoc import Syntax

__all__ = ["PROV_SYNTAXES", "ProvJson", "ProvSyntax"]

_OPTIONS = MappingProxyType({"asserted_by": "the name of who asserts the record; it then stands in a bundle"})


@frozen
class ProvJson:
    """Writes PROV-JSON (W3C member submission, 2013), a statement a line, without any other package."""

    name: str = "prov-json"
    media_type: str = "application/json"
    suffix: str = ".json"
    many: bool = True
    options: Mapping[str, str] = _OPTIONS

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:
        """Return the chains as one document."""
        content = b"".join(self.pieces(chains, computed=computed, **options)).decode()
        return Exported(
            content=content,
            media_type=self.media_type,
            suffix=self.suffix,
            unsaid=_unsaid(chains, computed=computed),
        )

    def pieces(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Iterator[bytes]:
        """Yield the document piece by piece, as UTF-8, so that a large one need not stand in memory whole."""
        return _document(chains, computed=computed, asserted_by=_asserted_by(options, self.name))


@frozen
class ProvSyntax:
    """Writes PROV in another syntax, through the package ``prov``."""

    name: str
    media_type: str
    suffix: str
    syntax: Syntax
    """What ``provdoc.convert`` calls it."""
    many: bool = True
    options: Mapping[str, str] = _OPTIONS

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:
        """Return the chains as one document; ExportError names a character that the syntax cannot hold."""
        by = _asserted_by(options, self.name)
        if self.syntax == "xml":
            refuse_characters(chains, UNSAYABLE_IN_XML, self.name, "XML 1.0")
            if by is not None and UNSAYABLE_IN_XML.search(by):
                raise ExportError(
                    f"a character that XML 1.0 cannot hold – asserted_by {shown(by)} – write the name without it",
                    format=self.name,
                    field="asserted_by",
                )
        named = self.syntax == "trig"
        written = b"".join(_document(chains, computed=computed, asserted_by=by, named=named))
        return Exported(
            content=convert(written, self.syntax),
            media_type=self.media_type,
            suffix=self.suffix,
            unsaid=_unsaid(chains, computed=computed),
        )


PROV_SYNTAXES: tuple[ProvSyntax, ...] = (
    ProvSyntax("prov-n", "text/provenance-notation", ".provn", "provn"),
    ProvSyntax("prov-xml", "application/provenance+xml", ".provx", "xml"),
    ProvSyntax("prov-jsonld", "application/ld+json", ".jsonld", "jsonld"),
    ProvSyntax("prov-trig", "application/trig", ".trig", "trig"),
)


def _asserted_by(options: Mapping[str, str], name: str) -> str | None:
    by = options.get("asserted_by")
    if by is not None and not by.strip():
        raise ExportError(
            f"no name – {name}: asserted_by {shown(by)} – write {_OPTIONS['asserted_by']}",
            format=name,
            field="asserted_by",
        )
    return by


def _unsaid(chains: Iterable[Chain], *, computed: bool) -> tuple[Unsaid, ...]:
    return tuple(
        one
        for chain in chains
        for one in beside(chain, said=("comparisons",) if computed and _computed_alike(chain) else ())
    )


def _computed_alike(chain: Chain) -> bool:
    """Return whether what is computed now, and goes out, is what the chain holds."""
    return set(chain.held.comparisons) <= {stored_comparison(step) for step in chain.steps}


def _document(
    chains: Sequence[Chain], *, computed: bool, asserted_by: str | None, named: bool = False
) -> Iterator[bytes]:
    yield b'{\n"prefix":' + orjson.dumps(PREFIXES)
    if asserted_by is None:
        yield from _sections(Statements(chains, computed=computed, named=named))
    else:
        yield from _bundles(chains, asserted_by, computed=computed, named=named)
    yield b"\n}\n"


def _sections(statements: Statements) -> Iterator[bytes]:
    for name in SECTIONS:
        before = b',\n"' + name.encode() + b'":{\n'
        for key, said in statements.section(name):
            yield before + b'"' + key.encode() + b'":' + orjson.dumps(said)
            before = b",\n"
        if before == b",\n":
            yield b"\n}"


def _bundles(chains: Sequence[Chain], by: str, *, computed: bool, named: bool) -> Iterator[bytes]:
    """Yield each chain as a bundle, and above them that somebody asserts them (PROV-DM, section 5.4)."""
    agent = Statements.agent_name(Agent(by))
    records = {f"tp:record-{local_of(chain.digest)}": chain for chain in chains}
    yield b',\n"entity":' + orjson.dumps(
        {record: {"prov:type": {"$": "prov:Bundle", "type": "xsd:QName"}} for record in records}
    )
    yield b',\n"agent":' + orjson.dumps({agent: {"schema:name": by}})
    yield b',\n"wasAttributedTo":' + orjson.dumps(
        {
            f"tp:asserted-{record.removeprefix('tp:record-')}" if named else f"_:asserted{number}": {
                "prov:entity": record,
                "prov:agent": agent,
                "tp:role": {"$": "tp:asserter", "type": "xsd:QName"},
            }
            for number, record in enumerate(records, 1)
        }
    )
    before = b',\n"bundle":{\n'
    for record, chain in records.items():
        yield before + b'"' + record.encode() + b'":{\n"prefix":' + orjson.dumps(PREFIXES)
        yield from _sections(Statements([chain], computed=computed, named=named))
        yield b"\n}"
        before = b",\n"
    yield b"\n}"
