"""Quotation marks: which open and which close, which are another language's, and which have no partner.

Marks are paired with a stack, in order of place. The straight mark belongs to every language; an apostrophe is no mark,
and single marks are one only as a pair. 《 》 are titles. A mark that is repeated at the head of each paragraph of one
quotation is legal. A dash that begins a line is a mark where the language's table says so, and weak.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from provenance.facts.fact import Fact
from provenance.tables import table
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["has_marks", "marks_in"]

STRAIGHT = "\"'＂＇"
SINGLE = "‘’‚‛'＇‹›"
"""Marks that are apostrophes, primes or signs as well, and count only as a pair."""

REACH = 3
"""Line ends over which a mark may stay open."""

_PAIRS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "「": "」",
    "『": "』",
    "〝": "〟〞",
    "｢": "｣",
    "‘": "’",
    "‚": "‘’",
    "‛": "’",
    "‹": "›",
    **{mark: mark for mark in STRAIGHT},
}
"""What closes what, in any language."""

_SIGN = re.compile(r"[“”„‟«»「」『』〝〟〞｢｣‘’‚‛‹›'\"＂＇]|\n")
_DASH = re.compile(r"^[^\S\n]*([—–―])(?=[^\S\n])", re.MULTILINE)
_BLANK = re.compile(r"[^\S\n]*")
_OPENING = "([{<—–-/=“„«‘‚「『（【：:"
_CLOSING = ")]}>—–-/.,;:!?…”»’」』）】。，、；：！？"


@frozen(kw_only=True)
class _Set:
    closers: dict[str, str]
    """What each opening mark is closed by: the language's own pairs, and any other."""
    openers: dict[str, tuple[str, ...]]
    """What each closing mark closes."""
    own: frozenset[tuple[str, str]] | None
    """The language's pairs; None if it has no table."""
    dash: bool


@define
class _Mark:
    """A mark as it is read: where, which, whether it opens, and its partner if it has one."""

    place: int
    sign: str
    opens: bool
    line: int
    partner: str | None = field(default=None)
    repeated: bool = field(default=False)


def marks_in(text: str, language: str | None) -> tuple[Fact, ...]:
    """Return the quotation marks of a text in order of place.

    The value is "opening" or "closing", after "foreign" for a mark of another language's set and "unbalanced" for one
    without a partner ("foreign unbalanced opening"); "dash" for a dash that begins a line.
    """
    marks = _set(language or "")
    facts = [_fact(text, mark, marks.own) for mark in _paired(text, marks)]
    if marks.dash:
        dashes = (Span(*found.span(1)) for found in _DASH.finditer(text))
        facts += [Fact(kind="mark", value="dash", surface=span.of(text), span=span, weak=True) for span in dashes]
    return tuple(sorted(facts, key=lambda fact: fact.span.start))


def has_marks(language: str | None) -> bool:
    """Return whether the language has a table of marks, so that foreign ones can be told."""
    return language is not None and table(language, "marks") is not None


@cache
def _set(language: str) -> _Set:
    found = table(language, "marks") if language else None
    own = [] if found is None else [tuple(pair) for pair in (found["outer"], found["inner"], *found["also"])]
    closers = {opener: "".join(close for start, close in own if start == opener) for opener, _ in own}
    for opener, closing in _PAIRS.items():
        closers[opener] = closers.get(opener, "") + closing
    openers = {sign: tuple(o for o, signs in closers.items() if sign in signs) for sign in "".join(closers.values())}
    return _Set(
        closers=closers,
        openers=openers,
        own=None if found is None else frozenset((opener, closing) for opener, closing in own),
        dash=found is not None and found["dash"],
    )


def _fact(text: str, mark: _Mark, own: frozenset[tuple[str, str]] | None) -> Fact:
    words = ["opening" if mark.opens else "closing"]
    if mark.partner is None and not mark.repeated:
        words.insert(0, "unbalanced")
    if own is not None and mark.sign not in STRAIGHT and _foreign(mark, own):
        words.insert(0, "foreign")
    span = Span(mark.place, mark.place + 1)
    return Fact(kind="mark", value=" ".join(words), surface=span.of(text), span=span)


def _foreign(mark: _Mark, own: frozenset[tuple[str, str]]) -> bool:
    if mark.partner is None:
        return all(mark.sign not in pair for pair in own)
    return ((mark.sign, mark.partner) if mark.opens else (mark.partner, mark.sign)) not in own


def _paired(text: str, marks: _Set) -> Iterator[_Mark]:
    """Yield the marks of a text, each with its partner; single ones only where they have one."""
    stack: list[_Mark] = []
    opened: Counter[str] = Counter()
    read: list[_Mark] = []
    line, head = 0, _head(text, 0)
    for found in _SIGN.finditer(text):
        sign, place = found.group(), found.start()
        if sign == "\n":
            line, head = line + 1, _head(text, place + 1)
            continue
        if stack and line - stack[-1].line > REACH:
            stack.clear()
            opened.clear()
        before, after = _context(text, place)
        closes = any(opened[opener] for opener in marks.openers.get(sign, ()))
        if sign in SINGLE and before == after:
            continue  # an apostrophe
        mark = _Mark(place, sign, opens=True, line=line)
        if opened[sign] and place == head and stack[-1].line < line:
            mark.repeated, stack[-1].line = True, line
        elif closes and not (sign in marks.closers and before and not after):
            opener = _popped(stack, opened, sign, marks)
            mark.opens, mark.partner, opener.partner = False, opener.sign, sign
        elif sign in marks.closers and (before or not (after or sign in SINGLE)):
            stack.append(mark)
            opened[sign] += 1
        elif sign in SINGLE or (sign in STRAIGHT and text[place - 1 : place].isdigit()):
            continue  # an apostrophe, a prime
        else:
            mark.opens = False
        read.append(mark)
    yield from (mark for mark in read if mark.partner is not None or mark.repeated or mark.sign not in SINGLE)


def _head(text: str, place: int) -> int:
    """Return where the words of a line begin that starts at a place."""
    found = _BLANK.match(text, place)
    return place if found is None else found.end()


def _popped(stack: list[_Mark], opened: Counter[str], sign: str, marks: _Set) -> _Mark:
    """Return the nearest open mark that the sign closes; those opened after it have no partner."""
    while True:
        opener = stack.pop()
        opened[opener.sign] -= 1
        if sign in marks.closers[opener.sign]:
            return opener


def _context(text: str, place: int) -> tuple[bool, bool]:
    """Return whether a word may begin after the mark, for what stands before it, and whether one may end before it."""
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    return not before or before.isspace() or before in _OPENING, not after or after.isspace() or after in _CLOSING
