"""How large a record may be: beyond these numbers a LimitError says what was found and what is taken.

They are far above what speech, articles and desks produce; they keep a hostile file from filling the memory.
"""

from __future__ import annotations

from provenance.errors import LimitError

__all__ = [
    "ARTICLE",
    "DOCUMENT",
    "FIELD",
    "HOPS",
    "LIST",
    "MARKUP",
    "NESTING",
    "SOURCES",
    "TAGS",
    "WORDS",
    "check_limit",
]

WORDS = 4_000_000
"""Code points of one hop's words, or of one gloss: more than the longest novel."""

ARTICLE = 1_000_000
"""Code points of one article that is read: more than a day's debate in a parliament."""

MARKUP = 1 << 24
"""Bytes of one page, scripts and inlined pictures and all: 16 MiB."""

TAGS = 150_000
"""Tags of one page; of whatever shape, a page with so many is read in seconds."""

FIELD = 100_000
"""Code points of any other text of a record: a name, a credit line, a reason."""

LIST = 1_000
"""Items of any list of a record but its sources: authors, aliases, captures."""

SOURCES = 10_000
"""Sources that one hop may rest on."""

HOPS = 1_000_000
"""Hops of one chain."""

NESTING = 64
"""Levels of lists and mappings in a chain file; ours need eight."""

DOCUMENT = 1 << 28
"""Bytes of one chain file, or of one line of a file with a chain a line: 256 MiB."""


def check_limit(found: int, limit: int, what: str, mend: str) -> None:
    """Raise a LimitError if more was found than is taken; ``what`` names it, ``mend`` says what to do."""
    if found > limit:
        raise LimitError(
            f"{what} is too large – {found:,} where at most {limit:,} are taken – {mend}",
            limit=limit,
            found=found,
            field=what,
        )
