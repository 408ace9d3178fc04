"""Likeness of two texts: what stands in both, in order, and how much of it.

Alignment goes by two levels: words first, then characters inside the runs that were replaced. rapidfuzz does the
counting (bit-parallel Levenshtein: Myers 1999, Hyyrö 2003, Hirschberg 1975); this file decides what is handed to it.
Which way a pair goes follows from its lengths alone, never from the time taken, so the same pair always gives the same
answer. Only this file imports rapidfuzz, on first use: its modules take longer to load than all of ours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, TypeAlias

from provenance.scripts import UNSPACED, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

__all__ = [
    "Op",
    "Opcode",
    "align",
    "align_items",
    "distance",
    "likeness",
    "likeness_of_items",
    "likeness_within",
    "window",
]

Op: TypeAlias = Literal["equal", "insert", "delete", "replace"]
Opcode: TypeAlias = "tuple[Op, int, int, int, int]"
"""(op, source start, source end, target start, target end), half open."""

_Block: TypeAlias = "tuple[int, int, int]"
"""Something that stands in both: (source start, target start, length)."""

AT_ONCE = 1_000
"""Code points below which a pair goes by characters at once: cutting it into words would cost more."""

LARGEST_TABLE = 4_000_000_000
"""Cells (source × target) that Levenshtein's table may have between words: 63,000 words a side, some 0.3 s."""

LARGEST_RUN = 100_000_000
"""Cells that the table may have inside one replaced run: 10,000 characters a side, some 10 ms."""

LARGEST_RATIO = 4_000_000_000
"""Cells up to which likeness counts by characters exactly; above, it goes by the alignment."""

NEAR = 64
"""Edits that are tried first: rapidfuzz then looks only at a band of the table, and doubles it while it must."""

GRAM = 4
"""Neighbouring words that make an anchor where they stand exactly once in either text."""

STRIDE = 2_000
"""Words that lie at least between two cuts at anchors."""

PIECE = 256
"""Code points of the words that a window is sought for at once; the search takes time by length × square of this."""

_UNSPACED = re.compile(rf"[{UNSPACED}]")


@cache
def _levenshtein() -> ModuleType:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - on first use, so that the front door opens at once

    return Levenshtein


def align(source: str, target: str) -> tuple[Opcode, ...]:
    """Return what turns one text into the other, in code points: equal runs and changed ones by turns, without gap.

    Near minimal, not minimal; texts in scripts without spaces go by characters at once. Two texts that share nothing and are too long to compare are one replaced run.
    """
    return _opcodes(_text_blocks(source, target), len(source), len(target))


def align_items(source: Sequence[str], target: Sequence[str]) -> tuple[Opcode, ...]:
    """Return what turns one sequence of strings (words, lines) into the other, counted in items."""
    numbers: dict[str, int] = {}
    a, b = _numbered(source, numbers), _numbered(target, numbers)
    return _opcodes(_item_blocks(a, b), len(a), len(b))


def likeness(a: str, b: str) -> float:
    """Return how alike two texts are, from 0 to 1: twice the characters in their longest common sequence ÷ both lengths.

    Two empty texts are alike. Texts so long that the exact sequence would take seconds are counted by their alignment,
    which may find a little less.
    """
    total = len(a) + len(b)
    if a == b:
        return 1.0
    if len(a) * len(b) > LARGEST_RATIO:
        return 2 * sum(length for _, _, length in _text_blocks(a, b)) / total
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - on first use

    return (total - Indel.distance(a, b)) / total


def likeness_of_items(a: Sequence[str], b: Sequence[str]) -> float:
    """Return how alike two sequences of strings (words, lines) are, from 0 to 1, by the items that stand in both in order."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - on first use

    numbers: dict[str, int] = {}
    found: float = Indel.normalized_similarity(_numbered(a, numbers), _numbered(b, numbers))
    return found


def likeness_within(words: str, text: str, *, least: float = 0.0) -> float:
    """Return the likeness of words to the stretch of a longer text, as long as they are, that is most like them.

    What is below the least is nought: the higher that is, the sooner it is found.
    """
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415 - on first use

    found: float = partial_ratio(words, text, score_cutoff=100 * least)
    return found / 100


def distance(a: str, b: str, *, most: int) -> int:
    """Return the Levenshtein distance of two texts in characters, or any larger number than ``most`` if it is above."""
    found: int = _levenshtein().distance(a, b, score_cutoff=most)
    return found


def window(words: str, text: str) -> tuple[int, int] | None:
    """Return the stretch of the text, as long as the words, that is most like them; None if nothing is half alike.

    Its place is right, its ends are not: they lie anywhere within the share of the words that was edited.
    """
    if len(words) >= len(text):
        return (0, len(text)) if 2 * len(text) >= len(words) else None
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 - on first use

    best: tuple[float, int] | None = None
    last = max(0, len(words) - PIECE)
    for offset in dict.fromkeys(last * quarter // 4 for quarter in range(5)):
        found = partial_ratio_alignment(words[offset : offset + PIECE], text, score_cutoff=50)
        if found is not None and (best is None or found.score > best[0]):
            best = (found.score, found.dest_start - offset)
    if best is None:
        return None
    return max(0, best[1]), min(len(text), best[1] + len(words))


def _opcodes(blocks: list[_Block], length_a: int, length_b: int) -> tuple[Opcode, ...]:
    opcodes: list[Opcode] = []
    at_a = at_b = 0
    for i, j, length in (*_joined(blocks), (length_a, length_b, 0)):
        if i > at_a or j > at_b:
            op: Op = "insert" if i == at_a else "delete" if j == at_b else "replace"
            opcodes.append((op, at_a, i, at_b, j))
        at_a, at_b = i + length, j + length
        if length:
            opcodes.append(("equal", i, at_a, j, at_b))
    return tuple(opcodes)


def _joined(blocks: list[_Block]) -> list[_Block]:
    joined: list[_Block] = []
    for i, j, length in blocks:
        if joined:
            before_i, before_j, before = joined[-1]
            if before_i + before == i and before_j + before == j:
                joined[-1] = (before_i, before_j, before + length)
                continue
        if length:
            joined.append((i, j, length))
    return joined


def _text_blocks(source: str, target: str) -> list[_Block]:
    """Return what stands in both texts: their common ends, and between those what two levels of alignment find."""
    head = _common_head(source, target)
    tail = _common_tail(source, target, min(len(source), len(target)) - head)
    a, b = source[head : len(source) - tail], target[head : len(target) - tail]
    blocks = [(0, 0, head)]
    if a and b:
        inner = _blocks(a, b) if _by_characters(a, b) else _two_level_blocks(a, b)
        blocks += [(head + i, head + j, length) for i, j, length in inner]
    return [*blocks, (len(source) - tail, len(target) - tail, tail)]


def _by_characters(a: str, b: str) -> bool:
    if max(len(a), len(b)) < AT_ONCE:
        return True
    unspaced = sum(len(_UNSPACED.findall(text[:AT_ONCE])) for text in (a, b))
    return unspaced > AT_ONCE and len(a) * len(b) <= LARGEST_TABLE  # words would be single characters anyway


def _two_level_blocks(source: str, target: str) -> list[_Block]:
    numbers: dict[str, int] = {}
    a, starts_a = _tokens(source, numbers)
    b, starts_b = _tokens(target, numbers)
    blocks: list[_Block] = []
    at_a = at_b = 0
    for i, j, length in (*_joined(_item_blocks(a, b)), (len(a), len(b), 0)):
        start_a, start_b = starts_a[i], starts_b[j]
        if start_a > at_a and start_b > at_b:
            inner = _character_blocks(source[at_a:start_a], target[at_b:start_b])
            blocks += [(at_a + x, at_b + y, n) for x, y, n in inner]
        at_a, at_b = starts_a[i + length], starts_b[j + length]
        blocks.append((start_a, start_b, at_a - start_a))
    return blocks


def _tokens(text: str, numbers: dict[str, int]) -> tuple[list[int], list[int]]:
    words = tokens(text)
    return _numbered(words, numbers), list(accumulate(map(len, words), initial=0))


def _numbered(items: Sequence[str], numbers: dict[str, int]) -> list[int]:
    # rapidfuzz compares items by their hash: that of a small integer is the integer, that of a string differs by process.
    return [numbers.setdefault(item, len(numbers)) for item in items]


def _character_blocks(a: str, b: str) -> list[_Block]:
    if len(a) * len(b) <= LARGEST_RUN:
        return _blocks(a, b)
    head = _common_head(a, b)
    tail = _common_tail(a, b, min(len(a), len(b)) - head)
    return [(0, 0, head), (len(a) - tail, len(b) - tail, tail)]


def _item_blocks(a: list[int], b: list[int]) -> list[_Block]:
    if len(a) * len(b) <= LARGEST_TABLE:
        return _blocks(a, b)
    blocks: list[_Block] = []
    at_a = at_b = 0
    for i, j in (*_cuts(a, b), (len(a), len(b))):
        if (i - at_a) * (j - at_b) <= LARGEST_TABLE:
            blocks += [(at_a + x, at_b + y, n) for x, y, n in _blocks(a[at_a:i], b[at_b:j])]
        at_a, at_b = i, j
    return blocks


def _blocks(a: str | list[int], b: str | list[int]) -> list[_Block]:
    # Never `Indel.opcodes`: it keeps the whole table, 300 MB for 50,000 characters; Levenshtein's halves it (Hirschberg).
    found = _levenshtein().opcodes(a, b, score_hint=NEAR)
    return [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in found if op.tag == "equal"]


def _cuts(a: list[int], b: list[int]) -> Iterator[tuple[int, int]]:
    """Yield where two very long sequences can be cut: at runs that stand once in each, in the same order in both.

    This is the patience method: of all such runs, the longest series that rises on both sides.
    """
    once_b = _once(b)
    pairs = [(i, once_b[gram]) for gram, i in _once(a).items() if gram in once_b]
    at_a = at_b = 0
    for i, j in _rising(pairs):
        if min(i - at_a, j - at_b) >= STRIDE:
            yield i, j
            at_a, at_b = i, j


def _once(items: list[int]) -> dict[tuple[int, ...], int]:
    places: dict[tuple[int, ...], int] = {}
    for place, gram in enumerate(zip(*(items[k:] for k in range(GRAM)), strict=False)):
        places[gram] = -1 if gram in places else place
    return {gram: place for gram, place in places.items() if place >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []  # the smallest target place that ends a rising series of each length
    holders: list[int] = []  # which pair that is
    before: list[int] = []  # the pair that each pair follows
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(holders[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        holders[length : length + 1] = [number]
    series: list[tuple[int, int]] = []
    number = holders[-1] if holders else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _common_head(a: str, b: str) -> int:
    """Return how many characters two texts begin with in common, by halving: comparing slices runs in C."""
    low, high = 0, min(len(a), len(b))
    if a[:high] == b[:high]:
        return high
    while low < high - 1:
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _common_tail(a: str, b: str, most: int) -> int:
    """Return how many characters, at most, two texts end with in common."""
    if a[len(a) - most :] == b[len(b) - most :]:
        return most
    low, high = 0, most
    while low < high - 1:
        middle = (low + high) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle
    return low
