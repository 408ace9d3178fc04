"""Custody: what is kept of each witness, and whether it is still what was recorded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provenance.canonical import digest_of
from provenance.diff import apply, patch
from provenance.errors import IntegrityError
from provenance.keeping import ends_of, still_holds
from provenance.model.attribution import Capture
from provenance.model.chain import Chain, said
from provenance.model.held import Held, StoredComparison
from provenance.rules.base import Case, Cases, Evidence, Finding, NotExamined, Severity
from provenance.rules.naming import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


__all__ = ["CaptureIncomplete", "CaptureMissing", "DigestMismatch", "StoredDiffBroken"]


class CaptureMissing:
    """A hop names a link, and neither its words nor a digest of the page is kept.

    Why: pages change and vanish; nobody can check a link that nothing was kept of.
    Mend: `chain.filled(n, text=…)` with the words there, or with `captures=[Capture(data=…)]` for the page as collected.
    """

    name = "capture-missing"
    family = "custody"
    severity = Severity.WARNING
    false_alarms = "none: the record alone decides"
    clean = Cases(
        lambda: (
            Case(
                said("Порт останется открытым.", "ru", by="Ilya Marenko").reported(
                    "港口将继续开放。", "zh", outlet="渔港日报", url="https://harbour.example/a/17"
                ),
                about="the page was not captured, but its words are held",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "ru", by="Ilya Marenko")
                .reported(None, "zh", url="https://harbour.example/a/17")
                .translated("The port stays open.", "en", by="J. Smith"),
                hop=2,
                about="a link, and nobody kept what stood there",
            ),
        )
    )
    unexamined = ()

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each hop with a link and nothing kept of it."""
        for hop in chain.hops:
            if hop.attribution.locator is None or hop.seal is not None:
                continue
            if all(capture.data is None and capture.text is None for capture in hop.captures):
                yield Finding(self, hop, "a locator, no words, no digest", inferred=hop.was_inferred("locator"))


class CaptureIncomplete:
    """A capture does not say who collected it, when, with what, or from which link.

    Why: custody is a chain of its own: without these nobody can say how the page came here (Berkeley Protocol, VI.C).
    Mend: capture again, with `collector=`, `time=`, `extractor=` and `locator=`.
    """

    name = "capture-incomplete"
    family = "custody"
    severity = Severity.NOTE
    false_alarms = "none: the record alone decides"
    clean = Cases(
        lambda: (
            Case(
                said(None, "en", by="Ilya Marenko").reported(
                    "The port stays open.",
                    "en",
                    outlet="Harbour Courier",
                    captures=[
                        Capture(
                            data=digest_of(b"The port stays open."),
                            collector="A. Archivist",
                            time=datetime(2026, 3, 5, 8, 30, tzinfo=UTC),
                            extractor="plain text",
                            locator="https://harbour.example/a/17",
                        )
                    ],
                ),
                about="who, when, with what, from where",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                said(None, "en", by="Ilya Marenko").reported(
                    "The port stays open.",
                    "en",
                    outlet="Harbour Courier",
                    captures=[Capture(data=digest_of(b"The port stays open."), collector="A. Archivist")],
                ),
                about="time, tool and link are missing",
            ),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "en", by="Ilya Marenko").reported(
                    "The port stays open.", "en", outlet="Harbour Courier", url="https://harbour.example/a/17"
                ),
                reason="capture-not-held",
                about="a link, and no capture",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each capture with the names of what is missing."""
        for hop in chain.hops:
            if not hop.captures and hop.attribution.locator is not None:
                yield NotExamined(self, hop, "capture-not-held")
            for capture in hop.captures:
                parts = {
                    "collector": capture.collector,
                    "time": capture.time,
                    "tool": capture.extractor,
                    "link": capture.locator,
                }
                missing = [name for name, value in parts.items() if value is None]
                if len(missing) == len(parts) and hop.attribution.locator is None:
                    yield NotExamined(self, hop, "not-recorded", "a text that was handed over, not collected")
                elif missing:
                    yield Finding(self, hop, f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} missing")


def _held_page(page: str, held: str) -> Chain:
    """Return a chain whose one page was captured, and under whose digest something is held."""
    digest = digest_of(page.encode())
    chain = said(None, "en", by="Ilya Marenko").reported(
        "The port stays open.", "en", outlet="Harbour Courier", captures=[Capture(data=digest)]
    )
    return Chain(chain.hops, held=Held(evidence={digest: held.encode()}))


class DigestMismatch:
    """What is held of a page is not what was recorded: its bytes, or the text extracted, have another digest.

    Why: these are not the recorded words; whatever is said of them is said of something else.
    Mend: go back to the copy the record was made from. A page read again in another encoding keeps the digest of its bytes.
    """

    name = "digest-mismatch"
    family = "custody"
    severity = Severity.ERROR
    false_alarms = "re-encoding: the digests of bytes and of text tell it from rewriting"
    clean = Cases(
        lambda: (
            Case(_held_page("The port stays open.", "The port stays open."), about="the bytes are those recorded"),
        )
    )
    faulty = Cases(
        lambda: (
            Case(_held_page("The port stays open.", "The port stays  open."), about="one byte more than was recorded"),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said(None, "en", by="Ilya Marenko").reported(
                    "The port stays open.",
                    "en",
                    outlet="Harbour Courier",
                    captures=[Capture(data=digest_of(b"The port stays open."))],
                ),
                reason="capture-not-held",
                about="a digest was recorded, and nothing is held under it",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each capture whose held bytes or text have another digest."""
        evidence = chain.held.evidence
        for hop in chain.hops:
            for capture in hop.captures:
                recorded = {"bytes": capture.data, "extracted text": capture.text}
                named = {what: digest for what, digest in recorded.items() if digest is not None}
                held = {what: digest for what, digest in named.items() if digest in evidence}
                if named and not held:
                    yield NotExamined(self, hop, "capture-not-held")
                for what, digest in held.items():
                    actual = digest_of(evidence[digest])
                    if actual != digest:
                        yield Finding(
                            self,
                            hop,
                            f"the {what}: {str(digest)[:15]}… was recorded, {str(actual)[:15]}… is held",
                            status=what.split()[-1],
                            evidence=(Evidence(hop=chain.number(hop), exact=str(actual), value=str(digest)),),
                        )


def _stored(source: str, target: str, delta: str) -> Chain:
    """Return a chain of one step within one language whose stored delta is the one given."""
    chain = said(source, "en", by="Ilya Marenko").reported(target, "en", outlet="Harbour Courier")
    first, last = chain.hops
    return chain.holding(
        comparisons=[
            StoredComparison(
                source=first.digest, hop=last.digest, computed_by="provenance-diff 1", via="same-language", delta=delta
            )
        ]
    )


class StoredDiffBroken:
    """A stored diff no longer turns the source's words into the hop's.

    Why: what was computed once is evidence only as long as it can be applied again.
    Mend: compare the two texts anew, and find out who altered the stored diff.
    """

    name = "stored-diff-broken"
    family = "custody"
    severity = Severity.ERROR
    false_alarms = "none"
    clean = Cases(
        lambda: (
            Case(
                _stored(
                    "The port is open.",
                    "The port stays open.",
                    patch("The port is open.", "The port stays open.").delta,
                ),
                about="the delta makes the hop's words",
            ),
        )
    )
    faulty = Cases(
        lambda: (
            Case(
                _stored("The port is open.", "The port stays open.", "=9\t-2\t+was\t=6"), about="it makes other words"
            ),
            Case(_stored("The port is open.", "The port stays open.", "=9\t-2\t+stays"), about="it was cut"),
        )
    )
    unexamined = Cases(
        lambda: (
            Case(
                said("The port is open.", "en", by="Ilya Marenko").reported("The port stays open.", "en"),
                reason="nothing-stored",
                about="no diff was stored",
            ),
        )
    )

    def check(self, chain: Chain, beside: Sequence[Chain] = ()) -> Iterator[Finding | NotExamined]:  # noqa: ARG002 - the protocol's signature
        """Yield each stored diff that makes other words, or none."""
        here = {hop.digest for hop in chain.hops}
        stored = [
            one for one in chain.held.comparisons if one.delta is not None and one.source in here and one.hop in here
        ]
        if not stored and chain.steps:
            yield NotExamined(self, chain.head, "nothing-stored")
        for one in stored:
            hop = chain.hop(one.hop)
            holds = still_holds(one, chain)
            if holds is None:
                yield NotExamined(self, hop, "words-not-held")
            elif not holds:
                yield Finding(
                    self,
                    hop,
                    f"the diff from hop {chain.number(one.source)}, {one.computed_by}: {_fault(one, chain)}",
                    evidence=(Evidence(hop=chain.number(hop), exact=one.delta or ""),),
                )


def _fault(stored: StoredComparison, chain: Chain) -> str:
    """Return what is wrong with a delta that leads nowhere: where it leaves the words, or why it cannot be applied."""
    why = ""
    for source, target in ends_of(stored, chain):
        try:
            made = apply(stored.delta or "", source or "")
        except IntegrityError as error:
            why = why or f"it cannot be applied ({str(error).partition(' – ')[0]})"
            continue
        words = target or ""
        place = next(
            (at for at, pair in enumerate(zip(made, words, strict=False)) if pair[0] != pair[1]),
            min(len(made), len(words)),
        )
        return f"it makes other words from code point {place} on"
    return why
