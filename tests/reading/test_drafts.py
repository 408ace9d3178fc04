"""Draft chains: what the article states, what is inferred and from what, and what stays blank."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance.canonical import digest_of
from provenance.model.attribution import Method
from provenance.model.hop import Act
from provenance.reading import Reading, read
from provenance.reading.countries import spoken_in_office
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "seed" / "article.txt"

SPEECH = 'Russian harbour chief Ilya Marenko said on March 4: "We will close the port in May."\n\n'
TOUTIAO = "https://www.toutiao.com/article/1858771044685283/"


def inferred(hop: Hop) -> dict[str, str]:
    return {one.field: one.basis for one in hop.inferred}


def first(text: str, *, on: str | None = None, url: str | None = None) -> Chain:
    return read(text, language="en", on=on, url=url).chains()[0]


@pytest.fixture(scope="module")
def sample() -> Reading:
    if not SEED.exists():
        pytest.skip(f"the sample article is not here: {SEED}")
    return read(SEED.read_bytes())


# ---- the sample article ---------------------------------------------------------------------------------


def test_the_sample_has_six_drafts(sample: Reading) -> None:
    """One for each quotation, in order, of three hops each."""
    chains = sample.chains()
    assert [chain.head.text for chain in chains] == [one.words for one in sample.quotations]
    assert [chain.head.mode for chain in chains] == [one.mode for one in sample.quotations]
    assert {tuple(hop.act for hop in chain.hops) for chain in chains} == {(Act.SAID, Act.REPORTED, Act.TRANSLATED)}


def test_the_samples_utterance(sample: Reading) -> None:
    """Hop 1: words blank, the speaker with his office, the day with its year inferred, the language inferred."""
    hop = sample.chains()[0].hops[0]
    who = hop.attribution.speaker
    assert (hop.act, hop.text, hop.language) == (Act.SAID, None, "ru")
    assert who is not None
    assert (who.name, who.description) == (sample.text[34:39], sample.text[16:33])
    assert str(hop.attribution.on) == "2025-12-19"
    assert hop.attribution.occasion == sample.text[56:79]
    assert inferred(hop) == {
        "language": f'"{sample.text[16:33]}": the official language of RU',
        "on": "year: id of hop 2's locator",
    }
    assert [one.stated for one in hop.inferred] == [None, "--12-19"]


def test_the_samples_original(sample: Reading) -> None:
    """Hop 2: Toutiao, Chinese by platform; words, title, author, date and capture blank."""
    hop = sample.chains()[0].hops[1]
    at = hop.attribution
    assert (hop.act, hop.text, hop.language, hop.captures) == (Act.REPORTED, None, "zh", ())
    assert at.locator is not None
    assert (at.locator.given, str(at.locator)) == (
        "toutiao.com/article/1851975068681292/",
        "https://www.toutiao.com/article/1851975068681292/",
    )
    assert (at.outlet, at.title, at.author, at.on) == ("Toutiao", None, (), None)
    assert inferred(hop) == {"language": "usual language of toutiao", "outlet": "host of the locator"}


def test_the_samples_translation(sample: Reading) -> None:
    """Hop 3: English words held; translator, outlet, locator, title and date blank; the disclaimer as printed."""
    chain = sample.chains()[0]
    hop = chain.head
    at = hop.attribution
    assert (hop.act, hop.language, hop.text) == (Act.TRANSLATED, "en", sample.text[83:296])
    assert (at.translator, at.outlet, at.locator, at.title, at.on) == ((), None, None, None, None)
    assert at.disclaimer == sample.text[2475:2528]
    assert at.credit == sample.text[2415:2462]
    assert set(inferred(hop)) == {"act", "language"}
    (capture,) = hop.captures
    assert (capture.span, capture.data) == (Span(83, 296), digest_of(SEED.read_bytes()))


def test_each_draft_holds_the_article(sample: Reading) -> None:
    """The article travels beside every draft, keyed by the digest that its capture names."""
    for chain in sample.chains():
        assert chain.held.evidence[digest_of(SEED.read_bytes())] == SEED.read_bytes()


def test_a_pronouns_speaker_is_marked_as_inferred(sample: Reading) -> None:
    """Of the six drafts only the one whose speaker is a pronoun infers its speaker, and says what was printed."""
    drafts = [chain.hops[0] for chain in sample.chains()]
    assert [hop.was_inferred("speaker") for hop in drafts] == [False, False, True, False, False, False]
    assert next(one.stated for one in drafts[2].inferred if one.field == "speaker") == "He"


# ---- originals ------------------------------------------------------------------------------------------


def test_two_originals_are_two_sources() -> None:
    """The head rests on both, each of them on the utterance."""
    chain = first(f"{SPEECH}Original: {TOUTIAO}\nOriginal: https://t.me/harbour/12")
    assert len(chain.head.sources) == 2
    assert [hop.act for hop in chain.hops] == [Act.SAID, Act.REPORTED, Act.REPORTED, Act.TRANSLATED]
    assert chain.origins == (chain.hops[0],)


def test_an_original_named_twice_is_one_source() -> None:
    """The same link in two spellings is one hop."""
    chain = first(f"{SPEECH}Original: {TOUTIAO}\nSource: toutiao.com/a1858771044685283/?utm_source=x")
    assert len(chain.hops) == 3


@pytest.mark.parametrize(
    ("footer", "act"),
    [
        ("", Act.REPORTED),
        ("Original: https://www.toutiao.com/article/1858771044685283/", Act.TRANSLATED),
        ("Source: Quay Courier", Act.REPUBLISHED),
        ("Source: Quay Courier\nTranslated by J. Smith", Act.TRANSLATED),
        ("Source: our correspondent said this", Act.REPORTED),
        ("Original:", Act.REPORTED),
    ],
)
def test_the_act_follows_from_what_is_named(footer: str, act: Act) -> None:
    """Another language or a translator: translated; an original: republished; none: reported."""
    assert first(SPEECH + footer).head.act is act


def test_translator_and_author_answer_for_the_head() -> None:
    """A translator signs the translation; without an original the author signs the report."""
    translated = first(f"{SPEECH}Original: {TOUTIAO}\nTranslated by J. Smith").head.attribution
    assert [agent.name for agent in translated.translator] == ["J. Smith"]
    assert translated.credit == f"Original: {TOUTIAO}\nTranslated by J. Smith"
    assert [agent.name for agent in first(f"{SPEECH}Author: Anna Holt").head.attribution.author] == ["Anna Holt"]


def test_a_named_program_translates_by_machine() -> None:
    """Translator and source in one line: the program is software, the method machine, the source a hop."""
    chain = first(SPEECH + "Translated by Google Translate from Ukrainian. Source: https://t.me/harbour/55")
    head = chain.head.attribution
    assert [hop.act for hop in chain.hops] == [Act.SAID, Act.REPORTED, Act.TRANSLATED]
    assert [(one.name, one.kind) for one in head.translator] == [("Google Translate", "software")]
    assert head.method is Method.MACHINE
    assert head.credit == "Translated by Google Translate from Ukrainian.\nSource: https://t.me/harbour/55"
    source = chain.hops[1].attribution.locator
    assert source is not None
    assert source.canonical == "https://t.me/harbour/55"


def test_a_program_with_an_editor_leaves_the_method_open() -> None:
    """Where a person signs beside a program, how they shared the work is not told."""
    head = first(
        SPEECH + "Translated by DeepL\nTranslated by J. Smith\nSource: https://t.me/harbour/55"
    ).head.attribution
    assert [(one.name, one.kind) for one in head.translator] == [("DeepL", "software"), ("J. Smith", "unknown")]
    assert head.method is Method.UNKNOWN


def test_a_translator_without_an_original_still_signs() -> None:
    """The article is a translation though it names no original; that the act follows from the signature is marked."""
    chain = first(SPEECH + "Translated by J. Smith")
    assert [hop.act for hop in chain.hops] == [Act.SAID, Act.TRANSLATED]
    assert [one.name for one in chain.head.attribution.translator] == ["J. Smith"]
    assert inferred(chain.head)["act"] == "a translator signs; no original is named"


def test_an_author_signs_what_is_republished() -> None:
    """Where the words were not translated the author answers for the article that names its original."""
    head = first(f"{SPEECH}Author: Anna Holt\nSource: Quay Courier").head
    assert head.act is Act.REPUBLISHED
    assert [agent.name for agent in head.attribution.author] == ["Anna Holt"]


def test_a_relay_named_in_the_paragraph_is_a_source() -> None:
    """Without a footer, what the quotation's own paragraph names as its source is one."""
    text = "据渔港日报报道，港务局长马连科表示：“我们五月关闭港口。”\n\n何琳说：“没有人会离开港口。”"
    near, far = read(text, language="zh").chains()
    assert [hop.attribution.outlet for hop in near.hops] == [None, "渔港日报", None]
    assert [hop.act for hop in far.hops] == [Act.SAID, Act.REPORTED]


def test_a_doubtful_footer_is_no_source() -> None:
    """What may belong to another item of the page does not become a hop."""
    chain = first(f"{SPEECH}Nobody asked why it had to be so.\n\nFishermen of the old town\n\nSource: Quay Courier")
    assert [hop.act for hop in chain.hops] == [Act.SAID, Act.REPORTED]


# ---- years ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("footer", "stated", "on", "basis"),
    [
        (f"Original: {TOUTIAO}", {}, "2026-03-04", "year: id of hop 2's locator"),
        (f"Original: {TOUTIAO}", {"on": "2025-03-05"}, "2025-03-04", "year: the article's date"),
        ("", {"on": "2025-03-03"}, "2024-03-04", "year: the article's date"),
        ("", {"on": "2025"}, "2025-03-04", "year: the article's date"),
        ("", {}, "--03-04", None),
        ("", {"url": "https://web.archive.org/web/20240305/https://example.com/a"}, "2024-03-04", "year: archive time of the article's locator"),
    ],
)  # fmt: skip
def test_a_year_comes_from_the_nearest_dated_thing(
    footer: str, stated: dict[str, str], on: str, basis: str | None
) -> None:
    """The article's date, then the original's id, then the archive; the latest such day not after it; else no year."""
    hop = first(SPEECH + footer, **stated).hops[0]
    assert str(hop.attribution.on) == on
    assert inferred(hop).get("on") == basis
    assert all(one.stated == "--03-04" for one in hop.inferred if one.field == "on")


def test_a_day_may_begin_before_the_clock_says_so() -> None:
    """The id was minted on the 4th in UTC: by then it was the 5th farther east, and the 5th is of that year still."""
    chain = first(f"{SPEECH.replace('March 4', 'March 5')}Original: {TOUTIAO}")
    assert str(chain.hops[0].attribution.on) == "2026-03-05"


def test_a_year_from_one_of_two_originals_says_which() -> None:
    """With two originals a hop's number tells nothing: their order is that of their digests."""
    hop = first(f"{SPEECH}Original: {TOUTIAO}\nOriginal: https://t.me/harbour/12").hops[0]
    assert inferred(hop)["on"] == f"year: id of the original's ({TOUTIAO}) locator"


# ---- what is inferred, what cannot be recorded ----------------------------------------------------------


@pytest.mark.parametrize(
    ("office", "language", "spoken"),
    [
        ("Russian President", "en", "ru"),
        ("President of Russia", "en", "ru"),
        ("президент России", "ru", "ru"),
        ("министр иностранных дел Германии", "ru", "de"),
        ("Президент України", "uk", "uk"),
        ("俄罗斯总统", "zh", "ru"),
        ("白俄罗斯总统", "zh", None),
        ("Belgian minister", "en", None),
        ("美术馆长", "zh", None),
        ("French and German ministers", "en", None),
        ("harbour chief", "en", None),
        (None, "en", None),
        ("Russian President", None, None),
        ("Russian President", "xx", None),
    ],
)
def test_the_language_of_an_office(office: str | None, language: str | None, spoken: str | None) -> None:
    """One country with one official language tells; two of either, or none, tell nothing."""
    found = spoken_in_office(office, language)
    assert (None if found is None else found.language) == spoken


def test_an_open_speaker_stays_blank() -> None:
    """Candidates are never recorded as the speaker."""
    chain = first('Ilya Marenko met Karl Vend. "I have nothing to add to that," he said.')
    assert chain.hops[0].attribution.speaker is None


def test_aliases_go_into_the_record() -> None:
    """The caller's spellings stand with the agent."""
    reading = read(
        '"We will close the port," said I. Marenko.', language="en", aliases={"Ilya Marenko": ["I. Marenko"]}
    )
    who = reading.chains()[0].hops[0].attribution.speaker
    assert who is not None
    assert (who.name, who.aliases) == ("Ilya Marenko", ("I. Marenko",))


def test_words_without_utf_8_are_not_recorded() -> None:
    """A lone surrogate has no UTF-8: such words are read, and their hop leaves them blank."""
    (chain,) = read('Marenko said: "We will close the port \ud800 in May."', language="en").chains()
    assert chain.head.text is None


def test_drafts_can_be_filled() -> None:
    """A draft is an ordinary chain: an inferred field is filled, a stated one refused."""
    chain = first(f"{SPEECH}Original: {TOUTIAO}")
    filled = chain.filled(1, text="Мы закроем порт в мае.", language="ru", on="2026-03-04")
    assert filled.hops[0].inferred == ()
    assert filled.held.evidence == chain.held.evidence


def test_a_page_of_links_is_bounded() -> None:
    """A hundred originals become hops; the rest is counted among the blanks."""
    reading = read(SPEECH + "".join(f"Original: https://example.com/a/{n}\n" for n in range(150)), language="en")
    (chain,) = reading.chains()
    assert len(chain.hops) == 102
    assert any(blank.kind == "originals" and blank.reason.startswith("150 ") for blank in reading.blanks)


def test_many_quotations_share_what_they_rest_on() -> None:
    """A long page of speech gives a draft for each quotation, all holding one copy of the article."""
    reading = read(f"{SPEECH * 500}Original: {TOUTIAO}", language="en")
    chains = reading.chains()
    assert len(chains) == 500
    assert len({id(data) for chain in chains for data in chain.held.evidence.values()}) == 1
