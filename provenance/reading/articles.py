"""Reading an article: text or a page in, a reading out. No network, no model, no clock; nothing is filled in silently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, frozen

from provenance.canonical import digest_of
from provenance.credits import credits_in, links_in
from provenance.dates import PartialDate
from provenance.errors import UnreadableError
from provenance.facts.dates import dates_in
from provenance.language import Guess, guess
from provenance.limits import ARTICLE, check_limit
from provenance.locator import Locator
from provenance.model.attribution import Agent, Capture
from provenance.quotations import quotations_in
from provenance.reading.base import Reading
from provenance.reading.believing import believed, language_of
from provenance.reading.blanks import blanks_of
from provenance.reading.encodings import decoded
from provenance.reading.pages import is_page, page_of
from provenance.reading.stated import date_of
from provenance.sentences import lines_in
from provenance.text import Span, check_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from provenance.credits import Credit
    from provenance.facts.dates import FoundDate
    from provenance.reading.pages import Page

__all__ = ["Markup", "read", "read_sent"]

Markup: TypeAlias = Literal["auto", "text", "html"]

TITLE_WORDS, TITLE_CHARACTERS = 16, 40
"""Words of a first line at most that is taken for the title; characters in a script without spaces."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENDED = re.compile(r"[.!?…:;,。！？：；，][\"”“»«’‘』」)\]]*\s*\Z")
_WORD = re.compile(r"\w+")
_DATE_LINE = re.compile(
    r"\W*(?:(?:published|updated|posted|date|дата|опубликовано|发布时间|發布時間|时间|日期)\W*)?", re.IGNORECASE
)


def read(
    article: str | bytes,
    *,
    url: str | Locator | None = None,
    language: str | None = None,
    on: str | PartialDate | None = None,
    outlet: str | None = None,
    markup: Markup = "auto",
    collector: str | Agent | None = None,
    time: datetime | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> Reading:
    """Return what an article says of itself: who is quoted, from where, through whom.

    Bytes are a page if they begin as HTML does, else text in UTF-8, or in UTF-16 with its byte order mark; other bytes
    are an UnreadableError. ``markup`` says which they are where that does not tell; a string is text unless it says
    "html". Words, however odd, raise nothing; more of
    them than limits.ARTICLE, a page larger than limits.MARKUP or limits.TAGS are a LimitError. ``collector`` and ``time``
    (aware) say who took the article from where it stands, and when; ``aliases`` maps a name to its other spellings. Pages
    need the extra ``html``: MissingExtraError without it.
    """
    return read_sent(
        article,
        url=url,
        language=language,
        on=on,
        outlet=outlet,
        markup=markup,
        collector=collector,
        time=time,
        aliases=aliases,
    )


def read_sent(
    article: str | bytes,
    *,
    url: str | Locator | None = None,
    language: str | None = None,
    on: str | PartialDate | None = None,
    outlet: str | None = None,
    markup: Markup = "auto",
    collector: str | Agent | None = None,
    time: datetime | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
    sent: str | None = None,
) -> Reading:
    """Return what `read` returns; ``sent`` is the encoding that a server named when it sent the article."""
    given = _Given(
        language=None if language is None else check_language(language),
        locator=Locator.parse(url) if isinstance(url, str) else url,
        on=PartialDate.parse(on) if isinstance(on, str) else on,
        outlet=outlet,
        aliases=aliases or {},
    )
    if markup == "html" or (markup == "auto" and isinstance(article, bytes) and is_page(article)):
        page = page_of(article, locator=given.locator, sent=sent, time=time)
        text, declared, used = page.text, page.declared, page.used
    else:
        page = None
        text, declared, used = _plain(article, sent)
    check_limit(
        len(text), ARTICLE, "the article", "give the part with the quotations, a chapter or a sitting at a time"
    )
    encoded = _encoded(text)
    capture = Capture(
        data=digest_of(article) if isinstance(article, bytes) else None,
        text=None if encoded is None else digest_of(encoded),
        extractor=None if page is None else page.extractor,
        collector=Agent(collector) if isinstance(collector, str) else collector,
        time=time,
        locator=given.locator,
        declared_encoding=declared,
        used_encoding=used,
    )
    reading = Reading(text=text, capture=capture, evidence=_evidence(article, encoded), aliases=given.aliases)
    reading = _of_text(reading, given) if page is None else _of_page(reading, given, page)
    return evolve(reading, blanks=blanks_of(reading))


@frozen(kw_only=True)
class _Given:
    """What the caller says of an article."""

    language: str | None
    locator: Locator | None
    on: PartialDate | None
    outlet: str | None
    aliases: Mapping[str, Sequence[str]]


def _plain(article: str | bytes, sent: str | None) -> tuple[str, str | None, str | None]:
    """Return plain text, the encoding that came with it, and the one that it was read in."""
    if isinstance(article, str):
        return article, None, None
    if sent is None:
        text, used = _decoded(article)
        return text, None, used
    found = decoded(article, sent)
    return found.text, found.declared, found.used


def _decoded(data: bytes) -> tuple[str, str]:
    """Return bytes as text, and the encoding that was used; UnreadableError says which byte is not of it."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    mark = next((mark for mark, _ in _MARKS if data.startswith(mark)), b"")
    try:
        return data[len(mark) :].decode(encoding), encoding
    except UnicodeDecodeError as error:
        place = error.start + len(mark)
        shown = f"0x{data[place]:02x}" if place < len(data) else "the end"
        raise UnreadableError(
            f"not {encoding.upper()} – byte {place} is {shown} – decode it first, with the encoding it was written in "
            "(GB18030, windows-1251 …), and give the text",
            format="text",
            where=f"byte {place}",
        ) from error


def _evidence(article: str | bytes, encoded: bytes | None) -> tuple[bytes, ...]:
    """Return what the drafts hold: the text, and the bytes as given where they are others."""
    held = [article] if isinstance(article, bytes) else []
    return tuple(dict.fromkeys(held if encoded is None else [*held, encoded]))


def _encoded(text: str) -> bytes | None:
    """Return text as UTF-8; None for what has none (lone surrogates)."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None


def _of_text(reading: Reading, given: _Given) -> Reading:
    """Return the reading of plain text: all that is known of it stands in its words, or comes from the caller."""
    text = reading.text
    guessed = guess(text) if given.language is None else None
    inferred: dict[str, str] = {}
    if isinstance(guessed, Guess):
        inferred["language"] = f"guess of the article's language, by {guessed.by}"
    language = given.language or (guessed.language if isinstance(guessed, Guess) else None)
    reading, found_dates = _searched(evolve(reading, language=language, guess=guessed))
    lines = lines_in(text)
    title = _title(text, lines, reading.credits, found_dates)
    if title is not None:
        inferred["title"] = "the first line"
    outlet = given.outlet
    if outlet is None and given.locator is not None and given.locator.outlet is not None:
        outlet = given.locator.outlet
        inferred["outlet"] = "host of the locator"
    return evolve(
        reading,
        title=title,
        outlet=outlet,
        locator=given.locator,
        on=given.on or _own_date(text, lines, found_dates, reading.credits),
        notes=reading.notes if any(map(str.isalnum, text)) else ("no article text", *reading.notes),
        inferred=inferred,
    )


def _of_page(reading: Reading, given: _Given, page: Page) -> Reading:
    """Return the reading of a page: its markup tells, too."""
    notes: tuple[str, ...] = ()
    inferred: dict[str, str] = {}
    guessed = guess(reading.text) if given.language is None else None
    language = given.language
    if guessed is not None:
        language, declared, notes = language_of(page, guessed)
        if declared:
            guessed = None
        elif isinstance(guessed, Guess):
            inferred["language"] = f"guess of the article's language, by {guessed.by}"
    reading, found_dates = _searched(evolve(reading, language=language, guess=guessed), page.blocks)
    known = believed(
        page,
        printed_on=_own_date(reading.text, lines_in(reading.text), found_dates, reading.credits),
        on=given.on,
        outlet=given.outlet,
        locator=given.locator,
    )
    return evolve(
        reading,
        title=known.title,
        authors=known.authors,
        outlet=known.outlet,
        locator=known.locator,
        on=known.on,
        notes=(*page.notes, *notes, *known.notes, *reading.notes),
        inferred=inferred | known.inferred,
        stated=page.stated + page.guessed,
    )


def _searched(reading: Reading, blocks: Sequence[Span] = ()) -> tuple[Reading, Sequence[FoundDate]]:
    """Return the reading with what stands in its text, and the dates found there."""
    text, language = reading.text, reading.language
    found_dates = dates_in(text, language)
    firm = tuple((found.span, found.date) for found in found_dates if found.date is not None and not found.weak)
    found = quotations_in(text, language, dates=firm, aliases=reading.aliases, blocks=blocks)
    return (
        evolve(
            reading,
            quotations=found.quotations,
            fragments=found.fragments,
            credits=credits_in(text, language),
            locators=links_in(text),
            dates=tuple((found.span, found.date) for found in found_dates if found.date is not None),
            notes=found.notes,
        ),
        found_dates,
    )


def _title(text: str, lines: Sequence[Span], credits_found: Sequence[Credit], dates: Sequence[FoundDate]) -> str | None:
    """Return a first line that is short, ends with no stop, credits nothing, and has more text below it."""
    if len(lines) < 2:
        return None
    first = lines[0]
    words = first.of(text)
    if _ENDED.search(words) or any(one.line is not None and first.overlaps(one.line) for one in credits_found):
        return None
    if any(found.span.start == first.start and len(found.span) > len(first) // 2 for found in dates):
        return None
    packed = not words.isascii() and " " not in words.strip()
    size = len(words) if packed else len(_WORD.findall(words))
    if not 0 < size <= (TITLE_CHARACTERS if packed else TITLE_WORDS) or words[:1] in '—–-«“"「„':
        return None
    return " ".join(words.split())


def _own_date(
    text: str, lines: Sequence[Span], dates: Sequence[FoundDate], credits_found: Sequence[Credit]
) -> PartialDate | None:
    """Return the date that stands in a line of its own among the first lines or the last: the article's own.

    A credit may follow it in the line (2026-03-04 22:10 来源：海港日报); a time behind it belongs to it.
    """
    near = [*lines[:5], *lines[-3:]]
    keys = [(one.key or one.value).start for one in credits_found]
    for found in dates:
        date = found.date
        if date is None or date.year is None or date.day is None:
            continue
        for line in near:
            if not line.holds(found.span):
                continue
            end = min((start for start in keys if found.span.end <= start < line.end), default=line.end)
            if _alone(text, Span(line.start, end), found.span):
                timed = date_of(text[found.span.start : end])
                same = timed is not None and (timed.year, timed.month, timed.day) == (date.year, date.month, date.day)
                return timed if same and date.time is None else date
    return None


def _alone(text: str, line: Span, span: Span) -> bool:
    before, after = text[line.start : span.start], text[span.end : line.end]
    return _DATE_LINE.fullmatch(before) is not None and not re.search(r"[^\W\d_]{3}", after)
