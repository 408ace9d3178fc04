"""What holds digits and states no quantity and no date: links, handles, file names, and names with a number in them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from provenance.facts.patterns import GAP, LEFT, RIGHT, any_of, erased
from provenance.tables import table
from provenance.text import unbroken

__all__ = ["hidden_links", "hidden_names"]

_LINK = re.compile(
    r"https?://[^\s<>\"«»“”，。；！？、）】》]{1,2000}"
    r"|www\.[^\s<>\"«»“”，。；！？、）】》]{1,2000}"
    r"|(?<![\w.])[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,4}\.[a-z]{2,12}/[^\s<>\"«»“”，。；！？、）】》]{0,2000}"
    r"|(?<![\w.+-])[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,4}"
    r"|(?<![\w.])[@#][a-z_][\w]{1,60}"
    r"|(?<![\w.])[\w-]{1,60}\.(?:pdf|jpe?g|png|gif|mp[34]|docx?|xlsx?|zip|txt|html?|csv|json|exe|py|svg)(?!\w)"
)


_LINKED = re.compile(r"[/@#]|www\.|\.(?:pdf|jp|png|gif|mp|doc|xls|zip|txt|htm|csv|json|exe|py|svg)")
"""What stands in each of them; none holds white space."""


def hidden_links(lower: str) -> str:
    """Return the small letters, as long as before, with links, addresses, handles and file names taken out."""
    stretches = unbroken(lower, _LINKED)
    return erased(lower, (match.span() for start, end in stretches for match in _LINK.finditer(lower, start, end)))


_LETTER = "a-z\u00df-\u024f\u0370-\u03ff\u0400-\u052f"
# What a digit stands behind is looked at after it: few characters of a text are digits.
_NAMES = re.compile(
    rf"(?<![\w-])(?!usd|eur|rub|us|rs|r|s|mid|pre|post|non|sub|over|under)[{_LETTER}]{{1,20}}-?[0-9]{{1,6}}(?:[-./]?[{_LETTER}0-9]{{1,12}}){{0,4}}"
    r"|[0-9](?:"
    r"(?<![\w-].)(?:[0-9]{0,2} [0-9]{2,4} [0-9]{1,4}|[0-9]{0,3})(?:-[0-9]{2,5}){2,5}(?![\w-])"
    r"|(?<![\w.,/].)[0-9]{0,3}(?:/[0-9]{1,4}){1,3}(?![\w/])"
    r"|(?<![\w.].)[0-9]{0,2}(?:\.[0-9]{1,4}){2,5}(?![\w.])(?<!\.000)"  # a version, a section
    r")"
    r"|[#№][ ]?[0-9]{1,9}(?:[-/][0-9]{1,6})?"
)
_TELEPHONE = re.compile(
    r"[+0-9](?:"
    r"(?<=\+)(?<![0-9a-z+].)[0-9](?:[ ()-]{0,2}[0-9]){6,14}(?![0-9a-z])"
    r"|(?<=0)(?<![0-9a-z.,].)[0-9]{1,4}(?:[ /-][0-9]{2,8}){1,5}(?![0-9a-z]|[.,]?[0-9]| [0-9])"
    r"|(?<=[0-9])(?<![0-9a-z.,].)[0-9]{1,3}(?: [0-9]{2,4}){1,3} 0[0-9]{3,4}(?![0-9a-z]|[.,]?[0-9]| [0-9])"  # its groups from right to left
    r")"
)
_FRACTION = re.compile("(1)/([2-9]|10)|(2)/(3|5)|(3)/(4|5)|(4)/(5)")


@cache
def _named(language: str | None) -> re.Pattern[str]:
    words: dict[str, Any] = (table(language, "numbers") if language else None) or {}
    before, idioms = any_of(words.get("names_before", ())), any_of(words.get("idioms", ()))
    also = any_of((*words.get("to", ()), *words.get("listed", ())))
    after = any_of(words.get("names_after", ()))
    if words.get("style") == "han":
        return re.compile(f"{idioms}|{before} ?[0-9]{{1,6}}|(?<![0-9.,])[0-9]{{1,6}} ?{after}")
    return re.compile(
        f"{LEFT}(?:{idioms}{RIGHT}|{before}{GAP}?-?[0-9]{{1,6}}(?:[-–/.,][0-9]{{1,6}}){{0,3}}"
        rf"(?:(?:{GAP}?[-–]{GAP}?|{GAP}{also}{GAP})[0-9]{{1,6}}(?![0-9]|[.,][0-9]))?(?!{GAP}?[%$€£])(?![0-9]))"
        rf"|[0-9](?<![\w.,].)[0-9]{{0,5}}{GAP}?{after}{RIGHT}"
    )


def hidden_names(lower: str, language: str | None) -> str:
    """Return the small letters, as long as before, without names that hold digits and without idioms that hold numbers."""
    rest = erased(lower, (match.span() for match in _TELEPHONE.finditer(lower)))
    rest = erased(rest, (match.span() for match in _named(language).finditer(rest)))
    spans = [match.span() for match in _NAMES.finditer(rest) if not _FRACTION.fullmatch(match[0])]
    return erased(rest, spans)
