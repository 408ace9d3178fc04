"""Disclosure: does the page say what a reader has to know about its words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.canonical import digest_of
from provenance.model.attribution import Capture, Method
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.naming import claimed, listed, shown
from provenance.rules.pages import captured, printed_credits
from provenance.tables import table
from provenance.text import Mode, comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["DisclaimerDropped", "MachineTranslationUndisclosed", "OpinionRelayedAsReport"]

_OPINION = "该文观点仅代表作者本人"
_TEXT = b"Harbour news. The port stays open. Read more."
_PAGE = Capture(data=digest_of(_TEXT))


def _is_opinion(text: str | None, language: str | None) -> bool:
    """Return whether a disclaimer says that views are the author's alone."""
    return text is not None and any(credit.sense == "opinion" for credit in printed_credits(text, language))


class OpinionRelayedAsReport:
    """A quotation's only source is opinion or self-media.

    Why: what anyone may publish, or what its author calls a view, is passed on as if a newsroom had heard it.
    Mend: find a report or a record of the speech, or say what kind of source it is.
    """

    name = "opinion-relayed-as-report"
    family = "disclosure"
    severity = Severity.WARNING
    false_alarms = "the author may be the newsmaker: a source written by the speaker is let pass"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报", url="https://www.xinhuanet.com/2026/c_1.htm")
                .translated("The port stays open.", "en", by="J. Smith"),
                about="the source is an agency",
            ),
            Case(
                said("Порт открыт.", "ru", by="Ilya Marenko", url="https://t.me/marenko/17").translated(
                    "The port is open.", "en", by="J. Smith"
                ),
                about="self-media, and it is the speaker's own",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", url="https://www.toutiao.com/article/1851975068681292/")
                .translated("The port stays open.", "en", by="J. Smith"),
                about="anyone may publish on that platform",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报", disclaimer=_OPINION)
                .translated("The port stays open.", "en", by="J. Smith"),
                about="the source says that its views are the author's alone",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报")
                .translated("The port stays open.", "en", by="J. Smith"),
                reason="not-recorded",
                about="no disclaimer, and no link that tells what the source is",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each quotation all of whose sources are opinion or self-media."""
        for hop in chain.hops:
            if hop.seal is None or hop.mode not in {Mode.DIRECT, Mode.PARTIAL}:
                continue
            sources = [source for source in map(chain.hop, hop.sources) if source.act is not Act.SAID]
            if not sources or len(sources) < len(hop.sources):
                continue
            kinds = [_kind(source) for source in sources]
            if any(kind == "report" for kind in kinds):
                continue
            if None in kinds:
                blank = chain.number(sources[kinds.index(None)])
                yield NotExamined(self, hop, "not-recorded", f"a disclaimer, or the class of outlet, of hop {blank}")
                continue
            yield self._found(chain, hop, sources, [kind for kind in kinds if kind is not None])

    def _found(self, chain: Chain, hop: Hop, sources: Sequence[Hop], kinds: Sequence[str]) -> Finding:
        evidence = []
        for each in (*sources, hop):
            disclaimer, locator = each.attribution.disclaimer, each.attribution.locator
            if disclaimer is not None:
                evidence.append(Evidence(hop=chain.number(each), exact=disclaimer))
            elif locator is not None and each is not hop:
                evidence.append(Evidence(hop=chain.number(each), exact=locator.given, value=locator.platform))
        named = [f"hop {chain.number(source)}, {kind}" for source, kind in zip(sources, kinds, strict=True)]
        sentence = f"the only source is {named[0]}" if len(named) == 1 else f"the only sources are {listed(named)}"
        if _is_opinion(hop.attribution.disclaimer, hop.language):
            sentence += f"; this page prints “{shown(hop.attribution.disclaimer or '')}”"
        return Finding(
            self, hop, sentence, evidence=evidence, inferred=any(source.was_inferred("locator") for source in sources)
        )


def _kind(source: Hop) -> str | None:
    """Return what a source is: "opinion", "self-media", "report" (also the speaker's own); None if nothing tells."""
    who = source.attribution
    speaker = set() if who.speaker is None else {who.speaker.name, *who.speaker.aliases}
    if {comparing_form(name) for name in speaker} & {comparing_form(agent.name) for agent in who.author}:
        return "report"
    if _is_opinion(who.disclaimer, source.language):
        return "opinion"
    if who.locator is None or who.locator.self_media is None:
        return (
            "report" if who.locator is not None and who.locator.outlet_kind in {"news", "agency", "official"} else None
        )
    return "self-media" if who.locator.self_media else "report"


class DisclaimerDropped:
    """The source says that its views are the author's alone, and the hop leaves that out.

    Why: the reader takes for a report what the source called a view.
    Mend: print the disclaimer, and record it as `disclaimer=`.
    """

    name = "disclaimer-dropped"
    family = "disclosure"
    severity = Severity.NOTE
    false_alarms = "boilerplate that stands under everything: what counts is told by a list for each language"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报", disclaimer=_OPINION)
                .translated(
                    "The port stays open.", "en", by="J. Smith", disclaimer="The views are those of the author alone."
                ),
                about="it came along, in translation",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报", disclaimer=_OPINION)
                .translated("The port stays open.", "en", by="J. Smith", captures=[_PAGE])
                .holding(_TEXT),
                words=(_OPINION,),
                about="the page has no such line",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报", disclaimer=_OPINION)
                .translated("The port stays open.", "en", by="J. Smith"),
                reason="only-quotation-held",
                about="the page may have it: nobody kept the page",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop that leaves out a source's opinion disclaimer."""
        for hop in chain.hops:
            if hop.text is None or _is_opinion(hop.attribution.disclaimer, hop.language):
                continue
            for source in map(chain.hop, hop.sources):
                printed = _opinion_of(chain, source)
                if printed is None:
                    continue
                page = captured(chain, hop)
                if page is None:
                    yield NotExamined(self, hop, "only-quotation-held")
                elif not _is_opinion(page.text, hop.language):
                    evidence = (Evidence(hop=chain.number(source), exact=printed),)
                    sentence = f"hop {chain.number(source)} prints “{shown(printed)}”, this page does not"
                    yield Finding(self, hop, sentence, evidence=evidence)


def _opinion_of(chain: Chain, hop: Hop) -> str | None:
    """Return the opinion disclaimer of a hop, as recorded or as its page prints it."""
    if _is_opinion(hop.attribution.disclaimer, hop.language):
        return hop.attribution.disclaimer
    page = captured(chain, hop)
    if page is None:
        return None
    printed = [credit for credit in printed_credits(page.text, hop.language) if credit.sense == "opinion"]
    return printed[0].value.of(page.text) if printed else None


class MachineTranslationUndisclosed:
    """A machine translated, alone or with an editor after it, and the page does not say so.

    Why: readers, and a few laws, ask to be told.
    Mend: print it, and record the line as `credit=`.
    """

    name = "machine-translation-undisclosed"
    family = "disclosure"
    severity = Severity.WARNING
    false_alarms = "a line in words that the language's list does not have"
    clean = Cases(
        lambda: (
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated(
                    "The port is open.",
                    "en",
                    by="J. Smith",
                    method="post-edited",
                    credit="Machine translation, edited by J. Smith",
                ),
                about="the credit line says so",
            ),
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated(
                    "The port is open.", "en", by="J. Smith", method="human", credit="Translated by J. Smith"
                ),
                about="no machine",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated(
                    "The port is open.", "en", by="J. Smith", method="machine", credit="Translated by J. Smith"
                ),
                about="the credit names a person",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated(
                    "The port is open.", "en", by="J. Smith", method="machine"
                ),
                reason="only-quotation-held",
                about="neither a credit line nor the page",
            ),
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated(
                    "ท่าเรือเปิดอยู่", "th", by="J. Smith", method="machine", credit="แปลโดย J. Smith"
                ),
                reason="no-table",
                about="no such words known in Thai",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each translation by machine whose page does not say so."""
        for hop in chain.hops:
            who = hop.attribution
            machine = who.method in {Method.MACHINE, Method.POST_EDITED}
            if hop.text is None or not (machine or any(agent.kind == "software" for agent in who.translator)):
                continue
            page = captured(chain, hop)
            printed = [text for text in (who.credit, None if page is None else page.text) if text is not None]
            claims = None if hop.language is None else table(hop.language, "claims")
            if not printed:
                yield NotExamined(self, hop, "only-quotation-held")
            elif _says_machine(printed, hop, () if claims is None else claims["machine"]):
                continue
            elif claims is None:
                yield NotExamined(self, hop, "no-table", f"no words for it in {hop.language or '?'}")
            else:
                by = listed([str(agent) for agent in who.translator]) or "nobody named"
                yield Finding(
                    self,
                    hop,
                    f"method {who.method}, {by}; the page does not say so",
                    inferred=hop.was_inferred("method"),
                    evidence=() if who.credit is None else (Evidence(hop=chain.number(hop), exact=who.credit),),
                )


def _says_machine(printed: Sequence[str], hop: Hop, claims: Sequence[str]) -> bool:
    """Return whether a page says that a machine translated, or names the program."""
    programs = [comparing_form(agent.name) for agent in hop.attribution.translator if agent.kind == "software"]
    return any(
        claimed(text, claims) is not None or any(name in comparing_form(text) for name in programs) for text in printed
    )
