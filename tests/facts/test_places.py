"""Places read from running text: territories by name, adjective and seat, and what only looks like one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.facts.places import has_places, places_in

CASES = [
    ("en", "The U.S. and the UK met.", [("U.S.", "US"), ("UK", "GB")]),
    ("en", "Kyiv decided, America waited.", [("Kyiv", "UA seat"), ("America", "US")]),
    ("en", "a Ukrainian port", [("Ukrainian", "UA adjective")]),
    ("en", "Niger, Nigeria and South Sudan", [("Niger", "NE"), ("Nigeria", "NG"), ("South Sudan", "SS")]),
    ("en", "Guinea-Bissau, Papua New Guinea", [("Guinea-Bissau", "GW"), ("Papua New Guinea", "PG")]),
    ("en", "He lives in Georgia. Turkey waits.", [("Georgia", "GE"), ("Turkey", "TR")]),
    ("en", "Jordan Spett met Chad Hollen at St. Martin's", []),
    ("en", "New Mexico and Latin American art; us and them", []),
    ("en", "Myanmar, once Burma", [("Myanmar", "MM"), ("Burma", "MM")]),
    ("ru", "Украина, в Украине, Украиной", [("Украина", "UA"), ("Украине", "UA"), ("Украиной", "UA")]),
    ("ru", "Нигер и Нигерии", [("Нигер", "NE"), ("Нигерии", "NG")]),
    ("ru", "в Соединённых Штатах и Белоруссии", [("Соединённых Штатах", "US"), ("Белоруссии", "BY")]),
    ("ru", "украинского порта в Южной Корее", [("украинского", "UA adjective"), ("Южной Корее", "KR")]),
    ("zh", "印度尼西亚和印度", [("印度尼西亚", "ID"), ("印度", "IN")]),
    ("zh", "索马里、马里兰、白俄罗斯", [("索马里", "SO"), ("白俄罗斯", "BY")]),
    ("zh", "俄军、美方、基辅", [("俄军", "RU"), ("美方", "US"), ("基辅", "UA seat")]),
    ("zh", "朝鲜和韩国", [("朝鲜", "KP"), ("韩国", "KR")]),
    ("zh-Hant", "烏克蘭與美國", [("烏克蘭", "UA"), ("美國", "US")]),
    ("ja", "リビアとボリビア、米国", [("リビア", "LY"), ("ボリビア", "BO"), ("米国", "US")]),
    ("ko", "미국은 러시아와 우크라이나에서", [("미국", "US"), ("러시아", "RU"), ("우크라이나", "UA")]),
    ("he", "בארצות הברית וברוסיה", [("ארצות הברית", "US"), ("רוסיה", "RU")]),
    ("ar", "وروسيا والولايات المتحدة", [("روسيا", "RU"), ("الولايات المتحدة", "US")]),
    ("de", "Russlands Häfen, in den Vereinigten Staaten", [("Russlands", "RU"), ("Vereinigten Staaten", "US")]),
    ("tr", "Türkiye'nin ABD'deki gemileri", [("Türkiye", "TR"), ("ABD", "US")]),
    ("pl", "w Stanach Zjednoczonych i w Rosji", [("Stanach Zjednoczonych", "US"), ("Rosji", "RU")]),
    ("uk", "в Україні та Польщі", [("Україні", "UA"), ("Польщі", "PL")]),
    ("fr", "aux États-Unis et en Pologne", [("États-Unis", "US"), ("Pologne", "PL")]),
    ("vi", "Mỹ và Nga", [("Mỹ", "US"), ("Nga", "RU")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_a_place_is_named_by_its_code(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Each territory is found where it stands, the longest name first; names of people and wider regions are none."""
    assert [(found.span.of(text), found.value) for found in places_in(text, language)] == expected


def test_a_language_without_a_table_is_not_examined() -> None:
    """Without a table there is nothing to read with, and that is said."""
    assert places_in("Ukraine", "sw") == ()
    assert not has_places("sw")
    assert not has_places(None)
    assert has_places("zh-Hant-TW")


def test_links_hold_no_places() -> None:
    """A name inside an address is part of it."""
    assert places_in("https://example.org/Ukraine/Poland and harbour.example/Spain/", "en") == ()


PIECES = st.sampled_from([*(case[1] for case in CASES), " ", ", ", "\n", "é", "\u0301", "Г", "国", "ア", "New "])
LANGUAGES = st.sampled_from(sorted({case[0] for case in CASES}))


@given(st.one_of(st.text(), st.lists(PIECES, max_size=5).map("".join)), LANGUAGES)
def test_any_text_raises_nothing_and_every_spelling_reads_alike(text: str, language: str) -> None:
    """Whatever the text, the places lie in it, and composed or decomposed letters name the same ones."""
    found = places_in(text, language)
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    spellings = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    values = [[one.value for one in places_in(spelling, language)] for spelling in spellings]
    assert values[0] == values[1]
