"""Credits of an article: the original it names, relays, translators, authors, disclaimers, and links in its text.

A key stands at a line start with a colon behind it, in any language that has a table ``credits``, whatever language
the article is in; a few keys need no colon ("Translated by …", 本文转载自…). What is found is judged: *accepted* if the
value is a link, a known outlet, or a few words without a verb of speech; *doubtful* if it belongs to another item of
the page; else *rejected*, and kept.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field, frozen

from provenance.locator import Locator, outlet_named
from provenance.scripts import UNSPACED
from provenance.sentences import lines_in
from provenance.tables import languages, table
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Credit", "CreditKind", "Verdict", "credits_in", "links_in"]

CreditKind: TypeAlias = Literal[
    "original", "relay", "translator", "author", "editor", "dateline", "disclaimer", "licence"
]
Verdict: TypeAlias = Literal["accepted", "rejected", "doubtful"]

WORDS, CHARACTERS = 6, 16
"""Words of a value at most; characters of a script without spaces."""

TITLE = 14
"""Words of a line at most that may be the title of another item."""

DISCLAIMER = 400
"""Code points of a line at most that may be a disclaimer without a key."""

_LINK = re.compile(
    r"(?:(?:https?|hxxps?|ftp):/{1,2}|www\.)[^\s<>\"“”«»「」『』，。；、）】]+"
    r"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,5}[a-z]{2,18}/[^\s<>\"“”«»「」『』，。；、）】]*",
    re.IGNORECASE,
)
_LEAD = re.compile(r"[\s(\[（【〔*•·▪■●◆※—–_-]{0,8}")
_COLON = re.compile(r"[ \t\xa0\u3000]{0,3}[】\])）〕]?[ \t\xa0\u3000]{0,3}[:：][ \t\xa0\u3000]*")
_TRAILING = " \t\xa0\u3000.,;。，；)]）】〕|/"
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
_PACKED = re.compile(rf"[{UNSPACED}]")
_BODY_END = re.compile(r"[.!?…。！？][\"”»’』」)\]）]*\s*\Z")
_CAPITAL = re.compile(rf"[^\W\d_a-z]|[{UNSPACED}«“\"《]")
_SEPARATED = re.compile(r"[\s|/｜、;；]\Z")
_KEY_KINDS: tuple[CreditKind, ...] = ("original", "relay", "translator", "author", "editor", "disclaimer", "licence")
_SENSES = ("opinion", "rights", "platform")


@frozen(kw_only=True)
class Credit:
    """One thing that an article says of where it comes from, as printed."""

    kind: CreditKind
    key: Span | None = field(default=None)
    """The key with its colon; None where the line needs none."""
    value: Span = field()
    """What is credited; empty where nothing follows the key."""
    verdict: Verdict = field(default="accepted")
    locator: Locator | None = field(default=None)
    sense: str | None = field(default=None)
    """Of a disclaimer: "opinion" (views of the author alone), "rights", "platform"; None where it says something else."""
    basis: str = field()
    """The key or pattern, and why it was judged so."""
    line: Span | None = field(default=None)
    """The whole line the credit has to itself; None where it stands in a sentence."""


@frozen
class _Keys:
    """The keys of every language, ready to be found at a line start."""

    closed: re.Pattern[str]
    """Keys that a colon must follow."""
    open: re.Pattern[str]
    """Keys that may do without."""
    kinds: dict[str, CreditKind]


@cache
def _keys() -> _Keys:
    kinds: dict[str, CreditKind] = {}
    bare: set[str] = set()
    for language in languages("credits"):
        data = table(language, "credits")
        for kind in reversed(_KEY_KINDS):
            kinds.update(dict.fromkeys(map(in_place, data.get(kind, ())), kind))
    for language in languages("credits"):
        for key in map(in_place, table(language, "credits").get("open", ())):
            bare.add(key)
            kinds.setdefault(key, _kind_of_open(key, kinds))
    return _Keys(_any_of(kinds), _any_of(bare), kinds)


def _kind_of_open(key: str, kinds: dict[str, CreditKind]) -> CreditKind:
    """Return the kind of the longest key that an open key begins with: "originally published in" is an original."""
    known = max((one for one in kinds if key.startswith(one)), key=len, default=None)
    return "original" if known is None else kinds[known]


def _any_of(keys: Sequence[str] | set[str] | dict[str, CreditKind]) -> re.Pattern[str]:
    ordered = sorted(keys, key=lambda key: (-len(key), key))
    return re.compile("|".join(re.escape(key).replace("’", "[’']").replace(r"\ ", r"\s") for key in ordered))


@cache
def _senses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what tells an opinion disclaimer, one of rights and one of a platform, in any language."""
    found = []
    for sense in _SENSES:
        patterns = [
            in_place(pattern)
            for language in languages("credits")
            for pattern in table(language, "credits").get(sense, ())
        ]
        found.append((sense, re.compile("|".join(patterns))))
    return tuple(found)


@cache
def _in_text(language: str) -> tuple[re.Pattern[str], ...]:
    data = table(language, "credits") or {}
    return tuple(re.compile(pattern) for pattern in data.get("in_text", ()))


def links_in(text: str) -> tuple[tuple[Span, Locator], ...]:
    """Return the links of a text and where they stand: with a scheme, with www, or a host and a path."""
    found = []
    for link in _LINK.finditer(text):
        words = link[0].rstrip(".,;:!?'’)]}*")
        if words.count("(") > words.count(")") and link[0].startswith(words + ")"):
            words += ")"
        locator = Locator.parse(words)
        if locator.canonical is not None:
            found.append((Span(link.start(), link.start() + len(words)), locator))
    return tuple(found)


def credits_in(text: str, language: str | None) -> tuple[Credit, ...]:
    """Return the credits of a text in order, each with its verdict.

    Keys of every language are known; the article's own language tells what names a relay inside a sentence.
    """
    lines = lines_in(text)
    found: list[Credit] = []
    for number, line in enumerate(lines):
        found += _line_credits(text, line, lines[number + 1] if number + 1 < len(lines) else None, language)
    found = _doubted(text, lines, found)
    if language is not None:
        found += _relays_in_sentences(text, language, [credit.line for credit in found if credit.line is not None])
    return tuple(sorted(found, key=lambda credit: (credit.key or credit.value, credit.value)))


def _line_credits(text: str, line: Span, following: Span | None, language: str | None) -> Iterator[Credit]:
    """Yield the credits that a line consists of: one, or several behind one another (作者：… 来源：…)."""
    lead = _LEAD.match(text, line.start, line.end)
    start = line.start if lead is None else lead.end()
    low = in_place(text[start : min(line.end, start + 2_000)])
    keys = list(_keys_of(low))
    if not keys:
        yield from _without_key(text, line, start, low, language)
        return
    for number, (at, value, kind) in enumerate(keys):
        end = start + keys[number + 1][0] if number + 1 < len(keys) else line.end
        key = Span(start + at, start + len(low[:value].rstrip()))
        whole = line if number == 0 and len(keys) == 1 else Span(key.start, end)
        yield _judged(
            text,
            kind,
            key,
            _trimmed(text, start + value, end),
            language=language,
            line=whole,
            following=following,
        )


def _keys_of(low: str) -> Iterator[tuple[int, int, CreditKind]]:
    """Yield each key of a line with its colon: where it starts, where its value starts, and its kind."""
    known = _keys()
    at = 0
    first = known.closed.match(low)
    while first is not None:
        colon = _COLON.match(low, first.end())
        if colon is None:
            return
        yield first.start(), colon.end(), known.kinds[re.sub(r"\s", " ", first[0])]
        if known.kinds[re.sub(r"\s", " ", first[0])] == "disclaimer":
            return
        at = colon.end()
        first = _next_key(low, at, known)


def _next_key(low: str, at: int, known: _Keys) -> re.Match[str] | None:
    """Return the next key of the line that a space or bar parts from the value before it and a colon follows."""
    for colon in re.finditer(r"[:：]", low[at : at + 400]):
        place = at + colon.start()
        begin = max(at, place - 30)
        for found in known.closed.finditer(low, begin, place):
            if found.end() == len(low[:place].rstrip()) and _SEPARATED.search(low, begin - 1, found.start()):
                return found
    return None


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    kept = words.rstrip()
    return Span(start + min(lead, len(kept)), start + len(kept)) if kept else Span(start, start)


def _judged(
    text: str, kind: CreditKind, key: Span, value: Span, *, language: str | None, line: Span, following: Span | None
) -> Credit:
    """Return a credit with key and value as one that is accepted or rejected."""
    printed = key.of(text)
    if kind == "disclaimer":
        return Credit(kind=kind, key=key, value=value, sense=_sense(value.of(text)), basis=f"key {printed}", line=line)
    if not len(value) and following is not None:
        links = links_in(following.of(text))
        if len(links) == 1 and len(links[0][0]) >= len(following) - 2:
            value = Span(following.start + links[0][0].start, following.start + links[0][0].end)
            line = Span(line.start, following.end)
    if not len(value):
        return Credit(kind=kind, key=key, value=value, basis=f"key {printed}, nothing after it", line=line)
    verdict, why, locator = _accepted(value.of(text), language)
    if locator is None and verdict == "accepted":
        value = Span(value.start, value.start + len(value.of(text).rstrip(_TRAILING)))
    return Credit(
        kind=kind, key=key, value=value, verdict=verdict, locator=locator, basis=f"key {printed}, {why}", line=line
    )


def _accepted(value: str, language: str | None) -> tuple[Verdict, str, Locator | None]:
    """Return whether a value can name a source or a person, why, and the link in it."""
    links = links_in(value + " ")
    if not links and " " not in value and "." in value:
        alone = Locator.parse(value)
        if alone.canonical is not None and re.fullmatch(r"[\w.-]+\.[a-z]{2,18}/?", value.lower()):
            return "accepted", "link", alone
    rest = value
    for span, _ in reversed(links):
        rest = rest[: span.start] + rest[span.end :]
    if links and len(_WORD.findall(rest)) <= WORDS + 2:
        return "accepted", "link", links[0][1]
    bare = value.strip(_TRAILING + '«»“”"《》「」')
    if outlet_named(bare) is not None:
        return "accepted", "known outlet", None
    if _speaks(value, language):
        return "rejected", "a verb of speech in the value", None
    packed = len(_PACKED.findall(value))
    words = len(_WORD.findall(_PACKED.sub(" ", value)))
    if words > WORDS or packed > CHARACTERS:
        return "rejected", "too long for a name", None
    return ("accepted", "a few words", None) if words or packed else ("rejected", "no words in the value", None)


@cache
def _speech(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what finds a verb of speech in a language, and what only looks like one; None without a table of cues."""
    data = table(language, "cues")
    if data is None:
        return None
    edges = ("", "") if data["grammar"] == "packed" else (r"(?<!\w)", r"(?!\w)")
    verbs = [verb for verb in data["verbs"] if edges[0] or len(verb) > 1]
    found, beside = (
        re.compile(f"{edges[0]}(?:{'|'.join(sorted(map(in_place, words), key=len, reverse=True)) or '(?!)'}){edges[1]}")
        for words in (verbs, data.get("not_cues", ()))
    )
    return found, beside


def _speaks(value: str, language: str | None) -> bool:
    """Return whether a verb of speech stands in a value, in the article's language or a common one of its script."""
    low = in_place(value)
    for tag in dict.fromkeys([*([language] if language else []), "en", "ru", "uk", "zh"]):
        known = _speech(tag)
        if known is not None and known[0].search(known[1].sub(" ", low)):
            return True
    return False


def _sense(words: str) -> str | None:
    low = in_place(words)
    return next((sense for sense, pattern in _senses() if pattern.search(low)), None)


def _without_key(text: str, line: Span, start: int, low: str, language: str | None) -> Iterator[Credit]:
    """Yield what a line without a key and colon credits: "Translated by …", 本文转载自…, a disclaimer that says so itself."""
    known = _keys()
    found = known.open.match(low)
    if found is not None:
        after = re.compile(r"[ \t\xa0\u3000]*").match(low, found.end())
        value = _trimmed(text, start + (after.end() if after is not None else found.end()), line.end)
        spaced = low[found.end() : found.end() + 1].isspace() or bool(_PACKED.match(low[found.end() - 1]))
        verdict, why, locator = _accepted(value.of(text), language)
        if (spaced and len(value) and verdict == "accepted" and _CAPITAL.match(text, value.start)) or (
            spaced and locator
        ):
            kept = (
                value
                if locator is not None
                else _trimmed(text, value.start, value.start + len(value.of(text).rstrip(_TRAILING)))
            )
            yield Credit(
                kind=known.kinds[re.sub(r"\s", " ", found[0])],
                key=Span(start, start + found.end()),
                value=kept,
                locator=locator,
                basis=f"key {text[start : start + found.end()]} without colon, {why}",
                line=line,
            )
            return
    if len(line) <= DISCLAIMER:
        sense = _sense(line.of(text))
        if sense is not None and _own_line(text, line, sense):
            yield Credit(
                kind="disclaimer", value=line, sense=sense, basis=f"words of a disclaimer ({sense})", line=line
            )


def _own_line(text: str, line: Span, sense: str) -> bool:
    """Return whether a line is a disclaimer and nothing else: one sentence or two that speak of views or rights."""
    pattern = dict(_senses())[sense]
    low = in_place(line.of(text))
    found = pattern.search(low)
    if found is None:
        return False
    before = re.split(r"[.!?。！？]\s*", low[: found.start()])
    return len(before) <= 2 and not re.search(r"[“«\"「]", low[: found.end()])


def _doubted(text: str, lines: Sequence[Span], found: Sequence[Credit]) -> list[Credit]:
    """Return the credits, those doubted that a second title or a bare link parts from the text above them."""
    credited = {credit.line.start: credit.line.end for credit in found if credit.line is not None}
    doubtful: set[int] = set()
    body = other = False
    end = 0
    for line in lines:
        end = max(end, credited.get(line.start, 0))
        if line.start < end:
            if other:
                doubtful.add(line.start)
            continue
        words = line.of(text)
        if _is_body(words):
            body, other = True, body and other and not _BODY_END.search(words)
        elif body and _is_heading(words):
            other = True
    return [
        evolve(credit, verdict="doubtful", basis=f"{credit.basis}; below the title or link of another item")
        if credit.line is not None
        and credit.verdict == "accepted"
        and credit.kind != "disclaimer"
        and credit.line.start in doubtful
        else credit
        for credit in found
    ]


def _is_body(words: str) -> bool:
    return len(words) > 120 or (
        _BODY_END.search(words) is not None and len(_WORD.findall(words)) + len(_PACKED.findall(words)) > 5
    )


def _is_heading(words: str) -> bool:
    """Return whether a line may be the title of another item, or a link to one."""
    links = links_in(words)
    if links and len(links[0][0]) >= len(words.strip()) - 2:
        return True
    count = len(_WORD.findall(_PACKED.sub(" ", words)))
    return 3 <= count <= TITLE or 6 <= len(_PACKED.findall(words)) <= 2 * TITLE


def _relays_in_sentences(text: str, language: str, taken: Sequence[Span]) -> Iterator[Credit]:
    """Yield the relays that sentences name: as reported by …, 据…报道, со ссылкой на …."""
    lines = sorted(taken)
    for pattern in _in_text(language):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            told = groups.get("told") is not None
            value = Span(*found.span("told" if told else "value"))
            if any(line.start <= value.start < line.end for line in lines):
                continue
            name = value.of(text).strip('«»“”" ')
            outlet = outlet_named(re.sub(r"^[Tt]he ", "", name)) or outlet_named(name)
            if told and outlet is None:
                continue
            key = Span(found.start(), value.start) if value.start > found.start() else None
            why = "known outlet" if outlet is not None else "a name"
            yield Credit(
                kind="relay",
                key=key,
                value=value,
                basis=f"in the text: {found[0][: value.start - found.start()].strip()}, {why}",
            )
