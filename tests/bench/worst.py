"""The worst that hostile input costs: ``python tests/bench/worst.py [--only NAME …] [--size 5000] [--all]``.

Each public entry is given texts made to be slow: one sign, word or form over and over, alone and among ordinary words,
at one size and at four times that size. For each entry the dearest is printed: microseconds a character, how many times
what ordinary words cost, and the power of the size by which its time grew; then whatever took over half a second and
grew by more than 1.3, or over a second and by 1.15. A call of over a minute is stopped and told, and so is one that raises what is no refusal:
exit code 1 if there was any.
"""

from __future__ import annotations

import argparse
import math
import signal
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

sys.path[0] = str(Path(__file__).resolve().parents[2])  # not this folder, whose files bear names of others

from provenance import audit, compare, export, from_json, guess, load, open_store, read, said, to_json, trace  # noqa: E402 - found from there
from provenance.anchoring import find  # noqa: E402 - as above
from provenance.dates import PartialDate  # noqa: E402 - as above
from provenance.diff import apply, patch  # noqa: E402 - as above
from provenance.errors import ProvenanceError  # noqa: E402 - as above
from provenance.facts import facts_in  # noqa: E402 - as above
from provenance.limits import ARTICLE, FIELD  # noqa: E402 - as above
from provenance.locator import Locator  # noqa: E402 - as above
from provenance.reports import REPORTS, as_text  # noqa: E402 - as above
from provenance.sentences import sentences_in  # noqa: E402 - as above
from provenance.text import Text  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LANGUAGES = ("en", "ru", "zh", "de", "ja")
LONGEST = 60
"""Seconds after which a call is stopped."""

ORDINARY = {
    "en": "The harbour chief said on 4 March that three million tonnes of grain may pass if the silt is cleared. ",
    "ru": "Начальник порта сказал 4 марта, что три миллиона тонн зерна пройдут, если уберут ил. ",
    "zh": "港口主管三月四日表示，如果清除淤泥，三百万吨粮食可以通过。",
    "de": "Der Hafenmeister sagte am 4. März, drei Millionen Tonnen Getreide könnten passieren, wenn der Schlick weicht. ",
    "ja": "港長は三月四日、泥を取り除けば三百万トンの穀物が通れると述べた。",
}
"""Composed words of no hostile kind."""

REPEATED = (
    *("a", " ", "\n", "\t\n", "\u3000", ".", ",", "-", "–", "'", '"', "“", "”", "«", "»", "„", "「", "」", "(", ")", "[", "{", "<", "&"),
    *("0", "1", "1 ", "1,", "1.", "1/", "1-", "1:", "1,000 ", "1 000 ", "1.000,", "10 % ", "$1 ", "1:2:", "٣", "３", "½", "²"),
    *("一", "十", "百", "万", "亿", "零", "第", "〇", "十万", "三分之", "百分之", "五月", "年", "月", "日", "元", "不", "没有", "据", "称", "说", "，"),
    *("two ", "hundred ", "and ", "half ", "million ", "two hundred and ", "from 1 to ", "between ", "twenty-"),
    *("два ", "двести ", "тысяч ", "миллион ", "от 1 до ", "полтора ", "не ", "ни ", "нет, ", "без "),
    *("not ", "no ", "n't ", "neither ", "never ", "nor ", "if ", "may ", "not only ", "no more than ", "nicht ", "kein ", "ない"),
    *("May ", "March 4 ", "4 March 2026 ", "4.3.2026 ", "2026-03-04 ", "4 марта ", "3/4/26 ", "2026年3月4日", "next week ", "Monday "),
    *("said ", "he said ", "“a” said B. ", '"A", said Bo, "c". ', "«А», — сказал Б. ", "“甲”，乙说。", "— А. ", "’s ", "d'", "l'"),
    *("A ", "A. ", "Mr. ", "U.S. ", "A.B.", "Ivan Ivanov ", "Иван Иванов ", "А. Б. Иванов ", "王", "马连科", "Mc", "-A"),
    *("https://a.b/c ", "https://a.b/?c=d&", "www.", "a@b.c ", "http", "//", "%00", "../", "#", "?", ":", "a:", "@a "),
    *("<p>", "<div>", "</p>", "<!--", "<a href=x>", "<q>", "&amp;", "<blockquote>", "<script>", "<![CDATA[", "<b", "<table><tr><td>"),
    *('{"a":', "[[", "\\u0000", "\\", "\x00", "\u200b", "\u202e", "\u00ad", "\u0301", "e\u0301", "👩‍👩‍👧", "🇷🇺", "\ud800", "\ufeff", "\u0640"),
    *("Source: a ", "Translated by A ", "Источник: а ", "来源：", "编译：", "citing ", "according to ", "со ссылкой на ", "Reuters ", "(Reuters) - "),
    *("k", "km ", "5 km ", "тонн ", "吨", "EUR ", "€5 ", "5 million tonnes ", "US$", "°C "),
)  # fmt: skip
"""What is repeated: signs, words and forms that some part of the library looks at twice."""


def hostile(size: int) -> Iterator[tuple[str, str]]:
    """Yield names and texts of a size."""
    for unit in REPEATED:
        yield ascii(unit), (unit * (size // len(unit) + 1))[:size]
    for unit in REPEATED[::4]:
        for language in ("en", "zh"):
            words = ORDINARY[language].split(" ") if language == "en" else list(ORDINARY[language])
            joint = " " if language == "en" else ""
            mixed = joint.join(f"{word}{joint}{unit}" for word in islice(cycle(words), size // 4))
            yield f"{unit!a} among {language} words", mixed[:size]
    yield "opened and never closed", ("“‘«„「『(" * size)[: size // 2] + "a" * (size // 2)
    yield "all closed at the end", "“" * (size // 2) + "”" * (size // 2)
    yield "every word once", " ".join(f"w{number:x}" for number in range(size // 5))[:size]
    names = (f"Bo{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}n" for number in range(size // 5))
    yield "every name once", " ".join(names)[:size]
    yield "every number once", " ".join(str(number * 7) for number in range(size // 5))[:size]
    yield "a page of pages", ("<html><body><article><p>“a” said B.</p>" * size)[:size]


def _in(language: str) -> Callable[[str], object]:
    return lambda text: facts_in(Text(text, language))


def _cut_in(language: str) -> Callable[[str], object]:
    return lambda text: sentences_in(text, language)


def _compared(source: str, target: str) -> Callable[[str], object]:
    def call(text: str) -> object:
        half = len(text) // 2
        other = text[half:] + text[:half]
        comparison = compare(Text(text, source), Text(other, target))
        return comparison.facts, comparison.diff, comparison.alignment

    return call


def _patched(text: str) -> object:
    other = text[len(text) // 3 :] + text[: len(text) // 2]
    assert apply(patch(text, other), text) == other
    return None


def _audited(text: str) -> object:
    chain = said(text, "ru", by="Ilya Marenko").translated(text[::-1], "zh").translated(text + ".", "en")
    return audit(chain)


def _reported(text: str) -> object:
    chain = said(text, "ru", by="Ilya Marenko").translated(f"{text}7", "en", outlet=text[:200].strip() or "a")
    report = audit(chain)
    return [as_text(report, columns=80), *(each(report) for each in REPORTS.values() if not each.together)]


def _recorded(text: str) -> object:
    return from_json(to_json(said(text, "en").revised(text + "a", "en", credit=text[:FIELD].strip() or "a")))


def _exported(text: str) -> object:
    chain = said(text, "ru").translated(text + "a", "en")
    return [load(export(chain, name).content) for name in ("prov-json", "web-annotation", "csl-json")]


def _kept(text: str) -> object:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "a.db") as store:
        store.put(said(text, "en").revised(text + "a", "en"))
        return trace(text[: len(text) // 2], store)


ENTRIES: dict[str, tuple[Callable[[str], object], int]] = {
    "guess": (guess, 1_000_000),
    **{f"sentences, {language}": (_cut_in(language), 1_000_000) for language in LANGUAGES},
    **{f"facts, {language}": (_in(language), 1_000_000) for language in LANGUAGES},
    "diff": (_patched, 1_000_000),
    "compare, en–en": (_compared("en", "en"), 1_000_000),
    "compare, ru–en": (_compared("ru", "en"), 1_000_000),
    "compare, zh–en": (_compared("zh", "en"), 1_000_000),
    "read a text": (lambda text: read(text, markup="text").chains(), ARTICLE),
    "read a page": (lambda text: read(text.encode("utf-8", "replace"), markup="html").chains(), ARTICLE),
    "audit of three hops": (_audited, 1_000_000),
    "reports": (_reported, 1_000_000),
    "chain file": (_recorded, 1_000_000),
    "export and import": (_exported, 1_000_000),
    "put and trace": (_kept, 1_000_000),
    "find": (lambda text: find(text[: len(text) // 100] + "x", text), 1_000_000),
    "date": (PartialDate.parse, FIELD),
    "locator": (Locator.parse, FIELD),
    "language tag": (lambda text: said("a", text), FIELD),
    "no chain file": (lambda text: from_json(text.encode("utf-8", "replace")), 1_000_000),
    "import of anything": (lambda text: load(text.encode("utf-8", "replace")), 1_000_000),
}
"""What is called, with the longest that is given to it."""


@frozen
class Cost:
    """What one text cost one entry."""

    entry: str
    text: str
    small: float
    """Seconds of the smaller size."""
    large: float
    """Seconds of four times that; infinite where it was stopped."""
    size: int
    """Characters of the larger."""

    @property
    def growth(self) -> float:
        """The power of the size by which the time grew; of calls under 5 ms nothing is told."""
        return 0.0 if self.large < 0.005 else math.log(self.large / max(self.small, 1e-5)) / math.log(4)

    @property
    def each(self) -> float:
        """Microseconds a character."""
        return self.large / self.size * 1e6


class _TooLongError(Exception):
    """A minute is over."""


def _stop(_number: int, _frame: object) -> None:
    raise _TooLongError


def taken(call: Callable[[str], object], text: str) -> float:
    """Return the seconds of processor time that a call takes, which may refuse the text; infinite if it is stopped."""
    signal.alarm(LONGEST)
    begin = time.process_time()
    try:
        call(text)
    except ProvenanceError:
        pass
    except Exception as error:  # noqa: BLE001 - a fault, and the others are still to be seen
        print(f"{type(error).__name__}: {text[:20]!a}… of {len(text):,} characters", file=sys.stderr, flush=True)
        return math.inf
    finally:
        signal.alarm(0)
    return time.process_time() - begin


def costs(entry: str, size: int) -> Iterator[Cost]:
    """Yield what each text costs an entry, ordinary words first."""
    call, most = ENTRIES[entry]
    large = min(4 * size, most)
    language = next((each for each in LANGUAGES if entry.endswith(f", {each}")), "en")
    ordinary = ORDINARY[language]
    texts = [(ordinary * (length // len(ordinary) + 1))[:length] for length in (large // 4, large // 4, large)]
    _, first, second = (taken(call, text) for text in texts)  # what is done once, at first, is left out
    yield Cost(entry, "ordinary", first, second, large)
    for (name, small), (_, big) in zip(hostile(large // 4), hostile(large), strict=True):
        first = taken(call, small)
        second = taken(call, big) if first < LONGEST else math.inf
        if second > 0.2 and second > 4.5 * first:  # once more: other work on the machine is no growth
            first, second = max(first, taken(call, small)), min(second, taken(call, big))
        yield Cost(entry, name, first, second, large)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", nargs="+", choices=ENTRIES, metavar="NAME", default=list(ENTRIES), help="; ".join(ENTRIES)
    )
    parser.add_argument("--size", type=int, default=5_000, help="characters of the smaller texts")
    parser.add_argument("--all", action="store_true", help="print the cost of every text")
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    suspect: list[Cost] = []
    print(
        f"{'entry':22} {'characters':>10} {'µs each':>9} {'ordinary':>9} {'times':>6} {'growth':>7}  dearest",
        flush=True,
    )
    for entry in given.only:
        ordinary, *found = costs(entry, given.size)
        for cost in sorted(found, key=lambda cost: -cost.large)[: None if given.all else 1]:
            print(
                f"{entry:22} {cost.size:>10,} {cost.each:>9.2f} {ordinary.each:>9.2f} "
                f"{cost.large / max(ordinary.large, 1e-6):>6.1f} {cost.growth:>7.2f}  {cost.text}",
                flush=True,
            )
        suspect += [cost for cost in found if cost.growth > (1.15 if cost.large > 1 else 1.3) and cost.large > 0.5]
    for cost in sorted(suspect, key=lambda cost: -cost.large):
        print(f"grew by {cost.growth:.2f}: {cost.entry} – {cost.text}, {cost.small:.2f} → {cost.large:.2f} s")
    sys.exit(any(math.isinf(cost.large) for cost in suspect))


if __name__ == "__main__":
    main()
