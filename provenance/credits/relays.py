"""Relays that the sentences of a text name: as reported by …, 据…报道, со ссылкой на …."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.credits.credit import Credit
from provenance.locator import outlet_named
from provenance.tables import table
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["may_name_relay", "relays_in_sentences"]


@cache
def _in_text(language: str) -> tuple[re.Pattern[str], ...]:
    data = table(language, "credits") or {}
    return tuple(re.compile(pattern) for pattern in data.get("in_text", ()))


@cache
def _nobody(language: str) -> re.Pattern[str]:
    """Return what matches words that name no source: the media, foreign media."""
    return re.compile("|".join((table(language, "credits") or {}).get("nobody", ())) or "(?!)")


def may_name_relay(text: str, language: str) -> bool:
    """Return whether a sentence of the text might name a relay."""
    return any(pattern.search(text) for pattern in _in_text(language))


def relays_in_sentences(text: str, language: str, taken: Sequence[Span]) -> Iterator[Credit]:
    """Yield the relays that sentences name: as reported by …, 据…报道, со ссылкой на …."""
    lines = sorted(taken)
    for pattern in _in_text(language):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            told = groups.get("told") is not None
            value = Span(*found.span("told" if told else "value"))
            if any(line.start <= value.start < line.end for line in lines):
                continue
            name = value.of(text).strip('«»“”" ')
            if _nobody(language).fullmatch(in_place(name)):
                continue
            outlet = outlet_named(re.sub(r"^[Tt]he ", "", name)) or outlet_named(name)
            if told and outlet is None:
                continue
            key = Span(found.start(), value.start) if value.start > found.start() else None
            why = "known outlet" if outlet is not None else "a name"
            yield Credit(
                kind="relay",
                key=key,
                value=value,
                basis=f"in the text: {found[0][: value.start - found.start()].strip()}, {why}",
            )
