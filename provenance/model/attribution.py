"""Who stands behind a hop and where it stands: agents, attribution, custody, and what was only inferred."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
from attrs import field, frozen

from provenance.canonical import LARGEST, Digest
from provenance.dates import PartialDate
from provenance.errors import RecordError, shown
from provenance.limits import FIELD, check_limit
from provenance.locator import Locator
from provenance.model.checks import instance_of, items, line, one_of, words
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["INFERABLE", "Agent", "AgentKind", "Attribution", "Capture", "Inferred", "Method", "agents"]

AgentKind: TypeAlias = Literal["person", "organisation", "software", "unknown"]
_KINDS = get_args(AgentKind)


class Method(StrEnum):
    """How a translation was made."""

    HUMAN = "human"
    MACHINE = "machine"
    POST_EDITED = "post-edited"
    UNKNOWN = "unknown"


_LEFT_OUT = "shorten it, or leave it out where nothing is known"


def _alias_lines(value: Iterable[str]) -> tuple[str, ...]:
    return items(value, "aliases")


@frozen
class Agent:
    """A person, an organisation or a program that answers for something."""

    name: str = field(validator=line)
    kind: AgentKind = field(default="unknown", kw_only=True)
    id: str | None = field(default=None, validator=line, kw_only=True)
    """An identifier elsewhere: a link, an ORCID, a Wikidata item."""
    version: str | None = field(default=None, validator=line, kw_only=True)
    """The version of a program."""
    aliases: tuple[str, ...] = field(default=(), converter=_alias_lines, kw_only=True)
    """Other spellings of the name, in any script, as the caller knows them."""
    description: str | None = field(default=None, validator=line, kw_only=True)
    """Office or role as printed: "harbour chief"."""

    @kind.validator
    def _kind(self, _attribute: object, value: str) -> None:
        if value not in _KINDS:
            raise RecordError(
                f"no such kind of agent – {shown(value)} – choose from {', '.join(_KINDS)}", field="kind", value=value
            )

    @aliases.validator
    def _aliases(self, attribute: Any, value: tuple[str, ...]) -> None:
        for alias in value:
            line(self, attribute, alias)

    def __str__(self) -> str:
        return self.name if self.version is None else f"{self.name} {self.version}"


def _agent(value: str | Agent | None) -> Agent | None:
    if value is None or isinstance(value, Agent):
        return value
    return Agent(value)


def agents(value: str | Agent | Iterable[str | Agent]) -> tuple[Agent, ...]:
    """Return one agent or several, given by name or whole, as a tuple in the order given."""
    if type(value) is tuple and not value:
        return ()
    if isinstance(value, str | Agent):
        value = (value,)
    return tuple(one if isinstance(one, Agent) else Agent(one) for one in items(value, "by"))


def _method(value: str | Method) -> Method:
    method: Method = one_of(value, Method, "method")
    return method


def _locator(value: str | Locator | None) -> Locator | None:
    if value is None:
        return None
    if isinstance(value, str):
        return Locator.parse(words(value, "locator", FIELD, _LEFT_OUT))
    instance_of(Locator, value, "locator", "a link")
    words(value.given, "locator", FIELD, _LEFT_OUT)
    return value


@lru_cache(maxsize=4_096)  # of the hops of a chain, or of an archive, many were made on one day
def _parsed(value: str) -> PartialDate:
    return PartialDate.parse(value)


def _date(value: str | PartialDate | None) -> PartialDate | None:
    if isinstance(value, str):
        return _parsed(value)
    instance_of(PartialDate, value, "on", "a date")
    return value


@frozen(kw_only=True)
class Attribution:
    """Who and where, as one hop states it; what it does not state is None or empty."""

    speaker: Agent | None = field(default=None, converter=_agent)
    """Whose words they are."""
    author: tuple[Agent, ...] = field(default=(), converter=agents)
    """Who wrote the piece they stand in, or did the act where it is no translation."""
    translator: tuple[Agent, ...] = field(default=(), converter=agents)
    method: Method = field(default=Method.UNKNOWN, converter=_method)
    outlet: str | None = field(default=None, validator=line)
    title: str | None = field(default=None, validator=line)
    locator: Locator | None = field(default=None, converter=_locator)
    """Where it stands; only the link as given is recorded, what can be made of it is computed."""
    on: PartialDate | None = field(default=None, converter=_date)
    """When it was said or published."""
    occasion: str | None = field(default=None, validator=line)
    credit: str | None = field(default=None, validator=line)
    """The credit line as printed: "Translated by …", "Original: …"."""
    disclaimer: str | None = field(default=None, validator=line)
    """A disclaimer as printed: "The views are those of the author alone"."""
    licence: str | None = field(default=None, validator=line)


INFERABLE = frozenset(
    {
        "act",
        "author",
        "credit",
        "disclaimer",
        "language",
        "licence",
        "locator",
        "method",
        "mode",
        "occasion",
        "on",
        "outlet",
        "speaker",
        "title",
        "translator",
    }
)
"""The fields of a hop that may be marked as inferred."""


@frozen(order=True)
class Inferred:
    """A field that nobody stated: what it was inferred from, and what was stated, if anything."""

    field: str = attrs.field()
    basis: str = attrs.field(validator=line)
    """What it was inferred from: "year: id of hop 2's locator"."""
    stated: str | None = attrs.field(default=None, validator=line)
    """What stood there as stated: ``--12-19`` where the field holds 2025-12-19."""

    def __attrs_post_init__(self) -> None:
        instance_of(str, self.field, "inferred", "the name of a field")
        if self.field not in INFERABLE:
            known = ", ".join(sorted(INFERABLE))
            raise RecordError(
                f"no such field – inferred {shown(self.field)} – choose from {known}",
                field="inferred",
                value=self.field,
            )


def _moment(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    instance_of(datetime, value, "time", "a time")
    if value.utcoffset() is None:
        raise RecordError(
            f"a time without a zone – {shown(value)} – give an aware datetime: tzinfo=UTC, say",
            field="time",
            value=value,
        )
    try:
        utc = value.astimezone(UTC)
    except OverflowError as error:
        raise RecordError(
            f"a time beyond the calendar – {shown(value)} – in UTC it must lie in the years 1 to 9999",
            field="time",
            value=value,
        ) from error
    # a plain datetime: subclasses of it print themselves in other ways
    return datetime(utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second, utc.microsecond, tzinfo=UTC)


@frozen(kw_only=True)
class Capture:
    """Custody of one witness: what was collected, by whom, when, with what, and where the words stand in it.

    The fields follow the collection record of the Berkeley Protocol on Digital Open Source Investigations (2022,
    section VI.C). The bytes themselves travel beside the record, keyed by these digests.
    """

    data: Digest | None = None
    """Of the bytes as collected."""
    text: Digest | None = None
    """Of the text extracted from them, as UTF-8."""
    span: Span | None = None
    """Where the hop's words stand in the extracted text."""
    extractor: Agent | None = field(default=None, converter=_agent)
    collector: Agent | None = field(default=None, converter=_agent)
    time: datetime | None = field(default=None, converter=_moment)
    locator: Locator | None = field(default=None, converter=_locator)
    """The link it was collected from, as given."""
    archived: Locator | None = field(default=None, converter=_locator)
    """A copy in an archive."""
    declared_encoding: str | None = field(default=None, validator=line)
    used_encoding: str | None = field(default=None, validator=line)

    def __attrs_post_init__(self) -> None:
        instance_of(Digest, self.data, "data", "a digest")
        instance_of(Digest, self.text, "text", "a digest")
        instance_of(Span, self.span, "span", "a span")
        if self.span is not None:
            check_limit(self.span.end, LARGEST, "span", "no text is so long")
