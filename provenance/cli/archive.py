"""``store``: keep chains in one file, take them out, and check that nothing was altered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from provenance.cli.asking import find, lineage, roots, stats
from provenance.cli.files import read_chains, write
from provenance.cli.moving import export, import_
from provenance.cli.proving import checkpoint, key, sign, verify
from provenance.cli.screen import while_working, with_progress

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["store"]


@click.group(short_help="Keep chains in one file, and check that nothing was altered.")
def store() -> None:
    """Keep chains in one SQLite file: only ever added to, and checked on request.

    \b
    Examples:
      provenance store put quotes.db draft.json
      provenance store list quotes.db
      provenance store get quotes.db 5b20c1d4 -o chain.json
      provenance store find quotes.db --speaker "Ilya Marenko" --language en
      provenance store verify quotes.db
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block


@store.command()
@click.argument("db", metavar="DB")
@click.argument("files", metavar="F...", nargs=-1, required=True)
@click.option("--no-comparisons", is_flag=True, help="Do not compute and keep what each step changed.")
def put(db: str, files: tuple[str, ...], no_comparisons: bool) -> None:
    """Keep the chains of chain files F in DB, which is made if it is not there. What is kept already stays."""
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    chains = [chain for file in files for chain in read_chains(file)]  # all are read before anything is written
    with open_store(db) as kept:
        for chain in with_progress(chains, "kept", len(chains)):
            kept.put(chain, comparisons=not no_comparisons)
    for chain in chains:
        click.echo(chain.digest)


@store.command()
@click.argument("db", metavar="DB")
@click.argument("digest", metavar="DIGEST")
@click.option("-o", "--output", default="-", metavar="F", help="Write to a file; default is standard output.")
def get(db: str, digest: str, output: str) -> None:
    """Take the chain of a hop out of DB as a chain file; the first eight digits of its digest will do."""
    from provenance.records import to_json  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.stores import open_store  # noqa: PLC0415 - as above

    with open_store(db, readonly=True) as kept:
        chain = kept.get(digest)
    write(output, to_json(chain))


@store.command(name="list")
@click.argument("db", metavar="DB")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
def list_(db: str, form: str) -> None:
    """List the chains of DB in the order in which they were put: digest, and where its words come from."""
    import json  # noqa: PLC0415 - on first use, so that help opens at once

    from provenance.stores import open_store  # noqa: PLC0415 - as above
    from provenance.terminal import safe  # noqa: PLC0415 - as above
    from provenance.wording import sentence  # noqa: PLC0415 - as above

    with open_store(db, readonly=True) as kept:
        for head in kept.heads():
            told = sentence(kept.get(head))
            if form == "json":
                click.echo(json.dumps({"head": str(head), "sentence": told}, ensure_ascii=False, sort_keys=True))
            else:
                click.echo(f"{head.hex[:16]}  {safe(told)}")


@store.command()
@click.argument("db", metavar="DB")
def reindex(db: str) -> None:
    """Make DB's index of passages anew from the words it keeps: whatever was wrong with it, `trace` finds all again."""
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    with open_store(db) as kept, while_working("indexing"):
        count = kept.reindex()
    click.echo(f"indexed: {count:,} passage{'' if count == 1 else 's'}")


def _signed(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of every record that somebody answers for."""
    for option in (
        click.option("--on", required=True, metavar="DATE", help="When; nothing here reads a clock."),
        click.option("--by", required=True, metavar="NAME", help="Who answers for it."),
        click.option("--reason", required=True, help="Why; it is kept with the record and shown."),
    ):
        command = option(command)
    return command


@store.command()
@click.argument("db", metavar="DB")
@click.argument("rule", metavar="RULE")
@click.argument("hop", metavar="DIGEST")
@_signed
def waive(*, db: str, rule: str, hop: str, reason: str, by: str, on: str) -> None:
    """Accept what RULE finds on one hop of DB, with a reason. The finding stays in the report, as waived."""
    from provenance.dates import PartialDate  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.errors import RuleError  # noqa: PLC0415 - as above
    from provenance.model.held import Waiver  # noqa: PLC0415 - as above
    from provenance.rules import CATALOGUE  # noqa: PLC0415 - as above
    from provenance.rules.policy import nearest  # noqa: PLC0415 - as above
    from provenance.stores import open_store  # noqa: PLC0415 - as above

    names = [each.name for each in CATALOGUE]
    if rule not in names:
        raise RuleError(f"no such rule – {rule!r} – {nearest(rule, names)}", rule=rule)
    with open_store(db) as kept:
        digest = kept.get(hop).digest
        kept.waive(Waiver(rule=rule, hop=digest, reason=reason, by=by, on=PartialDate.parse(on)))
    click.echo(f"waived: {rule} on {digest}")


@store.command()
@click.argument("db", metavar="DB")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@_signed
def correct(*, db: str, old: str, new: str | None, reason: str, by: str, on: str) -> None:
    """Record that hop OLD of DB is corrected by hop NEW, or retracted where NEW is not given. OLD stays."""
    from provenance.dates import PartialDate  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.model.held import Correction  # noqa: PLC0415 - as above
    from provenance.stores import open_store  # noqa: PLC0415 - as above

    with open_store(db) as kept:
        before = kept.get(old).digest
        after = None if new is None else kept.get(new).digest
        kept.correct(Correction(old=before, new=after, reason=reason, by=by, on=PartialDate.parse(on)))
    click.echo(f"retracted: {before}" if after is None else f"corrected: {before} by {after}")


@store.command()
@click.argument("db", metavar="DB")
@click.argument("hop", metavar="DIGEST")
@_signed
def withhold(db: str, hop: str, reason: str, by: str, on: str) -> None:
    """Take the words of one hop out of DB for good, and record who asked for it and why. The chain still verifies."""
    from provenance.dates import PartialDate  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.stores import open_store  # noqa: PLC0415 - as above

    with open_store(db) as kept:
        digest = kept.get(hop).digest
        kept.withhold(digest, reason=reason, by=by, on=PartialDate.parse(on))
    click.echo(f"withheld: the words of {digest}")


for _command in (find, lineage, roots, stats, import_, export, checkpoint, key, sign, verify):
    store.add_command(_command)
