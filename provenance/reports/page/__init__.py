"""A report as one self-contained page: no script, no network, every text of a record inert."""

from __future__ import annotations

from provenance.reports.page.document import as_page, as_pages

__all__ = ["as_page", "as_pages"]
