"""Chain: does the line reach the speaker, and how?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.anchoring import find
from provenance.comparison import same_language
from provenance.credits import credits_in
from provenance.locator import outlet_named
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import one_script
from provenance.rules.ground import anchors, captured
from provenance.rules.naming import language_name, language_path, languages_named, shown
from provenance.sentences import paragraphs_in
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.credits import Credit
    from provenance.locator import Locator
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.rules.ground import Captured
    from provenance.text import Span

__all__ = ["NamedSourceUnrecorded", "RelayTranslation", "UnanchoredChain"]


class UnanchoredChain:
    """No hop holds words that were said or transcribed in the language spoken.

    Why: without them nobody can tell a translation from an invention; every later hop rests on a relay's word.
    Mend: `chain.filled(1, text=…)` with the words as spoken, or begin anew from a transcript in that language.
    """

    name = "unanchored-chain"
    family = "chain"
    severity = Severity.ERROR
    false_alarms = "a speaker may have spoken the relay's language: the language recorded on the origin counts"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .transcribed("Порт останется открытым.", "ru", outlet="Harbour Archive")
                .translated("The port stays open.", "en", by="J. Smith"),
                about="nobody holds what was said, but a transcript in its language is",
            ),
            Case(
                said("The port stays open.", "en", by="Ilya Marenko").translated(
                    "港口将继续开放。", "zh", by="Lin Wei"
                ),
                about="the speaker spoke the relay's language",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报")
                .translated("The port stays open.", "en", by="J. Smith"),
                hop=1,
                about="the earliest words are a relay's",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko").transcribed("The port stays open.", "en", outlet="Harbour Archive"),
                hop=1,
                about="a transcript in another language than was spoken is a translation",
            ),
        )
    )
    unexamined = ()

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield one finding on the first hop if nothing anchors the chain."""
        if anchors(chain):
            return
        first = chain.hops[0]
        earliest = next((hop for hop in chain.hops if hop.text is not None), None)
        spoken = next((hop for hop in chain.hops if hop.act is Act.SAID and hop.language is not None), first)
        wanted = "the language spoken" if spoken.language is None else language_name(spoken.language)
        if spoken.was_inferred("language"):
            wanted += " (inferred)"
        sentence = f"no words said or transcribed in {wanted}"
        evidence: tuple[Evidence, ...] = ()
        if earliest is None:
            sentence += "; no hop holds words"
        else:
            tongue = "an unknown language" if earliest.language is None else language_name(earliest.language)
            sentence += f"; the earliest held are hop {chain.number(earliest)}'s, in {tongue}"
        yield Finding(
            self,
            first,
            sentence,
            evidence=evidence,
            inferred=spoken.was_inferred("language") or first.was_inferred("act"),
        )


@frozen
class _Path:
    """How often the language changes at least, and at most, on the way to a hop that changes it least."""

    least: int = field()
    most: int = field()
    hops: tuple[Hop, ...] = field()
    """The hops that begin a run of one language, blank ones too."""


class RelayTranslation:
    """The words changed language twice or more on their way.

    Why: a translation of a translation carries the first one's choices and faults as if they were the speaker's.
    Mend: translate from the words as spoken; or print "translated from the Chinese" and record it as `credit=`.
    """

    name = "relay-translation"
    family = "chain"
    severity = Severity.WARNING
    false_alarms = "legitimate when the page says so: then it is a note"
    clean = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko")
                .reported("Порт останется открытым.", "ru", outlet="Портовый вестник")
                .translated("The port stays open.", "en", by="J. Smith"),
                about="two hops, one change of language",
            ),
            Case(
                said("港口将继续开放。", "zh", by="林伟").republished("港口將繼續開放。", "zh-Hant", outlet="海港晚報"),
                about="another script is no other language",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报")
                .translated("The port stays open.", "en", by="J. Smith"),
                about="Russian, Chinese, English, and the page does not say so",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报")
                .translated("The port stays open.", "en", by="J. Smith", credit="Translated from Chinese by J. Smith"),
                about="declared: a note",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko")
                .reported("…", None, outlet="Harbour Wire")
                .translated("The port stays open.", "en", by="J. Smith"),
                hop=2,
                reason="not-recorded",
                about="the relay's language is blank: the language changed once, or twice",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop where the language changes for the second time, whichever way one comes."""
        paths: dict[Digest, _Path] = {}
        asked: set[Digest] = set()
        for hop in chain.hops:
            came = [paths[source] for source in hop.sources]
            best = min(came, key=lambda path: (path.least, path.most), default=None)
            path = paths[hop.digest] = _extended(best, hop)
            before = 0 if best is None else best.least
            if path.least >= 2 > before:
                yield self._found(chain, hop, path)
            elif path.least < 2 <= path.most and hop is chain.head:
                for blank in path.hops:
                    if blank.language is None and blank.digest not in asked:
                        asked.add(blank.digest)
                        yield NotExamined(self, blank, "not-recorded", "its language")

    def _found(self, chain: Chain, hop: Hop, path: _Path) -> Finding:
        credit = hop.attribution.credit
        declared = credit is not None and _declares(credit, path.hops)
        sentence = language_path(path.hops)
        sentence += ", as the credit says" if declared else ", and no credit line says so"
        return Finding(
            self,
            hop,
            sentence,
            severity=Severity.NOTE if declared else Severity.WARNING,
            status=hop.mode.value,
            inferred=any(each.was_inferred("language") for each in path.hops),
            evidence=() if credit is None else (Evidence(hop=chain.number(hop), exact=credit),),
        )


def _extended(path: _Path | None, hop: Hop) -> _Path:
    """Return the way to a source, and on to the hop; after two changes it is not followed further."""
    if path is None:
        return _Path(0, 0, (hop,))
    last = path.hops[-1].language
    if path.least >= 2 or (last is None and hop.language is None):
        return path
    if last is not None and hop.language is not None and same_language(last, hop.language):
        return path
    known = next((each.language for each in reversed(path.hops) if each.language is not None), None)
    changed = known is not None and hop.language is not None and not same_language(known, hop.language)
    return _Path(path.least + changed, path.most + 1, (*path.hops, hop))


def _declares(printed: str, path: Sequence[Hop]) -> bool:
    """Return whether a credit line says that it is a translation, or names a language that the words came through."""
    here = path[-1].language
    through = {each.language.partition("-")[0] for each in path[:-1] if each.language is not None}
    if through & languages_named(printed, here):
        return True
    return any(credit.kind == "translator" for credit in credits_in(printed, here))


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
                ledger = ledger or _Ledger.of(chain)
                verdict = ledger.holds(credit, name, chain.number(hop))
                if verdict is None:
                    yield NotExamined(self, hop, "not-recorded", f"an alias: “{shown(name)}” may be a hop’s")
                elif not verdict:
                    span = credit.value if printed is hop.text else None
                    yield Finding(
                        self,
                        hop,
                        f"{credit.kind} “{shown(name, 64)}” is named, and no hop is it",
                        status=credit.kind,
                        evidence=(Evidence(hop=chain.number(hop), span=span, exact=name, value=_value(credit)),),
                    )


def _named_in(hop: Hop, page: Captured | None) -> Iterator[tuple[str, Credit]]:
    """Yield each original or relay that is named for a hop's words, and the text that names it."""
    texts = [text for text in (hop.attribution.credit, hop.text) if text is not None]
    for text in texts:
        for credit in credits_in(text, hop.language):
            if _names_source(text, credit, hop.language):
                yield text, credit
    if page is None:
        return
    around = _paragraph(hop, page)
    for credit in credits_in(page.text, hop.language):
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
    return next((one for one in paragraphs_in(page.text) if one.overlaps(span)), None)


def _value(credit: Credit) -> str | None:
    return None if credit.locator is None else credit.locator.canonical


@frozen
class _Ledger:
    """Every link and name of a chain's hops, and at which hop each stands first."""

    links: dict[str, int]
    outlets: dict[str, int]
    names: dict[str, int]
    relays: tuple[tuple[int, tuple[str, ...]], ...]
    """The hops that are no utterance, with the names each goes by."""

    @classmethod
    def of(cls, chain: Chain) -> _Ledger:
        ledger = cls(
            {}, {}, {}, tuple((n, tuple(_names(hop))) for n, hop in enumerate(chain.hops, 1) if hop.act is not Act.SAID)
        )
        for number, hop in enumerate(chain.hops, 1):
            for link in _links(hop):
                ledger.links.setdefault(link.canonical or link.given, number)
                ledger.outlets.setdefault(link.outlet or "", number)
            for name in _names(hop):
                ledger.names.setdefault(comparing_form(name), number)
        return ledger

    def holds(self, credit: Credit, name: str, here: int) -> bool | None:
        """Return whether a hop up to here is the source named; None where one may be: its name is blank or in another script."""
        named = credit.locator
        if named is not None:
            return self.links.get(named.canonical or named.given, here + 1) <= here
        bare = name.strip('«»“”"《》「」 ')
        form, outlet = comparing_form(bare), outlet_named(bare)
        if outlet is not None and self.outlets.get(outlet.name, here + 1) <= here:
            return True
        if self.names.get(form, here + 1) <= here or any(
            number <= here and ((len(form) > 3 and form in one) or (len(one) > 3 and one in form))
            for one, number in self.names.items()
        ):
            return True
        others = [known for number, known in self.relays if number < here]
        return None if any(all(not one_script(one, bare) for one in known) for known in others) else False


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
