"""The language of a text: its script, its letters, its small words, then statistics; or that it cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from provenance.language.answers import Detector, Guess, Unsure
from provenance.language.east_asian import east_asian
from provenance.language.scripts import EAST_ASIAN, main_script, read
from provenance.language.spelling import Words, alphabetic
from provenance.language.usage import by_usage

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["guess"]

MAIN_SHARE = 0.6
"""The share of its letters that the script of a text must have; below, the text is mixed."""

LATIN_SHARE = 0.85
"""The same for Latin: whatever the language of a text, names and titles stand in it in Latin letters."""


def guess(
    text: str, *, among: Sequence[str] | None = None, detector: Detector | None = None, declared: str | None = None
) -> Guess | Unsure:
    """Return the language of a text, or that it cannot be told.

    ``among`` limits the answer to these languages. A ``detector`` is asked in place of our statistics, at any length.
    ``declared`` is the language that a text is said to be in: where letters and small words leave no other that could
    come out, statistics, ten times as dear as all else, are not asked, and the answer is that nothing else is told.
    """
    words, characters, counts = read(text)
    if not counts:
        return Unsure(reason="no-letters")
    main, found = main_script(counts)
    if found < (LATIN_SHARE if main == "Latin" else MAIN_SHARE) * sum(counts.values()):
        return Unsure(reason="mixed")
    wanted = None if among is None else {tag.partition("-")[0].lower(): tag for tag in reversed(among)}
    spelt = None if main in EAST_ASIAN else Words.of(words, main, characters)
    answer = east_asian(characters, counts, wanted) if spelt is None else alphabetic(spelt, wanted)
    if isinstance(answer, Unsure) and len(answer.candidates) > 1:
        if detector is not None:
            answer = detector(text, answer.candidates)
            return evolve(answer, by="caller") if isinstance(answer, Guess) else answer
        if spelt is not None:
            held = None if declared is None else declared.partition("-")[0].lower()
            answer = by_usage(spelt, answer.candidates, wanted, held)
    if wanted is not None and isinstance(answer, Guess):
        return evolve(answer, language=wanted.get(answer.language, answer.language))
    return answer
