"""What is answered when it is asked which language a text is in; and what a caller may ask in our place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SURE", "Detector", "Guess", "Unsure"]

SURE = 0.99
"""The probability given to what script or letters alone decide."""


@frozen(kw_only=True)
class Guess:
    """A language, and how sure one may be of it."""

    language: str = field()
    probability: float = field()
    by: Literal["script", "letters", "statistics", "caller"] = field()
    """What decided: the script alone, letters and spelling, statistics, or a detector that the caller passed."""
    computed_by: str = field(default="")
    """Name, version and settings of what computed the probability, where that was statistics."""


@frozen(kw_only=True)
class Unsure:
    """That the language cannot be told, why, and which ones it may be."""

    reason: Literal["too-short", "no-letters", "mixed", "undecided"] = field()
    candidates: tuple[str, ...] = field(default=())


class Detector(Protocol):
    """Whatever tells languages apart; it is asked where script and letters leave more than one.

    A tag that it answers is handed on as it is.
    """

    @property
    def name(self) -> str:
        """Return what a report calls it."""
        ...

    def __call__(self, text: str, among: Sequence[str]) -> Guess | Unsure:
        """Return which of the languages the text is in."""
        ...
