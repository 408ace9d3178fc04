"""The documents inside the ``prov`` wheel: each is read, or refused with an error of ours; the malformed are refused."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("prov.tests", reason="prov is not installed, or without its tests")

from prov.model import ProvDocument

from provenance.errors import ProvenanceError, UnreadableError
from provenance.exports import export
from provenance.imports import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

SHELF = files("prov.tests")

KINDS = (
    ("json", ".json", "prov-json", 398),
    ("jsonld", ".jsonld", "prov-jsonld", 5),
    ("provn", ".provn", "prov-n", 524),
    ("xml", ".xml", "prov-xml", 44),
    ("unification", ".json", "prov-json", 14),
    ("unification", ".xml", "prov-xml", 153),
    ("unification", ".provx", "prov-xml", 7),
)
"""Each folder with the suffix of its documents, the format they are in, and how many there are in 3.2.3."""

SYNTAX_OF = {"prov-json": "json", "prov-n": "provn", "prov-xml": "xml", "prov-jsonld": "jsonld"}


def _documents(folder: Traversable, suffix: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _documents(each, suffix)
        elif each.name.endswith(suffix):
            yield each.name, each.read_bytes()


def _prov_reads(data: bytes, syntax: str) -> Any:
    """Return what ``prov`` makes of a document, None where it refuses it."""
    try:
        return ProvDocument.deserialize(io.BytesIO(data), format=syntax)
    except Exception:  # noqa: BLE001 - whatever it raises, it refused
        return None


@pytest.mark.filterwarnings("ignore")  # of prov, about the documents
@pytest.mark.parametrize(("folder", "suffix", "name", "count"), KINDS)
def test_each_document_is_read_or_refused(folder: str, suffix: str, name: str, count: int) -> None:
    """Nothing but our own errors leaves ``load``; what ``prov`` reads we do not refuse, nor pass over in silence."""
    documents = list(_documents(SHELF / folder, suffix))
    for title, data in documents:
        judged = _prov_reads(data, SYNTAX_OF[name])
        try:
            loaded = load(data, name)
        except ProvenanceError:
            assert judged is None, title
            continue
        assert loaded.format == load(data).format == name, title
        says_something = judged is not None and (judged.get_records() or judged.has_bundles())
        assert loaded.chains or loaded.unread or not says_something, title
    if len(documents) < count:
        pytest.skip(f"{len(documents)} documents {suffix} in {folder}; the wheel of 3.2.3 has {count}")


@pytest.mark.filterwarnings("ignore")  # as above
def test_each_document_in_rdf_is_read_or_refused() -> None:
    """Turtle and TriG too."""
    documents = [each for suffix in (".ttl", ".trig") for each in _documents(SHELF / "rdf", suffix)]
    assert documents
    for _, data in documents:
        with suppress(UnreadableError):
            assert load(data, "prov-trig").format == "prov-trig"


@pytest.mark.parametrize(("title", "data"), list(_documents(SHELF / "malformed", "")))
@pytest.mark.parametrize("name", [None, "prov-json", "prov-n", "prov-xml", "prov-jsonld", "prov-trig"])
def test_the_malformed_are_refused(title: str, data: bytes, name: str | None) -> None:
    """Neither under a format's name nor under none is any of them taken for a document."""
    with pytest.raises(UnreadableError) as caught:
        load(data, name)
    assert str(caught.value).count(" – ") >= 2, title
    assert str(caught.value).isprintable()


def test_words_that_others_hold_survive_our_syntaxes() -> None:
    """A chain that was read from a document of others is written and read again as any other."""
    read = [chain for _, data in _documents(SHELF / "json", ".json") for chain in load(data, "prov-json").chains]
    assert read
    for chain in read:
        assert load(export(chain, "prov-n").content).chains == (chain,)


def test_the_schemas_stand_where_the_tests_look() -> None:
    """The wheel's schemas are there, so no other test passes for want of one."""
    with as_file(SHELF / "schemas") as folder:
        assert json.loads((folder / "prov-json.schema.json").read_text("utf-8"))
        assert (folder / "prov.xsd").exists()
