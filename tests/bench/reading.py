"""Time of reading: articles of 20,000 characters, real pages beside one trafilatura extraction, hostile texts of 1 MB.

Run by hand: ``python tests/bench/reading.py [--hostile] [--links]``. The articles are the composed ones of
``tests/data/articles``, each language's one after another; the table has rows of those and of the text of real pages. *Exponent*: how the time grows with the length, from
a quarter of the size to the whole; 1 is linear.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import Locator, read
from provenance.credits import credits_in
from provenance.quotations import quotations_in
from tests.bench.measuring import ROUNDS, Case, Goal, Row, series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance import Reading

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "html" / "aeb"
LENGTH = 20_000
LONG = 10_000
SIZES = (250_000, 1_000_000)
HOSTILE = {
    "only opening marks": ("“", "en"),
    "only straight marks": ('"', "en"),
    "only dashes": ("— ", "ru"),
    "dialogue lines": ("— Да.\n", "ru"),
    "only colons": (": ", "en"),
    "nested marks": ("«„", "ru"),
    "nested pairs": ("“‘a’", "en"),
    "only names": ("Anna Holt ", "en"),
    "only names, zh": ("王小明", "zh"),
    "only offices": ("mayor ", "en"),
    "only verbs of speech": ("said ", "en"),
    "said that": ("said that ", "en"),
    "remarks": ("«Мы, — сказал он. — Да». ", "ru"),
    "remarks, zh": ("“我们走。”王小明说，", "zh"),
    "remarks, ja": ("「はい」と彼は言った。", "ja"),
    "remarks by commas": ("« Oui, dit-il, non. » ", "fr"),
    "sentences of their own": ("“Go there now.” ", "en"),
    "marks at line ends": ("“\n", "en"),
}
LINKS = {
    "plain": "https://example.org/a?b={}&utm_source=x",
    "archive of an archive": "https://web.archive.org/web/2020/https://web.archive.org/web/2019/https://example.org/{}",
    "redirect": "https://t.co/redirect?url=https%3A%2F%2Fexample.org%2F{}",
    "toutiao": "https://www.toutiao.com/article/18507495850877{:02}/?share_token=x",
}


def best(task: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of several times, in seconds."""
    shortest = math.inf
    for _ in range(times):
        start = time.perf_counter()
        task()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def articles() -> dict[str, str]:
    """Return 20,000 characters of each language."""
    found: dict[str, list[str]] = {}
    for path in sorted(ARTICLES.glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        found.setdefault(held["language"].partition("-")[0], []).append(held["text"])
    whole = {language: "\n\n".join(texts) + "\n\n" for language, texts in found.items()}
    return {language: (text * (1 + LENGTH // len(text)))[:LENGTH] for language, text in whole.items()}


def spent(task: Callable[[], object]) -> float:
    """Return the processor time of a task, in seconds."""
    start = time.process_time()
    task()
    return time.process_time() - start


def beside_extraction() -> None:
    """Print the time of reading composed articles, and of reading the text of real pages beside extracting it."""
    print(f"{LENGTH:,} characters: quotations alone, the whole reading")
    for language, text in articles().items():
        read(text, language=language)  # its tables are read once
        quoting, reading = (
            min(spent(task) for _ in range(3))
            for task in (lambda: quotations_in(text, language), lambda: read(text, language=language))  # noqa: B023
        )
        print(f"  {language}  {quoting * 1e3:6.0f} ms {reading * 1e3:6.0f} ms", flush=True)
    pages = [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in sorted(PAGES.glob("*.gz"))[::2]]
    if not pages:
        print(f"the pages are not here: {PAGES}")
        return
    from trafilatura import bare_extraction

    texts = [getattr(bare_extraction(page), "text", None) or "" for page in pages]
    reading = sum(spent(lambda: read(text)) for text in texts)  # noqa: B023
    extracting = sum(spent(lambda: bare_extraction(page)) for page in pages)  # noqa: B023
    length = sum(map(len, texts))
    print(
        f"{len(pages)} real pages, {length:,} characters of text, for 20,000 of them: reading "
        f"{reading * LENGTH / length * 1e3:.0f} ms, extraction {extracting * LENGTH / length * 1e3:.0f} ms, "
        f"ratio {reading / extracting:.2f}"
    )


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what reading takes: composed articles, and the text of real pages beside extracting it."""
    sizes = (1_000, 5_000) if quick else (1_000, 5_000, 20_000, 100_000, 1_000_000)
    whole = articles()
    for language in ("en",) if quick else ("en", "ru", "zh"):
        make = partial(of, whole[language], language)
        yield from series(f"article read, {language}", "characters", sizes, make)
    if not quick:
        yield from real_pages()


def real_pages() -> Iterator[Row]:
    """Yield what reading the text of real pages takes beside extracting it: any pages, and those of long articles."""
    pages = [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in sorted(PAGES.glob("*.gz"))]
    if not pages:
        return
    from trafilatura import bare_extraction

    extracted = [(page, getattr(bare_extraction(page), "text", None) or "") for page in pages]
    long = [(page, text) for page, text in extracted if len(text) >= LONG]
    for title, several in (("real pages", extracted[::4]), ("long articles", long)):
        if several:
            case = Case(
                ours=lambda: [read_anew(text) for _, text in several],  # noqa: B023
                beside={"trafilatura": lambda: [bare_extraction(page) for page, _ in several]},  # noqa: B023
                goals={"trafilatura": Goal(1, within=True)},
                times=len(several),
                weighed=False,
            )
            length = sum(len(text) for _, text in several) // len(several)
            yield from series(f"text of {len(several)} {title} read", "characters", (length,), lambda _: case)  # noqa: B023


def read_anew(text: str) -> Reading:
    """Return the reading of a text whose credits are not remembered from the last round."""
    credits_in.cache_clear()
    return read(text)


def of(text: str, language: str, size: int) -> Case:
    """Return the reading of an article of a size."""
    text = (text * (1 + size // len(text)))[:size]
    large = size > 100_000
    return Case(ours=lambda: read(text, language=language), rounds=1 if large else ROUNDS, weighed=not large)


def hostile() -> None:
    """Print the time of texts made to be slow, and how it grows."""
    print(f"hostile texts of {SIZES[1]:,} characters: time, exponent")
    for name, (unit, language) in HOSTILE.items():
        times = [best(lambda: quotations_in(unit * (size // len(unit)), language), 1) for size in SIZES]  # noqa: B023
        print(f"  {name:<24} {times[1]:7.2f} s   {math.log(times[1] / times[0], SIZES[1] / SIZES[0]):.2f}", flush=True)


def links() -> None:
    """Print the time of many links, and of a long one."""
    for name, form in LINKS.items():
        taken = best(lambda: [Locator.parse(form.format(number)) for number in range(100_000)], 1)  # noqa: B023
        print(f"  100,000 links, {name:<24} {taken:6.2f} s, {taken * 10:.1f} µs each", flush=True)
    for name, unit in (("dots", "../"), ("escapes", "%2F"), ("parameters", "a=1&"), ("stops", "."), ("brackets", ")")):
        times = [best(lambda: Locator.parse("https://example.org/?" + unit * (size // len(unit))), 1) for size in SIZES]  # noqa: B023
        growth = math.log(times[1] / times[0], SIZES[1] / SIZES[0])
        print(f"  one link of {SIZES[1]:,}, {name:<12} {times[1]:6.3f} s   {growth:.2f}", flush=True)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hostile", action="store_true", help="texts made to be slow")
    options.add_argument("--links", action="store_true", help="many links, and long ones")
    given = options.parse_args()
    if given.hostile:
        hostile()
    if given.links:
        links()
    if not given.hostile and not given.links:
        beside_extraction()


if __name__ == "__main__":
    main()
