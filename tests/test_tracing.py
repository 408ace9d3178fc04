"""Tracing: which recorded hop some words come from, how they differ, the way back, and when nothing is offered."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import Correction, open_store, said, trace
from provenance.cli import main
from provenance.diff import apply
from provenance.errors import RecordError
from provenance.shingles import bare_form
from provenance.stores.memory import MemoryStore
from provenance.terminal import width
from provenance.testing import chains, words
from provenance.tracing.ranking import FLOOR, closeness
from provenance.tracing.told import told
from tests.bench.accuracy.trace import DATA, SHARES, asked, corpus

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.model.chain import Chain
    from provenance.stores.base import Store
    from provenance.tracing import Match

SPEECH = said(
    "Мы готовы подумать о том, чтобы открыть порт для зерна, от трёх до шести миллионов тонн.",
    "ru",
    by="Ilya Marenko",
    on="2025-12-19",
)
REPORT = SPEECH.reported(
    "我们愿意考虑开放港口，供至多六百万吨粮食通过。", "zh", outlet="Harbour Daily", on="2025-12-20"
)
ENGLISH = REPORT.translated(
    "“We are willing to consider opening the port to up to 3.5 million tonnes of grain,” he said. The railway stays closed.",
    "en",
    by="J. Smith",
    on="2025-12-21",
)
AGAIN = ENGLISH.republished(
    "We are ready to consider opening the port to up to 3.5 million tonnes of grain.", "en", outlet="Example Wire"
)
WEATHER = said("Es wird morgen am Hafen regnen und stürmen, sagen die Lotsen.", "de", by="a spokesman")


@pytest.fixture
def store() -> Store:
    store = MemoryStore()
    store.put_many([AGAIN, WEATHER])
    return store


def first(words: str, store: Store) -> Match:
    return trace(words, store).matches[0]


def test_an_english_wording_leads_to_its_russian_origin(store: Store) -> None:
    """The match is a hop of a chain; its origins are what was said, in another language, and the text says so."""
    found = trace("ready to consider opening the port to 3.5 million tonnes of grain", store)
    match = found.matches[0]
    assert (match.chain, match.hop, match.digest) == (AGAIN, 4, AGAIN.digest)
    assert match.origins == (SPEECH.head,)
    assert "goes back to hop 1 (Russian): Мы готовы подумать" in str(found)


@pytest.mark.parametrize(
    ("asked", "verdict", "stands"),
    [
        ("The railway stays closed.", "verbatim", "The railway stays closed."),
        ("the  RAILWAY stays closed!", "verbatim", "The railway stays closed."),
        ("Ｔｈｅ railway stays\u00a0clo\u00adsed", "verbatim", "The railway stays closed."),
        ("我们 愿意 考虑开放港口，供至多六百万吨粮食通过", "verbatim", REPORT.head.text),
        ("opening the port to up to 3.5 million tonnes", "fragment", "opening the port to up to 3.5 million tonnes"),
        ("开放港口供至多六百万吨", "fragment", "开放港口，供至多六百万吨"),
        ("The railway stays open.", "altered", "The railway stays closed."),
        ("我们愿意考虑开放海港，供至多六百万吨粮食通过。", "altered", REPORT.head.text),
        ("opening the port to up to 35 million tonnes of grain", "altered", None),
        ("Es wird heute am Hafen regnen und stürmen, sagen die Lotsen.", "altered", WEATHER.head.text),
    ],
)
def test_verdicts(store: Store, asked: str, verdict: str, stands: str | None) -> None:
    """Very words in whole sentences are verbatim, in a part fragment, whatever was typed otherwise; others are altered."""
    match = first(asked, store)
    assert match.verdict == verdict
    assert stands is None or match.words == stands
    assert match.span.of(match.chain.head.text or "") == match.words
    assert (match.similarity == 1.0) == (bare_form(asked) == bare_form(match.words))


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [("3.5 %", "altered"), ("35 tonnes", "altered"), ("-3.5 tonnes", "altered"), ("3.5 tonnes", "verbatim")],
)
def test_marks_of_numbers_are_words(asked: str, verdict: str) -> None:
    """A point inside a number, a sign before it and a percent sign are what was said: without them nothing is verbatim."""
    store = MemoryStore()
    said_so = "The harbour took in {} of grain in the first nine months of that year, they said."
    store.put(said(said_so.format("3.5 tonnes"), "en"))
    assert first(said_so.format(asked), store).verdict == verdict


def test_the_difference_turns_the_one_into_the_other(store: Store) -> None:
    """The diff of a match makes the words that were traced from those that stand there."""
    asked = "We are ready to consider closing the port to 3.5 million tonnes."
    for match in trace(asked, store).matches:
        assert apply(match.diff, match.words) == match.traced == asked


def test_matches_come_likest_first_one_a_hop(store: Store) -> None:
    """Of two hops with nearly the same words the likelier comes first; each hop is there once, and limit is kept."""
    asked = "We are willing to consider opening the port to up to 3.5 million tonnes of grain"
    found = trace(asked, store)
    assert [match.digest for match in found.matches] == [ENGLISH.digest, AGAIN.digest]
    assert found.matches[0].similarity > found.matches[1].similarity
    assert [match.digest for match in trace(asked, store, limit=1).matches] == [ENGLISH.digest]
    with pytest.raises(RecordError, match="not a limit"):
        trace(asked, store, limit=0)


def test_the_earliest_and_the_nearest_are_told(store: Store) -> None:
    """Of several matches the one with the earliest date and the one with the fewest links to its origin are named."""
    earlier = said(None, "en", by="Ilya Marenko").reported(
        "We are willing to consider opening the port to up to 3.5 million tonnes.", "en", on="2025-12-20"
    )
    store.put(earlier)
    found = trace("We are willing to consider opening the port to up to 3.5 million tonnes of grain", store)
    assert len(found.matches) == 3
    assert (found.earliest and found.earliest.chain) == earlier
    assert (found.nearest_to_origin and found.nearest_to_origin.chain) == earlier
    assert set(found.chains) == {AGAIN, earlier}  # the translation is part of what republishes it
    assert found.matches[1].chain == earlier
    assert "earliest: 2 (2025-12-20)" in str(found)
    assert "nearest to the origin: 2 (1 link away)" in str(found)


def test_a_year_alone_is_not_called_earlier() -> None:
    """What is dated by its year alone may be of its last day, so a day of that year comes before it."""
    store = MemoryStore()
    for on in ("2025", "2025-12-20", "2026"):
        store.put(said("The railway stays closed today.", "en", on=on))
    earliest = trace("the railway stays closed today", store).earliest
    assert earliest is not None
    assert str(earliest.chain.head.attribution.on) == "2025-12-20"


def test_undated_matches_have_no_earliest() -> None:
    """Without a date that has its year nothing is called the earliest."""
    store = MemoryStore()
    store.put(said("The railway stays closed today.", "en", on="--12-19"))
    assert trace("the railway stays closed today", store).earliest is None


def test_a_language_may_be_asked_for(store: Store) -> None:
    """With a language only hops in it, or in none that is declared, are matches, whatever its region."""
    undeclared = said("The railway stays closed.", None, by="a spokesman")
    store.put(said("The railway stays closed.", "fr", by="a spokesman"))
    store.put(undeclared)
    found = trace("The railway stays closed.", store, language="en-GB")
    assert {match.chain for match in found.matches} == {ENGLISH, undeclared}


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?!",
        "port",
        "港",
        "of the",
        "to consider",
        "We are tired of waiting for the pilots of the northern quay.",
        "The council of Beiting has agreed to nothing so far.",
        "明天北方码头的引航员会罢工。",
        "Никто не обещал, что лоцманы вернутся к северному причалу.",
        "grain " * 50,
    ],
)
def test_what_is_not_there_is_not_offered(store: Store, asked: str) -> None:
    """Other sentences, words too few to say anything, and heaps are no match."""
    assert trace(asked, store).matches == ()


def test_a_near_miss_is_told_as_one(store: Store) -> None:
    """Where nothing is like enough the likest is shown beside the matches, and the text says that it is none."""
    asked = "We are willing to close the airport to all aeroplanes of the navy and of the coast guard."
    found = trace(asked, store)
    assert found.matches == ()
    assert found.near_miss is not None
    assert closeness(bare_form(asked), bare_form(found.near_miss.words)) < FLOOR
    assert "not recorded; the nearest miss" in str(found)
    assert str(trace("Nichts davon.", store)).endswith("not recorded, nor anything like it")


def test_a_retraction_is_told(store: Store) -> None:
    """A match whose way back holds a retracted or corrected hop says so, with the reason."""
    store.correct(Correction(old=REPORT.digest, reason="never printed", by="desk", on="2026-01-03"))
    text = str(trace("The railway stays closed.", store))
    assert "hop 2 was retracted: never printed (desk, 2026-01-03)" in " ".join(text.split())


def test_sentences_with_another_between_are_found(store: Store) -> None:
    """Words that run over two sentences, one of them edited, are found as those two sentences."""
    long = said(
        "The quay is dry. Barges wait for a pilot every night. No licence was ever signed by the old council. It rains.",
        "en",
    )
    store.put(long)
    match = first("Barges wait for a pilot every day. No licence was signed by the old council", store)
    assert match.verdict == "altered"
    assert match.words == "Barges wait for a pilot every night. No licence was ever signed by the old council."
    part = first("wait for a pilot every night. No licence was ever signed by the old council", store)
    assert (part.verdict, part.words) == (
        "fragment",
        "wait for a pilot every night. No licence was ever signed by the old council",
    )


def test_a_short_sentence_beside_is_part_of_what_is_found() -> None:
    """Words of a sentence and a short one beside it are found as both, though they are no longer than the first alone."""
    store = MemoryStore()
    both = said("The pilots of the northern quay waited for the tide in their own boats. 28 in all.", "en")
    store.put_many(
        [both, said("The pilots of the northern quay waited for the tide in their own boats. Nobody came.", "en")]
    )
    for wording in (
        "The pilots of the northern quay waited for the tide in own boats. 28 in all.",
        "pilots of the northern quay waited for tide in own boats. 28 in all",
    ):
        match = first(wording, store)
        assert (match.chain, match.words) == (both, both.head.text)


def test_words_over_sentences_are_found_among_many_that_share_one() -> None:
    """The hop that holds both sentences is found first, however many hold one of them."""
    store = MemoryStore()
    one = "The dredger was hired for the winter at a price that the council never told anybody."
    store.put_many(said(f"Nobody had seen ship {number} before the storm came. {one}", "en") for number in range(60))
    both = said(f"So it went on as it always had. {one}", "en")
    store.put(both)
    asked = "so it went on as always. The dredger was hired for winter at a price the council never told to anybody"
    assert first(asked, store).words == both.head.text


@settings(max_examples=50)
@given(st.lists(chains(max_hops=3, held=False), min_size=1, max_size=3), st.data())
def test_what_was_put_is_found(several: list[Chain], data: st.DataObject) -> None:
    """Whatever a hop's words are, they are traced to a hop with the same words, if they hold a letter or digit at all."""
    store = MemoryStore()
    for chain in several:
        store.put(chain, comparisons=False)
    hops = [hop for chain in several for hop in chain.hops if hop.text and bare_form(hop.text)]
    if hops:
        asked = data.draw(st.sampled_from(hops)).text or ""
        found = trace(unicodedata.normalize("NFD", asked), store)
        assert bare_form(found.matches[0].words) == bare_form(asked)


@given(words(), st.text())
def test_a_trace_is_the_same_every_time_and_lines_up(kept: str, asked: str) -> None:
    """Any words in any store give the same trace twice, in lines of at most eighty columns, without control characters."""
    store = MemoryStore()
    store.put(said(kept, "en", by="Ilya Marenko"))
    found = trace(asked, store)
    assert found == trace(asked, store)
    lines = str(found).split("\n")
    assert max(map(width, lines)) <= 80
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for line in lines for character in line)
    assert told(found, columns=40)


@pytest.mark.parametrize(
    "asked", ["grain " * 170_000, "港" * 1_000_000, "a" * 1_000_000, "The railway stays closed. " * 40_000]
)
def test_a_megabyte_may_be_asked_for(store: Store, asked: str) -> None:
    """A query of a megabyte, periodic too, is answered."""
    assert trace(asked, store).words == asked


ARTICLE = """The Harbour Daily, 4 March 2026

Ilya Marenko said: "We are willing to consider opening the port to up to 3.5 million tonnes of grain."

He added: "The railway stays open, whatever they may tell you in the capital."

"Nobody has asked the pilots of the northern quay about that," Marenko said.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    place = tmp_path / "quotes.db"
    with open_store(place) as kept:
        kept.put_many([ENGLISH, said("The railway stays closed, whatever they may tell you in the capital.", "en")])
    return place


def test_words_are_traced_on_the_command_line(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``trace WORDS`` prints the match and its way back; ``--fail-on`` makes exit codes of what was found."""
    assert main(["trace", "the railway stays closed", "--store", str(archive), "--fail-on", "altered"]) == 0
    assert "verbatim in hop 3" in capfd.readouterr().out
    unknown = ["trace", "nothing like it is there at all", "--store", str(archive)]
    assert [main([*unknown, "--fail-on", on]) for on in ("never", "unknown", "altered")] == [0, 1, 1]
    changed = ["trace", "the railway stays open", "--store", str(archive)]
    assert [main([*changed, "--fail-on", on]) for on in ("never", "unknown", "altered")] == [0, 0, 1]


def test_an_article_is_traced_with_its_coverage(
    archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """``trace ARTICLE`` tells of each quotation whether it is recorded, altered or unknown, and counts them."""
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    assert main(["trace", str(article), "--store", str(archive), "--fail-on", "unknown"]) == 1
    out = capfd.readouterr().out
    assert "3 quotations: 1 recorded, 1 altered, 1 unknown" in out
    assert max(map(width, out.splitlines())) <= 80
    assert main(["trace", str(article), "--store", str(archive), "--format", "json"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert document["coverage"] == {"recorded": 1, "altered": 1, "unknown": 1}
    assert [found["status"] for found in document["quotations"]] == ["recorded", "altered", "unknown"]


def test_many_queries_come_as_lines(archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``--jsonl`` answers a line with a line, in order; a bad line is refused before anything is printed."""
    queries = tmp_path / "queries.jsonl"
    queries.write_text(
        '"the railway stays closed"\n\n{"words": "愿意考虑开放港口", "language": "zh"}\n', encoding="utf-8"
    )
    assert main(["trace", "--jsonl", str(queries), "--store", str(archive)]) == 0
    answers = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [answer["status"] for answer in answers] == ["recorded", "recorded"]
    assert answers[1]["matches"][0]["origins"] == [str(SPEECH.digest)]
    queries.write_text('"good"\n{"language": "zh"}\n', encoding="utf-8")
    assert main(["trace", "--jsonl", str(queries), "--store", str(archive)]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "line 2: no words" in captured.err


def test_an_index_is_made_anew_on_the_command_line(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``store reindex`` says how many passages there are; asking for both words and lines is refused."""
    assert main(["store", "reindex", str(archive)]) == 0
    assert capfd.readouterr().out == "indexed: 5 passages\n"
    assert main(["trace", "a", "--jsonl", "b", "--store", str(archive)]) == 2
    assert main(["trace", "--store", str(archive)]) == 2


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason=f"no data at {DATA}: accuracy of tracing is not measured")
def test_tracing_is_as_right_as_brute_force() -> None:
    """Of recorded sentences with 10 to 20 % of their words changed 98 % are found; of others 0.5 % are offered at most."""
    made = corpus(20_000)
    store = MemoryStore()
    store.put_many(said(sentence, language) for language, sentence in made.passages)
    tallies = asked(store, made, 150)
    for language in SHARES:
        tally = tallies[language, "10-20 % changed"]
        assert tally.right >= 0.98 * tally.asked, (language, tally.right, tally.asked)
    absent = [tally for (_, kind), tally in tallies.items() if kind == "not there"]
    assert sum(tally.offered for tally in absent) <= 0.005 * sum(tally.asked for tally in absent)
