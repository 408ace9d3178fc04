"""Draft chains of a reading: the utterance, the originals that the article names, the article itself.

A draft states what the article states. Whatever else it holds is marked as inferred, with what it was inferred from;
the rest is blank. A draft is an ordinary chain: it is audited, stored and filled like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from provenance.canonical import digest_of
from provenance.limits import WORDS
from provenance.model.attribution import Agent, Inferred, Method
from provenance.model.chain import Chain, said
from provenance.model.held import Held
from provenance.model.hop import Act
from provenance.reading.sources import MOST, Ground, same_tongue, sayable
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.credits import Credit
    from provenance.dates import PartialDate
    from provenance.quotations import Named, Quotation
    from provenance.reading.base import Reading
    from provenance.reading.sources import Original

__all__ = ["Drafting", "Utterance", "drafted"]

MOST_NAMES = 100
"""Authors or translators of one article that are recorded at most."""


def drafted(reading: Reading) -> tuple[Chain, ...]:
    """Return a draft chain for each quotation of a reading, in order of the text."""
    drafting = Drafting(reading)
    chains = []
    for quotation in reading.quotations:
        named = drafting.ground.originals(quotation)
        utterance = drafting.utterance(quotation, named)
        chains.append(drafting.chain(quotation, named, said(None, utterance.language, **utterance.how())))
    return tuple(chains)


@frozen(kw_only=True)
class Utterance:
    """What an article says of words as they were spoken: the first hop of a draft."""

    speaker: Agent | None
    language: str | None
    on: PartialDate | None
    occasion: str | None
    inferred: tuple[Inferred, ...]

    def how(self) -> dict[str, Any]:
        """Return it as the keywords of an act."""
        stated = {"by": self.speaker, "on": self.on, "occasion": self.occasion}
        return {name: value for name, value in stated.items() if value is not None} | {"inferred": self.inferred}


class Drafting:
    """What the drafts of one reading share, and how each is made."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.ground = Ground(reading)
        self.held = Held(evidence={digest_of(data): data for data in reading.evidence})
        self.authors = self._names("author") or [
            name for name in map(sayable, reading.authors[:MOST_NAMES]) if name is not None
        ]
        self.signed = [one for one in reading.credits if one.kind == "translator" and one.verdict == "accepted"]
        machines = {" ".join(one.value.of(reading.text).split()) for one in self.signed if one.sense == "machine"}
        names = self._names("translator")
        self.translators = [Agent(name, kind="software") if name in machines else Agent(name) for name in names]
        self.by_machine = bool(names) and machines.issuperset(names)
        fields = {
            "url": reading.locator,
            "outlet": sayable(reading.outlet),
            "title": sayable(reading.title),
            "on": reading.on,
            "disclaimer": self._first("disclaimer"),
            "licence": self._first("licence"),
        }
        self.fields = {name: value for name, value in fields.items() if value is not None}
        self.inferred = tuple(
            Inferred(name, basis)
            for name, basis in sorted(reading.inferred.items())
            if name == "language" or {"locator": "url"}.get(name, name) in self.fields
        )

    def _names(self, kind: str) -> list[str]:
        found = [
            sayable(" ".join(one.value.of(self.reading.text).split()))
            for one in self.reading.credits
            if one.kind == kind and one.verdict == "accepted" and one.locator is None
        ]
        return list(dict.fromkeys(name for name in found if name is not None))[:MOST_NAMES]

    def _first(self, kind: str) -> str | None:
        """Return the words of the first credit of a kind; of disclaimers, the first that is one of opinion."""
        found = [one for one in self.reading.credits if one.kind == kind and one.verdict != "rejected"]
        found.sort(key=lambda one: one.sense != "opinion")
        return sayable(found[0].value.of(self.reading.text)) if found else None

    def chain(self, quotation: Quotation, named: Sequence[Original], utterance: Chain) -> Chain:
        """Return the draft chain of a quotation, given the originals it rests on and the hop of what was said."""
        relays = [_relay(utterance, original) for original in named] or ([utterance] if self.translators else [])
        text = sayable(quotation.words, WORDS)
        how = self._how(Span(quotation.spans[0].start, quotation.spans[-1].end), named) | {"mode": quotation.mode}
        if not relays:
            if self.authors:
                how["by"] = self.authors
            chain = utterance.reported(text, self.reading.language, **how)
        else:
            chain = self._onto(relays, named, text, how)
        return Chain(chain.hops, held=self.held)

    def whole(self) -> Chain | None:
        """Return the draft chain of the article's own words: what its author says; None where a record cannot hold them."""
        text = sayable(self.reading.text, WORDS)
        if text is None:
            return None
        named = self.ground.footers[:MOST]
        how = self._how(Span(0, len(text)), named)
        if not named:
            if len(self.authors) == 1:
                how["by"] = self.authors[0]
            elif (outlet := sayable(self.reading.outlet)) is not None:
                how["by"] = Agent(outlet, kind="organisation")
                how["inferred"] = (*how["inferred"], Inferred("speaker", "the outlet: no one author signs"))
            chain = said(text, self.reading.language, **how)
        else:
            chain = self._onto([_relay(None, original) for original in named], named, text, how)
        return Chain(chain.hops, held=self.held)

    def _onto(self, relays: Sequence[Chain], named: Sequence[Original], text: str | None, how: dict[str, Any]) -> Chain:
        """Return the chain with the article's hop on what it rests on: translated, or republished."""
        act, basis = self._act(named)
        who = self.translators if act is Act.TRANSLATED else self.authors
        if who:
            how["by"] = who
        if act is Act.TRANSLATED and self.by_machine:
            how["method"] = Method.MACHINE
        if basis is not None:
            how["inferred"] = (*how["inferred"], Inferred("act", basis))
        onto = relays[0].translated if act is Act.TRANSLATED else relays[0].republished
        return onto(text, self.reading.language, also=relays[1:], **how)

    def _act(self, named: Sequence[Original]) -> tuple[Act, str | None]:
        """Return how the article came from its original: translated where languages differ or a translator signs."""
        language = self.reading.language
        if self.signed:
            return Act.TRANSLATED, None if named else "a translator signs; no original is named"
        for original in named:
            if same_tongue(language, original.language) is False:
                return Act.TRANSLATED, f"{original.language} → {language}"
        known = all(original.language is not None for original in named) and language is not None
        return Act.REPUBLISHED, "the same language" if known else "an original is named; its language is not known"

    def utterance(self, quotation: Quotation, named: Sequence[Original]) -> Utterance:
        """Return what the article says of a quotation as it was spoken."""
        speaker = quotation.speaker
        language, language_from = self.ground.language_said(speaker)
        on, year_from = self.ground.dated(quotation.on, named)
        inferred = []
        if language_from is not None:
            inferred.append(Inferred("language", language_from))
        if year_from is not None:
            inferred.append(Inferred("on", year_from, str(quotation.on)))
        agent = None if speaker is None else self._agent(speaker)
        if speaker is not None and agent is not None and speaker.inferred is not None:
            inferred.append(Inferred("speaker", speaker.inferred, sayable(speaker.printed)))
        occasion = "" if quotation.occasion is None else " ".join(quotation.occasion.of(self.reading.text).split())
        return Utterance(speaker=agent, language=language, on=on, occasion=sayable(occasion), inferred=tuple(inferred))

    def _agent(self, speaker: Named) -> Agent | None:
        name = sayable(speaker.name)
        if name is None:
            return None
        others = tuple(one for one in self.reading.aliases.get(name, ()) if sayable(one) is not None)
        return Agent(name, description=sayable(self.ground.office(speaker)), aliases=others)

    def _how(self, span: Span, named: Sequence[Original]) -> dict[str, Any]:
        """Return the keywords of the article's own hop; its words stand in a stretch of the article."""
        how: dict[str, Any] = {**self.fields, "inferred": self.inferred}
        credit = self._credit(named)
        if credit is not None:
            how["credit"] = credit
        how["captures"] = (evolve(self.reading.capture, span=span),)
        return how

    def _credit(self, named: Sequence[Original]) -> str | None:
        """Return the credit lines as printed: originals and translators."""
        lines: list[Credit] = [*(original.credit for original in named), *self.signed[:MOST_NAMES]]
        spans = sorted({one.line or Span((one.key or one.value).start, one.value.end) for one in lines})
        return sayable("\n".join(span.of(self.reading.text).strip() for span in spans))


def _relay(utterance: Chain | None, original: Original) -> Chain:
    """Return an original as a hop without words: it reports what was said, or, where that is not known, says it itself."""
    how: dict[str, Any] = {}
    inferred = []
    if original.locator is not None:
        how["url"] = original.locator
    if original.outlet is not None:
        how["outlet"] = original.outlet
        if original.outlet_inferred is not None:
            inferred.append(Inferred("outlet", original.outlet_inferred))
    if original.language_inferred is not None:
        inferred.append(Inferred("language", original.language_inferred))
    if utterance is None:
        return said(None, original.language, inferred=inferred, **how)
    return utterance.reported(None, original.language, inferred=inferred, **how)
