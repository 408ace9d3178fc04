"""What the audit finds in the gold chains, against what their authors say it must find.

Run ``python tests/bench/accuracy/gold.py [--cases]``. A finding is right if its rule and its hop are in the gold; only
the families that a chain's gold lists completely are counted.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from attrs import frozen

from provenance import CATALOGUE, Attribution, Capture, Chain, Digest, Hop, Report, Span, audit, said
from provenance.canonical import digest_of

GOLD = Path(__file__).resolve().parents[2] / "data" / "chains"
FAMILY_OF = {rule.name: rule.family for rule in CATALOGUE}
FAMILIES = ("chain", "quotation", "facts", "attribution", "time")


@frozen
class Case:
    """A gold chain: its chain, and what is said of it."""

    name: str
    chain: Chain
    numbers: dict[int, int]
    """The number that the gold gives each hop, by its number in the chain."""
    gold: dict[str, Any]


@frozen
class Score:
    """What one audit found, missed and found wrongly, as (family, rule, hop)."""

    right: frozenset[tuple[str, str, int]]
    missed: frozenset[tuple[str, int]]
    wrong: frozenset[tuple[str, str, int]]


def gold_chains() -> list[Case]:
    """Return the gold chains in the order of their names."""
    return [_case(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(GOLD.glob("*.json"))]


def _case(name: str, gold: dict[str, Any]) -> Case:
    chains: list[Chain] = []
    for number, spelt in enumerate(gold["hops"]):
        spelt = dict(spelt)  # noqa: PLW2901 - its parts are taken out below
        act, text, language = spelt.pop("act"), spelt.pop("text"), spelt.pop("language", None)
        sources = [chains[source - 1] for source in spelt.pop("sources", [number] if number else [])]
        article = spelt.pop("capture", {}).get("article")
        if article is not None:
            spelt["captures"] = [_capture(article, text)]
        if act == "said":
            spelt.pop("speaker" if "by" in spelt else "by", None)  # one name for one thing
            chain = said(text, language, **spelt, also=sources)
        elif sources:
            chain = getattr(sources[0], act)(text, language, **spelt, also=sources[1:])
        else:
            chain = Chain.of([_alone(act, text, language, spelt)])
        chains.append(chain if article is None else chain.holding(article.encode()))
    final = chains[-1]
    numbers = {final.number(chain.head): number for number, chain in enumerate(chains, 1)}
    return Case(name, final, numbers, gold)


def _capture(article: str, text: str | None) -> Capture:
    digest: Digest = digest_of(article.encode())
    start = -1 if text is None else article.find(text)
    span = None if start < 0 or text is None else Span(start, start + len(text))
    return Capture(data=digest, text=digest, span=span)


def _alone(act: str, text: str | None, language: str | None, spelt: dict[str, Any]) -> Hop:
    """Return a hop that rests on nothing although it is no utterance: a report whose source nobody names."""
    role = "translator" if act == "translated" else "author"
    fields = {"locator" if name == "url" else role if name == "by" else name: value for name, value in spelt.items()}
    into_hop = {name: fields.pop(name) for name in ("mode", "captures") if name in fields}
    return Hop(act=act, text=text, language=language, attribution=Attribution(**fields), **into_hop)


def score(case: Case, report: Report) -> Score:
    """Return what a report has of the gold, in the families that the gold lists completely."""
    families = set(case.gold["families"])
    wanted = {
        (finding["rule"], finding["hop"]) for finding in case.gold["findings"] if FAMILY_OF[finding["rule"]] in families
    }
    found = {
        (finding.family, finding.rule, case.numbers[finding.hop])
        for finding in report.findings
        if finding.family in families
    }
    right = {each for each in found if each[1:] in wanted}
    return Score(frozenset(right), frozenset(wanted - {each[1:] for each in right}), frozenset(found - right))


def main() -> None:
    """Print precision and recall by family."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", action="store_true", help="print every miss and every wrong finding")
    given = options.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    cases = gold_chains()
    for case in cases:
        told = score(case, audit(case.chain))
        counts.update((family, "right") for family, _, _ in told.right)
        counts.update((family, "wrong") for family, _, _ in told.wrong)
        counts.update((FAMILY_OF[rule], "missed") for rule, _ in told.missed)
        if given.cases and (told.missed or told.wrong):
            print(f"{case.name}: missed {sorted(told.missed)}, wrong {sorted(told.wrong)}")
    print(f"{len(cases)} chains")
    for family in FAMILIES:
        right, wrong, missed = (counts[family, what] for what in ("right", "wrong", "missed"))
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        print(
            f"  {family:12} right {right:3}  wrong {wrong:3}  missed {missed:3}  precision {precision:.3f}  recall {recall:.3f}"
        )


if __name__ == "__main__":
    main()
