"""What holds digits and states no quantity and no date: links, handles, file names, and names with a number in them."""

from __future__ import annotations

import re

from provenance.facts.patterns import erased

__all__ = ["hidden_links"]

_LINK = re.compile(
    r"https?://[^\s<>\"«»“”，。；！？、）】》]{1,2000}"
    r"|www\.[^\s<>\"«»“”，。；！？、）】》]{1,2000}"
    r"|(?<![\w.])[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,4}\.[a-z]{2,12}/[^\s<>\"«»“”，。；！？、）】》]{0,2000}"
    r"|(?<![\w.+-])[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,4}"
    r"|(?<![\w.])[@#][a-z_][\w]{1,60}"
    r"|(?<![\w.])[\w-]{1,60}\.(?:pdf|jpe?g|png|gif|mp[34]|docx?|xlsx?|zip|txt|html?|csv|json|exe|py|svg)(?!\w)"
)


def hidden_links(lower: str) -> str:
    """Return the small letters, as long as before, with links, addresses, handles and file names taken out."""
    return erased(lower, (match.span() for match in _LINK.finditer(lower)))
