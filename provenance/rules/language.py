"""Language: is the text in the language it is said to be in, and is it a translation at all?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.comparison import same_language
from provenance.language import Guess, Unsure, contradicts, guess, letters_by_script, scripts_of
from provenance.model.attribution import Inferred
from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.naming import language_name
from provenance.scripts import HAN
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["LanguageMismatch"]

FEWEST_WORDS, FEWEST_HAN = 5, 8
"""Words, or Han characters, below which a guess accuses nobody."""

_HAN = re.compile(f"[{HAN}]")


class LanguageMismatch:
    """The words are not in the language they are declared to be in.

    Why: every comparison, and every credit line, rests on the declared language.
    Mend: record the hop anew with the language its words are in.
    """

    name = "language-mismatch"
    family = "language"
    severity = Severity.WARNING
    false_alarms = (
        "close pairs (ru uk bg sr, zh ja ko) are told apart by their letters; news sentences: none in 100 answered"
    )
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
            elif hop.was_inferred("language"):
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
            sentence = f"declared {language_name(language)}, most letters are {foreign} ({counts})"
            yield self._found(chain, hop, sentence, counts)
            return
        answer = guess(text)
        if isinstance(answer, Unsure):
            if answer.reason in {"too-short", "no-letters"}:
                yield NotExamined(self, hop, "too-short", _short(text))
            return
        if same_language(answer.language, language):
            return
        if len(text.split()) < FEWEST_WORDS and len(_HAN.findall(text)) < FEWEST_HAN:
            yield NotExamined(self, hop, "too-short", _short(text))
            return
        between = guess(text, among=(language.partition("-")[0], answer.language))
        if isinstance(between, Guess) and same_language(between.language, answer.language):
            sentence = f"declared {language_name(language)}, the words are {language_name(answer.language)}"
            sentence += f" (by {answer.by}, {answer.probability:.2f})"
            yield self._found(chain, hop, sentence, answer.language)

    def _found(self, chain: Chain, hop: Hop, sentence: str, value: str) -> Finding:
        evidence = Evidence.at(chain, hop, Span(0, len(hop.text or "")), value)
        return Finding(self, hop, sentence, evidence=(evidence,))


def _short(text: str) -> str:
    han, words = len(_HAN.findall(text)), len(text.split())
    if han:
        return f"{han} Han characters; needs {FEWEST_HAN}"
    return f"{words} {'word' if words == 1 else 'words'}; needs {FEWEST_WORDS}"
