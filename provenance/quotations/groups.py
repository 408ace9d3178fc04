"""Marked passages that are one speech, and what governs each: remarks between its pieces, sentences around it.

"We close it," she said, "in May." is one; so is a paragraph of marked words that goes on with the one before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from attrs import evolve, frozen

from provenance.quotations.frames import tokens
from provenance.quotations.governing import Governed, governed
from provenance.quotations.grammar import NEVER
from provenance.quotations.marks import last_of
from provenance.quotations.mentions import first_subject
from provenance.quotations.packed import leading_subject, person_at
from provenance.quotations.phrases import Subject
from provenance.quotations.speech import ENOUGH, PART_OF, begins, count_words
from provenance.quotations.tokens import HIDDEN
from provenance.quotations.topics import topic_beside, topic_of
from provenance.scripts import UNSPACED
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar
    from provenance.quotations.marks import Passage
    from provenance.quotations.people import People

__all__ = ["Group", "groups_of"]

TAIL = 90
"""Code points between two pieces of interrupted speech at most."""

FEW = 20
"""Code points that may follow a verb of speech before the sentence with its words begins."""

FAR = 240
"""Code points between a speech and the next sentence of it at most."""

MOST = 100
"""Pieces of one speech at most, so that a text without end is read in time proportional to its length."""

_STOP = frozenset(".!?…。！？")
_STOPPED = _STOP | {",", "，"}
_STOPS = re.compile(rf"[.!?…;:。！？；：\n{HIDDEN}]")
_REST = re.compile(rf"[.。!?]?\s*([^.!?…。！？\n{HIDDEN}]{{3,60}})[.。!?！？]")
_TAG = re.compile(rf"[,.]?\s*[—–]\s+(?:{HIDDEN}|[^\W\d_А-ЯІЇЄҐЁA-ZŁŚŻŹĆ])")
_PACKED = re.compile(rf"[{UNSPACED}，。！？；：、]")


@frozen(kw_only=True)
class Group:
    """Passages that are one speech: interrupted by a remark on who speaks, or alone."""

    passages: tuple[Passage, ...]
    rule: Governed
    alone: bool


def _interviewed(frame: Frame, known: Grammar | None, passage: Passage, led: int) -> Governed:
    """Return what governs words of an interview: a label names who speaks, or the text before who answers; who asks none."""
    if passage.voice == "asked":
        return Governed()
    if passage.voice == "named" and passage.label is not None:
        office = known is not None and known.office(passage.label.of(frame.low))
        label = Subject(kind="office" if office else "name", span=passage.label, name=passage.label)
        return Governed(where="before", tight=True, colon=True, subject=label)
    return Governed(where="continued", led=led)


def groups_of(frame: Frame, known: Grammar | None, people: People) -> list[Group]:
    """Return the marked passages of a text in order, those of one speech together."""
    return _Grouping(frame, known, people).groups()


class _Grouping:
    """One text's passages, put together."""

    def __init__(self, frame: Frame, known: Grammar | None, people: People) -> None:
        self.frame = frame
        self.known = known
        self.people = people

    def groups(self) -> list[Group]:
        """Return the passages in their groups."""
        groups: list[Group] = []
        for passage in self.frame.passages:
            before = groups[-1].passages[-1] if groups else None
            if passage.voice is not None or (before is not None and self._answers(before, passage)):
                led = passage.led if passage.voice is not None or before is None else before.led
                rule = _interviewed(self.frame, self.known, passage, led)
                groups.append(Group(passages=(passage,), rule=rule, alone=False))
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
                packed = self.known is not None and self.known.packed
                whole = packed or begins(last.passages[0].pieces[0].of(self.frame.text))
                if last.rule.where == "after" and whole and self._goes_on(passage) and not self._tagged(passage):
                    groups[-1] = evolve(last, passages=(*last.passages, passage))
                    continue
                rule = Governed(cue=last.rule.cue, where="continued", tight=True, subject=last.rule.subject)
            if not rule.tight and rule.cue is None and not rule.colon:
                own = self._own_sentence(passage)
                if own == "paragraph" and (other := self._replies(groups, passage)) is not None:
                    alone, rule = True, other
                elif own == "paragraph" and (cue := self._said_before(passage)) is not None:
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
                elif own is not None and (subject := self._acts(passage, own)) is not None:
                    alone, rule = True, Governed(where="continued", subject=subject)
                elif own is not None and self.people.named_before(passage.outer.start):
                    alone, rule = True, Governed(where="continued")
                elif own is not None and self._whole(passage):
                    alone = True
            groups.append(Group(passages=(passage,), rule=rule, alone=alone))
        return self._listed(groups)

    def _listed(self, groups: list[Group]) -> list[Group]:
        """Return the groups with those in a row before one verb under it: « Non ! », « Dehors ! », ont crié les gens."""
        for at in range(len(groups) - 2, -1, -1):
            one, other = groups[at], groups[at + 1]
            between = self.frame.words[one.passages[-1].outer.end : other.passages[0].outer.start]
            words = between.strip(" ,\xa0").lower()
            joined = between and (words == "" or (self.known is not None and words in self.known["conjunctions"]))
            if (
                joined
                and "," in between + words
                and other.rule.where == "after"
                and one.rule.cue is None
                and not one.alone
            ):
                groups[at] = evolve(one, rule=other.rule)
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

    def _tail(self, last: Group, passage: Passage, *, far: int = TAIL) -> str | None:
        """Return the words between a speech with its verb after it and the next passage of the same paragraph."""
        cue, frame = last.rule.cue, self.frame
        end, start = last.passages[-1].outer.end, passage.outer.start
        if cue is None or start - end > far or frame.paragraph(end - 1) != frame.paragraph(start):
            return None
        return frame.words[end:start]

    def _interrupted(self, last: Group, passage: Passage, rule: Governed) -> bool:
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
        inner = last_of(self.frame.text, last.passages[-1])
        stripped = tail.strip()
        return (
            len(stripped) > 1
            and stripped[-1] in ",，—–"
            and not re.search(r"[.!?;:。！？；：]\s", stripped[:-1].lstrip(".!?") + " ")
            and (inner not in ".。" or bool(_PACKED.match(inner)))
        )

    def _another(self, last: Group, rule: Governed) -> bool:
        """Return whether somebody else speaks behind a remark: – Kto to? – zapytał wójt. – Ja – odparł woźny."""
        if rule.cue is None or last.rule.cue is None or rule.where != "after" or rule.cue == last.rule.cue:
            return False
        one, other = (self.people.subjects.get(cue.start) for cue in (last.rule.cue, rule.cue))
        if other is None or other.kind not in {"name", "office"}:
            return False
        if one is None or one.kind == "pronoun":  # – Przychodził – szepcze. – Jadł – dodaje jej mąż.
            who = self.people.who.get(last.rule.cue.start, (None, ()))[0]
            return who is not None and not self.people.naming.same(who.name, other.name.of(self.frame.text))
        return not self.people.naming.same(one.name.of(self.frame.text), other.name.of(self.frame.text))

    def _led_by_comma(self, passage: Passage) -> Subject | None:
        """Return who acts in the clause before a comma and a whole marked sentence: 段文彬并不介意，“它上班比我早。”"""
        frame, known = self.frame, self.known
        start, inner = passage.outer.start, last_of(frame.text, passage)
        if known is not None and known.finder("topics") is not NEVER:
            return self._topic_alone(passage, known)
        if known is None or known.finder("surnames") is NEVER or frame.words[start - 1 : start] not in {"，", ","}:
            return None
        if inner not in _STOP or count_words(passage.pieces[0].of(frame.text)) < ENOUGH:
            return None
        return leading_subject(frame, known, start - 1)

    def _topic_alone(self, passage: Passage, known: Grammar) -> Subject | None:
        """Return the person who is the topic of a Japanese sentence that has only its words: 相沢さんは「…」。"""
        frame = self.frame
        if frame.words[passage.outer.end : passage.outer.end + 1].strip("。\n"):
            return None
        if count_words(passage.pieces[0].of(frame.text)) < ENOUGH:
            return None
        found = topic_beside(frame, known, frame.sentence(passage.outer.start).start, passage.outer.start)
        return found if found is not None and (found.kind == "office" or found.office is not None) else None

    def _told_before(self, passage: Passage) -> bool:
        """Return whether a Japanese paragraph tells of somebody before marked words: 瀬川さんは移住した。「…」。それでも…"""
        if self.known is None or self.known.finder("topics") is NEVER:
            return False
        place = passage.outer.start
        first = self.frame.paragraphs[self.frame.paragraph(place)].start
        return place > first and self.people.told_in_paragraph(place)

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

    def _next_to(self, last: Group | None, passage: Passage) -> bool:
        """Return whether no paragraph stands between two passages."""
        frame = self.frame
        return (
            last is not None
            and frame.paragraph(passage.outer.start) - frame.paragraph(last.passages[-1].outer.end - 1) <= 1
        )

    def _acts(self, passage: Passage, own: str) -> Subject | None:
        """Return who acts in the sentence behind marked words, or as a pronoun in the one before them."""
        after = self._acts_after(passage) if own == "sentence" and not self._told_before(passage) else None
        return after or self._pronoun_before(passage)

    def _pronoun_before(self, passage: Passage) -> Subject | None:
        """Return the pronoun that the sentence before is about: "Asked by Ms Holt, he paused. “Every night.”"."""
        frame, known, start = self.frame, self.known, passage.outer.start
        number = frame.number(start - 1) if start else 0
        sentence = frame.sentences[number]
        if known is None or known.packed or frame.paragraph(sentence.start) != frame.paragraph(start):
            return None
        found = first_subject(frame, known, sentence, start)
        return found if found is not None and found.kind == "pronoun" else None

    def _whole(self, passage: Passage) -> bool:
        """Return whether marked words are a whole sentence and no inscription, so that somebody says them, whoever it is."""
        frame, known, start = self.frame, self.known, passage.outer.start
        words = passage.pieces[0].of(frame.text)
        if known is None or known.packed or last_of(frame.text, passage) not in _STOP or not begins(words):
            return False
        lead = tokens(frame, frame.sentence(max(0, start - 2)).start, start)
        return count_words(words) >= ENOUGH and not any(token.low in known["labels"] for token in lead)

    def _replies(self, groups: Sequence[Group], passage: Passage) -> Governed | None:
        """Return what governs a paragraph of marked words alone that answers a question, or asks back: two people talk."""
        if len(groups) < 2 or not self._next_to(groups[-1], passage) or self._brought_in(groups[-1], passage):
            return None
        text, (one, other) = self.frame.text, groups[-2:]
        answers = last_of(text, other.passages[-1]) == "?" and last_of(text, passage) != "?"
        asks = last_of(text, one.passages[-1]) == "?" and last_of(text, passage) == "?"
        asks = asks and last_of(text, other.passages[-1]) != "?"
        apart = self.frame.paragraph(other.passages[0].outer.start) - self.frame.paragraph(one.passages[-1].outer.start)
        if not (answers or asks) or apart > 1 or not (one.rule.tight or one.alone):
            return None
        return evolve(one.rule, where="continued", tight=False, colon=False)

    def _brought_in(self, last: Group | None, passage: Passage) -> bool:
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

    def _remark(self, last: Group, passage: Passage, rule: Governed) -> Governed | None:
        """Return the remark on what somebody does while speaking, where no verb of speech stands: “…。”他把烟掐了，“…”."""
        frame, known = self.frame, self.known
        end, start = last.passages[-1].outer.end, passage.outer.start
        if last.rule.tight or rule.tight or known is None or not 3 <= start - end <= TAIL:
            return None
        if frame.paragraph(start) != frame.paragraph(end - 1):
            return None
        remark = frame.words[end:start].strip()
        inner = last_of(frame.text, last.passages[-1])
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

    def _continues(self, last: Group, passage: Passage) -> bool:
        """Return whether a passage follows, as a sentence of its own, the remark on who spoke the one before."""
        tail = self._tail(last, passage, far=FAR)
        if tail is None or last.rule.where not in {"after", "continued"} or passage.opener != last.passages[0].opener:
            return False
        cue = last.rule.cue
        end = last.passages[-1].outer.end
        if cue is None or cue.end <= end or last.rule.where == "continued":
            return not tail.strip()
        rest = self.frame.words[cue.end : passage.outer.start]
        return rest.strip()[-1:] in {".", "。", "—", "–", "-"} and len(re.findall(r"[.。!?！？]", rest)) == 1

    def _goes_on(self, passage: Passage) -> bool:
        """Return whether a sentence of its own is more of the speech before: "We close it," she said. "Grain stays."."""
        last = last_of(self.frame.text, passage)
        following = self.frame.words[passage.outer.end : passage.outer.end + 1]
        bare = self.known is not None and self.known.finder("topics") is not NEVER and following in {"", "\n"}
        return begins(passage.pieces[0].of(self.frame.text)) and (last in _STOP or following in _STOP or bare)

    def _tagged(self, passage: Passage) -> bool:
        """Return whether a remark of its own follows a passage behind a dash, whatever its verb: «…» — не унимались люди."""
        end = passage.outer.end
        return self.known is not None and self.known.genitives and _TAG.match(self.frame.words, end) is not None

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
        known_packed = self.known is not None and self.known.packed
        if before == HIDDEN and known_packed:
            spoken = frame.passage_ending(outer.start)  # “优惠多少？”“还没有定。”
            before = "" if spoken is not None and last_of(frame.text, spoken) in _STOP else before
        inner = last_of(frame.text, passage)
        bare = self.known is not None and self.known.finder("topics") is not NEVER  # no stop stands inside 「」
        new = self.known is not None and self.known.packed and not bare and _PACKED.match(after) is not None
        new = new and after not in PART_OF  # “水到了！”的喊声
        ended = inner in _STOP or inner == ":" or bare
        new = new or (after == HIDDEN and known_packed)
        stopped = (ended and not after.strip()) or after in _STOP or (inner in _STOP and new)
        return "sentence" if before in _STOP | {""} and stopped else None
