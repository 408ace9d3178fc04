"""What the audit blames on published data: right hop, false alarms, and its own time beside that of comparing.

Run by hand: ``python tests/bench/audit.py``. Chains are source → good translation → perturbed one (demetr), and source
→ machine → post-edit (mlqe-pe); the data stand beside the checkout and are read, never copied.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.auditor import audit
from provenance.model import Chain, said
from provenance.rules import Policy

if TYPE_CHECKING:
    from provenance.report import Report

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LANGUAGES = {"german": "de", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl", "czech": "cs"}
NUMBERS = {"quantity-changed", "range-collapsed", "bound-changed", "date-changed"}
FACTS = Policy(select={"facts"})


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


def own_time() -> None:
    chains = [demetr(row) for row in rows("critical_id10_numbers_replaced")[:150]]
    start = time.process_time()
    for chain in chains:
        for step in chain.steps:
            assert step.comparison.facts is not None
            assert step.comparison.diff is not None or step.comparison.via is None
    compared = time.process_time() - start
    start = time.process_time()
    for chain in chains:
        audit(chain)
    audited = time.process_time() - start
    print(
        f"comparing {1000 * compared / len(chains):.2f} ms a chain, auditing beside it {1000 * audited / len(chains):.2f} ms"
    )


if __name__ == "__main__":
    audit(said("loaded first", "en"))
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
