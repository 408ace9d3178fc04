"""Quotation, fragment, name: what is found of speech in a running text, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from provenance.dates import PartialDate
    from provenance.text import Mode, Span

__all__ = ["Fragment", "FragmentKind", "Named", "Quotation"]

FragmentKind: TypeAlias = Literal["title", "term", "scare", "event", "other"]


@frozen(kw_only=True)
class Named:
    """Somebody, or a body, as the text names them."""

    printed: str = field()
    """With the office, as printed: "Harbour chief Ilya Marenko"."""
    name: str = field()
    """Without the office; an office alone ("a spokesman") is its own name."""
    description: str | None = field(default=None)
    """The office: "Harbour chief"."""
    span: Span = field()
    """Where it is printed."""
    inferred: str | None = field(default=None)
    """From what it was inferred, where the words do not say it themselves: a pronoun, the sentence before."""


@frozen(kw_only=True)
class Quotation:
    """Words that somebody is said to have spoken or written."""

    words: str = field()
    """The words of the spans as printed, without the outer marks, joined by what says that something stands between them:
    " … " for a remark on who speaks, a blank line for the end of a paragraph."""
    spans: tuple[Span, ...] = field()
    """One; several where the speech is interrupted ("We close it," she said, "in May.") or runs over paragraphs."""
    mode: Mode = field()
    speaker: Named | None = field(default=None)
    candidates: tuple[Named, ...] = field(default=())
    """Who it may be, where the text leaves it open; then ``speaker`` is None."""
    cue: Span | None = field(default=None)
    """The verb of speech, or what stands for it."""
    occasion: Span | None = field(default=None)
    on: PartialDate | None = field(default=None)
    basis: str = field()
    """What made it a quotation."""


@frozen(kw_only=True)
class Fragment:
    """Marked words that are not speech: a title, a term, scare quotes, the name of an event."""

    span: Span = field()
    """With its marks."""
    kind: FragmentKind = field()
