"""``audit`` and ``explain``: what a chain may claim, and what a rule asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from provenance.cli.files import is_chain_file, is_store, read_bytes, write
from provenance.cli.screen import columns, in_colour, with_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model.chain import Chain
    from provenance.report import Report
    from provenance.rules import Policy

__all__ = ["audit", "audited", "explain", "policy_of", "policy_options", "show_reports"]

FAIL_ON = ("error", "warning", "note", "never")


def policy_options(command: Any) -> Any:
    """Add the options that choose rules and what fails."""
    for option in (
        click.option("--fail-on", type=click.Choice(FAIL_ON), help="From which severity on the exit code is 1."),
        click.option("--ignore", multiple=True, metavar="RULE", help="Leave out a rule or a family; it is listed."),
        click.option("--select", multiple=True, metavar="RULE", help="Ask only these rules or families."),
        click.option(
            "--profile", default="default", metavar="NAME", help="default, or strict: a desk before publishing."
        ),
    ):
        command = option(command)
    return command


def policy_of(profile: str, select: tuple[str, ...], ignore: tuple[str, ...], fail_on: str | None) -> Policy:
    """Return the policy that the options ask for; PolicyError for a profile there is not."""
    from attrs import evolve  # noqa: PLC0415 - on first use, so that help opens at once

    from provenance.errors import PolicyError  # noqa: PLC0415 - as above
    from provenance.rules import PROFILES  # noqa: PLC0415 - as above

    if profile not in PROFILES:
        raise PolicyError(f"no such profile – {profile!r} – there are {', '.join(PROFILES)}", where="--profile")
    changes: dict[str, Any] = {}
    if select:
        changes["select"] = select
    if ignore:
        changes["ignore"] = {*PROFILES[profile].ignore, *ignore}
    if fail_on is not None:
        changes["fail_on"] = None if fail_on == "never" else fail_on
    return evolve(PROFILES[profile], **changes)


@click.command(short_help="Say what a chain may claim.")
@click.argument("inputs", metavar="F|ARTICLE...", nargs=-1, required=True)
@policy_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    help="text: the whole report; concise: a line for each fault; json: a report a line.",
)
@click.option("--no-color", is_flag=True, help="Never colour.")
def audit(
    *,
    inputs: tuple[str, ...],
    profile: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    form: str,
    no_color: bool,
) -> int:
    """Say what chains may claim: what changed, at which hop, and what nobody can check.

    Takes chain files (one chain or many, or one a line), stores, and articles, which are read into drafts first; `-` is
    standard input. Each rule finds something, finds nothing, or says why it could not look.

    \b
    Examples:
      provenance audit draft.json
      provenance audit article.txt --ignore capture-missing
      provenance audit quotes.db --format concise --fail-on warning
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    policy = policy_of(profile, select, ignore, fail_on)
    chains = [chain for place in inputs for chain in chains_of(place)]
    reports = list(audited(chains, policy))
    if form == "json":
        from provenance.reports import as_json  # noqa: PLC0415 - on first use, so that help opens at once

        for report in reports:
            write("-", as_json(report) + b"\n")
    elif form == "concise":
        from provenance.report import concise  # noqa: PLC0415 - as above

        for report in reports:
            if report.findings:
                click.echo(concise(report))
    else:
        show_reports(reports, colour=in_colour(no_color))
    return max((report.exit_code for report in reports), default=0)


def chains_of(place: str) -> tuple[Chain, ...]:
    """Return the chains of a chain file or a store, or the drafts of an article."""
    data = b"" if place != "-" and _is_store_file(place) else read_bytes(place)
    if not data and place != "-":
        from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

        with open_store(place, readonly=True) as store:
            return tuple(store.get(head) for head in store.heads())
    if is_chain_file(data):
        from provenance.records import from_json  # noqa: PLC0415 - as above

        return from_json(data)
    from provenance.reading import read  # noqa: PLC0415 - as above

    return read(data).chains()


def _is_store_file(place: str) -> bool:
    with open(place, "rb") as file:  # noqa: PTH123 - only its first bytes
        return is_store(file.read(16))


def audited(chains: Iterable[Chain], policy: Policy) -> Iterator[Report]:
    """Yield the report of each chain, with a progress bar on a terminal where it takes long."""
    from provenance.auditor import audit_many  # noqa: PLC0415 - on first use, so that help opens at once

    chains = list(chains)
    return with_progress(audit_many(chains, policy=policy), len(chains), "audited")


def show_reports(reports: list[Report], *, colour: bool) -> None:
    """Print reports one after another, and what they come to if there are several."""
    from provenance.report import as_text  # noqa: PLC0415 - on first use, so that help opens at once

    for number, report in enumerate(reports, 1):
        if len(reports) > 1:
            click.echo(f"{'' if number == 1 else chr(10)}── chain {number} of {len(reports)} ──\n")
        click.echo(as_text(report, columns=columns(), colour=colour))
    if len(reports) > 1:
        worst = sum(1 for report in reports if report.exit_code)
        total = sum(len(report.findings) for report in reports)
        click.echo(f"\n{len(reports)} chains · {total} findings · {worst} of the chains fail")


@click.command(short_help="Say what a rule asks.")
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Say what RULE asks, why it matters, how to mend it, and show its cases; without RULE, list them all."""
    from provenance.rules import CATALOGUE  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.rules import explain as page  # noqa: PLC0415 - as above

    if rule is not None:
        click.echo(page(rule))
        return
    longest = max(len(each.name) for each in CATALOGUE)
    for each in CATALOGUE:
        first = (type(each).__doc__ or "").splitlines()[0].rstrip(".")
        click.echo(f"{each.severity:8} {each.family:12} {each.name:{longest}}  {first}")
