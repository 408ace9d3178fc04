"""Web archives: pages record by record with their link and time, and broken records that do not take the others along."""

from __future__ import annotations

import base64
import gzip
import hashlib
import sys
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.canonical import digest_of
from provenance.errors import MissingExtraError, UnreadableError
from provenance.reading import Archived, read_warc
from provenance.reading.archives import is_warc

if TYPE_CHECKING:
    from pathlib import Path


def page(number: int) -> bytes:
    return (
        f"<html lang=en><head><title>Port {number}</title></head><body><article><h1>Port {number}</h1>"
        f"<p>Ilya Marenko told reporters on Friday: “We will answer every letter, all {number + 20} of them, by May.”</p>"
        "<p>He left the question of the crane to a hearing, which Anna Holt is going to chair.</p></article></body></html>"
    ).encode()


def record(
    url: str,
    block: bytes,
    *,
    kind: str = "response",
    date: str = "2026-03-01T10:00:00Z",
    packed: bool = False,
    length: int | None = None,
) -> bytes:
    """Return one record as ISO 28500 has it."""
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:harbour:{digest}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: {date}\r\nWARC-Block-Digest: sha1:{digest}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    whole = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(whole, mtime=0) if packed else whole


def http(body: bytes, kind: str, *, status: str = "200 OK", encoding: str | None = None) -> bytes:
    if encoding == "gzip":
        body = gzip.compress(body, mtime=0)
    coded = "" if encoding is None else f"Content-Encoding: {encoding}\r\n"
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{coded}\r\n".encode() + body


def archive(
    *,
    packed: bool,
    count: int = 3,
    encoding: str | None = None,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
) -> bytes:
    """Return an archive as crawlers write it: requests and pictures between the pages."""
    parts = [record("", b"software: composed", kind="warcinfo", packed=packed)]
    for number in range(count):
        url = f"https://courier.example.org/{number}"
        block = http(page(number), kind, status=status, encoding=encoding)
        parts += [
            record(url, b"GET / HTTP/1.1\r\n\r\n", kind="request", packed=packed),
            record(url, block, date=f"2026-03-0{number + 1}T10:00:00Z", packed=packed),
            record(f"{url}.png", http(b"\x89PNG", "image/png"), packed=packed),
        ]
    return b"".join(parts)


def pages(data: bytes) -> list[str]:
    return [record.url or "" for record in read_warc(data) if record.reading is not None and record.reading.text]


def faults(data: bytes) -> list[str]:
    return [record.fault for record in read_warc(data) if record.fault is not None]


ALL = [f"https://courier.example.org/{number}" for number in range(3)]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("encoding", [None, "gzip"])
def test_each_page_has_its_link_time_and_digest(packed: bool, encoding: str | None) -> None:
    """Pictures and headers of the file are passed over; the digest is that of the page as a browser gets it."""
    records = list(read_warc(archive(packed=packed, encoding=encoding), collector="A. Reader"))
    assert [record.url for record in records] == ALL
    for number, record in enumerate(records):
        assert record.fault is None
        assert record.reading is not None
        capture = record.reading.capture
        assert capture.data == digest_of(page(number))
        assert capture.time == record.time == datetime(2026, 3, number + 1, 10, tzinfo=UTC)
        assert capture.locator is not None
        assert capture.locator.given == record.url
        assert capture.collector is not None
        assert capture.collector.name == "A. Reader"
        assert capture.declared_encoding == "utf-8"
        assert record.reading.title == f"Port {number}"
        assert len(record.reading.quotations) == 1


def test_a_path_reads_as_its_bytes(tmp_path: Path) -> None:
    """A file and its bytes give the same."""
    data = archive(packed=True)
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert list(read_warc(tmp_path / "a.warc.gz")) == list(read_warc(data))


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the test runner's own threads, as it forks
def test_several_processes_read_as_one() -> None:
    """The pages, their faults and their order are the same."""
    data = archive(packed=True, count=40) + b"garbage" + archive(packed=True, count=2)
    assert list(read_warc(data, collector="A. Reader", workers=2)) == list(read_warc(data, collector="A. Reader"))


@pytest.mark.parametrize("said", ["longer", "shorter"])
def test_a_lying_length_harms_no_other_record(said: str) -> None:
    """The record is told, the rest is read; a length too long loses nothing of its own page."""
    data = archive(packed=False)
    url = ALL[0]
    block = http(page(0), "text/html")
    length = 10_000 + len(block) if said == "longer" else 160
    lying = (
        record(url, block, length=length)
        + data[data.index(record(ALL[1], http(page(1), "text/html; charset=utf-8"), date="2026-03-02T10:00:00Z")) :]
    )
    assert pages(lying)[-2:] == ALL[1:]
    assert len(faults(lying)) == 1
    assert "says that it has" in faults(lying)[0]
    if said == "longer":
        assert pages(lying) == ALL


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_file_that_was_cut_is_read_as_far_as_it_goes(packed: bool) -> None:
    """What is whole is read; the last record says that it is not."""
    data = archive(packed=packed)
    cut = data[: data.rindex(b"WARC/1.0" if not packed else b"\x1f\x8b\x08") + 40]
    assert pages(cut) == ALL
    assert len(faults(cut)) == 1


def test_a_broken_member_is_passed_over() -> None:
    """Bytes overwritten in the middle of one record: the records around it are read."""
    data = bytearray(archive(packed=True))
    middle = len(data) // 2
    data[middle : middle + 30] = bytes(30)
    assert set(ALL) - set(pages(bytes(data))) <= {ALL[1]}
    assert faults(bytes(data))


def test_garbage_between_records_is_told() -> None:
    """The next record is found behind it."""
    data = archive(packed=False)
    assert pages(data + b"\x00garbage " * 5_000 + data) == ALL + ALL
    assert len(faults(data + b"\x00garbage " * 5_000 + data)) >= 1
    packed = archive(packed=True)
    assert pages(packed + b"garbage" * 5_000 + packed) == ALL + ALL


def test_another_digest_is_told() -> None:
    """Words changed in the file since it was written: read, with a fault."""
    data = archive(packed=False).replace(b"all 21 of them", b"all 91 of them")
    changed = [record for record in read_warc(data) if record.fault is not None]
    assert [record.url for record in changed] == [ALL[1]]
    assert "digest" in (changed[0].fault or "")
    assert changed[0].reading is not None


def test_a_bomb_is_left_alone() -> None:
    """A record of a few kilobytes that unpacks to hundreds of megabytes is told, and what follows is read."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = packer.compress(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example.org/bomb\r\n"
        b"Content-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    )
    zeros = bytes(1 << 20)
    bomb += b"".join(packer.compress(zeros) for _ in range(160)) + packer.flush()
    assert len(bomb) < 200_000
    data = bomb + archive(packed=True)
    assert pages(data) == ALL
    assert any("left alone" in fault or "larger than" in fault for fault in faults(data))


def test_a_bomb_inside_a_record_is_cut() -> None:
    """The page's own compression is unpacked to what a page may have, and no further."""
    block = http(b"<html><p>" + bytes(64 << 20), "text/html", encoding="gzip")
    assert any(
        "larger than is read" in fault for fault in faults(record("https://courier.example.org/b", block, packed=True))
    )


def test_endless_faults_end() -> None:
    """A file of broken beginnings is given up after a thousand of them."""
    data = archive(packed=True) + b"\x1f\x8b\x08\x00" * 20_000
    told = faults(data)
    assert len(told) <= 1_002
    assert "the rest is not read" in told[-1]


@pytest.mark.parametrize(
    ("kind", "status", "read"),
    [
        ("text/html", "404 Not Found", False),
        ("application/pdf", "200 OK", False),
        ("application/octet-stream", "200 OK", True),
        ("application/xhtml+xml", "200 OK", True),
    ],
)
def test_what_is_a_page(kind: str, status: str, read: bool) -> None:
    """HTML that was found; what says nothing of itself is looked at."""
    assert bool(pages(archive(packed=False, kind=kind, status=status))) is read


def test_plain_text_is_read_in_the_encoding_that_came_with_it() -> None:
    """A text file has nowhere to say its encoding: the server's word is taken."""
    words = "Илья Маренко заявил: «Мы закроем порт в мае, и никто не уйдёт»."
    block = http(words.encode("cp1251"), "text/plain; charset=windows-1251")
    (found,) = read_warc(record("https://courier.example.org/t", block))
    assert found.reading is not None
    assert found.reading.text == words
    assert found.reading.capture.declared_encoding == "windows-1251"
    assert found.reading.capture.data == digest_of(words.encode("cp1251"))
    assert len(found.reading.quotations) == 1


@pytest.mark.parametrize("data", [b"", b"WARC", b"<html>", b"\x1f\x8b\x08\x00", gzip.compress(b"<html>")])
def test_what_is_no_archive(data: bytes) -> None:
    """A clear error, before anything is read."""
    assert not is_warc(data)
    with pytest.raises(UnreadableError, match="no WARC file"):
        list(read_warc(data))


def test_archives_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names it."""
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(MissingExtraError) as caught:
        list(read_warc(archive(packed=False)))
    assert caught.value.extra == "warc"


@settings(max_examples=60)
@given(st.booleans(), st.data())
def test_any_damage_is_survived(packed: bool, data: st.DataObject) -> None:
    """Bytes overwritten, cut out or put in anywhere: nothing raises, and nothing goes to standard error."""
    whole = archive(packed=packed, count=2)
    at = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 200))
    put = data.draw(st.binary(max_size=50))
    broken = whole[:at] + put + whole[at + length :]
    if is_warc(broken):
        for record in read_warc(broken):
            assert isinstance(record, Archived)
            assert record.reading is not None or record.fault
