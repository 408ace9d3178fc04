"""Where did these words come from, and what happened to them on the way?

Record a chain with ``said(…)`` and the acts that follow, or let ``read(article)`` draft one; ``audit(chain)`` tells
what can be verified, what changed, at which hop, and who answers for it. Names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.auditor import audit, audit_many
    from provenance.blank import Blank
    from provenance.canonical import Digest
    from provenance.comparison import Comparison, compare
    from provenance.custody import CaptureCheck, Custody, check_captures
    from provenance.dates import PartialDate
    from provenance.errors import ProvenanceError
    from provenance.exports import EXPORTS, Exported, Unsaid, export
    from provenance.exports.citations import CITATIONS, cite
    from provenance.imports import IMPORTS, Loaded, Unread, load
    from provenance.language import Guess, Unsure, guess
    from provenance.locator import Locator
    from provenance.merkle import Checkpoint
    from provenance.model.attribution import Agent, Attribution, Capture, Inferred, Method
    from provenance.model.chain import Chain, Step, glossed, said
    from provenance.model.held import Correction, Gloss, Held, Waiver
    from provenance.model.hop import Act, Hop
    from provenance.parallel import in_parallel
    from provenance.reading import Archived, Reading, join, read, read_warc
    from provenance.records import from_json, to_json
    from provenance.report import Report
    from provenance.rules import CATALOGUE, PROFILES, Finding, NotExamined, Policy, Severity
    from provenance.stores import Query, Store, Verification, open_store
    from provenance.text import Mode, Span, Text
    from provenance.tracing import Match, Trace, trace
    from provenance.wording import sentence

__all__ = [
    "CATALOGUE",
    "CITATIONS",
    "EXPORTS",
    "IMPORTS",
    "PROFILES",
    "Act",
    "Agent",
    "Archived",
    "Attribution",
    "Blank",
    "Capture",
    "CaptureCheck",
    "Chain",
    "Checkpoint",
    "Comparison",
    "Correction",
    "Custody",
    "Digest",
    "Exported",
    "Finding",
    "Gloss",
    "Guess",
    "Held",
    "Hop",
    "Inferred",
    "Loaded",
    "Locator",
    "Match",
    "Method",
    "Mode",
    "NotExamined",
    "PartialDate",
    "Policy",
    "ProvenanceError",
    "Query",
    "Reading",
    "Report",
    "Severity",
    "Span",
    "Step",
    "Store",
    "Text",
    "Trace",
    "Unread",
    "Unsaid",
    "Unsure",
    "Verification",
    "Waiver",
    "audit",
    "audit_many",
    "check_captures",
    "cite",
    "compare",
    "export",
    "from_json",
    "glossed",
    "guess",
    "in_parallel",
    "join",
    "load",
    "open_store",
    "read",
    "read_warc",
    "said",
    "sentence",
    "to_json",
    "trace",
]

_ROOMS = {
    "auditor": ("audit", "audit_many"),
    "blank": ("Blank",),
    "canonical": ("Digest",),
    "comparison": ("Comparison", "compare"),
    "custody": ("CaptureCheck", "Custody", "check_captures"),
    "dates": ("PartialDate",),
    "errors": ("ProvenanceError",),
    "exports": ("EXPORTS", "Exported", "Unsaid", "export"),
    "exports.citations": ("CITATIONS", "cite"),
    "imports": ("IMPORTS", "Loaded", "Unread", "load"),
    "language": ("Guess", "Unsure", "guess"),
    "locator": ("Locator",),
    "merkle": ("Checkpoint",),
    "model.attribution": ("Agent", "Attribution", "Capture", "Inferred", "Method"),
    "model.chain": ("Chain", "Step", "glossed", "said"),
    "model.held": ("Correction", "Gloss", "Held", "Waiver"),
    "model.hop": ("Act", "Hop"),
    "parallel": ("in_parallel",),
    "reading": ("Archived", "Reading", "join", "read", "read_warc"),
    "records": ("from_json", "to_json"),
    "report": ("Report",),
    "rules": ("CATALOGUE", "PROFILES", "Finding", "NotExamined", "Policy", "Severity"),
    "stores": ("Query", "Store", "Verification", "open_store"),
    "text": ("Mode", "Span", "Text"),
    "tracing": ("Match", "Trace", "trace"),
    "wording": ("sentence",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
