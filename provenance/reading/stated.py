"""What a page's markup says of the page: JSON-LD, Open Graph, meta, time, link, headings, inline scripts of platforms.

Vocabularies: schema.org in JSON-LD, the Open Graph protocol, Dublin Core names, the elements of the HTML Standard. Each
value is kept with what said it, also where another one is believed; values are as printed, but for white space.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.locator import Locator, outlet_named
from provenance.tables import shared_table
from provenance.text import check_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Stated", "Tree", "captions_in", "date_of", "first", "fits", "stated_in"]

Tree: TypeAlias = Any
"""An element of lxml, which ships no types."""

LONGEST = 600
"""Code points of a value at most; what is longer is no title, name, date or link."""

SCRIPT = 1_000_000
"""Code points of a script that are looked at."""

MANY, DEEPEST = 200, 12
"""Objects of a page's JSON-LD that are looked at, and how deep."""

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline"),
    "author": ("author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher"),
    "on": (
        "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
        "publish_date", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued",
        "dcterms.date", "dcterms.issued", "dcterms.created", "citation_publication_date", "weibo:article:create_at",
    ),
    "language": ("content-language", "og:locale", "dc.language", "dcterms.language", "inlanguage"),
    "locator": ("og:url", "twitter:url"),
}  # fmt: skip
_FIELD_OF = {name: field for field, names in _META.items() for name in names}
_ARTICLES = re.compile(
    r"(?:News|Blog|Scholarly|Report|OpinionNews|AnalysisNews|Satirical)?Article|\w*Posting|Report\b|WebPage"
)
_DATE = re.compile(
    r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"
    r"(?:(?:T|\s{1,3})(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]{1,9})?\s?(?P<zone>Z|UTC|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_BARE = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?")
_SEPARATOR = re.compile(r"\s*[_|｜·»]\s*|\s+[-–—]\s+|(?<=[^\x00-\x7f])-(?=\S)")
_JS_ESCAPE = re.compile(r"\\(?:u(?P<four>[0-9a-fA-F]{4})|x(?P<two>[0-9a-fA-F]{2})|(?P<one>.))", re.DOTALL)


@frozen(kw_only=True)
class Stated:
    """One thing that a page's markup says of the page."""

    field: str
    """``title``, ``author``, ``outlet``, ``on``, ``language`` or ``locator``."""
    value: str
    basis: str
    """What said it: "JSON-LD headline", "meta og:title", "the page's script", "h1"."""


def first(stated: Iterable[Stated], field: str) -> Stated | None:
    """Return the first that is said of a field."""
    return next((one for one in stated if one.field == field), None)


def date_of(value: str) -> PartialDate | None:
    """Return the date that a value begins with, to the second where it says so; None if it is none."""
    found = _DATE.match(value.strip())
    if found is None:
        return None
    time, zone = found["time"], found["zone"]
    if time is not None:
        time = time.zfill(8 if time.count(":") == 2 else 5)
    if zone is not None:
        zone = "Z" if zone in {"Z", "UTC"} else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    try:
        return PartialDate(
            year=int(found["year"]), month=int(found["month"]), day=int(found["day"]), time=time, zone=zone
        )
    except RecordError:
        return None


def stated_in(tree: Tree, locator: Locator | None) -> tuple[Stated, ...]:
    """Return what a page says of itself, field by field, what is believed first before what is not."""
    found = [one for one in _all(tree, locator) if fits(one)]
    titled = _titled([one for one in found if one.field == "title"])
    return tuple(dict.fromkeys((*titled, *(one for one in found if one.field != "title"))))


def _all(tree: Tree, locator: Locator | None) -> Iterator[Stated]:
    yield from _from_objects(tree)
    yield from _from_scripts(tree, locator)
    yield from _from_meta(tree)
    yield from _from_elements(tree)


def _said(field: str, value: object, basis: str) -> Iterator[Stated]:
    if isinstance(value, str) and (words := " ".join(html.unescape(value[: 4 * LONGEST]).split())):
        yield Stated(field=field, value=words, basis=basis)


def fits(one: Stated) -> bool:
    """Return whether a value can be what it claims to be."""
    if len(one.value) > LONGEST:
        return False
    if one.field == "on":
        return date_of(one.value) is not None
    if one.field == "locator":
        return one.value.startswith(("http:", "https:", "//")) and Locator.parse(one.value).canonical is not None
    if one.field == "language":
        return _language(one.value) is not None
    if one.field == "author":
        return "://" not in one.value and "@" not in one.value
    if one.field == "outlet":
        return _BARE.fullmatch(one.value) is None  # a host alone is never an outlet's name
    return True


def _language(value: str) -> str | None:
    try:
        return check_language(value.replace("_", "-"))
    except RecordError:
        return None


# ---- JSON-LD -------------------------------------------------------------------------------------------


def _from_objects(tree: Tree) -> Iterator[Stated]:
    for thing in islice(_articles(tree), MANY):
        yield from _said("title", thing.get("headline") or thing.get("name"), "JSON-LD headline")
        yield from _said("on", thing.get("datePublished"), "JSON-LD datePublished")
        for author in _each(thing.get("author")):
            yield from _said("author", author.get("name"), "JSON-LD author")
        for publisher in _each(thing.get("publisher")):
            yield from _said("outlet", publisher.get("name"), "JSON-LD publisher")
        language = thing.get("inLanguage")
        yield from _said("language", language, "JSON-LD inLanguage")
        for page in (thing.get("url"), thing.get("mainEntityOfPage")):
            link = page.get("@id") if isinstance(page, dict) else page
            yield from _said("locator", link, "JSON-LD url")


def _articles(tree: Tree) -> Iterator[Mapping[str, Any]]:
    """Yield the objects that are articles; those that only say "web page" last."""
    pages = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > SCRIPT:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):  # a page's mistakes are not ours
            continue
        for thing in islice(_objects(data, 0), MANY):
            kinds = thing.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            found = [name for name in names if isinstance(name, str) and _ARTICLES.fullmatch(name)]
            if found and "WebPage" not in found:
                yield thing
            elif found:
                pages.append(thing)
    yield from pages


def _objects(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)
    elif isinstance(data, list):
        for one in data[:MANY]:
            yield from _objects(one, depth + 1)


def _each(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield persons or organisations, however they are written."""
    for one in (value if isinstance(value, list) else [value])[:MANY]:
        if isinstance(one, str):
            yield {"name": one}
        elif isinstance(one, dict):
            yield one


# ---- inline scripts of platforms -----------------------------------------------------------------------


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str], Mapping[str, Any]], ...]:
    """Return each platform with what its script is known by and where the fields stand in it."""
    return tuple(
        (
            platform,
            re.compile(entry["sign"]),
            {
                **entry,
                "fields": [(name, re.compile(one)) for name, each in entry["fields"].items() for one in each],
                "captions": re.compile(entry["captions"]),
            },
        )
        for platform, entry in shared_table("scripts").items()
    )


def _platform_scripts(tree: Tree, locator: Locator | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the scripts of the platform that a page is from: by its link, or, where that is not known, by its names."""
    texts = [script.text[:SCRIPT] for script in tree.iter("script") if script.text and not script.get("src")]
    for platform, sign, entry in _scripts():
        if locator is not None and locator.canonical is not None and locator.platform != platform:
            continue
        for text in texts:
            if sign.search(text):
                yield text, entry


def _from_scripts(tree: Tree, locator: Locator | None) -> Iterator[Stated]:
    for text, entry in _platform_scripts(tree, locator):
        for field, pattern in entry["fields"]:
            found = pattern.search(text)
            if found is None:
                continue
            groups = found.groupdict()
            value = _js(groups["value"]) if "value" in groups else entry["locator"].format(id=groups["id"])
            yield from _said(field, value, "the page's script")


def captions_in(tree: Tree, locator: Locator | None) -> str | None:
    """Return the text of a page that is a row of pictures with captions, from its script; None if it is no such page."""
    for text, entry in _platform_scripts(tree, locator):
        found = entry["captions"].search(text)
        if found is None:
            continue
        try:
            gallery = json.loads(json.loads(found["value"].replace("\\'", "'")), strict=False)
            captions = gallery[entry["caption_list"]]
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        lines = [" ".join(html.unescape(one).split()) for one in captions if isinstance(one, str)]
        joined = "\n".join(line for line in lines if line)
        if joined:
            return joined
    return None


def _js(value: str) -> str:
    """Return the words of a string of a script, without the quotation marks that a template put into it."""

    def plain(found: re.Match[str]) -> str:
        digits = found["four"] or found["two"]
        return chr(int(digits, 16)) if digits else found["one"]

    words = html.unescape(_JS_ESCAPE.sub(plain, value))
    return words[1:-1] if len(words) > 1 and words[0] == words[-1] == '"' else words


# ---- meta, link, time, headings ------------------------------------------------------------------------


def _from_meta(tree: Tree) -> Iterator[Stated]:
    named: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(key) or "").strip().lower()
            if name in _FIELD_OF and meta.get("content"):
                named.setdefault(name, []).append(meta.get("content"))
    for field, names in _META.items():
        for name in names:
            for value in named.get(name, ())[:MANY]:
                yield from _said(field, value, f"meta {name}")


def _from_elements(tree: Tree) -> Iterator[Stated]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield from _said("locator", link.get("href"), "link canonical")
        elif (link.get("rel") or "").lower() == "alternate" and "only screen" in (link.get("media") or ""):
            yield from _said("locator", link.get("href"), "link to the page for small screens")
    root = tree if tree.tag == "html" else None
    if root is not None:
        yield from _said(
            "language", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"), "html lang"
        )
    published = [
        time
        for time in islice(tree.iter("time"), MANY)
        if time.get("datetime") and (time.get("pubdate") is not None or time.get("itemprop") == "datePublished")
    ]
    for time in published or [time for time in islice(tree.iter("time"), MANY) if time.get("datetime")][:1]:
        yield from _said("on", time.get("datetime"), "time")
    headings = list(islice(tree.iter("h1"), 3))
    if len(headings) == 1:
        yield from _said("title", _words(headings[0]), "h1")
    title = next(tree.iter("title"), None)
    if title is not None:
        words = _words(title)
        yield from _said("title", words, "title")
        for piece in _SEPARATOR.split(words[:LONGEST])[1:]:
            if outlet_named(piece) is not None:
                yield from _said("outlet", piece, "title")


def _words(element: Tree) -> str:
    return " ".join("".join(islice(element.itertext(), 400)).split())


def _titled(found: list[Stated]) -> list[Stated]:
    """Return the titles, what is printed first: the heading, without a label that no other title has.

    Of two where one holds the other, the shorter is the title: a site's name stands behind the longer, a label before it.
    """
    if not found:
        return []
    best = next((one for one in found if one.basis == "h1"), found[0])
    for one in found:
        if one.value != best.value and one.value in best.value and len(one.value) * 2 > len(best.value):
            best = one
    return [best, *(one for one in found if one is not best)]
