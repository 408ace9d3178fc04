"""``export``, ``import`` and ``cite``: chains into the formats and styles of others, and back out of them.

The document alone goes to standard output; what could not be said or read is told on standard error.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.files import read_bytes, spare, write
from provenance.cli.inputs import labelled
from provenance.cli.pages import is_folder
from provenance.cli.screen import with_progress
from provenance.errors import ExportError, ProvenanceError, RecordError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from provenance.exports import Exported, Exporter, Unsaid
    from provenance.imports import Loaded
    from provenance.model.chain import Chain

__all__ = ["cite", "export", "import_"]


def _exporters() -> Mapping[str, Exporter]:
    from provenance.exports import EXPORTS  # noqa: PLC0415 - on first use, so that help opens at once

    return EXPORTS


def _importers() -> Mapping[str, object]:
    from provenance.imports import IMPORTS  # noqa: PLC0415 - on first use, so that help opens at once

    return IMPORTS


def _styles() -> Mapping[str, object]:
    from provenance.exports.citations import CITATIONS  # noqa: PLC0415 - on first use, so that help opens at once

    return CITATIONS


def _one_of(
    known: Callable[[], Mapping[str, object]], what: str
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return a check that a name is one of a mapping, which is looked at only then."""

    def check(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
        if value is not None and value not in known():
            from provenance.rules.policy import nearest  # noqa: PLC0415 - only a misspelt name needs the rules' room

            raise click.BadParameter(f"no such {what} – {value!r} – {nearest(value, known())}")
        return value

    return check


class _WithNames(click.Command):
    """A command whose help ends with the names that its ``--format`` or ``--style`` takes."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names, with what there is to know of each."""
        with formatter.section(_LISTS[self.name or ""][0]):
            formatter.write_dl(_LISTS[self.name or ""][1]())
        super().format_epilog(ctx, formatter)


def _formats_told() -> list[tuple[str, str]]:
    return [(name, _told(each)) for name, each in _exporters().items()]


def _told(exporter: Exporter) -> str:
    parts = [f"*{exporter.suffix}", "many chains in a document" if exporter.many else "one chain in a document"]
    parts += [f"{option}={values}" for option, values in exporter.options.items()]
    return "; ".join(parts)


_STYLES_TOLD = {
    "sentence": "where the words come from, in one sentence; the default",
    "apa": "APA 7: in the text, in the list, the sentence",
    "mla": "MLA 9: in the text, in the list, the sentence",
    "chicago": "Chicago 17: the note, the bibliography, the sentence",
    "monitoring": "the header of a monitoring service, the sentence",
    "wikipedia": "a template of Citation Style 1, the sentence",
    "wikiquote": "an entry: the original, relays, translation, source, sentence",
}

_LISTS: dict[str, tuple[str, Callable[[], list[tuple[str, str]]]]] = {
    "export": ("Formats", _formats_told),
    "import": ("Formats", lambda: [(name, "recognised") for name in _importers()]),
    "cite": ("Styles", lambda: [(name, _STYLES_TOLD.get(name, "")) for name in _styles()]),
}


def _asked(inputs: tuple[str, ...], store: str | None) -> Iterator[tuple[str, Chain]]:
    """Yield the chains that are asked for, each with where it comes from: of files and articles, or of a store by digest."""
    if store is None:
        yield from labelled(inputs)
        return
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    with open_store(store, readonly=True) as kept:
        for digest in inputs:
            yield digest, kept.get(digest)


def _options(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return ``NAME=VALUE`` as a mapping; the format judges what it knows."""
    given: dict[str, str] = {}
    for value in values:
        name, sign, what = value.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"{value!r} sets nothing: write NAME=VALUE")
        if name in given:
            raise click.BadParameter(f"{name} is set twice")
        given[name] = what
    return given


@click.command(cls=_WithNames, short_help="Write chains in a format that other tools read.")
@click.argument("inputs", metavar="F|ARTICLE|DIGEST...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    callback=_one_of(_exporters, "format"),
    required=True,
    metavar="NAME",
    help="One of those below.",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    callback=_options,
    metavar="NAME=VALUE",
    help="An option of the format, below.",
)
@click.option("--store", metavar="DB", help="A store that chains are taken from by digest; its first 8 digits will do.")
@click.option("--computed", is_flag=True, help="Write what was computed of the chains too, where there is room for it.")
@click.option("--strict", is_flag=True, help="Write nothing where anything would be lost.")
@click.option(
    "-o", "--output", default="-", metavar="G", help="Write there; into a folder (G/) a document for each chain."
)
def export(
    *,
    inputs: tuple[str, ...],
    form: str,
    options: dict[str, str],
    store: str | None,
    computed: bool,
    strict: bool,
    output: str,
) -> None:
    """Write chains in a format that other tools read, and tell on standard error what it could not say.

    Takes chain files (one chain or many, or one a line), stores, articles, which are read into drafts first, and folders
    of these; `-` is standard input.

    \b
    Examples:
      provenance export draft.json --format csl-json -o references.json
      provenance export quotes.db --format prov-json -o graphs/
      provenance export draft.json --format chains --option lines=yes --strict
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    from provenance.exports import export as exported  # noqa: PLC0415 - on first use, so that help opens at once

    spare(inputs, output)
    chains = _asked(inputs, store)
    if is_folder(output):
        _export_each(chains, form, output, lambda chain: exported(chain, form, computed=computed, **options), strict)
        return
    whole = tuple(chain for _, chain in with_progress(chains, "read"))
    if not whole:
        raise ExportError(f"no chain – {', '.join(inputs)} – there is nothing to write", format=form)
    if len(whole) > 1 and not _exporters()[form].many:
        raise ExportError(
            f"one document holds one chain – {form}, {len(whole)} chains – -o FOLDER/ writes a document for each",
            format=form,
        )
    document = exported(whole, form, computed=computed, **options)
    _tell_unsaid(document, form, whole, strict=strict)
    write(output, document.content.encode())


def _export_each(
    chains: Iterable[tuple[str, Chain]],
    form: str,
    folder: str,
    exported: Callable[[Chain], Exported],
    strict: bool,
) -> None:
    """Write a document for each chain, named by its digest, one after another."""
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise RecordError(
            f"not a folder – {folder} – leave out the slash, or name another", field="output", value=folder
        )
    place.mkdir(parents=True, exist_ok=True)
    for label, chain in with_progress(chains, "written"):
        document = exported(chain)
        _tell_unsaid(document, form, (chain,), strict=strict, label=label)
        write(str(place / f"{chain.digest.hex[:16]}{document.suffix}"), document.content.encode())


def _tell_unsaid(
    document: Exported, form: str, chains: tuple[Chain, ...], *, strict: bool, label: str | None = None
) -> None:
    """Tell what a document does not say, a line for each kind of part; ExportError instead if that is not wanted."""
    if not document.unsaid:
        return
    if strict:
        first = document.unsaid[0]
        raise ExportError(
            f"something would be lost – {form}: {first}, and {len(document.unsaid) - 1} more – without --strict it is told "
            "and the rest is written",
            format=form,
            hop=first.hop,
            field=first.field,
        )
    from provenance.terminal import safe  # noqa: PLC0415 - on first use, so that help opens at once

    numbers = {hop.digest: number for number, hop in enumerate(chains[0].hops, 1)} if len(chains) == 1 else {}
    kinds: dict[tuple[str, str], list[Unsaid]] = {}
    for one in document.unsaid:
        kinds.setdefault((one.field, one.why), []).append(one)
    head = "" if label is None else f"{label}: "
    for (field, why), several in kinds.items():
        click.echo(safe(f"{head}{form} does not say {_parts(field, several, numbers)}: {why}"), err=True)


def _parts(field: str, several: list[Unsaid], numbers: Mapping[Any, int]) -> str:
    """Return what is lost and of which hops: "text of hops 1 and 3", "hops 2–4", "held.waivers"."""
    from provenance.rules.naming import hops_named  # noqa: PLC0415 - on first use, so that help opens at once

    if field.startswith("held."):
        return field
    known = [numbers[one.hop] for one in several if one.hop in numbers]
    hops = hops_named(known) if known else f"{len(several)} hop{'s' if len(several) > 1 else ''}"
    return hops if field == "hop" else f"{field} of {hops}"


@click.command(name="import", cls=_WithNames, short_help="Read chains out of documents of other tools.")
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    callback=_one_of(_importers, "format"),
    metavar="NAME",
    help="One of those below; without it the format is recognised.",
)
@click.option("--lines", is_flag=True, help="Write a chain a line.")
@click.option("--strict", is_flag=True, help="Write nothing where anything was not understood.")
@click.option("--store", metavar="DB", help="Keep the chains in a store; made if it is not there.")
@click.option(
    "-o", "--output", metavar="F", help="Write the chains to a chain file; `-`, the default, is standard output."
)
def import_(
    *, documents: tuple[str, ...], form: str | None, lines: bool, strict: bool, store: str | None, output: str | None
) -> None:
    """Read chains out of documents of other tools, and tell on standard error what was not understood.

    The format is recognised by what stands in a document; `-` is standard input. Nothing that a document points to is
    fetched.

    \b
    Examples:
      provenance import graph.provn -o chains.json
      provenance import annotations/*.jsonld --store quotes.db
      provenance import - --format prov-json --strict < graph.json
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    from provenance.records import to_json  # noqa: PLC0415 - on first use, so that help opens at once

    chains: dict[Chain, None] = {}
    for place in with_progress(documents, "read", len(documents)):
        loaded = _loaded(place, form)
        _tell_unread(place, loaded, strict=strict)
        chains.update(dict.fromkeys(loaded.chains))
    if store is not None:
        from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

        with open_store(store) as kept:
            kept.put_many(chains)
        click.echo(f"kept: {len(chains)} chain{'' if len(chains) == 1 else 's'} in {store}", err=True)
    if output is not None or store is None:
        write(output or "-", to_json(*chains, lines=lines))


def _loaded(place: str, form: str | None) -> Loaded:
    """Return what a document holds; UnreadableError, with its name, where that is nothing."""
    from provenance.imports import load  # noqa: PLC0415 - on first use, so that help opens at once

    data = read_bytes(place)
    name = "standard input" if place == "-" else place
    try:
        loaded = load(data, form)
    except ProvenanceError as error:  # of many documents the one that it is about is named
        raise UnreadableError(f"{name}: {error}", format=getattr(error, "format", ""), where=name) from error
    if not loaded.chains:
        raise UnreadableError(
            f"no chain in it – {name} – it is {loaded.format}, and says nothing of words and who passed them on",
            format=loaded.format,
            where=name,
        )
    return loaded


def _tell_unread(place: str, loaded: Loaded, *, strict: bool) -> None:
    """Tell what was not understood of a document, a line each; UnreadableError instead if that is not wanted."""
    if not loaded.unread:
        return
    if strict:
        first = loaded.unread[0]
        raise UnreadableError(
            f"not all was understood – {place}: {first}, and {len(loaded.unread) - 1} more – without --strict it is told "
            "and the rest is read",
            format=loaded.format,
            where=first.where,
        )
    from provenance.terminal import safe  # noqa: PLC0415 - on first use, so that help opens at once

    for one in loaded.unread:
        click.echo(safe(f"{place}: not read: {one}"), err=True)


@click.command(cls=_WithNames, short_help="Cite a chain in a style to paste.")
@click.argument("inputs", metavar="F|ARTICLE|DIGEST...", nargs=-1, required=True)
@click.option(
    "--style", callback=_one_of(_styles, "style"), default="sentence", metavar="NAME", help="One of those below."
)
@click.option("--store", metavar="DB", help="A store that chains are taken from by digest; its first 8 digits will do.")
@click.option("-o", "--output", default="-", metavar="G", help="Write there; default is standard output.")
def cite(*, inputs: tuple[str, ...], style: str, store: str | None, output: str) -> None:
    """Cite chains in a style to paste: the witness that can be looked up, and the sentence that says through whom.

    Takes chain files, stores, articles, and folders of these; `-` is standard input. For a manager of references:
    provenance export F --format csl-json.

    \b
    Examples:
      provenance cite draft.json
      provenance cite draft.json --style wikipedia
      provenance cite 5b20c1d4 --store quotes.db --style chicago
      provenance cite quotes.db --style apa -o references.txt
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    from provenance.exports.citations import cite as cited  # noqa: PLC0415 - on first use, so that help opens at once

    spare(inputs, output)
    several = [cited(chain, style) for _, chain in with_progress(_asked(inputs, store), "cited")]
    between = "\n" if style == "sentence" else "\n\n"
    write(output, "".join(f"{each}\n" for each in [between.join(several)] if several).encode())
