"""The house: which file may import which, and which file alone names which package."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "provenance"

FLOORS: dict[str, float] = {
    "errors": 1,
    "blank": 2,
    "canonical": 2,
    "dates": 2,
    "limits": 2,
    "links": 2,
    "parallel": 2,
    "scripts": 2,
    "tables": 2,
    "text": 2,
    "language": 3,
    "likeness": 3,
    "locator": 3,
    "sentences": 3,
    "shingles": 3,
    "terminal": 3,
    "transliteration": 3,
    "anchoring": 4,
    "diff": 4,
    "facts": 4,
    "word_edits": 4.1,
    "alignment": 4.5,
    "credits": 4.5,
    "quotations": 4.6,
    "ledger": 4.8,
    "comparison": 5,
    "model": 6,
    "keeping": 6.5,
    "merkle": 6.5,
    "records": 6.5,
    "signing": 6.6,
    "vocabulary": 6.6,
    "attesting": 6.7,
    "provdoc": 6.7,
    "reading": 7,
    "rules": 7,
    "stores": 7,
    "custody": 8,
    "facing": 8,
    "roots": 8,
    "wording": 8,
    "outline": 8.2,
    "report": 8.3,
    "auditor": 8.6,
    "tracing": 8.6,
    "reports": 9,
    "schema": 9,
    "exports": 9.5,
    "imports": 9.5,
    "bulk": 10,
    "testing": 10,
    "cli": 11,
    "__main__": 12,
    "__init__": 12,
}
"""Halves order what stands on one floor."""

PACKAGES: dict[str, set[str]] = {
    "click": {"cli"},
    "cryptography": {"signing"},
    "diff_match_patch": {"diff"},
    "hypothesis": {"testing"},
    "langdetect": {"language"},
    "orjson": {"canonical", "model", "records", "cli", "reports", "stores", "exports", "imports"},
    "prov": {"provdoc"},
    "psycopg": {"stores"},
    "psycopg_pool": {"stores"},
    "pyarrow": {"bulk"},
    "rapidfuzz": {"likeness"},
    "rdflib": {"provdoc"},
    "rich": {"terminal"},
    "sqlite3": {"stores"},
    "trafilatura": {"reading"},
    "warcio": {"reading"},
}
"""Each third-party package (and sqlite3) is imported by these rooms alone; attrs by any."""

PAPERS = sorted(path for path in ROOT.rglob("*.py") if path.name != "_generate.py")


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[str, bool]]:
    """Every module that a file imports, and whether only for type checking."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for top in ast.walk(tree)
        if isinstance(top, ast.If) and "TYPE_CHECKING" in ast.dump(top.test)
        for node in ast.walk(top)
    }
    found: list[tuple[str, bool]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, id(node) in typing_only) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found.append((node.module or "", id(node) in typing_only))
    return found


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    """A file imports only from floors below its own, or from its own room; nothing inside imports the front door."""
    here = room(path)
    assert here in FLOORS, f"{here} has no floor yet: give it one here"
    for module, _ in imports(path):
        if module == "provenance" or not module.startswith("provenance."):
            assert module != "provenance", f"{path.name} imports the front door"
            continue
        there = module.split(".")[1]
        assert there == here or FLOORS[there] < FLOORS[here], f"{path.name} ({here}) imports {module}"


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_package_has_its_file(path: Path) -> None:
    """A third-party package is named only in the room that answers for it."""
    for module, only_types in imports(path):
        package = module.split(".")[0]
        if package in {"provenance", "attrs"} or (package in sys.stdlib_module_names and package != "sqlite3"):
            continue
        assert package in PACKAGES, f"{path.name} imports {package}, which nobody answers for"
        assert only_types or room(path) in PACKAGES[package], f"{path.name} imports {package}"


def test_every_room_exists() -> None:
    """The wings' floors are real: whatever stands in the package has a floor, and no module is named like a function."""
    rooms = {room(path) for path in PAPERS}
    assert rooms <= set(FLOORS)
    assert not rooms & {"audit", "read", "compare", "trace", "export", "guess", "cite", "find", "patch"}


def test_the_map_names_every_room() -> None:
    """The map of the house for those who help is that of this file."""
    place = ROOT.parent / ".github" / "CONTRIBUTING.md"
    named = set(re.findall(r"`(\w+)/?`", place.read_text(encoding="utf-8").partition("## How to add")[0]))
    assert set(FLOORS) <= named


def test_no_module_imports_in_a_circle() -> None:
    """Modules can be put in an order in which each imports only earlier ones."""
    names = {
        ".".join(("provenance", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in PAPERS
    }
    left = {
        name: {module for module, only_types in imports(path) if module in names and module != name and not only_types}
        for name, path in names.items()
    }
    while free := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


def test_no_eval_pickle_shell_or_network() -> None:
    """Nothing inside evaluates text, unpickles, runs a program or opens a connection."""
    banned = {"pickle", "marshal", "shelve", "subprocess", "socket", "http", "ftplib", "smtplib", "ctypes", "asyncio"}
    for path in PAPERS:
        assert not {module.split(".")[0] for module, _ in imports(path)} & banned, path.name
        assert not {module for module, _ in imports(path)} & {"urllib.request", "urllib.error"}, path.name
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        assert not {call.func.id for call in calls if isinstance(call.func, ast.Name)} & {"eval", "exec"}, path.name
