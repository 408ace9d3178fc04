"""A reference in Wikipedia's Citation Style 1: one template, for between ``<ref>`` and ``</ref>``.

The parameters are those of Module:Citation/CS1. Words and titles in a script other than Latin go into ``script-quote`` and
``script-title``, which take the language's code before them; a translation goes into ``trans-quote``. The module takes no date
without a year, no decade and no year before 100, wants a whole day for what was looked up or archived, and wants a title:
what is not recorded stands as a comment, so that an editor sees the gap and fills it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.exports.citations.calendar import day_first
from provenance.exports.citations.places import archived, captured, link
from provenance.exports.citations.wikitext import address as wiki_address
from provenance.exports.citations.wikitext import escaped
from provenance.model.hop import Act
from provenance.rules.naming import date_words
from provenance.scripts import script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.dates import PartialDate
    from provenance.exports.citations.matter import Matter
    from provenance.model.attribution import Agent
    from provenance.model.hop import Hop

__all__ = ["as_wikipedia"]

_SCRIPT_CODES = re.compile(
    "ab|am|ar|az|be|bg|bn|bo|bs|ce|chr|dv|dz|el|fa|grc|gu|he|hi|hy|ja|ka|kk|km|kn|ko|ku|ky|lo|mk|ml|mn|mni|mr|my|ne|or|ota|"
    "pa|ps|ru|sd|si|sr|syc|ta|te|tg|th|ti|tt|ug|uk|ur|uz|yi|yue|zgh|zh"
)
"""The languages that the module takes before a script title (``script_lang_codes`` in its configuration)."""

_FIELDS = {
    "author": "author",
    "translator": "translator",
    "title": "title",
    "script-title": "title",
    "date": "on",
    "event": "occasion",
    "work": "outlet",
    "language": "language",
    "url": "locator",
}
"""The field of a hop that a parameter holds."""


def as_wikipedia(matter: Matter) -> str:
    """Return the template, and the sentence behind it."""
    parameters = "".join(f" |{name}={value}{_sign(matter.witness, name)}" for name, value in _parameters(matter))
    return f"{{{{{_template(matter)}{parameters} }}}} {escaped(matter.note)}"


def _sign(witness: Hop, name: str) -> str:
    """Return a comment behind what nobody stated, so that an editor checks it; the module sees no comments."""
    field = _FIELDS.get(name.rstrip("0123456789"))
    return " <!-- inferred -->" if field is not None and witness.was_inferred(field) else ""


def _template(matter: Matter) -> str:
    """Return the template that fits: one for a page, for what is on paper or on air, for what was only said."""
    if link(matter.witness) is not None:
        return "cite web"
    return "cite speech" if matter.witness.act is Act.SAID and not matter.sites else "cite news"


def _parameters(matter: Matter) -> Iterator[tuple[str, str]]:
    witness = matter.witness
    who = witness.attribution
    yield from _named("author", _names(who.author) or _speaker(matter))
    yield from _named("translator", _names(who.translator) if witness.act is Act.TRANSLATED else ())
    yield from _title(witness)
    yield "date", _date(who.on)
    if _template(matter) == "cite speech":
        yield from [] if who.occasion is None else [("event", escaped(who.occasion))]
    else:
        yield from _places(witness)
    if witness.language is not None:
        yield "language", witness.language
    address, copy, seen = link(witness), archived(witness), captured(witness)
    if address is not None:
        yield "url", wiki_address(address)
        if copy is not None and (taken := _whole(copy[1])) is not None:
            yield "archive-url", wiki_address(copy[0])
            yield "archive-date", taken
        if (read := _whole(seen)) is not None:
            yield "access-date", read
    yield from _quoted(matter)


def _names(agents: tuple[Agent, ...]) -> tuple[str, ...]:
    """Return the names of people and bodies; a program is no author, the sentence tells of it."""
    return tuple(agent.name for agent in agents if agent.kind != "software")


def _speaker(matter: Matter) -> tuple[str, ...]:
    """Return who speaks, where the witness is the speech itself; else the account that posted."""
    who = matter.witness.attribution
    if matter.witness.act is Act.SAID:
        return () if who.speaker is None else (who.speaker.name,)
    return (who.locator.account,) if who.locator is not None and who.locator.account else ()


def _named(role: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(names, 1):
        yield (role if len(names) == 1 else f"{role}{number}"), escaped(name)


def _title(witness: Hop) -> Iterator[tuple[str, str]]:
    title = witness.attribution.title
    if title is None:
        yield "title", "<!-- title not recorded -->"
    else:
        yield _scripted("title", title, witness.language)


def _places(witness: Hop) -> Iterator[tuple[str, str]]:
    who = witness.attribution
    platform = None if who.locator is None else who.locator.outlet
    house = who.outlet or platform
    if house is not None:
        yield "work", escaped(house)
    if platform is not None and platform != house:
        yield "via", escaped(platform)


def _quoted(matter: Matter) -> Iterator[tuple[str, str]]:
    if matter.original is None or matter.quoted.text is None:
        return  # the module wants the quotation beside its translation
    yield _scripted("quote", matter.quoted.text, matter.quoted.language)
    if matter.translation is not None and matter.rendering is not None and matter.rendering.text is not None:
        yield "trans-quote", escaped(matter.rendering.text)


def _scripted(name: str, text: str, language: str | None) -> tuple[str, str]:
    """Return a parameter for a text: of another script than Latin, the one that keeps it upright and from mixing."""
    code = (language or "").partition("-")[0]
    letters = [script(sign) for sign in text if sign.isalpha()]
    if _SCRIPT_CODES.fullmatch(code) and letters.count("Latin") * 2 < len(letters):
        return f"script-{name}", f"{code}:{escaped(text)}"
    return name, escaped(text)


def _date(on: PartialDate | None) -> str:
    """Return a date as the module takes it; one that it would refuse as a comment."""
    if on is None:
        return "n.d."
    if on.year is None or on.decade or on.year < 100:
        return f"<!-- {date_words(on)} -->"
    return day_first(on)


def _whole(on: PartialDate | None) -> str | None:
    """Return a date that says its day, month and year; the module takes no other for a visit or a copy."""
    return None if on is None or on.year is None or on.month is None or on.day is None else day_first(on)
