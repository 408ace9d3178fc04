"""Sources: what a page names and the chain leaves out, and what stands nearer to the speaker."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from provenance.anchoring import find
from provenance.comparison import same_language
from provenance.credits import credits_in, may_name_source
from provenance.locator import outlet_named
from provenance.model.chain import Chain, said
from provenance.model.hop import Act, Hop
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import main_script
from provenance.rules.ground import main_path
from provenance.rules.naming import language_path, languages_named, shown
from provenance.rules.pages import captured, paragraphs_around, printed_credits
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.credits import Credit
    from provenance.locator import Locator
    from provenance.rules.pages import Captured
    from provenance.text import Span

__all__ = ["NamedSourceUnrecorded", "NearerSourceUnused"]

TELLING = 4
"""Characters from which a part of a name tells whose it is."""


class NamedSourceUnrecorded:
    """The words, or the credits around them, name an original or a relay that is no hop of the chain.

    Why: the page itself says where it has the words from; a chain that leaves it out is shorter than the way was.
    Mend: record the source that is named as a hop, without words if nobody holds them.
    """

    name = "named-source-unrecorded"
    family = "chain"
    severity = Severity.WARNING
    false_alarms = (
        "footers of other items: a source counts only if it is a link, a known outlet, or at most six words without a verb of "
        "speech; a name in another script than the recorded one is not examined"
    )
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported(None, "zh", url="https://m.toutiao.com/i1851975068681292/")
                .translated(
                    "The port stays open.",
                    "en",
                    by="J. Smith",
                    credit="Original: https://www.toutiao.com/article/1851975068681292/",
                ),
                about="the original that is named is hop 2, under another form of its link",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko").translated(
                    "The port stays open.", "en", by="J. Smith", credit="Translated from Russian by J. Smith"
                ),
                about="a language is named, not a source",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko").translated(
                    "The port stays open.",
                    "en",
                    by="J. Smith",
                    credit="Original: https://www.toutiao.com/article/1851975068681292/",
                ),
                about="the page names a Chinese original, the chain has none",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko", occasion="Harbour day").reported(
                    "据《海港日报》报道，港口将继续开放。", "zh", by="林伟", outlet="渔港晚报"
                ),
                words=("《海港日报》",),
                about="the words themselves name a relay",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko").reported("The port stays open.", "en", outlet="Harbour Courier"),
                reason="only-quotation-held",
                about="nobody kept the page around the words",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="海港日报")
                .translated("The port stays open.", "en", by="J. Smith", credit="Source: Harbour Daily"),
                reason="not-recorded",
                about="the outlet recorded may be the one named: no alias says so",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each source that a hop's words, credit line or captured page names and no hop is."""
        ledger: _Ledger | None = None
        for hop in chain.hops:
            page = captured(chain, hop)
            if page is None and hop.text is not None and hop.sources:
                yield NotExamined(self, hop, "only-quotation-held")
            told: set[str] = set()
            for printed, credit in _named_in(hop, page):
                name = credit.value.of(printed)
                if comparing_form(name) in told or not name:
                    continue
                told.add(comparing_form(name))
                ledger = ledger or _Ledger(chain)
                verdict = ledger.holds(credit, name, chain.number(hop))
                if verdict is None:
                    yield NotExamined(self, hop, "not-recorded", f"an alias: “{shown(name)}” may be a hop’s")
                elif not verdict:
                    span = credit.value if printed is hop.text else None
                    yield Finding(
                        self,
                        hop,
                        f"{credit.kind} “{shown(name)}” is named, and no hop is it",
                        status=credit.kind,
                        evidence=(Evidence(hop=chain.number(hop), span=span, exact=name, value=_value(credit)),),
                    )


def _named_in(hop: Hop, page: Captured | None) -> Iterator[tuple[str, Credit]]:
    """Yield each original or relay that is named for a hop's words, and the text that names it."""
    texts = [text for text in (hop.attribution.credit, hop.text) if text is not None]
    for text in texts:
        if not may_name_source(text, hop.language):
            continue
        for credit in credits_in(text, hop.language):
            if _names_source(text, credit, hop.language):
                yield text, credit
    if page is None:
        return
    around = _paragraph(hop, page)
    for credit in printed_credits(page.text, hop.language):
        near = credit.line is not None or (around is not None and around.holds(credit.value))
        if near and _names_source(page.text, credit, hop.language):
            yield page.text, credit


def _names_source(text: str, credit: Credit, language: str | None) -> bool:
    if credit.kind not in {"original", "relay"} or credit.verdict != "accepted":
        return False
    first = credit.value.of(text).split(maxsplit=1)[:1]
    return credit.locator is not None or not (first and languages_named(first[0], language))


def _paragraph(hop: Hop, page: Captured) -> Span | None:
    """Return the paragraph of a page that a hop's words stand in."""
    span = page.capture.span
    if span is None and hop.text is not None:
        found = find(hop.text, page.text)
        span = None if found is None else found.span
    if span is None:
        return None
    return next(iter(paragraphs_around(page.text, span)), None)


def _value(credit: Credit) -> str | None:
    return None if credit.locator is None else credit.locator.canonical


class _Ledger:
    """Every link and name of a chain's hops, and at which hop each stands first."""

    def __init__(self, chain: Chain) -> None:
        self._links: dict[str, int] = {}
        self._outlets: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._relays: dict[frozenset[str | None], int] = {}
        """The scripts that a hop which is no utterance has its names in."""
        for number, hop in enumerate(chain.hops, 1):
            for link in _links(hop):
                self._links.setdefault(link.canonical or link.given, number)
                self._outlets.setdefault(link.outlet or "", number)
            for name in _names(hop):
                self._names.setdefault(comparing_form(name), number)
            if hop.act is not Act.SAID:
                self._relays.setdefault(frozenset(map(main_script, _names(hop))), number)
        self._first = list(self._names.values())
        self._text = "\n".join(self._names)  # forms hold no line breaks
        self._starts = list(accumulate((len(name) + 1 for name in self._names), initial=0))
        self._lengths = {len(name) for name in self._names if len(name) >= TELLING}

    def holds(self, credit: Credit, name: str, here: int) -> bool | None:
        """Return whether a hop up to here is the source named; None where one may be: its name is blank or in another script."""
        named = credit.locator
        if named is not None:
            return self._links.get(named.canonical or named.given, here + 1) <= here
        bare = name.strip('«»“”"《》「」 ')
        outlet = outlet_named(bare)
        if outlet is not None and self._outlets.get(outlet.name, here + 1) <= here:
            return True
        if any(number <= here for number in self._bearing(comparing_form(bare))):
            return True
        script = main_script(bare)
        blank = any(
            number < here and (not scripts or (script is not None and scripts.isdisjoint({script, None})))
            for scripts, number in self._relays.items()
        )
        return None if blank else False

    def _bearing(self, form: str) -> Iterator[int]:
        """Yield the first hops of names that are this one, hold it, or stand in it, the shorter being long enough to tell."""
        if form in self._names:
            yield self._names[form]
        if len(form) >= TELLING and (place := self._text.find(form)) >= 0:
            yield self._first[bisect_right(self._starts, place) - 1]
        for length in self._lengths:
            for start in range(len(form) - length + 1):
                number = self._names.get(form[start : start + length])
                if number is not None:
                    yield number


def _links(hop: Hop) -> Iterator[Locator]:
    for link in (hop.attribution.locator, *(one for each in hop.captures for one in (each.locator, each.archived))):
        if link is not None:
            yield link


def _names(hop: Hop) -> Iterator[str]:
    """Yield every name that a hop, and who stands behind it, goes by."""
    who = hop.attribution
    agents = [*who.author, *who.translator, *([who.speaker] if who.speaker is not None else [])]
    for agent in agents:
        yield agent.name
        yield from agent.aliases
    for name in (who.outlet, who.title, who.occasion):
        if name is not None:
            yield name
    if who.locator is not None:
        yield from (name for name in (who.locator.outlet, who.locator.platform) if name is not None)


class NearerSourceUnused:
    """Another chain that is known holds the same statement fewer hops from its origin.

    Why: every hop between is a chance to lose something; a shorter way was there to take.
    Mend: rest the words on the nearer source, or say why not.
    """

    name = "nearer-source-unused"
    family = "chain"
    severity = Severity.WARNING
    false_alarms = "none known"
    clean = Cases(
        lambda: (
            Case(
                _speech().translated("The port stays open until the autumn.", "en", by="J. Smith"),
                beside=(
                    _speech()
                    .reported("港口将开放至秋季。", "zh", outlet="渔港日报")
                    .translated("The port stays open until the autumn.", "en", by="A. Reader"),
                ),
                about="the other chain is longer",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                _speech()
                .reported("港口将开放至秋季。", "zh", outlet="渔港日报")
                .translated("The port stays open until the autumn.", "en", by="A. Reader"),
                beside=(_speech().translated("The port stays open until the autumn.", "en", by="J. Smith"),),
                about="someone translated from the Russian",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                _speech().translated("The port stays open until the autumn.", "en", by="J. Smith"),
                reason="nothing-beside",
                about="no other chain was given",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:
        """Yield one finding on the last hop with words if a shorter way to the same statement is known."""
        if not beside:
            yield NotExamined(self, chain.head, "nothing-beside")
            return
        last = next((hop for hop in reversed(chain.hops) if hop.text is not None), chain.head)
        mine = main_path(chain, last)
        nearer = [path for other in beside for path in _ways(other, last) if len(path) < len(mine)]
        if nearer:
            best = min(nearer, key=lambda path: (len(path), path[-1].digest))
            there = best[-1].attribution
            people = ", ".join(str(agent) for agent in (*there.translator, *there.author))
            who = there.outlet or people or best[-1].act.value
            yield Finding(
                self,
                last,
                f"{len(mine) - 1} hops from the origin ({language_path(mine)}); {len(best) - 1} in another chain "
                f"({language_path(best)}, {who})",
                evidence=(Evidence(hop=chain.number(last), exact=best[-1].text or "", value=str(best[-1].digest)),),
            )


def _speech() -> Chain:
    return said("Порт будет открыт до осени.", "ru", by="Ilya Marenko", on="2026-03-04")


def _ways(other: Chain, head: Hop) -> Iterator[tuple[Hop, ...]]:
    """Yield the way to each hop of another chain that has the head's statement in the head's language."""
    if head.text is None or head.language is None:
        return
    for hop in other.hops:
        if hop.text is None or hop.language is None or not same_language(hop.language, head.language):
            continue
        if find(head.text, hop.text) is not None:
            yield main_path(other, hop)
