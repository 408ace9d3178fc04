"""What a rule is, and its three answers: a finding, nothing, or "not examined, because …".

A rule asks one question of a chain. It reads the record and the comparisons of its steps: no network, no clock, no
other rule. A house rule is any object with these attributes, handed to ``audit(chain, rules=(*CATALOGUE, MyRule()))``.
"""

from __future__ import annotations

from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Protocol, Self

from attrs import field, frozen

from provenance.errors import RuleError, shown
from provenance.model.hop import Hop
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain

__all__ = [
    "CHAIN_WIDE",
    "FAMILIES",
    "REASONS",
    "Case",
    "Cases",
    "Evidence",
    "Finding",
    "NotExamined",
    "Rule",
    "Severity",
]

FAMILIES = ("chain", "attribution", "quotation", "facts", "language", "time", "custody", "disclosure")
"""The families of the catalogue, one file each."""

REASONS = (
    "words-not-held",
    "only-quotation-held",
    "capture-not-held",
    "not-recorded",
    "too-short",
    "no-table",
    "no-alignment",
    "needs-base-date",
    "nothing-beside",
    "no-scorer",
    "nothing-stored",
    "rule-crashed",
)
"""Why a question could not be answered. A house rule may give others."""

CHAIN_WIDE = frozenset({"nothing-beside", "no-scorer", "nothing-stored", "rule-crashed"})
"""Reasons that hold of a chain and not of one hop."""


class Severity(StrEnum):
    """How much a finding matters: a note is worth a look, a warning a reader would want to know, an error contradicts.

    They are ordered: ``NOTE < WARNING < ERROR``.
    """

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return _RANKS[self]

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@frozen(kw_only=True)
class Evidence:
    """Words that a finding rests on, and where they stand."""

    hop: int = field()
    """The hop's number, from 1."""
    span: Span | None = field(default=None)
    """Where in the hop's words; None for words of another text, or where nothing stands."""
    exact: str = field(default="")
    """The words as they stand there."""
    value: str | None = field(default=None)
    """What they state, in normal form."""

    def __attrs_post_init__(self) -> None:
        _of(int, self.hop, "hop", "a hop's number")
        _of((Span, NoneType), self.span, "span", "a span")
        _of(str, self.exact, "exact", "words")
        _of((str, NoneType), self.value, "value", "words")

    @classmethod
    def at(cls, chain: Chain, hop: Hop, span: Span, value: str | None = None) -> Evidence:
        """Return evidence from a hop's own words, which must be held."""
        return cls(hop=chain.number(hop), span=span, exact=span.of(hop.text or ""), value=value)


@frozen(init=False)
class Finding:
    """One rule's report on one hop.

    A rule gives itself and the hop: ``Finding(self, hop, "what was, what it became", …)``. In a report stand the rule's
    name and the hop's number. What is no finding is a RuleError, for which the audit says that the rule crashed.
    """

    rule: str
    family: str
    hop: int
    """The hop's number, from 1; 0 until the audit has numbered it."""
    digest: Digest
    severity: Severity
    sentence: str
    """What was, what it became, who repeats it: values and quoted words, no blame."""
    status: str | None
    """A finer name of what was found ("lost", "declared"); a policy may set its severity as ``rule:status``."""
    inferred: bool
    """Whether it rests on a field that nobody stated; then it is a warning at most."""
    evidence: tuple[Evidence, ...]
    blame: tuple[int, int]
    """The first and the last hop that may have done it; they differ where words between are not held."""
    inherited_by: tuple[int, ...]
    """Later hops that repeat it."""
    mended_by: tuple[int, ...]
    """Later hops that undo it."""
    also: tuple[Finding, ...]
    """Findings on the same fault, which this one leads."""

    def __init__(
        self,
        rule: Rule | str,
        hop: Hop | int,
        sentence: str,
        *,
        family: str | None = None,
        digest: Digest | None = None,
        severity: Severity | None = None,
        status: str | None = None,
        inferred: bool = False,
        evidence: Iterable[Evidence] = (),
        blame: tuple[int, int] = (0, 0),
        inherited_by: Iterable[int] = (),
        mended_by: Iterable[int] = (),
        also: Iterable[Finding] = (),
    ) -> None:
        number, digest = _place(hop, digest)
        _of((str, NoneType), status, "status", "a name")
        self.__attrs_init__(
            rule if isinstance(rule, str) else rule.name,
            family or ("" if isinstance(rule, str) else rule.family),
            number,
            digest,
            _severity(severity or (Severity.WARNING if isinstance(rule, str) else rule.severity)),
            _words(sentence, "sentence"),
            status,
            inferred,
            tuple(evidence),
            blame,
            tuple(inherited_by),
            tuple(mended_by),
            tuple(also),
        )
        for evidenced in self.evidence:
            _of(Evidence, evidenced, "evidence", "Evidence.at(chain, hop, span)")
        for taken in self.also:
            _of(Finding, taken, "also", "findings")
        if not {int}.issuperset(
            map(type, (*self.blame, *self.inherited_by, *self.mended_by))
        ):  # there may be thousands
            raise RuleError(f"no answer of a rule – blame {self.blame!r:.80} – give numbers of hops", rule="")


@frozen(init=False)
class NotExamined:
    """A question that arises and that one rule cannot answer for one hop, with the reason."""

    rule: str
    hop: int
    """The hop's number, from 1; 0 until the audit has numbered it."""
    digest: Digest
    reason: str
    """A word of ``REASONS``."""
    detail: str
    """What would help: "3 words; needs 5"."""

    def __init__(
        self, rule: Rule | str, hop: Hop | int, reason: str, detail: str = "", *, digest: Digest | None = None
    ) -> None:
        number, digest = _place(hop, digest)
        name = rule if isinstance(rule, str) else rule.name
        self.__attrs_init__(name, number, digest, _words(reason, "reason"), _words(detail, "detail"))

    def at(self, number: int) -> Self:
        """Return the same with its hop's number."""
        made = object.__new__(type(self))  # every hop has some: what is known already is not asked again
        made.__attrs_init__(self.rule, number, self.digest, self.reason, self.detail)
        return made


def _of(kind: type | tuple[type, ...], value: object, name: str, wanted: str) -> None:
    """Raise a RuleError for a part of an answer that is of another kind."""
    if not isinstance(value, kind):
        raise RuleError(f"no answer of a rule – {name} {shown(value)} – give {wanted}", rule="")


def _words(value: str, name: str) -> str:
    """Return words as they are; what is half a character of UTF-16 in them is escaped, for no file can hold it."""
    _of(str, value, name, "words")
    return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()


def _severity(value: str) -> Severity:
    try:
        return Severity(value)
    except ValueError as error:
        raise RuleError(f"no such severity – {shown(value)} – choose from note, warning, error", rule="") from error


def _place(hop: Hop | int, digest: Digest | None) -> tuple[int, Digest]:
    if isinstance(hop, Hop):
        return 0, hop.digest
    if digest is None:
        raise TypeError("a hop by its number needs its digest")
    return hop, digest


@frozen
class Case:
    """An example chain of a rule, and what is expected of it; a bare chain is a case of its head."""

    chain: Chain = field()
    about: str = field(default="", kw_only=True)
    """What the case shows, in a few words."""
    hop: int | None = field(default=None, kw_only=True)
    """The hop that the answer stands on; the head if None."""
    words: tuple[str, ...] = field(default=(), kw_only=True)
    """Words that the finding's evidence shows."""
    reason: str | None = field(default=None, kw_only=True)
    """The reason of "not examined"."""
    beside: tuple[Chain, ...] = field(default=(), kw_only=True)

    @classmethod
    def of(cls, case: Chain | Case) -> Case:
        """Return a case as it is, and a bare chain as one."""
        return case if isinstance(case, Case) else cls(case)


class Cases:
    """A class attribute that holds cases and makes them when they are first asked for: an audit needs none."""

    def __init__(self, make: Callable[[], Sequence[Chain | Case]]) -> None:
        """Take what makes the cases."""
        self._make = make
        self._made: tuple[Chain | Case, ...] | None = None

    def __get__(self, instance: object, owner: type | None = None) -> Sequence[Chain | Case]:
        if self._made is None:
            self._made = tuple(self._make())
        return self._made


class Rule(Protocol):
    """One question, asked of a chain.

    The docstring's first line is the fault in one sentence; paragraphs that begin *Why:* and *Mend:* say why it matters
    and what cures it.
    """

    @property
    def name(self) -> str:
        """Kebab-case; it names the fault."""

    @property
    def family(self) -> str:
        """One of ``FAMILIES``, or a house's own."""

    @property
    def severity(self) -> Severity:
        """The severity of its findings where they say nothing else."""

    @property
    def false_alarms(self) -> str:
        """What is known of its false alarms, with the measured rate."""

    @property
    def clean(self) -> Sequence[Chain | Case]:
        """Chains it lets pass, one of them close to the fault."""

    @property
    def faulty(self) -> Sequence[Chain | Case]:
        """Chains it finds faulty."""

    @property
    def unexamined(self) -> Sequence[Chain | Case]:
        """Chains it cannot examine."""

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:
        """Yield what is found and what cannot be examined; ``beside`` are other chains on the same words."""
        ...
