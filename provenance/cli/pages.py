"""Reports as files: the shapes there are, several reports in one document, a folder of pages with an index, a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.files import write
from provenance.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.report import Report
    from provenance.reports.picture import Pictured

__all__ = ["SHAPES", "document", "is_folder", "picture", "write_pages"]

SHAPES = ("text", "concise", "json", "markdown", "sarif", "github", "html", "svg", "mermaid")
"""The names of `REPORTS`, here so that help opens without them."""

MANY = 50
"""Reports in one page from which on it is said that a folder would hold a page for each."""


def document(reports: Iterable[Report], form: str) -> tuple[bytes, int]:
    """Return reports as one document, and the exit code that they come to."""
    from provenance.reports import REPORTS  # noqa: PLC0415 - on first use, so that help opens at once

    whole = tuple(reports)
    if form == "html" and len(whole) > MANY:
        click.echo(f"{len(whole)} reports in one page; `-o FOLDER/` writes a page for each, and an index", err=True)
    text = REPORTS[form](*whole)
    return f"{text.rstrip()}\n".encode(), max((report.exit_code for report in whole), default=0)


def picture(pictured: Iterable[Pictured], form: str) -> str:
    """Return chains or reports as a picture: SVG or Mermaid text."""
    from provenance.reports.picture import as_mermaid, as_svg  # noqa: PLC0415 - on first use, so that help opens at once

    return as_mermaid(*pictured) if form == "mermaid" else as_svg(*pictured)


def is_folder(place: str) -> bool:
    """Return whether a folder is meant: one that is there, or a name that ends in a slash."""
    return place != "-" and (place.endswith("/") or Path(place).is_dir())


def write_pages(folder: str, reports: Iterable[Report]) -> int:
    """Write a page for each report and an index into a folder, made if it is not there; return the exit code."""
    from provenance.reports.page import as_pages  # noqa: PLC0415 - on first use, so that help opens at once

    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise RecordError(
            f"not a folder – {folder} – leave out the slash, or name another", field="output", value=folder
        )
    place.mkdir(parents=True, exist_ok=True)
    code = 0

    def seen() -> Iterator[Report]:
        nonlocal code
        for report in reports:
            code = max(code, report.exit_code)
            yield report

    for name, page in as_pages(seen()):
        write(str(place / name), page.encode())
    return code
