"""Which language a text is in: its script, its letters, then statistics; or that it is too short to tell.

A guess feeds a rule and fills drafts; it never enters a record.
"""

from __future__ import annotations

from provenance.language.answers import Detector, Guess, Unsure
from provenance.language.guessing import guess
from provenance.language.scripts import contradicts, letters_by_script, scripts_of

__all__ = ["Detector", "Guess", "Unsure", "contradicts", "guess", "letters_by_script", "scripts_of"]
