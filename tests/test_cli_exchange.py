"""``export``, ``import`` and ``cite``: the document on standard output, what was lost on standard error, nothing half written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance import CITATIONS, EXPORTS, IMPORTS, Chain, cite, export, from_json, open_store, said, to_json
from provenance.cli import exchange, main
from provenance.exports.csl import CslJson

ARTICLE = str(Path(__file__).resolve().parents[1] / "examples" / "data" / "article.txt")
CHAIN = (
    said("Порт откроют.", "ru", by="Ilya Marenko", on="2026-03-04")
    .reported("港口将开放。", "zh", outlet="Harbour Daily")
    .translated("The port will open.", "en", by="A. Reader")
)
OTHER = said("Порт закроют.", "ru", by="Ilya Marenko", on="2026-03-05")


@pytest.fixture
def one(tmp_path: Path) -> str:
    return _kept(tmp_path / "one.json", CHAIN)


@pytest.fixture
def two(tmp_path: Path) -> str:
    return _kept(tmp_path / "two.json", CHAIN, OTHER)


def _kept(place: Path, *chains: Chain) -> str:
    place.write_bytes(to_json(*chains))
    return str(place)


# ---- export ---------------------------------------------------------------------------------------


def test_the_document_alone_is_on_standard_output(one: str, capfd: pytest.CaptureFixture[str]) -> None:
    """What the format does not say is told on standard error, hop by hop and with the reason."""
    assert main(["export", one, "--format", "csl-json"]) == 0
    out, err = capfd.readouterr()
    assert out == str(export(CHAIN, "csl-json"))
    assert "csl-json does not say text of hops 1, 2: a reference holds no words" in err
    assert "csl-json does not say hop 3: a reference names one source" in err


def test_what_loses_nothing_tells_nothing(one: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Standard error stays empty where all was said."""
    assert main(["export", one, "--format", "chains", "--strict"]) == 0
    out, err = capfd.readouterr()
    assert from_json(out) == (CHAIN,)
    assert err == ""


def test_strict_writes_nothing_that_would_lose(one: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With ``--strict`` a loss is an error, before anything is written."""
    place = tmp_path / "out.json"
    assert main(["export", one, "--format", "csl-json", "--strict", "-o", str(place)]) == 2
    assert "something would be lost – csl-json" in capfd.readouterr().err
    assert not place.exists()


def test_options_reach_the_format(two: str, capfd: pytest.CaptureFixture[str]) -> None:
    """``--option`` sets what the format knows; an unknown one, a bad value and a repeated one are refused."""
    assert main(["export", two, "--format", "chains", "--option", "lines=yes"]) == 0
    assert capfd.readouterr().out.count("\n") == 2
    for option, words in (
        ("line=yes", "did you mean 'lines'"),
        ("lines=maybe", "no such choice"),
        ("lines", "NAME=VALUE"),
    ):
        assert main(["export", two, "--format", "chains", "--option", option]) == 2
        out, err = capfd.readouterr()
        assert out == ""
        assert words in err
    assert main(["export", two, "--format", "chains", "--option", "lines=yes", "--option", "lines=no"]) == 2


def test_many_chains_in_one_document(two: str, one: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Chains of several inputs go into one document where the format holds many."""
    assert main(["export", two, one, "--format", "csl-json"]) == 0
    assert len(json.loads(capfd.readouterr().out)) == 2


def test_a_document_for_each_chain(two: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Into a folder goes a document for each chain, named by its digest; standard error says which is which."""
    folder = tmp_path / "out"
    assert main(["export", two, "--format", "csl-json", "-o", f"{folder}/"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{chain.digest.hex[:16]}.json" for chain in (CHAIN, OTHER)
    )
    assert "two.json#1: csl-json does not say" in capfd.readouterr().err
    taken = tmp_path / "taken"
    taken.write_text("x", encoding="utf-8")
    assert main(["export", two, "--format", "csl-json", "-o", f"{taken}/"]) == 2
    assert taken.read_text(encoding="utf-8") == "x"


def test_one_chain_in_a_document(two: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """A format for one chain says how to write several."""
    monkeypatch.setattr(exchange, "_exporters", lambda: {"csl-json": CslJson(many=False)})
    assert main(["export", two, "--format", "csl-json"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "-o FOLDER/ writes a document for each" in err


def test_stores_and_articles_are_taken_too(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """All chains of a store, and the drafts of an article, are exported as those of a file are."""
    place = tmp_path / "quotes.db"
    with open_store(place) as store:
        store.put_many([CHAIN, OTHER])
    assert main(["export", str(place), "--format", "csl-json"]) == 0
    assert len(json.loads(capfd.readouterr().out)) == 2
    assert main(["export", ARTICLE, "--format", "csl-json"]) == 0
    assert len(json.loads(capfd.readouterr().out)) == 3


def test_what_cannot_be_exported(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """No chain, an unknown format and a file that is not there are errors, in a line."""
    empty = tmp_path / "empty.txt"
    empty.write_text("Nothing is quoted here.", encoding="utf-8")
    for arguments, words in (
        ([str(empty), "--format", "csl-json"], "there is nothing to write"),
        ([str(empty), "--format", "csl-jsn"], "did you mean 'csl-json'"),
        ([str(tmp_path / "gone.json"), "--format", "csl-json"], "gone.json"),
        ([str(empty)], "Missing option '--format'"),
    ):
        assert main(["export", *arguments]) == 2
        out, err = capfd.readouterr()
        assert out == ""
        assert words in err


def test_one_chain_of_a_store(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``--store`` takes single chains by the first digits of their digests, to export and to cite."""
    place = tmp_path / "quotes.db"
    with open_store(place) as store:
        store.put_many([CHAIN, OTHER])
    assert main(["cite", OTHER.digest.hex[:8], "--store", str(place)]) == 0
    assert capfd.readouterr().out == f"{cite(OTHER)}\n"
    assert main(["export", str(CHAIN.digest), "--store", str(place), "--format", "chains"]) == 0
    assert from_json(capfd.readouterr().out) == (CHAIN,)
    assert main(["cite", "00000000", "--store", str(place)]) == 2
    assert capfd.readouterr().out == ""


# ---- import ---------------------------------------------------------------------------------------


def test_what_was_exported_comes_back(two: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The format is recognised, and the chains come out as a chain file."""
    assert main(["import", two]) == 0
    assert from_json(capfd.readouterr().out) == (CHAIN, OTHER)
    place = tmp_path / "lines.jsonl"
    assert main(["import", two, two, "--lines", "-o", str(place), "--format", "chains"]) == 0
    assert from_json(place.read_bytes()) == (CHAIN, OTHER)
    assert place.read_bytes().count(b"\n") == 2


@pytest.mark.parametrize("name", [name for name in EXPORTS if name in IMPORTS])
def test_every_format_that_is_read_is_recognised(name: str, one: str, tmp_path: Path) -> None:
    """An export of each format that has a reader is imported without naming it."""
    place = tmp_path / f"out{EXPORTS[name].suffix}"
    assert main(["export", one, "--format", name, "-o", str(place)]) == 0
    back = tmp_path / "back.json"
    assert main(["import", str(place), "-o", str(back)]) == 0
    assert [hop.act for hop in from_json(back.read_bytes())[0].hops] == ["said", "reported", "translated"]


def test_what_was_not_understood_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What a document says beyond the chain is told on standard error; with ``--strict`` nothing is written then."""
    document = json.loads(str(export(CHAIN, "web-annotation")))
    document["weather"] = "fair"
    place, out = tmp_path / "annotations.jsonld", tmp_path / "out.json"
    place.write_text(json.dumps(document), encoding="utf-8")
    assert main(["import", str(place)]) == 0
    written, err = capfd.readouterr()
    assert len(from_json(written)) == 1
    assert err.startswith(f"{place}: not read: /weather: ")
    assert main(["import", str(place), "--strict", "-o", str(out)]) == 2
    assert "not all was understood" in capfd.readouterr().err
    assert not out.exists()


def test_imported_chains_are_kept(two: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``--store`` keeps them, and leaves standard output alone."""
    place = tmp_path / "quotes.db"
    assert main(["import", two, "--store", str(place)]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert "kept: 2 chains" in err
    with open_store(place, readonly=True) as store:
        assert set(store.heads()) == {CHAIN.digest, OTHER.digest}


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"not a document", b"{}", b"[1, 2", b"<a/>", b"\xff\xfe\x00", b'{"a": "\\ud800"}', b"[" * 100_000],
    ids=["empty", "nul", "words", "object", "cut", "xml", "encoding", "surrogate", "deep"],
)
def test_what_is_no_document_is_refused(data: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever is no document of a known format is refused in one line that names the file; nothing is written."""
    place, out = tmp_path / "bad", tmp_path / "out.json"
    place.write_bytes(data)
    assert main(["import", str(place), "-o", str(out)]) == 2
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert str(place) in err
    assert not out.exists()


def test_one_bad_document_of_several_is_named(one: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Of several documents the one that is refused is named, and nothing of the others is written."""
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    store = tmp_path / "quotes.db"
    assert main(["import", one, str(bad), "--store", str(store)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "bad.json: " in err
    assert not store.exists()


# ---- cite -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", CITATIONS)
def test_every_style(style: str, one: str, capfd: pytest.CaptureFixture[str]) -> None:
    """``--style`` writes what ``cite`` returns."""
    assert main(["cite", one, "--style", style]) == 0
    assert capfd.readouterr() == (f"{cite(CHAIN, style)}\n", "")


def test_the_sentence_by_default(two: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Without a style there is a sentence for each chain, one a line; references stand apart."""
    assert main(["cite", two]) == 0
    assert capfd.readouterr().out == f"{cite(CHAIN)}\n{cite(OTHER)}\n"
    assert main(["cite", two, "--style", "apa"]) == 0
    assert capfd.readouterr().out == f"{cite(CHAIN, 'apa')}\n\n{cite(OTHER, 'apa')}\n"


def test_a_style_that_is_not_known(one: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The nearest is named, and nothing is written."""
    place = tmp_path / "out.txt"
    assert main(["cite", one, "--style", "wikipaedia", "-o", str(place)]) == 2
    assert "did you mean 'wikipedia'" in capfd.readouterr().err
    assert not place.exists()


@pytest.mark.parametrize(("command", "names"), [("export", EXPORTS), ("import", IMPORTS), ("cite", CITATIONS)])
def test_help_lists_what_there_is(command: str, names: dict[str, object], capfd: pytest.CaptureFixture[str]) -> None:
    """Each command's help names every format or style that is registered."""
    assert main([command, "--help"]) == 0
    out = capfd.readouterr().out
    for name in names:
        assert f"\n  {name} " in out
    assert "Examples:" in out


def test_the_readme_lists_what_there_is() -> None:
    """Every format has its place in the README's table, and every style is named beside it."""
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Citing, exporting, importing")[2].partition("\n## ")[0]
    assert [name for name in EXPORTS if f"`{name}`" not in section] == []
    assert [style for style in CITATIONS if style not in section] == []
