"""Facts followed from hop to hop: what each hop has of it, with a sign for what became of it there."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from attrs import define, field

from provenance.reports.escaping import escaped
from provenance.reports.page.markup import element, prose, spoken
from provenance.reports.page.plainly import value_in_words
from provenance.reports.page.sheet import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.facts import Fact
    from provenance.ledger import FactRow, Status
    from provenance.reports.page.sheet import Sheet

__all__ = ["SIGNS", "Follow", "Thread", "shown_rows", "thread_list"]

SIGNS: dict[Status, str] = {"kept": "=", "changed": "≠", "lost": "−", "added": "+"}

MANY = 100
"""Facts that some hop did not keep from which on those that no finding speaks of are summed up."""

FEW = 6
"""Hops up to which every hop of a thread has its column; of a longer chain a thread shows where something happened."""

AROUND = 24
"""Characters beside a fact's words that are looked at to tell which of several such words are meant."""

OFTEN = 6
"""Times that words stand in a text up to which what is beside them is shown; of a long text it would be all of it."""

_STOP = re.compile(r"[.!?。！？؟\n]")

_Key: TypeAlias = "tuple[int, str, int, int]"


def shown_rows(rows: Iterable[FactRow]) -> tuple[FactRow, ...]:
    """Return the rows that are shown: all but marks side by side, and weak facts that stand on one side alone."""
    return tuple(
        row
        for row in rows
        if (row.kind != "mark" or row.status == "changed") and not (row.weak and row.status in {"lost", "added"})
    )


@define
class Thread:
    """One fact along the chain, by hop: what became of it there ("begins" where it first stands), and how it stands there."""

    number: int
    kind: str
    cells: dict[int, tuple[str, Fact | None]] = field(factory=dict)

    @property
    def kept(self) -> bool:
        """Whether every hop that was compared kept it."""
        return all(status in {"begins", "kept"} for status, _ in self.cells.values())


class Follow:
    """The threads of a sheet, and which thread each row of its panels belongs to."""

    def __init__(self, sheet: Sheet) -> None:
        """Follow the facts panel by panel: at each hop first what any source has of them, then what none has."""
        self.threads: list[Thread] = []
        self.rows = [shown_rows(panel.comparison.facts) for panel in sheet.panels]
        self.thread: dict[tuple[int, int], int] = {}
        self.flags = _flags(sheet)
        self._by_place: dict[_Key, Thread] = {}
        numbers = sheet.chain.number
        for _, group in groupby(enumerate(sheet.panels), lambda pair: pair[1].hop.digest):
            panels = [(index, numbers(panel.source), numbers(panel.hop)) for index, panel in group]
            for both in (True, False):
                for index, source, hop in panels:
                    for place, row in enumerate(self.rows[index]):
                        if (row.source is not None and row.target is not None) is both:
                            self.thread[index, place] = self._enter(row, source, hop).number

        changed = [thread for thread in self.threads if not thread.kept]
        self.lined = {thread.number for thread in changed if len(changed) <= MANY or self._flagged(thread)}

    def flag(self, thread: Thread, hop: int) -> str | None:
        """Return the finding that blames a hop for what became of a thread there, if one does."""
        places = (
            (hop, at, fact.span.start, fact.span.end) for at, (_, fact) in thread.cells.items() if fact is not None
        )
        return next((self.flags[place] for place in places if place in self.flags), None)

    def place(self, panel: int, row: int) -> str | None:
        """Return where on the page a row of a panel is told: its thread; None if that is only summed up."""
        thread = self.thread[panel, row]
        return f"t{thread}" if thread in self.lined else None

    def _flagged(self, thread: Thread) -> bool:
        return any(self.flag(thread, hop) is not None for hop in thread.cells)

    def _enter(self, row: FactRow, source: int, hop: int) -> Thread:
        if row.source is None:
            assert row.target is not None  # noqa: S101 - a row has one side at least
            thread = self._at(hop, row.target, "added")
        else:
            thread = self._at(source, row.source, "begins")
            if thread.cells.get(hop, ("lost",))[0] == "lost":
                thread.cells[hop] = (row.status, row.target)
            if row.target is not None:
                self._by_place.setdefault(_key(hop, row.target), thread)
        return thread

    def _at(self, hop: int, fact: Fact, status: str) -> Thread:
        """Return the thread that a fact of a hop belongs to; a new one if it begins there."""
        thread = self._by_place.get(_key(hop, fact))
        if thread is None:
            thread = Thread(len(self.threads) + 1, fact.kind, {hop: (status, fact)})
            self.threads.append(thread)
            self._by_place[_key(hop, fact)] = thread
        return thread


def _flags(sheet: Sheet) -> dict[tuple[int, int, int, int], str]:
    """Return the finding that blames a hop for a fact, by that hop and the place of evidence: hop, start, end."""
    flags: dict[tuple[int, int, int, int], str] = {}
    for entry in sheet.entries:
        for finding in (entry.finding, *entry.finding.also):
            if finding.family == "facts":
                for one in finding.evidence:
                    if one.span is not None:
                        flags.setdefault((finding.blame[1], one.hop, one.span.start, one.span.end), entry.name)
    return flags


def _key(hop: int, fact: Fact) -> _Key:
    return hop, fact.kind, fact.span.start, fact.span.end


def thread_list(sheet: Sheet, follow: Follow) -> str:
    """Return the facts hop by hop: first those that some hop did not keep, then those that all kept."""
    changed = [thread for thread in follow.threads if not thread.kept]
    kept = [thread for thread in follow.threads if thread.kept]
    if not follow.threads:
        return ""
    told = (
        "Amounts, dates, places, denials and qualifiers that the texts state, read the same way in every language. "
        "A flag leads to the finding that blames a hop for a change; a line without one is no accusation."
    )
    if any(len(hop.sources) > 1 for hop in sheet.chain.hops):
        told += " What two sources of one hop state is followed from each of them, and counts twice."
    parts = [element("p", told)]
    lined = [thread for thread in changed if thread.number in follow.lined]
    if lined:
        columns = f" of{len(sheet.chain.hops)}" if len(sheet.chain.hops) <= FEW else ""
        lines = "".join(_line(sheet, follow, thread) for thread in lined)
        parts.append(element("ol", lines, class_=f"threads{columns}"))
    if len(lined) < len(changed):
        rest = [thread for thread in changed if thread.number not in follow.lined]
        parts.append(element("p", f"Not kept by every hop, and no finding speaks of it: {counted(len(rest), 'fact')}."))
        parts.append(element("ul", "".join(_summed(sheet, rest)), class_="summed"))
    if kept:
        parts.append(element("p", f"Kept by every hop that states anything of it: {counted(len(kept), 'fact')}."))
        parts.append(element("ul", "".join(_summed(sheet, kept)), class_="summed"))
    return "".join(parts)


def _line(sheet: Sheet, follow: Follow, thread: Thread) -> str:
    every = len(sheet.chain.hops) <= FEW
    cells = "".join(
        _cell(sheet, follow, thread, hop) for hop in sorted(thread.cells) if every or thread.cells[hop][0] != "kept"
    )
    return element("li", element("b", escaped(thread.kind)) + cells, id=sheet.id(f"t{thread.number}"))


def _cell(sheet: Sheet, follow: Follow, thread: Thread, hop: int) -> str:
    status, fact = thread.cells[hop]
    told = [] if status == "begins" else [element("i", f"{SIGNS[status]} {status}")]  # type: ignore[index]  # the others are
    told += [] if fact is None else [_stated(sheet, hop, fact)]
    told += [] if status in {"begins", "kept"} else _flag(sheet, follow, thread, hop)
    return element("span", " ".join(told), data_h=str(hop), class_=None if status == "begins" else status)


def _summed(sheet: Sheet, threads: Iterable[Thread]) -> Iterator[str]:
    """Yield for each kind of fact, and what became of it where, the values or words, each with how often it is stated."""
    groups: dict[str, Counter[str]] = {}
    for thread in threads:
        hop, (_, fact) = min(thread.cells.items(), key=lambda cell: cell[0])
        fates = [
            f", {status} at hop {at}" for at, (status, _) in thread.cells.items() if status not in {"begins", "kept"}
        ]
        if fact is not None:
            words = _stated(sheet, hop, fact, often=fact.kind in {"negation", "qualifier"})
            groups.setdefault(f"{thread.kind}{''.join(fates)}", Counter())[words] += 1
    for title, values in groups.items():
        told = (words if often == 1 else f"{words} ({often} times)" for words, often in values.items())
        yield element("li", f"{element('b', escaped(title))}: {' · '.join(told)}")


def _flag(sheet: Sheet, follow: Follow, thread: Thread, hop: int) -> list[str]:
    """Return the way to the finding that says so, if one does."""
    name = follow.flag(thread, hop)
    told = f"finding {name}"
    return [] if name is None else [sheet.to(f"f{name}", f"⚑{escaped(name)}", class_="n", aria_label=told)]


def _stated(sheet: Sheet, hop: int, fact: Fact, *, often: bool = True) -> str:
    """Return a fact's value in words, and the words that state it where they are others.

    Where these stand a few times in the text, what is beside them tells which are meant, unless that is not asked.
    """
    source = sheet.chain.hop(hop)
    text, span = source.text or "", fact.span
    words = escaped(fact.surface)
    if often and 1 < text.count(fact.surface) <= OFTEN and len(fact.surface) <= AROUND:
        before, after = _begin(text[: span.start]), _end(text[span.end :])
        words = f"{escaped(before)}{element('b', words)}{escaped(after)}"
    words = spoken("q", words, source.language)
    own = fact.kind in {"negation", "qualifier"} and (source.language or "").partition("-")[0] == "en"
    value = "" if own else value_in_words(fact.kind, fact.value)  # an English "not" needs no word for it
    return f"{element('strong', prose(value))} {words}" if value and value != fact.surface else words


def _begin(before: str) -> str:
    """Return the end of the words before a fact: within its sentence, whole words where they have spaces between."""
    part = _STOP.split(before[-AROUND:])[-1]
    cut = part[-AROUND // 2 :]
    return cut if part == cut else f"…{cut.partition(' ')[2] or cut}"


def _end(after: str) -> str:
    """Return the beginning of the words after a fact, as ``_begin`` does."""
    part = _STOP.split(after[:AROUND], maxsplit=1)[0]
    cut = part[: AROUND // 2]
    return cut if part == cut else f"{cut.rpartition(' ')[0] or cut}…"


def tally(rows: Iterable[FactRow]) -> Iterator[str]:
    """Yield how many facts were kept, changed, lost and added."""
    rows = tuple(rows)
    for status, sign in SIGNS.items():
        number = sum(row.status == status for row in rows)
        if number:
            yield f"{sign} {number} {status}"
