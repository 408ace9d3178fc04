"""Which hop the audit blames on published data: the second step of perturbed translations, the machine of post-edited ones.

Run ``python tests/bench/accuracy/blame.py``. Chains are source → good translation → perturbed one (demetr), and source →
machine → post-edit (mlqe-pe); the data stand beside the checkout and are read, never copied.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from provenance import Chain, Finding, Policy, audit, said

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
LANGUAGES = {"german": "de", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl", "czech": "cs"}
NUMBERS = frozenset({"quantity-changed", "range-collapsed", "bound-changed", "date-changed"})
NEGATION = frozenset({"negation-flipped"})
FACTS = Policy(select={"facts"})


def found(chain: Chain, rules: frozenset[str]) -> list[Finding]:
    """Return the findings of some rules, those that another took in as well."""
    lines = [each for finding in audit(chain, policy=FACTS).findings for each in (finding, *finding.also)]
    return [finding for finding in lines if finding.rule in rules]


def perturbed(name: str, rules: frozenset[str]) -> None:
    """Print how often the perturbing step, and the good one, is blamed."""
    lines = (DATA / "demetr" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["pert_check"]]
    right = wrong = 0
    for row in rows:
        language = LANGUAGES.get(row["lang_tag"].split("_")[0], row["lang_tag"][:2])
        good = said(row["src_sent"], language, by="Speaker").translated(row["mt_sent"], "en", by="Translator")
        hops = {finding.hop for finding in found(good.revised(row["pert_sent"], "en", outlet="Outlet"), rules)}
        right += 3 in hops
        wrong += 2 in hops
    share = 100 * right / len(rows)
    print(f"demetr {name}: second step blamed in {right} of {len(rows)} ({share:.1f} %); the good one in {wrong}")


def post_edited(pair: str, examples: int) -> None:
    """Print how often a fault of the machine that its editor repairs is blamed on the machine and listed as mended."""
    folder = DATA / "mlqe-pe" / pair
    texts = [(folder / f"dev.{kind}").read_text(encoding="utf-8").splitlines() for kind in ("src", "mt", "pe")]
    source, target = pair.split("-")
    for rules, what in ((NUMBERS, "number or date"), (NEGATION, "negation")):
        repaired = mended = 0
        shown: list[str] = []
        for number, (src, mt, pe) in enumerate(zip(*texts, strict=True), 1):
            spoken = said(src, source, by="Speaker")
            machine = spoken.translated(mt, target, by="Machine", method="machine")
            if not found(machine, rules) or found(spoken.translated(pe, target, by="Editor"), rules):
                continue
            repaired += 1
            all_found = found(machine.revised(pe, target, by="Editor"), rules)
            right = [one for one in all_found if one.hop == 2 and 3 in one.mended_by]
            mended += bool(right) and all(one.hop == 2 for one in all_found)
            shown += [f"line {number}: {one.sentence}" for one in right[:1]]
        share = 100 * mended / max(1, repaired)
        print(
            f"mlqe-pe {pair}, {what}: {repaired} repaired; machine blamed and mending told in {mended} ({share:.1f} %)"
        )
        for line in shown[:examples]:
            print(f"    {line}")


def main() -> None:
    """Print all figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--examples", type=int, default=2, help="lines of each pair that are printed")
    given = options.parse_args()
    perturbed("critical_id10_numbers_replaced", NUMBERS)
    perturbed("critical_id8_negation", NEGATION)
    for pair in ("ru-en", "en-zh"):
        post_edited(pair, given.examples)


if __name__ == "__main__":
    main()
