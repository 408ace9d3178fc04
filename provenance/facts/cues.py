"""Cues: words of a table found in a text, the longest first, whatever the spacing, case, width and normal form.

A table's entry is one or more words. A star stands for the rest of a word ("отказ*", "*less", "ne*ý"), a star alone for
a whole one; in scripts without spaces every character is a word. At each place the entry with the most words wins, then the one whose words
are spelled out furthest, so an entry of the class ``other`` can take back what a shorter one would find ("un*", but
"under*" is other).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, field, frozen

from provenance.facts.folding import Folded, fold
from provenance.facts.names import hidden_links
from provenance.scripts import UNSPACED
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from provenance.text import Span

__all__ = ["BREAKS", "STOPS", "Cue", "Lexicon", "Words", "joined_tables", "sequence", "words_in", "words_of"]

STOPS = frozenset(".!?…。！？｡؟।\n")
"""What ends a sentence, as far as a cue's reach is concerned."""

BREAKS = STOPS | frozenset(",;:()[]{}—–，；：、（）【】،؛")
"""What ends a clause: the marks of a sentence's end, and those within it."""

EXACT, LONGEST = 1_000_000, 1_000
"""How a word spelled out ranks above any stem, and a longer stem above any ending."""

HEAD = 2
"""Letters of a stem by which it is told that a word begins with none."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0957\u0962\u0963"  # \w leaves them out
_WORD = re.compile(rf"[{UNSPACED}]|(?:[^\W\d_{UNSPACED}]|[{_MARKS}])+|[0-9]+|\n|[^\w\s\0]")

_ENTRY = re.compile(rf"\*?(?:{_WORD.pattern})(?:\*(?:[^\W\d_{UNSPACED}]|[{_MARKS}])*)?")


@frozen
class Words:
    """The words and signs of a text in comparing form, and where each stands in the text as given."""

    words: tuple[str, ...] = field()
    places: tuple[tuple[int, int], ...] = field()
    """Where each stands in the folded text."""
    folded: Folded = field()

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> Span:
        """Return the span, in the text as given, of a run of words."""
        return self.folded.span(self.places[start][0], self.places[end - 1][1])


@frozen
class Cue:
    """An entry of a table found in a text: its class, the entry, and which words of the text it takes, half open."""

    kind: str
    entry: str
    start: int
    end: int


@define
class _Node:
    exact: dict[str, _Node] = field(default=Factory(dict))
    stems: dict[str, list[tuple[str, _Node]]] = field(default=Factory(lambda: defaultdict(list)))
    lengths: dict[str, tuple[int, ...]] = field(default=Factory(dict))
    """The lengths that stems have, longest first, by the letter they begin with; "" for an ending alone."""
    entry: tuple[str, str] | None = field(default=None)


def words_of(text: str, language: str | None) -> Words:
    """Return the words and signs of a text outside links, addresses and file names.

    White space only parts them, but a line's end is a sign of its own.
    """
    folded = fold(text, language)
    return words_in(folded, hidden_links(folded.lower))


def words_in(folded: Folded, linkless: str) -> Words:
    """Return the words and signs of a folded text whose links are taken out."""
    places = [match.span() for match in _WORD.finditer(linkless)]
    return Words(tuple([linkless[start:end] for start, end in places]), tuple(places), folded)


def sequence(entry: str) -> tuple[str, ...]:
    """Return an entry's words, parted as a text's are, stars kept with their word."""
    spelled = fold(entry, None).lower
    return tuple(match.group() for match in _ENTRY.finditer(spelled))


class Lexicon:
    """The entries of a table by class, ready to be found in a text in linear time."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        """Take the entries of each class; of the same words in two classes, the first counts."""
        self._root = _Node()
        for kind, phrases in entries.items():
            for phrase in phrases:
                self._add(kind, phrase)
        self._heads = frozenset(stem[:HEAD] for stem in self._root.stems if stem)
        self._endings = tuple(ending for ending, _ in self._root.stems.get("", ()))

    def _add(self, kind: str, phrase: str) -> None:
        node = self._root
        for word in sequence(phrase):
            prefix, star, suffix = word.partition("*")
            if not star:
                node = node.exact.setdefault(word, _Node())
                continue
            known = [after for ending, after in node.stems[prefix] if ending == suffix]
            following = known[0] if known else _Node()
            if not known:
                node.stems[prefix].append((suffix, following))
                node.stems[prefix].sort(key=lambda stem: -len(stem[0]))
            like = {len(stem) for stem in node.stems if stem[:1] == prefix[:1]}
            node.lengths[prefix[:1]] = tuple(sorted(like, reverse=True))
            node = following
        if node.entry is None:
            node.entry = (kind, phrase)

    def at(self, words: Sequence[str], place: int) -> Cue | None:
        """Return the best entry that begins at a word."""
        best: tuple[int, int, str, str] | None = None
        heads = [(after, place + 1, rank) for after, rank in _after(self._root, words[place])]
        while heads:
            node, at, spelled = heads.pop()
            if node.entry is not None and (best is None or (at, spelled) > best[:2]):
                best = (at, spelled, *node.entry)
            if at < len(words):
                heads += [(after, at + 1, spelled + rank) for after, rank in _after(node, words[at])]
        return None if best is None else Cue(best[2], best[3], place, best[0])

    def find(self, words: Sequence[str]) -> Iterator[Cue]:
        """Yield the cues of a text from left to right, none over another."""
        place = 0
        first, heads, endings = self._root.exact, self._heads, self._endings
        while place < len(words):
            word = words[place]  # most words begin no entry, which their first letters and their end tell
            told = word in first or word[:HEAD] in heads or word[0] in heads or word.endswith(endings)
            cue = self.at(words, place) if told else None
            if cue is not None:
                yield cue
                place = cue.end
            else:
                place += 1


def _after(node: _Node, word: str) -> list[tuple[_Node, int]]:
    """Return where a word leads, and how far it is spelled out there: as it is, then by its stems, then by its ending."""
    exact = node.exact.get(word)
    found = [] if exact is None else [(exact, EXACT)]
    if not node.lengths:
        return found
    for length in (*node.lengths.get(word[0], ()), *node.lengths.get("", ())):
        if length > len(word):
            continue
        for suffix, after in node.stems.get(word[:length], ()):
            if len(word) >= length + len(suffix) and word.endswith(suffix) and word[0].isalnum():
                found.append((after, length * LONGEST + min(len(suffix), LONGEST - 1)))
    return found


@cache
def joined_tables(language: str, topic: str) -> Mapping[str, Any] | None:
    """Return a language's table for a topic, None if there is none; for Chinese, the tables of both scripts in one.

    A tag seldom tells the script (zh), and a speaker of one is quoted in the other.
    """
    if language.split("-", maxsplit=1)[0] != "zh":
        found: Mapping[str, Any] | None = table(language, topic)
        return found
    both = [found for found in (table("zh", topic), table("zh-Hant", topic)) if found is not None]
    return {key: _joined([found[key] for found in both if key in found]) for found in both for key in found} or None


def _joined(values: list[Any]) -> Any:
    if isinstance(values[0], dict):
        keys = dict.fromkeys(key for value in values for key in value)
        return {key: _joined([value[key] for value in values if key in value]) for key in keys}
    return [*dict.fromkeys(entry for value in values for entry in value)]
