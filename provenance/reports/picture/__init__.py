"""A chain, or several that share hops, as a picture: SVG drawn here, or Mermaid text for others to draw."""

from __future__ import annotations

from provenance.reports.picture.graph import Pictured
from provenance.reports.picture.mermaid import as_mermaid
from provenance.reports.picture.svg import as_svg

__all__ = ["Pictured", "as_mermaid", "as_svg"]
