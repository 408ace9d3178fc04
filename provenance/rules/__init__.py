"""What may be wrong with a chain: the rules, one file a family, and how an audit weighs them."""

from __future__ import annotations

from provenance.rules.base import Case, Evidence, Finding, NotExamined, Rule, Severity
from provenance.rules.catalogue import CATALOGUE
from provenance.rules.checking import check_rule
from provenance.rules.explaining import explain, rule_table
from provenance.rules.policy import PROFILES, Policy, read_policy

__all__ = [
    "CATALOGUE",
    "PROFILES",
    "Case",
    "Evidence",
    "Finding",
    "NotExamined",
    "Policy",
    "Rule",
    "Severity",
    "check_rule",
    "explain",
    "read_policy",
    "rule_table",
]
