"""``store find``, ``lineage``, ``roots``, ``stats``: what a desk asks of an archive."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.canonical import Digest
    from provenance.stores import Store

__all__ = ["find", "lineage", "roots", "stats"]

_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")


@click.command()
@click.argument("db", metavar="DB")
@click.option("--speaker", help="Whose words: a name or an alias.")
@click.option("--outlet", help="Where they stand, by its name.")
@click.option("--language", help="In what language: zh takes in zh-Hant.")
@click.option("--act", help="By what act: said, reported, translated, …")
@click.option("--since", metavar="DATE", help="Not certainly before that date.")
@click.option("--until", metavar="DATE", help="Not certainly after that date.")
@click.option("--url", help="At which link, however it is spelt.")
@click.option("--resting-on", metavar="DIGEST", help="Instead of all this: the chains that rest on one hop.")
@click.option("--after", metavar="DIGEST", help="Go on after the last hop that was printed before.")
@click.option("--limit", type=click.IntRange(1), help="Print at most so many.")
@_FORMAT
def find(
    *, db: str, url: str | None, resting_on: str | None, limit: int | None, form: str, **asked: str | None
) -> None:
    """Find the hops of DB for which all holds that is asked, in the order in which they came."""
    from provenance.stores import Query, open_store  # noqa: PLC0415 - on first use, so that help opens at once

    if resting_on is not None and (url or any(asked.values())):
        raise click.UsageError("--resting-on stands alone: it prints chains, the other options hops")
    query = Query(locator=url, **asked)
    with open_store(db, readonly=True) as kept:
        found = kept.find(query) if resting_on is None else kept.resting_on(resting_on)
        _print(kept, islice(found, limit), form)


@click.command()
@click.argument("db", metavar="DB")
@click.argument("hop", metavar="DIGEST")
@click.option("--depth", type=click.IntRange(0), help="At most so many steps away.")
@_FORMAT
def lineage(db: str, hop: str, depth: int | None, form: str) -> None:
    """Tell what one hop of DB rests on, the nearest first, and then what rests on it."""
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    with open_store(db, readonly=True) as kept:
        for relative in kept.lineage(hop, depth=depth):
            if form == "json":
                click.echo(json.dumps({"distance": relative.distance, "hop": str(relative.hop)}, sort_keys=True))
            else:
                told = _told(kept, relative.hop)
                click.echo(f"{relative.distance:+4d}  {told}")


@click.command()
@click.argument("db", metavar="DB")
@_FORMAT
def roots(db: str, form: str) -> None:
    """List the hops of DB that rest on nothing: where all that is recorded begins."""
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    with open_store(db, readonly=True) as kept:
        _print(kept, kept.roots(), form)


@click.command()
@click.argument("db", metavar="DB")
@_FORMAT
def stats(db: str, form: str) -> None:
    """Tell how much DB holds: hops, chains, acts, languages, and what lies beside them."""
    import attrs  # noqa: PLC0415 - on first use, so that help opens at once

    from provenance.stores import open_store  # noqa: PLC0415 - as above

    with open_store(db, readonly=True) as kept:
        counted = kept.stats()
    fields = {name: getattr(counted, name) for name in attrs.fields_dict(type(counted))}
    if form == "json":
        told = {
            name: [list(pair) for pair in value] if isinstance(value, tuple) else value
            for name, value in fields.items()
        }
        click.echo(json.dumps(told, ensure_ascii=False, sort_keys=True))
        return
    for name, value in fields.items():
        pairs = value if isinstance(value, tuple) else ()
        parts = ", ".join(f"{kind or 'not stated'} {count:,}" for kind, count in pairs)
        click.echo(f"{name:13} {value:,}" if isinstance(value, int) else f"{name:13} {parts}")


def _print(kept: Store, digests: Iterable[Digest], form: str) -> None:
    for digest in digests:
        if form == "json":
            click.echo(json.dumps({"hop": str(digest)}))
        else:
            click.echo(_told(kept, digest))


def _told(kept: Store, digest: Digest) -> str:
    from provenance.terminal import safe  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.wording import sentence  # noqa: PLC0415 - as above

    return f"{digest.hex[:16]}  {safe(sentence(kept.get(digest)))}"
