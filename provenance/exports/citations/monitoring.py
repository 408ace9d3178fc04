"""The header that monitoring services set over a text: what it is, whose, in which language, when, and what was left out.

Such a service gives the time in GMT and says in the header what it did: the whole text or an excerpt, and through which
language the words came. A time without a zone cannot be given in GMT, and stands with that said.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from provenance.exports.citations.calendar import SHORT, day_first
from provenance.exports.citations.writing import joined, plain, supplied
from provenance.model.hop import Act
from provenance.rules.naming import language_name, listed
from provenance.text import Mode

if TYPE_CHECKING:
    from provenance.dates import PartialDate
    from provenance.exports.citations.matter import Matter

__all__ = ["as_monitoring"]

_MONTHS = tuple(month[:3] for month in SHORT)
_NOUNS = {Act.SAID: "speech", Act.TRANSCRIBED: "transcript"}
_OMITTED = ("…", "...", "[Passage omitted]")


def as_monitoring(matter: Matter) -> str:
    """Return the header, and the sentence."""
    return f"{_header(matter)}\n{matter.note}"


def _header(matter: Matter) -> str:
    witness = matter.witness
    words = f"{_how_much(matter)} {_NOUNS.get(witness.act, 'report')}"
    words += f" by {joined(matter.by)}" if matter.by else " by an unnamed source"
    words += "".join(f" {'on' if site in matter.platform else 'in'} {site}" for site in matter.sites)
    if witness.language is not None:
        words += f" in {supplied(witness, 'language', language_name(witness.language))}"
    if matter.title is not None:
        words += f" headlined “{matter.title}”"
    on = witness.attribution.on
    words += " of a date not recorded" if on is None else f" {supplied(witness, 'on', _moment(on))}"
    return "; ".join((words, *_done(matter)))


def _how_much(matter: Matter) -> str:
    hops = (matter.witness, *matter.after)
    if any(hop.mode is Mode.SUMMARY for hop in hops):
        return "Summary of"
    if any(hop.act is Act.EXCERPTED or hop.mode is Mode.PARTIAL for hop in hops):
        return "Excerpt from"
    return "Text of"


def _done(matter: Matter) -> list[str]:
    """Return what was done to the text since, and through which languages it came before."""
    done: list[str] = []
    shown = matter.chain.head
    if shown.text is None:
        done.append("words withheld" if shown.seal is not None else "words not held")
    elif any(mark in shown.text for mark in _OMITTED):
        done.append("omission indicated")
    relays = _relays(matter)
    if matter.witness.act is Act.TRANSLATED or matter.rendering is not None:
        done.append(f"translated from {listed(relays)} relay" if relays else "translated")
        done += [] if matter.rendered_by is None else [matter.rendered_by]
        done += [f"trans. {joined(matter.translators)}"] if matter.translators else []
    elif relays:
        done.append(f"from {listed(relays)} relay")
    return done


def _relays(matter: Matter) -> list[str]:
    """Return the languages of the links between the origin and the last words, in their order, each once."""
    way = (*matter.before, matter.witness, *matter.after)
    spoken = None if matter.origin.language is None else language_name(matter.origin.language)
    last = None if way[-1].language is None else language_name(way[-1].language)
    names = [plain(language_name(hop.language)) for hop in way[1:-1] if hop.language is not None]
    return [name for name in dict.fromkeys(names) if name not in {spoken, last}]


def _moment(on: PartialDate) -> str:
    """Return a date as "0550 gmt 19 Dec 25"; without its zone a time stays as it was recorded."""
    if on.year is None or on.month is None or on.day is None or not 1 <= on.year <= 9999:
        return day_first(on, _MONTHS)
    if on.time is None or on.zone is None:
        time = "" if on.time is None else f"{on.time.replace(':', '')[:4]} (zone not recorded) "
        return f"{time}{on.day} {_MONTHS[on.month - 1]} {on.year}"
    hours, minutes = int(on.time[:2]), int(on.time[3:5])
    start = datetime(on.year, on.month, on.day, hours, minutes, tzinfo=UTC)
    try:
        moment = start - _ahead(on.zone)
    except OverflowError:  # the first or the last day of the calendar
        return f"{on.time.replace(':', '')[:4]} UTC{on.zone} {on.day} {_MONTHS[on.month - 1]} {on.year}"
    return f"{moment:%H%M} gmt {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def _ahead(zone: str) -> timedelta:
    """Return how far a zone is ahead of GMT."""
    if zone == "Z":
        return timedelta()
    ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    return -ahead if zone[0] == "-" else ahead
