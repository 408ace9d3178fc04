"""The record: hops, who answers for them, the chain they make, and what is held beside it."""

from __future__ import annotations

from provenance.model.attribution import Agent, Attribution, Capture, Inferred, Method
from provenance.model.chain import Chain, Filling, How, Step, Translator, glossed, said
from provenance.model.held import Correction, Gloss, Held, StoredComparison, Waiver
from provenance.model.hop import Act, Hop, Seal

__all__ = [
    "Act",
    "Agent",
    "Attribution",
    "Capture",
    "Chain",
    "Correction",
    "Filling",
    "Gloss",
    "Held",
    "Hop",
    "How",
    "Inferred",
    "Method",
    "Seal",
    "Step",
    "StoredComparison",
    "Translator",
    "Waiver",
    "glossed",
    "said",
]
