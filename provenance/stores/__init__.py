"""Where chains are kept."""

from __future__ import annotations

from provenance.stores.base import Store, Verification, Withholding
from provenance.stores.opening import open_store

__all__ = ["Store", "Verification", "Withholding", "open_store"]
