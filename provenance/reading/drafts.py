"""Draft chains of a reading: the utterance, the originals that the article names, the article itself.

A draft states what the article states. Whatever else it holds is marked as inferred, with what it was inferred from;
the rest is blank. A draft is an ordinary chain: it is audited, stored and filled like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from provenance.canonical import check_words
from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.limits import FIELD, WORDS
from provenance.locator import outlet_named
from provenance.model.attribution import Agent, Inferred
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.reading.countries import spoken_in_office
from provenance.sentences import paragraphs_in
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from provenance.credits import Credit
    from provenance.locator import Locator
    from provenance.model.chain import Chain
    from provenance.quotations import Named, Quotation
    from provenance.reading.base import Reading

__all__ = ["Original", "dated", "drafted", "language_said", "office", "originals", "same_tongue", "sayable"]


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


def originals(reading: Reading, quotation: Quotation | None = None) -> tuple[Original, ...]:
    """Return the originals and relays that the article names in lines of their own.

    Where there is none and a quotation is given, those that its paragraph names.
    """
    accepted = [one for one in reading.credits if one.kind in {"original", "relay"} and one.verdict == "accepted"]
    named = [one for one in accepted if one.line is not None]
    if not named and quotation is not None:
        here = _paragraph(reading.text, quotation.spans[0])
        named = [one for one in accepted if here is not None and here.holds(one.value)]
    found: list[Original] = []
    for credit in named:
        original = _original(reading, credit)
        if all(_identity(original) != _identity(one) for one in found) and (original.name or original.locator):
            found.append(original)
    return tuple(found)


def _paragraph(text: str, span: Span) -> Span | None:
    return next((one for one in paragraphs_in(text) if one.overlaps(span)), None)


def _identity(original: Original) -> str:
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


def office(reading: Reading, speaker: Named | None) -> str | None:
    """Return a speaker's office: as printed with the name, or where the same name stands elsewhere in the article."""
    if speaker is None:
        return None
    if speaker.description is not None:
        return speaker.description
    speakers = (one.speaker for one in reading.quotations)
    return next((one.description for one in speakers if one and one.name == speaker.name and one.description), None)


def language_said(reading: Reading, speaker: Named | None) -> tuple[str | None, str | None]:
    """Return the language that a speaker's printed office lets expect, and from what it was inferred."""
    printed = office(reading, speaker) or (None if speaker is None else speaker.printed)
    spoken = spoken_in_office(printed, reading.language)
    if spoken is None:
        return None, None
    return spoken.language, f'"{printed}": the official language of {spoken.country}'


def dated(on: PartialDate | None, reading: Reading, named: Sequence[Original]) -> tuple[PartialDate | None, str | None]:
    """Return a date with its year, and from what the year was inferred; as it is if it has one, or nothing tells it.

    The nearest dated thing tells: the article's own date, the time minted into a named original's id, the archive time.
    The year is that of the latest such day not after it.
    """
    if on is None or on.year is not None or on.month is None or on.day is None:
        return on, None
    for known, basis in _dated_things(reading, named):
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


def _dated_things(reading: Reading, named: Sequence[Original]) -> Iterator[tuple[PartialDate, str]]:
    if reading.on is not None:
        yield reading.on, "year: the article's date"
    links = [(number, one.locator) for number, one in enumerate(named, 2) if one.locator is not None]
    for number, locator in links:
        if locator.minted is not None:
            yield _day(locator.minted), f"year: id of hop {number}'s locator"
    archives = [*((f"hop {number}'s", locator) for number, locator in links)]
    if reading.locator is not None:
        archives.append(("the article's", reading.locator))
    for whose, locator in archives:
        if locator.archived_on is not None:
            yield locator.archived_on, f"year: archive time of {whose} locator"


def _day(moment: datetime) -> PartialDate:
    return PartialDate(year=moment.year, month=moment.month, day=moment.day)


def drafted(reading: Reading) -> tuple[Chain, ...]:
    """Return a draft chain for each quotation of a reading, in order of the text."""
    return tuple(_draft(reading, quotation) for quotation in reading.quotations)


def _draft(reading: Reading, quotation: Quotation) -> Chain:
    named = originals(reading, quotation)
    utterance = _utterance(reading, quotation, named)
    relays = [_relay(utterance, original) for original in named]
    how = _article(reading, quotation, named)
    text = sayable(quotation.words, WORDS)
    if not relays:
        chain = utterance.reported(text, reading.language, **how)
    else:
        act, basis = _act(reading, named)
        if basis is not None:
            how["inferred"] = (*how["inferred"], Inferred("act", basis))
        onto = relays[0].translated if act is Act.TRANSLATED else relays[0].republished
        chain = onto(text, reading.language, also=relays[1:], **how)
    return chain.holding(*reading.evidence)


def _act(reading: Reading, named: Sequence[Original]) -> tuple[Act, str | None]:
    """Return how the article came from its original: translated where the languages differ or a translator signs."""
    if any(one.kind == "translator" and one.verdict == "accepted" for one in reading.credits):
        return Act.TRANSLATED, None
    for original in named:
        if same_tongue(reading.language, original.language) is False:
            return Act.TRANSLATED, f"{original.language} → {reading.language}"
    known = all(original.language is not None for original in named) and reading.language is not None
    return Act.REPUBLISHED, "the same language" if known else "an original is named; its language is not known"


def _utterance(reading: Reading, quotation: Quotation, named: Sequence[Original]) -> Chain:
    speaker = quotation.speaker
    language, language_from = language_said(reading, speaker)
    on, year_from = dated(quotation.on, reading, named)
    inferred = []
    if language_from is not None:
        inferred.append(Inferred("language", language_from))
    if year_from is not None:
        inferred.append(Inferred("on", year_from, str(quotation.on)))
    how: dict[str, Any] = {}
    agent = None if speaker is None else _agent(speaker, reading)
    if speaker is not None and agent is not None:
        how["by"] = agent
        if speaker.inferred is not None:
            inferred.append(Inferred("speaker", speaker.inferred, sayable(speaker.printed)))
    if on is not None:
        how["on"] = on
    occasion = None if quotation.occasion is None else sayable(" ".join(quotation.occasion.of(reading.text).split()))
    if occasion is not None:
        how["occasion"] = occasion
    return said(None, language, inferred=inferred, **how)


def _agent(speaker: Named, reading: Reading) -> Agent | None:
    name = sayable(speaker.name)
    if name is None:
        return None
    others = tuple(one for one in reading.aliases.get(name, ()) if sayable(one) is not None)
    return Agent(name, description=sayable(office(reading, speaker)), aliases=others)


def _relay(utterance: Chain, original: Original) -> Chain:
    how: dict[str, Any] = {}
    inferred = []
    if original.locator is not None:
        how["url"] = original.locator
    if original.outlet is not None:
        how["outlet"] = original.outlet
        if original.outlet_inferred is not None:
            inferred.append(Inferred("outlet", original.outlet_inferred))
    if original.language_inferred is not None:
        inferred.append(Inferred("language", original.language_inferred))
    return utterance.reported(None, original.language, inferred=inferred, **how)


def _article(reading: Reading, quotation: Quotation, named: Sequence[Original]) -> dict[str, Any]:
    """Return the keywords of the article's own hop."""
    how: dict[str, Any] = {"mode": quotation.mode}
    fields = {
        "url": reading.locator,
        "outlet": reading.outlet,
        "title": sayable(reading.title),
        "on": reading.on,
        "credit": _credit(reading, named),
        "disclaimer": _first(reading, "disclaimer"),
        "licence": _first(reading, "licence"),
    }
    how |= {name: value for name, value in fields.items() if value is not None}
    translators = _names(reading, "translator")
    authors = _names(reading, "author")
    if translators and named:
        how["by"] = translators
    elif authors and not named:
        how["by"] = authors
    span = Span(quotation.spans[0].start, quotation.spans[-1].end)
    how["captures"] = (evolve(reading.capture, span=span),)
    how["inferred"] = tuple(Inferred(name, basis) for name, basis in sorted(reading.inferred.items()))
    return how


def _names(reading: Reading, kind: str) -> list[str]:
    found = [
        sayable(" ".join(one.value.of(reading.text).split()))
        for one in reading.credits
        if one.kind == kind and one.verdict == "accepted" and one.locator is None
    ]
    return list(dict.fromkeys(name for name in found if name is not None))


def _credit(reading: Reading, named: Sequence[Original]) -> str | None:
    """Return the credit lines as printed: originals and translators."""
    lines = [original.credit for original in named]
    lines += [one for one in reading.credits if one.kind == "translator" and one.verdict == "accepted"]
    spans = sorted({one.line or Span((one.key or one.value).start, one.value.end) for one in lines})
    return sayable("\n".join(span.of(reading.text).strip() for span in spans))


def _first(reading: Reading, kind: str) -> str | None:
    """Return the words of the first credit of a kind; of disclaimers, the first that is one of opinion."""
    found = [one for one in reading.credits if one.kind == kind and one.verdict != "rejected"]
    found.sort(key=lambda one: one.sense != "opinion")
    return sayable(found[0].value.of(reading.text)) if found else None
