"""Every step of a chain: which texts face each other, what was kept and what was not, and what could not be compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.reports.escaping import escaped
from provenance.reports.page.facing import alone, beads, caption, through
from provenance.reports.page.markup import element, prose
from provenance.reports.page.threads import tally
from provenance.rules.naming import hops_named, language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.comparison import Comparison
    from provenance.model.hop import Hop
    from provenance.reports.page.sheet import Sheet
    from provenance.reports.page.threads import Follow
    from provenance.rules.ground import Stretch

__all__ = ["REASONS", "steps"]

REASONS = {
    "words-not-held": "the words are not held",
    "only-quotation-held": "the text of the page around the quotation is not on record (a captured file alone does not give it)",
    "capture-not-held": "what was captured is not held, or is not what was recorded",
    "not-recorded": "what it needs is not recorded",
    "too-short": "the text is too short to tell",
    "no-table": "the library has no table for it yet",
    "no-alignment": "the sentences of the two texts could not be paired with confidence",
    "no-gloss": "the two are in different languages, and no rendering of one in the other is held",
    "needs-base-date": "a relative date (“tomorrow”) needs a date to count from",
    "nothing-beside": "there is no other chain on these words to compare with",
    "no-scorer": "no scorer was given",
    "nothing-stored": "no earlier comparison is stored that could be checked",
    "rule-crashed": "the rule failed",
}
"""Why something could not be examined, in words; a reason of a house's own is shown as it is."""

_LEGEND = (
    (r"<b(?: id=[\w-]+)? class=k", '<b class="k0">words</b><span class="n">=1</span>', "a fact that was kept"),
    (r"<b(?: id=[\w-]+)? class=c", '<b class="c1">words</b><span class="n">≠2</span>', "a fact that changed"),
    (
        r"<b(?: id=[\w-]+)? class=l",
        '<b class="l2">words</b><span class="n">−3</span>',
        "a fact the next text does not have",
    ),
    (
        r"<b(?: id=[\w-]+)? class=a",
        '<b class="a3">words</b><span class="n">+4</span>',
        "a fact the text before does not have",
    ),
    ("<mark", '<mark class="e error">words</mark><span class="n">⚑5</span>', "what finding 5 rests on"),
    ("<del>", "<del>words</del>", "words that went"),
    ("<ins>", "<ins>words</ins>", "words that came"),
)
"""What tells that a mark stands on the page, a sample of it, and what it means."""


def steps(sheet: Sheet, follow: Follow) -> str:
    """Return a part for each step whose two texts are held, then the words of hops that face no others."""
    parts = [_panel(sheet, follow, number) for number in range(len(sheet.panels))]
    parts += [_alone(sheet, -number, hop) for number, hop in enumerate(sheet.alone, 1)]
    parts += _unheld(sheet)
    html = "".join(parts)
    items = "".join(element("li", f"{sample} {told}") for mark, sample, told in _LEGEND if re.search(mark, html))
    if not sheet.panels or not items:
        return html
    told = (
        "The same number and colour on both sides mark the same fact; following a number leads to its other side, or to "
        "the fact hop by hop."
    )
    both = element("p", told) if any(follow.rows) else ""
    return both + element("ul", items, class_="legend") + html


def _panel(sheet: Sheet, follow: Follow, number: int) -> str:
    panel = sheet.panels[number]
    source, hop = sheet.chain.number(panel.source), sheet.chain.number(panel.hop)
    name = f"p{number + 1}"
    title = (
        f'Hop {source} <span class="arrow">→</span> hop {hop}: {prose(panel.hop.act)}, '
        f"{_from_to(panel.source, panel.hop)}{sheet.among}"
    )
    texts = beads(sheet, follow, number)
    long = ' data-w="' not in texts  # a quotation mark of the words themselves would be escaped
    parts = [
        sheet.heading(2, title, f"{name}-title"),
        *(element("p", line, class_="gap") for line in _gap(panel)),
        element("p", " · ".join(_told(panel.comparison, follow, number)), class_="tally"),
        element("div", _head(source, panel.source) + _head(hop, panel.hop), class_="heads stay" if long else "heads"),
        texts,
        *_through(sheet, panel),
        _blanks(panel.comparison),
    ]
    return element(
        "section", "".join(parts), id=sheet.id(name), class_="panel", aria_labelledby=sheet.id(f"{name}-title")
    )


def _named(hop: Hop) -> str:
    return "language not recorded" if hop.language is None else language_name(hop.language)


def _from_to(source: Hop, hop: Hop) -> str:
    if source.language == hop.language:
        return f"both in {escaped(_named(source))}" if source.language else "languages not recorded"
    return f"{escaped(_named(source))} to {escaped(_named(hop))}"


def _head(number: int, hop: Hop) -> str:
    return element("p", prose(caption(number, hop)))


def _gap(panel: Stretch) -> Iterator[str]:
    if panel.gap:
        first, last = panel.blame
        between = hops_named(range(first, last))
        yield f"The words of {between} are not held: what differs here may have come in at any of hops {first} to {last}."


def _told(comparison: Comparison, follow: Follow, number: int) -> Iterator[str]:
    """Yield what a step comes to: how alike the words are, and what became of facts."""
    diff = comparison.diff
    if comparison.via == "same-language" and diff is not None:
        yield f"{diff.similarity:.0%} alike, letter by letter" if diff.changes else "the same words, letter for letter"
    counts = list(tally(follow.rows[number]))
    yield from counts or ["no facts that could be laid side by side"]


def _through(sheet: Sheet, panel: Stretch) -> Iterator[str]:
    """Yield the word edits through a gloss or a sibling, and what that is."""
    comparison = panel.comparison
    edits = through(comparison)
    if not edits or comparison.gloss is None or comparison.diff is None:
        return
    language = escaped(language_name(comparison.gloss.language or ""))
    if comparison.via == "sibling":
        made = f"another translation into {language} that the chain holds"
    else:
        made = f"a rendering into {language} made for comparison only{_maker(sheet, comparison)}"
    told = (
        f"Word edits through {made}: {comparison.diff.similarity:.0%} alike. They compare two wordings in one language and "
        "are no proof of what was meant in the other."
    )
    yield element("p", told, class_="via") + edits


def _maker(sheet: Sheet, comparison: Comparison) -> str:
    words = comparison.gloss
    for gloss in sheet.chain.held.glosses:
        if words is not None and gloss.text == words.words and gloss.language == words.language:
            made = "" if gloss.method == "unknown" else f" ({gloss.method})"
            return f", by {element('bdi', escaped(str(gloss.by)))}{made}"
    return ""


def _blanks(comparison: Comparison) -> str:
    reasons: dict[str, list[str]] = {}
    for blank in comparison.blanks:
        reasons.setdefault(blank.reason, []).append(_KINDS.get(blank.kind, blank.kind))
    items = "".join(
        element("li", f"{escaped(', '.join(kinds))}: {escaped(REASONS.get(reason, reason.replace('-', ' ')))}")
        for reason, kinds in reasons.items()
    )
    return element("div", element("p", "Not compared:") + element("ul", items), class_="blanks") if items else ""


_KINDS = {
    "alignment": "sentences",
    "date": "dates",
    "diff": "word by word",
    "mark": "quotation marks",
    "negation": "denials",
    "place": "places",
    "qualifier": "qualifiers",
    "quantity": "amounts",
}


def _alone(sheet: Sheet, place: int, hop: Hop) -> str:
    number = sheet.chain.number(hop)
    title = sheet.heading(2, f"Hop {number}: the words, with no others held to face them")
    return title + alone(sheet, place, hop)


def _unheld(sheet: Sheet) -> Iterator[str]:
    """Yield which hops could not be laid beside anything, as their words are not held."""
    numbers = [number for number, hop in enumerate(sheet.chain.hops, 1) if hop.text is None]
    if numbers:
        named = hops_named(numbers)
        yield element("p", f"The words of {named} are not held, so nothing can be laid beside them.", class_="gap")
