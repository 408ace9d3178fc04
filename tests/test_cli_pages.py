"""Pages and web archives on the command line, and blanks filled from a file; everything composed here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance import from_json
from provenance.cli import main

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "html"

PAGE = (
    '<html lang="en"><head><title>Port stays open</title></head><body><article><h1>Port stays open</h1>'
    "<p>Ilya Marenko told reporters on Friday: “We will answer every letter that the council sends us.”</p>"
    "<p>He left the question of the crane to a hearing in May.</p>"
    "<p>Original: https://www.toutiao.com/article/1858771044685283/</p></article></body></html>"
)


def archive(*pages: str) -> bytes:
    records = []
    for number, page in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example.org/{number}\r\n"
            f"WARC-Date: 2026-03-06T10:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(records)


def test_a_page_is_read_and_audited(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One command prints what the page says, its draft, and the audit of it."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    code = main(
        ["read", str(tmp_path / "page.html"), "--audit", "--url", "https://courier.example.org/p", "--no-color"]
    )
    out = capfd.readouterr().out
    assert "title: Port stays open" in out
    assert "── draft 1 of 1 ──" in out
    assert "3  translated  en" in out
    assert code == 1


def test_a_stored_page_that_quotes_nobody_prints_a_draft_and_its_audit(capfd: pytest.CaptureFixture[str]) -> None:
    """The draft is of the article's own words."""
    if not DATA.exists():
        pytest.skip(f"the shared pages are not here: {DATA}")
    assert main(["read", str(DATA / "toutiao" / "4.html"), "--audit", "--no-color"]) == 0
    out = capfd.readouterr().out
    assert "1  said  zh*  中国网  2019-11-25T10:37:31  words held, captured" in out
    assert "the draft is of the article's own words" in out


def test_an_archive_is_read_page_by_page(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each page under its link; drafts that name one original share its hop; what is broken is told beside."""
    place, drafts = tmp_path / "a.warc", tmp_path / "drafts.json"
    place.write_bytes(archive(PAGE, PAGE.replace("every letter", "each letter")) + b"broken")
    assert main(["read", str(place), "-o", str(drafts)]) == 0
    said = capfd.readouterr()
    assert "── https://courier.example.org/1 ──" in said.out
    assert "says that it has" in said.err
    first, second = from_json(drafts.read_bytes())
    assert first.hops[:2] == second.hops[:2]
    assert first.head.captures[0].time is not None
    assert main(["audit", str(place), "--format", "concise"]) == 1
    assert "a.warc#2" in capfd.readouterr().out


def test_what_is_of_one_article_is_not_said_of_an_archive(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A usage error, before anything is read."""
    (tmp_path / "a.warc").write_bytes(archive(PAGE))
    assert main(["read", str(tmp_path / "a.warc"), "--outlet", "Harbour Courier"]) == 2
    assert "a web archive holds many" in capfd.readouterr().err


def test_a_reading_as_json_says_what_the_page_stated(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each value with what said it."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    main(["read", str(tmp_path / "page.html"), "--format", "json"])
    reading = json.loads(capfd.readouterr().out)["reading"]
    assert {"field": "title", "value": "Port stays open", "basis": "h1"} in reading["stated"]
    assert reading["capture"]["extractor"]["name"] == "trafilatura"


def test_blanks_are_filled_from_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """All of it, or nothing: a file with one entry that cannot be leaves the drafts as they were."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    drafts, known = tmp_path / "d.json", tmp_path / "known.toml"
    main(["read", str(tmp_path / "page.html"), "-o", str(drafts)])
    before = drafts.read_bytes()
    known.write_text('[[fill]]\nhop = 1\nlanguage = "ru"\n[[fill]]\nhop = 9\nlanguage = "ru"\n', encoding="utf-8")
    assert main(["fill", str(drafts), "--from", str(known)]) == 2
    assert drafts.read_bytes() == before
    known.write_text('[[fill]]\nhop = 1\nlanguage = "ru"\n[[fill]]\nhop = 3\nby = "A. Reader"\n', encoding="utf-8")
    capfd.readouterr()
    assert main(["fill", str(drafts), "--from", str(known)]) == 0
    assert "filled: 2 entries" in capfd.readouterr().out
    (chain,) = from_json(drafts.read_bytes())
    assert chain.hops[0].language == "ru"
    assert main(["fill", str(drafts), "--from", str(known), "--hop", "1"]) == 2
    assert main(["fill", str(drafts), "--language", "ru"]) == 2
