"""Which texts are addresses: what JSON-LD and JSON schemas take for one, and what a reader may follow without harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.locator import Locator

__all__ = ["address", "is_uri", "is_web_address"]

# RFC 3986, appendix A, without the forms that have no scheme
_CHARACTER = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})"
_REST = rf"{_CHARACTER}*(?:\?(?:{_CHARACTER}|\?)*)?(?:#(?:{_CHARACTER}|\?)*)?"
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_REST}")
_WEB = re.compile(
    rf"(?:https?|ftp)://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~-]+)(?::[0-9]*)?(?:(?=[/?#]){_REST})?", re.IGNORECASE
)
_ACTIVE = ("javascript:", "data:", "vbscript:", "blob:")
"""Schemes whose addresses do something or carry something where others only name it."""


def is_uri(text: str) -> bool:
    """Return whether a text is a URI (RFC 3986) that names something, and is no script or data in disguise."""
    return _URI.fullmatch(text) is not None and not text.lower().startswith(_ACTIVE)


def is_web_address(text: str) -> bool:
    """Return whether a text is an address on the web, written out in full."""
    return _WEB.fullmatch(text) is not None


def address(locator: Locator | None) -> str | None:
    """Return the address of a link: as given where it is one, else in its canonical spelling, which may be None."""
    if locator is None:
        return None
    if is_web_address(locator.given):
        return locator.given
    return locator.canonical if locator.canonical is not None and is_web_address(locator.canonical) else None
