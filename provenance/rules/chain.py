"""Chain: does the line reach the speaker, and how often does it change language?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.comparison import same_language
from provenance.credits import credits_in
from provenance.language import contradicts
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import changes
from provenance.rules.ground import anchors
from provenance.rules.naming import language_name, language_path, languages_named
from provenance.text import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["RelayTranslation", "RetranslatedIntoOriginal", "UnanchoredChain"]


class UnanchoredChain:
    """No hop holds words that were said or transcribed in the language spoken.

    Why: without them nobody can tell a translation from an invention; every later hop rests on a relay's word.
    Mend: `chain.filled(1, text=…)` with the words as spoken, or begin anew from a transcript in that language.
    """

    name = "unanchored-chain"
    family = "chain"
    severity = Severity.ERROR
    false_alarms = "a speaker may have spoken the relay's language: the language recorded on the origin counts"
    clean = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .transcribed("Порт останется открытым.", "ru", outlet="Harbour Archive")
                .translated("The port stays open.", "en", by="J. Smith"),
                about="nobody holds what was said, but a transcript in its language is",
            ),
            Case(
                said("The port stays open.", "en", by="Ilya Marenko").translated(
                    "港口将继续开放。", "zh", by="Lin Wei"
                ),
                about="the speaker spoke the relay's language",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报")
                .translated("The port stays open.", "en", by="J. Smith"),
                hop=1,
                about="the earliest words are a relay's",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko").transcribed("The port stays open.", "en", outlet="Harbour Archive"),
                hop=1,
                about="a transcript in another language than was spoken is a translation",
            ),
        )
    )
    unexamined = ()

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield one finding on the first hop if nothing anchors the chain."""
        if anchors(chain):
            return
        first = chain.hops[0]
        earliest = next((hop for hop in chain.hops if hop.text is not None), None)
        spoken = next((hop for hop in chain.hops if hop.act is Act.SAID and hop.language is not None), first)
        wanted = "the language spoken" if spoken.language is None else language_name(spoken.language)
        if spoken.was_inferred("language"):
            wanted += " (inferred)"
        sentence = f"no transcript of what was said in {wanted}"
        evidence: tuple[Evidence, ...] = ()
        if earliest is None:
            sentence += "; no hop holds words"
        else:
            tongue = "an unknown language" if earliest.language is None else language_name(earliest.language)
            script = contradicts(earliest.text or "", earliest.language or "")
            way = "into" if earliest.act is Act.TRANSLATED else "in"
            sentence += (
                f"; the earliest words held are hop {chain.number(earliest)}'s, {earliest.act} {way} {script or tongue}"
            )
            sentence += " letters" if script else ""
        yield Finding(
            self,
            first,
            sentence,
            evidence=evidence,
            inferred=spoken.was_inferred("language") or first.was_inferred("act"),
        )


@frozen
class _Path:
    """How often the language changes at least, and at most, on the way to a hop that changes it least."""

    least: int = field()
    most: int = field()
    hops: tuple[Hop, ...] = field()
    """The hops that begin a run of one language, blank ones too."""


class RelayTranslation:
    """The words changed language twice or more on their way.

    Why: a translation of a translation carries the first one's choices and faults as if they were the speaker's.
    Mend: translate from the words as spoken; or print "translated from the Chinese" and record it as `credit=`.
    """

    name = "relay-translation"
    family = "chain"
    severity = Severity.WARNING
    false_alarms = "legitimate when the page says so: then it is a note"
    clean = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko")
                .reported("Порт останется открытым.", "ru", outlet="Портовый вестник")
                .translated("The port stays open.", "en", by="J. Smith"),
                about="two hops, one change of language",
            ),
            Case(
                said("港口将继续开放。", "zh", by="林伟").republished("港口將繼續開放。", "zh-Hant", outlet="海港晚報"),
                about="another script is no other language",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报")
                .translated("The port stays open.", "en", by="J. Smith"),
                about="Russian, Chinese, English, and the page does not say so",
            ),
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported("港口将继续开放。", "zh", outlet="渔港日报")
                .translated("The port stays open.", "en", by="J. Smith", credit="Translated from Chinese by J. Smith"),
                about="declared: a note",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko")
                .reported("…", None, outlet="Harbour Wire")
                .translated("The port stays open.", "en", by="J. Smith"),
                hop=2,
                reason="not-recorded",
                about="the relay's language is blank: the language changed once, or twice",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop where the language changes for the second time, whichever way one comes."""
        paths: dict[Digest, _Path] = {}
        asked: set[Digest] = set()
        for hop in chain.hops:
            came = [paths[source] for source in hop.sources]
            best = min(came, key=lambda path: (path.least, path.most), default=None)
            path = paths[hop.digest] = _extended(best, hop)
            before = 0 if best is None else best.least
            if path.least >= 2 > before:
                yield self._found(chain, hop, path)
            elif path.least < 2 <= path.most and hop is chain.head:
                for blank in path.hops:
                    if blank.language is None and blank.digest not in asked:
                        asked.add(blank.digest)
                        yield NotExamined(self, blank, "not-recorded", "its language")

    def _found(self, chain: Chain, hop: Hop, path: _Path) -> Finding:
        credit = hop.attribution.credit
        declared = credit is not None and _declares(credit, path.hops)
        sentence = language_path(path.hops)
        sentence += ", as the credit says" if declared else ", and no credit line says so"
        return Finding(
            self,
            hop,
            sentence,
            severity=Severity.NOTE if declared else Severity.WARNING,
            status=hop.mode.value,
            inferred=any(each.was_inferred("language") for each in path.hops),
            evidence=() if credit is None else (Evidence(hop=chain.number(hop), exact=credit),),
        )


def _extended(path: _Path | None, hop: Hop) -> _Path:
    """Return the way to a source, and on to the hop; after two changes it is not followed further."""
    if path is None:
        return _Path(0, 0, (hop,))
    last = path.hops[-1].language
    if path.least >= 2 or (last is None and hop.language is None):
        return path
    if last is not None and hop.language is not None and same_language(last, hop.language):
        return path
    known = next((each.language for each in reversed(path.hops) if each.language is not None), None)
    changed = known is not None and hop.language is not None and not same_language(known, hop.language)
    return _Path(path.least + changed, path.most + 1, (*path.hops, hop))


def _declares(printed: str, path: Sequence[Hop]) -> bool:
    """Return whether a credit line says that it is a translation, or names a language that the words came through."""
    here = path[-1].language
    through = {each.language.partition("-")[0] for each in path[:-1] if each.language is not None}
    if through & languages_named(printed, here):
        return True
    return any(credit.kind == "translator" for credit in credits_in(printed, here))


class RetranslatedIntoOriginal:
    """The words were translated back into a language that they came from.

    Why: what stands there in quotation marks is not what was said; the words as spoken exist and should be quoted.
    Mend: quote the original; or mark the words as a back translation, in reported speech.
    """

    name = "retranslated-into-original"
    family = "chain"
    severity = Severity.ERROR
    false_alarms = "foreign terms quoted as loans: whole hops only are looked at, never single words"
    clean = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko")
                .translated("The port stays open.", "en", by="J. Smith")
                .reported(
                    "Порт останется открытым.",
                    "ru",
                    outlet="Портовый вестник",
                    also=[said("Порт останется открытым.", "ru", by="Ilya Marenko")],
                ),
                about="it rests on the original too",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("Порт останется открытым до осени.", "ru", by="Ilya Marenko")
                .translated("The port stays open until autumn.", "en", by="J. Smith")
                .translated("Порт будет открыт до осени.", "ru", by="А. Читатель"),
                about="Russian, English, Russian: other words than were said",
            ),
            Case(
                said("Порт останется открытым до осени.", "ru", by="Ilya Marenko")
                .translated("The port stays open until autumn.", "en", by="J. Smith")
                .translated("По его словам, порт будет открыт.", "ru", by="А. Читатель", mode="indirect"),
                about="in reported speech: a warning",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko")
                .reported("…", None, outlet="Harbour Wire")
                .reported("Порт будет открыт.", "ru", outlet="Портовый вестник"),
                reason="not-recorded",
                about="the language between is blank",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop in a language that is above its source, and not its source's."""
        above: dict[Digest, dict[str, Hop]] = {}
        for hop in chain.hops:
            tongues: dict[str, Hop] = {}
            for source in hop.sources:
                tongues |= above[source]
            tongue = _primary(hop)
            sources = [chain.hop(source) for source in hop.sources]
            direct = {_primary(source) for source in sources}
            if tongue is not None and tongue in tongues and tongue not in direct:
                if None in direct:
                    yield NotExamined(self, hop, "not-recorded", "the language of a source")
                else:
                    yield self._found(chain, hop, sources[0], tongues[tongue])
            if tongue is not None:
                tongues[tongue] = hop
            above[hop.digest] = tongues

    def _found(self, chain: Chain, hop: Hop, source: Hop, original: Hop) -> Finding:
        where = chain.number(original)
        sentence = f"{language_path((original, source, hop))}"
        sentence += f": hop {where} is the {language_name(hop.language or '')} original"
        evidence = []
        if original.words is not None and hop.words is not None:
            done = changes(original.words, hop.words)
            sentence += f"; {done.kept} of these {done.words} words are hop {where}’s"
            for change in done.changes[:3]:
                for each, span in ((original, change.source), (hop, change.target)):
                    evidence += [Evidence.at(chain, each, span)] if len(span) else []
        elif original.seal is None:
            sentence += ", which nobody holds"
        return Finding(
            self,
            hop,
            sentence,
            severity=Severity.ERROR if hop.mode is Mode.DIRECT else Severity.WARNING,
            status=hop.mode.value,
            inferred=any(each.was_inferred("language") for each in (original, source, hop)),
            evidence=evidence,
        )


def _primary(hop: Hop) -> str | None:
    return None if hop.language is None else hop.language.partition("-")[0]
