"""schema.org read back: quotations and what they rest on, claims and where they appear, reviews of claims.

A quotation is a hop. What it is based on is another, with words if it is a quotation, without if it is only a work. A
claim of somebody else's is a summary of what somebody said: the speaker's own words, which nobody holds, then the places
where it appeared, then the claim as it is put. What a review finds of it is told as unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.errors import LimitError, RecordError, UnreadableError
from provenance.imports.contract import Loaded, Unread
from provenance.imports.joining import Draft, joined
from provenance.imports.node import listed
from provenance.imports.schema_claims import claimed, reviewed
from provenance.imports.schema_graph import Graph
from provenance.imports.schema_parts import normal, types_of
from provenance.imports.schema_quotations import acted, quoted, without_words
from provenance.limits import WORDS

if TYPE_CHECKING:
    from provenance.imports.document import Document
    from provenance.imports.node import Node
    from provenance.imports.schema_parts import Work
    from provenance.imports.schema_quotations import Quoted

__all__ = ["SchemaReader"]

_KNOWN = frozenset({"Quotation", "Claim", "ClaimReview", "CreateAction"})
_CONTEXTS = ("https://schema.org", "http://schema.org", "schema.org", "https://www.schema.org", "http://www.schema.org")
_FULL = ("https://schema.org/", "http://schema.org/")

_OF_A_REVIEW = {"author": "author", "publisher": "outlet", "url": "locator", "datePublished": "on"}


@frozen
class SchemaReader:
    """Reads JSON-LD by schema.org; under the name ``claim-review`` it asks for a review of a claim."""

    name: str = "schema-org"

    def recognises(self, document: Document) -> bool:
        """Return whether the context is schema.org's; for ``claim-review``, also whether a review stands there."""
        value = document.json
        first = next(iter(value), None) if isinstance(value, list) else value
        if not isinstance(first, dict) or not _is_schema(first):
            return False
        return self.name == "schema-org" or b"ClaimReview" in document.data

    def read(self, document: Document) -> Loaded:
        """Return the chains that quotations and claims make; UnreadableError for what is not by schema.org at all."""
        value = document.parsed(self.name)
        objects = value if isinstance(value, list) else [value]
        if not any(isinstance(one, dict) and _is_schema(one) for one in objects):
            raise UnreadableError(
                'not by schema.org – "@context" – a document whose context is https://schema.org is read here',
                format=self.name,
                where="/@context",
            )
        reading = _Reading(Graph.of(normal(value), []))
        try:
            chains = joined(reading.drafts(), self.name, reading.heads)
        except (LimitError, UnreadableError):
            raise
        except RecordError as error:
            raise UnreadableError(
                f"no record can be made of it – {error}", format=self.name, where="document"
            ) from error
        reading.close()
        return Loaded(format=self.name, chains=chains, unread=tuple(reading.graph.unread))


def _is_schema(value: dict[str, Any]) -> bool:
    """Return whether an object is by schema.org: its context says so, or its types are written in full."""
    for one in listed(value.get("@context")):
        names = one.values() if isinstance(one, dict) else [one]
        if any(isinstance(name, str) and name.rstrip("/#") in _CONTEXTS for name in names):
            return True
    return any(isinstance(one, str) and one.startswith(_FULL) for one in listed(value.get("@type")))


@frozen
class _Reading:
    """What was read so far."""

    graph: Graph
    hops: dict[str, Quoted] = field(factory=dict)
    works: dict[str, Work] = field(factory=dict)
    """By where each stands."""
    heads: list[str] = field(factory=list)

    def drafts(self) -> dict[str, Draft]:
        """Return every hop that the document tells."""
        typed = [(node, types_of(node.value)) for node in self.graph.nodes.values()]
        for node, types in typed:
            if "Quotation" in types and node.value.keys() - {"@id", "@type"}:
                self._quotation(node)
        for node, types in typed:
            if "CreateAction" in types:
                acted(self.graph, node, self.hops)
        self._translations(typed)
        reviewed_claims: dict[str, Quoted] = {}
        for node, types in typed:
            if "ClaimReview" in types:
                reviewed_claims |= self._review(node)
        for node, types in typed:
            if "Claim" in types and node.value.keys() - {"@id", "@type"}:
                self._claim(self.graph.name(node), node, reviewed_claims.get(self.graph.name(node)))
        self._rested_on()
        return {name: hop.draft() for name, hop in self.hops.items()}

    def _quotation(self, node: Node) -> None:
        name = self.graph.name(node)
        if not self.graph.is_known(node):
            node.tell("@id", "a quotation of that name was told before")
            return
        self.hops[name] = quoted(self.graph, node, self.works)

    def _translations(self, typed: list[tuple[Node, set[str]]]) -> None:
        """Let those rest on a quotation that it names as its translations."""
        for node, types in typed:
            if "Quotation" in types and self.graph.name(node) in self.hops:
                for name, _ in self.graph.follow(node, "workTranslation"):
                    if name not in self.hops:
                        node.tell("workTranslation", f"a name of nothing that is here: {name}")
                        continue
                    self.hops[name].translates = True
                    self.hops[name].sources[self.graph.name(node)] = None
                node.close()

    def _review(self, node: Node) -> dict[str, Quoted]:
        """Read a review; return how it puts the claims that it names."""
        about, putting = reviewed(self.graph, node)
        claims = {name for name, inner in about if inner is not None and "Claim" in types_of(inner.value)}
        for name, inner in about:
            if name not in claims and inner is not None:
                claimed(self.graph, inner, self.hops, self.works, putting)
        if not about and putting.text is not None:
            self.hops[node.where or "document"] = putting
        return dict.fromkeys(claims, putting)

    def _claim(self, name: str, node: Node, putting: Quoted | None) -> None:
        """Read a claim: one of ours names a head, of anyone's hops are made."""
        base, _, last = name.rpartition("#")
        if last != "claim" or base not in self.hops:
            claimed(self.graph, node, self.hops, self.works, putting)
            return
        self.heads.append(base)
        head = self.hops[base]
        for key, words, known in (
            ("text", node.text("text", WORDS), head.text),
            ("inLanguage", node.language("inLanguage"), head.language),
            ("claimReviewed", None if putting is None else putting.text, head.text),
        ):
            if words is not None and words != known:
                node.tell(key, "other than in the quotation that it is taken from")
        node.take("@type", "@id", "firstAppearance", "appearance")
        node.close()
        for key, field_name in _OF_A_REVIEW.items():
            if putting is not None and putting.attribution[field_name]:
                self.graph.unread.append(
                    Unread(
                        f"{putting.where}/{key}", "said of the review, and the claim it reviews is a hop's own words"
                    )
                )

    def _rested_on(self) -> None:
        """Make hops of works that quotations are based on; what is only a name is told."""
        for hop in list(self.hops.values()):
            for source in hop.sources:
                if source in self.hops:
                    continue
                node = self.graph.found(source)
                made = without_words(self.graph, source, node, self.works)
                if made is None:
                    self.graph.unread.append(Unread(hop.where, f"rests on what is not here: {source}"))
                else:
                    self.hops[source] = made

    def close(self) -> None:
        """Tell all that nothing was read of."""
        for where in self.works:
            self.graph.nodes[where].close()
        for node in self.graph.roots:
            node.take("@context", "@graph")
            types = types_of(node.value)
            if not types & _KNOWN and node.where not in self.works:
                if types and node.where not in self.graph.followed:
                    node.tell("@type", f"no words of anybody's: {', '.join(sorted(types))}")
                else:
                    node.take("@id", "@type")
                    node.close()
