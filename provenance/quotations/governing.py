"""What governs marked words: a verb of speech before or after them, a colon, and who stands with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from provenance.quotations.following import noun_after, subject_after, whose_document
from provenance.quotations.frames import tokens
from provenance.quotations.governed import Governed
from provenance.quotations.grammar import NEVER, Grammar
from provenance.quotations.labels import LABEL, announced, labelled, labelled_subject
from provenance.quotations.marks import last_of
from provenance.quotations.mentions import body_told_of, first_body, first_subject, office_in, opening_noun
from provenance.quotations.offices import office_and_name
from provenance.quotations.packed import leading_subject, person_at, subject_of_clause
from provenance.quotations.phrases import Subject
from provenance.quotations.quotative import in_report, quotative
from provenance.quotations.speakers import is_verb, subject_before
from provenance.quotations.tokens import HIDDEN
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.quotations.frames import Frame
    from provenance.quotations.marks import Passage

__all__ = ["Governed", "governed", "raw_subject"]

BEFORE, AFTER, COMMA, COLON = 80, 50, 180, 300
"""Code points before and after marked words in which a verb may govern them; after a comma inside the marks, where a
speaker is described at length; before a colon, where its whole sentence counts."""

FEW = 3
"""Code points between a verb of speech and how many words are said."""

FAR = 40
"""Code points behind an ascribing phrase in which a verb of speech may still stand."""

REACH = 40
"""Code points before marked words in which anything but dashes and spaces is looked for."""

_GAP = re.compile(r"\s*[,，]?\s*[—–-]?\s*")
_BARRED = re.compile(rf"[.!?…。！？；;:：\n{HIDDEN}]")
_LEAD = re.compile(r"[\s—–-]*")
_WORD = re.compile(r"\w+")
_NOBODY = (
    "ло",
    "лось",
    "лося",
    "ется",
    "ється",
    "ли",
    "лись",
    "лися",
    "ют",
    "ят",
    "ут",
    "ат",
    "ють",
    "ять",
    "уть",
    "ать",
)
"""How a verb ends whose subject is many or none: крикнули, раздалось, лунає."""

_COMMA = re.compile(rf"[^,.;:!?{HIDDEN}]{{0,60}},\s*")
_THAT_FOLLOWS = re.compile(r"[^.!?…。！？:：,，]{0,40}(?:[:：])")


def raw_subject(frame: Frame, known: Grammar, cue: Span) -> Subject | Literal["elided"] | None:
    """Return the grammatical subject of a verb of speech."""
    if known.packed:
        return subject_of_clause(frame, known, cue)
    if known.voices is not NEVER and (voice := _voice(frame, known, cue)) is not None:
        return voice
    if known["written"].literal and frame.low[cue.start : cue.end] in known["written"]:
        whose = whose_document(frame, known, cue)
        if whose is not None:
            return whose
    lead = frame.words[max(0, cue.start - 8) : cue.start].rstrip(" \xa0,—–-\u202f")
    if frame.low[cue.start : cue.end] in known["own_verbs"]:
        return Subject(kind="own", span=cue, name=cue)  # pytamy
    if frame.low[cue.start : cue.end] in known["impersonal"]:
        return body_told_of(frame, known, cue)
    inverted = lead.endswith(HIDDEN) or (not lead and bool(cue.start)) or _behind_so(frame, known, cue)
    if (
        not inverted
        and frame.words[max(0, cue.start - 3) : cue.start].rstrip()[-1:] == ","
        and (aside := _aside(frame, known, cue))
    ):
        return aside
    first = subject_after(frame, known, cue) if inverted else subject_before(frame, known, cue)
    if first is not None:
        read = not inverted and isinstance(first, Subject) and first.kind == "document" and known.genitives
        whoever = subject_after(frame, known, cue) if read else None  # List odczytała ordynatorka
        return whoever if whoever is not None and whoever.kind in {"name", "office"} else first
    second = subject_before(frame, known, cue) if inverted else subject_after(frame, known, cue)
    if inverted and not isinstance(second, Subject):
        return noun_after(frame, known, cue)
    return second if isinstance(second, Subject) or inverted else None


def _behind_so(frame: Frame, known: Grammar, cue: Span) -> bool:
    """Return whether nothing but adverbs stands between marked words and a verb: «…», — так начинает рассказ Маренко."""
    if not known.genitives or HIDDEN not in frame.words[max(0, cue.start - REACH) : cue.start]:
        return False
    row = list(tokens(frame, max(frame.sentence(cue.start).start, cue.start - COLON), cue.start))
    while row and (known.adverb(row[-1].low, capital=row[-1].capital) or row[-1].low in {",", "—", "–", "-"}):
        row.pop()
    return bool(row) and row[-1].hidden


def _voice(frame: Frame, known: Grammar, cue: Span) -> Subject | None:
    """Return where a voice comes from, if a verb without subject tells of it: «Из толпы крикнули», «раздалось из зала»."""
    verb = frame.low[cue.start : cue.end]
    if not verb.endswith(_NOBODY):
        return None
    sentence = frame.sentence(cue.start)
    found = known.voices.search(frame.low, max(sentence.start, cue.start - BEFORE), min(sentence.end, cue.end + AFTER))
    if found is None:
        return None
    whole = Span(*found.span())
    return Subject(kind="other", span=whole, name=whole)


def _aside(frame: Frame, known: Grammar, cue: Span) -> Subject | None:
    """Return the subject of a remark that ends its sentence: «Порт закрыт, заявил начальник порта Илья Маренко»."""
    found = subject_after(frame, known, cue)
    if found is None or found.kind not in {"name", "office", "pronoun", "body"}:
        return None
    following = frame.words[found.span.end : found.span.end + 4].strip()
    if known.capital_nouns and found.kind == "name" and " " not in found.span.of(frame.words):
        bare = not frame.words[cue.end : found.span.start].strip()
        return found if bare and following[:1] in {":", ",", "."} else None  # not: äußerte einen Verdacht
    return found if not following or not following[0].isalnum() else None


def governed(frame: Frame, known: Grammar | None, passage: Passage) -> Governed:
    """Return the verb that governs marked words, whether it stands before or after them, and a colon before them."""
    place, own_paragraph = _place(frame, passage)
    colon = frame.words[place - 1 : place] in {":", "："}
    if known is None:
        return Governed(colon=colon)
    joined = colon or frame.number(place - 1) == frame.number(passage.outer.start) if place else False
    before = _before(frame, known, place, colon=colon, own_paragraph=own_paragraph) if joined else Governed()
    if before.cue is None and joined and not colon and not known.packed:
        before = _ascribed(frame, known, place) or before
    if before.label or (before.tight and before.cue is not None):
        return before
    after = _after(frame, known, passage)
    return before if after is None or (before.tight and not after.tight) else after


def _place(frame: Frame, passage: Passage) -> tuple[int, bool]:
    """Return where the words before the passage end, and whether that is in the paragraph before."""
    start = passage.outer.start
    number = frame.paragraph(start)
    paragraph = frame.paragraphs[number]
    end = start
    while end > paragraph.start and frame.words[end - 1].isspace():
        end -= 1
    if frame.words[max(paragraph.start, end - REACH) : end].strip("—–- "):
        return end, False
    if number and frame.words[frame.paragraphs[number - 1].end - 1] in ":：":
        return frame.paragraphs[number - 1].end, True
    return start, False


def _before(frame: Frame, known: Grammar, place: int, *, colon: bool, own_paragraph: bool) -> Governed:
    sentence = frame.sentence(max(0, place - 1))
    begin = max(sentence.start, place - (COLON if colon else BEFORE))
    cues = [cue for cue in frame.cues_between(begin, place)[-3:] if _is_verb(frame, known, cue)]
    if not cues:
        if colon and labelled(frame, known, begin, place):
            return Governed(label=True)
        subject = _before_colon(frame, known, begin, place) if colon else None
        if subject is None and colon and not known.packed:
            subject = first_subject(frame, known, Span(begin, place), place)
            kinds = {"name", "office", "pronoun"}
            subject = (
                subject
                if subject is not None and subject.kind in kinds
                else opening_noun(frame, known, Span(begin, place))
                or first_body(frame, known, Span(begin, place))
                or office_in(frame, known, Span(begin, place))
            )
        return Governed(
            colon=colon,
            subject=subject,
            tight=subject is not None,
            where="continued" if colon and subject is None else None,
        )
    cue = cues[-1]
    comma = frame.words.rfind("，", cue.end, place) if colon and known.packed else -1
    if comma >= 0 and (own := person_at(frame, known, comma + 1, place - 1)) is not None:
        return Governed(colon=True, tight=True, subject=own)  # 邻居问他卖不卖，他摇摇头：“…”
    if (
        colon
        and any(word in known["writes"] for word in frame.low[cue.start : cue.end].split())
        and labelled(frame, known, sentence.start, place, whole=True)
    ):
        return Governed(label=True)
    if colon and known.packed:
        last = known.finder("labels").search(frame.low, max(cue.end, place - LABEL), place)
        writes = known.finder("writes").match(frame.low, cue.start) and labelled(frame, known, cue.start, cue.start)
        counted = last is not None and last[0].endswith("字") and last.start() - cue.end <= FEW
        said = counted and not known.finder("writes").match(frame.low, cue.start)  # 只说了四个字：“…”
        if writes or (last is not None and place - last.end() <= 2 and not said):
            return Governed()  # 她说…，上面只刻两个字：“…”
    if colon and not known.packed and labelled_subject(frame, known, cue):
        return Governed(label=True)
    between = Span(cue.end, place)
    that = known.that.search(frame.low, between.start, between.end) is not None
    row = tokens(frame, between.start, between.end)
    words = sum(token.word for token in row)
    tight = colon or own_paragraph or (not that and _direct_object(frame, known, between))
    if (
        not tight
        and not that
        and not known.packed
        and words
        and (whoever := subject_after(frame, known, cue)) is not None
    ):
        tight = frame.words[whoever.span.end : place].strip() == ","  # Jak podkreśla profesor Sulima, „…”
    if not colon and HIDDEN in between.of(frame.words):
        tight = False
    return Governed(cue=cue, where="before", tight=tight, colon=colon, that=that and not colon, between=words)


def _ascribed(frame: Frame, known: Grammar, place: int) -> Governed | None:
    """Return the phrase that opens a sentence and ascribes the rest of it: "according to the ministry, “…”"."""
    sentence = frame.sentence(max(0, place - 1))
    lead = _LEAD.match(frame.words, sentence.start)
    start = sentence.start if lead is None else lead.end()
    said_of = known.said_of.match(frame.low, start, place)
    found = said_of or known.according.match(frame.low, start, place)
    if found is None:
        return None
    cue = Span(*found.span())
    subject = None if said_of is not None else subject_after(frame, known, cue)
    end = cue.end
    if said_of is not None:
        words = list(_WORD.finditer(frame.words, *found.span()))
        pronoun = Span(*words[min(1, len(words) - 1)].span())
        subject = Subject(kind="pronoun", span=pronoun, name=pronoun)
    elif subject is not None:
        end = subject.span.end
    if subject is None or subject.kind not in {"name", "pronoun", "office", "body"}:
        return None
    comma = _COMMA.match(frame.words, end, place)
    if comma is None and frame.words[end:place].strip():
        return None
    clause = place if comma is None else comma.end()
    row = tokens(frame, clause, place)
    if row and row[-1].low in known["determiners"]:
        return None  # the “corridor of grain”: a name that somebody gave, not his words
    tight = not row
    return Governed(
        cue=cue,
        where="before",
        tight=tight,
        that=True,
        between=sum(token.word for token in row),
        subject=subject,
        clause=clause,
    )


def _is_verb(frame: Frame, known: Grammar, cue: Span) -> bool:
    """Return whether a form that is also a noun ("their claim") is a verb where it stands."""
    return known.packed or frame.low[cue.start : cue.end] not in known["nouns"] or is_verb(frame, known, cue)


def _before_colon(frame: Frame, known: Grammar, begin: int, place: int) -> Subject | None:
    """Return who stands alone before a colon: "Marenko: …"."""
    if known.packed:
        start = begin
        while start < place - 1 and not frame.words[start].isalpha():
            start += 1
        leading = leading_subject(frame, known, place - 1)
        if leading is not None:
            return None if known.finder("labels").search(frame.low, leading.span.end, place) else leading
        if not 2 <= place - 1 - start <= 16:
            return None
        found = office_and_name(frame, known, start, place - 1)
        return found if found is not None and found.kind in {"name", "office", "body"} else None
    subject = subject_before(frame, known, Span(place - 1, place))
    if not isinstance(subject, Subject) or subject.kind not in {"name", "office", "body"}:
        return None
    lead = frame.words[begin : subject.span.start].strip(" \t\xa0—–-«»\"'(")
    return subject if not lead or lead.lower() in known["determiners"] else None


def _direct_object(frame: Frame, known: Grammar, between: Span) -> bool:
    """Return whether nothing but hearers, time and place stands between a verb and the marks after it."""
    words = between.of(frame.words).strip()
    if words in {"", ",", "，"}:
        return True
    if known.packed:
        return False
    row = tokens(frame, between.start, between.end)
    if sum(token.word for token in row) > 12 or any(token.low in known["subordinators"] for token in row):
        return False
    comma = row[-1].low == ","
    if sum(token.low == "," for token in row) > comma:
        return False
    expected = False
    for token in row[: len(row) - comma]:
        low = token.low
        if low in known["prepositions"]:
            expected = True
        elif (
            low in known["reporters"]
            or known.adverb(low, capital=token.capital)
            or low in known["times"]
            or low[0].isdigit()
        ):
            continue
        elif not expected and low not in known["determiners"] and not (comma and token.capital):
            return False
    return comma or row[-1].low != "of"


def _after(frame: Frame, known: Grammar, passage: Passage) -> Governed | None:
    """Return the verb after marked words that governs them, if one does."""
    end = passage.outer.end
    paragraph = frame.paragraphs[frame.paragraph(passage.outer.end - 1)]
    gap = _GAP.match(frame.words, end, paragraph.end)
    start = gap.end() if gap is not None else end
    according = known.according.match(frame.low, start)
    if according is not None:
        cue = Span(*according.span())
        subject = subject_after(frame, known, cue)
        if subject is not None or not frame.cues_between(cue.end, cue.end + FAR):  # „…“ So beschreibt die Biologin
            return Governed(cue=cue, where="after", tight=True, subject=subject)
    said_of = known.said_of.match(frame.low, start)
    if said_of is not None:
        return Governed(cue=Span(*said_of.span()), where="after", tight=True)
    comma = last_of(frame.text, passage) == "," and not known.packed
    reach = COMMA if comma else AFTER
    cues = frame.cues_between(start, min(paragraph.end, end + reach + 20))
    quoted = None if not known.packed else quotative(frame, known, passage.outer.start, paragraph.end, end)
    if quoted is not None and quoted.named:
        return quoted
    if not cues or cues[0].start > end + reach or _BARRED.search(frame.words, start, cues[0].start):
        return quoted
    cue = cues[0]
    if not known.packed and announced(frame, known, cue):
        return Governed(label=True)
    if known.genitives and not _gap_joins(frame, end, start):
        return None  # «…» Маренко сказал, что …: a tag stands behind a dash
    if not comma and not _names_speaker(frame, known, cue, start):
        return quoted
    stop = last_of(frame.text, passage)
    if stop in {".", "。"} and _introduces(frame, known, cue):
        return None
    named = known.packed and in_report(frame, known, passage.outer.start)
    return Governed(cue=cue, where="after", tight=True, named=named)


def _gap_joins(frame: Frame, end: int, start: int) -> bool:
    """Return whether what stands between a closing mark and the next word makes that a tag, where tags follow a dash."""
    return bool(frame.words[end:start].strip()) or not frame.words[start : start + 1].isupper()


def _names_speaker(frame: Frame, known: Grammar, cue: Span, start: int) -> bool:
    """Return whether nothing but the speaker stands between the closing mark and the verb."""
    if cue.start == start:
        return True
    if known.packed:
        return _names_speaker_packed(frame, known, cue, start)
    subject = subject_before(frame, known, cue)
    if not isinstance(subject, Subject):
        return not frame.words[start : cue.start].strip() or all(
            known.adverb(token.low, capital=token.capital)
            or token.low in known["auxiliaries"]
            or (number and known.genitives and token.low in known["conjunctions"])  # — только и сказала она
            for number, token in enumerate(tokens(frame, start, cue.start))
        )
    if subject.kind == "document":
        return False
    row = tokens(frame, start, max(start, subject.span.start))
    return all(
        token.low in known["determiners"]
        or known.adverb(token.low, capital=token.capital)
        or token.low in known["times"]
        or token.low in known["auxiliaries"]
        for token in row
    )


def _names_speaker_packed(frame: Frame, known: Grammar, cue: Span, start: int) -> bool:
    """Return whether only the speaker stands between a closing mark and the verb, or 「…」と and the speaker."""
    lead = frame.words[start : cue.start]
    if known.finder("topics") is not NEVER:
        unquoted = known.finder("unquoted").match(frame.low, start) or known.not_cues.match(frame.low, start)
        return lead.startswith("と") and unquoted is None
    subject = subject_of_clause(frame, known, cue)
    if not isinstance(subject, Subject) or subject.kind in {"document", "other"} or lead.startswith(("的", "等")):
        return False
    if subject.span.end <= start:
        return lead == ""
    ends = frame.words[cue.end : cue.end + 1] in {"", "。", "，", "：", "\n", ".", ","}
    return subject.span.start - start <= 3 or (ends and subject.kind in {"name", "office"})


def _introduces(frame: Frame, known: Grammar, cue: Span) -> bool:
    """Return whether a verb after a full stop opens a sentence of its own: said that …, said: "…"."""
    sentence = frame.sentence(cue.start)
    end = min(sentence.end, cue.end + BEFORE)
    if _THAT_FOLLOWS.match(frame.words, cue.end, end):
        return True
    if known.packed:  # “…。”她说，“…” goes on
        return frame.words[cue.end : cue.end + 1] in {"，", ","} and frame.words[cue.end + 1 : cue.end + 2] not in {
            "",
            "\n",
            HIDDEN,
        }
    that = known.that.search(frame.low, cue.end, end)
    return that is not None and not _BARRED.search(frame.words, cue.end, that.start())
