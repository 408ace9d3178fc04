"""How long a faithful translation is, in characters for each character of its source.

The table ``lengths`` holds, for each language, between which shares of an English text's length all but one in a hundred
of its translations lay on either side: interface strings, encyclopaedia and news of at least 60 characters. Where only
news was at hand the shares are widened by a tenth.
"""

from __future__ import annotations

from provenance.tables import shared_table

__all__ = ["LEAST", "length_band"]

LEAST = 60
"""Characters of the source under which a length says nothing."""


def length_band(source: str, target: str) -> tuple[float, float] | None:
    """Return the least and the most characters of a translation for each of its source's; None without a table.

    Two languages other than English are compared through it, which makes the band wider.
    """
    bands: dict[str, list[float]] = shared_table("lengths")
    here, there = (bands.get(language.partition("-")[0].lower()) for language in (source, target))
    if here is None or there is None or source.partition("-")[0].lower() == target.partition("-")[0].lower():
        return None
    return there[0] / here[1], there[1] / here[0]
