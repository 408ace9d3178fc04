"""A report in the shapes that people and programs take; ``REPORTS`` maps each name to its shape.

The page and the pictures are loaded when they are first asked for.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.report import as_text, concise
from provenance.reports.markdown import as_github, as_markdown
from provenance.reports.plain import as_json
from provenance.reports.sarif import as_sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provenance.report import Report

__all__ = ["REPORTS", "Shape", "as_github", "as_json", "as_markdown", "as_sarif", "as_text", "concise"]


@frozen
class Shape:
    """What reports are written as; called with reports, it returns their text.

    Where a shape has no one document for several reports, theirs follow each other, each with a line end.
    """

    write: Callable[..., str] = field(repr=False)
    """Takes one report; any number of them if ``together``."""
    media_type: str
    """As registered with IANA, where it is; text is UTF-8."""
    suffix: str
    """How names of files end, with the dot."""
    together: bool = field(default=False, kw_only=True)
    """Whether several reports make one document."""

    def __call__(self, *reports: Report) -> str:
        """Return reports in this shape."""
        if self.together or len(reports) == 1:
            return self.write(*reports)
        return "".join(f"{self.write(report)}\n" for report in reports)


def _json(report: Report) -> str:
    return as_json(report).decode()


def _sarif(*reports: Report) -> str:
    return as_sarif(*reports).decode()


def _page(*reports: Report) -> str:
    from provenance.reports.page import as_page  # noqa: PLC0415 - on first use, so that text comes at once

    return as_page(*reports)


def _svg(*reports: Report) -> str:
    from provenance.reports.picture import as_svg  # noqa: PLC0415 - as above

    return as_svg(*reports)


def _mermaid(*reports: Report) -> str:
    from provenance.reports.picture import as_mermaid  # noqa: PLC0415 - as above

    return as_mermaid(*reports)


REPORTS: Mapping[str, Shape] = MappingProxyType(
    {
        "text": Shape(as_text, "text/plain", ".txt"),
        "concise": Shape(concise, "text/plain", ".txt"),
        "json": Shape(_json, "application/json", ".json"),
        "markdown": Shape(as_markdown, "text/markdown", ".md"),
        "sarif": Shape(_sarif, "application/sarif+json", ".sarif.json", together=True),
        "github": Shape(as_github, "text/plain", ".txt"),
        "html": Shape(_page, "text/html", ".html", together=True),
        "svg": Shape(_svg, "image/svg+xml", ".svg", together=True),
        "mermaid": Shape(_mermaid, "application/vnd.mermaid", ".mmd", together=True),
    }
)
"""A house adds a shape of its own by passing another mapping."""
