"""``read`` and ``show``: from an article to draft chains, and a chain at a glance."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.audits import reported, told
from provenance.cli.files import read_chains, spare, write
from provenance.cli.policies import policy_of, policy_options
from provenance.cli.reading import drafts_of, readings_of
from provenance.cli.screen import columns, in_colour, with_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.model.chain import Chain
    from provenance.reading import Reading
    from provenance.report import Report

__all__ = ["read", "show"]


def _moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no time: write 2026-03-04T22:10:00+00:00") from error
    if moment.tzinfo is None:
        raise click.BadParameter(f"{value!r} has no zone: add Z or +08:00")
    return moment


@click.command(short_help="Read an article into draft chains.")
@click.argument("article", metavar="ARTICLE")
@click.option("--url", metavar="LINK", help="Where the article stands.")
@click.option("--language", metavar="TAG", help="Its language; without it a guess is made and marked as one.")
@click.option("--on", metavar="DATE", help="When it was published.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--collector", metavar="NAME", help="Who collected the file, for the record of custody.")
@click.option("--time", metavar="TIME", callback=_moment, help="When it was collected, with zone.")
@click.option("--audit", "with_audit", is_flag=True, help="Audit each draft; the exit code is then the audit's.")
@click.option("--store", metavar="DB", help="Keep the drafts in a store; made if it is not there.")
@click.option("-o", "--output", metavar="F", help="Write the drafts to a chain file; `-` is standard output.")
@click.option("--workers", type=click.IntRange(1), default=1, metavar="N", help="Read an archive in so many processes.")
@policy_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
@click.option("--no-color", is_flag=True, help="Never colour.")
def read(
    *, article: str, with_audit: bool, store: str | None, output: str | None, workers: int, form: str, **how: Any
) -> int:
    """Read ARTICLE (text, a page, a web archive; `-` is standard input) into draft chains: who is quoted, through whom.

    Nothing is filled in silently: what the article does not say is a blank, and what was inferred says from what. An
    article that quotes nobody makes one draft, of its own words. Pages need the extra `html`, web archives (WARC) the
    extra `warc`; each of an archive's pages has the link and the time of its record, and drafts that name the same
    original share its hop.

    \b
    Examples:
      provenance read article.txt
      provenance read page.html --url https://example.org/a --audit --store quotes.db
      provenance read collected.warc.gz --workers 4 -o drafts.json
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    from provenance.records import to_json  # noqa: PLC0415 - on first use, so that help opens at once

    policy = policy_of(how["profile"], how["policy"], how["select"], how["ignore"], how["fail_on"])
    spare([article], output)
    given = {name: how[name] for name in ("url", "language", "on", "outlet", "collector", "time")}
    readings = list(with_progress(readings_of(article, given, workers=workers), "read"))
    drafted = drafts_of(readings)
    chains = tuple(chain for _, each in drafted for chain in each)
    drafts = [(f"draft {number} of {len(chains)}", chain) for number, chain in enumerate(chains, 1)]
    reports = list(reported(drafts, policy, workers=workers)) if with_audit else []
    if store is not None:
        _keep(store, chains)
    if output is not None:
        write(output, to_json(*chains))
    if form == "json":
        _as_json(drafted, [report for _, report in reports])
    elif output != "-":
        _as_text(readings)
        if with_audit:
            click.echo()
            for part, _ in told(reports, "text", colour=in_colour(how["no_color"])):
                write("-", part)
        _ended(article, chains, store, output, quoted=any(reading.quotations for _, reading in readings))
    return max((report.exit_code for _, report in reports), default=0)


def _as_json(drafted: Sequence[tuple[Reading, Sequence[Chain]]], reports: list[Report]) -> None:
    """Print a document for each article, one after another."""
    from provenance.cli.plain import reading_json  # noqa: PLC0415 - on first use, so that help opens at once

    for reading, chains in drafted:
        mine, reports = reports[: len(chains)], reports[len(chains) :]
        write("-", reading_json(reading, chains, mine))


def _as_text(readings: Sequence[tuple[str, Reading]]) -> None:
    from provenance.reading.summary import summary  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.terminal import safe  # noqa: PLC0415 - as above

    for number, (label, reading) in enumerate(readings, 1):
        if len(readings) > 1:
            click.echo(f"{'' if number == 1 else chr(10)}── {safe(label)} ──\n")
        click.echo(summary(reading, columns=columns()))


def _keep(place: str, chains: tuple[Chain, ...]) -> None:
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    with open_store(place) as kept:
        for chain in chains:
            kept.put(chain)


def _ended(article: str, chains: tuple[Chain, ...], store: str | None, output: str | None, *, quoted: bool) -> None:
    from provenance.cli.hints import next_step  # noqa: PLC0415 - on first use, so that help opens at once

    click.echo()
    if store is not None:
        click.echo(f"kept: {_counted(len(chains), 'chain')} in {store}")
    if output is not None:
        click.echo(f"written: {_counted(len(chains), 'chain')} to {output}")
    if not chains:
        click.echo("no quotation was found: nothing to record")
        return
    if not quoted:
        click.echo("no quotation was found: the draft is of the article's own words")
    if output is None:
        draft = Path(article).stem + ".json" if article != "-" else "draft.json"
        click.echo(f"to fill blanks, write the drafts to a file first: provenance read {article} -o {draft}")
        click.echo(next_step(chains, draft))
    else:
        click.echo(next_step(chains, output))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@click.command(short_help="Show a chain at a glance.")
@click.argument("what", metavar="F|DIGEST")
@click.option("--store", metavar="DB", help="The store that DIGEST is looked up in; its first 8 digits will do.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "svg", "mermaid"]),
    default="text",
    help="What to print; svg, mermaid: one picture of all.",
)
@click.option(
    "-o", "--output", default="-", metavar="G", help="Write json or a picture there; default is standard output."
)
@click.option("--no-color", is_flag=True, help="Never colour.")
def show(what: str, store: str | None, form: str, output: str, no_color: bool) -> None:
    """Show chains at a glance: hop by hop, the words, and what changed between texts in one language.

    \b
    Examples:
      provenance show draft.json
      provenance show 5b20c1d4 --store quotes.db
      provenance show draft.json --format svg -o chain.svg
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    if store is not None:
        from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

        with open_store(store, readonly=True) as kept:
            chains: tuple[Chain, ...] = (kept.get(what),)
            withheld = [one for one in kept.withholdings() if any(hop.digest == one.hop for hop in chains[0].hops)]
    else:
        chains, withheld = read_chains(what), []
    if form == "json":
        from provenance.records import to_json  # noqa: PLC0415 - as above

        write(output, to_json(*chains))
        return
    if form in {"svg", "mermaid"}:
        spare([what], output)
        from provenance.cli.pages import picture  # noqa: PLC0415 - as above

        write(output, picture(chains, form).encode())
        return
    from provenance.outline import outline  # noqa: PLC0415 - as above
    from provenance.terminal import safe  # noqa: PLC0415 - as above

    for number, chain in enumerate(chains, 1):
        if len(chains) > 1:
            click.echo(f"{'' if number == 1 else chr(10)}── chain {number} of {len(chains)} ──\n")
        click.echo(outline(chain, columns=columns(), colour=in_colour(no_color)))
        for one in withheld:
            click.echo("\n" + safe(f"  ! hop {chain.number(one.hop)} withheld: {one.reason} ({one.by}, {one.on})"))
