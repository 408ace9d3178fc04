"""Sentences of a text and of its translation, paired.

Length first (Gale and Church 1993, with the pair's own ratio), then what needs no dictionary: numbers, names, shared
words, marks; then pairs of words that the first pass found to stand together (Moore 2002; hunalign's second pass).
"""

from __future__ import annotations

from provenance.alignment.lengths import LEAST, length_band
from provenance.alignment.pairing import COMPUTED_BY, Aligner, Bead, align, pairs
from provenance.alignment.versions import versions

__all__ = ["COMPUTED_BY", "LEAST", "Aligner", "Bead", "align", "length_band", "pairs", "versions"]
