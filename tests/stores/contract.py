"""What every store promises, as tests; the tests of each kind of store inherit them and say how one is made."""

from __future__ import annotations

import hashlib
import json
import time
from itertools import count, islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from attrs import evolve

from provenance.canonical import Digest, canonical_bytes, digest_of
from provenance.diff import apply
from provenance.errors import IntegrityError, NotFoundError, ProvenanceError, RecordError
from provenance.keeping import stored_comparison
from provenance.merkle import Checkpoint
from provenance.model.attribution import Agent, Capture
from provenance.model.chain import Chain, said
from provenance.model.held import Correction, Gloss, Held, StoredComparison, Waiver
from provenance.records import spell_held, to_json
from provenance.stores.memory import MemoryStore
from provenance.stores.questions import Query, Statistics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.stores.base import Store

ARTICLE = "«Мы готовы открыть порт», – сказал Илья Маренко. Других слов он не добавил.".encode()
RECORDING = b"\x00\xffthe sound of a harbour\x00"

SPEECH = said("Мы готовы подумать о том, чтобы открыть порт для зерна.", "ru", by="Ilya Marenko", on="2025-12-19")
PRINTED = SPEECH.reported(
    "Мы готовы открыть порт для зерна.",
    "ru",
    outlet="Harbour Daily",
    captures=[Capture(data=digest_of(ARTICLE), collector=Agent("A. Reader"))],
)
ENGLISH = PRINTED.translated("We are ready to open the port for grain.", "en", by="J. Smith")
SECOND = PRINTED.translated("We are willing to open the port to grain.", "en", by="A. Reader")
BOTH = ENGLISH.reported("Ready, or willing, to open the port.", "en", outlet="Example Wire", also=[SECOND])

WAIVER = Waiver(
    rule="translator-undisclosed", hop=PRINTED.digest, reason="signed elsewhere", by="desk", on="2026-01-02"
)
RETRACTION = Correction(old=SPEECH.digest, reason="never said", by="desk", on="2026-01-03")
GLOSS = Gloss(hop=PRINTED.digest, text="We are ready to open the port for the grain.", language="en", by="Engine")
FULL = ENGLISH.holding(ARTICLE, RECORDING, glosses=[GLOSS], waivers=[WAIVER], corrections=[RETRACTION])

OTHER = said(
    "早上好。",
    "zh-Hans",
    by=Agent("Ilya Harbourov", aliases=("the minister",)),
    on="1995-03-04",
    url="https://example.org/a",
)
DECADE = said("Bonjour.", "fr", on="199X")

HOSTILE = (
    "Robert'); drop table hop; --",
    "NUL \x00 inside",
    "🎙️ 👩‍👩‍👧‍👦",
    "\u202eright to left\u202c شارع الميناء",
    "%s ? :name @x $y {} \\ \" '",
    "\ufeff\u2028\u200b.",
)


def numbered(number: int) -> Chain:
    return said(f"Слово номер {number}.", "ru", by="Ilya Marenko", on="2025-12-19")


def unlike(number: int) -> Digest:
    return digest_of(str(number).encode())


def tree_over(came: list[tuple[str, Digest]]) -> bytes:
    """The root over entries, by the recursive definition of RFC 9162."""
    if len(came) == 1:
        kind, digest = came[0]
        entry = canonical_bytes({"kind": kind, "format": 1, "digest": str(digest)})
        return hashlib.sha256(b"\x00" + entry).digest()
    middle = 1
    while middle * 2 < len(came):
        middle *= 2
    return hashlib.sha256(b"\x01" + tree_over(came[:middle]) + tree_over(came[middle:])).digest()


def told(chain: Chain) -> bytes:
    """A chain as one document: equal documents, equal chains, words and all that is held."""
    return to_json(chain)


class StoreContract:
    """The promise. ``store`` is an empty store of the kind under test."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    def test_what_is_put_comes_back(self, store: Store) -> None:
        """A chain comes back with its words and with everything that it held."""
        assert store.put(FULL, comparisons=False) == FULL.digest
        assert told(store.get(FULL.digest)) == told(FULL)

    def test_hostile_words_come_back_as_they_are(self, store: Store) -> None:
        """Names and words with SQL, NUL, emoji, direction marks or format signs are kept to the character."""
        chain = said(HOSTILE[0], "en", by=HOSTILE[1])
        for words in HOSTILE:
            chain = chain.reported(words, "ar", outlet=words, by=words, title=words)
        store.put(chain)
        assert [hop.text for hop in store.get(chain.digest).hops] == [hop.text for hop in chain.hops]
        assert [hop.attribution for hop in store.get(chain.digest).hops] == [hop.attribution for hop in chain.hops]
        assert store.verify().ok

    def test_to_put_again_changes_nothing(self, store: Store) -> None:
        """What is put twice is there once: heads, comparisons, waivers and all."""
        store.put(FULL)
        before = told(store.get(FULL.digest))
        store.put(FULL)
        store.put(FULL, comparisons=False)
        assert told(store.get(FULL.digest)) == before
        assert list(store.heads()) == [FULL.digest]

    def test_a_later_put_adds(self, store: Store) -> None:
        """Words, evidence and statements that were lacking are added when the same chain brings them."""
        bare = Chain.of([hop.withholding() for hop in FULL.hops])
        store.put(bare)
        assert [hop.text for hop in store.get(FULL.digest).hops] == [None, None, None]
        assert store.verify().unread == 3
        store.put(FULL, comparisons=False)
        assert told(store.get(FULL.digest)) == told(FULL)
        assert store.verify().unread == 0

    def test_a_later_put_that_holds_less_takes_nothing(self, store: Store) -> None:
        """A chain without words or anything beside it leaves what is held where it is."""
        store.put(FULL)
        before = told(store.get(FULL.digest))
        store.put(Chain.of([hop.withholding() for hop in FULL.hops]))
        assert told(store.get(FULL.digest)) == before

    def test_shared_hops_are_kept_once(self, store: Store) -> None:
        """Two translations of one report share its hops, and what is held beside those."""
        store.put(FULL, comparisons=False)
        store.put(SECOND, comparisons=False)
        assert store.verify().checked == 4
        held = store.get(SECOND.digest).held
        assert (held.glosses, held.waivers, held.corrections) == ((GLOSS,), (WAIVER,), (RETRACTION,))
        assert dict(held.evidence) == {digest_of(ARTICLE): ARTICLE}  # the recording came with the other translation

    def test_a_chain_of_several_sources_comes_back(self, store: Store) -> None:
        """A hop that rests on several others brings all of them, each once."""
        store.put(BOTH)
        got = store.get(BOTH.digest)
        assert got.hops == BOTH.hops
        assert [hop.sources for hop in got.hops] == [hop.sources for hop in BOTH.hops]

    def test_every_hop_can_be_asked_for(self, store: Store) -> None:
        """A hop inside a chain gives the chain up to it, with what is beside its hops and no more."""
        store.put(FULL)
        got = store.get(SPEECH.digest)
        assert got == SPEECH
        assert (got.held.corrections, got.held.waivers, got.held.glosses) == ((RETRACTION,), (), ())
        assert list(store.get(PRINTED.digest).held.evidence) == [digest_of(ARTICLE)]

    def test_a_clock_set_back_changes_nothing(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is kept, and its order, come from what was put alone: a wall clock that runs backwards is not looked at."""
        hours = count(1_800_000_000, -3_600)
        monkeypatch.setattr(time, "time", lambda: float(next(hours)))
        monkeypatch.setattr(time, "time_ns", lambda: next(hours) * 10**9)
        came = [store.put(numbered(number)) for number in range(3)]
        assert list(store.heads()) == came
        again = MemoryStore()
        monkeypatch.undo()
        for number in range(3):
            again.put(numbered(number))
        assert store.checkpoint() == again.checkpoint()
        assert store.verify(store.checkpoint()).ok

    @pytest.mark.parametrize("spelt", ["{0}", "sha256:{0}", "{0:.8}", "sha256:{0:.9}", " SHA256:{0:.20} "])
    def test_a_hop_goes_by_its_digest_or_its_beginning(self, store: Store, spelt: str) -> None:
        """The digest as a value, as text, with or without its name, whole or from eight digits on, finds the hop."""
        store.put(ENGLISH)
        store.put(numbered(1))
        asked = spelt.format(PRINTED.digest.hex)
        assert store.get(asked).digest == PRINTED.digest
        assert list(store.resting_on(asked)) == [ENGLISH.digest]

    def test_an_ambiguous_beginning_is_refused(self, store: Store) -> None:
        """Digits that two digests begin with are refused with both, one more digit is taken."""
        one, other = (said("Да.", "ru", title=title) for title in ("5314", "9738"))  # found by trying
        assert one.digest.hex[:8] == other.digest.hex[:8]
        store.put(one)
        store.put(other)
        with pytest.raises(NotFoundError, match="give more digits") as caught:
            store.get(one.digest.hex[:8])
        assert str(one.digest) in str(caught.value)
        assert str(other.digest) in str(caught.value)
        assert store.get(one.digest.hex[:12]) == one

    @pytest.mark.parametrize(
        "asked", ["", "sha256:", "1234567", "not a digest", "ff" * 33, "'; drop table hop; --", "\x00"]
    )
    def test_what_is_no_digest_is_not_found(self, store: Store, asked: str) -> None:
        """Anything but a digest or eight of its digits is refused as not found, and says what to give."""
        store.put(ENGLISH)
        with pytest.raises(NotFoundError, match="eight hexadecimal digits") as caught:
            store.get(asked)
        assert caught.value.digest == asked

    def test_an_unknown_hop_is_not_found(self, store: Store) -> None:
        """Every question about a hop that is not stored, and every statement on it, is a NotFoundError and a LookupError."""
        strange = unlike(1)
        store.put(SPEECH)
        with pytest.raises(NotFoundError):
            store.get(strange)
        with pytest.raises(LookupError):
            list(store.resting_on(strange))
        with pytest.raises(NotFoundError):
            store.waive(evolve(WAIVER, hop=strange))
        with pytest.raises(NotFoundError):
            store.correct(evolve(RETRACTION, old=strange))
        with pytest.raises(NotFoundError) as caught:
            store.correct(evolve(RETRACTION, new=strange))
        assert caught.value.digest == strange
        with pytest.raises(NotFoundError):
            store.withhold(strange, reason="asked to", by="desk", on="2026-01-04")
        assert store.get(SPEECH.digest).held == Held()
        assert list(store.withholdings()) == []

    def test_heads_come_in_the_order_of_puts(self, store: Store) -> None:
        """Heads are the chains that were put, first come first, also one that had been a hop inside another."""
        assert list(store.heads()) == []
        for chain in (ENGLISH, numbered(1), SPEECH, numbered(2), ENGLISH):
            store.put(chain)
        assert list(store.heads()) == [ENGLISH.digest, numbered(1).digest, SPEECH.digest, numbered(2).digest]

    def test_heads_can_be_read_while_chains_are_put(self, store: Store) -> None:
        """Putting a chain for each head read neither blocks nor repeats one."""
        for number in range(5):
            store.put(numbered(number))
        seen = []
        for head in store.heads():
            seen.append(head)
            if len(seen) <= 5:
                store.put(store.get(head).reported("Слово.", "ru", outlet="Harbour Daily"))
        assert seen[:5] == [numbered(number).digest for number in range(5)]
        assert len(seen) == len(set(seen))

    def test_what_rests_on_a_hop_is_found(self, store: Store) -> None:
        """The heads that rest on a hop, near or far, come in the order of puts, without the hop itself."""
        for chain in (SECOND, numbered(1), BOTH, PRINTED, ENGLISH):
            store.put(chain)
        later = [SECOND.digest, BOTH.digest, PRINTED.digest, ENGLISH.digest]
        assert list(store.resting_on(SPEECH.digest)) == later
        assert list(store.resting_on(PRINTED.digest)) == [SECOND.digest, BOTH.digest, ENGLISH.digest]
        assert list(store.resting_on(SECOND.digest)) == [BOTH.digest]
        assert list(store.resting_on(BOTH.digest)) == []

    def test_comparisons_are_kept_with_a_put(self, store: Store) -> None:
        """Every step's comparison is kept: a delta that makes the hop's words, and across languages what is stated."""
        store.put(BOTH)
        got = store.get(BOTH.digest)
        kept = {(stored.source, stored.hop): stored for stored in got.held.comparisons}
        assert len(kept) == len(got.steps)
        for step in got.steps:
            stored = kept[step.source.digest, step.hop.digest]
            assert stored == stored_comparison(step)
            if step.comparison.diff is not None:
                words = step.source.text if step.gloss is None else step.gloss.words
                assert apply(stored.delta or "", words or "") == step.hop.text
                assert "provenance-diff" in stored.computed_by
            assert (stored.facts is None) == (stored.via == "same-language")

    def test_what_a_translation_states_is_kept(self, store: Store) -> None:
        """Across languages without a gloss the sentences that answer to each other and the ledger of facts are kept."""
        store.put(ENGLISH)
        (stored,) = (one for one in store.get(ENGLISH.digest).held.comparisons if one.hop == ENGLISH.digest)
        assert (stored.delta, stored.via, stored.through) == (None, None, None)
        step = ENGLISH.steps[-1]
        assert [[bead["source"], bead["target"]] for bead in json.loads(stored.alignment or b"")] == [
            [[[span.start, span.end] for span in side] for side in (bead.source, bead.target)]
            for bead in step.comparison.alignment
        ]
        assert [row["status"] for row in json.loads(stored.facts or b"")] == [
            row.status for row in step.comparison.facts
        ]
        assert stored.computed_by == step.comparison.computed_by

    def test_comparisons_are_left_out_if_not_wanted(self, store: Store) -> None:
        """With comparisons off none is computed, and a later put that wants them adds them."""
        store.put(BOTH, comparisons=False)
        assert store.get(BOTH.digest).held.comparisons == ()
        store.put(BOTH)
        assert store.get(BOTH.digest).held.comparisons != ()

    def test_a_gloss_that_comes_later_adds_its_comparison(self, store: Store) -> None:
        """Once a gloss brings a step's sides into one language, the step is compared through it."""
        store.put(ENGLISH)
        store.put(ENGLISH.holding(glosses=[GLOSS]))
        through = [stored for stored in store.get(ENGLISH.digest).held.comparisons if stored.via == "gloss"]
        assert len(store.get(ENGLISH.digest).held.comparisons) == 3
        assert [stored.through for stored in through] == [digest_of(GLOSS.text.encode())]
        assert apply(through[0].delta or "", GLOSS.text) == ENGLISH.head.text
        assert store.verify().ok

    def test_comparisons_that_a_chain_holds_are_kept_and_not_made_again(self, store: Store) -> None:
        """A comparison by another hand that still holds is kept as it is, and takes the place of ours."""
        delta = f"-{len(SPEECH.head.text or '')}\t+{quote(PRINTED.head.text or '')}"
        stored = StoredComparison(
            source=SPEECH.digest, hop=PRINTED.digest, computed_by="another program 7", delta=delta
        )
        store.put(PRINTED.holding(comparisons=[stored]))
        assert store.get(PRINTED.digest).held.comparisons == (stored,)
        assert store.verify().ok

    def test_a_broken_comparison_is_refused(self, store: Store) -> None:
        """A delta that makes other words, or that belongs to no step of the chain, is refused and nothing is kept."""
        good = StoredComparison(source=SPEECH.digest, hop=PRINTED.digest, computed_by="x", delta="=55")
        with pytest.raises(IntegrityError) as broken:
            store.put(FULL.holding(comparisons=[good]))
        assert broken.value.expected == PRINTED.digest
        with pytest.raises(RecordError):
            store.put(FULL.holding(comparisons=[evolve(good, source=PRINTED.digest, hop=SPEECH.digest)]))
        assert list(store.heads()) == []
        assert store.verify().checked == 0

    def test_a_delta_that_cannot_be_checked_is_left_out(self, store: Store) -> None:
        """A delta through words that the chain lacks is not kept, so that it cannot turn out broken when they come."""
        unsure = StoredComparison(
            source=SPEECH.digest, hop=PRINTED.digest, computed_by="x", through=numbered(1).digest, delta="=3"
        )
        store.put(PRINTED.holding(comparisons=[unsure]), comparisons=False)
        assert store.get(PRINTED.digest).held.comparisons == ()
        store.put(numbered(1))
        assert store.verify().ok
        bare = Chain.of([hop.withholding() for hop in PRINTED.hops])
        store.put(bare.holding(comparisons=[evolve(unsure, through=None)]))
        assert store.get(PRINTED.digest).held.comparisons == ()

    def test_evidence_of_another_digest_is_refused(self, store: Store) -> None:
        """Bytes that do not have the digest they stand under are refused with both digests, and nothing is kept."""
        bad = Chain(FULL.hops, held=Held(evidence={digest_of(ARTICLE): b"altered"}))
        with pytest.raises(IntegrityError) as caught:
            store.put(bad)
        assert (caught.value.expected, caught.value.actual) == (digest_of(ARTICLE), digest_of(b"altered"))
        assert list(store.heads()) == []

    def test_statements_are_kept_with_their_hops(self, store: Store) -> None:
        """Waivers and corrections come back with every chain that holds their hop; said twice, they are there once."""
        store.put(ENGLISH)
        store.put(SECOND)
        corrected = Correction(old=ENGLISH.digest, new=SECOND.digest, reason="better", by="desk", on="2026")
        for _ in range(2):
            store.waive(WAIVER)
            store.correct(RETRACTION)
            store.correct(corrected)
        assert store.get(SPEECH.digest).held.waivers == ()
        for digest in (ENGLISH.digest, SECOND.digest):
            assert store.get(digest).held.waivers == (WAIVER,)
            assert store.get(digest).held.corrections == (RETRACTION, corrected)
        assert store.verify().ok

    def test_statements_on_hops_elsewhere_wait_for_them(self, store: Store) -> None:
        """A waiver that a chain brings for a hop it does not hold is kept, and shown once that hop is there."""
        store.put(SPEECH.holding(waivers=[WAIVER]))
        assert store.get(SPEECH.digest).held.waivers == ()
        store.put(PRINTED)
        assert store.get(PRINTED.digest).held.waivers == (WAIVER,)

    def test_withheld_words_are_gone_and_the_chain_still_verifies(self, store: Store) -> None:
        """A withheld hop keeps its digest and place; its words, and what tells them, are there no more."""
        store.put(FULL)
        store.put(SECOND)
        store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        got = store.get(FULL.digest)
        assert [hop.digest for hop in got.hops] == [hop.digest for hop in FULL.hops]
        assert got.hops[1].text is None
        assert got.hops[1].seal == FULL.hops[1].seal
        assert got.held.glosses == ()
        assert [stored for stored in got.held.comparisons if PRINTED.digest in {stored.source, stored.hop}] == []
        assert list(got.held.evidence) == [digest_of(RECORDING)]
        assert got.held.waivers == (WAIVER,)
        (said_so,) = store.withholdings()
        assert (said_so.hop, said_so.reason, said_so.by, str(said_so.on)) == (
            PRINTED.digest,
            "court order",
            "desk",
            "2026-02-03",
        )
        verified = store.verify()
        assert (verified.ok, verified.unread) == (True, 1)
        assert "1 withheld" in verified.sentence

    def test_withheld_words_do_not_come_back(self, store: Store) -> None:
        """A later put of the same words, their gloss, their evidence or a comparison leaves them withheld."""
        store.put(ENGLISH)
        store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        withheld = told(store.get(ENGLISH.digest))
        delta = next(step.comparison.diff for step in ENGLISH.steps if step.comparison.diff is not None)
        stored = StoredComparison(source=SPEECH.digest, hop=PRINTED.digest, computed_by="x", delta=delta.delta)
        store.put(ENGLISH.holding(ARTICLE, glosses=[GLOSS], comparisons=[stored]))
        assert told(store.get(ENGLISH.digest)) == withheld
        assert store.verify().ok

    def test_a_withholding_reaches_comparisons_made_through_the_words(self, store: Store) -> None:
        """Where a sibling translation stood in for the source, its withholding takes those comparisons too."""
        store.put(BOTH)
        through = [stored for stored in store.get(BOTH.digest).held.comparisons if stored.through == SECOND.digest]
        assert through != []
        store.withhold(SECOND.digest, reason="licence", by="desk", on="2026-02-03")
        assert [
            stored
            for stored in store.get(BOTH.digest).held.comparisons
            if SECOND.digest in {stored.source, stored.hop, stored.through}
        ] == []
        assert store.verify().ok

    def test_a_withholding_takes_unnamed_evidence_that_has_the_words(self, store: Store) -> None:
        """Evidence that came with a chain resting on the hop goes if the words stand in it, else it stays."""
        words = PRINTED.head.text or ""
        page, other = f"<p>{words}</p>".encode(), b"<p>weather</p>"
        store.put(ENGLISH.holding(page, other))
        store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        assert list(store.get(ENGLISH.digest).held.evidence.values()) == [other]

    def test_to_withhold_again_is_no_fault(self, store: Store) -> None:
        """The same withholding is kept once; another reason is kept beside it."""
        store.put(ENGLISH)
        for reason in ("court order", "court order", "request of the author"):
            store.withhold(PRINTED.digest, reason=reason, by="desk", on="2026-02-03")
        assert [one.reason for one in store.withholdings()] == ["court order", "request of the author"]
        assert store.verify().unread == 1

    @pytest.mark.parametrize(("name", "value"), [("reason", " "), ("by", ""), ("on", "2025-02-30")])
    def test_a_withholding_says_why_who_and_when(self, store: Store, name: str, value: str) -> None:
        """Without a reason, a name or a day that exists nothing is withheld."""
        store.put(PRINTED)
        given = {"reason": "court order", "by": "desk", "on": "2026-02-03", name: value}
        with pytest.raises(RecordError):
            store.withhold(PRINTED.digest, **given)
        assert store.get(PRINTED.digest).head.text == PRINTED.head.text

    def test_many_are_put_in_batches(self, store: Store) -> None:
        """Batches tell how far they are, chains that come twice are kept once, and no comparison is made unasked."""
        told_of: list[int] = []
        chains = [numbered(number % 7).reported("Слово.", "ru", outlet="Harbour Daily") for number in range(10)]
        assert store.put_many(chains, batch=4, progress=told_of.append) == 10
        assert told_of == [4, 8, 10]
        assert list(store.heads()) == [chain.digest for chain in chains[:7]]
        assert store.get(chains[0].digest).held == Held()
        assert store.put_many([], comparisons=True) == 0
        assert store.put_many(chains[:2], comparisons=True) == 2
        assert store.get(chains[0].digest).held.comparisons != ()

    def test_a_batch_is_whole_or_not_at_all(self, store: Store) -> None:
        """A bad chain keeps its batch out, and leaves the batches before it in."""
        bad = Chain(SPEECH.hops, held=Held(evidence={unlike(1): b"altered"}))
        with pytest.raises(IntegrityError):
            store.put_many([numbered(1), numbered(2), numbered(3), bad], batch=2)
        assert list(store.heads()) == [numbered(1).digest, numbered(2).digest]
        with pytest.raises(RecordError):
            store.put_many([numbered(4)], batch=0)
        assert store.verify().checked == 2

    def test_a_broken_source_of_chains_keeps_its_batch_out(self, store: Store) -> None:
        """Where the chains stop coming with an error, what was not acknowledged is not there."""

        def chains() -> Iterator[Chain]:
            yield from map(numbered, range(3))
            raise OSError("the line went dead")

        with pytest.raises(OSError, match="dead"):
            store.put_many(chains(), batch=2)
        assert list(store.heads()) == [numbered(0).digest, numbered(1).digest]

    def test_a_thousand_sources_are_kept(self, store: Store) -> None:
        """A hop may rest on a thousand others."""
        many = said("Все говорят одно.", "ru", outlet="Harbour Daily", also=[numbered(n) for n in range(1_000)])
        store.put(many, comparisons=False)
        got = store.get(many.digest)
        assert got.head.sources == many.head.sources
        assert len(got.hops) == 1_001
        assert list(store.resting_on(numbered(567).digest)) == [many.digest]
        assert store.verify().checked == 1_001

    def test_a_long_line_is_kept(self, store: Store) -> None:
        """Ten thousand hops in a line go in and come out: nothing here recurses."""
        line = numbered(0)
        for _ in range(9_999):
            line = line.republished("Слово.", "ru")
        store.put(line, comparisons=False)
        got = store.get(line.digest)
        assert [hop.digest for hop in got.hops] == [hop.digest for hop in line.hops]
        assert list(store.resting_on(line.hops[0].digest)) == [line.digest]
        verified = store.verify()
        assert (verified.ok, verified.checked) == (True, 10_000)

    def test_a_checkpoint_is_the_root_over_all_that_came(self, store: Store) -> None:
        """Size and root are those that RFC 9162 defines over an entry for each record, in the order in which they came."""
        assert store.checkpoint() == Checkpoint(size=0, root=digest_of(b""))
        store.put(FULL)
        came = [("hop", hop.digest) for hop in FULL.hops]
        came.append(("head", FULL.digest))
        came += [("evidence", digest) for digest in FULL.held.evidence]
        for held in (Held(glosses=(GLOSS,)), Held(waivers=(WAIVER,)), Held(corrections=(RETRACTION,))):
            ((kind, listed),) = spell_held(held).items()
            came.append((kind, digest_of(canonical_bytes({kind: listed}))))
        assert store.checkpoint() == Checkpoint(size=len(came), root=Digest(tree_over(came).hex()))

    def test_a_checkpoint_grows_with_what_is_new_alone(self, store: Store) -> None:
        """What is kept already, and what is computed, adds no entry; a new record of any kind does."""
        store.put(FULL, comparisons=False)
        before = store.checkpoint()
        store.put(FULL)
        store.waive(WAIVER)
        store.correct(RETRACTION)
        store.reindex()
        assert store.checkpoint() == before
        sizes = [before.size]
        store.put(PRINTED)  # a hop of a chain becomes a head
        sizes.append(store.checkpoint().size)
        store.waive(evolve(WAIVER, reason="otherwise"))
        sizes.append(store.checkpoint().size)
        store.correct(evolve(RETRACTION, reason="otherwise"))
        sizes.append(store.checkpoint().size)
        for _ in range(2):
            store.withhold(SPEECH.digest, reason="asked to", by="desk", on="2026-02-03")
        sizes.append(store.checkpoint().size)
        assert sizes == list(range(before.size, before.size + 5))

    def test_the_log_stays_what_it_was(self, store: Store) -> None:
        """At every later time the store verifies against every earlier checkpoint, whatever came or was withheld since."""
        checkpoints = [store.checkpoint()]
        for chain in (SPEECH, FULL, SECOND, BOTH):
            store.put(chain)
            checkpoints.append(store.checkpoint())
        store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        checkpoints.append(store.checkpoint())
        assert len({checkpoint.root for checkpoint in checkpoints}) == 6
        for checkpoint in checkpoints:
            verified = store.verify(checkpoint)
            assert verified.ok, verified.sentence
            assert f"the first {checkpoint.size} entr" in verified.sentence

    def test_a_store_that_has_less_than_at_its_checkpoint_is_found(self, store: Store) -> None:
        """A log that is shorter than at the checkpoint, or has another beginning, does not verify against it."""
        store.put(SPEECH)
        checkpoint = store.checkpoint()
        longer = evolve(checkpoint, size=checkpoint.size + 1)
        assert "the tail is cut" in store.verify(longer).sentence
        assert not store.verify(longer).ok
        other = evolve(checkpoint, root=unlike(1))
        assert "written anew" in store.verify(other).sentence
        assert not store.verify(other).ok
        assert not store.verify(Checkpoint(size=0, root=unlike(1))).ok
        assert store.verify(checkpoint).ok

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({}, (SPEECH, PRINTED, ENGLISH, SECOND, BOTH, OTHER, DECADE)),
            ({"speaker": "ilya  MARENKO"}, (SPEECH, PRINTED, ENGLISH, SECOND, BOTH)),
            ({"speaker": "The Minister"}, (OTHER,)),
            ({"speaker": "Nobody"}, ()),
            ({"outlet": "harbour daily"}, (PRINTED,)),
            ({"language": "zh"}, (OTHER,)),
            ({"language": "zh-Hant"}, ()),
            ({"language": "RU"}, (SPEECH, PRINTED)),
            ({"act": "translated"}, (ENGLISH, SECOND)),
            ({"act": "translated", "speaker": "Ilya Marenko", "language": "en"}, (ENGLISH, SECOND)),
            ({"act": "translated", "outlet": "Harbour Daily"}, ()),
            ({"since": "2025-12-19"}, (SPEECH,)),
            ({"since": "2025-12-20"}, (SPEECH,)),  # somewhere it may have been that day already
            ({"since": "2025-12-22"}, ()),
            ({"since": "2025", "until": "2025-12"}, (SPEECH,)),
            ({"until": "1995"}, (OTHER, DECADE)),
            ({"since": "1996", "until": "2000"}, (DECADE,)),
            ({"locator": "https://EXAMPLE.org:443/a?utm_source=x"}, (OTHER,)),
            ({"locator": "https://example.org/b"}, ()),
            ({"after": PRINTED.digest}, (ENGLISH, SECOND, BOTH, OTHER, DECADE)),
            ({"after": PRINTED.digest.hex[:12], "speaker": "Ilya Marenko"}, (ENGLISH, SECOND, BOTH)),
            ({"after": BOTH.digest, "act": "translated"}, ()),
            ({"after": DECADE.digest}, ()),
        ],
    )
    def test_hops_are_found_by_what_they_state(
        self, store: Store, asked: dict[str, Any], expected: tuple[Chain, ...]
    ) -> None:
        """Every hop of which all holds is found, in the order in which they came; what cannot be told is not found."""
        for chain in (BOTH, OTHER, DECADE):
            store.put(chain, comparisons=False)
        came = [*(hop.digest for hop in BOTH.hops), OTHER.digest, DECADE.digest]
        wanted = {chain.digest for chain in expected}
        assert list(store.find(Query(**asked))) == [digest for digest in came if digest in wanted]

    def test_a_search_goes_on_where_it_was_left(self, store: Store) -> None:
        """Page after page, each from the last hop of the one before, gives what one look gives, however many there are."""
        store.put_many(numbered(number).reported("Слово.", "ru") for number in range(1_100))
        for asked in ({"speaker": "Ilya Marenko"}, {"act": "reported"}):
            whole = list(store.find(Query(**asked)))
            assert len(whole) == (2_200 if "speaker" in asked else 1_100)
            pages: list[Digest] = []
            while page := list(islice(store.find(Query(**asked, after=str(pages[-1]) if pages else None)), 450)):
                pages += page
            assert pages == whole

    def test_a_search_after_what_is_not_there_is_refused(self, store: Store) -> None:
        """A cursor is a hop of the store; a query is of things that exist."""
        store.put(SPEECH)
        with pytest.raises(NotFoundError):
            list(store.find(Query(after=str(unlike(1)))))
        for wrong in ({"act": "sung"}, {"language": "no tag"}, {"since": "2025-13"}):
            with pytest.raises(RecordError):
                Query(**wrong)

    def test_lineage_goes_both_ways(self, store: Store) -> None:
        """What a hop rests on comes first, then what rests on it, the nearest first, with the steps between."""
        store.put(BOTH, comparisons=False)
        store.put(numbered(1))

        def lineage(of: Chain, depth: int | None = None) -> list[tuple[Digest, int]]:
            return [(relative.hop, relative.distance) for relative in store.lineage(of.digest, depth=depth)]

        translations = [hop.digest for hop in BOTH.hops if hop.digest in {ENGLISH.digest, SECOND.digest}]
        assert lineage(SPEECH) == [(PRINTED.digest, 1), *((digest, 2) for digest in translations), (BOTH.digest, 3)]
        assert lineage(BOTH) == [*((digest, -1) for digest in translations), (PRINTED.digest, -2), (SPEECH.digest, -3)]
        assert lineage(ENGLISH) == [(PRINTED.digest, -1), (SPEECH.digest, -2), (BOTH.digest, 1)]
        assert lineage(ENGLISH, 1) == [(PRINTED.digest, -1), (BOTH.digest, 1)]
        assert lineage(ENGLISH, 0) == lineage(numbered(1)) == []
        with pytest.raises(NotFoundError):
            list(store.lineage(unlike(1)))
        with pytest.raises(RecordError):
            list(store.lineage(SPEECH.digest, depth=-1))

    def test_roots_rest_on_nothing(self, store: Store) -> None:
        """Roots come once each, in the order in which they came, also where a chain has several."""
        assert list(store.roots()) == []
        several = numbered(2).reported("Слово.", "ru", also=[numbered(3)])
        for chain in (BOTH, several, numbered(1), BOTH):
            store.put(chain, comparisons=False)
        first_two = [hop.digest for hop in several.hops if not hop.sources]
        assert list(store.roots()) == [SPEECH.digest, *first_two, numbered(1).digest]

    def test_statistics_count_what_is_held(self, store: Store) -> None:
        """Hops, chains, words and what lies beside them are counted once each; what was withheld is not held."""
        assert store.stats() == Statistics(
            hops=0, chains=0, roots=0, characters=0, acts=(), languages=(), evidence=0,
            comparisons=0, glosses=0, waivers=0, corrections=0, withholdings=0,
        )  # fmt: skip
        store.put(FULL, comparisons=False)
        store.put(SECOND, comparisons=False)
        store.put(said(None, None))
        counted = store.stats()
        assert (counted.hops, counted.chains, counted.roots) == (5, 3, 2)
        assert counted.characters == sum(len(hop.text or "") for hop in BOTH.hops[:-1])
        assert counted.acts == (("said", 2), ("translated", 2), ("reported", 1))
        assert counted.languages == (("en", 2), ("ru", 2), (None, 1))
        assert (counted.evidence, counted.comparisons, counted.glosses) == (2, 0, 1)
        assert (counted.waivers, counted.corrections, counted.withholdings) == (1, 1, 0)
        store.put(FULL)
        assert store.stats().comparisons == 2
        store.withhold(PRINTED.digest, reason="court order", by="desk", on="2026-02-03")
        counted = store.stats()
        assert (counted.evidence, counted.comparisons, counted.glosses, counted.withholdings) == (1, 0, 0, 1)
        assert counted.hops == 5

    def test_an_empty_store_verifies(self, store: Store) -> None:
        """Nothing stored is nothing wrong, and the sentence says that it is nothing."""
        verified = store.verify()
        assert (verified.ok, verified.checked, verified.first_bad) == (True, 0, None)
        assert str(verified) == "nothing is stored here yet"

    def test_every_refusal_is_one_of_ours(self, store: Store) -> None:
        """Whatever is refused is refused with an error of this library."""
        for bad in ("", "zz", "0" * 7):
            with pytest.raises(ProvenanceError):
                store.get(bad)

    def test_to_close_twice_is_no_fault(self, store: Store) -> None:
        """A store can be closed within its ``with`` statement."""
        with store:
            assert store.put(SPEECH) == SPEECH.digest
            store.close()
        store.close()
