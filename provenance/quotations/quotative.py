"""What と behind Japanese marks says of them, whatever the verb: 「…」と理解を求めた, 「…」と表現した, 「…」と林さん。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.quotations.governed import Governed
from provenance.quotations.lists import NEVER
from provenance.quotations.offices import CALLED
from provenance.quotations.phrases import Subject
from provenance.quotations.tokens import HIDDEN
from provenance.quotations.topics import person_in_topic, topic_before, topic_of
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar

__all__ = ["in_report", "quotative"]

FAR = 40
"""Code points behind the marks in which the sentence says what they are."""

FAR_BACK = 300
"""Code points before the marks in which somebody may be named whose words they report."""

NAMED = 20
"""Code points of a speaker who alone stands behind と at most."""

WHOLE = 8
"""Letters of a clause at least that 「…」としている reports: fewer may be a name."""

_PREDICATE = re.compile(rf"[^。！？!?\n{HIDDEN}]{{2,}}")
_HELD = re.compile(r"と(?:している|していた|しています|した|する|しながらも?|しつつも?)(?=[。\n、]|\Z)")
_CLAUSE_END = re.compile(r"(?:[いるただうんねよ]|です|ます|中|せん)\Z")
_PASSIVE = re.compile("と[\u3400-\u9fffぁ-ゖ]{1,6}?(?:られ|され|われ|かれ)(?=[たてる、。])")
_BARE = re.compile(
    r"と(?P<who>[\u3400-\u9fff々ヶァ-ヶー・Ａ-Ｚ０-９0-9A-Zのぁ-ゖ]{2,20}?(?:[（(][^（()）]{1,12}[）)])?)(?=。|\n|\Z)"
)
_FROM = re.compile(r"(?:から|に|より|で)(?:は|も)?、?\Z")
_BREAK = re.compile(rf"[、。！？\n{HIDDEN}]")


def quotative(frame: Frame, known: Grammar, start: int, last: int, end: int) -> Governed | None:
    """Return what follows marked words of a Japanese text and makes them somebody's; they stand at [start, end)."""
    if known.finder("unquoted") is NEVER:
        return None
    so = known.finder("said_so").search(frame.low, end, min(last, end + FAR))  # 「…」。林さんはそう言って
    if so is not None and frame.words[end : end + 1] == "。" and "。" not in frame.words[end + 1 : so.start()]:
        cue = Span(*so.span())
        topic = topic_before(frame, known, cue)
        return Governed(cue=cue, where="after", tight=True, subject=topic if isinstance(topic, Subject) else None)
    if frame.words[end : end + 1] != "と":
        return None
    lead = frame.words[max(0, start - 3) : start].rstrip("はも、")
    passive = _PASSIVE.match(frame.words, end, last) if lead.endswith(("から", "に")) else None
    told = (
        passive
        or known.finder("voices").match(frame.low, end, last)
        or known.finder("passives").match(frame.low, end, last)
    )
    if told is not None:
        return Governed(cue=Span(*told.span()), where="after", tight=True, subject=_from_whom(frame, known, start))
    held = _HELD.match(frame.words, end, last)
    if held is not None and end - start - 2 >= WHOLE and _CLAUSE_END.search(frame.text, start, end - 1):
        cue = Span(end + 1, held.end())
        return Governed(cue=cue, where="after", tight=True, subject=topic_of(frame, known, cue.start))
    if known.finder("unquoted").match(frame.low, end, last):
        return None
    alone = _alone(frame, known, end, last)
    if alone is not None:
        return Governed(cue=Span(end, end + 1), where="after", tight=True, subject=alone)
    named = known.finder("callers").match(frame.low, end, last) is not None
    if named and end - start - 2 >= 2 * WHOLE and _CLAUSE_END.search(frame.text, start, end - 1):
        named = False  # a whole sentence: 「これは駅の声に聞こえた」と評した
    stop = _PREDICATE.match(frame.words, end + 1, min(last, end + FAR))
    if stop is None:
        return None
    topic = topic_of(frame, known, stop.end())
    return Governed(cue=Span(*stop.span()), where="after", tight=True, subject=topic, named=named)


def in_report(frame: Frame, known: Grammar, start: int) -> bool:
    """Return whether marked words from a place on are only a part of what is ascribed: 汐見さんによれば、7番目までは「豆腐に負けた」という."""
    if known.finder("ascribed") is NEVER:
        return False
    begin = max(frame.sentence(start).start, start - FAR_BACK)
    told = known.finder("ascribed").search(frame.low, begin, start)
    if told is None:
        return False
    begin = max(told.end(), frame.words.rfind("、", told.end(), start) + 1)
    lead = frame.words[begin:start].strip("、")
    topic = person_in_topic(frame, known, begin, start - 1) if lead and start - 1 > begin else None
    return bool(lead) and (
        topic is None or topic.kind in {"other", "document"} or (topic.office is None and topic.kind == "name")
    )


def _from_whom(frame: Frame, known: Grammar, start: int) -> Subject | None:
    """Return whom words come from that are heard or put to somebody: 傍聴席から「…」と声が上がった, 記者に「…」と問われ."""
    lead = _FROM.search(frame.words, max(0, start - NAMED), start)
    if lead is None:
        return None
    begin = max(
        (found.end() for found in _BREAK.finditer(frame.words, max(0, start - 2 * NAMED), lead.start())), default=0
    )
    begin = max(begin, frame.sentence(start).start)
    if begin >= lead.start():
        return None
    found = person_in_topic(frame, known, begin, lead.start())
    whole = Span(begin, lead.start())
    return found if found is not None and found.kind != "document" else Subject(kind="other", span=whole, name=whole)


def _alone(frame: Frame, known: Grammar, end: int, last: int) -> Subject | None:
    """Return the speaker who alone stands behind と: 「…」と林さん。「…」と監督。; a name only where it stood before."""
    found = _BARE.match(frame.words, end, min(last, end + NAMED + 12))
    if found is None or known.verbs.search(frame.low, end + 1, found.end()) is not None:
        return None
    subject = person_in_topic(frame, known, *_without_age(frame, *found.span("who")))
    if subject is None:
        return None
    named = subject.kind == "name" and CALLED.fullmatch(frame.words, subject.name.start, subject.name.end) is not None
    known_name = named and frame.words.find(subject.name.of(frame.words), 0, end) >= 0
    office = subject.kind == "office" or subject.office is not None
    return subject if office or known_name else None


def _without_age(frame: Frame, start: int, end: int) -> tuple[int, int]:
    opened = max(frame.words.rfind("（", start, end), frame.words.rfind("(", start, end))
    return start, end if opened < 0 else opened
