"""A picture as SVG: languages as lanes, hops in their order, and below them their dates on an axis.

It is black on white: frames tell what is held and words say the rest, so that it can be printed, cut and pasted. It
holds no style sheet, no script and no link, and needs no font of its own.
"""

from __future__ import annotations

import re
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.reports.axis import axis, known, minted
from provenance.reports.escaping import escaped
from provenance.reports.picture.graph import graph_of
from provenance.rules.naming import hops_named, language_name
from provenance.terminal import cut, isolated, safe, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.reports.axis import Axis
    from provenance.reports.picture.graph import Graph, Node, Pictured

__all__ = ["as_svg"]

MARGIN, LABEL, WIDTH, GAP, LINE, PAD = 20, 104, 250, 48, 17, 14
"""Pixels: around all; for the name of a lane; of a hop; between hops; of a line of text; around hops in a lane."""

CELL = 7.3
"""Pixels that a cell of text takes at most in common fonts of this size."""

SIZE = 12
"""Pixels of a letter."""

ROW = 18
"""Pixels of a row of bars."""

FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"

_FRAMES = {
    "words held": "frame: words held",
    "words not held": "broken frame: words not held",
    "words withheld": "dotted frame: words withheld",
}
_ISOLATES = re.compile("([\u2068\u2069])")
_DASHES = {"words not held": "7 4", "words withheld": "2 3"}


def as_svg(*pictured: Pictured) -> str:
    """Return chains, or reports with what was found at each hop, as one SVG image."""
    layout = _layout(graph_of(pictured))
    return "".join(_document(layout))


def _shape(tag: str, content: str = "", **attributes: str | float) -> str:
    """Return an element of SVG; numbers to a tenth of a pixel, so that the bytes are the same everywhere."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escaped(value) if isinstance(value, str) else _number(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(x: float, y: float, words: str, cells: int | None = None, **attributes: str | float) -> str:
    """Return a line of text, cut to so many cells; right-to-left words are isolated."""
    words = isolated(words if cells is None else cut(words, cells))
    return _shape("text", _inert(words), x=x, y=y, **attributes)


def _inert(text: str) -> str:
    """Return a text escaped, but for the isolates that we put into it; those of a record are made visible before."""
    return "".join(part if part in {"\u2068", "\u2069"} else escaped(part) for part in _ISOLATES.split(text))


@frozen(kw_only=True, slots=False)
class _Layout:
    """Where everything stands."""

    graph: Graph
    places: dict[int, tuple[float, float]]
    """The upper left corner of each hop, by its number."""
    lanes: tuple[tuple[str, float, float], ...]
    """Each language with the upper and the lower edge of its lane."""
    height: float
    """Of a hop."""
    width: float
    heading: tuple[str, ...]
    bottom: float = field()
    """The lower edge of the lanes."""


def _layout(graph: Graph) -> _Layout:
    found = any(node.found is not None for node in graph.nodes)
    height = (5 if found else 4) * LINE + 10
    ranks = max((node.rank for node in graph.nodes), default=0) + 1
    width = max(560, 2 * MARGIN + LABEL + ranks * (WIDTH + GAP) - GAP + PAD)
    heading = tuple(wrapped(safe(graph.title), int((width - 2 * MARGIN) / (CELL * 1.2))))
    stacks: dict[tuple[str, int], int] = {}
    rows: dict[int, int] = {}
    for node in graph.nodes:
        rows[node.number] = stacks.get((node.lane, node.rank), 0)
        stacks[node.lane, node.rank] = rows[node.number] + 1
    tallest: dict[str, int] = {}
    for (lane, _), rows_there in stacks.items():
        tallest[lane] = max(tallest.get(lane, 0), rows_there)
    top = MARGIN + len(heading) * 20 + 8
    lanes: list[tuple[str, float, float]] = []
    tops: dict[str, float] = {}
    for lane in graph.lanes:
        tops[lane] = top
        bottom = top + tallest[lane] * (height + PAD) + PAD
        lanes.append((lane, top, bottom))
        top = bottom
    places: dict[int, tuple[float, float]] = {
        node.number: (
            MARGIN + LABEL + node.rank * (WIDTH + GAP),
            tops[node.lane] + PAD + rows[node.number] * (height + PAD),
        )
        for node in graph.nodes
    }
    return _Layout(
        graph=graph, places=places, lanes=tuple(lanes), height=height, width=width, heading=heading, bottom=top
    )


def _document(layout: _Layout) -> Iterator[str]:
    graph = layout.graph
    name = "" if graph.digest is None else graph.digest.hex[:12]
    times, height = _times(layout)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(layout.width)} {_number(height)}" '
        f'width="{_number(layout.width)}" height="{_number(height)}" role="img" '
        f'aria-labelledby="title-{name} desc-{name}" font-family="{escaped(FONT)}" font-size="{SIZE}" fill="#000">'
    )
    yield _shape("title", escaped(graph.title), id=f"title-{name}")
    yield _shape("desc", escaped("; ".join(node.told for node in graph.nodes)) or "nothing", id=f"desc-{name}")
    yield _shape("rect", width=layout.width, height=height, fill="#fff")
    for number, line in enumerate(layout.heading):
        yield _text(MARGIN, MARGIN + 14 + 20 * number, line, font_size="14", font_weight="bold")
    yield from _lanes(layout)
    for source, node in graph.edges():
        yield from _arrow(layout, source, node)
    for node in graph.nodes:
        yield from _node(layout, node)
    yield from times
    yield "</svg>\n"


def _lanes(layout: _Layout) -> Iterator[str]:
    right = layout.width - MARGIN
    for lane, top, bottom in layout.lanes:
        yield _shape("line", x1=MARGIN, x2=right, y1=top, y2=top, stroke="#777")
        middle = (top + bottom) / 2
        name = language_name(lane) if lane else "language"
        yield _text(MARGIN, middle - 2, name, 13, font_weight="bold")
        yield _text(MARGIN, middle + LINE - 2, lane or "not recorded", 13)
    yield _shape("line", x1=MARGIN, x2=right, y1=layout.bottom, y2=layout.bottom, stroke="#777")


def _arrow(layout: _Layout, source: Node, node: Node) -> Iterator[str]:
    """Yield the way from a source to a hop; one that passes other columns runs below the hops of its lane."""
    (x1, y1), (x2, y2) = layout.places[source.number], layout.places[node.number]
    x1, y1, y2 = x1 + WIDTH, y1 + layout.height / 2, y2 + layout.height / 2
    half = GAP / 2
    if node.rank == source.rank + 1:
        points = f"M{_xy(x1, y1)}C{_xy(x1 + half, y1)} {_xy(x2 - half, y2)} {_xy(x2 - 6, y2)}"
    else:
        y = y1 + layout.height / 2 + PAD / 2
        points = (
            f"M{_xy(x1, y1)}C{_xy(x1 + half, y1)} {_xy(x1, y)} {_xy(x1 + half, y)}"
            f"H{_number(x2 - half)}C{_xy(x2, y)} {_xy(x2 - half, y2)} {_xy(x2 - 6, y2)}"
        )
    yield _shape("path", d=points, fill="none", stroke="#000", stroke_width=1.5)
    yield _shape("path", d=f"M{_xy(x2, y2)}l-9 -4.5v9z")


def _xy(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _node(layout: _Layout, node: Node) -> Iterator[str]:
    x, y = layout.places[node.number]
    dash = {"stroke_dasharray": _DASHES[node.state]} if node.state in _DASHES else {}
    yield _shape("rect", x=x, y=y, width=WIDTH, height=layout.height, rx=5.0, fill="#fff", stroke="#000", **dash)
    cells = int((WIDTH - 16) / CELL)
    lines = [(f"{node.number}  {node.hop.act}", "bold"), (safe(node.who), "normal"), (node.when, "normal")]
    lines.append((node.state, "normal"))
    if node.found is not None:
        lines.append((", ".join(node.found), "bold"))
    for number, (words, weight) in enumerate(lines):
        room = int(cells / 1.12) if weight == "bold" else cells
        yield _text(x + 8, y + LINE * (number + 1) + 1, words, room, font_weight=weight)


def _times(layout: _Layout) -> tuple[list[str], float]:
    """Return the axis with a bar for each date and a diamond for each id that was made, and where the picture ends."""
    nodes = layout.graph.nodes
    bars = [(*bounds, node) for node in nodes if (bounds := known(node.hop)) is not None]
    made = [(at, node) for node in nodes if (at := minted(node.hop)) is not None]
    scale = axis([*((start, end) for start, end, _ in bars), *((at, at) for at, _ in made)])
    y = layout.bottom + 26
    shapes: list[str] = []
    if scale is not None:
        shapes.append(_text(MARGIN, y, "When", 13, font_weight="bold"))
        rows, drawn = _bars(layout, scale, bars, made, y - 10)
        foot = y - 10 + rows * ROW + 4
        shapes += [*_ticks(layout, scale, y - 12, foot), *drawn]
        y = foot + 34
    undated = [node.number for node in nodes if known(node.hop) is None]
    notes = [f"no date that can be placed: {hops_named(undated)}"] if undated else []
    states = {node.state for node in nodes}
    notes += [told for state, told in _FRAMES.items() if state in states]
    if bars:
        notes.append("bar: as long as the date is uncertain, in UTC")
    if any(node.hop.was_inferred("on") for _, _, node in bars):
        notes.append("white bar: date inferred")
    if made:
        notes.append("◇ when the id in the link was made")
    for line in wrapped(" · ".join(notes), int((layout.width - 2 * MARGIN) / CELL)):
        shapes.append(_text(MARGIN, y, line))
        y += LINE
    return shapes, y + MARGIN - LINE / 2


def _ticks(layout: _Layout, scale: Axis, top: float, foot: float) -> Iterator[str]:
    for at, label in scale.ticks():
        x = _across(layout, at)
        yield _shape("line", x1=x, x2=x, y1=top, y2=foot, stroke="#bbb")
        anchor = "start" if at < 8 else "end" if at > 92 else "middle"
        yield _text(x, foot + 14, label, text_anchor=anchor)
    left, right = _across(layout, 0), _across(layout, 100)
    yield _shape("line", x1=left, x2=right, y1=foot, y2=foot, stroke="#000")


def _across(layout: _Layout, at: float) -> float:
    left = MARGIN + LABEL
    return left + at / 100 * (layout.width - MARGIN - left)


def _bars(
    layout: _Layout,
    scale: Axis,
    bars: Sequence[tuple[int, int, Node]],
    made: Sequence[tuple[int, Node]],
    top: float,
) -> tuple[int, list[str]]:
    """Return how many rows there are and what is drawn: each bar in the first row that is free where it begins."""
    items = [(scale.at(start), scale.at(end), node, False) for start, end, node in bars]
    items += [(scale.at(at), scale.at(at), node, True) for at, node in made]
    items.sort(key=lambda item: (item[0], item[2].number, item[3]))
    free: list[tuple[float, int]] = []
    heapify(free)
    shapes: list[str] = []
    rows = 0
    for begin, end, node, diamond in items:
        start, stop = _across(layout, begin), _across(layout, end)
        room = len(str(node.number)) * CELL + (13 if diamond else 8)
        if free and free[0][0] <= start - room - 4:
            _, row = heappop(free)
        else:
            row, rows = rows, rows + 1
        heappush(free, (max(stop, start + 4), row))
        shapes += _mark(node, start, stop, top + row * ROW, diamond=diamond)
    return rows, shapes


def _mark(node: Node, start: float, stop: float, y: float, *, diamond: bool) -> Iterator[str]:
    """Yield a bar or a diamond, its hop's number before it."""
    yield _text(start - (10 if diamond else 5), y + 11, str(node.number), font_weight="bold", text_anchor="end")
    if diamond:
        yield _shape("path", d=f"M{_xy(start, y + 1)}l6 6-6 6-6-6z", fill="#fff", stroke="#000")
    elif node.hop.was_inferred("on"):
        yield _shape(
            "rect",
            x=start,
            y=y + 2,
            width=max(3.0, stop - start),
            height=10.0,
            fill="#fff",
            stroke="#000",
            stroke_dasharray="3 2",
        )
    else:
        yield _shape("rect", x=start, y=y + 2, width=max(3.0, stop - start), height=10.0)
