"""A blank: what could not be told, and why; it is listed, so that silence never looks like an answer."""

from __future__ import annotations

from attrs import field, frozen

__all__ = ["Blank"]


@frozen
class Blank:
    """Something that is not there, and the reason."""

    kind: str = field()
    """What is blank: in a comparison "diff", "alignment" or a kind of fact; in a reading a field of the draft."""
    reason: str = field()
    """Why: a word of the audit's short list ("words-not-held", "no-table", …), or what would settle it."""
