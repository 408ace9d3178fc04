"""What a trace is: recorded hops that some words come from, how they differ, and the way back to the origin."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from provenance.diff import patch
from provenance.tracing.told import told

if TYPE_CHECKING:
    from provenance.canonical import Digest
    from provenance.diff import Diff
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.text import Span

__all__ = ["Match", "Trace", "Verdict"]

Verdict: TypeAlias = Literal["verbatim", "altered", "fragment"]


@frozen(kw_only=True)
class Match:
    """A recorded hop that words come from, with all that it rests on."""

    chain: Chain
    """The hop as head, and its way back."""
    hop: int
    """The number of the hop that holds the words."""
    span: Span
    """Where they stand in it, in code points."""
    words: str = field(repr=False)
    """What stands there."""
    similarity: float
    """Twice the characters that both have in order ÷ those of both, whatever their case, marks, spaces and width."""
    verdict: Verdict
    """verbatim: these very words, whole sentences; fragment: these very words, part of a sentence; altered: others."""
    traced: str = field(repr=False)
    """The words that were traced; what no text can hold (lone surrogates) as �."""

    @cached_property
    def diff(self) -> Diff:
        """What turns the words that stand there into those that were traced, computed on first use."""
        return patch(self.words, self.traced)

    @property
    def digest(self) -> Digest:
        """The digest of the hop."""
        return self.chain.hop(self.hop).digest

    @property
    def origins(self) -> tuple[Hop, ...]:
        """The hops that it goes back to."""
        return self.chain.origins


@frozen(kw_only=True)
class Trace:
    """For some words: the recorded hops they come from, the likest first."""

    words: str
    matches: tuple[Match, ...] = field(default=())
    near_miss: Match | None = field(default=None)
    """Where nothing is like enough: what is likest, if anything is like at all. It is no match."""
    chains: tuple[Chain, ...] = field(default=(), repr=False)
    """The chains of the matches, without those that are part of another."""
    earliest: Match | None = field(default=None, repr=False)
    """The match with the earliest date; None where none has a date with its year."""
    nearest_to_origin: Match | None = field(default=None, repr=False)
    """The match with the fewest links back to what it goes back to."""

    def __str__(self) -> str:
        return told(self)
