"""The scripts of a text and of a language, and where they contradict each other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.language.written import rows
from provenance.scripts import script

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EAST_ASIAN",
    "WEIGHT",
    "contradicts",
    "is_japanese",
    "letters_by_script",
    "main_script",
    "read",
    "scripts_of",
]

WEIGHT = {"Han": 3, "Hiragana": 3, "Katakana": 3, "Hangul": 3}
"""A character that is a word or a syllable counts as much as three letters."""

KANA_SHARE = 0.1
"""The share of kana in kana and Han from which a text is Japanese; running Japanese has a third or more."""

EAST_ASIAN = ("Han", "Hiragana", "Katakana")

_LINK = re.compile(
    r"(?:https?:/|www\.)[!-~]*"
    r"|(?<![!-~])[!-?A-~]*@[!-~]*"  # each begins where a run of ASCII begins, so that none is read twice
    r"|(?<![!-~])[0-9A-Za-z.-]{1,200}\.[A-Za-z]{2,24}/[!-~]*"
    r"|#[0-9A-Za-z_]+"
)

_TAG_SCRIPTS = {
    "Arab": ("Arabic",),
    "Cyrl": ("Cyrillic",),
    "Deva": ("Devanagari",),
    "Grek": ("Greek",),
    "Hans": ("Han",),
    "Hant": ("Han",),
    "Hebr": ("Hebrew",),
    "Jpan": EAST_ASIAN,
    "Kore": ("Hangul", "Han"),
    "Latn": ("Latin",),
}


def letters_by_script(text: str) -> tuple[tuple[str, int], ...]:
    """Return how many letters of each script a text has, most first, then by name."""
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return (("Latin", letters),) if letters else ()
    return _by_script(Counter(text))


def _by_script(characters: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for character, number in characters.items():
        name = script(character)
        if name is not None:
            counts[name] = counts.get(name, 0) + number
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


@lru_cache(maxsize=256)
def scripts_of(language: str) -> tuple[str, ...]:
    """Return the scripts that a language (BCP 47) is written in; empty where the table does not know it."""
    main, *subtags = language.split("-")
    for subtag in subtags:
        if subtag.title() in _TAG_SCRIPTS:
            return _TAG_SCRIPTS[subtag.title()]
    row = rows().get(main.lower())
    return () if row is None else tuple(row["scripts"])


def contradicts(text: str, language: str) -> str | None:
    """Return the script of a text where the language is not written in it; None where nothing contradicts.

    Two thirds of the letters must be foreign: names keep their own script. It is looked at in a text of any length, links aside. Japanese under a language written in Han alone is told by its
    kana. A language whose scripts are not known is contradicted by nothing: ask `scripts_of` whether it was examined.
    """
    known = scripts_of(language)
    if not known or ("Latin" in known and text.isascii()):
        return None
    counts = read(text)[2]
    if counts.keys() <= set(known):
        return None
    if "Han" in known and "Hiragana" not in known and is_japanese(counts):
        return max(("Hiragana", "Katakana"), key=lambda name: counts.get(name, 0))
    foreign = {name: count for name, count in counts.items() if name not in known}
    if 3 * sum(foreign.values()) <= 2 * sum(counts.values()):
        return None
    return max(foreign, key=lambda name: foreign[name])


def is_japanese(counts: Mapping[str, int]) -> bool:
    """Return whether there is as much kana beside Han as in Japanese."""
    kana = counts.get("Hiragana", 0) + counts.get("Katakana", 0)
    return kana > 0 and kana >= KANA_SHARE * (kana + counts.get("Han", 0))


@lru_cache(maxsize=32)  # the same words are looked at in several ways
def read(text: str) -> tuple[str, Mapping[str, int], Mapping[str, int]]:
    """Return the words of a text, how often each character stands in them, and what each script weighs in them."""
    words = _plain(text)
    characters = Counter(words)
    return words, characters, {name: number * WEIGHT.get(name, 1) for name, number in _by_script(characters)}


_LINKING = re.compile(r"[@#/]|www\.")
"""What every link, address and handle has in it."""


def _plain(text: str) -> str:
    """Return the words of a text: without links, addresses and handles, which have no language; composed (NFC)."""
    words = _LINK.sub(" ", text) if _LINKING.search(text) else text
    return unicodedata.normalize("NFC", words)


def main_script(counts: Mapping[str, int]) -> tuple[str, int]:
    """Return the script of most letters and their number; Han and kana count together."""
    together = sum(counts.get(name, 0) for name in EAST_ASIAN)
    others = [(count, name) for name, count in counts.items() if name not in EAST_ASIAN]
    most, main = max(others, default=(0, ""))
    return ("Han", together) if together >= most else (main, most)
