"""Speech: is what stands in marks speech at all, and are they the speaker's own words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.anchoring import find
from provenance.canonical import digest_of
from provenance.comparison import same_language
from provenance.model.attribution import Capture
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.quotations import quotations_in
from provenance.quotations.grammar import grammar
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import is_long
from provenance.rules.naming import claimed, shown
from provenance.rules.pages import captured, paragraphs_around
from provenance.rules.quotation import quotes
from provenance.tables import table
from provenance.text import Mode, Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["CommentaryQuotedAsSpeech", "ParaphrasePromoted", "TranslationCalledVerbatim"]

FEWEST_WORDS = 5
"""Words of a passage below which marks may be scare quotes."""

_ARTICLE = (
    "The port stays open until the autumn, and the council has nothing to fear from that. The harbour chief met the press "
    "on Friday. Ilya Marenko said: “We will answer every letter that the council sends us, and we will answer it in May.” "
    "He added that the airport would be closed for the whole of the summer."
)


def _article() -> Chain:
    """Return a chain whose last hop is an article in one language, captured."""
    data = _ARTICLE.encode()
    return (
        said(None, "en", by="Ilya Marenko")
        .reported(None, "en", outlet="Harbour Courier", captures=[Capture(data=digest_of(data))])
        .holding(data)
    )


def _place(chain: Chain, hop: Hop, source: Hop) -> tuple[str, Span] | None:
    """Return the page of a source, or its words, and where in it a hop's words stand; None if they are not there."""
    text = _printed(chain, source)
    if text is None or hop.text is None or len(text) <= len(hop.text):
        return None
    found = find(hop.text, text)
    return None if found is None else (text, found.span)


def _printed(chain: Chain, hop: Hop) -> str | None:
    """Return the page of a hop, or its words; None if neither is held."""
    page = captured(chain, hop)
    return hop.text if page is None else page.text


class ParaphrasePromoted:
    """Words stand as a direct quotation that the source has only in its own words: reported or summed up.

    Why: the marks say that these are the speaker's words, and nobody is known to have heard them.
    Mend: take the marks off, `mode="indirect"`, or find the words themselves.
    """

    name = "paraphrase-promoted"
    family = "quotation"
    severity = Severity.ERROR
    false_alarms = "the source is an excerpt and has the words elsewhere: its full words are needed"
    clean = Cases(
        lambda: (
            Case(
                _article().republished(
                    "We will answer every letter that the council sends us", "en", outlet="Harbour Digest"
                ),
                about="the source has it in marks",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("马连科表示港口将继续开放。", "zh", outlet="渔港日报", mode="indirect")
                .translated("The port would stay open, he said.", "en", by="J. Smith", mode="indirect"),
                about="reported speech stays reported speech",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("马连科表示港口将继续开放。", "zh", outlet="渔港日报", mode="indirect")
                .translated("“The port will stay open,” Marenko said.", "en", by="J. Smith"),
                about="across languages, by the modes recorded",
            ),
            Case(
                _article().republished(
                    "The airport would be closed for the whole of the summer", "en", outlet="Harbour Digest"
                ),
                words=("The airport would be closed for the whole of the summer",),
                about="the page has it after “that”, without marks",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported(None, "zh", outlet="渔港日报")
                .translated("“The port will stay open,” Marenko said.", "en", by="J. Smith"),
                reason="words-not-held",
                about="nobody holds the source's words",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each direct hop none of whose sources has the words in marks."""
        for hop in chain.hops:
            sources = [chain.hop(source) for source in hop.sources]
            if hop.act in _HEARD or hop.mode is not Mode.DIRECT or hop.text is None or not sources:
                continue
            if any(source.act in _HEARD for source in sources):
                continue
            kinds = [_kind(chain, hop, source) for source in sources]
            if any(kind == "direct" for kind, _ in kinds):
                continue
            reported = [
                (source, span) for source, (kind, span) in zip(sources, kinds, strict=True) if kind == "reported"
            ]
            if not reported:
                yield NotExamined(self, hop, "words-not-held", "the source's")
                continue
            source, span = reported[0]
            evidence = [Evidence.at(chain, hop, Span(0, len(hop.text)))]
            evidence.append(Evidence(hop=chain.number(source), exact=span))
            yield Finding(
                self,
                hop,
                f"direct here; hop {chain.number(source)} reports it: “{shown(span)}”",
                inferred=hop.was_inferred("mode") or source.was_inferred("mode"),
                evidence=evidence,
            )


_HEARD = frozenset({Act.SAID, Act.TRANSCRIBED})


def _kind(chain: Chain, hop: Hop, source: Hop) -> tuple[str | None, str]:
    """Return how a source has a hop's words: "direct", "reported", or None if it is not known; and as it has them."""
    if source.mode in {Mode.INDIRECT, Mode.SUMMARY}:
        return (None, "") if source.text is None else ("reported", source.text)
    alike = source.language is not None and hop.language is not None and same_language(source.language, hop.language)
    if alike and source.text is not None:
        printed = _printed(chain, source) or ""
        if len(printed) <= len(hop.text or "") or not _may_report(printed, source.language):
            return "direct", ""  # nothing stands around the hop's words, or nothing that could tell them
    place = _place(chain, hop, source) if alike else None
    if place is not None:
        text, span = place
        around = [
            one for one in quotations_in(text, source.language).quotations if any(span.overlaps(s) for s in one.spans)
        ]
        if around and all(one.mode is Mode.INDIRECT for one in around):
            return "reported", span.of(text)
    return ("direct", "") if source.text is not None or place is not None else (None, "")


def _may_report(text: str, language: str | None) -> bool:
    """Return whether a word stands in a text that could bring reported speech: where there is none, nothing is sought."""
    known = grammar(language)
    if known is None:
        return False
    low = in_place(text).translate(_OPEN)
    return any(pattern.search(low) for pattern in (known.verbs, known.according, known.said_of))


_OPEN = str.maketrans("\r\n’", "   ")
"""A line may end inside a phrase, and a word follow right on a closing mark."""


class CommentaryQuotedAsSpeech:
    """The words quoted lie in the source's own voice, outside any quotation.

    Why: the outlet's comment is put into the speaker's mouth.
    Mend: give the words to the outlet, or quote what the speaker said.
    """

    name = "commentary-quoted-as-speech"
    family = "quotation"
    severity = Severity.ERROR
    false_alarms = "scare quotes: five words at least, and the page must have speech that is told from it"
    clean = Cases(
        lambda: (
            Case(
                _article().republished(
                    "We will answer every letter that the council sends us", "en", outlet="Harbour Digest"
                ),
                about="it stands in the speaker's quotation",
            ),
            Case(
                _article().republished("nothing to fear", "en", outlet="Harbour Digest", mode="partial"),
                about="three words may be scare quotes",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                _article().republished(
                    "The port stays open until the autumn, and the council has nothing to fear from that.",
                    "en",
                    speaker="Ilya Marenko",
                    outlet="Harbour Digest",
                ),
                about="the first sentence is the outlet's own",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "en", by="Ilya Marenko")
                .reported(None, "en", outlet="Harbour Courier")
                .republished("The port stays open until the autumn", "en", outlet="Harbour Digest"),
                reason="only-quotation-held",
                about="nobody kept the page",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each quotation that stands in a page outside its quotations."""
        for hop in chain.hops:
            if not quotes(hop) or hop.text is None:
                continue
            for source in map(chain.hop, hop.sources):
                if source.act in _HEARD or source.language is None or hop.language is None:
                    continue
                if not same_language(source.language, hop.language):
                    continue
                if captured(chain, source) is None:
                    yield NotExamined(self, hop, "only-quotation-held", f"the page of hop {chain.number(source)}")
                    continue
                if table(source.language, "cues") is None:
                    yield NotExamined(self, hop, "no-table", f"no speech cues for {source.language}")
                    continue
                place = _place(chain, hop, source)
                if place is not None and _is_commentary(*place, source.language):
                    yield self._found(chain, hop, source, place[1].of(place[0]))

    def _found(self, chain: Chain, hop: Hop, source: Hop, words: str) -> Finding:
        evidence = [Evidence.at(chain, hop, Span(0, len(hop.text or "")))]
        evidence.append(Evidence(hop=chain.number(source), exact=words))
        return Finding(
            self,
            hop,
            f"hop {chain.number(source)} says it in its own voice: “{shown(words)}”",
            inferred=hop.was_inferred("mode"),
            evidence=evidence,
        )


def _is_commentary(text: str, span: Span, language: str) -> bool:
    """Return whether a passage of some length stands outside all speech of a text that has some."""
    if not is_long(span.of(text), FEWEST_WORDS):
        return False
    found = quotations_in(text, language)
    marked = [fragment.span for fragment in found.fragments]
    speech = [each for quotation in found.quotations for each in quotation.spans]
    return bool(speech) and not any(span.overlaps(each) for each in (*speech, *marked))


class TranslationCalledVerbatim:
    """Translated words are said to be the speaker's exact words.

    Why: the exact words are in another language; a reader who looks for them will not find them.
    Mend: print the original beside the translation, or drop the claim.
    """

    name = "translation-called-verbatim"
    family = "quotation"
    severity = Severity.WARNING
    false_alarms = "houses differ: some present translated quotations as verbatim; a profile sets it"
    clean = Cases(
        lambda: (
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").reported(
                    "Порт открыт.", "ru", outlet="Портовый вестник", credit="Дословно, по записи"
                ),
                about="verbatim, and in the language spoken",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated(
                    "The port is open.", "en", by="J. Smith", credit="Marenko, verbatim"
                ),
                about="the credit line claims it",
            ),
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated(
                    "马连科原话：港口开放。", "zh", by="林伟", mode="partial"
                ),
                words=("原话",),
                about="原话: his exact words",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated("The port is open.", "en", by="J. Smith"),
                reason="only-quotation-held",
                about="what the page says around the words is not held",
            ),
            Case(
                said("Порт открыт.", "ru", by="Илья Маренко").translated("ท่าเรือเปิดอยู่", "th", by="J. Smith"),
                reason="no-table",
                about="no such claims known in Thai",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each translated hop beside whose words a claim of exactness stands."""
        for hop in chain.hops:
            sources = [source for source in map(chain.hop, hop.sources) if source.language is not None]
            if hop.text is None or hop.language is None or not sources:
                continue
            if any(same_language(source.language or "", hop.language) for source in sources):
                continue
            claims = table(hop.language, "claims")
            if claims is None:
                yield NotExamined(self, hop, "no-table", f"no claims for {hop.language}")
                continue
            yield from self._claimed(chain, hop, claims["verbatim"])

    def _claimed(self, chain: Chain, hop: Hop, claims: Sequence[str]) -> Iterator[Finding | NotExamined]:
        page = captured(chain, hop)
        around = [text for text in (hop.attribution.credit, hop.attribution.title, hop.text) if text is not None]
        if page is not None:
            found = find(hop.text or "", page.text)
            inside = () if found is None else paragraphs_around(page.text, found.span)
            around += [one.of(page.text) for one in inside]
        for text in around:
            span = claimed(text, claims)
            if span is not None:
                own = Span(*span) if text is hop.text else None
                words = text[slice(*span)]
                yield Finding(
                    self,
                    hop,
                    f"translated words, called “{words}”",
                    inferred=hop.was_inferred("language"),
                    evidence=(Evidence(hop=chain.number(hop), span=own, exact=words),),
                )
                return
        if page is None:
            yield NotExamined(self, hop, "only-quotation-held")
