"""Which of the languages that letters leave a text is in: by small words and statistics, each a witness to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from provenance.language.answers import Guess, Unsure
from provenance.language.small_words import scored, small_words, told_by
from provenance.language.spelling import least, shows_its_own
from provenance.language.statistics import most_probable, probable
from provenance.language.written import named, of_our_tables, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.language.spelling import Words
    from provenance.language.written import Wanted

__all__ = ["by_usage"]

ACCEPTED = 0.9
"""The least probability at which statistics are believed."""

FEWEST_WORDS = 5
"""Words from which statistics are asked."""

FEWEST_TOLD = 4
"""Words from which statistics are asked where the small words are those of one language alone."""

FEWEST_NEAR = 3
"""Words from which small words decide between languages that letters have narrowed down."""

DOUBT = 1
"""Small words by which another language may lead and statistics be believed; none, where they say one outside our tables."""

UNWITNESSED = 40
"""Letters from which statistics are believed though there is no small word of the language."""

ENOUGH = 150
"""Letters from which statistics need no witness between languages spelt alike."""

FIRST = 0.29
"""The probability that the first of langdetect's seven rounds must give a language, so that all seven together can give it
0.9."""


def by_usage(words: Words, left: tuple[str, ...], wanted: Wanted, held: str | None = None) -> Guess | Unsure:
    """Return what small words and statistics say.

    Languages that are spelt with nearly the same letters are so alike that statistics on a short text are often wrong and
    always sure: there, small words come first, and statistics need a witness. Elsewhere statistics are believed unless
    small words speak for another language; on less than five words both must agree.
    """
    near = any("letters" in row for row in map(rows().__getitem__, left))
    small = small_words(left, words)
    told = told_by(left, small, 1)
    number = len(words.words)
    if number < (FEWEST_WORDS if told is None else FEWEST_NEAR if near else FEWEST_TOLD):
        return Unsure(reason="too-short", candidates=of_our_tables(left))
    if near and told is not None and told_by(left, small, least(rows()[told], words)) == told:
        return Guess(language=told, probability=ACCEPTED, by="letters")
    undecided = Unsure(reason="undecided", candidates=of_our_tables(left))
    scores = scored(small)
    most = max(scores.values(), default=0.0)
    if held is not None and told in {None, held}:
        if told == held:
            return undecided
        rivals = {
            tag
            for tag in left
            if (name := named(tag, wanted)) is not None
            and name != held
            and scores.get(name, 0.0) >= most - DOUBT
            and _believed(name, words, scores, near=near)
        }
        first = probable(words, left, wanted, rounds=1) if rivals else ()
        if not any(tag in rivals and probability >= FIRST for tag, probability in first):
            return undecided
    best = most_probable(words, left, wanted)
    if best is None:
        return undecided
    if best.language == told:
        return (
            best if best.probability >= ACCEPTED else evolve(best, probability=ACCEPTED, by="letters", computed_by="")
        )
    if best.probability < ACCEPTED:
        return undecided
    return best if _believed(best.language, words, scores, near=near) else undecided


def _believed(tag: str, words: Words, scores: Mapping[str, float], *, near: bool) -> bool:
    """Return whether statistics that name a language which its small words do not tell would be believed."""
    row = rows()[tag]
    if len(words.words) < FEWEST_WORDS:
        return False
    if near and words.total < ENOUGH and not shows_its_own(row, words):
        return False
    mine = scores.get(tag, 0.0)
    if not near and words.total < UNWITNESSED and not mine:
        return False
    return max(scores.values(), default=0.0) - mine <= (DOUBT if row["role"] == "table" else 0)
