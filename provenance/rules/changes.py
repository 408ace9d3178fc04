"""What was done to a quotation within one language: words cut off, added, dropped or changed, and whether a mark says so.

Case, kinds of marks, spaces and spelling variants are no change. An ellipsis or a bracket marks a cut; words in
brackets are the editor's.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field, frozen

from provenance.anchoring import find
from provenance.likeness import align_items
from provenance.scripts import UNSPACED, script
from provenance.sentences import sentences_in
from provenance.text import Span, comparing_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text import Text

__all__ = ["Change", "Changes", "changes", "han_script", "is_long", "main_script", "marked_pieces", "one_script"]

_MARKED = re.compile(r"«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.|。。。|\[\s*\]|〔\s*〕")
_BRACKETED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|（[^（）]*）|〔[^〔〕]*〕|［[^［］]*］|【[^【】]*】|<[^<>]*>")
_BRACKETS = re.compile(r"[\[\]〔〕［］]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0957\u0962\u0963"  # \w leaves them out
_WORD = re.compile(
    rf"[0-9]+(?:[.,\u00a0\u202f ][0-9]{{3}}(?![0-9]))*"
    rf"|[{UNSPACED}][{_MARKS}\ufe00-\ufe0f]*"
    rf"|\[?[^\W0-9{UNSPACED}][{_MARKS}]*(?:[\[\]'’\u00ad\u200b-\u200d]?[^\W{UNSPACED}][{_MARKS}]*)*"
)
_UNSEEN = re.compile(r"[\[\]\u00ad\u200b-\u200d]")
_GROUPING = re.compile(r"[^0-9]")
_VARIANTS = (
    (re.compile(r"isation"), "ization"),
    (re.compile(r"is(e|ed|es|er|ers|ing)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|er|ing)$"), r"yz\1"),
    (re.compile(r"our"), "or"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"ence(s?)$"), r"ense\1"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"amme(s?)$"), r"am\1"),
)
"""British and American spelling, applied to words of five letters and more."""

_Run: TypeAlias = "tuple[int, int, int, int]"
"""Where words begin and end that differ, half open: in the source, in the target."""

_CONTRACTED = {
    "won't": ("will", "not"),
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "shan't": ("shall", "not"),
    **{f"{word}'s": (word, "is") for word in ("it", "he", "she", "that", "there", "here", "what", "who", "where")},
}
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}

SAME_PASSAGE = 0.5
"""The share of a quotation's words that stand in the source, from which the two are versions of one passage."""


AROUND = 3
"""Words on either side of a passage found nearly in a longer source that are looked at."""


REACH = 8
"""Code points before the first word, and after the last, in which an ellipsis belongs to the quotation."""


@frozen(kw_only=True)
class Change:
    """Words of the source that the target has otherwise, or not at all, and words that the target alone has."""

    source: Span
    target: Span
    edge: Literal["start", "end"] | None = field(default=None)
    """Whether it is a cut before the first, or after the last, of the words kept."""
    marked: bool = field(default=False)
    """Whether an ellipsis or brackets mark it."""
    whole_sentences: bool = field(default=False)
    """Whether a cut at the edge took whole sentences."""


@frozen(kw_only=True)
class Changes:
    """All changes of one passage, and how many of its words are the source's."""

    changes: tuple[Change, ...]
    kept: int
    """Words of the target that stand in the source."""
    words: int
    """Words of the target."""
    available: int
    """Words of the source."""

    @property
    def same_passage(self) -> bool:
        """Whether enough stands in both for the one to be a version of the other."""
        return self.kept >= SAME_PASSAGE * self.words


@frozen
class _Words:
    """The words of a stretch of text in comparing form, and where each stands."""

    forms: tuple[str, ...]
    spans: tuple[Span, ...]
    joins: frozenset[int] = field(default=frozenset())
    """Where a piece begins."""


@lru_cache(maxsize=32)  # several rules ask for the same pair
def changes(source: Text, target: Text, pieces: tuple[Span, ...] = ()) -> Changes:
    """Return what was done to the source's words in the target's, or in pieces of it that make one quotation.

    What is dropped between two pieces is marked: the quotation ends there and begins anew.
    """
    pieces = pieces or (Span(0, len(target.words)),)
    sought = " ".join(piece.of(target.words) for piece in pieces)
    stretch = _stretch(source.words, sought)
    theirs = _words(source.words, (stretch,), source.language)
    ours = _words(target.words, pieces, target.language)
    runs = _placed_runs(theirs, ours, source.words, stretch, sought)
    made = [_made(run, theirs, ours, (stretch, pieces[0]), _is_marked(run, ours, target.words)) for run in runs]
    if any(change.edge for change in made):
        sentences = sentences_in(source.words, source.language)
        made = [_sized(change, theirs, sentences) for change in made]
    return Changes(
        changes=tuple(made),
        kept=len(ours.forms) - sum(run[3] - run[2] for run in runs),
        words=len(ours.forms),
        available=len(theirs.forms),
    )


@lru_cache(maxsize=64)  # asked for the same words by several rules
def marked_pieces(text: str, share: float = 0.5) -> tuple[Span, ...]:
    """Return what stands between quotation marks if that is at least such a share of the letters; else nothing."""
    spans = [_inside(found) for found in _MARKED.finditer(text)]
    if not spans:
        return ()
    letters = sum(map(str.isalnum, text))
    inside = sum(sum(map(str.isalnum, span.of(text))) for span in spans)
    return tuple(spans) if inside >= share * letters else ()


def one_script(a: str, b: str) -> bool:
    """Return whether two texts are written in one script, simplified and traditional Han being two."""
    ours, theirs = main_script(a), main_script(b)
    return ours is None or theirs is None or ours == theirs


@lru_cache(maxsize=64)
def main_script(text: str) -> str | None:
    """Return the script that most of a text is written in, Han as "Hans" or "Hant"; None where nothing tells."""
    sample = text[:2000]
    names = [name for name in map(script, sample) if name is not None]
    if not names:
        return None
    main = max(sorted(set(names)), key=names.count)
    return main if main != "Han" or "Hiragana" in names else han_script(sample)


def han_script(text: str) -> str | None:
    """Return "Hans" or "Hant" for the characters most of a text's are written in, None where they do not tell."""
    sample = text[:2000]
    simplified = sum(_only_in(character, "gb2312", "big5") for character in sample)
    traditional = sum(_only_in(character, "big5", "gb2312") for character in sample)
    if simplified == traditional:
        return None
    return "Hans" if simplified > traditional else "Hant"


@lru_cache(maxsize=8192)
def _only_in(character: str, charset: str, other: str) -> bool:
    """Return whether a character is in one national set and not in the other."""
    if character < "\u2e80":
        return False
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    try:
        character.encode(other)
    except UnicodeEncodeError:
        return True
    return False


def _stretch(source: str, piece: str) -> Span:
    """Return where in the source a passage is sought: the quotation around it, if marks show one, else all of it."""
    whole = Span(0, len(source))
    quoted = [_inside(found) for found in _MARKED.finditer(source)]
    if not quoted:
        return whole
    place = find(piece, source)
    if place is None:
        return whole
    around = [
        span for span in quoted if span.overlaps(place.span) and 5 * _shared(span, place.span) >= 4 * len(place.span)
    ]
    return around[0] if around else whole


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _placed_runs(theirs: _Words, ours: _Words, source: str, stretch: Span, sought: str) -> list[_Run]:
    """Return the runs that differ; a short passage is compared where it stands: elsewhere its words are chance.

    Unless far more of it stands in the source in several places than in the likest one.
    """
    whole = _runs(theirs, ours)
    total = len(theirs.forms)
    place = find(sought, stretch.of(source)) if 4 * total > 5 * len(ours.forms) else None
    if place is None:
        return whole
    start, end = stretch.start + place.span.start, stretch.start + place.span.end
    inside = [index for index, span in enumerate(theirs.spans) if span.start < end and span.end > start]
    if not inside:
        return whole
    wider = 0 if place.similarity == 1.0 else AROUND
    low, high = max(0, inside[0] - wider), min(total, inside[-1] + 1 + wider)
    runs = _runs(_Words(theirs.forms[low:high], theirs.spans[low:high]), ours)
    if _new(whole) + len(ours.forms) // 10 < _new(runs):
        return whole
    return _widened([(i + low, k + low, j, m) for i, k, j, m in runs], low, high, total, len(ours.forms))


def _new(runs: Sequence[_Run]) -> int:
    """Return how many words of the target the source does not have."""
    return sum(run[3] - run[2] for run in runs)


def _widened(runs: list[_Run], low: int, high: int, total: int, last: int) -> list[_Run]:
    """Return runs with the words of the source before and after the place where they were compared."""
    if low and runs and runs[0][0] == low and runs[0][3] == 0:
        runs[0] = (0, *runs[0][1:])
    elif low:
        runs.insert(0, (0, low, 0, 0))
    if high < total and runs and runs[-1][1] == high and runs[-1][2] == last:
        runs[-1] = (runs[-1][0], total, last, last)
    elif high < total:
        runs.append((high, total, last, last))
    return runs


def _inside(found: re.Match[str]) -> Span:
    return next(Span(*found.span(group)) for group in range(1, 7) if found.group(group) is not None)


def _words(text: str, pieces: Sequence[Span], language: str | None) -> _Words:
    forms: list[str] = []
    spans: list[Span] = []
    joins: set[int] = set()
    english = language is not None and language.partition("-")[0] == "en"
    for piece in pieces:
        joins.add(len(forms))
        for found in _WORD.finditer(text, piece.start, piece.end):
            form = comparing_form(unicodedata.normalize("NFC", _UNSEEN.sub("", found.group())))
            if form[:1].isdigit():
                form = _GROUPING.sub("", form)
            several = _one_spelling(form) if english else (form,)
            forms += several
            spans += [Span(*found.span())] * len(several)
    return _Words(tuple(forms), tuple(spans), frozenset(joins))


@lru_cache(maxsize=4096)
def _one_spelling(word: str) -> tuple[str, ...]:
    """Return an English word in one spelling, a contraction as the words it stands for."""
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending), full
    if len(word) >= 5:
        for pattern, other in _VARIANTS:
            word = pattern.sub(other, word)
    return (word,)


def _runs(theirs: _Words, ours: _Words) -> list[_Run]:
    """Return each run of words that differs: where it begins and ends among the source's words, and the target's."""
    runs: list[_Run] = []
    for op, i, k, j, m in align_items(theirs.forms, ours.forms):
        if op == "equal":
            continue
        if runs and i - runs[-1][1] == 1 and _UNSPACED.match(ours.forms[j - 1]) and _replaced(runs[-1]):
            runs[-1] = (runs[-1][0], k, runs[-1][2], m)  # a lone Han character kept inside what was replaced is chance
        else:
            runs.append((i, k, j, m))
    return runs


def _replaced(run: _Run) -> bool:
    return run[1] > run[0] and run[3] > run[2]


def _hull(words: _Words, start: int, end: int, stretch: Span) -> Span:
    """Return the span of a run of words; of none, the place between their neighbours."""
    if start < end:
        return Span(words.spans[start].start, words.spans[end - 1].end)
    place = words.spans[start - 1].end if start else words.spans[0].start if words.spans else stretch.start
    return Span(place, place)


def _is_marked(run: _Run, ours: _Words, text: str) -> bool:
    """Return whether an ellipsis stands where words were dropped, and brackets around all that were added."""
    start, end = run[2:]
    last = len(ours.spans)
    if start == end and 0 < start < last and start in ours.joins:
        return True
    left = ours.spans[start - 1].end if start else max(0, (ours.spans[0].start if ours.spans else 0) - REACH)
    right = ours.spans[end].start if end < last else min(len(text), (ours.spans[-1].end if ours.spans else 0) + REACH)
    if start == end:
        around = text[left:right]
        return bool(_ELLIPSIS.search(around) or _BRACKETS.search(around))
    offset = max(0, left - 200)
    inside = [
        Span(offset + found.start(), offset + found.end()) for found in _BRACKETED.finditer(text[offset : right + 200])
    ]
    return all(any(bracket.holds(span) for bracket in inside) for span in ours.spans[start:end])


def _made(run: _Run, theirs: _Words, ours: _Words, stretch: tuple[Span, Span], marked: bool) -> Change:
    i, k, j, m = run
    edge: Literal["start", "end"] | None = None
    if j == m:
        edge = "start" if j == 0 else "end" if m == len(ours.forms) else None
    return Change(
        source=_hull(theirs, i, k, stretch[0]), target=_hull(ours, j, m, stretch[1]), edge=edge, marked=marked
    )


def _sized(change: Change, theirs: _Words, sentences: Sequence[Span]) -> Change:
    """Return a cut at an edge as it is told: the part cut off its sentence or, if none was cut, whole sentences."""
    if change.edge is None:
        return change
    kept = [span for span in theirs.spans if span.start >= change.source.end or span.end <= change.source.start]
    if not kept:
        return change
    nearest = kept[0] if change.edge == "start" else kept[-1]
    shared = next((one for one in sentences if one.overlaps(nearest) and one.overlaps(change.source)), None)
    if shared is None:
        return evolve(change, whole_sentences=True)
    words = [span for span in theirs.spans if change.source.holds(span) and shared.overlaps(span)]
    return evolve(change, source=Span(words[0].start, words[-1].end)) if words else change


def is_long(words: str, fewest: int) -> bool:
    """Return whether a passage has so many words, or twice as many Han or kana."""
    packed = len(_UNSPACED.findall(words))
    return len(re.findall(r"\w+", _UNSPACED.sub(" ", words))) + packed // 2 >= fewest
