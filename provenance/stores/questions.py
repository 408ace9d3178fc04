"""What may be asked of a store beyond one chain: which hops are such, what is akin to one, where all begins, how much is there."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.dates import PartialDate
from provenance.errors import RecordError, shown
from provenance.locator import Locator
from provenance.model.hop import Act
from provenance.text import check_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from provenance.canonical import Digest

__all__ = ["Query", "Relative", "Search", "Statistics", "akin", "check_depth", "tally"]


def _act(value: str | Act | None) -> Act | None:
    try:
        return None if value is None else Act(value)
    except ValueError as error:
        raise RecordError(
            f"no such act – {shown(value)} – choose from {', '.join(Act)}", field="act", value=value
        ) from error


def _date(value: str | PartialDate | None) -> PartialDate | None:
    return PartialDate.parse(value) if isinstance(value, str) else value


def _locator(value: str | Locator | None) -> Locator | None:
    return Locator.parse(value) if isinstance(value, str) else value


def _language(value: str | None) -> str | None:
    return None if value is None else check_language(value)


def _after(value: str | Digest | None) -> str | None:
    return None if value is None else str(value)


@frozen(kw_only=True)
class Query:
    """Which hops are asked for: those for which all of this holds. What is None is not asked."""

    speaker: str | None = None
    """Whose words they are, by name or alias, whatever the case; a hop that states nobody has the speaker of what it
    rests on."""
    outlet: str | None = None
    """Where they stand, by the name as recorded, whatever the case."""
    language: str | None = field(default=None, converter=_language)
    """A language tag, which takes in those that begin with it: ``zh`` also ``zh-Hant`` (RFC 4647, basic filtering)."""
    act: Act | None = field(default=None, converter=_act)
    since: PartialDate | None = field(default=None, converter=_date)
    """Hops of a date that is not certainly before it; hops of no date are not asked for, nor such as cannot be ordered."""
    until: PartialDate | None = field(default=None, converter=_date)
    """Likewise, not certainly after it."""
    locator: Locator | None = field(default=None, converter=_locator)
    """A link, which takes in every spelling of it that leads to the same thing."""
    after: str | None = field(default=None, converter=_after)
    """The hop after which to go on: the last one that was handed out before."""


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Search:
    """One look through hops in the order in which they came, sources first; it keeps whose words came before."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._theirs: set[str] = set()
        self._speaker = None if query.speaker is None else _folded(query.speaker)
        self._outlet = None if query.outlet is None else _folded(query.outlet)
        self._locator = None if query.locator is None else _same_thing(query.locator)

    @property
    def from_the_start(self) -> bool:
        """Whether hops before the cursor must be shown too: only they tell whose words later ones are."""
        return self._speaker is not None

    def meets(self, digest: str, record: Mapping[str, Any]) -> bool:
        """Return whether a hop, by its digest and record, is asked for."""
        told = record.get("attribution", {})
        if self._speaker is not None and not self._is_theirs(digest, record, told):
            return False
        query = self._query
        return (
            (query.act is None or record["act"] == query.act)
            and (query.language is None or _within(record.get("language"), query.language))
            and (self._outlet is None or ("outlet" in told and _folded(told["outlet"]) == self._outlet))
            and (query.since is None or _lies(told.get("on"), query.since, "after"))
            and (query.until is None or _lies(told.get("on"), query.until, "before"))
            and (
                self._locator is None
                or ("locator" in told and _same_thing(Locator.parse(told["locator"])) == self._locator)
            )
        )

    def _is_theirs(self, digest: str, record: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
        speaker = told.get("speaker")
        if speaker is None:
            theirs = not self._theirs.isdisjoint(record.get("sources", ()))
        else:
            theirs = any(_folded(name) == self._speaker for name in (speaker["name"], *speaker.get("aliases", ())))
        if theirs:
            self._theirs.add(digest)
        return theirs


def _within(language: str | None, wanted: str) -> bool:
    return language is not None and (language == wanted or language.startswith(f"{wanted}-"))


def _lies(on: str | None, other: PartialDate, where: str) -> bool:
    return on is not None and PartialDate.parse(on).relation(other) in {where, "overlaps"}


def _same_thing(locator: Locator) -> str:
    return locator.canonical or locator.given


@frozen(kw_only=True)
class Relative:
    """A hop that another rests on, or that rests on it."""

    hop: Digest
    distance: int
    """Steps between them, by the shortest way; below nought for what the other rests on."""


def check_depth(depth: int | None) -> None:
    """Refuse a depth below nought."""
    if depth is not None and depth < 0:
        raise RecordError(f"not a depth – {depth} – give a number of steps from 0 on", field="depth", value=depth)


def akin(start: int, neighbours: Callable[[int], Iterable[int]], depth: int | None) -> Iterator[tuple[int, int]]:
    """Yield what can be reached from a hop, by the numbers of hops, with how many steps it takes: the nearest first."""
    seen = {start}
    level, distance = [start], 0
    while level and (depth is None or distance < depth):
        distance += 1
        level = sorted({other for number in level for other in neighbours(number)} - seen)
        seen.update(level)
        for number in level:
            yield number, distance


@frozen(kw_only=True)
class Statistics:
    """How much a store holds."""

    hops: int
    chains: int
    """Heads that were put."""
    roots: int
    """Hops that rest on nothing."""
    characters: int
    """Code points of all words that were recorded, also of those that are withheld."""
    acts: tuple[tuple[str, int], ...]
    """Hops of each act, the most frequent first."""
    languages: tuple[tuple[str | None, int], ...]
    """Hops in each language, the most frequent first; None for those that state none."""
    evidence: int
    comparisons: int
    glosses: int
    waivers: int
    corrections: int
    withholdings: int
    """Of all these, what is held; what was withheld is not."""


def tally(records: Iterable[Mapping[str, Any]], **counted: int) -> Statistics:
    """Return the statistics of hops by their records, and of what was counted beside them."""
    acts: Counter[str] = Counter()
    languages: Counter[str | None] = Counter()
    roots = characters = 0
    for record in records:
        acts[record["act"]] += 1
        languages[record.get("language")] += 1
        roots += not record.get("sources")
        characters += record["words"]["length"] if "words" in record else 0
    return Statistics(
        hops=acts.total(),
        roots=roots,
        characters=characters,
        acts=tuple(sorted(acts.items(), key=lambda counted: (-counted[1], counted[0]))),
        languages=tuple(sorted(languages.items(), key=lambda counted: (-counted[1], counted[0] or ""))),
        **counted,
    )
