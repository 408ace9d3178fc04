"""Writing systems: which script a character belongs to, and which of them put no spaces between words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HAN", "HANGUL", "KANA", "UNSPACED", "script", "token_spans", "tokens"]

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han ideographs, as the inside of a regular expression's character class (Unicode 15, blocks)."""

KANA = "\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_OTHER_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f"  # Thai, Lao, Tibetan, Myanmar, Khmer
)

UNSPACED = HAN + KANA + HANGUL + _OTHER_UNSPACED
"""Scripts compared by characters: those without spaces, and Hangul, whose words carry their particles."""

# One unspaced character with the marks that combine with it; a run of other word characters; white space; one mark.
_TOKEN = re.compile(rf"[{UNSPACED}][\u0300-\u036f\ufe00-\ufe0f]*|[^\W{UNSPACED}]+|\s+|.", re.DOTALL)

_NAMES = {
    "LATIN": "Latin",
    "FULLWIDTH": "Latin",
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
    "CJK": "Han",
    "IDEOGRAPHIC": "Han",
    "HIRAGANA": "Hiragana",
    "KATAKANA": "Katakana",
    "HALFWIDTH": "Katakana",
    "HANGUL": "Hangul",
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "DEVANAGARI": "Devanagari",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "GUJARATI": "Gujarati",
    "GURMUKHI": "Gurmukhi",
    "KANNADA": "Kannada",
    "MALAYALAM": "Malayalam",
    "SINHALA": "Sinhala",
    "THAI": "Thai",
    "LAO": "Lao",
    "KHMER": "Khmer",
    "MYANMAR": "Myanmar",
    "TIBETAN": "Tibetan",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "ETHIOPIC": "Ethiopic",
    "MONGOLIAN": "Mongolian",
}


@lru_cache(maxsize=8192)
def script(character: str) -> str | None:
    """Return the script of a letter ("Latin", "Cyrillic", "Han" …); None for what is no letter or of none of these.

    Read from the first word of the character's Unicode name.
    """
    if not character.isalpha():
        return None
    return _NAMES.get(unicodedata.name(character, "").partition(" ")[0].partition("-")[0])


def tokens(text: str) -> list[str]:
    """Return the tokens of a text, which joined are the text: see `token_spans`."""
    return _TOKEN.findall(text)


def token_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each token; together they cover the text without gap or overlap.

    A token is one character of an unspaced script, a run of other word characters, a run of white space, or one mark.
    """
    for found in _TOKEN.finditer(text):
        yield found.span()
