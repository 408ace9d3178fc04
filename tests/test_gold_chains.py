"""The gold chains: what an audit must say of chains that were composed from the rules' definitions alone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from provenance import audit


def _measurement() -> Any:
    place = Path(__file__).parent / "bench" / "accuracy" / "gold.py"
    found = importlib.util.spec_from_file_location("gold", place)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["gold"] = module
    found.loader.exec_module(module)
    return module


GOLD = _measurement()
CASES = GOLD.gold_chains()


@pytest.fixture(scope="module")
def scores() -> list[Any]:
    """The score of every gold chain."""
    return [GOLD.score(case, audit(case.chain)) for case in CASES]


def test_there_are_enough_gold_chains() -> None:
    """At least sixty chains of two to six hops in at least five languages."""
    assert len(CASES) >= 60
    assert all(1 <= len(case.chain.hops) <= 6 for case in CASES)
    assert len({hop.language for case in CASES for hop in case.chain.hops} - {None}) >= 5


@pytest.mark.parametrize("family", ["chain", "quotation", "facts"])
def test_the_audit_finds_what_is_there_and_nothing_else(family: str, scores: list[Any]) -> None:
    """In each of the three families nearly every gold finding is found, and hardly one that is not gold."""
    right = sum(1 for score in scores for each in score.right if each[0] == family)
    wrong = sum(1 for score in scores for each in score.wrong if each[0] == family)
    missed = sum(1 for score in scores for rule, _ in score.missed if GOLD.FAMILY_OF[rule] == family)
    assert right >= 0.95 * (right + missed)
    assert right >= 0.97 * (right + wrong)


def test_all_families_together_are_precise(scores: list[Any]) -> None:
    """Over the three families at most three findings in a hundred are wrong."""
    families = {"chain", "quotation", "facts"}
    right = sum(1 for score in scores for each in score.right if each[0] in families)
    wrong = sum(1 for score in scores for each in score.wrong if each[0] in families)
    assert right >= 0.97 * (right + wrong)


def test_blame_and_what_later_hops_did_are_as_in_the_gold() -> None:
    """Where the gold names a stretch, heirs or menders of a finding that is found, the report says the same."""
    differing = []
    for case in CASES:
        back = {number: own for own, number in case.numbers.items()}
        report = audit(case.chain)
        for gold in case.gold["findings"]:
            for finding in report.findings:
                if (finding.rule, case.numbers[finding.hop]) != (gold["rule"], gold["hop"]):
                    continue
                told = {
                    "blame": list(finding.blame),
                    "inherited_by": list(finding.inherited_by),
                    "mended_by": list(finding.mended_by),
                }
                wanted = {name: [back[number] for number in gold[name]] for name in told if name in gold}
                if any(told[name] != wanted[name] for name in wanted):
                    differing.append((case.name, gold["rule"], wanted, told))
    assert differing == []
