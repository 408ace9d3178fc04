"""Text of a record made inert in HTML and in XML: no markup, no steering of the reading order, nothing that hides.

Characters that either forbids, and those that turn the order of what follows (Unicode Standard Annex 9: embeddings,
overrides, isolates), are shown by their number.
"""

from __future__ import annotations

import re

__all__ = ["escaped"]

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}

# Beside the signs of HTML: C0 but tab and line feed, DEL and C1, line and paragraph separators, embeddings, overrides and
# isolates, surrogates, non-characters, annotation and tag characters, which say something that nobody sees.
_SPECIAL = re.compile(
    "\r\n|[&<>\"'\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "\U000e0000-\U000e007f]"
)
_MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARKS_IN_A_ROW = re.compile(rf"([{_MARK}]{{4}})([{_MARK}]+)")


def escaped(text: str) -> str:
    """Return a text as HTML that shows it whole and does nothing else, in an element or in an attribute."""
    html = _SPECIAL.sub(_visible, text)
    return html if html.isascii() else _MARKS_IN_A_ROW.sub(_heap, html)


def _visible(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in _ENTITIES:
        return _ENTITIES[sign]
    return "\n" if sign in {"\r\n", "\r"} else f"⟨U+{ord(sign):04X}⟩"


def _heap(found: re.Match[str]) -> str:
    """Return the first marks on a letter and how many more there are: a heap of them covers the lines around it."""
    return f"{found.group(1)}⟨+{len(found.group(2))}⟩"
