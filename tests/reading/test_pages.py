"""Pages: what the article says and what the page says of itself; everything composed here but the shared pages."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import audit
from provenance.canonical import digest_of
from provenance.errors import LimitError
from provenance.limits import MARKUP, TAGS
from provenance.reading import read
from provenance.reading.pages import ATTRIBUTES, is_page
from provenance.text import Mode

if TYPE_CHECKING:
    from provenance.reading import Reading

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "html"

BODY = """<article><h1>Port stays open until autumn</h1>
<p>Harbour chief Ilya Marenko told reporters on Friday: “We will answer every letter that the council sends us.”</p>
<p>He left the question of the crane to a hearing in May, which Anna Holt is going to chair for the third time.</p>
</article>"""


def page(body: str = BODY, head: str = "", language: str = "en") -> bytes:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Port stays open until autumn'
        f" | Harbour Courier</title>{head}</head><body>{body}</body></html>"
    ).encode()


# ---- what the markup says -------------------------------------------------------------------------------


def test_a_page_is_read_with_what_it_says_of_itself() -> None:
    """Text, title, author, date, outlet, language and link come from the page; nothing stated is called inferred."""
    thing = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": "NewsArticle",
                "headline": "Port stays open until autumn",
                "datePublished": "2026-03-06T10:15:00+02:00",
                "author": [{"@type": "Person", "name": "Nina Brandt"}],
                "publisher": {"@type": "Organization", "name": "Harbour Courier"},
            },
        ],
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(thing)}</script>'
        '<link rel="canonical" href="https://courier.example.org/2026/port">'
    )
    reading = read(page(head=head))
    assert reading.title == "Port stays open until autumn"
    assert reading.authors == ("Nina Brandt",)
    assert "authors: Nina Brandt" in str(reading)
    assert str(reading.on) == "2026-03-06T10:15:00+02:00"
    assert reading.outlet == "Harbour Courier"
    assert reading.language == "en"
    assert reading.locator is not None
    assert reading.locator.canonical == "https://courier.example.org/2026/port"
    assert reading.inferred == {}
    assert [one.mode for one in reading.quotations][:1] == [Mode.DIRECT]
    head_hop = reading.chains()[0].head
    assert [agent.name for agent in head_hop.attribution.author] == ["Nina Brandt"]
    assert head_hop.attribution.outlet == "Harbour Courier"


def test_open_graph_and_meta_are_read_where_there_is_no_json() -> None:
    """Open Graph, article:*, Dublin Core; a host alone is no outlet's name, a link no author."""
    head = (
        '<meta property="og:title" content="Port stays open until autumn">'
        '<meta property="og:site_name" content="courier.example.org">'
        '<meta name="dc.publisher" content="Harbour Courier">'
        '<meta property="article:published_time" content="2026-03-06">'
        '<meta property="article:author" content="https://social.example.org/nina">'
        '<meta name="author" content="Nina Brandt">'
    )
    reading = read(page(head=head))
    assert (reading.outlet, str(reading.on), reading.authors) == ("Harbour Courier", "2026-03-06", ("Nina Brandt",))
    assert ("outlet", "courier.example.org") not in {(one.field, one.value) for one in reading.stated}


def test_the_text_wins_over_the_markup_and_both_are_kept() -> None:
    """Two dates that cannot both be true: the printed one is believed, a note names both."""
    body = BODY.replace("</h1>", "</h1><p>5 March 2026</p>")
    reading = read(page(body, '<meta name="date" content="2026-03-09">'))
    assert str(reading.on) == "2026-03-05"
    assert any("2026-03-09" in note and "2026-03-05" in note for note in reading.notes)
    assert ("on", "2026-03-09") in {(one.field, one.value) for one in reading.stated}


def test_the_words_win_over_the_declared_language() -> None:
    """A template declares one language, the words are in another: the words are believed, as a guess."""
    reading = read(page(language="ru"))
    assert reading.language == "en"
    assert reading.guess is not None
    assert "the page declares ru (html lang), its words are en" in reading.notes


def test_what_only_the_extractor_guesses_is_inferred() -> None:
    """A date that no part of the page states as its own is marked, in the reading and in the drafts."""
    reading = read(page(BODY.replace("</p>\n</article>", " © 2026-03-07</p>\n</article>")))
    if reading.on is not None:
        assert "guess" in reading.inferred["on"]
        assert "on" in {one.field for one in reading.chains()[0].head.inferred}


# ---- quoted by markup -----------------------------------------------------------------------------------


def test_q_and_blockquote_are_quotations() -> None:
    """<q> is read with the marks that a browser shows, <blockquote> by the stretch it encloses."""
    body = """<article><h1>Port stays open</h1>
    <p>Ilya Marenko said on Friday: <q>We will answer every letter that the council sends us.</q> He left it at that.</p>
    <p>Anna Holt wrote to the council the next day:</p>
    <blockquote><p>The harbour has waited long enough for a crane.</p><p>Nobody pays twice for it.</p></blockquote>
    <p>The council is going to discuss both at its meeting in May, which is open to everybody in the town.</p></article>"""
    reading = read(page(body))
    direct = [one for one in reading.quotations if one.mode is Mode.DIRECT]
    assert [one.words for one in direct] == [
        "We will answer every letter that the council sends us.",
        "The harbour has waited long enough for a crane.\n\nNobody pays twice for it.",
    ]
    assert [one.speaker.name for one in direct if one.speaker is not None] == ["Ilya Marenko", "Anna Holt"]
    for one in direct:
        assert one.words.split("\n\n") == [span.of(reading.text) for span in one.spans]


def test_no_letter_of_the_marking_stays_behind() -> None:
    """What stood for a block's ends while the article was found is in neither text nor words."""
    body = BODY.replace(
        "</article>", "<blockquote>The harbour has waited long enough.</blockquote><p>So it goes on.</p></article>"
    )
    text = read(page(body)).text
    assert not any(0x10000 <= ord(letter) < 0x10100 for letter in text)


# ---- custody --------------------------------------------------------------------------------------------


def test_bytes_and_text_are_both_kept_by_digest() -> None:
    """The capture says what was collected and what was read of it, with the extractor's version and both encodings."""
    data = page().replace(b"utf-8", b"windows-1251")
    time = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
    reading = read(data, url="https://courier.example.org/p", collector="A. Reader", time=time)
    capture = reading.capture
    assert capture.data == digest_of(data)
    assert capture.text == digest_of(reading.text.encode())
    assert capture.extractor is not None
    assert capture.extractor.name == "trafilatura"
    assert capture.extractor.version
    assert (capture.declared_encoding, capture.used_encoding) == ("windows-1251", "utf-8")
    assert (capture.collector and capture.collector.name, capture.time) == ("A. Reader", time)
    chain = reading.chains()[0]
    assert chain.held.evidence[digest_of(data)] == data
    span = chain.head.captures[0].span
    assert span is not None
    assert span.of(reading.text) == chain.head.text


def test_collector_and_time_come_from_the_caller_alone() -> None:
    """Nothing of the page fills them in."""
    capture = read(page()).capture
    assert (capture.collector, capture.time, capture.locator) == (None, None, None)


# ---- pages without an article, and hostile ones ---------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html>",
        b"<html><body></body></html>",
        b"<html><body><nav><a href='/'>Home</a> <a href='/a'>About us</a></nav></body></html>",
        b"<html><script>var a = '\xe2\x80\x9cnobody said this\xe2\x80\x9d'</script></html>",
        b"<html>" + b"<" * 500,
        b"<html>\x00",
    ],
)
def test_a_page_without_an_article_says_so(data: bytes) -> None:
    """No error: an empty reading, and a note that says why."""
    reading = read(data)
    assert "no article text" in reading.notes
    assert any("but no article" in note for note in reading.notes)
    assert reading.quotations == ()
    assert reading.chains() == ()


@pytest.mark.parametrize(
    "data",
    [
        page("<p>" + "a" * MARKUP),
        page("<b>" * (TAGS + 1)),
        page("<p " + " ".join(f"a{number}" for number in range(2 * ATTRIBUTES)) + ">x"),
    ],
    ids=["bytes", "tags", "attributes"],
)
def test_pages_beyond_measure_are_refused(data: bytes) -> None:
    """A clear error before anything is parsed."""
    with pytest.raises(LimitError, match="at most"):
        read(data)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5_000 + "<p>Ilya Marenko said nothing.",
        "<blockquote><q>" * 3_000 + "Ilya Marenko said nothing.",
        f'<p class="{"x " * 200_000}">' + BODY,
        "<script>" + "“«\"'" * 50_000 + "</script>" + BODY,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>" + BODY,
        "<script>var BASE_DATA = {" + "subInfo: {" * 20_000 + "</script>" + BODY,
        BODY + "<!--" + "x" * 200_000,
    ],
    ids=["deep", "deep quotes", "long class", "marks in a script", "deep JSON", "script", "open comment"],
)
def test_hostile_pages_are_read_or_said_to_be_empty(body: str) -> None:
    """No crash, and what stands in scripts is never quoted."""
    reading = read(page(body))
    assert reading.text or "no article text" in reading.notes
    assert all(one.words == "We will answer every letter that the council sends us." for one in reading.quotations)


def test_invisible_controls_are_told() -> None:
    """Zero-width and direction controls inside a quotation do not stand in its words, and a note says so."""
    body = BODY.replace("answer every", "an\u200bswer \u202eevery\u202c")
    reading = read(page(body))
    assert reading.quotations[0].words == "We will answer every letter that the council sends us."
    assert any("invisible or direction controls" in note for note in reading.notes)


def test_a_footer_in_the_middle_changes_no_quotation() -> None:
    """A credit between two paragraphs is a credit; the words around it are quoted as without it."""
    with_footer = BODY.replace("us.”</p>", "us.”</p><p>Original: https://www.toutiao.com/article/1858771044685283/</p>")
    plain, marked = read(page()), read(page(with_footer))
    assert [one.words for one in plain.quotations] == [one.words for one in marked.quotations]
    assert [one.kind for one in marked.credits] == ["original"]


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<q>",
                "</q>",
                "<blockquote>",
                "</div>",
                "<a href=x>",
                "<br>",
                "“",
                "”",
                "said: ",
                "«Да»",
                "\u202e",
                "Ilya Marenko said ",
                "We stay open. ",
                "<script>",
                "</script>",
                "&amp;",
                "<!--",
                "\x00",
                "𐀀",
                "<h1>",
            ]
        ),
        max_size=30,
    )
)
def test_any_markup_is_read(pieces: list[str]) -> None:
    """Nothing raises, spans reproduce the words, and the same bytes give the same reading."""
    data = page("".join(pieces))
    reading = read(data)
    assert reading == read(data)
    for one in reading.quotations:
        assert all(span.end <= len(reading.text) for span in one.spans)


def test_what_is_a_page_is_told_by_its_first_words() -> None:
    """In any Unicode, behind comments; text that merely speaks of markup is text."""
    assert is_page("<!-- x --> <html>".encode("utf-16"))
    assert is_page("\ufeff<!DOCTYPE HTML>".encode())
    assert not is_page(b"The tag <html> opens a page.")
    assert not is_page(b"")


# ---- manners of the extractor ---------------------------------------------------------------------------


def test_the_extractor_is_loaded_on_first_use_and_keeps_silent() -> None:
    """Reading text loads no extractor; reading a page writes nothing to standard error."""
    code = (
        "import sys; from provenance import read; read('He said: no.'); print('trafilatura' in sys.modules);"
        "read(b'<!doctype html>'); print('trafilatura' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
    assert run.stderr == ""


def test_no_date_depends_on_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractor never asks the clock: a date that lies ahead is read as one that lies behind."""
    from trafilatura import settings as theirs

    def clock(*_: object) -> None:
        raise AssertionError("the clock was asked")

    monkeypatch.setattr(theirs, "set_date_params", clock)
    monkeypatch.setattr("trafilatura.metadata.set_date_params", clock)
    reading = read(page(BODY.replace("</h1>", '</h1><span class="date">2031-01-02</span>')))
    assert "no article text" not in reading.notes
    logging.getLogger("trafilatura").debug("still there")


# ---- the shared pages -----------------------------------------------------------------------------------


def shared(name: str) -> Reading:
    if not DATA.exists():
        pytest.skip(f"the shared pages are not here: {DATA}")
    return read((DATA / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "title", "on", "outlet", "kind"),
    [
        (
            "toutiao/2.html",
            "最不愁吃肉的国家：顿顿有肉吃，却要靠中国运输蔬菜水果",
            "2019-09-08T11:42:03",
            "去驴行",
            "self-media",
        ),
        ("toutiao/4.html", "较强冷空气来袭 全国多地开启“抖抖抖”模式", "2019-11-25T10:37:31", "中国网", "self-media"),
        (
            "thepaper/1.html",
            "共享充电宝涨价告别1元时代：是“收割韭菜”还是回归理性",
            "2019-09-24T09:10",
            "澎湃新闻",
            "news",
        ),
        (
            "thepaper/2.html",
            "定了！广州南沙邮轮母港即将开通！地铁直达+无敌免...",
            "2019-08-13T14:07",
            "澎湃新闻",
            "news",
        ),
    ],
)
def test_stored_chinese_pages(name: str, title: str, on: str, outlet: str, kind: str) -> None:
    """Title, date to the minute or second, outlet and kind of source are those that stand there."""
    reading = shared(name)
    assert (reading.title, str(reading.on), reading.outlet, reading.outlet_kind) == (title, on, outlet, kind)


def test_the_links_id_and_the_printed_time_agree() -> None:
    """The id in a Toutiao page's script was minted in the second that the page prints, eight hours east."""
    for name in ("toutiao/2.html", "toutiao/4.html"):
        reading = shared(name)
        assert reading.locator is not None
        assert reading.locator.minted is not None
        assert reading.locator.minted.strftime("%M:%S") == str(reading.on)[-5:]
        assert reading.inferred["locator"] == "id in the page's script"


def test_an_article_that_quotes_nobody_makes_a_draft_of_its_own_words() -> None:
    """One hop, held and captured, that can be audited."""
    reading = shared("toutiao/4.html")
    assert reading.chains() == ()
    whole = reading.whole()
    assert whole is not None
    assert whole.head.text == reading.text
    assert {one.field for one in whole.head.inferred} == {"language", "locator", "speaker"}
    assert audit(whole).chain == whole
