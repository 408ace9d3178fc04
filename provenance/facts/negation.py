"""Negation: where a text says no, by grammar (not, не, 没) or by the meaning of a word (refuse, отказ-, 缺), per clause.

A clause that denies by several words of grammar at once denies once (никто не, ne … pas, non … nessuno). Grammar is
plain; a word's meaning is weak: it may stand for a "not" on the other side, but never accuses. What only looks like a
negation is left out: bounds (не менее, no fewer than, 不到八千), "not only", 非常, 不得不, «не раз», words and names that
hold the sign (未来, 非洲, 无锡), and questions (是不是, …吗?). A fixed Chinese word denies by its meaning (厚颜无耻): those of
four characters are the idioms that the dictionary of jieba 0.42 counts ten times or more. The cues are tables; the
French ne … que is in the code.
"""

from __future__ import annotations

from collections import deque
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from attrs import define, evolve, frozen

from provenance.facts.cues import BREAKS, STOPS, Lexicon, joined_tables, words_of
from provenance.facts.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.facts.cues import Cue, Words

__all__ = ["has_negation", "negation_in", "negations_said", "paired_negation"]

GRAMMATICAL, CONCORD, LEXICAL, PARTICLE, OTHER = "grammatical", "concord", "lexical", "particles", "other"
"""Classes of the tables: what denies by itself; what denies with another in its clause; a denying meaning; ne; none."""

GAP = 12
"""Code points that may stand between two negations that undo each other: a space, or a short word or two."""

NEAR = 2
"""Words before a cue among which a conjunction joins it: and did not."""

SEVERAL = 2
"""Negations of grammar that both sides have, from which on a difference in their number says nothing."""

LARGEST_TABLE = 10_000
"""Pairs of negations up to which those nearest by place are sought; beyond, they are taken in order."""


@frozen(kw_only=True)
class _Grammar:
    lexicon: Lexicon
    limits: Lexicon
    """Words that turn a negation of their clause into a condition or its contrary (not … until, не … без, nicht … nur)."""
    continuing: frozenset[str]
    """Entries that carry on a negation begun before them (nor, ни, ani)."""
    joining: frozenset[str]
    """Conjunctions after which a second verb of the clause is denied again."""
    partners: frozenset[str]
    """Words that make a negation of a particle (ne … pas)."""
    restrictive: frozenset[str]
    """Words that make "only" of a particle (ne … que)."""
    capitals: bool
    """Whether a word that only begins like a denial, with a capital inside a sentence, is a name (Netanjahu, Невзоров)."""
    questions: frozenset[str]
    """Last words of a question, in which a negation asks and does not deny."""


@frozen
class _Scale:
    """Where two sentences stand in their texts, and how long they are."""

    source_start: int
    target_start: int
    source_length: int
    target_length: int

    def swapped(self) -> _Scale:
        return _Scale(self.target_start, self.source_start, self.target_length, self.source_length)


@define
class _Clause:
    start: int
    end: int
    ends_sentence: bool
    cues: list[Cue]


def negation_in(text: str, language: str | None) -> tuple[Fact, ...]:
    """Return the negations of a text in order of place, none where the language has no table for them.

    The value is "grammatical" or "lexical" and the entry of the table, the surface is the word that denies.
    """
    return negations_said(words_of(text, language), text, language) if has_negation(language) else ()


def negations_said(words: Words, text: str, language: str | None) -> tuple[Fact, ...]:
    """Return the negations in the words of a text."""
    grammar = None if language is None else _grammar(language)
    if grammar is None:
        return ()
    asked = _asked(words, grammar.questions)
    cues = [
        cue
        for cue in grammar.lexicon.find(words.words)
        if cue.start not in asked and not (grammar.capitals and _is_name(text, words, cue))
    ]
    found = _denials(words, _clauses(words, cues), grammar)
    return tuple(_fact(text, words, *denial) for denial in sorted(found, key=lambda denial: denial[0].start))


def has_negation(language: str | None) -> bool:
    """Return whether the language has a table of negation."""
    return language is not None and _grammar(language) is not None


@cache
def _grammar(language: str) -> _Grammar | None:
    found = joined_tables(language, "negation")
    if found is None:
        return None
    return _Grammar(
        lexicon=Lexicon({kind: found.get(kind, ()) for kind in (OTHER, GRAMMATICAL, CONCORD, LEXICAL, PARTICLE)}),
        limits=Lexicon({"limit": found.get("limits", ())}),
        continuing=frozenset(found.get("continuing", ())),
        joining=frozenset(found.get("joining", ())),
        partners=frozenset(found.get("partners", ())),
        restrictive=frozenset(found.get("restrictive", ())),
        capitals="capitals" in found.get("names", ()),
        questions=frozenset(found.get("questions", ())),
    )


def _fact(text: str, words: Words, cue: Cue, grammatical: bool, weak: bool) -> Fact:
    span = words.span(cue.start, cue.end)
    value = f"{GRAMMATICAL if grammatical else LEXICAL}: {cue.entry}"
    return Fact(kind="negation", value=value, surface=span.of(text), span=span, weak=weak)


def _is_name(text: str, words: Words, cue: Cue) -> bool:
    before = words.words[cue.start - 1 : cue.start] if cue.start else ()
    return (
        "*" in cue.entry
        and any(word[0].isalnum() or word == "," for word in before)
        and (words.span(cue.start, cue.end).of(text).istitle())
    )


def _asked(words: Words, questions: frozenset[str]) -> frozenset[int]:
    """Return which words of a Chinese text ask: those of a sentence that ends in 吗, and the middle one of 是不是."""
    if not questions:
        return frozenset()
    found: list[int] = []
    asks = False
    following = ""
    for place in range(len(words) - 1, -1, -1):
        word = words.words[place]
        if word in STOPS:
            asks = False
        elif word in questions and (not following or following in BREAKS):
            asks = True
        if asks or (place and words.words[place - 1] == following and word not in BREAKS):
            found.append(place)
        following = word
    return frozenset(found)


def _clauses(words: Words, cues: Iterable[Cue]) -> Iterator[_Clause]:
    """Yield the clauses of a text, from one mark to the next, each with the cues that begin in it."""
    waiting = deque(cues)
    start = 0
    for place, word in ((place, word) for place, word in enumerate((*words.words, "\n")) if word in BREAKS):
        clause = _Clause(start, place, word in STOPS, [])
        while waiting and waiting[0].start < place:
            clause.cues.append(waiting.popleft())
        yield clause
        start = place + 1


def _denials(words: Words, clauses: Iterable[_Clause], grammar: _Grammar) -> Iterator[tuple[Cue, bool, bool]]:
    """Yield what denies: the cue, whether by grammar, and whether it is weak.

    What a clause denies again after a conjunction ("did not come and did not answer") is weak: it may be said once.
    """
    held: tuple[Cue, bool, bool] | None = None  # "ни он, ни она не …" denies once, and at the verb
    denied = False
    for clause in clauses:
        yield from ((cue, False, True) for cue in clause.cues if cue.kind == LEXICAL)
        free = _free(words, clause) if clause.cues else []
        particle = _particle(free, grammar)
        kinds = {GRAMMATICAL, PARTICLE} if particle == GRAMMATICAL else {GRAMMATICAL}
        verbal = [cue for cue in clause.cues if cue.kind in kinds]
        carried = any(cue.entry in grammar.continuing for cue in clause.cues)
        denying = verbal or [cue for cue in clause.cues if cue.kind == CONCORD][:1]
        limited = bool(denying) and next(grammar.limits.find(free), None) is not None
        found = [
            (cue, True, limited or (number > 0 and _joined(words, cue, grammar)))
            for number, cue in enumerate(denying)
            if not ((denied or number) and cue.entry in grammar.continuing)
        ]
        if held is not None and not carried:
            yield held
            held = None
        if found and carried and not verbal:
            held = found[0]
        elif found:
            held = None
            yield from found
        elif not denied and particle == LEXICAL:
            yield from ((cue, False, True) for cue in clause.cues if cue.kind == PARTICLE)
        denied = not clause.ends_sentence and (denied or bool(found))
        if held is not None and clause.ends_sentence:
            yield held
            held = None


def _joined(words: Words, cue: Cue, grammar: _Grammar) -> bool:
    """Return whether a conjunction joins the cue's verb to the one before: and did not."""
    return not grammar.joining.isdisjoint(words.words[max(0, cue.start - NEAR) : cue.start])


def _free(words: Words, clause: _Clause) -> list[str]:
    """Return the words of a clause that are in no phrase taken back; a word alone stays (until)."""
    free: list[str] = []
    at = clause.start
    for cue in clause.cues:
        if cue.kind == OTHER and cue.end - cue.start > 1:
            free += words.words[at : cue.start]
            at = cue.end
    return [*free, *words.words[at : clause.end]]


def _particle(clause: list[str], grammar: _Grammar) -> str:
    """Return what a particle is in the clause: a negation with a partner, "only" with a restriction, alone half a one."""
    if any(word in grammar.partners for word in clause):
        return GRAMMATICAL
    return OTHER if any(word in grammar.restrictive for word in clause) else LEXICAL


def paired_negation(
    source: Sequence[Fact],
    target: Sequence[Fact],
    *,
    source_length: int,
    target_length: int,
    source_start: int = 0,
    target_start: int = 0,
) -> tuple[tuple[Fact | None, Fact | None], ...]:
    """Return the negations of two aligned sentences side by side; what has no counterpart stands beside None.

    Grammar answers grammar and words answer words; a negation of grammar left over is answered by a word left over on
    the other side ("not able" – "unable"). A plain fact beside None is a flipped negation; a weak one accuses nobody.
    Where one side denies more often, those nearest by place, relative to the lengths of both, belong together; where
    both deny more than once, a difference in number accuses nobody either (two negations in a sentence shift freely).
    """
    scale = _Scale(source_start, target_start, max(1, source_length), max(1, target_length))
    source, target = _softened(source, target), _softened(target, source)
    plain, lost, added = _matched(_kept(source, weak=False), _kept(target, weak=False), scale)
    weak, lost_weak, added_weak = _matched(_kept(source, weak=True), _kept(target, weak=True), scale)
    if len(plain) >= SEVERAL:
        lost, added = _weakened(lost), _weakened(added)
    forth, lost, added_weak = _matched(lost, added_weak, scale)
    back, lost_weak, added = _matched(lost_weak, added, scale)
    pairs: list[tuple[Fact | None, Fact | None]] = [*plain, *weak, *forth, *back]
    pairs += [(fact, None) for fact in (*lost, *lost_weak)] + [(None, fact) for fact in (*added, *added_weak)]
    return tuple(sorted(pairs, key=_place))


def _softened(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Return facts, weak where two that follow at once undo each other (not unusual, nie przestaje, no deja de).

    Only as many as there are words of denying meaning that the other side lacks: "did not refuse" against "refused" is
    flipped, against "agreed" it is not.
    """
    spare = len(_kept(facts, weak=True)) - len(_kept(others, weak=True))
    softened: list[Fact] = []
    for fact, following in zip_longest(facts, facts[1:]):
        undone = following is not None and following.weak and following.span.start - fact.span.end <= GAP
        if undone and not fact.weak and spare > 0:
            softened.append(evolve(fact, weak=True))
            spare -= 1
        else:
            softened.append(fact)
    return softened


def _weakened(facts: list[Fact]) -> list[Fact]:
    return [evolve(fact, weak=True) for fact in facts]


def _kept(facts: Sequence[Fact], *, weak: bool) -> list[Fact]:
    return [fact for fact in facts if fact.weak == weak]


def _nearest(few: list[int], many: list[int]) -> list[int]:
    """Return which of the many belong to the few, in order, so that their distances add up to the least."""
    if len(few) == len(many) or len(few) * len(many) > LARGEST_TABLE:
        return list(range(len(few)))
    totals = [[0] * (len(many) + 1)]
    for number, place in enumerate(few, 1):
        row = [-1] * number  # fewer than `number` of the many cannot answer so many of the few
        for other, before in enumerate(totals[-1][number - 1 : len(many)], number):
            total = before + abs(place - many[other - 1])
            row.append(total if row[-1] < 0 else min(row[-1], total))
        totals.append(row)
    chosen: list[int] = []
    other = len(many)
    for row in totals[:0:-1]:
        while other > 1 and row[other - 1] == row[other]:
            other -= 1
        other -= 1
        chosen.append(other)
    return chosen[::-1]


def _place(pair: tuple[Fact | None, Fact | None]) -> tuple[int, int, int]:
    source, target = pair
    if source is None:
        return (1, 0, 0) if target is None else (1, target.span.start, 0)
    return 0, source.span.start, 0 if target is None else target.span.start


def _matched(
    source: list[Fact], target: list[Fact], scale: _Scale
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Return pairs of two lists, in order, as many as the shorter one has, and what is left of either."""
    if len(source) > len(target):
        pairs, left, none = _matched(target, source, scale.swapped())
        return [(a, b) for b, a in pairs], none, left
    chosen = _nearest(
        [(fact.span.start - scale.source_start) * scale.target_length for fact in source],
        [(fact.span.start - scale.target_start) * scale.source_length for fact in target],
    )
    rest = sorted(set(range(len(target))).difference(chosen))
    return list(zip(source, (target[j] for j in chosen), strict=True)), [], [target[j] for j in rest]
