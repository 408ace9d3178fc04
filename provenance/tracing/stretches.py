"""Which stretch of a hop's words some other words are, and which whole sentences it is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.anchoring import find
from provenance.likeness import align_items, likeness
from provenance.scripts import UNSPACED, token_spans
from provenance.sentences import sentences_in
from provenance.shingles import bare_form
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sentences_around", "stretch"]

AROUND = 1_000
"""Code points on either side in which the sentence is sought that words are part of."""

LONGEST = 4_000
"""Code points of either side up to which words are also aligned one by one."""

_INSIDE = re.compile(rf"[^\W{UNSPACED}]{{2}}")
_OPENING = frozenset("“‘«‹„\"'(「『《（¿¡-−$€£¥₽№#")


def stretch(words: str, text: str) -> Span | None:
    """Return the stretch of a text that is most like the words, with the words at its ends whole; None if there is none."""
    found = find(words, text)
    if found is None:
        return None
    bare = bare_form(words)
    spans = [_to_words(text, span) for span in (found.span, *_aligned(words, text))]
    return max(spans, key=lambda span: likeness(bare, bare_form(span.of(text))))


def _aligned(words: str, text: str) -> Iterator[Span]:
    """Yield what lies between the first and the last word that both have, in order."""
    if max(len(words), len(text)) > LONGEST:
        return
    ours, spans = [in_place(words[start:end]) for start, end in _words(words)], list(_words(text))
    equal = [
        (first, last)
        for op, _, _, first, last in align_items(ours, [in_place(text[start:end]) for start, end in spans])
        if op == "equal"
    ]
    if equal:
        yield Span(spans[equal[0][0]][0], spans[equal[-1][1] - 1][1])


def _words(text: str) -> Iterator[tuple[int, int]]:
    for start, end in token_spans(text):
        if text[start].isalnum():
            yield start, end


def _to_words(text: str, span: Span) -> Span:
    """Return a stretch with the words at its ends whole, and without marks and spaces before them."""
    start, end = span.start, span.end
    while start and _INSIDE.match(text, start - 1):
        start -= 1
    while end < len(text) and _INSIDE.match(text, end - 1):
        end += 1
    while start < end and not text[start].isalnum() and text[start] not in _OPENING:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def sentences_around(text: str, span: Span, language: str | None) -> Span:
    """Return the sentences that a stretch of a hop's words is of."""
    begin = max(0, span.start - AROUND)
    sentences = sentences_in(text[begin : span.end + AROUND], language)
    touched = [each for each in sentences if each.overlaps(Span(span.start - begin, span.end - begin))]
    return Span(begin + touched[0].start, begin + touched[-1].end) if touched else span
