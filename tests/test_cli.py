"""The command line: what each command prints, what it leaves behind, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from provenance import from_json, open_store, said, to_json
from provenance.cli import main
from provenance.rules import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = str(ROOT / "examples" / "data" / "article.txt")


@pytest.fixture
def draft(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """A chain file with the drafts of the example article."""
    place = tmp_path / "draft.json"
    assert main(["read", ARTICLE, "-o", str(place)]) == 0
    capfd.readouterr()
    return place


@pytest.fixture
def simple(tmp_path: Path) -> Path:
    """A chain file with one chain that is complete."""
    place = tmp_path / "simple.json"
    chain = said("Порт откроют.", "ru", by="Ilya Marenko", on="2026-03-04").translated(
        "The port will open.", "en", by="A. Reader"
    )
    place.write_bytes(to_json(chain))
    return place


def test_reading_prints_drafts_and_their_audit_and_keeps_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """``read --audit --store`` prints what was read, each draft's findings, and the next thing to do; drafts are kept."""
    place = tmp_path / "quotes.db"
    assert main(["read", ARTICLE, "--audit", "--store", str(place)]) == 1
    out = capfd.readouterr().out
    for words in ("3 quotations", "Ilya Marenko", "unanchored-chain", "translator-undisclosed", "kept: 3 chains in"):
        assert words in out
    assert "next: add the Russian words that Ilya Marenko spoke: provenance fill article.json --chain 1 --hop 1" in out
    with open_store(place, readonly=True) as store:
        assert len(list(store.heads())) == 3
        assert store.verify().ok


@pytest.mark.parametrize(
    "command",
    [
        ["audit", "{}", "--format", "json"],
        ["audit", "{}", "--format", "sarif"],
        ["cite", "{}"],
        ["export", "{}", "--format", "csl-json"],
        ["show", "{}", "--format", "mermaid"],
        ["read", "{}"],
    ],
    ids=" ".join,
)
def test_what_is_read_is_never_written_over(
    command: list[str], simple: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """An output that is the input itself, by whatever path, is refused, and the file stays as it is."""
    before = simple.read_bytes()
    link = tmp_path / "link.json"
    link.symlink_to(simple)
    for output in (simple, simple.parent / "." / simple.name, link):
        assert main([*(each.format(simple) for each in command), "-o", str(output)]) == 2
        assert "name another one" in capfd.readouterr().err
        assert simple.read_bytes() == before


def test_a_reading_comes_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    """``read --format json`` holds what was read with its spans, the drafts, and their reports on request."""
    assert main(["read", ARTICLE, "--format", "json", "--audit", "--fail-on", "never"]) == 0
    document = json.loads(capfd.readouterr().out)
    quotation = document["reading"]["quotations"][0]
    text = Path(ARTICLE).read_text(encoding="utf-8")
    (start, end), *_ = quotation["spans"]
    assert text[start:end] == quotation["words"]
    assert [report["chain"] for report in document["reports"]] == [chain["head"] for chain in document["chains"]]


def test_what_fails_is_the_callers_choice(capfd: pytest.CaptureFixture[str]) -> None:
    """``--fail-on never`` makes the same audit exit with 0."""
    assert main(["read", ARTICLE, "--audit", "--fail-on", "never"]) == 0
    assert "unanchored-chain" in capfd.readouterr().out


def test_a_blank_is_filled_and_the_finding_goes(draft: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """After ``fill`` the chain holds the words, the finding they cured is gone, and the next blank is named."""
    words = draft.parent / "words.txt"
    words.write_text("Мы готовы подумать.\n", encoding="utf-8")
    assert main(["fill", str(draft), "--chain", "1", "--hop", "1", "--text-file", str(words)]) == 0
    assert "next: " in capfd.readouterr().out
    chains = from_json(draft.read_bytes())
    assert chains[0].hops[0].text == "Мы готовы подумать."
    assert chains[1].hops[0].text is None
    main(["audit", str(draft), "--format", "concise"])
    out = capfd.readouterr().out
    assert out.count("unanchored-chain") == 2


def test_fill_refuses_what_was_stated(simple: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A stated field is not overwritten; the file stays as it was."""
    before = simple.read_bytes()
    assert main(["fill", str(simple), "--hop", "1", "--text", "Другое."]) == 2
    assert "stated already" in capfd.readouterr().err
    assert simple.read_bytes() == before


def test_fill_asks_which_chain_is_meant(draft: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file of several chains needs a choice; ``all`` fills the hop in every chain that has it."""
    assert main(["fill", str(draft), "--hop", "1", "--language", "ru"]) == 2
    assert "say which with --chain 1 … 3" in capfd.readouterr().err
    assert main(["fill", str(draft), "--chain", "9", "--hop", "1", "--language", "ru"]) == 2
    assert main(["fill", str(draft), "--chain", "all", "--hop", "1", "--language", "ru"]) == 0
    assert from_json(draft.read_bytes())[0].hops[0].language == "ru"


def test_show_prints_the_hops_and_the_words(simple: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``show`` prints each hop with its words; ``--format json`` is the chain file again."""
    assert main(["show", str(simple)]) == 0
    out = capfd.readouterr().out
    assert "Порт откроют." in out
    assert "The port will open." in out
    assert main(["show", str(simple), "--format", "json"]) == 0
    assert capfd.readouterr().out.encode() == simple.read_bytes()


def test_a_store_takes_gives_lists_and_verifies(simple: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is put can be listed, shown by eight digits, taken out the same, and verified."""
    place = str(simple.with_suffix(".db"))
    (chain,) = from_json(simple.read_bytes())
    assert main(["store", "put", place, str(simple)]) == 0
    assert capfd.readouterr().out == f"{chain.digest}\n"
    assert main(["store", "list", place]) == 0
    assert capfd.readouterr().out.startswith(chain.digest.hex[:16])
    assert main(["show", chain.digest.hex[:8], "--store", place]) == 0
    assert main(["store", "get", place, chain.digest.hex[:8], "-o", str(simple.with_name("out.json"))]) == 0
    assert from_json(simple.with_name("out.json").read_bytes()) == (chain,)
    assert main(["store", "verify", place]) == 0
    assert main(["audit", place]) == main(["audit", str(simple)])


def test_waivers_corrections_and_withholding_are_recorded(simple: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each is kept with its reason; a withheld text is gone and the chain still verifies."""
    place = str(simple.with_suffix(".db"))
    (chain,) = from_json(simple.read_bytes())
    head, origin = chain.digest.hex, chain.hops[0].digest.hex
    signed = ["--reason", "asked for", "--by", "A. Reader", "--on", "2026-03-05"]
    assert main(["store", "put", place, str(simple)]) == 0
    assert main(["store", "waive", place, "relay-translation", head, *signed]) == 0
    assert main(["store", "waive", place, "relay-translatoin", head, *signed]) == 2
    assert "relay-translation" in capfd.readouterr().err
    assert main(["store", "correct", place, head, *signed]) == 0
    assert main(["store", "withhold", place, origin, *signed]) == 0
    with open_store(place, readonly=True) as store:
        kept = store.get(head)
        assert [waiver.reason for waiver in kept.held.waivers] == ["asked for"]
        assert [correction.new for correction in kept.held.corrections] == [None]
        assert kept.hops[0].text is None
        assert store.verify().ok


def test_explain_lists_and_explains(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``explain`` knows every rule, a family's and one of your own, and says which is nearest to a wrong name."""
    assert main(["explain"]) == 0
    assert len(capfd.readouterr().out.splitlines()) == len(CATALOGUE)
    assert main(["explain", "custody"]) == 0
    assert all(" custody " in line for line in capfd.readouterr().out.splitlines())
    assert main(["explain", "relay-translation"]) == 0
    assert main(["explain", "relay-translatoin"]) == 2
    assert "did you mean 'relay-translation'" in capfd.readouterr().err
    (tmp_path / "desk_rules.py").write_text(HOUSE_RULE, encoding="utf-8")
    (tmp_path / "broken_rules.py").write_text("1 / 0", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "desk-rule", "--rules", "desk_rules:Desk"]) == 0
    assert "why           it is our desk." in capfd.readouterr().out
    for command in ("explain", "audit"):
        assert main([command, "unanchored-chain", "--rules", "broken_rules:Desk"]) == 2
        assert "ZeroDivisionError" in capfd.readouterr().err


HOUSE_RULE = """
class Desk:
    \"\"\"A desk asks this.

    Why: it is our desk.
    Mend: nothing.
    \"\"\"

    name, family, severity, false_alarms = "desk-rule", "desk", "note", "none"
    clean = faulty = unexamined = ()

    def check(self, chain, beside=()):
        return iter(())
"""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"format": "provenance/1", "chains": [', "not JSON"),
        (b'{"format": "provenance/9", "chains": []}', "another format"),
        (b'{"format": "provenance/1"}', "missing field"),
        (b"SQLite format 3\x00" + b"\x00" * 200, ""),
        (b"\xff\xfe\xff plain", "UTF"),
        (b'{"format": "provenance/1", "chains": [{}]}', "missing field"),
    ],
)
def test_bad_files_give_one_clear_line(
    content: bytes, told: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file that is cut, foreign or of another version is one line on standard error and exit code 2."""
    place = tmp_path / "bad"
    place.write_bytes(content)
    assert main(["audit", str(place)]) == 2
    told_here = capfd.readouterr().err
    assert told in told_here
    assert told_here.startswith("provenance: ")
    assert told_here.count("\n") == 1


def test_a_file_that_is_not_there_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    """The system's own errors come out as a line with the file's name."""
    assert main(["audit", "no-such-file"]) == 2
    assert "no-such-file" in capfd.readouterr().err
    assert main(["read", ARTICLE, "-o", "no-such-folder/draft.json"]) == 2


def test_debug_shows_the_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    """With ``--debug`` the traceback stands before the line."""
    assert main(["--debug", "audit", "no-such-file"]) == 2
    assert "Traceback" in capfd.readouterr().err


def test_wrong_usage_is_exit_code_two() -> None:
    """Unknown commands, options and choices are told by the parser, with exit code 2."""
    for arguments in (["reed"], ["read"], ["read", ARTICLE, "--form", "xml"], ["audit", ARTICLE, "--profile", "x"]):
        assert main(arguments) == 2


@pytest.mark.parametrize(
    "command", [[], ["read"], ["show"], ["fill"], ["audit"], ["explain"], ["export"], ["import"], ["cite"], ["store"]]
)
def test_help_teaches(command: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """Each command's help says what it does."""
    assert main([*command, "--help"]) == 0
    assert len(capfd.readouterr().out.splitlines()) > 5


def test_standard_input_and_pipes_work(tmp_path: Path) -> None:
    """An article on standard input, drafts on standard output, piped into an audit that prints JSON."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    run = [sys.executable, "-m", "provenance"]
    drafts = subprocess.run(
        [*run, "read", "-", "-o", "-"],
        input=Path(ARTICLE).read_bytes(),
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    audited = subprocess.run(
        [*run, "audit", "-", "--format", "json"],
        input=drafts.stdout,
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=environment,
    )
    assert audited.returncode == 1
    assert [json.loads(line)["format"] for line in audited.stdout.splitlines()] == ["provenance-report/1"] * 3


def test_the_order_of_everything_is_the_same_in_any_process() -> None:
    """Two processes with other hash seeds print the same bytes."""
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "provenance", "read", ARTICLE, "--audit"],
            capture_output=True,
            check=False,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_a_retraction_is_shown(simple: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What was retracted or withheld stands in ``show`` and in the report, with the reason and who answers for it."""
    place = str(simple.with_suffix(".db"))
    (chain,) = from_json(simple.read_bytes())
    signed = ["--by", "A. Reader", "--on", "2026-03-05"]
    assert main(["store", "put", place, str(simple)]) == 0
    assert main(["store", "correct", place, chain.digest.hex, "--reason", "never said", *signed]) == 0
    assert main(["store", "withhold", place, chain.hops[0].digest.hex, "--reason", "a court order", *signed]) == 0
    capfd.readouterr()
    assert main(["show", chain.digest.hex[:12], "--store", place]) == 0
    shown = capfd.readouterr().out
    main(["audit", place])
    audited = capfd.readouterr().out
    for out in (shown, audited):
        assert "! hop 2 retracted: never said (A. Reader, 2026-03-05)" in out
    assert "! hop 1 withheld: a court order (A. Reader, 2026-03-05)" in shown


def test_output_is_written_through_pipes_and_links(simple: Path) -> None:
    """A link's file is written and the link stays; a device is written to and stays what it is."""
    link = simple.with_name("link.json")
    link.symlink_to(simple)
    assert main(["fill", str(link), "--hop", "2", "--outlet", "Harbour Courier"]) == 0
    assert link.is_symlink()
    assert from_json(simple.read_bytes())[0].head.attribution.outlet == "Harbour Courier"
    assert main(["read", ARTICLE, "-o", "/dev/null"]) == 0
    assert not Path("/dev/null").is_file()


def test_folders_lines_and_stores_are_audited_with_labels(simple: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A folder's files are audited in order; each line of a concise audit says which chain it is about."""
    (chain,) = from_json(simple.read_bytes())
    lines = simple.with_name("lines.jsonl")
    lines.write_bytes(to_json(chain.reported("Will it?", "en"), chain.reported("It will.", "en"), lines=True))
    main(["audit", str(simple.parent), "--format", "concise"])
    labels = [line.split("\t")[0] for line in capfd.readouterr().out.splitlines()]
    assert {f"{lines}#1", f"{lines}#2"} <= set(labels)
    assert labels == sorted(labels)


def test_what_several_drafts_could_not_examine_is_listed_once(draft: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Of drafts that could not examine the same, the first lists it and the others name the first."""
    main(["audit", str(draft)])
    out = capfd.readouterr().out
    parts = out.split("── ")
    heads = [part.partition(" ──")[0] for part in parts[1:]]
    assert len(heads) == 3
    lists = [part.count("nearer-source-unused") for part in parts[1:]]
    named = [part for part in parts[1:] if "not examined           the same as in" in part]
    assert sum(lists) + len(named) == 3
    assert named, out
    for part in map("".join, map(str.split, named)):  # a long place is broken to fit the line
        assert any(f"thesameasin{head}" in part for head in heads[:2])
    assert f"{len(named)} could examine no more than one before" in out


def test_an_empty_chain_file_is_no_pass(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file that holds no chain is refused by every command that reads chains."""
    place = tmp_path / "empty.json"
    place.write_text('{"format": "provenance/1", "chains": []}')
    for command in (["audit"], ["show"], ["store", "put", str(tmp_path / "q.db")]):
        assert main([*command, str(place)]) == 2
        assert "no chain in it" in capfd.readouterr().err


def test_reports_come_in_every_shape(simple: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """JSON, SARIF, Markdown and annotations can be printed or written to a file, in one process or in several."""
    for form in ("json", "sarif", "markdown", "github"):
        main(["audit", str(simple), "--format", form])
        printed = capfd.readouterr().out
        main(["audit", str(simple), "--format", form, "-o", str(simple.with_name("report")), "--workers", "2"])
        assert simple.with_name("report").read_text(encoding="utf-8") == printed
        assert form in {"markdown", "github"} or json.loads(printed)


def test_rules_and_policies_of_ones_own(
    simple: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule is loaded from a module beside the chains; the project's policy is read from its file."""
    monkeypatch.chdir(simple.parent)
    Path("house_rules.py").write_text(
        "from provenance import Finding, Severity\n"
        "class TooShort:\n"
        "    '''The words are short.'''\n"
        "    name, family, severity, false_alarms = 'too-short', 'quotation', Severity.ERROR, ''\n"
        "    clean = faulty = unexamined = ()\n"
        "    def check(self, chain, beside=()):\n"
        "        yield Finding(self, chain.head, 'short')\n"
    )
    assert main(["audit", str(simple), "--rules", "house_rules:TooShort", "--format", "concise"]) == 1
    assert "too-short" in capfd.readouterr().out
    assert main(["audit", str(simple), "--rules", "house_rules:Nothing"]) == 2
    Path("pyproject.toml").write_text('[tool.provenance]\nignore = ["chain"]\n')
    main(["audit", str(simple), "--format", "json"])
    assert "relay-translation" in json.loads(capfd.readouterr().out)["not_asked"]
    Path("pyproject.toml").write_text('[tool.provenance]\nignroe = ["chain"]\n')
    assert main(["audit", str(simple)]) == 2
    assert "ignore" in capfd.readouterr().err


def test_names_cannot_steer_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Control characters in a file's name come out visible."""
    assert main(["audit", "\x1b]0;title\x07"]) == 2
    assert "\x1b" not in capfd.readouterr().err
