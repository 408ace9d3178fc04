"""Credits of an article: the original it names, relays, translators, authors, disclaimers, and links in its text.

A key stands at a line start with a colon behind it, in any language that has a table ``credits``, whatever language
the article is in; a few keys need no colon ("Translated by …", 本文转载自…). What is found is judged: *accepted* if the
value is a link, a known outlet, or a few words without a verb of speech; *doubtful* if it belongs to another item of
the page; else *rejected*, and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from attrs import evolve, field, frozen

from provenance.locator import Locator, outlet_named
from provenance.scripts import UNSPACED
from provenance.sentences import lines_in, sentences_in
from provenance.tables import languages, table
from provenance.text import Span, in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Credit", "CreditKind", "Verdict", "credits_in", "links_in", "may_name_source"]

CreditKind: TypeAlias = Literal[
    "original", "relay", "translator", "author", "editor", "dateline", "disclaimer", "licence"
]
Verdict: TypeAlias = Literal["accepted", "rejected", "doubtful"]

WORDS, CHARACTERS = 6, 16
"""Words of a value at most; characters of a script without spaces."""

LISTED = 8
"""Names that one line lists at most."""

SHORT_LINES = 8
"""Lines like titles from which on an article that mostly consists of such is one set in short lines."""

TITLE = 14
"""Words of a line at most that may be the title of another item."""

PROSE = 200
"""Code points of a value that are looked at for the end of its sentence; a line with twice as many is prose."""

DISCLAIMER = 400
"""Code points of a line at most that may be a disclaimer without a key."""

_LINK = re.compile(
    r"(?:(?:https?|hxxps?|ftp):/{1,2}|www\.)[^\s<>\"“”«»「」『』，。；、）】]+"
    r"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,5}[a-z]{2,18}/[^\s<>\"“”«»「」『』，。；、）】]*",
    re.IGNORECASE,
)
_UNBROKEN = re.compile(r"\S+")
_LEAD = re.compile(r"[\s(\[（【〔*•·▪■●◆※—–_-]{0,8}")
_COLON = re.compile(r"[ \t\xa0\u3000]{0,3}[】\])）〕]?[ \t\xa0\u3000]{0,3}[:：|｜丨][ \t\xa0\u3000]*")
_STAMP = re.compile(
    r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\s{0,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?[\s|｜·]{0,8}"
)
"""The date and time that a line of credits may open with: 2026-03-04 22:10 来源：…"""
_BYLINE = re.compile(r"(?P<author>[^\s/／|:：，。,.]{2,20})\s?[/／|｜]\s?(?P<outlet>[^/／|:：，。,]{2,30})")
"""Who wrote it and for whom, in a line of its own: 林伟/海港日报."""
_BRACKETED = re.compile(r"\s*[(（\[【].*[)）\]】]\s*", re.DOTALL)
_BY = re.compile(r"[\s,]*(?:by|von|par|por|da) |[ \xa0]?[:：]\s*|[ \xa0](?=[^\W\d_]\. ?[^\W\d_])")
_TRAILING = " \t\xa0\u3000.,;。，；)]）】〕|/"
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
_PACKED = re.compile(rf"[{UNSPACED}]")
_BODY_END = re.compile(r"[.!?…。！？][\"”»’』」)\]）]*\s*\Z")
_CAPITAL = re.compile(rf"[^\W\d_a-z]|[{UNSPACED}«“\"《]")
_SEPARATED = re.compile(r"[\s|/｜、;；]\Z")
_TONGUE = "names a language, no source"
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
    """Of a disclaimer: "opinion" (views of the author alone), "rights", "platform"; None where it says something else.

    Of a translator: "machine" if a program is named.
    """
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


@frozen
class _Machines:
    """How programs that translate are named, in any language."""

    names: re.Pattern[str]
    said: re.Pattern[str]
    """A line that says that a machine translated; its last group holds the program's name, or the words that say so."""


@cache
def _machines() -> _Machines:
    names = _patterns("machines")
    said = [
        re.sub(r"\(\?P<(how|name)>", rf"(?P<\g<1>{number}>", pattern)
        for number, pattern in enumerate(_patterns("machine_lines"))
    ]
    version = r"(?:[\s-]+v?[0-9][\w.]*)?(?:\s*[(（][^()（）]*[)）]?)?"
    return _Machines(re.compile(f"(?:{'|'.join(names)}){version}"), re.compile("|".join(said)))


def _patterns(name: str) -> list[str]:
    """Return patterns of every language; they are written in small letters, as they are looked for."""
    return [one for language in languages("credits") for one in table(language, "credits").get(name, ())]


def _is_machine(value: str) -> bool:
    """Return whether a translator's name is a program's: Google Translate, DeepL, 机器翻译."""
    return _machines().names.fullmatch(in_place(value.strip(_TRAILING))) is not None


@cache
def _from_tail() -> re.Pattern[str]:
    """Return what finds "from Ukrainian", «с украинского» at the end of a translator's name."""
    return re.compile(rf"[\s,]*(?:{'|'.join(_patterns('from'))})\W*\Z", re.IGNORECASE)


@cache
def _languages_by_name() -> re.Pattern[str]:
    """Return what finds the name of a language at the start of a value, in any language that has a table of them."""
    words = [
        in_place(word)
        for tag in languages("language_words")
        for named in table(tag, "language_words").values()
        for word in named
    ]
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    names = "|".join(
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else r"(?!\w)") for word in ordered
    )
    return re.compile(rf"(?:the |l['’])?(?:{names})(?: language| языка| мови)?(?:[\s.,;]*\Z)?")


def _translator_of(text: str, value: Span) -> Span | None:
    """Return the translator of "(translated from) Ukrainian by J. Smith", empty if none; None for what is no language."""
    low = in_place(value.of(text))
    named = _languages_by_name().match(low)
    if named is None:
        return None
    by = _BY.match(low, named.end())
    if by is None:
        return Span(value.end, value.end) if named.end() == len(low) else None
    return Span(value.start + by.end(), value.end)


@cache
def _in_text(language: str) -> tuple[re.Pattern[str], ...]:
    data = table(language, "credits") or {}
    return tuple(re.compile(pattern) for pattern in data.get("in_text", ()))


@cache
def _nobody(language: str) -> re.Pattern[str]:
    """Return what matches words that name no source: the media, foreign media."""
    return re.compile("|".join((table(language, "credits") or {}).get("nobody", ())) or "(?!)")


def links_in(text: str) -> tuple[tuple[Span, Locator], ...]:
    """Return the links of a text and where they stand: with a scheme, with www, or a host and a path."""
    if "/" not in text and "www." not in text.lower():
        return ()
    found = []
    for word in _UNBROKEN.finditer(text):  # most words can be none, and the pattern is dear
        if "/" in word[0] or "www." in word[0].lower():
            found += _links_of(text, word)
    return tuple(found)


def _links_of(text: str, word: re.Match[str]) -> list[tuple[Span, Locator]]:
    """Return the links in a stretch of text without a space."""
    found = []
    for link in _LINK.finditer(text, *word.span()):
        words = link[0].rstrip(".,;:!?'’)]}*")
        if words.count("(") > words.count(")") and link[0].startswith(words + ")"):
            words += ")"
        locator = Locator.parse(words)
        if locator.canonical is not None:
            found.append((Span(link.start(), link.start() + len(words)), locator))
    return found


@lru_cache(maxsize=8)  # a reading and its drafts' audit ask for the same article again and again
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


def may_name_source(text: str, language: str | None) -> bool:
    """Return whether `credits_in` might find an original or a relay: a tenth of its work, and most texts name none."""
    if language is not None and any(pattern.search(text) for pattern in _in_text(language)):
        return True
    starts = ((_start(text, line), line.end) for line in lines_in(text))
    heads = (text[start : min(end, start + 2_000)] for start, end in starts)
    return any(next(_parts(words, in_place(words)), None) is not None for words in heads)


class _Part(NamedTuple):
    """A key of a line and the value behind it, in places of the line."""

    start: int
    """Where the key starts."""
    end: int
    """Where the key ends, with its colon."""
    value: int
    stop: int
    """Where the value ends: at the next key, at the end of its sentence, or with the line."""
    kind: CreditKind
    colon: bool


def _line_credits(text: str, line: Span, following: Span | None, language: str | None) -> Iterator[Credit]:
    """Yield the credits that a line consists of: one, or several behind one another (作者：… 来源：…)."""
    start = _start(text, line)
    words = text[start : min(line.end, start + 2_000)]
    found: list[Credit] = []
    for part in _parts(words, in_place(words)):
        stop = line.end if part.stop == len(words) else start + part.stop
        key = Span(start + part.start, start + part.end)
        own = line if not found and stop == line.end else Span(key.start, stop)
        below = following if stop == line.end else None
        *others, last = _names(text, part.kind, _trimmed(text, start + part.value, stop))
        found += [_judged(text, part.kind, key, value, language=language, line=own, following=None) for value in others]
        credit = _judged(text, part.kind, key, last, language=language, line=own, following=below)
        if not part.colon:
            named = credit.locator is not None or _CAPITAL.match(text, credit.value.start) is not None
            if not (len(credit.value) and credit.verdict == "accepted" and named) and not credit.basis.endswith(
                _TONGUE
            ):
                break
            credit = evolve(credit, basis=credit.basis.replace(", ", " without colon, ", 1))
        found.append(credit)
    yield from found or _without_key(text, line, start)


def _start(text: str, line: Span) -> int:
    """Return where the first key of a line would stand."""
    lead = _LEAD.match(text, line.start, line.end)
    start = line.start if lead is None else lead.end()
    stamp = _STAMP.match(text, start, line.end)
    return start if stamp is None else stamp.end()


def _names(text: str, kind: CreditKind, value: Span) -> list[Span]:
    """Return the names that a value lists (海港日报、渔港晚报), or the value as it is."""
    pieces = value.of(text).split("、")
    if kind not in {"original", "relay"} or not 1 < len(pieces) <= LISTED:
        return [value]
    if not all(0 < len(piece.strip()) <= CHARACTERS for piece in pieces):
        return [value]
    names, at = [], value.start
    for piece in pieces:
        names.append(_trimmed(text, at, at + len(piece)))
        at += len(piece) + 1
    return names


def _parts(words: str, low: str) -> Iterator[_Part]:
    """Yield each key of a line with its value: at the line's start, behind a value, at the start of a sentence."""
    known = _keys()
    at = 0
    while at < len(low):
        found = known.closed.match(low, at)
        colon = None if found is None else _COLON.match(low, found.end())
        if found is not None and colon is not None and colon[0].strip() in {"|", "｜", "丨"} and found[0].isascii():
            colon = None  # Source | Society: a row of sections; 来源|海港日报 is a credit
        if found is None or colon is None:
            found = known.open.match(low, at)
            if found is None or not (low[found.end() : found.end() + 1].isspace() or _PACKED.match(found[0][-1])):
                return
        kind = known.kinds[re.sub(r"\s", " ", found[0])]
        value = found.end() if colon is None else colon.end()
        end = len(low[:value].rstrip())
        if kind == "disclaimer":
            yield _Part(at, end, value, len(low), kind, colon=True)
            return
        following = _next_key(low, value, known)
        stop, again = _value_end(words, value, len(low) if following is None else following.start())
        yield _Part(at, end, value, stop, kind, colon is not None)
        at = again


def _value_end(words: str, value: int, stop: int) -> tuple[int, int]:
    """Return where a value ends, before its stop at the latest, and where the next key may start.

    A value is one sentence. Before a long stretch of prose it is none at all, so that stretch is kept with it and judged.
    """
    if value == stop:
        return stop, stop
    sentences = sentences_in(words[value : min(stop, value + PROSE)])
    if len(sentences) < 2 or (stop == len(words) and len(words) - value > 2 * PROSE):
        return stop, stop
    return value + sentences[0].end, value + sentences[1].start


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
    if kind == "relay" and (by := _translator_of(text, value)) is not None:
        kind, value = ("translator", by) if len(by) else ("relay", value)
        if not len(by):
            return Credit(
                kind=kind, key=key, value=value, verdict="rejected", basis=f"key {printed}, {_TONGUE}", line=line
            )
    if kind == "disclaimer":
        return Credit(kind=kind, key=key, value=value, sense=_sense(value.of(text)), basis=f"key {printed}", line=line)
    if not len(value) and following is not None:
        links = links_in(following.of(text))
        if len(links) == 1 and len(links[0][0]) >= len(following) - 2:
            value = Span(following.start + links[0][0].start, following.start + links[0][0].end)
            line = Span(line.start, following.end)
    if not len(value):
        return Credit(kind=kind, key=key, value=value, basis=f"key {printed}, nothing after it", line=line)
    if kind == "translator":
        value = Span(value.start, value.start + len(_from_tail().sub("", value.of(text))))
    verdict, why, locator = _accepted(value.of(text), language)
    if locator is None and verdict == "accepted":
        value = Span(value.start, value.start + len(value.of(text).rstrip(_TRAILING)))
    return Credit(
        kind=kind,
        key=key,
        value=value,
        verdict=verdict,
        locator=locator,
        sense="machine" if kind == "translator" and _is_machine(value.of(text)) else None,
        basis=f"key {printed}, {why}",
        line=line,
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


def _without_key(text: str, line: Span, start: int) -> Iterator[Credit]:
    """Yield what a line without a key credits: a machine that translated, a disclaimer that says so itself."""
    if len(line) > DISCLAIMER:
        return
    byline = _BYLINE.fullmatch(text, start, line.end)
    if byline is not None and outlet_named(byline["outlet"].strip()) is not None:
        basis = "a name and a known outlet in a line of their own"
        yield Credit(kind="author", value=_trimmed(text, *byline.span("author")), basis=basis, line=line)
        yield Credit(kind="original", value=_trimmed(text, *byline.span("outlet")), basis=basis, line=line)
        return
    machine = _machines().said.fullmatch(in_place(text[start : line.end].rstrip(_TRAILING)))
    if machine is not None:
        named = max((group for group in range(machine.re.groups + 1) if machine[group]), default=0)
        value = Span(start + machine.start(named), start + machine.end(named))
        yield Credit(kind="translator", value=value, sense="machine", basis="words of a machine translation", line=line)
        return
    sense = _sense(line.of(text))
    if sense is not None and _own_line(text, line, sense):
        yield Credit(kind="disclaimer", value=line, sense=sense, basis=f"words of a disclaimer ({sense})", line=line)


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
    starts = [line.start for line in lines]
    own = [None if one.line is None else starts[bisect_right(starts, one.line.start) - 1] for one in found]
    credited: dict[int, int] = {}
    for credit, begin in zip(found, own, strict=True):
        if credit.line is not None and begin is not None:
            credited[begin] = max(credited.get(begin, 0), credit.line.end)
    doubtful: set[int] = set()
    body = other = False
    end = 0
    headings = [_is_heading(line.of(text)) for line in lines]
    if sum(headings) >= SHORT_LINES and sum(headings) * 3 > len(lines):
        headings = [_is_link(line.of(text)) for line in lines]  # set in short lines throughout: none is a title
    for line, heading in zip(lines, headings, strict=True):
        end = max(end, credited.get(line.start, 0))
        if line.start < end:
            if other:
                doubtful.add(line.start)
            continue
        words = line.of(text)
        if _is_body(words):
            body, other = True, body and other and not _BODY_END.search(words)
        elif body and heading:
            other = True
    return [
        evolve(credit, verdict="doubtful", basis=f"{credit.basis}; below the title or link of another item")
        if credit.verdict == "accepted" and credit.kind != "disclaimer" and begin in doubtful
        else credit
        for credit, begin in zip(found, own, strict=True)
    ]


def _is_body(words: str) -> bool:
    return len(words) > 120 or (
        _BODY_END.search(words) is not None and len(_WORD.findall(words)) + len(_PACKED.findall(words)) > 5
    )


def _is_heading(words: str) -> bool:
    """Return whether a line may be the title of another item, or a link to one; a remark in brackets is none."""
    if _BRACKETED.fullmatch(words):
        return False
    if _is_link(words):
        return True
    count = len(_WORD.findall(_PACKED.sub(" ", words)))
    return 3 <= count <= TITLE or 6 <= len(_PACKED.findall(words)) <= 2 * TITLE


def _is_link(words: str) -> bool:
    links = links_in(words)
    return bool(links) and len(links[0][0]) >= len(words.strip()) - 2


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
            if _nobody(language).fullmatch(in_place(name)):
                continue
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
