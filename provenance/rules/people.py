"""Whether two agents are one: by identifier, by alias, by name as it is written, or as it sounds in another script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.likeness import likeness
from provenance.scripts import script
from provenance.tables import table
from provenance.text import comparing_form
from provenance.transliteration import consonants, skeleton

if TYPE_CHECKING:
    from provenance.model.attribution import Agent

__all__ = ["is_body", "same_agent"]

NEAR = 0.75
"""How alike the skeletons of two words in different scripts are, from which they are one name."""

_WORD = re.compile(r"[^\W_]+")
_PHONETIC = frozenset({"Latin", "Cyrillic", "Greek"})
"""Scripts that the transliteration table brings into one."""


def same_agent(one: Agent, other: Agent) -> bool | None:
    """Return whether two agents are likely the same; None if their names stand in scripts that cannot be compared.

    Han names are matched by alias only: how a name sounds is not the name. A name without the given name, or with its
    initial, is the same name.
    """
    if one.id is not None and other.id is not None:
        return one.id == other.id
    ours, theirs = (one.name, *one.aliases), (other.name, *other.aliases)
    verdicts = {_same_name(a, b) for a in ours for b in theirs}
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _same_name(one: str, other: str) -> bool | None:
    if comparing_form(one) == comparing_form(other):
        return True
    ours, theirs = _script(one), _script(other)
    if ours == theirs == "Han":
        return _contains(one, other)
    if ours in _PHONETIC and theirs in _PHONETIC:
        return _same_words(_words(one, "skeleton"), _words(other, "skeleton"), heard=ours != theirs)
    if ours == theirs:
        return _same_words(_words(one, "form"), _words(other, "form"))
    if "Han" in {ours, theirs} or None in {ours, theirs}:
        return None
    return True if _same_words(_words(one, "consonants"), _words(other, "consonants")) else None


def _contains(one: str, other: str) -> bool:
    """Return whether a Han name is the other's end or beginning: 林伟部长, 林伟."""
    short, long = sorted((comparing_form(one), comparing_form(other)), key=len)
    return len(short) > 1 and (long.startswith(short) or long.endswith(short))


def _script(name: str) -> str | None:
    return next((found for found in map(script, name) if found is not None), None)


def _words(name: str, how: str) -> list[str]:
    words = [word.group() for word in _WORD.finditer(comparing_form(name))]
    if how == "skeleton":
        return [skeleton(word)[:1] if len(word) == 1 else skeleton(word) for word in words]
    return [consonants(word) for word in words] if how == "consonants" else words


def _same_words(ours: list[str], theirs: list[str], *, heard: bool = False) -> bool:
    """Return whether the shorter name's words stand in the longer one, an initial for the word it begins."""
    short, long = sorted((ours, theirs), key=len)
    left = list(long)
    whole = 0
    for word in short:
        match = next((each for each in left if each == word or (heard and _sounds(each, word))), None)
        if match is None:
            match = next((each for each in left if 1 in {len(each), len(word)} and each[:1] == word[:1] and word), None)
        else:
            whole += len(word) > 1
        if match is None:
            return False
        left.remove(match)
    return whole > 0


def _sounds(one: str, other: str) -> bool:
    """Return whether two skeletons are near enough: Илья and Ilya, Юрий and Yuri are 0.86."""
    return min(len(one), len(other)) > 2 and likeness(one, other) >= NEAR


def is_body(agent: Agent, language: str | None) -> bool | None:
    """Return whether an agent is a body ("officials", "Moscow"); None where no table tells and nobody stated it."""
    if agent.kind != "unknown":
        return agent.kind == "organisation"
    claims = None if language is None else table(language, "claims")
    if claims is None:
        return None
    form = comparing_form(agent.name)
    bare = form.removeprefix("the ")
    return any(comparing_form(body).removeprefix("the ") == bare for body in claims["bodies"])
