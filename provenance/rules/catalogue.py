"""The catalogue: every rule that an audit asks unless it is told otherwise, written out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.rules.attribution import SpeakerMissing, TranslatorUndisclosed
from provenance.rules.chain import RelayTranslation, UnanchoredChain
from provenance.rules.custody import CaptureMissing

if TYPE_CHECKING:
    from provenance.rules.base import Rule

__all__ = ["CATALOGUE"]

CATALOGUE: tuple[Rule, ...] = (
    # chain: does the line reach the speaker, and how?
    UnanchoredChain(),
    RelayTranslation(),
    # attribution: who said it, who carried it, who translated it?
    SpeakerMissing(),
    TranslatorUndisclosed(),
    # custody: what is kept of each witness?
    CaptureMissing(),
)
