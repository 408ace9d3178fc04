"""A hop: words in a language, as one witness has them, with who answers for them and what they rest on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import orjson
from attrs import evolve, field, frozen

from provenance.canonical import Digest, digest_of, digest_of_words
from provenance.errors import IntegrityError, RecordError, shown
from provenance.limits import SOURCES, WORDS, check_limit
from provenance.model.attribution import Attribution, Capture, Inferred
from provenance.model.checks import instance_of, items, one_of, words
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

    digest: Digest = field()
    """SHA-256 of their UTF-8."""
    length: int = field()
    """Code points."""

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.digest, Digest):
            raise RecordError(f"not a digest – seal {shown(self.digest)} – give one", field="digest", value=self.digest)
        if type(self.length) is not int or self.length < 1:
            raise RecordError(
                f"not a length – seal {shown(self.length)} – give a whole number from 1",
                field="length",
                value=self.length,
            )
        check_limit(self.length, WORDS, "seal", "no hop has words of that length")

    def __str__(self) -> str:
        return f"{self.length} code points, {self.digest}"


def _sealed(words: str) -> Seal:
    """Return the seal of words within the limit: it needs no check, and the check would cost what the digest costs."""
    seal = object.__new__(Seal)
    object.__setattr__(seal, "digest", digest_of_words(words))
    object.__setattr__(seal, "length", len(words))
    return seal


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
    return (
        None
        if value is None
        else words(value, "text", WORDS, "give the passage that is quoted; None if nobody holds it")
    )


def _captures(value: Iterable[Capture]) -> tuple[Capture, ...]:
    if type(value) is tuple and not value:
        return ()
    captures = items(value, "captures")
    for capture in captures:
        if not isinstance(capture, Capture):
            raise RecordError(f"not a capture – captures {shown(capture)} – give one", field="captures", value=capture)
    return captures


def _sources(value: Iterable[Digest]) -> tuple[Digest, ...]:
    """Order and repetition of sources say nothing, so they are taken out."""
    sources = tuple(value)
    for source in sources:
        if not isinstance(source, Digest):
            raise RecordError(f"not a digest – sources {shown(source)} – give one", field="sources", value=source)
    if len(sources) < 2:
        return sources
    sources = tuple(sorted(set(sources), key=lambda source: source.hex))
    check_limit(len(sources), SOURCES, "sources", "let a hop in between gather some of them")
    return sources


def _inferred(value: Iterable[Inferred]) -> tuple[Inferred, ...]:
    if type(value) is tuple and not value:
        return ()
    inferred = items(value, "inferred")
    for one in inferred:
        if not isinstance(one, Inferred):
            raise RecordError(f"not an inferred field – {shown(one)} – give one", field="inferred", value=one)
    if len({one.field for one in inferred}) < len(inferred):
        names = sorted(one.field for one in inferred)
        raise RecordError(
            f"inferred twice – {', '.join(names)} – give one basis for each", field="inferred", value=names
        )
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
    seal: Seal | None = field(init=False, repr=False)
    """The digest and length of the words, also of withheld ones; None if there are none."""
    digest: Digest = field(init=False, repr=False)
    """SHA-256 of the canonical bytes."""

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.attribution, Attribution):
            raise RecordError(
                f"not an attribution – {shown(self.attribution)} – give one",
                field="attribution",
                value=self.attribution,
            )
        instance_of(Seal, self.withheld, "withheld", "a seal")
        if type(self.format) is not int or self.format != FORMAT:
            raise RecordError(
                f"another format – {shown(self.format)} – this version writes and reads {FORMAT}",
                field="format",
                value=self.format,
            )
        if self.withheld is not None and self.text is not None:
            raise RecordError(
                "both words and the seal of withheld words – text, withheld – give one of them", field="withheld"
            )
        seal = self.withheld if self.text is None else _sealed(self.text)
        object.__setattr__(self, "seal", seal)
        object.__setattr__(self, "digest", digest_of(self.canonical))

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
        record: Record = {
            "type": TYPE,
            "format": FORMAT,
            "act": self.act._value_,  # as fast as an attribute; ``value`` takes six times as long
            "mode": self.mode._value_,
        }
        if self.seal is not None:
            record["words"] = {"digest": f"sha256:{self.seal.digest.hex}", "length": self.seal.length}
        if self.language is not None:
            record["language"] = self.language
        attribution = spell_attribution(self.attribution)
        if attribution:
            record["attribution"] = attribution
        if self.captures:
            record["captures"] = [spell_capture(capture) for capture in self.captures]
        if self.sources:
            record["sources"] = [f"sha256:{source.hex}" for source in self.sources]
        if self.inferred:
            record["inferred"] = [spell_inferred(inferred) for inferred in self.inferred]
        return record

    @property
    def canonical(self) -> bytes:
        """The RFC 8785 bytes of the record."""
        # Every field was checked when it was set, so nothing stands here that the guard of ``canonical_bytes`` refuses.
        return orjson.dumps(self.record, option=orjson.OPT_SORT_KEYS)

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
        _check_version(record)
        fields = dict(fields_of(record, "hop", _HOP, ("act", "mode")))
        del fields["type"]
        seal = _read_seal(fields.pop("words", None))
        fields["attribution"] = read_attribution(fields.get("attribution", {}))
        fields["captures"] = read_list(fields.get("captures"), "captures", read_capture)
        fields["sources"] = read_list(fields.get("sources"), "sources", lambda source: read_digest(source, "sources"))
        fields["inferred"] = read_list(fields.get("inferred"), "inferred", read_inferred)
        hop = cls(**fields, text=text, withheld=seal if text is None else None)
        if hop.seal != seal:
            raise IntegrityError(
                f"these are not the recorded words – {seal or 'none'} recorded, {hop.seal} here – they were altered or "
                "cut: go back to the copy they came from",
                expected=seal,
                actual=hop.seal,
            )
        return hop


_HOP = frozenset(
    {"type", "format", "act", "mode", "words", "language", "attribution", "captures", "sources", "inferred"}
)


def _check_version(record: object) -> None:
    """Refuse another type or version before anything else in it is judged."""
    if not isinstance(record, dict) or record.get("type") != TYPE:
        raise RecordError(f'not a hop – "type" – {TYPE!r} stands there', field="type", value=record)
    version = record.get("format")
    if type(version) is not int or version != FORMAT:
        newer = type(version) is int and version > FORMAT
        raise RecordError(
            f"another format of hops – {shown(version)} – this version reads {FORMAT}"
            + ("; a newer one of provenance wrote it: update" if newer else ", and there was none before"),
            field="format",
            value=version,
        )


def _read_seal(record: Any) -> Seal | None:
    if record is None:
        return None
    fields = fields_of(record, "words", frozenset({"digest", "length"}), ("digest", "length"))
    return Seal(read_digest(fields["digest"], "words"), fields["length"])
