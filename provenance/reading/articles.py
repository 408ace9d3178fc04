"""Reading an article: plain text in, a reading out. No network, no model, no clock; nothing is filled in silently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve

from provenance.canonical import digest_of
from provenance.credits import credits_in, links_in
from provenance.dates import PartialDate
from provenance.errors import MissingExtraError, UnreadableError
from provenance.facts.dates import dates_in
from provenance.language import Guess, guess
from provenance.limits import ARTICLE, check_limit
from provenance.locator import Locator
from provenance.model.attribution import Agent, Capture
from provenance.quotations import quotations_in
from provenance.reading.base import Reading
from provenance.reading.blanks import blanks_of
from provenance.sentences import lines_in
from provenance.text import Span, check_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from provenance.credits import Credit
    from provenance.facts.dates import FoundDate
    from provenance.language import Unsure

__all__ = ["Markup", "read"]

Markup: TypeAlias = Literal["auto", "text", "html"]

TITLE_WORDS, TITLE_CHARACTERS = 16, 40
"""Words of a first line at most that is taken for the title; characters in a script without spaces."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENDED = re.compile(r"[.!?…:;,。！？：；，][\"”»’』」)\]]*\s*\Z")
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

    Bytes are UTF-8, or UTF-16 with its byte order mark; others are an UnreadableError. Words, however odd, raise
    nothing; more of them than limits.ARTICLE are a LimitError. ``collector`` and ``time`` (aware) say who took the article from where it stands, and when; ``aliases`` maps a
    name to its other spellings. Pages need the extra ``html``: MissingExtraError without it.
    """
    if markup == "html" or (markup == "auto" and isinstance(article, bytes) and _HTML.match(article[:4_096])):
        raise MissingExtraError(
            "a page, not plain text – HTML – install translation-provenance[html], or give the article's text",
            extra="html",
        )
    text, encoding = (article, None) if isinstance(article, str) else _decoded(article)
    check_limit(
        len(text), ARTICLE, "the article", "give the part with the quotations, a chapter or a sitting at a time"
    )
    locator = Locator.parse(url) if isinstance(url, str) else url
    guessed = guess(text) if language is None else None
    tag = check_language(language) if language is not None else guessed.language if isinstance(guessed, Guess) else None
    return _read(
        text,
        language=tag,
        guessed=guessed,
        locator=locator,
        on=PartialDate.parse(on) if isinstance(on, str) else on,
        outlet=outlet,
        evidence=_evidence(article, text),
        capture=_capture(article, text, locator=locator, collector=collector, time=time, encoding=encoding),
        aliases=aliases or {},
    )


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


def _capture(
    article: str | bytes,
    text: str,
    *,
    locator: Locator | None,
    collector: str | Agent | None,
    time: datetime | None,
    encoding: str | None,
) -> Capture:
    encoded = _encoded(text)
    return Capture(
        data=digest_of(article) if isinstance(article, bytes) else None,
        text=None if encoded is None else digest_of(encoded),
        collector=Agent(collector) if isinstance(collector, str) else collector,
        time=time,
        locator=locator,
        used_encoding=encoding,
    )


def _evidence(article: str | bytes, text: str) -> tuple[bytes, ...]:
    """Return what the drafts hold: the text, and the bytes as given where they are others."""
    encoded = _encoded(text)
    held = [article] if isinstance(article, bytes) else []
    return tuple(dict.fromkeys(held if encoded is None else [*held, encoded]))


def _encoded(text: str) -> bytes | None:
    """Return text as UTF-8; None for what has none (lone surrogates)."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None


def _read(
    text: str,
    *,
    language: str | None,
    guessed: Guess | Unsure | None,
    locator: Locator | None,
    on: PartialDate | None,
    outlet: str | None,
    capture: Capture,
    evidence: tuple[bytes, ...],
    aliases: Mapping[str, Sequence[str]],
) -> Reading:
    found_dates = dates_in(text, language)
    dates = tuple((found.span, found.date) for found in found_dates if found.date is not None)
    firm = tuple((found.span, found.date) for found in found_dates if found.date is not None and not found.weak)
    found = quotations_in(text, language, dates=firm, aliases=aliases)
    credits_found = credits_in(text, language)
    inferred: dict[str, str] = {}
    if isinstance(guessed, Guess):
        inferred["language"] = f"guess of the article's language, by {guessed.by}"
    title = _title(text, credits_found, found_dates)
    if title is not None:
        inferred["title"] = "the first line"
    if on is None:
        on = _own_date(text, found_dates)
    if outlet is None and locator is not None and locator.outlet is not None:
        outlet = locator.outlet
        inferred["outlet"] = "host of the locator"
    reading = Reading(
        text=text,
        language=language,
        guess=guessed,
        title=title,
        outlet=outlet,
        locator=locator,
        on=on,
        quotations=found.quotations,
        fragments=found.fragments,
        credits=credits_found,
        locators=links_in(text),
        dates=dates,
        notes=found.notes if any(map(str.isalnum, text)) else ("no article text", *found.notes),
        capture=capture,
        inferred=inferred,
        aliases=aliases,
        evidence=evidence,
    )
    return evolve(reading, blanks=blanks_of(reading))


def _title(text: str, credits_found: Sequence[Credit], dates: Sequence[FoundDate]) -> str | None:
    """Return a first line that is short, ends with no stop, credits nothing, and has more text below it."""
    lines = lines_in(text)
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


def _own_date(text: str, dates: Sequence[FoundDate]) -> PartialDate | None:
    """Return the date that stands in a line of its own among the first lines or the last: the article's own."""
    lines = lines_in(text)
    near = [*lines[:5], *lines[-3:]]
    for found in dates:
        date = found.date
        if date is None or date.year is None or date.day is None:
            continue
        for line in near:
            if line.holds(found.span) and _alone(text, line, found.span):
                return date
    return None


def _alone(text: str, line: Span, span: Span) -> bool:
    before, after = text[line.start : span.start], text[span.end : line.end]
    return _DATE_LINE.fullmatch(before) is not None and not re.search(r"[^\W\d_]{3}", after)
