"""HTML put together so that no text of a record can become markup: every text and every attribute is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.reports.escaping import escaped

if TYPE_CHECKING:
    from provenance.locator import Locator

__all__ = ["direction", "element", "link", "opened", "prose", "spoken"]

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
# Not possessive around a group: before Python 3.11.5 that keeps what its last, failed round had taken (CPython gh-106052).
_RIGHT_TO_LEFT = re.compile(rf"[{_RIGHT}]++(?:[^\w{_RIGHT}]++[{_RIGHT}]++)*")

# Languages usually written from right to left, and the scripts that are (CLDR 46, scriptMetadata and likelySubtags).
_LANGUAGES = re.compile(
    "aeb|arc?|arq|ary|arz|azb|bal|ckb|dv|fa|glk|he|iw|ji|ks|lki|lrc|luz|mzn|nqo|pnb|prs|ps|sd|skr|syr|ug|ur|yi"
)
_SCRIPTS = re.compile("Adlm|Arab|Aran|Hebr|Mand|Mend|Nkoo|Rohg|Samr|Syrc|Thaa")

_LINES = re.compile("[ \t\n\r]+")  # white space that may go: a narrow space within a number stays one
_PLAIN = re.compile("[A-Za-z0-9_.#%-]+")
_WEB = re.compile(r"https?://[!-~]+", re.IGNORECASE)


def prose(text: str) -> str:
    """Return a sentence of ours, with words of a record in it, as HTML: one line, right-to-left words isolated."""
    line = escaped(" ".join(_LINES.split(text)))
    return line if line.isascii() else _RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", line)


def element(tag: str, content: str = "", **attributes: str | bool | None) -> str:
    """Return an element around HTML; attributes are escaped, None and False left out, ``_`` written as ``-``."""
    return f"{opened(tag, **attributes)}{content}</{tag}>"


def opened(tag: str, **attributes: str | bool | None) -> str:
    """Return a start tag; attributes as ``element`` takes them, without quotes where HTML asks for none."""
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f"={_quoted(value)}")
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return f"<{tag}{written}>"


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else f'"{escaped(value)}"'


def direction(language: str | None) -> str:
    """Return the direction that a language is written in, as the attribute has it; "auto" where it is not recorded."""
    if language is None:
        return "auto"
    first, *rest = language.split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    known = _LANGUAGES.fullmatch(first.lower()) if script is None else _SCRIPTS.fullmatch(script)
    return "ltr" if known is None else "rtl"


def spoken(tag: str, content: str, language: str | None, **attributes: str | bool | None) -> str:
    """Return an element around words of a language: marked as such, and laid out in its direction."""
    way = direction(language)
    return element(tag, content, **attributes, lang=language or "", dir=None if way == "ltr" else way)  # the page's own


def link(locator: Locator) -> str:
    """Return a link as HTML: one that can be followed if it leads to the web, its text alone if it does anything else."""
    shown = element("bdi", escaped(locator.given), class_="url")
    leads = next((to for to in (locator.given, locator.canonical) if to is not None and _WEB.fullmatch(to)), None)
    return shown if leads is None else element("a", shown, href=leads, rel="noopener noreferrer nofollow")
