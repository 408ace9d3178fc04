"""What a reading leaves blank, or only infers, and what would settle each: so that nothing is filled in silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.blank import Blank
from provenance.language import Guess
from provenance.reading.sources import MOST, Ground, same_tongue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.quotations import Quotation
    from provenance.reading.base import Reading
    from provenance.reading.sources import Original

__all__ = ["blanks_of"]

_ARTICLE = (
    ("title", "no title printed; the page or its link would tell"),
    ("author", "no author signs; the page or the outlet would tell"),
    ("outlet", "no outlet named; the article's link would tell: read(…, url=…) or outlet=…"),
    ("locator", "where the article stands is not known: read(…, url=…)"),
    ("on", "the article bears no date of its own: read(…, on=…)"),
)


def blanks_of(reading: Reading) -> tuple[Blank, ...]:
    """Return the blanks and inferred fields of a reading: of the article, its originals, and what was said."""
    return tuple(dict.fromkeys(_blanks(reading)))


def _blanks(reading: Reading) -> Iterator[Blank]:
    authors = bool(reading.authors) or any(
        one.kind == "author" and one.verdict == "accepted" and len(one.value) for one in reading.credits
    )
    for name, reason in _ARTICLE:
        if (name == "author" and not authors) or (name != "author" and getattr(reading, name) is None):
            yield Blank(name, reason)
        elif name in reading.inferred:
            yield Blank(name, f"inferred: {reading.inferred[name]}; state it to be sure")
    yield from _language(reading)
    for credit in reading.credits:
        if not len(credit.value):
            yield Blank(credit.kind, f"{credit.basis}; fill in what belongs there")
    ground = Ground(reading)
    named = ground.footers[:MOST]
    if _crosses(reading, named):
        translators = [one for one in reading.credits if one.kind == "translator" and one.verdict == "accepted"]
        if not any(len(one.value) for one in translators):
            yield Blank("translator", "nobody signs the translation: ask the outlet; filled(hop, by=…)")
    for number, original in enumerate(named, 1):
        yield from _original("original" if len(named) == 1 else f"original {number}", original)
    if len(ground.footers) > MOST:
        yield Blank("originals", f"{len(ground.footers)} are named; only the first {MOST} become hops")
    yield from _utterances(reading, ground)


def _utterances(reading: Reading, ground: Ground) -> Iterator[Blank]:
    """Yield what is blank of what was said; quotations that lack the same for the same reason share a line."""
    lacking: dict[tuple[str, str], list[int]] = {}
    for number, quotation in enumerate(reading.quotations, 1):
        for what, reason in _said(ground, quotation):
            lacking.setdefault((what, reason), []).append(number)
    for (what, reason), numbers in lacking.items():
        which = "quotation" if len(numbers) == 1 else "quotations"
        yield Blank(f"{which} {_ranges(numbers)}: {what}", reason)


def _ranges(numbers: list[int]) -> str:
    """Return rising numbers in words: 1, 3–6."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _crosses(reading: Reading, named: tuple[Original, ...]) -> bool:
    return any(same_tongue(reading.language, one.language) is False for one in named)


def _language(reading: Reading) -> Iterator[Blank]:
    if isinstance(reading.guess, Guess):
        yield Blank("language", f"{reading.guess.language} is a guess by {reading.guess.by}: read(…, language=…)")
    elif reading.language is None:
        reason = "" if reading.guess is None else f" ({reading.guess.reason})"
        yield Blank("language", f"cannot be told from the words{reason}: read(…, language=…)")


def _original(where: str, original: Original) -> Iterator[Blank]:
    what = str(original.locator) if original.locator is not None else original.name
    missing = [name for name, value in (("locator", original.locator), ("outlet", original.outlet)) if value is None]
    yield Blank(
        f"{where} ({what})",
        f"{', '.join(['words', 'title', 'author', 'date', 'capture', *missing])} blank: fetch it and fill in its hop",
    )
    if original.language is None:
        yield Blank(f"{where}: language", "not known: fill in its hop")
    elif original.language_inferred is not None:
        yield Blank(
            f"{where}: language", f"{original.language} inferred: {original.language_inferred}; the page would tell"
        )
    if original.outlet_inferred is not None:
        yield Blank(f"{where}: outlet", f"{original.outlet} inferred: {original.outlet_inferred}; the page would tell")


def _said(ground: Ground, quotation: Quotation) -> Iterator[tuple[str, str]]:
    yield "words as said", "nobody holds them here: a recording or transcript; filled(1, text=…, language=…)"
    speaker = quotation.speaker
    if speaker is None:
        who = " or ".join(one.name for one in quotation.candidates)
        yield "speaker", f"{who or 'not named'}: state who spoke; filled(1, by=…)"
    elif speaker.inferred is not None:
        yield "speaker", f"{speaker.name} inferred: {speaker.inferred}; filled(1, by=…)"
    language, basis = ground.language_said(speaker)
    if language is None:
        yield "language", "the language spoken is not printed: filled(1, language=…)"
    else:
        yield "language", f"{language} inferred: {basis}; filled(1, language=…)"
    on, year = ground.dated(quotation.on, ground.originals(quotation))
    if on is None:
        yield "date", "when it was said is not printed: filled(1, on=…)"
    elif year is not None:
        yield "date", f"{on} inferred from {quotation.on}: {year}; filled(1, on=…)"
