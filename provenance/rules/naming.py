"""What things are called in a sentence: languages by their English names, hops by number, words on one line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.tables import table
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.dates import PartialDate
    from provenance.model.hop import Hop

__all__ = [
    "claimed",
    "date_words",
    "hops_named",
    "language_name",
    "language_path",
    "languages_named",
    "listed",
    "shown",
]

MOST_NAMED = 12
"""Languages of a path, and runs of hops, that a sentence names; of more it says how many."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def language_name(tag: str, language: str = "en") -> str:
    """Return what a language is called in another; its tag where the table has no name for it."""
    names = table(language, "languages") or {}
    name: str = names.get(tag) or names.get(tag.partition("-")[0]) or tag
    return name


def languages_named(text: str, language: str | None) -> frozenset[str]:
    """Return the languages that a text names, in its own language or in English; without a table, in English."""
    form = comparing_form(text)
    tags = dict.fromkeys((language or "en", "en"))
    return frozenset(
        named
        for tag in tags
        for named, words in (table(tag, "language_words") or {}).items()
        if any(re.search(_word(word), form) for word in words)
    )


def _word(word: str) -> str:
    """Return what finds a word of a table; a star stands for the rest of it, Han characters need no spaces around them."""
    if ord(word[0]) >= 0x2E80:
        return word
    return rf"(?<!\w){word.removesuffix('*')}" + ("" if word.endswith("*") else r"(?!\w)")


def language_path(hops: Iterable[Hop], *, marked: bool = True) -> str:
    """Return the languages along hops, each once in a row: "ru → zh → en (ru and zh inferred)"; a blank one is "?"."""
    path: list[str] = []
    inferred: list[str] = []
    for hop in hops:
        tag = "?" if hop.language is None else hop.language.partition("-")[0]
        if path[-1:] != [tag]:
            path.append(tag)
            inferred += [tag] if hop.was_inferred("language") else []
    half = MOST_NAMED // 2
    told = path if len(path) <= MOST_NAMED else [*path[:half], f"({len(path) - 2 * half:,} more)", *path[-half:]]
    words = " → ".join(told)
    if not marked or not inferred:
        return words
    which = inferred if len(path) <= MOST_NAMED else list(dict.fromkeys(inferred))
    return f"{words} ({'all' if len(inferred) == len(path) > 1 else listed(which)} inferred)"


def shown(words: str, most: int = 160) -> str:
    """Return words on one line; where they are long, their beginning, cut after a word."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    begin = line[: most - 1]
    return f"{(begin if line[most - 1] == ' ' else begin.rpartition(' ')[0]) or begin}…"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def hops_named(numbers: Iterable[int]) -> str:
    """Return hops by their numbers, runs drawn together: "hop 3", "hops 2–4 and 7"; of very many, the first ones."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" if len(run) > 2 else f"{run[0]}, {run[1]}"
        for run in runs
    ]
    if len(parts) > MOST_NAMED:
        rest = sum(map(len, runs[MOST_NAMED - 1 :]))
        parts = [*parts[: MOST_NAMED - 1], f"{rest:,} more"]
    return f"hop{'s' if sum(map(len, runs)) > 1 else ''} {listed(parts)}"


def date_words(on: PartialDate) -> str:
    """Return a date in words, as precise as it is: "19 December 2025", "19 December", "the 1990s"."""
    if on.decade:
        return f"the {on.year}s"
    month = None if on.month is None else MONTHS[on.month - 1]
    if on.day is not None and month is None:
        words = f"day {on.day} of a month"
    else:
        words = " ".join(str(part) for part in (on.day, month, on.year) if part is not None)
    if on.time is not None:
        words += f", {on.time}"
    if on.zone is not None:
        words += " UTC" if on.zone == "Z" else f" UTC{on.zone}"
    return words


def claimed(text: str, claims: Sequence[str]) -> tuple[int, int] | None:
    """Return where the first of some words of a table stands in a text; a star stands for the rest of a word."""
    any_of_them, each = _claims(tuple(claims))
    if any_of_them.search(text) is None:  # most texts claim nothing
        return None
    places = [found.span() for pattern in each if (found := pattern.search(text)) is not None]
    return min(places, default=None)


_HAN_AND_KANA = 0x2E80
"""From here on scripts are packed, and a word has no edge."""


@lru_cache(maxsize=64)
def _claims(claims: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Return what matches any of some words of a table, and what matches each."""
    forms: dict[bool, list[str]] = {False: [], True: []}
    for claim in claims:
        form = re.escape(comparing_form(claim)).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        forms[ord(claim[0]) >= _HAN_AND_KANA].append(form)
    bare = [rf"(?<!\w){form}(?!\w)" for form in forms[False]]
    words = [rf"(?<!\w)(?:{'|'.join(forms[False])})(?!\w)"] if bare else []  # one look at the edge for all of them
    any_of_them = re.compile("|".join((*words, *forms[True])) or "(?!)", re.IGNORECASE)
    return any_of_them, tuple(re.compile(one, re.IGNORECASE) for one in (*bare, *forms[True]))
