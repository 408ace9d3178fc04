"""Records: chain files, their versions, their schema, and what is refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tracemalloc
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given

from provenance import records
from provenance.canonical import canonical_bytes, digest_of
from provenance.errors import ChainError, IntegrityError, LimitError, ProvenanceError, RecordError, UnreadableError
from provenance.limits import NESTING
from provenance.model.attribution import Agent
from provenance.model.chain import Chain, said
from provenance.model.held import Correction, Gloss, StoredComparison, Waiver
from provenance.model.hop import Hop
from provenance.records import from_json, from_lines, schema, to_json, to_lines
from provenance.testing import chains

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ORIGIN = said("Мы готовы.", "ru", by="Ilya Marenko", on="2025-12-19")
SHORT = ORIGIN.translated("We are ready.", "en", by=Agent("J. Smith", aliases=("Дж. Смит",)))
FULL = SHORT.holding(
    b"<p>We are ready.</p>",
    glosses=[Gloss(hop=ORIGIN.digest, text="We are prepared.", language="en", by="Desk", method="human")],
    comparisons=[
        StoredComparison(
            source=ORIGIN.digest,
            hop=SHORT.digest,
            computed_by="x 1",
            via="gloss",
            through=digest_of(b""),
            delta="=7",
            facts=b"[]",
        )
    ],
    waivers=[Waiver(rule="imprecise-date", hop=ORIGIN.digest, reason="day is enough", by="Desk", on="2025-12-20")],
    corrections=[Correction(old=ORIGIN.digest, reason="never said", by="Desk", on="2026")],
)


def document(chain: Chain = FULL) -> dict[str, Any]:
    """A chain's document as plain values, to be altered."""
    parsed: dict[str, Any] = json.loads(to_json(chain))
    return parsed


def read(altered: object) -> tuple[Chain, ...]:
    return from_json(json.dumps(altered, ensure_ascii=False))


def rehashed(altered: dict[str, Any]) -> dict[str, Any]:
    """The document of one hop with the digests that fit its record as it stands."""
    chain = altered["chains"][0]
    hop = chain["hops"][0]
    hop["digest"] = chain["head"] = str(digest_of(orjson.dumps(hop["record"], option=orjson.OPT_SORT_KEYS)))
    return altered


# ---- round trips --------------------------------------------------------------------------------


def test_a_file_holds_all_that_a_chain_holds() -> None:
    """Hops, words, glosses, evidence, comparisons, waivers and corrections come back as they were."""
    (chain,) = from_json(to_json(FULL))
    assert chain == FULL
    assert chain.held == FULL.held
    assert [hop.words for hop in chain.hops] == [hop.words for hop in FULL.hops]
    assert [hop.attribution for hop in chain.hops] == [hop.attribution for hop in FULL.hops]


def test_withheld_words_are_not_in_the_file() -> None:
    """A chain whose words are withheld is written without them, read without them, and is the same chain."""
    withheld = Chain.of(hop.withholding() for hop in SHORT.hops)
    data = to_json(withheld)
    assert "готовы".encode() not in data
    (chain,) = from_json(data)
    assert chain == SHORT
    assert [(hop.text, hop.seal) for hop in chain.hops] == [(None, hop.seal) for hop in SHORT.hops]


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_any_spelling_of_the_json_is_read(indent: int | None) -> None:
    """Another program's indents, escapes, order of keys, line ends and byte order mark change nothing."""
    turned = json.dumps(document(), indent=indent, sort_keys=False)
    for text in (turned, turned.replace("\n", "\r\n"), "\ufeff" + turned, f"\n {turned} \n\n"):
        for data in (text, text.encode()):
            (chain,) = from_json(data)
            assert chain == FULL
            assert chain.held == FULL.held


def test_hops_may_stand_in_any_order() -> None:
    """A file whose hops are in the wrong order is read: their order is computed, not told."""
    turned = document()
    turned["chains"][0]["hops"].reverse()
    (chain,) = read(turned)
    assert to_json(chain) == to_json(FULL)


def test_many_chains_are_streamed() -> None:
    """A thousand chains a line are written and read one after the other, without holding them all."""
    tracemalloc.start()
    lines = to_lines(said(f"grain {number} " * 100, "en", by="Ilya Marenko") for number in range(1_000))
    count = sum(chain.head.text is not None for chain in from_lines(lines))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_000
    assert peak < 500_000


def test_a_file_of_lines_is_told_by_its_first_line() -> None:
    """A document for each line is read by from_json as well, whether or not blank lines stand around."""
    data = to_json(SHORT, ORIGIN, lines=True)
    assert from_json(data) == from_json(b"\n" + data.replace(b"\n", b"\r\n\r\n")) == (SHORT, ORIGIN)
    assert list(from_lines(data.decode().splitlines(keepends=True))) == [SHORT, ORIGIN]


def test_a_line_that_is_faulty_is_named() -> None:
    """Chains before a faulty line have been yielded when its error comes, which says which line."""
    found: Iterator[Chain] = from_lines([*to_lines([SHORT]), b"", b'{"format": "provenance/1"}'])
    assert next(found) == SHORT
    with pytest.raises(UnreadableError) as caught:
        next(found)
    assert caught.value.where == "line 3"


# ---- versions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["provenance/2", "provenance/17"])
def test_a_newer_document_asks_for_a_newer_version(version: str) -> None:
    """A document of a newer format is refused before its fields are judged, and says what to do."""
    newer = {**document(), "format": version, "unheard": 1}
    with pytest.raises(UnreadableError, match=rf"'{version}' – this version reads provenance/1; .* update") as caught:
        read(newer)
    assert (caught.value.format, caught.value.where) == ("provenance/1", "format")


def test_a_newer_record_asks_for_a_newer_version() -> None:
    """A hop of a newer format is refused before its fields are judged, and says what to do."""
    newer = document(ORIGIN)
    newer["chains"][0]["hops"][0]["record"].update(format=2, mood="glad")
    with pytest.raises(UnreadableError, match=r"another format of hops – 2 – this version reads 1; .* update"):
        read(rehashed(newer))


@pytest.mark.parametrize("version", [0, -1, "1", True, 1.0, None, [1]])
def test_a_version_that_never_was_is_refused(version: object) -> None:
    """A format that is no number from 1 is refused, true and 1.0 as well, though the digest fits."""
    other = document(ORIGIN)
    other["chains"][0]["hops"][0]["record"]["format"] = version
    with pytest.raises(UnreadableError, match=r"another format of hops|not a whole number"):
        read(rehashed(other))


@pytest.mark.parametrize(
    "other",
    [{}, [], 1, "x", None, {"format": None}, {"format": 1}, {"format": "prov-json"}, {"format": ["provenance/1"]}],
)
def test_another_document_is_no_chain_file(other: object) -> None:
    """JSON that is no chain file is refused with what would be one."""
    with pytest.raises(UnreadableError, match="a document with \"format\": 'provenance/1'"):
        read(other)


# ---- what is refused ----------------------------------------------------------------------------


def test_every_cut_of_a_small_file_is_refused() -> None:
    """A file cut at any byte is unreadable, as one document and as a line; only the last line end may go."""
    for data in (to_json(FULL), to_json(FULL, lines=True)):
        for cut in range(len(data) - 1):
            with pytest.raises(UnreadableError):
                from_json(data[:cut])
        assert from_json(data[:-1]) == (FULL,)


def test_every_altered_byte_of_a_small_file_is_refused_or_changes_nothing() -> None:
    """Whatever byte of the record is altered, and however, reading refuses it or gives the chain with its words."""
    data = to_json(SHORT)
    read_back = 0
    for place, old in enumerate(data):
        for new in {old ^ 1, old ^ 32, old ^ 128, ord(" "), ord('"'), ord("0"), ord("}")} - {old}:
            altered = data[:place] + bytes([new]) + data[place + 1 :]
            try:
                (chain,) = from_json(altered)
            except (UnreadableError, IntegrityError):
                continue
            assert chain == SHORT
            assert [hop.text for hop in chain.hops] == [hop.text for hop in SHORT.hops]
            read_back += 1
    assert read_back > 0, "white space for white space, at least"


def edited(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    """Set a place of a document to a value."""

    def edit(altered: dict[str, Any]) -> None:
        inner: Any = altered
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = to

    return edit


HOP = ("chains", 0, "hops", 0)
HELD = ("chains", 0, "held")


@pytest.mark.parametrize(
    "edit",
    [
        edited("unknown", to=1),
        edited("chains", to=None),
        edited("chains", to={}),
        edited("chains", 0, to=[]),
        edited("chains", 0, "more", to=1),
        edited("chains", 0, "hops", to=[]),
        edited("chains", 0, "hops", to={}),
        edited(*HOP, to="x"),
        edited(*HOP, "words", to="x"),
        edited(*HOP, "digest", to="sha256:12"),
        edited(*HOP, "digest", to=7),
        edited(*HOP, "text", to=7),
        edited(*HOP, "text", to=""),
        edited(*HOP, "record", to=None),
        edited(*HOP, "record", "type", to="prov"),
        edited(*HOP, "record", "mood", to="glad"),
        edited(*HOP, "record", "act", to="sung"),
        edited(*HOP, "record", "act", to=["said"]),
        edited(*HOP, "record", "mode", to=None),
        edited(*HOP, "record", "language", to="Russian!"),
        edited(*HOP, "record", "language", to=["ru"]),
        edited(*HOP, "record", "words", to="x"),
        edited(*HOP, "record", "words", "length", to=0),
        edited(*HOP, "record", "words", "length", to=10.0),
        edited(*HOP, "record", "words", "length", to=True),
        edited(*HOP, "record", "attribution", to=[]),
        edited(*HOP, "record", "attribution", "on", to="2025-02-30"),
        edited(*HOP, "record", "attribution", "on", to=2025),
        edited(*HOP, "record", "attribution", "on", to=" "),
        edited(*HOP, "record", "attribution", "speaker", to="Ilya Marenko"),
        edited(*HOP, "record", "attribution", "speaker", to={"name": " "}),
        edited(*HOP, "record", "attribution", "speaker", to={"name": "x", "kind": []}),
        edited(*HOP, "record", "attribution", "speaker", to={"name": "x", "aliases": "y"}),
        edited(*HOP, "record", "attribution", "author", to={"name": "x"}),
        edited(*HOP, "record", "attribution", "method", to={}),
        edited(*HOP, "record", "attribution", "outlet", to=3),
        edited(*HOP, "record", "attribution", "locator", to=[]),
        edited(*HOP, "record", "captures", to=7),
        edited(*HOP, "record", "captures", to=[{"span": [1]}]),
        edited(*HOP, "record", "captures", to=[{"span": [2, 1]}]),
        edited(*HOP, "record", "captures", to=[{"span": [True, 1]}]),
        edited(*HOP, "record", "captures", to=[{"span": ["1", "2"]}]),
        edited(*HOP, "record", "captures", to=[{"time": "yesterday"}]),
        edited(*HOP, "record", "captures", to=[{"time": "2026-03-04T05:06:07"}]),
        edited(*HOP, "record", "captures", to=[{"time": "0001-01-01T00:00:00+14:00"}]),
        edited(*HOP, "record", "captures", to=[{"time": 7}]),
        edited(*HOP, "record", "inferred", to=[{"field": [], "basis": "x"}]),
        edited(*HOP, "record", "inferred", to=[{"field": "text", "basis": "x"}]),
        edited(*HOP, "record", "inferred", to=[{"field": "on"}]),
        edited(*HOP, "record", "inferred", to=[{"field": "on", "basis": "x"}, {"field": "on", "basis": "y"}]),
        edited(*HOP, "record", "sources", to=["x"]),
        edited(*HOP, "record", "sources", to={"x": 1}),
        edited(*HELD, to=[]),
        edited(*HELD, to=None),
        edited(*HELD, "more", to=1),
        edited(*HELD, "evidence", to=[[]]),
        edited(*HELD, "evidence", to=None),
        edited(*HELD, "evidence", to={"x": "AA=="}),
        edited(*HELD, "evidence", to={str(digest_of(b"")): 1}),
        edited(*HELD, "evidence", to={str(digest_of(b"")): "not base 64!"}),
        edited(*HELD, "glosses", to={"0": 1}),
        edited(*HELD, "glosses", 0, "text", to=" "),
        edited(*HELD, "glosses", 0, "language", to=[]),
        edited(*HELD, "glosses", 0, "language", to="not a tag"),
        edited(*HELD, "glosses", 0, "method", to="magic"),
        edited(*HELD, "comparisons", 0, "delta", to=5),
        edited(*HELD, "comparisons", 0, "facts", to=5),
        edited(*HELD, "comparisons", 0, "through", to="x"),
        edited(*HELD, "comparisons", 0, "via", to={}),
        edited(*HELD, "waivers", 0, "reason", to="\n"),
        edited(*HELD, "waivers", 0, "on", to="2025-02-30"),
        edited(*HELD, "waivers", 0, "hop", to=None),
        edited(*HELD, "corrections", 0, "old", to={}),
        edited(*HELD, "corrections", 0, "new", to="sha256:" + "g" * 64),
    ],
)
def test_what_has_the_wrong_shape_is_unreadable(edit: Callable[[dict[str, Any]], None]) -> None:
    """An unknown field, a missing one, and one of another type or value are refused, with the place in the file."""
    altered = document()
    edit(altered)
    with pytest.raises(UnreadableError) as caught:
        read(altered)
    assert caught.value.where
    assert str(caught.value).count(" – ") >= 2


@pytest.mark.parametrize(
    ("spelling", "named"),
    [
        ('{"format": "provenance/1", "chains": [], "chains": []}', "'chains'"),
        ('{"format": "provenance/1", "format": "provenance/1", "chains": []}', "'format'"),
        ('{"chains": [{"head": "x", "head": "x", "hops": []}], "format": "provenance/1"}', "'head'"),
    ],
)
def test_a_key_twice_is_refused(spelling: str, named: str) -> None:
    """A key that stands twice in one mapping is refused and named: one of the two would be lost."""
    with pytest.raises(UnreadableError, match=f"a key twice – {named}"):
        from_json(spelling)


@pytest.mark.parametrize("number", ["1.0", "1e3", "-0.0", "NaN", "Infinity", "1E400"])
def test_floats_are_refused(number: str) -> None:
    """A number with a point or exponent, and what is no number, is refused wherever it stands."""
    with pytest.raises(UnreadableError):
        from_json(to_json(SHORT).replace(b'"length": 10', f'"length": {number}'.encode()))


@pytest.mark.parametrize(
    "digits", [str(2**53), str(2**63), str(2**64), str(2**64 + 1), "1" + "0" * 30, "9" * 4_000, "9" * 5_000]
)
def test_big_integers_are_refused(digits: str) -> None:
    """A number beyond 2**53, and far beyond what fits a machine, is refused, never rounded."""
    altered = document(ORIGIN)
    altered["chains"][0]["hops"][0]["record"]["captures"] = [{"span": [0, -1]}]
    with pytest.raises((LimitError, UnreadableError)):
        from_json(json.dumps(altered).replace("-1", digits))
    with pytest.raises((LimitError, UnreadableError)):
        from_json(to_json(ORIGIN).replace(b'"length": 10', f'"length": {digits}'.encode()))


@pytest.mark.parametrize("surrogate", ["\\ud800", "\\udc00", "\\udfff\\ud800"])
def test_lone_surrogates_are_refused(surrogate: str) -> None:
    """A lone surrogate, escaped in bytes or standing in a string, is unreadable."""
    data = to_json(SHORT).decode().replace("We are ready.", surrogate)
    for altered in (data, data.encode(), data.replace(surrogate, "\ud800")):
        with pytest.raises(UnreadableError):
            from_json(altered)


def test_bytes_that_are_not_utf_8_are_refused_with_the_place() -> None:
    """A file in another encoding is unreadable, and the error says at which byte."""
    data = to_json(SHORT)
    place = data.index("Мы".encode())
    with pytest.raises(UnreadableError, match=f"not UTF-8 – byte {place}"):
        from_json(data.replace("Мы".encode(), "Мы".encode("windows-1251")))
    with pytest.raises(UnreadableError):
        from_json(data.decode().encode("utf-16"))


def test_other_words_than_were_recorded_are_refused() -> None:
    """Words that do not have the recorded digest are an integrity error with both seals."""
    altered = document()
    altered["chains"][0]["hops"][1]["text"] = "We are unready."
    with pytest.raises(IntegrityError, match="not the recorded words") as caught:
        read(altered)
    assert caught.value.expected == SHORT.head.seal


def test_an_altered_record_is_refused() -> None:
    """A record that does not have its digest is an integrity error with both digests."""
    altered = document()
    altered["chains"][0]["hops"][0]["record"]["attribution"]["on"] = "2025-12-20"
    with pytest.raises(IntegrityError, match="the record was altered") as caught:
        read(altered)
    assert caught.value.expected == ORIGIN.digest
    assert caught.value.actual not in {ORIGIN.digest, None}


@pytest.mark.parametrize(
    ("field", "spelling"),
    [
        ("language", "RU"),
        ("captures", []),
        ("attribution", {"on": "2025-12-19", "speaker": {"name": "Ilya Marenko", "aliases": []}}),
        ("attribution", {"on": "2025-12-19", "speaker": {"name": "Ilya Marenko", "kind": "unknown"}}),
        ("attribution", {"on": "2025-12-19T05:00+00:00", "speaker": {"name": "Ilya Marenko"}}),
        ("attribution", {"on": " 2025-12-19", "speaker": {"name": "Ilya Marenko"}}),
        ("attribution", {"on": "2025-12-19", "speaker": {"name": "Ilya Marenko"}, "title": None}),
        ("captures", [{"time": "2026-03-04T05:06:07+00:00"}]),
        ("captures", [{"time": "2026-03-04T05:06:07.000000Z"}]),
        ("sources", []),
        ("inferred", [{"field": "on", "basis": "b"}, {"field": "act", "basis": "b"}]),
    ],
)
def test_a_record_has_one_spelling(field: str, spelling: object) -> None:
    """A record that says the same in other words is refused, though its own digest fits: two digests, one hop."""
    altered = document(ORIGIN)
    altered["chains"][0]["hops"][0]["record"][field] = spelling
    with pytest.raises((IntegrityError, UnreadableError)):
        read(rehashed(altered))


def test_another_spelling_under_the_right_digest_is_refused() -> None:
    """A record that is hashed rightly but written otherwise is an integrity error, not mended in silence."""
    altered = document(ORIGIN)
    altered["chains"][0]["hops"][0]["record"]["language"] = "RU"
    with pytest.raises(IntegrityError, match="another spelling"):
        read(altered)


def test_a_missing_source_is_named() -> None:
    """A hop that names a source which is not there is refused; the cause carries both digests."""
    altered = document()
    del altered["chains"][0]["hops"][0]
    with pytest.raises(UnreadableError, match="a source is not there") as caught:
        read(altered)
    cause = caught.value.__cause__
    assert isinstance(cause, ChainError)
    assert (cause.hop, cause.source) == (SHORT.digest, ORIGIN.digest)


def test_a_hop_more_or_less_is_refused() -> None:
    """A chain without its head, or with a hop that leads elsewhere, is not the chain that is named."""
    altered = document()
    del altered["chains"][0]["hops"][1]
    with pytest.raises(IntegrityError, match="another head"):
        read(altered)
    altered = document()
    altered["chains"][0]["hops"] += document(said("Other words.", "en"))["chains"][0]["hops"]
    with pytest.raises(UnreadableError, match="2 heads"):
        read(altered)


# ---- limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize("brackets", ["[]", '{"a":}'])
@pytest.mark.parametrize("depth", [NESTING + 1, 900, 5_000, 200_000])
def test_nesting_is_limited(brackets: str, depth: int) -> None:
    """More levels than are taken are a LimitError with the limit, however many; they never end the program."""
    opening, closing = brackets[:-1], brackets[-1]
    for value in (opening * depth + "1" + closing * depth, f'{{"chains": {opening * depth}1{closing * depth}}}'):
        with pytest.raises(LimitError) as caught:
            from_json(value)
        assert caught.value.limit == NESTING


def test_nesting_within_the_limit_is_judged_by_shape() -> None:
    """As many levels as are taken are parsed, and then refused for what they are."""
    with pytest.raises(UnreadableError, match="not a chain file"):
        from_json("[" * NESTING + "]" * NESTING)


def test_the_size_of_a_file_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is neither read nor written, and the error says to use lines."""
    data = to_json(FULL)
    monkeypatch.setattr(records, "DOCUMENT", len(data) - 1)
    for call in (lambda: from_json(data), lambda: from_json(data.decode()), lambda: to_json(FULL)):
        with pytest.raises(LimitError, match="one chain a line") as caught:
            call()
        assert caught.value.limit == len(data) - 1
    line = to_json(FULL, lines=True)
    monkeypatch.setattr(records, "DOCUMENT", len(line) - 2)
    for consume in (lambda: list(from_lines([line])), lambda: list(to_lines([FULL]))):
        with pytest.raises(LimitError):
            consume()


def test_ten_megabytes_of_words_are_beyond_the_limit() -> None:
    """A file with ten million letters in one hop is a LimitError, not an unreadable file."""
    altered = document(ORIGIN)
    altered["chains"][0]["hops"][0]["text"] = "x" * 10_000_000
    with pytest.raises(LimitError) as caught:
        read(altered)
    assert (caught.value.limit, caught.value.found) == (4_000_000, 10_000_000)


# ---- the published schema -----------------------------------------------------------------------


def fits(value: Any, shape: dict[str, Any], root: dict[str, Any]) -> bool:
    """Whether a value fits a JSON Schema, of the keywords that ours uses; any other keyword is an error."""
    known = {"$defs", "$schema", "title", "description", "contentEncoding"}
    for word, rule in shape.items():
        if word == "$ref":
            good = fits(value, root["$defs"][rule.removeprefix("#/$defs/")], root)
        elif word == "const":
            good = value == rule and type(value) is type(rule)
        elif word == "enum":
            good = value in rule
        elif word == "type":
            kind = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}[rule]
            good = type(value) is kind
        elif word in {"minLength", "minItems", "minProperties"}:
            good = len(value) >= rule
        elif word in {"maxLength", "maxItems"}:
            good = len(value) <= rule
        elif word == "minimum":
            good = value >= rule
        elif word == "maximum":
            good = value <= rule
        elif word == "pattern":
            good = re.search(rule, value) is not None
        elif word == "uniqueItems":
            good = len(set(value)) == len(value)
        elif word == "items":
            good = all(fits(each, rule, root) for each in value)
        elif word == "required":
            good = set(rule) <= value.keys()
        elif word == "properties":
            good = all(fits(each, rule[key], root) for key, each in value.items() if key in rule)
        elif word == "patternProperties":
            good = all(
                fits(each, inner, root)
                for key, each in value.items()
                for pattern, inner in rule.items()
                if re.search(pattern, key)
            )
        elif word == "additionalProperties":
            patterns = shape.get("patternProperties", {})
            good = all(
                key in shape.get("properties", {}) or any(re.search(each, key) for each in patterns) for key in value
            )
        else:
            assert word in known, word
            continue
        if not good:
            return False
    return True


def test_the_schema_is_generated_from_the_model() -> None:
    """The published schema is what the model's fields, types and limits make today."""
    place = Path(records.__file__).with_name("schema")
    code = "import json, runpy; print(json.dumps(runpy.run_path('_generate.py')['generated']()))"
    made = subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, check=True)
    assert json.loads(made.stdout) == schema()


@given(chains())
def test_every_file_fits_the_schema(chain: Chain) -> None:
    """Whatever chain is written, its document fits the published schema."""
    assert fits(json.loads(to_json(chain)), schema(), schema())


def test_the_schema_knows_every_key() -> None:
    """What the schema refuses, the reader refuses: a key more, a key less, another type, in every kind of object."""
    refused = 0
    for path in objects(document()):
        for change in ("more", "less", "other"):
            for altered in changes(document(), path, change):
                if not fits(altered, schema(), schema()):
                    with pytest.raises(ProvenanceError):
                        read(altered)
                    refused += 1
    assert refused > 100


def objects(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from objects(inner, (*path, key))


def changes(value: Any, path: tuple[Any, ...], change: str) -> Iterator[Any]:
    """The document with a key of one object added, taken out, or given another value, one at a time."""

    def there(copy: Any) -> Any:
        for key in path:
            copy = copy[key]
        return copy

    for key in ["more"] if change == "more" else list(there(value)):
        copy = json.loads(json.dumps(value))
        if change == "less":
            del there(copy)[key]
        else:
            there(copy)[key] = 5
        yield copy


def test_evidence_is_base_64() -> None:
    """Evidence stands in the file in the alphabet of RFC 4648, under its digest."""
    held = document()["chains"][0]["held"]
    data = b"<p>We are ready.</p>"
    assert held["evidence"] == {str(digest_of(data)): b64encode(data).decode()}


def test_a_record_that_is_no_mapping_is_refused() -> None:
    """Canonical bytes of other values than hops are no hop."""
    with pytest.raises(RecordError):
        Hop.of_record(json.loads(canonical_bytes(["provenance/hop"])))
