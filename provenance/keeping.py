"""What is computed of a chain's steps and kept beside it, and whether a kept difference still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.canonical import digest_of_words
from provenance.diff import apply
from provenance.errors import ChainError, IntegrityError
from provenance.model.held import StoredComparison

if TYPE_CHECKING:
    from provenance.canonical import Digest
    from provenance.comparison import Comparison
    from provenance.model.chain import Chain, Step

__all__ = ["delta_holds", "still_holds", "stored_comparison"]


def stored_comparison(step: Step) -> StoredComparison:
    """Return a step's comparison as it is kept: the delta as evidence, and the names of all that computed it."""
    comparison = step.comparison
    return StoredComparison(
        source=step.source.digest,
        hop=step.hop.digest,
        computed_by=_computed_by(comparison),
        via=comparison.via,
        through=step.through,
        delta=None if comparison.diff is None else comparison.diff.delta,
    )


def _computed_by(comparison: Comparison) -> str:
    if comparison.diff is None:
        return comparison.computed_by
    return f"{comparison.computed_by}, {comparison.diff.computed_by}"


def still_holds(stored: StoredComparison, chain: Chain) -> bool | None:
    """Return whether a kept delta still turns the words into those it was made for; None if that cannot be told.

    It cannot where no delta is kept, or where the chain does not hold the words that it was made from or through.
    """
    try:
        source, target = chain.hop(stored.source), chain.hop(stored.hop)
    except ChainError:
        return None
    return delta_holds(stored, source=source.text, target=target.text, between=_between(stored, chain))


def _between(stored: StoredComparison, chain: Chain) -> str | None:
    """Return the words that a delta was made through: a gloss of either side, or a sibling hop's."""
    if stored.through is None:
        return None
    for gloss in chain.held.glosses:
        if gloss.hop in {stored.source, stored.hop} and digest_of_words(gloss.text) == stored.through:
            return gloss.text
    return _words(chain, stored.through)


def _words(chain: Chain, digest: Digest) -> str | None:
    try:
        return chain.hop(digest).text
    except ChainError:
        return None


def delta_holds(
    stored: StoredComparison, *, source: str | None, target: str | None, between: str | None
) -> bool | None:
    """Return whether a kept delta turns one text into the other; None where it or a text that it needs is not held.

    ``between`` holds the words of what it was made through, if it was: such a delta leads from them to the target, or
    from the source to them.
    """
    if stored.delta is None:
        return None
    pairs = [(source, target)] if stored.through is None else [(between, target), (source, between)]
    told = [_leads(stored.delta, here, there) for here, there in pairs if here is not None and there is not None]
    if any(told):
        return True
    return False if len(told) == len(pairs) else None


def _leads(delta: str, here: str, there: str) -> bool:
    try:
        return apply(delta, here) == there
    except IntegrityError:
        return False
