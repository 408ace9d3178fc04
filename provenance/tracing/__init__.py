"""Where words come from, among all that is recorded."""

from __future__ import annotations

from provenance.tracing.tracer import trace
from provenance.tracing.value import Match, Trace

__all__ = ["Match", "Trace", "trace"]
