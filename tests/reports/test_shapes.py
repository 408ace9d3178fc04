"""A report in every shape: valid against its schema, whole, the same each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from provenance.auditor import audit
from provenance.canonical import canonical_bytes
from provenance.cli.pages import SHAPES
from provenance.model import Chain, Correction, Waiver, said
from provenance.reports import REPORTS, as_github, as_json, as_markdown, as_sarif
from provenance.testing import chains

ROOT = Path(__file__).resolve().parents[2]
CONFORMANCE = ROOT.parent / "shared" / "conformance"
SARIF = CONFORMANCE / "oasis-tcs-sarif-spec" / "sarif-2.1" / "schema" / "sarif-schema-2.1.0.json"

RELAYED = (
    said("В порту 400 судов.\nПорт останется открытым.", "ru", by="Ilya Marenko", on="2026-03-04", occasion="radio")
    .reported("港口里有四千艘船。港口将继续开放。", "zh", outlet="北亭日报", on="2026-03-05")
    .translated(
        "There are 4,000 ships in the port. The port stays open.", "en", outlet="Harbour Courier", by="J. Smith"
    )
)


def waived() -> Chain:
    waiver = Waiver(
        rule="translator-undisclosed",
        hop=RELAYED.hop(2).digest,
        reason="unsigned by rule",
        by="A. Editor",
        on="2026-03-07",
    )
    return RELAYED.holding(waivers=[waiver])


def sarif_schema() -> Any:
    if not SARIF.is_file():
        pytest.skip(f"the schema of SARIF is not here: {SARIF}")
    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema)


def report_schema() -> Any:
    place = ROOT / "provenance" / "schema" / "report.json"
    schema = json.loads(place.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@given(chains())
@settings(max_examples=40)
def test_json_is_valid_against_the_published_schema(chain: Chain) -> None:
    """Every report's JSON has exactly the fields that the schema names."""
    data = as_json(audit(chain))
    document = json.loads(data)
    report_schema().validate(document)
    assert canonical_bytes(document) == data


def test_json_holds_facts_and_waived_findings() -> None:
    """The ledger of each step and what was waived stand in the JSON, with the finding on the changed quantity."""
    document = json.loads(as_json(audit(waived())))
    report_schema().validate(document)
    assert ("quantity", "changed") in {
        (row["kind"], row["status"]) for step in document["facts"] for row in step["rows"]
    }
    assert [(one["finding"]["rule"], one["finding"]["hop"]) for one in document["waived"]] == [
        ("translator-undisclosed", 2)
    ]
    changed = [one for one in document["findings"] if one["rule"] == "quantity-changed"]
    assert [(one["hop"], one["inherited_by"]) for one in changed] == [(2, [3])]


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("chain", [RELAYED, waived(), said(None, None)], ids=["relayed", "waived", "blank"])
def test_sarif_is_valid_against_the_standard_s_schema(chain: Chain, complete: bool) -> None:
    """One run for each report, valid, by default and complete."""
    validator = sarif_schema()
    log = json.loads(as_sarif(audit(chain), audit(RELAYED), complete=complete))
    assert [error.message for error in validator.iter_errors(log)] == []
    assert len(log["runs"]) == 2


@given(chains())
@settings(max_examples=25)
def test_sarif_of_any_chain_is_valid(chain: Chain) -> None:
    """Whatever a record holds, its SARIF is valid."""
    assert [error.message for error in sarif_schema().iter_errors(json.loads(as_sarif(audit(chain))))] == []


def test_sarif_says_where_and_how_it_came_there() -> None:
    """A result has its rule, its hop's words with offsets and lines, the source's words, and the way from the origin."""
    run = json.loads(as_sarif(audit(RELAYED)))["runs"][0]
    result = next(one for one in run["results"] if one["ruleId"] == "quantity-changed")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "quantity-changed"
    region = result["locations"][0]["physicalLocation"]["region"]
    text = run["artifacts"][1]["contents"]["text"]
    assert text[region["charOffset"] : region["charOffset"] + region["charLength"]] == region["snippet"]["text"]
    assert result["relatedLocations"][0]["message"]["text"] in (RELAYED.hop(1).text or "")
    flow = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["kinds"] for step in flow] == [["said"], ["reported"]]


def test_sarif_of_a_tangle_has_room_for_few_ways() -> None:
    """Where ways part and meet again, each finding shows some of them, the nearest hops, and never thousands."""
    chain = said("The port stays open for 5 ships.", "en", by="Ilya Marenko")
    for number in range(40):
        left, right = (
            chain.reported(f"The port stays open for {6 + side} ships.", "en", outlet=f"{side} {number}")
            for side in (0, 1)
        )
        chain = left.reported("The port stays open for 5 ships.", "en", outlet=f"Both {number}", also=[right])
    results = json.loads(as_sarif(audit(chain)))["runs"][0]["results"]
    flows = [[flow["locations"] for flow in each["codeFlows"][0]["threadFlows"]] for each in results]
    assert len(flows) > 40
    assert all(each for each in flows)
    assert max(sum(map(len, each)) for each in flows) <= 64
    last = results[-1]
    here = last["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    ends = [flow[-1]["location"]["physicalLocation"]["artifactLocation"]["uri"] for flow in flows[-1]]
    assert set(ends) == {here}


def test_sarif_keeps_what_was_waived_and_what_is_open() -> None:
    """A waived finding is a suppressed result; every result says whether it is; open questions are notifications."""
    run = json.loads(as_sarif(audit(waived())))["runs"][0]
    suppressed = [one for one in run["results"] if one["suppressions"]]
    assert [one["ruleId"] for one in suppressed] == ["translator-undisclosed"]
    assert suppressed[0]["suppressions"][0]["justification"].startswith("unsigned by rule")
    assert all("suppressions" in one for one in run["results"])
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert {note["associatedRule"]["id"] for note in notes} == {one.rule for one in audit(waived()).unexamined}


def test_fingerprints_stay_and_differ() -> None:
    """The same finding has the same fingerprint in every run; two findings have two."""
    first, again = (json.loads(as_sarif(audit(RELAYED)))["runs"][0]["results"] for _ in range(2))
    marks = [one["partialFingerprints"]["finding/v1"] for one in first]
    assert marks == [one["partialFingerprints"]["finding/v1"] for one in again]
    assert len(set(marks)) == len(marks)


def test_markdown_cannot_be_forged() -> None:
    """A name with line ends and Markdown signs stays in its cell."""
    chain = said("The port stays open.", "en", by="Eve | x\n- **hop 9, error**")
    text = as_markdown(audit(chain))
    assert "\n- **hop 9" not in text
    assert "Eve \\| x" in text


def test_github_annotations_are_one_line_a_finding() -> None:
    """Each finding is one command, its severity in that host's words."""
    report = audit(RELAYED)
    lines = as_github(report).splitlines()
    assert len(lines) == len(report.findings)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


@pytest.mark.parametrize("name", REPORTS)
def test_every_shape_gives_the_same_each_time(name: str) -> None:
    """The same chain, put together in another order, has the same report in every shape."""
    assert REPORTS[name](audit(RELAYED)) == REPORTS[name](audit(Chain.of(reversed(RELAYED.hops))))


@pytest.mark.parametrize("name", REPORTS)
def test_every_shape_names_every_finding(name: str) -> None:
    """No shape loses a finding; a picture counts them at their hops."""
    report = audit(RELAYED)
    written = REPORTS[name](report)
    assert report.findings
    if name in {"svg", "mermaid"}:
        errors = sum(finding.hop == 2 and finding.severity == "error" for finding in report.findings)
        assert f"{errors} error" in written
    else:
        assert all(finding.rule in written for finding in report.findings)


@pytest.mark.parametrize("name", REPORTS)
def test_every_shape_takes_several_reports(name: str) -> None:
    """Several reports make one document where the shape has one, and follow each other where it has none."""
    reports = audit(RELAYED), audit(said("The port stays open.", "en", by="Mara Lind"))
    shape = REPORTS[name]
    several = shape(*reports)
    if shape.together:
        ends = {"html": "</html>", "svg": "</svg>", "mermaid": "flowchart LR", "sarif": '"$schema"'}
        assert several.count(ends[name]) == 1
    else:
        assert several == "".join(f"{shape(report)}\n" for report in reports)
    assert shape.media_type.count("/") == 1
    assert shape.suffix.startswith(".")


def test_the_command_line_knows_every_shape() -> None:
    """``audit --format`` takes the names of the mapping, in its order."""
    assert tuple(REPORTS) == SHAPES


def test_a_retracted_hop_is_told_in_every_shape() -> None:
    """That a hop was withdrawn stands in the counts, in the JSON by its schema, in Markdown and in the concise lines."""
    gone = Correction(
        old=RELAYED.hop(2).digest, new=None, reason="the interview was another's", by="A. Editor", on="2026-03-08"
    )
    report = audit(RELAYED.holding(corrections=[gone]))
    assert "· none waived · 1 hop retracted" in str(report)
    document = json.loads(as_json(report))
    report_schema().validate(document)
    assert document["corrections"] == [
        {"old": str(gone.old), "reason": gone.reason, "by": "A. Editor", "on": "2026-03-08"}
    ]
    assert "**hop 2 retracted**: the interview was another's" in as_markdown(report)
    assert REPORTS["concise"](report).splitlines()[-1].startswith("hop 2\tretracted\t–\tthe interview was another's")
