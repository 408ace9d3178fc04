"""A report in the shapes that people and programs take; ``REPORTS`` maps each name to what writes it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.report import as_text, concise
from provenance.reports.markdown import as_github, as_markdown
from provenance.reports.plain import as_json
from provenance.reports.sarif import as_sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provenance.report import Report

__all__ = ["REPORTS", "as_github", "as_json", "as_markdown", "as_sarif", "as_text", "concise"]

REPORTS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {
        "text": as_text,
        "concise": concise,
        "json": lambda report: as_json(report).decode(),
        "sarif": lambda report: as_sarif(report).decode(),
        "markdown": as_markdown,
        "github": as_github,
    }
)
"""A house adds a shape of its own by passing another mapping."""
