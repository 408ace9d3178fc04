"""Who the subject of a verb of speech is, in Chinese and Japanese, where no space parts a name from its verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from provenance.quotations.grammar import NEVER
from provenance.quotations.phrases import ELIDED, Subject
from provenance.quotations.tokens import HIDDEN
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar

__all__ = ["leading_subject", "office_and_name", "people_named", "person_at", "subject_of_clause", "topic_of"]

BEFORE = 60
"""Code points of the clause before a verb that are looked at."""

CLAUSES = 160
"""Code points before a verb in which clauses may share its subject."""

LONGEST = 28
"""Code points that a speaker with an office has at most; beyond that the clause says something else."""

_BREAK = re.compile(rf"[，。！？；：、,.;:!?\s{HIDDEN}（）()]")
_COMMA = re.compile(rf"[，,；;：:。！？{HIDDEN}\n]")
_THIS = re.compile("[这這那该該]")
_DATE = re.compile(
    r"(?:[0-9０-９一二三四五六七八九十]{1,4}[年月日号號时時]|(?:星期|周|週|禮拜|礼拜)[一二三四五六日天])+(?:上午|下午|晚上?|早上?|凌晨)?"
)
_NAME = re.compile(r"[^\W\d_]{2,}(?:[·・．][^\W\d_]+)*|[^\W\d_]+(?:[·・．‧][^\W\d_]+)+")
_AGED = re.compile(r"[（(][^（()）]{1,12}[）)]\Z")
_KANJI = "\u3400-\u9fff々ヶ"
_CALLED = re.compile(
    rf"(?:[{_KANJI}]{{1,4}}(?:(?![のはがをにでとも])[ぁ-ゖ]{{2,4}}|[ァ-ヶー]{{1,4}})|[{_KANJI}]{{1,6}}|[ァ-ヶー・＝]{{2,16}})\Z"
)
_IS = re.compile(r"(?:さん|氏|ちゃん|君|様)(?:[（(][^（()）]{1,12}[）)])?(?:だ|です|だった|でした|である)。?\Z")
_AMONG = re.compile(r"の(?:一人|1人|１人|ひとり)\Z")
_HEAD = re.compile(r"(?:[^ぁ-ゖ、]+の)*[^ぁ-ゖ、]+\Z")
_LONG_NAME = re.compile(r"[·・．‧]|\A[\u30a0-\u30ff]+\Z")
_PLURAL = re.compile(r"(?:们|們|たち|ら)\Z")


def subject_of_clause(frame: Frame, known: Grammar, cue: Span) -> Subject | Literal["elided"] | None:
    """Return the subject of the clause that a verb ends or opens; "elided" if the clause has none of its own."""
    if known.finder("topics") is not NEVER:
        return _topic(frame, known, cue)
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
        office = found_office.end()
    if office is None or (described is None and not _ends_phrase(frame, known, office, end)):
        return None
    whole = Span(start, office)
    this = described is not None and _THIS.match(described[0]) is not None and described.end() < office
    return Subject(kind="office", span=whole, name=Span(described.end(), office) if this and described else whole)


def _past_openers(frame: Frame, known: Grammar, start: int, end: int) -> int:
    while start < end:
        skipped = next(
            (
                found
                for pattern in (known.finder("and_words"), known.finder("ascribers"), _DATE)
                if (found := pattern.match(frame.low, start, end)) is not None
            ),
            None,
        )
        if skipped is None or skipped.end() == start:
            break
        start = skipped.end()
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


def _topic(frame: Frame, known: Grammar, cue: Span) -> Subject | Literal["elided"] | None:
    """Return the topic of a Japanese sentence: before its verb and behind the passage, else before the passage."""
    begin = max(frame.sentence(cue.start).start, cue.start - 4 * BEFORE)
    hidden = frame.words.rfind(HIDDEN, begin, cue.start) + 1
    if hidden:
        said = known.finder("said").match(frame.low, hidden, cue.start)
        found = _topic_between(frame, known, said.end() if said else hidden, cue.start)
        if found is not None:
            return found
        first = frame.words.find(HIDDEN, begin, cue.start)
        return _topic_between(frame, known, begin, first) or ELIDED
    return _topic_between(frame, known, begin, cue.start) or ELIDED


def topic_of(frame: Frame, known: Grammar, place: int) -> Subject | None:
    """Return who the Japanese sentence of a place is about, as far as it says so before the place."""
    found = _topic(frame, known, Span(place, place))
    return found if isinstance(found, Subject) else None


def _topic_between(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return the first clause's topic that may speak: what stands before は or が at the start of a clause."""
    while start < end:
        comma = frame.words.find("、", start, end)
        stop = end if comma < 0 else comma
        dated = _DATE.match(frame.low, start, stop)
        begin = start if dated is None else dated.end()
        joined = known.finder("and_words").match(frame.low, begin, stop)
        begin = begin if joined is None else joined.end()
        for topic in known.finder("topics").finditer(frame.low, begin, min(stop, begin + 2 * LONGEST)):
            aged = _AGED.search(frame.words, begin, topic.start())
            end_of = topic.start() if aged is None else aged.start()
            subject = person_in_topic(frame, known, begin, end_of) if end_of > begin else None
            if subject is not None and subject.kind not in {"other", "document"}:
                return subject
            break
        start = stop + 1
    return None


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
    for finder in (known.finder("clause_openers"), _DATE, known.finder("before_verb")):
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


def person_in_topic(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return a Japanese topic as a subject: the name before さん or an office, whatever describes it before that."""
    among = _AMONG.search(frame.words, start, end)
    if among is not None and among.start() > start:  # 作業員の一人
        whole = Span(start, end)
        return Subject(kind="office", span=whole, name=Span(start, among.start()), office=None)
    last = next((one for one in known.finder("persons").finditer(frame.low, start, end) if one.end() == end), None)
    if last is None or last.start() == start:
        return office_and_name(frame, known, start, end)
    whole = Span(start, end)
    noun = frame.words[last.start() - 1] == "の" or last[0] in known["nouns"]
    called = None if noun else _CALLED.search(frame.words, start, last.start())
    body = known.finder("bodies").search(frame.low, max(start, last.start() - 4), last.start())
    if called is None or (body is not None and body.end() == last.start()):
        head = _HEAD.search(frame.words, start, end)
        return Subject(kind="office", span=whole, name=whole if head is None else Span(*head.span()))
    office = Span(last.start(), end) if called.start() == start else Span(start, called.start())
    return Subject(kind="name", span=whole, name=Span(*called.span()), office=office)


def office_and_name(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return a stretch as a subject: office and name told apart, where the office's last word shows the seam."""
    low = frame.low
    whole = Span(start, end)
    pronoun = known.finder("pronouns").match(low, start, end)
    if pronoun is not None and pronoun.end() == end:
        return Subject(kind="pronoun", span=whole, name=whole)
    own = known.finder("own").match(low, start, end)
    if own is not None and (own.end() == end or end - start <= 4):
        return Subject(kind="own", span=whole, name=whole)
    if known.finder("documents").search(low, start, end):
        return Subject(kind="document", span=whole, name=whole)
    office = None
    for found in known.finder("persons").finditer(low, start, end):
        office = found
    if office is None:
        return _unofficial(frame, known, start, end)
    if office.end() < end and frame.words[office.end()] == "の":
        return Subject(kind="office", span=whole, name=whole)  # 住民の一人
    if office.end() < end:
        name = Span(office.end(), end)
        last = max((found.end() for found in known.finder("bodies").finditer(low, name.start, end)), default=0)
        if last == end and known.finder("topics") is NEVER:
            return Subject(kind="body", span=whole, name=whole)
        if _NAME.fullmatch(frame.words, name.start, name.end) and not _PLURAL.search(low, name.start, name.end):
            return Subject(kind="name", span=whole, name=name, office=Span(start, office.end()))
        return Subject(kind="office", span=whole, name=whole)
    bare = Span(start, office.start())
    of = frame.words.rfind("の", start, office.start())
    if of > start and of + 1 < office.start():  # 漁師の林さん
        return Subject(kind="name", span=whole, name=Span(of + 1, office.start()), office=Span(start, of))
    body = known.finder("bodies").search(low, max(start, office.start() - 4), office.start())
    if (
        body is None
        and (2 <= len(bare) <= 4 or _LONG_NAME.search(bare.of(low)))
        and _NAME.fullmatch(frame.words, *_ends(bare))
    ):
        return Subject(kind="name", span=whole, name=bare, office=Span(office.start(), end))
    return Subject(kind="office", span=whole, name=whole)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _unofficial(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    whole = Span(start, end)
    body = None
    for found in known.finder("bodies").finditer(frame.low, start, end):
        body = found
    if body is not None and body.end() == end:
        return Subject(kind="body", span=whole, name=whole)
    if known.finder("topics") is not NEVER and len(whole) > 3 and not _CALLED.fullmatch(frame.words, start, end):
        return Subject(kind="other", span=whole, name=whole) if end - start <= LONGEST // 2 else None
    if known.finder("determiners").match(frame.low, start, end):
        return Subject(kind="other", span=whole, name=whole) if end - start <= LONGEST // 2 else None
    foreign = known.finder("sounds").fullmatch(frame.words, start, end) or known.finder("surnames") is NEVER
    if (
        _NAME.fullmatch(frame.words, start, end)
        and "的" not in frame.words[start:end]
        and end - start <= (LONGEST // 2 if foreign else 4)
        and not _PLURAL.search(frame.low, start, end)
    ):
        return Subject(kind="name", span=whole, name=whole)
    return Subject(kind="other", span=whole, name=whole) if end - start <= LONGEST // 2 else None


def people_named(frame: Frame, known: Grammar, start: int, end: int) -> list[Subject]:
    """Return whom a stretch is about: who begins a clause of it first, else all whom it names."""
    found: list[Subject] = []
    if known.finder("topics") is not NEVER:
        told = known.finder("ascribed").search(frame.low, start, min(end, start + CLAUSES))
        if told is not None and told.start() > start:
            topic = person_in_topic(
                frame, known, max(start, frame.words.rfind("、", start, told.start()) + 1), told.start()
            )
        else:
            topic = _topic_between(frame, known, start, end)
        said_to_be = _IS.search(frame.words, start, end) is not None  # …の一人が、元教師の笹岡ヨネさんだ
        if topic is None or said_to_be or (topic.kind != "office" and topic.office is None):
            topic = _addressed(frame, known, start, end) or topic
        known_person = topic is not None and (topic.kind == "office" or topic.office is not None)
        return [topic] if topic is not None and known_person else []
    at = start
    while at < end:
        comma = _COMMA.search(frame.words, at, end)
        stop = end if comma is None else comma.start()
        subject = person_at(frame, known, at, stop)
        if subject is not None and subject.kind in {"name", "office"}:
            return [subject]
        at = stop + 1
    for name in frame.names.finditer(frame.words, start, end):
        span = Span(*name.span())
        found.append(_with_office(frame, known, max(start, span.start - LONGEST // 2), span) or _alone(span))
    return found


def _addressed(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return the one person whom a Japanese sentence names with a form of address, wherever: …のは、小学生の沢村美月さんだ."""
    found: dict[str, Subject] = {}
    for address in known.finder("honorifics").finditer(frame.words, start, end):
        called = _CALLED.search(frame.words, max(start, address.start() - LONGEST), address.start())
        if called is not None:
            name, office = Span(*called.span()), Span(*address.span())
            subject = Subject(kind="name", span=Span(name.start, office.end), name=name, office=office)
            found.setdefault(called[0], subject)
    return next(iter(found.values())) if len(found) == 1 else None


def _alone(name: Span) -> Subject:
    return Subject(kind="name", span=name, name=name)
