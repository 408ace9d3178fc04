"""Quotation: are these the words, all of them, and no others?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from attrs import evolve

from provenance.anchoring import find
from provenance.model.chain import said
from provenance.model.hop import Act, Hop
from provenance.quotations import quotations_in
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import Change, Changes, changes, marked_pieces, one_script
from provenance.rules.ground import Stretch, in_one_language, stretches, unheld
from provenance.rules.naming import listed, shown
from provenance.rules.once import once_a_chain
from provenance.sentences import sentences_in
from provenance.text import Mode, Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain
    from provenance.rules.base import Rule

__all__ = ["UnmarkedAlteration", "UnmarkedTruncation", "compared", "pieces_of", "quotes"]

_DASH = re.compile(r"[—–―]\s")

MOST_LINES = 8
"""Altered sentences of one hop that have a line each; beyond, one line says how many there are."""

REWORDS = frozenset({Act.SAID, Act.TRANSCRIBED, Act.REVISED, Act.TRANSLATED})
"""Acts that make words anew, or write them down: theirs are not a quotation of the source's."""


def quotes(hop: Hop) -> bool:
    """Return whether a hop gives the words above it as they stand there."""
    return hop.act not in REWORDS and hop.mode in {Mode.DIRECT, Mode.PARTIAL}


def compared(rule: Rule, chain: Chain) -> Iterator[tuple[Stretch, Changes] | NotExamined]:
    """Yield each stretch in one language with what was done to its hop's quotation; or why it is not known."""
    for place, answer in _compared(chain):
        if isinstance(place, Stretch) and isinstance(answer, Changes):
            yield place, answer
        elif isinstance(place, Hop) and isinstance(answer, tuple):
            yield NotExamined(rule, place, *answer)


@once_a_chain
def _compared(chain: Chain) -> tuple[tuple[Stretch, Changes] | tuple[Hop, tuple[str, str]], ...]:
    """Return stretches with what was done, and hops with the reason why it is not known: three rules ask the same."""
    return tuple(_comparing(chain))


def _comparing(chain: Chain) -> Iterator[tuple[Stretch, Changes] | tuple[Hop, tuple[str, str]]]:
    for stretch in stretches(chain):
        source, hop = stretch.source, stretch.hop
        if not quotes(hop) or source.words is None or hop.words is None:
            continue
        alike = in_one_language(stretch)
        if alike is None:
            yield hop, ("not-recorded", "a language")
        elif alike and not one_script(source.words.words, hop.words.words):
            yield hop, ("no-table", "between two scripts of one language")
        elif alike:
            done = changes(source.words, hop.words, pieces_of(source.words, hop))
            restated = _Restated(stretch)
            yield stretch, evolve(done, changes=tuple(each for each in done.changes if not restated(each)))
    for hop in unheld(chain):
        if quotes(hop):
            yield hop, ("words-not-held", "")


def pieces_of(source: Text, hop: Hop) -> tuple[Span, ...]:
    """Return the parts of a hop's words that are the quotation, where its marks, or its form, tell them from the rest."""
    text = hop.text or ""
    marked = marked_pieces(text, 0.0 if hop.mode is Mode.PARTIAL else 0.5)
    if marked or hop.mode is Mode.PARTIAL:
        return marked
    within = marked_pieces(text, 0.0)
    if len(text) > len(source.words) and any(find(span.of(text), source.words) for span in within):
        return tuple(span for span in within if find(span.of(text), source.words))
    if _DASH.search(text) and not within:
        found = quotations_in(text, hop.language).quotations
        spoken = [span for one in found if one.mode is Mode.DIRECT for span in one.spans]
        if 2 * sum(map(len, spoken)) >= len(text):
            return tuple(spoken)
    return ()


class _Restated:
    """Whether both sides of a change state the same number or date: twenty, 20."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._kept: list[tuple[Span, Span]] | None = None

    def __call__(self, change: Change) -> bool:
        if not len(change.source) or not len(change.target):
            return False
        if self._kept is None:
            rows = self._stretch.comparison.facts
            self._kept = sorted(
                (row.source.span, row.target.span)
                for row in rows
                if row.status == "kept" and row.kind in {"quantity", "date"} and row.source and row.target
            )
        at = bisect_right(self._kept, change.source.start, key=lambda pair: pair[0].start)
        return any(
            ours.holds(change.source) and theirs.holds(change.target)
            for ours, theirs in self._kept[max(0, at - 3) : at]
        )


def _inferred(stretch: Stretch) -> bool:
    return any(hop.was_inferred(name) for hop in (stretch.source, stretch.hop) for name in ("language", "mode"))


class UnmarkedTruncation:
    """The quotation is a part of the source's, and nothing marks the cut.

    Why: what is cut may be the very condition under which it was said.
    Mend: set an ellipsis where words were left out, or `mode="partial"` if only a phrase is quoted.
    """

    name = "unmarked-truncation"
    family = "quotation"
    severity = Severity.WARNING
    false_alarms = (
        "none beyond legitimate partial quotation; whole sentences before or after are a choice, not a cut, where less than "
        "half of the source is quoted"
    )
    clean = Cases(
        lambda: (
            Case(
                said("We will open the port in May, if the channel is dredged.", "en", by="Ilya Marenko").reported(
                    "We will open the port in May…", "en", outlet="Harbour Courier"
                ),
                about="an ellipsis marks the cut",
            ),
            Case(
                said(
                    "The council met on Friday. The port stays open. Nobody asked about the airport, and the airport can "
                    "wait until the autumn.",
                    "en",
                    by="Ilya Marenko",
                ).reported("“The port stays open.”", "en", outlet="Harbour Courier"),
                about="one whole sentence of several",
            ),
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko").reported(
                    "«ПОРТ ОСТАНЕТСЯ ОТКРЫТЫМ»", "ru", outlet="Портовый вестник"
                ),
                about="other case, other marks, no full stop",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("We will open the port in May, if the channel is dredged.", "en", by="Ilya Marenko").reported(
                    "“We will open the port in May.”", "en", outlet="Harbour Courier"
                ),
                words=("if the channel is dredged",),
                about="the condition is cut, and a full stop stands there",
            ),
            Case(
                said("如果议会同意,我们将开放港口。", "zh", by="林伟").reported(
                    "我们将开放港口。", "zh", outlet="渔港日报"
                ),
                words=("如果议会同意",),
                about="the beginning is cut",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "en", by="Ilya Marenko").reported("We will open the port.", "en", outlet="Harbour Courier"),
                reason="words-not-held",
                about="nobody holds what was said",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each quotation whose beginning or end was cut within a sentence, or that hides that it is not all."""
        for answer in compared(self, chain):
            if isinstance(answer, NotExamined):
                yield answer
                continue
            stretch, done = answer
            cuts = [
                change
                for change in done.changes
                if done.same_passage and change.edge and not change.marked and _is_cut(change, done, stretch.hop)
            ]
            if cuts:
                yield self._found(chain, stretch, cuts)

    def _found(self, chain: Chain, stretch: Stretch, cuts: list[Change]) -> Finding:
        source, hop = stretch.source, stretch.hop
        words = listed([f"“{shown(cut.source.of(source.text or ''))}”" for cut in cuts])
        held = _held_by(stretch, cuts)
        sentence = f"cut without a mark: {words}" + (f", which holds a {listed(held)}" if held else "")
        weight = Severity.NOTE if hop.mode is Mode.PARTIAL else Severity.ERROR if held else Severity.WARNING
        return Finding(
            self,
            hop,
            sentence,
            severity=weight,
            status=hop.mode.value,
            inferred=_inferred(stretch),
            evidence=[Evidence.at(chain, source, cut.source) for cut in cuts],
            blame=stretch.blame,
        )


def _is_cut(change: Change, piece: Changes, hop: Hop) -> bool:
    """Return whether words left out at an edge are a cut: within a sentence, or of a source that is quoted nearly whole."""
    if not change.whole_sentences:
        return True
    return hop.act is not Act.EXCERPTED and 2 * piece.kept >= piece.available


def _held_by(stretch: Stretch, cuts: Sequence[Change]) -> list[str]:
    """Return the kinds of fact that were lost with the words cut."""
    kinds = ("negation", "qualifier", "quantity", "date")
    names = {"qualifier": "condition"}
    lost = {
        row.kind
        for row in stretch.comparison.facts
        if row.status == "lost"
        and row.source is not None
        and not row.source.weak
        and any(cut.source.overlaps(row.source.span) for cut in cuts)
        and (row.kind != "qualifier" or row.source.value in {"condition", "time limit"})
    }
    return [names.get(kind, kind) for kind in kinds if kind in lost]


class UnmarkedAlteration:
    """Within one language words of the quotation were added, changed or dropped, and no brackets say so.

    Why: inside quotation marks every word is the speaker's.
    Mend: put the editor's words in […], or quote as the source has it.
    """

    name = "unmarked-alteration"
    family = "quotation"
    severity = Severity.WARNING
    false_alarms = "case, spelling variants, marks and spaces are no change; two transcripts of one utterance belong to originals-disagree"
    clean = Cases(
        lambda: (
            Case(
                said("He will open the harbour in May.", "en", by="Ilya Marenko").reported(
                    "“[Marenko] will open the harbor in May”", "en", outlet="Harbour Courier"
                ),
                about="the editor's word in brackets, American spelling",
            ),
            Case(
                said("We will, as I told the council on Friday, open the port.", "en", by="Ilya Marenko").reported(
                    "We will … open the port.", "en", outlet="Harbour Courier"
                ),
                about="an ellipsis marks what was dropped",
            ),
            Case(
                said("Ещё вчера порт был закрыт.", "ru", by="Ilya Marenko").reported(
                    "«Еще вчера порт был закрыт»", "ru", outlet="Портовый вестник"
                ),
                about="ё and е are one letter in print",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("We are ready to consider opening the port.", "en", by="Ilya Marenko").reported(
                    "“We are ready to open the port.”", "en", outlet="Harbour Courier"
                ),
                words=("consider opening",),
                about="to consider opening became to open",
            ),
            Case(
                said("Мы откроем порт в мае.", "ru", by="Ilya Marenko").reported(
                    "«Мы обязательно откроем порт в мае»", "ru", outlet="Портовый вестник"
                ),
                words=("обязательно",),
                about="a word was added",
            ),
            Case(
                said("我们可能会开放港口。", "zh", by="林伟").reported("我们会开放港口。", "zh", outlet="渔港日报"),
                words=("可能",),
                about="a word was dropped",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "en", by="Ilya Marenko").reported("We will open the port.", "en", outlet="Harbour Courier"),
                reason="words-not-held",
                about="nobody holds what was said",
            ),
            Case(
                said("这个港口会开放。", "zh", by="林伟").republished("這個港口會開放。", "zh-Hant", outlet="海港晚報"),
                reason="no-table",
                about="simplified and traditional characters",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each sentence whose words are not the source's."""
        for answer in compared(self, chain):
            if isinstance(answer, NotExamined):
                yield answer
                continue
            stretch, done = answer
            if done.words and not done.same_passage:
                yield self._other(chain, stretch, done)
                continue
            altered = [change for change in done.changes if not change.edge and not change.marked]
            yield from self._altered(chain, stretch, altered)

    def _other(self, chain: Chain, stretch: Stretch, piece: Changes) -> Finding:
        where = f"hop {chain.number(stretch.source)}"
        return Finding(
            self,
            stretch.hop,
            f"other words: {piece.kept} of {piece.words} stand in {where}’s",
            status="other",
            inferred=_inferred(stretch),
            evidence=[Evidence.at(chain, stretch.hop, Span(0, len(stretch.hop.text or "")))],
            blame=stretch.blame,
        )

    def _altered(self, chain: Chain, stretch: Stretch, altered: list[Change]) -> Iterator[Finding]:
        text = stretch.hop.text or ""
        ends = [span.end for span in sentences_in(text, stretch.hop.language)]
        grouped: dict[int, list[Change]] = {}
        for change in altered:
            place = bisect_left(ends, change.target.start)
            grouped.setdefault(place, []).append(change)
        if len(grouped) > MOST_LINES:
            yield self._line(chain, stretch, altered, f"{len(altered)} places in {len(grouped)} sentences are altered")
            return
        for together in grouped.values():
            told = [_told(change, stretch.source.text or "", text) for change in together[:3]]
            more = [f"{len(together) - 3} more"] if len(together) > 3 else []
            yield self._line(chain, stretch, together, "; ".join([*told, *more]))

    def _line(self, chain: Chain, stretch: Stretch, together: list[Change], sentence: str) -> Finding:
        evidence = []
        for change in together[:MOST_LINES]:
            for hop, span in ((stretch.source, change.source), (stretch.hop, change.target)):
                if len(span):
                    evidence.append(Evidence.at(chain, hop, span))
        return Finding(
            self,
            stretch.hop,
            sentence,
            inferred=_inferred(stretch),
            evidence=evidence,
            blame=stretch.blame,
        )


def _told(change: Change, source: str, target: str) -> str:
    was, became = shown(change.source.of(source)), shown(change.target.of(target))
    if not was:
        return f"added “{became}”"
    return f"“{was}” became “{became}”" if became else f"dropped “{was}”"
