"""Quantities that two words make together: one in ten, каждый десятый, двухчасовой, zweistündig, in their twenties.

They are weak: "one in ten" may be told as ten of whom one, which no pattern of words can know. Each is found by the rarest
of its words, and read around it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from provenance.facts.patterns import GAP, LEFT, LETTER, RIGHT, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from provenance.facts.patterns import Said

__all__ = ["Composed", "HanComposed", "of_age"]

_YEAR = "1[5-9][0-9]{2}|20[0-9]{2}"
_REACH = 40
"""Code points before the rarest word in which the others stand."""

_HAN = {sign: value for value, sign in enumerate("零一二三四五六七八九十")}
_HAN |= {"两": 2, "兩": 2, "百": 100, "千": 1_000, "万": 10_000}


def of_age(words: dict[str, Any]) -> str:
    """Return the pattern, by a table of numbers, of what makes an age of the decade behind it: in their late twenties."""
    owner, when = any_of(words.get("age_decades_after", ())), any_of(words.get("age_decades_part", ()))
    return f"{LEFT}{owner}{GAP}(?:{when}[ -])?"


class Composed:
    """The quantities of several words of a language written with spaces, by its table of numbers."""

    def __init__(self, words: dict[str, Any], adjectives: Mapping[str, str]) -> None:
        self.joins = [f" {join} " for join in words.get("share_joins", ())]
        self.spelled = {
            form: value for form, value in words.get("words", {}).items() if isinstance(value, int) and value > 0
        }
        self.spelled |= dict.fromkeys(words.get("hundreds", ()), 100)
        noun = ""
        if words.get("share_of_noun"):  # un Français sur dix
            noun = f"(?:{GAP}{LETTER}{{3,20}})?"
            self.spelled |= dict.fromkeys(words.get("articles", ()), 1)
        counted = any_of([*self.spelled, *words.get("joins", ()), *words.get("scales", {}), *words.get("hundreds", ())])
        small = any_of(form for form, value in self.spelled.items() if value < 10)
        self.part = re.compile(f"{LEFT}(?P<more>{counted}(?:{GAP}|-))?(?P<part>{small}|[1-9]){RIGHT}{noun}$")
        article = f"(?:{any_of(words.get('articles', ()))}{GAP})?"
        whole = f"(?P<whole>{any_of(self.spelled)}|(?!(?:{_YEAR}){RIGHT})[1-9][0-9]{{0,2}}(?:[., ]?000)?)"
        self.whole = re.compile(f"{article}{whole}{RIGHT}(?![.,]?[0-9%]|(?:{GAP}|-){counted}{RIGHT})")

        self.ordinals: dict[str, int] = words.get("ordinals", {})
        every = words.get("every", ())
        self.every = re.compile(f"{any_of(every)}{GAP}(?P<whole>{any_of(self.ordinals)}){RIGHT}")
        self.each = "".join(f"{word} " for word in every) if len(every) < 2 else _beginning(min(every), max(every))

        self.adjectives = adjectives if words.get("compound_numbers") else {}
        self.numbers: dict[str, str] = words.get("compound_numbers", {})
        self.number = re.compile(f"{LEFT}(?P<number>{any_of(self.numbers)})$")
        self.ending = re.compile(f"{LETTER}{{0,4}}{RIGHT}")

        self.decades: dict[str, int] = words.get("age_decades", {})
        self.tails = sorted({decade[-2:] for decade in self.decades})
        self.aged = re.compile(f"{of_age(words)}(?P<word>{any_of(self.decades)})$")

    def find(self, text: str) -> list[Said]:
        """Return them in a folded text's small letters, none in another."""
        found = sorted([*self._shares(text), *self._every(text), *self._compounds(text), *self._ages(text)])
        return [one for number, one in enumerate(found) if not number or one[0] >= found[number - 1][1]]

    def _shares(self, text: str) -> Iterator[Said]:
        for at, join in _hits(text, self.joins):
            whole = self.whole.match(text, at + len(join))
            first = max(0, at - _REACH)
            part = None if whole is None else self.part.search(text[first:at])
            if whole is None or part is None or part["more"]:
                continue
            numbers = self._number(part["part"]), self._number(whole["whole"])
            if 0 < numbers[0] < numbers[1]:
                yield first + part.start("part"), whole.end(), str(Fraction(*numbers)), True

    def _number(self, words: str) -> int:
        plain = " ".join(words.split())
        return self.spelled[plain] if plain in self.spelled else int(re.sub("[., ]", "", plain))

    def _every(self, text: str) -> Iterator[Said]:
        for at, _ in _hits(text, [self.each] if self.each else []):
            found = None if text[at - 1 : at].isalpha() else self.every.match(text, at)
            number = 0 if found is None else self.ordinals[" ".join(found["whole"].split())]
            if found is not None and number > 1:
                yield (*found.span(), f"1/{number}", True)

    def _compounds(self, text: str) -> Iterator[Said]:
        for at, unit in _hits(text, self.adjectives):
            first = max(0, at - _REACH)
            number = self.number.search(text[first:at])
            ending = None if number is None else self.ending.match(text, at + len(unit))
            if number is not None and ending is not None:
                value = f"{self.numbers[number['number']]} {self.adjectives[unit]}"
                yield first + number.start(), ending.end(), value, True

    def _ages(self, text: str) -> Iterator[Said]:
        for at, tail in _hits(text, self.tails):
            end, first = at + len(tail), max(0, at - _REACH)
            found = None if text[end : end + 1].isalnum() else self.aged.search(text[first:end])
            if found is not None:
                low = self.decades[found["word"]]
                yield first + found.start("word"), end, f"[{low},{low + 10}) age", True


class HanComposed:
    """Those of Chinese and Japanese: 十人中有一人, 10人に1人, 每秒25米, 2分3.41秒."""

    def __init__(self) -> None:
        number = "(?:[0-9]{1,5}|[一二两兩三四五六七八九十百千万]{1,2})"
        people = "(?:人|个人|個人|名|个|個)"
        of = "(?:(?:之)?(?:中|当中|當中|里|裡)?(?:就|便|仅|僅|只|约|約)?有|に)"
        self.share = re.compile(f"每?(?P<whole>{number}){people}{of}(?P<part>{number}){people}")
        digits = "(?P<number>[0-9]{1,6}(?:\\.[0-9]{1,3})?)"
        per = "(?:(?P<second>每秒钟?|秒速)|每小时|每小時|时速|時速)"
        self.speed = re.compile(f"{per}[為为达達約约]?{digits}(?P<unit>公里|千米|米|キロ|メートル)")
        self.clocked = re.compile("(?P<minutes>[0-9]{1,3})分(?P<seconds>[0-9]{1,2}(?:\\.[0-9]{1,3})?)秒")

    def find(self, text: str) -> list[Said]:
        """Return them in a folded text, none in another."""
        return sorted([*self._shares(text), *self._speeds(text), *self._times(text)])

    def _shares(self, text: str) -> Iterator[Said]:
        gathered = ("人中", "人里", "人裡", "人当中", "人有", "人就有", "人に", "个中", "名中")
        for match in self.share.finditer(text) if any(word in text for word in gathered) else ():
            part, whole = _han(match["part"]), _han(match["whole"])
            if 0 < part < whole:
                yield (*match.span(), str(Fraction(part, whole)), True)

    def _speeds(self, text: str) -> Iterator[Said]:
        for match in self.speed.finditer(text) if any(word in text for word in ("每秒", "每小", "速")) else ():
            far = match["unit"] in {"公里", "千米", "キロ"}
            if far != (match["second"] is not None):
                yield (*match.span(), f"{Fraction(match['number'])} {'km/h' if far else 'm/s'}", False)

    def _times(self, text: str) -> Iterator[Said]:
        for match in self.clocked.finditer(text) if "秒" in text else ():
            minutes = int(match["minutes"]) + Fraction(match["seconds"]) / 60
            yield (*match.span(), f"{minutes} minute", False)


def _hits(text: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield every place of some words in a text."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, word
            at = text.find(word, at + len(word))


def _beginning(first: str, last: str) -> str:
    """Return what two words, and all between them in order, begin with."""
    return next((first[:place] for place in range(len(first)) if not last.startswith(first[: place + 1])), first)


def _han(words: str) -> int:
    if words.isdecimal():
        return int(words)
    first, *rest = (_HAN[sign] for sign in words)
    if not rest:
        return first
    return first * rest[0] if rest[0] >= 10 else first + rest[0]
