"""From an article to draft chains: what it says of itself, and what it leaves blank."""

from __future__ import annotations

from provenance.reading.archives import Archived, read_warc
from provenance.reading.articles import read
from provenance.reading.base import Reading
from provenance.reading.joining import join

__all__ = ["Archived", "Reading", "join", "read", "read_warc"]
