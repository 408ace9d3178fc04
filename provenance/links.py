"""A link taken to pieces, each in normal form: mended where it was pasted with what stood around it, nothing dropped.

Percent-encoding is normalised and dot segments are removed as RFC 3986 (section 6.2.2) says; host names become ASCII by
IDNA (RFC 3490). What the pieces mean, and which of them matter, `provenance.locator` says.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote

from attrs import frozen

__all__ = ["Link", "link_of", "repaired"]

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


@frozen
class Link:
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


def repaired(words: str) -> str | None:
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


def link_of(words: str) -> Link | None:
    """Return the link in pieces; None if it was cut short, leads nowhere on the web, or is none."""
    mended = repaired(words)
    if mended is None or _UNFIT.search(mended):
        return None
    scheme, words = _scheme(mended)
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
    return Link(
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
