"""Drafts of several articles joined at the original that they name; all composed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.reading import join, read

ENGLISH = """Russian harbour chief Ilya Marenko said during his annual broadcast on 4 March 2026: "We will close the port in May."

Original: https://www.toutiao.com/article/1858771044685283/
Translated by J. Smith
"""
GERMAN = """Der Hafenchef Ilya Marenko sagte: „Wir werden den Hafen im Mai schließen, und niemand geht.“

Quelle: https://m.toutiao.com/i1858771044685283/?share_token=abc
Übersetzt von K. Meier
"""
OTHER = """Anna Holt said: "Nobody asked the council about the port before."

Original: https://www.toutiao.com/article/1858771044685284/
"""


def test_two_articles_share_the_original_that_both_name() -> None:
    """One hop for the original, however its link is spelt, and one for what was said in it."""
    english, german = join(read(ENGLISH, language="en"), read(GERMAN, language="de"))
    assert [hop.digest for hop in english.hops[:2]] == [hop.digest for hop in german.hops[:2]]
    assert english.head.digest != german.head.digest
    assert str(german.hops[0].attribution.on) == "2026-03-04"  # stated by the other article
    assert "on" not in {one.field for one in german.hops[0].inferred}


def test_what_both_only_infer_stays_inferred() -> None:
    """Joining turns nothing that was inferred into a statement."""
    chains = join(read(ENGLISH, language="en"), read(GERMAN, language="de"))
    for chain in chains:
        assert "language" in {one.field for one in chain.hops[0].inferred}
        assert {one.field for one in chain.hops[1].inferred} == {"language", "outlet"}


def test_each_draft_holds_its_own_article() -> None:
    """Evidence is not mixed."""
    english, german = join(read(ENGLISH, language="en"), read(GERMAN, language="de"))
    assert ENGLISH.encode() in english.held.evidence.values()
    assert ENGLISH.encode() not in german.held.evidence.values()


def test_another_original_is_not_joined() -> None:
    """Another id, another hop."""
    first, second = join(read(ENGLISH, language="en"), read(OTHER, language="en"))
    assert not {hop.digest for hop in first.hops} & {hop.digest for hop in second.hops}


def test_what_contradicts_is_not_joined() -> None:
    """The same speaker on two days: two utterances, and so two ways through the original."""
    later = ENGLISH.replace("4 March 2026", "5 March 2026")
    first, second = join(read(ENGLISH, language="en"), read(later, language="en"))
    assert first.hops[0].digest != second.hops[0].digest


def test_where_more_than_one_would_fit_none_is_taken() -> None:
    """Two dated utterances of one speaker, and a third without a day: it may be either, so it stays alone."""
    later = ENGLISH.replace("4 March 2026", "5 March 2026")
    first, second, third = join(read(ENGLISH, language="en"), read(later, language="en"), read(GERMAN, language="de"))
    assert third.hops[0].digest not in {first.hops[0].digest, second.hops[0].digest}


@settings(max_examples=25)
@given(st.lists(st.sampled_from([ENGLISH, GERMAN, OTHER, "Nobody said anything."]), max_size=4))
def test_joining_keeps_every_draft(texts: list[str]) -> None:
    """As many drafts as the readings have, in their order, each with its own words; one reading alone is as before."""
    readings = [read(text) for text in texts]
    joined = join(*readings)
    alone = [chain for reading in readings for chain in reading.chains()]
    assert [chain.head.text for chain in joined] == [chain.head.text for chain in alone]
    for reading in readings:
        assert join(reading) == reading.chains()
    assert join(*readings) == joined
