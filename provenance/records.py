"""Chains to JSON and back: a file that holds one chain or many, or one chain a line.

A document is ``{"format": "provenance/1", "chains": [{"head", "hops", "held"}]}``; `schema` returns its JSON Schema.
Each hop stands there as its record (what is hashed), its digest, and its words if they are held. Reading recomputes
every digest and accepts one spelling of each record; hops may come in any order, for their order is computed. What is
held beside the record is hashed by nobody, so what a file says there is as good as where the file comes from.

Two numbers tell versions apart: that of the document (``provenance/1``), and that of the record's canonical form
(``"format": 1`` in each hop), which is hashed. A field that is not stated is left out, so a later version of the library
may add fields and old records keep their digests. A reader refuses what it does not know, an unknown field as much as
another version, and says that a newer version wrote it: to pass over a field would be to vouch for less than was
recorded. A newer version reads all that older ones wrote.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

from provenance.canonical import digest_of
from provenance.errors import IntegrityError, LimitError, ProvenanceError, RecordError, UnreadableError, shown
from provenance.limits import DOCUMENT, NESTING, check_limit
from provenance.model.chain import Chain
from provenance.model.held import Correction, Gloss, Held, StoredComparison, Waiver
from provenance.model.hop import Hop
from provenance.model.spelling import fields_of, read_agent, read_digest, read_list, spell_agent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model.spelling import Record

__all__ = [
    "FORMAT",
    "from_json",
    "from_lines",
    "read_correction",
    "read_held",
    "read_waiver",
    "schema",
    "spell_correction",
    "spell_held",
    "spell_stored",
    "spell_waiver",
    "to_json",
    "to_lines",
]

FORMAT = "provenance/1"
"""The name and version of the document; the record inside has a version of its own, which is hashed."""


_VERSIONS = re.compile(r"provenance/[1-9][0-9]{0,5}")


def to_json(*chains: Chain, lines: bool = False) -> bytes:
    """Return chains as one document (indented, keys sorted), or as a document for each on a line of its own.

    LimitError above the 256 MiB that one document may have.
    """
    if lines:
        return b"".join(to_lines(chains))
    return _dumped({"format": FORMAT, "chains": [_spell(chain) for chain in chains]}, orjson.OPT_INDENT_2)


def to_lines(chains: Iterable[Chain]) -> Iterator[bytes]:
    """Yield each chain as a document on a line of its own, so that any number of them can be written as they come."""
    for chain in chains:
        yield _dumped({"format": FORMAT, "chains": [_spell(chain)]})


def from_json(data: bytes | str) -> tuple[Chain, ...]:
    """Return the chains of a document, or of a file with a document a line, in their order.

    UnreadableError for what is no such document, IntegrityError where a digest does not fit, LimitError above 256 MiB.
    A file with a document a line that was cut between two lines has the chains before the cut.
    """
    check_limit(len(data), DOCUMENT, "chain file", _IN_LINES)
    data = _utf8(data)
    check_limit(len(data), DOCUMENT, "chain file", _IN_LINES)
    first, _, rest = data.lstrip().partition(b"\n")
    if rest.strip() and _is_json(first):
        return tuple(from_lines(data.split(b"\n")))
    return _chains(data, "")


def from_lines(lines: Iterable[bytes | str]) -> Iterator[Chain]:
    """Yield the chains of a file with a document a line as they are read; blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        where = f"line {number}"
        check_limit(len(line), DOCUMENT, where, "record it as several chains")
        data = _utf8(line, where)
        if data.strip():
            yield from _chains(data, where)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document, as it is published with the package.

    It tells the shape; that digests fit and hops join only reading tells.
    """
    found: dict[str, Any] = json.loads(files("provenance").joinpath("schema", "chains.json").read_bytes())
    return found


_IN_LINES = "write one chain a line and read it with from_lines"


def _dumped(document: Record, options: int = 0) -> bytes:
    data = orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE | options)
    check_limit(len(data), DOCUMENT, "chain file", _IN_LINES)
    return data


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _spell(chain: Chain) -> Record:
    record: Record = {"head": str(chain.digest), "hops": [_spell_hop(hop) for hop in chain.hops]}
    held = spell_held(chain.held)
    if held:
        record["held"] = held
    return record


def _spell_hop(hop: Hop) -> Record:
    record: Record = {"digest": str(hop.digest), "record": hop.record}
    if hop.text is not None:
        record["text"] = hop.text
    return record


def spell_held(held: Held) -> Record:
    """Return what a chain holds beside its record as plain values; bytes in base 64 (RFC 4648)."""
    record: Record = {}
    if held.evidence:
        record["evidence"] = {str(digest): b64encode(data).decode("ascii") for digest, data in held.evidence.items()}
    if held.glosses:
        record["glosses"] = [
            {
                "hop": str(gloss.hop),
                "text": gloss.text,
                "language": gloss.language,
                "by": spell_agent(gloss.by),
                "method": gloss.method.value,
            }
            for gloss in held.glosses
        ]
    for name, listed in (
        ("comparisons", [spell_stored(one) for one in held.comparisons]),
        ("waivers", [spell_waiver(one) for one in held.waivers]),
        ("corrections", [spell_correction(one) for one in held.corrections]),
    ):
        if listed:
            record[name] = listed
    return record


def spell_stored(stored: StoredComparison) -> Record:
    """Return a kept comparison as plain values; bytes in base 64 (RFC 4648)."""
    record: Record = {"source": str(stored.source), "hop": str(stored.hop), "computed_by": stored.computed_by}
    if stored.via is not None:
        record["via"] = stored.via
    if stored.through is not None:
        record["through"] = str(stored.through)
    if stored.delta is not None:
        record["delta"] = stored.delta
    for name in ("alignment", "facts"):
        value: bytes | None = getattr(stored, name)
        if value is not None:
            record[name] = b64encode(value).decode("ascii")
    return record


def spell_waiver(waiver: Waiver) -> Record:
    """Return a waiver as plain values."""
    return {
        "rule": waiver.rule,
        "hop": str(waiver.hop),
        "reason": waiver.reason,
        "by": waiver.by,
        "on": str(waiver.on),
    }


def spell_correction(correction: Correction) -> Record:
    """Return a correction as plain values; without ``new`` it is a retraction."""
    record: Record = {
        "old": str(correction.old),
        "reason": correction.reason,
        "by": correction.by,
        "on": str(correction.on),
    }
    if correction.new is not None:
        record["new"] = str(correction.new)
    return record


def _utf8(data: bytes | str, where: str = "") -> bytes:
    if isinstance(data, str):
        try:
            data = data.encode("utf-8")
        except UnicodeEncodeError as error:
            raise UnreadableError(
                f"a lone surrogate – code point {error.start}{_at(where)} – the file was read with the wrong encoding: "
                "read it as UTF-8",
                format=FORMAT,
                where=where or f"code point {error.start}",
            ) from error
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableError(
                f"not UTF-8 – byte {error.start}{_at(where)} – save it as UTF-8",
                format=FORMAT,
                where=where or f"byte {error.start}",
            ) from error
    return data.removeprefix(b"\xef\xbb\xbf")


def _at(where: str) -> str:
    return f", {where}" if where else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RecordError(f"a key twice – {shown(twice)} – one of the two would be lost: write it once", field=twice)
    return found


def _no_float(spelling: str) -> Any:
    raise RecordError(
        f"not a whole number – {shown(spelling)} – records hold none: write text", field="number", value=spelling
    )


def _parse(data: bytes, where: str) -> Any:
    """Return parsed JSON with every key once; the standard library can tell, orjson is quicker where it need not."""
    _check_nesting(data, where)
    try:
        document = orjson.loads(data)
        written = data.rstrip()
        indented = orjson.OPT_INDENT_2 if b"\n" in written else 0
        if orjson.dumps(document, option=orjson.OPT_SORT_KEYS | indented) == written:
            return document  # spelt as we spell it, with keys sorted, so none stands twice
        del document  # or it would stand in memory beside what comes now
        return json.loads(data, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)
    except ValueError as error:
        if isinstance(error, ProvenanceError):
            raise
        raise UnreadableError(
            f"not JSON – {where + ', ' if where else ''}{error} – it was cut or edited by hand: go back to a whole copy",
            format=FORMAT,
            where=where or str(error),
        ) from error


_STRING = re.compile(rb'"[^"]*+"?')
_NO_BRACKETS = bytes(set(range(256)) - set(b'[]{}"'))


def _check_nesting(data: bytes, where: str) -> None:
    """Refuse what is nested too deep before it is parsed: parsers differ in what they do there, and some give up."""
    if data.count(b"[") + data.count(b"{") <= NESTING:
        return
    # Escaped quotes go first, then all but brackets and quotes, then strings that held no bracket, in whole passes over
    # the bytes: a match for each string would take ten times as much memory as the file.
    bare = data.replace(rb"\\", b"").replace(rb"\"", b"").translate(None, _NO_BRACKETS).replace(b'""', b"")
    depth = 0
    for bracket in _STRING.sub(b"", bare):
        depth += 1 if bracket in b"[{" else -1
        if depth > NESTING:
            raise LimitError(
                f"nested too deep – {where or 'chain file'} – at most {NESTING} levels are taken, records need eight",
                limit=NESTING,
                found=depth,
                field="nesting",
            )


def _check_version(document: object) -> None:
    """Refuse another format or version before anything else in it is judged."""
    found = document.get("format") if isinstance(document, dict) else None
    if found == FORMAT:
        return
    if isinstance(found, str) and _VERSIONS.fullmatch(found):
        hint = f"this version reads {FORMAT}; a newer one of provenance wrote it: update"
        raise UnreadableError(f"another format – {shown(found)} – {hint}", format=FORMAT, where="format")
    raise UnreadableError(
        f'not a chain file – "format" {shown(found)} – a document with "format": {FORMAT!r} and "chains" is read here',
        format=FORMAT,
        where="format",
    )


def _chains(data: bytes, where: str) -> tuple[Chain, ...]:
    try:
        document = _parse(data, where)
        _check_version(document)
        fields = fields_of(document, "document", frozenset({"format", "chains"}), ("format", "chains"))
        records = read_list(fields["chains"], "chains", lambda record: record)
    except LimitError:
        raise
    except RecordError as error:
        raise UnreadableError(f"not a chain file – {error}", format=FORMAT, where=where or "document") from error
    return tuple(
        _read(record, f"{where + ', ' if where else ''}chain {number}") for number, record in enumerate(records, 1)
    )


def _read(record: object, where: str) -> Chain:
    try:
        fields = fields_of(record, "chain", frozenset({"head", "hops", "held"}), ("head", "hops"))
        hops = read_list(fields["hops"], "hops", _read_hop)
        chain = Chain.of(hops, held=read_held(fields.get("held", {})))
    except LimitError:
        raise
    except RecordError as error:
        raise UnreadableError(f"{where} – {error}", format=FORMAT, where=where) from error
    if str(chain.digest) != fields["head"]:
        raise IntegrityError(
            f"another head – {where} – {shown(fields['head'], 80)} is named, {chain.digest} is here – a hop was added or "
            "lost: go back to the copy it came from",
            expected=fields["head"],
            actual=str(chain.digest),
        )
    return chain


def _read_hop(record: object) -> Hop:
    fields = fields_of(record, "hop", frozenset({"digest", "record", "text"}), ("digest", "record"))
    hop = Hop.of_record(fields["record"], fields.get("text"))
    expected = read_digest(fields["digest"], "digest")
    if hop.digest != expected:
        raise IntegrityError(
            f"the record was altered – it says {expected}, it has {hop.digest} – go back to the copy it came from",
            expected=expected,
            actual=hop.digest,
        )
    spelt = digest_of(orjson.dumps(fields["record"], option=orjson.OPT_SORT_KEYS))
    if spelt != expected:
        raise IntegrityError(
            f"another spelling – hop {expected} – a field is written otherwise than it is hashed: write it as "
            f"{shown(hop.canonical, 200)}",
            expected=expected,
            actual=spelt,
        )
    return hop


_HELD = frozenset({"evidence", "glosses", "comparisons", "waivers", "corrections"})
_GLOSS = frozenset({"hop", "text", "language", "by", "method"})
_STORED = frozenset({"source", "hop", "computed_by", "via", "through", "delta", "alignment", "facts"})
_WAIVER = frozenset({"rule", "hop", "reason", "by", "on"})
_CORRECTION = frozenset({"old", "new", "reason", "by", "on"})


def read_held(record: object) -> Held:
    """Return what a chain holds beside its record. Evidence is not checked against its digest: the audit says so."""
    fields = fields_of(record, "held", _HELD)
    evidence = fields.get("evidence", {})
    if not isinstance(evidence, dict):
        raise RecordError("not a mapping – evidence – write {…} there", field="evidence", value=evidence)
    return Held(
        evidence={read_digest(digest, "evidence"): _bytes(data, "evidence") for digest, data in evidence.items()},
        glosses=read_list(fields.get("glosses"), "glosses", _read_gloss),
        comparisons=read_list(fields.get("comparisons"), "comparisons", _read_stored),
        waivers=read_list(fields.get("waivers"), "waivers", read_waiver),
        corrections=read_list(fields.get("corrections"), "corrections", read_correction),
    )


def _bytes(value: object, what: str) -> bytes:
    try:
        return b64decode(value, validate=True)  # type: ignore[arg-type]  # a TypeError says what is no string
    except (TypeError, ValueError) as error:
        raise RecordError(
            f"not base 64 – {what} {shown(value)} – it was cut or altered: take it from a whole copy",
            field=what,
            value=value,
        ) from error


def _read_gloss(record: object) -> Gloss:
    fields = dict(fields_of(record, "gloss", _GLOSS, ("hop", "text", "language", "by")))
    return Gloss(**{**fields, "by": read_agent(fields["by"])})


def _read_stored(record: object) -> StoredComparison:
    fields = dict(fields_of(record, "comparison", _STORED, ("source", "hop", "computed_by")))
    for name in ("source", "hop", "through"):
        if name in fields:
            fields[name] = read_digest(fields[name], name)
    for name in ("alignment", "facts"):
        if name in fields:
            fields[name] = _bytes(fields[name], name)
    return StoredComparison(**fields)


def read_waiver(record: object) -> Waiver:
    """Return the waiver that plain values spell."""
    return Waiver(**fields_of(record, "waiver", _WAIVER, ("rule", "hop", "reason", "by", "on")))


def read_correction(record: object) -> Correction:
    """Return the correction that plain values spell."""
    return Correction(**fields_of(record, "correction", _CORRECTION, ("old", "reason", "by", "on")))
