"""Word edits within one language: patch, apply, inverse.

The promise is ``apply(patch(a, b), a) == b``; which edits stand between is a view. A diff is kept as a delta in
diff-match-patch's own format, which other programs read: ``=n`` keep, ``-n`` delete, ``+text`` insert, joined by tabs,
counts in UTF-16 units, text percent-encoded (RFC 3986) from UTF-8. diff-match-patch reads and applies that delta and
cleans a diff up for reading; it aligns nothing here, and its clock is off, so no result hangs on time. Only this file
imports it, on first use.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote_to_bytes

from attrs import field, frozen

from provenance.canonical import check_words
from provenance.errors import IntegrityError
from provenance.likeness import Op, Opcode, align
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Diff", "Edit", "apply", "inverse", "patch", "readable"]

_Piece: TypeAlias = "tuple[int, str]"
"""What diff-match-patch calls a diff: -1 delete, 0 equal, 1 insert, and the words."""

_DELTA = re.compile(r"(?:(?:[=-][0-9]{1,18}|\+(?:[A-Za-z0-9_.~!*'();/?:@&=+$,# -]++|%[0-9A-Fa-f]{2})*+)(?:\t|\Z))*+")
_COUNT = re.compile(r"(?:^|\t)[=-]([0-9]+)")

_UNESCAPED = frozenset(b"!~*'();/?:@&=+$,# -_." + bytes(range(48, 58)) + bytes(range(65, 91)) + bytes(range(97, 123)))


class _Escapes(dict[int, str]):
    """How each character of inserted words stands in a delta; told when one first comes."""

    def __missing__(self, point: int) -> str:
        escaped = "".join(chr(byte) if byte in _UNESCAPED else f"%{byte:02X}" for byte in chr(point).encode())
        self[point] = escaped
        return escaped


_ESCAPED = _Escapes()

CONTEXT = 256
"""Code points of an unchanged run that clean-up sees on either side of what changed."""

ISLANDS = (1_000, 8_000)
"""Code points that are cleaned up in one go, on a first pass and on a second, which finds few and large pieces left.

Where little is alike, clean-up takes time by the square of the pieces.
"""


@frozen(kw_only=True)
class Edit:
    """One run of a diff: what stands in the source became what stands in the target."""

    op: Op
    source: Span
    target: Span


@frozen(kw_only=True)
class Diff:
    """What turns one text into another.

    ``edits`` covers both texts without gap, unchanged runs ("equal") and changed ones by turns; it is empty where both
    texts are. ``similarity`` is twice the unchanged characters ÷ the characters of both texts, 1.0 for two empty ones.
    ``delta`` is the evidence, ``computed_by`` the algorithm and the packages that made it. ``opcodes`` are the edits as
    plain numbers (op, source start and end, target start and end); who keeps a diff needs no more than the delta.
    """

    opcodes: tuple[Opcode, ...] = field(repr=False)
    similarity: float
    delta: str
    computed_by: str

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """What stands in the source and what it became, run by run."""
        return _edits(self.opcodes)

    @property
    def changes(self) -> tuple[Edit, ...]:
        """The edits that change something; none exactly if both texts are the same."""
        return tuple(edit for edit in self.edits if edit.op != "equal")


def patch(source: str, target: str) -> Diff:
    """Return the diff that turns the source into the target; CanonicalError for a lone surrogate in either."""
    check_words(source, "source")
    check_words(target, "target")
    return _diff(source, target, align(source, target))


def apply(diff: Diff | str, source: str) -> str:
    """Return the target that a diff, or a stored delta, makes of the source.

    IntegrityError where it does not fit: it is no delta, it covers another number of UTF-16 units than the source has,
    or it cuts a character in two. A delta names what it deletes by length only: on another text of the same length it
    makes other words, so compare the result with what was recorded. CanonicalError for a lone surrogate in the source.
    """
    return "".join(words for op, words in _pieces(diff, source) if op >= 0)


def inverse(diff: Diff | str, source: str) -> Diff:
    """Return the diff that turns the target back into the source; raises as ``apply`` does."""
    pieces = _pieces(diff, source)
    target = "".join(words for op, words in pieces if op >= 0)
    return _diff(target, source, tuple(_opcodes((-op, words) for op, words in pieces)))


def readable(diff: Diff | str, source: str, target: str) -> tuple[Edit, ...]:
    """Return the edits as they are shown: chance matches inside a change dropped, edges moved to the ends of words.

    This is diff-match-patch's semantic clean-up, run on stretches so that time stays linear in long texts: more than
    512 unchanged code points in a row always stay unchanged, and a single deletion or insertion of more than 8,000
    stays as it was aligned. IntegrityError if the diff does not turn the source into the target.
    """
    pieces = _pieces(diff, source)
    made = "".join(words for op, words in pieces if op >= 0)
    if made != target:
        raise IntegrityError(
            "the diff makes another text – of this source – compare the two texts anew",
            expected=target[:80],
            actual=made[:80],
        )
    edits = _edits(_opcodes(pieces))
    for size in ISLANDS:
        shown: list[_Piece] = []
        for island in _islands(_pieces_of(edits, source, target), size):
            if all(len(words) <= size for op, words in island if op):
                _engine().diff_cleanupSemantic(island)
            shown += island
        edits = _edits(_opcodes(shown))
    return edits


@cache
def _engine() -> Any:  # diff-match-patch ships no types
    from diff_match_patch import diff_match_patch  # noqa: PLC0415 - on first use, so that the front door opens at once

    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # its default, a second of wall clock, makes results depend on the machine
    return engine


@cache
def _computed_by() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - as above; it brings the e-mail parser with it

    packages = ", ".join(f"{name} {version(name)}" for name in ("rapidfuzz", "diff-match-patch"))
    return f"provenance-diff 1, {packages}"


def _diff(source: str, target: str, opcodes: tuple[Opcode, ...]) -> Diff:
    total = len(source) + len(target)
    kept = sum(k - i for op, i, k, _, _ in opcodes if op == "equal")
    return Diff(
        opcodes=opcodes,
        similarity=2 * kept / total if total else 1.0,
        delta=_delta(opcodes, source, target),
        computed_by=_computed_by(),
    )


def _delta(opcodes: tuple[Opcode, ...], source: str, target: str) -> str:
    """Return edits as diff-match-patch's ``diff_toDelta`` writes them, in a fifth of its time."""
    parts: list[str] = []
    simple = _units(source) == len(source)
    for op, i, k, j, m in opcodes:
        if k > i:
            units = k - i if simple else _units(source[i:k])
            parts.append(f"={units}" if op == "equal" else f"-{units}")
        if m > j and op != "equal":
            parts.append("+" + target[j:m].translate(_ESCAPED))
    return "\t".join(parts)


def _units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _pieces_of(edits: tuple[Edit, ...], source: str, target: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for edit in edits:
        gone, come = edit.source.of(source), edit.target.of(target)
        pieces += [(0, gone)] if edit.op == "equal" else [(-1, gone), (1, come)]
    return [piece for piece in pieces if piece[1]]


def _pieces(diff: Diff | str, source: str) -> list[_Piece]:
    """Return the pieces of a delta, after checking what diff-match-patch lets pass or mends in silence."""
    delta = diff if isinstance(diff, str) else diff.delta
    units = _units(check_words(source, "source"))
    if not _DELTA.fullmatch(delta):
        raise IntegrityError(
            f"not a delta – {delta[:40]!r} – it was altered or cut, compute it again",
            expected="=n, -n and +text, joined by tabs",
            actual=delta[:80],
        )
    covered = sum(map(int, _COUNT.findall(delta)))
    if covered != units:
        raise IntegrityError(
            f"the delta is for another text – it covers {covered} UTF-16 units, the source has {units} – "
            "give the source it was made from",
            expected=covered,
            actual=units,
        )
    try:
        unquote_to_bytes(delta).decode("utf-8")
        pieces: list[_Piece] = _engine().diff_fromDelta(source, delta)
    except ValueError as error:
        raise IntegrityError(
            f"the delta cuts a character in two – {error} – it was altered, or made from another text",
            expected="whole characters",
            actual=delta[:80],
        ) from error
    return pieces


def _edits(opcodes: Iterable[Opcode]) -> tuple[Edit, ...]:
    return tuple(Edit(op=op, source=Span(i, k), target=Span(j, m)) for op, i, k, j, m in opcodes)


def _opcodes(pieces: Iterable[_Piece]) -> Iterator[Opcode]:
    at_source = at_target = 0
    for equal, run in groupby(pieces, key=lambda piece: piece[0] == 0):
        source, target = at_source, at_target
        for op, words in run:
            at_source += len(words) if op <= 0 else 0
            at_target += len(words) if op >= 0 else 0
        gone, come = at_source > source, at_target > target
        if gone or come:
            op_name: Op = "equal" if equal else "replace" if gone and come else "delete" if gone else "insert"
            yield op_name, source, at_source, target, at_target


def _islands(pieces: list[_Piece], largest: int) -> Iterator[list[_Piece]]:
    """Yield the pieces in groups, cut inside unchanged runs: in each long one, and in any once a group is large.

    What is cut stays shown as unchanged. Either side keeps some of it, for edges to be shifted to the ends of words.
    """
    island: list[_Piece] = []
    size = 0
    for op, words in pieces:
        size += len(words)
        if op or (len(words) <= 2 * CONTEXT and size <= largest):
            island.append((op, words))
            continue
        edge = min(CONTEXT, len(words) // 2)
        yield [*island, (0, words[: len(words) - edge])]
        island, size = [(0, words[len(words) - edge :])] if edge else [], edge
    yield island
