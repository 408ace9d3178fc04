"""Passages: does the source have this passage, and is it one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.anchoring import find
from provenance.canonical import digest_of
from provenance.model.attribution import Capture
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import Changes, is_long, marked_pieces
from provenance.rules.ground import Stretch, in_one_language, stretches
from provenance.rules.naming import listed, shown
from provenance.rules.pages import captured
from provenance.rules.quotation import compared, quotes
from provenance.sentences import sentences_in
from provenance.text import Mode, Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["QuotationNotInSource", "SplicedQuotation"]

SPLICED = 8
"""Words dropped inside a quotation from which its two ends are two passages."""

_HEARD = frozenset({Act.SAID, Act.TRANSCRIBED})

_PAGE = "Council news. The port stays open, Ilya Marenko told the council on Friday. The airport was not discussed."


def _captured_source(page: str) -> Chain:
    data = page.encode()
    capture = Capture(data=digest_of(data))
    return (
        said(None, "en", by="Ilya Marenko")
        .reported(None, "en", outlet="Harbour Courier", captures=[capture])
        .holding(data)
    )


class QuotationNotInSource:
    """Within one language the page that the quotation is said to come from has no such passage.

    Why: either the page is not the source, or the words are not its words.
    Mend: name the true source, or quote what stands there.
    """

    name = "quotation-not-in-source"
    family = "quotation"
    severity = Severity.ERROR
    false_alarms = "a damaged extraction: it says so where most of the page is lost"
    clean = Cases(
        lambda: (
            Case(
                _captured_source(_PAGE).republished("“The port stays open”", "en", outlet="Harbour Digest"),
                about="it stands there, in other marks",
            ),
            Case(
                _captured_source(_PAGE).republished(
                    "The port stays open, Ilya Marenko informed the council on Friday.", "en", outlet="Harbour Digest"
                ),
                about="nearly: that is an alteration",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                _captured_source(_PAGE).republished(
                    "Every ship that asks will be let into the inner harbour", "en", outlet="Harbour Digest"
                ),
                about="no sentence of the page is like it",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "en", by="Ilya Marenko")
                .reported(None, "en", outlet="Harbour Courier", url="https://harbour.example/a/17")
                .republished("The port stays open", "en", outlet="Harbour Digest"),
                reason="capture-not-held",
                about="nobody kept the page",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each quotation that no captured source of its language holds."""
        for hop in chain.hops:
            if not quotes(hop) or hop.words is None or not hop.sources:
                continue
            sources = [
                source
                for source in map(chain.hop, hop.sources)
                if in_one_language(Stretch(source=source, hop=hop, blame=(0, 0))) and source.act is not Act.SAID
            ]
            yield from self._sought(chain, hop, hop.words, sources)

    def _sought(self, chain: Chain, hop: Hop, words: Text, sources: list[Hop]) -> Iterator[Finding | NotExamined]:
        pieces = [span.of(words.words) for span in marked_pieces(words.words)] or [words.words]
        pages = [(source, page) for source in sources if (page := captured(chain, source)) is not None]
        texts = [page.text for _, page in pages] + [source.text for source in sources if source.text is not None]
        missing = [piece for piece in pieces if not any(_stands(piece, text) for text in texts)]
        if not sources or not missing:
            return
        if len(pages) < len(sources):
            blank = next(source for source in sources if captured(chain, source) is None)
            yield NotExamined(self, hop, "capture-not-held", f"the page of hop {chain.number(blank)}")
            return
        short = [source for source, page in pages if len(page.text) < len(words.words)]
        if short:
            yield NotExamined(self, hop, "capture-not-held", "the page is shorter than the quotation")
            return
        numbers = listed([str(chain.number(source)) for source, _ in pages])
        yield Finding(
            self,
            hop,
            f"no such passage in the page of hop {numbers}: “{shown(missing[0])}”",
            inferred=hop.was_inferred("language") or any(source.was_inferred("language") for source, _ in pages),
            evidence=[Evidence.at(chain, hop, Span(0, len(words.words)))],
        )


def _stands(piece: str, text: str) -> bool:
    return not any(map(str.isalnum, piece)) or find(piece, text) is not None


class SplicedQuotation:
    """One quotation answers to two passages of the source, and nothing marks the join.

    Why: what was said apart reads as if it were said together.
    Mend: set an ellipsis at the join, or two quotations.
    """

    name = "spliced-quotation"
    family = "quotation"
    severity = Severity.ERROR
    false_alarms = "across languages sentences may change their order: there it is not examined"
    clean = Cases(
        lambda: (
            Case(
                said(
                    "The port stays open. Nobody has asked us about the airport yet. We will answer in May.",
                    "en",
                    by="Ilya Marenko",
                ).reported("The port stays open. … We will answer in May.", "en", outlet="Harbour Courier"),
                about="an ellipsis marks the join",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(
                    "The port stays open. Nobody has asked us about the airport yet. We will answer in May.",
                    "en",
                    by="Ilya Marenko",
                ).reported("“The port stays open. We will answer in May.”", "en", outlet="Harbour Courier"),
                words=("Nobody has asked us about the airport yet",),
                about="a sentence between is gone",
            ),
            Case(
                said("Порт останется открытым до осени.", "ru", by="Илья Маренко", on="2026-03-04").reported(
                    "«Порт останется открытым до осени. Аэропорт закроют на всё лето.»",
                    "ru",
                    outlet="Портовый вестник",
                    also=[said("Аэропорт закроют на всё лето.", "ru", by="Илья Маренко", on="2026-05-01")],
                ),
                about="two utterances, two months apart",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт открыт. Аэропорт закрыт. Ответим в мае.", "ru", by="Илья Маренко").translated(
                    "The port is open. We will answer in May.", "en", by="J. Smith"
                ),
                reason="no-alignment",
                about="across languages",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each quotation with a passage dropped inside, or with sentences of two utterances."""
        for hop in chain.hops:
            sources = [source for source in map(chain.hop, hop.sources) if source.text is not None]
            if quotes(hop) and len(sources) > 1:
                yield from self._two(chain, hop, sources)
        for stretch in stretches(chain):
            hop, source = stretch.hop, stretch.source
            if hop.act is Act.TRANSLATED and hop.mode is Mode.DIRECT and source.text and hop.text:
                several = len(sentences_in(hop.text, hop.language)) > 1
                if several and len(sentences_in(source.text, source.language)) > 1:
                    yield NotExamined(self, hop, "no-alignment", "one language only is examined")
        for answer in compared(self, chain):
            if not isinstance(answer, NotExamined):
                yield from self._dropped(chain, *answer)

    def _dropped(self, chain: Chain, stretch: Stretch, done: Changes) -> Iterator[Finding]:
        text = stretch.source.text or ""
        inside = sentences_in(text, stretch.source.language)
        for change in done.changes:
            if not done.same_passage or change.edge or change.marked or len(change.target):
                continue
            if any(change.source.holds(_core(text, each)) for each in inside) or is_long(
                change.source.of(text), SPLICED
            ):
                between = change.source.of(text)
                yield Finding(
                    self,
                    stretch.hop,
                    f"joined without a mark; between lay “{shown(between)}”",
                    inferred=stretch.hop.was_inferred("mode"),
                    evidence=(Evidence.at(chain, stretch.source, change.source),),
                    blame=stretch.blame,
                )

    def _two(self, chain: Chain, hop: Hop, sources: Sequence[Hop]) -> Iterator[Finding]:
        text = hop.text or ""
        owners: list[tuple[Span, frozenset[int]]] = []
        for span in sentences_in(text, hop.language):
            words = span.of(text).strip('«»“”"„「」 ')
            owners.append((span, frozenset(chain.number(each) for each in sources if find(words, each.text or ""))))
        told = [(span, numbers) for span, numbers in owners if numbers]
        utterances = {number for _, numbers in told for number in numbers}
        if (
            len(told) < 2
            or any(numbers >= utterances for _, numbers in told)
            or frozenset.intersection(*(n for _, n in told))
        ):
            return
        if any(chain.hop(number).act not in _HEARD for number in utterances):
            return  # outlets that each tell a part of one speech
        yield Finding(
            self,
            hop,
            "sentences of several utterances in one quotation: "
            + ", ".join(f"hop {min(numbers)} “{shown(span.of(text))}”" for span, numbers in told),
            evidence=[Evidence.at(chain, hop, span) for span, _ in told],
        )


def _core(text: str, span: Span) -> Span:
    """Return a sentence without the marks and stops at its ends."""
    words = span.of(text)
    lead = len(words) - len(words.lstrip("«“„\"'「『([ "))
    kept = words.rstrip("»”\"'」』)] .!?…。！？;；,，")
    return Span(span.start + min(lead, len(kept)), span.start + max(lead, len(kept)))
