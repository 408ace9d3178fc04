"""Where the words come from, in one sentence: honest for what is blank."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.model import Chain, Inferred, said
from provenance.rules.ground import main_path
from provenance.rules.naming import date_words, hops_named, language_name, language_path, languages_named, listed
from provenance.testing import chains
from provenance.wording import sentence

SPEECH = said("Порт останется открытым.", "ru", by="Ilya Marenko", on="2025-12-19")


def test_a_whole_way_in_one_sentence() -> None:
    """Speaker, date and language, then each link from the head back, with who made it and where it stands."""
    chain = SPEECH.reported("港口将继续开放。", "zh", outlet="Harbour Daily").translated(
        "The port stays open.", "en", by="J. Smith", method="post-edited"
    )
    assert sentence(chain) == (
        "Ilya Marenko's words, 19 December 2025, in Russian; here from a post-edited English translation by J. Smith of a "
        "Chinese report in Harbour Daily."
    )


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        (SPEECH, "Ilya Marenko's words, 19 December 2025, in Russian."),
        (
            SPEECH.translated("The port stays open.", "en"),
            "Ilya Marenko's words, 19 December 2025, in Russian; here from an unsigned English translation.",
        ),
        (
            said(None, None).reported("The port stays open.", None),
            (
                "The words of an unnamed speaker, undated, in a language not recorded, not held as they were spoken; here from a "
                "report."
            ),
        ),
        (
            said(
                None,
                "ru",
                by="Ilya Marenko",
                on="--12-19",
                inferred=[Inferred("language", "office")],
            ).translated(None, "en", by="J. Smith", method="machine"),
            (
                "Ilya Marenko's words, 19 December, in Russian (inferred), not held as they were spoken; here from a machine "
                "English translation by J. Smith (words not held)."
            ),
        ),
        (
            SPEECH.reported(
                "Порт открыт", "ru", by=("A. Reader", "B. Writer"), mode="summary", outlet="Портовый вестник"
            ),
            (
                "Ilya Marenko's words, 19 December 2025, in Russian; here from a Russian summarising report by A. Reader and B. "
                "Writer in Портовый вестник."
            ),
        ),
    ],
)
def test_blanks_are_said(chain: Chain, expected: str) -> None:
    """What nobody recorded, signed or holds is said to be so; what was inferred is marked."""
    assert sentence(chain) == expected


def test_a_long_way_is_told_short() -> None:
    """Of a way with many links the nearest are named, the rest counted, and the one nearest the speaker named again."""
    chain = SPEECH.reported("港口将继续开放。", "zh", outlet="Harbour Daily")
    for number in range(10):
        chain = chain.republished("港口将继续开放。", "zh", outlet=f"Wire {number}")
    told = sentence(chain)
    assert told.count("republication") == 3
    assert "through 7 more links to a Chinese report in Harbour Daily" in told


def test_several_sources_are_counted() -> None:
    """Where a link draws on a few sources all are named; where on many, the sentence follows one and says how many there are."""
    left, right, *more = (
        SPEECH.reported("Порт открыт.", "ru", outlet=name) for name in ("Left", "Right", "Above", "Below")
    )
    two = left.translated("The port is open.", "en", by="J. Smith", also=[right])
    told = "translation by J. Smith, which rests on 2 sources: a Russian report in Left and a Russian report in Right."
    assert sentence(two).endswith(told)
    four = left.translated("The port is open.", "en", by="J. Smith", also=[right, *more])
    assert "translation by J. Smith, which rests on 4 sources, one of them a Russian report in" in sentence(four)


def test_the_way_that_is_told_begins_with_the_speaker() -> None:
    """Of several ways the shortest that begins with something said is told."""
    hearsay = said(None, "ru", by="Nobody").reported("Порт открыт.", "ru", outlet="Left")
    chain = Chain.of(hearsay.hops).reported("Порт открыт.", "ru", outlet="Right", also=[SPEECH])
    assert [hop.act for hop in main_path(chain)] == ["said", "reported"]


@given(chains())
@settings(max_examples=60)
def test_a_sentence_is_one_line_and_repeats_itself(chain: Chain) -> None:
    """Every chain has a sentence; it ends in a full stop and is the same every time."""
    told = sentence(chain)
    assert told.endswith(".")
    assert sentence(chain) == told


def test_a_language_without_wording_is_refused() -> None:
    """A sentence is asked for in English; another language is refused and named."""
    assert sentence(SPEECH, language="en-GB") == sentence(SPEECH)
    with pytest.raises(RecordError, match="'de'"):
        sentence(SPEECH, language="de")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025", "2025"),
        ("2025-12", "December 2025"),
        ("2025-12-19", "19 December 2025"),
        ("--12-19", "19 December"),
        ("---19", "day 19 of a month"),
        ("199X", "the 1990s"),
        ("2025-12-19T05:50+08:00", "19 December 2025, 05:50 UTC+08:00"),
        ("2025-12-19T05:50Z", "19 December 2025, 05:50 UTC"),
    ],
)
def test_dates_in_words_are_as_precise_as_they_are(date: str, words: str) -> None:
    """A date in words says what is known and no more."""
    assert date_words(PartialDate.parse(date)) == words


def test_names_of_things() -> None:
    """Languages by name, paths with what was inferred, hops drawn together, lists with their joint."""
    assert [language_name(tag) for tag in ("ru", "zh-Hant-TW", "qaa")] == ["Russian", "Chinese", "qaa"]
    chain = said(None, "ru", inferred=[Inferred("language", "office")]).reported(None, None).translated(None, "en")
    assert language_path(chain.hops) == "ru → ? → en (ru inferred)"
    assert [hops_named(numbers) for numbers in ((3,), (2, 3), (7, 4, 2, 3))] == ["hop 3", "hops 2, 3", "hops 2–4 and 7"]
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_of_very_many_the_first_are_named() -> None:
    """A path of hundreds of languages, and hundreds of hops, are told by the first ones and a count."""
    assert hops_named(range(1, 24, 2)) == "hops 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21 and 23"
    assert hops_named(range(1, 4_001, 2)) == "hops 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21 and 1,989 more"
    assert hops_named(range(1, 4_001)) == "hops 1–4000"
    chain = SPEECH
    for number in range(300):
        inferred = [Inferred("language", "office")] if number % 3 == 0 else []
        chain = chain.translated(None, ("en", "zh", "ru")[number % 3], by="J. Smith", inferred=inferred)
    path = "ru → en → zh → ru → en → zh → (289 more) → en → zh → ru → en → zh → ru"
    assert language_path(chain.hops, marked=False) == path
    assert language_path(chain.hops) == f"{path} (en inferred)"


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("Translated from the Chinese", "en", {"zh"}),
        ("Перевод с китайского", "ru", {"zh"}),
        ("译自俄文", "zh", {"ru"}),
        ("The polisher of French windows", "en", {"fr"}),
        ("Original: https://harbour.example", "en", set()),
    ],
)
def test_languages_named_in_a_credit(text: str, language: str, named: set[str]) -> None:
    """A credit's language words are found in its own language, at the beginning of words."""
    assert languages_named(text, language) == named


def test_reported_speech_is_not_called_an_indirect_translation() -> None:
    """An indirect translation is one made through a third language: reported speech has its own words."""
    chain = said(None, "ru", by="Ilya Marenko").translated(
        "The port would stay open.", "en", by="J. Smith", mode="indirect"
    )
    assert "English translation of reported speech by J. Smith" in sentence(chain)


def test_a_channel_is_named() -> None:
    """Of a link into a channel the channel is named, and not the platform alone."""
    chain = said(None, "ru", by="Ilya Marenko").reported("Порт открыт.", "ru", url="https://t.me/harbournews/17")
    assert "in the Telegram channel harbournews" in sentence(chain)
