"""Size and time of the HTML report: a 5-hop chain with 5,000-character texts, and up to 1,000 chains in a folder.

Run by hand: ``python tests/bench/page.py``. Texts are composed of sentences of ours; the facts in them change on the way.
"""

from __future__ import annotations

import resource
import sys
import time
from typing import TYPE_CHECKING

from provenance.auditor import audit
from provenance.model import Chain, Gloss, said
from provenance.reports.page import as_page, as_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.report import Report

LINES = {
    "ru": (
        "В порту {0} стоит {1} судов. ",
        "Мы готовы рассмотреть продажу {1} тонн зерна, если {0} августа порт не закроют. ",
        "Возможно, склад на острове останется открытым до {0} мая. ",
    ),
    "zh": (
        "{0}号港口里有{1}艘船。",
        "如果港口8月{0}日不关闭，我们愿意考虑出售{1}吨粮食。",
        "岛上的仓库可能会开放到5月{0}日。",
    ),
    "en": (
        "There are {1} ships in port {0}. ",
        "We are ready to consider selling {1} tonnes of grain if the port is not closed on {0} August. ",
        "Perhaps the store on the island will stay open until {0} May. ",
    ),
    "ar": (
        "هناك {1} سفينة في الميناء {0}. ",
        "نحن مستعدون للنظر في بيع {1} طن من الحبوب إذا لم يُغلق الميناء في {0} أغسطس. ",
        "ربما يبقى المستودع في الجزيرة مفتوحًا حتى {0} مايو. ",
    ),
}

CALM = {
    "ru": "Рыбаки выходят в море рано утром и возвращаются к полудню, а их дети ждут на берегу. ",
    "zh": "渔民清晨出海，中午回来，孩子们在岸边等候，老人们坐在灯塔下面聊天喝茶。",
    "en": "The fishermen go out to sea early in the morning and come home by noon, and their children wait on the shore. ",
    "ar": "يخرج الصيادون إلى البحر في الصباح الباكر ويعودون عند الظهر، وأطفالهم ينتظرون على الشاطئ. ",
}
"""Sentences that state nothing to be compared; in news a fact stands in some 60 to 80 characters."""


def text(language: str, length: int, shift: int, calm: int) -> str:
    words, number = "", 0
    while len(words) < length:
        number += 1
        amount = 100 + 7 * number + (shift if number % 9 == 0 else 0)
        words += LINES[language][number % 3].format(number % 28 + 1, amount) + calm * CALM[language]
    return words[:length].strip()


def chain(length: int, salt: int = 0, calm: int = 2) -> Chain:
    made = (
        said(text("ru", length, salt, calm), "ru", by="Ilya Marenko", on="2026-03-04", occasion="radio interview")
        .reported(text("zh", length, salt + 1, calm), "zh", outlet="北亭日报", on="2026-03-05")
        .translated(text("en", length, salt + 1, calm), "en", outlet="Harbour Courier", on="2026-03", by="J. Smith")
        .revised(text("en", length, salt + 3, calm), "en", outlet="Harbour Courier", on="2026-03-08T10:00+02:00")
        .translated(text("ar", length, salt + 3, calm), "ar", outlet="بريد الميناء", on="2026-03-10")
    )
    gloss = Gloss(
        hop=made.hop(2).digest, text=text("en", length, salt + 2, calm), language="en", by="Glosser", method="machine"
    )
    return made.holding(glosses=[gloss])


def compared(made: Chain) -> float:
    start = time.perf_counter()
    for step in made.steps:
        assert step.comparison.facts is not None
        assert step.comparison.diff is not None or step.comparison.via is None
    return time.perf_counter() - start


def one(length: int, calm: int) -> None:
    compared(chain(200))
    made = chain(length, calm=calm)
    comparing = compared(made)
    report = audit(made)
    start = time.perf_counter()
    page = as_page(report)
    building = time.perf_counter() - start
    rows = sum(len(step.comparison.facts) for step in made.steps)
    print(
        f"5 hops of {length:,} characters, {rows:,} rows of facts, {len(report.findings)} findings: "
        f"{len(page.encode()) / 1000:.0f} kB; comparing {comparing:.3f} s, building {building:.3f} s "
        f"({building / comparing:.2f} ×)"
    )


def reports(number: int) -> Iterator[Report]:
    for salt in range(number):
        yield audit(chain(300, salt))


def many(number: int) -> None:
    building, size, names = 0.0, 0, 0
    pages = as_pages(reports(number))
    start = time.perf_counter()
    for _, page in pages:
        size += len(page)
        names += 1
    building = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{number:5} chains, {names} files, {size / 1e6:.1f} M characters, audited and built in {building:.1f} s, peak {peak:.0f} MiB"
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        many(int(sys.argv[1]))  # a process each, for its peak of memory
    else:
        for length in (500, 5_000, 50_000):
            one(length, calm=2)
        one(5_000, calm=0)
