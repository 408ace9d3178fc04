"""Golden bytes: records, their canonical bytes and their digests, which must never change.

``tests/data/canonical`` holds for each a record (``input``), its canonical bytes (``output``) and their SHA-256
(``hex``), written once and never again: digests out in the world rest on them. A new kind of field gets a new triple.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from provenance.canonical import digest_of, digest_of_words
from provenance.model.attribution import Agent, Attribution, Capture, Inferred
from provenance.model.hop import Hop, Seal
from provenance.records import schema
from provenance.text import Span

PLACE = Path(__file__).parent / "data" / "canonical"

PROGRAM = Agent("Übersetzer", kind="software", version="4.1", id="https://programs.example/4")
PERSON = Agent("Илья Маренко", kind="person", aliases=("Ilya Marenko", "伊利亚·马连科"), description="начальник порта")

HOPS: dict[str, Hop] = {
    "nothing-known": Hop(act="said"),
    "words-ru": Hop(act="said", text="Мы готовы открыть порт – «хоть завтра».", language="ru"),
    "words-zh": Hop(act="reported", text="我们愿意考虑开放港口。", language="zh-hant-tw", mode="indirect"),
    "words-undeclared": Hop(act="transcribed", text="…", mode="partial"),
    "words-hard": Hop(
        act="excerpted", text='\x00\t"\\\u2028\x7f é e\u0301 \U0001f600 \ufeff\u202e', language="mul", mode="summary"
    ),
    "words-withheld": Hop(act="republished", language="en", withheld=Seal(digest_of_words("gone"), 4)),
    "attribution": Hop(
        act="translated",
        text="We are willing.",
        language="en",
        attribution=Attribution(
            speaker=PERSON,
            author=(Agent("Harbour Staff", kind="organisation"), "B. Writer"),
            translator=("J. Smith", PROGRAM),
            method="post-edited",
            outlet="Harbour Daily",
            title="On the port",
            locator="https://www.toutiao.com/article/1851975000000000/?from=x#top",
            on="2025-12-19T05:50+08:00",
            occasion="annual live Q&A",
            credit="Translated by J. Smith",
            disclaimer="The views are those of the author alone.",
            licence="CC BY 4.0",
        ),
    ),
    "attribution-hard": Hop(
        act="reported",
        attribution=Attribution(
            outlet="\u0001",
            title="</script>",
            locator="no link, javascript:alert(1)",
            credit=" spaces kept ",
            licence="\U0010ffff",
        ),
    ),
    **{
        f"method-{method}": Hop(act="translated", attribution=Attribution(method=method))
        for method in ("human", "machine", "unknown")
    },
    **{
        f"date-{name}": Hop(act="said", attribution=Attribution(on=date))
        for name, date in {
            "decade": "199X",
            "year": "2025",
            "before-christ": "-0260",
            "month": "2025-12",
            "day": "2025-12-19",
            "day-of-no-year": "--12-19",
            "day-alone": "---19",
            "month-alone": "--12",
            "minute": "2025-12-19T05:50",
            "second-in-utc": "2025-12-19T05:50:07+00:00",
            "day-in-zone": "2025-12-19-03:30",
        }.items()
    },
    "capture": Hop(
        act="republished",
        text="grain",
        language="en",
        captures=(
            Capture(
                data=digest_of(b"<p>grain</p>"),
                text=digest_of(b"grain"),
                span=Span(0, 5),
                extractor=PROGRAM,
                collector="Desk",
                time=datetime(2025, 12, 20, 8, 6, 7, tzinfo=timezone(timedelta(hours=3))),
                locator="https://harbour.example/port",
                archived="http://web.archive.org/web/20251220060000/https://harbour.example/port",
                declared_encoding="windows-1251",
                used_encoding="utf-8",
            ),
            Capture(time=datetime(1, 1, 1, 0, 0, 0, 40, tzinfo=UTC)),
        ),
    ),
    "sources": Hop(act="revised", sources=(digest_of(b"b"), digest_of(b"a"), digest_of(b"b"))),
    "inferred": Hop(
        act="said",
        attribution=Attribution(on="2025-12-19", speaker="Ilya Marenko"),
        inferred=(
            Inferred("speaker", "the sentence before"),
            Inferred("on", "year: id of hop 2's locator", stated="--12-19"),
        ),
    ),
}


def triple(name: str) -> tuple[Any, bytes, str]:
    """The three files of a name."""
    record = json.loads((PLACE / "input" / f"{name}.json").read_text(encoding="utf-8"))
    digits = (PLACE / "hex" / f"{name}.txt").read_text(encoding="ascii").strip()
    return record, (PLACE / "output" / f"{name}.json").read_bytes(), digits


@pytest.mark.parametrize("name", HOPS)
def test_a_hop_has_the_golden_bytes(name: str) -> None:
    """A hop made today has the record, the bytes and the digest that it had when the triple was written."""
    record, data, digits = triple(name)
    hop = HOPS[name]
    assert hop.record == record
    assert hop.canonical == data
    assert hop.digest.hex == digits


@pytest.mark.parametrize("name", HOPS)
def test_a_golden_record_is_read(name: str) -> None:
    """The record read gives the hop, and it says what the hop that was written said."""
    record, data, digits = triple(name)
    hop = Hop.of_record(record, HOPS[name].text)
    assert hop == HOPS[name]
    assert (hop.canonical, hop.digest.hex) == (data, digits)
    assert (hop.attribution, hop.captures, hop.inferred) == (
        HOPS[name].attribution,
        HOPS[name].captures,
        HOPS[name].inferred,
    )


@pytest.mark.parametrize("name", HOPS)
def test_golden_bytes_are_those_of_rfc_8785(name: str) -> None:
    """Two programs that are not ours make the same bytes and digest of the record."""
    record, data, digits = triple(name)
    assert rfc8785.dumps(record) == data
    assert hashlib.sha256(data).hexdigest() == digits


def test_every_triple_has_a_hop() -> None:
    """No golden file is left without the hop that it tells of."""
    for folder in ("input", "output", "hex"):
        assert {path.stem for path in (PLACE / folder).iterdir()} == set(HOPS)


def keys(value: Any, kind: str, kinds: dict[str, Any]) -> set[tuple[str, str]]:
    """Every (kind, key) of the published schema that a value uses."""
    found = set()
    for key, inner in value.items():
        found.add((kind, key))
        below = kinds[kind]["properties"][key]
        reference = below.get("$ref") or below.get("items", {}).get("$ref")
        if reference:
            for one in inner if isinstance(inner, list) else [inner]:
                found |= keys(one, reference.rpartition("/")[2], kinds)
    return found


def test_every_kind_of_field_has_a_triple() -> None:
    """All that a record may hold, by the published schema, stands in one of the triples, enumerations in every value."""
    kinds = schema()["$defs"]
    records = [triple(name)[0] for name in HOPS]
    hashed = {"Record", "Seal", "Attribution", "Agent", "Capture", "Inferred"}
    expected = {(kind, key) for kind in hashed for key in kinds[kind]["properties"]}
    assert set().union(*(keys(record, "Record", kinds) for record in records)) == expected
    for name in ("act", "mode"):
        assert {record[name] for record in records} == set(kinds["Record"]["properties"][name]["enum"])
    methods = {record.get("attribution", {}).get("method") for record in records} - {None}
    assert methods == set(kinds["Attribution"]["properties"]["method"]["enum"])
