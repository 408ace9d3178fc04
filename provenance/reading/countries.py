"""The language of a country named in a speaker's office: "Russian President" → ru.

Official languages after CLDR 46 (supplemental data, territory languages); a country with two of them tells nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import frozen

from provenance.tables import shared_table, table
from provenance.text import in_place

__all__ = ["Spoken", "spoken_in_office"]

_WORD = re.compile(r"\w+")
_INFLECTED = frozenset({"ru", "uk", "be", "bg", "sr", "pl", "cs"})
_PACKED = frozenset({"zh", "ja", "ko"})
SHORTEST = 4
"""Letters of a stem at least where names are inflected."""


@frozen
class Spoken:
    """A language, and the country that it was inferred from."""

    language: str
    country: str


@cache
def _countries(language: str) -> re.Pattern[str] | None:
    """Return what finds a country in an office; each alternative is a group named after its code."""
    base = language.split("-", maxsplit=1)[0]
    names = {in_place(name): code for name, code in (table(language, "territories") or {}).items()}
    adjectives = table(language, "nationalities") or {}
    if not names and not adjectives:
        return None
    forms = [(re.escape(name), code, _ending(name, base)) for name, code in names.items() if len(name) > 1]
    forms += [(in_place(form), code, "") for form, code in adjectives.items()]
    forms.sort(key=lambda form: (-len(form[0]), form))
    edges = ("", "") if base in _PACKED else (r"(?<!\w)", r"(?!\w)")
    groups = (
        f"(?P<c{number}_{code}>{_stem(name, ending)}{ending})" for number, (name, code, ending) in enumerate(forms)
    )
    return re.compile(f"{edges[0]}(?:{'|'.join(groups)}){edges[1]}")


def _ending(name: str, base: str) -> str:
    return r"\w{0,3}" if base in _INFLECTED and len(name) > SHORTEST else ""


def _stem(form: str, ending: str) -> str:
    """Return the stem of a name whose last vowel changes: росси- of Россия."""
    return re.sub(r"[аеиоуыэюяіїьйaeiouyąęó]+\Z", "", form) if ending else form


def spoken_in_office(office: str | None, language: str | None) -> Spoken | None:
    """Return the one official language of the one country that an office names, as printed in a language."""
    if office is None or language is None:
        return None
    pattern = _countries(language)
    if pattern is None:
        return None
    codes = _codes(pattern, office)
    if len(codes) != 1:
        return None
    (code,) = codes
    spoken = shared_table("official_languages").get(code)
    return None if spoken is None else Spoken(language=spoken, country=code)


@lru_cache(maxsize=4096)  # an article's few offices are asked about for every quotation
def _codes(pattern: re.Pattern[str], office: str) -> frozenset[str]:
    """Return the codes of the countries that an office names."""
    found = (found.lastgroup for found in pattern.finditer(in_place(office)))
    return frozenset(group.split("_")[1] for group in found if group)
