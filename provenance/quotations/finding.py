"""Quotations and fragments of a running text, each with its speaker as far as the text tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from attrs import evolve, frozen

from provenance.credits import credits_in
from provenance.quotations.frames import framed
from provenance.quotations.governing import Governed, governed
from provenance.quotations.grammar import NEVER, grammar
from provenance.quotations.indirect import Reported, reported
from provenance.quotations.mentions import first_subject
from provenance.quotations.packed import leading_subject, person_at
from provenance.quotations.people import People
from provenance.quotations.phrases import Subject
from provenance.quotations.quotation import Fragment, Quotation
from provenance.quotations.speech import ENOUGH, PART_OF, Verdict, begins, count_words, judged, kind_of
from provenance.quotations.tokens import HIDDEN
from provenance.quotations.topics import topic_of
from provenance.scripts import UNSPACED
from provenance.text import Mode, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.dates import PartialDate
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar
    from provenance.quotations.marks import Passage

__all__ = ["Found", "quotations_in"]

TAIL = 90
"""Code points between two pieces of interrupted speech at most."""

FEW = 20
"""Code points that may follow a verb of speech before the sentence with its words begins."""

FAR = 240
"""Code points between a speech and the next sentence of it at most."""

MOST = 100
"""Pieces of one speech at most, so that a text without end is read in time proportional to its length."""

LEFT_OUT = " … "
"""Joins the pieces of one speech, in every language: a remark on who speaks stood there."""

_STOP = frozenset(".!?…。！？")
_STOPPED = _STOP | {",", "，"}
_STOPS = re.compile(rf"[.!?…;:。！？；：\n{HIDDEN}]")
_REST = re.compile(rf"[.。!?]?\s*([^.!?…。！？\n{HIDDEN}]{{3,60}})[.。!?！？]")
_PACKED = re.compile(rf"[{UNSPACED}，。！？；：、]")


@frozen(kw_only=True)
class Found:
    """What a text holds of speech, in order, and what is worth knowing about how it was read."""

    quotations: tuple[Quotation, ...]
    fragments: tuple[Fragment, ...]
    notes: tuple[str, ...]


@frozen(kw_only=True)
class _Group:
    """Passages that are one speech: interrupted by a remark on who speaks, or alone."""

    passages: tuple[Passage, ...]
    rule: Governed
    alone: bool


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


def _interviewed(frame: Frame, known: Grammar | None, passage: Passage, led: int) -> Governed:
    """Return what governs words of an interview: a label names who speaks, or the text before who answers; who asks none."""
    if passage.voice == "asked":
        return Governed()
    if passage.voice == "named" and passage.label is not None:
        office = known is not None and known.office(passage.label.of(frame.low))
        label = Subject(kind="office" if office else "name", span=passage.label, name=passage.label)
        return Governed(where="before", tight=True, colon=True, subject=label)
    return Governed(where="continued", led=led)


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
        for group in self._groups():
            first = group.passages[0]
            words = self._joined(group.passages)
            verdict = judged(self.frame, self.known, first, group.rule, words, alone=group.alone)
            if verdict.mode is None:
                kind = kind_of(self.frame, self.known, first)
                fragments += [Fragment(span=passage.outer, kind=kind) for passage in group.passages]
            else:
                quotations.append(self._quotation(group, words, verdict))
        return quotations, fragments

    def _groups(self) -> list[_Group]:
        groups: list[_Group] = []
        for passage in self.frame.passages:
            before = groups[-1].passages[-1] if groups else None
            if passage.voice is not None or (before is not None and self._answers(before, passage)):
                led = passage.led if passage.voice is not None or before is None else before.led
                rule = _interviewed(self.frame, self.known, passage, led)
                groups.append(_Group(passages=(passage,), rule=rule, alone=False))
                continue
            rule = governed(self.frame, self.known, passage)
            last = groups[-1] if groups and len(groups[-1].passages) < MOST else None
            if last is not None and self._interrupted(last, passage, rule):
                groups[-1] = evolve(last, passages=(*last.passages, passage))
                continue
            alone = False
            if last is not None and (remark := self._remark(last, passage, rule)) is not None:
                groups[-1] = evolve(last, passages=(*last.passages, passage), rule=remark)
                continue
            if last is not None and not rule.tight and self._continues(last, passage):
                if last.rule.where == "after" and self._goes_on(passage):
                    groups[-1] = evolve(last, passages=(*last.passages, passage))
                    continue
                rule = Governed(cue=last.rule.cue, where="continued", tight=True, subject=last.rule.subject)
            if not rule.tight and rule.cue is None and not rule.colon:
                own = self._own_sentence(passage)
                if own == "paragraph" and (cue := self._said_before(passage)) is not None:
                    rule = Governed(cue=cue, where="before", tight=True)
                elif (
                    own == "paragraph"
                    and self._next_to(last, passage)
                    and not self._brought_in(last, passage)
                    and last is not None
                    and (last.rule.tight or last.alone)
                ):
                    alone, rule = True, evolve(last.rule, where="continued", tight=False, colon=False)
                elif own == "sentence" and (cue := self._said_before(passage)) is not None:
                    rule = Governed(cue=cue, where="before", tight=True)
                elif (subject := self._led_by_comma(passage)) is not None:
                    rule = Governed(where="before", subject=subject, tight=True, colon=True)
                elif own == "sentence" and (subject := self._acts_after(passage)) is not None:
                    alone, rule = True, Governed(where="continued", subject=subject)
                elif own is not None and self.people.named_before(passage.outer.start):
                    alone, rule = True, Governed(where="continued")
            groups.append(_Group(passages=(passage,), rule=rule, alone=alone))
        return groups

    def _answers(self, last: Passage, passage: Passage) -> bool:
        """Return whether marked words that are all of their paragraph answer the question in the paragraph before."""
        frame = self.frame
        return (
            last.voice == "asked"
            and last.led >= 0
            and frame.paragraph(passage.outer.start) - frame.paragraph(last.outer.start) == 1
            and self._own_sentence(passage) == "paragraph"
        )

    def _tail(self, last: _Group, passage: Passage, *, far: int = TAIL) -> str | None:
        """Return the words between a speech with its verb after it and the next passage of the same paragraph."""
        cue, frame = last.rule.cue, self.frame
        end, start = last.passages[-1].outer.end, passage.outer.start
        if cue is None or start - end > far or frame.paragraph(end - 1) != frame.paragraph(start):
            return None
        return frame.words[end:start]

    def _interrupted(self, last: _Group, passage: Passage, rule: Governed) -> bool:
        """Return whether a passage goes on with the speech before it: "We close it," she said, "in May."."""
        tail = self._tail(last, passage)
        if passage.resumed and self._another(last, rule):
            return False
        if passage.resumed:
            return tail is not None or last.passages[-1].opener == passage.opener
        if tail is None or last.rule.where != "after" or rule.colon or passage.opener != last.passages[0].opener:
            return False
        if len(last.passages) > 1 and not tail.strip(" ,，—–"):
            return False
        inner = self.frame.text[last.passages[-1].pieces[-1].end - 1]
        stripped = tail.strip()
        return (
            len(stripped) > 1
            and stripped[-1] in ",，—–"
            and not re.search(r"[.!?;:。！？；：]\s", stripped[:-1].lstrip(".!?") + " ")
            and (inner not in ".。" or bool(_PACKED.match(inner)))
        )

    def _another(self, last: _Group, rule: Governed) -> bool:
        """Return whether somebody else speaks behind a remark: – Kto to? – zapytał wójt. – Ja – odparł woźny."""
        if rule.cue is None or last.rule.cue is None or rule.where != "after" or rule.cue == last.rule.cue:
            return False
        one, other = (self.people.subjects.get(cue.start) for cue in (last.rule.cue, rule.cue))
        if one is None or other is None or other.kind not in {"name", "office"}:
            return False
        return not self.people.naming.same(one.name.of(self.frame.text), other.name.of(self.frame.text))

    def _led_by_comma(self, passage: Passage) -> Subject | None:
        """Return who acts in the clause before a comma and a whole marked sentence: 段文彬并不介意，“它上班比我早。”"""
        frame, known = self.frame, self.known
        start, inner = passage.outer.start, frame.text[passage.pieces[-1].end - 1]
        if known is None or known.finder("surnames") is NEVER or frame.words[start - 1 : start] not in {"，", ","}:
            return None
        if inner not in _STOP or count_words(passage.pieces[0].of(frame.text)) < ENOUGH:
            return None
        return leading_subject(frame, known, start - 1)

    def _acts_after(self, passage: Passage) -> Subject | None:
        """Return who acts in the short sentence behind marked words, in their paragraph: 「…」。倉持さんは笑った。"""
        frame, known = self.frame, self.known
        paragraph = frame.paragraphs[frame.paragraph(passage.outer.start)]
        following = _REST.match(frame.words, passage.outer.end, paragraph.end)
        if known is None or following is None:
            return None
        start, end = following.span(1)
        if known.packed:
            found = (
                topic_of(frame, known, end)
                if known.finder("topics") is not NEVER
                else person_at(frame, known, start, end)
            )
        else:
            found = first_subject(frame, known, Span(start, end), end)
        if found is None or found.kind not in {"name", "pronoun", "office"}:
            return None
        if found.name.of(frame.low) in known["askers"]:
            return None  # “…。”记者另获悉
        unsure = known.finder("topics") is not NEVER and found.kind == "name" and found.office is None  # 名前は
        return None if unsure else found

    def _next_to(self, last: _Group | None, passage: Passage) -> bool:
        """Return whether no paragraph stands between two passages."""
        frame = self.frame
        return (
            last is not None
            and frame.paragraph(passage.outer.start) - frame.paragraph(last.passages[-1].outer.end - 1) <= 1
        )

    def _brought_in(self, last: _Group | None, passage: Passage) -> bool:
        """Return whether a sentence between two passages tells of somebody, who then speaks."""
        frame = self.frame
        if last is None or self.known is None or self.known.packed:
            return False
        number, begun = frame.number(passage.outer.start - 1), last.passages[-1].outer.end
        cue = last.rule.cue
        begun = begun if cue is None else max(begun, cue.end)
        start = frame.sentences[number].start
        if (
            frame.words[start : start + 1] == ""
            or start < begun
            or frame.paragraph(start) == frame.paragraph(passage.outer.start)
        ):
            return False
        return first_subject(frame, self.known, frame.sentences[number], passage.outer.start) is not None

    def _remark(self, last: _Group, passage: Passage, rule: Governed) -> Governed | None:
        """Return the remark on what somebody does while speaking, where no verb of speech stands: “…。”他把烟掐了，“…”."""
        frame, known = self.frame, self.known
        end, start = last.passages[-1].outer.end, passage.outer.start
        if last.rule.tight or rule.tight or known is None or not 3 <= start - end <= TAIL:
            return None
        remark = frame.words[end:start].strip()
        inner = frame.text[last.passages[-1].pieces[-1].end - 1]
        if remark[-1:] not in {",", "，"} or _STOPS.search(remark) or inner not in _STOPPED:
            return None
        if known.packed:
            subject = person_at(frame, known, end, start)
        else:
            subject = first_subject(frame, known, Span(end, start), start)
        if subject is None:
            return None
        return Governed(
            cue=Span(end, end + len(frame.words[end:start].rstrip()) - 1), where="after", tight=True, subject=subject
        )

    def _continues(self, last: _Group, passage: Passage) -> bool:
        """Return whether a passage follows, as a sentence of its own, the remark on who spoke the one before."""
        tail = self._tail(last, passage, far=FAR)
        if tail is None or last.rule.where not in {"after", "continued"} or passage.opener != last.passages[0].opener:
            return False
        cue = last.rule.cue
        end = last.passages[-1].outer.end
        if cue is None or cue.end <= end or last.rule.where == "continued":
            return not tail.strip()
        rest = self.frame.words[cue.end : passage.outer.start]
        return rest.strip()[-1:] in {".", "。", "—", "–"} and len(re.findall(r"[.。!?！？]", rest)) == 1

    def _goes_on(self, passage: Passage) -> bool:
        """Return whether a sentence of its own is more of the speech before: "We close it," she said. "Grain stays."."""
        words = passage.pieces[-1].of(self.frame.text)
        following = self.frame.words[passage.outer.end : passage.outer.end + 1]
        bare = self.known is not None and self.known.finder("topics") is not NEVER and following in {"", "\n"}
        return begins(passage.pieces[0].of(self.frame.text)) and (words[-1:] in _STOP or following in _STOP or bare)

    def _said_before(self, passage: Passage) -> Span | None:
        """Return the verb of speech that ends the sentence before: "Marenko shrugged. “…”"."""
        lead = self.frame.words[max(0, passage.outer.start - 8) : passage.outer.start]
        place = passage.outer.start - 1 - (len(lead) - len(lead.rstrip()))
        sentence = self.frame.sentence(place)
        cues = self.frame.cues_between(sentence.start, sentence.end)
        return cues[-1] if cues and sentence.end - cues[-1].end <= FEW else None

    def _own_sentence(self, passage: Passage) -> Literal["paragraph", "sentence"] | None:
        """Return whether the marked words are all of a paragraph, or one whole sentence of it, or neither."""
        frame, outer = self.frame, passage.outer
        paragraph = frame.paragraphs[frame.paragraph(outer.start)]
        if outer.start <= paragraph.start and outer.end >= paragraph.end - 1:
            return "paragraph"
        before = frame.words[max(paragraph.start, outer.start - FEW) : outer.start].rstrip()[-1:]
        after = frame.words[outer.end : min(paragraph.end, outer.end + 1)]
        inner = frame.text[passage.pieces[-1].end - 1]
        bare = self.known is not None and self.known.finder("topics") is not NEVER  # no stop stands inside 「」
        new = self.known is not None and self.known.packed and not bare and _PACKED.match(after) is not None
        new = new and after not in PART_OF  # “水到了！”的喊声
        ended = inner in _STOP or inner == ":" or bare
        stopped = (ended and not after.strip()) or after in _STOP or (inner in _STOP and new)
        return "sentence" if before in _STOP | {""} and stopped else None

    def _joined(self, passages: Sequence[Passage]) -> str:
        """Return the words of a speech, its pieces as printed: no remark is left out, no paragraph ended, unseen."""
        given = self.frame.given
        return LEFT_OUT.join("\n\n".join(piece.of(given) for piece in passage.pieces) for passage in passages)

    def _quotation(self, group: _Group, words: str, verdict: Verdict) -> Quotation:
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
