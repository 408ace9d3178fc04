"""Language: is the text in the language it is said to be in, and is it a translation at all?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.comparison import same_language
from provenance.language import Guess, Unsure, contradicts, guess, letters_by_script, scripts_of
from provenance.model.attribution import Inferred
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import marked_pieces
from provenance.rules.ground import in_one_language, stretches, unheld
from provenance.rules.naming import language_name, shown
from provenance.rules.small_words import speaks
from provenance.scripts import HAN
from provenance.tables import shared_table
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["LanguageMismatch", "LeftUntranslated", "LengthOutOfBand"]

FEWEST_WORDS, FEWEST_HAN = 5, 8
"""Words, or Han characters, below which a guess accuses nobody."""

GUESSES = ("guess", "letters", "script", "statistics")
"""How the basis of an inference begins that looked at the words themselves; others name an office, a platform, an outlet."""

_HAN = re.compile(f"[{HAN}]")


class LanguageMismatch:
    """The words are not in the language they are declared to be in.

    Why: every comparison, and every credit line, rests on the declared language.
    Mend: record the hop anew with the language its words are in.
    """

    name = "language-mismatch"
    family = "language"
    severity = Severity.WARNING
    false_alarms = "close pairs (ru uk bg sr, zh ja ko) are told apart by their letters; news sentences of 19 languages: 2 in 4,800"
    clean = Cases(
        lambda: (
            Case(said("Порт останется открытым до самой осени.", "ru", by="Ilya Marenko"), about="Russian, as it says"),
            Case(
                said("Порт залишиться відкритим до самої осені.", "uk", by="Ilya Marenko"),
                about="Ukrainian, close to Russian",
            ),
            Case(
                said("Порт Harbour Gate снова открыт для всех судов.", "ru", by="Ilya Marenko"),
                about="a foreign name among Russian words",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(said("Порт останется открытым.", "en", by="Ilya Marenko"), about="Cyrillic, declared English"),
            Case(
                said("Wir werden den Hafen im Mai für alle Schiffe wieder öffnen.", "en", by="Ilya Marenko"),
                about="German, declared English, in one script",
            ),
            Case(
                said(None, "ja", by="Mori Kenji").reported("港口将在五月向所有船只重新开放。", "ja", outlet="港新聞"),
                about="Chinese, declared Japanese",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(said("Порт открыт.", "ru", by="Ilya Marenko"), reason="too-short", about="two words may be Bulgarian"),
            Case(
                said(
                    "The port stays open until the autumn.",
                    "en",
                    by="Ilya Marenko",
                    inferred=[Inferred("language", "statistics")],
                ),
                reason="not-recorded",
                about="the language was itself a guess",
            ),
            Case(
                said("Lorem ipsum dolor sit amet.", "qaa", by="Ilya Marenko"),
                reason="no-table",
                about="no letters known",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop whose words are in another script or language than is declared."""
        for hop in chain.hops:
            if hop.text is None:
                continue
            if hop.language is None:
                yield NotExamined(self, hop, "not-recorded", "its language")
            elif guessed_from_words(hop):
                yield NotExamined(self, hop, "not-recorded", "the language is itself a guess")
            else:
                yield from self._examined(chain, hop, hop.text, hop.language)

    def _examined(self, chain: Chain, hop: Hop, text: str, language: str) -> Iterator[Finding | NotExamined]:
        if not scripts_of(language):
            yield NotExamined(self, hop, "no-table", f"no letters of {language}")
            return
        foreign = contradicts(text, language)
        if foreign is not None:
            counts = ", ".join(f"{name} {number}" for name, number in letters_by_script(text)[:3])
            sentence = f"{_recorded(hop)} {language_name(language)}, most letters are {foreign} ({counts})"
            yield self._found(chain, hop, sentence, counts)
            return
        if speaks(text, language.partition("-")[0]):
            return
        answer = _guess(text, language.partition("-")[0])
        if isinstance(answer, Unsure):
            if answer.reason in {"too-short", "no-letters"}:
                yield NotExamined(self, hop, "too-short", _short(text))
            return
        if same_language(answer.language, language):
            return
        if len(text.split()) < FEWEST_WORDS and len(_HAN.findall(text)) < FEWEST_HAN:
            yield NotExamined(self, hop, "too-short", _short(text))
            return
        between = _between(text, language.partition("-")[0], answer.language)
        if isinstance(between, Guess) and same_language(between.language, answer.language):
            sentence = f"{_recorded(hop)} {language_name(language)}, the words are {language_name(answer.language)}"
            sentence += f" (by {answer.by}, {answer.probability:.2f})"
            yield self._found(chain, hop, sentence, answer.language)

    def _found(self, chain: Chain, hop: Hop, sentence: str, value: str) -> Finding:
        evidence = Evidence.at(chain, hop, Span(0, len(hop.text or "")), value)
        return Finding(self, hop, sentence, inferred=hop.was_inferred("language"), evidence=(evidence,))


@lru_cache(maxsize=32)  # words pass from hop to hop unchanged
def _guess(text: str, declared: str) -> Guess | Unsure:
    return guess(text, declared=declared)


@lru_cache(maxsize=32)
def _between(text: str, declared: str, found: str) -> Guess | Unsure:
    return guess(text, among=(declared, found))


def guessed_from_words(hop: Hop) -> bool:
    """Return whether a hop's language was guessed from its words: then they cannot contradict it."""
    return any(one.field == "language" and one.basis.startswith(GUESSES) for one in hop.inferred)


def _recorded(hop: Hop) -> str:
    return "inferred to be" if hop.was_inferred("language") else "declared"


def _short(text: str) -> str:
    han, words = len(_HAN.findall(text)), len(text.split())
    if han:
        return f"{han} Han characters; needs {FEWEST_HAN}"
    return f"{words} {'word' if words == 1 else 'words'}; needs {FEWEST_WORDS}"


_WORD = re.compile(rf"[{HAN}]|[^\W{HAN}]+")


class LeftUntranslated:
    """A run of the source's words stands unchanged in its translation.

    Why: what is left in the other language says nothing to the reader, or says that nobody translated it.
    Mend: translate it, or mark it as left on purpose.
    """

    name = "left-untranslated"
    family = "language"
    severity = Severity.WARNING
    false_alarms = (
        "names, titles and terms: five words or eight Han characters in a row at least, not all of them names"
    )
    clean = Cases(
        lambda: (
            Case(
                said("We stay, says the Harbour Pilots Union of Port Marenko.", "en", by="Ilya Marenko").translated(
                    "Wir bleiben, sagt die Harbour Pilots Union of Port Marenko.", "de", by="A. Leser"
                ),
                about="a long name",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Мы откроем порт, если совет на это согласится.", "ru", by="Илья Маренко").translated(
                    "We will open the port, если совет на это согласится.", "en", by="J. Smith"
                ),
                words=("если совет на это согласится",),
                about="half of it is still Russian",
            ),
            Case(
                said("如果市议会在五月同意,我们将开放港口。", "zh", by="林伟").translated(
                    "We will open the port 如果市议会在五月同意.", "en", by="J. Smith"
                ),
                words=("如果市议会在五月同意",),
                about="the condition was left in Chinese",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Илья Маренко").translated("We will open the port.", "en", by="J. Smith"),
                reason="words-not-held",
                about="nobody holds the source's words",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each run of words that both sides of a translation have."""
        for stretch in stretches(chain):
            source, hop = stretch.source, stretch.hop
            if source.text is None or hop.text is None or in_one_language(stretch) is not False:
                continue
            if source.language is None or hop.language is None or same_language(source.language, hop.language):
                continue
            for ours, theirs in _common_runs(source.text, hop.text):
                yield Finding(
                    self,
                    hop,
                    f"“{shown(theirs.of(hop.text))}” stands as in hop {chain.number(source)}",
                    inferred=source.was_inferred("language") or hop.was_inferred("language"),
                    evidence=(Evidence.at(chain, source, ours), Evidence.at(chain, hop, theirs)),
                    blame=stretch.blame,
                )
        for hop in unheld(chain):
            translated = any(
                source.language is None or hop.language is None or not same_language(source.language, hop.language)
                for source in map(chain.hop, hop.sources)
            )
            if translated:
                yield NotExamined(self, hop, "words-not-held")


def _common_runs(source: str, target: str) -> Iterator[tuple[Span, Span]]:
    """Yield where runs of words stand that both texts have, from five words or eight Han characters on."""
    ours_words, theirs_words = (_WORD.findall(text) for text in (source, target))
    shared = set(ours_words).intersection(theirs_words)
    if not shared or sum(word in shared for word in theirs_words) < FEWEST_WORDS:
        return
    ours, theirs = ([match.span() for match in _WORD.finditer(text)] for text in (source, target))
    starts: dict[tuple[str, ...], int] = {}
    for place in range(len(ours) - FEWEST_WORDS + 1):
        starts.setdefault(tuple(ours_words[place : place + FEWEST_WORDS]), place)
    at = 0
    while at + FEWEST_WORDS <= len(theirs):
        place = starts.get(tuple(theirs_words[at : at + FEWEST_WORDS]), -1)
        if place < 0:
            at += 1
            continue
        length = FEWEST_WORDS
        while (
            at + length < len(theirs)
            and place + length < len(ours)
            and theirs_words[at + length] == ours_words[place + length]
        ):
            length += 1
        if _is_language(theirs_words[at : at + length]):
            yield (
                Span(ours[place][0], ours[place + length - 1][1]),
                Span(theirs[at][0], theirs[at + length - 1][1]),
            )
        at += length


def _is_language(words: Sequence[str]) -> bool:
    """Return whether a run of words is more than a name, a title or numbers: some small words, or eight Han characters."""
    packed = sum(_HAN.fullmatch(word) is not None for word in words)
    if packed:
        return packed >= FEWEST_HAN
    plain = [word for word in words if word.isalpha() and (word[0].islower() or not word[0].isupper())]
    return len(plain) >= FEWEST_WORDS - 1 or 2 * len(plain) > len(words)


SHORTEST = 40
"""Characters below which a length says nothing."""


class LengthOutOfBand:
    """The translation is much shorter or longer than translations of this pair of languages are.

    Why: something may be missing, or added.
    Mend: lay the two side by side, sentence by sentence.
    """

    name = "length-out-of-band"
    family = "language"
    severity = Severity.NOTE
    false_alarms = "2 % by construction (the 1st to the 99th percentile of the pair); news sentences 1.1–7.4 %"
    clean = Cases(
        lambda: (
            Case(
                said(
                    "We will open the port in May for all ships, if the council agrees to it.", "en", by="Ilya Marenko"
                ).translated("如果议会同意,我们将在五月向所有船只开放港口。", "zh", by="林伟"),
                about="a third of the length, as Chinese has it",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(
                    "We will open the port in May for all ships, if the council agrees to it.", "en", by="Ilya Marenko"
                ).translated("Мы откроем порт.", "ru", by="А. Читатель"),
                about="a fifth of the length, in Russian",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("We will open the port.", "en", by="Ilya Marenko").translated("Мы откроем порт.", "ru"),
                reason="too-short",
                about="22 characters",
            ),
            Case(
                said(
                    "We will open the port in May for all ships, if the council agrees to it.", "en", by="Ilya Marenko"
                ).translated("เราจะเปิดท่าเรือในเดือนพฤษภาคมสำหรับเรือทุกลำ", "th", by="J. Smith"),
                reason="no-table",
                about="no band for English and Thai",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each translation whose length is outside the band of its pair."""
        for step in chain.steps:
            source, hop = step.source, step.hop
            if hop.act is not Act.TRANSLATED or source.text is None or hop.text is None or len(hop.sources) > 1:
                continue
            if source.language is None or hop.language is None or same_language(source.language, hop.language):
                continue
            if marked_pieces(source.text, 0.0) and not marked_pieces(source.text, 0.9):
                continue  # an article, of which the hop may translate the quotation alone
            if len(source.text) < SHORTEST:
                yield NotExamined(self, hop, "too-short", f"{len(source.text)} characters; needs {SHORTEST}")
                continue
            band = _band(source.language, hop.language)
            if band is None:
                yield NotExamined(self, hop, "no-table", f"no band for {source.language} → {hop.language}")
                continue
            share = 100 * len(hop.text) // len(source.text)
            if not band[0] <= share <= band[1]:
                yield Finding(
                    self,
                    hop,
                    f"{share} % of the source’s characters; {band[0]}–{band[1]} % are usual for {source.language} → {hop.language}",
                    inferred=source.was_inferred("language") or hop.was_inferred("language"),
                    evidence=(Evidence.at(chain, hop, Span(0, len(hop.text)), f"{share} %"),),
                )


def _band(source: str, target: str) -> tuple[int, int] | None:
    """Return the usual lengths of a pair, in percent; pairs without English are composed through it and widened."""
    table: Mapping[str, Sequence[int]] = shared_table("length_bands")
    one, other = (tag.partition("-")[0] for tag in (source, target))
    ends = [(100, 100) if tag == "en" else tuple(table[tag]) if tag in table else None for tag in (one, other)]
    if ends[0] is None or ends[1] is None:
        return None
    low, high = 100 * ends[1][0] // ends[0][1], 100 * ends[1][1] // ends[0][0]
    return (low, high) if "en" in {one, other} else (low * 9 // 10, high * 11 // 10)
