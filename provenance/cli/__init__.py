"""The command line: read · show · fill · audit · explain · store."""

from __future__ import annotations

from provenance.cli.app import main

__all__ = ["main"]
