"""How long it takes to read what a text states, and to lay two texts side by side, by kind of text and by its length.

Run ``python tests/bench/facts.py [--only NAME]``. Texts repeat one piece up to each length: prose, and what is hostile
to a reader of numbers, dates, marks or negations. *Exponent* is that of the length by which the time grows, from the
least length to the greatest: 1 is linear. Times are seconds of processor time of one reading, tables read beforehand.
The table has rows of real news.
"""

from __future__ import annotations

import argparse
import gc
import math
import platform
import time
from itertools import cycle
from typing import TYPE_CHECKING

from provenance.comparison import compare
from provenance.facts import facts_in
from provenance.text import Text
from tests.bench.measuring import ROUNDS, Case, Row, series
from tests.bench.news import news, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TURNS = 40
SIZES = (62_500, 250_000, 1_000_000)
PAIR_SIZES = (12_500, 50_000, 250_000)
SINGLE = {
    "prose, en": (
        "en",
        "On 4 March 2026 the board did not say “yes”: up to 30 ships, about $2.5m, may leave Ukraine on Friday. ",
    ),
    "prose, ru": (
        "ru",
        "4 марта 2026 года правление не сказало «да»: до 30 судов, около 2,5 млн долларов, уйдут с Украины в пятницу. ",
    ),
    "prose, zh": ("zh", "2026年3月4日港务局没有说“同意”：至多三十艘船、约250万美元，周五可能离开乌克兰。"),
    "prose, ar": ("ar", "في 4 مارس 2026 لم يقل المجلس «نعم»: ما يصل إلى 30 سفينة ستغادر أوكرانيا يوم الجمعة. "),
    "numbers, en": ("en", "1 "),
    "groups of digits, en": ("en", "123 456 "),
    "one number of digits": ("en", "1"),
    "digits and commas": ("en", "1,"),
    "percentages, en": ("en", "5% "),
    "sums, en": ("en", "$1m "),
    "½": ("en", "½"),
    "½ apart, ru": ("ru", "½ "),
    "十": ("zh", "十"),
    "百万": ("ja", "百万"),
    "3만 5천": ("ko", "3만 5천 "),
    "number words, ru": ("ru", "двести тысяч "),
    "number words, hi": ("hi", "दो "),
    "words that join, en": ("en", "and "),
    "halves, en": ("en", "half of "),
    "dates, en": ("en", "4 May 2026 "),
    "days, zh": ("zh", "5月3日至7日"),
    "times of day": ("en", "5:30 "),
    "names with digits": ("en", "a-1-"),
    "opening marks, en": ("en", "“"),
    "empty marks, ru": ("ru", "«»"),
    "negations, ru": ("ru", "не "),
    "negations, zh": ("zh", "不"),
    "places, en": ("en", "Ukraine "),
    "line ends": ("en", "\n"),
    "spaces": ("en", " "),
    "one word": ("en", "a"),
    "combining marks": ("en", "\u0301"),
    "directions, ar": ("ar", "\u202e1"),
}
PAIRS = {
    "prose, en–ru": (*SINGLE["prose, en"], *SINGLE["prose, ru"]),
    "prose, en–en": (*SINGLE["prose, en"], "en", SINGLE["prose, en"][1].replace("30", "31")),
    "numbers, en–ru": ("en", "1 2 3 ", "ru", "2 3 4 "),
    "dates, en–ru": ("en", "4 May 2026 ", "ru", "5 мая 2026 года "),
    "short sentences, en–ru": ("en", "Yes. No. ", "ru", "Да. Нет. "),
    "short lines, en–ru": ("en", "a\n", "ru", "б\n"),
    "marks, en–ru": ("en", "“", "ru", "«"),
}


def repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def seconds(work: Callable[..., object], *texts: Text) -> float:
    gc.collect()
    start = time.process_time()
    work(*texts)
    return time.process_time() - start


def row(name: str, sizes: tuple[int, ...], times: list[float]) -> str:
    exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
    a_megabyte = times[-1] * 1_000_000 / sizes[-1]
    return f"{name:<26}" + "".join(f"{time:>10.2f}" for time in times) + f"{a_megabyte:>12.1f}{exponent:>10.2f}"


def head(title: str, sizes: tuple[int, ...]) -> str:
    return f"\n{title:<26}" + "".join(f"{size:>10,}" for size in sizes) + f"{'s/10⁶ ch.':>12}{'exponent':>10}"


def compared(one: Text, other: Text) -> object:
    comparison = compare(one, other)
    return comparison.facts, comparison.alignment, comparison.diff


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what it takes to read the facts of news."""
    sizes = (100, 1_000, 10_000) if quick else (100, 1_000, 10_000, 100_000, 1_000_000)
    for tag in ("en", "uk", "ja"):
        yield from series(f"facts of news, {tag}", "characters", sizes, lambda size: of_news(size, tag))  # noqa: B023


def of_news(size: int, tag: str) -> Case:
    """Return the reading of texts of the news, which take turns; the longest is the news over and over."""
    large = size >= 100_000
    starts = range(0, 1 if large else len(news()[tag]), len(news()[tag]) // TURNS)
    turns = cycle([Text(side_by_side(size, first, (tag, tag))[0], tag) for first in starts])
    return Case(ours=lambda: facts_in(next(turns)), weighed=size <= 100_000, rounds=3 if large else ROUNDS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="measure the kinds whose name holds this")
    only = parser.parse_args().only
    print(f"python {platform.python_version()}, seconds of processor time")
    print(head("facts of one text, of", SIZES))
    for name, (language, piece) in SINGLE.items():
        if only in name:
            facts_in(Text(piece, language))
            times = [seconds(facts_in, Text(repeated(piece, size), language)) for size in SIZES]
            print(row(name, SIZES, times), flush=True)
    print(head("two texts, each of", PAIR_SIZES))
    for name, (first, piece, second, other) in PAIRS.items():
        if only in name:
            compared(Text(piece, first), Text(other, second))
            times = [
                seconds(compared, Text(repeated(piece, size), first), Text(repeated(other, size), second))
                for size in PAIR_SIZES
            ]
            print(row(name, PAIR_SIZES, times), flush=True)


if __name__ == "__main__":
    main()
