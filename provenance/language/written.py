"""What each language is written with: the table ``letters``.

It has the 23 languages of our tables, and those that would else be taken for one of them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from provenance.tables import shared_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "Spelling",
    "Wanted",
    "named",
    "needing",
    "of_our_tables",
    "proofs",
    "rows",
    "shared_letters",
    "speakers",
    "spellings",
    "spelt_with",
    "written_in",
]

Wanted: TypeAlias = "Mapping[str, str] | None"
"""What the caller limits the answer to: primary language → the tag as given."""


@cache
def rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the table: a row for each language, by its primary tag."""
    found: Mapping[str, Mapping[str, Any]] = shared_table("letters")
    return found


def written_in(main: str, wanted: Wanted) -> tuple[str, ...]:
    """Return the languages that a text in this script may be in; those that have it as a second script only if wanted."""
    if wanted is None:
        return _written_first_in(main)
    return tuple(tag for tag, row in rows().items() if tag in wanted and main in row["scripts"])


@cache
def _written_first_in(main: str) -> tuple[str, ...]:
    return tuple(tag for tag, row in rows().items() if row["role"] != "known" and row["scripts"][0] == main)


@lru_cache(maxsize=256)
def of_our_tables(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the languages that have other tables of ours."""
    return tuple(tag for tag in tags if rows()[tag]["role"] == "table")


def named(tag: str, wanted: Wanted) -> str | None:
    """Return the language that statistics mean by a tag; None where that may be one of two that are alike."""
    alike = rows()[tag].get("alike")
    if alike is None:
        return tag if wanted is None or tag in wanted else None
    either = [other for other in (tag, *alike) if wanted is None or other in wanted]
    return either[0] if len(either) == 1 else None


@frozen
class Spelling:
    """How a language is spelt, as far as it is known."""

    letters: frozenset[str]
    """All of its letters; empty where the table does not say."""
    marks: frozenset[str]
    """Letters of which one in a hundred is, in a language that would else be taken for a more common one."""
    never: re.Pattern[str] | None
    """What finds a spelling that it never has."""


@cache
def spellings(main: str) -> Mapping[str, Spelling]:
    """Return how the languages are spelt whose first script this is; those left out of which nothing is known."""
    return {
        tag: Spelling(
            frozenset(row.get("letters", "")),
            frozenset(row.get("marks", "")),
            re.compile(row["never"]) if "never" in row else None,
        )
        for tag, row in rows().items()
        if row["scripts"][0] == main and not row.keys().isdisjoint(("letters", "marks", "never"))
    }


def spelt_with(main: str, letters: Iterable[str]) -> frozenset[str]:
    """Return the languages of `spellings` that have all of these letters; one whose letters are not known may have any."""
    everyone, having = _having(main)
    return everyone.intersection(*[having.get(letter, having[""]) for letter in letters])


@cache
def _having(main: str) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """Return the languages of a script that are spelt, and those that have each letter, "" for a letter of none."""
    known = spellings(main)
    letters = frozenset[str]().union(*(spelling.letters for spelling in known.values()))
    return frozenset(known), {
        letter: frozenset(tag for tag, spelling in known.items() if letter in spelling.letters or not spelling.letters)
        for letter in ("", *sorted(letters))
    }


@cache
def shared_letters(main: str) -> frozenset[str]:
    """Return the letters that all languages of a script have: they tell none from another."""
    known = [set(row["letters"]) for row in rows().values() if row["scripts"][0] == main and "letters" in row]
    return frozenset(set.intersection(*known)) if known else frozenset()


@cache
def proofs(main: str) -> Mapping[str, frozenset[str]]:
    """Return for each language of a script that has such letters those which no other has in its own words."""
    return {tag: frozenset(row["proof"]) for tag, row in rows().items() if "proof" in row and row["scripts"][0] == main}


@cache
def needing() -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of the languages that have common letters of their own."""
    return {tag: row for tag, row in rows().items() if "needs" in row}


@cache
def speakers(main: str) -> Mapping[str, frozenset[str]]:
    """Return which languages of a script have each small word."""
    found: dict[str, frozenset[str]] = {}
    for tag, row in rows().items():
        if row["scripts"][0] == main:
            for word in row.get("words", "").split():
                found[word] = found.get(word, frozenset()) | {tag}
    return found
