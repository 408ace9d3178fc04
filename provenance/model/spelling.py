"""The one spelling of each value in a record: to plain values and back.

A field that is not stated is left out, so that a later version may add fields without changing older digests. Reading
is strict: an unknown key is refused, for it may be the one that matters.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from provenance.canonical import Digest
from provenance.errors import RecordError, shown
from provenance.model.attribution import Agent, Attribution, Capture, Inferred, Method
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.canonical import Plain

__all__ = [
    "Record",
    "fields_of",
    "read_agent",
    "read_attribution",
    "read_capture",
    "read_digest",
    "read_inferred",
    "read_list",
    "spell_agent",
    "spell_attribution",
    "spell_capture",
    "spell_inferred",
]

Record: TypeAlias = "dict[str, Plain]"


def spell_agent(agent: Agent) -> Record:
    """Return an agent as plain values."""
    record: Record = {"name": agent.name}
    if agent.kind != "unknown":
        record["kind"] = agent.kind
    if agent.id is not None:
        record["id"] = agent.id
    if agent.version is not None:
        record["version"] = agent.version
    if agent.aliases:
        record["aliases"] = list(agent.aliases)
    if agent.description is not None:
        record["description"] = agent.description
    return record


def spell_attribution(attribution: Attribution) -> Record:
    """Return an attribution as plain values: the link as given, the date as written."""
    record: Record = {}
    if attribution.speaker is not None:
        record["speaker"] = spell_agent(attribution.speaker)
    if attribution.author:
        record["author"] = [spell_agent(agent) for agent in attribution.author]
    if attribution.translator:
        record["translator"] = [spell_agent(agent) for agent in attribution.translator]
    if attribution.method is not Method.UNKNOWN:
        record["method"] = attribution.method._value_
    if attribution.locator is not None:
        record["locator"] = attribution.locator.given
    if attribution.on is not None:
        record["on"] = str(attribution.on)
    if attribution.outlet is not None:
        record["outlet"] = attribution.outlet
    if attribution.title is not None:
        record["title"] = attribution.title
    if attribution.occasion is not None:
        record["occasion"] = attribution.occasion
    if attribution.credit is not None:
        record["credit"] = attribution.credit
    if attribution.disclaimer is not None:
        record["disclaimer"] = attribution.disclaimer
    if attribution.licence is not None:
        record["licence"] = attribution.licence
    return record


def spell_capture(capture: Capture) -> Record:
    """Return a capture as plain values; times in UTC, as RFC 3339 writes them."""
    record: Record = {}
    if capture.data is not None:
        record["data"] = f"sha256:{capture.data.hex}"
    if capture.text is not None:
        record["text"] = f"sha256:{capture.text.hex}"
    if capture.span is not None:
        record["span"] = [capture.span.start, capture.span.end]
    if capture.extractor is not None:
        record["extractor"] = spell_agent(capture.extractor)
    if capture.collector is not None:
        record["collector"] = spell_agent(capture.collector)
    if capture.time is not None:
        record["time"] = _spell_time(capture.time)
    if capture.locator is not None:
        record["locator"] = capture.locator.given
    if capture.archived is not None:
        record["archived"] = capture.archived.given
    if capture.declared_encoding is not None:
        record["declared_encoding"] = capture.declared_encoding
    if capture.used_encoding is not None:
        record["used_encoding"] = capture.used_encoding
    return record


_TWO = tuple(f"{number:02d}" for number in range(60))


def _spell_time(time: datetime) -> str:
    """Return a time in UTC, to the microsecond only where it has any; ``isoformat`` takes three times as long."""
    year, month, day = time.year, _TWO[time.month], _TWO[time.day]
    whole = f"{year:04d}-{month}-{day}T{_TWO[time.hour]}:{_TWO[time.minute]}:{_TWO[time.second]}"
    return f"{whole}.{time.microsecond:06d}Z" if time.microsecond else f"{whole}Z"


def spell_inferred(inferred: Inferred) -> Record:
    """Return an inferred field as plain values."""
    record: Record = {"field": inferred.field, "basis": inferred.basis}
    if inferred.stated is not None:
        record["stated"] = inferred.stated
    return record


def fields_of(record: object, what: str, known: frozenset[str], needed: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a mapping whose keys are all known and hold what is needed; RecordError names the first that is not."""
    if not isinstance(record, dict):
        raise RecordError(f"not a mapping – {what} – write {{…}} there", field=what, value=record)
    if not record.keys() <= known:
        key = min(record.keys() - known, key=str)
        raise RecordError(
            f"unknown field – {what}: {shown(key)} – written by a newer version, or misspelt; known are "
            f"{', '.join(sorted(known))}",
            field=key,
            value=record[key],
        )
    for key in needed:
        if record.get(key) is None:
            raise RecordError(f"missing field – {what}: {key!r} – the record is cut or altered", field=key)
    return record


def read_list(value: object, what: str, read: Callable[[object], Any]) -> tuple[Any, ...]:
    """Return each item of a list as read; RecordError if it is none."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise RecordError(f"not a list – {what} – write […] there", field=what, value=value)
    return tuple(read(item) for item in value)


_AGENT = frozenset({"name", "kind", "id", "version", "aliases", "description"})
_ATTRIBUTION = frozenset(
    {
        "speaker",
        "author",
        "translator",
        "method",
        "locator",
        "on",
        "outlet",
        "title",
        "occasion",
        "credit",
        "disclaimer",
        "licence",
    }
)
_CAPTURE = frozenset(
    {
        "data",
        "text",
        "span",
        "extractor",
        "collector",
        "time",
        "locator",
        "archived",
        "declared_encoding",
        "used_encoding",
    }
)
_INFERRED = frozenset({"field", "basis", "stated"})


def read_agent(record: object) -> Agent:
    """Return the agent that plain values spell."""
    fields = dict(fields_of(record, "agent", _AGENT, ("name",)))
    fields["aliases"] = read_list(fields.get("aliases"), "aliases", lambda alias: alias)
    return Agent(fields.pop("name"), **fields)


def read_attribution(record: object) -> Attribution:
    """Return the attribution that plain values spell."""
    fields = dict(fields_of(record, "attribution", _ATTRIBUTION))
    if "speaker" in fields:
        fields["speaker"] = read_agent(fields["speaker"])
    for name in ("author", "translator"):
        fields[name] = read_list(fields.get(name), name, read_agent)
    return Attribution(**fields)


def read_capture(record: object) -> Capture:
    """Return the capture that plain values spell."""
    fields = dict(fields_of(record, "capture", _CAPTURE))
    for name in ("data", "text"):
        if name in fields:
            fields[name] = read_digest(fields[name], name)
    for name in ("extractor", "collector"):
        if name in fields:
            fields[name] = read_agent(fields[name])
    if "span" in fields:
        fields["span"] = _span(fields["span"])
    if "time" in fields:
        fields["time"] = _time(fields["time"])
    return Capture(**fields)


def read_inferred(record: object) -> Inferred:
    """Return the inferred field that plain values spell."""
    return Inferred(**fields_of(record, "inferred", _INFERRED, ("field", "basis")))


def read_digest(value: object, what: str) -> Digest:
    """Return the digest a string spells; RecordError for anything else."""
    if not isinstance(value, str):
        raise RecordError(f"not a digest – {what} {shown(value)} – write sha256:…", field=what, value=value)
    return Digest.parse(value)


def _span(value: object) -> Span:
    if not isinstance(value, list) or len(value) != 2:
        raise RecordError(f"not a span – {shown(value)} – write [start, end]", field="span", value=value)
    return Span(*value)


def _time(value: object) -> datetime:
    try:
        return datetime.fromisoformat(value)  # type: ignore[arg-type]  # a TypeError says what is no string
    except (TypeError, ValueError) as error:
        raise RecordError(
            f"not a time – {shown(value)} – write 2026-03-04T05:06:07Z", field="time", value=value
        ) from error
