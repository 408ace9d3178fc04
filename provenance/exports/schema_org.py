"""schema.org in JSON-LD: each hop a quotation, each act an action, each chain a claim with its appearances.

A `ClaimReview` takes its author, address, date and rating from the caller; ours is the claim that it reviews. We rate
nothing.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.dates import PartialDate
from provenance.errors import ExportError, RecordError, shown
from provenance.exports.blanking import blanked
from provenance.exports.contract import Exported, Unsaid, beside
from provenance.exports.jsonld import written
from provenance.exports.links import is_web_address
from provenance.exports.schema_nodes import HopNodes, is_date, references
from provenance.model.hop import Act
from provenance.vocabulary import TOLD_DIGEST, ni_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.model.spelling import Record

__all__ = ["ClaimReview", "SchemaOrg"]

_CONTEXT = "https://schema.org"
_MEDIA_TYPE = "application/ld+json"
_SUFFIX = ".jsonld"


@frozen
class SchemaOrg:
    """Writes quotations, actions and claims as one graph."""

    name: str = "schema-org"
    media_type: str = _MEDIA_TYPE
    suffix: str = _SUFFIX
    many: bool = True
    options: Mapping[str, str] = MappingProxyType({})

    def write(self, chains: Sequence[Chain], *, computed: bool, **_options: str) -> Exported:  # noqa: ARG002 - comparisons have no place there
        """Return the chains as a graph."""
        graph, unsaid = _graph(chains)
        return Exported(
            content=written({"@context": _CONTEXT, "@graph": graph}),
            media_type=self.media_type,
            suffix=self.suffix,
            unsaid=unsaid,
        )


@frozen
class ClaimReview:
    """Writes the review of a claim: the chain's, with whose review it is and what it finds as the caller says."""

    name: str = "claim-review"
    media_type: str = _MEDIA_TYPE
    suffix: str = _SUFFIX
    many: bool = False
    options: Mapping[str, str] = MappingProxyType(
        {
            "author": "the name of whoever reviews",
            "author_kind": '"person" or "organisation"',
            "url": "the address of the review",
            "date": "when it was published: 2026-03-04",
            "rating": "the verdict in words",
            "rating_value": "the verdict as a number",
            "best_rating": "the best verdict there could be",
            "worst_rating": "the worst",
        }
    )

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:  # noqa: ARG002 - comparisons have no place there
        """Return the review of the chain's claim."""
        (chain,) = chains
        graph, unsaid = _graph(chains)
        review: Record = {"@type": "ClaimReview", "@id": f"{ni_of(chain.digest)}#review"}
        if chain.head.text is not None:
            review["claimReviewed"] = chain.head.text
        review |= self._said(options)
        review["itemReviewed"] = {"@id": _claim_name(chain.digest)}
        return Exported(
            content=written({"@context": _CONTEXT, "@graph": [review, *graph]}),
            media_type=self.media_type,
            suffix=self.suffix,
            unsaid=unsaid,
        )

    def _said(self, options: Mapping[str, str]) -> Record:
        """Return what the caller says of the review."""
        for name, value in options.items():
            if not value.strip():
                raise self._refused(name, value)
        said: Record = {}
        if "url" in options:
            if not is_web_address(options["url"]):
                raise self._refused("url", options["url"])
            said["url"] = options["url"]
        if "author" in options:
            kinds = {"person": "Person", "organisation": "Organization", None: None}
            kind = options.get("author_kind")
            if kind not in kinds:
                raise self._refused("author_kind", kind)
            said["author"] = (
                {"name": options["author"]} if kind is None else {"@type": kinds[kind], "name": options["author"]}
            )
        if "date" in options:
            said["datePublished"] = self._date(options["date"])
        rating: Record = {
            key: options[name]
            for name, key in (
                ("rating", "alternateName"),
                ("rating_value", "ratingValue"),
                ("best_rating", "bestRating"),
                ("worst_rating", "worstRating"),
            )
            if name in options
        }
        return said | ({"reviewRating": {"@type": "Rating", **rating}} if rating else {})

    def _date(self, value: str) -> str:
        try:
            date = str(PartialDate.parse(value))
        except RecordError as error:
            raise self._refused("date", value) from error
        if not is_date(date):
            raise self._refused("date", value)
        return date

    def _refused(self, name: str, value: object) -> ExportError:
        return ExportError(
            f"cannot stand there – {self.name}: {name} {shown(value)} – write {self.options[name]}",
            format=self.name,
            field=name,
        )


def _graph(chains: Sequence[Chain]) -> tuple[list[Record], tuple[Unsaid, ...]]:
    """Return quotations and actions in the order of hops, then a claim for each chain; and what is unsaid."""
    hops: dict[Digest, Hop] = {hop.digest: hop for chain in chains for hop in chain.hops}
    translations: dict[Digest, list[Digest]] = {}
    for hop in hops.values():
        for source in hop.sources if hop.act is Act.TRANSLATED else ():
            translations.setdefault(source, []).append(hop.digest)
    nodes = [HopNodes(hop, translations.get(hop.digest, ())) for hop in hops.values()]
    _name_what_is_told(nodes)
    unsaid = [one for each in nodes for one in each.unsaid]
    unsaid += [one for chain in chains for one in beside(chain)]
    graph = [each.quotation for each in nodes]
    graph += [each.action for each in nodes]
    graph += [_claim(chain) for chain in dict.fromkeys(chains)]
    return graph, tuple(dict.fromkeys(unsaid))


def _name_what_is_told(nodes: Sequence[HopNodes]) -> None:
    """Write beside the digest of each hop that of what is told of it, where that is less: a reader can compare."""
    told: dict[Digest, Digest] = {}
    for each in nodes:
        hop = each.hop
        rest = blanked(hop, [one.field for one in each.unsaid], [told[source] for source in hop.sources])
        told[hop.digest] = rest.digest
        if rest.digest != hop.digest:
            each.quotation["identifier"] = [
                str(hop.digest),
                {"@type": "PropertyValue", "propertyID": TOLD_DIGEST, "value": str(rest.digest)},
            ]


def _claim_name(digest: Digest) -> str:
    return f"{ni_of(digest)}#claim"


def _claim(chain: Chain) -> Record:
    """Return what the chain's last words claim, where that appears, and where first, if there is one such place."""
    claim: Record = {"@type": "Claim", "@id": _claim_name(chain.digest)}
    if chain.head.text is not None:
        claim["text"] = chain.head.text
        if chain.head.language is not None:
            claim["inLanguage"] = chain.head.language
    if len(chain.origins) == 1:
        claim["firstAppearance"] = references([chain.origins[0].digest])[0]
    claim["appearance"] = references(hop.digest for hop in chain.hops)
    return claim
