"""A report: what an audit found of one chain, what it could not examine, and what was accepted; ``str()`` is its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from provenance.report.text import as_text
from provenance.wording import sentence

if TYPE_CHECKING:
    from provenance.ledger import FactRow
    from provenance.model.chain import Chain
    from provenance.model.held import Correction, Waiver
    from provenance.rules.base import Finding, NotExamined
    from provenance.rules.policy import Policy

__all__ = ["Report"]


@frozen(kw_only=True)
class Report:
    """What an audit says of one chain."""

    chain: Chain
    policy: Policy
    findings: tuple[Finding, ...]
    """One for each fault, by hop from the origin on."""
    waived: tuple[tuple[Finding, str], ...] = field(default=())
    """Findings that were accepted, each with the reason."""
    unused_waivers: tuple[Waiver, ...] = field(default=())
    """Waivers that met no finding."""
    unexamined: tuple[NotExamined, ...] = field(default=())
    """Questions that arise and could not be answered."""
    clear: tuple[str, ...] = field(default=())
    """Rules that were asked of every hop and found nothing."""
    not_asked: tuple[str, ...] = field(default=())
    """Rules that the policy leaves out."""
    unmet: tuple[str, ...] = field(default=())
    """Rules that the policy says must be examined, and that were not."""

    @property
    def facts(self) -> tuple[tuple[FactRow, ...], ...]:
        """What each step keeps, changes, loses and adds, step by step."""
        return tuple(step.comparison.facts for step in self.chain.steps)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What was corrected or retracted of the chain's hops, as far as it is held."""
        here = {hop.digest for hop in self.chain.hops}
        return tuple(one for one in self.chain.held.corrections if one.old in here or one.new in here)

    @property
    def sentence(self) -> str:
        """Where the words come from, in one plain sentence."""
        return sentence(self.chain)

    @property
    def exit_code(self) -> Literal[0, 1]:
        """1 if a finding weighs as much as the policy fails on, or what must be examined was not; else 0."""
        fail_on = self.policy.fail_on
        failing = fail_on is not None and any(finding.severity >= fail_on for finding in self.findings)
        return 1 if failing or self.unmet else 0

    def __str__(self) -> str:
        return as_text(self)
