"""The names of people in a Chinese text, where no space and no capital shows them: found once, known wherever they stand.

A name is a family name of the table and one or two characters more, or characters that write foreign names by sound. It
counts where the text shows it for one: behind an office, before a verb of speech, with a form of address. Whether the
second character after a family name belongs to it, the whole text tells: 秦玉兰 where 秦玉 never stands without 兰.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from provenance.quotations.grammar import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.quotations.grammar import Grammar

__all__ = ["roster"]

MANY = 200
"""Names of one text at most that are looked for again."""

_BOUND = re.compile(r"[^\W\d_]")
_FAMILIAR = frozenset("老小阿")
_BODIES = frozenset("局部署厅廳委处處县縣镇鎮乡鄉村区區校馆館院社司会會")
"""What the name of a body ends with, before an office in it: 文化局主任."""

_NICK = re.compile("阿[\u4e00-\u9fff]{1,2}?[伯叔公婆嬸婶姨嫂哥姐妹爺爷嬤嬷]")
_DOTS = "·・‧"


def roster(words: str, low: str, known: Grammar, offices: Sequence[tuple[int, int]]) -> re.Pattern[str]:
    """Return a pattern that finds each name of a text, the longest first.

    ``low`` is the text in small letters, ``offices`` are where offices of people stand in it.
    """
    names: set[str] = set()
    for name in _names(words, low, known, offices):
        names.add(name)
        names.update(part for part in re.split(f"[{_DOTS}]", name) if len(part) > 1)
        if len(names) >= MANY:
            break
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_first.setdefault(name[0], []).append(re.escape(name[1:]))
    found = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(by_first.items()))
    return re.compile(f"(?:{found})") if found else NEVER


def _names(words: str, low: str, known: Grammar, persons: Sequence[tuple[int, int]]) -> Iterator[str]:
    ages = {found.end() for found in known.finder("ages").finditer(low)}  # 六十八岁的张桂枝
    offices = ages | {end for _, end in persons}
    introduced = offices | {found.end() for found in known.finder("name_starts").finditer(low)}
    sounds = known.finder("sounds")
    for found in sounds.finditer(words):
        if any(dot in found[0] for dot in _DOTS):
            yield found[0]
    for place in sorted(offices):
        found_at = sounds.match(words, place)
        if found_at is not None and not known.finder("surnames").match(words, place):
            yield found_at[0]
    for nick in _NICK.finditer(words):
        if nick.start() in offices or known.verbs.match(low, nick.end()) is not None:
            yield nick[0]  # 司機阿順伯
    families = [family.span() for family in known.finder("surnames").finditer(words)]
    often = Counter(words[start : end + more] for start, end in families for more in (1, 2))
    often.update(words[start:end] for start, end in families if start and words[start - 1] in _FAMILIAR)
    inside = {place for start, end in persons for place in range(start + 1, end)}
    for start, end in families:
        if start in inside:
            continue  # 師傅洪阿土 is no 傅
        if (
            start
            and words[start - 1] in _FAMILIAR
            and (
                often[words[start:end]] > 1
                or start - 1 in introduced
                or known.finder("predicates").match(low, end) is not None
            )
        ):
            yield words[start - 1 : end]  # 老魏
        clause = not start or not _BOUND.match(words[start - 1])
        told = start in introduced or known.finder("suffixes").match(words, start - 1) is not None
        if clause or told:
            name = _full(words, low, known, (start, end), often)
            if name is not None and _trade(words, known, start + len(name)):
                continue  # 七十歲的鐘錶匠紀萬福
            if name is not None and (start in offices or _shown(low, known, start + len(name), name, introduced=told)):
                yield name


def _trade(words: str, known: Grammar, end: int) -> bool:
    """Return whether what ends at a place is a trade before a name: its last character says so, a family name follows."""
    suffix = known.finder("suffixes").match(words, end - 1)
    return suffix is not None and known.finder("surnames").match(words, end) is not None


def _full(words: str, low: str, known: Grammar, family: tuple[int, int], often: Counter[str]) -> str | None:
    """Return the name that begins with a family name: with a form of address, or one or two characters of its own.

    ``often`` says how often each family name stands with the one or two characters behind it.
    """
    start, end = family
    address = known.finder("honorifics").match(low, end)
    if address is not None and (len(address[0]) > 1 or not _given(words, low, known, end + 1, second=True)):
        return words[start : address.end()]
    if address is not None and any(
        known.finder(which).match(low, end + 1) for which in ("before_verb", "predicates", "name_verbs")
    ):
        return words[start : address.end()]  # not 龚伯谦
    if not _given(words, low, known, end):
        return None
    short, long = words[start : end + 1], words[start : end + 2]
    if not _given(words, low, known, end + 1, second=True) or known.verbs.match(low, end + 1):
        return short
    if often[long] == often[short] == 1:
        return short if known.finder("name_verbs").match(low, end + 1) else long
    return long if often[long] > 1 or often[short] == often[long] else short


def _given(words: str, low: str, known: Grammar, place: int, *, second: bool = False) -> bool:
    return (
        words[place : place + 1].isalpha()
        and ((words[place] == "于" and not second) or known.finder("name_ends").match(low, place) is None)
        and not known.verbs.match(low, place)
    )


def _shown(low: str, known: Grammar, end: int, name: str, *, introduced: bool) -> bool:
    """Return whether what follows a name shows it: a verb of speech, what may stand before one, a form of address."""
    address = known.finder("honorifics").search(name, 1)
    office = known.finder("honorifics").match(low, end) or known.finder("persons").match(low, end)
    return (
        (address is not None and address.end() == len(name))
        or known.verbs.match(low, end) is not None
        or known.finder("before_verb").match(low, end) is not None
        or (office is not None and name[-1] not in _BODIES)
        or (introduced and known.finder("predicates").match(low, end) is not None)
        or low[end : end + 1] in {"：", ":", "（", "("}
    )
