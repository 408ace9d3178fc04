"""All facts of a text, of every kind, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.blank import Blank
from provenance.facts.cues import words_in
from provenance.facts.dates import dates_said, has_dates
from provenance.facts.fact import Fact
from provenance.facts.folding import fold
from provenance.facts.marks import has_marks, marks_in
from provenance.facts.names import hidden_links
from provenance.facts.negation import has_negation, negations_said
from provenance.facts.places import has_places, places_said
from provenance.facts.qualifiers import has_qualifiers, qualifiers_said
from provenance.facts.quantities import has_quantities, quantities_said

if TYPE_CHECKING:
    from provenance.text import Text

__all__ = ["facts_in", "unexamined"]


def facts_in(text: Text) -> tuple[Fact, ...]:
    """Return what the text states, of every kind, sorted by place, then by kind."""
    folded = fold(text.words, text.language)
    linkless = hidden_links(folded.lower)
    dates, rest = dates_said(folded, linkless, text.language)
    said = [("date", one) for one in dates]
    said += [("place", one) for one in places_said(folded, linkless, text.language)]
    said += [("quantity", one) for one in quantities_said(rest, text.language)]
    facts: list[Fact] = [*marks_in(text.words, text.language)]
    if has_negation(text.language) or has_qualifiers(text.language):
        words = words_in(folded, linkless)
        facts += negations_said(words, text.words, text.language)
        facts += qualifiers_said(words, text.words, text.language)
    for kind, (start, end, value, weak) in said:
        span = folded.span(start, end)
        facts.append(Fact(kind=kind, value=value, surface=span.of(text.words), span=span, weak=weak))  # type: ignore[arg-type]  # one of FactKind
    return tuple(sorted(facts, key=lambda fact: (fact.span.start, fact.span.end, fact.kind, fact.value)))


def unexamined(language: str | None) -> tuple[Blank, ...]:
    """Return the kinds of facts that cannot be told in a language, because it has no table for them."""
    known = {
        "date": has_dates(language),
        "mark": has_marks(language),
        "negation": has_negation(language),
        "place": has_places(language),
        "qualifier": has_qualifiers(language),
        "quantity": has_quantities(language),
    }
    return tuple(Blank(kind, "no-table") for kind, has in sorted(known.items()) if not has)
