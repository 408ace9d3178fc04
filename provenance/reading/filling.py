"""Blanks of many drafts filled at once, from a JSON or TOML file: what somebody states, hop by hop.

The file is ``{"fill": [{"chain": 1, "hop": 2, "language": "ru", …}, …]}``, or the same in TOML as ``[[fill]]`` tables.
There is no YAML: of its two keys most wanted here, YAML 1.1 reads ``on`` as the truth value and ``no`` (Norwegian) as
false. Either all of a file is filled in, or nothing; what was stated is not overwritten, and nothing that is inferred can
be written as stated.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from attrs import frozen

from provenance.errors import RecordError, UnreadableError, shown
from provenance.model.making import Filling, How

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain

__all__ = ["Entry", "entries_in", "fill_all"]

FORMAT = "filling"
SHORTEST = 8
"""Hex digits of a digest at least."""

_LISTS = frozenset({"by"})
_REFUSED = frozenset({"also", "captures", "inferred"})


@frozen(kw_only=True)
class Entry:
    """What is to be filled in at one hop."""

    number: int
    """Its place in the file, from 1."""
    chain: int | str | None
    """The chain's number in its file, from 1; ``all`` for every chain with the same hop; None for the only one."""
    hop: int | str
    """The hop's number in its chain, or the beginning of its digest: then every chain that has it is meant."""
    how: dict[str, Any]
    """The fields, as `Chain.filled` takes them."""


def entries_in(data: bytes) -> tuple[Entry, ...]:
    """Return the entries of a file; UnreadableError says in which entry what is wrong, and how to write it."""
    document = _document(data)
    entries = document.get("fill") if isinstance(document, dict) else document
    if not isinstance(entries, list) or not entries:
        raise _unreadable(
            'nothing to fill in – the file – write {"fill": [{"chain": 1, "hop": 2, "language": "ru"}]}', "fill"
        )
    if isinstance(document, dict) and (others := sorted(document.keys() - {"fill", "format"})):
        raise _unreadable(f"unknown key – {shown(others[0])} – what is to be filled in stands under fill", others[0])
    return tuple(_entry(number, one) for number, one in enumerate(entries, 1))


def fill_all(chains: Sequence[Chain], entries: Sequence[Entry]) -> tuple[Chain, ...]:
    """Return the chains with all entries filled in; numbers mean the chains as they are given.

    RecordError, with the chain's number, for what is no blank; ChainError for a hop that is not there.
    """
    wanted: list[dict[Digest, dict[str, Any]]] = [{} for _ in chains]
    for entry in entries:
        for place, digest in _meant(chains, entry):
            fields = wanted[place].setdefault(digest, {})
            for name, value in entry.how.items():
                if fields.setdefault(name, value) != value:
                    raise RecordError(
                        f"filled in twice – entry {entry.number}, {name} – say it once", field=name, value=value
                    )
    return tuple(_filled(number, chain, wanted[number - 1]) for number, chain in enumerate(chains, 1))


def _filled(number: int, chain: Chain, wanted: dict[Digest, dict[str, Any]]) -> Chain:
    """Return a chain with its hops filled, the last first: what rests on a hop gets another digest, what it rests on does not."""
    for digest in sorted(wanted, key=chain.number, reverse=True):
        try:
            chain = chain.filled(chain.number(digest), **wanted[digest])
        except RecordError as error:
            raise RecordError(f"chain {number}: {error}", field=error.field, value=error.value) from error
    return chain


def _meant(chains: Sequence[Chain], entry: Entry) -> Iterator[tuple[int, Digest]]:
    """Yield the places of the chains that an entry means, each with the digest of its hop."""
    if isinstance(entry.hop, str):
        beginning = entry.hop.removeprefix("sha256:")
        found = [
            (place, hop.digest)
            for place, chain in enumerate(chains)
            for hop in chain.hops
            if hop.digest.hex.startswith(beginning)
        ]
        if len({digest for _, digest in found}) != 1:
            which = "no hop" if not found else "several hops"
            raise RecordError(
                f"{which} – entry {entry.number}, {shown(entry.hop)} – `provenance show` prints the digests",
                field="hop",
                value=entry.hop,
            )
        yield from found
        return
    if entry.chain is None and len(chains) != 1:
        raise RecordError(
            f"which chain – entry {entry.number} – the file holds {len(chains)}: add chain = 1 … {len(chains)}, or all",
            field="chain",
        )
    if entry.chain == "all":
        digest = chains[0].hop(entry.hop).digest
        yield from (
            (place, digest) for place, chain in enumerate(chains) if any(hop.digest == digest for hop in chain.hops)
        )
        return
    number = entry.chain if isinstance(entry.chain, int) else 1
    if not 1 <= number <= len(chains):
        raise RecordError(
            f"no such chain – entry {entry.number}, {number} – the file holds chains 1 to {len(chains)}",
            field="chain",
            value=number,
        )
    yield number - 1, chains[number - 1].hop(entry.hop).digest


def _document(data: bytes) -> Any:
    """Return a file's contents: JSON where it begins with a bracket that TOML does not, else TOML."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(f"not UTF-8 – byte {error.start} – save the file as UTF-8", f"byte {error.start}") from error
    start = text.lstrip()
    try:
        if start.startswith(("{", "[{", "[\n", "[ ", "[]")):
            return json.loads(text, object_pairs_hook=_once)
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        kind = "JSON" if start[:1] in {"{", "["} and not isinstance(error, tomllib.TOMLDecodeError) else "JSON or TOML"
        raise _unreadable(f"not {kind} – {' '.join(str(error).split())[:200]} – mend it there", "document") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one entry")
    return found


def _entry(number: int, one: object) -> Entry:
    where = f"entry {number}"
    if not isinstance(one, dict):
        raise _unreadable(f"not an entry – {where} – write hop, and what is to be filled in", where)
    fields = dict(one)
    chain, hop = fields.pop("chain", None), fields.pop("hop", None)
    if type(hop) is not int and not (isinstance(hop, str) and len(hop.removeprefix("sha256:")) >= SHORTEST):
        raise _unreadable(
            f"no hop – {where}, {shown(hop)} – give its number, or {SHORTEST} digits of its digest", where
        )
    if not (chain is None or chain == "all" or type(chain) is int) or (isinstance(hop, str) and chain is not None):
        raise _unreadable(
            f"no such chain – {where}, {shown(chain)} – give its number or all; none beside a digest", where
        )
    known = sorted({*Filling.__annotations__, *How.__annotations__} - _REFUSED)
    for name in fields:
        if name not in known and name not in _REFUSED:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
            raise _unreadable(f"unknown field – {where}, {shown(name)} – {hint}", where)
        if name in _REFUSED:
            raise _unreadable(
                f"not to be stated – {where}, {name} – a file states what somebody knows; what is inferred or captured "
                "comes from reading",
                where,
            )
    if not fields:
        raise _unreadable(f"nothing to fill in – {where} – add language, by, on, text …", where)
    return Entry(number=number, chain=chain, hop=hop, how={name: _value(where, name, fields[name]) for name in fields})


def _value(where: str, name: str, value: object) -> Any:
    if isinstance(value, datetime | date):  # TOML writes days without quotation marks
        return value.isoformat().removesuffix("+00:00") + ("Z" if value.isoformat().endswith("+00:00") else "")
    if isinstance(value, str):
        return value
    if name in _LISTS and isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise _unreadable(f"not words – {where}, {name} {shown(value)} – write text in quotation marks", where)


def _unreadable(message: str, where: str) -> UnreadableError:
    return UnreadableError(message, format=FORMAT, where=where)
