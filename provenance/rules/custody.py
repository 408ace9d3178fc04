"""Custody: what is kept of each witness, and whether it is still what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Finding, NotExamined, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain

__all__ = ["CaptureMissing"]


class CaptureMissing:
    """A hop names a link, and neither its words nor a digest of the page is kept.

    Why: pages change and vanish; nobody can check a link that nothing was kept of.
    Mend: `chain.filled(n, text=…)` with the words there, or with `captures=[Capture(data=…)]` for the page as collected.
    """

    name = "capture-missing"
    family = "custody"
    severity = Severity.WARNING
    false_alarms = "none: the record alone decides"
    clean = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko").reported(
                    "港口将继续开放。", "zh", outlet="渔港日报", url="https://harbour.example/a/17"
                ),
                about="the page was not captured, but its words are held",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported(None, "zh", url="https://harbour.example/a/17")
                .translated("The port stays open.", "en", by="J. Smith"),
                hop=2,
                about="a link, and nobody kept what stood there",
            ),
        )
    )
    unexamined = ()

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop with a link and nothing kept of it."""
        for hop in chain.hops:
            if hop.attribution.locator is None or hop.seal is not None:
                continue
            if all(capture.data is None and capture.text is None for capture in hop.captures):
                yield Finding(self, hop, "a locator, no words, no digest", inferred=hop.was_inferred("locator"))
