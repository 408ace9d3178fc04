"""The pages captured around a hop's words, and what a page prints: read once, whatever the rules and drafts that ask."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.canonical import digest_of
from provenance.credits import Credit, credits_in
from provenance.rules.once import once_a_chain
from provenance.sentences import paragraphs_in

if TYPE_CHECKING:
    from provenance.canonical import Digest
    from provenance.model.attribution import Capture
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.text import Span

__all__ = ["Captured", "captured", "captures_held", "paragraphs_around", "printed_credits"]

PAGES = 8
"""Pages that are remembered: the drafts of one article come one after another, each with the same page."""


@frozen(kw_only=True)
class Captured:
    """The text that was captured around a hop's words."""

    text: str
    capture: Capture


def captured(chain: Chain, hop: Hop) -> Captured | None:
    """Return the first captured text of a hop that is held whole; None if there is none."""
    return next(iter(captures_held(chain, hop)), None)


def captures_held(chain: Chain, hop: Hop) -> tuple[Captured, ...]:
    """Return every captured text of a hop that is held whole, in the order of its captures.

    That is the extracted text, or the bytes as collected where they are text themselves. Bytes that have another digest
    than the record says are not those that were captured.
    """
    if not hop.captures:
        return ()
    known = _held(chain)
    if hop.digest not in known:
        known[hop.digest] = tuple(_texts(chain, hop))
    return known[hop.digest]


@once_a_chain
def _held(chain: Chain) -> dict[Digest, tuple[Captured, ...]]:  # noqa: ARG001 - what is kept of it
    """Return what is held of each hop that was asked for."""
    return {}


def _texts(chain: Chain, hop: Hop) -> list[Captured]:
    found = []
    for capture in hop.captures:
        text = _evidence(chain, capture.text)
        if text is not None:
            found.append(Captured(text=text.decode("utf-8", "replace"), capture=capture))
            continue
        data = _evidence(chain, capture.data)
        if data is not None and capture.extractor is None and not data.lstrip().startswith(b"<"):
            decoded = _decoded(data, capture.used_encoding or "utf-8")
            found += [] if decoded is None else [Captured(text=decoded, capture=capture)]
    return found


def _evidence(chain: Chain, digest: Digest | None) -> bytes | None:
    data = None if digest is None else chain.held.evidence.get(digest)
    return data if data is not None and digest_of(data) == digest else None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def paragraphs_around(page: str, span: Span) -> tuple[Span, ...]:
    """Return the paragraphs of a page that a stretch of it stands in."""
    paragraphs = _paragraphs(page)
    first = bisect_right(paragraphs, span.start, key=lambda one: one.end)
    return tuple(takewhile(span.overlaps, islice(paragraphs, first, None)))


@lru_cache(maxsize=PAGES)
def _paragraphs(page: str) -> tuple[Span, ...]:
    return paragraphs_in(page)


@lru_cache(maxsize=PAGES)
def printed_credits(page: str, language: str | None) -> tuple[Credit, ...]:
    """Return the credits that a page prints."""
    return credits_in(page, language)
