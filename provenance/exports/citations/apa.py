"""A reference as the Publication Manual of the American Psychological Association, 7th edition, has it.

A source that was read in another is cited "as cited in" (8.6). A title that is missing is described in brackets. One's
own translation of a passage counts as paraphrase and stands without quotation marks; shown beside the original it
stands in brackets. What the style sets in italics is plain here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exports.citations.calendar import month_first, year_words
from provenance.exports.citations.places import captured, shown_link
from provenance.exports.citations.writing import begun, ended, joined, supplied

if TYPE_CHECKING:
    from provenance.dates import PartialDate
    from provenance.exports.citations.matter import Matter
    from provenance.model.hop import Hop

__all__ = ["as_apa"]

MOST = 20
"""Authors that a reference names; of more, the first 19 and the last (9.8)."""


def as_apa(matter: Matter) -> str:
    """Return how the words stand in the text, the entry of the reference list, and the sentence."""
    return "\n".join((_in_text(matter), _entry(matter), matter.note))


def _in_text(matter: Matter) -> str:
    cited = f"{_first(matter)}, {_year(matter.witness)}"
    speaker = matter.speaker
    if speaker is not None and speaker not in matter.by:
        cited = f"{speaker}, {_year(matter.origin)}, as cited in {cited}"
    if matter.rendered_by is not None:
        cited += f"; {matter.rendered_by}"
    original, translation = matter.original, matter.translation
    words = [] if original is None else [f"“{original}”"]
    if translation is not None:
        words.append(translation if original is None else f"[{translation}]")
    return " ".join((*words, f"({cited})"))


def _first(matter: Matter) -> str:
    """Return whom the text names for the witness: one author, two, or the first of several (8.17)."""
    names = matter.by
    if len(names) > 2:
        return f"{names[0]} et al."
    if names:
        return " & ".join(names)
    return f"“{matter.title}”" if matter.title is not None else f"[{begun(matter.description)}]"


def _entry(matter: Matter) -> str:
    witness = matter.witness
    title = matter.title if matter.title is not None else f"[{begun(matter.description)}]"
    if matter.translators:
        title += f" ({joined(matter.translators, ' & ', ', & ')}, Trans.)"
    parts = [_listed(matter.by), f"({_date(witness)})", title] if matter.by else [title, f"({_date(witness)})"]
    parts += matter.sites
    entry = " ".join(ended(part) for part in parts)
    address = shown_link(witness)
    if address is not None:
        seen = captured(witness)
        retrieved = (
            f"Retrieved {month_first(seen)}, from " if witness.attribution.on is None and seen is not None else ""
        )
        entry += f" {retrieved}{address}"
    written = matter.before[-1] if matter.before and matter.translators else None
    if written is not None and written.attribution.on is not None and written.attribution.on.year is not None:
        entry += f" (Original work published {year_words(written.attribution.on)})"
    return entry


def _listed(names: tuple[str, ...]) -> str:
    if len(names) > MOST:
        return f"{', '.join(names[: MOST - 1])}, . . . {names[-1]}"
    return joined(names, ", & ", ", & ")


def _year(hop: Hop) -> str:
    year = year_words(hop.attribution.on)
    return "n.d." if year is None else supplied(hop, "on", year)


def _date(hop: Hop) -> str:
    on = hop.attribution.on
    return "n.d." if on is None else supplied(hop, "on", _year_first(on))


def _year_first(on: PartialDate) -> str:
    """Return a date as "2025, December 19", "2025, December", "n.d., December 19"."""
    year = year_words(on) or "n.d."
    if on.month is None:
        return year
    rest = month_first(on).partition(",")[0].removesuffix(" of a year not recorded")
    return f"{year}, {rest.removesuffix(f' {year}')}"
