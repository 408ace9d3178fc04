"""Which value of a field is believed, where a page's markup, its text and the caller each say something.

The caller comes first. Of the page, what its text prints wins over what its markup says, where the two disagree for
certain; both are kept and a note says so. What only the extractor guesses is marked as inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.errors import RecordError
from provenance.language import Guess
from provenance.locator import Locator
from provenance.reading.stated import date_of, first
from provenance.text import check_language

if TYPE_CHECKING:
    from provenance.dates import PartialDate
    from provenance.language import Unsure
    from provenance.reading.pages import Page

__all__ = ["Believed", "believed", "language_of"]

FORMED = "id in the page's script"
"""What a link is inferred from that no page prints: its form is known, its id stands in the script."""


@frozen(kw_only=True)
class Believed:
    """The fields of an article as read from its page."""

    title: str | None
    authors: tuple[str, ...]
    outlet: str | None
    locator: Locator | None
    on: PartialDate | None
    inferred: dict[str, str]
    notes: tuple[str, ...] = field(default=())


def language_of(page: Page, guessed: Guess | Unsure) -> tuple[str | None, bool, tuple[str, ...]]:
    """Return the language of a page's article, whether the page declares it, and what is to be noted.

    The words win over the declaration: many pages are made from a template in another language.
    """
    declared = first(page.stated, "language")
    tag = None
    if declared is not None:
        try:
            tag = check_language(declared.value.replace("_", "-"))
        except RecordError:
            tag = None
    if tag is None or declared is None:
        return (guessed.language if isinstance(guessed, Guess) else None), False, ()
    if isinstance(guessed, Guess) and guessed.language.split("-")[0] != tag.split("-")[0]:
        return (
            guessed.language,
            False,
            (f"the page declares {tag} ({declared.basis}), its words are {guessed.language}",),
        )
    return tag, True, ()


def believed(
    page: Page, *, printed_on: PartialDate | None, on: PartialDate | None, outlet: str | None, locator: Locator | None
) -> Believed:
    """Return the fields of a page; ``printed_on`` is the date that its text bears, the rest what the caller says."""
    inferred: dict[str, str] = {}
    notes: list[str] = []
    title = _title(page, inferred)
    if locator is None:
        locator = _locator(page, inferred)
    if outlet is None:
        outlet = _outlet(page, locator, inferred)
    if on is None:
        on, note = _date(page, printed_on, inferred)
        notes += note
    authors = dict.fromkeys(one.value for one in page.stated if one.field == "author")
    return Believed(
        title=title,
        authors=tuple(authors),
        outlet=outlet,
        locator=locator,
        on=on,
        inferred=inferred,
        notes=tuple(notes),
    )


def _title(page: Page, inferred: dict[str, str]) -> str | None:
    stated = first(page.stated, "title")
    guess = first(page.guessed, "title")
    if stated is not None and (stated.basis != "title" or guess is None or guess.value == stated.value):
        return stated.value
    if guess is not None:
        inferred["title"] = guess.basis
        return guess.value
    return None


def _locator(page: Page, inferred: dict[str, str]) -> Locator | None:
    stated = first(page.stated, "locator")
    if stated is None:
        return None
    if stated.basis == "the page's script":
        inferred["locator"] = FORMED
    return Locator.parse(f"https:{stated.value}" if stated.value.startswith("//") else stated.value)


def _outlet(page: Page, locator: Locator | None, inferred: dict[str, str]) -> str | None:
    stated = first(page.stated, "outlet")
    if stated is not None:
        return stated.value
    if locator is not None and locator.outlet is not None:
        inferred["outlet"] = "host of the locator"
        return locator.outlet
    guess = first(page.guessed, "outlet")
    if guess is None:
        return None
    inferred["outlet"] = guess.basis
    return guess.value


def _date(page: Page, printed: PartialDate | None, inferred: dict[str, str]) -> tuple[PartialDate | None, list[str]]:
    """Return the date of a page and what is to be noted of it: its text wins where the two cannot both be true."""
    stated = first(page.stated, "on")
    said = None if stated is None else date_of(stated.value)
    if said is not None and stated is not None:
        if printed is None:
            return said, []
        if printed.relation(said) in {"before", "after"}:
            return printed, [f"the page is dated {printed} in its text, {said} in its markup ({stated.basis})"]
        return max((said, printed), key=_precise), []
    if printed is not None:
        return printed, []
    guess = first(page.guessed, "on")
    if guess is None or (value := date_of(guess.value)) is None:
        return None, []
    inferred["on"] = guess.basis
    return value, []


def _precise(date: PartialDate) -> tuple[int, ...]:
    return int(date.day is not None), len(date.time or ""), int(date.zone is not None)
