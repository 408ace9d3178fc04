"""A link as given, and what it canonically is: platform, kind, id, account, the time minted into the id, the archive time.

Canonicalisation preserves identity: it drops only what is known not to matter, and what is known stands in two tables,
``platforms`` (forms, clocks, trackers, wrappers) and ``outlets`` (hosts and who they belong to). Percent-encoding is
normalised and dot segments are removed as RFC 3986 (section 6.2.2) says; host names become ASCII by IDNA (RFC 3490).
Everything is computed from the given string alone, so a record needs to keep nothing else.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import quote, unquote

from attrs import field, frozen

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.tables import shared_table
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Locator", "Outlet", "outlet_named"]

DEEPEST = 8
"""Wrappers within wrappers (archives of archives, redirects) that are opened; beyond that nothing is made of the link."""

_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = "!$&'()*+,;=:@/?%~"
"""What stays as it is in a path, a query and a fragment, besides letters and digits (RFC 3986, section 3.3)."""

_EMPTY = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2066\u2067\u2068\u2069\u3000\ufeff"
_BLANKS = _EMPTY + _INVISIBLE
_QUOTES = "\"'`“”„‟‘’‚‛«»‹›「」『』《》〈〉"
_CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<", "）": "（", "］": "［", "】": "【", "〕": "〔", "＞": "＜"}
_OPENERS = "".join(_CLOSERS.values())
_STOPS = ".,;:。．，、；：！？"
_ELLIPSES = ("…", "...")

_SCHEME = re.compile(r"(?:(?:h(?:tt|xx)p(?P<safe>s?)|(?P<ftp>f(?:t|x)p))[:：][/／\\]+)+", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?![0-9]{1,5}(?:[/?#]|\Z))", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_TOP_LEVEL = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")
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


@frozen(kw_only=True)
class Locator:
    """A link as given, and what can be made of it; two are equal where they were given alike.

    Only ``given`` is stated. The rest follows from it and from the tables, and is None where nothing can be made of it.
    """

    given: str = field()
    canonical: str | None = field(init=False, default=None, eq=False)
    """The one spelling of all links to the same thing; never shared by two different things."""
    platform: str | None = field(init=False, default=None, eq=False)
    kind: str | None = field(init=False, default=None, eq=False)
    """What it leads to: article, post, message, comment, video, page, account."""
    id: str | None = field(init=False, default=None, eq=False)
    account: str | None = field(init=False, default=None, eq=False)
    minted: datetime | None = field(init=False, default=None, eq=False)
    """When the id was made, in UTC, read from its digits: not when the thing was published, drafts may be older."""
    archived: datetime | None = field(init=False, default=None, eq=False)
    """When the archive took its copy, in UTC; where only a part is said, the earliest moment of it."""
    outlet: str | None = field(init=False, default=None, eq=False)
    self_media: bool | None = field(init=False, default=None, eq=False)
    """Whether anyone may publish there; None where the host is not in the table, or mixes both."""
    archived_on: PartialDate | None = field(init=False, default=None, eq=False)
    """The archive time as precise as it is said."""
    language: str | None = field(init=False, default=None, eq=False)
    """The language usually written there."""
    outlet_kind: str | None = field(init=False, default=None, eq=False)
    """The outlet's kind (see `Outlet`)."""
    clock: str | None = field(init=False, default=None, eq=False)
    """The formula by which ``minted`` was read."""

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.given, str):
            raise RecordError(f"not a link – {self.given!r} – give text", field="locator", value=self.given)
        for name, value in _read(self.given).items():
            object.__setattr__(self, name, value)

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


@frozen
class _Link:
    """A link taken to pieces, each in normal form; nothing is dropped yet."""

    scheme: str
    user: str
    host: str
    port: str
    path: str
    query: str
    fragment: str

    @property
    def rest(self) -> str:
        """All that follows the host."""
        query = f"?{self.query}" if self.query else ""
        return self.path + query + (f"#{self.fragment}" if self.fragment else "")

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter of the query, decoded; "" if it has none."""
        start = f"&{self.query}&".find(f"&{name}=")
        return "" if start < 0 else unquote(self.query[start + len(name) + 1 :].partition("&")[0])


# ---- from the string to pieces ---------------------------------------------------------------------


def _read(given: str) -> _Findings:
    findings: _Findings = {}
    words = given
    for _ in range(DEEPEST):
        link = _link(words)
        if link is None:
            return findings
        wrapped = _unwrapped(link)
        if wrapped is None:
            return findings | _known(link)
        words, time = wrapped
        findings |= _archive_time(time)  # the innermost copy is the one that the others copied
    return findings


def _repaired(words: str) -> str | None:
    """Return the link without what stood around it: blanks, quotes, brackets, a final stop or comma.

    A closing bracket that has its opening one inside belongs to the link. None if it was shortened for display and ends
    in an ellipsis: what it led to is lost.
    """
    words = words.strip(_BLANKS).lstrip(_BLANKS + _QUOTES + _OPENERS)
    spare = {closer: words.count(closer) - words.count(opener) for closer, opener in _CLOSERS.items()}
    end = len(words)
    while end:
        if words.endswith(_ELLIPSES, 0, end):
            return None
        last = words[end - 1]
        if spare.get(last, 0) > 0:
            spare[last] -= 1
        elif last not in _STOPS and last not in _QUOTES and last not in _BLANKS:
            break
        end -= 1
    return words[:end]


def _link(words: str) -> _Link | None:
    """Return the link in pieces; None if it was cut short, leads nowhere on the web, or is none."""
    repaired = _repaired(words)
    if repaired is None or _UNFIT.search(repaired):
        return None
    scheme, words = _scheme(repaired)
    if scheme is None:
        return None
    before_fragment, _, fragment = words.partition("#")
    before_query, _, query = before_fragment.partition("?")
    authority, slash, path = before_query.partition("/")
    user, at, address = authority.rpartition("@")
    if at and not scheme:
        return None  # an address for mail
    host, port = _host_and_port(address, named=bool(scheme))
    if host is None:
        return None
    scheme = scheme or "https"
    return _Link(
        scheme,
        _encoded(user) + at,
        host,
        "" if port == _DEFAULT_PORTS[scheme] else port,
        _without_dots(_encoded(slash + path)) or "/",
        "&".join(piece for piece in _encoded(query).split("&") if piece),
        _encoded(fragment),
    )


def _scheme(words: str) -> tuple[str | None, str]:
    """Return the scheme ("" where none is said, None where it is no web address) and what follows it."""
    found = _SCHEME.match(words)
    if found is not None:
        scheme = "ftp" if found.group("ftp") else "https" if found.group("safe") else "http"
        return scheme, words[found.end() :]
    if words.startswith("//"):
        return "https", words.lstrip("/")
    return (None if _OTHER_SCHEME.match(words) else ""), words


def _host_and_port(address: str, *, named: bool) -> tuple[str | None, str]:
    """Return the host in ASCII and the port; no host where it cannot be one. ``named``: a scheme stood before it."""
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]{2,45}\]|[^:]{1,255})(?::([0-9]{0,5}))?", address.replace("[.]", "."))
    if found is None:
        return None, ""
    port = (found.group(2) or "").lstrip("0")
    if port and int(port) > 65535:
        return None, ""
    host = found.group(1)
    try:
        if host.startswith("["):
            return (f"[{IPv6Address(host[1:-1])}]" if named else None), port
        host = unquote(host).removesuffix(".").encode("idna").decode("ascii").lower()
        if not _HOST.fullmatch(host):
            return None, ""
        last = host.rpartition(".")[2]
        if last.isdigit():
            return (str(IPv4Address(host)) if named else None), port
    except ValueError:
        return None, ""
    return (host if named or ("." in host and _TOP_LEVEL.fullmatch(last)) else None), port


def _encoded(part: str) -> str:
    """Return a part in percent-encoding normal form: what need not be encoded is not, capitals in what must."""
    return quote(_ESCAPE.sub(_escape, part), safe=_KEPT, errors="surrogatepass")


def _escape(found: re.Match[str]) -> str:
    if found.group(1) is None:
        return "%25"
    character = chr(int(found.group(1), 16))
    return character if character in _UNRESERVED else found.group().upper()


def _without_dots(path: str) -> str:
    """Return a path without dot segments (RFC 3986, section 5.2.4)."""
    segments = path.split("/")
    if "." not in segments and ".." not in segments:
        return path
    kept: list[str] = []
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


# ---- wrappers --------------------------------------------------------------------------------------


def _unwrapped(link: _Link) -> tuple[str, str | None] | None:
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


def _known(link: _Link) -> _Findings:
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


def _form_findings(platform: Mapping[str, Any], link: _Link, host: str) -> _Findings | None:
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


def _matched(form: Mapping[str, Any], link: _Link) -> dict[str, str] | None:
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


def _canonical(link: _Link, scheme: str, host: str) -> str:
    names, beginnings = _trackers()
    pieces = (piece for piece in link.query.split("&") if piece)
    kept = [piece for piece in pieces if not _tracks(piece.partition("=")[0].lower(), names, beginnings)]
    port = f":{link.port}" if link.port else ""
    canonical = f"{scheme}://{link.user}{host}{port}{link.path}" + (f"?{'&'.join(kept)}" if kept else "")
    if _repaired(canonical) != canonical:  # a final stop that was written as %2E must not be taken off the next time
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
