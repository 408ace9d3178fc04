"""What the audit blames on published data: right hop, false alarms, and its own time beside that of comparing.

Run by hand: ``python tests/bench/audit.py`` (``--time`` for the time alone). Chains are source → good translation → perturbed one (demetr), and source
→ machine → post-edit (mlqe-pe); the data stand beside the checkout and are read, never copied.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.auditor import audit
from provenance.model import Chain, said
from provenance.rules import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.report import Report

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LANGUAGES = {"german": "de", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl", "czech": "cs"}
NUMBERS = {"quantity-changed", "range-collapsed", "bound-changed", "date-changed"}
FACTS = Policy(select={"facts"})
ARTICLE = 5_000


def rows(name: str) -> list[dict[str, str]]:
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
    found = rows(name)
    reports = [(row, audit(demetr(row), policy=FACTS)) for row in found]
    right = sum(blamed(report, names, 3) for _, report in reports)
    first = sum(blamed(report, names, 2) for _, report in reports)
    print(f"{name:35} {right:4} of {len(found)} on hop 3 ({100 * right / len(found):5.1f} %); {first} on hop 2")


def harmless(name: str) -> None:
    found = rows(name)
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


def news() -> dict[str, list[str]]:
    names = {"en": "src.eng", "uk": "ref.ukr", "de": "ref.deu", "ja": "ref.jpn", "en-GB": "ref.eng-GB"}
    folder = DATA / "ntrex"
    return {
        tag: (folder / f"newstest2019-{name}.txt").read_text(encoding="utf-8").splitlines()
        for tag, name in names.items()
    }


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


def own_time() -> None:
    """Print how long comparing the steps of some chains takes, and auditing them then; each chain is met once."""
    for chain in (
        *map(demetr, rows("critical_id8_negation")),
        *sentences(40, 5),
        *repaired("ru-en", 900, 920),
        *repaired("en-zh", 900, 920),
    ):
        audit(chain)  # every table is read
    samples = {
        "3 hops of a sentence (demetr)": map(demetr, rows("critical_id10_numbers_replaced")),
        "3 hops of a sentence (ntrex)": sentences(159, 3),
        "5 hops of a sentence (ntrex)": sentences(119, 5),
        "3 hops of half a sentence (mlqe-pe ru-en)": repaired("ru-en", 0, 150),
        "3 hops of half a sentence (mlqe-pe en-zh)": repaired("en-zh", 0, 150),
        "3 hops of an article (ntrex)": articles(12, 3),
        "5 hops of an article (ntrex)": articles(12, 5),
    }
    for name, chains in samples.items():
        compared, audited, number = 0.0, 0.0, 0
        for chain in chains:
            start = time.process_time()
            for step in chain.steps:
                assert step.comparison.facts is not None
                assert step.comparison.diff is not None or step.comparison.via is None
            between = time.process_time()
            audit(chain)
            audited += time.process_time() - between
            compared += between - start
            number += 1
        print(
            f"{name:42} {number:4}: comparing {1000 * compared / number:7.2f} ms a chain, "
            f"auditing beside it {1000 * audited / number:6.2f} ms ({audited / compared:.2f})"
        )


if __name__ == "__main__":
    if "--time" in sys.argv:
        own_time()
        sys.exit()
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
    own_time()
