"""A report's text: it lines up at 80 columns in any script, and nothing in a record can forge a line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from provenance.auditor import audit
from provenance.canonical import canonical_bytes
from provenance.model import Chain, Waiver, said
from provenance.report import as_text, concise
from provenance.reports import REPORTS, as_json
from provenance.rules import Policy
from provenance.rules.naming import shown
from provenance.terminal import width
from provenance.testing import chains

RELAYED = (
    said("Порт останется открытым, если совет согласится.", "ru", by="Ilya Marenko", on="2026-03-04", occasion="radio")
    .reported("«Порт останется открытым.»", "ru", outlet="Портовый вестник", on="2026-03-05")
    .reported(
        "港口将继续开放，直到五月底，届时议会将再次开会讨论所有船只的问题。", "zh", outlet="北亭日报", on="2026-03-05"
    )
    .translated("الميناء سيبقى مفتوحا حتى نهاية مايو.", "ar", outlet="بريد الميناء", on="2026-03-06")
)


def test_the_text_has_its_parts_in_order() -> None:
    """Heading, hops, findings with the words they rest on, counts, what was not examined and why."""
    text = str(audit(RELAYED))
    parts = [
        "ru → zh → ar · Ilya Marenko, 4 March 2026 · anchored · sha256:",
        "  1  said        ru  Ilya Marenko, radio",
        "hop 2  ",
        "unmarked-truncation",
        "[если совет согласится]",
        "hop 3  ",
        "translator-undisclosed",
        " findings: ",
        "found something",
        "  only quotation held",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "chain", [RELAYED, RELAYED.republished(None, None, url="https://harbour.example/" + "a" * 300)]
)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_columns(chain: Chain, columns: int) -> None:
    """With Han and Arabic words and long links every line keeps to the columns."""
    for line in as_text(audit(chain), columns=columns).splitlines():
        assert width(line) <= columns, line


def test_columns_line_up() -> None:
    """In the table of hops each column begins at the same cell, whatever the script before it."""
    table = [line for line in str(audit(RELAYED)).splitlines() if line.startswith("  ") and "words held" in line]
    assert len(table) == 4
    assert len({width(line[: line.index("words held")]) for line in table}) == 1
    assert len({width(line[: line.index("2026-03-0")]) for line in table}) == 1


@given(chains())
@settings(max_examples=60)
def test_no_record_can_forge_a_line_or_a_colour(chain: Chain) -> None:
    """Whatever a record holds, its text has no control but line ends, and every line is one of ours."""
    text = str(audit(chain))
    assert not [c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0)]
    assert all(width(line) <= 80 for line in text.splitlines())


def test_a_forged_name_stays_in_its_place() -> None:
    """A speaker's name with line ends and colours stands on one line, visibly."""
    chain = said("The port stays open.", "en", by="Eve\nhop 9  error  forged\x1b[31m")
    lines = str(audit(chain)).splitlines()
    assert not [line for line in lines if line.startswith("hop 9")]
    assert any("Eve⏎hop 9" in line for line in lines)


def test_concise_is_one_line_a_finding() -> None:
    """The concise shape has a line for each finding: hop, severity, rule, sentence."""
    report = audit(RELAYED)
    rows = [line.split("\t") for line in concise(report).splitlines()]
    assert [row[2] for row in rows] == [finding.rule for finding in report.findings]
    assert all(len(row) == 4 for row in rows)


def test_colour_only_paints_the_severity() -> None:
    """In colour the text is the same but for what stands around the severities."""
    report = audit(RELAYED)
    painted = as_text(report, colour=True)
    assert "\x1b[33mwarning\x1b[0m" in painted
    bare = painted
    for code in ("1;31", "33", "36", "0"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare == str(report)


def test_waived_and_left_out_are_printed() -> None:
    """A waiver's reason, rules not asked, and what had to be examined stand in the text."""
    chain = RELAYED.holding(
        waivers=[
            Waiver(
                rule="translator-undisclosed",
                hop=RELAYED.hop(3).digest,
                reason="unsigned by house rule",
                by="A. Editor",
                on="2026-03-07",
            )
        ]
    )
    text = str(audit(chain, policy=Policy(ignore={"time"}, must_examine={"named-source-unrecorded"})))
    assert "waived  hop 3  translator-undisclosed: unsigned by house rule (A.\n        Editor, 2026-03-07)\n" in text
    assert "not asked" in text
    assert "imprecise-date" in text
    assert "must be examined       named-source-unrecorded" in text


def test_json_is_canonical_and_whole() -> None:
    """The JSON has the keys that were promised, in canonical bytes, and evidence that gives its words."""
    report = audit(RELAYED)
    data = as_json(report)
    document = json.loads(data)
    assert canonical_bytes(document) == data
    assert {"format", "chain", "library", "policy", "hops", "findings", "waived", "unused_waivers"} <= document.keys()
    assert {"unexamined", "clear", "not_asked", "sentence"} <= document.keys()
    assert [row["rule"] for row in document["findings"]] == [finding.rule for finding in report.findings]
    for row in document["findings"]:
        for evidence in row["evidence"]:
            if "span" in evidence:
                start, end = evidence["span"]
                assert (RELAYED.hop(evidence["hop"]).text or "")[start:end] == evidence["exact"]


@pytest.mark.parametrize("name", REPORTS)
def test_every_shape_repeats_itself(name: str) -> None:
    """Each shape gives the same text for the same chain."""
    assert REPORTS[name](audit(RELAYED)) == REPORTS[name](audit(Chain.of(RELAYED.hops)))


REFUSED = said(
    "Мы не откроем порт для 400 судов, если совет не согласится, до 5 мая.", "ru", by="Ilya Marenko"
).republished("Мы откроем порт для 500 судов до 6 мая.", "ru", outlet="Портовый вестник")


def test_what_a_line_takes_in_has_a_line_each() -> None:
    """Every rule that saw the same fault stands on its own line with its whole sentence; no quotation is broken off."""
    report = audit(REFUSED)
    text = as_text(report, columns=200)
    taken = [one for finding in report.findings for one in finding.also]
    assert taken
    for one in taken:
        assert any(
            line.strip().removeprefix("also ").startswith(f"{one.rule}: {one.sentence}") for line in text.splitlines()
        )
    assert "also unmarked-alteration: dropped “не”; “400” became “500”; dropped “если совет не согласится”" in text


def test_long_words_are_cut_at_their_end_and_after_a_word() -> None:
    """Words in a sentence stand whole up to a few lines; longer ones end after a word, never in their middle."""
    cut = "if the council agrees to it in the last days of May"
    chain = said(f"We will open the port in the spring, {cut}.", "en", by="Ilya Marenko").republished(
        "“We will open the port in the spring.”", "en", outlet="Harbour Courier"
    )
    assert f"“{cut}”" in " ".join(str(audit(chain)).split())
    assert shown("word " * 100, 24) == "word word word word…"
    assert shown("  a \n b ") == "a b"
    assert shown("港" * 50, 10) == "港" * 9 + "…"


def test_two_lost_negations_are_told_apart() -> None:
    """A negation is shown with the word that it denies."""
    chain = REFUSED.hop(1)
    (found,) = [one for one in audit(REFUSED).findings if one.rule == "negation-flipped"]
    assert chain.text is not None
    assert found.sentence == "“не откроем” has no counterpart"
    assert "“не согласится” has no counterpart" in [one.sentence for one in found.also]
