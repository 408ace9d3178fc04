"""Whom a Japanese sentence is about: what stands before は or が, the name before さん, wherever it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from provenance.quotations.offices import CALLED, LONGEST, office_and_name
from provenance.quotations.phrases import ELIDED, Subject
from provenance.quotations.tokens import HIDDEN
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar

__all__ = ["DATE", "person_in_topic", "topic_before", "topic_beside", "topic_of", "whom_told_of"]

BEFORE = 240
"""Code points of the sentence before a verb that are looked at."""

CLAUSE = 160
"""Code points of a sentence in which what ascribes its words to somebody is looked for."""

DATE = re.compile(
    r"(?:[0-9０-９一二三四五六七八九十]{1,4}[年月日号號时時]|(?:星期|周|週|禮拜|礼拜)[一二三四五六日天])+(?:上午|下午|晚上?|早上?|凌晨)?"
)
"""A day or a time of day that a clause may begin with."""
_AGED = re.compile(r"[（(][^（()）]{1,12}[）)]\Z")
_IS = re.compile(r"(?:さん|氏|ちゃん|君|様)(?:[（(][^（()）]{1,12}[）)])?(?:だ|です|だった|でした|である)。?\Z")
_AMONG = re.compile(r"の(?:一人|1人|１人|ひとり)\Z")
_CLEFT = re.compile(
    r"[うくすつぬむるいたりきしってだ]{0,4}の(?:は|が)、?(?P<who>[^。、\n]{2,40}?)(?:[（(][^（()）]{1,12}[）)])?(?:だ|です|だった|でした|である)?(?=。|\n|\Z)"
)
"""What follows the verb where the sentence names the speaker last: …と話すのは、林さんだ."""
NEAR = 4000
"""Code points before a given name in which the family name stands before it."""
_HAN = re.compile("[\u3400-\u9fff々]")
_WHOSE = re.compile("(?:さん|氏)の")
_KANA = re.compile("[ぁ-ゖ]{2,4}")
_AT = re.compile(r"(?:[にでへを]|から|まで)\Z")
"""What makes of は and も no mark of the topic: 会見では, 質問には."""
_THING = re.compile(
    "(?:一言|言葉|声|話|姿|死|手|目|顔|夢|名|名前|心|写真|意見|意向|判断|責任|辞任|発言|質問|説明|指摘|存在|影響|間|前|時|側"
    "|方|数|作品|仕事|家|車|店|船|命|担当|決断|反応|表情|願い|思い|要望|提案|答え)\\Z"
)
"""What is somebody's and nobody itself: 娘の一言."""
_HEAD = re.compile(r"(?:[^ぁ-ゖ、]+の)*[^ぁ-ゖ、]+\Z")


def topic_before(frame: Frame, known: Grammar, cue: Span) -> Subject | Literal["elided"] | None:
    """Return the topic of a Japanese sentence: before its verb and behind the passage, else before the passage."""
    place = (cue.start, cue.end)
    if place not in frame.topics:
        frame.topics[place] = _topic_before(frame, known, cue)
    return frame.topics[place]


def _topic_before(frame: Frame, known: Grammar, cue: Span) -> Subject | Literal["elided"] | None:
    begin = max(frame.sentence(cue.start).start, cue.start - BEFORE)
    hidden = frame.words.rfind(HIDDEN, begin, cue.start) + 1
    cleft = _CLEFT.match(frame.words, cue.end)
    if cleft is not None and (found := person_in_topic(frame, known, *cleft.span("who"))) is not None:
        return found  # 「…」と話すのは、店主の林さんだ
    passage = frame.passage_ending(hidden) if hidden else None
    if passage is not None and (found := topic_beside(frame, known, begin, passage.outer.start)) is not None:
        return found
    if hidden:
        said = known.finder("said").match(frame.low, hidden, cue.start)
        found = _topic_between(frame, known, said.end() if said else hidden, cue.start)
        if found is not None:
            return found
        first = frame.words.find(HIDDEN, begin, cue.start)
        return _topic_between(frame, known, begin, first) or ELIDED
    return _topic_between(frame, known, begin, cue.start) or ELIDED


def topic_beside(frame: Frame, known: Grammar, begin: int, place: int) -> Subject | None:
    """Return the topic right before marked words, in their own clause: …がざわつくと、議長が「…」と."""
    topic = known.finder("topics").fullmatch(frame.low, place - 1, place)
    if topic is None or place - 1 <= begin or _AT.search(frame.words, begin, place - 1) is not None:
        return None
    start = max(begin, frame.words.rfind("、", begin, place - 1) + 1, frame.words.rfind(HIDDEN, begin, place - 1) + 1)
    joined = known.finder("and_words").match(frame.low, start, place - 1)
    start = start if joined is None else joined.end()
    aged = _AGED.search(frame.words, start, place - 1)
    end = place - 1 if aged is None else aged.start()
    found = person_in_topic(frame, known, start, end) if end > start else None
    return None if found is None or found.kind in {"other", "document"} else found


def topic_of(frame: Frame, known: Grammar, place: int) -> Subject | None:
    """Return who the Japanese sentence of a place is about, as far as it says so before the place."""
    found = topic_before(frame, known, Span(place, place))
    return found if isinstance(found, Subject) else None


def _topic_between(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return the first clause's topic that may speak: what stands before は or が at the start of a clause."""
    while start < end:
        comma = frame.words.find("、", start, end)
        stop = end if comma < 0 else comma
        dated = DATE.match(frame.low, start, stop)
        begin = start if dated is None else dated.end()
        joined = known.finder("and_words").match(frame.low, begin, stop)
        begin = begin if joined is None else joined.end()
        weak: Subject | None = None
        for topic in known.finder("topics").finditer(frame.low, begin, min(stop, begin + 2 * LONGEST)):
            if _AT.search(frame.words, begin, topic.start()) is not None:
                continue  # 質問には
            aged = _AGED.search(frame.words, begin, topic.start())
            end_of = topic.start() if aged is None else aged.start()
            subject = person_in_topic(frame, known, begin, end_of) if end_of > begin else None
            if aged is not None and (subject is None or subject.office is None):
                subject = _aged(frame, begin, end_of) or subject
            if subject is None or subject.kind in {"other", "document"}:
                continue
            if subject.kind != "name" or subject.office is not None:
                return subject
            weak = weak or subject
        if weak is not None:
            return weak
        start = stop + 1
    return None


def person_in_topic(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return a Japanese topic as a subject: the name before さん or an office, whatever describes it before that."""
    among = _AMONG.search(frame.words, start, end)
    if among is not None and among.start() > start:  # 作業員の一人
        whole = Span(start, end)
        return Subject(kind="office", span=whole, name=Span(start, among.start()), office=None)
    last = next((one for one in known.finder("persons").finditer(frame.low, start, end) if one.end() == end), None)
    if last is None or last.start() == start:
        return _named_or_not(frame, known, office_and_name(frame, known, start, end))
    whole = Span(start, end)
    noun = frame.words[last.start() - 1] == "の" or last[0] in known["nouns"]
    called = None if noun else CALLED.search(frame.words, start, last.start())
    body = known.finder("bodies").search(frame.low, max(start, last.start() - 4), last.start())
    if called is None and not noun:
        called = _by_given_name(frame, start, last.start())
    if called is None or (body is not None and body.end() == last.start()):
        head = _HEAD.search(frame.words, start, end)
        return Subject(kind="office", span=whole, name=whole if head is None else Span(*head.span()))
    office = Span(last.start(), end) if called.start() == start else Span(start, called.start())
    return Subject(kind="name", span=whole, name=Span(*called.span()), office=office)


def _by_given_name(frame: Frame, start: int, end: int) -> re.Match[str] | None:
    """Return the given name in kana before さん that the text has behind a family name: 瀬川ひなたさん, then ひなたさん."""
    for length in (4, 3, 2):
        kana = frame.words[max(start, end - length) : end]
        if len(kana) < length or _KANA.fullmatch(kana) is None:
            continue
        for address in ("さん", "くん", "ちゃん"):
            at = frame.words.find(kana + address, max(0, start - NEAR), start)
            if at > 0 and _HAN.match(frame.words, at - 1) is not None:
                return _KANA.match(frame.words, end - length, end)
    return None


def _named_or_not(frame: Frame, known: Grammar, found: Subject | None) -> Subject | None:
    """Return a subject whose name looks like one, and the name that an office with の stands before: 主将の小池蓮."""
    if found is None:
        return None
    whose = _WHOSE.search(frame.words, found.span.start, found.span.end) if found.kind in {"body", "office"} else None
    if (
        whose is not None and known.finder("persons").search(frame.low, whose.end(), found.span.end) is None
    ):  # 古谷さんの園も
        return person_in_topic(frame, known, found.span.start, whose.end() - 1)
    if found.kind == "name" and found.office is not None:
        called = CALLED.fullmatch(frame.words, found.name.start, found.name.end) is not None
        return found if called or found.name.start == found.span.start else None  # その学生で現在
    of = frame.words.rfind("の", found.span.start, found.span.end)
    if found.kind != "office" or of < 0 or not 2 <= found.span.end - of - 1 <= 6:
        return found
    name = Span(of + 1, found.span.end)
    office = any(one.end() == of for one in known.finder("persons").finditer(frame.low, found.span.start, of))
    other = known.finder("persons").search(frame.low, name.start, name.end)
    if (
        not office
        or other is not None
        or _THING.search(name.of(frame.words))
        or CALLED.fullmatch(frame.words, name.start, name.end) is None
    ):
        return found
    return Subject(kind="name", span=found.span, name=name, office=Span(found.span.start, of))


def _aged(frame: Frame, start: int, end: int) -> Subject | None:
    """Return the name before an age or a class in brackets: アンカーの須永蒼（3年）."""
    of = frame.words.rfind("の", start, end)
    if of < 0 or CALLED.fullmatch(frame.words, of + 1, end) is None:
        return None
    return Subject(kind="name", span=Span(start, end), name=Span(of + 1, end), office=Span(start, of))


def whom_told_of(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return the one person whom a sentence is about, if it names one or an office: its topic, or whom it addresses."""
    told = known.finder("ascribed").search(frame.low, start, min(end, start + CLAUSE))
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
    return topic if known_person else None


def _addressed(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return the one person whom a Japanese sentence names with a form of address, wherever: …のは、小学生の沢村美月さんだ."""
    found: dict[str, Subject] = {}
    for address in known.finder("honorifics").finditer(frame.words, start, end):
        called = CALLED.search(frame.words, max(start, address.start() - LONGEST), address.start())
        if called is not None:
            name, office = Span(*called.span()), Span(*address.span())
            subject = Subject(kind="name", span=Span(name.start, office.end), name=name, office=office)
            found.setdefault(called[0], subject)
    return next(iter(found.values())) if len(found) == 1 else None
