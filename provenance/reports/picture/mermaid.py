"""A picture as Mermaid text, which many wikis and code hosts draw: languages as groups, one arrow for each source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.reports.picture.graph import graph_of
from provenance.rules.naming import language_name
from provenance.terminal import isolated, safe

if TYPE_CHECKING:
    from provenance.reports.picture.graph import Node, Pictured

__all__ = ["as_mermaid"]

# All that Mermaid, or the HTML and Markdown it takes labels for, gives a meaning to; written as its entity codes.
_SPECIAL = re.compile(r"""[\x22#&;<>`%{}\[\]()|\\*_~$@:-]""")


def as_mermaid(*pictured: Pictured) -> str:
    """Return chains, or reports with what was found at each hop, as a Mermaid flow chart; broken lines: words not held."""
    graph = graph_of(pictured)
    lines = ["flowchart LR", f"  accTitle: {_plain(graph.title)}"]
    lines.append(f"  accDescr: {_plain('; '.join(node.told for node in graph.nodes))}")
    for number, lane in enumerate(graph.lanes, 1):
        name = f"{language_name(lane)} ({lane})" if lane else "language not recorded"
        lines.append(f'  subgraph lane{number}["{_plain(name)}"]')
        lines += [f"    {_node(node)}" for node in graph.nodes if node.lane == lane]
        lines.append("  end")
    lines += [f"  n{source.number} --> n{node.number}" for source, node in graph.edges()]
    lines.append("  classDef default fill:#fff,stroke:#000,color:#000")
    unheld = [f"n{node.number}" for node in graph.nodes if node.hop.text is None]
    if unheld:
        lines.append("  classDef unheld stroke-dasharray:6 4")
        lines.append(f"  class {','.join(unheld)} unheld")
    return "\n".join(lines) + "\n"


def _node(node: Node) -> str:
    parts = [
        f"{node.number} {node.hop.act}",
        node.who,
        node.when,
        node.state,
        *([", ".join(node.found)] if node.found else []),
    ]
    label = "<br>".join(_plain(part) for part in parts)
    return f'n{node.number}["{label}"]'


def _plain(text: str) -> str:
    """Return text on one line that Mermaid shows as it is."""
    return _SPECIAL.sub(lambda found: f"#{ord(found.group())};", isolated(" ".join(safe(text).split())))
