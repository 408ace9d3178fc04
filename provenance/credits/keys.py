"""The keys of credits at a line start, and the values behind them, one behind another (作者：… 来源：…)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from provenance.scripts import UNSPACED
from provenance.sentences import sentences_in
from provenance.tables import languages, table
from provenance.text import alternatives, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.credits.credit import CreditKind
    from provenance.text import Span

__all__ = ["Part", "parts", "start_of"]

PROSE = 200
"""Code points of a value that are looked at for the end of its sentence; a line with twice as many is prose."""

LONGEST = 2_000
"""Code points of a line that are looked at for keys."""

_LEAD = re.compile(r"[\s(\[（【〔*•·▪■●◆※—–_-]{0,8}")
_COLON = re.compile(r"[ \t\xa0\u3000]{0,3}[】\])）〕]?[ \t\xa0\u3000]{0,3}[:：|｜丨][ \t\xa0\u3000]*")
_STAMP = re.compile(
    r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\s{0,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?[\s|｜·]{0,8}"
)
"""The date and time that a line of credits may open with: 2026-03-04 22:10 来源：…"""
_PACKED = re.compile(rf"[{UNSPACED}]")
_SEPARATED = re.compile(r"[\s|/｜、;；]\Z")
_KEY_KINDS: tuple[CreditKind, ...] = ("original", "relay", "translator", "author", "editor", "disclaimer", "licence")


@frozen
class _Keys:
    """The keys of every language, ready to be found at a line start."""

    closed: re.Pattern[str]
    """Keys that a colon must follow."""
    open: re.Pattern[str]
    """Keys that may do without."""
    kinds: dict[str, CreditKind]


@cache
def _keys() -> _Keys:
    kinds: dict[str, CreditKind] = {}
    bare: set[str] = set()
    for language in languages("credits"):
        data = table(language, "credits")
        for kind in reversed(_KEY_KINDS):
            kinds.update(dict.fromkeys(map(in_place, data.get(kind, ())), kind))
    for language in languages("credits"):
        for key in map(in_place, table(language, "credits").get("open", ())):
            bare.add(key)
            kinds.setdefault(key, _kind_of_open(key, kinds))
    return _Keys(_any_of(kinds), _any_of(bare), kinds)


def _kind_of_open(key: str, kinds: dict[str, CreditKind]) -> CreditKind:
    """Return the kind of the longest key that an open key begins with: "originally published in" is an original."""
    known = max((one for one in kinds if key.startswith(one)), key=len, default=None)
    return "original" if known is None else kinds[known]


def _any_of(keys: Sequence[str] | set[str] | dict[str, CreditKind]) -> re.Pattern[str]:
    ordered = sorted(keys, key=lambda key: (-len(key), key))
    return re.compile(alternatives(re.escape(key).replace("’", "[’']").replace(r"\ ", r"\s") for key in ordered))


class Part(NamedTuple):
    """A key of a line and the value behind it, in places of the text."""

    start: int
    """Where the key starts."""
    end: int
    """Where the key ends, with its colon."""
    value: int
    stop: int
    """Where the value ends: at the next key, at the end of its sentence, or with the line."""
    kind: CreditKind
    colon: bool


def start_of(text: str, line: Span) -> int:
    """Return where the first key of a line would stand."""
    lead = _LEAD.match(text, line.start, line.end)
    start = line.start if lead is None else lead.end()
    stamp = _STAMP.match(text, start, line.end)
    return start if stamp is None else stamp.end()


def parts(text: str, low: str, start: int, end: int) -> Iterator[Part]:
    """Yield each key of a line with its value: at the line's start, behind a value, at the start of a sentence.

    ``low`` is the text in small letters; the line, without what may stand before its first key, is [start, end).
    """
    known = _keys()
    if known.closed.match(low, start, end) is None and known.open.match(low, start, end) is None:
        return
    last = min(end, start + LONGEST)
    for part in _parts(text[start:last], low[start:last], known):
        stop = end if part.stop == last - start else start + part.stop
        yield Part(start + part.start, start + part.end, start + part.value, stop, part.kind, part.colon)


def _parts(words: str, low: str, known: _Keys) -> Iterator[Part]:
    at = 0
    while at < len(low):
        found = known.closed.match(low, at)
        colon = None if found is None else _COLON.match(low, found.end())
        if found is not None and colon is not None and colon[0].strip() in {"|", "｜", "丨"} and found[0].isascii():
            colon = None  # Source | Society: a row of sections; 来源|海港日报 is a credit
        if found is None or colon is None:
            found = known.open.match(low, at)
            if found is None or not (low[found.end() : found.end() + 1].isspace() or _PACKED.match(found[0][-1])):
                return
        kind = known.kinds[re.sub(r"\s", " ", found[0])]
        value = found.end() if colon is None else colon.end()
        end = len(low[:value].rstrip())
        if kind == "disclaimer":
            yield Part(at, end, value, len(low), kind, colon=True)
            return
        following = _next_key(low, value, known)
        stop, again = _value_end(words, value, len(low) if following is None else following.start())
        yield Part(at, end, value, stop, kind, colon is not None)
        at = again


def _value_end(words: str, value: int, stop: int) -> tuple[int, int]:
    """Return where a value ends, before its stop at the latest, and where the next key may start.

    A value is one sentence. Before a long stretch of prose it is none at all, so that stretch is kept with it and judged.
    """
    if value == stop:
        return stop, stop
    sentences = sentences_in(words[value : min(stop, value + PROSE)])
    if len(sentences) < 2 or (stop == len(words) and len(words) - value > 2 * PROSE):
        return stop, stop
    return value + sentences[0].end, value + sentences[1].start


def _next_key(low: str, at: int, known: _Keys) -> re.Match[str] | None:
    """Return the next key of the line that a space or bar parts from the value before it and a colon follows."""
    for colon in re.finditer(r"[:：]", low[at : at + 400]):
        place = at + colon.start()
        begin = max(at, place - 30)
        for found in known.closed.finditer(low, begin, place):
            if found.end() == len(low[:place].rstrip()) and _SEPARATED.search(low, begin - 1, found.start()):
                return found
    return None
