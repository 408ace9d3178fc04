"""What lies beside the record and is never hashed: evidence, glosses, stored comparisons, waivers, corrections."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.canonical import Digest, check_words, digest_of
from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.limits import WORDS, check_limit
from provenance.model.attribution import Agent, Method
from provenance.model.checks import instance_of, line, one_of
from provenance.text import check_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Correction", "Gloss", "Held", "StoredComparison", "Waiver"]


def _date(value: str | PartialDate) -> PartialDate:
    if isinstance(value, str):
        return PartialDate.parse(value)
    instance_of(PartialDate, value, "on", "a date")
    if value is None:
        raise RecordError("missing – on – say when, for nothing here reads a clock", field="on")
    return value


def _digest(value: str | Digest) -> Digest:
    if isinstance(value, str):
        return Digest.parse(value)
    if not isinstance(value, Digest):
        raise RecordError(f"not a digest – {value!r} – write sha256:…", field="digest", value=value)
    return value


def _digest_or_none(value: str | Digest | None) -> Digest | None:
    return None if value is None else _digest(value)


@frozen(kw_only=True)
class StoredComparison:
    """What was computed of one step when it was stored, and by what."""

    source: Digest
    hop: Digest
    computed_by: str = field(validator=line)
    via: str | None = field(default=None, validator=line)
    through: Digest | None = None
    """The gloss's words, or the sibling hop, that the delta was made through."""
    delta: str | None = None
    """What turns the source's words into the hop's, in diff-match-patch's format."""
    alignment: bytes | None = None
    facts: bytes | None = None


@frozen(kw_only=True)
class Waiver:
    """A rule's finding on one hop accepted, with the reason and who accepted it."""

    rule: str = field(validator=line)
    hop: Digest = field(converter=_digest)
    reason: str = field(validator=line)
    by: str = field(validator=line)
    on: PartialDate = field(converter=_date)


@frozen(kw_only=True)
class Correction:
    """A hop replaced by another, or retracted (``new`` is None); the old one stays."""

    old: Digest = field(converter=_digest)
    new: Digest | None = field(default=None, converter=_digest_or_none)
    reason: str = field(validator=line)
    by: str = field(validator=line)
    on: PartialDate = field(converter=_date)


def _agent(value: str | Agent) -> Agent:
    return value if isinstance(value, Agent) else Agent(value)


def _method(value: str | Method) -> Method:
    method: Method = one_of(value, Method, "method")
    return method


@frozen(kw_only=True)
class Gloss:
    """A hop's words rendered in another language, for comparison only; never a hop, never in a digest."""

    hop: Digest = field(converter=_digest)
    text: str = field()
    language: str = field(converter=check_language)
    by: Agent = field(converter=_agent)
    """Who or what made it."""
    method: Method = field(default=Method.UNKNOWN, converter=_method)

    @text.validator
    def _text(self, _attribute: object, value: str) -> None:
        instance_of(str, value, "text", "text")
        if not value or value.isspace():
            raise RecordError("blank – text of a gloss – give its words", field="text", value=value)
        check_limit(len(value), WORDS, "text", "gloss the passage that is compared")
        check_words(value, "text")


def _evidence(value: Mapping[Digest, bytes]) -> Mapping[Digest, bytes]:
    for digest, data in value.items():
        if not isinstance(digest, Digest) or not isinstance(data, bytes):
            raise RecordError("not evidence – give digests and the bytes behind them", field="evidence", value=digest)
    return MappingProxyType({digest: value[digest] for digest in sorted(value)})


def _unique(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(value))


@frozen(kw_only=True)
class Held:
    """All that travels with a chain and is not part of its digest."""

    glosses: tuple[Gloss, ...] = field(default=(), converter=_unique)
    evidence: Mapping[Digest, bytes] = field(factory=dict, converter=_evidence, hash=False)
    """Bytes by the digest that the record names; an audit checks that they still have it."""
    comparisons: tuple[StoredComparison, ...] = field(default=(), converter=_unique)
    waivers: tuple[Waiver, ...] = field(default=(), converter=_unique)
    corrections: tuple[Correction, ...] = field(default=(), converter=_unique)

    def joined(self, other: Held) -> Held:
        """Return what either holds; where both hold bytes under one digest, those that have it stay."""
        evidence = dict(self.evidence)
        for digest, data in other.evidence.items():
            if digest not in evidence or (evidence[digest] != data and digest_of(data) == digest):
                evidence[digest] = data
        return Held(
            glosses=(*self.glosses, *other.glosses),
            evidence=evidence,
            comparisons=(*self.comparisons, *other.comparisons),
            waivers=(*self.waivers, *other.waivers),
            corrections=(*self.corrections, *other.corrections),
        )
