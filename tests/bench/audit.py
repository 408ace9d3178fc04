"""What the audit blames on published data: right hop, false alarms; and its own time beside that of comparing.

The first is printed by ``python tests/bench/audit.py``, the second is rows of the table. Chains are source → good translation → perturbed one (demetr), and source
→ machine → post-edit (mlqe-pe); the data stand beside the checkout and are read, never copied.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import TYPE_CHECKING

from provenance.auditor import audit
from provenance.model import Chain, said
from provenance.rules import Policy
from tests.bench import measuring
from tests.bench.measuring import Goal, Row
from tests.bench.news import DATA, news

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.report import Report

LANGUAGES = {"german": "de", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl", "czech": "cs"}
NUMBERS = {"quantity-changed", "range-collapsed", "bound-changed", "date-changed"}
FACTS = Policy(select={"facts"})
ARTICLE = 5_000
COMPARING = "its comparisons"


def perturbed_rows(name: str) -> list[dict[str, str]]:
    lines = (DATA / "demetr" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["pert_check"]]


def demetr(row: dict[str, str]) -> Chain:
    language = LANGUAGES.get(row["lang_tag"].split("_")[0], row["lang_tag"][:2])
    return (
        said(row["src_sent"], language, by="Speaker")
        .translated(row["mt_sent"], "en", by="Translator")
        .revised(row["pert_sent"], "en", outlet="Outlet")
    )


def blamed(report: Report, names: set[str], hop: int) -> bool:
    lines = [each for finding in report.findings for each in (finding, *finding.also)]
    return any(finding.rule in names and finding.hop == hop for finding in lines)


def perturbed(name: str, names: set[str]) -> None:
    found = perturbed_rows(name)
    reports = [(row, audit(demetr(row), policy=FACTS)) for row in found]
    right = sum(blamed(report, names, 3) for _, report in reports)
    first = sum(blamed(report, names, 2) for _, report in reports)
    print(f"{name:35} {right:4} of {len(found)} on hop 3 ({100 * right / len(found):5.1f} %); {first} on hop 2")


def harmless(name: str) -> None:
    found = perturbed_rows(name)
    alarms = Counter(
        finding.rule
        for row in found
        for finding in audit(demetr(row), policy=FACTS).findings
        if finding.hop == 3 and finding.severity > "note"
    )
    print(f"{name:35} false alarms on hop 3: {sum(alarms.values())} in {len(found)} {dict(alarms)}")


def post_edited(pair: str, source: str, target: str, most: int) -> None:
    folder = DATA / "mlqe-pe" / pair
    texts = [(folder / f"dev.{kind}").read_text(encoding="utf-8").splitlines()[:most] for kind in ("src", "mt", "pe")]
    counts: Counter[str] = Counter()
    for src, mt, pe in zip(*texts, strict=True):
        chain = (
            said(src, source).translated(mt, target, by="Machine", method="machine").revised(pe, target, by="Editor")
        )
        for finding in audit(chain, policy=FACTS).findings:
            if finding.rule in {*NUMBERS, "negation-flipped"}:
                counts[f"{finding.rule} hop {finding.hop}{' mended' if finding.mended_by else ''}"] += 1
    print(f"mlqe-pe {pair}, {len(texts[0])} lines:")
    for name, number in sorted(counts.items()):
        print(f"    {name:45} {number:5} ({100 * number / len(texts[0]):.1f} %)")


def sentences(most: int, hops: int) -> Iterator[Chain]:
    """Yield chains of sentences of the news in several languages, spread over all of them."""
    versions = news()
    step = len(versions["en"]) // most
    for number in range(0, step * most, step):
        yield passed_on({tag: lines[number] for tag, lines in versions.items()}, hops)


def articles(most: int, hops: int) -> Iterator[Chain]:
    """Yield chains of articles of 5,000 code points, drawn together from the same news."""
    versions = news()
    start = 0
    for _ in range(most):
        stop = start
        while stop < len(versions["en"]) and sum(map(len, versions["en"][start:stop])) < ARTICLE:
            stop += 1
        yield passed_on({tag: " ".join(lines[start:stop]) for tag, lines in versions.items()}, hops)
        start = stop


def passed_on(words: dict[str, str], hops: int) -> Chain:
    """Return a chain of three or five hops: Ukrainian, English, Japanese, then German and English again."""
    chain = said(words["uk"], "uk", by="Speaker")
    for tag in ("en", "ja", "de", "en-GB")[: hops - 1]:
        chain = chain.translated(words[tag], tag, by="Translator")
    return chain


def repaired(pair: str, first: int, last: int) -> Iterator[Chain]:
    """Yield chains of source, machine translation and post-edit."""
    texts = [
        (DATA / "mlqe-pe" / pair / f"dev.{kind}").read_text(encoding="utf-8").splitlines()[first:last]
        for kind in ("src", "mt", "pe")
    ]
    source, target = pair.split("-")
    for src, mt, pe in zip(*texts, strict=True):
        machine = said(src, source, by="Speaker").translated(mt, target, by="Machine", method="machine")
        yield machine.revised(pe, target, by="Editor")


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what an audit takes beside the comparisons of its chain; each chain is met once, and its tables are read."""
    for warm in (*sentences(20, 5), *repaired("ru-en", 900, 910), *repaired("en-zh", 900, 910)):
        audit(warm)
    samples: dict[tuple[str, int], tuple[Iterator[Chain], Goal | None]] = {
        ("three hops of a sentence", 3): (sentences(60 if quick else 150, 3), Goal(0.3, within=True)),
        ("five hops of a sentence", 5): (sentences(119, 5), None),
        ("three hops, machine and post-edit", 3): (repaired("ru-en", 0, 60 if quick else 150), Goal(0.3, within=True)),
        ("three hops of an article", 3): (articles(12, 3), Goal(0.3, within=True)),
        ("five hops of an article", 5): (articles(12, 5), None),
    }
    for (name, hops), (drawn, goal) in samples.items():
        if quick and hops == 5:
            continue
        taken, each = beside_comparing(list(drawn)[: 3 if quick and "article" in name else None])
        work, goals = f"audit, {name}", {} if goal is None else {COMPARING: goal}
        yield from measuring.rows(work, hops, "hops", taken, goals=goals, times=each)
    before: Row | None = None
    for hops in (10, 100) if quick else (10, 100, 1_000, 10_000):
        made = long(hops)
        taken, _ = beside_comparing([made])
        memory = measuring.peak(lambda: audit(long(hops))) if hops <= 1_000 else None  # noqa: B023 - called at once
        for row in measuring.rows("audit, long chain", hops, "hops", taken, memory=memory, before=before):
            yield row
            before = row


def long(hops: int) -> Chain:
    """Return a chain that passes the sentences of the news on, one a hop, each hop in English and none compared."""
    words = news()["en"]
    chain = said(words[0], "en", by="Speaker")
    for number in range(1, hops):
        chain = chain.reported(f"{words[number % len(words)]} ({number})", "en", outlet=f"Outlet {number}")
    return chain


def beside_comparing(chains: list[Chain], rounds: int = measuring.ROUNDS) -> tuple[dict[str, list[float]], int]:
    """Return the seconds of auditing and of comparing before it, a share of the chains in each round, and the share's size.

    An audit asks for comparisons that the chain keeps, so that neither can be repeated on the same chain.
    """
    taken: dict[str, list[float]] = {"": [], COMPARING: []}
    share = max(1, len(chains) // rounds)
    for first in range(0, share * min(rounds, len(chains)), share):
        compared = audited = 0.0
        for chain in chains[first : first + share]:
            start = time.process_time()
            for step in chain.steps:
                assert step.comparison.facts is not None
                assert step.comparison.diff is not None or step.comparison.via is None
            between = time.process_time()
            audit(chain)
            audited += time.process_time() - between
            compared += between - start
        taken[""].append(audited)
        taken[COMPARING].append(compared)
    return taken, share


if __name__ == "__main__":
    perturbed("critical_id10_numbers_replaced", NUMBERS)
    perturbed("critical_id8_negation", {"negation-flipped"})
    for calm in (
        "minor_id26_misspelled",
        "minor_id28_final_punc_removed",
        "minor_id30_tokenized",
        "minor_id31_full_lower",
    ):
        harmless(calm)
    post_edited("ru-en", "ru", "en", 1_000)
    post_edited("en-zh", "en", "zh", 1_000)
