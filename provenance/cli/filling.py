"""``fill``: state what a draft left blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from provenance.cli.files import read_bytes, read_chains, words_of, write
from provenance.terminal import safe

if TYPE_CHECKING:
    from provenance.model.chain import Chain

__all__ = ["fill"]

_PLAIN = ("language", "speaker", "outlet", "url", "title", "on", "occasion", "mode", "method", "credit", "disclaimer")


@click.command(short_help="State what a draft left blank.")
@click.argument("file", metavar="F")
@click.option("--hop", type=int, metavar="N", help="Which hop, by the number that `show` prints.")
@click.option(
    "--chain", "which", metavar="K", help="Which chain of the file: a number, or `all`. Default: the only one."
)
@click.option("--text", help="The words, exactly as they stand there.")
@click.option("--text-file", metavar="T", help="A file (UTF-8) that holds the words; `-` is standard input.")
@click.option("--language", metavar="TAG", help="Their language, as a BCP 47 tag: ru, zh-Hant, pt-BR.")
@click.option("--by", multiple=True, metavar="NAME", help="Who did it: speaker, translator or author. May be repeated.")
@click.option("--speaker", metavar="NAME", help="Whose words they are, where that is not who did it.")
@click.option("--outlet", metavar="NAME", help="Where it was published.")
@click.option("--url", metavar="LINK", help="Its link, as given.")
@click.option("--title", help="Its title.")
@click.option("--on", metavar="DATE", help="When: 2026, 2026-03-04, --03-04, 2026-03-04T22:10+08:00.")
@click.option("--occasion", help="On what occasion it was said.")
@click.option("--mode", metavar="MODE", help="How the words stand there: direct, partial, indirect, summary.")
@click.option("--method", metavar="METHOD", help="How it was translated: human, machine, post-edited.")
@click.option("--credit", metavar="LINE", help="The credit line as printed.")
@click.option("--disclaimer", metavar="LINE", help="The disclaimer as printed.")
@click.option("--licence", metavar="NAME", help="The licence.")
@click.option(
    "--from", "source", metavar="FILE", help="Many blanks at once: a JSON or TOML file; `-` is standard input."
)
@click.option("-o", "--output", metavar="G", help="Write there instead of back into F; `-` is standard output.")
def fill(
    *, file: str, hop: int | None, which: str | None, source: str | None, output: str | None, **given: Any
) -> None:
    """State what a draft left blank, and write the chain file back.

    Only blanks and what was inferred can be filled: what was stated is not overwritten. Hops after the one that is
    filled get new digests, as they rest on it. A file of many chains needs --chain, or --chain all for every chain that
    has the same hop N as the first. With --from many are filled at once, or none if one of them cannot be:
    {"fill": [{"chain": 1, "hop": 2, "language": "ru", "by": "A. Reader"}, …]}, or [[fill]] tables in TOML.

    \b
    Examples:
      provenance fill draft.json --hop 1 --text "Мы готовы подумать." --on 2026-03-04
      provenance fill draft.json --hop 3 --by "A. Reader" --method human --chain 2
      provenance fill draft.json --from known.toml
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    how = _how(given)
    chains = list(read_chains(file))
    if source is not None:
        if how or hop is not None or which is not None:
            raise click.UsageError("--from stands alone: say what else there is to fill in the file")
        from provenance.reading.filling import entries_in, fill_all  # noqa: PLC0415 - on first use

        entries = entries_in(read_bytes(source))
        chains = list(fill_all(chains, entries))
        done = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'} of {source}"
    else:
        if hop is None:
            raise click.UsageError("say which hop: --hop N, by the number that `show` prints")
        if not how:
            raise click.UsageError("nothing to fill in: give at least one of --text, --language, --by, --on, …")
        for place in _chosen(chains, which, hop):
            chains[place] = chains[place].filled(hop, **how)
        done = f"{', '.join(how)} of hop {hop}"
    from provenance.records import to_json  # noqa: PLC0415 - on first use, so that help opens at once

    target = output or file
    write(target, to_json(*chains))
    if target != "-":
        from provenance.cli.hints import next_step  # noqa: PLC0415 - as above

        click.echo(safe(f"filled: {done} · {target}"))
        click.echo(next_step(chains, target))


def _how(given: dict[str, Any]) -> dict[str, Any]:
    """Return what the options say, as `Chain.filled` takes it."""
    how: dict[str, Any] = {name: given[name] for name in (*_PLAIN, "licence") if given[name] is not None}
    if given["by"]:
        how["by"] = given["by"] if len(given["by"]) > 1 else given["by"][0]
    if given["text"] is not None and given["text_file"] is not None:
        raise click.UsageError("give --text or --text-file, not both")
    if given["text_file"] is not None:
        how["text"] = words_of(given["text_file"])
    elif given["text"] is not None:
        how["text"] = given["text"]
    return how


def _chosen(chains: list[Chain], which: str | None, hop: int) -> list[int]:
    """Return the places of the chains that are meant."""
    if which is None:
        if len(chains) != 1:
            raise click.UsageError(
                f"the file holds {len(chains)} chains: say which with --chain 1 … {len(chains)}, or all"
            )
        return [0]
    if which == "all":
        wanted = chains[0].hop(hop).digest if chains else None
        return [
            place for place, chain in enumerate(chains) if len(chain.hops) >= hop and chain.hop(hop).digest == wanted
        ]
    if not which.isdecimal() or not 1 <= int(which) <= len(chains):
        raise click.UsageError(f"no chain {which!r}: the file holds chains 1 to {len(chains)}")
    return [int(which) - 1]
