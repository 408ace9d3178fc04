"""Credits: keys of many languages, values judged, disclaimers told apart, links found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.credits import Credit, credits_in, links_in
from provenance.tables import languages, table
from provenance.text import Span, in_place

SEED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "seed" / "article.txt"


def shown(text: str, language: str | None = "en") -> list[tuple[str, str, str]]:
    """Kind, value and verdict of each credit."""
    return [(one.kind, one.value.of(text), one.verdict) for one in credits_in(text, language)]


def test_the_sample_names_one_original_and_one_disclaimer() -> None:
    """Keys, values, the locator with its clock, and the class of the disclaimer stand where the paper says."""
    if not SEED.exists():
        pytest.skip(f"the sample article is not here: {SEED}")
    text = SEED.read_bytes().decode()
    original, disclaimer = credits_in(text, "en")
    assert (original.kind, original.key, original.value) == ("original", Span(2415, 2424), Span(2425, 2462))
    locator = original.locator
    assert locator is not None
    assert locator.canonical == "https://www.toutiao.com/article/1851975068681292/"
    assert (locator.platform, locator.kind, locator.self_media) == ("toutiao", "article", True)
    assert str(locator.minted) == "2025-12-19 21:50:57+00:00"
    assert (disclaimer.kind, disclaimer.key, disclaimer.value) == ("disclaimer", Span(2464, 2474), Span(2475, 2528))
    assert disclaimer.sense == "opinion"
    assert links_in(text) == ((Span(2425, 2462), locator),)


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("Original: https://example.com/a/1", "original", "https://example.com/a/1"),
        ("Source: Harbour Daily", "original", "Harbour Daily"),
        ("Originally published in Harbour Daily.", "original", "Harbour Daily"),
        ("Read the original: example.com/a/1", "original", "example.com/a/1"),
        ("via: Harbour Daily", "relay", "Harbour Daily"),
        ("(Source: Harbour Daily)", "original", "Harbour Daily"),
        ("Translated by J. Smith", "translator", "J. Smith"),
        ("Translation: J. Smith", "translator", "J. Smith"),
        ("Author: Anna Holt", "author", "Anna Holt"),
        ("Editor: Anna Holt", "editor", "Anna Holt"),
        ("Licence: CC BY 4.0", "licence", "CC BY 4.0"),
        ("原文链接：https://www.toutiao.com/article/1858771044685283/", "original", "https://www.toutiao.com/article/1858771044685283/"),
        ("来源：渔港日报", "original", "渔港日报"),
        ("【来源】：渔港日报", "original", "渔港日报"),
        ("本文转载自渔港日报", "relay", "渔港日报"),
        ("编译自：渔港日报", "relay", "渔港日报"),
        ("译者：李某", "translator", "李某"),
        ("編譯：李某", "translator", "李某"),
        ("责任编辑：赵某", "editor", "赵某"),
        ("Источник: Вестник порта", "original", "Вестник порта"),
        ("По материалам: Вестник порта", "relay", "Вестник порта"),
        ("Перевод: И. Зернов", "translator", "И. Зернов"),
        ("Джерело: Вісник порту", "original", "Вісник порту"),
        ("Переклад: І. Зерно", "translator", "І. Зерно"),
        ("Quelle: Hafenbote", "original", "Hafenbote"),
        ("Übersetzt von A. Holt", "translator", "A. Holt"),
        ("Source originale : Le Quai", "original", "Le Quai"),
        ("Traduit par A. Holt", "translator", "A. Holt"),
        ("Fuente: El Muelle", "original", "El Muelle"),
        ("Fonte: Il Molo", "original", "Il Molo"),
        ("Źródło: Goniec portowy", "original", "Goniec portowy"),
        ("出典：港新聞", "original", "港新聞"),
        ("翻訳：林", "translator", "林"),
        ("출처: 항구일보", "original", "항구일보"),
        ("المصدر: جريدة الميناء", "original", "جريدة الميناء"),
        ("منبع: روزنامه بندر", "original", "روزنامه بندر"),
    ],
)  # fmt: skip
def test_keys_of_many_languages(line: str, kind: str, value: str) -> None:
    """A key at a line start names its kind, whatever the language of the article; the value stands without stop."""
    text = f"The port is closed for the whole winter.\n\n{line}"
    assert [(one.kind, one.value.of(text), one.verdict) for one in credits_in(text, "en")] == [
        (kind, value, "accepted")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Original music by Anna Holt was played.",
        "The source of the river is old. No original: no copy.",
        "Translated novels sell well in the town.",
        "In the statement: nothing.",
        "翻译这本书的人走了。",
        "来源不明的粮食。",
        "Original",
        "",
    ],
)
def test_words_that_are_no_key(text: str) -> None:
    """Without a colon, or inside a line, a word is no key; an act is no person."""
    assert credits_in(text, "en") == ()


def test_a_sentence_is_no_source() -> None:
    """A value with a verb of speech or too many words is kept and rejected."""
    text = "Source: our correspondent said this\nOriginal: the paper that everybody in the old town reads every day"
    assert [verdict for _, _, verdict in shown(text)] == ["rejected", "rejected"]


def test_a_link_makes_a_long_value_a_source() -> None:
    """A name with its link is accepted and gives the locator."""
    (credit,) = credits_in("Original: Harbour Daily, https://example.com/a/1", "en")
    assert credit.verdict == "accepted"
    assert credit.locator is not None
    assert credit.locator.canonical == "https://example.com/a/1"


def test_an_empty_value_is_a_blank() -> None:
    """A key with nothing after it is a credit all the same; a link on the next line is its value."""
    (blank,) = credits_in("Original:", "en")
    assert (blank.kind, len(blank.value), blank.verdict) == ("original", 0, "accepted")
    text = "Original:\nhttps://example.com/a/1"
    assert shown(text) == [("original", "https://example.com/a/1", "accepted")]


def test_two_originals_are_two() -> None:
    """Each line with a key is a credit of its own."""
    text = "Original: https://example.com/a/1\nOriginal: https://t.me/harbour/12"
    assert shown(text) == [
        ("original", "https://example.com/a/1", "accepted"),
        ("original", "https://t.me/harbour/12", "accepted"),
    ]


def test_several_keys_share_a_line() -> None:
    """Chinese pages put author, source and editor behind one another."""
    text = "來源：渔港日报　作者：李某　编辑：赵某"
    assert shown(text, "zh") == [
        ("original", "渔港日报", "accepted"),
        ("author", "李某", "accepted"),
        ("editor", "赵某", "accepted"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Translated by Google Translate from Ukrainian. Source: https://t.me/harbour/55",
         [("translator", "Google Translate", "machine"), ("original", "https://t.me/harbour/55", None)]),
        ("en", "Author: Anna Holt. Translated by J. Smith", [("author", "Anna Holt", None), ("translator", "J. Smith", None)]),
        ("en", "Translated by J. Smith. The article first stood elsewhere.", [("translator", "J. Smith", None)]),
        ("en", "Translated from Ukrainian by J. Smith.", [("translator", "J. Smith", None)]),
        ("en", "Source: Harbour Daily. Translation: DeepL", [("original", "Harbour Daily", None), ("translator", "DeepL", "machine")]),
        ("en", "Machine translation by DeepL.", [("translator", "DeepL", "machine")]),
        ("en", "This article was machine-translated.", [("translator", "machine-translated", "machine")]),
        ("en", "Translated by Claude Marenko", [("translator", "Claude Marenko", None)]),
        ("en", "Translated by Google and J. Smith", [("translator", "Google and J. Smith", None)]),
        ("ru", "Перевод: Google Переводчик. Источник: Вестник порта", [("translator", "Google Переводчик", "machine"), ("original", "Вестник порта", None)]),
        ("ru", "Перевод с украинского: И. Зернов", [("translator", "И. Зернов", None)]),
        ("ru", "Машинный перевод.", [("translator", "Машинный перевод", "machine")]),
        ("uk", "Переклад: машинний. Джерело: Вісник порту", [("translator", "машинний", "machine"), ("original", "Вісник порту", None)]),
        ("zh", "译者：机器翻译。来源：渔港日报。", [("translator", "机器翻译", "machine"), ("original", "渔港日报", None)]),
        ("zh", "本文由谷歌翻译生成", [("translator", "谷歌翻译", "machine")]),
        ("de", "Übersetzt von DeepL aus dem Ukrainischen", [("translator", "DeepL", "machine")]),
        ("fr", "Traduit de l’anglais par A. Holt", [("translator", "A. Holt", None)]),
    ],
)  # fmt: skip
def test_a_value_ends_with_its_sentence(language: str, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """Another key may follow in the line; the language translated from is no part of a name; programs are told."""
    found = credits_in(text, language)
    assert [(one.kind, one.value.of(text), one.sense) for one in found] == expected
    assert {one.verdict for one in found} == {"accepted"}


def test_a_language_is_no_source() -> None:
    """What was translated from is kept as no source; a key behind it in the line is read."""
    text = "Translated from Russian; source: https://example.com/a/1"
    assert shown(text) == [("relay", "Russian;", "rejected"), ("original", "https://example.com/a/1", "accepted")]


def test_prose_behind_a_key_is_no_credit() -> None:
    """A word with a colon that begins a long paragraph names nobody."""
    text = "Text: He left. " + "She stayed for the whole long evening by the sea. " * 12
    assert shown(text) == [("author", text[6:].rstrip(), "rejected")]


def test_every_credit_of_a_foreign_footer_is_doubtful() -> None:
    """Below a second title the second key of a line is doubted like the first."""
    text = (
        "The port is closed for the whole winter, and nobody in the town asks why.\n\n"
        "Fishermen of the old town\n\nTranslated by J. Smith. Source: Quay Courier"
    )
    assert shown(text) == [("translator", "J. Smith", "doubtful"), ("original", "Quay Courier", "doubtful")]


def test_the_footer_of_another_item_is_doubtful() -> None:
    """Below a second title, or a bare link, a credit may belong to that; a title at the top is the article's own."""
    text = (
        "Harbour will close in May\nSource: Harbour Daily\n\nThe port is closed for the whole winter, and nobody asks why.\n\n"
        "Original: https://example.com/a/1\n\nFishermen of the old town\n\nSource: Quay Courier"
    )
    assert shown(text) == [
        ("original", "Harbour Daily", "accepted"),
        ("original", "https://example.com/a/1", "accepted"),
        ("original", "Quay Courier", "doubtful"),
    ]


@pytest.mark.parametrize(
    ("line", "sense"),
    [
        ("Statement: The article represents the views of the author alone.", "opinion"),
        ("The views expressed here are those of the author and not of this paper.", "opinion"),
        ("Disclaimer: opinions expressed are the contributor's own.", "opinion"),
        ("声明：该文观点仅代表作者本人，平台仅提供信息存储服务。", "opinion"),
        ("该文观点仅代表作者本人", "opinion"),
        ("特別聲明：以上內容不代表本站立場。", "opinion"),
        ("Мнение автора может не совпадать с позицией редакции.", "opinion"),
        ("Думка автора може не збігатися з позицією редакції.", "opinion"),
        ("Les opinions exprimées n'engagent que leur auteur.", "opinion"),
        ("Disclaimer: All rights reserved.", "rights"),
        ("版权声明：未经授权不得转载。", "rights"),
        ("Все права защищены.", "rights"),
        ("免责声明：本平台仅提供信息发布服务。", "platform"),
        ("Statement: the harbour board will meet in May.", None),
    ],
)
def test_disclaimers_have_a_sense(line: str, sense: str | None) -> None:
    """Views of the author alone, rights, a platform's own words: with a key or without one."""
    (credit,) = credits_in(f"The port is closed.\n\n{line}", "en")
    assert (credit.kind, credit.sense) == ("disclaimer", sense)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "The port closes, as reported by the Harbour Daily.", "the Harbour Daily"),
        ("en", "The port closes, the mayor said, citing Quay Courier.", "Quay Courier"),
        ("ru", "Порт закрыт, сообщает «Вестник порта».", "«Вестник порта»"),
        ("ru", "Порт закрыт, пишет газета со ссылкой на Вестник.", "Вестник"),
        ("uk", "Порт закрито, повідомляє «Вісник порту».", "«Вісник порту»"),
        ("zh", "据渔港日报5月3日报道，港口关闭。", "渔港日报"),
        ("zh", "港口关闭，该台援引渔港日报报道。", "渔港日报"),
    ],
)
def test_sentences_name_relays(language: str, text: str, value: str) -> None:
    """A relay named inside a sentence is a credit without a line of its own."""
    (credit,) = credits_in(text, language)
    assert (credit.kind, credit.value.of(text), credit.line) == ("relay", value, None)


def test_a_hearer_is_no_outlet() -> None:
    """Whom somebody told is a relay only if the table of outlets knows the name."""
    assert credits_in("Marenko told Holt that the port closes.", "en") == ()


@given(
    st.text(alphabet="Original: 来源：译者 Source\n\t.,http://a.b/c|()[]【】声明 said\x00\ud800", max_size=120),
    st.sampled_from([None, "en", "ru", "zh", "xx"]),
)
def test_any_text_gives_credits_inside_it(text: str, language: str | None) -> None:
    """Whatever the text, nothing raises, spans lie in it, and the same text gives the same credits."""
    found = credits_in(text, language)
    assert found == credits_in(text, language)
    for credit in found:
        check(credit, text)
    for span, locator in links_in(text):
        assert locator.given == span.of(text)


def check(credit: Credit, text: str) -> None:
    assert credit.value.end <= len(text)
    assert credit.key is None or credit.key.of(text).strip()
    assert credit.line is None or credit.line.holds(credit.key or credit.value)
    assert credit.basis


@pytest.mark.parametrize(
    "text",
    [
        "Original:" * 110_000,
        "Original: x\n" * 20_000,
        "译者：" * 300_000,
        "Translated by A. " * 60_000,
        "Translated by Ann Holt. Translated from Ukrainian\n" * 8_000,
        "a.b/" * 250_000,
        "http://" * 140_000,
        ":" * 1_000_000,
        "\n" * 1_000_000,
        "the views of the author " * 40_000,
        "Fishermen of the old town\n" * 20_000,
    ],
    ids=lambda value: value[:12],
)
def test_hostile_texts_end(text: str) -> None:
    """Periodic megabytes are read to their end and raise nothing."""
    assert all(credit.value.end <= len(text) for credit in credits_in(text, "en"))


@pytest.mark.parametrize("language", languages("credits"))
def test_every_table_of_credits_is_ready(language: str) -> None:
    """Each language's first key of an original, with a colon, is one."""
    from provenance.tables import table

    key = table(language, "credits")["original"][0]
    (credit,) = credits_in(f"{key}: https://example.com/a/1", language)
    assert (credit.kind, credit.verdict) == ("original", "accepted")


@pytest.mark.parametrize("language", languages("credits"))
@given(data=st.data())
def test_each_disclaimer_holds_a_word_of_its_table(language: str, data: st.DataObject) -> None:
    """Whatever a pattern of disclaimers matches holds one of the words that lines are looked through for first."""
    held = table(language, "credits")
    patterns = [one for sense in ("opinion", "rights", "platform") for one in held.get(sense, ())]
    low = in_place(data.draw(st.from_regex(data.draw(st.sampled_from(patterns)), fullmatch=True)))
    assert any(word in low for word in held["disclaimer_words"])
