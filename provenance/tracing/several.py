"""In which hops words may stand as several sentences: the index finds sentences, and words may run over more than one."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.shingles import bare_form
from provenance.text import Span
from provenance.tracing.ranking import SHORTER, items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.canonical import Digest
    from provenance.stores.passages import Passage
    from provenance.tracing.ranking import Candidate

__all__ = ["Several", "in_several"]

SHARED = 0.25
"""Share of the words' characters that the passages of a hop must have for the words to be sought in all of them."""

WORTH = 0.6
"""Share of the words that stand in the hop which holds most of them that another must hold to be worth a search."""

LOOKED_AT = 5
"""Hops, of those that the index names first and of those that hold most, whose words are counted."""


@frozen
class Several:
    """A hop in which words may stand as several sentences."""

    hop: Digest
    text: str
    around: Span
    """Where in its text: around the passages that are like the words, on either side as much as the words are long."""
    bare: str
    """What stands there, in bare form."""
    common: int
    """How many of the words stand there."""
    whole: bool
    """Whether that is all that the hop says, and the words are long enough to be taken for it."""


def in_several(words: str, bare: str, passages: Sequence[Passage], candidates: Sequence[Candidate]) -> list[Several]:
    """Return the hops in which words are to be sought in several sentences, those first that hold most of them.

    They are sought where more of them stand around a passage than in it.
    """
    # shorter words are part of a sentence at most
    beside = {one.passage.hop for one in candidates if len(bare) > SHORTER * len(one.bare) and not one.passage.alone}
    if not beside:
        return []
    found: dict[Digest, list[Candidate]] = {}
    for one in candidates:
        found.setdefault(one.passage.hop, []).append(one)
    shared = {hop: sum(one.shared for one in ones) / len(bare) for hop, ones in found.items()}
    named, holding = dict.fromkeys(passage.hop for passage in passages), sorted(shared, key=lambda hop: -shared[hop])
    ours = Counter(items(bare))
    several = [
        _around(hop, found[hop], words, bare, ours)
        for hop in dict.fromkeys((*islice(named, LOOKED_AT), *holding[:LOOKED_AT]))
        if shared[hop] >= SHARED and hop in beside
    ]
    most = max((one.common for one in several if one is not None), default=0)
    return sorted(
        (one for one in several if one is not None and one.common >= WORTH * most), key=lambda one: -one.common
    )


def _around(hop: Digest, ones: Sequence[Candidate], words: str, bare: str, ours: Counter[str]) -> Several | None:
    text = ones[0].passage.text
    start = max(0, min(one.passage.span.start for one in ones) - len(words))
    around = Span(start, min(len(text), max(one.passage.span.end for one in ones) + len(words)))
    there = bare_form(around.of(text))
    common = sum((ours & Counter(items(there))).values())
    if common <= sum((ours & Counter(items(ones[0].bare))).values()):
        return None
    whole = len(around) == len(text) and len(bare) >= SHORTER * len(there) and bare not in there
    return Several(hop, text, around, there, common, whole)
