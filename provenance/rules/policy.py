"""A policy: which rules are asked, how much each finding weighs, and what makes an audit fail."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from provenance.errors import PolicyError, RuleError
from provenance.rules.base import FAMILIES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from provenance.rules.base import Finding, Rule

__all__ = ["PROFILES", "Policy", "Weight", "check_policy", "check_rules", "nearest", "read_policy"]

Weight: TypeAlias = "Severity | Literal['off']"


def _names(value: Iterable[str]) -> frozenset[str]:
    if isinstance(value, str):
        raise PolicyError(f"not a list of names – {value!r} – put it in a set", where=value)
    for name in value:
        if not isinstance(name, str):
            raise PolicyError(f"not a name – {name!r:.80} – give names of rules or families", where=str(name)[:80])
    return frozenset(value)


def _weights(value: Mapping[str, str]) -> Mapping[str, Weight]:
    weights: dict[str, Weight] = {}
    for name in sorted(value):
        given = value[name]
        if given != "off" and given not in list(Severity):
            raise PolicyError(
                f"no such severity – {name} = {given!r} – choose from note, warning, error, off", where=name
            )
        weights[name] = "off" if given == "off" else Severity(given)
    return MappingProxyType(weights)


def _fail_on(value: str | None) -> Severity | None:
    if value is None or value == "never":
        return None
    if value not in list(Severity):
        raise PolicyError(
            f"no such severity – fail_on = {value!r} – choose from note, warning, error, never", where="fail_on"
        )
    return Severity(value)


def _accepted(value: Mapping[str, Any]) -> Mapping[str, str]:
    for name, reason in value.items():
        if not isinstance(reason, str) or not reason.strip():
            raise PolicyError(f"no reason – accepted: {name} – say why the house accepts it", where=name)
    return MappingProxyType({name: value[name] for name in sorted(value)})


@frozen(kw_only=True)
class Policy:
    """What a house asks of a chain. Names are those of rules or of families."""

    select: frozenset[str] = field(default=frozenset(), converter=_names)
    """The only ones that are asked; empty for all."""
    ignore: frozenset[str] = field(default=frozenset(), converter=_names)
    """Those that are not asked."""
    severity: Mapping[str, Weight] = field(factory=dict, converter=_weights, hash=False)
    """What findings weigh, by rule, by ``rule:status`` for one kind of finding, or by family; ``off`` is not asked."""
    fail_on: Severity | None = field(default=Severity.ERROR, converter=_fail_on)
    """The least severity that fails an audit; None for never."""
    must_examine: frozenset[str] = field(default=frozenset(), converter=_names)
    """Those for which "not examined" fails an audit."""
    accepted: Mapping[str, str] = field(factory=dict, converter=_accepted, hash=False)
    """What the house accepts, with its reason: such findings are listed as waived."""

    def asks(self, rule: Rule) -> bool:
        """Return whether a rule is asked."""
        name, family = rule.name, rule.family
        if self.select and name not in self.select and family not in self.select:
            return False
        if name in self.ignore or family in self.ignore:
            return False
        return self.severity.get(rule.name, self.severity.get(rule.family)) != "off"

    def weigh(self, finding: Finding) -> Weight:
        """Return what a finding weighs: the narrowest that is set, else what its rule says."""
        for name in (f"{finding.rule}:{finding.status}", finding.rule, finding.family):
            if name in self.severity:
                return self.severity[name]
        return finding.severity

    def must(self, name: str, family: str) -> bool:
        """Return whether a rule has to be examined."""
        return name in self.must_examine or family in self.must_examine

    def accepts(self, finding: Finding) -> str | None:
        """Return the house's reason for accepting a finding, None if it does not."""
        return self.accepted.get(finding.rule, self.accepted.get(finding.family))


PROFILES: Mapping[str, Policy] = MappingProxyType(
    {
        "default": Policy(),
        "strict": Policy(
            severity={
                "bound-changed": "error",
                "capture-incomplete": "warning",
                "disclaimer-dropped": "warning",
                "foreign-quotation-marks": "warning",
                "imprecise-date": "warning",
                "length-out-of-band": "warning",
                "qualifier-shifted": "warning",
                "relay-translation": "warning",
                "unbalanced-quotation-marks": "warning",
            },
            fail_on="warning",
        ),
        "reuters": Policy(
            severity={
                "relay-translation": "note",
                "relay-translation:direct": "error",
                "relay-translation:partial": "error",
                "retranslated-into-original": "error",
                "translation-called-verbatim": "error",
                "translator-undisclosed": "note",
            },
        ),
        "berkeley": Policy(
            severity={
                "capture-incomplete": "warning",
                "capture-missing": "error",
                "captured-before-published": "error",
                "imprecise-date": "warning",
                "platform-clock-conflict": "error",
                "silently-edited": "error",
            },
            must_examine={"custody"},
            fail_on="warning",
        ),
    }
)
"""Policies by name; a house passes one of its own.

``strict`` is for a desk before publishing. ``reuters`` follows that agency's handbook on translated quotations, which
warns of carrying quotations back into their language; desk translations are unsigned. ``berkeley`` follows the Berkeley
Protocol, which asks for the custody of every item.
"""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return how to mend an unknown name: the nearest one, or where the names are listed."""
    names = sorted(known)
    near = get_close_matches(name, names, 1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}"


def check_rules(rules: object) -> None:
    """Raise a RuleError for what is no rule, and where two bear one name or one bears the name of a family."""
    seen: set[str] = set()
    if isinstance(rules, str) or not isinstance(rules, Sequence):
        raise RuleError(f"not a list of rules – {rules!r:.80} – give objects: (*CATALOGUE, MyRule())", rule="")
    for rule in rules:
        if isinstance(rule, type):
            raise RuleError(f"a class – {rule.__name__} – give an object: {rule.__name__}()", rule=rule.__name__)
        if not all(hasattr(rule, name) for name in ("name", "family", "severity", "check")):
            raise RuleError(f"not a rule – {rule!r:.80} – it has name, family, severity and check()", rule="")
        for part in (rule.name, rule.family):
            if not isinstance(part, str) or not part.strip() or not part.isprintable():
                raise RuleError(
                    f"no name of a rule or family – {part!r:.80}, of {type(rule).__name__} – write words on one line",
                    rule=str(rule.name),
                )
        if rule.severity not in list(Severity):
            raise RuleError(
                f"no such severity – {rule.name}: {rule.severity!r:.80} – choose from note, warning, error",
                rule=rule.name,
            )
        if rule.name in seen or rule.name in FAMILIES:
            raise RuleError(f"a rule twice – {rule.name!r} – a name stands for one rule; rename yours", rule=rule.name)
        seen.add(rule.name)


def check_policy(policy: object, rules: Iterable[Rule], catalogue: Iterable[Rule] = ()) -> None:
    """Raise a PolicyError where a policy names no rule and no family; the nearest name is given."""
    if not isinstance(policy, Policy):  # said in types, and not always kept
        mend = (
            f"PROFILES[{policy!r}]" if isinstance(policy, str) and policy in PROFILES else "Policy(…) or PROFILES[name]"
        )
        raise PolicyError(f"not a policy – {policy!r:.80} – give {mend}", where="policy")
    given: dict[str, Any] = {
        "select": policy.select,
        "ignore": policy.ignore,
        "severity": policy.severity,
        "must_examine": policy.must_examine,
        "accepted": policy.accepted,
    }
    if not any(given.values()):
        return
    known = {name for rule in (*rules, *catalogue) for name in (rule.name, rule.family)} | set(FAMILIES)
    for where, names in given.items():
        for name in sorted(names):
            rule = name.partition(":")[0] if where == "severity" else name
            if rule not in known:
                raise PolicyError(
                    f"no such rule or family – {where}: {name!r} – {nearest(name, known)}", where=f"{where}.{name}"
                )


_KEYS = frozenset({"profile", "select", "ignore", "severity", "fail_on", "must_examine", "accepted"})


def read_policy(path: Path) -> Policy:
    """Return the policy of a ``pyproject.toml`` (its table ``tool.provenance``), or of a file with the same keys.

    ``profile`` names the one that the other keys change. PolicyError for what is no policy; a ``pyproject.toml`` without
    the table gives the default profile.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"not TOML – {path} – {error}", where=str(path)) from error
    given: Any = document
    for table in ("tool", "provenance") if "project" in document or "tool" in document else ():
        given = given.get(table, {})
        if not isinstance(given, dict):
            raise PolicyError(f"not a table – {path}: {table} – write [tool.provenance] and keys below it", where=table)
    keys = {name.replace("-", "_"): value for name, value in given.items()}
    for name in sorted(set(keys) - _KEYS):
        raise PolicyError(f"unknown key – {path}: {name!r} – {nearest(name, _KEYS)}", where=name)
    profile = keys.pop("profile", "default")
    if not isinstance(profile, str) or profile not in PROFILES:
        raise PolicyError(f"no such profile – {path}: {profile!r} – {nearest(str(profile), PROFILES)}", where="profile")
    for name, kind in (
        ("select", list),
        ("ignore", list),
        ("must_examine", list),
        ("severity", dict),
        ("accepted", dict),
    ):
        if not isinstance(keys.get(name, kind()), kind):
            wanted = "a list" if kind is list else "a table"
            raise PolicyError(f"not {wanted} – {path}: {name} – write {wanted} there", where=name)
    base = PROFILES[profile]
    for name in ("severity", "accepted"):
        keys[name] = {**getattr(base, name), **keys.get(name, {})}
    return evolve(base, **keys)
