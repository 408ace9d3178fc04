"""A note and a bibliography entry as the Chicago Manual of Style, 17th edition, has them.

Words read in another source are "quoted in" it. An access date stands where no date of publication does (14.12); what
has no title is described, without marks. What the style sets in italics is plain here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exports.citations.calendar import month_first
from provenance.exports.citations.places import archived, captured, shown_link
from provenance.exports.citations.writing import STOPS, begun, ended, joined, plain, supplied
from provenance.model.hop import Act
from provenance.rules.naming import language_name

if TYPE_CHECKING:
    from provenance.exports.citations.matter import Matter
    from provenance.model.hop import Hop

__all__ = ["as_chicago"]


def as_chicago(matter: Matter) -> str:
    """Return the note, the entry of the bibliography, and the sentence."""
    return "\n".join((_note(matter), _entry(matter), matter.note))


def _note(matter: Matter) -> str:
    witness, speaker = matter.witness, matter.speaker
    parts: list[str] = []
    if speaker is not None and speaker not in matter.by:
        parts.append(speaker)
        if matter.origin.act is Act.SAID:
            parts += _occasion(matter.origin)
        titled = matter.kind if matter.title is None else _titled(matter, ",")  # whose words they are stands before it
        parts.append(f"quoted in {', '.join((*_some(matter.by), titled))}")
    else:
        parts += [*_some(matter.by), _titled(matter, ",")]
    parts += _published(matter, "trans. ")
    if matter.rendered_by is not None:
        parts.append(f"{matter.rendered_by}{_from(witness)}")
    return _run(parts)


def _run(parts: list[str]) -> str:
    """Return a note of its parts, with commas between them and a stop at the end; a title in marks brings its own."""
    words = parts[0]
    for part in parts[1:]:
        words += (" " if words.endswith(",”") else ", ") + part
    return f"{words.removesuffix(',”')}.”" if words.endswith(",”") else ended(words)


def _some(names: tuple[str, ...]) -> list[str]:
    """Return the authors of a note: of more than three, the first."""
    if not names:
        return []
    return [f"{names[0]} et al."] if len(names) > 3 else [joined(names)]


def _titled(matter: Matter, stop: str) -> str:
    title = matter.title
    if title is None:
        return matter.description
    return f"“{title}”" if title.endswith(STOPS) else f"“{title}{stop}”"


def _occasion(origin: Hop) -> list[str]:
    who = origin.attribution
    occasion = [] if who.occasion is None else [supplied(origin, "occasion", who.occasion)]
    return occasion + ([] if who.on is None else [supplied(origin, "on", month_first(who.on))])


def _from(source: Hop) -> str:
    """Return what a translation was made from: " from the Chinese of Toutiao"."""
    words = "" if source.language is None else f" from the {plain(language_name(source.language))}"
    locator = source.attribution.locator
    platform = None if locator is None else locator.outlet
    house = platform or source.attribution.outlet
    return f"{words} of {plain(house)}" if words and house is not None else words


def _published(matter: Matter, translated: str) -> list[str]:
    witness = matter.witness
    parts: list[str] = []
    if matter.translators:
        source = matter.before[-1] if matter.before else None
        parts.append(f"{translated}{joined(matter.translators)}{_from(source) if source is not None else ''}")
    parts += matter.sites
    on, seen = witness.attribution.on, captured(witness)
    if on is not None:
        parts.append(supplied(witness, "on", month_first(on)))
    elif seen is not None:
        parts.append(f"accessed {month_first(seen)}")
    address, copy = shown_link(witness), archived(witness)
    parts += [] if address is None else [address]
    if copy is not None and copy[0] != address:
        parts.append(f"archived{f' {month_first(copy[1])},' if copy[1] is not None else ''} at {copy[0]}")
    return parts


def _entry(matter: Matter) -> str:
    names = matter.by
    parts = [] if not names else [joined(names, ", and ")]
    parts.append(_titled(matter, "."))
    parts += _published(matter, "Translated by ")
    return " ".join(part if part.endswith(".”") else ended(begun(part)) for part in parts)
