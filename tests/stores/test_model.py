"""The SQLite store driven against the store in memory: whatever is done to both, both answer the same."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from provenance.canonical import digest_of
from provenance.errors import ProvenanceError
from provenance.model.attribution import Capture
from provenance.model.chain import Chain, said
from provenance.model.held import Correction, Gloss, StoredComparison, Waiver
from provenance.records import to_json
from provenance.stores.memory import MemoryStore
from provenance.stores.opening import open_store
from provenance.stores.questions import Query

WORDS = st.sampled_from(
    [
        "Мы готовы открыть порт.",
        "Мы не готовы открыть порт.",
        "NUL \x00.",
        "🎙️",
        "We are ready.",
        "'); drop table hop; --",
    ]
)
EVIDENCE = st.sampled_from([b"", b"\x00\xff", "<p>Мы готовы открыть порт.</p>".encode(), b"We are ready. More."])
LANGUAGES = st.sampled_from(["ru", "en", None])
NAMES = st.sampled_from(["Ilya Marenko", "Harbour Daily", "J. Smith"])
CAPTURES = st.lists(EVIDENCE.map(lambda data: Capture(data=digest_of(data))), max_size=1)
DAYS = st.sampled_from(["2026-01-02", "--12-19", "199X"])
STRANGE = digest_of(b"no such hop")


class Stores(RuleBasedStateMachine):
    """Two stores, and the chains that were made for them."""

    chains = Bundle("chains")

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.where = f"{self.folder.name}/quotes.db"
        self.tested = open_store(self.where)
        self.model = MemoryStore()
        self.checkpoints = [self.model.checkpoint()]

    def teardown(self) -> None:
        self.tested.close()
        self.folder.cleanup()

    def both(self, ask: Any) -> None:
        """Ask both stores, and see that they give the same answer, or refuse in the same way."""
        answers = []
        for store in (self.tested, self.model):
            try:
                answers.append(ask(store))
            except ProvenanceError as error:
                answers.append((type(error), str(error)))
        assert answers[0] == answers[1]

    @rule(target=chains, text=WORDS | st.none(), language=LANGUAGES, name=NAMES, captures=CAPTURES)
    def say(self, text: str | None, language: str | None, name: str, captures: list[Capture]) -> Chain:
        return said(text, language, by=name, captures=captures)

    @rule(target=chains, chain=chains, text=WORDS | st.none(), language=LANGUAGES, name=NAMES, captures=CAPTURES)
    def translate(
        self, chain: Chain, text: str | None, language: str | None, name: str, captures: list[Capture]
    ) -> Chain:
        return chain.translated(text, language, by=name, captures=captures)

    @rule(target=chains, chain=chains, also=st.lists(chains, max_size=2), text=WORDS, language=LANGUAGES)
    def report(self, chain: Chain, also: list[Chain], text: str, language: str | None) -> Chain:
        return chain.reported(text, language, outlet="Harbour Daily", also=also)

    @rule(target=chains, chain=chains, data=EVIDENCE, text=WORDS, name=NAMES, place=st.integers(0, 5))
    def hold(self, chain: Chain, data: bytes, text: str, name: str, place: int) -> Chain:
        hop = chain.hops[place % len(chain.hops)].digest
        return chain.holding(
            data,
            glosses=[Gloss(hop=hop, text=text, language="en", by=name)],
            waivers=[Waiver(rule="speaker-missing", hop=hop, reason="known", by=name, on="2026-01-02")],
            corrections=[
                Correction(old=chain.digest, new=STRANGE if place == 5 else hop, reason="better", by=name, on="--12-19")
            ],
        )

    @rule(target=chains, chain=chains, other=chains, text=WORDS, delta=st.sampled_from([None, "=3", "-3\t+%D0%94"]))
    def hold_what_is_elsewhere(self, chain: Chain, other: Chain, text: str, delta: str | None) -> Chain:
        """A gloss and a waiver of a hop that the chain has not; a comparison through one."""
        comparisons = [
            StoredComparison(
                source=step.source.digest, hop=step.hop.digest, computed_by="x", through=other.digest, delta=delta
            )
            for step in chain.steps[-1:]
        ]
        return chain.holding(
            glosses=[Gloss(hop=other.digest, text=text, language="en", by="Engine")],
            waivers=[Waiver(rule="speaker-missing", hop=other.digest, reason="known", by="desk", on="199X")],
            comparisons=comparisons,
        )

    @rule(target=chains, chain=chains)
    def bare(self, chain: Chain) -> Chain:
        return Chain.of([hop.withholding() for hop in chain.hops])

    @rule(chain=chains, comparisons=st.booleans())
    def put(self, chain: Chain, comparisons: bool) -> None:
        self.both(lambda store: store.put(chain, comparisons=comparisons))

    @rule(some=st.lists(chains, max_size=4), comparisons=st.booleans(), batch=st.integers(1, 3))
    def put_many(self, some: list[Chain], comparisons: bool, batch: int) -> None:
        self.both(lambda store: store.put_many(some, comparisons=comparisons, batch=batch))

    @rule(chain=chains, on=DAYS, name=NAMES)
    def waive(self, chain: Chain, on: str, name: str) -> None:
        waiver = Waiver(rule="capture-missing", hop=chain.digest, reason="known", by=name, on=on)
        self.both(lambda store: store.waive(waiver))

    @rule(old=chains, new=chains, retracted=st.booleans())
    def correct(self, old: Chain, new: Chain, retracted: bool) -> None:
        correction = Correction(old=old.digest, new=new.digest, reason="worded better", by="desk", on="2026")
        self.both(lambda store: store.correct(evolve(correction, new=None) if retracted else correction))

    @rule(chain=chains, reason=st.sampled_from(["court order", "asked to"]), place=st.integers(0, 5))
    def withhold(self, chain: Chain, reason: str, place: int) -> None:
        hop = chain.hops[place % len(chain.hops)].digest
        self.both(lambda store: store.withhold(hop, reason=reason, by="desk", on="2026-02-03"))

    @rule(chain=chains, digits=st.integers(6, 64))
    def get(self, chain: Chain, digits: int) -> None:
        asked = chain.digest.hex[:digits]
        self.both(lambda store: to_json(store.get(asked)))

    @rule(chain=chains)
    def rest(self, chain: Chain) -> None:
        self.both(lambda store: list(store.resting_on(chain.digest)))

    @rule(chain=chains, depth=st.none() | st.integers(0, 3))
    def follow(self, chain: Chain, depth: int | None) -> None:
        self.both(lambda store: list(store.lineage(chain.digest, depth=depth)))
        self.both(lambda store: list(store.roots()))
        self.both(lambda store: store.stats())

    @rule(
        after=st.none() | chains,
        speaker=st.none() | NAMES,
        language=LANGUAGES,
        act=st.sampled_from([None, "said", "reported"]),
    )
    def find(self, after: Chain | None, **asked: str | None) -> None:
        query = Query(after=None if after is None else str(after.digest), **asked)
        self.both(lambda store: list(store.find(query)))

    @rule()
    def mark(self) -> None:
        self.checkpoints.append(self.tested.checkpoint())

    @rule(place=st.integers(0, 50))
    def look_back(self, place: int) -> None:
        checkpoint = self.checkpoints[place % len(self.checkpoints)]
        self.both(lambda store: store.verify(checkpoint))
        assert self.tested.verify(checkpoint).ok

    @rule()
    def reopen(self) -> None:
        self.tested.close()
        self.tested = open_store(self.where)

    @rule()
    def look_from_elsewhere(self) -> None:
        with open_store(self.where, readonly=True) as store:
            assert list(store.heads()) == list(self.model.heads())
            assert store.checkpoint() == self.model.checkpoint()

    @invariant()
    def the_same_is_there(self) -> None:
        self.both(lambda store: list(store.heads()))
        self.both(lambda store: list(store.withholdings()))
        self.both(lambda store: store.verify())
        assert self.model.verify().ok

    @invariant()
    def every_head_reads_back_the_same(self) -> None:
        for head in self.model.heads():
            self.both(lambda store, head=head: to_json(store.get(head)))


TestStores = Stores.TestCase
TestStores.settings = settings(stateful_step_count=25)
