"""What lies beside the record and is never hashed: evidence, glosses, stored comparisons, waivers, corrections."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.canonical import Digest, digest_of
from provenance.dates import PartialDate
from provenance.errors import RecordError, shown
from provenance.limits import DOCUMENT, HOPS, WORDS
from provenance.model.attribution import Agent, Method
from provenance.model.checks import instance_of, items, line, one_of, words
from provenance.text import LONGEST_TAG, check_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Correction", "Gloss", "Held", "StoredComparison", "Waiver"]


def _date(value: str | PartialDate) -> PartialDate:
    if isinstance(value, str):
        return PartialDate.parse(value)
    instance_of(PartialDate, value, "on", "a date")
    if value is None:
        raise RecordError("no date – on – say when, for nothing here reads a clock", field="on")
    return value


def _digest(value: str | Digest) -> Digest:
    if isinstance(value, str):
        return Digest.parse(value)
    if not isinstance(value, Digest):
        raise RecordError(f"not a digest – {shown(value)} – write sha256:…", field="digest", value=value)
    return value


def _digest_or_none(value: str | Digest | None) -> Digest | None:
    return None if value is None else _digest(value)


@frozen(kw_only=True)
class StoredComparison:
    """What was computed of one step when it was stored, and by what."""

    source: Digest = field(converter=_digest)
    hop: Digest = field(converter=_digest)
    computed_by: str = field(validator=line)
    via: str | None = field(default=None, validator=line)
    through: Digest | None = field(default=None, converter=_digest_or_none)
    """The gloss's words, or the sibling hop, that the delta was made through."""
    delta: str | None = None
    """What turns the source's words into the hop's, in diff-match-patch's format; empty between two equal empty texts."""
    alignment: bytes | None = None
    facts: bytes | None = None

    def __attrs_post_init__(self) -> None:
        if self.delta:
            words(self.delta, "delta", DOCUMENT, "compute it again")
        instance_of(str, self.delta, "delta", "a delta")
        instance_of(bytes, self.alignment, "alignment", "the bytes of an alignment")
        instance_of(bytes, self.facts, "facts", "the bytes of facts")


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


def _language(value: str) -> str:
    return check_language(words(value, "language", LONGEST_TAG, "give a language tag"))


@frozen(kw_only=True)
class Gloss:
    """A hop's words rendered in another language, for comparison only; never a hop, never in a digest."""

    hop: Digest = field(converter=_digest)
    text: str = field()
    language: str = field(converter=_language)
    by: Agent = field(converter=_agent)
    """Who or what made it."""
    method: Method = field(default=Method.UNKNOWN, converter=_method)

    @text.validator
    def _text(self, _attribute: object, value: str) -> None:
        words(value, "text", WORDS, "gloss the passage that is compared")


def _evidence(value: Mapping[Any, Any]) -> Mapping[Digest, bytes]:
    for digest, data in value.items():
        if not isinstance(digest, Digest) or not isinstance(data, bytes):
            raise RecordError(
                f"not evidence – {shown(digest)}: {shown(data)} – give a digest and the bytes behind it",
                field="evidence",
                value=data,
            )
    return MappingProxyType({digest: value[digest] for digest in sorted(value, key=lambda digest: digest.hex)})


def _each(value: Iterable[Any], kind: type, name: str) -> tuple[Any, ...]:
    """Return what is held once each, in the order in which it came."""
    held = items(value, name, HOPS)
    for one in held:
        if not isinstance(one, kind):
            raise RecordError(f"not of {name} – {shown(one)} – give a {kind.__name__}", field=name, value=one)
    return tuple(dict.fromkeys(held))


def _glosses(value: Iterable[Gloss]) -> tuple[Gloss, ...]:
    return _each(value, Gloss, "glosses")


def _comparisons(value: Iterable[StoredComparison]) -> tuple[StoredComparison, ...]:
    return _each(value, StoredComparison, "comparisons")


def _waivers(value: Iterable[Waiver]) -> tuple[Waiver, ...]:
    return _each(value, Waiver, "waivers")


def _corrections(value: Iterable[Correction]) -> tuple[Correction, ...]:
    return _each(value, Correction, "corrections")


@frozen(kw_only=True)
class Held:
    """All that travels with a chain and is not part of its digest."""

    glosses: tuple[Gloss, ...] = field(default=(), converter=_glosses)
    evidence: Mapping[Digest, bytes] = field(factory=dict, converter=_evidence, hash=False)
    """Bytes by the digest that the record names; an audit checks that they still have it."""
    comparisons: tuple[StoredComparison, ...] = field(default=(), converter=_comparisons)
    waivers: tuple[Waiver, ...] = field(default=(), converter=_waivers)
    corrections: tuple[Correction, ...] = field(default=(), converter=_corrections)

    def __reduce__(self) -> tuple[Any, ...]:
        # A view of a mapping cannot be pickled, and chains are handed to other processes.
        fields = {name: getattr(self, name) for name in ("glosses", "comparisons", "waivers", "corrections")}
        return partial(Held, evidence=dict(self.evidence), **fields), ()

    def joined(self, *others: Held) -> Held:
        """Return what any of them holds; where several hold bytes under one digest, those that have it stay."""
        evidence = dict(self.evidence)
        for other in others:
            for digest, data in other.evidence.items():
                if digest not in evidence or (evidence[digest] != data and digest_of(data) == digest):
                    evidence[digest] = data
        every = (self, *others)
        return Held(
            glosses=tuple(gloss for held in every for gloss in held.glosses),
            evidence=evidence,
            comparisons=tuple(comparison for held in every for comparison in held.comparisons),
            waivers=tuple(waiver for held in every for waiver in held.waivers),
            corrections=tuple(correction for held in every for correction in held.corrections),
        )
