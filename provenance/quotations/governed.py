"""What stands around marked words that may make them speech: the verb, where it stands, who is said to speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

if TYPE_CHECKING:
    from provenance.quotations.phrases import Subject
    from provenance.text import Span

__all__ = ["Governed"]


@frozen(kw_only=True)
class Governed:
    """What stands around marked words that may make them speech."""

    cue: Span | None = field(default=None)
    where: Literal["before", "after", "continued"] | None = field(default=None)
    tight: bool = field(default=False)
    """Whether the verb's own object is the marked words, not a clause that they stand in."""
    colon: bool = field(default=False)
    that: bool = field(default=False)
    """Whether they stand in a reported clause."""
    between: int = field(default=0)
    """Words between the verb and the marks."""
    subject: Subject | None = field(default=None)
    named: bool = field(default=False)
    """Whether the verb gives a name to something: the words may be somebody's, but are no whole speech."""
    label: bool = field(default=False)
    """Whether the words are an inscription or a name, whoever is told of behind them."""
    led: int | None = field(default=None)
    """Where the text ends that brings in who answers in an interview."""
    clause: int | None = field(default=None)
    """Where the reported clause begins, if not right behind the verb: "according to the ministry, …"."""
