"""A trace as an editor reads it: how alike, in which hop, what differs, and the way back; in 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.comparison import Comparison
from provenance.facing import edits
from provenance.rules.ground import main_path
from provenance.rules.naming import language_name
from provenance.terminal import cut, isolated, safe, wrapped
from provenance.text import Text
from provenance.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.tracing.value import Match, Trace

__all__ = ["told"]

COLUMNS = 80
LINES = 4
"""Lines of words that are shown at most."""

MARGIN = " " * 3


def told(trace: Trace, *, columns: int = COLUMNS) -> str:
    """Return a trace as text: the words, then each match with its difference and its way back."""
    lines = [*_shown(f"“{trace.words.strip()}”", columns), ""]
    if not trace.matches:
        lines += _missed(trace, columns)
    else:
        lines.append(_counted(trace))
    for number, match in enumerate(trace.matches, 1):
        lines += ["", *_told(match, f"{number}  ", columns)]
    if len(trace.matches) > 1:
        lines += ["", *wrapped(" · ".join(_ends(trace)), columns)]
    return "\n".join(lines)


def _missed(trace: Trace, columns: int) -> Iterator[str]:
    if trace.near_miss is None:
        yield "not recorded, nor anything like it"
        return
    yield "not recorded; the nearest miss, which is too unlike to be a match:"
    yield ""
    yield from _told(trace.near_miss, MARGIN, columns)


def _counted(trace: Trace) -> str:
    matches, chains = len(trace.matches), len(trace.chains)
    where = "one recorded hop" if matches == 1 else f"{matches} recorded hops of {chains} chains"
    if matches > 1 and chains == 1:
        where = f"{matches} recorded hops of one chain"
    return f"found in {where}"


def _told(match: Match, head: str, columns: int) -> Iterator[str]:
    hop = match.chain.hop(match.hop)
    how = match.verdict if match.verdict != "altered" else f"altered, {match.similarity:.0%} alike,"
    spoken = "" if hop.language is None else f", {language_name(hop.language)}"
    first, *rest = wrapped(f"{how} in hop {match.hop} of {match.chain.digest.hex[:16]}{spoken}", columns - len(head))
    yield head + first
    for line in (*rest, *_words(match, columns - len(MARGIN))):
        yield MARGIN + line
    for line in wrapped(safe(sentence(match.chain)), columns - len(MARGIN)):
        yield MARGIN + line
    for origin in match.origins:
        if origin.digest != match.digest:
            yield from (MARGIN + line for line in _origin(match.chain, origin, columns - len(MARGIN)))
    for line in _corrected(match.chain, columns - len(MARGIN)):
        yield MARGIN + line


def _words(match: Match, columns: int) -> Iterator[str]:
    """Yield the words that stand there, or what became of them."""
    if match.verdict != "altered":
        yield from _shown(match.words, columns)
        return
    compared = Comparison(source=Text(match.words), target=Text(match.traced), via="same-language")
    _, *lines = edits(compared, columns=columns)
    yield from lines if len(lines) <= 2 * LINES else [*lines[: 2 * LINES - 1], "…"]


def _shown(words: str, columns: int) -> list[str]:
    lines = wrapped(safe(cut(" ".join(words[: LINES * columns].split()), LINES * columns)), columns)
    return lines if len(lines) <= LINES else [*lines[: LINES - 1], "…"]


def _origin(chain: Chain, origin: Hop, columns: int) -> Iterator[str]:
    spoken = "language not recorded" if origin.language is None else language_name(origin.language)
    head = f"goes back to hop {chain.number(origin)} ({spoken}): "
    words = "its words are not held" if origin.text is None else origin.text
    yield from _shown(head + words, columns)


def _corrected(chain: Chain, columns: int) -> Iterator[str]:
    """Yield what corrections and retractions say of the hops on the way."""
    hops = {hop.digest: number for number, hop in enumerate(chain.hops, 1)}
    for correction in chain.held.corrections:
        if correction.old in hops:
            how = "retracted" if correction.new is None else f"corrected by {correction.new.hex[:16]}"
            words = f"hop {hops[correction.old]} was {how}: {correction.reason} ({correction.by}, {correction.on})"
            yield from (isolated(line) for line in wrapped(safe(words), columns))


def _ends(trace: Trace) -> Iterator[str]:
    numbers = {match.digest: number for number, match in enumerate(trace.matches, 1)}
    if trace.earliest is not None:
        yield f"earliest: {numbers[trace.earliest.digest]} ({trace.earliest.chain.head.attribution.on})"
    if trace.nearest_to_origin is not None:
        links = len(main_path(trace.nearest_to_origin.chain)) - 1
        away = "the origin itself" if not links else f"{links} {'link' if links == 1 else 'links'} away"
        yield f"nearest to the origin: {numbers[trace.nearest_to_origin.digest]} ({away})"
