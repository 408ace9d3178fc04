"""A text made ready for reading: its paragraphs, its credits put aside, its marked passages hidden, its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from provenance.quotations.dashes import blanked, dashed, dashes
from provenance.quotations.grammar import NEVER
from provenance.quotations.interviews import with_answers
from provenance.quotations.lists import NOTHING
from provenance.quotations.marks import last_of, pair, with_blocks
from provenance.quotations.remarks import remark_at
from provenance.quotations.roster import roster
from provenance.quotations.tokens import HIDDEN, Rows, Token
from provenance.quotations.turns import in_turns
from provenance.scripts import UNSPACED
from provenance.sentences import sentences_in
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.quotations.grammar import Grammar
    from provenance.quotations.marks import Passage
    from provenance.quotations.phrases import Subject

__all__ = ["Frame", "framed", "paragraphs", "tokens"]

ATTRIBUTED = 50
"""Code points after a passage in which the verb that governs it is looked for."""

REMARK = 100
"""Code points of a remark on who speaks that are looked at."""

_BLOCK = re.compile(r"[^\r\n]+(?:\r?\n(?![ \t\u3000]*\r?(?:\n|\Z))[^\r\n]+)*")
_LINE = re.compile(r"[^\r\n]+")
_SPACE = " \t\u00a0\u3000\ufeff\u200b"
_ENDED = re.compile(r"[.!?…:;。！？：；][\"”»“’』」)\]]*\s*\Z")
_STOPPED = re.compile(r"[.!?…。！？]\Z")
_NEW = re.compile(rf"\s+(?:[^\W\d_]|[\ue000—–-])|[{UNSPACED}]|\s*\ue000")
_GAP = re.compile(r"[ \t\xa0\u202f]*[,!?…]?[ \t\xa0\u202f]*[—–-]?[ \t\xa0\u202f]*")
_PAUSE = re.compile(r"[,—–-]")
_PAUSES = frozenset(",!?…—–")
_CLAUSE = re.compile(r"[.!?…。！？；;:：\n\ue000]")
_WRAPPED = 120
"""Code points of the longest line that is taken for one broken by a margin."""


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of a text, without the space around them.

    A line end closes a paragraph, unless the lines of a block are all about as long as a margin would make them.
    """
    found = []
    for block in _BLOCK.finditer(text):
        lines = [line.span() for line in _LINE.finditer(text, *block.span())]
        pieces = [block.span()] if _by_margin(text, lines) else lines
        for start, end in pieces:
            words = text[start:end]
            lead = len(words) - len(words.lstrip().lstrip(_SPACE))
            if lead < len(words):
                found.append(Span(start + lead, start + len(words.rstrip())))
    return tuple(found)


def _by_margin(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    if len(lines) < 2:
        return False
    longest = max(end - start for start, end in lines)
    inner = lines[:-1]
    return (
        40 <= longest <= _WRAPPED
        and all(end - start >= 0.6 * longest for start, end in inner)
        and any(not _ENDED.search(text, max(start, end - 8), end) for start, end in inner)
    )


@frozen(kw_only=True)
class Frame:
    """The text around its marked passages, in offsets of the text as given."""

    given: str
    text: str
    """The text as given, but for credits and lines broken by a margin."""
    words: str
    """The text with credits blank and each marked passage hidden."""
    low: str
    """The same in small letters."""
    paragraphs: tuple[Span, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Span, ...]
    cues: tuple[Span, ...]
    """Every verb of speech outside marks."""
    names: re.Pattern[str]
    """Finds the names of people in a script that shows them by no capital; elsewhere nothing."""
    offices: tuple[tuple[int, int], ...]
    """Where offices of people stand, in such a script."""
    unbalanced: tuple[int, ...]
    topics: dict[tuple[int, int], Subject | Literal["elided"] | None] = field(
        init=False, factory=dict, eq=False, repr=False
    )
    """Whom the sentence of a verb is about, for verbs that were asked about, by where they stand."""
    leading: dict[int, Subject | None] = field(init=False, factory=dict, eq=False, repr=False)
    """Who the clause before a place begins with, for places that were asked about: several ask about one verb."""
    rows: Rows = field(init=False, eq=False, repr=False)
    """The words, marks and hidden passages of the frame."""
    starts: tuple[int, ...] = field(init=False)
    cue_starts: tuple[int, ...] = field(init=False)
    passage_starts: tuple[int, ...] = field(init=False)
    paragraph_starts: tuple[int, ...] = field(init=False)

    @rows.default
    def _rows(self) -> Rows:
        return Rows(self.words, self.low)

    @starts.default
    def _starts(self) -> tuple[int, ...]:
        return tuple(span.start for span in self.sentences)

    @cue_starts.default
    def _cue_starts(self) -> tuple[int, ...]:
        return tuple(span.start for span in self.cues)

    @passage_starts.default
    def _passage_starts(self) -> tuple[int, ...]:
        return tuple(passage.outer.start for passage in self.passages)

    @paragraph_starts.default
    def _paragraph_starts(self) -> tuple[int, ...]:
        return tuple(paragraph.start for paragraph in self.paragraphs)

    def sentence(self, place: int) -> Span:
        """Return the sentence that a place lies in."""
        return self.sentences[self.number(place)]

    def number(self, place: int) -> int:
        """Return the number of the sentence that a place lies in, or that ends last before it."""
        return max(0, bisect_right(self.starts, place) - 1)

    def paragraph(self, place: int) -> int:
        """Return the number of the paragraph that a place lies in."""
        return max(0, bisect_right(self.paragraph_starts, place) - 1)

    def cues_between(self, start: int, end: int) -> Sequence[Span]:
        """Return the verbs of speech that lie in a stretch."""
        first, last = bisect_right(self.cue_starts, start - 1), bisect_right(self.cue_starts, end - 1)
        return [cue for cue in self.cues[first:last] if cue.end <= end]

    def passage_ending(self, end: int) -> Passage | None:
        """Return the marked passage that ends at a place."""
        last = bisect_right(self.passage_starts, end - 1) - 1
        return self.passages[last] if last >= 0 and self.passages[last].outer.end == end else None

    def passage_at(self, start: int, end: int) -> Passage | None:
        """Return the first marked passage that begins in a stretch."""
        first = bisect_right(self.passage_starts, start - 1)
        if first < len(self.passages) and self.passages[first].outer.start < end:
            return self.passages[first]
        return None


def tokens(frame: Frame, start: int, end: int) -> Sequence[Token]:
    """Return the tokens that start in a stretch of the frame."""
    return frame.rows.between(start, end)


def framed(
    text: str, language: str | None, known: Grammar | None, aside: Sequence[Span], blocks: Sequence[Span] = ()
) -> Frame:
    """Return the frame of a text; what stands aside (credits, disclaimers) is no part of it.

    ``blocks`` are stretches that the page around the text sets off as quoted, without marks.
    """
    open_text = blanked(text, aside)
    found = paragraphs(open_text)
    open_text = _unbroken(open_text, found)
    marked = pair(open_text, language, found, told=None if known is None else known.verbs)
    passages = marked.passages
    if known is not None and dashes(language):
        passages = dashed(open_text, language, passages, found, known)
    if known is not None and known["answers"] is not NOTHING:
        passages = with_answers(open_text, passages, found, known)
    if known is not None and known["askers"] is not NOTHING:
        passages = in_turns(open_text, passages, found, known)
    if blocks:
        passages = with_blocks(passages, blocks, found)
    hidden = blanked(open_text, [passage.outer for passage in passages], HIDDEN)
    cues = () if known is None else _with_remarks(hidden, open_text, passages, _cues(hidden, known), known)
    words = _stopped(hidden, open_text, passages, cues)
    low = in_place(words)
    offices = () if known is None else tuple(found.span() for found in known.finder("persons").finditer(low))
    return Frame(
        given=text,
        text=open_text,
        words=words,
        low=low,
        names=NEVER if known is None or known.finder("surnames") is NEVER else roster(words, low, known, offices),
        offices=offices,
        paragraphs=found,
        passages=passages,
        sentences=sentences_in(words.replace(HIDDEN, "X"), language),  # a passage may well be all of a sentence
        cues=cues,
        unbalanced=marked.unbalanced,
    )


def _unbroken(text: str, paragraphs: Sequence[Span]) -> str:
    """Return the text with a space for each line end inside a paragraph."""
    pieces, end = [], 0
    for paragraph in paragraphs:
        if text.find("\n", paragraph.start, paragraph.end) >= 0:
            pieces += [text[end : paragraph.start], paragraph.of(text).replace("\r", " ").replace("\n", " ")]
            end = paragraph.end
    return "".join([*pieces, text[end:]])


def _cues(hidden: str, known: Grammar) -> tuple[Span, ...]:
    low = in_place(hidden)
    verbs = [found.span() for found in known.verbs.finditer(low)]
    not_cues = [span for begin, last in _lines_of(low, verbs) for span in _spans(known.not_cues, low, begin, last)]
    cues: list[Span] = []
    at = 0
    for start, end in verbs:
        while at < len(not_cues) and not_cues[at][1] <= start:
            at += 1
        if at < len(not_cues) and not_cues[at][0] < end:
            continue
        if hidden[start].isupper():
            continue  # United States
        if known.packed and cues and cues[-1].end == start:
            cues[-1] = Span(cues[-1].start, end)  # 补充说
        else:
            cues.append(Span(start, end))
    return tuple(cues)


def _lines_of(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the lines that spans stand in: what only looks like a verb of speech runs over no line end."""
    last = -1
    for start, _ in spans:
        if start > last:
            begin, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
            last = len(text) if last < 0 else last
            yield begin, last


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (found.span() for found in pattern.finditer(text, start, end))


def _with_remarks(
    hidden: str, text: str, passages: Sequence[Passage], cues: Sequence[Span], known: Grammar
) -> tuple[Span, ...]:
    """Return the verbs of speech with those of remarks behind marked words that only their form tells."""
    if known.verb_forms is None or not passages:
        return tuple(cues)
    low = in_place(hidden)
    starts = [cue.start for cue in cues]
    found = list(cues)
    for passage in passages:
        end = passage.outer.end
        gap = _GAP.match(hidden, end)
        place = end if gap is None else gap.end()
        inner = last_of(text, passage)
        if hidden[max(0, passage.outer.start - 2) : passage.outer.start].rstrip()[-1:] == ",":
            continue  # Su biografía, “Rueda libre”, sale en mayo
        if not (place > end and gap is not None and _PAUSE.search(gap[0])) and inner not in _PAUSES:
            continue
        stop = _CLAUSE.search(hidden, place, place + REMARK)
        last = min(len(hidden), place + REMARK) if stop is None else stop.start()
        at = bisect_left(starts, place)
        if at < len(cues) and cues[at].start < last:
            continue
        remark = remark_at(hidden, low, place, last, known)
        if remark is not None:
            found.append(remark.verb)
    return tuple(sorted(found, key=lambda cue: (cue.start, cue.end)))


def _stopped(hidden: str, text: str, passages: Sequence[Passage], cues: Sequence[Span]) -> str:
    """Return the frame with a stop where a passage ends a sentence: a stop inside its marks, and nobody named after it."""
    pieces, last, at = [], 0, 0
    for passage in passages:
        end = passage.outer.end
        stop = last_of(text, passage)
        if not _STOPPED.match(stop):
            continue
        while at < len(cues) and cues[at].start < end:
            at += 1
        following = _NEW.match(hidden, end)
        if following is None or following[0][-1].islower():
            continue
        if at < len(cues) and cues[at].start <= end + ATTRIBUTED and not _CLAUSE.search(hidden, end, cues[at].start):
            continue
        pieces += [hidden[last : end - 1], stop]
        last = end
    return "".join([*pieces, hidden[last:]])
