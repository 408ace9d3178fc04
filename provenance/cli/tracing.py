"""``trace``: where words come from, among all that a store keeps; or all that an article quotes."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from provenance.cli.files import read_bytes, write
from provenance.cli.screen import columns, with_progress
from provenance.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.reading import Reading
    from provenance.stores import Store
    from provenance.tracing import Match, Trace

__all__ = ["trace"]

_Words: TypeAlias = "tuple[str, str | None]"
"""Words, and the language of the hops that are looked at; None for any."""

QUERY = "a line of {words, language}, or the words alone as a JSON string"

STATUSES = ("recorded", "altered", "unknown")
"""Of quoted words: they stand in a hop as they are; with changes; nowhere."""


@click.command(short_help="Find the recorded hops that words come from.")
@click.argument("what", metavar="WORDS|ARTICLE", required=False)
@click.option("--store", "db", metavar="DB", required=True, help="The store that is searched.")
@click.option("--language", metavar="TAG", help="Look only at hops in this language.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, help="Matches that are shown at most.")
@click.option(
    "--fail-on",
    type=click.Choice(["altered", "unknown", "never"]),
    default="never",
    help="Exit code 1: altered, if anything is altered or unknown; unknown, if anything is.",
)
@click.option("--jsonl", metavar="F", help="Trace many: lines of {words, language}; `-` is standard input.")
@click.option("--workers", type=click.IntRange(1), default=1, metavar="N", help="Trace many in so many processes.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
def trace(
    *,
    what: str | None,
    db: str,
    language: str | None,
    limit: int,
    fail_on: str,
    jsonl: str | None,
    workers: int,
    form: str,
) -> int:
    """Find the recorded hops that WORDS come from, what differs, and the way back to the origin.

    The name of a file, or `-` for standard input, stands for an article: each of its quotations is traced, and the
    coverage is told: recorded as it stands, altered, or unknown.

    \b
    Examples:
      provenance trace "willing to open the port" --store quotes.db
      provenance trace article.txt --store quotes.db --fail-on altered
      provenance trace --jsonl queries.jsonl --store quotes.db --workers 4 > traces.jsonl
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.text import check_language  # noqa: PLC0415 - as above

    if (what is None) == (jsonl is None):
        raise click.UsageError("give words or an article, or else --jsonl")
    language = None if language is None else check_language(language)
    queries = [] if jsonl is None else list(_queries(jsonl, language))  # all are read before anything is written
    with open_store(db, readonly=True) as store:
        if jsonl is not None:
            traces = _many(_all_traced(queries, store, db, limit, workers), len(queries))
        elif what == "-" or (what is not None and _is_file(what)):
            reading = _reading(what)
            quoted = [(quotation.words, language) for quotation in reading.quotations]
            traces = _article(what, reading, _all_traced(quoted, store, db, limit, workers), form)
        else:
            traces = _words(store, what or "", language, limit, form)
    statuses = {_status(each) for each in traces}
    failing = {"altered": {"altered", "unknown"}, "unknown": {"unknown"}, "never": set[str]()}[fail_on]
    return int(not statuses.isdisjoint(failing))


def _is_file(what: str) -> bool:
    try:
        return Path(what).is_file()
    except (OSError, ValueError):
        return False  # too long for a name, or with a NUL: words


def _words(store: Store, words: str, language: str | None, limit: int, form: str) -> list[Trace]:
    from provenance.tracing import trace as traced  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.tracing.told import told  # noqa: PLC0415 - as above

    found = traced(words, store, language=language, limit=limit)
    if form == "json":
        _print_json(_plain(found))
    else:
        click.echo(told(found, columns=columns()))
    return [found]


def _all_traced(queries: Sequence[_Words], store: Store, db: str, limit: int, workers: int) -> Iterator[Trace]:
    """Yield the trace of each query, in order: here, or in several processes, each with the store open for itself."""
    from provenance.parallel import in_parallel  # noqa: PLC0415 - on first use, so that help opens at once

    if workers == 1:
        return (_traced(query, store, limit) for query in queries)
    return in_parallel(partial(_traced_there, db=db, limit=limit), queries, workers=workers)


def _traced_there(query: _Words, db: str, limit: int) -> Trace:
    """Return the trace of a query: what a worker does."""
    return _traced(query, _opened(db), limit)


@lru_cache(maxsize=1)  # a worker opens it once, and its end closes it
def _opened(db: str) -> Store:
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    return open_store(db, readonly=True)


def _traced(query: _Words, store: Store, limit: int) -> Trace:
    from provenance.tracing import trace as traced  # noqa: PLC0415 - on first use, so that help opens at once

    words, language = query
    return traced(words, store, language=language, limit=limit)


def _reading(place: str) -> Reading:
    from provenance.reading import read  # noqa: PLC0415 - on first use, so that help opens at once

    return read(read_bytes(place))


def _article(place: str, reading: Reading, found: Iterable[Trace], form: str) -> list[Trace]:
    traces = list(with_progress(found, "traced", len(reading.quotations)))
    if form == "json":
        counts = {status: sum(_status(each) == status for each in traces) for status in STATUSES}
        _print_json({"article": place, "coverage": counts, "quotations": [_plain(each) for each in traces]})
    else:
        for line in _coverage(reading, traces, columns()):
            click.echo(line)
    return traces


def _coverage(reading: Reading, traces: Sequence[Trace], width: int) -> Iterator[str]:
    """Yield a block for each quotation, and what they come to."""
    from provenance.terminal import safe, wrapped  # noqa: PLC0415 - on first use, so that help opens at once

    if not traces:
        yield "no quotation was found: nothing to trace"
        return
    for number, (quotation, found) in enumerate(zip(reading.quotations, traces, strict=True), 1):
        lead = f"{number:<3}{_status(found):<9} "
        who = "" if quotation.speaker is None else f"{quotation.speaker.name}: "
        for line in (*_cut(f"{who}{quotation.words}", width - len(lead)), *_where(found)):
            yield from (f"{lead}{safe(part)}" for part in wrapped(line, width - len(lead)))
            lead = " " * len(lead)
    counts = [(sum(_status(each) == status for each in traces), status) for status in STATUSES]
    total = f"{len(traces)} quotation{'' if len(traces) == 1 else 's'}"
    yield f"\n{total}: {', '.join(f'{count} {status}' for count, status in counts)}"


def _cut(words: str, width: int) -> list[str]:
    from provenance.terminal import safe, wrapped  # noqa: PLC0415 - on first use, so that help opens at once

    lines = wrapped(safe(words), width)
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1][: max(0, width - 2)]}…"]


def _where(found: Trace) -> Iterator[str]:
    """Yield the hop that is likest, and the sentence of its way."""
    from provenance.wording import sentence  # noqa: PLC0415 - on first use, so that help opens at once

    if found.matches:
        match = found.matches[0]
        how = match.verdict if match.verdict != "altered" else f"{match.similarity:.0%} alike"
        more = "" if len(found.matches) == 1 else f", and {len(found.matches) - 1} more"
        yield f"{how}: hop {match.hop} of {match.chain.digest.hex[:16]}{more}"
        yield sentence(match.chain)
    elif found.near_miss is not None:
        miss = found.near_miss
        yield f"nearest miss, {miss.similarity:.0%} alike: hop {miss.hop} of {miss.chain.digest.hex[:16]}"


def _many(found: Iterable[Trace], total: int) -> list[Trace]:
    traces = []
    for each in with_progress(found, "traced", total, printing=True):
        traces.append(each)
        _print_json(_plain(each))
    return traces


def _queries(place: str, language: str | None) -> Iterator[_Words]:
    from provenance.text import check_language  # noqa: PLC0415 - on first use, so that help opens at once

    for number, line in enumerate(read_bytes(place).splitlines(), 1):
        if not line.strip():
            continue
        try:
            query = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _no_query(place, number, str(error)) from error
        fields = {"words": query} if isinstance(query, str) else query
        if not isinstance(fields, dict) or not isinstance(fields.get("words"), str):
            raise _no_query(place, number, "no words")
        tag = fields.get("language")
        if tag is not None and not isinstance(tag, str):
            raise _no_query(place, number, "the language is no tag")
        yield fields["words"], language if tag is None else check_language(tag)


def _no_query(place: str, number: int, why: str) -> UnreadableError:
    return UnreadableError(
        f"not a query – {place}, line {number}: {why} – write {QUERY}", format="jsonl", where=f"{place}:{number}"
    )


def _status(found: Trace) -> str:
    if not found.matches:
        return "unknown"
    return "altered" if all(match.verdict == "altered" for match in found.matches) else "recorded"


def _print_json(document: dict[str, Any]) -> None:
    write("-", json.dumps(document, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace") + b"\n")


def _plain(found: Trace) -> dict[str, Any]:
    """Return a trace as plain values."""
    return {
        "words": found.words,
        "status": _status(found),
        "matches": [_plain_match(match) for match in found.matches],
        "near_miss": None if found.near_miss is None else _plain_match(found.near_miss),
        "earliest": None if found.earliest is None else str(found.earliest.digest),
        "nearest_to_origin": None if found.nearest_to_origin is None else str(found.nearest_to_origin.digest),
    }


def _plain_match(match: Match) -> dict[str, Any]:
    from provenance.wording import sentence  # noqa: PLC0415 - on first use, so that help opens at once

    return {
        "hop": str(match.digest),
        "number": match.hop,
        "language": match.chain.head.language,
        "span": [match.span.start, match.span.end],
        "words": match.words,
        "similarity": round(match.similarity, 4),
        "verdict": match.verdict,
        "delta": match.diff.delta,
        "origins": [str(origin.digest) for origin in match.origins],
        "sentence": sentence(match.chain),
    }
