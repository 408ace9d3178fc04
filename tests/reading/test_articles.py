"""Reading articles: what is stated, what is inferred, what is blank, and which bytes are text."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.canonical import digest_of
from provenance.errors import LimitError, MissingExtraError, UnreadableError
from provenance.language import Guess, guess
from provenance.limits import ARTICLE as LONGEST
from provenance.locator import Locator
from provenance.reading import Reading, pages, read
from provenance.sentences import paragraphs_in

if TYPE_CHECKING:
    from provenance.text import Span

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "seed" / "article.txt"

ARTICLE = """\
Harbour will close in May

4 March 2026

Russian harbour chief Ilya Marenko said during his annual broadcast: "We will close the port in May."

Anna Holt met Lin Qiao. "I have nothing to add to that," she said.

Original: https://www.toutiao.com/article/1858771044685283/
Translated by J. Smith
Statement: The article represents the views of the author alone.
"""


@pytest.fixture(scope="module")
def sample() -> Reading:
    if not SEED.exists():
        pytest.skip(f"the sample article is not here: {SEED}")
    return read(SEED.read_bytes())


def blanks(reading: Reading) -> dict[str, str]:
    return {blank.kind: blank.reason for blank in reading.blanks}


# ---- the sample article ---------------------------------------------------------------------------------


def test_the_sample_is_english_by_guess(sample: Reading) -> None:
    """Nobody declared the language: it is a guess, marked as one, and the quotation alone gives the same."""
    assert sample.language == "en"
    assert isinstance(sample.guess, Guess)
    alone = guess(sample.quotations[0].words)
    assert isinstance(alone, Guess)
    assert alone.language == "en"
    assert "guess" in blanks(sample)["language"]


def test_the_sample_leaves_its_own_place_blank(sample: Reading) -> None:
    """Title, author, outlet, locator, date and translator are blank, and each is listed."""
    assert (sample.title, sample.outlet, sample.locator, sample.on) == (None, None, None, None)
    assert {"title", "author", "outlet", "locator", "on", "translator"} <= set(blanks(sample))


def test_the_sample_has_one_date_and_one_link(sample: Reading) -> None:
    """Modal verbs and named days are no dates; the original is the one link."""
    assert [(span.start, span.end, str(date)) for span, date in sample.dates] == [(3, 14, "--12-19")]
    assert [(span.start, span.end, str(link)) for span, link in sample.locators] == [
        (2415 + 10, 2462, "https://www.toutiao.com/article/1851975068681292/")
    ]


def test_the_sample_has_six_quotations_and_five_fragments(sample: Reading) -> None:
    """One direct, five indirect; the date of the first is the one of its sentence."""
    assert [one.mode for one in sample.quotations] == ["direct"] + ["indirect"] * 5
    assert len(sample.fragments) == 5
    assert str(sample.quotations[0].on) == "--12-19"
    assert [credit.kind for credit in sample.credits] == ["original", "disclaimer"]
    assert sample.notes == ()


def test_the_sample_is_captured(sample: Reading) -> None:
    """The digests of bytes and text are kept; nobody says who collected it, or when."""
    data = SEED.read_bytes()
    capture = sample.capture
    assert (capture.data, capture.text, capture.used_encoding) == (digest_of(data), digest_of(data), "utf-8")
    assert (capture.collector, capture.time, capture.locator, capture.extractor) == (None, None, None, None)


# ---- what an article says -------------------------------------------------------------------------------


def test_title_and_date_of_an_article() -> None:
    """A first line without stop is the title, inferred; a date in a line of its own is the article's."""
    reading = read(ARTICLE)
    assert (reading.title, str(reading.on)) == ("Harbour will close in May", "2026-03-04")
    assert reading.inferred["title"] == "the first line"
    assert "on" not in blanks(reading)


@pytest.mark.parametrize(
    "text",
    [
        "On March 4 the port closed.\n\nNobody asked why it had to be so.",
        "Marenko: “We will close the port.”\n\nNobody asked why it had to be so.",
        "“We will close the port”\n\nNobody asked why it had to be so.",
        "4 March 2026\n\nNobody asked why it had to be so.",
        "Source: Harbour Daily\n\nNobody asked why it had to be so.",
        "The port is closed",
    ],
)
def test_what_is_no_title(text: str) -> None:
    """A sentence, a speech, a date, a credit or the only line is no title."""
    assert read(text, language="en").title is None


def test_the_caller_states_what_is_known() -> None:
    """What the caller states is taken as stated; the outlet follows from the link and is inferred."""
    time = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
    reading = read(
        ARTICLE, url="https://x.com/harbour/status/1900000000000000000", language="EN", on="2026-03-05", collector="A. Reader", time=time
    )  # fmt: skip
    assert (reading.language, reading.guess, str(reading.on)) == ("en", None, "2026-03-05")
    assert "language" not in blanks(reading)
    assert reading.locator == Locator.parse("https://x.com/harbour/status/1900000000000000000")
    assert reading.outlet == reading.locator.outlet
    assert reading.inferred.get("outlet") == "host of the locator"
    assert (str(reading.capture.collector), reading.capture.time) == ("A. Reader", time)
    assert read(ARTICLE, outlet="Harbour Daily").outlet == "Harbour Daily"


def test_an_open_speaker_is_a_blank_with_its_candidates() -> None:
    """Where two people may have spoken the blank names both."""
    reading = read(ARTICLE, language="en")
    assert reading.quotations[1].speaker is None
    assert blanks(reading)["quotation 2: speaker"].startswith("Anna Holt or Lin Qiao: ")


def test_a_text_without_quotation_has_none() -> None:
    """Plain narrative gives neither quotations nor fragments nor chains."""
    reading = read("The port is closed. Nobody asked why.", language="en")
    assert (reading.quotations, reading.fragments, reading.chains()) == ((), (), ())


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_no_article_text(text: str) -> None:
    """An empty article is a reading with blanks and a note, no error."""
    reading = read(text)
    assert reading.quotations == ()
    assert reading.language is None
    assert "no article text" in reading.notes


# ---- bytes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ARTICLE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + ARTICLE.encode(), "utf-8"),
        (b"\xff\xfe" + ARTICLE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + ARTICLE.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_bytes_with_a_byte_order_mark(data: bytes, encoding: str) -> None:
    """UTF-8 and UTF-16 give the same text; the bytes' digest is theirs, the text's digest the text's."""
    reading = read(data)
    assert reading.text == ARTICLE
    assert reading.capture.used_encoding == encoding
    assert (reading.capture.data, reading.capture.text) == (digest_of(data), digest_of(ARTICLE.encode()))
    assert set(reading.evidence) == {data, ARTICLE.encode()}


@pytest.mark.parametrize(
    ("data", "where", "shown"),
    [
        ("港口".encode("gb18030"), "byte 0", "0xb8"),
        (b"port \xff closed", "byte 5", "0xff"),
        (b"\xef\xbb\xbfab\xc4", "byte 5", "0xc4"),
        (b"\xff\xfea", "byte 2", "0x61"),
    ],
)
def test_bytes_in_no_encoding(data: bytes, where: str, shown: str) -> None:
    """Other bytes are refused; the error says which byte, and how to mend it."""
    with pytest.raises(UnreadableError, match="decode it first") as caught:
        read(data)
    assert caught.value.where == where
    assert shown in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"<!DOCTYPE html><p>x", b"\n <html lang='en'>", b"<?xml version='1.0'?><html>", b"<!-- x --><body>"]
)
def test_pages_need_the_extra(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra no page is read as text: the error names the extra; told that it is text, it is read as text."""
    monkeypatch.setattr(pages, "_trafilatura", pages._trafilatura.__wrapped__)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError) as caught:
        read(data)
    assert caught.value.extra == "html"
    assert read(data, markup="text").text == data.decode()
    with pytest.raises(MissingExtraError):
        read("plain", markup="html")


# ---- laws -----------------------------------------------------------------------------------------------


@given(st.text(max_size=200) | st.text(alphabet="“”«»\"'—: said He Он сказал 他说，。\n\ud800\x00", max_size=120))
def test_any_text_is_read(text: str) -> None:
    """Whatever the words, nothing raises: not the reading, not its summary, not its drafts; and all is repeatable."""
    reading = read(text)
    assert str(reading) == str(read(text))
    assert len(reading.chains()) == len(reading.quotations)
    for quotation in reading.quotations:
        assert all(span.end <= len(text) for span in quotation.spans)


def test_the_summary_shows_what_an_editor_wants() -> None:
    """Quotations with speaker and place, the named original, translator, disclaimer, dates, blanks."""
    shown = " ".join(str(read(ARTICLE, language="en")).split())
    for words in (
        "1. direct Ilya Marenko (Russian harbour chief)",
        "We will close the port in May.",
        "speaker open: Anna Holt or Lin Qiao",
        "toutiao, article, self-media, id minted 2026-03-04 22:10:05 UTC",
        "translator: J. Smith",
        "opinion",
        "4 March 2026 → 2026-03-04",
        "blank or inferred:",
    ):
        assert words in shown, words


# ---- bounds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("article", ['"' * (LONGEST + 1), b'"' * (LONGEST + 1)])
def test_an_article_beyond_the_limit_is_refused(article: str | bytes) -> None:
    """The error says how long it is, how long it may be, and what to do."""
    with pytest.raises(LimitError, match="1,000,001 where at most 1,000,000 are taken – give the part") as caught:
        read(article)
    assert (caught.value.found, caught.value.limit) == (LONGEST + 1, LONGEST)


def test_paragraphs_are_found_once_for_all_quotations(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many quotations an article holds, reading and drafting look for its paragraphs a fixed number of times."""
    calls: list[str] = []

    def counted(text: str) -> tuple[Span, ...]:
        calls.append(text)
        return paragraphs_in(text)

    monkeypatch.setattr("provenance.reading.sources.paragraphs_in", counted)
    counts = []
    for times in (3, 30):
        calls.clear()
        article = (
            'He said: "We will open the port in May, all of us." ' * times + "It was quiet, as reported by Port News."
        )
        reading = read(article, language="en")
        assert len(reading.chains()) == times
        counts.append(len(calls))
    assert counts[0] == counts[1] == 2
