"""An entry for Wikiquote: the words, and under them the relays, the translation, the source and the sentence.

Nested bullets, one for each text: the original first, so that readers who know its language can check the translation
(Wikiquote: Guide to layout). Words that nobody holds are said not to be held.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.exports.citations.calendar import day_first
from provenance.exports.citations.places import link
from provenance.exports.citations.wikitext import address, escaped
from provenance.model.hop import Act
from provenance.rules.ground import anchors
from provenance.rules.naming import language_name
from provenance.terminal import isolated
from provenance.text import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.exports.citations.matter import Matter
    from provenance.model.hop import Hop

__all__ = ["as_wikiquote"]

_LINES = re.compile(r"\r\n|[\n\r\u0085\u2028\u2029]")


def as_wikiquote(matter: Matter) -> str:
    """Return the entry: a bullet with the words nearest to the speaker, and bullets under it."""
    way = (*matter.before, matter.witness, *matter.after)
    held = [hop for hop in way if hop.text is not None]
    shown = _without_repeats(held)
    spoken = frozenset(anchors(matter.chain))
    bullets = [_bullet(hop, matter.chain.head, spoken) for hop in shown] or ["<!-- the words are not held -->"]
    bullets.append(_source(matter))
    bullets.append(escaped(matter.note))
    return "\n".join(f"{'*' if not place else '**'} {bullet}" for place, bullet in enumerate(bullets))


def _without_repeats(held: list[Hop]) -> list[Hop]:
    """Return the hops whose words are not just those of the hop before."""
    return [hop for place, hop in enumerate(held) if not place or hop.text != held[place - 1].text]


def _bullet(hop: Hop, head: Hop, spoken: frozenset[Hop]) -> str:
    label = _label(hop, head, spoken)
    words = "<br>".join(escaped(each) for each in _LINES.split(hop.text or ""))
    if words != isolated(words):  # right-to-left words keep to themselves
        language = "" if hop.language is None else f' lang="{hop.language}"'
        words = f"<bdi{language}>{words}</bdi>"
    signed = ", ".join(escaped(str(agent)) for agent in hop.attribution.translator) if hop.act is Act.TRANSLATED else ""
    return f"{label}{words}{f' ({signed})' if signed else ''}"


def _label(hop: Hop, head: Hop, spoken: frozenset[Hop]) -> str:
    """Return what a text is, where it is not the original: "Chinese relay: "."""
    if hop in spoken or hop.act is Act.SAID:
        words = ""
    elif hop.act is Act.TRANSLATED and hop == head:
        words = "Translation"
    else:
        words = f"{_language(hop)}{'translation' if hop.act is Act.TRANSLATED else 'relay'}"
    if hop.mode in {Mode.INDIRECT, Mode.SUMMARY}:
        words = f"{words}, {_MODES[hop.mode]}" if words else _MODES[hop.mode].capitalize()
    return f"{escaped(words[0].upper() + words[1:])}: " if words else ""


_MODES = {Mode.INDIRECT: "in reported speech", Mode.SUMMARY: "summed up"}


def _language(hop: Hop) -> str:
    return "" if hop.language is None else f"{language_name(hop.language)} "


def _source(matter: Matter) -> str:
    return "; ".join(_parts(matter))


def _parts(matter: Matter) -> Iterator[str]:
    """Yield who spoke, when and where, and the witness with its link."""
    origin, witness = matter.origin, matter.witness
    if origin.act is Act.SAID and origin != witness:
        who = origin.attribution
        said = [
            *([] if matter.speaker is None else [matter.speaker]),
            *([] if who.occasion is None else [who.occasion]),
        ]
        said += [] if who.on is None else [day_first(who.on)]
        yield from [escaped(", ".join(said))] if said else []
    place = link(witness)
    title = matter.title or matter.description
    named = escaped(title) if place is None else f"[{address(place)} {escaped(title)}]"
    names = [escaped(name) for name in (*matter.by, *matter.sites)]
    when = witness.attribution.on
    yield ", ".join([named, *names, "undated" if when is None else escaped(day_first(when))])
