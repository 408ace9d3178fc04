"""A rule's page: its name, family and severity in each profile, the fault, why, what mends it, and its cases."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from provenance.dates import PartialDate
from provenance.errors import RuleError
from provenance.rules.base import Case
from provenance.rules.catalogue import CATALOGUE
from provenance.rules.naming import date_words
from provenance.rules.policy import PROFILES, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.hop import Hop
    from provenance.rules.base import Rule
    from provenance.rules.policy import Policy

__all__ = ["explain", "help_of", "named", "rule_table"]


def named(name: str, rules: Sequence[Rule] = CATALOGUE) -> Rule:
    """Return the rule of a name; RuleError gives the nearest one."""
    for rule in rules:
        if rule.name == name:
            return rule
    raise RuleError(f"no such rule – {name!r} – {nearest(name, (rule.name for rule in rules))}", rule=name)


def help_of(rule: Rule, *, code: bool = False) -> tuple[str, str, str]:
    """Return the fault in one sentence, why it matters, and what mends it, from the rule's docstring.

    With ``code`` what is to be typed stands between backticks, as it does there.
    """
    text = inspect.cleandoc(rule.__doc__ or rule.name)
    fault, _, rest = text.partition("Why:")
    why, _, mend = rest.partition("Mend:")
    fault, why, mend = (" ".join((part if code else part.replace("`", "")).split()) for part in (fault, why, mend))
    return fault, why, mend


def explain(name: str, rules: Sequence[Rule] = CATALOGUE) -> str:
    """Return a rule's page as plain text; RuleError for an unknown name."""
    rule = named(name, rules)
    fault, why, mend = help_of(rule)
    weights = ", ".join(f"{profile} {_weight(rule, policy)}" for profile, policy in PROFILES.items())
    lines = [
        rule.name,
        "",
        fault,
        "",
        f"family        {rule.family}",
        f"severity      {weights}",
        f"why           {why}",
        f"mend          {mend}",
        f"false alarms  {rule.false_alarms}",
    ]
    for title, cases in (("found", rule.faulty), ("let pass", rule.clean), ("not examined", rule.unexamined)):
        for case in map(Case.of, cases):
            lines += ["", *_case(title, case)]
    return "\n".join(lines) + "\n"


def rule_table(rules: Sequence[Rule] = CATALOGUE) -> str:
    """Return the rules as a table in Markdown: family, name, severity, fault."""
    rows = [f"| {rule.family} | `{rule.name}` | {rule.severity} | {help_of(rule)[0]} |" for rule in rules]
    return "\n".join(["| family | rule | severity | it finds |", "|---|---|---|---|", *rows])


def _weight(rule: Rule, policy: Policy) -> str:
    if not policy.asks(rule):
        return "off"
    weight = str(policy.severity.get(rule.name, policy.severity.get(rule.family, rule.severity)))
    finer = [
        f"{key.partition(':')[2]} {value}" for key, value in policy.severity.items() if key.startswith(f"{rule.name}:")
    ]
    return weight + (f" ({', '.join(finer)})" if finer else "")


def _case(title: str, case: Case) -> Iterator[str]:
    hop = len(case.chain.hops) if case.hop is None else case.hop
    where = "" if title == "let pass" else f" at hop {hop}"
    reason = f", {case.reason}" if case.reason else ""
    yield f"{title}{where}{reason}{': ' + case.about if case.about else ''}"
    for number, each in enumerate(case.chain.hops, 1):
        yield f"  {number}  {_told(each)}"
    for stored in case.chain.held.comparisons:
        ends = f"{case.chain.number(stored.source)} → {case.chain.number(stored.hop)}"
        yield f"  stored {ends}  {stored.computed_by}: {stored.delta!r}"
    for number, other in enumerate(case.beside, 1):
        for each in other.hops:
            yield f"  beside {number}  {_told(each)}"


def _told(hop: Hop) -> str:
    who = hop.attribution
    people = [agent.name for agent in (*([who.speaker] if who.speaker else []), *who.author, *who.translator)]
    facts = [
        ", ".join(people),
        who.outlet or "",
        "" if who.on is None else date_words(who.on),
        "" if who.locator is None else who.locator.given,
        who.credit or "",
        who.disclaimer or "",
        "" if hop.mode == "direct" else hop.mode,
        *(f"captured {date_words(PartialDate.at(each.time))}" for each in hop.captures if each.time is not None),
        *(each.archived.given for each in hop.captures if each.archived is not None),
    ]
    told = "; ".join(fact for fact in facts if fact)
    words = "no words" if hop.text is None else re.sub(r"\s+", " ", hop.text)
    return f"{hop.act} {hop.language or '?'} ({told or 'nobody named'}): {words}"
