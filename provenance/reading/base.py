"""A reading: what an article says of itself, and what it leaves blank."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.locator import outlet_named
from provenance.model.attribution import Capture
from provenance.reading.drafts import Drafting, drafted
from provenance.reading.summary import summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.blank import Blank
    from provenance.credits import Credit
    from provenance.dates import PartialDate
    from provenance.language import Guess, Unsure
    from provenance.locator import Locator
    from provenance.model.chain import Chain
    from provenance.quotations import Fragment, Quotation
    from provenance.reading.stated import Stated
    from provenance.text import Span

__all__ = ["Reading"]


@frozen(kw_only=True)
class Reading:
    """An article as read: its words, who is quoted in it, what it credits. Spans count code points of ``text``."""

    text: str = field(repr=False)
    language: str | None = field(default=None)
    """The language declared, or else guessed; ``guess`` tells which."""
    guess: Guess | Unsure | None = field(default=None)
    """What the words themselves show; None where the language was declared."""
    title: str | None = field(default=None)
    authors: tuple[str, ...] = field(default=())
    """Who the page's markup says wrote it; those that the text itself names stand among the credits."""
    outlet: str | None = field(default=None)
    locator: Locator | None = field(default=None)
    on: PartialDate | None = field(default=None)
    quotations: tuple[Quotation, ...] = field(default=())
    fragments: tuple[Fragment, ...] = field(default=())
    credits: tuple[Credit, ...] = field(default=())
    locators: tuple[tuple[Span, Locator], ...] = field(default=())
    dates: tuple[tuple[Span, PartialDate], ...] = field(default=())
    blanks: tuple[Blank, ...] = field(default=())
    """What the article leaves blank, or what was only inferred, and what would settle each."""
    notes: tuple[str, ...] = field(default=())
    capture: Capture = field(factory=Capture)
    """Custody of the article: digests of what was given, who collected it and when, as the caller says."""
    inferred: Mapping[str, str] = field(default=MappingProxyType({}))
    """Fields of the article that nobody stated, and from what each was inferred."""
    aliases: Mapping[str, Sequence[str]] = field(default=MappingProxyType({}), repr=False)
    """Other spellings of names, as the caller knows them."""
    evidence: tuple[bytes, ...] = field(default=(), repr=False)
    """The article as given and as read, for the drafts to hold."""
    stated: tuple[Stated, ...] = field(default=(), repr=False)
    """Everything that a page's markup says of it, each with what said it; what was not believed is there, too."""

    @property
    def outlet_kind(self) -> str | None:
        """What kind of source the article's outlet is (see `Outlet.kind`): self-media, news, agency, …; None if not known."""
        if self.locator is not None and self.locator.outlet_kind is not None:
            return self.locator.outlet_kind
        known = None if self.outlet is None else outlet_named(self.outlet)
        return None if known is None else known.kind

    def chains(self) -> tuple[Chain, ...]:
        """Return one draft chain for each quotation, in order of the text; each holds the article as evidence."""
        return drafted(self)

    def whole(self) -> Chain | None:
        """Return one draft chain of the article's own words, for an article that quotes nobody; None if it has no words."""
        return Drafting(self).whole()

    def __str__(self) -> str:
        return summary(self)
