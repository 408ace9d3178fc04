"""Citations: a chain in the styles that people paste into what they write.

``CITATIONS`` maps each style to what writes it. Every style but the sentence alone puts the sentence beside its reference:
none of them has a place for a relay, or for words that nobody holds.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.errors import ExportError, shown
from provenance.exports.citations.apa import as_apa
from provenance.exports.citations.chicago import as_chicago
from provenance.exports.citations.matter import Matter
from provenance.exports.citations.mla import as_mla
from provenance.exports.citations.monitoring import as_monitoring
from provenance.exports.citations.wikipedia import as_wikipedia
from provenance.exports.citations.wikiquote import as_wikiquote
from provenance.exports.citations.writing import line
from provenance.model.chain import Chain
from provenance.rules.policy import nearest
from provenance.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CITATIONS", "cite"]

CITATIONS: Mapping[str, Callable[[Matter], str]] = MappingProxyType(
    {
        "sentence": lambda matter: line(sentence(matter.chain)),
        "apa": as_apa,
        "mla": as_mla,
        "chicago": as_chicago,
        "monitoring": as_monitoring,
        "wikipedia": as_wikipedia,
        "wikiquote": as_wikiquote,
    }
)
"""A style is any function from what is cited to text."""


def cite(chain: Chain, style: str = "sentence") -> str:
    """Return a chain as a citation in a style of ``CITATIONS``, with the sentence of its provenance beside it.

    What is cited is the witness that can be looked up: the hop nearest to the head that stands under a link, a title, an
    outlet or an author's name. Names are not turned round, since no record says which part of one is the family name; what
    was inferred stands in square brackets; what was not recorded is said to be missing. ExportError for a style that is
    not known.
    """
    if style not in CITATIONS:
        raise ExportError(f"no such style – {shown(style)} – {nearest(str(style), CITATIONS)}", format=str(style))
    if not isinstance(chain, Chain):
        raise ExportError(f"not a chain – {shown(chain)} – give one, recorded or drafted", format=style)
    return CITATIONS[style](Matter.of(chain))
