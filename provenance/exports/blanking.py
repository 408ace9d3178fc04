"""A hop without what an export left unsaid: what a reader of the export can make again, and compare by its digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.canonical import Digest
    from provenance.model.hop import Hop

__all__ = ["blanked"]


def blanked(hop: Hop, unsaid: Iterable[str], sources: Sequence[Digest]) -> Hop:
    """Return the hop with the fields blank that are unsaid, named as the contract has it, on these sources."""
    fields = tuple(unsaid)
    if "text" in fields and hop.withheld is not None:
        fields += ("withheld",)  # words that are unsaid leave no seal either
    told: Hop = _blanked(hop, [field.split(".") for field in fields])
    return told if told.sources == tuple(sources) else attrs.evolve(told, sources=sources)


def _blanked(value: Any, paths: list[list[str]]) -> Any:
    if not paths:
        return value
    below: dict[str, list[list[str]]] = {}
    for first, *rest in paths:
        below.setdefault(first, []).append(rest)
    if isinstance(value, tuple):
        parts = ((item, below.get(str(place), [])) for place, item in enumerate(value))
        return tuple(_blanked(item, rests) for item, rests in parts if [] not in rests)
    changes = {
        name: _blank(value, name) if [] in rests else _blanked(getattr(value, name), rests)
        for name, rests in below.items()
    }
    return attrs.evolve(value, **changes)


def _blank(value: Any, name: str) -> Any:
    """Return what stands in a field where nothing was stated."""
    default = getattr(attrs.fields(type(value)), name).default
    return default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]  # attrs types Factory as a function
