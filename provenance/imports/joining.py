"""Hops as a document names them, joined into chains: each is made once what it rests on is made."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from attrs import define, field

from provenance.errors import IntegrityError, LimitError, RecordError, UnreadableError
from provenance.model.chain import Chain
from provenance.model.hop import Hop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from provenance.canonical import Digest

__all__ = ["Draft", "joined"]


def _once(names: Iterable[str]) -> dict[str, None]:
    """Return names as keys: each once, in their order, and soon found where there are thousands."""
    return dict.fromkeys(names)


@define(kw_only=True)
class Draft:
    """A hop before its sources have their digests."""

    where: str
    """Where the document tells it, for messages."""
    fields: dict[str, Any]
    """What `Hop` takes, but for ``sources``."""
    sources: dict[str, None] = field(factory=dict, converter=_once)
    """What it rests on, by the names that the document gives hops; a name that stands for no hop is passed over."""
    digest: Digest | None = None
    """What its digest has to be, if the document says so."""


def joined(drafts: Mapping[str, Draft], name: str, heads: Iterable[str] = ()) -> tuple[Chain, ...]:
    """Return the chains that drafts make: those of the heads that are named first, then of all that nothing rests on.

    UnreadableError, with the format's name, for hops that rest on each other in a circle, and for what no record
    takes. IntegrityError where a digest is not as the document says, if those of all it rests on are; where they
    cannot be checked, neither can it.
    """
    try:
        order = tuple(TopologicalSorter({key: _known(draft, drafts) for key, draft in drafts.items()}).static_order())
    except CycleError as error:
        around = error.args[1]
        raise UnreadableError(
            f"hops that rest on each other in a circle – {' → '.join(around[:4])} – one of them was altered",
            format=name,
            where=drafts[around[0]].where,
        ) from error
    made: dict[str, Hop] = {}
    checked: set[str] = set()
    for key in order:
        draft = drafts[key]
        sources = _known(draft, drafts)
        made[key] = _made(draft, [made[source].digest for source in sources], name)
        if draft.digest is not None and len(sources) == len(draft.sources) and checked.issuperset(sources):
            _check(made[key], draft)
            checked.add(key)
    return _chains(made, [made[head] for head in heads if head in made], [made[key] for key in drafts])


def _known(draft: Draft, drafts: Mapping[str, Draft]) -> list[str]:
    return [source for source in draft.sources if source in drafts]


def _made(draft: Draft, sources: list[Digest], name: str) -> Hop:
    try:
        return Hop(**draft.fields, sources=sources)
    except LimitError:
        raise
    except RecordError as error:
        raise UnreadableError(f"{draft.where} – {error}", format=name, where=draft.where) from error


def _check(hop: Hop, draft: Draft) -> None:
    if hop.digest != draft.digest:
        raise IntegrityError(
            f"not what was recorded – {draft.where} names {draft.digest}, what it tells has {hop.digest} – it was altered "
            "since: go back to the copy it came from, or take out the digest to read it as anyone's",
            expected=draft.digest,
            actual=hop.digest,
        )


def _chains(made: Mapping[str, Hop], named: list[Hop], hops: list[Hop]) -> tuple[Chain, ...]:
    by_digest = {hop.digest: hop for hop in made.values()}
    rested_on = {source for hop in by_digest.values() for source in hop.sources}
    chains: dict[Digest, Chain] = {}
    for head in (*named, *(hop for hop in hops if hop.digest not in rested_on)):
        if head.digest not in chains:
            chains[head.digest] = Chain.of(_reached(head, by_digest).values())
    return tuple(chains.values())


def _reached(head: Hop, by_digest: Mapping[Digest, Hop]) -> dict[Digest, Hop]:
    found: dict[Digest, Hop] = {}
    wanted = [head.digest]
    while wanted:
        digest = wanted.pop()
        if digest not in found:
            found[digest] = by_digest[digest]
            wanted += by_digest[digest].sources
    return found
