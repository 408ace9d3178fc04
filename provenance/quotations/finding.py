"""Quotations and fragments of a running text, each with its speaker as far as the text tells."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.credits import credits_in
from provenance.quotations.frames import framed
from provenance.quotations.governing import Governed
from provenance.quotations.grammar import grammar
from provenance.quotations.groups import groups_of
from provenance.quotations.indirect import Reported, reported
from provenance.quotations.people import People
from provenance.quotations.quotation import Fragment, Quotation
from provenance.quotations.speech import Verdict, count_words, judged, kind_of
from provenance.quotations.tokens import HIDDEN
from provenance.text import Mode, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.dates import PartialDate
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar
    from provenance.quotations.groups import Group
    from provenance.quotations.marks import Passage

__all__ = ["Found", "quotations_in"]

LEFT_OUT = " … "
"""Joins the pieces of one speech, in every language: a remark on who speaks stood there."""


@frozen(kw_only=True)
class Found:
    """What a text holds of speech, in order, and what is worth knowing about how it was read."""

    quotations: tuple[Quotation, ...]
    fragments: tuple[Fragment, ...]
    notes: tuple[str, ...]


def quotations_in(
    text: str,
    language: str | None,
    *,
    dates: Sequence[tuple[Span, PartialDate]] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    blocks: Sequence[Span] = (),
) -> Found:
    """Return the quotations and fragments of a text, in order of their first character.

    ``dates`` are those found in the text; a quotation takes the one of its speaking sentence. ``aliases`` maps a name
    to other spellings of it; without them two spellings are two people. ``blocks`` are stretches
    that a page sets off as quoted (blockquote). Credits and disclaimers are no speech.
    """
    known = grammar(language)
    aside = [
        span
        for credit in credits_in(text, language)
        if (span := credit.line) is not None and credit.verdict != "rejected"
    ]
    frame = framed(text, language, known, aside, blocks)
    reader = _Reader(frame, known, People(frame, known, aliases or {}), dates)
    quotations, fragments = reader.marked()
    if known is not None:
        quotations += _apart(reader.indirect(), quotations)
    return Found(
        quotations=tuple(sorted(quotations, key=lambda one: (one.spans[0].start, one.spans[0].end, one.mode))),
        fragments=tuple(sorted(fragments, key=lambda one: (one.span.start, one.span.end))),
        notes=tuple(_notes(frame, known, language)),
    )


def _apart(indirect: Sequence[Quotation], marked: Sequence[Quotation]) -> list[Quotation]:
    """Return the reported clauses but those that say little beside marked words quoted already, under the same verb."""
    inside: dict[Span, list[Quotation]] = {}
    for one in marked:
        if one.cue is not None:
            inside.setdefault(one.cue, []).append(one)
    kept = []
    for clause in indirect:
        quoted = [] if clause.cue is None else inside.get(clause.cue, [])
        words = sum(count_words(one.words) for one in quoted if clause.spans[0].holds(one.spans[0]))
        if not words or count_words(clause.words) - words > words:
            kept.append(clause)
    return kept


def _notes(frame: Frame, known: Grammar | None, language: str | None) -> list[str]:
    notes = []
    if frame.unbalanced:
        places = ", ".join(map(str, frame.unbalanced[:5]))
        more = f" and {len(frame.unbalanced) - 5} more" if len(frame.unbalanced) > 5 else ""
        notes.append(f"unbalanced quotation marks at {places}{more}")
    if known is None:
        which = "no language" if language is None else f"no table of speech verbs for {language}"
        notes.append(f"{which}: speech is told by marks and colons alone")
    return notes


class _Reader:
    """One text, read."""

    def __init__(
        self, frame: Frame, known: Grammar | None, people: People, dates: Sequence[tuple[Span, PartialDate]]
    ) -> None:
        self.frame = frame
        self.known = known
        self.people = people
        self.dates = [(span, date) for span, date in dates if frame.words[span.start : span.start + 1] != HIDDEN]
        self.date_starts = [span.start for span, _ in self.dates]

    def marked(self) -> tuple[list[Quotation], list[Fragment]]:
        """Return what marks and dashes set off: speech, and fragments."""
        quotations: list[Quotation] = []
        fragments: list[Fragment] = []
        for group in groups_of(self.frame, self.known, self.people):
            first = group.passages[0]
            words = self._joined(group.passages)
            verdict = judged(self.frame, self.known, first, group.rule, words, alone=group.alone)
            if verdict.mode is None:
                kind = kind_of(self.frame, self.known, first)
                fragments += [Fragment(span=passage.outer, kind=kind) for passage in group.passages]
            else:
                quotations.append(self._quotation(group, words, verdict))
        return quotations, fragments

    def _joined(self, passages: Sequence[Passage]) -> str:
        """Return the words of a speech, its pieces as printed: no remark is left out, no paragraph ended, unseen."""
        given = self.frame.given
        return LEFT_OUT.join("\n\n".join(piece.of(given) for piece in passage.pieces) for passage in passages)

    def _quotation(self, group: Group, words: str, verdict: Verdict) -> Quotation:
        rule = group.rule
        first = group.passages[0]
        spans = tuple(piece for passage in group.passages for piece in passage.pieces)
        speaker, candidates = self.people.speaker(rule, first.outer.start)
        sentence = self._speaking(rule, first)
        return Quotation(
            words=words,
            spans=spans,
            mode=verdict.mode or Mode.DIRECT,
            speaker=speaker,
            candidates=candidates,
            cue=rule.cue if rule.tight or rule.where == "before" else None,
            occasion=self._occasion(sentence, rule.cue),
            on=self._date(sentence, None),
            basis=verdict.basis,
        )

    def _speaking(self, rule: Governed, passage: Passage) -> Span:
        """Return the sentence that says who speaks."""
        return self.frame.sentence(rule.cue.start if rule.cue is not None else passage.outer.start)

    def _occasion(self, sentence: Span, cue: Span | None, end: int | None = None) -> Span | None:
        if self.known is None or cue is None:
            return None
        last = min(sentence.end, sentence.start + 400, *([] if end is None else [end]))
        found = self.known.occasions.search(self.frame.low, sentence.start, last)
        return None if found is None else Span(*found.span(1))

    def _date(self, sentence: Span, clause: Span | None) -> PartialDate | None:
        """Return the one date of a sentence outside the reported clause; None if there is none, or more than one."""
        first, last = bisect_left(self.date_starts, sentence.start), bisect_left(self.date_starts, sentence.end)
        found = {
            str(date): date for span, date in self.dates[first:last] if clause is None or not clause.overlaps(span)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def indirect(self) -> list[Quotation]:
        """Return reported clauses without marks around them."""
        if self.known is None:
            return []
        found = []
        for report in reported(self.frame, self.known):
            quotation = self._reported(report)
            if quotation is not None:
                found.append(quotation)
        return found

    def _reported(self, report: Reported) -> Quotation | None:
        if self.people.own_voice(report.cue, report.subject):
            return None
        rule = Governed(cue=report.cue, where="before", tight=True, subject=report.subject)
        speaker, candidates = self.people.speaker(rule, report.cue.start)
        sentence = self.frame.sentence(report.cue.start)
        return Quotation(
            words=report.clause.of(self.frame.given),
            spans=(report.clause,),
            mode=Mode.INDIRECT,
            speaker=speaker,
            candidates=candidates,
            cue=report.cue,
            occasion=self._occasion(sentence, report.cue, report.clause.start),
            on=self._date(sentence, report.clause),
            basis=report.basis,
        )
