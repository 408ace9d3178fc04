"""Parts of a reference as running text has them: on one line, inert, marked where nobody stated them, with one stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.terminal import isolated, safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model.hop import Hop

__all__ = ["STOPS", "begun", "ended", "joined", "line", "plain", "supplied"]

STOPS = (".", "?", "!", "…", "。", "？", "！")
"""What ends a sentence, so that no stop follows it."""


def line(text: str) -> str:
    """Return text on one line, with what would hide or steer made visible."""
    return safe(" ".join(text.split())) or "".join(f"⟨U+{ord(sign):04X}⟩" for sign in text)


def plain(text: str) -> str:
    """Return text on one line as it stands among words of another direction: right-to-left words between isolates."""
    return isolated(line(text))


def supplied(hop: Hop, field: str, text: str) -> str:
    """Return a field as a reference has it: in square brackets where it was inferred and not stated."""
    return f"[{plain(text)}]" if hop.was_inferred(field) else plain(text)


def joined(names: Iterable[str], joint: str = " and ", last: str = ", and ") -> str:
    """Return names as American styles list them: "A and B", "A, B, and C"."""
    *others, end = [*names]
    if len(others) < 2:
        return joint.join([*others, end])
    return f"{', '.join(others)}{last}{end}"


def ended(part: str) -> str:
    """Return a part of an entry with the stop that ends it, once."""
    return part if part.rstrip("\u2069").endswith(STOPS) else f"{part}."


def begun(part: str) -> str:
    """Return a part of an entry as a sentence begins; an address stays as it is."""
    return part if "://" in part.partition(" ")[0] else part[0].upper() + part[1:]
