"""How right pages are read, and how fast: ours beside trafilatura alone, on the pages of the shared data.

Run ``python tests/bench/accuracy/pages.py``. Body text is measured as the article extraction benchmark does (Lopukhin, 2019,
the set's own measure): shingles of four words, precision and recall of each page, F1 of their means; beside it the mean
of the pages' own F1. Titles, dates, outlets, kinds of source, credits and disclaimers of the Chinese pages are compared
with what a person reads on them. Timed are the reading of plain text and one extraction of the page it came from, warm,
best of several runs; what the library remembers of a text is forgotten before each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import trafilatura

from provenance.credits import credits_in
from provenance.reading import Reading, read

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "html"
_WORD = re.compile(r"\w+")
SHINGLE = 4

PAGES = {
    "toutiao/2.html": {
        "title": "最不愁吃肉的国家：顿顿有肉吃，却要靠中国运输蔬菜水果",
        "date": "2019-09-08T11:42:03",
        "outlet": "去驴行",
        "kind": "self-media",
        "sources": (),
        "disclaimers": (),
    },
    "toutiao/4.html": {
        "title": "较强冷空气来袭 全国多地开启“抖抖抖”模式",
        "date": "2019-11-25T10:37:31",
        "outlet": "中国网",
        "kind": "self-media",
        "sources": (),
        "disclaimers": (),
    },
    "thepaper/1.html": {
        "title": "共享充电宝涨价告别1元时代：是“收割韭菜”还是回归理性",
        "date": "2019-09-24T09:10",
        "outlet": "澎湃新闻",
        "kind": "news",
        "sources": ("中国青年报",),
        "disclaimers": ("rights",),
    },
    "thepaper/2.html": {
        "title": "定了！广州南沙邮轮母港即将开通！地铁直达+无敌免...",
        "date": "2019-08-13T14:07",
        "outlet": "澎湃新闻",
        "kind": "news",
        "sources": ("澎湃新闻·澎湃号·政务", "广州参考", "广州南沙发布", "羊城晚报"),
        "disclaimers": ("opinion",),
    },
}
"""What stands on each page, as a reader sees it."""


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the shingles of a text with how often each stands there; a shorter text is one shingle."""
    words = _WORD.findall(text)
    if 0 < len(words) < SHINGLE:
        return Counter([tuple(words)])
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def scored(found: str, truth: str) -> tuple[float, float]:
    """Return precision and recall of a page's text."""
    ours, theirs = shingles(found), shingles(truth)
    shared = sum((ours & theirs).values())
    precision = shared / sum(ours.values()) if ours else float(not theirs)
    recall = shared / sum(theirs.values()) if theirs else float(not ours)
    return precision, recall


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def bodies() -> dict[str, tuple[str, str]]:
    """Return the page and the true text of each article of the set."""
    truth = json.loads((DATA / "aeb" / "ground-truth.json").read_text(encoding="utf-8"))
    found = {}
    for name, entry in truth.items():
        page = DATA / "aeb" / f"{name}.html.gz"
        if page.exists():
            found[name] = (gzip.decompress(page.read_bytes()).decode("utf-8"), entry["articleBody"])
    return found


def body_text() -> None:
    """Print how right the text of articles is."""
    pages = bodies()
    alone = {name: trafilatura.extract(page, include_comments=False) or "" for name, (page, _) in pages.items()}
    ours = {name: read(page.encode()).text for name, (page, _) in pages.items()}
    for label, texts in (("trafilatura alone", alone), ("read()", ours)):
        scores = [scored(texts[name], truth) for name, (_, truth) in pages.items()]
        precision, recall = (sum(one[side] for one in scores) / len(scores) for side in (0, 1))
        each = sum(f1(*one) for one in scores) / len(scores)
        print(
            f"  {label:18} {len(pages)} pages: precision {precision:.4f}, recall {recall:.4f}, "
            f"F1 {f1(precision, recall):.4f}, mean of the pages' F1 {each:.4f}"
        )


def seen(reading: Reading) -> dict[str, object]:
    """Return what was read of a page, in the words of `PAGES`."""
    accepted = [one for one in reading.credits if one.verdict == "accepted"]
    return {
        "title": reading.title,
        "date": str(reading.on),
        "outlet": reading.outlet,
        "kind": reading.outlet_kind,
        "sources": tuple(one.value.of(reading.text) for one in accepted if one.kind == "original"),
        "disclaimers": tuple(one.sense for one in accepted if one.kind == "disclaimer"),
    }


def chinese_pages() -> None:
    """Print which fields of the Chinese pages are right."""
    right: Counter[str] = Counter()
    for name, expected in PAGES.items():
        found = seen(read((DATA / name).read_bytes()))
        for field, value in expected.items():
            right[field] += found[field] == value
            if found[field] != value:
                print(f"  {name}: {field} is {found[field]!r}, not {value!r}")
    print("  " + ", ".join(f"{field} {right[field]} of {len(PAGES)}" for field in next(iter(PAGES.values()))))


def best(act: Callable[[], object], runs: int) -> float:
    """Return the shortest of several runs, in seconds."""
    times = []
    for _ in range(runs):
        credits_in.cache_clear()
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def speed(runs: int) -> None:
    """Print how long the reading of texts takes beside one extraction of the pages they come from."""
    pages = bodies()
    longest = sorted(pages, key=lambda name: len(pages[name][1]), reverse=True)[:4]
    for name in longest:
        page = pages[name][0]
        text = trafilatura.extract(page, include_comments=False) or ""
        extraction = best(lambda page=page: trafilatura.extract(page), runs)  # type: ignore[misc]  # bound at once
        told = best(lambda text=text: read(text, language="en"), runs)  # type: ignore[misc]  # as above
        untold = best(lambda text=text: read(text), runs)  # type: ignore[misc]  # as above
        whole = best(lambda page=page: read(page.encode()), runs)  # type: ignore[misc]  # as above
        print(
            f"  {len(text):6,} characters ({len(page):,} of markup): extraction {extraction * 1000:5.1f} ms; reading the "
            f"text {told * 1000:5.1f} ms ({told / extraction:.2f}×), without its language {untold * 1000:5.1f} ms "
            f"({untold / extraction:.2f}×); reading the page {whole * 1000:5.1f} ms ({whole / extraction:.2f}×)"
        )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each timing; 0 leaves timing out")
    given = parser.parse_args()
    if not DATA.exists():
        print(f"the shared pages are not here: {DATA}")
        return
    print(f"trafilatura {version('trafilatura')}\nbody text, {SHINGLE}-word shingles")
    body_text()
    print("Chinese pages")
    chinese_pages()
    if given.runs:
        print(f"speed, best of {given.runs}")
        speed(given.runs)


if __name__ == "__main__":
    main()
