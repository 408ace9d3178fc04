"""``audit`` and ``explain``: what chains may claim, and what a rule asks."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import click

from provenance.cli.files import spare, write
from provenance.cli.inputs import labelled
from provenance.cli.pages import SHAPES, document, is_folder, write_pages
from provenance.cli.policies import policy_of, policy_options, rules_of
from provenance.cli.screen import columns, in_colour, with_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.model.chain import Chain
    from provenance.report import Report
    from provenance.rules import Policy, Rule

__all__ = ["audit", "explain", "reported", "told"]


MOST_LISTS = 1_000
"""Lists of what was not examined that are remembered, so that the same is not printed again."""


@click.command(short_help="Say what a chain may claim.")
@click.argument("inputs", metavar="F|ARTICLE...", nargs=-1, required=True)
@policy_options
@click.option("--rules", multiple=True, metavar="MODULE:NAME", help="A rule of your own; the module is run.")
@click.option("--beside", multiple=True, metavar="F", help="Other chains that are known, to look for nearer sources.")
@click.option("--workers", type=click.IntRange(1), default=1, metavar="N", help="Audit in so many processes.")
@click.option(
    "--format",
    "form",
    type=click.Choice(SHAPES),
    default="text",
    help="text: the whole report; concise: a line a fault; json: a report a line; sarif: SARIF 2.1.0; html: one page "
    "for all, or a folder of pages; svg, mermaid: a picture.",
)
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="G",
    help="Write there, html also into a folder (G/); default is standard output.",
)
@click.option("--no-color", is_flag=True, help="Never colour.")
def audit(
    *,
    inputs: tuple[str, ...],
    profile: str | None,
    policy: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    rules: tuple[str, ...],
    beside: tuple[str, ...],
    workers: int,
    form: str,
    output: str,
    no_color: bool,
) -> int:
    """Say what chains may claim: what changed, at which hop, and what nobody can check.

    Takes chain files (one chain or many, or one a line), stores, articles, which are read into drafts first, and folders
    of these; `-` is standard input. Each rule finds something, finds nothing, or says why it could not look.

    \b
    Examples:
      provenance audit draft.json
      provenance audit article.txt --ignore capture-missing
      provenance audit quotes.db --format concise --fail-on warning
      provenance audit chains/ --format sarif -o audit.sarif --workers 4
      provenance audit draft.json --format html -o report.html
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    asked = policy_of(profile, policy, select, ignore, fail_on)
    spare((*inputs, *beside), output)
    known = tuple(chain for _, chain in labelled(beside))
    reports = reported(labelled(inputs, workers=workers), asked, rules=rules_of(rules), beside=known, workers=workers)
    if form == "html" and is_folder(output):
        return write_pages(output, (report for _, report in with_progress(reports, "audited")))
    code = 0
    parts: list[bytes] = []
    for part, failed in told(reports, form, colour=output == "-" and in_colour(no_color), printing=output == "-"):
        code = max(code, failed)
        if output == "-":
            write("-", part)
        else:
            parts.append(part)
    if output != "-":
        write(output, b"".join(parts))
    return code


def reported(
    chains: Iterable[tuple[str, Chain]],
    policy: Policy,
    *,
    rules: Sequence[Rule] | None = None,
    beside: Sequence[Chain] = (),
    workers: int = 1,
) -> Iterator[tuple[str, Report]]:
    """Yield the report of each chain with its label, in order, as they come."""
    from provenance.auditor import audit_many  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.rules import CATALOGUE  # noqa: PLC0415 - as above

    labels: deque[str] = deque()

    def unlabelled() -> Iterator[Chain]:
        for label, chain in chains:
            labels.append(label)
            yield chain

    for report in audit_many(unlabelled(), rules=rules or CATALOGUE, policy=policy, beside=beside, workers=workers):
        yield labels.popleft(), report


def told(
    reports: Iterable[tuple[str, Report]], form: str, *, colour: bool, printing: bool = True
) -> Iterator[tuple[bytes, int]]:
    """Yield what is printed or written, piece by piece, each with the exit code of the report it comes from."""
    from provenance.report import unexamined  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.reports import REPORTS, as_text  # noqa: PLC0415 - as above
    from provenance.terminal import safe  # noqa: PLC0415 - as above

    if REPORTS[form].together:
        yield document((report for _, report in with_progress(reports, "audited")), form)
        return
    number = found = failing = alike = 0
    lists: dict[tuple[str, ...], str] = {}
    for label, report in with_progress(reports, "audited", printing=printing):
        number += 1
        found += len(report.findings)
        failing += report.exit_code
        if form == "text":
            head = f"{chr(10) if number > 1 else ''}── {safe(label)} ──\n\n"
            listed = tuple(unexamined(report))
            as_in = lists.get(listed)
            alike += as_in is not None
            if listed and len(lists) < MOST_LISTS:
                lists.setdefault(listed, label)
            text = f"{head}{as_text(report, columns=columns(), colour=colour, as_in=as_in)}\n"
        elif form == "concise":
            lines = REPORTS["concise"](report).splitlines()
            text = "".join(f"{safe(label)}\t{line}\n" for line in lines)
        else:
            text = REPORTS[form](report) + "\n"
        yield text.encode("utf-8", "backslashreplace"), report.exit_code
    if form == "text" and number > 1:
        again = f" · {alike} could examine no more than one before" if alike else ""
        yield f"\n{number} chains · {found} findings · {failing} of the chains fail{again}\n".encode(), 0


@click.command(short_help="Say what a rule asks.")
@click.argument("rule", metavar="[RULE|FAMILY]", required=False)
@click.option("--rules", multiple=True, metavar="MODULE:NAME", help="A rule of your own; the module is run.")
def explain(rule: str | None, rules: tuple[str, ...]) -> None:
    """Say what RULE asks, why it matters, how to mend it, and show its cases.

    Of a family its rules are listed, without either all of them.

    \b
    Examples:
      provenance explain quantity-changed
      provenance explain custody
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    from provenance.rules import explain as page  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.rules.policy import check_rules  # noqa: PLC0415 - as above

    known = rules_of(rules)
    check_rules(known)
    listed = [each for each in known if rule in {None, each.family}]
    if rule is not None and not listed:
        click.echo(page(rule, known))
        return
    longest = max(len(each.name) for each in listed)
    for each in listed:
        first = (type(each).__doc__ or "").strip().partition("\n")[0].rstrip(".")
        click.echo(f"{each.severity:8} {each.family:12} {each.name:{longest}}  {first}".rstrip())
