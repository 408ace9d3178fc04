"""Where a hop can be looked up: its address, an archive's copy of it, the day it was last seen there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from provenance.dates import PartialDate

if TYPE_CHECKING:
    from provenance.model.hop import Hop

__all__ = ["archived", "captured", "link", "shown_link"]

_HTTP = re.compile(r"https?://\S+", re.IGNORECASE)


def link(hop: Hop) -> str | None:
    """Return the address of a hop; None if it has none.

    The one canonical spelling stands there: without trackers, and not an archive's copy.
    """
    places = [hop.attribution.locator, *(capture.locator for capture in hop.captures)]
    return next((_address(place.canonical) for place in places if place is not None and place.canonical), None)


def shown_link(hop: Hop) -> str | None:
    """Return the address of a hop, or of its copy, as a reference shows it: in brackets where it was inferred."""
    own = link(hop)
    if own is not None and hop.attribution.locator is not None and hop.was_inferred("locator"):
        return f"[{own}]"
    copy = archived(hop)
    return own if own is not None or copy is None else copy[0]


def archived(hop: Hop) -> tuple[str, PartialDate | None] | None:
    """Return the address of an archive's copy of a hop, as given, and when it was taken as far as its link says."""
    places = [
        hop.attribution.locator,
        *(each for capture in hop.captures for each in (capture.archived, capture.locator)),
    ]
    for place in places:
        given = "" if place is None else place.given.strip()
        if place is not None and place.archived_on is not None and _HTTP.fullmatch(given):
            return _address(given), place.archived_on
    for capture in hop.captures:
        if capture.archived is not None and _HTTP.fullmatch(capture.archived.given.strip()):
            return _address(capture.archived.given.strip()), None
    return None


def captured(hop: Hop) -> PartialDate | None:
    """Return the day on which a hop was last looked up."""
    times = [capture.time for capture in hop.captures if capture.time is not None]
    return PartialDate(year=max(times).year, month=max(times).month, day=max(times).day) if times else None


def _address(address: str) -> str:
    """Return an address with nothing in it but what RFC 3986 allows."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~-._")
