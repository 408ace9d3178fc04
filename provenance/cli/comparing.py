"""``compare``: two texts side by side, and what either states."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.files import read_bytes, words_of, write
from provenance.cli.screen import columns, in_colour, while_working, with_progress
from provenance.errors import UnreadableError

if TYPE_CHECKING:
    from provenance.text import Text

__all__ = ["compare"]

PAIR = "a line of {source, target, from, to}"


@click.command(short_help="Compare two texts, whatever their languages.")
@click.argument("source", metavar="A", required=False)
@click.argument("target", metavar="B", required=False)
@click.option("--from", "source_language", metavar="TAG", help="The language of A.")
@click.option("--to", "target_language", metavar="TAG", help="The language of B.")
@click.option(
    "--jsonl", metavar="F", help="Compare many pairs: lines of {source, target, from, to}; `-` is standard input."
)
@click.option("--workers", type=click.IntRange(1), default=1, metavar="N", help="Compare many in so many processes.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
@click.option("--no-color", is_flag=True, help="Never colour.")
def compare(
    *,
    source: str | None,
    target: str | None,
    source_language: str | None,
    target_language: str | None,
    jsonl: str | None,
    workers: int,
    form: str,
    no_color: bool,
) -> None:
    """Compare the texts of files A and B: aligned sentences, word edits, and what either states.

    Quantities, dates, places, negations and qualifiers are laid side by side, whatever the languages: kept, changed,
    lost or added. What could not be compared is said. Without --from or --to the language is guessed where it can be.

    \b
    Examples:
      provenance compare original.txt translation.txt --from ru --to en
      provenance compare --jsonl pairs.jsonl --workers 4 > comparisons.jsonl
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    if jsonl is not None:
        if source is not None:
            raise click.UsageError("give two files or --jsonl, not both")
        _many(jsonl, source_language, target_language, workers)
        return
    if source is None or target is None:
        raise click.UsageError("give two files, or --jsonl")
    from provenance.comparison import compare as compared  # noqa: PLC0415 - on first use, so that help opens at once

    texts = _text(words_of(source), source_language, source), _text(words_of(target), target_language, target)
    with while_working("comparing"):
        comparison = compared(*texts)
    if form == "json":
        from provenance.keeping import spell_comparison  # noqa: PLC0415 - as above

        write("-", _line(spell_comparison(comparison)))
        return
    from provenance.facing import facing  # noqa: PLC0415 - as above

    click.echo(facing(comparison, columns=columns(), colour=in_colour(no_color)))


def _text(words: str, language: str | None, what: str) -> Text:
    """Return words with their language as declared, else as guessed; the guess is told on standard error."""
    from provenance.language import Guess, guess  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.text import Text, check_language  # noqa: PLC0415 - as above

    if language is not None:
        return Text(words, check_language(language))
    guessed = guess(words)
    if isinstance(guessed, Guess):
        click.echo(f"{what}: language not declared, guessed {guessed.language}", err=True)
        return Text(words, guessed.language)
    click.echo(f"{what}: language not declared, and not to be told ({guessed.reason})", err=True)
    return Text(words)


def _many(place: str, source_language: str | None, target_language: str | None, workers: int) -> None:
    from provenance.parallel import in_parallel  # noqa: PLC0415 - on first use, so that help opens at once

    languages = source_language, target_language
    given = [line for line in read_bytes(place).splitlines() if line.strip()]
    pairs = [_pair(line, number, languages) for number, line in enumerate(given, 1)]  # before anything is written
    for line in with_progress(in_parallel(_compared, pairs, workers=workers), "compared", len(pairs), printing=True):
        write("-", line)


def _compared(pair: tuple[Text, Text]) -> bytes:
    """Return the line of a pair: what a worker does."""
    from provenance.comparison import compare as compared  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.keeping import spell_comparison  # noqa: PLC0415 - as above

    return _line(spell_comparison(compared(*pair)))


def _pair(line: bytes, number: int, languages: tuple[str | None, str | None]) -> tuple[Text, Text]:
    """Return the texts of a line, in the languages that it says, else in those given."""
    from provenance.errors import RecordError  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.text import Text, check_language  # noqa: PLC0415 - as above

    try:
        pair = json.loads(line)
        if isinstance(pair, dict) and all(isinstance(pair.get(side), str) for side in ("source", "target")):
            tags = [pair.get(name) or given for name, given in zip(("from", "to"), languages, strict=True)]
            source, target = (None if tag is None else check_language(tag) for tag in tags)
            return Text(pair["source"], source), Text(pair["target"], target)
        told = "source and target are texts"
    except (RecordError, ValueError, RecursionError) as error:
        told = str(error)
    raise UnreadableError(f"not a pair – line {number}: {told} – write {PAIR}", format="jsonl", where=f"line {number}")


def _line(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass") + b"\n"
