"""Chains from documents that other tools, or this one, wrote."""

from __future__ import annotations

from provenance.imports.contract import Importer, Loaded, Unread
from provenance.imports.loading import IMPORTS, load

__all__ = ["IMPORTS", "Importer", "Loaded", "Unread", "load"]
