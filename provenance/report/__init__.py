"""What an audit says of one chain, and its plain text."""

from __future__ import annotations

from provenance.report.text import as_text, concise, summary, unexamined
from provenance.report.value import Report

__all__ = ["Report", "as_text", "concise", "summary", "unexamined"]
