"""A frame cut into words, marks and hidden passages, in one pass and without a loop of ours: a text has thousands."""

from __future__ import annotations

import re
from itertools import accumulate, repeat
from typing import NamedTuple

__all__ = ["HIDDEN", "Token", "stem", "tokenised"]

HIDDEN = "\ue000"
"""Stands in a frame for each character of a marked passage, marks included (private use, so no letter and no stop)."""

_TOKEN = re.compile(
    r"(\w{2,}+(?![’'\-‑.])"  # most words: none of the others begins so
    rf"|{HIDDEN}+|(?:[^\W\d_]\.){{2,}}|[^\W\d_]\.(?=[ \xa0]?[^\W\d_])"
    r"|(?:[DM]r|Mrs|Ms|St|Prof|Gen|Col|Sen|Rep|Gov|Capt|Lt|Sgt|Rev|Sra?|Mme|Mlle|Fr)\.(?=\s)"
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


def tokenised(words: str, low: str) -> tuple[Token, ...]:
    """Return the tokens of a frame, in order; ``low`` is the frame in small letters."""
    pieces = _TOKEN.split(words)  # what stands between, a token, what stands between, …
    ends = list(accumulate(map(len, pieces)))
    firsts = [token[0] for token in pieces[1::2]]
    rows = zip(
        ends[:-1:2],
        ends[1::2],
        [
            _bare(low[start:end]) if low[end - 1] in "’." else low[start:end]
            for start, end in zip(ends[:-1:2], ends[1::2], strict=True)
        ],
        map(str.isupper, firsts),
        map(str.isalpha, firsts),
        strict=True,
    )
    return tuple(map(tuple.__new__, repeat(Token), rows))


def _bare(word: str) -> str:
    """Return a word without the apostrophe or stop that ends it."""
    return word.rstrip("’." if len(word) > 2 else "’") or word[0]


def stem(word: str) -> str:
    """Return a word without the ending that a case may give it."""
    word = word.removesuffix("’s").removesuffix("'s")
    return word[:-2] if len(word) > 6 else word
