"""A frame cut into words, marks and hidden passages: by compiled code, for a text has thousands, and where asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HIDDEN", "MANY", "Rows", "Token", "name_stem", "stem"]

HIDDEN = "\ue000"
"""Stands in a frame for each character of a marked passage, marks included (private use, so no letter and no stop)."""

MANY = 200
"""Words that are looked up one by one; from there on the whole text is read once for all that may be asked."""

SHORTEST = 3
"""Letters of a word at least that is looked up alone: shorter ones stand inside many others."""

_LINE_END = re.compile("\n")
_TOKEN = re.compile(
    r"(\s*+)(\w{2,}+(?![’'\-‑.])"  # most words: none of the others begins so
    rf"|{HIDDEN}+|(?:[^\W\d_]\.){{2,}}|[^\W\d_]\.(?=[ \xa0]?[^\W\d_])"
    r"|(?:[DM]r|Mrs|Ms|St|Prof|Gen|Col|Sen|Rep|Gov|Capt|Lt|Sgt|Rev|Sra?|Mme|Mlle|Fr)\.(?=\s)"
    r"|(?:podinsp|nadkom|podkom|insp|asp|sierż|kpt|ppłk|płk|mjr|ppor|por|gen|prof|mgr|inż|hab|abp|red|dr|ks)\.(?=\s)"
    r"|(?:[LDNSJMTCldnsjmtc]|[Qq]u)[’'](?=\w)"  # l’agence, d’Anna, qu’elle
    r"|\w+(?:[’'\-‑](?!(?:t-)?(?:ils?|elles?|on|je|nous|vous)\b)\w+)*|\S)"  # dit-il, ajoute-t-elle
)


class Token(NamedTuple):
    """A word, a mark or a hidden passage of a frame."""

    start: int
    end: int
    low: str
    """In small letters, without the apostrophe that ends an elided word."""
    capital: bool
    word: bool

    @property
    def hidden(self) -> bool:
        """Whether a marked passage stands there."""
        return self.low[0] == HIDDEN


class Rows:
    """The tokens of a frame, cut line by line as they are asked for: most of a text is never looked at closely."""

    def __init__(self, words: str, low: str) -> None:
        self.words = words
        self.low = low
        self.begins = [0, *(found.end() for found in _LINE_END.finditer(words))]
        self.lines: dict[int, tuple[tuple[Token, ...], Sequence[int]]] = {}
        self.named: dict[str, bool] = {}

    def between(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that start in a stretch."""
        first, last = bisect_right(self.begins, start) - 1, bisect_left(self.begins, end) - 1
        row, starts = self._line(first)
        found = row[bisect_left(starts, start) : bisect_left(starts, end)]
        for number in range(first + 1, last + 1):
            row, starts = self._line(number)
            found += row[: bisect_left(starts, end)]
        return found

    def last_before(self, place: int) -> Token | None:
        """Return the token that starts last before a place, in its line or an earlier one."""
        for number in range(bisect_right(self.begins, place) - 1, -1, -1):
            row, starts = self._line(number)
            at = bisect_left(starts, place)
            if at:
                return row[at - 1]
        return None

    def names(self, word: str) -> bool:
        """Return whether words that begin so have a capital inside a sentence, or twice at its start and never small."""
        known = self.named.get(word)
        if known is None:
            few = len(self.named) < MANY and len(word) >= SHORTEST
            known = self.named[word] = self._looked_up(word) if few else word in self._inner_capitals
        return known

    def _looked_up(self, word: str) -> bool:
        opened, small = 0, False
        at = self.low.find(word)
        while at >= 0:
            token = next(iter(self.between(at, at + 1)), None)
            if token is not None and token.word and stem(token.low) == word:
                before = self.last_before(at) if token.capital else None
                if before is not None and (before.word or before.low == ","):
                    return True
                opened += before is not None
                small = small or not token.capital
            at = self.low.find(word, at + len(word))
        return opened > 1 and not small

    @cached_property
    def _inner_capitals(self) -> frozenset[str]:
        """All such words of the text: where many are asked for, looking each up would take longer."""
        inside: set[str] = set()
        opening: set[str] = set()
        row = [token for number in range(len(self.begins)) for token in self._line(number)[0]]
        small = {stem(low) for low in {token.low for token in row if token.word and not token.capital}}
        for before, token in pairwise(row):
            if token.capital and token.word:
                word = stem(token.low)
                if before.word or before.low == "," or (word in opening and word not in small):
                    inside.add(word)
                opening.add(word)
        return frozenset(inside)

    def _line(self, number: int) -> tuple[tuple[Token, ...], Sequence[int]]:
        """Return the tokens of a line, and where they start."""
        line = self.lines.get(number)
        if line is None:
            start = self.begins[number]
            end = self.begins[number + 1] if number + 1 < len(self.begins) else len(self.words)
            line = self.lines[number] = _tokenised(self.words[start:end], self.low, start)
        return line


def _tokenised(words: str, low: str, begin: int) -> tuple[tuple[Token, ...], Sequence[int]]:
    """Return the tokens of a line and where they start; ``low`` is the whole frame in small letters."""
    pieces = _TOKEN.split(words)  # nothing, the space before a token, the token, nothing, …
    places = list(accumulate(map(len, pieces), initial=begin))
    starts, ends = places[2:-1:3], places[3::3]
    firsts = [token[0] for token in pieces[2::3]]
    lows = [
        _bare(low[start:end]) if low[end - 1] in "’." else low[start:end]
        for start, end in zip(starts, ends, strict=True)
    ]
    rows = zip(starts, ends, lows, map(str.isupper, firsts), map(str.isalpha, firsts), strict=True)
    return tuple(map(tuple.__new__, repeat(Token), rows)), starts


def _bare(word: str) -> str:
    """Return a word without the apostrophe or stop that ends it."""
    return word.rstrip("’." if len(word) > 2 else "’") or word[0]


_CASES = "аяуюеєиыіїоьймёэ"
"""Letters that case endings of Cyrillic names are made of, but for the г of -ого."""

_CASE = re.compile(r"(?:ого|его|ых|их)\Z")


def stem(word: str) -> str:
    """Return a word without the ending that a case may give it."""
    word = word.removesuffix("’s").removesuffix("'s")
    if word[-1:] > "\u03ff":
        bare = word.rstrip(_CASES)
        return bare if len(bare) > 2 else word
    return word[:-2] if len(word) > 6 else word


def name_stem(word: str) -> str:
    """Return a family name without its case ending: незнамов, незнамова, незнамовым; горский, горского."""
    return stem(_CASE.sub("", word)) if word[-1:] > "\u03ff" else word[:-2] if len(word) > 6 else word
