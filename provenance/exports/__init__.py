"""Chains in the formats that other tools read."""

from __future__ import annotations

from provenance.exports.contract import Exported, Exporter, Unsaid
from provenance.exports.exporting import EXPORTS, export

__all__ = ["EXPORTS", "Exported", "Exporter", "Unsaid", "export"]
