"""Lists of words of a language's table, made ready to be asked: plain words, beginnings, ends, forms.

A table writes "(?:ha|han) (?:dicho|escrito)" for what is asked word by word.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.text import alternatives, in_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["NEVER", "NOTHING", "Asked", "Words", "joined", "words_of"]

LONGEST = 40
"""Letters of a word at most that is looked up by its form."""

ENDING = 5
"""Letters of an ending at most."""

REMEMBERED = 1 << 14
"""Words at most whose place in one list is remembered."""

MANY = 2000
"""Words at most that an entry of alternatives is written out to."""

_PLAIN = re.compile(r"[^\W_]+(?:[’-][^\W_]+)*")
_TAIL = re.compile(
    r"\\w\*(?P<stem>[^\W\d_-]+)(?:(?:\(\?:(?P<several>[^()\[\]]+)\)|\[(?P<letters>[^\W\d_]+)\])(?P<may>\?)?)?"
)

_FINITE = re.compile(r"(?:[^\W\d_]|[ ’-]|\(\?:[^()\[\]?*+.\\]*\)\??)+")
_CHOICE = re.compile(r"[(\[?]")
_LETTERS = re.compile(r"\[([^\W\d_]+)\]")
_LETTER = re.compile(r"([^\W\d_])\?")
_PART = re.compile(r"\(\?:(?P<several>[^()]*)\)(?P<may>\?)?|(?P<letters>[^()]+)")

NEVER = re.compile(r"(?!)")
"""Finds nothing: stands for a list that a table leaves out."""


@frozen
class Words:
    """A list of words in small letters, some by their forms; ``word in words`` asks whether one is meant."""

    literal: frozenset[str] = field()
    pattern: re.Pattern[str] = field()
    stems: frozenset[str] = field(default=frozenset())
    """Beginnings of words that an ending may follow."""
    ending: re.Pattern[str] = field(default=NEVER)
    tails: frozenset[str] = field(default=frozenset())
    """Ends of words that anything may stand before: "\\\\w*meister(?:in)?"."""
    lengths: tuple[int, ...] = field(init=False)
    """How long these ends are."""
    starts: frozenset[str] = field(init=False)
    """The first two letters of each such beginning: most words have others."""
    asked: dict[str, bool] = field(init=False, factory=dict, eq=False, repr=False)
    """Words that were asked for and stand in no plain list, as many as REMEMBERED, with the answer."""

    @starts.default
    def _starts(self) -> frozenset[str]:
        return frozenset(stem[:2] for stem in self.stems)

    @lengths.default
    def _lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(tail) for tail in self.tails}))

    def __contains__(self, word: str) -> bool:
        if word in self.literal:
            return True
        if not self.stems and not self.tails and self.pattern is NEVER:
            return False
        known = self.asked.get(word)
        if known is None:
            known = (
                (bool(self.stems) and self._stemmed(word))
                or any(word[-length:] in self.tails for length in self.lengths)
                or (len(word) <= LONGEST and self.pattern is not NEVER and self.pattern.fullmatch(word) is not None)
            )
            if len(word) <= LONGEST and len(self.asked) < REMEMBERED:
                self.asked[word] = known
        return known

    def _stemmed(self, word: str) -> bool:
        """Return whether a word is a beginning of the list with one of its endings."""
        if word[:2] not in self.starts:
            return False
        last = len(word)
        return any(
            word[:cut] in self.stems and self.ending.fullmatch(word, cut) is not None
            for cut in range(last, max(0, last - ENDING) - 1, -1)
        )


class Asked(dict[str, bool]):
    """Answers to one question about words: asked once for each, for as many as REMEMBERED."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        self.ask = ask

    def __missing__(self, word: str) -> bool:
        answer = self.ask(word)
        if len(word) <= LONGEST and len(self) < REMEMBERED:
            self[word] = answer
        return answer


NOTHING = Words(frozenset(), NEVER)
"""The list that a table leaves out."""


def joined(entries: Sequence[str], *, unlike: str = "") -> str:
    """Return what matches any entry of a list, the longest first, where nothing ``unlike`` stands before it."""
    given = {each for entry in map(in_place, entries) for each in _written_out(entry)}
    return alternatives(sorted(given, key=lambda entry: (-len(entry), entry)), unlike=unlike)


def _written_out(entry: str) -> list[str]:
    """Return an entry whose alternatives are plain as all that it stands for: they are found sooner one by one."""
    if not _CHOICE.search(entry) or _FINITE.fullmatch(plain := _grouped(entry)) is None:
        return [entry]
    parts = [
        [part["letters"]] if part["letters"] else [*part["several"].split("|"), *([""] if part["may"] else [])]
        for part in _PART.finditer(plain)
    ]
    many = 1
    for part in parts:
        many *= len(part)
    return ["".join(each) for each in product(*parts)] if many <= MANY else [entry]


def _grouped(entry: str) -> str:
    """Return an entry with a group for each choice of one letter: accus(?:é|ée), élev(?:eur|euse)."""
    letters = _LETTERS.sub(lambda found: f"(?:{'|'.join(found[1])})", entry)
    return _LETTER.sub(r"(?:\1)?", letters)


def words_of(data: dict[str, Any], *names: str) -> Words:
    """Return the words of the lists of a table together, with the endings that it gives them."""
    literal: set[str] = set()
    stems: set[str] = set()
    forms: list[str] = []
    tails: set[str] = set()
    endings = {data.get("endings", {}).get(name, "") for name in names} - {""}
    for name in names:
        ending = data.get("endings", {}).get(name, "")
        given = [in_place(entry) for entry in data.get(name, ())]
        before = data.get("prefixes", {}).get(name, ())
        given += [prefix + entry for prefix in before for entry in given if _PLAIN.fullmatch(entry)]
        for entry in given if ending else (each for one in given for each in _written_out(one)):
            plain = _PLAIN.fullmatch(entry) is not None
            if not ending and plain:
                literal.add(entry)
            elif plain and len(endings) == 1:
                stems.add(entry)
            elif not ending and (tail := _TAIL.fullmatch(entry)) is not None:
                tails.update(_expanded(tail))
            else:
                forms.append(f"(?:{entry}){ending}")
    return Words(
        frozenset(literal),
        re.compile("|".join(forms)) if forms else NEVER,
        frozenset(stems),
        re.compile(endings.pop()) if stems else NEVER,
        frozenset(tails),
    )


def _expanded(tail: re.Match[str]) -> Iterator[str]:
    """Yield what the end of a word may be, by a pattern of it: wart, wartin, warts."""
    stem = tail["stem"]
    more = (tail["several"] or "").split("|") if tail["several"] else list(tail["letters"] or "")
    if not more or tail["may"]:
        yield stem
    yield from (stem + ending for ending in more)
