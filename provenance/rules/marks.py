"""Marks: are the quotation marks the language's own, and does each have its partner?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.facts.marks import marks_in
from provenance.model.chain import said
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.changes import han_script
from provenance.rules.naming import language_name
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.facts.fact import Fact
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop
    from provenance.rules.base import Rule

__all__ = ["ForeignQuotationMarks", "UnbalancedQuotationMarks"]

_CORNERS = frozenset("「」『』")

MOST = 6
"""Marks that a finding shows."""


@lru_cache(maxsize=64)  # both rules ask, of every hop
def _marks(text: str, language: str | None) -> tuple[Fact, ...]:
    return tuple(marks_in(text, language))


def _found(rule: Rule, chain: Chain, hop: Hop, marks: Sequence[Fact], sentence: str) -> Finding:
    return Finding(
        rule,
        hop,
        sentence,
        evidence=[Evidence.at(chain, hop, mark.span, mark.value) for mark in marks[:MOST]],
        inferred=hop.was_inferred("language"),
    )


def _signs(marks: Sequence[Fact]) -> str:
    return " ".join(dict.fromkeys(mark.surface for mark in marks))


class ForeignQuotationMarks:
    """The quotation marks are those of another language.

    Why: they often stay behind where words were pasted; a reader may take them for something else.
    Mend: set the language's own marks; straight ones are at home everywhere.
    """

    name = "foreign-quotation-marks"
    family = "quotation"
    severity = Severity.NOTE
    false_alarms = (
        "imported typography; interface strings: the number of marks differs in 2.5–2.9 % of faithful translations"
    )
    clean = Cases(
        lambda: (
            Case(said("Мы едем на «Радуге».", "ru", by="Илья Маренко"), about="« » in Russian"),
            Case(said('We sail on the "Rainbow".', "en", by="Ilya Marenko"), about="straight marks"),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("We sail on the «Rainbow» today.", "en", by="Ilya Marenko"),
                words=("«", "»"),
                about="« » in English",
            ),
            Case(said("我们乘«彩虹»号出海。", "zh", by="林伟"), words=("«", "»"), about="« » in Chinese"),
            Case(
                said("我们乘「彩虹」号出海，风浪很大。", "zh", by="林伟"),
                words=("「", "」"),
                about="corner brackets among simplified characters",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("เราแล่นเรือ «สายรุ้ง»", "th", by="Ilya Marenko"), reason="no-table", about="no marks known for Thai"
            ),
            Case(
                said("We sail on the «Rainbow».", None, by="Ilya Marenko"), reason="not-recorded", about="no language"
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop with marks of another language's set."""
        for hop in chain.hops:
            if hop.text is None:
                continue
            if hop.language is None:
                yield NotExamined(self, hop, "not-recorded", "its language")
            elif table(hop.language, "marks") is None:
                yield NotExamined(self, hop, "no-table", f"no marks for {hop.language}")
            else:
                zh = hop.language.startswith("zh") and not _CORNERS.isdisjoint(hop.text)
                corners = zh and han_script(hop.text) == "Hans"
                foreign = [
                    mark
                    for mark in _marks(hop.text, hop.language)
                    if mark.value.startswith("foreign") or (corners and mark.surface in _CORNERS)
                ]
                if foreign:
                    sentence = f"{_signs(foreign)} in {language_name(hop.language)}, at {foreign[0].span.start}"
                    yield _found(self, chain, hop, foreign, sentence)


class UnbalancedQuotationMarks:
    """A quotation mark has no partner.

    Why: where speech begins or ends is then a guess.
    Mend: set the mark that is missing.
    """

    name = "unbalanced-quotation-marks"
    family = "quotation"
    severity = Severity.NOTE
    false_alarms = "an opening mark repeated at each paragraph of one quotation is legal, and let pass"
    clean = Cases(
        lambda: (
            Case(
                said("“The port stays open.\n\n“The airport is closed.”", "en", by="Ilya Marenko"),
                about="the mark is repeated at the second paragraph",
            ),
            Case(said("We don’t ask the captains’ names.", "en", by="Ilya Marenko"), about="apostrophes are no marks"),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said("He said “the port stays open and left.", "en", by="Ilya Marenko"),
                words=("“",),
                about="never closed",
            ),
        )
    )
    unexamined = ()

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop with a mark that is never closed, or never opened."""
        for hop in chain.hops:
            if hop.text is None:
                continue
            single = [mark for mark in _marks(hop.text, hop.language) if "unbalanced" in mark.value]
            if single:
                places = ", ".join(str(mark.span.start) for mark in single[:MOST])
                yield _found(self, chain, hop, single, f"{_signs(single)} without a partner, at {places}")
