"""Two texts facing each other: sentence by sentence, words struck and added, facts joined across, evidence marked."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, TypeAlias

from provenance.comparison import same_language
from provenance.reports.escaping import escaped
from provenance.reports.page.marking import Mark, clipped, marked
from provenance.reports.page.markup import element, spoken
from provenance.reports.page.threads import SIGNS
from provenance.rules.naming import language_name
from provenance.text import Span
from provenance.word_edits import word_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.comparison import Comparison
    from provenance.model.hop import Hop
    from provenance.reports.page.sheet import Sheet, Side
    from provenance.reports.page.threads import Follow

__all__ = ["alone", "beads", "caption", "through"]

HUES = 6
"""Colours that facts take in turn."""

CONTEXT = 80
"""Characters of an unchanged run shown on either side of a change where both texts stand in one line."""

NAMED = 20
"""Rows up to which a narrow page tells over each text whose it is; above more, both names stay in view instead."""

_Row: TypeAlias = "tuple[list[Span], list[Span]]"


def beads(sheet: Sheet, follow: Follow, number: int) -> str:
    """Return a panel's texts, a row for sentences that answer to each other; what answers to nothing has a row alone."""
    panel = sheet.panels[number]
    source, target = panel.source, panel.hop
    marks = [
        [*_edits(panel.comparison, side), *_facts(sheet, follow, number, side), *_evidence(sheet, number, side)]
        for side in ("s", "t")
    ]
    rows = list(_rows(panel.comparison))
    cells = [
        _Cells(hop.text or "", [span for row in rows for span in row[place]], marks[place])
        for place, hop in enumerate((source, target))
    ]
    numbers = (sheet.chain.number(source), sheet.chain.number(target))
    names = [
        caption(of, hop) if len(rows) <= NAMED else None for of, hop in zip(numbers, (source, target), strict=True)
    ]
    lines = (
        element(
            "li",
            "".join(
                _cell(hop, of, name, words, row[place])
                for place, (hop, of, name, words) in enumerate(
                    zip((source, target), numbers, names, cells, strict=True)
                )
            ),
        )
        for row in rows
    )
    return element("ol", "".join(lines), class_="beads")


def caption(number: int, hop: Hop) -> str:
    """Return what stands over a hop's words: its number, who spoke or the outlet, the language."""
    who = hop.attribution
    outlet = who.outlet or (None if who.locator is None else who.locator.outlet)
    speaker = who.speaker.name if hop.act == "said" and who.speaker is not None else None
    language = "language not recorded" if hop.language is None else language_name(hop.language)
    return " · ".join([f"Hop {number}", *(name for name in (speaker or outlet,) if name), language])


def _cell(hop: Hop, number: int, name: str | None, words: _Cells, spans: Sequence[Span]) -> str:
    if not spans:
        return element("p", "nothing answers to it", class_="none", data_h=str(number), data_w=name)
    return spoken("p", " … ".join(words.of(span) for span in spans), hop.language, data_h=str(number), data_w=name)


class _Cells:
    """The words of one side, cut into cells, each with the marks that fall into it."""

    def __init__(self, text: str, spans: Iterable[Span], marks: Iterable[Mark]) -> None:
        self._text = text
        cells = sorted(set(spans))
        self._marks = dict(zip(cells, clipped(marks, cells), strict=True))

    def of(self, span: Span) -> str:
        """Return a cell as HTML; where an aligner gives a sentence twice, its marks (and their ids) stand once."""
        return marked(self._text, span, self._marks.pop(span, ()))


def alone(sheet: Sheet, place: int, hop: Hop) -> str:
    """Return the words of a hop that faces no other, with evidence marked."""
    text = hop.text or ""
    whole = Span(0, len(text))
    words = marked(text, whole, _evidence(sheet, place, "t"))
    return spoken("p", words, hop.language, class_="words", data_h=str(sheet.chain.number(hop)))


def _rows(comparison: Comparison) -> Iterator[_Row]:
    """Yield the spans of each row: beads in their order, whatever stands in none in its place; neighbours alone as one."""
    for (ours, theirs), run in groupby(_in_order(comparison), key=lambda row: (bool(row[0]), bool(row[1]))):
        if ours and theirs:
            yield from run
            continue
        source, target = comparison.source, comparison.target
        assert source is not None  # noqa: S101 - panels are made of hops with words
        assert target is not None  # noqa: S101 - as above
        left, right = zip(*run, strict=True)
        yield _joined(chain(*left), source.words), _joined(chain(*right), target.words)


def _in_order(comparison: Comparison) -> Iterator[_Row]:
    source, target = comparison.source, comparison.target
    assert source is not None  # noqa: S101 - panels are made of hops with words
    assert target is not None  # noqa: S101 - as above
    if not comparison.alignment:
        yield [Span(0, len(source.words))], [Span(0, len(target.words))]
        return
    beads = [(_joined(bead.source, source.words), _joined(bead.target, target.words)) for bead in comparison.alignment]
    over = [_left(words, [row[place] for row in beads]) for place, words in enumerate((source.words, target.words))]
    for number in range(len(beads) + 1):
        for gap in over[0].get(number, ()):
            yield [gap], []
        for gap in over[1].get(number, ()):
            yield [], [gap]
        if number < len(beads):
            yield beads[number]


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Return spans with those drawn together between which nothing but white space stands."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start >= joined[-1].end and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _left(text: str, rows: Sequence[Sequence[Span]]) -> dict[int, list[Span]]:
    """Return the words that stand in no row, by the number of the row they stand before."""
    found: dict[int, list[Span]] = {}
    at = 0
    places = sorted((span, number) for number, spans in enumerate(rows) for span in spans)
    for span, number in [*places, (Span(len(text), len(text)), len(rows))]:
        gap = text[at : span.start]
        if gap.strip():
            start = at + len(gap) - len(gap.lstrip())
            found.setdefault(number, []).append(Span(start, start + len(gap.strip())))
        at = max(at, span.end)
    return found


def _edits(comparison: Comparison, side: Side) -> Iterator[Mark]:
    """Yield the words struck on the one side, or added on the other, where both are in one language."""
    if comparison.via != "same-language" or comparison.diff is None or not comparison.diff.changes:
        return
    source, target = comparison.source, comparison.target
    assert source is not None  # noqa: S101 - there is a diff of them
    assert target is not None  # noqa: S101 - as above
    for edit in word_edits(comparison.diff, source.words, target.words):
        span = edit.source if side == "s" else edit.target
        if edit.op != "equal" and len(span):
            yield Mark(span=span, tag="del" if side == "s" else "ins")


def _facts(sheet: Sheet, follow: Follow, number: int, side: Side) -> Iterator[Mark]:
    """Yield the marks of facts: colour and number are those of the other side, the sign says what became of it."""
    panel, other = f"p{number + 1}", "t" if side == "s" else "s"
    for place, row in enumerate(follow.rows[number]):
        fact = row.source if side == "s" else row.target
        if fact is None or not len(fact.span):
            continue
        both = row.source is not None and row.target is not None
        leads = f"{panel}{other}{place + 1}" if both else follow.place(number, place)
        yield Mark(
            span=fact.span,
            tag="b",
            kind=f"{row.status[0]}{place % HUES}",
            id=sheet.id(f"{panel}{side}{place + 1}") if both else None,
            after=sheet.to(leads, f"{SIGNS[row.status]}{place + 1}") if leads else element("i", SIGNS[row.status]),
        )


def _evidence(sheet: Sheet, number: int, side: Side) -> Iterator[Mark]:
    for entry, place, evidence in sheet.places.get((number, side), ()):
        assert evidence.span is not None  # noqa: S101 - only what stands in a text has a place
        badge = sheet.to(f"f{entry.name}", f"⚑{entry.name}", aria_label=f"finding {entry.name}")
        yield Mark(
            span=evidence.span,
            tag="mark",
            kind="e waived" if entry.reason is not None else f"e {entry.finding.severity.value}",
            id=sheet.id(f"e{entry.name}-{place}"),
            after=badge,
        )


def through(comparison: Comparison) -> str:
    """Return the word edits made through a gloss or a sibling: struck and added in one text, long runs cut short."""
    source, target, gloss = comparison.source, comparison.target, comparison.gloss
    if comparison.diff is None or source is None or target is None or gloss is None:
        return ""
    if same_language(gloss.language or "", target.language or ""):
        source = gloss
    else:
        target = gloss
    pieces = []
    for edit in word_edits(comparison.diff, source.words, target.words):
        gone, come = edit.source.of(source.words), edit.target.of(target.words)
        if edit.op == "equal":
            pieces.append(escaped(gone if len(gone) <= 2 * CONTEXT else f"{gone[:CONTEXT]} … {gone[-CONTEXT:]}"))
            continue
        pieces += [element("del", escaped(gone))] if gone else []
        pieces += [element("ins", escaped(come))] if come else []
    return spoken("p", "".join(pieces), target.language, class_="words")
