"""A stretch of a Chinese or Japanese text taken for who speaks: office and name told apart, bodies, documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.quotations.grammar import NEVER
from provenance.quotations.phrases import Subject
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.grammar import Grammar

__all__ = ["CALLED", "LONGEST", "office_and_name"]

LONGEST = 28
"""Code points that a speaker with an office has at most; beyond that the clause says something else."""

_NAME = re.compile(r"[^\W\d_]{2,}(?:[·・．][^\W\d_]+)*|[^\W\d_]+(?:[·・．‧][^\W\d_]+)+")
_KANJI = "\u3400-\u9fff々ヶ"
CALLED = re.compile(
    rf"(?:[{_KANJI}]{{1,4}}(?:(?![のはがをにでとも])[ぁ-ゖ]{{2,4}}|[ァ-ヶー]{{1,4}})|[{_KANJI}]{{1,6}}|[ァ-ヶー・＝]{{2,16}})\Z"
)
"""A Japanese name at the end of a stretch: in Han characters, in kana, in both."""
_LONG_NAME = re.compile(r"[·・．‧]|\A[\u30a0-\u30ff]+\Z")
_PLURAL = re.compile(r"(?:们|們|たち|ら)\Z")


def office_and_name(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    """Return a stretch as a subject: office and name told apart, where the office's last word shows the seam."""
    low = frame.low
    whole = Span(start, end)
    pronoun = known.finder("pronouns").match(low, start, end)
    if pronoun is not None and pronoun.end() == end:
        return Subject(kind="pronoun", span=whole, name=whole)
    own = known.finder("own").match(low, start, end)
    if own is not None and (own.end() == end or end - start <= 4):
        return Subject(kind="own", span=whole, name=whole)
    if known.finder("documents").search(low, start, end):
        return Subject(kind="document", span=whole, name=whole)
    office = None
    for found in known.finder("persons").finditer(low, start, end):
        office = found
    if office is None:
        return _unofficial(frame, known, start, end)
    if office.end() < end and frame.words[office.end()] == "の":
        return Subject(kind="office", span=whole, name=whole)  # 住民の一人
    if office.end() < end:
        name = Span(office.end(), end)
        last = max((found.end() for found in known.finder("bodies").finditer(low, name.start, end)), default=0)
        if last == end and known.finder("topics") is NEVER:
            return Subject(kind="body", span=whole, name=whole)
        if not _may_be_name(frame, known, name):
            return Subject(kind="office", span=Span(start, office.end()), name=Span(start, office.end()))
        if _NAME.fullmatch(frame.words, name.start, name.end) and not _PLURAL.search(low, name.start, name.end):
            return Subject(kind="name", span=whole, name=name, office=Span(start, office.end()))
        return Subject(kind="office", span=whole, name=whole)
    bare = Span(start, office.start())
    if known.finder("determiners").fullmatch(low, start, office.start()):
        return Subject(kind="office", span=whole, name=whole)  # 一名负责人
    of = frame.words.rfind("の", start, office.start())
    if of > start and of + 1 < office.start():  # 漁師の林さん
        return Subject(kind="name", span=whole, name=Span(of + 1, office.start()), office=Span(start, of))
    body = known.finder("bodies").search(low, max(start, office.start() - 4), office.start())
    if (
        body is None
        and (2 <= len(bare) <= 4 or _LONG_NAME.search(bare.of(low)))
        and _NAME.fullmatch(frame.words, *_ends(bare))
    ):
        return Subject(kind="name", span=whole, name=bare, office=Span(office.start(), end))
    return Subject(kind="office", span=whole, name=whole)


def _may_be_name(frame: Frame, known: Grammar, name: Span) -> bool:
    """Return whether what follows an office can be a name where family names are known: not 妻子瞪了他一眼."""
    families = known.finder("surnames")
    return (
        families is NEVER
        or frame.names.fullmatch(frame.words, name.start, name.end) is not None
        or known.finder("sounds").fullmatch(frame.words, name.start, name.end) is not None
        or len(name) <= 2
        or (len(name) <= 4 and families.match(frame.words, name.start, name.end) is not None)
        or any(letter in "·・．‧" or letter.isascii() for letter in name.of(frame.words))
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _unofficial(frame: Frame, known: Grammar, start: int, end: int) -> Subject | None:
    whole = Span(start, end)
    body = None
    for found in known.finder("bodies").finditer(frame.low, start, end):
        body = found
    if body is not None and body.end() == end:
        return Subject(kind="body", span=whole, name=whole)
    if known.finder("topics") is not NEVER and len(whole) > 3 and not CALLED.fullmatch(frame.words, start, end):
        return Subject(kind="other", span=whole, name=whole) if end - start <= LONGEST // 2 else None
    if known.finder("determiners").match(frame.low, start, end):
        return Subject(kind="other", span=whole, name=whole) if end - start <= LONGEST // 2 else None
    foreign = known.finder("sounds").fullmatch(frame.words, start, end) or known.finder("surnames") is NEVER
    if (
        _NAME.fullmatch(frame.words, start, end)
        and "的" not in frame.words[start:end]
        and end - start <= (LONGEST // 2 if foreign else 4)
        and not _PLURAL.search(frame.low, start, end)
    ):
        return Subject(kind="name", span=whole, name=whole)
    return Subject(kind="other", span=whole, name=whole) if end - start <= LONGEST // 2 else None
