"""What is read of the gold articles and gold links, against what their authors say stands there.

Run ``python tests/bench/accuracy/reading.py [--cases] [--only zh]``. *Direct*: a gold quotation is found if each of its
parts is a span of direct speech that was found, a found one is right if each of its spans is a gold part; edges set aside
white space, stops, commas, dashes and marks. *Speaker*: of the gold quotations whose speaker the text names within two
sentences, those that are found with a name, or with a description as printed, that the gold counts as right.
*Fragments*: marked words that are no speech and were not taken for it. *Links*: pairs of one article that share their
canonical form, and articles that share theirs with another. Nothing is told to the reader but the language.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from provenance import Locator, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.quotations import Named, Quotation

DATA = Path(__file__).resolve().parents[2] / "data"
GOLD, LINKS = DATA / "articles", DATA / "locators" / "links.json"
EDGES = " \t\n\r\xa0\u202f\u3000.,;:!?…。，、；：！？—–-“”„‟«»「」『』‘’‚‹›'\"＂"
"""What a comparison of spans sets aside at both ends."""

ARTICLES = frozenset(
    ["a", "an", "the", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "una", "los", "las"]
)
"""What a comparison of speakers sets aside before a name or description."""

KINDS = ("direct", "partial", "indirect")
Part = tuple[int, int]


@frozen
class Article:
    """A composed article with what its author says stands in it."""

    name: str
    language: str
    text: str
    quotations: tuple[dict[str, Any], ...]
    fragments: tuple[dict[str, Any], ...]


@frozen
class Score:
    """What one article's reading has of its gold. A place is the offset at which the words begin."""

    counts: Counter[str]
    cases: tuple[str, ...]
    """What differs, a line each."""


def gold_articles() -> list[Article]:
    """Return the gold articles in the order of their names."""
    found = []
    for path in sorted(GOLD.glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            Article(path.stem, held["language"], held["text"], tuple(held["quotations"]), tuple(held["fragments"]))
        )
    return found


def score(article: Article, *, declared: bool = True) -> Score:
    """Return what is read of an article; ``declared``: the reader is told its language."""
    reading = read(article.text, language=article.language if declared else None)
    found = {kind: [one for one in reading.quotations if one.mode == kind] for kind in KINDS}
    counts: Counter[str] = Counter()
    cases: list[str] = []
    _direct(article, found["direct"], counts, cases)
    _speakers(article, found["direct"], counts, cases)
    for kind in ("partial", "indirect"):
        _others(article, kind, found[kind], counts, cases)
    taken = {part for kind in ("direct", "partial") for one in found[kind] for part in _parts(article.text, one.spans)}
    counts["fragments"] = len(article.fragments)
    for fragment in article.fragments:
        part = _trimmed(article.text, *fragment["span"])
        counts["fragments apart"] += part not in taken
        if part in taken:
            cases.append(f"fragment taken for speech: {_shown(article.text, part)}")
    return Score(counts, tuple(cases))


def _direct(article: Article, found: Sequence[Quotation], counts: Counter[str], cases: list[str]) -> None:
    text = article.text
    gold = [one for one in article.quotations if one["kind"] == "direct"]
    wanted = {part for one in gold for part in _parts(text, one["spans"])}
    told = {part for one in found for part in _parts(text, one.spans)}
    counts["direct gold"], counts["direct told"] = len(gold), len(found)
    counts["parts gold"], counts["parts told"] = len(wanted), len(told)
    counts["parts right"] = len(wanted & told)
    for one in gold:
        missing = [part for part in _parts(text, one["spans"]) if part not in told]
        counts["direct found"] += not missing
        cases += [f"missed: {_shown(text, part)}" for part in missing]
    for quotation in found:
        wrong = [part for part in _parts(text, quotation.spans) if part not in wanted]
        counts["direct right"] += not wrong
        cases += [f"wrong:  {_shown(text, part)} ({quotation.basis})" for part in wrong]


def _speakers(article: Article, found: Sequence[Quotation], counts: Counter[str], cases: list[str]) -> None:
    by_part = {part: one for one in found for part in _parts(article.text, one.spans)}
    for gold in article.quotations:
        if gold["kind"] != "direct" or not gold["speaker_within_two_sentences"] or gold["speaker"] is None:
            continue
        counts["speakers"] += 1
        counts[f"speakers, {gold['speaker_as']}"] += 1
        parts = _parts(article.text, gold["spans"])
        told = {
            None if one is None else _right(one.speaker, gold["speaker_forms"])
            for one in (by_part.get(part) for part in parts)
        }
        counts["speakers right"] += told == {True}
        counts[f"speakers, {gold['speaker_as']}, right"] += told == {True}
        if told != {True}:
            one = by_part.get(parts[0])
            name = None if one is None or one.speaker is None else f"{one.speaker.printed} | {one.speaker.name}"
            more = "" if one is None else "".join(f", {each.name}" for each in one.candidates)
            cases.append(
                f"speaker of {_shown(article.text, parts[0])}: {gold['speaker']} ({gold['speaker_as']}), told: {name}{more}"
            )


def _right(told: Named | None, forms: Iterable[str]) -> bool:
    """Return whether a speaker is told by a name or description that the gold counts as right, articles set aside.

    The head of a description will do: "spokesman", as the tag prints it, for "a spokesman for the academy trust"; so
    will a name with its office: "Mr Marenko" for "Marenko", where "Mr" is told apart.
    """
    if told is None:
        return False
    wanted = {_folded(form) for form in forms}
    given = {_folded(told.name), _folded(told.printed), _folded(f"{told.description or ''} {told.name}")}
    heads = any(_folded(form).startswith(f"{one} ") for form in forms if _described(form) for one in given)
    return bool(given & wanted) or heads


def _described(form: str) -> bool:
    """Return whether a form describes and names nobody: a small letter or an article first, or small ones behind it."""
    words = form.split()
    return form[0].islower() or words[0].casefold() in ARTICLES or all(word[0].islower() for word in words[1:])


def _folded(name: str) -> str:
    words = name.casefold().replace("'", "’").split()
    while len(words) > 1 and words[0] in ARTICLES:
        del words[0]
    return " ".join(words).removeprefix("l’")


def _others(article: Article, kind: str, found: Sequence[Quotation], counts: Counter[str], cases: list[str]) -> None:
    wanted = {part for one in article.quotations if one["kind"] == kind for part in _parts(article.text, one["spans"])}
    told = {part for one in found for part in _parts(article.text, one.spans)}
    counts[f"{kind} gold"], counts[f"{kind} told"] = len(wanted), len(told)
    counts[f"{kind} right"] = len(wanted & told)
    cases += [f"{kind} missed: {_shown(article.text, part)}" for part in sorted(wanted - told)]
    cases += [f"{kind} wrong:  {_shown(article.text, part)}" for part in sorted(told - wanted)]


def _parts(text: str, spans: Iterable[Any]) -> list[Part]:
    """Return spans without what a comparison sets aside."""
    return [_trimmed(text, *(span if isinstance(span, list) else (span.start, span.end))) for span in spans]


def _trimmed(text: str, start: int, end: int) -> Part:
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _shown(text: str, part: Part) -> str:
    words = text[slice(*part)]
    return f"[{part[0]}, {part[1]}) " + (words if len(words) <= 70 else f"{words[:40]}…{words[-28:]}").replace(
        "\n", "¶"
    )


@frozen
class Links:
    """What is made of the gold links of one platform."""

    platform: str
    pairs: int
    joined: int
    merged: tuple[tuple[str, str], ...]
    """Two links of different articles, of this platform or another, with one canonical form."""
    apart: tuple[tuple[str, str], ...]
    """Two links of one article with different canonical forms."""
    unlisted: int
    unlisted_joined: int


def gold_links() -> list[dict[str, Any]]:
    """Return the entries of the gold links, one a platform."""
    held: list[dict[str, Any]] = json.loads(LINKS.read_text(encoding="utf-8"))
    return held


def link_scores() -> list[Links]:
    """Return, for each platform, which twins share their canonical form and which articles do that should not."""
    entries = gold_links()
    owner: dict[str, tuple[int, str]] = {}
    merged: dict[str, list[tuple[str, str]]] = {entry["platform"]: [] for entry in entries}
    for number, (platform, link) in enumerate(_articles(entries)):
        for each in link:
            form = Locator.parse(each).canonical or f"given: {each}"
            first = owner.setdefault(form, (number, each))
            if first[0] != number:
                merged[platform].append((first[1], each))
    found = []
    for entry in entries:
        pairs = [pair for group in entry["same_article"] for pair in combinations(group, 2)]
        apart = tuple(pair for pair in pairs if not _joined(*pair))
        unlisted = entry.get("unlisted", [])
        found.append(
            Links(
                entry["platform"],
                len(pairs),
                len(pairs) - len(apart),
                tuple(merged[entry["platform"]]),
                apart,
                len(unlisted),
                sum(_joined(*pair) for pair in unlisted),
            )
        )
    return found


def _articles(entries: Iterable[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the links of each article: those of one group, and each near miss alone."""
    for entry in entries:
        for group in (*entry["same_article"], *([link] for link in entry["different"])):
            yield entry["platform"], group


def _joined(one: str, other: str) -> bool:
    first, second = Locator.parse(one).canonical, Locator.parse(other).canonical
    return first is not None and first == second


def ratio(part: int, whole: int) -> float:
    """Return a share; one of nothing is 1."""
    return part / whole if whole else 1.0


def _row(name: str, counts: Counter[str]) -> str:
    recall, precision = (
        ratio(counts["direct found"], counts["direct gold"]),
        ratio(counts["direct right"], counts["direct told"]),
    )
    parts = (ratio(counts["parts right"], counts["parts gold"]), ratio(counts["parts right"], counts["parts told"]))
    cells = [
        f"{name:<5}{counts['direct gold']:>5}   {recall:.3f}   {precision:.3f}   {parts[0]:.3f}  {parts[1]:.3f}",
        f"{ratio(counts['speakers right'], counts['speakers']):.3f} ({counts['speakers right']}/{counts['speakers']})",
    ]
    for kind in ("partial", "indirect"):
        right, told, gold = counts[f"{kind} right"], counts[f"{kind} told"], counts[f"{kind} gold"]
        cells.append(f"{right}/{gold} of {told}")
    cells.append(f"{counts['fragments apart']}/{counts['fragments']}")
    return f"{cells[0]}   {cells[1]:<16}{cells[2]:<14}{cells[3]:<14}{cells[4]}"


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", action="store_true", help="print all that differs")
    options.add_argument("--only", help="the articles of one language")
    options.add_argument("--guess", action="store_true", help="do not tell the reader the language")
    given = options.parse_args()
    totals: dict[str, Counter[str]] = {}
    number = 0
    for article in gold_articles():
        language = article.language.partition("-")[0]
        if given.only not in {None, language}:
            continue
        number += 1
        told = score(article, declared=not given.guess)
        totals.setdefault(language, Counter()).update(told.counts)
        if given.cases and told.cases:
            print(article.name, *(f"    {case}" for case in told.cases), sep="\n")
    everything: Counter[str] = sum(totals.values(), Counter())
    print(f"{number} articles: direct quotations found, found rightly, the same by parts; speakers named within two")
    print("sentences; other kinds found/gold of so many told; fragments kept apart\n")
    print(
        f"{'':<5}{'gold':>5}   recall  precision parts: r, p   {'speaker':<16}{'partial':<14}{'indirect':<14}fragments"
    )
    for name, counts in (*totals.items(), ("all", everything)):
        print(_row(name, counts))
    print("\nspeakers by how the sentence tells them:", end=" ")
    ways = sorted({key.split(", ")[1] for key in everything if key.startswith("speakers, ")})
    print(
        *(f"{way} {everything[f'speakers, {way}, right']}/{everything[f'speakers, {way}']}" for way in ways), sep=", "
    )
    if given.only is None:
        _print_links(cases=given.cases)


def _print_links(*, cases: bool) -> None:
    scores = link_scores()
    links = sum(len(group) for _, group in _articles(gold_links()))
    print(
        f"\n{links} links: pairs of one article joined, articles merged with another, pairs of forms not promised joined\n"
    )
    for one in scores:
        print(
            f"{one.platform:<10}{one.joined:>4}/{one.pairs:<4}  merged {len(one.merged)}   not promised {one.unlisted_joined}/{one.unlisted}"
        )
        if cases:
            for kind, differing in (("apart", one.apart), ("merged", one.merged)):
                for pair in differing:
                    print(f"    {kind}: {pair[0]}\n    {' ' * len(kind)}  {pair[1]}")
    joined, pairs = sum(one.joined for one in scores), sum(one.pairs for one in scores)
    merged = sum(len(one.merged) for one in scores)
    print(f"{'all':<10}{joined:>4}/{pairs:<4}  merged {merged}   twins joined {ratio(joined, pairs):.3f}")


if __name__ == "__main__":
    main()
