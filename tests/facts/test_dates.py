"""Dates read from running text: what they say, where, and what is no date."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.dates import PartialDate
from provenance.facts.dates import dates_in, has_dates

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "seed" / "article.txt"

CASES = [
    ("en", "On 4 March 2026 he left.", [("4 March 2026", "2026-03-04")]),
    ("en", "On March 4, 2026, he left.", [("March 4, 2026", "2026-03-04")]),
    ("en", "the 4th of March", [("4th of March", "--03-04")]),
    ("en", "on the first of May 2020", [("first of May 2020", "2020-05-01")]),
    ("en", "12 to 27 January", [("12", "--01-12"), ("27 January", "--01-27")]),
    ("en", "from May 3 to June 5, 2020", [("May 3", "--05-03"), ("June 5, 2020", "2020-06-05")]),
    ("en", "11/12 April", [("11", "--04-11"), ("12 April", "--04-12")]),
    ("en", "11, 18 and 25 March", [("11", "--03-11"), ("18", "--03-18"), ("25 March", "--03-25")]),
    ("en", "March 11, 18 and 25", [("March 11", "--03-11"), ("18", "--03-18"), ("25", "--03-25")]),
    ("en", "23 , July 2014", [("23 , July 2014", "2014-07-23")]),
    ("en", "03/04/2026", [("03/04/2026", "2026-03-04|2026-04-03")]),
    ("en-US", "03/04/2026", [("03/04/2026", "2026-03-04")]),
    ("en-GB", "03/04/2026", [("03/04/2026", "2026-04-03")]),
    ("en", "25/04/2026", [("25/04/2026", "2026-04-25")]),
    ("en", "2026-03-04", [("2026-03-04", "2026-03-04")]),
    ("en", "It opened in 1986 and closed in May 1990.", [("1986", "1986"), ("May 1990", "1990-05")]),
    ("en", "1986–1990", [("1986", "1986"), ("1990", "1990")]),
    ("en", "the 1990s, the nineties, the '90s", [("1990s", "199X"), ("nineties", "199X"), ("'90s", "199X")]),
    ("en", "the 19th century", [("19th century", "18XX")]),
    ("en", "in 261 BC", [("261 BC", "-0260")]),
    ("en", "on Friday", [("Friday", "@weekday-5")]),
    ("en", "In March they march.", [("March", "--03")]),
    ("en", "May I come? It may be. We march 5 miles; March is a town.", []),
    ("en", "1,986 people at 2014.5 metres", []),
    ("ru", "4 марта 2026 года", [("4 марта 2026 года", "2026-03-04")]),
    ("ru", "с 3 по 7 мая", [("3", "--05-03"), ("7 мая", "--05-07")]),
    ("ru", "3, 4 и 5 мая", [("3", "--05-03"), ("4", "--05-04"), ("5 мая", "--05-05")]),
    ("ru", "девятого мая", [("девятого мая", "--05-09")]),
    ("ru", "04.03.2026", [("04.03.2026", "2026-03-04")]),
    ("ru", "в пятницу", [("пятницу", "@weekday-5")]),
    ("ru", "в 90-х, в девяностые годы", [("90-х", "199X"), ("девяностые годы", "199X")]),
    ("ru", "в 2014 году и в XIX веке", [("2014", "2014"), ("XIX веке", "18XX")]),
    ("ru", "с 1986 по 1990 год", [("1986", "1986"), ("1990", "1990")]),
    ("ru", "в 261 году до н. э.", [("261 году до н. э.", "-0260")]),
    ("ru", "Марта сказала, что в марте", [("марте", "--03")]),
    ("zh", "2026年3月4日", [("2026年3月4日", "2026-03-04")]),
    ("zh", "二〇二四年三月四日", [("二〇二四年三月四日", "2024-03-04")]),
    ("zh", "5月3日至7日", [("5月3日", "--05-03"), ("7日", "--05-07")]),
    ("zh", "3月11、18和25日", [("3月11", "--03-11"), ("18", "--03-18"), ("25日", "--03-25")]),
    ("zh", "本月19日", [("本月19日", "@month+0-19")]),
    ("zh", "去年12月", [("去年12月", "@year-1-12")]),
    ("zh", "19日", [("19日", "---19")]),
    ("zh", "民国115年 · 令和8年", [("民国115年", "2026"), ("令和8年", "2026")]),
    ("zh", "20世纪90年代", [("20世纪90年代", "199X")]),
    ("zh", "1990年代", [("1990年代", "199X")]),
    ("zh", "公元前261年", [("公元前261年", "-0260")]),
    ("zh", "2013 年 12 月 29 日 ，", [("2013 年 12 月 29 日", "2013-12-29")]),
    ("zh", "三个月后的周五", [("周五", "@weekday-5")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_a_date_says_what_it_says_and_no_more(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Each date is found where it stands, as precise as it is said; what is no date is not found."""
    assert [(found.span.of(text), found.value) for found in dates_in(text, language) if not found.weak] == expected


OTHERS = {
    "en": [
        ("May 3-June 5, 2020", ["--05-03", "2020-06-05"]),
        ("15 May-20 June", ["--05-15", "--06-20"]),
        ("by mid-May", ["--05"]),
        ("at 2025-12-19T05:50+08:00", ["2025-12-19T05:50+08:00"]),
        ("the 50s of the 19th century", ["185X"]),
        ("in 285 and 273 BC", ["-0284|0285", "-0272"]),
        ("the 1900s", ["190X|19XX"]),
    ],
    "ru": [("с 30 апреля по 3 мая 2026 года", ["--04-30", "2026-05-03"]), ("в 90-е годы XIX века", ["189X"])],
    "zh": [
        ("2019年3月至2020年4月", ["2019-03", "2020-04"]),
        ("2019-20赛季", ["2019", "2020"]),
        ("公元前285年和273年", ["-0284", "-0272|0273"]),
        ("他于321年去世", ["0321"]),
    ],
    "uk": [("з 3 по 7 травня", ["--05-03", "--05-07"]), ("у XIX столітті", ["18XX"]), ("у травні", ["--05"])],
    "be": [("4 сакавіка 2026 года", ["2026-03-04"]), ("у 1976 годзе", ["1976"])],
    "bg": [("4 март 2026 г.", ["2026-03-04"]), ("през 1976 г.", ["1976"])],
    "sr": [("4. марта 2026. године", ["2026-03-04"]), ("1990-их", ["199X"])],
    "de": [("vom 3. bis zum 7. Mai", ["--05-03", "--05-07"]), ("in den 1990er Jahren", ["199X"]), ("von 1977 bis 1981", ["1977", "1981"])],
    "fr": [("du 3 au 7 mai", ["--05-03", "--05-07"]), ("le 1er mars 2026", ["2026-03-01"]), ("après sept jours", [])],
    "es": [("los días 3, 4 y 5 de mayo", ["--05-03", "--05-04", "--05-05"]), ("los años 90", ["199X"])],
    "it": [("dal 3 al 7 maggio", ["--05-03", "--05-07"]), ("negli anni Novanta", ["199X"])],
    "pt": [("4 de março de 2026", ["2026-03-04"]), ("século XIX", ["18XX"])],
    "pl": [("w dniach 3 i 4 maja 2019 r.", ["2019-05-03", "2019-05-04"]), ("w maju", ["--05"])],
    "cs": [("od 3. do 7. května", ["--05-03", "--05-07"]), ("v roce 1976", ["1976"])],
    "tr": [("4 Mart 2026", ["2026-03-04"]), ("1990'larda", ["199X"]), ("19. yüzyıl", ["18XX"])],
    "ar": [("من 3 إلى 7 مايو", ["--05-03", "--05-07"]), ("في عام ١٩٧٦", ["1976"])],
    "fa": [("در سال ۱۹۷۶", ["1976"])],
    "he": [("ב-4 במרץ 2026", ["2026-03-04"]), ("בשנת 1976", ["1976"])],
    "hi": [("4 मार्च 2026", ["2026-03-04"]), ("1990 के दशक", ["199X"])],
    "ja": [("3月3日から7日", ["--03-03", "--03-07"]), ("令和8年", ["2026"]), ("三日間", [])],
    "ko": [("5월 3일~7일", ["--05-03", "--05-07"]), ("19세기", ["18XX"]), ("3일간", [])],
    "vi": [("từ ngày 3 đến ngày 7 tháng 5", ["--05-03", "--05-07"]), ("ngày 4 tháng 3 năm 2026", ["2026-03-04"])],
    "id": [("4 Maret 2026", ["2026-03-04"]), ("abad ke-19", ["18XX"])],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [(language, *case) for language, cases in OTHERS.items() for case in cases],
)
def test_each_language_says_dates_in_its_way(language: str, text: str, values: list[str]) -> None:
    """Shared months, decades, centuries, eras and years are read in every language that has a table."""
    assert [found.value for found in dates_in(text, language) if not found.weak] == values


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "yesterday", "@day-1"),
        ("ru", "вчера", "@day-1"),
        ("zh", "昨天", "@day-1"),
        ("en", "last month", "@month-1"),
        ("en", "at 5:30 p.m.", "T17:30"),
        ("ru", "в 17:30", "T17:30"),
        ("zh", "下午5点半", "T17:30"),
        ("en", "the 1986 film", "1986"),
    ],
)
def test_what_is_often_no_date_is_weak(language: str, text: str, value: str) -> None:
    """A relative day, a time of day and a bare year are read, and marked weak."""
    assert [(found.value, found.weak) for found in dates_in(text, language)] == [(value, True)]


def test_the_sample_article_has_one_date() -> None:
    """In the sample article "December 19" is the one date; "may" is no month and "We" no weekday."""
    if not SEED.is_file():
        pytest.skip(f"no sample article at {SEED}")
    found = dates_in(SEED.read_text(encoding="utf-8"), "en")
    assert [(one.span.start, one.span.end, one.value) for one in found] == [(3, 14, "--12-19")]


def test_two_readings_are_both_given() -> None:
    """Where day and month may stand either way, both dates are there and none is chosen."""
    found = dates_in("03/04/2026", "en")[0]
    assert found.ambiguous
    assert found.date is None
    assert found.readings == (PartialDate(year=2026, month=3, day=4), PartialDate(year=2026, month=4, day=3))
    assert dates_in("13/04/2026", "en")[0].date == PartialDate(year=2026, month=4, day=13)


def test_a_relative_date_has_no_reading() -> None:
    """What needs the day it was said on says so."""
    found = dates_in("本月19日", "zh")[0]
    assert found.relative
    assert found.readings == ()
    assert not dates_in("19日", "zh")[0].relative


@pytest.mark.parametrize("text", ["2026-03-04", "13/04/2026", "04.13.2026"])
def test_digits_need_no_language(text: str) -> None:
    """A date in digits is read without a language or a table; words are not."""
    assert len(dates_in(text, None)) == len(dates_in(text, "sw")) == 1
    assert dates_in("4 March 2026", "sw") == ()
    assert not has_dates("sw")
    assert has_dates("zh-Hant-TW")


def test_links_hold_no_dates() -> None:
    """A date inside an address, a handle or a file name is part of it."""
    text = "https://example.org/2026-03-04/x and report-2026-03-04.pdf and harbour.example/in/2014/05/06"
    assert dates_in(text, "en") == ()


PIECES = st.sampled_from(
    [*(case[1] for case in CASES), " ", "\n", ",", "５月", "é", "й", "\u0301", "1", "２０１４", "年", "May", "мая"]
)


@given(st.lists(PIECES, max_size=4).map("".join), st.sampled_from(["en", "ru", "zh", None]))
def test_every_spelling_reads_alike(text: str, language: str | None) -> None:
    """Composed or decomposed, narrow digits or wide, the same dates are read, and a span shows its surface."""
    plain = [(found.value, found.weak) for found in dates_in(unicodedata.normalize("NFC", text), language)]
    wide = text.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    assert [(found.value, found.weak) for found in dates_in(unicodedata.normalize("NFD", text), language)] == plain
    assert [(found.value, found.weak) for found in dates_in(wide, language)] == plain


@given(st.text(), st.sampled_from(["en", "ru", "zh", None]))
def test_any_text_raises_nothing(text: str, language: str | None) -> None:
    """Whatever the text, the dates lie in it, in order."""
    spans = [found.span for found in dates_in(text, language)]
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("ru", "до 5 мая. Потом", "5 мая"),
        ("en", "They leave in May. Then", "May"),
        ("ru", "Это было в феврале. Потом", "феврале"),
        ("en", "on 5 Dec. and later", "5 Dec."),
        ("ru", "5 дек. и позже", "5 дек."),
    ],
)
def test_a_full_stop_belongs_to_a_month_only_where_it_is_abbreviated(language: str, text: str, surface: str) -> None:
    """The stop that ends a sentence is no part of the date before it."""
    (found,) = dates_in(text, language)
    assert text[found.span.start : found.span.end] == surface
