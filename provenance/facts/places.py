"""Places a text names, as ISO 3166 codes: territories by name, by adjective or people, and by their seat of government.

The value is the code, alone for a name, with ``adjective`` or ``seat`` after it for the other two: "UA", "UA seat". Names
are the CLDR's and each language's ``places`` table, which has the short names, adjectives and capitals, and what only
looks like a place. The longest name wins, then the leftmost: Guinea-Bissau is not Guinea, 索马里 is not 马里.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import field, frozen

from provenance.facts.folding import fold
from provenance.facts.names import hidden_links
from provenance.facts.patterns import LETTER
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.facts.folding import Folded
    from provenance.facts.patterns import Said
    from provenance.text import Span

__all__ = ["FoundPlace", "has_places", "places_in", "places_said"]

Kind: TypeAlias = Literal["name", "adjective", "seat"]

SHORTEST_STEM = 4
"""Letters that a word keeps at least when its ending is taken off."""

HEAD = 3
"""Letters by which it is told that a word begins no name, or fewer, where a stem has fewer."""

_WORD = re.compile(rf"{LETTER}+(?:\.{LETTER}+)*\.?")
_UNSPACED = frozenset({"zh", "ja"})
_KATAKANA = re.compile("[ァ-ヺー]")


@frozen(kw_only=True)
class FoundPlace:
    """A place in a text."""

    span: Span = field()
    code: str = field()
    kind: Kind = field(default="name")

    @property
    def value(self) -> str:
        """The code, and how it is said where it is not the name."""
        return self.code if self.kind == "name" else f"{self.code} {self.kind}"


@frozen
class _Entry:
    words: tuple[str, ...]
    code: str | None
    """None: no place, though a place stands in it."""
    kind: Kind
    capital: bool
    doubtful: bool


def places_in(text: str, language: str | None) -> tuple[FoundPlace, ...]:
    """Return the places the text names, in order."""
    folded = fold(text, language)
    said = places_said(folded, hidden_links(folded.lower), language)
    found = ((folded.span(start, end), value.partition(" ")) for start, end, value, _ in said)
    return tuple(FoundPlace(span=span, code=code, kind=kind or "name") for span, (code, _, kind) in found)  # type: ignore[arg-type]  # one of Kind


def places_said(folded: Folded, rest: str, language: str | None) -> list[Said]:
    """Return the places in a folded text whose links are taken out."""
    gazetteer = _gazetteer(language)
    return [] if gazetteer is None else list(gazetteer.read(rest, folded.text))


def has_places(language: str | None) -> bool:
    """Return whether the language has a table of territories."""
    return language is not None and table(language, "territories") is not None


@cache
def _gazetteer(language: str | None) -> _Gazetteer | _Signs | None:
    if language is None or table(language, "territories") is None:
        return None
    entries = tuple(_entries(table(language, "territories"), table(language, "places") or {}))
    if language.split("-")[0] in _UNSPACED:
        return _Signs(entries)
    return _Gazetteer(entries, table(language, "places") or {})


def _entries(territories: dict[str, str], words: dict[str, Any]) -> Iterator[_Entry]:
    doubtful = set(words.get("doubtful", ()))
    never = set(words.get("never", ()))
    kinds: tuple[tuple[dict[str, str], Kind], ...] = (
        ({**territories, **words.get("names", {})}, "name"),
        (words.get("adjectives", {}), "adjective"),
        (words.get("seats", {}), "seat"),
    )
    for names, kind in kinds:
        capital = kind != "adjective" or bool(words.get("capital_adjectives"))
        for name, code in names.items():
            if name not in never:
                yield _Entry(_words(name), code, kind, capital, name in doubtful)
    for name in words.get("not_places", ()):
        yield _Entry(_words(name), None, "name", capital=False, doubtful=False)


def _words(name: str) -> tuple[str, ...]:
    return tuple(found[0] for found in _WORD.finditer(name)) or (name,)


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin alike with."""
    same = (a == b for a, b in zip(one, other, strict=False))
    return next((place for place, alike in enumerate(same) if not alike), min(len(one), len(other)))


class _Gazetteer:
    """The names of a language written with spaces, by their first word."""

    def __init__(self, entries: tuple[_Entry, ...], words: dict[str, Any]) -> None:
        self.endings = tuple(sorted(words.get("endings", ()), key=lambda ending: (-len(ending), ending)))
        self.shortest: int = words.get("shortest_stem", SHORTEST_STEM)
        self.prefixes: str = words.get("prefixes", "")
        self.before = frozenset(words.get("before_doubtful", ()))
        self.by_first: dict[str, list[_Entry]] = defaultdict(list)
        for entry in entries:
            for key in dict.fromkeys((entry.words[0], self._stem(entry.words[0]))):
                self.by_first[key].append(entry)
        for key, same in self.by_first.items():
            self.by_first[key] = sorted(same, key=lambda entry: (-len(entry.words), entry.words, entry.code or ""))
        self.head = min(HEAD, self.shortest)
        self.heads = self._heads(self.by_first)
        self.small_heads = self._heads(
            key for key, same in self.by_first.items() if not all(entry.capital for entry in same)
        )

    def _heads(self, keys: Iterable[str]) -> frozenset[str]:
        """Return how a word begins whose stem, or itself but for a full stop, is one of the keys."""
        return frozenset(spelt[: self.head] for key in keys for spelt in (key, f"{key}."))

    def _stem(self, word: str) -> str:
        if word.endswith(self.endings):
            for ending in self.endings:
                if word.endswith(ending) and len(word) - len(ending) >= self.shortest:
                    return word[: -len(ending)]
        return word

    def read(self, lower: str, text: str) -> Iterator[Said]:
        """Yield the places of a text in small letters; the text itself tells its capitals."""
        tokens = [match.span() for match in _WORD.finditer(lower)]
        at = 0
        while at < len(tokens):
            entry, cut = self._match(lower, text, tokens, at)
            if entry is None:
                at += 1
                continue
            last = at + len(entry.words) - 1
            start, end = tokens[at][0] + cut, tokens[last][1]
            if self.shortest < SHORTEST_STEM and len(entry.words) == 1 and lower.startswith(entry.words[0], start):
                end = start + len(entry.words[0])  # particles are no part of a Korean name
            if lower[end - 1] == "." and not entry.words[-1].endswith("."):
                end -= 1
            if entry.code is not None and (not entry.doubtful or self._marked(text, tokens, at, last)):
                yield start, end, entry.code if entry.kind == "name" else f"{entry.code} {entry.kind}", False
            at = last + 1

    def _match(self, lower: str, text: str, tokens: list[tuple[int, int]], at: int) -> tuple[_Entry | None, int]:
        """Return the longest entry that starts at a word, and how many letters stand before it in the word.

        Of two whose stems are one (Нигер, Нигерия) the one that shares more letters with the word.
        """
        start, end = tokens[at]
        word = lower[start:end]
        for cut in self._cuts(word):
            if word[cut : cut + self.head] not in (self.small_heads if text[start + cut].islower() else self.heads):
                continue  # as with most words
            fitting = [
                (-len(entry.words), -_shared(form, entry.words[0]), order, entry)
                for form in dict.fromkeys((word[cut:], word[cut:].rstrip(".")))
                for key in dict.fromkeys((form, self._stem(form)))
                for order, entry in enumerate(self.by_first.get(key, ()))
                if not (entry.capital and text[start + cut].islower())
                and self._fits(form, entry.words[0])
                and self._goes_on(entry, lower, tokens, at)
            ]
            if fitting:
                return min(fitting, key=itemgetter(0, 1, 2))[3], cut
        return None, 0

    def _cuts(self, word: str) -> Iterator[int]:
        """Yield how many letters may stand before a name in its word: prefixes of Hebrew and Arabic."""
        yield 0
        for cut in range(1, min(3, len(word) - 2)):
            if word[cut - 1] not in self.prefixes:
                return
            yield cut

    def _fits(self, word: str, wanted: str) -> bool:
        if word == wanted:
            return True
        stem = self._stem(word)
        return len(stem) >= self.shortest and stem in {wanted, self._stem(wanted)}

    def _goes_on(self, entry: _Entry, lower: str, tokens: list[tuple[int, int]], at: int) -> bool:
        if at + len(entry.words) > len(tokens):
            return False
        before = tokens[at][1]
        for place, wanted in enumerate(entry.words[1:], at + 1):
            start, end = tokens[place]
            if len(lower[before:start]) > 3 or not set(lower[before:start]) <= set(" -–'.,&\n"):
                return False
            form = lower[start:end]
            if not self._fits(form, wanted) and not self._fits(form.rstrip("."), wanted):
                return False
            before = end
        return True

    def _marked(self, text: str, tokens: list[tuple[int, int]], first: int, last: int) -> bool:
        """Return whether a name that people bear too is a place here: after "in" or "of", and no capital beside it."""
        before = text[slice(*tokens[first - 1])].lower().rstrip(".") if first else ""
        end = tokens[last][1]
        beside = last + 1 < len(tokens) and tokens[last + 1][0] == end + 1 and text[end] == " " and text[end - 1] != "."
        return before in self.before and not (beside and text[end + 1].isupper())


class _Signs:
    """The names of Chinese or Japanese, by their first sign."""

    def __init__(self, entries: tuple[_Entry, ...]) -> None:
        by_first: dict[str, list[tuple[str, _Entry]]] = defaultdict(list)
        for entry in entries:
            name = "".join(entry.words)
            by_first[name[0]].append((name, entry))
        self.by_first = {
            sign: sorted(names, key=lambda pair: (-len(pair[0]), pair[0], pair[1].code or ""))
            for sign, names in by_first.items()
        }
        self.start = re.compile("[" + re.escape("".join(sorted(self.by_first))) + "]")

    def read(self, lower: str, text: str) -> Iterator[Said]:  # noqa: ARG002 - as the other reader
        """Yield the places of a text."""
        at = 0
        while (found := self.start.search(lower, at)) is not None:
            start = found.start()
            at = start + 1
            for name, entry in self.by_first[found[0]]:
                if lower.startswith(name, start) and not self._inside(name, lower, start):
                    at = start + len(name)
                    if entry.code is not None:
                        yield start, at, entry.code if entry.kind == "name" else f"{entry.code} {entry.kind}", False
                    break

    @staticmethod
    def _inside(name: str, lower: str, start: int) -> bool:
        """Return whether a name in katakana, or in Latin letters, is part of a longer word."""
        end = start + len(name)
        for sign, beside in ((name[0], lower[start - 1 : start]), (name[-1], lower[end : end + 1])):
            if _KATAKANA.match(sign) and beside and _KATAKANA.match(beside):
                return True
            if sign.isascii() and beside.isalnum() and beside.isascii():
                return True
        return False
