"""Small words (the, и, les): what those of a text weigh for each language, and the one language that they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.language.written import speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.language.spelling import Words

__all__ = ["scored", "small_words", "told_by"]


def small_words(left: Sequence[str], words: Words) -> list[tuple[frozenset[str], float]]:
    """Return for each small word of the text which of the languages have it, and its weight.

    Single letters weigh half, and those in capitals nothing: they are initials.
    """
    known, among = speakers(words.script), frozenset(left)
    return [(known[word] & among, number / (2 if len(word) == 1 else 1)) for word, number in words.small.items()]


def scored(found: Sequence[tuple[frozenset[str], float]]) -> dict[str, float]:
    """Return for each language that has any of the small words what they weigh."""
    scores: dict[str, float] = {}
    for having, weight in found:
        for tag in having:
            scores[tag] = scores.get(tag, 0.0) + weight
    return scores


def told_by(left: Sequence[str], found: Sequence[tuple[frozenset[str], float]], least: float) -> str | None:
    """Return the language that leads each of the others by its small words, threefold and by ``least``; None if none does.

    Words that two languages share count for neither of the two.
    """
    scores = scored(found)
    if len(left) == 1:
        return left[0]
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] < least:
        return None
    shared = scored([(having, weight) for having, weight in found if best in having])
    mine = scores.pop(best)
    leads = ((mine - shared.get(other, 0.0), number - shared.get(other, 0.0)) for other, number in scores.items())
    return best if all(ahead >= least and ahead >= 3 * behind for ahead, behind in leads) else None
