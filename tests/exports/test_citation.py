"""Citations: each style as its manual has it, honest for what is blank, inert where it is pasted."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import mwparserfromhell
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance import CITATIONS, Agent, Capture, Chain, Correction, Inferred, cite, said, sentence
from provenance.errors import ExportError
from provenance.exports.citations.wikitext import escaped
from provenance.terminal import safe
from provenance.testing import chains, words
from tests.exports.laws import COMPOSED

GOLDEN = Path(__file__).resolve().parents[1] / "data/exports"
COPY = "http://web.archive.org/web/20251220060000/https://harbour.example/port"
SPEECH = said("Порт останется открытым.", "ru", by="Ilya Marenko", on="2025-12-19", occasion="annual live Q&A")
PAGE = SPEECH.reported(
    "港口将继续开放。",
    "zh",
    outlet="Harbour Daily",
    url="https://harbour.example/port",
    title="港口继续开放",
    on="2025-12-20T05:50+08:00",
)
PROSE = ("apa", "mla", "chicago")


def lines(chain: Chain, style: str) -> list[str]:
    return cite(chain, style).split("\n")


@pytest.mark.parametrize("style", CITATIONS)
def test_golden(style: str) -> None:
    """The composed chain of three hops in each style, as it is written now."""
    assert cite(COMPOSED, style) == (GOLDEN / f"citation-{style}.txt").read_text(encoding="utf-8").removesuffix("\n")


@pytest.mark.parametrize("style", CITATIONS)
def test_the_sentence_stands_beside_every_reference(style: str) -> None:
    """No style has a place for a relay, so each says it in the sentence; alone it is the style by default."""
    assert cite(PAGE, style).endswith(sentence(PAGE))
    assert cite(PAGE) == sentence(PAGE)


def test_an_unknown_style_is_refused() -> None:
    """The nearest is named."""
    with pytest.raises(ExportError, match="did you mean 'chicago'"):
        cite(PAGE, "chikago")
    with pytest.raises(ExportError, match="not a chain"):
        cite("PAGE", "apa")  # type: ignore[arg-type]  # that is the test


# ---- the styles -----------------------------------------------------------------------------------


def test_a_translation_of_ones_own() -> None:
    """A translation that stands nowhere is shown beside the words of the page: each style says in its way whose it is."""
    own = PAGE.translated("The port stays open.", "en", by="J. Smith")
    assert lines(own, "apa")[0] == (
        "“港口将继续开放。” [The port stays open.] (Ilya Marenko, 2025, as cited in Harbour Daily, 2025; trans. J. Smith)"
    )
    assert lines(own, "mla")[0] == (
        "“港口将继续开放。” (“The port stays open.”; qtd. in Harbour Daily; trans. J. Smith)"
    )
    assert lines(own, "chicago")[0] == (
        "Ilya Marenko, annual live Q&A, December 19, 2025, quoted in Harbour Daily, “港口继续开放,” December 20, 2025, "
        "https://harbour.example/port, trans. J. Smith from the Chinese of Harbour Daily."
    )
    assert "unsigned trans." in lines(PAGE.translated("The port stays open.", "en"), "mla")[0]
    engine = PAGE.translated("The port stays open.", "en", by=Agent("Engine", kind="software"), method="machine")
    assert "machine trans. Engine" in lines(engine, "mla")[0]


def test_a_translation_without_its_original_is_paraphrase() -> None:
    """Where the words translated are not held, APA has no quotation marks around the translation."""
    blank = said(None, "ru", by="Ilya Marenko", on="2025").reported(None, "zh", outlet="Harbour Daily", on="2025")
    own = blank.translated("The port stays open.", "en", by="J. Smith")
    assert lines(own, "apa")[0].startswith("The port stays open. (Ilya Marenko, 2025, as cited in Harbour Daily, 2025;")


def test_a_published_translation() -> None:
    """A translation with an outlet of its own is the source, and its translator stands in the entry."""
    wire = PAGE.translated(
        "The port stays open.", "en", by="J. Smith", outlet="Example Wire", title="Port to stay open", on="2025-12-21"
    )
    assert lines(wire, "apa")[1] == (
        "Example Wire. (2025, December 21). Port to stay open (J. Smith, Trans.). (Original work published 2025)"
    )
    assert lines(wire, "mla")[1] == "Example Wire. “Port to stay open.” Translated by J. Smith, 21 Dec. 2025."
    assert lines(wire, "chicago")[1] == (
        "Example Wire. “Port to stay open.” Translated by J. Smith from the Chinese of Harbour Daily. December 21, 2025."
    )


def test_the_speech_itself() -> None:
    """Where nothing but the speech is known it is described, and nobody is cited as quoting it."""
    assert lines(SPEECH, "apa") == [
        "“Порт останется открытым.” (Ilya Marenko, 2025)",
        "Ilya Marenko. (2025, December 19). [Statement at annual live Q&A in Russian].",
        sentence(SPEECH),
    ]
    assert lines(SPEECH, "mla")[1] == "Ilya Marenko. Statement at annual live Q&A in Russian. 19 Dec. 2025."
    assert lines(SPEECH, "chicago")[0] == "Ilya Marenko, statement at annual live Q&A in Russian, December 19, 2025."


def test_several_authors() -> None:
    """Two are joined, of three the text names the first, and of more than twenty APA lists nineteen and the last."""
    two = SPEECH.reported("x", "en", by=("A. Reader", "B. Writer"))
    assert lines(two, "apa")[1].startswith("A. Reader, & B. Writer. (n.d.). ")
    assert lines(two, "mla")[1].startswith("A. Reader, and B. Writer. ")
    three = SPEECH.reported("x", "en", by=("A. Reader", "B. Writer", "C. Editor"))
    assert "as cited in A. Reader et al., n.d." in lines(three, "apa")[0]
    assert lines(three, "mla")[1].startswith("A. Reader, et al. ")
    assert lines(three, "chicago")[1].startswith("A. Reader, B. Writer, and C. Editor. ")
    many = SPEECH.reported("x", "en", by=[f"Author {number}" for number in range(1, 23)])
    assert "Author 19, . . . Author 22. (n.d.)." in lines(many, "apa")[1]
    assert "Author 20" not in lines(many, "apa")[1]


@pytest.mark.parametrize(
    ("on", "apa", "mla", "chicago"),
    [
        ("2025-12-19", "(2025, December 19)", "19 Dec. 2025.", "December 19, 2025."),
        ("2025-05", "(2025, May)", "May 2025.", "May 2025."),
        ("2025", "(2025)", "2025.", "2025."),
        ("199X", "(1990s)", "1990s.", "1990s."),
        ("-0260", "(261 BCE)", "261 BCE.", "261 BCE."),
        ("--12-19", "(n.d., December 19)", "19 Dec. of a year not recorded.", "December 19 of a year not recorded."),
        ("--12", "(n.d., December)", "Dec. of a year not recorded.", "December of a year not recorded."),
    ],
)
def test_dates(on: str, apa: str, mla: str, chicago: str) -> None:
    """A date is as precise as it was recorded; a year that nobody recorded is said not to be."""
    chain = SPEECH.reported("x", "en", outlet="Harbour Daily", title="Port", on=on)
    assert lines(chain, "apa")[1] == f"Harbour Daily. {apa}. Port."
    assert lines(chain, "mla")[1] == f"Harbour Daily. “Port.” {mla}"
    assert lines(chain, "chicago")[1] == f"Harbour Daily. “Port.” {chicago}"


def test_what_was_inferred_stands_in_brackets() -> None:
    """What the citer supplies stands in square brackets."""
    chain = SPEECH.reported(
        "x",
        "en",
        outlet="Harbour Daily",
        title="Port",
        on="2025",
        inferred=[Inferred("on", "id"), Inferred("outlet", "host")],
    )
    assert lines(chain, "apa")[1] == "[Harbour Daily]. ([2025]). Port."
    assert "|date=2025 <!-- inferred --> |work=Harbour Daily <!-- inferred --> " in cite(chain, "wikipedia")
    linked = SPEECH.reported("x", "en", url="https://harbour.example/port", inferred=[Inferred("locator", "search")])
    assert lines(linked, "mla")[1].endswith(" [https://harbour.example/port].")
    assert "|url=https://harbour.example/port <!-- inferred --> " in cite(linked, "wikipedia")


def test_a_visit_stands_where_the_date_does_not() -> None:
    """APA and Chicago give the day of the visit for what is undated, MLA always."""
    seen = [Capture(time=datetime(2025, 12, 21, tzinfo=UTC))]
    undated = SPEECH.reported("x", "en", outlet="Harbour Daily", url="https://harbour.example/port", captures=seen)
    assert "Retrieved December 21, 2025, from https://harbour.example/port" in lines(undated, "apa")[1]
    assert "Accessed December 21, 2025." in lines(undated, "chicago")[1]
    dated = SPEECH.reported("x", "en", on="2025", url="https://harbour.example/port", captures=seen)
    assert "Retrieved" not in lines(dated, "apa")[1]
    assert "Accessed" not in lines(dated, "chicago")[1]
    assert lines(dated, "mla")[1].endswith("https://harbour.example/port. Accessed 21 Dec. 2025.")


def test_names_are_not_turned_round() -> None:
    """Neither Han names nor others are split into family and given name."""
    for name in ("李文", "Nguyễn Văn An", "van der Berg"):
        assert lines(SPEECH.reported("x", "zh", by=name), "apa")[1].startswith(f"{name}. (")


def test_right_to_left_words_keep_to_themselves() -> None:
    """In plain text they stand between isolates, in a wiki in an element of their own, in the template as they are."""
    chain = said("الميناء مفتوح.", "ar", by="إيليا").reported("x", "en", outlet="صحيفة الميناء", on="2025")
    assert "\u2068صحيفة الميناء\u2069. (2025)" in cite(chain, "apa")
    assert '<bdi lang="ar">الميناء مفتوح.</bdi>' in cite(chain, "wikiquote")
    assert "|work=صحيفة الميناء " in cite(chain, "wikipedia")
    assert "|script-quote=ar:الميناء مفتوح. " in cite(said("الميناء مفتوح.", "ar", outlet="صحيفة"), "wikipedia")


def test_words_withheld_and_not_held_are_not_shown() -> None:
    """Words that were taken down do not come back in a citation; what nobody holds is not made up."""
    withheld = Chain.of([hop.withholding() for hop in COMPOSED.hops])
    for style in CITATIONS:
        assert "愿意" not in cite(withheld, style)
        assert "willing" not in cite(withheld, style)
    assert "words withheld" in lines(withheld, "monitoring")[0]
    assert "words not held" in lines(said(None, "ru").translated(None, "en"), "monitoring")[0]
    assert cite(withheld, "wikiquote").startswith("* <!-- the words are not held -->\n")


def test_long_words_are_a_block_of_their_own() -> None:
    """Words too long for a line of text are left to their block; the parenthesis stands."""
    long = SPEECH.reported("The port stays open. " * 40, "en", outlet="Harbour Daily", on="2025")
    assert lines(long, "mla")[0] == "(qtd. in Harbour Daily)"


def test_reported_speech_gets_no_quotation_marks() -> None:
    """Words that are not the speaker's own are not set as a quotation, and Wikiquote is told."""
    chain = SPEECH.reported("The port would stay open.", "en", mode="indirect", outlet="Harbour Daily", on="2025")
    for style in (*PROSE, "wikipedia"):
        assert "would stay" not in cite(chain, style)
    assert "** English relay, in reported speech: The port would stay open." in cite(chain, "wikiquote")


def test_several_sources() -> None:
    """Of several sources the sentence tells how many there are."""
    other = said("Порт открыт.", "ru", by="Ilya Marenko").reported("x", "en", outlet="Example Wire")
    chain = PAGE.reported("y", "en", outlet="Quay Post", also=[other])
    for style in CITATIONS:
        assert "2 sources" in cite(chain, style)


@pytest.mark.parametrize("style", [style for style in CITATIONS if style != "sentence"])
def test_corrections_and_retractions_are_told(style: str) -> None:
    """Whoever cites what was retracted since learns it."""
    gone = Correction(old=PAGE.digest, reason="made up", by="A. Editor", on="2026-01-02")
    assert "Hop 2 was retracted: made up (A. Editor, 2026-01-02)." in cite(PAGE.holding(corrections=[gone]), style)
    mended = Correction(old=SPEECH.digest, new=PAGE.digest, reason="misheard", by="A. Editor", on="2026")
    assert "Hop 1 was corrected: misheard (A. Editor, 2026)." in cite(PAGE.holding(corrections=[mended]), style)


@pytest.mark.parametrize(
    ("on", "moment"),
    [
        ("2025-12-20T05:50+08:00", "2150 gmt 19 Dec 2025"),
        ("2025-12-31T23:30-03:00", "0230 gmt 1 Jan 2026"),
        ("2025-09-19T05:50Z", "0550 gmt 19 Sep 2025"),
        ("2025-12-19T05:50", "0550 (zone not recorded) 19 Dec 2025"),
        ("9999-12-31T23:30-03:00", "2330 UTC-03:00 31 Dec 9999"),
        ("2025-12", "Dec 2025"),
        ("--12-19", "19 Dec of a year not recorded"),
    ],
)
def test_the_monitoring_header_gives_the_time_in_gmt(on: str, moment: str) -> None:
    """The clock of a known zone is turned to GMT, day and year with it; an unknown zone is said to be unknown."""
    chain = SPEECH.reported("Порт открыт", "ru", outlet="Harbour Daily", on=on)
    assert lines(chain, "monitoring")[0] == f"Text of report by Harbour Daily in Russian {moment}"


def test_the_monitoring_header_says_what_was_done() -> None:
    """Excerpt or whole, what was omitted, and through which language the words came."""
    chain = PAGE.excerpted("港口……开放。", "zh").translated("The port … open.", "en", by="J. Smith")
    assert lines(chain, "monitoring")[0] == (
        "Excerpt from report by Harbour Daily in Chinese headlined “港口继续开放” 2150 gmt 19 Dec 2025; "
        "omission indicated; translated from Chinese relay; trans. J. Smith"
    )
    post = SPEECH.reported("x", "en", mode="summary", outlet="Telegram", url="https://t.me/harbour_daily/4021")
    assert (
        lines(post, "monitoring")[0]
        == "Summary of report by harbour_daily on Telegram in English of a date not recorded"
    )


# ---- wikitext -------------------------------------------------------------------------------------


def template(chain: Chain) -> dict[str, str]:
    """Return the parameters of the one template that stands in a citation, as a parser of wikitext reads them."""
    parsed = mwparserfromhell.parse(cite(chain, "wikipedia"))
    (found,) = parsed.filter_templates()
    assert cite(chain, "wikipedia").startswith("{{cite ")
    names = [str(each.name).strip() for each in found.params]
    assert len(set(names)) == len(names), "a parameter stands twice"
    return dict(zip(names, (str(each.value).strip() for each in found.params), strict=True))


def test_the_template_of_a_page() -> None:
    """Each parameter has its field, the original's script and the archive's copy theirs."""
    visit = [Capture(time=datetime(2025, 12, 21, tzinfo=UTC), archived=COPY)]
    chain = SPEECH.reported(
        "港口将继续开放。",
        "zh",
        by="Li Wen",
        outlet="Harbour Daily",
        url="https://harbour.example/port",
        title="港口继续开放",
        on="2025-12-20",
        captures=visit,
    ).translated("The port stays open.", "en", by="J. Smith")
    assert template(chain) == {
        "author": "Li Wen",
        "script-title": "zh:港口继续开放",
        "date": "20 December 2025",
        "work": "Harbour Daily",
        "language": "zh",
        "url": "https://harbour.example/port",
        "archive-url": COPY,
        "archive-date": "20 December 2025",
        "access-date": "21 December 2025",
        "script-quote": "zh:港口将继续开放。",
        "trans-quote": "The port stays open.",
    }


def test_the_template_that_fits() -> None:
    """A page has a link, a paper none, and a speech only its occasion; several people are numbered."""
    assert cite(SPEECH, "wikipedia").startswith(
        "{{cite speech |author=Ilya Marenko |title=<!-- title not recorded --> "
    )
    assert template(SPEECH)["event"] == "annual live Q&A"
    paper = SPEECH.reported("x", "en", by=("A. Reader", "B. Writer"), outlet="Harbour Daily", title="Port", on="2025")
    assert cite(paper, "wikipedia").startswith(
        "{{cite news |author1=A. Reader |author2=B. Writer |title=Port |date=2025 |work=Harbour Daily "
    )
    post = SPEECH.reported("x", "en", outlet="Harbour Daily", url="https://www.toutiao.com/article/1851975000000000/")
    assert (template(post)["work"], template(post)["via"]) == ("Harbour Daily", "Toutiao")


@pytest.mark.parametrize(
    ("on", "date"),
    [
        ("2025-12-19", "19 December 2025"),
        ("2025-12", "December 2025"),
        ("--12-19", "<!-- 19 December -->"),
        ("199X", "<!-- the 1990s -->"),
        ("-0260", "<!-- -260 -->"),
        ("0099", "<!-- 99 -->"),
    ],
)
def test_the_template_gets_no_date_that_it_refuses(on: str, date: str) -> None:
    """What the module would flag as an error stands as a comment for the editor."""
    assert template(said("x", "en", on=on))["date"] == date


def test_a_link_that_is_none_is_no_link() -> None:
    """A script, a bare remark and markup in a link never become a link of the page."""
    for link in ("javascript:alert(1)", "no link at all", "|title=x}}"):
        assert "url" not in template(SPEECH.reported("x", "en", url=link))
    hostile = SPEECH.reported("x", "en", url="https://harbour.example/a|b}}{{c]]''d''")
    assert set("|{}[]'") & set(template(hostile)["url"]) == set()


def test_an_address_of_numbers() -> None:
    """The brackets of an address of numbers stay in plain text; in a wiki they would end a link."""
    chain = SPEECH.reported("x", "en", url="http://[2001:db8::1]/port")
    assert lines(chain, "mla")[1].endswith(" http://[2001:db8::1]/port.")
    assert "|url=http://%5B2001:db8::1%5D/port " in cite(chain, "wikipedia")


def test_a_copy_where_the_page_is_gone() -> None:
    """Where only an archive's copy is recorded, that is what a reference leads to; a link to a copy leads to both."""
    copy = SPEECH.reported("x", "en", url=COPY, on="2025")
    assert lines(copy, "chicago")[1].endswith(f" https://harbour.example/port. Archived December 20, 2025, at {COPY}.")
    assert template(copy)["archive-url"] == COPY
    alone = SPEECH.reported("x", "en", outlet="Harbour Daily", captures=[Capture(archived="https://copies.example/7")])
    assert lines(alone, "apa")[1].endswith(" https://copies.example/7")
    assert lines(alone, "chicago")[1].count("copies.example") == 1


HOSTILE = (
    "{{delete}}",
    "|quote=forged",
    "}} {{x",
    "[[Category:X]]",
    "[https://evil.example x]",
    "https://evil.example",
    "mailto:a@b.example",
    "<nowiki>",
    "</ref><script>alert(1)</script>",
    "<!-- x",
    "'''bold'''",
    "~~~~",
    "__NOTOC__",
    "* list",
    "&lt;b&gt;",
    "a\nb\x00c\u202ed",
    "-{zh-hans:x}-",
    "ISBN 0123456789",
    "{{{1}}}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """Whatever stands in a field, the wiki sees one template, no link but ours, no tag and no signature."""
    chain = said(text, "en", by=text, occasion=text).reported(
        text, "en", by=text, outlet=text, title=text, url="https://harbour.example/port", on="2025"
    )
    found = template(chain)
    assert set(found) == {"author", "title", "date", "work", "language", "url", "quote"}
    shown = re.sub("[\u2066-\u2069]", "", safe(" ".join(text.split())))
    assert {html.unescape(found[name]) for name in ("author", "title", "work", "quote")} == {shown}
    for style in ("wikipedia", "wikiquote"):
        parsed = mwparserfromhell.parse(cite(chain, style))
        assert [str(link.url) for link in parsed.filter_external_links()] == ["https://harbour.example/port"]
        assert not parsed.filter_wikilinks()
        assert not parsed.filter_arguments()
        assert {str(tag.tag) for tag in parsed.filter_tags()} <= ({"li", "br"} if style == "wikiquote" else set())
        assert not re.search(r"~~~|__[A-Z]", cite(chain, style))


@settings(max_examples=60)
@given(words() | st.text(st.sampled_from("|{}[]<>&'~_=*#:;-! \nabhttp/"), min_size=1).filter(str.strip))
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    """A parser finds nothing but text in what was escaped, and the text that a reader sees is the one recorded."""
    parsed = mwparserfromhell.parse(f"x {escaped(text)} x")
    kinds = {type(node).__name__ for node in parsed.nodes}
    assert kinds <= {"Text", "HTMLEntity"}
    shown = html.unescape(str(parsed))[2:-2]
    stripped = re.sub("[\u2066-\u2069]", "", text)
    assert shown == (safe(" ".join(stripped.split())) or shown)


# ---- any chain ------------------------------------------------------------------------------------

_LINES = {"sentence": 1, "apa": 3, "mla": 3, "chicago": 3, "monitoring": 2, "wikipedia": 1}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(chains(max_hops=5))
def test_any_chain_can_be_cited(chain: Chain) -> None:
    """Every style cites every chain, in as many lines as the style has, with nothing in it that hides or steers."""
    for style, count in _LINES.items():
        cited = cite(chain, style)
        assert cited.count("\n") == count - 1
        assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufeff\ud800-\udfff]", cited) is None
        assert cited == cite(Chain.of(chain.hops[::-1], held=chain.held), style)
    template(chain)
    assert all(line.startswith("*") for line in lines(chain, "wikiquote"))


@pytest.mark.parametrize("style", CITATIONS)
def test_no_date_is_made_up(style: str) -> None:
    """Where no date was recorded no number stands that could be taken for one."""
    chain = said("Да.", "ru", by="Ilya Marenko").reported("是。", "zh", outlet="Harbour Daily", title="Port")
    assert re.search(r"\d", cite(chain.translated("Yes.", "en", by="J. Smith"), style)) is None


def test_partial_dates_of_every_kind_are_cited() -> None:
    """A day without month or year, a zone without a time, a leap second: each style has words for it."""
    for on in ("---19", "--02-29", "2025-12-19Z", "2025-12-19T23:59:60Z", "0000", "-9999-01-01"):
        for style in CITATIONS:
            assert cite(said("x", "en", by="Ilya Marenko", on=on), style)
