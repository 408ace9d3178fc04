"""Statistics: what is asked of langdetect about a text, and the one language that it names.

What it is asked and answers is the same in every process: a text's first words, a prior for each language, a fixed seed.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from provenance.language.answers import Guess
from provenance.language.written import named, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.language.spelling import Words
    from provenance.language.written import Wanted

__all__ = ["most_probable", "probable"]

SAMPLE = 500
"""Code points that statistics look at: on news articles the first 500 gave the answer of the whole."""

RIVAL = 0.1
"""The prior of a language outside our tables, against 1 for one inside: Dutch must not be called German."""


def most_probable(words: Words, left: Sequence[str], wanted: Wanted) -> Guess | None:
    """Return the most probable of the languages left; None where that is not known of one of them, or two are alike."""
    for tag, probability in probable(words, left, wanted)[:1]:
        name = named(tag, wanted)
        if name is not None:
            return Guess(language=name, probability=round(probability, 6), by="statistics", computed_by=_computed_by())
    return None


def probable(
    words: Words, left: Sequence[str], wanted: Wanted, *, rounds: int | None = None
) -> list[tuple[str, float]]:
    """Return the languages left that are probable at all, most first; with ``rounds`` as so many of the seven have it."""
    from provenance.language.draws import probabilities  # noqa: PLC0415 - on first use: it reads the profiles

    asked = {tag: rows()[tag] for tag in left}
    if not all(row.get("profile") for row in asked.values() if row["scripts"][0] == words.script):
        return []
    prior = {tag: 1.0 if wanted is not None or row["role"] == "table" else RIVAL for tag, row in asked.items()}
    sample = " ".join(words.words[:SAMPLE])[:SAMPLE]
    return probabilities(
        words.script,
        sample.lower() if sample.isupper() else sample,  # it skips words in capitals
        prior,
        rounds,
    )


@cache
def _computed_by() -> str:
    from provenance.language.draws import SEED  # noqa: PLC0415 - as above

    return f"langdetect {version('langdetect')}, seed {SEED}, prior 1 : {RIVAL}, first {SAMPLE}"
