"""Two texts facing each other: aligned sentences, word edits, and the ledger of what either states, as text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from provenance.rules.telling import shown_value
from provenance.terminal import cut, filled, painted, safe, width, wrapped
from provenance.word_edits import word_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.comparison import Comparison
    from provenance.diff import Edit
    from provenance.facts import Fact
    from provenance.ledger import FactRow
    from provenance.terminal import Style
    from provenance.text import Text

__all__ = ["edits", "facing"]

SIDE_BY_SIDE = 72
"""Columns from which two texts stand beside each other; below, one stands under the other."""

CONTEXT = 24
"""Characters of an unchanged run that are shown on either side of a change."""

_MARKS = {"kept": "=", "changed": "≠", "lost": "-", "added": "+"}
_STYLES: dict[str, Style] = {"kept": "faint", "changed": "error", "lost": "warning", "added": "warning"}

_HOW = {
    "value": "another value",
    "unit": "another unit",
    "bound": "another bound",
    "collapsed": "a range collapsed",
    "moved": "kept elsewhere",
}


def facing(comparison: Comparison, *, columns: int = 80, colour: bool = False) -> str:
    """Return a comparison as text: beads, edits where one language is kept, the ledger, and what was not compared."""
    source, target = comparison.source, comparison.target
    if source is None or target is None:
        return "nothing to compare: the words of one side are not held"
    blocks = [list(_beads(comparison, source, target, columns))]
    if comparison.diff is not None:
        blocks.append(list(edits(comparison, columns=columns, colour=colour)))
    rows = [row for row in comparison.facts if row.kind != "mark" or row.status == "changed"]
    blocks += [list(_ledger(rows, columns, colour=colour)), list(_blanks(comparison, columns))]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _beads(comparison: Comparison, source: Text, target: Text, columns: int) -> Iterator[str]:
    for bead in comparison.alignment:
        ours = [" ".join(safe(span.of(source.words)).split()) for span in bead.source]
        theirs = [" ".join(safe(span.of(target.words)).split()) for span in bead.target]
        if columns >= SIDE_BY_SIDE:
            yield from _beside(" ".join(ours), " ".join(theirs), columns)
        else:
            yield from _under(" ".join(ours), " ".join(theirs), columns)


def _beside(ours: str, theirs: str, columns: int) -> Iterator[str]:
    half = (columns - 3) // 2
    left, right = wrapped(ours, half) if ours else ["–"], wrapped(theirs, half) if theirs else ["–"]
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else ""
        other = right[number] if number < len(right) else ""
        yield f"{filled(one, half)} │ {other}".rstrip()


def _under(ours: str, theirs: str, columns: int) -> Iterator[str]:
    for sign, words in (("<", ours), (">", theirs)):
        for line in wrapped(words or "–", columns - 2):
            yield f"{sign} {line}"
            sign = " "  # noqa: PLW2901 - only the first line of a side is marked


def edits(comparison: Comparison, *, columns: int = 80, colour: bool = False) -> Iterator[str]:
    """Yield the word edits: how alike, through what; then what went as [-…-], what came as {+…+}, long runs cut short."""
    source, target = comparison.source, comparison.target
    if comparison.diff is None or source is None or target is None:
        return
    if comparison.gloss is not None:  # one of the two sides is told in the other's language
        same = comparison.gloss.language == target.language
        source, target = (comparison.gloss, target) if same else (source, comparison.gloss)
    through = "" if comparison.via == "same-language" else f", through a {comparison.via}"
    yield f"{comparison.diff.similarity:.0%} alike{through}"
    pieces = [
        piece
        for edit in word_edits(comparison.diff, source.words, target.words)
        for piece in _edit(edit, source.words, target.words)
    ]
    lines = wrapped("".join(words for words, _ in pieces), columns)
    yield from _coloured(lines, pieces) if colour else lines


_Piece: TypeAlias = "tuple[str, Style | None]"


def _edit(edit: Edit, source: str, target: str) -> Iterator[_Piece]:
    gone, come = safe(edit.source.of(source)), safe(edit.target.of(target))
    if edit.op == "equal":
        yield gone if len(gone) <= 2 * CONTEXT else f"{_head(gone)}…{_head(gone[::-1])[::-1]}", None
        return
    if gone:
        yield f"[-{gone}-]", "struck"
    if come:
        yield f"{{+{come}+}}", "strong"


def _coloured(lines: Iterable[str], pieces: Iterable[_Piece]) -> Iterator[str]:
    """Yield wrapped lines with the pieces they were made of painted; wrapping adds and drops nothing but blanks."""
    styles = iter([style for words, style in pieces for sign in words if not _blank(sign)])
    for line in lines:
        parts = [(sign, None if _blank(sign) else next(styles)) for sign in line]
        for at in range(1, len(parts)):  # what stands between two words of one piece is of that piece
            part, style = parts[at - 1][1], next((style for sign, style in parts[at:] if not _blank(sign)), None)
            if _blank(parts[at][0]) and part == style:
                parts[at] = (parts[at][0], style)
        runs = ((style, "".join(sign for sign, _ in run)) for style, run in groupby(parts, key=lambda part: part[1]))
        yield "".join(words if style is None else painted(words, style) for style, words in runs)


def _blank(sign: str) -> bool:
    """Return whether wrapping may drop or add it: white space, or an isolate."""
    return sign.isspace() or sign in "\u2068\u2069"


def _head(words: str) -> str:
    """Return the beginning of a long run, up to the end of a word where words have ends."""
    head = words[:CONTEXT]
    return head[: head.rfind(" ") + 1] or head


def _marked(words: str, style: Style, *, colour: bool) -> str:
    return painted(words, style) if colour else words


def _ledger(rows: list[FactRow], columns: int, *, colour: bool) -> Iterator[str]:
    """Yield the ledger as a table: status, kind, what the source states, what the target states, what happened.

    What happened stands below where the sides need the room; in few columns each side has lines of its own.
    """
    if not rows:
        return
    if columns < SIDE_BY_SIDE:
        yield from _stacked(rows, columns, colour=colour)
        return
    notes = [_note(row) for row in rows]
    cells = [(_said(row.source), _said(row.target)) for row in rows]
    sizes = [max(width(pair[side]) for pair in cells) for side in (0, 1)]
    below = sum(sizes) + max(map(len, notes)) > columns - 24
    sizes = [min(size, max(12, (columns - 22) // 2)) for size in sizes] if below else sizes
    for row, pair, note in zip(rows, cells, notes, strict=True):
        status = _status(row, colour=colour)
        sides = "  ".join(filled(cell, size) for cell, size in zip(pair, sizes, strict=True))
        yield f"{status}{row.kind:10}{sides}  {'' if below else note}".rstrip()
        if below and note:
            yield " " * 20 + note


def _stacked(rows: list[FactRow], columns: int, *, colour: bool) -> Iterator[str]:
    for row in rows:
        note = _note(row)
        head = f"{_status(row, colour=colour)}{row.kind:10}".rstrip()
        yield f"{head}, {note}" if note and 20 + width(note) <= columns else head
        if note and 20 + width(note) > columns:
            yield f"  {cut(note, columns - 2)}"
        for sign, fact in (("<", row.source), (">", row.target)):
            for line in wrapped(_said(fact), columns - 4):
                yield f"  {sign} {line}"
                sign = " "  # noqa: PLW2901 - only the first line of a side is marked


def _status(row: FactRow, *, colour: bool) -> str:
    return _marked(f"{_MARKS[row.status]} {row.status:8}", _STYLES[row.status], colour=colour)


def _note(row: FactRow) -> str:
    how = "" if row.how is None else _HOW[row.how]
    weak = "" if not row.weak or row.status == "kept" else "weak cue"
    return ", ".join(part for part in (how, weak) if part)


def _said(fact: Fact | None) -> str:
    """Return what a side states: the value first, which must not be cut, then the words where they are others."""
    if fact is None:
        return "–"
    surface = " ".join(safe(fact.surface).split())
    value = shown_value(fact.kind, fact.value, "")
    if value:
        return value if value == surface else f"{value} “{surface}”"
    return f"{surface} ({fact.value})" if fact.kind == "qualifier" else surface


def _blanks(comparison: Comparison, columns: int) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for blank in comparison.blanks:
        reasons.setdefault(blank.reason, []).append("word edits" if blank.kind == "diff" else blank.kind)
    for reason, kinds in reasons.items():
        line = f"not compared, {reason.replace('-', ' ')}: {', '.join(dict.fromkeys(kinds))}"
        yield from wrapped(line, columns)
