"""Where in a text some words stand, exactly or nearly.

``str.find`` first; then the stretch most like the words (rapidfuzz), whose ends are found exactly by Myers' bit-vector
(J. ACM 46(3), 1999) in Python integers, a column of the edit table each. A prefix and a suffix are those of a
TextQuoteSelector (W3C Web Annotation Data Model, section 4.2.4).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.likeness import distance, likeness, window
from provenance.scripts import HAN, HANGUL, KANA, UNSPACED, token_spans
from provenance.text import Span, comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Found", "find"]

MOST_EDITS = 45
"""Percent of the words' characters that may be edited; beyond that the likest place is another sentence."""

SHORT, SHORTEST = 40, 8
"""Letters below which chance finds something alike in a long text: fewer edits are taken there, and at last none."""

WIDER = 16
"""Code points by which a window is widened at least; a third of the words otherwise."""

PIECE = 512
"""Code points at either end of long words by which their ends are found."""

SEED, SEEDS = 12, 3
"""Code points of a run by which words are found (half as many Han or kana), and how many such runs must agree."""

SURE = 0.75
"""Similarity from which a place that runs agree on is looked at no further."""

CONTEXT = 64
"""Code points of a prefix or suffix that are looked at."""

_INSIDE = re.compile(rf"[^\W{UNSPACED}]{{2}}")
_HEAVY = re.compile(rf"[{HAN}{KANA}]")
_SYLLABLES = re.compile(rf"[{HANGUL}]")


@frozen(kw_only=True)
class Found:
    """Where the words stand, in code points of the given text, and how like them it is.

    ``similarity`` is the share of the words' characters that needs no edit, by Levenshtein distance in comparing form:
    1.0 where they differ at most in case, kind of marks and spaces. They stand verbatim if ``span.of(text) == words``.
    """

    span: Span
    similarity: float


@frozen
class _Folded:
    """A text in comparing form, and where each of its characters stood."""

    words: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        return Span(self.starts[start], self.ends[end - 1])


def find(words: str, text: str, *, prefix: str = "", suffix: str = "") -> Found | None:
    """Return where the words stand in the text, or None if nothing there is theirs.

    Verbatim words win, then words that differ in case, marks and spaces, then words edited in up to 45 % of their
    characters; the shorter the words, the fewer edits, and very short ones must stand there themselves. Of equal places,
    the one whose surroundings are most like ``prefix`` and ``suffix`` wins, then one that cuts no word, then the first.
    """
    if not words.strip():
        return None
    place = _exact(words, text, prefix[-CONTEXT:], suffix[:CONTEXT])
    if place is not None:
        return Found(span=Span(place, place + len(words)), similarity=1.0)
    if not any(map(str.isalnum, words)):
        return None
    wanted = _folded(words, 0).words
    return _nearly(words, wanted, text, prefix[-CONTEXT:], suffix[:CONTEXT]) or _folded_exactly(wanted, text)


def _exact(words: str, text: str, prefix: str, suffix: str) -> int | None:
    best: tuple[float, bool, int] | None = None
    for place in _places(words, text):
        end = place + len(words)
        around = likeness(prefix, text[max(0, place - len(prefix)) : place]) if prefix else 0.0
        around += likeness(suffix, text[end : end + len(suffix)]) if suffix else 0.0
        rank = (around, not _cuts_word(text, place) and not _cuts_word(text, end), -place)
        if best is None or rank > best:
            best = rank
        if not prefix and not suffix and rank[1]:
            break
    return None if best is None else -best[2]


def _places(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + len(words))  # without overlap, or periodic texts take quadratic time


def _cuts_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and _INSIDE.match(text, place - 1) is not None


def _folded(text: str, offset: int) -> _Folded:
    """Return a text in comparing form; it stands at the offset in the whole."""
    return _folded_in_place(text, offset) or _folded_by_clusters(text, offset)


def _folded_in_place(text: str, offset: int) -> _Folded | None:
    """Return a text in comparing form where each of its characters keeps its place, as most texts' do; else None."""
    if "  " in text or not all(map(_keeps_place, set(text))):
        return None
    form = _form(text)
    if len(form) != len(text.strip(" ")):
        return None  # some characters became one together
    start = offset + len(text) - len(text.lstrip(" "))
    end = start + len(form)
    return _Folded(form, range(start, end), range(start + 1, end + 1))


@lru_cache(maxsize=4_096)
def _keeps_place(character: str) -> bool:
    """Return whether a character is one in comparing form too, whatever stands beside it."""
    if character.isspace() or _composes(character):
        return character == " "
    return len(_form(character)) == 1


def _folded_by_clusters(text: str, offset: int) -> _Folded:
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    known: dict[str, str] = {}
    for start, end in _clusters(text):
        piece = text[start:end]
        form = known.get(piece)
        if form is None:
            form = known[piece] = " " if piece.isspace() else _form(piece)
        if form == " " and (not forms or forms[-1] == " "):
            continue
        if not form:
            continue
        forms.append(form)
        one_to_one = len(form) == len(piece)
        starts += range(offset + start, offset + end) if one_to_one else [offset + start] * len(form)
        ends += range(offset + start + 1, offset + end + 1) if one_to_one else [offset + end] * len(form)
    if forms and forms[-1] == " ":
        del forms[-1], starts[-1], ends[-1]
    return _Folded("".join(forms), tuple(starts), tuple(ends))


def _form(words: str) -> str:
    return comparing_form(unicodedata.normalize("NFC", words))  # composed first: a letter is folded with its mark


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the tokens of a text, each with the marks and jamo that compose with its end in a normal form."""
    begin = end = 0
    for start, stop in token_spans(text):
        first = text[start]
        if end and not _composes(first):
            yield begin, end
            begin = start
        end = stop
    if end:
        yield begin, end


def _composes(character: str) -> bool:
    """Return whether a character composes with the one before it in a normal form."""
    return unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff"


def _nearly(words: str, wanted: str, text: str, prefix: str, suffix: str) -> Found | None:
    low_words, low_text = _lowered(words), _lowered(text)
    places = []
    if prefix or suffix:
        around = window(_lowered(prefix) + low_words + _lowered(suffix), low_text)
        if around is not None:
            places.append((around[0] + len(prefix), max(around[0] + len(prefix), around[1] - len(suffix))))
    else:
        seeded = _seeded(wanted, low_words, text, low_text)
        if seeded is not None:
            return seeded
    alone = window(low_words, low_text)
    if alone is not None and alone not in places:
        places.append(alone)
    wider = max(WIDER, len(words) // 3)
    best: Found | None = None
    for start, end in places:
        begin = max(0, start - wider)
        found = _within(wanted, _folded(text[begin : end + wider], begin))
        if found is not None and (best is None or found.similarity > best.similarity):
            best = found
    return best


def _seeded(wanted: str, words: str, text: str, low_text: str) -> Found | None:
    """Return where the words stand if runs of them that the text has only once say so with one voice; else None.

    Any other place lacks all those runs. The look at every place (``window``) takes several times as long.
    """
    length = SEED // 2 if len(_HEAVY.findall(words)) > len(words) // 2 else SEED
    seen: list[tuple[int, int]] = []
    for offset in _from_both_ends(range(0, len(words) - length + 1, length)):
        run = words[offset : offset + length]
        place = low_text.find(run)
        if place < 0 or low_text.find(run, place + 1) >= 0:
            continue
        seen.append((offset, place - offset))
        if len(seen) == SEEDS:
            break
    places = [place for _, place in seen]
    wider = max(WIDER, len(words) // 3)
    if len(seen) < SEEDS or max(places) - min(places) > wider // 2:
        return None
    begin = max(0, min(places) - wider)
    region = _folded(text[begin : max(places) + len(words) + wider], begin)
    runs = [_form(words[offset : offset + length]) for offset, _ in (min(seen), max(seen))]
    most = min(_most_edits(wanted), int((1 - SURE) * len(wanted)))
    return _judged(wanted, region, *_around(wanted, region.words, *runs), most=most)


def _from_both_ends(offsets: Sequence[int]) -> Iterator[int]:
    """Yield the first, the last, the second, the last but one, and so on."""
    for near in range((len(offsets) + 1) // 2):
        yield offsets[near]
        if near != len(offsets) - 1 - near:
            yield offsets[-1 - near]


def _around(wanted: str, text: str, first: str, last: str) -> tuple[int, int]:
    """Return the stretch that the words are, given what of them stands there as it is: a run near each end."""
    head, tail = wanted.find(first), wanted.rfind(last)
    before, after = text.find(first), text.rfind(last)
    if min(head, tail, before, after) < 0 or before > after:
        return _ends(wanted, text)
    tail, after = tail + len(last), after + len(last)
    left = text[max(0, before - head - head // 2 - WIDER) : before][::-1]
    rest = len(wanted) - tail
    right = text[after : after + rest + rest // 2 + WIDER]
    start = before - _natural(_scores(wanted[:head][::-1], left, anchored=True), left) if head else before
    end = after + _natural(_scores(wanted[tail:], right, anchored=True), right) if rest else after
    return start, end


def _lowered(text: str) -> str:
    return text.replace("İ", "i").lower()  # the one capital whose small form is longer; offsets must hold


def _within(wanted: str, region: _Folded) -> Found | None:
    place = region.words.find(wanted)
    if place >= 0:
        return Found(span=region.span(place, place + len(wanted)), similarity=1.0)
    most = _most_edits(wanted)
    if most == 0:
        return None
    return _judged(wanted, region, *(_ends if len(wanted) <= 2 * PIECE else _far_ends)(wanted, region.words), most=most)


def _judged(wanted: str, region: _Folded, start: int, end: int, *, most: int) -> Found | None:
    """Return a stretch of the region as found, unless it is empty or needs more edits."""
    edits = distance(wanted, region.words[start:end], most=most)
    if edits > most or start == end:
        return None
    return Found(span=region.span(start, end), similarity=(len(wanted) - edits) / len(wanted))


def _most_edits(wanted: str) -> int:
    """Return how many edits are taken for words in comparing form.

    A Han or kana character says about as much as three letters, a Hangul syllable as two, and weighs as many. Measured
    on news: the likest place that 20,000 characters hold for a sentence of another article needs edits in 10 % of 10
    letters, 30 % of 20, 37 % of 30 and 45 % of 40; the line stays below that.
    """
    letters = len(wanted) + 2 * len(_HEAVY.findall(wanted)) + len(_SYLLABLES.findall(wanted))
    share = max(0, min(letters, SHORT) - SHORTEST)
    return len(wanted) * MOST_EDITS * share // (100 * (SHORT - SHORTEST))


def _folded_exactly(wanted: str, text: str) -> Found | None:
    if wanted not in _form(text):  # in C; most absent words end here
        return None
    whole = _folded(text, 0)
    place = whole.words.find(wanted)
    return Found(span=whole.span(place, place + len(wanted)), similarity=1.0) if place >= 0 else None


def _ends(wanted: str, text: str) -> tuple[int, int]:
    """Return the stretch of the text with the fewest edits to the words: its end, and from there back its start."""
    end = _natural(_scores(wanted, text, anchored=False), text)
    back = text[max(0, end - 2 * len(wanted)) : end][::-1]
    return end - _natural(_scores(wanted[::-1], back, anchored=True), back), end


def _far_ends(wanted: str, text: str) -> tuple[int, int]:
    """Return the stretch for long words: where their first characters begin and where their last ones end."""
    reach = PIECE + 2 * (len(wanted) // 3)
    start, _ = _ends(wanted[:PIECE], text[:reach])
    rest = max(start, len(text) - reach)
    _, end = _ends(wanted[-PIECE:], text[rest:])
    return start, rest + end


def _natural(scores: Sequence[int], text: str) -> int:
    """Return the end with the lowest score; among neighbours with the same, the last that ends a word, if any does."""
    least = min(scores)
    first = last = scores.index(least)
    while last + 1 < len(scores) and scores[last + 1] == least:
        last += 1
    for end in range(last, first, -1):
        if text[end - 1].isalnum() and not _cuts_word(text, end):
            return end
    return first


def _scores(wanted: str, text: str, *, anchored: bool) -> list[int]:
    """Return the least edits that turn the words into a stretch ending at each place of the text, 0 to its length.

    Stretches begin anywhere or, anchored, at the beginning of the text.
    """
    size = len(wanted)
    mask, top = (1 << size) - 1, 1 << (size - 1)
    where: dict[str, int] = {}
    for index, character in enumerate(wanted):
        where[character] = where.get(character, 0) | 1 << index
    up, down, score = mask, 0, size  # vertical differences +1 and -1 of the column, one bit a row
    scores = [score]
    for character in text:
        same = where.get(character, 0)
        diagonal = (((same & up) + up) ^ up) | same | down
        right_up, right_down = down | ~(diagonal | up) & mask, up & diagonal
        score += (right_up & top > 0) - (right_down & top > 0)
        right_up, right_down = (right_up << 1 | anchored) & mask, right_down << 1 & mask
        vertical = same | down
        up, down = right_down | ~(vertical | right_up) & mask, right_up & vertical
        scores.append(score)
    return scores
