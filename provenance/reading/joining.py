"""Drafts of several articles joined: where two name the same original, its hop is one, and so is the utterance below it.

Nothing is guessed to be the same. Two originals are one if their links are (`Locator.canonical`), or, without links, if
they are named alike. Two utterances in it are one if the same speaker is named, and nothing that the one article says of
them contradicts the other; where more than one would fit, none is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field

from provenance.model.chain import said
from provenance.reading.drafts import Drafting
from provenance.reading.sources import identity
from provenance.text import comparing_form

if TYPE_CHECKING:
    from provenance.model.chain import Chain
    from provenance.quotations import Quotation
    from provenance.reading.base import Reading
    from provenance.reading.drafts import Utterance
    from provenance.reading.sources import Original

__all__ = ["join"]

MANY = 100
"""Utterances of one speaker in one original beyond which no two are taken for one: too many would fit."""


def join(*readings: Reading) -> tuple[Chain, ...]:
    """Return the drafts of several readings, in order, with one hop for each original that more than one of them names.

    A draft that shares nothing is what ``reading.chains()`` gives. Each draft holds its own article as evidence.
    """
    originals: dict[str, Original] = {}
    places: list[_Place] = []
    clusters: dict[tuple[str, str], list[_Cluster]] = {}
    for number, reading in enumerate(readings):
        drafting = Drafting(reading)
        for quotation in reading.quotations:
            named = tuple(_known(originals, one) for one in drafting.ground.originals(quotation))
            place = _Place(drafting=drafting, quotation=quotation, named=named)
            place.utterance = drafting.utterance(quotation, named)
            place.cluster = _clustered(clusters, place, number)
            places.append(place)
    return tuple(place.chain() for place in places)


@define
class _Place:
    """A quotation on its way to a draft."""

    drafting: Drafting
    quotation: Quotation
    named: tuple[Original, ...]
    utterance: Utterance = field(init=False)
    cluster: _Cluster | None = field(init=False)

    def chain(self) -> Chain:
        utterance = self.utterance if self.cluster is None else self.cluster.utterance
        return self.drafting.chain(self.quotation, self.named, said(None, utterance.language, **utterance.how()))


@define
class _Cluster:
    """Utterances of one speaker in one original that are taken for one."""

    utterance: Utterance
    readings: set[int]


def _known(originals: dict[str, Original], one: Original) -> Original:
    """Return an original with the link as it was given first; the credit stays that of its own article."""
    first = originals.setdefault(identity(one), one)
    return evolve(first, credit=one.credit)


def _clustered(clusters: dict[tuple[str, str], list[_Cluster]], place: _Place, number: int) -> _Cluster | None:
    """Return what a quotation's utterance is one with, as known so far; None where it has no original or no speaker."""
    utterance = place.utterance
    if utterance.speaker is None or not place.named:
        return None
    keys = [
        (identity(original), comparing_form(name))
        for original in place.named
        for name in (utterance.speaker.name, *utterance.speaker.aliases)
    ]
    known = list({id(one): one for key in keys for one in clusters.get(key, ())}.values())
    fitting = [one for one in known if one.utterance == utterance]
    if not fitting and len(known) < MANY:
        fitting = [one for one in known if number not in one.readings and _agree(one.utterance, utterance)]
    if len(fitting) == 1:
        found = fitting[0]
        found.utterance = _merged(found.utterance, utterance)
        found.readings.add(number)
    else:
        found = _Cluster(utterance, {number})
    for key in keys:
        group = clusters.setdefault(key, [])
        if len(group) < MANY and not any(one is found for one in group):
            group.append(found)
    return found


def _agree(one: Utterance, other: Utterance) -> bool:
    """Return whether nothing that is said of two utterances contradicts."""
    return all(
        getattr(one, name) is None or getattr(other, name) is None or getattr(one, name) == getattr(other, name)
        for name in ("language", "on", "occasion")
    )


def _merged(one: Utterance, other: Utterance) -> Utterance:
    """Return what two articles say of one utterance; what either states is stated, what both infer stays inferred."""
    inferred = {each.field: each for each in one.inferred}
    theirs = {each.field: each for each in other.inferred}
    changed: dict[str, Any] = {}
    for name in ("speaker", "language", "on", "occasion"):
        mine, its = getattr(one, name), getattr(other, name)
        if its is None:
            continue
        if mine is None or (name in inferred and name not in theirs):
            changed[name] = its
            inferred.pop(name, None)
            if name in theirs:
                inferred[name] = theirs[name]
    return evolve(one, inferred=tuple(inferred[name] for name in sorted(inferred)), **changed)
