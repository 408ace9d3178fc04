"""What of a sentence can be laid beside a sentence in another language: its length, its words by sound, its marks."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.scripts import HAN, HANGUL, KANA, script
from provenance.transliteration import consonants, skeleton

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["BEGINNINGS", "ENDINGS", "Features", "features"]

_TOKEN = re.compile(
    r"\d+(?:[.,’'\xa0\u202f]\d+)*"
    rf"|(?P<han>[{HAN}]+)|(?P<kana>[\u30a1-\u30ff]+)|(?P<small>[\u3041-\u309f]+)|(?P<hangul>[{HANGUL}]+)"
    rf"|[^\W\d_{HAN}{KANA}{HANGUL}]+"
)
_ALPHABETS = frozenset({"Latin", "Cyrillic", "Greek"})
_UNSOUNDED = frozenset({"Han", "Hiragana"})

_OPENING = frozenset('“”«»„"「『‘‹—–')
_CLOSING = frozenset('”»“«"」』’›')
_QUESTION = frozenset("?？؟")
_EXCLAMATION = frozenset("!！")
_AFTER_WORDS = '”»“«"」』’›)）] '
_STOPS = ".,!?…。，！？、؟ "

BEGINNINGS = 2
"""Flags of how a sentence begins: 1 with an opening mark or a dialogue dash, 2 as the first of a paragraph."""

ENDINGS = 4
"""Flags of how a sentence ends: 1 with a closing mark, 2 as a question, 4 as an exclamation, 8 with a colon."""

STEM = 6
"""Letters by which inflected forms of a word are taken for one."""

ROOT = 5
"""Letters by which a name or a shared word is recognised across languages."""

RARE = 0.1
"""Share of a text's words from which on a script counts as one that the text is written in."""


@frozen
class Features:
    """One sentence, as alignment sees it."""

    length: int
    """Code points but for white space, at least 1."""
    keys: tuple[str, ...]
    """What may stand in the other language as it is: numbers, names by their sound, anchors that the caller gives."""
    stems: tuple[str, ...]
    """Words by their beginnings, for learning which stand together."""
    begins: int
    ends: int


def features(
    source: Sequence[str],
    target: Sequence[str],
    *,
    anchors: tuple[Sequence[Collection[str]], Sequence[Collection[str]]],
    firsts: tuple[Collection[int], Collection[int]],
) -> tuple[list[Features], list[Features]]:
    """Return the features of both sides, their names by the sound that both scripts can tell.

    ``anchors`` holds for each sentence what is known to be the same in both languages, ``firsts`` the numbers of the
    sentences that begin a paragraph.
    """
    tokens = [[_tokens(sentence) for sentence in side] for side in (source, target)]
    scripts = _scripts(tokens[0]), _scripts(tokens[1])
    across = bool((scripts[0] ^ scripts[1]) - _ALPHABETS - _UNSOUNDED)
    han = "Han" in scripts[0] and "Han" in scripts[1]
    sides = []
    for side, sentences in enumerate((source, target)):
        known, first = anchors[side], firsts[side]
        sides.append(
            [
                _features(
                    sentence, words, known[at] if at < len(known) else (), first=at in first, across=across, han=han
                )
                for at, (sentence, words) in enumerate(zip(sentences, tokens[side], strict=True))
            ]
        )
    return sides[0], sides[1]


def _tokens(sentence: str) -> list[tuple[str, str | None]]:
    """Return the words and numbers of a sentence, each with the kind of writing that is not cut into words."""
    return [(found.group(), found.lastgroup) for found in _TOKEN.finditer(sentence)]


def _scripts(sentences: Sequence[Sequence[tuple[str, str | None]]]) -> frozenset[str]:
    counted = Counter(script(word[0]) for words in sentences for word, _ in words)
    total = sum(counted.values())
    return frozenset(name for name, count in counted.items() if name is not None and count > RARE * total)


def _features(
    sentence: str,
    words: Sequence[tuple[str, str | None]],
    anchors: Collection[str],
    *,
    first: bool,
    across: bool,
    han: bool,
) -> Features:
    keys = {f"@{anchor}" for anchor in anchors}
    stems: set[str] = set()
    for word, kind in words:
        if word[0].isdigit():
            keys.add("#" + "".join(str(unicodedata.decimal(digit)) for digit in word if digit.isdecimal()))
        elif kind == "han":
            pieces = {word[at : at + 2] for at in range(max(1, len(word) - 1))}
            stems |= pieces
            if han:
                keys |= pieces
        elif kind != "small":
            stems.add(word[:2] if kind == "hangul" else word.casefold()[:STEM])
            key = _across(word) if across else _root(word)
            if key is not None:
                keys.add(key)
    stripped = sentence.strip()
    return Features(
        length=max(1, len("".join(sentence.split()))),
        keys=tuple(map(sys.intern, sorted(keys))),  # a text says most of its words many times
        stems=tuple(map(sys.intern, sorted(stems))),
        begins=(stripped[:1] in _OPENING) + 2 * first,
        ends=_ends(stripped),
    )


def _root(word: str) -> str | None:
    """Return the key of a word between scripts that a table brings together."""
    sound = skeleton(word)
    if len(sound) >= ROOT - 1:
        return sound[:ROOT]
    return f"^{sound}" if len(word) > 1 and word.isupper() else None


def _across(word: str) -> str | None:
    """Return the key of a word between scripts of which only the consonants can be compared; small words have none."""
    if "a" <= word[0].casefold() <= "z" and not word[0].isupper():
        return None
    kinds = consonants(word.removeprefix("\u0627\u0644"))  # the Arabic article
    return f"~{kinds[:3]}" if len(kinds) >= 3 else None


def _ends(sentence: str) -> int:
    tail = sentence[-4:]
    closing = sentence.rstrip(_STOPS)[-1:] in _CLOSING
    asks = not _QUESTION.isdisjoint(tail)
    exclaims = not _EXCLAMATION.isdisjoint(tail)
    return closing + 2 * asks + 4 * exclaims + 8 * (sentence.rstrip(_AFTER_WORDS)[-1:] in {":", "："})
