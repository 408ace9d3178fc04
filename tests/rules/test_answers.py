"""What a house rule answers with: an answer, or an error that says what is none; the audit goes on, and reports are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from provenance.auditor import audit
from provenance.errors import RuleError
from provenance.model import Chain, said
from provenance.reports import REPORTS
from provenance.rules import CATALOGUE, Evidence, Finding, NotExamined, Severity
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CHAIN = said("The port stays open.", "en", by="Ilya Marenko").reported(
    "The port stays open.", "en", outlet="Harbour Courier"
)
FORGED = "one\nhop 1\terror\tforged \x1b[31m\u202e<b> \ud800 \x00 😀"


class House:
    """Something that this house asks."""

    false_alarms = "none"
    clean = faulty = unexamined = ()

    def __init__(self, answer: Callable[[Any, Chain], object], name: Any = "house", family: Any = "house") -> None:
        self.name = name
        self.family = family
        self.severity: Any = Severity.WARNING
        self._answer = answer

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Any]:  # noqa: ARG002 - the protocol's signature
        yield self._answer(self, chain)


def raised(_rule: Any, _chain: Chain) -> object:
    raise ValueError(FORGED)


def left(_rule: Any, _chain: Chain) -> object:
    raise SystemExit(0)


RUBBISH: dict[str, Callable[[Any, Chain], object]] = {
    "a number": lambda _rule, _chain: 5,
    "nothing": lambda _rule, _chain: None,
    "a sentence that is none": lambda rule, chain: Finding(rule, chain.head, 5),  # type: ignore[arg-type]
    "a severity that is none": lambda rule, chain: Finding(rule, chain.head, "so", severity="fatal"),  # type: ignore[arg-type]
    "a status that is none": lambda rule, chain: Finding(rule, chain.head, "so", status=5),  # type: ignore[arg-type]
    "evidence that is none": lambda rule, chain: Finding(rule, chain.head, "so", evidence=["words"]),  # type: ignore[list-item]
    "evidence of no hop": lambda rule, chain: Finding(rule, chain.head, "so", evidence=[Evidence(hop="1")]),  # type: ignore[arg-type]
    "evidence without a span": lambda rule, chain: Finding(
        rule,
        chain.head,
        "so",
        evidence=[Evidence(hop=1, span=(0, 3))],  # type: ignore[arg-type]
    ),
    "another finding that is none": lambda rule, chain: Finding(rule, chain.head, "so", also=["y"]),  # type: ignore[list-item]
    "blame on no hop": lambda rule, chain: Finding(rule, chain.head, "so", blame=("1", "2")),  # type: ignore[arg-type]
    "no reason": lambda rule, chain: NotExamined(rule, chain.head, None),  # type: ignore[arg-type]
    "a detail that is none": lambda rule, chain: NotExamined(rule, chain.head, "too-short", 5),  # type: ignore[arg-type]
    "a hop of another chain": lambda rule, _chain: Finding(rule, said("x", "en").head, "so"),
    "the answer of another rule": lambda _rule, chain: Finding("unanchored-chain", chain.head, "so"),
    "a refusal of another rule": lambda _rule, chain: NotExamined("unanchored-chain", chain.head, "too-short"),
    "evidence of a hop beyond": lambda rule, chain: Finding(rule, chain.head, "so", evidence=[Evidence(hop=99)]),
    "evidence of hop 0": lambda rule, chain: Finding(rule, chain.head, "so", evidence=[Evidence(hop=0)]),
    "blame on a hop beyond": lambda rule, chain: Finding(rule, chain.head, "so", blame=(7, 99)),
    "repeated by a hop beyond": lambda rule, chain: Finding(rule, chain.head, "so", inherited_by=[99]),
    "an error": raised,
    "an exit": left,
}


@pytest.mark.parametrize("name", RUBBISH)
def test_what_is_no_answer_is_a_crash_and_every_report_is_written(name: str) -> None:
    """The rule is "not examined", all others answer as without it, and no report fails over what the error says."""
    report = audit(CHAIN, rules=(*CATALOGUE, House(RUBBISH[name])))
    crashed = [one for one in report.unexamined if one.reason == "rule-crashed"]
    assert [one.rule for one in crashed] == ["house"]
    assert crashed[0].detail
    assert report.findings == audit(CHAIN).findings
    for shape, written in REPORTS.items():
        assert "house" in written(report) or shape in {"concise", "github", "svg", "mermaid"}


@pytest.mark.parametrize(
    "answer",
    [
        lambda rule, chain: Finding(rule, chain.head, FORGED, evidence=[Evidence(hop=1, span=Span(0, 3), exact="The")]),
        lambda rule, chain: NotExamined(rule, chain.head, "house-reason", FORGED),
    ],
    ids=["finding", "not examined"],
)
def test_words_of_a_rule_cannot_break_a_report(answer: Callable[[Any, Chain], object]) -> None:
    """Line ends, escapes, direction marks, markup and half characters in a rule's words are told and do nothing."""
    report = audit(CHAIN, rules=(*CATALOGUE, House(answer)))
    assert not any(one.reason == "rule-crashed" for one in report.unexamined)
    for shape, written in REPORTS.items():
        text = written(report)
        assert text.encode().decode() == text
        assert "\x1b" not in text
        if shape in {"concise", "github"}:
            assert len(text.splitlines()) == len(report.findings)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": 7}, "no name"),
        ({"name": " "}, "no name"),
        ({"name": "two\nlines"}, "no name"),
        ({"family": None}, "no name"),
        ({"severity": "fatal"}, "no such severity"),
        ({"severity": None}, "no such severity"),
        ({"name": "unanchored-chain"}, "a rule twice"),
        ({"name": "custody"}, "a rule twice"),
    ],
    ids=str,
)
def test_what_is_no_rule_is_told_before_anything_is_asked(changed: dict[str, Any], told: str) -> None:
    """A rule's name and family are words, its severity is one of three, and its name is its own."""
    asked: list[Chain] = []
    rule = House(lambda _rule, chain: asked.append(chain))
    for name, value in changed.items():
        setattr(rule, name, value)
    with pytest.raises(RuleError, match=told):
        audit(CHAIN, rules=(*CATALOGUE, rule))
    assert asked == []
