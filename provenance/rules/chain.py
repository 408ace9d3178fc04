"""Chain: does the line reach the speaker, and how?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from provenance.comparison import same_language
from provenance.model.chain import said
from provenance.model.hop import Act
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.ground import anchors
from provenance.rules.naming import language_name, language_path
from provenance.text import comparing_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["RelayTranslation", "UnanchoredChain"]


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
        sentence = f"no words said or transcribed in {wanted}"
        evidence: tuple[Evidence, ...] = ()
        if earliest is None:
            sentence += "; no hop holds words"
        else:
            tongue = "an unknown language" if earliest.language is None else language_name(earliest.language)
            sentence += f"; the earliest held are hop {chain.number(earliest)}'s, in {tongue}"
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


def _declares(credit: str, path: Sequence[Hop]) -> bool:
    """Return whether a credit line names a language that the words came through."""
    printed = comparing_form(credit)
    tongues = {each.language for each in path[:-1] if each.language is not None}
    here = path[-1].language
    names = {language_name(tongue, there) for tongue in tongues for there in ("en", here or "en")}
    return any(comparing_form(name) in printed for name in sorted(names) if len(name) > 3 or not name.isascii())
