"""Sentences: where a text stops, and where a full stop is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sentences import lines_in, paragraphs_in, sentences_in
from provenance.tables import languages, table

LANGUAGES = (None, "en", "ru", "zh", "zh-Hant", "de", "ja", "ar", "sw")
WRITTEN = st.text(
    alphabet="aБc我。！？…；.!?\"“”«»'’()[]—- \n\r\u2028\x85\t\xa0\u20035Т.г0жñ\x00\ud800\u202e\u0301😀", max_size=80
)
ANY = st.text(max_size=60) | WRITTEN


def cut(text: str, language: str | None = None) -> list[str]:
    return [span.of(text) for span in sentences_in(text, language)]


@given(ANY, st.sampled_from(LANGUAGES))
def test_sentences_hold_all_but_white_space(text: str, language: str | None) -> None:
    """Spans stand in order, do not overlap, begin and end with something, and leave out nothing but white space."""
    spans = sentences_in(text, language)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@given(ANY)
def test_paragraphs_and_lines_hold_all_but_white_space(text: str) -> None:
    """The same holds for paragraphs and lines; each line lies in one paragraph, each sentence in one line."""
    kinds = (paragraphs_in(text), lines_in(text), sentences_in(text))
    for spans in kinds:
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    for outer, inner in pairwise(kinds):
        assert all(any(whole.holds(part) for whole in outer) for part in inner)


@given(ANY, st.sampled_from(LANGUAGES))
def test_a_sentence_cut_out_is_cut_no_further(text: str, language: str | None) -> None:
    """What stands between two lines' ends is cut alike wherever it stands in the text."""
    before = "First line.\n"
    shifted = [span.of(before + text) for span in sentences_in(before + text, language or "en")][1:]
    assert shifted == cut(text, language or "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # closing marks stay with their sentence
        ("zh", "“为什么？”记者问道。|“我们走吧。”他说。|马连科回答：“是的。|我们不去。”|随后他离开了。"),
        ("zh", "他低声说：“港口关了！”|记者又问：“为什么？”|没有人回答。"),
        ("zh-Hant", "「為什麼？」記者問道。|「我們走吧。」|第二天，他走了。"),
        ("ru", "«Мы подумаем». Потом он ушёл.".replace(". П", ".|П")),
        ("en", "“We will think about it.”|Then he left.|He said: (“Not today.”)|Nobody asked."),
        ("en", '"Go."|He went.|"Why?" she asked.|"I said \'no.\'"|That was all.'),
        ("fr", "« Où ? » demanda M. Holt.|« Ici. »|Puis il partit !|Enfin."),
        ("de", "„Komm.“|Er ging.|„Wohin?“, fragte sie.|»Dorthin!«|Dann schwieg er."),
        ("ja", "「行こう。」と彼は言った。|そうだ！|私は行く。"),
        # ellipses
        ("ru", "Никто не ответил…|Тогда он ушёл."),
        ("ru", "Он подумал… и ушёл.|Тишина...|Потом ветер."),
        ("en", "He left...|The end.|We thought ... and left.|It ended . . .|Then it rained."),
        ("en", "He spoke of “peace […] and bread” (sic!) Marenko and of (…) Holt."),
        ("zh", "没有人回答……|于是他走了。|我……我不知道。"),
        # abbreviations, initials, numbers
        ("ru", "Пришёл И. Р. Маренко.|С ним был А.С. Долин, т. н. «советник», и др.|Потом ушли."),
        ("ru", "Там 5 тыс. чел. из 2 млн. чел. и т. д.|Все они с ул. Портовой, д. 5, кв. 3, т. е. близко."),
        ("ru", "В 2014 г. Маренко уехал.|Он вернулся в 2016 г.|Потом уехал в г. Светлогорье.|См. стр. 5."),
        ("ru", "Дж. Холт и Ж.-П. Руссель помогали им.|Никто не видел."),
        ("uk", "Це сказав проф. І. Маренко.|Там 5 тис. осіб і т. д.|Потім вони пішли."),
        (
            "en",
            "Dr. J. R. Holt of Holt Inc. spoke.|No. 5 is closed.|He said no.|See Fig. 3 at 5 p.m.|The U.S. Senate met.",
        ),
        ("en", "It fell by 3.5 per cent in 2014.|The 2.0 version at example.com/a.B?c=D.E is old.|Ask a@b.example."),
        ("en", "1. Open the port.|Then close it.|It was 5.|We left."),
        (
            "en",
            "St. Mary met Lt. Gen. Holt et al. in Gov. Reed's house, i.e. there.|He liked tea, milk etc.|They did not.",
        ),
        ("de", "Am 5. Mai kam Dr. Holt z. B. mit dem 19. Zug.|Er ging 2014.|Danach kam er usw.|Das war alles."),
        ("cs", "Dne 5. Května přišel ing. Novák.|Vzal si prst.|Potom odešel."),
        ("es", "El Sr. Reed llegó a EE. UU. en enero.|¿Por qué?|¡Nadie lo sabe!|Fin."),
        ("it", "Il dott. Neri è arrivato.|«Dove?» chiese la sig.ra Bianchi.|Nessuno rispose."),
        ("tr", "Prof. Dr. Kaya geldi.|Sonra gitti."),
        # dashes and dialogue
        ("ru", "— Куда? — спросил он.|— Нас ждут.|«Идём!» — Маренко встал.|— Да."),
        ("es", "—¿Adónde? —preguntó Reed.|—Nos esperan."),
        # other scripts' stops
        ("hi", "वह गया।|मैं आया।|क्या?|हाँ!"),
        ("ar", "ذهب الرجل.|لماذا؟|لا أحد يعرف."),
        ("ko", "그는 갔다.|“어디?”라고 물었다.|아무도 몰랐다."),
        ("zh", "港口开放；|机场关闭。|真的吗？！|是3.5万吨。"),
        ("zh", "他用“走吧！”的口号。|他说完.|她走了".replace("完.|", "完。|")),
        ("zh", "伊利亚．马连科走了。|港口关了。"),
        ("ja", "私は行く．|彼は行かない．"),
        # footnotes, lines
        ("en", "The port is open.[5] It was closed before.[12][13] Nobody knows.".replace("] ", "]|")),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(language: str, text: str) -> None:
    """The text is cut exactly at the bars, with and without white space there in scripts that put none."""
    expected = text.split("|")
    glue = "" if language.startswith(("zh", "ja")) else " "
    assert cut(glue.join(expected), language) == expected
    assert cut("\n".join(expected), language) == expected


def test_line_ends_break_and_blank_lines_make_paragraphs() -> None:
    """A line end ends a sentence; blank lines part paragraphs; without any, each line is one."""
    text = "A headline without a stop\n \nFirst of all.\r\nSecond\r\n\r\n\r\nThird. Fourth."
    assert cut(text) == ["A headline without a stop", "First of all.", "Second", "Third.", "Fourth."]
    assert [len(lines_in(span.of(text))) for span in paragraphs_in(text)] == [1, 2, 1]
    assert len(paragraphs_in("One.\nTwo.\nThree.")) == len(paragraphs_in("One.\n\nTwo.\u2029Three.")) == 3
    assert paragraphs_in("") == paragraphs_in(" \n\n ") == ()


def test_a_text_without_a_language_is_cut_by_its_script() -> None:
    """Without a language, abbreviations common in the script are known."""
    assert cut("Это сказал проф. Маренко. Он ушёл.") == ["Это сказал проф. Маренко.", "Он ушёл."]
    assert cut("Prof. Holt said so. He left.") == ["Prof. Holt said so.", "He left."]
    assert cut("“走？”他问道。好") == ["“走？”他问道。", "好"]


def test_a_language_without_a_table_is_still_cut() -> None:
    """Initials, small letters and words without a vowel tell where no table does."""
    assert table("sw", "abbreviations") is None
    assert cut("Bw. J. Holt alisema ndiyo. Kisha akaondoka.", "sw") == [
        "Bw. J. Holt alisema ndiyo.",
        "Kisha akaondoka.",
    ]


@pytest.mark.parametrize("language", languages("abbreviations"))
def test_tables_are_well_made(language: str) -> None:
    """Every list is sorted and without doubles, and no abbreviation stands in two of them."""
    found = table(language, "abbreviations")
    lists = {key: value for key, value in found.items() if isinstance(value, list)}
    assert set(found) - set(lists) <= {"ordinals", "syllabic"}
    assert set(lists) <= {"followed", "numbered", "either", "ends", "starters", "said", "joined"}
    assert all(value == sorted(set(value)) for value in lists.values())
    abbreviations = [word for key in ("followed", "numbered", "either", "ends") for word in lists.get(key, ())]
    assert len(abbreviations) == len(set(abbreviations))
    assert not any(word.endswith(".") or " " in word for word in abbreviations)


@pytest.mark.parametrize(
    "text",
    [
        "." * 1_000_000,
        ". " * 500_000,
        "a. " * 333_333,
        "A. B " * 200_000,
        "! # " * 250_000,
        '."' * 500_000,
        "." + " " * 1_000_000 + "A",
        "\n " * 500_000,
        "。”" * 500_000,
        "好。" * 500_000,
        "a" * 1_000_000,
        " " * 1_000_000,
        "т. д. и " * 125_000,
        ".(" * 500_000,
        "[1]" * 333_333,
        "x.[1]" * 200_000,
    ],
)
def test_megabytes_in_one_line_end(text: str) -> None:
    """Periodic megabytes end soon and lose nothing."""
    spans = sentences_in(text, "ru")
    assert sum(len("".join(span.of(text).split())) for span in spans) == len("".join(text.split()))
