"""Every rule keeps its word: its cases are answered as they say, and its page prints them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from provenance.auditor import audit
from provenance.errors import RuleError
from provenance.model.chain import said
from provenance.rules import CATALOGUE, PROFILES, check_rule, explain
from provenance.rules.base import FAMILIES, REASONS, Case, Finding, NotExamined, Severity
from provenance.rules.explaining import help_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain
    from provenance.rules.base import Rule

NAMES = [rule.name for rule in CATALOGUE]


@pytest.mark.parametrize("rule", CATALOGUE, ids=NAMES)
def test_a_rule_keeps_its_word(rule: Rule) -> None:
    """Faulty cases yield the rule's finding, clean ones nothing, unexamined ones say why; two laws hold on all."""
    check_rule(rule)


def test_names_are_unique_and_say_the_fault_in_kebab_case() -> None:
    """Each name stands once, in kebab case, and is its class's name."""
    assert len(set(NAMES)) == len(NAMES)
    for rule in CATALOGUE:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert type(rule).__name__ == "".join(part.title() for part in rule.name.split("-"))
        assert rule.family in FAMILIES


def test_the_catalogue_goes_by_families() -> None:
    """Rules of one family stand together, families in their order."""
    places = [FAMILIES.index(rule.family) for rule in CATALOGUE]
    assert places == sorted(places)


@pytest.mark.parametrize("rule", CATALOGUE, ids=NAMES)
def test_a_rule_explains_itself(rule: Rule) -> None:
    """The page holds name, family, severity in each profile, fault, why, mend, false alarms and every case."""
    page = explain(rule.name)
    fault, why, mend = help_of(rule)
    assert fault.endswith(".")
    for part in (rule.name, rule.family, fault, why, mend, rule.false_alarms, *PROFILES):
        assert part
        assert part in page
    for case in map(Case.of, (*rule.clean, *rule.faulty, *rule.unexamined)):
        assert case.about in page
        for hop in case.chain.hops:
            assert hop.text is None or " ".join(hop.text.split()) in page


@pytest.mark.parametrize("rule", CATALOGUE, ids=NAMES)
def test_reasons_are_those_of_the_list(rule: Rule) -> None:
    """Every "not examined" of a rule's cases gives a reason of the short list."""
    for case in map(Case.of, (*rule.clean, *rule.faulty, *rule.unexamined)):
        for answer in rule.check(case.chain, case.beside):
            assert not isinstance(answer, NotExamined) or answer.reason in REASONS


@pytest.mark.parametrize("rule", CATALOGUE, ids=NAMES)
def test_clean_chains_run_through_the_whole_catalogue(rule: Rule) -> None:
    """No rule crashes on another rule's clean chain, and this one stays silent within the audit too."""
    for case in map(Case.of, rule.clean):
        report = audit(case.chain, beside=case.beside)
        assert not [one for one in report.unexamined if one.reason == "rule-crashed"]
        assert rule.name not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("rule", CATALOGUE, ids=NAMES)
def test_faulty_chains_are_found_by_the_audit(rule: Rule) -> None:
    """In an audit with all rules a faulty chain's finding stands on its own line or under the one that leads it."""
    for case in map(Case.of, rule.faulty):
        report = audit(case.chain, beside=case.beside)
        lines = [finding for leader in report.findings for finding in (leader, *leader.also)]
        hop = len(case.chain.hops) if case.hop is None else case.hop
        assert (rule.name, hop) in {(finding.rule, finding.hop) for finding in lines}


def test_an_unknown_name_gives_the_nearest() -> None:
    """Asking for the page of a misspelt rule names the one that was meant."""
    with pytest.raises(RuleError, match="did you mean 'relay-translation'") as caught:
        explain("relay-translaton")
    assert caught.value.rule == "relay-translaton"


class Shouting:
    """The words are in capitals.

    Why: nobody shouts in print.
    Mend: write them small.
    """

    name = "shouting"
    family = "house"
    severity = Severity.NOTE
    false_alarms = "acronyms"
    clean: Sequence[Chain | Case] = (said("The port stays open.", "en", by="Ilya Marenko"),)
    faulty: Sequence[Chain | Case] = (said("THE PORT STAYS OPEN.", "en", by="Ilya Marenko"),)
    unexamined: Sequence[Chain | Case] = (Case(said(None, "en", by="Ilya Marenko"), reason="words-not-held"),)

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        for hop in chain.hops:
            if hop.text is None:
                yield NotExamined(self, hop, "words-not-held")
            elif hop.text.isupper():
                yield Finding(self, hop, "all capitals")


def test_a_house_rule_is_checked_and_asked_like_ours() -> None:
    """A rule of the user's own passes `check_rule` and stands in the report after the catalogue's."""
    check_rule(Shouting())
    report = audit(said("THE PORT STAYS OPEN.", "en", by="Ilya Marenko"), rules=(*CATALOGUE, Shouting()))
    assert [finding.rule for finding in report.findings] == ["shouting"]
    assert report.findings[0].severity is Severity.NOTE


class _NeverFinds(Shouting):
    """The words are in capitals.

    Why: as above.
    Mend: as above.
    """

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:
        return (answer for answer in super().check(chain, beside) if isinstance(answer, NotExamined))


class _AlwaysFinds(Shouting):
    """The words are in capitals.

    Why: as above.
    Mend: as above.
    """

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        yield Finding(self, chain.head, "always")


class _LooksAhead(Shouting):
    """The words are in capitals.

    Why: as above.
    Mend: as above.
    """

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:
        if len(chain.hops) == 1:
            yield from super().check(chain, beside)


class _Silent(Shouting):
    __doc__ = "The words are in capitals."


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (_NeverFinds(), "not found"),
        (_AlwaysFinds(), "a false alarm"),
        (_LooksAhead(), "a hop added"),
        (_Silent(), "no help"),
    ],
)
def test_a_rule_that_does_not_keep_its_word_is_told_so(rule: Rule, message: str) -> None:
    """A rule that misses, accuses wrongly, looks at later hops or has no help is refused with what is wrong."""
    with pytest.raises(RuleError, match=message):
        check_rule(rule)
