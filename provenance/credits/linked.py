"""Links that stand in a text: with a scheme, with www, or a host and a path."""

from __future__ import annotations

import re

from provenance.locator import Locator
from provenance.text import Span, unbroken

__all__ = ["is_link", "links_in"]

_LINK = re.compile(
    r"(?:(?:https?|hxxps?|ftp):/{1,2}|www\.)[^\s<>\"“”«»「」『』，。；、）】]+"
    r"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,5}[a-z]{2,18}/[^\s<>\"“”«»「」『』，。；、）】]*",
    re.IGNORECASE,
)
_LINKED = re.compile(r"/|[Ww][Ww][Ww]\.")
"""What stands in each of them; most words hold neither, and the pattern is dear."""


def links_in(text: str) -> tuple[tuple[Span, Locator], ...]:
    """Return the links of a text and where they stand: with a scheme, with www, or a host and a path."""
    found = []
    for start, end in unbroken(text, _LINKED):
        found += _links_of(text, start, end)
    return tuple(found)


def _links_of(text: str, start: int, end: int) -> list[tuple[Span, Locator]]:
    """Return the links in a stretch of text without a space."""
    found = []
    for link in _LINK.finditer(text, start, end):
        words = link[0].rstrip(".,;:!?'’)]}*")
        if words.count("(") > words.count(")") and link[0].startswith(words + ")"):
            words += ")"
        locator = Locator.parse(words)
        if locator.canonical is not None:
            found.append((Span(link.start(), link.start() + len(words)), locator))
    return found


def is_link(words: str) -> bool:
    """Return whether words are a link and no more than two characters beside it."""
    if len(words.split(maxsplit=2)) > 2:  # two spaces and two words beside it at least
        return False
    links = links_in(words)
    return bool(links) and len(links[0][0]) >= len(words.strip()) - 2
