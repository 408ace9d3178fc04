"""A reference as the MLA Handbook, 9th edition, has it.

What was read in another source is "qtd. in" it. A translated quotation stands after the original, and who translated
it is said in the parenthesis: "my trans." where that is who writes (6.75); here the translator's name, or that nobody signed
it. What has no title is described, without marks. What the style sets in italics is plain here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exports.citations.calendar import SHORT, day_first
from provenance.exports.citations.places import captured, shown_link
from provenance.exports.citations.writing import begun, ended, joined, supplied

if TYPE_CHECKING:
    from provenance.exports.citations.matter import Matter

__all__ = ["as_mla"]


def as_mla(matter: Matter) -> str:
    """Return how the words stand in the text, the entry of the list of works cited, and the sentence."""
    return "\n".join((_in_text(matter), _entry(matter), matter.note))


def _in_text(matter: Matter) -> str:
    """Return the words with their parenthesis; whose words they are the writer's own sentence says."""
    cited = _first(matter)
    if matter.speaker is not None and matter.speaker not in matter.by:
        cited = f"qtd. in {cited}"
    if matter.rendered_by is not None:
        cited += f"; {matter.rendered_by}"
    original, translation = matter.original, matter.translation
    if original is None:
        return f"({cited})" if translation is None else f"“{translation}” ({cited})"
    return f"“{original}” ({cited})" if translation is None else f"“{original}” (“{translation}”; {cited})"


def _first(matter: Matter) -> str:
    names = matter.by
    if len(names) > 2:
        return f"{names[0]} et al."
    if names:
        return " and ".join(names)
    return f"“{matter.title}”" if matter.title is not None else matter.description


def _entry(matter: Matter) -> str:
    witness = matter.witness
    names = matter.by
    parts = [] if not names else [f"{names[0]}, et al." if len(names) > 2 else ", and ".join(names)]
    parts.append(f"“{ended(matter.title)}”" if matter.title is not None else begun(matter.description))
    container = [*matter.sites]
    if matter.translators:
        container.append(f"translated by {joined(matter.translators)}")
    on = witness.attribution.on
    if on is not None:
        container.append(supplied(witness, "on", day_first(on, SHORT)))
    address = shown_link(witness)
    if address is not None:
        container.append(address)
    if container:
        parts.append(begun(", ".join(container)) if not matter.sites else ", ".join(container))
    entry = " ".join(part if part.endswith("”") else ended(part) for part in parts)
    seen = captured(witness)
    return entry if seen is None else f"{entry} Accessed {ended(day_first(seen, SHORT))}"
