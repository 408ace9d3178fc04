"""Words of different scripts, brought near enough to be recognised as one name: likely the same, never surely.

Cyrillic and Greek go into Latin by a small table. Of any other alphabet or syllabary only the consonants are compared,
by their kind: the Unicode name of a letter ends in its sound (HANGUL SYLLABLE GIM, KATAKANA LETTER TO, ARABIC LETTER
BEH), so no table of those is needed. Han characters have no sound of their own and are never compared here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from provenance.tables import shared_table

__all__ = ["consonants", "skeleton"]

_SPELLINGS = (
    ("sch", "s"),
    ("tch", "c"),
    ("ch", "c"),
    ("sh", "s"),
    ("zh", "z"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("qu", "k"),
    ("ts", "c"),
    ("tz", "c"),
    ("x", "ks"),
)
"""Ways in which one sound is spelt in languages of Latin script, longest first."""

_ALIKE = str.maketrans("cqyjw", "kkiiv")
_DOUBLED = re.compile(r"(.)\1+", re.DOTALL)
_KINDS = str.maketrans(
    {
        **dict.fromkeys("bpfvw", "P"),
        **dict.fromkeys("kgqc", "K"),
        **dict.fromkeys("dt", "T"),
        **dict.fromkeys("szxj", "S"),
        **dict.fromkeys("mn", "N"),
        **dict.fromkeys("lr", "R"),
    }
)
"""Kinds of consonants that one script keeps apart and another does not, after Soundex (R. C. Russell, 1918)."""


@cache
def _letters() -> dict[int, str]:
    found: dict[str, dict[str, str]] = shared_table("transliteration")
    return {ord(letter): latin for letters in found.values() for letter, latin in letters.items()}


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """Return how a word of Latin, Cyrillic or Greek letters sounds, roughly: small letters, without accents or doubles.

    What is written alike for the same name comes out alike: "Schmidt", «Шмидт»: ``smidt``. Other scripts stay.
    """
    # й and ї are letters of their own; only then are marks taken off
    latin = unicodedata.normalize("NFC", word.casefold()).translate(_letters())
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", latin).translate(_letters())
        if not unicodedata.combining(letter)
    )
    for spelt, sound in _SPELLINGS:
        plain = plain.replace(spelt, sound)
    return _DOUBLED.sub(r"\1", plain.translate(_ALIKE))


@lru_cache(maxsize=16_384)
def consonants(word: str) -> str:
    """Return the kinds of a word's consonants, one capital each, in any script but Han: トランプ and Trump: ``TRNP``."""
    sound = "".join(_sound(letter) for letter in word)
    kinds = skeleton(sound).translate(_KINDS)
    return _DOUBLED.sub(r"\1", "".join(kind for kind in kinds if kind in "PKTSNR"))


@lru_cache(maxsize=16_384)
def _sound(letter: str) -> str:
    """Return a letter of a script that has no table as the end of its Unicode name tells it; Latin by the first consonant."""
    if letter < "\u0530":
        return letter
    kind, _, name = unicodedata.name(letter, "").rpartition(" ")
    if kind == "HANGUL SYLLABLE":
        return (name[:1] + name[1:].replace("W", "")).lower().replace("ng", "n")
    if " LETTER" not in kind or "SMALL" in kind.split(" LETTER")[1] or "VOWEL" in kind:
        return ""
    if kind.endswith("KATAKANA LETTER"):
        return "fu" if name == "HU" else name.lower()
    return name[0].lower() if name[:1] in "BCDFGHJKLMNPQRSTVWXZ" else ""
