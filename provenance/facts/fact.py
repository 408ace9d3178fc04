"""A fact: something a text states that can be laid beside what another text states, whatever their languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from provenance.text import Span

__all__ = ["Fact", "FactKind"]

FactKind: TypeAlias = Literal["quantity", "date", "place", "negation", "qualifier", "mark"]


@frozen(kw_only=True)
class Fact:
    """One thing a text states, and where it says so."""

    kind: FactKind
    value: str = field()
    """The normal value: the same string for the same thing in every language."""
    surface: str = field()
    """The words as they stand there: ``span.of(text)``."""
    span: Span = field()
    """Where it was read, in code points of the text as given."""
    weak: bool = field(default=False)
    """Whether the same surface is often no fact at all (a lone "one"): it may satisfy a plain fact, but never accuses."""
