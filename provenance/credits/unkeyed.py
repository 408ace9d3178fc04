"""Lines that credit without a key: a name and its outlet, a machine that translated, a disclaimer that says so itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.credits.credit import Credit
from provenance.credits.disclaimers import own_sense
from provenance.credits.machines import machines
from provenance.credits.values import TRAILING, trimmed
from provenance.locator import outlet_named
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["without_key"]

DISCLAIMER = 400
"""Code points of a line at most that may be a disclaimer without a key."""

_BYLINE = re.compile(r"(?P<author>[^\s/／|:：，。,.]{2,20})\s?[/／|｜]\s?(?P<outlet>[^/／|:：，。,]{2,30})")
"""Who wrote it and for whom, in a line of its own: 林伟/海港日报."""


def without_key(text: str, low: str, line: Span, start: int, told: Sequence[str]) -> Iterator[Credit]:
    """Yield what a line without a key credits, from where its words start.

    ``low`` is the text in small letters, ``told`` are the words of disclaimers that it holds.
    """
    if len(line) > DISCLAIMER:
        return
    byline = _BYLINE.fullmatch(text, start, line.end)
    if byline is not None and outlet_named(byline["outlet"].strip()) is not None:
        basis = "a name and a known outlet in a line of their own"
        yield Credit(kind="author", value=trimmed(text, *byline.span("author")), basis=basis, line=line)
        yield Credit(kind="original", value=trimmed(text, *byline.span("outlet")), basis=basis, line=line)
        return
    machine = machines().said.fullmatch(low, start, start + len(text[start : line.end].rstrip(TRAILING)))
    if machine is not None:
        named = max((group for group in range(machine.re.groups + 1) if machine[group]), default=0)
        value = Span(*machine.span(named))
        yield Credit(kind="translator", value=value, sense="machine", basis="words of a machine translation", line=line)
        return
    sense = own_sense(line.of(low), told)
    if sense is not None:
        yield Credit(kind="disclaimer", value=line, sense=sense, basis=f"words of a disclaimer ({sense})", line=line)
