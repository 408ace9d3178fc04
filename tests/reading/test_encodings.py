"""The encoding of a page: what is declared is believed unless the bytes belie it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reading.encodings import decoded

WORDS = {
    "ru": "Глава порта Илья Маренко заявил, что порт будет открыт до осени. «Мы ответим на каждое письмо», — сказал он. ",
    "zh": "港口负责人林伟表示，港口将继续开放到秋天。“我们会答复议会的每一封来信。”他说。这一决定将于五月生效。",
    "zh-Hant": "港口負責人林偉表示，港口將繼續開放到秋天。「我們會答覆議會的每一封來信。」他說。這一決定將於五月生效。",
    "ja": "港の責任者は、港は秋まで開いていると述べた。「議会からのすべての手紙に答えます」と彼は言った。",
    "ko": "항만 책임자는 항구가 가을까지 열려 있을 것이라고 말했다. 우리는 모든 편지에 답할 것입니다. ",
    "fr": "Le port reste ouvert jusqu’à l’automne, a déclaré Hélène Brûlé : « Ça n’a pas été modifié. » ",
    "pl": "Port pozostanie otwarty aż do jesieni – powiedział Łukasz Żółć. „Odpowiemy na każdy list”, dodał w środę. ",
}
WRITTEN = [
    ("ru", "windows-1251", "cp1251"),
    ("ru", "koi8-r", "koi8_r"),
    ("ru", "ibm866", "cp866"),
    ("zh", "gbk", "gb18030"),
    ("zh", "gb2312", "gb18030"),
    ("zh-Hant", "big5", "big5hkscs"),
    ("ja", "shift_jis", "cp932"),
    ("ja", "euc-jp", "euc_jp"),
    ("ko", "euc-kr", "cp949"),
    ("fr", "windows-1252", "cp1252"),
    ("pl", "windows-1250", "cp1250"),
]


def page(words: str, label: str | None) -> str:
    meta = "" if label is None else f'<meta charset="{label}">'
    return f"<html><head>{meta}<title>x</title></head><body><p>{words * 4}</p></body></html>"


@pytest.mark.parametrize(("language", "label", "codec"), WRITTEN, ids=[row[1] for row in WRITTEN])
@pytest.mark.parametrize("declared", ["right", "missing", "utf-8", "unknown", "lying"])
def test_a_page_is_read_in_the_encoding_it_is_in(language: str, label: str, codec: str, declared: str) -> None:
    """Declared, undeclared, or declared as another: the words are the same, and a lie is told."""
    said = {"right": label, "missing": None, "utf-8": "utf-8", "unknown": "x-harbour", "lying": "unicode_escape"}[
        declared
    ]
    text = page(WORDS[language], said).encode(codec, "ignore").decode(codec)  # some have no quotation marks
    found = decoded(text.encode(codec))
    assert found.text == text
    assert (found.used, found.declared) == (codec, said)
    assert bool(found.notes) is (declared not in {"right", "missing"})


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_known_by_its_bytes(codec: str) -> None:
    """Whatever a page in Unicode declares, it is read as that; a declaration that cannot be true is told."""
    text = page(WORDS["zh"], "gbk")
    found = decoded(text.encode(codec))
    assert found.text == text
    assert found.used == {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(codec, codec)


def test_what_the_server_says_comes_before_what_the_page_says() -> None:
    """The encoding that came with the bytes is the declared one."""
    found = decoded(page(WORDS["ru"], "windows-1251").encode("koi8-r", "ignore"), "KOI8-R")
    assert (found.declared, found.used, found.notes) == ("koi8-r", "koi8_r", ())


def test_another_alphabet_is_not_believed() -> None:
    """Cyrillic declared as Latin is read as Cyrillic: in no language do words consist of accented letters alone."""
    found = decoded(page(WORDS["ru"], "iso-8859-1").encode("cp1251"))
    assert found.used == "cp1251"
    assert "not that of the bytes" in found.notes[0]


def test_damage_is_told_and_shown() -> None:
    """A few broken bytes do not change the encoding: they stand as U+FFFD, and a note counts them."""
    data = bytearray(page(WORDS["zh"], "utf-8").encode())
    data[-60] = 0xFF
    found = decoded(bytes(data))
    assert found.used == "utf-8"
    assert "\ufffd" in found.text
    assert "as U+FFFD" in found.notes[-1]


@pytest.mark.parametrize(("language", "codec"), [("zh", "gb18030"), ("ru", "cp1251"), ("ko", "cp949")])
def test_a_part_in_another_encoding_spoils_that_part_only(language: str, codec: str) -> None:
    """A page of two encodings is read in the one that most of it is in; the rest is shown as damage."""
    words = WORDS[language]
    data = page(words, "utf-8").encode() + words.encode(codec, "ignore") * 2
    found = decoded(data)
    assert found.used == "utf-8"
    assert words in found.text
    assert "as U+FFFD" in found.notes[-1]


@pytest.mark.parametrize("label", ["unicode_escape", "idna", "zlib_codec", "rot13", "utf-7", "undefined", "hex"])
def test_codecs_that_are_no_encoding_are_never_used(label: str) -> None:
    """A page cannot ask for whatever Python calls a codec."""
    assert decoded(f"<meta charset={label}><p>a\\u0041".encode()).text.endswith("a\\u0041")
    assert decoded(f"<meta charset={label}><p>\xff\xfe".encode("latin-1")).used in {"utf-8", "cp1252", "cp1251"}


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=20)))
def test_any_bytes_become_text(data: bytes, sent: str | None) -> None:
    """Nothing raises, and the same bytes give the same text."""
    assert decoded(data, sent) == decoded(data, sent)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_comes_back_whole(text: str) -> None:
    """What is whole UTF-8 is read as that, to the character."""
    if "\0" not in text and not text.startswith("\ufeff"):
        assert decoded(text.encode()).text == text
