"""Chains: acts, several sources, blanks filled, what is held, glosses and siblings; long, wide and tangled ones."""

from __future__ import annotations

import copy
import gc
import pickle
import random
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from provenance.canonical import digest_of, digest_of_words
from provenance.errors import ChainError, LimitError, RecordError
from provenance.locator import Locator
from provenance.model import chain as rooms
from provenance.model import order
from provenance.model.attribution import Agent, Capture, Inferred, Method
from provenance.model.chain import Chain, glossed, said
from provenance.model.held import Correction, Gloss, Held, StoredComparison, Waiver
from provenance.model.hop import Act, Hop
from provenance.records import from_json, to_json
from provenance.text import Mode, Text

if TYPE_CHECKING:
    from collections.abc import Callable

SPEECH = said("Мы готовы открыть порт.", "ru", by="Ilya Marenko", on="2025-12-19", occasion="annual session")
RELAY = SPEECH.reported("我们愿意开放港口。", "zh", outlet="Harbour Daily")
ENGLISH = RELAY.translated("We are willing to open the port.", "en", by="J. Smith", method="human")


# ---- acts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.SAID])
def test_each_act_adds_a_hop(act: Act) -> None:
    """An act returns a new chain whose head rests on the old head; the old chain is as it was."""
    before = SPEECH.hops
    how = {"by": "A. Writer", "mode": "partial", "title": "On the port", "url": "https://harbour.example/port"}
    longer: Chain = getattr(SPEECH, act.value)("Words.", "en", **how)
    assert SPEECH.hops is before
    assert (longer.head.act, longer.head.sources, longer.head.text) == (act, (SPEECH.digest,), "Words.")
    assert (longer.head.mode, longer.head.attribution.title) == (Mode.PARTIAL, "On the port")
    assert longer.head.attribution.locator == Locator.parse("https://harbour.example/port")
    who = longer.head.attribution.translator if act is Act.TRANSLATED else longer.head.attribution.author
    assert who == (Agent("A. Writer"),)


def test_what_is_said_has_one_speaker() -> None:
    """``by`` is the speaker of what was said: one, given once."""
    assert SPEECH.head.attribution.speaker == Agent("Ilya Marenko")
    wrong: list[Any] = [{"by": ["A", "B"]}, {"by": "A", "speaker": "B"}, {"by": []}, {"by": None}]
    for how in wrong:
        with pytest.raises(RecordError) as caught:
            said("Words.", "en", **how)
        assert caught.value.field == "by"


def test_a_misspelt_keyword_is_named() -> None:
    """A keyword that is none is refused, with the one that was meant."""
    with pytest.raises(RecordError, match="unknown field – 'outlett' – did you mean 'outlet'"):
        SPEECH.reported("Words.", "en", outlett="Harbour Daily")  # type: ignore[call-arg]  # misspelt on purpose
    with pytest.raises(RecordError, match="known are also, by, captures"):
        SPEECH.reported("Words.", "en", xyzzy=1)  # type: ignore[call-arg]  # as above


def test_a_link_whose_words_nobody_holds_is_a_hop() -> None:
    """Words may be None; the chain stands, and its steps say what they lack."""
    chain = said(None, "ru").reported(None, None, outlet="Harbour Daily").translated("Words.", "en")
    assert [hop.text for hop in chain.hops] == [None, None, "Words."]
    assert [[blank.reason for blank in step.comparison.blanks if blank.kind == "diff"] for step in chain.steps] == [
        ["words-not-held"],
        ["words-not-held"],
    ]


def test_several_sources_are_one_chain() -> None:
    """An outlet that drew on two chains has both behind it, each hop once, and one head."""
    other = SPEECH.reported("The port may open.", "en", outlet="Example Wire")
    both = RELAY.reported("Both say so.", "en", also=[other], outlet="Third Paper")
    assert len(both.hops) == 4
    assert both.origins == SPEECH.hops
    assert set(both.head.sources) == {RELAY.digest, other.digest}
    assert {step.source.digest for step in both.steps if step.hop == both.head} == {RELAY.digest, other.digest}
    assert len(said("As was said.", "en", also=[RELAY, other]).hops) == 4
    for also in (RELAY, "x", [RELAY.head], None, 5):
        with pytest.raises(RecordError, match="also"):
            SPEECH.reported("Words.", "en", also=also)  # type: ignore[arg-type]  # wrong on purpose


def test_chains_that_grow_apart_share_what_they_have_in_common_and_no_more() -> None:
    """Acts on one chain, in whatever order its hops are asked for, make chains that know nothing of each other."""
    stem = RELAY.reported("The port opens.", "en", outlet="Harbour Daily")
    left = stem.reported("The port opens, they say.", "en")
    right = stem.reported("Nothing opens.", "en")
    longer = left.excerpted("They say.", "en")
    assert [hop.text for hop in right.hops[3:]] == ["Nothing opens."]
    assert [hop.text for hop in longer.hops[3:]] == ["The port opens, they say.", "They say."]
    assert left.hops == longer.hops[:-1]
    assert stem.hops == left.hops[:-1] == right.hops[:-1]
    assert all(Chain.of(chain.hops).hops == chain.hops for chain in (stem, left, right, longer))
    assert left.hops is left.hops


def test_a_chain_keeps_no_longer_one_alive() -> None:
    """What was built on a chain goes when nobody holds it any more."""
    stem = RELAY.reported("The port opens.", "en")
    longer = stem.reported("The port opens, they say.", "en")
    gone = weakref.ref(longer.head)
    del longer
    gc.collect()
    assert gone() is None


def test_a_long_chain_built_by_acts_is_copied_and_shown_as_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain far longer than the deepest call is pickled, copied, shown, measured and let go."""
    chain = SPEECH
    for number in range(2 * sys.getrecursionlimit()):
        chain = chain.reported(f"The port will open, {number} papers say.", "en")
    again = pickle.loads(pickle.dumps(chain))  # noqa: S301 - its own bytes
    assert again == chain
    assert again.hops == chain.hops
    assert again.held == chain.held
    monkeypatch.setattr(rooms, "HOPS", len(chain.hops))
    longest = SPEECH
    for number in range(len(chain.hops) - 1):
        longest = longest.reported(f"The port will open, {number} papers say.", "en")
    assert copy.deepcopy(longest) == chain
    assert repr(longest) == repr(chain)
    with pytest.raises(LimitError, match="hops is too large"):
        longest.reported("One more.", "en")


def test_threads_that_ask_at_once_get_the_same_hops() -> None:
    """The hops of a chain that grew may be asked for by many threads at once."""
    chain = SPEECH
    for number in range(500):
        chain = chain.reported(f"The port will open, {number} papers say.", "en")
    begin = threading.Barrier(8)

    def asked(_: int) -> tuple[Hop, ...]:
        begin.wait()
        return chain.hops

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(asked, range(8)))
    assert all(hops == chain.hops for hops in found)
    assert len(found[0]) == 501


# ---- Chain.of -----------------------------------------------------------------------------------


def test_hops_in_the_wrong_order_are_put_in_order() -> None:
    """The order in which hops are given says nothing: it is computed."""
    assert Chain.of(reversed(ENGLISH.hops)).hops == ENGLISH.hops


def test_what_is_no_chain_is_refused() -> None:
    """No hop, a missing source, two heads, what is no hop: each is refused with what is missing or too much."""
    with pytest.raises(ChainError, match="no hop – a chain has one"):
        Chain.of([])
    with pytest.raises(ChainError, match="a source is not there") as caught:
        Chain.of(ENGLISH.hops[1:])
    assert (caught.value.hop, caught.value.source) == (RELAY.digest, SPEECH.digest)
    with pytest.raises(ChainError, match="2 heads") as caught:
        Chain.of([*SPEECH.hops, *said("Other.", "en").hops])
    assert caught.value.hop in {SPEECH.digest, said("Other.", "en").digest}
    with pytest.raises(ChainError, match="not a hop"):
        Chain.of(["x"])  # type: ignore[list-item]  # wrong on purpose


def test_hops_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """More hops than a chain may have are a LimitError, put together or added."""
    monkeypatch.setattr(order, "HOPS", 2)
    monkeypatch.setattr(rooms, "HOPS", 2)
    calls: list[Callable[[], Chain]] = [lambda: RELAY.translated("x", "en"), lambda: Chain.of(ENGLISH.hops)]
    for call in calls:
        with pytest.raises(LimitError) as caught:
            call()
        assert (caught.value.limit, caught.value.found) == (2, 3)
    assert len(Chain.of(RELAY.hops).hops) == 2


def test_hops_are_found_by_number_and_digest() -> None:
    """Numbers run from 1; whatever else is asked for is refused."""
    assert [ENGLISH.hop(number) for number in (1, 2, 3)] == list(ENGLISH.hops)
    assert ENGLISH.number(SPEECH.head) == ENGLISH.number(SPEECH.digest) == 1
    for which in (0, 4, -1, True, "1", None, digest_of(b"")):
        with pytest.raises(ChainError, match="no such hop"):
            ENGLISH.hop(which)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ChainError, match="no such hop"):
        SPEECH.number(ENGLISH.head)


def test_chains_are_equal_by_their_heads() -> None:
    """What is held beside a chain does not make it another; anything else is not equal to it."""
    assert SPEECH.holding(b"page") == SPEECH
    assert len({SPEECH, SPEECH.holding(b"page")}) == 1
    assert SPEECH != RELAY
    assert SPEECH.digest != SPEECH


# ---- filled -------------------------------------------------------------------------------------


def draft() -> Chain:
    """A chain as an article leaves it: no Russian words, a year that was inferred, an unsigned translation."""
    year = Inferred("on", "year: id of hop 2's locator", stated="--12-19")
    return (
        said(None, None, by="Ilya Marenko", on="2025-12-19", inferred=[year])
        .reported("我们愿意开放港口。", "zh", outlet="Harbour Daily")
        .translated("We are willing to open the port.", "en")
    )


def test_blanks_are_filled_and_later_hops_built_anew() -> None:
    """Words, a language, a translator that nobody had stated are stated now; what follows rests on the new hop."""
    chain = draft()
    filled = chain.filled(1, text="Мы готовы открыть порт.", language="ru")
    assert filled.hop(1).words == Text("Мы готовы открыть порт.", "ru")
    assert filled.hop(1).inferred == chain.hop(1).inferred
    assert [hop.text for hop in filled.hops[1:]] == [hop.text for hop in chain.hops[1:]]
    assert filled.hop(2).sources == (filled.hop(1).digest,)
    assert filled.digest != chain.digest
    assert chain.hop(1).text is None
    signed = filled.filled(3, by="J. Smith", method="human", captures=[Capture(data=digest_of(b"page"))])
    assert signed.head.attribution.translator == (Agent("J. Smith"),)
    assert signed.head.captures == (Capture(data=digest_of(b"page")),)
    assert signed.hops[:2] == filled.hops[:2]


def test_what_was_inferred_may_be_stated() -> None:
    """A stated value takes the place of an inferred one, and nothing says any more that it was inferred."""
    filled = draft().filled(1, on="2024-12-19")
    assert str(filled.hop(1).attribution.on) == "2024-12-19"
    assert filled.hop(1).inferred == ()
    again = draft().filled(1, on="2024-12-19", inferred=[Inferred("on", "the archive's catalogue")])
    assert again.hop(1).inferred == (Inferred("on", "the archive's catalogue"),)


@pytest.mark.parametrize(
    ("number", "how", "field"),
    [
        (2, {"text": "Other words."}, "text"),
        (2, {"language": "en"}, "language"),
        (2, {"outlet": "Another Paper"}, "outlet"),
        (1, {"by": "Another"}, "speaker"),
        (3, {"mode": "partial"}, "mode"),
        (2, {"inferred": [Inferred("outlet", "a guess")]}, "outlet"),
        (2, {"inferred": [Inferred("act", "a guess")]}, "act"),
    ],
)
def test_what_was_stated_is_not_overwritten(number: int, how: Any, field: str) -> None:
    """A stated field keeps its value, and a stated field does not become an inferred one."""
    with pytest.raises(RecordError, match=f"stated already – hop {number}, {field}") as caught:
        draft().filled(number, **how)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"also": [SPEECH]}, "unknown field – 'also'"),
        ({"titel": "x"}, "did you mean 'title'"),
        ({"text": None}, "nothing to fill with – hop 1, text"),
        ({"on": None}, "nothing to fill with – hop 1, on"),
        ({"text": " "}, "blank – text"),
        ({"inferred": ["x"]}, "not an inferred field"),
    ],
)
def test_a_blank_is_filled_with_something(how: Any, message: str) -> None:
    """Nothing, a misspelt field, another source: none fills a blank."""
    with pytest.raises(RecordError, match=message):
        draft().filled(1, **how)


def test_a_hop_that_is_not_there_is_not_filled() -> None:
    """Hops are named by their number."""
    with pytest.raises(ChainError, match="hops 1 to 3"):
        draft().filled(4, title="x")


def test_withheld_words_come_back_as_they_were() -> None:
    """Words put back must be those that were recorded; then the chain is the same."""
    withheld = Chain.of(hop.withholding() for hop in SPEECH.hops)
    assert withheld.filled(1, text="Мы готовы открыть порт.").hop(1).text == "Мы готовы открыть порт."
    assert withheld.filled(1, text="Мы готовы открыть порт.") == SPEECH
    assert withheld.filled(1, title="x").hop(1).seal == SPEECH.head.seal
    with pytest.raises(RecordError, match="other words – hop 1"):
        withheld.filled(1, text="Мы не готовы.")


def test_what_is_held_follows_the_hops() -> None:
    """After a blank is filled glosses go with their hops; what was computed of hops that changed is dropped."""
    chain = draft()
    one, two, three = (hop.digest for hop in chain.hops)
    holding = chain.holding(
        b"page",
        glosses=[Gloss(hop=two, text="We are willing.", language="en", by="Desk")],
        comparisons=[
            StoredComparison(source=one, hop=two, computed_by="x"),
            StoredComparison(source=two, hop=three, computed_by="x"),
        ],
        waivers=[Waiver(rule="imprecise-date", hop=two, reason="known", by="Desk", on="2026")],
    )
    filled = holding.filled(3, by="J. Smith")
    assert [stored.hop for stored in filled.held.comparisons] == [two]
    assert filled.held.glosses == holding.held.glosses
    anew = holding.filled(1, language="ru")
    assert anew.held.comparisons == ()
    assert [gloss.hop for gloss in anew.held.glosses] == [anew.hop(2).digest]
    assert anew.held.waivers == holding.held.waivers
    assert anew.held.evidence == holding.held.evidence


def test_a_comparison_through_a_hop_that_changed_is_dropped() -> None:
    """A delta that was made through a sibling translation does not outlive the sibling as it was."""
    first = RELAY.translated("We are ready to open the port.", "en")
    both = ENGLISH.republished("We are willing.", "en", also=[first])
    stored = StoredComparison(source=RELAY.digest, hop=ENGLISH.digest, computed_by="x", through=first.digest)
    kept = both.holding(comparisons=[stored])
    assert kept.filled(kept.number(both.digest), title="x").held.comparisons == (stored,)
    assert kept.filled(kept.number(first.digest), by="A. Reader").held.comparisons == ()


# ---- held ---------------------------------------------------------------------------------------


def test_evidence_is_kept_by_its_digest() -> None:
    """Bytes held are found by the digest that a record names."""
    chain = SPEECH.holding(b"page", b"text", b"page")
    assert dict(chain.held.evidence) == {digest_of(b"page"): b"page", digest_of(b"text"): b"text"}
    with pytest.raises(TypeError):
        chain.held.evidence[digest_of(b"")] = b""  # type: ignore[index]  # read only is the point


@pytest.mark.parametrize(
    ("evidence", "held"),
    [
        (["text"], {}),
        ([bytearray(b"x")], {}),
        ([], {"glosses": ["x"]}),
        ([], {"glosses": "x"}),
        ([], {"waivers": [Correction(old=digest_of(b""), reason="x", by="x", on="2026")]}),
        ([], {"comparisons": [None]}),
        ([], {"corrections": {}}),
    ],
)
def test_what_is_held_is_typed(evidence: Any, held: Any) -> None:
    """Text is no evidence, and each list holds its own kind."""
    with pytest.raises(RecordError):
        SPEECH.holding(*evidence, **held)


def test_of_bytes_under_one_digest_those_that_have_it_stay() -> None:
    """Where two chains hold other bytes under one digest, the altered ones give way, whichever comes first."""
    digest = digest_of(b"page")
    whole, altered = Held(evidence={digest: b"page"}), Held(evidence={digest: b"pace"})
    assert dict(whole.joined(altered).evidence) == dict(altered.joined(whole).evidence) == {digest: b"page"}
    assert dict(altered.joined(altered).evidence) == {digest: b"pace"}, "kept, for the audit to find"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Waiver(rule="", hop=SPEECH.digest, reason="x", by="x", on="2026"),
        lambda: Waiver(rule="x", hop=SPEECH.digest, reason=" ", by="x", on="2026"),
        lambda: Waiver(rule="x", hop="x", reason="x", by="x", on="2026"),
        lambda: Waiver(rule="x", hop=SPEECH.digest, reason="x", by="x", on="2025-02-30"),
        lambda: Waiver(rule="x", hop=SPEECH.digest, reason="x", by="x", on=None),  # type: ignore[arg-type]  # as above
        lambda: Correction(old=5, reason="x", by="x", on="2026"),  # type: ignore[arg-type]  # as above
        lambda: Gloss(hop=SPEECH.digest, text="", language="en", by="x"),
        lambda: Gloss(hop=SPEECH.digest, text="\ud800", language="en", by="x"),
        lambda: Gloss(hop=SPEECH.digest, text="x", language="no tag", by="x"),
        lambda: Gloss(hop=SPEECH.digest, text="x", language=None, by="x"),  # type: ignore[arg-type]  # as above
        lambda: Gloss(hop=SPEECH.digest, text="x" * 4_000_001, language="en", by="x"),
        lambda: Held(evidence={"x": b""}),
        lambda: Held(evidence={SPEECH.digest: "x"}),
    ],
)
def test_a_waiver_a_correction_a_gloss_say_what_they_must(make: Callable[[], object]) -> None:
    """A reason, a name and a date are needed, and words that can be hashed; a date that no calendar has is none."""
    with pytest.raises(RecordError):
        make()


def test_strings_stand_for_digests_dates_and_agents() -> None:
    """What is held takes strings as the record does."""
    waiver = Waiver(rule="x", hop=str(SPEECH.digest), reason="x", by="x", on="2026-03-04")
    assert (waiver.hop, str(waiver.on)) == (SPEECH.digest, "2026-03-04")
    gloss = Gloss(hop=SPEECH.digest, text="x", language="EN-gb", by="Desk", method="machine")
    assert (gloss.language, gloss.by, gloss.method) == ("en-GB", Agent("Desk"), Method.MACHINE)


# ---- glosses and siblings -----------------------------------------------------------------------


class Reader:
    """A translator that puts the language before the words."""

    name = "Reader"
    version = "1"

    def __init__(self) -> None:
        self.asked: list[tuple[Text, str]] = []

    def __call__(self, text: Text, to: str) -> str:
        self.asked.append((text, to))
        return f"[{to}] {text.words}"


def test_a_gloss_is_made_for_every_hop_in_another_language() -> None:
    """Hops with words in another language get a gloss that says who made it; the chain is the same."""
    reader = Reader()
    chain = glossed(ENGLISH.reported(None, "fr").reported("Words.", None), "en-GB", reader)
    assert chain.digest == ENGLISH.reported(None, "fr").reported("Words.", None).digest
    assert [(gloss.hop, gloss.text) for gloss in chain.held.glosses] == [
        (SPEECH.digest, "[en-GB] Мы готовы открыть порт."),
        (RELAY.digest, "[en-GB] 我们愿意开放港口。"),
    ]
    assert {(gloss.by, gloss.method, gloss.language) for gloss in chain.held.glosses} == {
        (Agent("Reader", kind="software", version="1"), Method.MACHINE, "en-GB")
    }
    assert glossed(chain, "en", reader).held == chain.held
    assert len(reader.asked) == 2, "a gloss that is there is not made again"


def test_without_a_gloss_a_step_across_languages_has_no_word_diff() -> None:
    """Characters across languages say nothing: the diff is blank, and why is said."""
    assert [step.comparison.diff for step in ENGLISH.steps] == [None, None]
    assert ENGLISH.steps[1].through is None


def test_a_gloss_brings_both_sides_into_one_language() -> None:
    """With the source glossed in the hop's language the step has a word diff, made through the gloss's words."""
    gloss = Gloss(hop=RELAY.digest, text="We are ready to open the port.", language="en-GB", by="Desk")
    step = ENGLISH.holding(glosses=[gloss]).steps[1]
    assert step.comparison.via == "gloss"
    assert step.comparison.gloss == Text("We are ready to open the port.", "en-GB")
    assert step.through == digest_of_words("We are ready to open the port.")
    assert step.comparison.diff is not None
    assert [edit.target.of("We are willing to open the port.") for edit in step.comparison.diff.changes] != []


def test_a_gloss_of_the_hop_serves_as_well() -> None:
    """With the hop glossed in the source's language the diff goes from the source's words to the gloss."""
    gloss = Gloss(hop=RELAY.digest, text="Мы готовы открыть порт!", language="ru", by="Desk")
    step = RELAY.holding(glosses=[gloss]).steps[0]
    assert step.comparison.via == "gloss"
    assert step.comparison.diff is not None
    assert [edit.source.of("Мы готовы открыть порт.") for edit in step.comparison.diff.changes] == ["."]


def test_a_sibling_translation_comes_before_a_gloss() -> None:
    """Where the chain holds another translation of the same source, the diff is made through that, and says so."""
    other = RELAY.translated("We are ready to open the port.", "en-US", by="A. Reader")
    both = ENGLISH.republished("We are willing.", "en", also=[other]).holding(
        glosses=[Gloss(hop=RELAY.digest, text="Gloss.", language="en", by="Desk")]
    )
    by_hop = {step.hop.digest: step for step in both.steps if step.source == RELAY.head}
    assert (by_hop[ENGLISH.digest].comparison.via, by_hop[ENGLISH.digest].through) == ("sibling", other.digest)
    assert (by_hop[other.digest].comparison.via, by_hop[other.digest].through) == ("sibling", ENGLISH.digest)
    withheld = Chain.of((hop.withholding() if hop.digest == other.digest else hop for hop in both.hops), held=both.held)
    step = next(step for step in withheld.steps if step.hop.digest == ENGLISH.digest)
    assert step.comparison.via == "gloss", "a sibling whose words are withheld is no help"


def test_steps_are_compared_on_first_use() -> None:
    """A step's comparison is computed once, and only when asked for."""
    step = SPEECH.revised("Мы готовы.", "ru").steps[0]
    assert step.comparison is step.comparison
    assert step.comparison.via == "same-language"


# ---- large ones ---------------------------------------------------------------------------------


def test_ten_thousand_hops_in_a_line() -> None:
    """A long line is built, put in order, written, read, walked and filled without recursion."""
    chain = said("The port will open.", "en")
    for number in range(2, 10_001):
        chain = chain.republished(None, "en", title=f"Copy {number}")
    assert len(chain.hops) > 5 * sys.getrecursionlimit()
    assert Chain.of(random.Random(3).sample(chain.hops, 10_000)).hops == chain.hops  # noqa: S311 - a fixed seed
    assert from_json(to_json(chain)) == (chain,)
    assert len(chain.steps) == 9_999
    assert [len(path) for path in chain.paths()] == [10_000]
    filled = chain.filled(1, by="Ilya Marenko")
    assert filled.digest != chain.digest
    assert len(filled.hops) == 10_000
    assert chain.number(chain.head) == 10_000


def test_paths_of_a_tangle_come_one_by_one() -> None:
    """Where every hop rests on both before it there are more paths than atoms; they are yielded as they are asked for."""
    chain = said("The port will open.", "en")
    for number in range(200):
        left = chain.reported("Left.", "en", title=f"{number}")
        right = chain.reported("Right.", "en", title=f"{number}")
        chain = left.reported("Both.", "en", title=f"{number}", also=[right])
    first = list(islice(chain.paths(), 100))
    assert len(set(first)) == 100
    assert {len(path) for path in first} == {401}
    assert len(chain.steps) == 200 * 4


def test_a_thousand_sources() -> None:
    """A digest of a thousand reports is one hop on a thousand, numbered after all of them."""
    reports = [SPEECH.reported(f"Paper {number} says the port may open.", "en") for number in range(1_000)]
    roundup = reports[0].reported("A thousand papers say so.", "en", also=reports[1:])
    assert len(roundup.hops) == 1_002
    assert len(roundup.head.sources) == 1_000
    assert list(roundup.head.sources) == sorted(roundup.head.sources)
    assert roundup.number(roundup.head) == 1_002
    assert sum(1 for _ in roundup.paths()) == 1_000
    assert len({step.through for step in roundup.steps}) == 1
    assert from_json(to_json(roundup)) == (roundup,)


def test_many_translations_of_one_source_are_siblings() -> None:
    """Each of many translations is compared through another one, found without looking through all of them anew."""
    translations = [RELAY.translated(f"We are willing, {number}.", "en") for number in range(300)]
    both = translations[0].reported("Three hundred hands.", "en", also=translations[1:])
    steps = [step for step in both.steps if step.source == RELAY.head]
    assert len(steps) == 300
    assert all(step.sibling and step.through not in {None, step.hop.digest} for step in steps)


def test_ten_megabytes_of_words_are_beyond_the_limit() -> None:
    """Words of ten million letters are refused before anything is made of them."""
    with pytest.raises(LimitError):
        said("x" * 10_000_000, "en")


def test_hops_that_become_one_are_one() -> None:
    """Two sources that differ in a blank become one hop when it is filled alike; the chain joins."""
    one, two = said("Words.", "en", title="A"), said("Words.", "en")
    both = one.reported("Both.", "en", also=[two])
    filled = both.filled(both.number(two.digest), title="A")
    assert len(filled.hops) == 2
    assert filled.head.sources == (one.digest,)
    assert isinstance(filled.head, Hop)
