"""Characters that a format cannot hold: words are never altered, so an export is refused that would have to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from provenance.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["UNSAYABLE_IN_XML", "refuse_characters", "strings_of"]

UNSAYABLE_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML 1.0 document may hold, escaped or not (section 2.2, Char)."""


def strings_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a hop with its path, as the contract of exports names it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from strings_of(item, f"{path}.{place}")
    elif attrs.has(type(value)):
        if hasattr(value, "given"):  # of a link only what was given is recorded
            yield path, value.given
            return
        for field in attrs.fields(type(value)):
            if field.init:
                yield from strings_of(getattr(value, field.name), f"{path}.{field.name}" if path else field.name)


def refuse_characters(chains: Iterable[Chain], unsayable: re.Pattern[str], name: str, standard: str) -> None:
    """Raise an ExportError for the first character that the format cannot hold, with its hop, field and place."""
    seen: set[Hop] = set()
    for chain in chains:
        for hop in chain.hops:
            if hop in seen:
                continue
            seen.add(hop)
            for path, text in strings_of(hop):
                found = unsayable.search(text)
                if found is not None:
                    raise ExportError(
                        f"a character that {standard} cannot hold – hop {hop.digest}, {path}, code point "
                        f"{found.start()}: U+{ord(found[0]):04X} – export it in another format, words are not altered",
                        format=name,
                        hop=hop.digest,
                        field=path,
                    )
