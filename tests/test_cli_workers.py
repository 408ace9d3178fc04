"""``--workers``: what several processes print is what one prints, to the byte, and so is how they fail."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance import open_store, said, to_json
from provenance.cli import main
from provenance.records import to_lines

if TYPE_CHECKING:
    from provenance import Chain

ARTICLE = Path(__file__).resolve().parents[1] / "examples" / "data" / "article.txt"

# From Python 3.12 on a process with threads warns when it forks; the test runner has threads of its own.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def composed(number: int) -> Chain:
    """Return a chain of a number; its words are composed."""
    first = said(f"На причале стоят {number + 40} человек.", "ru", by="Ilya Marenko", on="2026-03-04")
    return first.translated(f"There are {number + 40 + number % 3} people on the quay.", "en", by="Ann Roe")


def both(capfd: pytest.CaptureFixture[str], *command: str) -> tuple[int, str, str]:
    """Return what a command ends with and prints, once it is found to be the same with two workers."""
    capfd.readouterr()
    codes, told = zip(
        *((main([*command, "--workers", workers]), capfd.readouterr()) for workers in ("1", "2")), strict=True
    )
    assert codes[0] == codes[1]
    assert told[0] == told[1]
    return codes[0], told[0].out, told[0].err


def test_audit_of_everything(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Articles, chain files, lines and a store, one after another in the order of their names."""
    for number in (1, 2, 5):
        shutil.copy(ARTICLE, tmp_path / f"{number}.txt")
    (tmp_path / "3.json").write_bytes(to_json(*map(composed, range(12))))
    (tmp_path / "4.txt").write_text("Nobody is quoted here.\n", encoding="utf-8")
    (tmp_path / "6.jsonl").write_bytes(b"".join(to_lines(map(composed, range(30)))))
    with open_store(tmp_path / "7.db") as store:
        store.put_many(map(composed, range(20)))
    code, out, err = both(capfd, "audit", str(tmp_path), "--format", "concise")
    assert code == 1
    labels = list(dict.fromkeys(Path(line.partition("\t")[0]).name[0] for line in out.splitlines()))
    assert labels == ["1", "2", "3", "5", "6", "7"]
    assert err == f"{tmp_path / '4.txt'}: no quotation was found, so there is no chain\n"


def test_audit_that_meets_a_broken_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What stands before it is reported, and the file is named."""
    for number in (1, 2):
        (tmp_path / f"{number}.json").write_bytes(to_json(*map(composed, range(3))))
    (tmp_path / "3.json").write_bytes(to_json(composed(1))[:-9])
    code, out, err = both(capfd, "audit", str(tmp_path), "--format", "concise")
    assert code == 2
    assert {Path(line.partition("#")[0]).name for line in out.splitlines()} == {"1.json", "2.json"}
    assert err.startswith(f"provenance: {tmp_path / '3.json'}: not JSON")


def test_compare(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A line for each pair, in their order."""
    pairs = [
        {"source": f"Их {number}.", "target": f"They are {number + 1}.", "from": "ru", "to": "en"}
        for number in range(50)
    ]
    place = tmp_path / "pairs.jsonl"
    place.write_text("".join(f"{json.dumps(pair)}\n" for pair in pairs), encoding="utf-8")
    code, out, err = both(capfd, "compare", "--jsonl", str(place))
    assert (code, len(out.splitlines()), err) == (0, 50, "")


def test_compare_refuses_before_it_prints(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A wrong language on the last line is told before the first is compared."""
    place = tmp_path / "pairs.jsonl"
    good, bad = ({"source": "Их три.", "target": "They are three.", "from": tag, "to": "en"} for tag in ("ru", "r u"))
    place.write_text(f"{json.dumps(good)}\n{json.dumps(bad)}\n", encoding="utf-8")
    code, out, err = both(capfd, "compare", "--jsonl", str(place))
    assert (code, out) == (2, "")
    assert "line 2" in err
    assert "r u" in err


def test_trace(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Queries, and the quotations of an article."""
    place = tmp_path / "quotes.db"
    with open_store(place) as store:
        store.put_many(map(composed, range(40)))
    queries = tmp_path / "queries.jsonl"
    words = [f"there are {number + 40} people on the quay" for number in range(20)]
    queries.write_text("".join(f"{json.dumps(each)}\n" for each in words), encoding="utf-8")
    code, out, _ = both(capfd, "trace", "--jsonl", str(queries), "--store", str(place), "--fail-on", "unknown")
    assert [json.loads(line)["words"] for line in out.splitlines()] == words
    assert code == 0
    code, out, _ = both(capfd, "trace", str(ARTICLE), "--store", str(place), "--fail-on", "unknown")
    assert code == 1
    assert "unknown" in out


def test_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An article, and the audit of its drafts."""
    code, out, _ = both(capfd, "read", str(ARTICLE), "--audit", "-o", str(tmp_path / "draft.json"))
    assert code == 1
    assert "3 quotations" in out
