"""Who the subject of a verb of speech is, in Chinese and Japanese, where no space parts a name from its verb."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

from provenance.quotations.grammar import NEVER
from provenance.quotations.offices import LONGEST, office_and_name
from provenance.quotations.phrases import ELIDED, Subject
from provenance.quotations.tokens import HIDDEN
from provenance.quotations.topics import DATE, topic_before, whom_told_of
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar

__all__ = ["leading_subject", "people_named", "person_at", "subject_of_clause"]

BEFORE = 60
"""Code points of the clause before a verb that are looked at."""

NICK = 12
"""Code points of a nickname in marks at most."""

CLAUSES = 160
"""Code points before a verb in which clauses may share its subject."""

_BREAK = re.compile(rf"[，。！？；：、,.;:!?\s{HIDDEN}（）()]")
_COMMAS = re.compile(rf"[，,；;：:。！？{HIDDEN}\n]+")
_THIS = re.compile("[这這那该該]")
_PLURAL = re.compile(r"(?:们|們|たち|ら)\Z")


def subject_of_clause(frame: Frame, known: Grammar, cue: Span) -> Subject | Literal["elided"] | None:
    """Return the subject of the clause that a verb ends or opens; "elided" if the clause has none of its own."""
    if known.finder("topics") is not NEVER:
        return topic_before(frame, known, cue)
    if (nick := _nickname(frame, cue)) is not None:
        return nick
    leading = leading_subject(frame, known, cue.start)
    if leading is not None:
        return leading
    begin = max(frame.sentence(cue.start).start, cue.start - BEFORE)
    start = _clause_start(frame.words, begin, cue.start)
    found = _subject(frame, known, start, cue.start)
    if found is None and start > begin and frame.words[start - 1] in "，,、":
        earlier = _clause_start(frame.words, begin, start - 1)
        found = _opened(frame, known, earlier, start - 1)
    if found is None or found.kind in {"name", "other"}:
        around = _around_marks(frame, known, begin, start)
        found = around or found
    if found is not None:
        return found
    passage = start > 0 and frame.words[start - 1] == HIDDEN
    return None if passage and start == cue.start else ELIDED


def _nickname(frame: Frame, cue: Span) -> Subject | None:
    """Return the marked name right before a verb and its colon: “小葱拌豆腐”写道：“…”."""
    passage = frame.passage_ending(cue.start)
    if passage is None or frame.words[cue.end : cue.end + 1] not in {":", "："} or passage.title:
        return None
    piece = passage.pieces[-1]
    stopped = _BREAK.search(frame.text, piece.start, piece.end) is not None
    return None if stopped or len(piece) > NICK else Subject(kind="name", span=piece, name=piece)


def leading_subject(frame: Frame, known: Grammar, end: int) -> Subject | None:
    """Return who the nearest clause before a place begins with: a name, a pronoun, a person; clauses share a subject."""
    if end not in frame.leading:
        frame.leading[end] = _leading(frame, known, end)
    return frame.leading[end]


def _leading(frame: Frame, known: Grammar, end: int) -> Subject | None:
    begin = max(frame.sentence(end - 1).start, end - CLAUSES)
    begin = _behind_speech(frame, begin, end)
    stop = end
    for _ in range(6):
        start = stop
        while start > begin and (frame.words[start - 1] == HIDDEN or not _BREAK.match(frame.words[start - 1])):
            start -= 1
        found = person_at(frame, known, start, stop)
        if found is not None or start <= begin or frame.words[start - 1] not in "，,、 ":
            return found
        if stop == end and start < stop and _other_subject(frame, known, start, stop):
            return None
        stop = start - 1
    return None


def _behind_speech(frame: Frame, begin: int, end: int) -> int:
    """Return where a remark begins: behind the last marked words; a title or a name inside a clause does not part it."""
    at = end
    while (last := frame.words.rfind(HIDDEN, begin, at)) >= 0:
        passage = frame.passage_ending(last + 1)
        if passage is None:  # a stop of the frame stands at its end
            return last + 1
        before = frame.words[passage.outer.start - 1 : passage.outer.start]
        if not before.isalpha() or passage.outer.start < begin:
            return last + 1
        at = passage.outer.start
    return begin


def _other_subject(frame: Frame, known: Grammar, start: int, end: int) -> bool:
    """Return whether a clause has a subject that is no person: a body, a document."""
    found = _subject(frame, known, start, end)
    return found is not None and found.kind in {"body", "document", "own"}


def person_at(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return the person that a clause begins with: a pronoun, a name with or without office, somebody described."""
    low = frame.low
    start = _past_openers(frame, known, start, end)
    pronoun = known.finder("pronouns").match(low, start, end)
    if pronoun is not None and low[pronoun.end() : pronoun.end() + 1] != "的":
        whole = Span(*pronoun.span())
        return Subject(kind="pronoun", span=whole, name=whole)
    if known.finder("clause_openers").match(low, start, end):
        return None
    described = known.finder("determiners").match(low, start, end)
    name = frame.names.search(frame.words, start, min(end, start + LONGEST))
    if name is not None and name.start() == start and frame.words[name.end() : name.end() + 1] == "的":
        other = person_at(frame, known, name.end() + 1, end)  # 林阿水的妻子陈巧云
        if other is not None and other.kind in {"name", "office"}:
            whole = Span(start, other.span.end)
            if other.kind == "office":
                return Subject(kind="office", span=whole, name=whole)
            return Subject(kind="name", span=whole, name=other.name, office=Span(start, other.name.start))
    if name is not None and (described is None or name.start() - start <= LONGEST // 2):
        found = _with_office(frame, known, start, Span(*name.span()))
        if found is not None:
            return found
    if described is None and known.finder("own").match(low, start, end):
        return None
    office = None
    for found_office in known.finder("persons").finditer(low, start, min(end, start + LONGEST)):
        if office is not None and not (described or found_office.start() <= office + 1):
            break
        if office is not None and (
            known.finder("clause_openers").match(low, office) is not None or known.verbs.match(low, office) is not None
        ):
            break  # 一名员工对记者表示
        office = found_office.end()
    if office is None or (described is None and not _ends_phrase(frame, known, office, end)):
        return None
    whole = Span(start, office)
    this = described is not None and _THIS.match(described[0]) is not None and described.end() < office
    return Subject(kind="office", span=whole, name=Span(described.end(), office) if this and described else whole)


def _past_openers(frame: Frame, known: Grammar, start: int, end: int) -> int:
    openers = (known.finder("and_words"), known.finder("ascribers"), DATE)
    while start < end:
        skipped = start
        for opener in openers:
            found = opener.match(frame.low, start, end)
            if found is not None:
                skipped = found.end()
                break
        if skipped == start:
            break
        start = skipped
    return start


def _with_office(frame: Frame, known: Grammar, start: int, name: Span) -> Subject | None:
    """Return a name with what stands before it in its clause, if that is an office or describes the person."""
    if name.start == start:
        return _alone(name)
    lead = Span(start, name.start)
    office = any(found.end() == name.start for found in known.finder("persons").finditer(frame.low, start, name.start))
    trade = known.finder("suffixes").match(frame.words, name.start - 1) is not None and len(lead) <= LONGEST // 2
    if office or trade or known.finder("bodies").search(frame.low, max(start, name.start - 2), name.start):
        return Subject(kind="name", span=Span(start, name.end), name=name, office=lead)
    return _alone(name) if frame.words[name.start - 1] == "的" else None


def _ends_phrase(frame: Frame, known: Grammar, place: int, end: int) -> bool:
    """Return whether a noun is all of a clause's subject: its verb, or what may stand before one, follows."""
    if place >= end:
        return True
    return (
        any(
            known.finder(which).match(frame.low, place) is not None
            for which in ("before_verb", "clause_openers", "predicates")
        )
        or known.verbs.match(frame.low, place) is not None
    )


def _around_marks(frame: Frame, known: Grammar, begin: int, start: int) -> Subject | None:
    """Return the subject before a phrase of place that marked words stand in: 林桥在“开放之门”直播中表示."""
    if start <= begin or frame.words[start - 1] != HIDDEN:
        return None
    mark = start
    while mark > begin and frame.words[mark - 1] == HIDDEN:
        mark -= 1
    earlier = _clause_start(frame.words, begin, mark)
    found = _subject(frame, known, earlier, mark)
    if found is None or found.kind == "other" or found.span.end >= mark:
        return None
    return found if known.finder("clause_openers").match(frame.low, found.span.end, mark) is not None else None


def _clause_start(words: str, begin: int, end: int) -> int:
    start = end
    while start > begin and not _BREAK.match(words[start - 1]):
        start -= 1
    return start


def _subject(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return the subject at the start of a clause: what stands before its first adverb, date or phrase of place."""
    low = frame.low
    start = _past_openers(frame, known, start, end)
    cut = end
    for finder in (known.finder("clause_openers"), DATE, known.finder("before_verb")):
        found = finder.search(low, start, cut)
        if found is not None and found.end() > found.start():
            cut = found.start()
    of = frame.words.rfind("的", start, end)
    if cut == start and start < of < end - 1:  # 在村里种大麦的苏阿贝通过扩音器
        return _subject(frame, known, of + 1, end)
    if not 0 < cut - start <= LONGEST:
        return None
    return office_and_name(frame, known, start, cut)


def _opened(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return the subject of the clause before, where a phrase of place or time runs from it to the verb."""
    found = _subject(frame, known, start, end)
    if found is None or found.span.end >= end or found.kind == "other":
        return None
    opened = known.finder("clause_openers").match(frame.low, found.span.end, end)
    return found if opened is not None else None


def people_named(frame: Frame, known: Grammar, start: int, end: int) -> list[Subject]:
    """Return whom a stretch is about: who begins a clause of it first, else all whom it names."""
    if known.finder("topics") is not NEVER:
        topic = whom_told_of(frame, known, start, end)
        return [] if topic is None else [topic]
    found: list[Subject] = []
    at = start
    while at < end:
        commas = _COMMAS.search(frame.words, at, end)
        stop, following = (end, end) if commas is None else commas.span()
        subject = person_at(frame, known, at, stop) if _names_anyone(frame, at, stop) else None
        if (
            subject is not None
            and subject.kind in {"name", "office"}
            and not subject.name.of(frame.low).endswith(tuple(known["askers"].literal))
        ):
            return [subject]
        at = following
    for name in frame.names.finditer(frame.words, start, end):
        span = Span(*name.span())
        found.append(_with_office(frame, known, max(start, span.start - LONGEST // 2), span) or _alone(span))
    return found


def _names_anyone(frame: Frame, start: int, end: int) -> bool:
    """Return whether a name or an office stands in a clause: most have neither, and need no closer look."""
    following = bisect_right(frame.offices, (start, start))
    return (following < len(frame.offices) and frame.offices[following][0] < end) or (
        frame.names.search(frame.words, start, end) is not None
    )


def _alone(name: Span) -> Subject:
    return Subject(kind="name", span=name, name=name)
