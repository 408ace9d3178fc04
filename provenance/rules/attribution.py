"""Attribution: who said it, who carried it, who translated it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.comparison import same_language
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Finding, NotExamined, Severity
from provenance.rules.naming import language_name, language_path
from provenance.text import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["SpeakerMissing", "TranslatorUndisclosed"]


class SpeakerMissing:
    """Words stand as a quotation, and nobody is named as their speaker, here or above.

    Why: a quotation is somebody's words; without a name it cannot be asked about, or denied.
    Mend: `chain.filled(n, speaker=…)`, or `mode="indirect"` if the words are the outlet's own.
    """

    name = "speaker-missing"
    family = "attribution"
    severity = Severity.ERROR
    false_alarms = "none known"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko").reported("The port stays open.", "en", outlet="Harbour Courier"),
                about="the speaker is named above",
            ),
            Case(
                said(None, "ru").reported("The port would stay open.", "en", mode="indirect", outlet="Harbour Courier"),
                about="no speaker, and no quotation",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru").reported("The port stays open.", "en", outlet="Harbour Courier"),
                about="a quotation of nobody",
            ),
            Case(
                said("Порт останется открытым.", "ru")
                .reported("«Порт останется» открытым", "ru", mode="partial", outlet="Портовый вестник")
                .translated("The port “stays” open", "en", by="J. Smith", mode="partial"),
                hop=1,
                about="told once, at the first hop with words; later ones repeat it",
            ),
        )
    )
    unexamined = ()

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield the first hop on each way that quotes nobody, with those that repeat it."""
        named: set[Digest] = set()
        told: dict[Digest, Digest] = {}
        found: dict[Digest, list[int]] = {}
        for number, hop in enumerate(chain.hops, 1):
            if hop.attribution.speaker is not None or not named.isdisjoint(hop.sources):
                named.add(hop.digest)
                continue
            before = next((told[source] for source in hop.sources if source in told), None)
            quotes = hop.seal is not None and hop.mode in {Mode.DIRECT, Mode.PARTIAL}
            if before is not None:
                told[hop.digest] = before
                if quotes:
                    found[before].append(number)
            elif quotes:
                told[hop.digest] = hop.digest
                found[hop.digest] = []
        for digest, repeated in found.items():
            hop = chain.hop(digest)
            yield Finding(
                self,
                hop,
                "a quotation, and no speaker is named",
                inherited_by=repeated,
                inferred=hop.was_inferred("mode"),
            )


class TranslatorUndisclosed:
    """The language changes and nobody is named for it.

    Why: a translation is authored. Without a person, an organisation or a program, no one can be asked about its words.
    Mend: `.translated(…, by="…")`, or waive it with the reason the name is withheld.
    """

    name = "translator-undisclosed"
    family = "attribution"
    severity = Severity.WARNING
    false_alarms = "unsigned staff translation by house rule: waive it, or take a profile"
    clean = Cases(
        lambda: (
            Case(
                said("Мы подумаем об этом.", "ru", by="Ilya Marenko").translated(
                    "We will think about it.", "en", by="A. Reader"
                ),
                about="signed",
            ),
            Case(
                said("我们会考虑。", "zh", by="林伟").republished("我們會考慮。", "zh-Hant", outlet="海港晚報"),
                about="another script is no translation",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Мы подумаем об этом.", "ru", by="Ilya Marenko").translated("We will think about it.", "en"),
                about="nobody signs",
            ),
            Case(
                said("Мы подумаем об этом.", "ru", by="Ilya Marenko")
                .reported("我们会考虑。", "zh", by="Lin Wei", outlet="渔港日报")
                .translated("We will think about it.", "en", by="J. Smith"),
                hop=2,
                about="the author of a report is not said to have translated",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Мы подумаем об этом.", "ru", by="Ilya Marenko").reported(
                    "We will think about it.", None, outlet="Example Wire"
                ),
                reason="not-recorded",
                about="nobody recorded the language",
            ),
            Case(
                said("Мы подумаем об этом.", "ru", by="Ilya Marenko").reported(None, "zh", outlet="渔港日报"),
                reason="words-not-held",
                about="the page may sign its translation: nobody kept it",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop whose language none of its sources has and that names no translator."""
        for hop in chain.hops:
            sources = [chain.hop(source) for source in hop.sources]
            if not sources or hop.attribution.translator:
                continue
            if hop.language is None or any(source.language is None for source in sources):
                yield NotExamined(self, hop, "not-recorded", "a language")
                continue
            others = [source for source in sources if not same_language(source.language or "", hop.language)]
            if not others or (len(others) < len(sources) and hop.act is not Act.TRANSLATED):
                continue
            if hop.text is None:
                yield NotExamined(self, hop, "words-not-held")
                continue
            yield self._found(hop, others[0])

    def _found(self, hop: Hop, source: Hop) -> Finding:
        return Finding(
            self,
            hop,
            f"{language_path((source, hop))}: nobody signs the {language_name(hop.language or '')} words",
            inferred=source.was_inferred("language") or hop.was_inferred("language"),
        )
