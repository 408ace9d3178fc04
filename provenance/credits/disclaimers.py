"""Disclaimers: what a line says of whose views these are, of rights, of a platform, in any language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.tables import languages, table
from provenance.text import in_place

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["own_sense", "sense_of", "telling"]

_SENSES = ("opinion", "rights", "platform")


@cache
def _senses() -> dict[str, re.Pattern[str]]:
    """Return what tells an opinion disclaimer, one of rights and one of a platform, in any language."""
    return {sense: re.compile("|".join(_of_all(sense))) for sense in _SENSES}


@cache
def _of_all(name: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            in_place(one) for language in languages("credits") for one in table(language, "credits").get(name, ())
        )
    )


def telling(low: str) -> tuple[str, ...]:
    """Return which words of disclaimers a text in small letters holds: a line without any of them is none."""
    letters = set(low)
    return tuple(word for word in _of_all("disclaimer_words") if letters.issuperset(word) and word in low)


def sense_of(low: str) -> str | None:
    """Return what a disclaimer, in small letters, is of: "opinion", "rights", "platform"; None if of something else."""
    return next((sense for sense, pattern in _senses().items() if pattern.search(low)), None)


def own_sense(low: str, told: Sequence[str]) -> str | None:
    """Return the sense of a line that is a disclaimer and nothing else: one sentence or two that speak of views or rights.

    The line is in small letters; ``told`` are the words of disclaimers that its text holds.
    """
    if not any(word in low for word in told):
        return None
    sense = sense_of(low)
    found = None if sense is None else _senses()[sense].search(low)
    if found is None:
        return None
    before = re.split(r"[.!?。！？]\s*", low[: found.start()])
    return sense if len(before) <= 2 and not re.search(r"[“«\"「]", low[: found.end()]) else None
