"""Chinese or Japanese: by kana, and by the characters that only one of the two writes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from provenance.language.answers import SURE, Guess, Unsure
from provenance.language.scripts import WEIGHT, is_japanese
from provenance.scripts import script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.language.written import Wanted

__all__ = ["east_asian"]

FEWEST_HAN = 8
"""Han characters from which a text without kana is Chinese, though none of them is Chinese alone."""


def east_asian(characters: Mapping[str, int], counts: Mapping[str, int], wanted: Wanted) -> Guess | Unsure:
    """Return which of the two a text in Han and kana is in, by its characters and what each of its scripts weighs."""
    candidates = tuple(tag for tag in ("ja", "zh") if wanted is None or tag in wanted)
    if not candidates:
        return Unsure(reason="undecided")
    if is_japanese(counts):
        return _one_of("ja", candidates, "script")
    if len(candidates) == 1:
        return _one_of(candidates[0], candidates, "script")
    chinese, japanese = _own_characters(characters)
    if chinese > 3 * japanese:
        return _one_of("zh", candidates, "letters")
    if japanese > 3 * chinese:
        return _one_of("ja", candidates, "letters")
    if chinese or "Hiragana" in counts or "Katakana" in counts:
        return Unsure(reason="undecided", candidates=candidates)
    if counts["Han"] < FEWEST_HAN * WEIGHT["Han"]:
        return Unsure(reason="too-short", candidates=candidates)
    return _one_of("zh", candidates, "script")


def _one_of(tag: str, candidates: Sequence[str], by: Literal["script", "letters"]) -> Guess | Unsure:
    if tag not in candidates:
        return Unsure(reason="undecided", candidates=tuple(candidates))
    return Guess(language=tag, probability=SURE, by=by)


def _own_characters(characters: Mapping[str, int]) -> tuple[int, int]:
    """Return how many Han characters are written in Chinese alone, and how many in Japanese alone."""
    chinese = japanese = 0
    for character, number in characters.items():
        owner = _owner(character)
        if owner == "zh":
            chinese += number
        elif owner == "ja":
            japanese += number
    return chinese, japanese


@lru_cache(maxsize=8192)
def _owner(character: str) -> str:
    """Return "zh" or "ja" for a Han character that only one of them writes, as their old national sets tell.

    GB 2312 and Big5 hold what is written in simplified and in traditional Chinese, JIS X 0208 (with the vendors'
    extensions of code page 932) what is written in Japanese.
    """
    if script(character) != "Han":
        return ""
    chinese = _held(character, "gb2312") or _held(character, "big5")
    japanese = _held(character, "cp932")
    return "" if chinese == japanese else "zh" if chinese else "ja"


def _held(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
