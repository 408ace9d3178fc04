"""News articles of the shared data, in several languages line by line: what the rows about real texts are measured on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NAMES = {"en": "src.eng", "uk": "ref.ukr", "de": "ref.deu", "ja": "ref.jpn", "en-GB": "ref.eng-GB"}


@cache
def news() -> dict[str, list[str]]:
    """Return the lines of the news by language, line by line the same; FileNotFoundError where the data are not there."""
    folder = DATA / "ntrex"
    return {
        tag: (folder / f"newstest2019-{name}.txt").read_text(encoding="utf-8").splitlines()
        for tag, name in NAMES.items()
    }


def side_by_side(size: int, first: int = 0, tags: tuple[str, str] = ("en", "uk")) -> tuple[str, str]:
    """Return the same lines in two languages, from one line on and round again, until the first has so many characters.

    A text longer than the news repeats them.
    """
    lines = [news()[tag] for tag in tags]
    taken: tuple[list[str], list[str]] = [], []
    length, number = 0, first
    while length < size:
        for side, each in zip(taken, lines, strict=True):
            side.append(each[number % len(each)])
        length += len(taken[0][-1]) + 1
        number += 1
    cut = size if len(taken[0]) == 1 else len(" ".join(taken[0]))
    one, other = (" ".join(side) for side in taken)
    return one[: min(cut, size)], other[: max(1, len(other) * size // len(one))]
