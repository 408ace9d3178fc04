"""What is computed of a chain's steps and kept beside it, and whether a kept difference still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.canonical import canonical_bytes, digest_of_words
from provenance.diff import apply
from provenance.errors import ChainError, IntegrityError
from provenance.model.held import StoredComparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.alignment import Bead
    from provenance.canonical import Digest, Plain
    from provenance.comparison import Comparison
    from provenance.ledger import FactRow
    from provenance.model.chain import Chain, Step
    from provenance.model.spelling import Record
    from provenance.text import Span

__all__ = ["delta_holds", "ends_of", "spell_comparison", "still_holds", "stored_comparison"]


def stored_comparison(step: Step) -> StoredComparison:
    """Return a step's comparison as it is kept, with the names of all that computed it; empty where words are lacking.

    Within one language that is the delta alone: it is the evidence, and both texts stand beside it. Across languages it
    is what took a model of two languages to tell: which sentences answer to which, and what became of what they state.
    """
    comparison = step.comparison
    across = comparison.via != "same-language" and _comparable(step)
    makers = [comparison.computed_by] if across or comparison.diff is None else []
    return StoredComparison(
        source=step.source.digest,
        hop=step.hop.digest,
        computed_by=", ".join(makers if comparison.diff is None else [*makers, comparison.diff.computed_by]),
        via=comparison.via,
        through=step.through,
        delta=None if comparison.diff is None else comparison.diff.delta,
        alignment=canonical_bytes([_spell_bead(bead) for bead in comparison.alignment]) if across else None,
        facts=canonical_bytes([_spell_row(row) for row in comparison.facts]) if across else None,
    )


def _comparable(step: Step) -> bool:
    return all(hop.text is not None and hop.language is not None for hop in (step.source, step.hop))


def _spell_bead(bead: Bead) -> Record:
    """Return a bead as plain values; the score as text, for records hold no floats."""
    return {
        "source": [_spell_span(span) for span in bead.source],
        "target": [_spell_span(span) for span in bead.target],
        "score": f"{bead.score:.3f}",
    }


def _spell_row(row: FactRow) -> Record:
    record: Record = {"kind": row.kind, "status": row.status}
    if row.how is not None:
        record["how"] = row.how
    for side, fact in (("source", row.source), ("target", row.target)):
        if fact is not None:
            record[side] = {
                "value": fact.value,
                "surface": fact.surface,
                "span": _spell_span(fact.span),
                "weak": fact.weak,
            }
    return record


def _spell_span(span: Span) -> list[Plain]:
    return [span.start, span.end]


def still_holds(stored: StoredComparison, chain: Chain) -> bool | None:
    """Return whether a kept delta still turns the words into those it was made for; None if that cannot be told.

    It cannot where no delta is kept, or where the chain does not hold the words that it was made from or through.
    """
    return _holds(stored, ends_of(stored, chain))


def ends_of(stored: StoredComparison, chain: Chain) -> tuple[tuple[str | None, str | None], ...]:
    """Return the pairs of words that a kept delta may lead from and to, each None where the chain does not hold them.

    Without anything between it leads from the source to the hop; else from what is between to the hop, or from the source
    to what is between: a gloss of either side, or the words of a sibling hop.
    """
    source, target = _words(chain, stored.source), _words(chain, stored.hop)
    return _pairs(stored, source, target, _between(stored, chain))


def _pairs(
    stored: StoredComparison, source: str | None, target: str | None, between: str | None
) -> tuple[tuple[str | None, str | None], ...]:
    return ((source, target),) if stored.through is None else ((between, target), (source, between))


def _between(stored: StoredComparison, chain: Chain) -> str | None:
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
    return _holds(stored, _pairs(stored, source, target, between))


def _holds(stored: StoredComparison, ends: Sequence[tuple[str | None, str | None]]) -> bool | None:
    if stored.delta is None:
        return None
    told = [_leads(stored.delta, here, there) for here, there in ends if here is not None and there is not None]
    if any(told):
        return True
    return False if len(told) == len(ends) else None


def _leads(delta: str, here: str, there: str) -> bool:
    try:
        return apply(delta, here) == there
    except IntegrityError:
        return False


def spell_comparison(comparison: Comparison) -> Record:
    """Return a comparison as plain values: what computed it, the delta, the beads, the ledger, the blanks."""
    record: Record = {"computed_by": comparison.computed_by, "via": comparison.via}
    if comparison.diff is not None:
        record["diff"] = {"delta": comparison.diff.delta, "computed_by": comparison.diff.computed_by}
    record["alignment"] = [_spell_bead(bead) for bead in comparison.alignment]
    record["facts"] = [_spell_row(row) for row in comparison.facts]
    record["blanks"] = [{"kind": blank.kind, "reason": blank.reason} for blank in comparison.blanks]
    return record
