"""Which recorded passages are most like some words, by exact likeness, and from where on that says anything.

Passages and words are compared in bare form, so case, marks, spaces and width count for nothing. Calibrated on English,
Russian and Chinese news, forums and encyclopedia articles, 200,000 passages: see ``FLOOR``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.likeness import likeness, likeness_of_items, likeness_within
from provenance.scripts import HAN, HANGUL, KANA, UNSPACED
from provenance.shingles import bare_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.stores.passages import Passage

__all__ = ["Candidate", "closeness", "is_enough", "items", "may_be_part", "part_floor", "ranked"]

FLOOR = 0.72
"""Closeness from which words are offered as those that are recorded.

Of sentences that are not recorded 99.5 % stay below it, and what stays above is made to one pattern: "… (29 March 2017,
21:08, …)". Of recorded ones with 20 % of their words changed 99 % reach it, with 35 % changed two thirds.
"""

PART_FLOOR = 0.78
"""The same for a part of a sentence: a long one has many parts, and one of them is sooner like anything."""

SHORT, SHORTEST = 40, 12
"""Letters below which more is asked of a part of a sentence; below the second, and of very few, all."""

BEHIND = 0.15
"""How much less like than the best a part may be and still be sought: it is not where the words come from."""

SHORTER = 0.85
"""Share of a passage's length from which words are taken for the whole of it."""

PART = 0.1
"""How much likelier a part must be than a whole: of words changed at an end, what is left is a part of anything."""

PARTS = 60_000
"""Code points of words × passage up to which all passages are searched for a part; beyond, the twenty best."""

FIRST = 20

LEAST_PART, EDGES = 0.6, 0.1
"""Likeness to a stretch of the same length below which a part is not sought, and what exact ends may add to it."""

UNSPACED_SHARE = 0.4
"""Share of characters of scripts without spaces from which words are taken for such a script."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_ITEM = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_HEAVY = re.compile(rf"[{HAN}{KANA}]")
_SYLLABLES = re.compile(rf"[{HANGUL}]")


@frozen(kw_only=True)
class Candidate:
    """A passage and how like the words it is."""

    passage: Passage
    bare: str
    whole: float
    """Likeness to all of it."""
    part: float
    """Likeness to the part of it that is likest; nought where the words are no shorter."""
    shared: float
    """Characters that both have."""

    @property
    def alike(self) -> float:
        """How likely the words come from it: for certain if they stand there."""
        return 1.0 if self.part == 1.0 else max(self.whole, self.part - PART)


def ranked(wanted: str, passages: Sequence[Passage]) -> list[Candidate]:
    """Return the passages with their likeness to words in bare form, likest first; between equals votes decide."""
    found: list[Candidate] = []
    best = 0.0
    for place, passage in enumerate(passages):
        found.append(_candidate(wanted, passage, place, least=max(LEAST_PART, best + PART - BEHIND)))
        best = max(best, found[-1].alike)
    # of the very words, where little else stands
    return sorted(found, key=lambda one: (-one.alike, -one.whole, not one.passage.alone))


def _candidate(wanted: str, passage: Passage, place: int, *, least: float) -> Candidate:
    bare = bare_form(passage.words)
    whole, part = _bounded(wanted, bare), 0.0
    if len(wanted) < len(bare) and wanted in bare:
        part = 1.0
    elif len(wanted) < SHORTER * len(bare) and (place < FIRST or len(wanted) * len(bare) <= PARTS):
        part = likeness_within(wanted, bare, least=max(least, whole))
    shared = max(part * len(wanted), whole * (len(wanted) + len(bare)) / 2)
    return Candidate(passage=passage, bare=bare, whole=whole, part=part, shared=shared)


def _bounded(wanted: str, bare: str) -> float:
    """Return the likeness, or the most it can be where the lengths alone keep it low."""
    most = 2 * min(len(wanted), len(bare)) / max(1, len(wanted) + len(bare))
    return most if most < 0.2 else likeness(wanted, bare)


def closeness(wanted: str, bare: str) -> float:
    """Return the mean of the likeness by characters and by words.

    Characters alone find half of any two English sentences alike, and take to names in common; words alone lose what
    was only inflected. In scripts without spaces words are characters, but for foreign words among them: there, whatever
    finds the two more alike.
    """
    by_characters = likeness(wanted, bare)
    both = (by_characters + likeness_of_items(items(wanted), items(bare))) / 2
    if len(_UNSPACED.findall(wanted)) > UNSPACED_SHARE * len(wanted):
        return max(by_characters, both)
    return both


@lru_cache(maxsize=16)  # the words that are sought meet every passage
def items(bare: str) -> list[str]:
    """Return the words of a bare form; in scripts without spaces each character is one."""
    return _ITEM.findall(bare)


def may_be_part(wanted: str, one: Candidate, *, least: float) -> bool:
    """Return whether a part of a passage may have so much closeness; to find out takes fifty times as long.

    At best the part holds all the words that stand anywhere in the passage, in the same order and with none between.
    """
    if one.part <= one.whole:
        return False
    if one.part == 1.0:
        return True
    ours = items(wanted)
    both = Counter(ours) & Counter(items(one.bare))
    shared = sum(both.values())
    return (min(1.0, one.part + EDGES) + 2 * shared / (len(ours) + shared)) / 2 >= least


def is_enough(wanted: str, bare: str, *, part: bool) -> bool:
    """Return whether the words are like enough to what stands there to be offered as it."""
    if wanted == bare:
        return not part or weight(wanted) >= SHORTEST
    if not part:
        return closeness(wanted, bare) >= FLOOR
    return closeness(wanted, bare) >= part_floor(wanted)


def part_floor(wanted: str) -> float:
    """Return the closeness from which words are offered as a part of a sentence: the shorter they are, the more."""
    lacking = max(0, SHORT - weight(wanted)) / (SHORT - SHORTEST)
    return PART_FLOOR + (1 - PART_FLOOR) * min(1.0, lacking)


def weight(bare: str) -> int:
    """Return the letters of words in bare form: a Han or kana character weighs three, a Hangul syllable two."""
    return len(bare) + 2 * len(_HEAVY.findall(bare)) + len(_SYLLABLES.findall(bare))
