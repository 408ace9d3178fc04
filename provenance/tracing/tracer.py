"""Tracing: candidates from the store's index, ranked exactly, set in their hops, judged, and led back to the origin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from provenance.comparison import same_language
from provenance.errors import RecordError, shown
from provenance.likeness import likeness
from provenance.rules.ground import main_path
from provenance.scripts import UNSPACED
from provenance.shingles import bare_form, sampled, shingles
from provenance.text import Span, comparing_form
from provenance.tracing.ranking import BEHIND, FLOOR, PART, closeness, is_enough, may_be_part, part_floor, ranked
from provenance.tracing.several import in_several
from provenance.tracing.stretches import sentences_around, stretch
from provenance.tracing.value import Match, Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.stores.base import Store
    from provenance.tracing.ranking import Candidate
    from provenance.tracing.several import Several

__all__ = ["trace"]

_Rank: TypeAlias = "tuple[float, float, bool]"

CANDIDATES, EACH = 80, 8
"""Passages that the index is asked for, and for each match at least: many share half a sentence."""

LOOKED_AT = 50
"""Hops that are read at most, where a language is asked for and the likest are in another."""

SEVERAL, FEW = 5, 2
"""Hops, of those that hold most and of the likest, in which words over several sentences are sought; and where one
sentence alone is like enough."""

VAIN = 8
"""Parts of sentences that are sought in vain before no more are: those of the likest sentences come first."""

LEAST = 0.6
"""Likeness by characters below which nothing is looked at any more, as it would be no near miss."""

LIKELY = 0.65
"""Likeness by characters below which a passage is not even asked whether it is enough: words are no liker."""

MISS = 0.5
"""Closeness from which something is worth showing as a near miss; chance alone gives two fifths."""

# What was said, whatever marks stand around it: numbers whole, with their sign, signs of percent and money, words.
_SAID = re.compile(
    rf"(?<!\w)[-−](?=\d)|\d+(?:[.,:/]\d+)*|[%‰$€£¥₽°+=<>]|[{UNSPACED}]|[^\W\d_{UNSPACED}]+(?:'[^\W\d_{UNSPACED}]+)*|\w"
)


def trace(words: str, store: Store, *, language: str | None = None, limit: int = 10) -> Trace:
    """Return the recorded hops that some words come from, the likest first, at most ``limit``.

    Words count as recorded if they stand in a hop as they are, whole sentences or a part that says something by itself,
    or altered but like enough (``ranking.FLOOR``); if nothing is, the nearest miss is told. With a language only hops in
    it, or in none that is declared, are looked at. Any words may be asked for; StoreError where the index is missing.
    """
    if limit < 1:
        raise RecordError(f"not a limit – {shown(limit)} – ask for one match at least", field="limit", value=limit)
    tracer = _Tracer(
        # a lone surrogate stands in no record
        words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        store,
        language,
    )
    matches, near_miss = tracer.found(limit)
    return Trace(
        words=words,
        matches=tuple(matches),
        near_miss=near_miss,
        chains=_longest(matches),
        earliest=_earliest(matches),
        nearest_to_origin=min(matches, key=_links, default=None),
    )


@frozen(kw_only=True)
class _Place:
    """Where in a hop the words may stand, and whether what stands there is like enough to be theirs."""

    hop: Digest
    span: Span
    bare: str
    alike: float
    whole: float
    """Likeness to the whole sentences that they are of."""
    part: bool
    enough: bool
    alone: bool
    """Whether the hop says nothing else."""


class _Tracer:
    def __init__(self, words: str, store: Store, language: str | None) -> None:
        self._words = words
        self._bare = bare_form(words)
        self._store = store
        self._language = language
        self._chains: dict[Digest, Chain] = {}
        self._floor = FLOOR
        """Closeness from which a part is sought: once there is something to show, only what is enough matters."""

    def found(self, limit: int) -> tuple[list[Match], Match | None]:
        """Return the matches, one a hop, and, where there are none, the likest thing that is worth showing."""
        matches: dict[Digest, tuple[_Rank, Match]] = {}
        missed: _Place | None = None
        for place in self._places(max(CANDIDATES, EACH * limit)):
            if len(matches) == limit or len(self._chains) > LOOKED_AT:
                break
            if place.hop in matches:
                continue
            if place.enough and self._is_asked_for(place.hop):
                matches[place.hop] = (_rank(place), self._match(place))
            elif not (place.enough or matches or missed) and self._is_worth_showing(place):
                missed = place
            if self._floor == FLOOR and (matches or missed):
                self._floor = part_floor(self._bare)
        if matches:
            return self._in_order(matches.values()), None
        return [], None if missed is None else self._match(missed)

    def _in_order(self, matches: Iterable[tuple[_Rank, Match]]) -> list[Match]:
        """Return matches likest first: the very words, then by likeness with their marks and spaces, then by rank."""
        typed = comparing_form(self._words)

        def order(found: tuple[_Rank, Match]) -> tuple[bool, float, _Rank]:
            rank, match = found
            behind = rank[0] + match.similarity
            return match.similarity < 1.0, behind - likeness(typed, comparing_form(match.words)), rank

        return [match for _, match in sorted(matches, key=order)]

    def _is_asked_for(self, hop: Digest) -> bool:
        if self._language is None:
            return True
        tag = self._chain(hop).head.language
        return tag is None or same_language(self._language, tag)

    def _is_worth_showing(self, place: _Place) -> bool:
        return closeness(self._bare, place.bare) >= MISS and self._is_asked_for(place.hop)

    def _chain(self, hop: Digest) -> Chain:
        if hop not in self._chains:
            self._chains[hop] = self._store.get(hop)
        return self._chains[hop]

    def _places(self, asked: int) -> Iterator[_Place]:
        """Yield where the words may stand, likest first."""
        passages = self._store.near(sampled(shingles(self._words)), asked)
        candidates = ranked(self._bare, passages)
        if candidates:
            enough = is_enough(self._bare, candidates[0].bare, part=False)
            yield from sorted(
                self._wide(in_several(self._words, self._bare, passages, candidates), FEW if enough else SEVERAL),
                key=_rank,
            )
        best, vain = 0.0, 0
        for one in candidates:
            if max(one.part, one.whole) < LEAST:
                continue
            place = self._place(one, seek=vain < VAIN and one.part - PART >= best - BEHIND)
            best = max(best, place.alike if place.enough else 0.0)
            vain += place.part and not place.enough
            yield place

    def _place(self, one: Candidate, *, seek: bool) -> _Place:
        """Return the part of a passage that the words are, else all of it if they are like it, else what part they are like.

        The last only if it is to be sought.
        """
        whole = _Place(
            hop=one.passage.hop,
            span=one.passage.span,
            bare=one.bare,
            alike=one.whole,
            whole=one.whole,
            part=False,
            enough=one.whole >= LIKELY and is_enough(self._bare, one.bare, part=False),
            alone=one.passage.alone,
        )
        if one.part < 1.0 and (whole.enough or not seek or not may_be_part(self._bare, one, least=self._floor)):
            return whole
        inside = stretch(self._words, one.passage.words)
        bare = one.bare if inside is None else bare_form(inside.of(one.passage.words))
        if inside is None or bare == one.bare or (whole.enough and bare != self._bare):
            return whole
        return _Place(
            hop=one.passage.hop,
            span=Span(whole.span.start + inside.start, whole.span.start + inside.end),
            bare=bare,
            alike=likeness(self._bare, bare),
            whole=one.whole,
            part=True,
            enough=is_enough(self._bare, bare, part=True),
            alone=one.passage.alone,
        )

    def _wide(self, several: Sequence[Several], hops: int) -> Iterator[_Place]:
        """Yield where the words may stand as several sentences of one hop, for so many hops in which they are sought."""
        for one in several:
            if one.whole:
                text = one.text.rstrip()
                yield self._sentences(one.hop, Span(len(text) - len(text.lstrip()), len(text)), one.bare)
            elif hops:
                hops -= 1
                inside = stretch(self._words, one.around.of(one.text))
                if inside is not None:
                    start = one.around.start + inside.start
                    yield self._wide_place(one.hop, one.text, Span(start, start + len(inside)))

    def _wide_place(self, hop: Digest, text: str, part: Span) -> _Place:
        """Return whole sentences of a hop, or the part of them that the words are more like."""
        whole = sentences_around(text, part, self._chain(hop).head.language)
        bare, all_of_it = (bare_form(span.of(text)) for span in (part, whole))
        alike, total = likeness(self._bare, bare), likeness(self._bare, all_of_it)
        if total >= alike or (bare != self._bare and is_enough(self._bare, all_of_it, part=False)):
            return self._sentences(hop, whole, all_of_it)
        return _Place(
            hop=hop,
            span=part,
            bare=bare,
            alike=alike,
            whole=total,
            part=bare != all_of_it,
            enough=is_enough(self._bare, bare, part=bare != all_of_it),
            alone=False,
        )

    def _sentences(self, hop: Digest, span: Span, bare: str) -> _Place:
        """Return several sentences of a hop as a whole."""
        alike = likeness(self._bare, bare)
        return _Place(
            hop=hop,
            span=span,
            bare=bare,
            alike=alike,
            whole=alike,
            part=False,
            enough=alike >= LIKELY and is_enough(self._bare, bare, part=False),
            alone=False,
        )

    def _match(self, place: _Place) -> Match:
        chain = self._chain(place.hop)
        words = place.span.of(chain.head.text or "")
        same = self._bare == place.bare and _said(self._words) == _said(words)
        return Match(
            chain=chain,
            hop=len(chain.hops),
            span=place.span,
            words=words,
            similarity=place.alike,
            verdict="altered" if not same else "fragment" if place.part else "verbatim",
            traced=self._words,
        )


def _rank(place: _Place) -> _Rank:
    """Return what places are in order by: likeness, of parts but for the very words something less, then that of wholes,
    then whether nothing else is said there.
    """
    return (place.part and place.alike < 1.0) * PART - place.alike, -place.whole, not place.alone


def _said(words: str) -> list[str]:
    """Return what is said, whatever marks stand around it."""
    return _SAID.findall(comparing_form(words))


def _longest(matches: Sequence[Match]) -> tuple[Chain, ...]:
    """Return the chains of matches that are no part of another's."""
    inside = {hop.digest for match in matches for hop in match.chain.hops[:-1]}
    return tuple(match.chain for match in matches if match.chain.digest not in inside)


def _earliest(matches: Sequence[Match]) -> Match | None:
    """Return the match whose hop is soonest certain to have been there: what is dated by the year alone may be late."""
    dated = [(on.bounds(), match) for match in matches if (on := match.chain.head.attribution.on) is not None]
    ends = [(bounds[1], match) for bounds, match in dated if bounds is not None]
    return min(ends, key=lambda end: end[0])[1] if ends else None


def _links(match: Match) -> int:
    return len(main_path(match.chain))
