"""A chain: a head hop and everything it rests on, the origin first; each act returns a new chain."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol

from attrs import evolve, field, frozen

from provenance.canonical import Digest, digest_of, digest_of_words
from provenance.comparison import Comparison, compare, same_language
from provenance.errors import ChainError, RecordError, shown
from provenance.limits import HOPS, SOURCES, check_limit
from provenance.model.attribution import Agent, Method
from provenance.model.checks import items
from provenance.model.growing import Grown
from provenance.model.held import Correction, Gloss, Held, StoredComparison, Waiver
from provenance.model.hop import Act, Hop
from provenance.model.making import Filling, How, filled, hop_of
from provenance.model.order import ordered
from provenance.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Unpack

__all__ = ["Chain", "Filling", "How", "Step", "Translator", "glossed", "said"]


class Translator(Protocol):
    """Whatever renders words in another language, for comparison only."""

    name: str
    version: str

    def __call__(self, text: Text, to: str) -> str:
        """Return the words in the language ``to``."""
        ...


@frozen(kw_only=True)
class Step:
    """A pair of a chain: a source, and the hop that rests on it."""

    number: int
    """Its place among the chain's steps, from 1."""
    source: Hop
    hop: Hop
    gloss: Text | None = field(default=None, repr=False)
    """Words that bring both sides into one language, where the chain holds such."""
    through: Digest | None = field(default=None, repr=False)
    """The sibling hop, or the gloss's words, behind ``gloss``."""
    sibling: bool = field(default=False, repr=False)

    @cached_property
    def comparison(self) -> Comparison:
        """What changed, computed on first use."""
        return compare(self.source.words, self.hop.words, gloss=self.gloss, sibling=self.sibling)


@frozen(eq=False)
class Chain:
    """A head and all it rests on; two chains are equal if their heads' digests are.

    Hops are numbered by their place in ``hops``, from 1: sources before what rests on them, ties by digest.
    """

    _hops: tuple[Hop, ...] | Grown[Hop] = field(alias="hops")
    held: Held = field(factory=Held, kw_only=True)

    @classmethod
    def of(cls, hops: Iterable[Hop], *, held: Held | None = None) -> Chain:
        """Return the chain that hops make, in whatever order they come.

        ChainError if there is none, if a source is not among them, or if they do not all lead to one head.
        """
        return cls(ordered(hops), held=held or Held())

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The hops in their order, the head last."""
        hops = self._hops
        if isinstance(hops, Grown):
            hops = hops.items()
            object.__setattr__(self, "_hops", hops)  # the same hops; two threads at once write the same twice
        return hops

    @property
    def head(self) -> Hop:
        """The last hop: the one that all others lead to."""
        hops = self._hops
        return hops.last if isinstance(hops, Grown) else hops[-1]

    @property
    def digest(self) -> Digest:
        """The head's digest, which vouches for the whole chain."""
        return self.head.digest

    @cached_property
    def origins(self) -> tuple[Hop, ...]:
        """The hops that rest on nothing."""
        return tuple(hop for hop in self.hops if not hop.sources)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every pair of a source and a hop, in the order of hops, then of sources."""
        pairs = [(self.hop(source), hop) for hop in self.hops for source in self._by_number(hop.sources)]
        return tuple(self._step(number, source, hop) for number, (source, hop) in enumerate(pairs, 1))

    @cached_property
    def _numbers(self) -> dict[Digest, int]:
        return {hop.digest: number for number, hop in enumerate(self.hops, 1)}

    def _by_number(self, sources: tuple[Digest, ...]) -> list[Digest]:
        return sorted(sources, key=self._numbers.__getitem__)

    def number(self, hop: Hop | Digest) -> int:
        """Return a hop's number, from 1; ChainError if the chain has no such hop."""
        digest = hop.digest if isinstance(hop, Hop) else hop
        number = self._numbers.get(digest)
        if number is None:
            raise ChainError(f"no such hop – {digest} – the chain has {len(self.hops)} others", hop=digest)
        return number

    def hop(self, which: int | Digest) -> Hop:
        """Return a hop by its number, from 1, or by its digest; ChainError if there is none."""
        if isinstance(which, Digest):
            return self.hops[self.number(which) - 1]
        if type(which) is not int or not 1 <= which <= len(self.hops):
            raise ChainError(f"no such hop – {shown(which)} – the chain has hops 1 to {len(self.hops)}", hop=which)
        return self.hops[which - 1]

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, Chain) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(hops={self.hops!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        # Links of a chain that grew are as deep as it is long, too deep for pickle; its hops are not.
        return partial(type(self), self.hops, held=self.held), ()

    def paths(self) -> Iterator[tuple[Hop, ...]]:
        """Yield every way from an origin to the head. Where sources meet and part again there can be very many."""
        trail: list[tuple[Hop, list[Digest]]] = [(self.head, self._by_number(self.head.sources)[::-1])]
        while trail:
            hop, left = trail[-1]
            if not hop.sources:
                yield tuple(hop for hop, _ in reversed(trail))
            if left:
                source = self.hop(left.pop())
                trail.append((source, self._by_number(source.sources)[::-1]))
            else:
                trail.pop()

    def transcribed(self, text: str | None, language: str | None, **how: Unpack[How]) -> Chain:
        """Return the chain with a hop on it: the words as heard or as set down from a recording."""
        return self._with(Act.TRANSCRIBED, text, language, how)

    def reported(self, text: str | None, language: str | None, **how: Unpack[How]) -> Chain:
        """Return the chain with a hop on it: an outlet or a writer relays the words."""
        return self._with(Act.REPORTED, text, language, how)

    def translated(self, text: str | None, language: str | None, **how: Unpack[How]) -> Chain:
        """Return the chain with a hop on it: the words in another language."""
        return self._with(Act.TRANSLATED, text, language, how)

    def excerpted(self, text: str | None, language: str | None, **how: Unpack[How]) -> Chain:
        """Return the chain with a hop on it: a part of the words."""
        return self._with(Act.EXCERPTED, text, language, how)

    def revised(self, text: str | None, language: str | None, **how: Unpack[How]) -> Chain:
        """Return the chain with a hop on it: another version of the words by the same hand or house."""
        return self._with(Act.REVISED, text, language, how)

    def republished(self, text: str | None, language: str | None, **how: Unpack[How]) -> Chain:
        """Return the chain with a hop on it: the words once more, elsewhere."""
        return self._with(Act.REPUBLISHED, text, language, how)

    def _with(self, act: Act, text: str | None, language: str | None, how: How) -> Chain:
        also = _also(how)
        hop = hop_of(act, text, language, how, (self.digest, *(chain.digest for chain in also)))
        if not also:
            # All lead to the head, so what rests on it comes last.
            hops = Grown(self._hops, hop)
            check_limit(len(hops), HOPS, "hops", "begin a new chain")
            return Chain(hops, held=self.held)
        return Chain.of(_hops_of((self, *also), hop), held=self.held.joined(*(chain.held for chain in also)))

    def filled(self, hop: int, **how: Unpack[Filling]) -> Chain:
        """Return the chain with blanks of one hop filled; hops after it are built anew, as they rest on other digests.

        A field is blank if nothing stands there or if what stands there was inferred. RecordError for a stated one:
        what was stated is not overwritten, a correction is a new hop.
        """
        old = self.hop(hop)
        new = filled(old, hop, how)
        changed = {old.digest: new}
        hops = []
        for each in self.hops:
            if each is old:
                hops.append(new)
                continue
            if any(source in changed for source in each.sources):
                sources = tuple(changed[source].digest if source in changed else source for source in each.sources)
                changed[each.digest] = evolve(each, sources=sources)
            hops.append(changed.get(each.digest, each))
        return Chain.of(hops, held=_carried(self.held, changed))

    def holding(
        self,
        *evidence: bytes,
        glosses: Iterable[Gloss] = (),
        comparisons: Iterable[StoredComparison] = (),
        waivers: Iterable[Waiver] = (),
        corrections: Iterable[Correction] = (),
    ) -> Chain:
        """Return the same chain, of the same digest, that holds more beside its record."""
        for data in evidence:
            if not isinstance(data, bytes):
                raise RecordError(f"not bytes – evidence {shown(data)} – encode it", field="evidence", value=data)
        more = Held(
            evidence={digest_of(data): data for data in evidence},
            glosses=items(glosses, "glosses", HOPS),
            comparisons=items(comparisons, "comparisons", HOPS),
            waivers=items(waivers, "waivers", HOPS),
            corrections=items(corrections, "corrections", HOPS),
        )
        return Chain(self.hops, held=self.held.joined(more))

    def _step(self, number: int, source: Hop, hop: Hop) -> Step:
        gloss, through, sibling = _common_words(self, source, hop)
        return Step(number=number, source=source, hop=hop, gloss=gloss, through=through, sibling=sibling)

    @cached_property
    def _siblings(self) -> dict[Digest, list[Hop]]:
        """The translations held of each hop."""
        found: dict[Digest, list[Hop]] = {}
        for hop in self.hops:
            if hop.act is Act.TRANSLATED and len(hop.sources) == 1 and hop.text is not None:
                found.setdefault(hop.sources[0], []).append(hop)
        return found

    @cached_property
    def _glosses(self) -> dict[Digest, list[Gloss]]:
        found: dict[Digest, list[Gloss]] = {}
        for gloss in self.held.glosses:
            found.setdefault(gloss.hop, []).append(gloss)
        return found


def said(text: str | None, language: str | None, **how: Unpack[How]) -> Chain:
    """Return a chain of one hop: someone said this. ``by`` is the speaker; ``text`` None if nobody holds the words."""
    also = _also(how)
    hop = hop_of(Act.SAID, text, language, how, tuple(chain.digest for chain in also))
    return Chain.of(_hops_of(also, hop), held=Held().joined(*(chain.held for chain in also)))


def glossed(chain: Chain, to: str, translator: Translator) -> Chain:
    """Return the same chain with every hop that holds words in another language rendered in ``to``.

    Each gloss says which translator made it; a hop that already has a gloss in that language keeps it.
    """
    maker = Agent(translator.name, kind="software", version=translator.version)
    have = {gloss.hop for gloss in chain.held.glosses if same_language(gloss.language, to)}
    glosses = [
        Gloss(hop=hop.digest, text=translator(hop.words, to), language=to, by=maker, method=Method.MACHINE)
        for hop in chain.hops
        if hop.words is not None
        and hop.language is not None
        and not same_language(hop.language, to)
        and hop.digest not in have
    ]
    return chain.holding(glosses=glosses)


def _also(how: How) -> tuple[Chain, ...]:
    if "also" not in how:
        return ()
    chains = items(how["also"], "also", SOURCES)
    for chain in chains:
        if not isinstance(chain, Chain):
            raise RecordError(f"not a chain – also {shown(chain)} – give chains", field="also", value=chain)
    return chains


def _hops_of(chains: Iterable[Chain], head: Hop) -> Iterator[Hop]:
    for chain in chains:
        yield from chain.hops
    yield head


def _carried(held: Held, changed: dict[Digest, Hop]) -> Held:
    """Return what is held, with glosses moved to the hops as they are now; what was computed of the old ones goes."""
    return evolve(
        held,
        glosses=tuple(
            evolve(gloss, hop=changed[gloss.hop].digest) if gloss.hop in changed else gloss for gloss in held.glosses
        ),
        comparisons=tuple(
            stored
            for stored in held.comparisons
            if changed.keys().isdisjoint({stored.source, stored.hop, stored.through})
        ),
    )


def _common_words(chain: Chain, source: Hop, hop: Hop) -> tuple[Text | None, Digest | None, bool]:
    """Return words that bring a step's two sides into one language: a sibling translation, else a gloss."""
    if source.language is None or hop.language is None or same_language(source.language, hop.language):
        return None, None, False
    for sibling in chain._siblings.get(source.digest, ()):  # noqa: SLF001 - its own chain
        if sibling != hop and sibling.language is not None and same_language(sibling.language, hop.language):
            return sibling.words, sibling.digest, True
    for here, there in ((source, hop), (hop, source)):
        for gloss in chain._glosses.get(here.digest, ()):  # noqa: SLF001 - its own chain
            if there.language is not None and same_language(gloss.language, there.language):
                return Text(gloss.text, gloss.language), digest_of_words(gloss.text), False
    return None, None, False
