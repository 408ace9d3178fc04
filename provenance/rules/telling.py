"""How a fact that was not kept is told: values as they are shown, what they became, and the finding on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.facts.quantity import Quantity, likely_readings
from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Evidence, Finding, Severity
from provenance.rules.naming import date_words
from provenance.tables import table

if TYPE_CHECKING:
    from fractions import Fraction

    from provenance.facts import Fact
    from provenance.model.chain import Chain
    from provenance.rules.base import Rule
    from provenance.rules.threads import Fault


__all__ = ["UNHELD", "bounds_of", "change_of", "finding_on", "is_about", "shown_value", "told"]

_DENIED = re.compile(r"[ \u00a0]\w[\w'’-]*")

UNHELD = Cases(
    lambda: (
        Case(
            said(None, "ru", by="Илья Маренко").translated("We will sell 400 tonnes of grain.", "en", by="J. Smith"),
            reason="words-not-held",
            about="nobody holds what was said",
        ),
    )
)


def told(fact: Fact) -> str:
    """Return a fact's value as it is shown: 3 000 000–6 000 000 t, ≤ 700, 19 December; other kinds by their words."""
    return shown_value(fact.kind, fact.value, f"“{fact.surface}”")


def shown_value(kind: str, value: str, surface: str) -> str:
    """Return a value of a kind of facts as it is shown; where it has no form of its own, the words themselves."""
    if kind == "quantity":
        return " or ".join(map(_amount, likely_readings(value)))
    if kind == "date":
        return " or ".join(_day(part) for part in value.split("|"))
    return surface


def _amount(quantity: Quantity) -> str:
    low, high = _number(quantity.low), _number(quantity.high)
    words = {
        "exact": low,
        "about": f"≈ {low}",
        "at-least": f"{'>' if quantity.low_open else '≥'} {low}",
        "at-most": f"{'<' if quantity.high_open else '≤'} {high}",
        "range": f"{low}–{high}",
        "vague": f"{low} to {high}, vague",
    }[quantity.bound]
    if quantity.unit is None:
        return words
    if quantity.unit == "ordinal":
        return f"{words} (ordinal)"
    one = quantity.bound != "range" and (quantity.low if quantity.low is not None else quantity.high) == 1
    return f"{words} {quantity.unit if one else _several(quantity.unit)}"


def _several(unit: str) -> str:
    """Return a unit as several are called, "weeks"; signs such as km stay as they are."""
    known = table("en", "units") or {}
    return next((form for form in (f"{unit}s", f"{unit[:-1]}ies") if known.get(form) == unit), unit)


def _number(number: Fraction | None) -> str:
    if number is None:
        return "?"
    if number.denominator == 1:
        return f"{number.numerator:,}".replace(",", "\u202f")
    decimal = number * 10**6
    if decimal.denominator == 1:
        whole, rest = divmod(abs(decimal.numerator), 10**6)
        return f"{'-' if number < 0 else ''}{whole:,}".replace(",", "\u202f") + f".{rest:06d}".rstrip("0")
    return f"{number.numerator}/{number.denominator}"


def _day(value: str) -> str:
    try:
        return date_words(PartialDate.parse(value))
    except RecordError:  # a century, a time of day, yesterday: shown as it is spelled
        return value


def finding_on(
    rule: Rule,
    chain: Chain,
    fault: Fault,
    sentence: str,
    *,
    severity: Severity | None = None,
    status: str | None = None,
) -> Finding:
    """Return the finding on a fault: what the source had, what the hop has, and the origin's value where it differs."""
    stretch, row = fault.stretch, fault.row
    evidence = []
    if row.source is not None:
        evidence.append(Evidence.at(chain, stretch.source, row.source.span, row.source.value))
    if row.target is not None:
        evidence.append(Evidence.at(chain, stretch.hop, row.target.span, row.target.value))
    else:
        evidence.append(Evidence(hop=chain.number(stretch.hop)))
    if fault.origin is not None:
        number, fact = fault.origin
        sentence += f" (hop {number} has {told(fact)})"
        evidence.insert(0, Evidence.at(chain, chain.hop(number), fact.span, fact.value))
    return Finding(
        rule,
        stretch.hop,
        sentence,
        severity=Severity.NOTE if fault.mended_by else severity or rule.severity,
        status=status or row.status,
        inferred=stretch.source.was_inferred("language") or stretch.hop.was_inferred("language"),
        evidence=evidence,
        blame=stretch.blame,
        inherited_by=fault.inherited_by,
        mended_by=fault.mended_by,
    )


def change_of(fault: Fault) -> str:
    """Return what was and what it became, in a few words."""
    source, target = fault.row.source, fault.row.target
    was = "" if source is None else _in_words(source, fault.stretch.source.text)
    became = "" if target is None else _in_words(target, fault.stretch.hop.text)
    if source is not None and target is not None:
        return f"{was} became {became}"
    return f"{was} has no counterpart" if source is not None else f"{became} was added"


def _in_words(fact: Fact, text: str | None) -> str:
    """Return a fact as it is shown in a sentence; a negation with the word after it, which it mostly denies."""
    denied = _DENIED.match(text or "", fact.span.end) if fact.kind == "negation" else None
    return told(fact) if denied is None else f"“{fact.surface}{denied.group()}”"


def bounds_of(fault: Fault) -> set[str]:
    """Return the kinds of bound that the quantities on both sides have."""
    return {
        Quantity.parse(fact.value.partition("|")[0]).bound
        for fact in (fault.row.source, fault.row.target)
        if fact is not None and fact.kind == "quantity"
    }


def is_about(fault: Fault) -> bool:
    """Return whether all that changed is an "about", gained or lost."""
    return bounds_of(fault) <= {"about", "exact"}
