"""Custody checked: is what was captured still there, and is it what it was?

A capture has two digests, of the bytes and of the text in them. Together they tell what became of a file: the bytes are
those (found); other bytes with the same text (re-encoded, or saved anew); other text (rewritten). A file is taken for a
capture's if it has one of its digests, is named after its digest, or is a page of the same link.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from attrs import define, field, frozen

from provenance.canonical import Digest, digest_of
from provenance.errors import ProvenanceError, RecordError
from provenance.limits import MARKUP
from provenance.locator import Locator
from provenance.reading.archives import is_warc, read_warc
from provenance.reading.encodings import decoded
from provenance.reading.pages import is_page, page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model.attribution import Agent, Capture
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["CaptureCheck", "Custody", "check_captures"]

SHORTEST = 16
"""Hex digits of a digest in a file's name by which the file counts as the capture's."""

_PEEK = 1 << 16
_HEX = re.compile(r"[0-9a-f]{16,}")


@frozen(kw_only=True)
class CaptureCheck:
    """What became of one capture."""

    hop: Digest = field()
    """The first hop that it is recorded at."""
    capture: Capture = field()
    verdict: Literal["found", "changed", "not-examined"] = field()
    changed: Literal["bytes", "text"] | None = field(default=None)
    """``bytes``: the text in them is still the same; ``text``: the text is another one, too."""
    file: str | None = field(default=None)
    """The file, in the folder; a page of a web archive with its link."""
    reason: str = field()
    """Why it was judged so."""


@frozen(kw_only=True)
class Custody:
    """What became of every capture, in the order of the chains."""

    checks: tuple[CaptureCheck, ...] = field()
    unread: tuple[tuple[str, str], ...] = field(default=())
    """Files that could not be looked into, and why."""

    @property
    def ok(self) -> bool:
        """Whether nothing was changed."""
        return all(one.verdict != "changed" for one in self.checks)

    @property
    def sentence(self) -> str:
        """How many were found, changed, and not examined."""
        counts = [
            (name, sum(one.verdict == name for one in self.checks)) for name in ("found", "changed", "not-examined")
        ]
        told = ", ".join(f"{count:,} {name.replace('-', ' ')}" for name, count in counts)
        return f"captures: {told}" if self.checks else "captures: none is recorded"


@define
class _File:
    """A file of the folder, or a page of a web archive in it."""

    name: str
    data: Digest | None
    text: Digest | None = None
    extractor: Agent | None = None
    links: frozenset[str] = frozenset()


def check_captures(chains: Iterable[Chain], folder: str | Path) -> Custody:
    """Return what became of every capture that chains record, as far as the files of a folder tell.

    Every file is hashed; only where a capture's bytes are not among them are files read. RecordError where there is no
    such folder. A file that cannot be read is told, not raised.
    """
    place = Path(folder)
    if not place.is_dir():
        raise RecordError(
            f"no folder – {folder} – name the one with what was captured", field="captures", value=str(folder)
        )
    captures = list(_captures(chains))
    unread: list[tuple[str, str]] = []
    files = list(_hashed(place, unread))
    by_bytes: dict[Digest | None, _File] = {one.data: one for one in reversed(files)}
    missing = [capture for _, capture in captures if capture.data is None or capture.data not in by_bytes]
    if missing:
        files = [page for one in files for page in _read(place, one, unread)]
        by_bytes = {one.data: one for one in reversed(files) if one.data is not None}
    by_text: dict[Digest | None, _File] = {one.text: one for one in reversed(files) if one.text is not None}
    by_sign = {sign: one for one in reversed(files) for sign in (*one.links, *_hex_in(one.name))}
    checks = tuple(_checked(hop, capture, by_bytes, by_text, by_sign) for hop, capture in captures)
    return Custody(checks=checks, unread=tuple(sorted(set(unread))))


def _captures(chains: Iterable[Chain]) -> Iterator[tuple[Hop, Capture]]:
    """Yield every capture once, with the first hop that has it: the drafts of one article share theirs."""
    seen = set()
    for chain in chains:
        for hop in chain.hops:
            for capture in hop.captures:
                link = None if capture.locator is None else capture.locator.given
                key = (capture.data, capture.text, link)
                if key not in seen:
                    seen.add(key)
                    yield hop, capture


def _hashed(folder: Path, unread: list[tuple[str, str]]) -> Iterator[_File]:
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        try:
            if path.is_file():
                with path.open("rb") as file:
                    yield _File(name, Digest(hashlib.file_digest(file, "sha256").hexdigest()))
        except OSError as error:
            unread.append((name, (error.strerror or "cannot be read").lower()))


def _read(folder: Path, one: _File, unread: list[tuple[str, str]]) -> Iterator[_File]:
    """Yield a file with the digest of its text and the links of its page, or each page of a web archive."""
    yield one
    try:
        with (folder / one.name).open("rb") as file:
            start = file.read(_PEEK)
            archive = is_warc(start)
            data = b"" if archive else start + file.read(MARKUP + 1 - len(start))
        if archive:
            for record in read_warc(folder / one.name):
                if record.reading is not None:
                    capture = record.reading.capture
                    links = frozenset(filter(None, [None if capture.locator is None else capture.locator.canonical]))
                    label = f"{one.name}: {record.url or record.offset}"
                    yield _File(label, capture.data, capture.text, capture.extractor, links)
        elif len(data) > MARKUP:
            unread.append((one.name, f"larger than {MARKUP:,} bytes: hashed, not read"))
        elif is_page(data):
            page = page_of(data)
            stated = [Locator.parse(said.value).canonical for said in page.stated if said.field == "locator"]
            one.text, one.extractor, one.links = _digest(page.text), page.extractor, frozenset(filter(None, stated))
        else:
            one.text = _digest(decoded(data).text)
    except (OSError, ProvenanceError) as error:
        unread.append((one.name, " ".join(str(error).split())))


def _digest(text: str) -> Digest | None:
    """Return the digest of a text; None for none, which would be that of any empty page."""
    return digest_of(text.encode("utf-8", "replace")) if text.strip() else None


def _checked(
    hop: Hop,
    capture: Capture,
    by_bytes: dict[Digest | None, _File],
    by_text: dict[Digest | None, _File],
    by_sign: dict[str, _File],
) -> CaptureCheck:
    if capture.data is None and capture.text is None:
        return CaptureCheck(hop=hop.digest, capture=capture, verdict="not-examined", reason="no digest was recorded")
    found = by_bytes.get(capture.data) if capture.data is not None else None
    if found is not None:
        return CaptureCheck(
            hop=hop.digest, capture=capture, verdict="found", file=found.name, reason="the bytes have its digest"
        )
    same = by_text.get(capture.text) if capture.text is not None else None
    if same is not None and capture.data is None:
        return CaptureCheck(
            hop=hop.digest, capture=capture, verdict="found", file=same.name, reason="the text has its digest"
        )
    if same is not None:
        return CaptureCheck(
            hop=hop.digest,
            capture=capture,
            verdict="changed",
            changed="bytes",
            file=same.name,
            reason="other bytes, the same text: encoded or saved anew",
        )
    other = next((by_sign[sign] for sign in _signs(hop, capture) if sign in by_sign), None)
    if other is None:
        return CaptureCheck(
            hop=hop.digest,
            capture=capture,
            verdict="not-examined",
            reason="no file has its digests, its name or its link",
        )
    if capture.text is None or other.text is None or capture.extractor != other.extractor:
        by = (
            "no text was recorded"
            if capture.text is None
            else f"its text was extracted by {capture.extractor or 'nothing'}"
        )
        return CaptureCheck(
            hop=hop.digest,
            capture=capture,
            verdict="changed",
            changed="bytes",
            file=other.name,
            reason=f"other bytes; the text is not examined, because {by}, here by {other.extractor or 'nothing'}",
        )
    return CaptureCheck(
        hop=hop.digest,
        capture=capture,
        verdict="changed",
        changed="text",
        file=other.name,
        reason="other bytes and another text: rewritten",
    )


def _hex_in(name: str) -> list[str]:
    """Return the beginnings of the digests that a file's name may be made of."""
    return [found[0][:SHORTEST] for found in _HEX.finditer(name)]


def _signs(hop: Hop, capture: Capture) -> Iterator[str]:
    """Yield what a file may be known by as a capture's: its name after a digest, the link of the capture or its hop."""
    for digest in (capture.data, capture.text):
        if digest is not None:
            yield digest.hex[:SHORTEST]
    for locator in (capture.locator, hop.attribution.locator):
        if locator is not None and locator.canonical is not None:
            yield locator.canonical
