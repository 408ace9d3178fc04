"""Facts hop by hop: what each had, what it became, who repeats it; one row a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from provenance.rules.telling import shown_value
from provenance.terminal import cut, filled, safe, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.rules.base import Evidence, Finding
    from provenance.text import Span

__all__ = ["fact_table"]

NARROWEST = 12
"""Cells of a column below which no table is printed."""

KINDS = {
    "bound-changed": "quantity",
    "date-changed": "date",
    "negation-flipped": "negation",
    "place-changed": "place",
    "qualifier-shifted": "qualifier",
    "quantity-changed": "quantity",
    "range-collapsed": "quantity",
}


@define
class _Thread:
    kind: str
    cells: dict[int, str]
    last: tuple[int, Span | None] = field()
    """Where the thread stands last: hop and span."""


def fact_table(findings: Iterable[Finding], columns: int) -> Iterator[str]:
    """Yield a table of the facts that findings are about: × where one did not keep it, = where one repeats that.

    A dash stands where the fact is missing, nothing where no finding speaks of the hop.
    """
    threads = list(_threads(each for finding in findings for each in (finding, *finding.also)))
    hops = sorted({hop for thread in threads for hop in thread.cells})
    if not threads or 13 + (NARROWEST + 2) * len(hops) > columns:
        return
    kind = max(len(thread.kind) for thread in threads)
    room = (columns - kind) // len(hops) - 2
    rows = [[thread.cells.get(hop, "") for hop in hops] for thread in threads]
    sizes = [
        min(room, max(width(row[place]) for row in [*rows, [f"hop {hop}" for hop in hops]]))
        for place in range(len(hops))
    ]
    for label, row in (
        ("facts", [f"hop {hop}" for hop in hops]),
        *((t.kind, r) for t, r in zip(threads, rows, strict=True)),
    ):
        cells = [filled(cut(cell, size), size) for cell, size in zip(row, sizes, strict=True)]
        yield "  ".join([f"{label:<{kind}}", *cells]).rstrip()


def _threads(findings: Iterable[Finding]) -> Iterator[_Thread]:
    known: list[_Thread] = []
    for finding in findings:
        if finding.rule not in KINDS or finding.family != "facts" or not finding.evidence:
            continue
        kind = KINDS[finding.rule]
        target = finding.blame[1]
        sources = [one for one in finding.evidence if one.hop != target]
        thread = next((one for one in known if sources and one.last == (sources[-1].hop, sources[-1].span)), None)
        if thread is None:
            thread = _Thread(kind, {}, (0, None))
            known.append(thread)
        _enter(thread, finding, sources)
    yield from known


def _enter(thread: _Thread, finding: Finding, sources: Sequence[Evidence]) -> None:
    target = finding.blame[1]
    for one in sources:
        thread.cells.setdefault(one.hop, _cell(thread.kind, one))
    here = [one for one in finding.evidence if one.hop == target and one.span is not None]
    became = _cell(thread.kind, here[-1]) if here else "lost"
    thread.cells[target] = f"{became} ×"
    for hop in finding.inherited_by:
        thread.cells.setdefault(hop, f"{became} =" if here else "–")
    for hop in finding.mended_by:
        thread.cells[hop] = thread.cells[sources[0].hop] if sources else "–"
    thread.last = (target, here[-1].span if here else None)


def _cell(kind: str, evidence: Evidence) -> str:
    return safe(shown_value(kind, evidence.value or "", evidence.exact))
