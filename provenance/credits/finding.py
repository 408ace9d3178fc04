"""The credits of a text, line by line and in its sentences, each judged."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from provenance.credits.credit import Credit
from provenance.credits.disclaimers import sense_of, telling
from provenance.credits.items import doubted
from provenance.credits.keys import parts, start_of
from provenance.credits.linked import links_in
from provenance.credits.machines import is_machine
from provenance.credits.relays import may_name_relay, relays_in_sentences
from provenance.credits.unkeyed import without_key
from provenance.credits.values import TRAILING, accepted, from_tail, names, translator_of, trimmed
from provenance.scripts import UNSPACED
from provenance.sentences import lines_in
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.credits.credit import CreditKind

__all__ = ["credits_in", "may_name_source"]

_CAPITAL = re.compile(rf"[^\W\d_a-z]|[{UNSPACED}«“\"《]")
_TONGUE = "names a language, no source"


@lru_cache(maxsize=8)  # a reading and its drafts' audit ask for the same article again and again
def credits_in(text: str, language: str | None) -> tuple[Credit, ...]:
    """Return the credits of a text in order, each with its verdict.

    Keys of every language are known; the article's own language tells what names a relay inside a sentence.
    """
    lines, low = lines_in(text), in_place(text)
    told = telling(low)
    found: list[Credit] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        found += _line_credits(text, low, line, following, language=language, told=told)
    found = doubted(text, lines, _asked(text, found))
    if language is not None:
        found += relays_in_sentences(text, language, [credit.line for credit in found if credit.line is not None])
    return tuple(sorted(found, key=lambda credit: (credit.key or credit.value, credit.value)))


def _asked(text: str, found: Sequence[Credit]) -> list[Credit]:
    """Return the credits with those rejected whose key is the label of somebody who asks: 记者：…？"""
    asking = {
        credit.key.of(text)
        for credit in found
        if credit.kind == "author" and credit.key and credit.line and credit.line.of(text).endswith(("?", "？"))
    }
    return [
        evolve(credit, verdict="rejected", basis=f"key {credit.key.of(text)}, somebody who asks")
        if credit.key and credit.key.of(text) in asking
        else credit
        for credit in found
    ]


def may_name_source(text: str, language: str | None) -> bool:
    """Return whether `credits_in` might find an original or a relay: a tenth of its work, and most texts name none."""
    if language is not None and may_name_relay(text, language):
        return True
    low = in_place(text)
    starts = ((start_of(text, line), line.end) for line in lines_in(text))
    return any(next(parts(text, low, start, end), None) is not None for start, end in starts)


def _line_credits(
    text: str, low: str, line: Span, following: Span | None, *, language: str | None, told: Sequence[str]
) -> Iterator[Credit]:
    """Yield the credits that a line consists of: one, or several behind one another (作者：… 来源：…)."""
    start = start_of(text, line)
    found: list[Credit] = []
    for part in parts(text, low, start, line.end):
        key = Span(part.start, part.end)
        own = line if not found and part.stop == line.end else Span(key.start, part.stop)
        below = following if part.stop == line.end else None
        *others, last = names(text, part.kind, trimmed(text, part.value, part.stop))
        found += [_judged(text, part.kind, key, value, language=language, line=own, following=None) for value in others]
        credit = _judged(text, part.kind, key, last, language=language, line=own, following=below)
        if not part.colon:
            named = credit.locator is not None or _CAPITAL.match(text, credit.value.start) is not None
            if not (len(credit.value) and credit.verdict == "accepted" and named) and not credit.basis.endswith(
                _TONGUE
            ):
                break
            credit = evolve(credit, basis=credit.basis.replace(", ", " without colon, ", 1))
        found.append(credit)
    yield from found or without_key(text, low, line, start, told)


def _judged(
    text: str, kind: CreditKind, key: Span, value: Span, *, language: str | None, line: Span, following: Span | None
) -> Credit:
    """Return a credit with key and value as one that is accepted or rejected."""
    printed = key.of(text)
    if kind == "relay" and (by := translator_of(text, value)) is not None:
        kind, value = ("translator", by) if len(by) else ("relay", value)
        if not len(by):
            return Credit(
                kind=kind, key=key, value=value, verdict="rejected", basis=f"key {printed}, {_TONGUE}", line=line
            )
    if kind == "disclaimer":
        return Credit(
            kind=kind, key=key, value=value, sense=sense_of(in_place(value.of(text))), basis=f"key {printed}", line=line
        )
    if not len(value) and following is not None:
        links = links_in(following.of(text))
        if len(links) == 1 and len(links[0][0]) >= len(following) - 2:
            value = Span(following.start + links[0][0].start, following.start + links[0][0].end)
            line = Span(line.start, following.end)
    if not len(value):
        return Credit(kind=kind, key=key, value=value, basis=f"key {printed}, nothing after it", line=line)
    if kind == "translator":
        value = Span(value.start, value.start + len(from_tail().sub("", value.of(text))))
    verdict, why, locator = accepted(value.of(text), language)
    if locator is None and verdict == "accepted":
        value = Span(value.start, value.start + len(value.of(text).rstrip(TRAILING)))
    return Credit(
        kind=kind,
        key=key,
        value=value,
        verdict=verdict,
        locator=locator,
        sense="machine" if kind == "translator" and is_machine(in_place(value.of(text).strip(TRAILING))) else None,
        basis=f"key {printed}, {why}",
        line=line,
    )
