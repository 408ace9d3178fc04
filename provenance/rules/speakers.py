"""Speakers: is it the same person on both ends, and does the outlet stand where it is said to?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.locator import outlet_named
from provenance.model.attribution import Agent
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.people import is_body, same_agent
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.rules.base import Rule

__all__ = ["OutletMismatch", "SpeakerBlurred", "SpeakerChanged"]


def _pairs(rule: Rule, chain: Chain) -> Iterator[tuple[Hop, list[Hop]] | NotExamined]:
    """Yield each hop that names a speaker with the nearest hops above that do; a blank one is not examined."""
    nearest: dict[Digest, tuple[Hop, ...]] = {}
    for hop in chain.hops:
        above = tuple(dict.fromkeys(each for source in hop.sources for each in nearest[source]))
        nearest[hop.digest] = (hop,) if hop.attribution.speaker is not None else above
        if not hop.sources or hop.act is Act.SAID:
            continue
        if hop.attribution.speaker is None or not above:
            if hop.seal is not None:
                yield NotExamined(rule, hop, "not-recorded", "a speaker, here or above")
            continue
        yield hop, list(above)


class SpeakerChanged:
    """The words are given to another speaker than the source gives them to.

    Why: it is the one thing a quotation must not get wrong.
    Mend: correct the speaker; if two spellings are one person, record `Agent(name, aliases=(…,))`.
    """

    name = "speaker-changed"
    family = "attribution"
    severity = Severity.ERROR
    false_alarms = (
        "spelling across scripts: Cyrillic and Latin are compared by sound, Han by alias only, and what cannot be compared is "
        "not examined"
    )
    clean = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Илья Маренко").reported(
                    "The port stays open.", "en", speaker="Ilya Marenko", outlet="Harbour Courier"
                ),
                about="one name in two scripts",
            ),
            Case(
                said("Порт останется открытым.", "ru", by=Agent("Илья Маренко", aliases=("马连科",))).reported(
                    "港口将继续开放。", "zh", speaker="马连科", outlet="渔港日报"
                ),
                about="an alias says that they are one",
            ),
            Case(
                said("The port stays open.", "en", by="Ilya Marenko").reported(
                    "The port stays open.", "en", speaker="I. Marenko", outlet="Harbour Courier"
                ),
                about="an initial",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("The port stays open.", "en", by="Ilya Marenko").reported(
                    "The port stays open.", "en", speaker="Pavel Orlin", outlet="Harbour Courier"
                ),
                about="another man's words",
            ),
            Case(
                said("Порт останется открытым.", "ru", by="Илья Маренко").reported(
                    "The port stays open.", "en", speaker="Pavel Orlin", outlet="Harbour Courier"
                ),
                about="another name, across scripts",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Илья Маренко").reported(
                    "港口将继续开放。", "zh", speaker="马连科", outlet="渔港日报"
                ),
                reason="not-recorded",
                about="a Han name, and no alias",
            ),
            Case(
                said("Порт останется открытым.", "ru").reported("Порт открыт", "ru", speaker="Илья Маренко"),
                reason="not-recorded",
                about="the source names nobody",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop whose speaker is none of those above."""
        for pair in _pairs(self, chain):
            if isinstance(pair, NotExamined):
                yield pair
                continue
            hop, above = pair
            mine = hop.attribution.speaker
            theirs = [each.attribution.speaker for each in above if each.attribution.speaker is not None]
            if mine is None or is_body(mine, hop.language):
                continue  # a body in place of a person is speaker-blurred
            verdicts = [same_agent(mine, other) for other in theirs]
            if True in verdicts:
                continue
            if None in verdicts:
                yield NotExamined(self, hop, "not-recorded", f"an alias: {mine.name} may be {theirs[0].name}")
                continue
            yield _named(self, chain, hop, above[0], f"{theirs[0].name} became {mine.name}")


def _named(rule: Rule, chain: Chain, hop: Hop, source: Hop, sentence: str) -> Finding:
    evidence = [
        Evidence(hop=chain.number(each), exact=each.attribution.speaker.name)
        for each in (source, hop)
        if each.attribution.speaker is not None
    ]
    inferred = hop.was_inferred("speaker") or source.was_inferred("speaker")
    return Finding(rule, hop, sentence, inferred=inferred, evidence=evidence)


class SpeakerBlurred:
    """A person became a body: "officials", "Moscow".

    Why: a body cannot be asked what it said; the person can.
    Mend: name the speaker as the source does.
    """

    name = "speaker-blurred"
    family = "attribution"
    severity = Severity.WARNING
    false_alarms = "the list of bodies of each language is kept short"
    clean = Cases(
        lambda: (
            Case(
                said("The port stays open.", "en", by="the council").reported(
                    "The port stays open.", "en", speaker="officials", outlet="Harbour Courier"
                ),
                about="a body from the first",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Илья Маренко").reported(
                    "The port stays open.", "en", speaker="officials", outlet="Harbour Courier"
                ),
                about="the harbour chief became officials",
            ),
            Case(
                said("Порт останется открытым.", "ru", by="Илья Маренко").reported(
                    "港口将继续开放。", "zh", speaker="有关方面", outlet="渔港日报"
                ),
                about="有关方面: those concerned",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Илья Маренко").reported(
                    "ท่าเรือยังเปิดอยู่", "th", speaker="เจ้าหน้าที่", outlet="Harbour Courier"
                ),
                reason="no-table",
                about="no list of bodies in Thai",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop whose speaker is a body where all above are persons."""
        for pair in _pairs(self, chain):
            if isinstance(pair, NotExamined):
                continue  # speaker-changed says so
            hop, above = pair
            mine = hop.attribution.speaker
            if mine is None or any(_is_same(mine, each.attribution.speaker) for each in above):
                continue
            body = is_body(mine, hop.language)
            if body is None:
                yield NotExamined(self, hop, "no-table", f"no list of bodies for {hop.language or '?'}")
            elif body and not any(_was_body(each) for each in above):
                before = above[0].attribution.speaker
                was = "?" if before is None else before.name
                yield _named(self, chain, hop, above[0], f"{was} became “{mine.name}”")


def _is_same(mine: Agent, other: Agent | None) -> bool:
    return other is not None and same_agent(mine, other) is True


def _was_body(hop: Hop) -> bool:
    speaker = hop.attribution.speaker
    return speaker is not None and bool(is_body(speaker, hop.language) or is_body(speaker, "en"))


class OutletMismatch:
    """The outlet that is recorded is not the outlet that the link leads to.

    Why: one of the two is wrong, or the page is a copy of another outlet's.
    Mend: record the outlet whose page it is, and the other as a hop above it.
    """

    name = "outlet-mismatch"
    family = "attribution"
    severity = Severity.WARNING
    false_alarms = "syndication and hosts of others: platforms and portals, where anyone or many publish, are let pass"
    clean = Cases(
        lambda: (
            Case(
                said(None, "zh", by="林伟").reported(
                    "港口开放。", "zh", outlet="新华网", url="http://www.xinhuanet.com/2026/c.htm"
                ),
                about="another name of the same outlet",
            ),
            Case(
                said(None, "zh", by="林伟").reported(
                    "港口开放。", "zh", outlet="渔港观察", url="https://www.toutiao.com/article/1851975068681292/"
                ),
                about="an account on a platform",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "zh", by="林伟").reported(
                    "The port is open.",
                    "en",
                    outlet="Harbour Courier",
                    url="http://www.xinhuanet.com/english/2026/c.htm",
                ),
                about="an agency's page under another name",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "zh", by="林伟").reported(
                    "The port is open.", "en", outlet="Harbour Courier", url="https://harbour.example/a/17"
                ),
                reason="no-table",
                about="a host that no table knows",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop whose outlet is not that of its link's host."""
        for hop in chain.hops:
            outlet, locator = hop.attribution.outlet, hop.attribution.locator
            if outlet is None or locator is None:
                continue
            if locator.outlet is None:
                yield NotExamined(self, hop, "no-table", "the host of the link")
                continue
            entry = outlet_named(locator.outlet)
            names = {locator.outlet, *(() if entry is None else entry.also)}
            forms = {comparing_form(name) for name in names}
            mine, known = comparing_form(outlet), outlet_named(outlet)
            if known is not None and known.name == locator.outlet:
                continue
            if locator.outlet_kind in _MIXED or any(form in mine or mine in form for form in forms):
                continue
            yield Finding(
                self,
                hop,
                f"recorded as {outlet}, the link leads to {locator.outlet}",
                inferred=hop.was_inferred("outlet") or hop.was_inferred("locator"),
                evidence=(
                    Evidence(hop=chain.number(hop), exact=outlet),
                    Evidence(hop=chain.number(hop), exact=locator.given, value=locator.outlet),
                ),
            )


_MIXED = frozenset({"self-media", "portal", None})
"""Kinds of host where others than its owner publish."""
