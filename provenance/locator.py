"""A link as given, and what it canonically is: platform, kind, id, account, the time minted into the id, the archive time.

Canonicalisation preserves identity: it drops only what is known not to matter, and what is known stands in two tables,
``platforms`` (forms, clocks, trackers, wrappers) and ``outlets`` (hosts and who they belong to). Percent-encoding is
normalised and dot segments are removed as RFC 3986 (section 6.2.2) says; host names become ASCII by IDNA (RFC 3490).
Everything is computed from the given string alone, so a record needs to keep nothing else.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import unquote

from attrs import field, frozen

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.links import Link, link_of, repaired
from provenance.tables import shared_table
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Locator", "Outlet", "outlet_named"]

DEEPEST = 8
"""Wrappers within wrappers (archives of archives, redirects) that are opened; beyond that nothing is made of the link."""

_ARCHIVE_TIME = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<month>[0-9]{2})(?:(?P<day>[0-9]{2})(?P<time>[0-9]{2}(?:[0-9]{2}){0,2})?)?)?"
)


@frozen(kw_only=True)
class Outlet:
    """Who a host belongs to."""

    name: str
    host: str
    kind: str
    """``self-media`` (anyone may publish there), ``portal`` (a mixture), ``news``, ``agency``, ``official``, ``reference``."""
    country: str | None
    """ISO 3166 code."""
    language: str | None
    """The language it usually writes in; None where there is no such language."""
    also: tuple[str, ...]
    """Other names it goes by, in its own language and others."""


class _Findings(TypedDict, total=False):
    canonical: str
    platform: str
    kind: str
    id: str
    account: str
    minted: datetime
    archived: datetime
    archived_on: PartialDate
    outlet: str
    self_media: bool
    language: str
    outlet_kind: str
    clock: str


def _is_text(_: Locator, __: Any, given: str) -> None:
    if not isinstance(given, str):  # whatever the annotation says
        raise RecordError(f"not a link – {given!r} – give text", field="locator", value=given)


@frozen(kw_only=True)
class Locator:
    """A link as given, and what can be made of it; two are equal where they were given alike.

    Only ``given`` is stated. The rest follows from it and from the tables, and is None where nothing can be made of it.
    """

    given: str = field(validator=_is_text)

    @property
    def canonical(self) -> str | None:
        """The one spelling of all links to the same thing; never shared by two different things."""
        return self._findings.get("canonical")

    @property
    def platform(self) -> str | None:
        """The platform it leads to, by the table's name of it."""
        return self._findings.get("platform")

    @property
    def kind(self) -> str | None:
        """What it leads to: article, post, message, comment, video, page, account."""
        return self._findings.get("kind")

    @property
    def id(self) -> str | None:
        """The number or name of the thing on its platform."""
        return self._findings.get("id")

    @property
    def account(self) -> str | None:
        """Whose thing it is, where the link says so."""
        return self._findings.get("account")

    @property
    def minted(self) -> datetime | None:
        """When the id was made, in UTC, read from its digits: not when the thing was published, drafts may be older."""
        return self._findings.get("minted")

    @property
    def archived(self) -> datetime | None:
        """When the archive took its copy, in UTC; where only a part is said, the earliest moment of it."""
        return self._findings.get("archived")

    @property
    def outlet(self) -> str | None:
        """The outlet that the host belongs to, by the table."""
        return self._findings.get("outlet")

    @property
    def self_media(self) -> bool | None:
        """Whether anyone may publish there; None where the host is not in the table, or mixes both."""
        return self._findings.get("self_media")

    @property
    def archived_on(self) -> PartialDate | None:
        """The archive time as precise as it is said."""
        return self._findings.get("archived_on")

    @property
    def language(self) -> str | None:
        """The language usually written there."""
        return self._findings.get("language")

    @property
    def outlet_kind(self) -> str | None:
        """The outlet's kind (see `Outlet`)."""
        return self._findings.get("outlet_kind")

    @property
    def clock(self) -> str | None:
        """The formula by which ``minted`` was read."""
        return self._findings.get("clock")

    @cached_property
    def _findings(self) -> _Findings:
        """What the link says, worked out when it is first asked: a record that is only read or kept asks nothing."""
        return _read(self.given)

    @classmethod
    def parse(cls, given: str) -> Locator:
        """Return the locator of a link; any text will do, and what is no link has no canonical form."""
        return cls(given=given)

    def __str__(self) -> str:
        return self.canonical or self.given

    def is_twin_of(self, other: Locator) -> bool:
        """Return whether the two are one publication in two languages: one number on two hosts of such a platform."""
        return (
            self.platform is not None
            and bool(_platforms()[self.platform].get("twins"))
            and (self.platform, self.kind, self.id) == (other.platform, other.kind, other.id)
            and self.canonical != other.canonical
        )


def outlet_named(name: str) -> Outlet | None:
    """Return the outlet that goes by this name, in any language of the table; None if the table has no such name."""
    return _outlets_by_name().get(_folded_name(name))


# ---- from the string to pieces ---------------------------------------------------------------------


def _read(given: str) -> _Findings:
    findings: _Findings = {}
    words = given
    for _ in range(DEEPEST):
        link = link_of(words)
        if link is None:
            return findings
        wrapped = _unwrapped(link)
        if wrapped is None:
            return findings | _known(link)
        words, time = wrapped
        findings |= _archive_time(time)  # the innermost copy is the one that the others copied
    return findings


# ---- wrappers --------------------------------------------------------------------------------------


def _unwrapped(link: Link) -> tuple[str, str | None] | None:
    """Return the link inside an archive's or a redirect's, and the archive time; None if it wraps nothing."""
    for host, path, parameters in _wrappers():
        if link.host != host:
            continue
        found = path.fullmatch(link.path if parameters else link.rest)
        if found is None:
            continue
        if not parameters:
            inner = found.group("link")
            inner = unquote(inner) if re.match(r"https?%3A", inner, re.IGNORECASE) else inner
            return inner, found.groupdict().get("time")
        for name in parameters:
            inner = link.parameter(name)
            if inner:
                return inner, None
    return None


def _archive_time(digits: str | None) -> _Findings:
    digits = re.sub(r"[.-]", "", digits or "")
    found = _ARCHIVE_TIME.fullmatch(digits)
    if found is None:
        return {}
    year, month, day, time = found.group("year", "month", "day", "time")
    clock = [int(time[at : at + 2]) for at in range(0, len(time), 2)] if time else []
    try:
        moment = datetime(int(year), int(month or 1), int(day or 1), *clock, tzinfo=UTC)  # type: ignore[misc, arg-type]  # hour, minute, second; the zone only by name
    except ValueError:
        return {}
    if len(clock) > 1:
        written = moment.strftime("%H:%M:%S" if len(clock) == 3 else "%H:%M")
        on = PartialDate(year=moment.year, month=moment.month, day=moment.day, time=written, zone="Z")
    else:
        on = PartialDate(
            year=moment.year,
            month=moment.month if month else None,
            day=moment.day if day else None,
            zone="Z" if day else None,
        )
    return {"archived": moment, "archived_on": on}


# ---- what the tables know --------------------------------------------------------------------------


def _known(link: Link) -> _Findings:
    outlet = _outlet_of(link.host)
    host = link.host
    findings: _Findings = {}
    if outlet is not None:
        host = outlet.host if host in _outlets() else host  # a host below an outlet's domain keeps its own things
        findings = _outlet_findings(outlet)
    platform = _platform_of(host)
    form = None
    if platform is not None and not link.port:
        findings["platform"] = platform
        form = _form_findings(_platforms()[platform], link, host)
    if form is not None:
        return findings | form
    scheme = "https" if outlet is not None and link.scheme == "http" and not link.port else link.scheme
    findings["canonical"] = _canonical(link, scheme, host)
    return findings


def _outlet_findings(outlet: Outlet) -> _Findings:
    findings: _Findings = {"outlet": outlet.name, "outlet_kind": outlet.kind}
    if outlet.language is not None:
        findings["language"] = outlet.language
    if outlet.kind != "portal":
        findings["self_media"] = outlet.kind == "self-media"
    return findings


def _form_findings(platform: Mapping[str, Any], link: Link, host: str) -> _Findings | None:
    for form in platform["forms"]:
        groups = _matched(form, link)
        if groups is None:
            continue
        identity = form["id"].format(**groups) if "id" in form else groups.get("id")
        findings: _Findings = {"kind": form["kind"]}
        if groups.get("account"):
            findings["account"] = groups["account"]
        if identity:
            findings["id"] = identity
            findings |= _minted(identity, platform.get("clock"))
        findings["canonical"] = form["canonical"].format(host=host, **groups)
        return findings
    return None


def _matched(form: Mapping[str, Any], link: Link) -> dict[str, str] | None:
    """Return the named groups of a form that the link has; None if it does not have the form."""
    path = form["path"].fullmatch(link.path)
    if path is None or form.get("host", link.host) != link.host:
        return None
    groups: dict[str, str] = path.groupdict()
    for name, wanted in form.get("query", {}).items():
        value = wanted.fullmatch(link.parameter(name))
        if value is None:
            return None
        groups |= value.groupdict()
    for name in form.get("lower", ()):
        groups[name] = groups[name].lower()
    return None if set(form.get("not", ())) & {value.lower() for value in groups.values()} else groups


def _minted(identity: str, clock: Mapping[str, Any] | None) -> _Findings:
    """Return when an id was made; nothing where its digits are of no known layout, or older than the platform."""
    if clock is None or not re.fullmatch(r"[0-9]{1,20}", identity):
        return {}
    for layout in clock["layouts"]:
        if len(identity) in layout["digits"]:
            count = (int(identity) >> layout["shift"]) + layout["add"]
            whole, part = divmod(count, layout["per_second"])
            moment = datetime.fromtimestamp(whole, UTC) + timedelta(
                microseconds=part * 1_000_000 // layout["per_second"]
            )
            if moment >= clock["since"]:
                return {"minted": moment, "clock": layout["formula"]}
    return {}


def _canonical(link: Link, scheme: str, host: str) -> str:
    names, beginnings = _trackers()
    pieces = (piece for piece in link.query.split("&") if piece)
    kept = [piece for piece in pieces if not _tracks(piece.partition("=")[0].lower(), names, beginnings)]
    port = f":{link.port}" if link.port else ""
    canonical = f"{scheme}://{link.user}{host}{port}{link.path}" + (f"?{'&'.join(kept)}" if kept else "")
    if repaired(canonical) != canonical:  # a final stop that was written as %2E must not be taken off the next time
        return f"{canonical[:-1]}%{ord(canonical[-1]):02X}"
    return canonical


def _tracks(name: str, names: frozenset[str], beginnings: tuple[str, ...]) -> bool:
    return name in names or name.startswith(beginnings)


# ---- the tables, read once -------------------------------------------------------------------------


@cache
def _outlets() -> dict[str, Outlet]:
    """Return each outlet by each host that stands for its own."""
    found: dict[str, Outlet] = {}
    for host, entry in shared_table("outlets").items():
        outlet = Outlet(
            name=entry["name"],
            host=host,
            kind=entry["kind"],
            country=entry["country"],
            language=entry["language"],
            also=tuple(entry.get("also", ())),
        )
        for same in (host, *entry.get("same", ())):
            found[same] = outlet
            found.setdefault(same.removeprefix("www.") if same.startswith("www.") else f"www.{same}", outlet)
    return found


@cache
def _outlets_above() -> dict[str, Outlet]:
    """Return each outlet that owns every host below its domain, by that domain."""
    return {
        host.removeprefix("www."): _outlets()[host]
        for host, entry in shared_table("outlets").items()
        if entry.get("below")
    }


def _outlet_of(host: str) -> Outlet | None:
    found = _outlets().get(host)
    while found is None and "." in host:
        host = host.partition(".")[2]
        found = _outlets_above().get(host)
    return found


@cache
def _outlets_by_name() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for outlet in _outlets().values():
        for name in (outlet.name, *outlet.also):
            found.setdefault(_folded_name(name), outlet)
    return found


def _folded_name(name: str) -> str:
    return comparing_form(name).removeprefix("the ")


@cache
def _platforms() -> dict[str, Mapping[str, Any]]:
    """Return each platform with its forms compiled."""
    return {
        name: {**entry, "clock": _clock(entry), "forms": [_compiled(form) for form in entry["forms"]]}
        for name, entry in shared_table("platforms")["platforms"].items()
    }


def _clock(entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if "clock" not in entry:
        return None
    since = datetime.fromisoformat(entry["clock"]["since"]).replace(tzinfo=UTC)
    return {**entry["clock"], "since": since}


def _compiled(form: Mapping[str, Any]) -> Mapping[str, Any]:
    query = {name: re.compile(wanted) for name, wanted in form.get("query", {}).items()}
    return {**form, "path": re.compile(form["path"])} | ({"query": query} if query else {})


@cache
def _platform_of(host: str) -> str | None:
    return next((name for name, entry in _platforms().items() if host in entry["hosts"]), None)


@cache
def _wrappers() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """Return (host, what stands after it, parameters that hold the link) of each wrapper."""
    wrappers = shared_table("platforms")["wrappers"]
    return tuple(
        (host, re.compile(entry["path"]), tuple(entry.get("parameters", ())))
        for entry in (*wrappers["archives"], *wrappers["redirects"])
        for host in entry["hosts"]
    )


@cache
def _trackers() -> tuple[frozenset[str], tuple[str, ...]]:
    trackers = shared_table("platforms")["trackers"]
    return frozenset(trackers["names"]), tuple(trackers["beginnings"])
