"""Pages: bytes of HTML in; out come the article's text, what the page says of itself, and where it sets words off as quoted.

The article is found by trafilatura (extra ``html``), which is loaded on first use. Nothing here asks the clock: dates
that it would guess are bounded by what the caller says of the time of collection, else by a fixed day.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.errors import MissingExtraError
from provenance.limits import MARKUP, TAGS, check_limit
from provenance.model.attribution import Agent
from provenance.reading.encodings import decoded
from provenance.reading.stated import Stated, captions_in, first, fits, stated_in
from provenance.tables import table
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from provenance.locator import Locator
    from provenance.reading.stated import Tree

__all__ = ["Page", "is_page", "page_of"]

PROCEDURE = "lines trimmed, marks of <q> shown, captions of galleries read from the script"
"""What is done to the extractor's text; another procedure is another extractor, as its texts have other digests."""

BLOCKS = 1_000
"""Blockquotes of one page that are carried over at most."""

LATEST = "2999-12-31"
"""The last day that a guessed date may be, where the caller does not say when the page was collected."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,8}<(?:!doctype\s+html|html|head|body|meta|title|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_START, _END = range(0x10000, 0x1000C), range(0x10080, 0x100FB)
"""Letters of Linear B: what blockquotes begin and end with while the article is found; those that the page lacks are taken."""

LONGEST = 5_000
"""Code points of an attribute's value that are looked at."""

FEW = 1_000
"""Code points of a text below which it is looked at whether all its words are those of links; and so many links."""

ATTRIBUTES = 2_000
"""Attributes of one tag; the parser compares each with all before it."""

_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_QUOTED_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_QUOTES = "\"'“”„‟«»‹›「」『』‘’‚"
_CONTROLS = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


@frozen(kw_only=True)
class Page:
    """A page as read: the words of its article, and what it says of itself."""

    text: str
    blocks: tuple[Span, ...] = field(default=())
    """What the page sets off as quoted (blockquote), in order."""
    stated: tuple[Stated, ...] = field(default=())
    guessed: tuple[Stated, ...] = field(default=())
    """What the extractor only guesses of the page."""
    notes: tuple[str, ...] = field(default=())
    extractor: Agent
    declared: str | None = field(default=None)
    used: str | None = field(default=None)


def is_page(data: bytes) -> bool:
    """Return whether bytes look like a page: HTML's first words stand at their start, in whatever encoding."""
    start = data[:4_096].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return _HTML.match(start.replace(b"\x00", b"") if start.count(0) * 4 > len(start) else start) is not None


@cache
def _trafilatura() -> Any:
    """Return trafilatura, loaded on first use; MissingExtraError where it is not installed. Its log stays silent unless asked for."""
    try:
        import trafilatura  # noqa: PLC0415 - on first use: it takes a third of a second
        from trafilatura.metadata import extract_metadata  # noqa: PLC0415 - as above
        from trafilatura.utils import load_html  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError(
            "a page, not plain text – HTML – install translation-provenance[html], or give the article's text",
            extra="html",
        ) from error
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # else its warnings go to standard error
    return trafilatura.bare_extraction, extract_metadata, load_html


@cache
def _extractor() -> Agent:
    return Agent("trafilatura", kind="software", version=version("trafilatura"), description=PROCEDURE)


def page_of(
    data: str | bytes, *, locator: Locator | None = None, sent: str | None = None, time: datetime | None = None
) -> Page:
    """Return a page's article and what the page says of itself.

    ``sent`` is the encoding that came with the bytes, ``time`` when they were collected. LimitError for a page larger than
    limits.MARKUP or with more tags than limits.TAGS, MissingExtraError without the extra ``html``; nothing else raises.
    A page without an article has no text, and a note that says why.
    """
    extract, describe, load = _trafilatura()
    check_limit(len(data), MARKUP, "the page", "give the article's text, or the page without its scripts and pictures")
    if isinstance(data, bytes):
        known = decoded(data, sent)
        markup, declared, used, notes = known.text, known.declared, known.used, list(known.notes)
    else:
        markup, declared, used, notes = data, None, None, []
    check_limit(markup.count("<"), TAGS, "the number of the page's tags", "give the article's text")
    long_tags = False
    for tag in _LONG_TAG.finditer(markup):
        long_tags = True
        names = len(_QUOTED_VALUE.sub(" ", tag[0]).split())
        check_limit(names, ATTRIBUTES, "the number of a tag's attributes", "give the article's text")
    stated: tuple[Stated, ...] = ()
    guessed: tuple[Stated, ...] = ()
    blocks: tuple[Span, ...] = ()
    text, why = "", "nothing in it is markup"
    try:
        tree = load(markup.replace("\x00", ""))
        if tree is not None:
            if long_tags:
                _shorten(tree)
            stated = stated_in(tree, locator)
            if not (first(stated, "title") and first(stated, "on") and first(stated, "outlet")):
                guessed = _guessed(describe, tree, time)
            why = "no part of it is long enough, or set as an article is"
            links = _link_words(tree)
            text = captions_in(tree, locator) or ""
            if not text:
                text, blocks = _article(extract, tree, markup, first(stated, "language"))
            if 0 < len(text) < FEW and _is_of(text, links):
                text, blocks, why = "", (), "what words it has are links to other pages"
    except Exception as error:  # noqa: BLE001 - whatever a hostile page makes a parser do is told, never raised
        why = f"the extractor failed on it ({type(error).__name__})"
    if not any(map(str.isalnum, text)):
        notes += ["no article text", f"{len(markup):,} characters of markup, but no article: {why}"]
    elif _CONTROLS.search(markup):
        notes.append("invisible or direction controls stand in the page; its words are without them")
    return Page(
        text=text,
        blocks=blocks,
        stated=stated,
        guessed=guessed,
        notes=tuple(notes),
        extractor=_extractor(),
        declared=declared,
        used=used,
    )


def _shorten(tree: Tree) -> None:
    """Cut values that no name or class has; the extractor looks through each with many patterns."""
    for element in tree.iter():
        for name, value in element.items():
            if len(value) > LONGEST and name not in {"href", "src", "content"}:
                element.set(name, value[:LONGEST])


def _link_words(tree: Tree) -> list[str]:
    """Return the words of the links of a page, the longest first."""
    words = (" ".join("".join(islice(link.itertext(), 50)).split()) for link in islice(tree.iter("a"), FEW))
    return sorted(set(words) - {""}, key=lambda each: (-len(each), each))


def _is_of(text: str, links: list[str]) -> bool:
    """Return whether a text has no words but those of links."""
    for words in links:
        text = text.replace(words, " ")
    return not any(map(str.isalnum, text))


def _guessed(describe: Any, tree: Tree, time: datetime | None) -> tuple[Stated, ...]:
    """Return the extractor's own guesses at title, author, date and site; without ``max_date`` it would ask the clock."""
    latest = LATEST if time is None else time.date().isoformat()
    found = describe(tree, date_config=_dated(latest))
    values = {"title": found.title, "author": found.author, "on": found.date, "outlet": found.sitename}
    guesses = [
        Stated(field=name, value=" ".join(value.split()), basis="a guess by trafilatura")
        for name, value in values.items()
        if isinstance(value, str) and value.strip()
    ]
    return tuple(filter(fits, guesses))


def _dated(latest: str) -> dict[str, Any]:
    """Return what dates the extractor may find; told nothing, it asks the clock for the last of them.

    Its extensive search hands words in the head to dateparser, which asks the clock too, and takes seconds to begin.
    """
    return {"original_date": True, "extensive_search": False, "max_date": latest, "min_date": "1995-01-01"}


def _article(extract: Any, tree: Tree, markup: str, language: Stated | None) -> tuple[str, tuple[Span, ...]]:
    """Return the words of the article, with the marks that a browser shows, and its blocks of quoted words."""
    marks = next(
        (
            (start, end)
            for start, end in zip(map(chr, _START), map(chr, _END), strict=False)
            if start not in markup and end not in markup
        ),
        None,
    )
    _render_quotes(tree, None if language is None else language.value)
    if marks is not None:
        _mark_blocks(tree, *marks)
    found = extract(tree, include_comments=False, with_metadata=False, date_extraction_params=_dated(LATEST))
    lines = "" if found is None or found.text is None else found.text
    text = "\n".join(line for line in map(str.strip, lines.splitlines()) if line)
    return (text, ()) if marks is None else _unmarked(text, *marks)


def _render_quotes(tree: Tree, language: str | None) -> None:
    """Put the quotation marks of the page's language around each <q>, as a browser shows it (HTML Standard, 15.3.5)."""
    known = table((language or "en").replace("_", "-"), "marks") or table("en", "marks")
    pairs = (known["outer"], known["inner"])
    for quote in list(tree.iter("q")):
        above = sum(1 for one in islice(quote.iterancestors("span"), 16) if one.get("data-quoted"))
        opening, closing = pairs[above % 2]
        words = "".join(quote.itertext()).strip()
        quote.tag = "span"
        if not words or words[0] in _QUOTES or words[-1] in _QUOTES:
            continue
        quote.set("data-quoted", "q")
        quote.text = opening + (quote.text or "").lstrip()
        if len(quote):
            quote[-1].tail = (quote[-1].tail or "").rstrip() + closing
        else:
            quote.text = quote.text.rstrip() + closing


def _mark_blocks(tree: Tree, start: str, end: str) -> None:
    for block in islice(tree.iter("blockquote"), BLOCKS):
        if next(block.iterancestors("blockquote"), None) is not None:
            continue
        pieces = list(_texts(block))
        if not pieces:
            continue
        (one, name), (other, its) = pieces[0], pieces[-1]
        words = getattr(one, name)
        lead = len(words) - len(words.lstrip())
        setattr(one, name, words[:lead] + start + words[lead:])
        words = getattr(other, its)
        setattr(other, its, words.rstrip() + end + words[len(words.rstrip()) :])


def _texts(block: Tree) -> Iterator[tuple[Tree, str]]:
    """Yield each stretch of words inside an element: whose it is, and whether it stands in it or after it."""
    for element in block.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "cite", "footer"}:
            continue
        if element.text and element.text.strip():
            yield element, "text"
        if element is not block and element.tail and element.tail.strip():
            yield element, "tail"


def _unmarked(text: str, start: str, end: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text without the letters that stood for a block's ends, and the blocks."""
    pieces: list[str] = []
    blocks: list[Span] = []
    size, begun = 0, None
    for piece in re.split(f"([{start}{end}])", text):
        if piece == start:
            begun = size
        elif piece == end:
            if begun is not None and size > begun:
                blocks.append(Span(begun, size))
            begun = None
        else:
            pieces.append(piece)
            size += len(piece)
    return "".join(pieces), tuple(blocks)
