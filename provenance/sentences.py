"""Sentences of a text, as exact spans: where it stops, and where a full stop is none.

Segmentation in the spirit of UAX #29, with what it leaves to tailoring: closing marks stay with their sentence,
abbreviations and initials do not end one. The word lists are the tables ``abbreviations``; where a language has none,
initials, small letters and words without a vowel still tell.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from provenance.scripts import HAN, KANA
from provenance.tables import table
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.text import Text

__all__ = ["Segmenter", "lines_in", "paragraphs_in", "sentences_in"]


class Segmenter(Protocol):
    """Whatever cuts a text into sentences in place of ours: spans in order, in code points of the words given."""

    name: str

    def __call__(self, text: Text) -> Sequence[Span]:
        """Return the sentences' spans."""
        ...


_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # those of str.splitlines
_LINE_ENDS = re.compile(rf"(?:{_LINE_END.pattern})\s*")
_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PARAGRAPH_END = "\u2029"

_WIDE = "。｡！？；．"
_DANDAS = "।॥"
_STOPS = f".!?…‼⁇⁈⁉؟۔։።{_DANDAS}"
_CLOSING = "”’»›)\\]}」』》〉】）］｝〕"
_EITHER_WAY = "“‘«‹„\"'"  # open in one language and close in another: closing where no word follows at once
_CANDIDATE = re.compile(
    rf"(?P<stop>[{_STOPS}{_WIDE}](?:(?<=\.)(?:[ \xa0]\.){{2,5}}|[{_STOPS}{_WIDE}]*))"
    rf"(?P<closing>(?:[{_CLOSING}]|[{_EITHER_WAY}](?!\w)|[ \xa0\u202f]?[»”](?!\S)|[ \xa0]\)(?!\S))*)"
    r"(?:\[[0-9]{1,3}\]|[¹²³⁰-⁹])*"  # the number of a footnote
)
_QUOTE_MARKS = frozenset("”’»›」』“‘«‹„\"'")
_NEXT = re.compile(
    r"\s*(?P<marks>(?:[“‘«‹„\"'(\[{¿¡「『《（—–―•*-]\s{0,8}"
    rf"|[{_CLOSING}](?=\w)){{0,6}})"
    r"(?P<first>\S?)"
)
_OPENING = frozenset("“‘«‹„\"'(「『《（¿¡")
_DASHES = frozenset("—–―-")
_GOING_ON = frozenset(",;:)]}%/，、：；）」』》”’»") | frozenset(_STOPS + _WIDE)
_NOBODY = ("没", "沒", "无", "無", "未", "不")
_CJK = re.compile(rf"[{HAN}{KANA}]")
_WORD = re.compile(r"\w+")
_BEFORE = re.compile(r"(?:[^\W\d_]{1,6}[.\-/]{1,2}[ \xa0\u202f]?){0,4}[^\W\d_]{1,16}$|[0-9]{1,4}$")
_JOINS = frozenset({"", ".", "-", "/", "\xa0", "\u202f"})
"""What may tie a word to an abbreviation before it; nothing: the word may be longer than what was looked at."""
_TAG_END = re.compile(r"[，。！？：；,.!?:;“”「」『』\s]")

REACH = 32
"""Code points before a full stop that are looked at for an abbreviation."""

TAG = 16
"""Code points that a speech tag after a quotation has at most, in a script without spaces."""


@frozen
class _Words:
    """What a language's table says of words before and after a full stop."""

    followed: frozenset[str]
    """Never the last of a sentence: titles, "e.g."."""
    numbered: frozenset[str]
    """Abbreviations where a number follows: "No. 5"."""
    either: frozenset[str]
    """The last of a sentence only if the next word is one that sentences begin with: "Inc.", «г.»."""
    ends: frozenset[str]
    """Abbreviations that may well end a sentence: "etc."."""
    starters: frozenset[str]
    """Words that sentences begin with."""
    said: tuple[str, ...]
    """Verbs that say who spoke, after a quotation."""
    joined: tuple[str, ...]
    """What ties a quotation to the words after it, in scripts without spaces: 的, と."""
    ordinals: bool
    """Whether a number with a full stop is an ordinal: «5. Mai»."""
    syllabic: bool
    """Whether whole words have no vowel: «prst»."""
    known: frozenset[str] = field(init=False)
    """Every abbreviation."""

    @known.default
    def _known(self) -> frozenset[str]:
        return self.followed | self.numbered | self.either | self.ends


@cache
def _words(language: str) -> _Words:
    found = table(language, "abbreviations") or {}
    followed, numbered, either, ends, starters = (
        frozenset(found.get(key, ())) for key in ("followed", "numbered", "either", "ends", "starters")
    )
    return _Words(
        followed=followed,
        numbered=numbered,
        either=either,
        ends=ends,
        starters=starters,
        said=tuple(found.get("said", ())),
        joined=tuple(found.get("joined", ())),
        ordinals=found.get("ordinals", False),
        syllabic=found.get("syllabic", False),
    )


def lines_in(text: str) -> tuple[Span, ...]:
    """Return the lines that hold more than white space, without the white space around them."""
    trimmed = (_trimmed(text, *found.span()) for found in _LINE.finditer(text))
    return tuple(line for line in trimmed if line is not None)


def paragraphs_in(text: str) -> tuple[Span, ...]:
    """Return the paragraphs: what stands between blank lines, or each line where the text has no blank line inside."""
    paragraphs: list[Span] = []
    start = 0
    for found in _LINE_ENDS.finditer(text):
        ends = _LINE_END.findall(found[0])
        if len(ends) > 1 or _PARAGRAPH_END in ends:
            end = start + len(text[start : found.start()].rstrip())
            if end > start:
                paragraphs.append(Span(start, end))
            start = found.end()
    last = _trimmed(text, start, len(text))
    if last is not None:
        paragraphs.append(last)
    if len(paragraphs) == 1:
        return lines_in(text)
    first = _trimmed(text, paragraphs[0].start, paragraphs[0].end) if paragraphs else None
    return (first, *paragraphs[1:]) if first is not None else ()


def sentences_in(text: str, language: str | None = None) -> tuple[Span, ...]:
    """Return the sentences of a text in order: no two overlap, and together they hold all but white space.

    Without a language the rules of one common in the script are used: Japanese for kana, Chinese for Han, Russian for
    Cyrillic, English for others.
    """
    words = _words(language or _common_language(text))
    spans: list[Span] = []
    for line in lines_in(text):
        start = line.start
        for end in (*_ends(line.of(text), words), len(line)):
            trimmed = _trimmed(text, start, line.start + end)
            if trimmed is not None:
                spans.append(trimmed)
            start = line.start + end
    return tuple(spans)


def _common_language(text: str) -> str:
    """Return a language whose rules serve the script of a text that declares none."""
    for letters, language in ((f"[{KANA}]", "ja"), (f"[{HAN}]", "zh"), ("[а-яё]", "ru")):
        if re.search(letters, text):
            return language
    return "en"


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _ends(line: str, words: _Words) -> Iterator[int]:
    """Yield where sentences end inside a line, but for the last."""
    last = len(line)
    while last and not line[last - 1].isalnum():
        last -= 1
    start = quotes = counted = 0
    first = -1
    for found in _CANDIDATE.finditer(line):
        at, end = found.span()
        if end >= last:
            return
        if at == start or not line[at - 1].isalnum():
            first = first if first >= start else _first_word(line, start)
            if at <= first:
                continue
        if line[end] == '"' and not found["closing"]:
            quotes, counted = quotes + line.count('"', counted, at), at
            if quotes % 2:
                end += 1  # a straight mark that a word follows at once closes where one was opened
        if _stops(line, start, found, end, words):
            yield end
            start = end


def _first_word(line: str, start: int) -> int:
    found = _WORD.search(line, start)
    return found.start() if found is not None else len(line)


def _stops(line: str, start: int, candidate: re.Match[str], end: int, words: _Words) -> bool:
    """Return whether the sentence that begins at ``start`` ends with the stop and its closing marks, at ``end``."""
    at, stop = candidate.start(), candidate["stop"]
    closing = line[at + len(stop) : end]
    if closing and closing[0] in ")]）］" and _remark(line, start, at):
        return False
    following = line[end]
    quoted = not _QUOTE_MARKS.isdisjoint(closing)
    spaced = following.isspace()
    if stop[-1] in _WIDE or (not spaced and _CJK.match(following) and _CJK.match(line[at - 1])):
        return _stops_unspaced(line, end, stop, words, quoted=quoted)
    if not spaced and following not in _OPENING and stop[-1] not in _DANDAS:
        return False
    marks, first, place = _after(line, end)
    if not first or first.islower() or first in _GOING_ON:
        return False
    if stop == "." and not spaced and not first.isupper() and not _CJK.match(first):
        return False
    if quoted and (marks[:1] in _DASHES or (stop[-1] != "." and _spoken(line, end, words))):
        return False
    if stop != "." or closing or line[at - 1].isspace():
        return True
    return _full_stop(line, start, at, place, words)


def _after(line: str, end: int) -> tuple[str, str, int]:
    """Return the opening marks behind a stop, the first character after them, and where it stands."""
    if line[end : end + 1] == " " and line[end + 1 : end + 2].isalnum():
        return "", line[end + 1], end + 1
    found = _NEXT.match(line, end)
    return ("", "", end) if found is None else (found["marks"], found["first"], found.start("first"))


def _remark(line: str, start: int, at: int) -> bool:
    """Return whether the bracket that closes after ``at`` holds a remark inside the sentence or a cut: (sic!), […]."""
    begin = max(line.rfind(mark, max(start, at - 3 * REACH), at) for mark in "([（［") + 1
    return begin == at or (begin > start + 1 and line[begin].islower())


def _spoken(line: str, end: int, words: _Words) -> bool:
    """Return whether the words after a quotation say who spoke: “Where?” Marenko asked."""
    clause = re.split(r"[.,!?;:“\"]", line[end : end + 3 * TAG], maxsplit=1)[0]
    return any(word in words.said for word in clause.split()[:4])


def _stops_unspaced(line: str, end: int, stop: str, words: _Words, *, quoted: bool) -> bool:
    """Return whether a sentence ends at a stop that needs no space after it."""
    if line[end].isspace():
        return True
    if line[end] in _GOING_ON or (stop == "．" and not "\u3041" <= line[end - 2] <= "\u309f"):
        return False  # a wide full stop also parts the words of a foreign name: 格里高尔．萨姆沙
    ahead = line[end : end + TAG + 1]
    if quoted:
        tag = _TAG_END.search(ahead)
        clause = ahead[: tag.start()] if tag is not None else ahead if end + len(ahead) == len(line) else ""
        introduces = tag is not None and tag.group() in "：:"
        if ahead.startswith(words.joined) or (
            clause.endswith(words.said) and not introduces and not clause.startswith(_NOBODY)
        ):
            return False
    if stop[-1] in "….":
        return quoted or ahead[0] in _OPENING or ahead.startswith(tuple(words.starters))
    return True


def _full_stop(line: str, start: int, at: int, place: int, words: _Words) -> bool:
    """Return whether one full stop after a word, before a capital letter or a number at ``place``, ends the sentence."""
    key, begin = _before(line, start, at)
    if len(key) > 4 and key.isalpha() and key not in words.known and key[0].lower() + key[1:] not in words.known:
        return True
    if not key:
        return True
    following = _WORD.match(line, place)
    starter = (
        following is not None and following.group() in words.starters and not line.startswith(".", following.end())
    )
    if key.isdigit():
        return _number_stops(line, start, begin, at, words, starter=starter)
    last = key
    while key:
        for form in (key, key[0].lower() + key[1:]):
            if form in words.ends or form in words.followed:
                return form in words.ends
            if form in words.either:
                return starter
            if form in words.numbered:
                return not line[place].isdigit() and (starter or len(form) > 1)
        last, key = key, re.split(r"[.\-/]+", key, maxsplit=1)[1] if re.search(r"[.\-/]", key) else ""
    if len(last) == 1 and last.isupper():
        return starter and following is not None and len(following.group()) > 1
    return starter or words.syllabic or not _vowelless(last)


def _before(line: str, start: int, at: int) -> tuple[str, int]:
    """Return the word or number before a full stop, with what abbreviations stand before it, and where that begins."""
    piece = line[max(start, at - REACH) : at]
    lead, _, word = piece.rpartition(" ")
    if len(word) <= 16 and word.isalpha() and lead[-1:] not in _JOINS:
        return word, at - len(word)
    found = _BEFORE.search(line, max(start, at - REACH), at)
    return ("", at) if found is None else (re.sub(r"[ \xa0\u202f]", "", found.group()), found.start())


def _number_stops(line: str, start: int, begin: int, end: int, words: _Words, *, starter: bool) -> bool:
    if begin > start and not line[begin - 1].isspace() and line[begin - 1] not in _OPENING:
        return True  # the end of a longer figure: 3,500.
    if end - begin <= 3 and not line[start:begin].strip():
        return False  # the number of an item: "1. Open the port."
    return starter or not words.ordinals or end - begin > 2


@cache
def _is_vowel(letter: str) -> bool:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base in "aeiouyæøœıаеёиоуыэюяіїєўαεηιουω"


def _vowelless(word: str) -> bool:
    """Return whether a short word of Latin or Cyrillic letters has no vowel, as abbreviations have: «млн», "Ltd"."""
    if len(word) > 4 or (word.isupper() and len(word) > 1) or not re.fullmatch(r"[A-Za-zÀ-žА-яёіїєґў]+", word):
        return False
    return not any(_is_vowel(letter) for letter in word)
