"""Keeping: a step's comparison as it is kept, and whether a kept delta still holds."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from provenance.canonical import digest_of, parse_canonical
from provenance.diff import patch
from provenance.keeping import delta_holds, still_holds, stored_comparison
from provenance.model.chain import Chain, said
from provenance.model.held import Gloss, Held, StoredComparison
from provenance.rules import Finding, NotExamined
from provenance.rules.custody import StoredDiffBroken

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)

SPEECH = said("Мы готовы открыть порт для шести миллионов тонн.", "ru", by="Ilya Marenko")
ENGLISH = SPEECH.translated("We are ready to open the port to seven million tonnes.", "en", by="J. Smith")
GLOSS = Gloss(
    hop=SPEECH.digest, text="We are ready to open the port to six million tonnes.", language="en", by="Engine"
)


@given(WORDS, WORDS)
def test_a_kept_delta_holds_until_either_text_changes(source: str, target: str) -> None:
    """What is kept of a step within one language turns its source into its hop, and no other text into it."""
    chain = said(source, "en").revised(target, "en")
    stored = stored_comparison(chain.steps[0])
    assert (stored.source, stored.hop, stored.via) == (chain.hops[0].digest, chain.digest, "same-language")
    assert still_holds(stored, chain) is True
    assert delta_holds(stored, source=source, target=target + "!", between=None) is False
    assert delta_holds(stored, source=source + "!", target=target, between=None) is False
    assert delta_holds(stored, source=None, target=target, between=None) is None
    assert still_holds(stored, said("Elsewhere.", "en")) is None


def test_a_delta_through_a_gloss_is_held_against_the_gloss() -> None:
    """A delta made through other words holds with those words alone; without them it cannot be told."""
    chain = ENGLISH.holding(glosses=[GLOSS])
    stored = stored_comparison(chain.steps[0])
    assert (stored.via, stored.through) == ("gloss", digest_of(GLOSS.text.encode()))
    assert still_holds(stored, chain) is True
    assert still_holds(stored, ENGLISH) is None
    assert still_holds(evolve(stored, delta="=3"), chain) is False
    back = evolve(GLOSS, hop=ENGLISH.digest, text="Мы готовы открыть порт для семи миллионов тонн.", language="ru")
    chain = ENGLISH.holding(glosses=[back])
    assert still_holds(stored_comparison(chain.steps[0]), chain) is True


def test_a_delta_through_a_sibling_is_held_against_its_words() -> None:
    """A delta made through another translation of the same source holds with that hop's words."""
    sibling = SPEECH.translated("We are willing to open the port to six million tonnes.", "en", by="A. Reader")
    chain = ENGLISH.reported("Both.", "en", outlet="Example Wire", also=[sibling])
    step = next(step for step in chain.steps if step.hop == ENGLISH.head)
    stored = stored_comparison(step)
    assert (stored.via, stored.through) == ("sibling", sibling.digest)
    assert still_holds(stored, chain) is True
    bare = Chain.of([hop.withholding() if hop == sibling.head else hop for hop in chain.hops])
    assert still_holds(stored, bare) is None


@pytest.mark.parametrize("through", ["gloss", "sibling"])
def test_the_rule_says_of_a_kept_delta_what_keeping_says(through: str) -> None:
    """What holds is passed, what does not is told with its hop and the place, and what cannot be told is not examined."""
    sibling = SPEECH.translated("We are willing to open the port to six million tonnes.", "en", by="A. Reader")
    both = ENGLISH.reported("Both.", "en", outlet="Example Wire", also=[sibling])
    chain = ENGLISH.holding(glosses=[GLOSS]) if through == "gloss" else both
    step = next(step for step in chain.steps if step.hop == ENGLISH.head)
    stored = stored_comparison(step)
    assert stored.via == through

    def answers(kept: StoredComparison, without: bool = False) -> list[Finding | NotExamined]:
        holder = Chain.of(
            [hop.withholding() if without and hop == sibling.head else hop for hop in chain.hops],
            held=Held(comparisons=(kept,), glosses=() if without else chain.held.glosses),
        )
        assert {True: 0, False: 1, None: 1}[still_holds(kept, holder)] == len(list(StoredDiffBroken().check(holder)))
        return list(StoredDiffBroken().check(holder))

    assert answers(stored) == []
    other = patch(step.gloss.words if step.gloss else "", "Other words.").delta
    for delta, told in ((other, "it makes other words from code point 0 on"), ("=3", "it cannot be applied")):
        (found,) = answers(evolve(stored, delta=delta))
        assert isinstance(found, Finding)
        assert told in found.sentence
        assert found.digest == ENGLISH.digest
    (blank,) = answers(stored, without=True)
    assert isinstance(blank, NotExamined)
    assert blank.reason == "words-not-held"


def test_across_languages_sentences_and_facts_are_kept() -> None:
    """Without a gloss a step across languages keeps no delta, but what both texts state, in canonical bytes."""
    stored = stored_comparison(ENGLISH.steps[0])
    assert (stored.delta, stored.via, stored.through) == (None, None, None)
    rows = parse_canonical(stored.facts or b"")
    assert isinstance(rows, list)
    changed = [row for row in rows if isinstance(row, dict) and row["status"] == "changed"]
    assert [(row["source"]["surface"], row["target"]["surface"]) for row in changed] == [
        ("шести миллионов тонн", "seven million tonnes")
    ]
    assert parse_canonical(stored.alignment or b"") == [
        {"source": [[0, 48]], "target": [[0, 54]], "score": f"{ENGLISH.steps[0].comparison.alignment[0].score:.3f}"}
    ]


@pytest.mark.parametrize("chain", [said(None, "ru").revised("Да.", "ru"), said("Да.", None).translated("Yes.", "en")])
def test_nothing_is_kept_of_what_cannot_be_compared(chain: Chain) -> None:
    """Where words or a language are lacking there is no delta, no alignment and no fact, but who looked."""
    stored = stored_comparison(chain.steps[0])
    assert (stored.delta, stored.alignment, stored.facts) == (None, None, None)
    assert stored.computed_by != ""
    assert still_holds(stored, chain) is None
