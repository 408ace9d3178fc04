"""How programs that translate are named, and the lines that say that one did, in any language."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from provenance.tables import languages, table

__all__ = ["Machines", "is_machine", "machines", "patterns"]


@frozen
class Machines:
    """How programs that translate are named, in any language."""

    names: re.Pattern[str]
    said: re.Pattern[str]
    """A line that says that a machine translated; its last group holds the program's name, or the words that say so."""


@cache
def machines() -> Machines:
    """Return the names and lines of every language."""
    names = patterns("machines")
    said = [
        re.sub(r"\(\?P<(how|name)>", rf"(?P<\g<1>{number}>", pattern)
        for number, pattern in enumerate(patterns("machine_lines"))
    ]
    version = r"(?:[\s-]+v?[0-9][\w.]*)?(?:\s*[(（][^()（）]*[)）]?)?"
    return Machines(re.compile(f"(?:{'|'.join(names)}){version}"), re.compile("|".join(said)))


def is_machine(name: str) -> bool:
    """Return whether a translator's name, in small letters, is a program's: Google Translate, DeepL, 机器翻译."""
    return machines().names.fullmatch(name) is not None


def patterns(name: str) -> list[str]:
    """Return patterns of every language; they are written in small letters, as they are looked for."""
    return [one for language in languages("credits") for one in table(language, "credits").get(name, ())]
