"""Who is quoted in a running text, saying what: speech in marks and without, and marked words that are no speech."""

from __future__ import annotations

from provenance.quotations.finding import Found, quotations_in
from provenance.quotations.quotation import Fragment, FragmentKind, Named, Quotation

__all__ = ["Found", "Fragment", "FragmentKind", "Named", "Quotation", "quotations_in"]
