"""The terminal the commands write to: its width, whether it takes colour, and progress bars on work of over a second."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["columns", "in_colour", "while_working", "with_progress"]

NARROWEST, WIDEST, PIPED = 40, 120, 80

_Item = TypeVar("_Item")


def columns() -> int:
    """Return how many columns to write: the terminal's, within reason; 80 where there is none."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return PIPED
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((PIPED, 24)).columns))


def in_colour(never: bool) -> bool:
    """Return whether to colour: on a terminal, unless asked not to (https://no-color.org)."""
    return not never and not os.environ.get("NO_COLOR") and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def with_progress(
    items: Iterable[_Item], done: str, total: int | None = None, *, printing: bool = False
) -> Iterator[_Item]:
    """Yield the items; a terminal sees on standard error how many are done.

    Where they are printed on the same terminal as they come, it sees only that the next one takes its time.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from provenance.terminal import progress, waiting  # noqa: PLC0415 - on first use, so that help opens at once

    if printing and sys.stdout.isatty():
        yield from waiting(items, done)
    else:
        yield from progress(items, total, done)


@contextmanager
def while_working(doing: str) -> Iterator[None]:
    """Let a terminal see on standard error what is done, for work of one piece."""
    if not sys.stderr.isatty():
        yield
        return
    from provenance.terminal import working  # noqa: PLC0415 - on first use, so that help opens at once

    with working(doing):
        yield
