"""From an article to draft chains: what it says of itself, and what it leaves blank."""

from __future__ import annotations

from provenance.reading.articles import read
from provenance.reading.base import Reading

__all__ = ["Reading", "read"]
