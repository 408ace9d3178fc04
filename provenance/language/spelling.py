"""Which languages a text in an alphabet may be in, by its letters and how they follow one another."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import frozen

from provenance.language.answers import SURE, Guess, Unsure
from provenance.language.scripts import WEIGHT
from provenance.language.small_words import small_words, told_by
from provenance.language.written import (
    needing,
    of_our_tables,
    proofs,
    shared_letters,
    speakers,
    spellings,
    spelt_with,
    written_in,
)
from provenance.scripts import script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.language.written import Spelling, Wanted

__all__ = ["Words", "alphabetic", "least", "shows_its_own"]

FEWEST_LETTERS = 2
"""Letters of an alphabet from which a text is looked at: π is not Greek."""

RARE = 120
"""Letters among which the letters of a language's own are so rare that missing them says little."""

# Letters with the points and vowel signs that Python does not count as word characters; an elision keeps its apostrophe.
_WORD = re.compile(
    r"(?:[^\W\d_]+|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963]+)+'?"
)


@frozen(kw_only=True)
class Words:
    """The words of a text in one script, and their letters."""

    script: str
    text: str
    own: Mapping[str, int]
    """How often each letter of the script stands in the text."""

    letters: Mapping[str, int]
    """The same in small letters."""
    total: int

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What stands between spaces and has a letter of the script."""
        return tuple([word for word in self.text.split() if not self.own.keys().isdisjoint(word)])

    @cached_property
    def small(self) -> Mapping[str, int]:
        """How often each word stands that is a small word of some language of the script."""
        known = speakers(self.script)
        runs = _WORD.findall(" ".join(self.words).replace("’", "'"))
        told = map(str.lower, [run for run in runs if len(run) > 1 or run.islower()])
        return Counter([run for run in told if run in known])

    @classmethod
    def of(cls, text: str, main: str, characters: Mapping[str, int]) -> Words:
        """Return the words of a text in a script, told how often each character stands in it."""
        own = {character: number for character, number in characters.items() if script(character) == main}
        letters: dict[str, int] = {}
        for character, number in own.items():
            letter = character.lower()[0]  # İ is an i and its dot
            letters[letter] = letters.get(letter, 0) + number
        return cls(script=main, text=text, own=own, letters=letters, total=sum(own.values()))


def alphabetic(words: Words, wanted: Wanted) -> Guess | Unsure:
    """Return what letters and spelling say; undecided among those languages that they leave."""
    candidates = written_in(words.script, wanted)
    fits = _fitting(candidates, words)
    if not fits or words.total * WEIGHT.get(words.script, 1) < FEWEST_LETTERS:
        return Unsure(reason="too-short" if fits else "undecided", candidates=of_our_tables(fits))
    left = fits
    if len(fits) > 1:
        left = _showing_their_own(fits, words, told_by(fits, small_words(fits, words), 2))
    if len(left) == 1:
        return Guess(language=left[0], probability=SURE, by="script" if len(candidates) == 1 else "letters")
    proven = _proven(left, words)
    if proven is not None:
        return Guess(language=proven, probability=SURE, by="letters")
    return Unsure(reason="undecided", candidates=left)


def _fitting(candidates: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """Return the languages whose spelling the words follow: all of them, or all but a few where another is quoted."""
    known = spellings(words.script)
    if known.keys().isdisjoint(candidates):
        return candidates  # nothing is known of how any of them is spelt
    own = shared_letters(words.script)
    told = {letter: number for letter, number in words.letters.items() if letter not in own}
    spelt = words.text.lower()
    if known.keys() >= set(candidates):
        left = spelt_with(words.script, told).intersection(candidates)
        clean = [tag for tag in candidates if tag in left and _is_marked(known[tag], words)]
        clean = [tag for tag in clean if (never := known[tag].never) is None or never.search(spelt) is None]
        if clean:
            return tuple(clean)
    faults: dict[str, int] = {}
    for tag in candidates:
        spelling = known.get(tag)
        if spelling is None:
            faults[tag] = 0
        elif _is_marked(spelling, words):
            faults[tag] = sum([told[letter] for letter in told.keys() - spelling.letters]) if spelling.letters else 0
    fewest = words.total
    for tag in sorted(faults, key=faults.__getitem__):
        if faults[tag] > fewest:
            break  # its letters alone tell against it, and so do those of all that follow
        never = known[tag].never if tag in known else None
        if never is not None:
            faults[tag] += len(never.findall(spelt))
        fewest = min(fewest, faults[tag])
    if 50 * fewest > words.total:
        return ()
    return tuple([tag for tag, number in faults.items() if number == fewest])


def _is_marked(spelling: Spelling, words: Words) -> bool:
    """Return whether one letter in a hundred is a mark of the language; True where it needs none."""
    marks = spelling.marks
    return not marks or (
        not words.letters.keys().isdisjoint(marks)
        and 100 * sum([words.letters.get(letter, 0) for letter in marks]) >= words.total
    )


def _showing_their_own(fits: tuple[str, ...], words: Words, kept: str | None) -> tuple[str, ...]:
    """Return the languages without those whose commonest letters of their own are missing where three were expected."""
    missing = {
        tag
        for tag, row in needing().items()
        if tag in fits and tag != kept and words.total >= row["within"] and not shows_its_own(row, words)
    }
    return tuple([tag for tag in fits if tag not in missing]) or fits if missing else fits


def least(row: Mapping[str, Any], words: Words) -> int:
    """Return how many small words must tell a language: two, where letters of its own that are common are missing."""
    return 1 if shows_its_own(row, words) or row["within"] > RARE else 2


def shows_its_own(row: Mapping[str, Any], words: Words) -> bool:
    """Return whether a letter of a language's own that is common in it stands in the words; True where it has none."""
    return "needs" not in row or any(letter in words.letters for letter in row["needs"])


def _proven(left: Sequence[str], words: Words) -> str | None:
    """Return the one language whose own letters stand in a quarter of the words or more; in names they prove nothing."""
    scores = {
        tag: sum([word[0].islower() and not proof.isdisjoint(word) for word in words.words])
        for tag, proof in proofs(words.script).items()
        if tag in left and not words.letters.keys().isdisjoint(proof)
    }
    found = [tag for tag, own in scores.items() if own]
    return found[0] if len(found) == 1 and 4 * scores[found[0]] >= len(words.words) else None
