"""Whether marked words are speech: what governs them, and the points that decide.

A verb of speech that governs them, 2 points; a colon before, 2; eight words or more, 1; a stop or comma at the closing
mark, 1; a capital or Han letter first, 1; a sentence of their own where somebody speaks, 2. Direct speech has 4 points
and five words, or is a whole sentence after its verb. Marks that modify a noun are never speech, however near a verb.
What a page sets off as quoted is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.quotations.frames import tokens
from provenance.quotations.grammar import NEVER
from provenance.quotations.marks import BLOCK, last_of
from provenance.scripts import UNSPACED
from provenance.text import Mode, Span

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.governing import Governed
    from provenance.quotations.grammar import Grammar
    from provenance.quotations.marks import Passage
    from provenance.quotations.quotation import FragmentKind

__all__ = ["ENOUGH", "PART_OF", "Verdict", "begins", "count_words", "judged", "kind_of"]

LONG, ENOUGH, FEW, NICK = 8, 5, 3, 12
"""Words that speak for speech; that direct speech has; that a part of speech has."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:[’'.,-][^\W_{UNSPACED}]+)*")
PART_OF = frozenset("的之声聲字等这這那一两兩，、：；")
"""What goes on with a sentence behind marks in Chinese: “水到了！”的喊声."""

_ENDS = ".!?…。！？"
_PACKED = re.compile(f"[{UNSPACED}]")
_VERDICTS = ("was how", "is how", "was the ")
"""What stands for a tag without a comma: “Better late than never” was the verdict of the butcher."""
_STOP = ".,!?…:。，！？；;—–"


@frozen(kw_only=True)
class Verdict:
    """What marked words are, and why."""

    mode: Mode | None
    basis: str


def count_words(text: str) -> int:
    """Return how many words a text has; each character of a script without spaces counts as one."""
    return len(_WORD.findall(text))


def judged(
    frame: Frame, known: Grammar | None, passage: Passage, rule: Governed, words: str, *, alone: bool
) -> Verdict:
    """Return whether marked words are direct speech, a part of speech, or none."""
    if passage.title:
        return Verdict(mode=None, basis="title marks")
    if passage.voice is not None or rule.led is not None:
        return Verdict(mode=Mode.DIRECT, basis="interview")
    if passage.opener == "—":
        return Verdict(mode=Mode.DIRECT, basis="dash and verb of speech")
    count = count_words(words)
    if passage.opener == BLOCK and count >= ENOUGH:
        return Verdict(mode=Mode.DIRECT, basis="blockquote")
    cue, stop, capital = rule.cue is not None and rule.tight, _stopped(frame, passage, rule), begins(words)
    points = 2 * cue + 2 * rule.colon + (count >= LONG) + stop + capital + 2 * alone
    reasons = [
        *(["verb of speech"] if cue else ["verb near"] if rule.cue else []),
        *(["colon"] if rule.colon else []),
        *(["long"] if count >= LONG else []),
        *(["stop"] if stop else []),
        *(["capital"] if capital else []),
        *(["sentence of its own"] if alone else []),
    ]
    basis = f"marks: {', '.join(reasons)} ({points} points)"
    if known is not None and not rule.colon and _modifies(frame, known, passage, rule):
        return Verdict(mode=None, basis="marks modify a noun")
    nouns = known is not None and known.capital_nouns and cue  # »Nein. Nur der Flügel«, sagt sie
    if _name_like(words) and rule.colon != cue and not nouns and not _opens_sentence(frame, passage):
        return Verdict(mode=None, basis=basis)
    if rule.named:
        return Verdict(mode=Mode.PARTIAL if count >= ENOUGH else None, basis=basis)
    if alone and points >= 4 and (count >= FEW or (count and capital and words[-1] in _ENDS)):
        return Verdict(mode=Mode.DIRECT, basis=basis)
    if points >= 4 and count >= ENOUGH and not (rule.that and not capital):
        return Verdict(mode=Mode.DIRECT, basis=basis)
    if (
        points >= 4
        and (cue or rule.subject is not None)
        and count
        and capital
        and (stop or rule.colon)
        and not rule.that
        and not (known is not None and _apposed(frame, known, passage, count))
    ):
        return Verdict(mode=Mode.DIRECT, basis=basis)
    if rule.colon and points >= 4 and count >= FEW and words[-1] in _ENDS and not _name_like(words):
        return Verdict(mode=Mode.DIRECT, basis=basis)
    if capital and known is not None and _apposed(frame, known, passage, count):
        return Verdict(mode=None, basis="marks behind a noun")
    if not capital and known is not None and not rule.colon and _named_by(frame, known, passage, count):
        return Verdict(mode=None, basis="marks behind an article")
    near = cue or (known is not None and _in_clause(frame, known, passage, rule))
    if near and count >= FEW and not _name_like(words):
        return Verdict(mode=Mode.PARTIAL, basis=basis)
    return Verdict(mode=None, basis=basis)


def begins(words: str) -> bool:
    """Return whether words begin as a sentence does: with a capital, or in a script that has none."""
    first = next((letter for letter in words if letter.isalpha() or letter.isdigit()), " ")
    return first.isupper() or re.match(f"[{UNSPACED}]", first) is not None


def _stopped(frame: Frame, passage: Passage, rule: Governed) -> bool:
    """Return whether a stop or comma stands at the closing mark, inside it or, before the verb, outside."""
    end = passage.pieces[-1].end
    if frame.text[end - 1 : end] in _STOP or last_of(frame.text, passage) in _STOP:
        return end > passage.pieces[-1].start
    following = frame.text[passage.outer.end : passage.outer.end + 4].lstrip()
    if (
        rule.where == "continued"
        and not rule.tight
        and frame.words[passage.outer.end : passage.outer.end + 1] in {"", "\n"}
    ):
        return True  # words that a paper repeats as a line of its own
    if (
        rule.where == "continued"
        and passage.opener == "「"
        and frame.words[passage.outer.end : passage.outer.end + 1].strip("\n") == ""
    ):
        return True  # a paragraph's end is the stop
    if rule.where == "after" and rule.cue is not None and frame.low.startswith(_VERDICTS, rule.cue.start):
        return True
    if rule.where == "after":
        return following[:1] in {",", "，", "—", "–", "と"}
    return following[:1] in {".", "。", "!", "?"} and (rule.colon or rule.tight or rule.where == "continued")


def _embedded(frame: Frame, known: Grammar, passage: Passage, cue: Span) -> bool:
    """Return whether marks without a stop stand between Han letters, away from the verb: 投资机构“北岸资本”合伙人梅晓岚直言."""
    start, end = passage.outer.start, passage.outer.end
    if any(found.end() == start for found in known.finder("persons").finditer(frame.low, max(0, start - 4), start)):
        return True  # 网友“南山不老”留言
    inner = frame.text[passage.pieces[-1].end - 1]
    if cue.start == end and inner not in _STOP and frame.words[cue.end : cue.end + 1] in {":", "："}:
        return len(passage.pieces[-1]) <= NICK
    if inner in _STOP or cue.start - end < FEW or known.finder("topics") is not NEVER:
        return False
    return bool(_WORD.match(frame.words[start - 1 : start])) and bool(_WORD.match(frame.words[end : end + 1]))


def _modifies(frame: Frame, known: Grammar, passage: Passage, rule: Governed) -> bool:
    """Return whether the marks stand as part of a noun phrase: his annual "…" event, the narrative of "…", 所谓“…”."""
    start, end = passage.outer.start, passage.outer.end
    lead = frame.low[max(0, start - 40) : start]
    if known.modifiers.search(lead):
        return True
    if known.packed and rule.where == "after" and rule.cue is not None and _embedded(frame, known, passage, rule.cue):
        return True
    if rule.tight and rule.cue is not None:
        return False
    if known.packed:
        following = frame.words[end : end + 1]
        if frame.text[passage.pieces[-1].end - 1] in "。！？" and following not in PART_OF:
            return False
        return bool(re.match(f"[{UNSPACED}]", following)) and not frame.cues_between(end, end + 12)
    sentence = frame.sentence(start)
    before = tokens(frame, max(sentence.start, start - 60), start)
    after = tokens(frame, end, min(max(sentence.end, end), end + 40))
    if before and before[-1].low == "of":
        return True
    if not after or not after[0].word or after[0].capital or not before or not before[-1].word:
        return False
    low = after[0].low
    small = (
        "prepositions",
        "conjunctions",
        "auxiliaries",
        "adverbs",
        "adverb_forms",
        "subordinators",
        "pronouns",
        "determiners",
    )
    noun = not any(low in known[group] for group in small) and low not in known.verb
    return noun and frame.words[end : end + 1].isspace()


def _apposed(frame: Frame, known: Grammar, passage: Passage, count: int) -> bool:
    """Return whether a few words stand in marks right behind a plain noun, as names do: the group “Lactalpe”."""
    if known.packed or count > ENOUGH:
        return False
    before = tokens(frame, max(0, passage.outer.start - 40), passage.outer.start)
    if not before or not before[-1].word:
        return False
    last = before[-1]
    if last.low in known["determiners"]:
        return count < ENOUGH  # spricht von einem „Schildbürgerstreich“
    small = last.low in known.small or known.adverb(last.low, capital=last.capital)
    return not small and last.low not in known.verb and not known.that.fullmatch(last.low)


def _named_by(frame: Frame, known: Grammar, passage: Passage, count: int) -> bool:
    """Return whether a few words stand behind an article, as what something is called: denounces a “forced retreat”."""
    if known.packed or count > ENOUGH:
        return False
    before = tokens(frame, max(0, passage.outer.start - 12), passage.outer.start)
    return bool(before) and before[-1].low in known["indefinites"]


def _in_clause(frame: Frame, known: Grammar, passage: Passage, rule: Governed) -> bool:
    """Return whether the words are what a verb before them reports, with at most a few words between."""
    if rule.cue is None or rule.where != "before" or rule.between > LONG + 2:
        return False
    between = Span(rule.cue.end if rule.clause is None else rule.clause, passage.outer.start)
    if known.packed:
        return not re.search(r"[。；;的]", between.of(frame.words)) and len(between) <= 24
    row = tokens(frame, between.start, between.end)
    that = [at for at, token in enumerate(row) if known.that.fullmatch(token.low)]
    rest = row[that[-1] + 1 :] if that else row[1:] if row and row[0].low == "," else row
    if rest and not that and len(rest) <= ENOUGH and rest[-1].low in known["conjunctions"]:
        return False  # promised a reception and “at least two speeches”
    barred = any(token.low in known["subordinators"] or token.low in {",", ";", ":"} or token.hidden for token in rest)
    return not barred and len(rest) <= LONG + 2


def _opens_sentence(frame: Frame, passage: Passage) -> bool:
    return frame.sentence(passage.outer.start).start >= passage.outer.start


def _name_like(words: str) -> bool:
    """Return whether most words have a capital, as names of events and titles do."""
    if _PACKED.match(words):
        return False
    found = _WORD.findall(words)
    return len(found) >= 2 and sum(word[0].isupper() for word in found) * 2 > len(found)


def kind_of(frame: Frame, known: Grammar | None, passage: Passage) -> FragmentKind:
    """Return what kind of marked words a fragment is, as far as the words around it tell."""
    if passage.title or passage.opener == "『":
        return "title"
    if known is None:
        return "other"
    start, end = passage.outer.start, passage.outer.end
    after = tokens(frame, end, end + 40)
    if known.packed:
        following = frame.low[end : end + 8]
        event = any(map(following.startswith, known["events"].literal))
    else:
        event = bool(after) and after[0].low in known["events"]
    if event:
        return "event"
    if known.modifiers.search(frame.low[max(0, start - 40) : start]):
        return "term"
    words = passage.pieces[0].of(frame.text)
    if count_words(words) >= 2 and _name_like(words):
        return "title"
    return "scare"
