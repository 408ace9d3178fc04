"""Witnesses: do several of the same words agree, and is a page still what it was?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.anchoring import find
from provenance.canonical import Digest, digest_of
from provenance.comparison import same_language
from provenance.model.attribution import Capture
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import changes
from provenance.rules.naming import date_words, listed, shown
from provenance.rules.pages import captures_held
from provenance.rules.people import same_agent
from provenance.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.rules.changes import Change
    from provenance.rules.pages import Captured

__all__ = ["OriginalsDisagree", "RecycledQuotation", "SilentlyEdited"]

SAME = 0.9
"""The likeness from which two utterances are the same words."""

MOST = 4
"""Differences that a line tells."""


def _told(was: str, became: str, found: Sequence[Change]) -> str:
    parts = []
    for change in found[:MOST]:
        one, other = shown(change.source.of(was)), shown(change.target.of(became))
        parts.append(f"“{one}” / “{other}”" if one and other else f"“{one or other}” in one only")
    more = [f"{len(found) - MOST} more"] if len(found) > MOST else []
    return ", ".join([*parts, *more])


class OriginalsDisagree:
    """Two transcripts in the language spoken differ in their words.

    Why: before a translation is judged, it has to be known what was said.
    Mend: go to the recording, and record what it has.
    """

    name = "originals-disagree"
    family = "quotation"
    severity = Severity.WARNING
    false_alarms = "none: it is information"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Илья Маренко")
                .transcribed("Ещё вчера порт был закрыт.", "ru", outlet="Архив порта")
                .transcribed("Еще вчера порт был закрыт", "ru", outlet="Портовый вестник"),
                about="ё and е, and a full stop",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Илья Маренко")
                .transcribed("Мы готовы подумать о порте.", "ru", outlet="Архив порта")
                .transcribed("Мы готовы открыть порт.", "ru", outlet="Портовый вестник"),
                about="one has подумать, the other открыть",
            ),
            Case(
                said("Мы готовы подумать о том, чтобы открыть порт для зерна.", "ru", by="Илья Маренко"),
                beside=(
                    said(None, "ru", by="Илья Маренко").transcribed(
                        "Мы готовы подумать о том, чтобы закрыть порт для зерна.", "ru", outlet="Портовый вестник"
                    ),
                ),
                about="another chain holds another transcript",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated("The port is open.", "en", by="J. Smith"),
                reason="nothing-beside",
                about="one transcript only",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:
        """Yield each transcript that differs from the one before it."""
        mine = [hop for hop in chain.hops if _is_original(hop)]
        known = {hop.digest for hop in mine}
        others = [hop for other in beside for hop in other.hops if _is_original(hop) and hop.digest not in known]
        if not mine or len(mine) + len(others) < 2:
            yield NotExamined(self, chain.head, "nothing-beside")
            return
        for earlier, hop in _of_one_utterance(chain, mine):
            yield from self._compared(chain, earlier, hop, inside=True)
        for other in others:
            last = mine[-1]
            if find(other.text or "", last.text or "") or find(last.text or "", other.text or ""):
                yield from self._compared(chain, other, last, inside=False)

    def _compared(self, chain: Chain, one: Hop, other: Hop, *, inside: bool) -> Iterator[Finding]:
        if one.words is None or other.words is None or one.language is None or other.language is None:
            return
        if not same_language(one.language, other.language):
            return
        done = changes(one.words, other.words)
        found = [change for change in done.changes if not change.edge]
        if not found or not done.same_passage:
            return
        evidence = []
        for change in found[:MOST]:
            if inside and len(change.source):
                evidence.append(Evidence.at(chain, one, change.source))
            if len(change.target):
                evidence.append(Evidence.at(chain, other, change.target))
        where = f"hop {chain.number(one)}" if inside else "another chain"
        sentence = f"from {where}: {_told(one.words.words, other.words.words, found)}"
        yield Finding(self, other, sentence, evidence=evidence, inferred=other.was_inferred("language"))


def _of_one_utterance(chain: Chain, transcripts: Sequence[Hop]) -> Iterator[tuple[Hop, Hop]]:
    """Yield each transcript with the last one before it of the same utterance.

    They are of one if the one rests on the other, or both on a third, or the earlier one was taken down from what was
    said above both.
    """
    sayings: dict[Digest, frozenset[Digest]] = {}
    for hop in chain.hops:
        above = {sayings[source] for source in hop.sources}
        if hop.act is Act.SAID:
            above.add(frozenset({hop.digest}))
        sayings[hop.digest] = above.pop() if len(above) == 1 else frozenset[Digest]().union(*above)
    latest: dict[tuple[str, Digest], int] = {}
    for number, hop in enumerate(transcripts):
        sources = [("source", source) for source in hop.sources]
        said_above = [("said", one) for one in sayings[hop.digest]]
        asked = (*sources, *said_above, *(("hop", source) for source in hop.sources))
        before = max((latest[key] for key in asked if key in latest), default=None)
        if before is not None:
            yield transcripts[before], hop
        told = said_above if hop.act is Act.TRANSCRIBED else []
        latest.update(dict.fromkeys((("hop", hop.digest), *sources, *told), number))


def _is_original(hop: Hop) -> bool:
    return hop.act in {Act.SAID, Act.TRANSCRIBED} and hop.text is not None


def _captured_twice(*pages: str) -> Chain:
    """Return a chain whose one page was captured more than once, with its evidence."""
    captures = [Capture(data=digest_of(page.encode()), text=digest_of(page.encode())) for page in pages]
    return (
        said(None, "en", by="Ilya Marenko")
        .reported("The port stays open until the autumn.", "en", outlet="Harbour Courier", captures=captures)
        .holding(*(page.encode() for page in pages))
    )


class SilentlyEdited:
    """Two captures of one page differ within the quotation.

    Why: the page was changed after it was quoted, or before, and does not say so.
    Mend: record the later words as a revision, with its date.
    """

    name = "silently-edited"
    family = "quotation"
    severity = Severity.WARNING
    false_alarms = "living pages: only the quotation's place is compared"
    clean = Cases(
        lambda: (
            Case(
                _captured_twice(
                    "Read by 17. The port stays open until the autumn. The airport is closed.",
                    "Read by 912. “The port stays open until the autumn.” The airport is open.",
                ),
                about="all around it changed, the quotation did not",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                _captured_twice(
                    "Read by 17. The port stays open until the autumn. The airport is closed.",
                    "Read by 912. The port stays open until the winter. The airport is closed.",
                ),
                about="autumn became winter",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                _captured_twice("The port stays open until the autumn."), reason="nothing-beside", about="one capture"
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop two of whose captures have its words otherwise."""
        for hop in chain.hops:
            if not hop.captures or hop.text is None:
                continue
            pages = captures_held(chain, hop)
            if len(pages) < 2:
                yield NotExamined(self, hop, "nothing-beside")
                continue
            places = [(page, found.span) for page in pages if (found := find(hop.text, page.text)) is not None]
            if len(places) > 1:
                yield from self._compared(hop, *places[0], *places[-1])

    def _compared(self, hop: Hop, first: Captured, one: Span, last: Captured, other: Span) -> Iterator[Finding]:
        was, became = one.of(first.text), other.of(last.text)
        found = changes(Text(was, hop.language), Text(became, hop.language)).changes
        if not found:
            return
        times = [page.capture.time.isoformat() for page in (first, last) if page.capture.time is not None]
        when = f" ({listed(times)})" if len(times) > 1 else ""
        yield Finding(self, hop, f"between two captures{when}: {_told(was, became, found)}")


class RecycledQuotation:
    """The words are given as new, and the same were said before.

    Why: an old remark under a new date answers a question that was never put.
    Mend: date the words by the day they were first said.
    """

    name = "recycled-quotation"
    family = "time"
    severity = Severity.WARNING
    false_alarms = "anniversaries and set phrases: both must be recorded as said, in one language, by one speaker"
    clean = Cases(
        lambda: (
            Case(
                said("The port stays open until the autumn.", "en", by="Ilya Marenko", on="2026-03-04"),
                beside=(said("The port stays open until the autumn.", "en", by="Ilya Marenko", on="2026-03"),),
                about="within the same month: not certainly earlier",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("The port stays open until the autumn.", "en", by="Ilya Marenko", on="2026-03-04"),
                beside=(said("The port stays open until the autumn!", "en", by="Ilya Marenko", on="2024-03-01"),),
                about="said two years before",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("The port stays open until the autumn.", "en", by="Ilya Marenko", on="2026-03-04"),
                reason="nothing-beside",
                about="no other chain was given",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:
        """Yield each utterance that another chain has with an earlier date."""
        if not beside:
            yield NotExamined(self, chain.head, "nothing-beside")
            return
        others = [hop for other in beside for hop in other.hops if hop.act is Act.SAID and hop.text is not None]
        for hop in chain.hops:
            if hop.act is not Act.SAID or hop.text is None:
                continue
            if hop.attribution.on is None:
                yield NotExamined(self, hop, "not-recorded", "its date")
                continue
            earlier = [other for other in others if other != hop and _is_earlier(other, hop)]
            dated = [(bounds[0], other) for other in earlier if (bounds := _bounds(other)) is not None]
            if dated:
                first = min(dated, key=lambda pair: (pair[0], pair[1].digest))[1]
                on = first.attribution.on
                yield Finding(
                    self,
                    hop,
                    f"dated {date_words(hop.attribution.on)}; said before, {'' if on is None else date_words(on)}",
                    inferred=hop.was_inferred("on") or first.was_inferred("on"),
                    evidence=(
                        Evidence.at(chain, hop, Span(0, len(hop.text))),
                        Evidence(hop=chain.number(hop), exact=first.text or "", value=str(first.digest)),
                    ),
                )


def _bounds(hop: Hop) -> tuple[int, int] | None:
    return None if hop.attribution.on is None else hop.attribution.on.bounds()


def _is_earlier(other: Hop, hop: Hop) -> bool:
    """Return whether the same words were certainly said before, by whoever says them here."""
    on, before = hop.attribution.on, other.attribution.on
    if on is None or before is None or before.relation(on) != "before":
        return False
    if hop.language is None or other.language is None or not same_language(hop.language, other.language):
        return False
    who, speaker = hop.attribution.speaker, other.attribution.speaker
    if who is not None and speaker is not None and same_agent(who, speaker) is False:
        return False
    found = find(hop.text or "", other.text or "")
    return found is not None and found.similarity >= SAME
