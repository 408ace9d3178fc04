"""Numbers in the languages written with spaces: digits with their separators, number words, scale words, and both mixed."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from provenance.facts.digits import DIGITS, VULGAR, digit_readings
from provenance.facts.patterns import GAP, LEFT, RIGHT, any_of
from provenance.facts.quantity import Quantity
from provenance.facts.sums import Element, Number, Sum, plain
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.facts.sums import Kind, Value

__all__ = ["Numerals"]

_VULGAR = "".join(VULGAR)
# A prefix of Hebrew or Arabic may touch the digits; no other letter may.
_EDGE = "(?<!^[.,])(?<![^a-z\u0430-\u044f][.,])(?<![^\\W\u05d0-\u05ea\u0620-\u064a])"


class Numerals:
    """Reads the numbers of one language."""

    def __init__(self, language: str | None) -> None:
        words: dict[str, Any] = (table(language, "numbers") if language else None) or {}
        signs: dict[str, Any] = (table(language, "scales") if language else None) or {}
        self.words = words
        self.decimal: str = signs.get("decimal", ".")
        self.group: str = signs.get("group", ",")
        self.of_words = frozenset(words.get("of", ()))
        self.spaced = self.group == " " or language is None or language.split("-")[0] != "en"
        self.unclear = not signs or bool(words.get("unclear_separators"))
        scales = {**signs.get("words", {}), **words.get("scales", {})}
        scales = {form: power for form, power in scales.items() if form not in words.get("scales_not", ())}
        self.values: dict[str, Element] = {}
        kinds: tuple[tuple[Kind, dict[str, Any]], ...] = (
            ("scale", {form: 10**power for form, power in scales.items()}),
            ("adjective", {form: 10**power for form, power in words.get("scale_adjectives", {}).items()}),
            ("hundred", {**dict.fromkeys(words.get("hundreds", ()), 100), **words.get("multipliers", {})}),
            ("word", words.get("words", {})),
            ("fraction", words.get("fractions", {})),
            ("couple", words.get("couples", {})),
            ("few", dict.fromkeys(words.get("few", ()), 1)),
            ("plural", {form: value for form, value in words.get("plurals", {}).items() if value}),
            ("article", dict.fromkeys(words.get("articles", ()), 1)),
            ("join", dict.fromkeys(words.get("joins", ()), 0)),
        )
        for kind, forms in kinds:
            for form, value in forms.items():
                self.values[form] = Element(0, 0, kind, plain(value))
        self.plurals: dict[str, int] = words.get("plurals", {})
        self.scale_words = frozenset(scales)
        # M, B and T are metres, names and tonnes as well: beside money only, which the reader of quantities sees to
        self.letters: dict[str, int] = {"k": 3, **words.get("letters", {})}
        letters = any_of(self.letters)
        self.plus: dict[str, str] = words.get("plus", {})
        self.compound = self._compound(words)
        shy: dict[str, int] = words.get("words_before_scale", {})  # Vietnamese năm is a year, or five of what follows
        self.values |= {form: Element(0, 0, "word", plain(value)) for form, value in shy.items()}
        following = any_of((*self.scale_words, *words.get("multipliers", ())))
        others = any_of(form for form in self.values if form not in shy)
        word = f"(?:{any_of(shy)}(?={GAP}{following}{RIGHT})|{others}|{self.compound})"
        self.element = re.compile(
            rf"(?P<digits>{DIGITS})(?:(?P<letter>{letters}){RIGHT})?|(?P<plus>{any_of(self.plus)}){RIGHT}|(?P<word>{word}){RIGHT}"
        )
        prefix = f"[{words['prefixes']}]{{0,2}}?" if "prefixes" in words else ""
        self.start = re.compile(rf"{LEFT}{prefix}(?:(?P<word>{word}){RIGHT})|{_EDGE}(?P<digits>[0-9{''.join(VULGAR)}])")
        self.gap = re.compile(f"{GAP}?-{GAP}?|{GAP}?")
        self.of = re.compile(rf"(?:{GAP}|-){any_of(words.get('fraction_joins', ()))}(?={GAP}|-)")

        halves: dict[str, str] = words.get("half_units", {})
        pairs: dict[str, str] = words.get("dual_units", {})
        self.counted = {form: Quantity.exactly(Fraction(1, 2), unit) for form, unit in halves.items()}
        self.counted |= {form: Quantity.exactly(2, unit) for form, unit in pairs.items()}
        self.counted |= {form: Quantity.parse(value) for form, value in words.get("lengths_of_time", {}).items()}
        before = f"[{words['prefixes']}]{{0,2}}?" if "prefixes" in words else ""
        # the same words are read over and over, and most numbers are one word
        self._spelled = lru_cache(maxsize=4096)(self._spelled_out)
        self._alone = lru_cache(maxsize=4096)(self._single)
        self.whole = re.compile(f"{LEFT}{before}(?P<counted>{any_of(self.counted)}){RIGHT}")

    def _compound(self, words: dict[str, Any]) -> str:
        """Return the pattern of number words run together, with their parts, or one that never matches."""
        self.parts: dict[str, Any] = words.get("compound_parts", {})
        return f"(?:{any_of(self.parts)}){{2,12}}" if self.parts else "(?!)"

    def find(self, text: str) -> Iterator[Number]:
        """Yield the numbers of a text in small letters, in order."""
        at = 0
        for whole in self.whole.finditer(text):  # полгода, demi-heure, שעתיים
            yield from self._between(text, at, whole.start())
            quantity = self.counted[" ".join(whole["counted"].split())]
            yield Number(start=whole.start("counted"), end=whole.end(), readings=(quantity,))
            at = whole.end()
        yield from self._between(text, at, len(text))

    def _between(self, text: str, at: int, end: int) -> Iterator[Number]:
        while (found := self.start.search(text, at, end)) is not None:
            elements, scanned = self._elements(text, found.start("word") if found["word"] else found.start())
            at = max(scanned, found.end())
            yield from self._composed(elements)

    def _elements(self, text: str, at: int) -> tuple[list[Element], int]:
        """Return what may make up a number from here on, and where the last of it ends."""
        elements: list[Element] = []
        place = at
        while (found := self.element.match(text, place)) is not None and found.end() > place:
            elements += [
                Element(place + one.start, place + one.end, one.kind, one.value, one.readings)
                for one in self._spelled(found[0])
            ]
            gap = self.gap.match(text, found.end())
            place = found.end() if gap is None else gap.end()
            if elements and elements[-1].kind == "fraction" and (of := self.of.match(text, found.end())):
                gap = self.gap.match(text, of.end())
                place = of.end() if gap is None else gap.end()
            if place == found.end() and elements and elements[-1].kind != "digits":
                break  # a word must be parted from the next
        scanned = elements[-1].end if elements else 0
        while elements and elements[-1].kind in {"join", "article"} and len(elements) > 1:
            elements.pop()
        return elements, scanned

    def _spelled_out(self, words: str) -> list[Element]:
        """Return what a match of the pattern of elements says, wherever it stands."""
        found = self.element.match(words)
        if found is None:
            return []
        start, end = found.span()
        if found["digits"]:
            readings = digit_readings(found["digits"], decimal=self.decimal, unclear=self.unclear)
            if " " in found["digits"] and (not readings or not self._spaced(found["digits"])):
                first = found["digits"].partition(" ")[0]
                readings = digit_readings(first, decimal=self.decimal, unclear=self.unclear)
                end = start + len(first)
                found_letter = None
            else:
                found_letter = found["letter"]
            digits_end = end - len(found_letter or "")
            if not readings:
                return [Element(start, digits_end, "join", 0)]
            element = Element(start, digits_end, "digits", plain(readings[0]), readings)
            if found_letter:
                return [element, Element(digits_end, end, "scale", 10 ** self.letters[found_letter])]
            return [element]
        if found["plus"]:
            return [Element(start, end, "fraction", plain(self.plus[" ".join(found["plus"].split())]), (-1,))]
        word = " ".join(found["word"].split())
        if word in self.values:
            known, (_, space, last) = self.values[word], word.rpartition(" ")
            if space and last in self.of_words:
                end -= len(last) + 1  # "tens of" is the number of what follows, without its "of"
            return [Element(start, end, known.kind, known.value)]
        return [Element(start, end, kind, value) for kind, value in self._split(word)]

    def _spaced(self, digits: str) -> bool:
        """Return whether spaces may group these digits: in any language but English, and there before 000."""
        return self.spaced or "," in digits or digits.endswith(" 000") or digits.count(" ") > 1 or digits[-1] in VULGAR

    def _split(self, word: str) -> Iterator[tuple[Kind, Value]]:
        for part in re.findall(any_of(self.parts), word):
            value = self.parts[part]
            if value == 0:
                yield "join", 0
            elif value == 100:
                yield "hundred", 100
            elif value >= 1000:
                yield "scale", value
            else:
                yield "word", value

    def _single(self, kind: Kind, value: Value, readings: tuple[Value, ...]) -> Number | None:
        """Return the number that one element is alone, or None."""
        sum_, element = Sum(frozenset(self.words.get("order", ()))), Element(0, 0, kind, value, readings)
        return sum_.number([element]) if kind not in {"join", "article"} and sum_.take(element) else None

    def _composed(self, elements: list[Element]) -> Iterator[Number]:
        at = 0
        while at < len(elements):
            one = elements[at]
            if at + 1 == len(elements) or one.kind == elements[at + 1].kind == "digits":  # nothing goes on it
                at += 1
                number = self._alone(one.kind, one.value, one.readings)
                if number is not None:
                    yield number.at(one.start, one.end)
                continue
            sum_ = Sum(frozenset(self.words.get("order", ())))
            first = at
            while at < len(elements) and sum_.take(elements[at]):
                at += 1
            last = at - 1
            while last >= first and elements[last].kind in {"join", "article"}:
                last -= 1
            if last >= first:
                number = sum_.number(elements[first : last + 1])
                if number is not None:
                    yield number
            if at == first:
                at += 1
