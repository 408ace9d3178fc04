"""What rules stand on: stretches of a chain whose words can be compared, its anchors, and its main path."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.comparison import Comparison, compare, same_language
from provenance.language import contradicts
from provenance.model.hop import Act
from provenance.rules.once import once_a_chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.canonical import Digest
    from provenance.model.chain import Chain, Step
    from provenance.model.hop import Hop
    from provenance.text import Text

__all__ = [
    "Stretch",
    "anchors",
    "in_one_language",
    "main_path",
    "stretches",
    "unheld",
]


@frozen(kw_only=True)
class Stretch:
    """Two hops whose words are held, the second resting on the first: next to each other, or across hops without words."""

    source: Hop = field()
    hop: Hop = field()
    blame: tuple[int, int] = field()
    """The first and the last hop that may have changed something: one and the same where nothing lies between."""
    languages: frozenset[str | None] = field(default=frozenset())
    """The languages of the hops between."""
    step: Step | None = field(default=None, repr=False)

    @property
    def comparison(self) -> Comparison:
        """What changed from the one to the other."""
        if self.step is not None:
            return self.step.comparison
        return _across(self.source.words, self.hop.words)

    @property
    def gap(self) -> bool:
        """Whether hops lie between whose words are not held."""
        return self.blame[0] != self.blame[1]


@lru_cache(maxsize=64)  # each rule asks for the same pairs; steps keep their own
def _across(source: Text | None, target: Text | None) -> Comparison:
    return compare(source, target)


@frozen(kw_only=True)
class _Above:
    """What lies above a hop without words: the nearest hops with words, and what is between."""

    held: frozenset[Digest]
    first: int
    languages: frozenset[str | None]


@once_a_chain
def stretches(chain: Chain) -> tuple[Stretch, ...]:
    """Return every pair of hops with words, nearest to each other, in the order of hops, then of sources."""
    return tuple(_stretches(chain))


def _stretches(chain: Chain) -> Iterator[Stretch]:
    above: dict[Digest, _Above] = {}
    for number, hop in enumerate(chain.hops, 1):
        if hop.text is None:
            above[hop.digest] = _above(number, hop, above)
    for step in chain.steps:
        if step.hop.text is None:
            continue
        number = chain.number(step.hop)
        if step.source.text is not None:
            yield Stretch(source=step.source, hop=step.hop, blame=(number, number), step=step)
            continue
        over = above[step.source.digest]
        for source in sorted(over.held, key=chain.number):
            yield Stretch(source=chain.hop(source), hop=step.hop, blame=(over.first, number), languages=over.languages)


def _above(number: int, hop: Hop, above: dict[Digest, _Above]) -> _Above:
    known = [above[source] for source in hop.sources if source in above]
    held = {source for source in hop.sources if source not in above}
    return _Above(
        held=frozenset(held.union(*(one.held for one in known))),
        first=min([number, *(one.first for one in known)]),
        languages=frozenset({hop.language}.union(*(one.languages for one in known))),
    )


@once_a_chain
def unheld(chain: Chain) -> tuple[Hop, ...]:
    """Return the hops that rest on others and cannot be compared with any: their words, or all above, are not held."""
    reached = {stretch.hop.digest for stretch in stretches(chain)}
    return tuple(hop for hop in chain.hops if hop.sources and hop.digest not in reached)


def in_one_language(stretch: Stretch) -> bool | None:
    """Return whether both ends and all between are in one language; None where a language is blank."""
    tags = {stretch.source.language, stretch.hop.language, *stretch.languages}
    known = sorted(tag for tag in tags if tag is not None)
    if any(not same_language(known[0], tag) for tag in known[1:]):
        return False
    return None if None in tags else True


@once_a_chain
def anchors(chain: Chain) -> tuple[Hop, ...]:
    """Return the hops that hold, or withhold, words that were said or transcribed in the language spoken.

    The language spoken is that of what was said, where the chain records it; a transcript in it anchors a chain too.
    Words in a script that their recorded language is not written in are not that language's.
    """
    spoken: dict[Digest, frozenset[str]] = {}
    found = []
    for hop in chain.hops:
        tags = frozenset[str]().union(*(spoken[source] for source in hop.sources))
        if hop.act is Act.SAID and hop.language is not None:
            tags |= {hop.language}
        spoken[hop.digest] = tags
        if hop.seal is None or hop.act not in {Act.SAID, Act.TRANSCRIBED}:
            continue
        if hop.text is not None and hop.language is not None and contradicts(hop.text, hop.language) is not None:
            continue
        if not tags or hop.language is None or any(same_language(hop.language, tag) for tag in tags):
            found.append(hop)
    return tuple(found)


def main_path(chain: Chain, head: Hop | None = None) -> tuple[Hop, ...]:
    """Return one way from an origin to a hop, the head by default: the shortest that begins with something said."""
    best: dict[Digest, tuple[bool, int, int]] = {}
    for number, hop in enumerate(chain.hops, 1):
        above = [best[source] for source in hop.sources]
        unsaid, length, _ = min(above) if above else (hop.act is not Act.SAID, 0, 0)
        best[hop.digest] = (unsaid, length + 1, number)
    path = [head or chain.head]
    while path[-1].sources:
        path.append(chain.hop(min(path[-1].sources, key=best.__getitem__)))
    return tuple(reversed(path))
