"""What became of what was captured: found, encoded anew, rewritten, or not examined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from provenance import Capture, Chain, check_captures, open_store, read, said
from provenance.canonical import digest_of
from provenance.cli import main
from provenance.errors import RecordError

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    '<html lang="zh"><head><meta charset="utf-8"><title>港口开放</title>'
    '<link rel="canonical" href="https://courier.example.org/1"></head><body><article><h1>港口开放</h1>'
    "<p>港口负责人林伟对记者表示：“我们会答复议会的每一封来信，并且会在五月之前答复。”</p>"
    "<p>这一决定将于五月生效，没有人会被遣散。</p></article></body></html>"
)
TEXT = 'Ilya Marenko said: "Мы закроем порт в мае, и никто не уйдёт."'


def drafts(data: str | bytes, url: str | None = None) -> tuple[Chain, ...]:
    chains = read(data if isinstance(data, bytes) else data.encode(), url=url).chains()
    assert chains
    return chains


def verdicts(chains: tuple[Chain, ...], folder: Path) -> list[tuple[str, str | None, str | None]]:
    return [(one.verdict, one.changed, one.file) for one in check_captures(chains, folder).checks]


def test_the_bytes_themselves_are_found(tmp_path: Path) -> None:
    """Under whatever name, in whatever folder below."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a").write_bytes(PAGE.encode())
    custody = check_captures(drafts(PAGE), tmp_path)
    assert [(one.verdict, one.file) for one in custody.checks] == [("found", "deep/a")]
    assert custody.ok
    assert custody.sentence == "captures: 1 found, 0 changed, 0 not examined"


def test_another_encoding_is_told_from_other_words(tmp_path: Path) -> None:
    """The text's digest holds where only the bytes changed; where the words changed neither does."""
    encoded = PAGE.replace("utf-8", "gbk").encode("gb18030")
    (tmp_path / "p.html").write_bytes(encoded)
    assert verdicts(drafts(PAGE), tmp_path) == [("changed", "bytes", "p.html")]
    (tmp_path / "p.html").write_bytes(PAGE.replace("每一封", "第一封").encode())
    assert verdicts(drafts(PAGE), tmp_path) == [("changed", "text", "p.html")]
    assert not check_captures(drafts(PAGE), tmp_path).ok


def test_plain_text_is_told_apart_too(tmp_path: Path) -> None:
    """Text in another encoding; text under the name of its digest with other words."""
    data = TEXT.encode()
    (tmp_path / "t.txt").write_bytes(TEXT.encode("cp1251"))
    assert verdicts(drafts(data), tmp_path) == [("changed", "bytes", "t.txt")]
    (tmp_path / "t.txt").unlink()
    name = f"{digest_of(data).hex}.txt"
    (tmp_path / name).write_bytes(TEXT.replace("мае", "июне").encode())
    assert verdicts(drafts(data), tmp_path) == [("changed", "text", name)]


def test_nothing_that_belongs_to_it_is_not_examined(tmp_path: Path) -> None:
    """An empty folder, other files, a capture without a digest: none of these is a change."""
    assert verdicts(drafts(PAGE), tmp_path) == [("not-examined", None, None)]
    (tmp_path / "other.txt").write_bytes(b"other")
    (tmp_path / "empty.html").write_bytes(b"<html></html>")
    assert verdicts(drafts(PAGE), tmp_path) == [("not-examined", None, None)]
    blank = said("a", "en", captures=[Capture(locator="https://courier.example.org/1")])
    (check,) = check_captures([blank], tmp_path).checks
    assert (check.verdict, check.reason) == ("not-examined", "no digest was recorded")


def test_text_extracted_otherwise_is_not_judged(tmp_path: Path) -> None:
    """Another extractor gives another text: that the bytes changed is all that can be said."""
    chain = said("a", "en", captures=[Capture(data=digest_of(b"x"), text=digest_of(b"y"), extractor="another", locator="https://courier.example.org/1")])  # fmt: skip
    (tmp_path / "p.html").write_bytes(PAGE.encode())
    (check,) = check_captures([chain], tmp_path).checks
    assert (check.verdict, check.changed) == ("changed", "bytes")
    assert "not examined, because its text was extracted by another" in check.reason


def test_one_article_is_one_capture(tmp_path: Path) -> None:
    """Its drafts share what they were read from."""
    article = 'Ilya Marenko said: "We close the port in May, all of it."\n\nAnna Holt said: "Nobody asked the council about it."'
    assert len(check_captures(drafts(article), tmp_path).checks) == 1


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    """A file, or nothing, is no folder."""
    with pytest.raises(RecordError, match="no folder"):
        check_captures([], tmp_path / "none")


def test_the_command_tells_and_fails_on_a_change(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``store verify --captures``: exit code 1 where something was changed, 0 where nothing was, or nothing is there."""
    place, folder = str(tmp_path / "q.db"), tmp_path / "captured"
    folder.mkdir()
    with open_store(place) as store:
        for chain in drafts(PAGE):
            store.put(chain)
    assert main(["store", "verify", place, "--captures", str(folder)]) == 0
    assert "captures: 0 found, 0 changed, 1 not examined" in capfd.readouterr().out
    (folder / "a.html").write_bytes(PAGE.encode())
    assert main(["store", "verify", place, "--captures", str(folder)]) == 0
    (folder / "a.html").write_bytes(PAGE.replace("每一封", "第一封").encode())
    assert main(["store", "verify", place, "--captures", str(folder)]) == 1
    assert "changed text  a.html" in capfd.readouterr().out
