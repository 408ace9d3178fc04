"""Text in cells of a terminal: how wide it is, cut and filled to a width, wrapped, made safe to print, painted.

A Han character is two cells wide, a combining mark none. Right-to-left words stand between isolates (Unicode Standard
Annex 9: FSI … PDI), so that they leave the order of a line alone. What would steer the terminal or forge a line is made
visible. Only this file imports rich, on first use.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = [
    "Style",
    "cut",
    "filled",
    "isolated",
    "painted",
    "progress",
    "safe",
    "waiting",
    "width",
    "working",
    "wrapped",
]

_Item = TypeVar("_Item")

Style: TypeAlias = Literal["error", "warning", "note", "strong", "faint", "struck"]

_SGR = {"error": "1;31", "warning": "33", "note": "36", "strong": "1", "faint": "2", "struck": "9;31"}
"""Select Graphic Rendition (ECMA-48, section 8.3.117): what each style asks of the terminal."""

_FSI, _PDI = "\u2068", "\u2069"
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RIGHT}]")
# Not possessive around a group: before Python 3.11.5 that keeps what its last, failed round had taken (CPython gh-106052).
_RUN = re.compile(rf"[{_RIGHT}]++(?:[^\w{_RIGHT}\u2068\u2069]++[{_RIGHT}]++)*")
_LEFT_TO_RIGHT = re.compile(rf"[^\W\d_{_RIGHT}]")

# C0, DEL and C1 controls; direction marks and embeddings; line and paragraph separators; surrogates; non-characters;
# tag characters, which say something that nobody sees.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_MARKS_IN_A_ROW = re.compile(
    r"((?:[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]){4})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_PLAIN = re.compile(r"[\x20-\x7e]*")

PATIENCE = 1.0
"""Seconds after which a bar comes."""

_NO_MORE = object()

_SPACES = frozenset(" \u3000\u2002\u2003\u2009")
_BREAKABLE_AFTER = frozenset("–—/…、。，；：！？）】」』》")
_LINK = re.compile(r"[a-z]:/", re.IGNORECASE)
"""Shows that a piece is a link, whose slashes are no place to break it."""
_NEVER_FIRST = frozenset("、。，；：！？）】」』》〉〕”’…·,.;:!?)]}%‰")


def safe(text: str) -> str:
    """Return text with everything visible: line ends as ⏎, tabs as spaces, other controls and surrogates as ⟨U+001B⟩."""
    if _PLAIN.fullmatch(text):
        return text
    return _MARKS_IN_A_ROW.sub(r"\1", _UNSAFE.sub(_visible, text))


def _visible(found: re.Match[str]) -> str:
    character = found.group()
    if character in "\n\u2028\u2029\x85":
        return "⏎"
    if character in "\t\r":
        return " "
    if character in "\u200b\u2060\ufeff":
        return ""  # no width, no effect: zero width space, word joiner, byte order mark
    return f"⟨U+{ord(character):04X}⟩"


def width(text: str) -> int:
    """Return how many cells a text takes on one line."""
    if _PLAIN.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - on first use, so that the front door opens at once

    return cell_len(text.replace(_FSI, "").replace(_PDI, ""))


def cut(text: str, cells: int) -> str:
    """Return as much of a text as goes into so many cells, with … at its end where something was left out."""
    if width(text) <= cells:
        return text
    if cells < 1:
        return ""
    kept, taken = [], 1
    for cluster in _clusters(text):
        taken += width(cluster)
        if taken > cells:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + "…"


def filled(text: str, cells: int) -> str:
    """Return a text as exactly so many cells: cut, or with spaces after it."""
    text = cut(text, cells)
    return isolated(text) + " " * (cells - width(text))


def isolated(text: str) -> str:
    """Return a text between isolates if most of its letters run from right to left, else with each run of such isolated.

    What is isolated already stays as it is.
    """
    return text if _FSI in text else _isolate(text, whole=_runs_left(text))


def _runs_left(text: str) -> bool:
    right = len(_RIGHT_TO_LEFT.findall(text))
    return right > 0 and right >= len(_LEFT_TO_RIGHT.findall(text))


def _isolate(text: str, *, whole: bool) -> str:
    if not _RIGHT_TO_LEFT.search(text):
        return text
    return f"{_FSI}{text}{_PDI}" if whole else _RUN.sub(rf"{_FSI}\g<0>{_PDI}", text)


def wrapped(text: str, cells: int) -> list[str]:
    """Return a text as lines of at most so many cells, broken at spaces and between Han or kana; long words are cut."""
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        size = width(piece)
        if used + width(piece.rstrip()) <= cells:
            line, used = line + piece, used + size
            continue
        if line.strip():
            lines.append(line.rstrip())
        line, used = "", 0
        for part in _parts(piece.lstrip(), cells):
            if line:
                lines.append(line)
            line, used = part, width(part)
    if line.strip() or not lines:
        lines.append(line.rstrip())
    if _FSI in text or not _RIGHT_TO_LEFT.search(text):
        return lines
    whole = _runs_left(text)  # of the text, not line by line: all of its lines run the same way
    return [_isolate(each, whole=whole) for each in lines]


def painted(text: str, style: Style) -> str:
    """Return a text in a style of the terminal."""
    return f"\x1b[{_SGR[style]}m{text}\x1b[0m"


def progress(items: Iterable[_Item], total: int | None, done: str) -> Iterator[_Item]:
    """Yield items while a bar on standard error tells how many are done, of how many if that is known.

    It comes if they take over a second, and goes when they are done.
    """
    with _bar(done, total) as advance:
        for item in items:
            yield item
            advance()


@contextmanager
def working(doing: str) -> Iterator[None]:
    """Tell on standard error what is done and for how long, if it takes over a second; the line goes when it is done."""
    with _bar(doing, None):
        yield


def waiting(items: Iterable[_Item], doing: str) -> Iterator[_Item]:
    """Yield items that are printed as they come; while one takes over a second, say what is done."""
    coming = iter(items)
    while True:
        with working(doing):
            item = next(coming, _NO_MORE)
        if item is _NO_MORE:
            return
        yield cast("_Item", item)


@contextmanager
def _bar(told: str, total: int | None) -> Iterator[Callable[[], None]]:
    from rich.console import Console  # noqa: PLC0415 - on first use, so that the front door opens at once
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(show_speed=True), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = bar.add_task(told, total=total)
    timer = Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: bar.advance(task)
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


def _clusters(text: str) -> Iterator[str]:
    """Yield each character with the marks and joiners that belong to it."""
    begin = 0
    for place in range(1, len(text)):
        if unicodedata.category(text[place]) in {"Mn", "Me"} or "\u200d" in (text[place], text[place - 1]):
            continue
        yield text[begin:place]
        begin = place
    if text:
        yield text[begin:]


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces between which a line may break: words with the spaces after them, single Han and kana."""
    piece = ""
    for cluster in _clusters(text):
        wide = width(cluster) == 2
        ends = piece and (piece[-1] in _SPACES or piece[-1] in _BREAKABLE_AFTER or wide or width(piece[-1]) == 2)
        if ends and piece[-1] == "/" and _LINK.search(piece):
            ends = False
        if ends and not cluster.isspace() and cluster not in _NEVER_FIRST:
            yield piece
            piece = ""
        piece += cluster
    if piece:
        yield piece


def _parts(piece: str, cells: int) -> Iterator[str]:
    """Yield a piece that is too long for a line in parts that are not."""
    part, used = "", 0
    for cluster in _clusters(piece):
        size = width(cluster)
        if part and used + size > cells:
            yield part
            part, used = "", 0
        part, used = part + cluster, used + size
    if part:
        yield part
