"""Text of a record made inert in wikitext: no template, link, tag, list or signature comes of it.

Entities stand for the signs that MediaWiki reads as markup, so that what is shown is the text as recorded.
"""

from __future__ import annotations

import re

from provenance.exports.citations.writing import line

__all__ = ["address", "escaped"]

_MARKUP = re.compile(
    r"[|{}\[\]<>]|&(?=#?\w+;)"  # arguments, templates, links, tags, entities
    r"|'{2,}|~{3,}|__+|-{4,}"  # emphasis, signatures, switches, rules
    r"|(?<=[A-Za-z]):(?=\S)"  # what would become a link by itself
    r"|^[*#:;=!+-]"  # a list, a heading, a row of a table
    r"|\b(?:ISBN|RFC|PMID)(?=[ \u00a0])",  # magic links
)


_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
"""They keep directions apart in plain text; MediaWiki has elements for that, and refuses signs that nobody sees."""


def escaped(text: str) -> str:
    """Return text on one line as wikitext that shows it and does nothing else."""
    return _MARKUP.sub(
        lambda found: "".join(f"&#{ord(sign)};" for sign in found.group()), line(text.translate(_ISOLATES))
    )


def address(link: str) -> str:
    """Return an address with everything escaped that wikitext takes for its own; what else it holds RFC 3986 allows."""
    return link.replace("[", "%5B").replace("]", "%5D").replace("''", "%27%27")
