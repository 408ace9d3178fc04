"""The document around reports: its head with a strict policy, one report or several with an index, or a folder of pages."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.report.text import where
from provenance.reports.escaping import escaped
from provenance.reports.page.custody import custody
from provenance.reports.page.findings import accepted, asked, findings, meanings
from provenance.reports.page.hops import hop_line, time_line
from provenance.reports.page.markup import element, opened, prose
from provenance.reports.page.opening import opening
from provenance.reports.page.plainly import finding_in_words
from provenance.reports.page.sheet import Sheet, counted, weights
from provenance.reports.page.steps import steps
from provenance.reports.page.threads import Follow, thread_list
from provenance.rules.naming import language_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.report import Report

__all__ = ["as_page", "as_pages"]

_SECTIONS = (
    ("hops", "The way of the words"),
    ("facts", "Facts, hop by hop"),
    ("steps", "Step by step"),
    ("findings", "What was found"),
    ("accepted", "What was accepted"),
    ("meanings", "What these rules ask"),
    ("asked", "What could not be examined"),
    ("custody", "Custody and digests"),
)


def as_page(*reports: Report) -> str:
    """Return reports as one HTML page: the report itself, or an index with every report below it if there are several."""
    if len(reports) == 1:
        return _page_of(reports[0])
    rows = [_row(report, number, f"#c{number}-title") for number, report in enumerate(reports, 1)]
    sheets = (_among(report, number) for number, report in enumerate(reports, 1))
    articles = (
        element(
            "article",
            element("div", opening(sheet), class_="opening") + _sections(_contents(sheet), sheet),
            aria_labelledby=sheet.id("title"),
        )
        for sheet in sheets
    )
    return _index(rows, "".join(articles))


def as_pages(reports: Iterable[Report]) -> Iterator[tuple[str, str]]:
    """Yield a page for each report with the name of its file, and last an index of all; no report is kept in memory."""
    rows = []
    for number, report in enumerate(reports, 1):
        name = f"{number:04d}-{report.chain.digest.hex[:12]}.html"
        rows.append(_row(report, number, name))
        yield name, _page_of(report, index="index.html")
    yield "index.html", _index(rows, "")


def _among(report: Report, number: int) -> Sheet:
    told = element("span", f", chain {number}", class_="vh")
    return Sheet(report, prefix=f"c{number}-", level=2, among=told)


def _page_of(report: Report, index: str | None = None) -> str:
    sheet = Sheet(report)
    contents = _contents(sheet)
    back = element("li", element("a", "All chains", href=index)) if index is not None else ""
    ways = back + "".join(element("li", sheet.to(name, title)) for name, title in _SECTIONS if contents[name])
    header = element("header", opening(sheet), class_="opening")
    nav = element("nav", element("ul", ways), aria_label="On this page")
    main = element("main", _sections(contents, sheet), id="main")
    return _document(report.sentence, header + nav + main)


def _contents(sheet: Sheet) -> dict[str, str]:
    follow = Follow(sheet)
    return {
        "hops": hop_line(sheet) + _times(sheet),
        "facts": thread_list(sheet, follow),
        "steps": steps(sheet, follow),
        "findings": findings(sheet),
        "accepted": accepted(sheet),
        "meanings": meanings(sheet),
        "asked": asked(sheet),
        "custody": custody(sheet),
    }


def _sections(contents: dict[str, str], sheet: Sheet) -> str:
    return "".join(sheet.section(name, title, contents[name]) for name, title in _SECTIONS)


def _times(sheet: Sheet) -> str:
    lines = time_line(sheet)
    if not lines:
        return element("p", "No hop has a date that can be placed in time.")
    told = (
        "When: a bar is as long as the date is uncertain; where the time zone is not recorded a day may have begun earlier "
        "or ended later, and its bar is longer. ◆ is when the link’s id was made, ● when the page was captured. The bars "
        "stand at the time in Greenwich (UTC), the words beside them give dates as they were recorded"
    )
    zones = {hop.attribution.on.zone for hop in sheet.chain.hops if hop.attribution.on is not None}
    told += ": UTC+02:00 is a clock two hours ahead of Greenwich." if zones - {None, "Z"} else "."
    return sheet.heading(2, "On the clock") + element("p", told) + lines


@frozen
class _Row:
    """What the index says of one chain."""

    html: str
    failing: bool
    findings: int


def _row(report: Report, number: int, href: str) -> _Row:
    standing = report.findings
    worst = max(standing, key=lambda finding: finding.severity.rank, default=None)
    told = "" if worst is None else f"{where(worst)}: {prose(finding_in_words(worst))}"
    rules = len({one.rule for one in report.unexamined})
    parts = [
        element(
            "p", f'<span class="no">{number}</span> ' + element("a", prose(report.sentence), href=href), class_="what"
        ),
        element(
            "p", f"{escaped(language_path(report.chain.hops, marked=False))}, {counted(len(report.chain.hops), 'hop')}"
        ),
        element("p", weights(standing) + (f" · {len(report.waived)} waived" if report.waived else "")),
        element("p", told, class_="worst-of") if told else "",
        element("p", f"{counted(rules, 'rule')} could not look everywhere") if rules else "",
    ]
    html = element("li", "".join(parts), class_="failing" if report.exit_code else None)
    return _Row(html, report.exit_code == 1, len(standing))


def _index(rows: list[_Row], articles: str) -> str:
    failing = sum(row.failing for row in rows)
    told = (
        f"{counted(len(rows), 'chain')} · {counted(sum(row.findings for row in rows), 'finding')} · "
        f"{failing} of the chains {'fails' if failing == 1 else 'fail'} under this policy"
    )
    title = f"Where these words come from: {counted(len(rows), 'chain')}"
    header = element("header", element("h1", title) + element("p", told), class_="opening")
    before, after = f"{header}{opened('main', id='main')}{opened('ol', class_='index')}", f"</ol>{articles}</main>"
    return _document(title, "".join((before, *(row.html for row in rows), after)))  # in one go: it may be long


def _document(title: str, body: str) -> str:
    """Return a document whose policy lets in nothing but its own style sheet, by the digest of it."""
    style, digest = _style()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    foot = (
        f"Made by translation-provenance {version('translation-provenance')}. It says where words come from and what "
        "happened to them on the way; whether what they state is true it does not judge."
    )
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en" dir="ltr"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
        f"<title>{escaped(title)}</title><style>{style}</style></head>\n"
        f'<body><a class="skip" href="#main">To the report</a>{body}<footer><p>{escaped(foot)}</p></footer></body></html>\n'
    )


@cache
def _style() -> tuple[str, str]:
    """Return the style sheet and the digest that the policy names it by (Content Security Policy 3, section 6.7)."""
    style = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return style, b64encode(sha256(style.encode()).digest()).decode()
