"""What an article's drafts rest on: the originals it names, its speakers' offices, what tells the year of a day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.canonical import check_words
from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.limits import FIELD
from provenance.locator import outlet_named
from provenance.reading.countries import spoken_in_office
from provenance.sentences import paragraphs_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from provenance.credits import Credit
    from provenance.locator import Locator
    from provenance.quotations import Named, Quotation
    from provenance.reading.base import Reading

__all__ = ["MOST", "Ground", "Original", "identity", "same_tongue", "sayable"]

MOST = 100
"""Originals of one article that become hops at most; a page that names more is a list of links."""


@frozen(kw_only=True)
class Original:
    """A source that the article names: a link, an outlet, or some other words."""

    credit: Credit
    name: str | None
    locator: Locator | None
    outlet: str | None
    outlet_inferred: str | None
    language: str | None
    language_inferred: str | None


def sayable(words: str | None, limit: int = FIELD) -> str | None:
    """Return words that a record can hold, else None: it takes none that are blank, too long or without UTF-8."""
    if words is None or not words.strip() or len(words) > limit:
        return None
    try:
        return check_words(words, "words")
    except RecordError:
        return None


def same_tongue(one: str | None, other: str | None) -> bool | None:
    """Return whether two tags name one language, whatever script or region; None if either is blank."""
    return None if one is None or other is None else one.split("-")[0] == other.split("-")[0]


class Ground:
    """What all drafts of one reading share, found once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        accepted = [one for one in reading.credits if one.kind in {"original", "relay"} and one.verdict == "accepted"]
        self.footers = self._distinct(one for one in accepted if one.line is not None)
        self._relays = sorted((one for one in accepted if one.line is None), key=lambda one: one.value)
        self._relay_starts = [one.value.start for one in self._relays]
        self._paragraphs = paragraphs_in(reading.text) if self._relays and not self.footers else ()
        self._paragraph_starts = [one.start for one in self._paragraphs]
        self._offices: dict[str, str] = {}
        for quotation in reading.quotations:
            speaker = quotation.speaker
            if speaker is not None and speaker.description is not None:
                self._offices.setdefault(speaker.name, speaker.description)

    def originals(self, quotation: Quotation) -> tuple[Original, ...]:
        """Return the originals and relays named in lines of their own; where there is none, those of the paragraph."""
        if self.footers or not self._relays:
            return self.footers[:MOST]
        number = bisect_right(self._paragraph_starts, quotation.spans[0].start) - 1
        here = self._paragraphs[max(0, number)]
        first, last = (bisect_right(self._relay_starts, place - 1) for place in (here.start, here.end))
        return self._distinct(self._relays[first:last])[:MOST]

    def _distinct(self, credits_found: Iterable[Credit]) -> tuple[Original, ...]:
        found: dict[str, Original] = {}
        for credit in credits_found:
            original = _original(self.reading, credit)
            if original.name is not None or original.locator is not None:
                found.setdefault(identity(original), original)
        return tuple(found.values())

    def office(self, speaker: Named | None) -> str | None:
        """Return a speaker's office: as printed with the name, or where the same name stands elsewhere in the article."""
        return None if speaker is None else speaker.description or self._offices.get(speaker.name)

    def language_said(self, speaker: Named | None) -> tuple[str | None, str | None]:
        """Return the language that a speaker's printed office lets expect, and from what it was inferred."""
        printed = self.office(speaker) or (None if speaker is None else speaker.printed)
        spoken = spoken_in_office(printed, self.reading.language)
        if spoken is None:
            return None, None
        return spoken.language, f'"{printed}": the official language of {spoken.country}'

    def dated(self, on: PartialDate | None, named: Sequence[Original]) -> tuple[PartialDate | None, str | None]:
        """Return a date with its year, and from what the year was inferred; as it is if it has one, or nothing tells it.

        The nearest dated thing tells: the article's own date, the time minted into a named original's id, the archive time.
        The year is that of the latest such day not after it.
        """
        if on is None or on.year is not None or on.month is None or on.day is None:
            return on, None
        for known, basis in self._dated_things(named):
            year = known.year
            if year is None:
                continue
            if known.month is not None and (known.month, known.day or 31) < (on.month, on.day):
                year -= 1
            try:
                return PartialDate(year=year, month=on.month, day=on.day, time=on.time, zone=on.zone), basis
            except RecordError:  # the 29th of February, of a year that has none
                continue
        return on, None

    def _dated_things(self, named: Sequence[Original]) -> Iterator[tuple[PartialDate, str]]:
        if self.reading.on is not None:
            yield self.reading.on, "year: the article's date"
        links = [one.locator for one in named if one.locator is not None]
        for locator in links:
            if locator.minted is not None:
                yield _latest_day(locator.minted), f"year: id of {_whose(locator, named)} locator"
        archived = [(_whose(locator, named), locator) for locator in links]
        if self.reading.locator is not None:
            archived.append(("the article's", self.reading.locator))
        for whose, locator in archived:
            if locator.archived_on is not None:
                yield locator.archived_on, f"year: archive time of {whose} locator"


def identity(original: Original) -> str:
    """Return what two originals share if they are one: the canonical link, else the name."""
    if original.locator is not None:
        return original.locator.canonical or original.locator.given
    return original.name or ""


def _original(reading: Reading, credit: Credit) -> Original:
    printed = " ".join(credit.value.of(reading.text).split()).strip('«»“”"《》「」 ')
    locator = credit.locator if credit.locator is not None and sayable(credit.locator.given) is not None else None
    if locator is not None:
        return Original(
            credit=credit,
            name=None,
            locator=locator,
            outlet=locator.outlet,
            outlet_inferred=None if locator.outlet is None else "host of the locator",
            language=locator.language,
            language_inferred=None if locator.language is None else f"usual language of {_place(locator)}",
        )
    known = outlet_named(printed)
    language = None if known is None else known.language
    return Original(
        credit=credit,
        name=sayable(printed),
        locator=None,
        outlet=sayable(printed),
        outlet_inferred=None,
        language=language,
        language_inferred=None if language is None else f"usual language of {printed}",
    )


def _place(locator: Locator) -> str:
    return locator.platform or locator.outlet or "the host"


def _whose(locator: Locator, named: Sequence[Original]) -> str:
    """Return which hop a locator is of; where there are several originals, their order is that of their digests."""
    return "hop 2's" if len(named) == 1 else f"the original's ({locator})"


def _latest_day(moment: datetime) -> PartialDate:
    """Return the day that it was, somewhere: days begin first at UTC+14."""
    day = moment + timedelta(hours=14)
    return PartialDate(year=day.year, month=day.month, day=day.day)
