"""A hop: words in a language, as one witness has them, with who answers for them and what they rest on."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson
from attrs import evolve, field, frozen

from provenance.canonical import Digest, canonical_bytes, check_words, digest_of, digest_of_words
from provenance.errors import IntegrityError, RecordError
from provenance.limits import SOURCES, WORDS, check_limit
from provenance.model.attribution import Attribution, Capture, Inferred
from provenance.model.checks import instance_of, items, one_of
from provenance.model.spelling import (
    fields_of,
    read_attribution,
    read_capture,
    read_digest,
    read_inferred,
    read_list,
    spell_attribution,
    spell_capture,
    spell_inferred,
)
from provenance.text import Mode, Text, check_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model.spelling import Record

__all__ = ["FORMAT", "Act", "Hop", "Seal"]

FORMAT = 1
"""The version of the record's canonical form; it stands inside the digest."""

TYPE = "provenance/hop"


class Act(StrEnum):
    """What kind of link a hop is."""

    SAID = "said"
    TRANSCRIBED = "transcribed"
    REPORTED = "reported"
    TRANSLATED = "translated"
    EXCERPTED = "excerpted"
    REVISED = "revised"
    REPUBLISHED = "republished"


@frozen
class Seal:
    """What a record keeps of words: their digest and their length, so that the words can be withheld."""

    digest: Digest
    """SHA-256 of their UTF-8."""
    length: int
    """Code points."""


def _act(value: str | Act) -> Act:
    act: Act = one_of(value, Act, "act")
    return act


def _mode(value: str | Mode) -> Mode:
    mode: Mode = one_of(value, Mode, "mode")
    return mode


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    instance_of(str, value, "language", "a language tag")
    return check_language(value)


def _text(value: str | None) -> str | None:
    if value is None:
        return None
    instance_of(str, value, "text", "text")
    if not value or value.isspace():
        raise RecordError("blank – text – give the words, or None if nobody holds them", field="text", value=value)
    check_limit(len(value), WORDS, "text", "record the passage that is quoted, not the whole work")
    return check_words(value, "text")


def _captures(value: Iterable[Capture]) -> tuple[Capture, ...]:
    captures = items(value, "captures")
    for capture in captures:
        instance_of(Capture, capture, "captures", "a capture")
    return captures


def _sources(value: Iterable[Digest]) -> tuple[Digest, ...]:
    """Order and repetition of sources say nothing, so they are taken out."""
    sources = tuple(value)
    check_limit(len(sources), SOURCES, "sources", "let a hop in between gather some of them")
    for source in sources:
        instance_of(Digest, source, "sources", "a digest")
    return tuple(sorted(set(sources))) if len(sources) > 1 else sources


def _inferred(value: Iterable[Inferred]) -> tuple[Inferred, ...]:
    inferred = items(value, "inferred")
    for one in inferred:
        instance_of(Inferred, one, "inferred", "an inferred field")
    if len({one.field for one in inferred}) < len(inferred):
        raise RecordError("inferred twice – one field, one basis – join them", field="inferred", value=inferred)
    return tuple(sorted(inferred))


@frozen(kw_only=True, eq=False)
class Hop:
    """One link of a chain; two hops are equal if their digests are.

    The digest covers the canonical bytes of the record: type, format version, every field, the digests of the sources,
    and of the words their seal (digest and length). So words can be withheld and the hop is still the same.
    """

    act: Act = field(converter=_act)
    text: str | None = field(default=None, converter=_text)
    """The words exactly as given; None if nobody holds them, or if they are withheld (then ``seal`` stands)."""
    language: str | None = field(default=None, converter=_language)
    mode: Mode = field(default=Mode.DIRECT, converter=_mode)
    attribution: Attribution = field(factory=Attribution)
    captures: tuple[Capture, ...] = field(default=(), converter=_captures)
    sources: tuple[Digest, ...] = field(default=(), converter=_sources)
    """The hops it rests on, by digest, sorted."""
    inferred: tuple[Inferred, ...] = field(default=(), converter=_inferred)
    """Fields that nobody stated, sorted by field."""
    format: int = field(default=FORMAT)
    withheld: Seal | None = field(default=None)
    """The seal of words that were recorded and are not held here any more."""

    def __attrs_post_init__(self) -> None:
        instance_of(Attribution, self.attribution, "attribution", "an attribution")
        instance_of(Seal, self.withheld, "withheld", "a seal")
        if self.format != FORMAT:
            raise RecordError(
                f"another format – {self.format!r} – this version writes and reads {FORMAT}",
                field="format",
                value=self.format,
            )
        if self.withheld is not None and self.text is not None:
            raise RecordError(
                "both words and the seal of withheld words – text, withheld – give one of them", field="withheld"
            )

    @cached_property
    def seal(self) -> Seal | None:
        """The digest and length of the words, also of withheld ones; None if there are none."""
        if self.text is None:
            return self.withheld
        return Seal(digest_of_words(self.text), len(self.text))

    @property
    def text_digest(self) -> Digest | None:
        """The digest of the words, also of withheld ones."""
        return None if self.seal is None else self.seal.digest

    @property
    def words(self) -> Text | None:
        """The words with their language, if they are held."""
        return None if self.text is None else Text(self.text, self.language)

    @property
    def record(self) -> Record:
        """The record as plain values: what is hashed."""
        record: Record = {"type": TYPE, "format": self.format, "act": self.act.value, "mode": self.mode.value}
        if self.seal is not None:
            record["words"] = {"digest": str(self.seal.digest), "length": self.seal.length}
        if self.language is not None:
            record["language"] = self.language
        attribution = spell_attribution(self.attribution)
        if attribution:
            record["attribution"] = attribution
        if self.captures:
            record["captures"] = [spell_capture(capture) for capture in self.captures]
        if self.sources:
            record["sources"] = [str(source) for source in self.sources]
        if self.inferred:
            record["inferred"] = [spell_inferred(inferred) for inferred in self.inferred]
        return record

    @cached_property
    def canonical(self) -> bytes:
        """The RFC 8785 bytes of the record."""
        # Every field was checked when it was set, so what the guard admits is what stands here; orjson refuses the rest.
        try:
            return orjson.dumps(self.record, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:
            return canonical_bytes(self.record)

    @cached_property
    def digest(self) -> Digest:
        """SHA-256 of the canonical bytes."""
        return digest_of(self.canonical)

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, Hop) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def was_inferred(self, name: str) -> bool:
        """Return whether a field was inferred and not stated."""
        return any(inferred.field == name for inferred in self.inferred)

    def withholding(self) -> Hop:
        """Return the same hop, of the same digest, without its words."""
        return self if self.text is None else evolve(self, text=None, withheld=self.seal)

    @classmethod
    def of_record(cls, record: object, text: str | None = None) -> Hop:
        """Return the hop that a record spells, with its words if they are held.

        RecordError for what is no such record; IntegrityError where the words are not those that were recorded.
        """
        fields = dict(fields_of(record, "hop", _HOP, ("type", "format", "act", "mode")))
        if fields.pop("type") != TYPE:
            raise RecordError(f"not a hop – type – write {TYPE!r}", field="type", value=record)
        seal = _read_seal(fields.pop("words", None))
        fields["attribution"] = read_attribution(fields.get("attribution", {}))
        fields["captures"] = read_list(fields.get("captures"), "captures", read_capture)
        fields["sources"] = read_list(fields.get("sources"), "sources", lambda source: read_digest(source, "sources"))
        fields["inferred"] = read_list(fields.get("inferred"), "inferred", read_inferred)
        hop = cls(**fields, text=text, withheld=seal if text is None else None)
        if hop.seal != seal:
            raise IntegrityError(
                f"these are not the recorded words – {seal} was recorded, {hop.seal} is here – they were altered or cut",
                expected=seal,
                actual=hop.seal,
            )
        return hop


_HOP = frozenset(
    {"type", "format", "act", "mode", "words", "language", "attribution", "captures", "sources", "inferred"}
)


def _read_seal(record: Any) -> Seal | None:
    if record is None:
        return None
    fields = fields_of(record, "words", frozenset({"digest", "length"}), ("digest", "length"))
    if type(fields["length"]) is not int or fields["length"] < 1:
        raise RecordError("not a length – words – a whole number from 1", field="length", value=fields["length"])
    return Seal(read_digest(fields["digest"], "words"), fields["length"])
