"""Speech set off by dashes: dialogue at a line start, remarks on who speaks inside or after the words.

«Мы закроем порт, — сказал глава района. — Зерно останется», with marks or without, and — Порт закрыт, — сказал он.
Ways of Russian, Ukrainian, Polish, French and Spanish print.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from attrs import evolve

from provenance.quotations.marks import Passage
from provenance.quotations.remarks import remark_at
from provenance.quotations.tokens import HIDDEN, name_stem
from provenance.sentences import sentences_in
from provenance.tables import table
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.quotations.grammar import Grammar

__all__ = ["blanked", "dashed", "dashes"]

DASH = "—"

_LINE_START = re.compile(r"[—–-][ \t\xa0\u202f]?(?=[^\s\d—–-])")
_SENTENCE_ENDS = frozenset(".!?…")
_INNER_START = re.compile(rf"(?<=(?:[^\W\d_]|{HIDDEN})[.!?…:]\s)[—–]\s(?=[^\W\d_])")
_REMARK = re.compile(r"(?P<stop>[,!?….]|\.{3})?(?:\s*[—–]\s+|\s+-\s+|\s[—–](?=[^\W\d_]))")
_DASH = re.compile(r"[—–-](?<!\S-)")
_AFTER = re.compile(r"(?P<stop>[.,!?…])?\s?(?:[—–]|(?<=\s)-)(?P<late>[.,])?\s+(?=\S)|[.!?…](?=\s|\Z)")
_INCISE = re.compile(
    r"(?P<stop>[,!?….]|\.{3})?(?:\s*[—–]\s+|\s+-\s+|\s[—–](?=[^\W\d_]))|(?P<comma>,)\s+(?=[^\W\d_])"
    r"|(?P<cry>[!?…])[\s\xa0\u202f]+(?=[^\W\d_])"
)
_AFTER_INCISE = re.compile(r",\s+|[.!?…]\s+|[.!?…]\Z")
_FULL_NAME = re.compile(r"(?:[^\W\d_a-zà-öø-ÿ][\w’-]+ ){1,3}[^\W\d_a-zà-öø-ÿ][\w’-]+[.,]")
_CAPITAL = re.compile(r"[^\W\d_a-zа-яёіїєґ][a-zа-яёіїєґ’'-]{2,}")
_TWO_CAPITALS = re.compile(r"[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+ [А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+")
STOP = 3
"""Code points of the stop before a dash at most."""

LEAD = 4
"""Words of a sentence at least that tells who speaks behind the dash after it."""
TAG = 80
"""Code points of a remark in which the speaker's name stands."""

ROUNDS = 100
"""Speeches at most that are looked for in one paragraph, each behind the remark on the one before."""

LONGEST = 160
"""Code points that a remark on who speaks has at most."""


def blanked(text: str, spans: Iterable[Span], filler: str = " ") -> str:
    """Return the text with the spans, which do not overlap and stand in order, overwritten."""
    pieces, end = [], 0
    for span in spans:
        pieces += [text[end : span.start], filler * len(span)]
        end = span.end
    return "".join([*pieces, text[end:]])


def dashes(language: str | None) -> bool:
    """Return whether dashes set off speech in the language."""
    known = table(language, "marks") if language else None
    return known is not None and bool(known["dash"])


def _bare(language: str | None) -> bool:
    """Return whether no comma stands before the dash of a remark inside marks: „Zamkniemy – mówi – w maju”."""
    known = table(language, "marks") if language else None
    return known is not None and bool(known.get("bare"))


def _incises(language: str | None) -> bool:
    """Return whether a remark on the speaker stands between commas inside marks: « …, a dit la maire, … »."""
    known = table(language, "marks") if language else None
    return known is not None and bool(known.get("incise"))


def dashed(
    text: str, language: str | None, passages: Sequence[Passage], paragraphs: Sequence[Span], known: Grammar
) -> tuple[Passage, ...]:
    """Return the passages with those that dashes alone set off, and remarks on who speaks taken out of them."""
    found: list[Passage] = []
    incises, bare = _incises(language), _bare(language)
    for passage in passages:
        found += _parted(text, passage, known, incises=incises, bare=bare)
    hidden = blanked(text, [passage.outer for passage in found], HIDDEN)
    if DASH in text or "–" in text or " - " in text:
        spoken: list[Passage] = []
        lines: dict[int, Passage] = {}
        for number, paragraph in enumerate(paragraphs):
            parts = list(_unmarked(hidden, paragraph, known, incises=incises))
            spoken += parts
            if not parts and (line := _line(hidden, paragraph)) is not None:
                lines[number] = line
        spoken += _answered(hidden, paragraphs, lines, {passage.outer.start for passage in spoken})
        found = [*_outside(found, spoken), *spoken]
    return tuple(sorted(found, key=lambda passage: (passage.outer.start, passage.outer.end)))


def _line(hidden: str, paragraph: Span) -> Passage | None:
    """Return a line of dialogue that bears no remark: a dash, a sentence, its stop."""
    start = _LINE_START.match(hidden, paragraph.start, paragraph.end)
    if start is None or hidden[start.end()].islower() or hidden[paragraph.end - 1] not in _SENTENCE_ENDS:
        return None
    return Passage(paragraph, (Span(start.end(), paragraph.end),), DASH)


def _answered(hidden: str, paragraphs: Sequence[Span], lines: dict[int, Passage], begun: set[int]) -> Iterator[Passage]:
    """Yield the lines that are speech: of an interview, behind a colon or one by one, next to a line with a speaker."""
    asked: dict[int, int] = {}
    for number, line in lines.items():
        if number - 1 not in lines:
            asked.update(_questions(hidden, paragraphs, lines, number))
        if number in asked:
            led = asked[number]
            yield evolve(line, voice="asked" if led < 0 else "answered", led=led)
            continue
        before = paragraphs[number - 1] if number else None
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        alone = number - 1 not in lines and number + 1 not in lines
        led_in = alone and before is not None and (hidden[before.end - 1] == ":" or _tells(hidden, before, line))
        beside = any(
            other is not None and other.start in begun and _LINE_START.match(hidden, other.start) is not None
            for other in (before, after)
        )
        if led_in or beside:
            yield line


def _tells(hidden: str, before: Span, line: Passage) -> bool:
    """Return whether whole sentences stand before a line that a long dash begins, and in it: no list, no signature."""
    lead, words = hidden[before.start : before.end], hidden[line.pieces[0].start : line.outer.end]
    dashed = hidden[line.outer.start] in "—–"
    return dashed and lead[-1] in _SENTENCE_ENDS and len(lead.split()) >= LEAD and len(words.split()) >= LEAD


def _questions(
    hidden: str, paragraphs: Sequence[Span], lines: dict[int, Passage], first: int
) -> Iterator[tuple[int, int]]:
    """Yield the lines of an interview from a line on, each answer with where the text before all of them ends.

    A question opens it and the line after that is none, or there is nothing to tell it from a list.
    """
    ends: list[bool] = []
    while first + len(ends) in lines:
        ends.append(hidden[paragraphs[first + len(ends)].end - 1] == "?")
    led = hidden[paragraphs[first - 1].end - 1] if first else ""
    if len(ends) < 2 or not ends[0] or (ends[1] and led == ":") or not first:
        return
    for at in range(len(ends)):
        yield first + at, paragraphs[first - 1].end if at % 2 else -1


def _outside(marked: Sequence[Passage], spoken: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the marked passages that lie in no speech set off by dashes: there they are another voice or a name."""
    ends = sorted((passage.outer.start, passage.outer.end) for passage in spoken)
    starts = [start for start, _ in ends]
    for passage in marked:
        at = bisect_right(starts, passage.outer.start) - 1
        if at < 0 or passage.outer.start >= ends[at][1]:
            yield passage


def _parted(text: str, passage: Passage, known: Grammar, *, incises: bool, bare: bool) -> Iterator[Passage]:
    """Yield a marked passage in the parts that remarks leave of it."""
    last = passage.pieces[-1]
    parts = list(_parts(text, last.start, last.end, known, incises=incises, bare=bare))
    if len(parts) == 1 and parts[0].end == last.end:
        yield passage
        return
    for number, part in enumerate(parts):
        start = passage.outer.start if number == 0 else part.start
        end = passage.outer.end if part.end == last.end else part.end
        pieces = (*passage.pieces[:-1], part) if number == 0 else (part,)
        yield Passage(Span(start, end), pieces, passage.opener, number > 0)


def _unmarked(hidden: str, paragraph: Span, known: Grammar, *, incises: bool) -> Iterator[Passage]:
    """Yield what dashes set off in a paragraph: – Tak – mówi wójt. Radna milczy. – Nie – odpowiada w końcu."""
    rest, led = paragraph, False
    for _ in range(ROUNDS):
        found = list(_first(hidden, rest, known, incises=incises, led=led))
        yield from found
        if not found:
            return
        starts = _INNER_START.finditer(hidden, found[-1].outer.end, paragraph.end)
        again = next((start for start in starts if not hidden[start.end()].islower()), None)
        if again is None:
            return
        rest, led = Span(again.start(), paragraph.end), _led(hidden, rest, again.start())


def _first(hidden: str, paragraph: Span, known: Grammar, *, incises: bool, led: bool) -> Iterator[Passage]:
    """Yield the first speech of a stretch, in its parts; ``led``: a sentence stands before it that tells who speaks."""
    dialogue = _LINE_START.match(hidden, paragraph.start, paragraph.end) or _inner_start(hidden, paragraph, known)
    if dialogue is None and hidden.find(DASH, paragraph.start, paragraph.end) < 0:
        return
    start = paragraph.start if dialogue is None else dialogue.end()
    parts = list(
        _parts(
            hidden,
            start,
            paragraph.end,
            known,
            marked=False,
            dialogue=dialogue is not None,
            incises=incises and dialogue is not None,
        )
    )
    if len(parts) == 1 and parts[0].end == paragraph.end:
        if dialogue is not None and (
            led or (dialogue.start() > paragraph.start and _led(hidden, paragraph, dialogue.start()))
        ):
            yield Passage(Span(dialogue.start(), paragraph.end), (parts[0],), DASH)  # Wnuk nie wierzy: – Korygują nas.
        return
    if dialogue is None:
        begin = _speech_start(hidden, paragraph, parts[0].end, known)
        if begin is None:
            return
        parts[0] = Span(begin, parts[0].end)
    for number, part in enumerate(parts):
        outer = Span(dialogue.start(), part.end) if dialogue is not None and number == 0 else part
        yield Passage(outer, (part,), DASH, number > 0)


def _led(hidden: str, paragraph: Span, dash: int) -> bool:
    """Return whether a colon stands before a dash inside a paragraph, or a whole sentence does and one follows."""
    lead = hidden[paragraph.start : dash].rstrip()
    if lead[-1:] == ":":
        return True
    words = lead.split()
    told = len(words) >= LEAD or any(word[0].islower() for word in words)  # Wójt wzdycha. – … is no dateline
    return told and hidden[paragraph.end - 1] in _SENTENCE_ENDS


def _inner_start(hidden: str, paragraph: Span, known: Grammar) -> re.Match[str] | None:
    """Return where speech begins after a sentence of the same paragraph; a dash after a remark only goes on with it."""
    start = _INNER_START.search(hidden, paragraph.start, paragraph.end)
    if start is None or hidden[start.end()].islower():
        return None
    parts = list(_parts(hidden, paragraph.start, start.start(), known, marked=False))
    whole = len(hidden[paragraph.start : start.start()].rstrip()) + paragraph.start
    return start if parts == [Span(paragraph.start, whole)] else None


def _parts(
    text: str,
    start: int,
    end: int,
    known: Grammar,
    *,
    marked: bool = True,
    dialogue: bool = False,
    incises: bool = False,
    bare: bool = False,
) -> Iterator[Span]:
    """Yield the stretches of speech that remarks on the speaker leave between two places."""
    words = text[start:end]
    low = in_place(words)
    at = begin = 0
    while (remark := _INCISE.search(low, at) if incises else _dash(low, at)) is not None:
        at = max(remark.end(), at + 1)
        comma = not remark[0].strip(" ,\xa0")
        cry = incises and remark["cry"] is not None
        if cry and words[remark.end()].isupper():
            continue
        spoken, at_once = _spoken(words, low, remark.end(), known, listed=comma or cry)
        lead = remark.start() - 1
        while lead > begin and low[lead].isspace():
            lead -= 1
        if spoken is None or remark.start() <= begin:
            continue
        if not marked and low[lead] == HIDDEN and not (dialogue and _holds_more(low, begin, lead)):
            continue
        stop = remark["stop"]
        if (
            stop is None
            and remark[0].endswith(" ")
            and not (at_once and (dialogue or comma or cry or (marked and bare)))
        ):
            continue  # a dash between subject and verb, or a clause, not a remark after speech
        mark = stop or next((remark[key] for key in ("comma", "cry") if incises and remark[key]), "")
        yield Span(start + begin, start + remark.start() + len(mark))
        after = (_AFTER_INCISE if comma or cry else _AFTER).search(low, spoken, min(len(low), spoken + LONGEST))
        if (comma or cry) and after is not None and after[0][0] == "," and _apposition(words, low, after.end(), known):
            after = _AFTER_INCISE.search(low, after.end(), min(len(low), after.end() + LONGEST))
        if after is None or after[0][-1:].strip():
            return
        begin = at = after.end()
    if begin < len(low):
        last = len(low.rstrip()) if marked or not begin else _told_again(text, start + begin, end, known) - start
        yield Span(start + begin, start + last)


def _dash(low: str, at: int) -> re.Match[str] | None:
    """Return the first dash that a remark may stand behind, with the stop before it."""
    dash = _DASH.search(low, at)
    if dash is None:
        return None
    start = dash.start()
    while start > at and low[start - 1].isspace():
        start -= 1
    return _REMARK.search(low, max(at, start - STOP))


def _apposition(text: str, low: str, place: int, known: Grammar) -> bool:
    """Return whether what follows a comma in a remark still tells who speaks: …, clame Odile Garance, fleuriste. …"""
    if _FULL_NAME.match(text, place) is not None:
        return True
    words = low[place : place + 40].split()[:2]
    first = words[0].strip(",.") if words else ""
    second = words[1].strip(",.") if len(words) > 1 else ""
    return known.person(first) or (first in known["determiners"] and known.person(second))


def _holds_more(low: str, begin: int, end: int) -> bool:
    """Return whether words stand before the marked ones: — Мені сказали: «…», — згадує він."""
    return any(letter.isalpha() for letter in low[begin : min(end, begin + LONGEST)].replace(HIDDEN, ""))


def _spoken(text: str, low: str, place: int, known: Grammar, *, listed: bool) -> tuple[int | None, bool]:
    """Return where the verb of a remark that begins at a place ends, and whether the verb opens the remark.

    ``listed``: a comma sets the remark off and not a dash, so only a verb that the table knows will do, or a name behind.
    """
    found = known.attribution.match(low, place, min(len(low), place + 80))
    if found is not None:
        clitics = known.clitics.match(low, place)
        starts = {place, place if clitics is None else clitics.end()}  # s’indigne-t-elle, lui répond le maire
        return found.end(), any(known.verbs.match(low, start) is not None for start in starts)
    remark = remark_at(text, low, place, len(low), known, named=listed)
    return (None, False) if remark is None else (remark.verb.end, remark.at_once)


def _told_again(text: str, start: int, end: int, known: Grammar) -> int:
    """Return where speech that goes on to the end of its paragraph ends: before a sentence that reports (Он добавил, что)."""
    rest = text[start:end]
    last = len(rest.rstrip())
    for sentence in sentences_in(rest)[1:]:
        words = in_place(sentence.of(rest))
        verb = known.verbs.search(words, 0, 60)
        that = None if verb is None else known.that.search(words, verb.end(), verb.end() + 12)
        if that is not None:
            last = len(rest[: sentence.start].rstrip())
            break
    return start + last


def _speech_start(hidden: str, paragraph: Span, end: int, known: Grammar) -> int | None:
    """Return where unmarked speech begins that ends inside a paragraph: its sentence, and those before in "we" or "I".

    A sentence before that names somebody in full, or whoever the remark names, tells and is not spoken.
    """
    before = hidden[paragraph.start : end]
    start, own = None, False
    for sentence in reversed(sentences_in(before)):
        words = sentence.of(before)
        low = in_place(words)
        first = known.first_person.search(low) is not None
        told = start is not None and not first
        if HIDDEN in words or (
            told and (known.verbs.search(low) is not None or _narrates(words, hidden[end : end + TAG], known, own=own))
        ):
            break
        start, own = sentence.start, own or first
    return None if start is None else paragraph.start + start


def _narrates(words: str, remark: str, known: Grammar, *, own: bool) -> bool:
    """Return whether a sentence before unmarked speech is about people: "Harbour chief Ilya Marenko came. We …, he said"."""
    if _TWO_CAPITALS.search(words) is not None:
        return True
    if own and in_place(words).split(" ", 1)[0] in known["pronouns"]:
        return True
    named = {name_stem(in_place(name)) for name in _CAPITAL.findall(remark)}
    return any(name_stem(in_place(name)) in named for name in _CAPITAL.findall(words))
