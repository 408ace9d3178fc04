"""A chain as text, hop by hop: who, when, in which language, the words, and what changed where one language is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.facing import edits
from provenance.rules.ground import anchors, main_path
from provenance.rules.naming import date_words, hops_named, language_path
from provenance.terminal import cut, filled, isolated, safe, width, wrapped
from provenance.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model.chain import Chain, Step
    from provenance.model.hop import Hop

__all__ = ["COLUMNS", "heading", "hop_table", "outline"]

COLUMNS = 80
"""The width that plain text keeps to."""


def outline(chain: Chain, *, columns: int = COLUMNS, colour: bool = False) -> str:
    """Return a chain at a glance: the line and the sentence of its provenance, its hops, their words, their edits."""
    blocks = [
        heading(chain, columns),
        "\n".join(wrapped(safe(sentence(chain)), columns)),
        "\n".join(hop_table(chain, columns)),
    ]
    blocks += ["\n".join(_words(hop, number, columns)) for number, hop in enumerate(chain.hops, 1) if hop.text]
    blocks += ["\n".join(_changed(chain, step, columns, colour=colour)) for step in chain.steps if step.comparison.diff]
    return "\n\n".join(blocks)


def _words(hop: Hop, number: int, columns: int) -> Iterator[str]:
    lead = f"  {number}  "
    for line in wrapped(safe(hop.text or ""), max(20, columns - len(lead))):
        yield f"{lead}{line}"
        lead = " " * len(lead)


def _changed(chain: Chain, step: Step, columns: int, *, colour: bool) -> Iterator[str]:
    first, *rest = edits(step.comparison, columns=columns - 5, colour=colour)
    yield f"  {chain.number(step.source)} → {chain.number(step.hop)}  {first}"
    for line in rest:
        yield f"     {line}"


def heading(chain: Chain, columns: int = COLUMNS) -> str:
    """Return a chain in a line: its languages, who spoke and when, whether words as spoken are held, its digest."""
    path = main_path(chain)
    spoken = next((hop for hop in path if hop.attribution.speaker is not None), None)
    speaker = "" if spoken is None or spoken.attribution.speaker is None else spoken.attribution.speaker.name
    on = path[0].attribution.on
    name = isolated(safe(speaker)) or "speaker unknown"
    who = ", ".join(part for part in (name, "" if on is None else date_words(on)) if part)
    parts = (
        language_path(path, marked=False),
        who,
        "anchored" if anchors(chain) else "unanchored",
        f"{str(chain.digest)[:19]}…",
    )
    return "\n".join(wrapped(" · ".join(parts), columns))


def hop_table(chain: Chain, columns: int = COLUMNS) -> Iterator[str]:
    """Yield the table of hops: number, act, language, who, date, what is held."""
    rows = [_row(chain, number, hop) for number, hop in enumerate(chain.hops, 1)]
    sizes = [max(width(row[column]) for row in rows) for column in range(6)]
    sizes[3] = min(sizes[3], max(12, columns - sum(sizes[:3]) - sum(sizes[4:]) - 12))
    for row in rows:
        cells = [filled(cell, size) for cell, size in zip(row, sizes, strict=True)]
        yield cut(f"  {'  '.join(cells)}".rstrip(), columns)
    if any("*" in row[2] or "*" in row[4] for row in rows):
        yield "  * inferred, not stated"
    yield from _corrections(chain, columns)


def _corrections(chain: Chain, columns: int) -> Iterator[str]:
    """Yield what was corrected or retracted of a chain's hops, by whom, when and why."""
    numbers = {hop.digest: number for number, hop in enumerate(chain.hops, 1)}
    for correction in chain.held.corrections:
        if correction.old in numbers:
            what = "retracted" if correction.new is None else f"corrected by {str(correction.new)[:19]}…"
            words = f"hop {numbers[correction.old]} {what}: {correction.reason} ({correction.by}, {correction.on})"
        elif correction.new in numbers:
            words = f"hop {numbers[correction.new]} corrects {str(correction.old)[:19]}…: {correction.reason} "
            words += f"({correction.by}, {correction.on})"
        else:
            continue
        for number, line in enumerate(wrapped(safe(words), columns - 4)):
            yield f"  {'!' if number == 0 else ' '} {line}"


def _row(chain: Chain, number: int, hop: Hop) -> tuple[str, ...]:
    state = "words held" if hop.text is not None else "words withheld" if hop.seal is not None else "no words"
    if any(capture.data is not None or capture.text is not None for capture in hop.captures):
        state += ", captured"
    sources = [chain.number(source) for source in hop.sources]
    if sources and sources != [number - 1]:
        state += f", from {hops_named(sources)}"
    on = hop.attribution.on
    return (
        str(number),
        str(hop.act),
        _starred(hop, "language", hop.language or "?"),
        safe(_who(hop)),
        _starred(hop, "on", "" if on is None else str(on)),
        state,
    )


def _starred(hop: Hop, name: str, value: str) -> str:
    return f"{value}*" if value and hop.was_inferred(name) else value


def _who(hop: Hop) -> str:
    """Return who answers for a hop, and where it stands."""
    who = hop.attribution
    outlet = who.outlet or (None if who.locator is None else who.locator.outlet)
    people = [who.speaker.name] if hop.act == "said" and who.speaker is not None else []
    people += [str(agent) for agent in (*who.translator, *who.author)]
    place = who.occasion if hop.act == "said" else outlet or (who.locator and str(who.locator))
    return ", ".join(part for part in (*people, place) if part)
