"""What changed between two texts: word edits within one language, aligned sentences across two, and what both state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from provenance.blank import Blank
from provenance.diff import Diff, patch

if TYPE_CHECKING:
    from provenance.text import Text

__all__ = ["Comparison", "compare", "same_language"]

COMPUTED_BY = "provenance-comparison 1"


@frozen(kw_only=True)
class Comparison:
    """Two texts side by side; what could not be compared stands in ``blanks`` with the reason."""

    source: Text | None
    target: Text | None
    diff: Diff | None = field(default=None)
    """Word edits from source to target, where both are in one language or a gloss brings them there."""
    blanks: tuple[Blank, ...] = field(default=())
    computed_by: str = field(default=COMPUTED_BY)
    via: Literal["same-language", "gloss", "sibling"] | None = field(default=None)
    """What the diff was made through."""
    gloss: Text | None = field(default=None)
    """The words that stood in for the source (or, in the source's language, for the target) in the diff."""


def same_language(a: str, b: str) -> bool:
    """Return whether two tags name one language, whatever script or region they add (RFC 5646: the primary subtag)."""
    return a.partition("-")[0] == b.partition("-")[0]


def compare(
    source: Text | None, target: Text | None, *, gloss: Text | None = None, sibling: bool = False
) -> Comparison:
    """Return what changed from one text to the other; None stands for words that nobody holds.

    ``gloss`` holds the source's words in the target's language (or the other way round), for the word diff alone;
    ``sibling`` says that it is a translation recorded beside the target and not a rendering made for comparison.
    """
    if source is None or target is None:
        return Comparison(source=source, target=target, blanks=(Blank("diff", "words-not-held"),))
    if source.language is None or target.language is None:
        return Comparison(source=source, target=target, blanks=(Blank("diff", "not-recorded"),))
    if same_language(source.language, target.language):
        diff = patch(source.words, target.words)
        return Comparison(source=source, target=target, diff=diff, via="same-language")
    if gloss is not None and gloss.language is not None:
        via: Literal["sibling", "gloss"] = "sibling" if sibling else "gloss"
        if same_language(gloss.language, target.language):
            diff = patch(gloss.words, target.words)
            return Comparison(source=source, target=target, diff=diff, via=via, gloss=gloss)
        if same_language(source.language, gloss.language):
            diff = patch(source.words, gloss.words)
            return Comparison(source=source, target=target, diff=diff, via=via, gloss=gloss)
    return Comparison(source=source, target=target, blanks=(Blank("diff", "no-gloss"),))
