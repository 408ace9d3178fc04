"""Qualifiers: what a text makes less than certain, less than promised, or bound to something.

Classes: hedge, possibility, obligation, condition, time limit, and commitment, which is a ladder: think < consider <
ready < will. Of the verbs of one phrase the weakest counts ("ready to consider" only considers). A weak cue (can,
when, 将) may stand for a plain one on the other side, but never accuses: faithful translators drop and add them.
"""

from __future__ import annotations

from collections import defaultdict, deque
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.facts.cues import BREAKS, Lexicon, joined_tables, words_of
from provenance.facts.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from provenance.facts.cues import Cue, Words

    _Key: TypeAlias = Callable[[Fact], str | None]

__all__ = ["has_qualifiers", "paired_qualifiers", "qualifiers_in", "qualifiers_said", "strength"]

LADDER = ("think", "consider", "ready", "will")
"""How far a speaker commits himself, from the least."""

CLASSES = ("condition", "hedge", "obligation", "possibility", *LADDER, "time limit")
STRENGTH = {"possibility": 0, **{f"commitment: {step}": rank for rank, step in enumerate(LADDER, 1)}, "obligation": 5}

REACH = 3
"""Words that may stand between two verbs of one phrase ("ready to at least consider"), or in a number before its cue."""


@frozen(kw_only=True)
class _Grammar:
    lexicon: Lexicon
    numbers: Lexicon
    months: frozenset[str]
    """Cues that are names of months as well (may)."""
    before_months: Lexicon
    """What may stand before a month and not before a modal verb."""


@frozen
class _Found:
    name: str
    weak: bool
    start: int
    end: int


def qualifiers_in(text: str, language: str | None) -> tuple[Fact, ...]:
    """Return the qualifiers of a text in order of place, none where the language has no table for them.

    The value is the class ("hedge", "condition", "time limit" …), for commitment with its step ("commitment: consider").
    """
    return qualifiers_said(words_of(text, language), text, language) if has_qualifiers(language) else ()


def qualifiers_said(words: Words, text: str, language: str | None) -> tuple[Fact, ...]:
    """Return the qualifiers in the words of a text."""
    grammar = None if language is None else _grammar(language)
    if grammar is None:
        return ()
    found = _phrases(words, _cues(text, words, grammar))
    return tuple(_fact(text, words, one) for one in found)


def has_qualifiers(language: str | None) -> bool:
    """Return whether the language has a table of qualifiers."""
    return language is not None and _grammar(language) is not None


def strength(fact: Fact) -> int | None:
    """Return how much a modality binds, from possibility over the ladder to obligation; None for other qualifiers."""
    return STRENGTH.get(fact.value)


@cache
def _grammar(language: str) -> _Grammar | None:
    found = joined_tables(language, "qualifiers")
    if found is None:
        return None
    months: Mapping[str, list[str]] = found.get("months", {})
    kinds = {
        f"{name}|{kind}": found.get(name, {}).get(kind, ())
        for kind in ("before number", "after number", "plain", "weak")
        for name in CLASSES
    }
    return _Grammar(
        lexicon=Lexicon({"other": found["other"], **kinds}),
        numbers=Lexicon({"number": found["numbers"]}),
        months=frozenset(months.get("words", ())),
        before_months=Lexicon({"before": months.get("after", ())}),
    )


def _fact(text: str, words: Words, found: _Found) -> Fact:
    span = words.span(found.start, found.end)
    value = f"commitment: {found.name}" if found.name in LADDER else found.name
    return Fact(kind="qualifier", value=value, surface=span.of(text), span=span, weak=found.weak)


def _cues(text: str, words: Words, grammar: _Grammar) -> Iterator[_Found]:
    for cue in grammar.lexicon.find(words.words):
        name, _, kind = cue.kind.partition("|")
        if name == "other" or (cue.entry in grammar.months and _is_month(text, words, cue, grammar)):
            continue
        if kind == "before number" and not _number(words.words[cue.end : cue.end + 1], grammar):
            continue
        if kind == "after number" and not _number(words.words[max(0, cue.start - REACH) : cue.start], grammar):
            continue
        yield _Found(name, kind == "weak", cue.start, cue.end)


def _number(words: Sequence[str], grammar: _Grammar) -> bool:
    return any(word[0].isdecimal() for word in words) or next(grammar.numbers.find(words), None) is not None


def _is_month(text: str, words: Words, cue: Cue, grammar: _Grammar) -> bool:
    """Return whether the cue names a month: beside a figure, after a preposition of time, or a capital inside a sentence."""
    before, after = words.words[max(0, cue.start - REACH) : cue.start], words.words[cue.end : cue.end + 1]
    if any(word[0].isdecimal() for word in (*before[-1:], *after)):
        return True
    if any(grammar.before_months.at(before, place) is not None for place in range(len(before))[-1:]):
        return True
    surface = words.span(cue.start, cue.end).of(text)
    return surface.istitle() and bool(before) and before[-1][0].isalpha()


def _phrases(words: Words, cues: Iterable[_Found]) -> Iterator[_Found]:
    """Yield cues, those steps of the ladder that stand in one phrase as one: the weakest, over all of them."""
    last: _Found | None = None
    for cue in cues:
        if last is not None and cue.name in LADDER and _together(words, last, cue):
            weakest = min((last, cue), key=lambda one: LADDER.index(one.name))
            last = _Found(weakest.name, weakest.weak, last.start, cue.end)
            continue
        if last is not None:
            yield last
        last = None
        if cue.name in LADDER:
            last = cue
        else:
            yield cue
    if last is not None:
        yield last


def _together(words: Words, one: _Found, other: _Found) -> bool:
    between = words.words[one.end : other.start]
    return len(between) <= REACH and not BREAKS.intersection(between)


def paired_qualifiers(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[tuple[Fact | None, Fact | None], ...]:
    """Return the qualifiers of two aligned sentences side by side; what has no counterpart stands beside None.

    Equal classes belong together, those first of which one is plain: a weak one alone accuses nobody. Modalities left over on both sides (possibility, a step of the
    ladder, obligation) stand for each other and are unequal: see ``strength``.
    """
    pairs: list[tuple[Fact | None, Fact | None]] = []
    for mine, yours in (
        (_plain_class, _plain_class),
        (_plain_class, _by_class),
        (_by_class, _plain_class),
        (_by_class, _by_class),
        (_modality, _modality),
        (_modality, _weak_modality),
        (_weak_modality, _modality),
    ):
        together, source, target = _taken(source, target, mine, yours)
        pairs += together
    pairs += [(fact, None) for fact in source] + [(None, fact) for fact in target]
    return tuple(sorted(pairs, key=_place))


def _plain_class(fact: Fact) -> str | None:
    return None if fact.weak else fact.value


def _by_class(fact: Fact) -> str | None:
    return fact.value


def _modality(fact: Fact) -> str | None:
    return "modality" if fact.value in STRENGTH and not fact.weak else None


def _weak_modality(fact: Fact) -> str | None:
    return "modality" if fact.value in STRENGTH and fact.weak else None


def _taken(
    source: Sequence[Fact], target: Sequence[Fact], mine: _Key, yours: _Key
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Return the pairs of two lists whose keys are equal, in order, and what is left of either list."""
    waiting: defaultdict[str, deque[Fact]] = defaultdict(deque)
    for fact in target:
        key = yours(fact)
        if key is not None:
            waiting[key].append(fact)
    pairs: list[tuple[Fact, Fact]] = []
    left: list[Fact] = []
    for fact in source:
        key = mine(fact)
        if key is not None and waiting[key]:
            pairs.append((fact, waiting[key].popleft()))
        else:
            left.append(fact)
    taken = {fact.span for _, fact in pairs}
    return pairs, left, [fact for fact in target if fact.span not in taken]


def _place(pair: tuple[Fact | None, Fact | None]) -> tuple[int, int]:
    source, target = pair
    if source is not None:
        return 0, source.span.start
    return 1, 0 if target is None else target.span.start
