"""Pairing of quotation marks: with a stack, the language's own marks first, then any pair; the outermost wins.

A mark without its partner is reported and the rest is still paired. Marks of each language stand in its table
``marks`` (design after CLDR's delimiters, by hand); the straight mark belongs to every language.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import define, field, frozen

from provenance.scripts import UNSPACED
from provenance.tables import table
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["BLOCK", "Marked", "Passage", "Voice", "last_of", "pair", "with_blocks"]

STRAIGHT = '"＂'
SINGLE = "‘’‚‛'‹›"
TITLES = {"《": "》", "〈": "〉"}
BLOCK = "<blockquote>"
"""Opens a passage that the layout of a page sets off as quoted; no mark stands in the text."""

INNER = "’‘'”“»›」』"
"""Closing marks that may stand inside others."""

MARKED = 0.6
"""Share of such a block that stands in marks from which on the marks tell more."""

FOLLOWED = {"«": "»", "“": "”"}
"""Marks whose closing one stands before each further paragraph of a speech, in Spanish and older French print."""

REACH = 3
"""Paragraphs over which a mark may stay open where none of them repeats it."""

TAIL = 60
"""Code points of a paragraph's end in which a speaker may be named after the words."""

REMARK = 4
"""Words of such a remark at most."""

Voice: TypeAlias = Literal["asked", "answered", "named"]

_PAIRS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "「": "」",
    "『": "』",
    "〝": "〟〞",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "'": "'",
    '"': '"',
    "＂": "＂",
    **TITLES,
}
_MARK = re.compile(r"[“”„‟«»「」『』〝〟〞‘’‚‹›'\"＂《》〈〉]")
_LETTER = re.compile(r"[^\W_]")
_PACKED = re.compile(rf"[{UNSPACED}]")
_STOPS = ".,!?…;:。！？，；：、"


@frozen
class Passage:
    """Words inside outermost marks; several pieces where the opening mark repeats at each paragraph."""

    outer: Span
    """From the first opening mark to the end of the closing one."""
    pieces: tuple[Span, ...]
    """The words of each paragraph, without marks and without the spaces next to them."""
    opener: str
    """The opening mark; a dash where dashes alone set the words off."""
    resumed: bool = field(default=False)
    """Whether the words go on with those of the passage before, after a remark on who speaks."""
    voice: Voice | None = field(default=None)
    """Whose the words of an interview are that nothing but the layout sets off: who asks, who answers, whom a label names."""
    led: int = field(default=-1)
    """Where the text ends that brings in who answers."""
    label: Span | None = field(default=None)
    """The label before a turn."""

    @property
    def title(self) -> bool:
        """Whether the marks are those of a title."""
        return self.opener in TITLES


@frozen
class Marked:
    """The passages of a text in order, and where marks stand that have no partner."""

    passages: tuple[Passage, ...]
    unbalanced: tuple[int, ...]


@define
class _Open:
    place: int
    mark: str
    paragraph: int
    again: list[int] = field(factory=list)
    """Where the mark is repeated at the start of later paragraphs."""


def _own(language: str | None) -> dict[str, str]:
    """Return opening marks and their closing ones, where the language's own use overrules the general one."""
    known = table(language, "marks") if language else None
    pairs = dict(_PAIRS)
    if known is not None:
        for opening, closing in (known["outer"], known["inner"], *known["also"]):
            pairs[opening] = closing + pairs.get(opening, "").replace(closing, "")
    return pairs


def pair(text: str, language: str | None, paragraphs: Sequence[Span], *, told: re.Pattern[str] | None = None) -> Marked:
    """Return the outermost marked passages of a text, given its paragraphs, and the marks left over.

    ``told`` finds a verb of speech; with it a mark that lost its partner is told from speech that runs on.
    """
    pairing = _Pairing(text, _own(language), told)
    for number, paragraph in enumerate(paragraphs):
        pairing.enter(number, paragraph, paragraphs)
        for found in _MARK.finditer(text, paragraph.start, paragraph.end):
            pairing.meet(found.start(), found[0], paragraph)
    pairing.leave()
    return Marked(tuple(pairing.outermost()), tuple(sorted(pairing.unbalanced)))


def last_of(text: str, passage: Passage) -> str:
    """Return the last character of a passage, past the closing marks of another voice in it: “I said, ‘Which one?’”."""
    piece = passage.pieces[-1]
    end = piece.end
    while end > piece.start and text[end - 1] in INNER:
        end -= 1
    return text[end - 1] if end > piece.start else ""


def with_blocks(passages: Sequence[Passage], blocks: Sequence[Span], paragraphs: Sequence[Span]) -> tuple[Passage, ...]:
    """Return marked passages together with blocks that a page sets off as quoted; the outermost wins.

    Blocks come in order and do not overlap. Where marks run into a block or out of it, or hold most of it, they tell more
    than the layout does: a name may stand beside them.
    """
    starts, ends = [one.outer.start for one in passages], [one.outer.end for one in passages]
    beginnings, endings = [one.start for one in paragraphs], [one.end for one in paragraphs]
    kept: list[Passage] = []
    at = 0
    for block in blocks:
        first, last = max(at, bisect_right(ends, block.start)), bisect_left(starts, block.end)
        inside = passages[first:last]
        if any(not block.holds(one.outer) for one in inside):
            continue
        if sum(len(one.outer) for one in inside) >= MARKED * len(block):
            continue
        touched = paragraphs[bisect_right(endings, block.start) : bisect_left(beginnings, block.end)]
        pieces = tuple(Span(max(one.start, block.start), min(one.end, block.end)) for one in touched)
        if pieces:
            kept += [*passages[at:first], Passage(Span(pieces[0].start, pieces[-1].end), pieces, BLOCK)]
            at = max(at, last)
    return (*kept, *passages[at:])


class _Pairing:
    """The state of one pass over the marks of a text."""

    def __init__(self, text: str, pairs: dict[str, str], told: re.Pattern[str] | None) -> None:
        self.text = text
        self.told = told
        self.pairs = pairs
        self.closing = frozenset("".join(pairs.values()))
        self.openers: dict[str, str] = {}
        for opening, closing in pairs.items():
            for mark in closing:
                self.openers[mark] = self.openers.get(mark, "") + opening
        self.stack: list[_Open] = []
        self.open: dict[str, int] = {}
        self.done: list[tuple[_Open, int]] = []
        self.unbalanced: list[int] = []
        self.number = 0
        self.repeated = -1

    def enter(self, number: int, paragraph: Span, paragraphs: Sequence[Span]) -> None:
        """Start a paragraph: what is still open stays so only if the paragraph repeats it, or closes it soon."""
        self.number = number
        if not self.stack:
            return
        first = self.stack[0]
        start = paragraph.start
        again = self.text.startswith(first.mark, start)
        if self._inside(first):
            self.leave()
        elif self._goes_on(first, paragraph) or (again and not self._told(paragraphs[number - 1].end)):
            self._drop_to(1)
            first.again.append(start)
            self.repeated = start
        elif again or not self._closed_soon(first, number, paragraphs):
            self.leave()

    def _goes_on(self, first: _Open, paragraph: Span) -> bool:
        """Return whether a paragraph repeats the closing mark to go on with what is open: «Cerramos. / »Y en mayo …»."""
        text, start = self.text, paragraph.start
        if first.mark not in FOLLOWED or text[start : start + 1] != FOLLOWED[first.mark]:
            return False
        return text[start + 1 : start + 2].strip(" \xa0\u202f.,;:!?—–-") != "" or text[start + 2 : start + 3].isalpha()

    def _inside(self, first: _Open) -> bool:
        """Return whether an open mark stands between Han letters, as one does that lost its partner: 公司的“闻面计划立项。"""
        place = first.place
        if first.again or not _PACKED.match(self.text, place - 1) or self.told is None:
            return False
        return not any(found.end() == place for found in self.told.finditer(self.text, max(0, place - 4), place))

    def _told(self, end: int) -> bool:
        """Return whether a paragraph ends as narrative does (…, she said.): then its open mark has lost its partner."""
        tail = self.text[max(0, end - TAIL) : end]
        after = tail[tail.rfind(",") + 1 :] if "," in tail else ""
        short = 0 < len(after.split()) <= REMARK
        return short and self.told is not None and self.told.search(after) is not None

    def _closed_soon(self, first: _Open, number: int, paragraphs: Sequence[Span]) -> bool:
        """Return whether the next mark of its kind, a few paragraphs on at most, is one that closes it."""
        if first.mark in STRAIGHT + "'‘" or number - first.paragraph > REACH:
            return False
        last = paragraphs[min(first.paragraph + REACH, len(paragraphs) - 1)].end
        kin = {first.mark, *self.pairs[first.mark]}
        found = next(
            (mark for mark in _MARK.finditer(self.text, paragraphs[number].start, last) if mark[0] in kin), None
        )
        return found is not None and found[0] != first.mark

    def meet(self, place: int, mark: str, paragraph: Span) -> None:
        """Take one mark: it closes, opens, is no mark at all, or is left over."""
        if place == self.repeated:
            return
        opens, closes = self._roles(place, mark, paragraph)
        if closes and self._close(place, mark):
            return
        if opens:
            self._push(_Open(place, mark, self.number))
        elif closes and mark not in SINGLE:
            self.unbalanced.append(place)

    def _roles(self, place: int, mark: str, paragraph: Span) -> tuple[bool, bool]:
        before = self.text[place - 1] if place > paragraph.start else " "
        after = self.text[place + 1] if place + 1 < paragraph.end else " "
        if mark in STRAIGHT or mark == "'":
            return _straight(mark, before, after, is_open=bool(self.open.get(mark)))
        opens, closes = mark in self.pairs, mark in self.closing
        if mark in "‘’":
            inside = bool(_LETTER.match(before)) and bool(_LETTER.match(after)) and not _PACKED.match(before + after)
            if inside:
                return False, False
            if mark == "’" and self._plural(place, before, after, paragraph):
                return False, False
        return opens, closes

    def _plural(self, place: int, before: str, after: str, paragraph: Span) -> bool:
        """Return whether ’ ends a plural (the dockers’ union): after s and before a word, with another ’ to close."""
        if before not in "sSxXzZ" or not after.isspace() or not self.open.get("‘"):
            return False
        later = self.text.find("’", place + 1, min(paragraph.end, place + 400))
        again = self.text.find("‘", place + 1, min(paragraph.end, place + 400))
        return later >= 0 and (again < 0 or later < again)

    def _push(self, opening: _Open) -> None:
        self.stack.append(opening)
        self.open[opening.mark] = self.open.get(opening.mark, 0) + 1

    def _pop(self) -> _Open:
        opening = self.stack.pop()
        self.open[opening.mark] -= 1
        return opening

    def _close(self, place: int, mark: str) -> bool:
        if not self.stack or not any(self.open.get(opening) for opening in self.openers.get(mark, "")):
            return False
        if (
            mark in "’'"
            and mark not in self.pairs[self.stack[-1].mark]
            and any(o.mark not in SINGLE for o in self.stack[-1:])
        ):
            return False  # a lone ’ inside other marks is an apostrophe sooner than their end
        while mark not in self.pairs[self.stack[-1].mark]:
            self._left(self._pop())
        opening = self._pop()
        if mark in SINGLE and mark not in "‹›" and not _several_words(self.text[opening.place + 1 : place]):
            return True
        self.done.append((opening, place))
        return True

    def _left(self, opening: _Open) -> None:
        if opening.mark not in "‘'‚":
            self.unbalanced.append(opening.place)

    def _drop_to(self, size: int) -> None:
        while len(self.stack) > size:
            self._left(self._pop())

    def leave(self) -> None:
        """End a stretch: whatever is open has no partner."""
        self._drop_to(0)

    def outermost(self) -> Iterator[Passage]:
        """Yield the passages that lie in no other."""
        end = 0
        for opening, close in sorted(self.done, key=lambda pair: pair[0].place):
            if opening.place >= end:
                end = close + 1
                yield Passage(Span(opening.place, end), tuple(self._pieces(opening, close)), opening.mark)

    def _pieces(self, opening: _Open, close: int) -> Iterator[Span]:
        starts = [opening.place, *opening.again]
        for start, stop in zip(starts, [*opening.again, close], strict=True):
            words = self.text[start + 1 : stop]
            lead = len(words) - len(words.lstrip())
            yield Span(start + 1 + lead, max(start + 1 + lead, start + 1 + len(words.rstrip())))


def _straight(mark: str, before: str, after: str, *, is_open: bool) -> tuple[bool, bool]:
    """Return whether a straight mark may open and may close, by what stands on either side of it."""
    letter_before, letter_after = bool(_LETTER.match(before)), bool(_LETTER.match(after))
    packed = (
        bool(_PACKED.match(before) or _PACKED.match(after)) or before in "，。！？；：、" or after in "，。！？；：、"
    )
    if letter_before and letter_after:
        return (not is_open, is_open) if packed and mark != "'" else (False, False)
    if mark == "'":
        return (not letter_before and before not in _STOPS and letter_after), (is_open and not letter_after)
    if before.isdigit() and not is_open and not letter_after:
        return False, False  # inches
    if packed or (before.isspace() and after.isspace()):
        return not is_open, is_open
    if letter_after and not letter_before:
        stop = before in _STOPS and before not in ",:;，：；"
        return (not stop or not is_open), (stop and is_open)
    if letter_before or before in _STOPS:
        return False, True
    if before.isspace() or before in "([{—–-":
        return True, False
    return not is_open, is_open


def _several_words(words: str) -> bool:
    return len(words.split()) > 1 or len(_PACKED.findall(words)) > 1
