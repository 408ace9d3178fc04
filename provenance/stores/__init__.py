"""Where chains are kept."""

from __future__ import annotations

from provenance.stores.base import Store, Verification, Withholding
from provenance.stores.opening import open_store
from provenance.stores.questions import Query, Relative, Statistics

__all__ = ["Query", "Relative", "Statistics", "Store", "Verification", "Withholding", "open_store"]
