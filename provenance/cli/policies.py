"""What an audit asks and what fails it: the options, the project's policy file, rules of one's own."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.errors import PolicyError, RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.rules import Policy, Rule

__all__ = ["policy_of", "policy_options", "rules_of"]

FAIL_ON = ("error", "warning", "note", "never")
PROJECT = Path("pyproject.toml")


def policy_options(command: Any) -> Any:
    """Add the options that choose rules and what fails."""
    for option in (
        click.option("--fail-on", type=click.Choice(FAIL_ON), help="From which severity on the exit code is 1."),
        click.option("--ignore", multiple=True, metavar="RULE", help="Leave out a rule or a family; it is listed."),
        click.option(
            "--select",
            multiple=True,
            metavar="RULE",
            help="Ask only these rules or families, which `provenance explain` lists.",
        ),
        click.option(
            "--policy", metavar="FILE", help="A policy file; without it [tool.provenance] of ./pyproject.toml."
        ),
        click.option(
            "--profile", metavar="NAME", help="default, strict, reuters (wire translation) or berkeley (custody)."
        ),
    ):
        command = option(command)
    return command


def policy_of(
    profile: str | None, policy: str | None, select: Sequence[str], ignore: Sequence[str], fail_on: str | None
) -> Policy:
    """Return the policy that the options and the project's file ask for; PolicyError for one there is not."""
    from attrs import evolve  # noqa: PLC0415 - on first use, so that help opens at once

    from provenance.rules import PROFILES, read_policy  # noqa: PLC0415 - as above

    if profile is not None and profile not in PROFILES:
        raise PolicyError(f"no such profile – {profile!r} – there are {', '.join(PROFILES)}", where="--profile")
    base = PROFILES[profile or "default"]
    if policy is not None or (PROJECT.is_file() and b"[tool.provenance" in PROJECT.read_bytes()):
        house = read_policy(Path(policy) if policy is not None else PROJECT)
        base = house if profile is None else evolve(base, accepted=house.accepted)
    changes: dict[str, Any] = {}
    if select:
        changes["select"] = frozenset(select)
    if ignore:
        changes["ignore"] = base.ignore | frozenset(ignore)
    if fail_on is not None:
        changes["fail_on"] = None if fail_on == "never" else fail_on
    return evolve(base, **changes)


def rules_of(names: Sequence[str]) -> tuple[Rule, ...]:
    """Return the catalogue and the rules named ``module:NAME``, each an object, a class or a sequence of these.

    RuleError for what cannot be loaded. Naming a module runs it: name only what you trust.
    """
    from provenance.rules import CATALOGUE  # noqa: PLC0415 - on first use, so that help opens at once

    own: list[Rule] = []
    for name in names:
        module, colon, attribute = name.partition(":")
        if not colon or not module or not attribute:
            raise RuleError(f"not a rule – {name!r} – write module:NAME", rule=name)
        own += _loaded(name, module, attribute)
    return (*CATALOGUE, *own)


def _loaded(name: str, module: str, attribute: str) -> list[Any]:
    here = str(Path.cwd())
    sys.path.insert(0, here)  # a rule beside the chains it is for
    try:
        found = getattr(import_module(module), attribute)
        several = found if isinstance(found, list | tuple) else [found]
        return [each() if isinstance(each, type) else each for each in several]
    except Exception as error:  # a module may raise anything while it is run
        raise RuleError(
            f"cannot load a rule – {name!r}: {type(error).__name__}: {error} – check the module and the name", rule=name
        ) from error
    finally:
        sys.path.remove(here)
