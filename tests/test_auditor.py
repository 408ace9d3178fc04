"""The audit: three answers, one line a fault, an order that never changes, and a policy that is followed or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.auditor import audit, audit_many
from provenance.canonical import digest_of
from provenance.errors import PolicyError, RecordError, RuleError
from provenance.model import Capture, Chain, Held, Inferred, StoredComparison, Waiver, said
from provenance.reports import as_json
from provenance.rules import CATALOGUE, PROFILES, Evidence, Finding, NotExamined, Policy, Severity, explain
from provenance.rules.base import FAMILIES
from provenance.testing import chains
from provenance.text import Span

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

SPEECH = said("Порт останется открытым до мая.", "ru", by="Ilya Marenko", on="2026-03-04")
UNSIGNED = SPEECH.translated("The port stays open until May.", "en", on="2026-03-05")

ARTICLE = """On December 19 the harbour chief met the press at the annual «Direct Harbour».

Harbour chief Ilya Marenko said: "We may open the port. We are willing to consider it, and on the voting day ships should come."

Original: https://www.toutiao.com/article/1851975068681292/
Statement: The content represents the views of the author alone.
"""
QUOTED = "We may open the port. We are willing to consider it, and on the voting day ships should come."


def draft() -> Chain:
    """The draft chain of an article whose credits name a Chinese original, as reading makes it."""
    data = ARTICLE.encode()
    start = ARTICLE.index(QUOTED)
    return (
        said(
            None,
            "ru",
            by="Ilya Marenko",
            on="2025-12-19",
            occasion="Direct Harbour",
            inferred=[
                Inferred("language", "office: harbour chief"),
                Inferred("on", "year: id of hop 2's locator", "--12-19"),
            ],
        )
        .reported(
            None,
            "zh",
            outlet="Toutiao",
            url="https://www.toutiao.com/article/1851975068681292/",
            inferred=[Inferred("language", "platform"), Inferred("outlet", "host")],
        )
        .translated(
            QUOTED,
            "en",
            credit="Original: https://www.toutiao.com/article/1851975068681292/",
            disclaimer="The content represents the views of the author alone.",
            inferred=[Inferred("language", "statistics")],
            captures=[Capture(data=digest_of(data), text=digest_of(data), span=Span(start, start + len(QUOTED)))],
        )
    ).holding(data)


def lines(report_of: Chain, **how: object) -> list[tuple[int, str, str]]:
    report = audit(report_of, **how)  # type: ignore[arg-type]  # keywords of audit, passed on
    return [(finding.hop, finding.severity.value, finding.rule) for finding in report.findings]


def test_the_draft_of_an_article_has_six_findings() -> None:
    """One error, four warnings and a note: hop by hop what the article left out, and the audit fails."""
    report = audit(draft())
    assert [(finding.hop, finding.severity.value, finding.rule) for finding in report.findings] == [
        (1, "error", "unanchored-chain"),
        (1, "note", "imprecise-date"),
        (2, "warning", "capture-missing"),
        (3, "warning", "relay-translation"),
        (3, "warning", "translator-undisclosed"),
        (3, "warning", "opinion-relayed-as-report"),
    ]
    assert report.exit_code == 1
    declined = {(one.rule, one.hop, one.reason) for one in report.unexamined}
    assert {
        ("translator-undisclosed", 2, "words-not-held"),
        ("unmarked-truncation", 2, "words-not-held"),
        ("unmarked-alteration", 2, "words-not-held"),
        ("language-mismatch", 3, "not-recorded"),
        ("effect-before-cause", 3, "not-recorded"),
    } <= declined
    assert {"named-source-unrecorded", "speaker-missing"} <= set(report.clear)
    assert not any(one.rule == "effect-before-cause" and one.hop == 2 for one in report.unexamined)


def test_a_stated_language_is_examined_in_the_draft() -> None:
    """Once someone states the language of the words, language-mismatch finds nothing there."""
    report = audit(draft().filled(3, language="en"))
    assert "language-mismatch" in report.clear


def test_an_anchor_makes_the_error_vanish() -> None:
    """Once hop 1 has its Russian words the chain is anchored."""
    chain = draft().filled(
        1, text="Мы можем открыть порт. Мы готовы это рассмотреть, и в день голосования суда придут."
    )
    assert "unanchored-chain" not in {finding.rule for finding in audit(chain).findings}


def test_every_rule_is_found_clear_declined_or_not_asked() -> None:
    """No rule of the catalogue is missing from a report, and none is clear that found or declined something."""
    policy = Policy(ignore={"custody"})
    report = audit(draft(), policy=policy)
    spoken = {finding.rule for finding in report.findings} | {one.rule for one in report.unexamined}
    assert spoken | set(report.clear) | set(report.not_asked) == {rule.name for rule in CATALOGUE}
    assert not spoken & set(report.clear)
    assert set(report.not_asked) == {rule.name for rule in CATALOGUE if rule.family == "custody"}


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_rules_changes_nothing(chosen: random.Random) -> None:
    """Whatever the order in which rules are passed, the report has the same bytes."""
    shuffled = list(CATALOGUE)
    chosen.shuffle(shuffled)
    assert as_json(audit(draft(), rules=shuffled)) == as_json(audit(draft()))


@given(chains())
@settings(max_examples=60)
def test_an_audit_raises_nothing_and_repeats_itself(chain: Chain) -> None:
    """Any well-formed chain is audited without a crashed rule, twice to the same bytes, and prints."""
    report = audit(chain)
    assert not [one for one in report.unexamined if one.reason == "rule-crashed"]
    assert as_json(audit(chain)) == as_json(report)
    assert str(report).endswith(str(report).rstrip())
    for finding in report.findings:
        assert chain.hop(finding.hop).digest == finding.digest
        for evidence in finding.evidence:
            text = chain.hop(evidence.hop).text
            assert evidence.span is None or (text is not None and evidence.span.of(text) == evidence.exact)


# ---- waivers and policy ------------------------------------------------------------------------------------


def waiver(chain: Chain, rule: str, hop: int) -> Waiver:
    return Waiver(rule=rule, hop=chain.hop(hop).digest, reason="house rule: unsigned", by="A. Editor", on="2026-03-06")


def test_a_waiver_lists_a_finding_with_its_reason() -> None:
    """A waived finding leaves the lines, is listed with reason and author, and does not fail the audit."""
    chain = UNSIGNED.holding(waivers=[waiver(UNSIGNED, "translator-undisclosed", 2)])
    report = audit(chain, policy=Policy(fail_on="warning"))
    assert [(finding.rule, reason) for finding, reason in report.waived] == [
        ("translator-undisclosed", "house rule: unsigned (A. Editor, 2026-03-06)")
    ]
    assert "translator-undisclosed" not in {finding.rule for finding in report.findings}
    assert "translator-undisclosed" not in report.clear
    assert audit(UNSIGNED, policy=Policy(fail_on="warning")).exit_code == 1
    assert report.exit_code == 0


def test_a_waiver_of_another_hop_or_of_no_rule_is_unused() -> None:
    """A waiver that meets no finding is listed; one that names no rule does too, with the nearest name printed."""
    misspelt = waiver(UNSIGNED, "translator-undisclosd", 2)
    chain = UNSIGNED.holding(waivers=[waiver(UNSIGNED, "translator-undisclosed", 1), misspelt])
    report = audit(chain)
    assert len(report.unused_waivers) == 2
    assert "translator-undisclosed" in {finding.rule for finding in report.findings}
    assert "did you mean 'translator-undisclosed'?" in " ".join(str(report).split())


def test_what_the_house_accepts_is_waived_with_its_reason() -> None:
    """A name in `accepted` waives its findings everywhere, and the reason stands in the report."""
    report = audit(UNSIGNED, policy=Policy(accepted={"translator-undisclosed": "desk translations are unsigned"}))
    assert [reason for _, reason in report.waived] == ["desk translations are unsigned"]


def test_severity_is_set_by_rule_status_and_family() -> None:
    """The narrowest name counts: rule and status, then rule, then family; `off` is not asked."""
    assert lines(UNSIGNED, policy=Policy(severity={"attribution": "note"}))[-1][1] == "note"
    both = Policy(severity={"attribution": "note", "translator-undisclosed": "error"})
    assert lines(UNSIGNED, policy=both)[-1][1] == "error"
    relayed = SPEECH.reported("港口将继续开放。", "zh", by="林伟").translated(
        "The port stays open.", "en", by="J. Smith"
    )
    finer = Policy(severity={"relay-translation": "error", "relay-translation:direct": "note"})
    assert (3, "note", "relay-translation") in lines(relayed, policy=finer)
    off = audit(UNSIGNED, policy=Policy(severity={"translator-undisclosed": "off"}))
    assert off.not_asked == ("translator-undisclosed",)


def test_must_examine_fails_an_audit_that_could_not() -> None:
    """What must be examined and was not fails the audit, although nothing was found that fails."""
    chain = said("Порт.", "ru", by="Ilya Marenko", on="2026-03-04")
    assert audit(chain).exit_code == 0
    report = audit(chain, policy=Policy(must_examine={"language-mismatch"}))
    assert (report.exit_code, report.unmet) == (1, ("language-mismatch",))
    assert audit(chain, policy=Policy(must_examine={"disclosure"})).exit_code == 0


@pytest.mark.parametrize(
    ("given_policy", "where"),
    [
        ({"ignore": {"translator-undisclosd"}}, "ignore.translator-undisclosd"),
        ({"select": {"chian"}}, "select.chian"),
        ({"severity": {"relay-translatoin": "note"}}, "severity.relay-translatoin"),
        ({"must_examine": {"custdy"}}, "must_examine.custdy"),
        ({"accepted": {"unmarked-alteratoin": "a reason"}}, "accepted.unmarked-alteratoin"),
    ],
)
def test_an_unknown_name_in_a_policy_is_refused_with_the_nearest(given_policy: dict[str, object], where: str) -> None:
    """A name that is no rule and no family is refused before anything is asked, and the nearest one is named."""
    with pytest.raises(PolicyError, match="did you mean") as caught:
        audit(UNSIGNED, policy=Policy(**given_policy))  # type: ignore[arg-type]  # composed keywords
    assert caught.value.where == where


@pytest.mark.parametrize(
    "given_policy",
    [{"accepted": {"chain": " "}}, {"severity": {"chain": "loud"}}, {"fail_on": "loud"}, {"ignore": "chain"}],
)
def test_a_policy_that_cannot_be_followed_is_refused(given_policy: dict[str, object]) -> None:
    """An empty reason, a severity that does not exist and a lone name are refused when the policy is made."""
    with pytest.raises(PolicyError):
        Policy(**given_policy)  # type: ignore[arg-type]  # composed keywords


def test_profiles_can_be_followed() -> None:
    """Every profile names rules and families that exist."""
    for policy in PROFILES.values():
        assert audit(UNSIGNED, policy=policy).policy is policy


# ---- rules that go wrong, captures that do not hold --------------------------------------------------------


class Crashing:
    """It always fails.

    Why: rules are code.
    Mend: mend it.
    """

    name = "crashing"
    family = "house"
    severity = Severity.ERROR
    false_alarms = "all"
    clean = faulty = unexamined = ()

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        yield Finding(self, chain.head, "found first")
        raise KeyError(object())


def test_a_crashing_rule_is_not_examined_and_the_audit_goes_on() -> None:
    """The rule's only answer is that it crashed; the others have theirs; the report repeats itself."""
    report = audit(UNSIGNED, rules=(Crashing(), *CATALOGUE))
    crashed = [one for one in report.unexamined if one.reason == "rule-crashed"]
    assert [(one.rule, one.detail) for one in crashed] == [("crashing", "KeyError: <object object>")]
    assert {finding.rule for finding in report.findings} == {finding.rule for finding in audit(UNSIGNED).findings}


def test_two_rules_of_one_name_are_refused() -> None:
    """A name stands for one rule, and no rule is named like a family."""
    with pytest.raises(RuleError, match="twice"):
        audit(UNSIGNED, rules=(*CATALOGUE, CATALOGUE[0]))
    crashing = Crashing()
    crashing.name = "chain"
    with pytest.raises(RuleError) as caught:
        audit(UNSIGNED, rules=(crashing,))
    assert caught.value.rule == "chain"


def test_text_rules_judge_nothing_on_an_altered_capture() -> None:
    """Where held bytes are not those recorded, digest-mismatch stands and rules of text are not examined there."""
    page = b"The port stays open until May."
    capture = Capture(data=digest_of(page))
    chain = said("Port open", "ru", by="Ilya Marenko").reported(
        "The port closes today at noon.", "ru", outlet="Harbour Courier", captures=[capture]
    )
    clean = audit(chain.holding(page))
    assert {"unmarked-alteration", "language-mismatch"} <= {
        finding.rule for finding in clean.findings if finding.hop == 2
    }
    spoilt = audit(Chain(chain.hops, held=Held(evidence={digest_of(page): b"another page"})))
    here = {finding.rule for finding in spoilt.findings if finding.hop == 2}
    assert "digest-mismatch" in here
    assert not here & {"unmarked-alteration", "language-mismatch"}
    declined = {(one.rule, one.reason) for one in spoilt.unexamined if one.hop == 2}
    assert ("unmarked-alteration", "capture-not-held") in declined


def test_what_is_inferred_is_a_warning_at_most() -> None:
    """An error that rests on an inferred date is a warning, and says that it is inferred."""
    chain = said(
        None, "ru", by="Ilya Marenko", on="2026-03-05", inferred=[Inferred("on", "the archive's copy")]
    ).reported("The port stays open.", "en", outlet="Harbour Courier", on="2026-02-01")
    found = [finding for finding in audit(chain).findings if finding.rule == "effect-before-cause"]
    assert [(finding.severity, finding.inferred) for finding in found] == [(Severity.WARNING, True)]
    policy = Policy(severity={"effect-before-cause": "error"})
    assert {f.severity for f in audit(chain, policy=policy).findings if f.rule == "effect-before-cause"} == {"warning"}


# ---- one line per fault ------------------------------------------------------------------------------------


class _Told:
    """It says what it is told to.

    Why: to see what becomes of it.
    Mend: nothing.
    """

    false_alarms = "none"
    clean = faulty = unexamined = ()

    def __init__(self, name: str, span: Span, severity: Severity) -> None:
        self.name = name
        self.family = next(rule.family for rule in CATALOGUE if rule.name == name) if name in _KNOWN else "facts"
        self.severity = severity
        self.span = span

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        yield Finding(self, chain.head, "told", evidence=[Evidence.at(chain, chain.head, self.span)])


_KNOWN = {rule.name for rule in CATALOGUE}


def test_findings_on_the_same_words_are_one_line() -> None:
    """The leader gives the line, takes in what overlaps, and has the highest severity of the group."""
    rules = (
        _Told("quantity-changed", Span(0, 8), Severity.WARNING),
        _Told("unmarked-alteration", Span(4, 12), Severity.ERROR),
        _Told("bound-changed", Span(20, 24), Severity.WARNING),
    )
    report = audit(UNSIGNED, rules=rules)
    assert {(f.rule, f.severity.value, tuple(also.rule for also in f.also)) for f in report.findings} == {
        ("quantity-changed", "error", ("unmarked-alteration",)),
        ("bound-changed", "warning", ()),
    }


def test_waiving_the_leader_lets_the_next_lead() -> None:
    """A waiver on the leader does not silence what it took in."""
    rules = (
        _Told("quantity-changed", Span(0, 8), Severity.ERROR),
        _Told("unmarked-alteration", Span(4, 12), Severity.WARNING),
    )
    chain = UNSIGNED.holding(waivers=[waiver(UNSIGNED, "quantity-changed", 2)])
    report = audit(chain, rules=rules)
    assert [finding.rule for finding in report.findings] == ["unmarked-alteration"]
    assert [finding.rule for finding, _ in report.waived] == ["quantity-changed"]


# ---- shapes of chains --------------------------------------------------------------------------------------


def test_a_gap_is_blamed_as_a_stretch() -> None:
    """Where words between are not held, the change is between the hops, and the report says which."""
    chain = (
        said("We will open the port in May, if the council agrees.", "en", by="Ilya Marenko")
        .reported(None, "en", outlet="Harbour Wire")
        .reported("We will open the port in May.", "en", outlet="Harbour Courier")
    )
    found = [finding for finding in audit(chain).findings if finding.rule == "unmarked-truncation"]
    assert [(finding.hop, finding.blame) for finding in found] == [(3, (2, 3))]
    assert "hops 2–3" in str(audit(chain))


def test_no_word_held_at_all() -> None:
    """A chain without a word is audited: the anchor is missing, and every question about words is declined."""
    chain = said(None, None).reported(None, None).translated(None, "en")
    report = audit(chain)
    assert [finding.rule for finding in report.findings] == ["unanchored-chain"]
    assert {"words-not-held", "not-recorded"} <= {one.reason for one in report.unexamined}


def test_ten_thousand_hops_in_a_line() -> None:
    """A very long chain is audited in linear time, and each hop's repetition is not a new fault."""
    chain = said("Порт останется открытым.", "ru", by="Ilya Marenko")
    for _ in range(10_000):
        chain = chain.republished(None, "ru")
    report = audit(chain)
    assert len(chain.hops) == 10_001
    assert not [one for one in report.unexamined if one.reason == "rule-crashed"]
    assert len(str(report)) > 0


def test_a_thousand_sources_and_diamonds() -> None:
    """A hop with a thousand sources, and ways that part and meet again forty times, are audited."""
    speech = said("Порт останется открытым.", "ru", by="Ilya Marenko")
    relays = [speech.reported("Порт останется открытым.", "ru", outlet=f"Wire {number}") for number in range(1_000)]
    wide = relays[0].reported("Порт останется открытым.", "ru", outlet="Harbour Courier", also=relays[1:])
    assert not [one for one in audit(wide).unexamined if one.reason == "rule-crashed"]
    chain = speech
    for number in range(40):
        left = chain.reported("Порт останется открытым.", "ru", outlet=f"Left {number}")
        right = chain.reported("Порт останется открытым.", "ru", outlet=f"Right {number}")
        chain = left.reported("Порт останется открытым.", "ru", outlet=f"Both {number}", also=[right])
    assert not [one for one in audit(chain).unexamined if one.reason == "rule-crashed"]


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("12 34. " * 500, "12 35. " * 500, "en"),
        ("“a b” " * 1_500, "«a b» " * 1_500, "en"),
        ("“" * 8_000, "(" * 8_000, "en"),
        ("[" * 20_000 + "a", "[a " * 10_000, "en"),
        ("我们不去港口。" * 500, "我们去港口了。" * 500, "zh"),
        ("\n" * 40_000 + "a", "\n" * 40_000 + "b", "en"),
        ("Source: Harbour Courier\n" * 1_000, "Source: Harbour Daily\n" * 1_000, "en"),
        ("не " * 5_000, "the " * 5_000, "ru"),
    ],
    ids=["numbers", "pairs", "openings", "brackets", "negations", "lines", "credits", "words"],
)
def test_hard_words_end(source: str, target: str, language: str) -> None:
    """Periodic and hostile words are audited in time, by every rule, without a crash."""
    chain = said(source, language, by="X").reported(target, language, outlet="O").translated(source, "de", by="Y")
    report = audit(chain)
    assert not [one for one in report.unexamined if one.reason == "rule-crashed"]
    assert len(as_json(report)) > len(str(report.chain.digest))


def test_a_stored_comparison_of_another_chain_is_left_alone() -> None:
    """What is stored of hops that are not here is nobody's fault."""
    other = digest_of(b"elsewhere")
    stored = StoredComparison(source=other, hop=other, computed_by="provenance-diff 1", delta="=1")
    assert "stored-diff-broken" not in {
        finding.rule for finding in audit(UNSIGNED.holding(comparisons=[stored])).findings
    }


def test_many_chains_come_in_order() -> None:
    """Reports come in the order of the chains, by one process or by two."""
    many = [SPEECH, UNSIGNED, draft()]
    assert [report.chain.digest for report in audit_many(many)] == [chain.digest for chain in many]
    assert [as_json(report) for report in audit_many(many, workers=2)] == [as_json(audit(chain)) for chain in many]


def test_families_are_those_of_the_catalogue() -> None:
    """Every family may stand in a policy, whether it has a rule yet or not."""
    for family in FAMILIES:
        assert audit(UNSIGNED, policy=Policy(ignore={family})).policy.ignore == {family}


REFUSAL = said("Мы не откроем порт для 400 судов, если совет не согласится, до 5 мая.", "ru", by="Илья Маренко")


def rules_of(chain: Chain) -> dict[str, Finding]:
    return {finding.rule: finding for finding in audit(chain).findings if finding.family in {"facts", "quotation"}}


@pytest.mark.parametrize(
    "chain",
    [
        REFUSAL.republished("Мы откроем порт для 500 судов до 6 мая.", "ru", outlet="Портовый вестник"),
        REFUSAL.translated("We will open the port for 500 ships by 6 May.", "en", by="J. Smith"),
    ],
    ids=["one language", "across languages"],
)
def test_independent_faults_of_one_sentence_have_a_line_each(chain: Chain) -> None:
    """A changed number, a changed date and a dropped not are three faults; the condition lost with the not is no fourth."""
    found = rules_of(chain)
    assert list(found) == ["quantity-changed", "date-changed", "negation-flipped"]
    assert "qualifier-shifted" in {one.rule for one in found["negation-flipped"].also}
    assert not {"date-changed", "quantity-changed"} & {one.rule for one in found["negation-flipped"].also}


def test_a_lost_date_of_a_lost_refusal_is_no_line_of_its_own() -> None:
    """What is lost with the not from its sentence stands under it."""
    found = rules_of(REFUSAL.translated("We will open the port for 400 ships.", "en", by="J. Smith"))
    assert list(found) == ["negation-flipped"]
    assert {"date-changed", "qualifier-shifted"} <= {one.rule for one in found["negation-flipped"].also}


def test_what_an_unmarked_cut_drops_stands_under_the_cut() -> None:
    """A not and a condition that went with the end of the sentence are shown with the cut, and not again."""
    chain = said("We open the port in May, if the council does not object.", "en", by="Ilya Marenko").republished(
        "“We open the port in May.”", "en", outlet="Harbour Courier"
    )
    found = rules_of(chain)
    assert list(found) == ["unmarked-truncation"]
    assert {one.rule for one in found["unmarked-truncation"].also} == {"negation-flipped", "qualifier-shifted"}


def test_words_filled_into_an_inferred_language_do_not_anchor_in_another_script() -> None:
    """English words under Russian, inferred from an office, are no anchor, and the mismatch is a warning that says inferred."""
    chain = draft().filled(1, text="We may open the port. We are willing to consider it.")
    found = {finding.rule: finding for finding in audit(chain).findings}
    assert found["unanchored-chain"].severity is Severity.ERROR
    assert (found["language-mismatch"].severity, found["language-mismatch"].inferred) == (Severity.WARNING, True)
    assert "unanchored" in str(audit(chain)).splitlines()[0]


@pytest.mark.parametrize(
    ("how", "error", "words"),
    [
        ({"rules": "abc"}, RuleError, "not a list of rules"),
        ({"rules": [Crashing]}, RuleError, r"give an object: Crashing\(\)"),
        ({"rules": [3]}, RuleError, "not a rule"),
        ({"policy": "strict"}, PolicyError, r"PROFILES\['strict'\]"),
        ({"policy": {"ignore": []}}, PolicyError, "not a policy"),
        ({"beside": SPEECH}, RecordError, r"beside=\[chain\]"),
        ({"chain": "x"}, RecordError, "not a chain"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_to_give(
    how: dict[str, object], error: type[Exception], words: str
) -> None:
    """Whatever is no chain, rule or policy is named, with what belongs there."""
    with pytest.raises(error, match=words):
        audit(**{"chain": SPEECH, **how})  # type: ignore[arg-type]  # wrong on purpose


def test_a_page_shows_what_is_stored() -> None:
    """Found and passed cases of a stored diff differ in the diff, and the page shows it."""
    page = explain("stored-diff-broken")
    assert len({line for line in page.splitlines() if line.startswith("  stored 1 → 2")}) == 3


@pytest.mark.parametrize(
    ("was", "became", "words"),
    [
        ("The port will open in 12 weeks.", "The port will open in 3 weeks.", "12 weeks became 3 weeks"),
        ("It takes 9–18 hours.", "It takes 45 hours.", "9–18 hours became 45 hours"),
        ("It is 12 km long.", "It is 15 km long.", "12 km became 15 km"),
    ],
)
def test_units_are_told_in_their_number(was: str, became: str, words: str) -> None:
    """One week, twelve weeks; signs have no plural."""
    report = audit(said(was, "en", by="Ilya Marenko").republished(became, "en", outlet="Courier"))
    assert words in " ".join(finding.sentence for finding in report.findings)
