"""W3C PROV read back: documents of ours exactly, those of others as far as they tell of words."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.errors import ChainError, LimitError, RecordError, UnreadableError, shown
from provenance.imports.contract import Loaded, Unread
from provenance.imports.prov_foreign import ForeignHops
from provenance.imports.prov_hops import OurHops
from provenance.imports.prov_names import SECTIONS, containers
from provenance.model.chain import Chain
from provenance.model.held import Held
from provenance.provdoc import read_syntax

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.canonical import Digest
    from provenance.imports.document import Document
    from provenance.model.held import StoredComparison
    from provenance.model.hop import Hop
    from provenance.provdoc import Syntax

__all__ = ["PROV_READERS", "ProvJsonReader", "ProvSyntaxReader"]

PROV = "http://www.w3.org/ns/prov#"

# Atomic, not possessive: before Python 3.11.5 that keeps what a group's last, failed round had taken (CPython gh-106052).
_PROVN = re.compile(r"(?>(?:\s|//[^\n]*\n|(?>/\*.*?\*/))*)document\b", re.DOTALL)
_TURTLE = re.compile(r"(?>(?:\s|#[^\n]*\n)*)(?:@prefix|@base|PREFIX|BASE|GRAPH|<[^\s<>\"]*>\s|_:)", re.IGNORECASE)
_JSONLD_TYPES = {
    "Entity", "Activity", "Agent", "Bundle", "Generation", "Usage", "Communication", "Start", "End", "Invalidation",
    "Derivation", "Attribution", "Association", "Delegation", "Influence", "Specialization", "Alternate", "Membership",
}  # fmt: skip


@frozen
class ProvJsonReader:
    """Reads PROV-JSON without any other package."""

    name: str = "prov-json"

    def recognises(self, document: Document) -> bool:
        """Return whether it is an object whose keys are all sections of PROV-JSON."""
        value = document.json
        return isinstance(value, dict) and bool(value) and value.keys() <= {*SECTIONS, "prefix", "bundle"}

    def read(self, document: Document) -> Loaded:
        """Return the chains, and every statement that told of none."""
        with _uncollected():
            return _loaded(document.parsed(self.name), self.name, ())


@frozen
class ProvSyntaxReader:
    """Reads PROV in another syntax, through the package ``prov``."""

    name: str
    syntax: Syntax

    def recognises(self, document: Document) -> bool:
        """Return whether it begins as such a document does, and names PROV where the syntax is a general one."""
        if self.syntax == "xml":
            return document.root == (PROV, "document")
        if self.syntax == "jsonld":
            return _is_jsonld(document.json)
        if document.json is not None or document.root is not None:
            return False
        try:
            text = document.text
        except UnreadableError:
            return False
        if self.syntax == "provn":
            return _PROVN.match(text) is not None
        return _TURTLE.match(text) is not None and PROV in text

    def read(self, document: Document) -> Loaded:
        """Return the chains, and every statement that told of none."""
        data = self._checked(document)
        value, passed_over = read_syntax(data, self.syntax, self.name)
        if self.syntax == "trig" and not any(value.get(section) for section in (*SECTIONS, "bundle")):
            raise UnreadableError(
                f"no statement of PROV in it – {document.beginning} – it is another format: name the one it is",
                format=self.name,
                where="document",
            )
        return _loaded(value, self.name, passed_over)

    def _checked(self, document: Document) -> bytes:
        """Return the bytes that the package is given, once nothing in them can make it reach out or run away."""
        if self.syntax != "xml":
            if self.syntax == "jsonld":
                document.parsed(self.name)
            return document.text.encode()
        if document.root is None:
            raise UnreadableError(
                f"no XML, or XML with a document type – {document.beginning} – what a document type declares is not "
                "read: take it out",
                format=self.name,
                where="document",
            )
        if document.root != (PROV, "document"):
            raise UnreadableError(
                f"another root – {shown(document.root[1])} – PROV-XML begins with prov:document",
                format=self.name,
                where=f"/{document.root[1]}",
            )
        return document.xml


PROV_READERS: tuple[ProvJsonReader | ProvSyntaxReader, ...] = (
    ProvJsonReader(),
    ProvSyntaxReader("prov-n", "provn"),
    ProvSyntaxReader("prov-xml", "xml"),
    ProvSyntaxReader("prov-jsonld", "jsonld"),
    ProvSyntaxReader("prov-trig", "trig"),
)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles from going through what is being built: none is made, and it takes a third more.

    Where several threads read at once the first that ends lets it run again; none leaves it off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_jsonld(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("@graph"), list):
        return False
    context = value.get("@context")
    names = [each for each in (context if isinstance(context, list) else [context]) if isinstance(each, str)]
    if any("prov-jsonld" in each for each in names):
        return True
    types = [each.get("@type") for each in value["@graph"] if isinstance(each, dict)]
    return bool(types) and all(isinstance(each, str) and each.removeprefix("prov:") in _JSONLD_TYPES for each in types)


def _loaded(value: object, name: str, passed_over: Iterable[str]) -> Loaded:
    try:
        return _read(value, name, passed_over)
    except LimitError:
        raise
    except RecordError as error:
        raise UnreadableError(f"a record that cannot be – {error}", format=name, where="document") from error


def _read(value: object, name: str, passed_over: Iterable[str]) -> Loaded:
    unread = [Unread("document", told) for told in passed_over]
    placed: list[tuple[int, Chain]] = []
    loose: list[Chain] = []
    for container in containers(value, name):
        ours = OurHops(container, name)
        foreign = ForeignHops(ours.left, ours.hops, name)
        unread += foreign.unread()
        whole = _whole(ours) if not foreign.hops and len(ours.heads) == 1 else None
        if whole is not None:
            placed.append((ours.heads[0][0], whole))
            continue
        hops = {**ours.hops, **foreign.hops}
        heads = {digest for _, digest in ours.heads}
        rested_on = {source for hop in hops.values() for source in hop.sources}
        placed += [(place, _chain(digest, hops, ours.comparisons, name)) for place, digest in ours.heads]
        loose += [
            _chain(digest, hops, ours.comparisons, name)
            for digest in hops
            if digest not in rested_on and digest not in heads
        ]
    placed.sort(key=lambda each: each[0])
    return Loaded(format=name, chains=(*(chain for _, chain in placed), *loose), unread=tuple(unread))


def _whole(ours: OurHops) -> Chain | None:
    """Return the chain that all hops of a document make, as they mostly do; None where they make another, or several."""
    try:
        chain = Chain.of(ours.hops.values(), held=Held(comparisons=tuple(ours.comparisons)))
    except ChainError:
        return None
    return chain if chain.digest == ours.heads[0][1] else None


def _chain(head: Digest, hops: dict[Digest, Hop], comparisons: Iterable[StoredComparison], name: str) -> Chain:
    found: dict[Digest, Hop] = {}
    wanted = [head]
    while wanted:
        digest = wanted.pop()
        if digest in hops and digest not in found:
            found[digest] = hops[digest]
            wanted += hops[digest].sources
    try:
        return Chain.of(found.values(), held=Held(comparisons=tuple(each for each in comparisons if each.hop in found)))
    except ChainError as error:
        raise UnreadableError(f"hop {head} – {error}", format=name, where=f"hop:h{head.hex}") from error
