"""Export and load by name: the contract, what is recognised, and what each mistake is answered with."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs
import pytest

from provenance.auditor import audit
from provenance.errors import ExportError, LimitError, UnreadableError
from provenance.exports import EXPORTS, Exported, Unsaid, export
from provenance.exports.contract import beside
from provenance.exports.exporting import pieces
from provenance.imports import IMPORTS, Loaded, Unread, load
from provenance.imports.document import Document
from provenance.model.chain import said
from provenance.reports import REPORTS
from tests.exports.laws import COMPOSED, blanked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from provenance.model.chain import Chain

REPORT = audit(COMPOSED)


@attrs.frozen
class Shouted:
    """A format of a house: the head's words in capitals, of one chain alone."""

    name: str = "shouted"
    media_type: str = "text/plain"
    suffix: str = ".txt"
    many: bool = False
    options: Mapping[str, str] = MappingProxyType({"mark": "what stands at the end"})

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:  # noqa: ARG002 - nothing is computed here
        return Exported(
            content=f"{chains[0].head.text}".upper() + options.get("mark", ""),
            media_type=self.media_type,
            suffix=self.suffix,
            unsaid=(Unsaid(chains[0].digest, "language", "capitals have none"),),
        )


@attrs.frozen
class Heard:
    """The reader of that format."""

    name: str = "shouted"

    def recognises(self, document: Document) -> bool:
        return document.text.isupper()

    def read(self, document: Document) -> Loaded:
        return Loaded(format=self.name, chains=(said(document.text, None),), unread=(Unread("1", "the speaker"),))


def test_a_house_exports_and_loads_its_own_format() -> None:
    """An object with the attributes of the contract will do in place of a name."""
    exported = export(COMPOSED, Shouted(), mark="!")
    assert str(exported).endswith("GRAIN.!")
    assert str(exported.unsaid[0]).endswith("language: capitals have none")
    loaded = load(str(exported), Heard())
    assert loaded.chains[0].head.text == str(exported)
    assert str(loaded.unread[0]) == "1: the speaker"
    assert b"".join(pieces([COMPOSED], Shouted())) == exported.content.removesuffix("!").encode()


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_says_what_it_is(name: str) -> None:
    """Each has a media type, a suffix, and options that are told in words."""
    exporter = EXPORTS[name]
    assert exporter.name == name
    assert exporter.media_type.partition(";")[0].count("/") == 1
    assert exporter.suffix.startswith(".")
    assert all(exporter.options.values())


@pytest.mark.parametrize("name", IMPORTS)
def test_every_importer_goes_by_its_name(name: str) -> None:
    """What is read has its writer under the same name."""
    assert IMPORTS[name].name == name
    assert name in EXPORTS


@pytest.mark.parametrize("name", IMPORTS)
def test_each_format_is_recognised_as_itself_alone(name: str) -> None:
    """What one format wrote is recognised as that, and by none that is asked before it."""
    pytest.importorskip("prov", reason="prov is not installed")
    document = Document.of(export(COMPOSED, name).content)
    assert next(each.name for each in IMPORTS.values() if each.recognises(document)) == name


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_goes_out_in_each_of_its_shapes(name: str) -> None:
    """A report, and several, are written by ``reports``, with that shape's media type."""
    exported = export(REPORT, name)
    assert exported.content == REPORTS[name](REPORT)
    assert (exported.media_type, exported.suffix) == (REPORTS[name].media_type, REPORTS[name].suffix)
    assert export([REPORT, REPORT], name).content == REPORTS[name](REPORT, REPORT)


WRONG: list[tuple[str, Callable[[], object]]] = [
    ("did you mean 'prov-json'", lambda: export(COMPOSED, "prov-jsn")),
    ("known are", lambda: export(COMPOSED, "zzzzzzzz")),
    ("audit(chain)", lambda: export(COMPOSED, "sarif")),
    ("report.chain", lambda: export(REPORT, "prov-json")),
    ("did you mean 'sarif'", lambda: export(REPORT, "serif")),
    ("give one at least", lambda: export([], "prov-json")),
    ("each by itself", lambda: export([COMPOSED, COMPOSED], Shouted())),
    ("unknown option", lambda: export(COMPOSED, "prov-json", unit="utf16")),
    ("did you mean 'mark'", lambda: export(COMPOSED, Shouted(), mar="!")),
    ("it takes none", lambda: export(REPORT, "sarif", mark="!")),
    ("not text", lambda: export(COMPOSED, Shouted(), mark=5)),  # type: ignore[arg-type]  # wrong on purpose, as all below
    ("neither a chain nor a report", lambda: export(5, "prov-json")),  # type: ignore[arg-type]  # as above
    ("neither a chain nor a report", lambda: export("x", "prov-json")),  # type: ignore[arg-type]  # as above
    ("not a chain", lambda: export([COMPOSED, 5], "prov-json")),  # type: ignore[arg-type]  # as above
    ("no such format", lambda: list(pieces(COMPOSED, "prov-jsn"))),
]


@pytest.mark.parametrize(("told", "call"), WRONG)
def test_what_is_asked_wrongly_is_answered(told: str, call: Callable[[], object]) -> None:
    """An ExportError says what was wrong, which, and how to mend it."""
    with pytest.raises(ExportError) as caught:
        call()
    assert told in str(caught.value)
    assert str(caught.value).count(" – ") >= 2


@pytest.mark.parametrize(
    "document",
    ["", " ", "Six million tonnes.", "/etc/passwd", "chain.json", "[1, 2]", "{}", "<a/>", '{"a": 1}', b"\x00\x01", "5"],
)
def test_what_is_nothing_we_know_is_refused(document: str | bytes) -> None:
    """The formats that were tried are named; a path is not opened."""
    with pytest.raises(UnreadableError, match="tried chains, prov-json"):
        load(document)


def test_what_cannot_be_a_document_is_refused() -> None:
    """Neither text nor bytes, text with half a character, a format that nobody reads, and what is too large."""
    for document in (5, None, ["x"]):
        with pytest.raises(UnreadableError, match="not a document"):
            load(document)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(UnreadableError, match="surrogate"):
        load("\ud800")
    with pytest.raises(UnreadableError, match="did you mean 'prov-json'"):
        load("{}", "prov-jsn")
    with pytest.raises(LimitError, match="document"):
        load(b"[" * ((1 << 28) + 1))


def test_what_is_held_beside_is_told_by_kind() -> None:
    """Each kind that a chain holds is named once, at its head, but for those that went out."""
    chain = COMPOSED.holding(b"page", b"another")
    assert [(one.hop, one.field) for one in beside(chain)] == [(COMPOSED.digest, "held.evidence")]
    assert list(beside(chain, said=("evidence",))) == []
    assert list(beside(COMPOSED)) == []


def test_blanking_is_what_the_contract_says() -> None:
    """The laws' own measure: single values become None, lists empty, items close up, a hop goes with its links."""
    first, second, third = (hop.digest for hop in COMPOSED.hops)
    (chain,) = blanked(
        [COMPOSED],
        [Unsaid(first, "language", ""), Unsaid(first, "text", ""), Unsaid(second, "attribution.author.0", "")],
    )
    assert (chain.hop(1).language, chain.hop(1).text, chain.hop(1).withheld) == (None, None, None)
    assert chain.hop(2).attribution.author == ()
    assert chain.hop(3).attribution == COMPOSED.hop(3).attribution
    parts = blanked([COMPOSED], [Unsaid(second, "hop", "")])
    assert [len(part.hops) for part in parts] == [1, 1]
    (cut,) = blanked([COMPOSED], [Unsaid(third, "hop", "")])
    assert cut.hops == COMPOSED.hops[:2]
    with pytest.raises(AssertionError, match="was blank"):
        blanked([COMPOSED], [Unsaid(first, "attribution.title", "")])
