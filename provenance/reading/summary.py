"""A reading in plain lines: what an editor wants to see of it at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.terminal import isolated, safe, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.credits import Credit
    from provenance.quotations import Quotation
    from provenance.reading.base import Reading

__all__ = ["summary"]

WIDE = 100
"""Characters of a quotation that are shown."""

NARROWEST = 20
"""Columns that lines are wrapped at, at least."""


def summary(reading: Reading, columns: int = 80) -> str:
    """Return the reading as lines of so many columns: quotations with speaker and place, credits, dates, notes, blanks.

    Nothing of the article steers a terminal: controls are shown as ⟨U+001B⟩, right-to-left words stand between isolates.
    """
    return "\n".join(row for line in _lines(reading) for row in _rows(line, max(columns, NARROWEST)))


def _rows(line: str, columns: int) -> Iterator[str]:
    """Yield a line as rows that fit; those that go on stand two columns farther in."""
    body = line.lstrip(" ")
    lead = len(line) - len(body)
    for number, row in enumerate(wrapped(body, columns - lead - 2)):
        yield " " * (lead + 2 * (number > 0)) + row


def _lines(reading: Reading) -> Iterator[str]:
    yield f"{len(reading.text):,} characters, {_language(reading)}"
    for name in ("title", "outlet", "locator", "on"):
        value = getattr(reading, name)
        if value is not None:
            basis = reading.inferred.get(name)
            yield f"{name}: {_shown(str(value))}" + (f" (inferred: {basis})" if basis else "")
    if reading.authors:
        yield f"authors: {', '.join(map(_shown, reading.authors))}"
    yield ""
    yield _counted(len(reading.quotations), "quotation")
    for number, quotation in enumerate(reading.quotations, 1):
        yield from _quotation(reading, number, quotation)
    if reading.fragments:
        yield "marked, but not speech:"
        for fragment in reading.fragments:
            yield f"  {_short(fragment.span.of(reading.text))}  {fragment.kind}  {_place(fragment.span)}"
    if reading.credits:
        yield "credits:"
        for credit in reading.credits:
            yield f"  {_credit(reading, credit)}"
    if reading.dates:
        yield "dates:"
        for span, date in reading.dates:
            yield f"  {_short(span.of(reading.text))} → {date}  {_place(span)}"
    for note in reading.notes:
        yield f"note: {safe(note)}"
    if reading.blanks:
        yield "blank or inferred:"
        for blank in reading.blanks:
            yield f"  {safe(blank.kind)}: {safe(blank.reason)}"


def _language(reading: Reading) -> str:
    if reading.language is None:
        return "language not told"
    return f"language {reading.language}" + ("" if reading.guess is None else " (a guess)")


def _counted(number: int, noun: str) -> str:
    return f"{'no' if number == 0 else number} {noun}{'' if number == 1 else 's'}" + (":" if number else "")


def _place(span: object) -> str:
    return f"[{span.start}, {span.end})"  # type: ignore[attr-defined]


def _shown(words: str) -> str:
    """Return words of the article on one line, so that they can be printed."""
    return isolated(safe(" ".join(words.split())))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return _shown(line if len(line) <= WIDE else line[: WIDE - 1].rstrip() + "…")


def _quotation(reading: Reading, number: int, quotation: Quotation) -> Iterator[str]:
    places = " ".join(map(_place, quotation.spans))
    yield f"  {number}. {quotation.mode}  {_speaker(quotation)}  {places}"
    yield f"     {_short(quotation.words)}"
    about = []
    if quotation.cue is not None:
        about.append(f"cue: {_short(quotation.cue.of(reading.text))}")
    if quotation.occasion is not None:
        about.append(f"occasion: {_short(quotation.occasion.of(reading.text))}")
    if quotation.on is not None:
        about.append(f"date: {quotation.on}")
    if about:
        yield f"     {'; '.join(about)}"


def _speaker(quotation: Quotation) -> str:
    speaker = quotation.speaker
    if speaker is None:
        if quotation.candidates:
            return "speaker open: " + " or ".join(_short(one.name) for one in quotation.candidates)
        return "speaker blank"
    office = f" ({_short(speaker.description)})" if speaker.description else ""
    printed = "" if speaker.inferred is None else f', from "{_short(speaker.printed)}"'
    return f"{_short(speaker.name)}{office}{printed}"


def _credit(reading: Reading, credit: Credit) -> str:
    value = _short(credit.value.of(reading.text)) or "blank"
    words = f"{credit.kind}: {value}  {_place(credit.value)}"
    if credit.sense is not None:
        words += f"  {credit.sense}"
    if credit.verdict != "accepted":
        words += f"  {credit.verdict} ({_shown(credit.basis)})"
    locator = credit.locator
    if locator is not None:
        what = [locator.platform, locator.kind, "self-media" if locator.self_media else None]
        words += "  → " + ", ".join([_shown(str(locator)), *(one for one in what if one)])
        if locator.minted is not None:
            words += f", id minted {locator.minted:%Y-%m-%d %H:%M:%S} UTC"
    return words
