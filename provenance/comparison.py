"""What changed between two texts: word edits within one language, aligned sentences across two, and what both state."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from provenance.alignment import COMPUTED_BY as ALIGNED_BY
from provenance.alignment import Bead, align, versions
from provenance.blank import Blank
from provenance.diff import Diff, patch
from provenance.facts import facts_in, unexamined
from provenance.ledger import FactRow, ledger, mirrored, unchanged
from provenance.sentences import sentences_in
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.alignment import Aligner
    from provenance.facts import Fact
    from provenance.sentences import Segmenter
    from provenance.text import Text

__all__ = ["Comparison", "compare", "same_language"]

COMPUTED_BY = "provenance-comparison 1"

FEW = 2
"""Sentences up to which two texts are one bead where no alignment is sure: there is nothing to mistake."""

VALUES = frozenset({"date", "place", "quantity"})
"""Kinds of facts that are the same wherever they stand."""

KINDS = ("date", "mark", "negation", "place", "quantity", "qualifier")


@frozen(kw_only=True)
class Comparison:
    """Two texts side by side, each part computed on first use; what could not be compared stands in ``blanks``."""

    source: Text | None
    target: Text | None
    gloss: Text | None = field(default=None)
    """Words that stand in for the source (or, in the source's language, for the target) in the diff."""
    via: Literal["same-language", "gloss", "sibling"] | None = field(default=None)
    """What the diff is made through."""
    segmenter: Segmenter | None = field(default=None, repr=False)
    aligner: Aligner | None = field(default=None, repr=False)

    @cached_property
    def diff(self) -> Diff | None:
        """Word edits from source to target, where both are in one language or a gloss brings them there."""
        if self.source is None or self.target is None or self.via is None:
            return None
        if self.gloss is None:
            return patch(self.source.words, self.target.words)
        if _agree(self.gloss, self.target):
            return patch(self.gloss.words, self.target.words)
        return patch(self.source.words, self.gloss.words)

    @property
    def alignment(self) -> tuple[Bead, ...]:
        """Which sentences answer to which; none where the two do not answer to each other."""
        return self._stated[0]

    @property
    def facts(self) -> tuple[FactRow, ...]:
        """What either states, side by side."""
        return self._stated[1]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What could not be compared, and why."""
        diff = () if self._incomparable or self.via is not None else (Blank("diff", "no-gloss"),)
        return (*diff, *self._stated[2])

    @property
    def computed_by(self) -> str:
        """What computes it, with versions."""
        sentences = "" if self.segmenter is None else f", sentences by {self.segmenter.name}"
        beads = ALIGNED_BY if self.aligner is None else f"beads by {self.aligner.name}"
        return f"{COMPUTED_BY}{sentences}, {beads}"

    @property
    def _incomparable(self) -> str | None:
        if self.source is None or self.target is None:
            return "words-not-held"
        if self.source.language is None or self.target.language is None:
            return "not-recorded"
        return None

    @cached_property
    def _stated(self) -> tuple[tuple[Bead, ...], tuple[FactRow, ...], tuple[Blank, ...]]:
        if self._incomparable is not None:
            return (), (), tuple(Blank(kind, self._incomparable) for kind in ("diff", "alignment", *KINDS))
        assert self.source is not None  # noqa: S101 - said by the lines above
        assert self.target is not None  # noqa: S101 - as above
        if self.aligner is not None or _key(self.source) <= _key(self.target):
            return _stated(self.source, self.target, self.segmenter, self.aligner)
        # Ours pairs sentences from left to right and breaks ties; always begun from the same side, it tells both ways alike.
        beads, rows, blanks = _stated(self.target, self.source, self.segmenter, None)
        turned = tuple(Bead(source=bead.target, target=bead.source, score=bead.score) for bead in beads)
        return turned, mirrored(rows), blanks


def same_language(a: str, b: str) -> bool:
    """Return whether two tags name one language, whatever script or region they add (RFC 5646: the primary subtag)."""
    return a.partition("-")[0].lower() == b.partition("-")[0].lower()


def _agree(a: Text, b: Text) -> bool:
    return a.language is not None and b.language is not None and same_language(a.language, b.language)


def compare(
    source: Text | None,
    target: Text | None,
    *,
    gloss: Text | None = None,
    sibling: bool = False,
    segmenter: Segmenter | None = None,
    aligner: Aligner | None = None,
) -> Comparison:
    """Return what changed from one text to the other; None stands for words that nobody holds.

    ``gloss`` holds the source's words in the target's language (or the other way round), for the word diff alone;
    ``sibling`` says that it is a translation recorded beside the target and not a rendering made for comparison.
    ``segmenter`` and ``aligner`` take the place of our own sentences and beads.
    """
    via: Literal["same-language", "gloss", "sibling"] | None = None
    if source is not None and target is not None and None not in {source.language, target.language}:
        if _agree(source, target):
            via, gloss = "same-language", None
        elif gloss is not None and (_agree(gloss, target) or _agree(source, gloss)):
            via = "sibling" if sibling else "gloss"
    return Comparison(
        source=source,
        target=target,
        gloss=None if via is None else gloss,
        via=via,
        segmenter=segmenter,
        aligner=aligner,
    )


def _key(text: Text) -> tuple[str, str]:
    return text.language or "", text.words


def _stated(
    source: Text, target: Text, segmenter: Segmenter | None, aligner: Aligner | None
) -> tuple[tuple[Bead, ...], tuple[FactRow, ...], tuple[Blank, ...]]:
    """Return the beads of two texts, their ledger, and what could not be told."""
    tables = tuple(
        sorted(
            {*unexamined(source.language), *unexamined(target.language)}, key=lambda blank: (blank.kind, blank.reason)
        )
    )
    unread = {blank.kind for blank in tables}
    ours, theirs = ([fact for fact in _facts(text) if fact.kind not in unread] for text in (source, target))
    here, there = (_sentences(text, segmenter) for text in (source, target))
    if source == target:
        return tuple(Bead(source=(span,), target=(span,), score=1.0) for span in here), unchanged(ours), tables
    if aligner is None and _agree(source, target):
        beads = versions(source.words, target.words, here, there)
    else:
        beads = align(
            source,
            target,
            source_sentences=here,
            target_sentences=there,
            source_anchors=_anchors(ours, here),
            target_anchors=_anchors(theirs, there),
            aligner=aligner,
        )
    if not beads and len(here) <= FEW and len(there) <= FEW:
        beads = (Bead(source=here, target=there, score=0.0),)
    if beads:
        return beads, ledger(ours, theirs, beads), tables
    # Without beads a fact can be found again anywhere, but nothing can be said to have changed.
    whole = (Bead(source=(Span(0, len(source.words)),), target=(Span(0, len(target.words)),), score=0.0),)
    kept = tuple(row for row in ledger(ours, theirs, whole) if row.status == "kept" and row.kind in VALUES)
    unsure = (Blank(kind, "no-alignment") for kind in ("alignment", *KINDS) if kind not in unread)
    return (), kept, (*tables, *unsure)


def _sentences(text: Text, segmenter: Segmenter | None) -> tuple[Span, ...]:
    return sentences_in(text.words, text.language) if segmenter is None else tuple(segmenter(text))


@lru_cache(maxsize=32)
def _facts(text: Text) -> tuple[Fact, ...]:
    """A hop's words are the target of one step and the source of the next."""
    return facts_in(text)


def _anchors(facts: Sequence[Fact], sentences: Sequence[Span]) -> list[set[str]]:
    """Return for each sentence the values that stand in it and are the same in every language."""
    found: list[set[str]] = [set() for _ in sentences]
    at = 0
    for fact in facts:
        while at + 1 < len(sentences) and sentences[at + 1].start <= fact.span.start:
            at += 1
        if found and fact.kind in {"quantity", "date", "place"} and not fact.weak:
            found[at].add(f"{fact.kind} {fact.value}")
    return found
