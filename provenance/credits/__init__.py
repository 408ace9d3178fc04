"""Credits of an article: the original it names, relays, translators, authors, disclaimers, and links in its text.

A key stands at a line start with a colon behind it, in any language that has a table ``credits``, whatever language
the article is in; a few keys need no colon ("Translated by …", 本文转载自…). What is found is judged: *accepted* if the
value is a link, a known outlet, or a few words without a verb of speech; *doubtful* if it belongs to another item of
the page; else *rejected*, and kept.
"""

from __future__ import annotations

from provenance.credits.credit import Credit, CreditKind, Verdict
from provenance.credits.finding import credits_in, may_name_source
from provenance.credits.linked import links_in

__all__ = ["Credit", "CreditKind", "Verdict", "credits_in", "links_in", "may_name_source"]
