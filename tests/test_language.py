"""Language: script, letters, small words, statistics, or too short to tell."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from provenance.language import Guess, Unsure, contradicts, guess, letters_by_script, scripts_of
from provenance.scripts import script
from provenance.tables import shared_table

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
LARGE = 1_000_000
OURS = {
    *("ar", "be", "bg", "cs", "de", "en", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko", "pl", "pt", "ru", "sr"),
    *("tr", "uk", "vi", "zh"),
}

SENTENCES = {
    "ar": "قال رئيس البلدية إن الميناء سيبقى مفتوحا حتى نهاية العام.",
    "be": "Мэр сказаў, што порт застанецца адкрытым да канца года.",
    "bg": "Кметът каза, че пристанището ще остане отворено до края на годината.",
    "cs": "Starosta řekl, že přístav zůstane otevřený až do konce roku.",
    "de": "Der Bürgermeister sagte, dass der Hafen bis zum Ende des Jahres offen bleibt.",
    "en": "The mayor said that the port would stay open until the end of the year.",
    "es": "El alcalde dijo que el puerto seguirá abierto hasta el final del año.",
    "fa": "شهردار گفت که بندر تا پایان سال باز می‌ماند.",
    "fr": "Le maire a dit que le port resterait ouvert jusqu’à la fin de l’année.",
    "he": "ראש העיר אמר שהנמל יישאר פתוח עד סוף השנה.",
    "hi": "महापौर ने कहा कि बंदरगाह साल के अंत तक खुला रहेगा।",
    "id": "Wali kota mengatakan bahwa pelabuhan akan tetap dibuka sampai akhir tahun.",
    "it": "Il sindaco ha detto che il porto resterà aperto fino alla fine dell’anno.",
    "ja": "市長は港が年末まで開いたままだと述べた。",
    "ko": "시장은 항구가 연말까지 열려 있을 것이라고 말했다.",
    "pl": "Burmistrz powiedział, że port pozostanie otwarty do końca roku.",
    "pt": "O prefeito disse que o porto continuará aberto até o fim do ano.",
    "ru": "Мэр сказал, что порт останется открытым до конца года.",
    "sr": "Градоначелник је рекао да ће лука остати отворена до краја године.",
    "tr": "Belediye başkanı limanın yıl sonuna kadar açık kalacağını söyledi.",
    "uk": "Мер сказав, що порт залишиться відкритим до кінця року.",
    "vi": "Thị trưởng nói rằng cảng sẽ vẫn mở cửa cho đến cuối năm.",
    "zh": "市长表示，港口将开放到年底。",
}

PIECES = st.sampled_from(
    [
        *("port ", "the ", "and ", "le ", "порт ", "и ", "що ", "ъ", "ј", "港", "口", "们", "の", "カ", "항", "ب", "ة", "ש", "क", "π"),
        *("https://example.com/a ", "a@b.c ", "#tag ", "12 ", "%", "\x00", "\ud800", "\u202e", "\u0301", "😀", "İ", "ß", " ", "\n", "’", "."),
    ]
)  # fmt: skip
ANY = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


@frozen
class Fixed:
    """A detector that always gives one answer, and keeps what it was asked."""

    answer: Guess | Unsure
    asked: list[tuple[str, tuple[str, ...]]]
    name: str = "fixed"

    def __call__(self, text: str, among: Sequence[str]) -> Guess | Unsure:
        self.asked.append((text, tuple(among)))
        return self.answer


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_of_each_table_language_is_told(language: str) -> None:
    """A plain sentence is told in all 23 languages."""
    answer = guess(SENTENCES[language])
    assert isinstance(answer, Guess)
    assert answer.language == language
    assert 0.9 <= answer.probability <= 1


def test_the_table_names_the_23_languages() -> None:
    """The languages of our tables are those that have a sentence here."""
    table = shared_table("letters")
    assert {tag for tag, row in table.items() if row["role"] == "table"} == OURS == set(SENTENCES)


@pytest.mark.parametrize(
    ("text", "language", "by"),
    [
        ("港口开放", "zh", "letters"),  # 开 is written in Chinese alone
        ("門開著，他們說港口", "zh", "letters"),
        ("経済新聞", "ja", "letters"),  # 経 and 済 in Japanese alone
        ("み", "ja", "script"),
        ("港の口", "ja", "script"),
        ("全部港口全部港口", "zh", "script"),
        ("항", "ko", "script"),
        ("λιμάνι", "el", "script"),
        ("ท่าเรือ", "th", "script"),
        ("її", "uk", "letters"),
        ("мыши", "ru", "letters"),
        ("Größe", None, None),
        ("größe", "de", "letters"),
        ("گرگ", "fa", "letters"),
        ("المدينة", "ar", "letters"),
        ("Порт әлі жабық, деді әкім.", "kk", "letters"),
        ("Градоначалникот рече дека ќе остане.", "mk", "letters"),
        ("ہمارے ہاں بندرگاہ کھلی ہے۔", "ur", "letters"),
    ],
)
def test_script_and_letters_decide_at_any_length(text: str, language: str | None, by: str | None) -> None:
    """What only one language is written with tells it, however short; a capital may begin a name and proves nothing."""
    answer = guess(text)
    if language is None:
        assert isinstance(answer, Unsure)
    else:
        assert isinstance(answer, Guess)
        assert (answer.language, answer.by, answer.computed_by) == (language, by, "")


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Marenko said", {"en", "de", "fr"}),
        ("Маренко заявил", {"ru", "bg", "uk"}),
        ("全部港口", {"ja", "zh"}),
        ("Yes, we do.", {"en", "pl", "tr"}),
        ("порт", {"ru", "uk", "bg", "be", "sr"}),
        ("π", set()),
    ],
)
def test_a_few_words_are_too_short_to_tell(text: str, candidates: set[str]) -> None:
    """Where only statistics could speak, a few words are not given to them; the answer names who is left."""
    answer = guess(text)
    assert isinstance(answer, Unsure)
    assert answer.reason == "too-short"
    assert candidates <= set(answer.candidates) <= OURS


@pytest.mark.parametrize(
    "text",
    ["", "  \n", "12 + 34 = 46", "😀", "!?…", "https://example.com/the-mayor-said", "mayor@example.com", "@harbour #port",
     "toutiao.com/article/1851975068681292/", "\x00", "\ud800", "\u202e"],
)  # fmt: skip
def test_what_has_no_letters_has_no_language(text: str) -> None:
    """A link, an address, a handle, a number, an emoji, a lone control have no language."""
    assert guess(text) == Unsure(reason="no-letters")


def test_two_scripts_in_balance_are_mixed() -> None:
    """A text half in one script and half in another is called mixed; names in Latin letters make no text Latin."""
    assert guess("The port stays open. Порт остаётся открытым.") == Unsure(reason="mixed")
    answer = guess("Мэр сказал, что Harbour Daily закрыт.")
    assert isinstance(answer, Guess)
    assert answer.language == "ru"


def test_a_neighbour_outside_the_tables_is_not_called_one_of_ours() -> None:
    """Dutch is not German, Danish not German, Macedonian not Serbian, Slovak not Czech."""
    for text, language in {
        "De burgemeester zei dat de haven tot het einde van het jaar open blijft.": "nl",
        "Borgmesteren sagde, at havnen forbliver åben til slutningen af året.": "da",
        "Градоначалникот рече дека пристаништето ќе остане отворено до крајот на годината.": "mk",
        "Primátor povedal, že prístav zostane otvorený až do konca roka.": "sk",
    }.items():
        answer = guess(text)
        assert isinstance(answer, Guess)
        assert answer.language == language


def test_croatian_is_not_told_from_serbian_in_latin_letters() -> None:
    """Statistics know only Croatian, so a text like it is undecided; where the caller names one of them, it is that one."""
    text = "Gradonačelnik je rekao da će luka ostati otvorena do kraja godine, a putovi su zatvoreni."
    answer = guess(text)
    assert isinstance(answer, Unsure)
    assert answer.reason == "undecided"
    chosen = guess(text, among=("en", "hr"))
    assert isinstance(chosen, Guess)
    assert chosen.language == "hr"


def test_statistics_say_how_they_were_computed() -> None:
    """A guess by statistics carries detector, version, seed, prior and sample."""
    answer = guess(SENTENCES["en"])
    assert isinstance(answer, Guess)
    assert answer.by == "statistics"
    assert answer.computed_by.startswith("langdetect ")
    assert "seed 0" in answer.computed_by
    assert "first 500" in answer.computed_by


def test_only_the_first_words_are_looked_at_by_statistics() -> None:
    """What follows the first 500 characters changes no probability."""
    start = SENTENCES["en"] + " " + "They asked about the grain and about the roads, and nobody would answer them. " * 8
    assert guess(start) == guess(start + "They asked about the grain and about the roads. ")


def test_capitals_are_read_too() -> None:
    """A text in capitals is told like the same in small letters."""
    answer = guess(SENTENCES["en"].upper())
    assert isinstance(answer, Guess)
    assert answer.language == "en"


def test_links_do_not_make_a_text_english() -> None:
    """A Russian sentence with long links is Russian."""
    answer = guess(SENTENCES["ru"] + " https://example.com/the-mayor-said-that-the-port " * 5)
    assert isinstance(answer, Guess)
    assert answer.language == "ru"


# ---- among, detector ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SENTENCES)
def test_among_limits_the_answer(language: str) -> None:
    """With the right language among two, it is told, as the caller spells it; with it missing, no other script is taken."""
    answer = guess(SENTENCES[language], among=(f"{language}-XX", "el"))
    assert isinstance(answer, Guess)
    assert answer.language == f"{language}-XX"
    assert guess(SENTENCES[language], among=("el", "th")) == Unsure(reason="undecided")
    assert guess(SENTENCES[language], among=()) == Unsure(reason="undecided")


def test_among_decides_between_chinese_and_japanese() -> None:
    """Han alone, too short to tell, is told where the caller leaves one language of that script."""
    answer = guess("港口", among=("zh-Hant", "en"))
    assert isinstance(answer, Guess)
    assert answer.language == "zh-Hant"


@pytest.mark.parametrize(
    "language", ["cs", "de", "en", "es", "fr", "id", "it", "pl", "pt", "tr", "vi", "ru", "uk", "zh"]
)
def test_a_declared_language_spares_statistics_and_changes_no_other_answer(language: str) -> None:
    words = SENTENCES[language].split()
    texts = [SENTENCES[language], *(" ".join(words[start : start + 5]) for start in range(len(words) - 4))]
    for text in texts:
        alone = guess(text)
        for declared in sorted({language, "en", "fr", "tr"}):
            beside = guess(text, declared=declared)
            contradicted = isinstance(alone, Guess) and alone.language != declared
            assert (beside == alone) if contradicted else not isinstance(beside, Guess) or beside.language == declared


def test_statistics_are_not_asked_where_no_other_language_could_come_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("provenance.language.draws.probabilities", asked)
    text = "The mayor opened port gates today in the harbour"
    assert not isinstance(guess(text, declared="en-GB"), Guess)
    with pytest.raises(LookupError):
        guess(text)


def test_a_detector_takes_the_place_of_statistics() -> None:
    """A caller's detector is asked where letters leave several, at any length; its answer is marked as the caller's."""
    detector = Fixed(Guess(language="en", probability=0.7, by="statistics"), [])
    assert guess("Marenko said", detector=detector) == Guess(language="en", probability=0.7, by="caller")
    text, among = detector.asked[0]
    assert text == "Marenko said"
    assert {"en", "de", "nl"} <= set(among)
    assert guess("全部港口", detector=detector) == Guess(language="en", probability=0.7, by="caller")
    assert detector.asked[1] == ("全部港口", ("ja", "zh"))


def test_a_detector_is_not_asked_what_the_script_tells() -> None:
    """Where script or letters decide, or nothing can, no detector is asked; what it cannot tell stays untold."""
    detector = Fixed(Unsure(reason="too-short"), [])
    for text in ("항구", "её мыши", "", "港の口"):
        guess(text, detector=detector)
    assert detector.asked == []
    assert guess("Marenko said", detector=detector) == Unsure(reason="too-short")


# ---- determinism -------------------------------------------------------------------------------------


@given(ANY)
def test_anything_gives_one_answer(text: str) -> None:
    """Any text is answered without raising, twice alike, and with a language that its script allows."""
    answer = guess(text)
    assert guess(text) == answer
    if isinstance(answer, Guess):
        assert set(scripts_of(answer.language)) & {name for name, _ in letters_by_script(text)}
        assert 0.9 <= answer.probability <= 1


def test_threads_and_other_texts_change_nothing() -> None:
    """The answers of many threads in many orders are those of one."""
    texts = list(SENTENCES.values())
    alone = [guess(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(guess, texts * 3)) == alone * 3
    assert [guess(text) for text in reversed(texts)] == alone[::-1]


def test_the_state_of_langdetect_is_left_alone() -> None:
    """Neither the class's seed nor the package's own factory is touched, nor do they touch our answer."""
    import langdetect
    from langdetect import detector_factory

    before = guess(SENTENCES["fr"])
    assert langdetect.DetectorFactory.seed is None
    assert detector_factory._factory is None
    langdetect.DetectorFactory.seed = 77
    try:
        assert guess(SENTENCES["fr"]) == before
    finally:
        langdetect.DetectorFactory.seed = None


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_gives_the_same_answers(seed: str) -> None:
    """Fresh processes with other hash seeds give every answer to the last digit."""
    program = "import sys; from provenance.language import guess\nfor line in sys.stdin: print(guess(line))"
    texts = [SENTENCES[language] for language in ("cs", "en", "es", "ru", "hi", "fa")]
    done = subprocess.run(
        [sys.executable, "-c", program],
        input="\n".join(texts),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
    )
    assert done.stdout.splitlines() == [str(guess(text)) for text in texts]


def test_nothing_is_loaded_before_it_is_needed() -> None:
    """Importing the module, and telling what script and letters tell, loads no statistics."""
    program = (
        "import sys; from provenance.language import guess; guess('港口开放'); guess('её мыши'); guess('Marenko said');"
        "print('langdetect' in sys.modules); guess('The mayor said that the port is closed.'); print('langdetect' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    "unit",
    ["a", "a ", "of the ", "о", "и не ", "ь", "月", "の", "@", "a@", "www.", "a.com/", "#a", "\ud800", "x\u0301", "1"],
)
def test_a_megabyte_is_answered(unit: str) -> None:
    """A million characters of anything are read in one pass."""
    words = unit * (LARGE // len(unit))
    assert isinstance(guess(words), Guess | Unsure)
    assert contradicts(words, "ko") in {None, "Latin", "Cyrillic", "Han", "Hiragana"}


# ---- scripts -----------------------------------------------------------------------------------------


def test_letters_are_counted_by_script() -> None:
    """Letters are counted under their script, most first; digits and marks are no letters."""
    assert letters_by_script("Порт 港口 ABC, 12!") == (("Cyrillic", 4), ("Latin", 3), ("Han", 2))
    assert letters_by_script("12!") == ()


@given(ANY)
def test_every_letter_of_a_known_script_is_counted_once(text: str) -> None:
    """The counts add up to the letters whose script is known."""
    assert sum(count for _, count in letters_by_script(text)) == sum(1 for character in text if script(character))


@pytest.mark.parametrize(
    ("language", "scripts"),
    [
        ("ru", ("Cyrillic",)),
        ("zh-Hant-TW", ("Han",)),
        ("ja", ("Han", "Hiragana", "Katakana")),
        ("sr", ("Cyrillic", "Latin")),
        ("sr-Latn", ("Latin",)),
        ("EN-us", ("Latin",)),
        ("tlh", ()),
        ("und", ()),
    ],
)
def test_the_scripts_of_a_language(language: str, scripts: tuple[str, ...]) -> None:
    """A script named in the tag goes before the table; an unknown language has none."""
    assert scripts_of(language) == scripts


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("We will think about it.", "ru", "Latin"),
        ("Yes", "ru", "Latin"),
        ("Мы подумаем об этом.", "en", "Cyrillic"),
        ("我们会考虑", "en", "Han"),
        ("港の口を開く", "zh", "Hiragana"),
        ("カタカナ", "zh", "Katakana"),
        ("我们会考虑", "ja", None),  # Han alone is Japanese too, for all that the script says
        ("我们会考虑", "ko", None),
        ("Мэр назвал это Harbour Daily", "ru", None),
        ("Gradonačelnik je rekao", "sr", None),
        ("Gradonačelnik je rekao", "sr-Cyrl", "Latin"),
        ("Градоначелник је рекао", "sr-Latn", "Cyrillic"),
        ("https://example.com/a-long-link", "ru", None),
        ("12 + 34", "ru", None),
        ("nuqneH", "tlh", None),
        ("", "en", None),
    ],
)
def test_a_declared_language_against_the_script(text: str, language: str, foreign: str | None) -> None:
    """At any length, a text in a script that its declared language is not written in is told by that script."""
    assert contradicts(text, language) == foreign


@pytest.mark.parametrize("language", SENTENCES)
def test_no_sentence_contradicts_its_own_language(language: str) -> None:
    """A sentence contradicts no language of its script, and every one of another script."""
    assert contradicts(SENTENCES[language], language) is None
    other = "ru" if "Latin" in scripts_of(language) and language != "sr" else "en"
    assert contradicts(SENTENCES[language], other) is not None


def test_rows_of_the_table_are_whole() -> None:
    """Every language names its scripts and its role; what depends on another field has it."""
    for tag, row in shared_table("letters").items():
        assert row["role"] in {"table", "rival", "known"}
        assert row["scripts"]
        assert ("within" in row) == ("needs" in row)
        for field in ("needs", "marks"):
            assert set(row.get(field, "")) <= set(row.get("letters", row.get(field, ""))), tag
        assert row.get("words", "").split() == sorted(set(row.get("words", "").split())), tag


# ---- real lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "answered"), [("ru", 0.90), ("zh", 0.90), ("en", 0.97), ("de", 0.97), ("fr", 0.97), ("ja", 0.99)]
)
def test_real_sentences_are_told_right(code: str, answered: float) -> None:
    """Of corpus sentences, none declared, most are answered, and those right in 99.5 % or more."""
    path = DATA / "langid" / "sentences" / f"{code}.txt"
    if not path.is_file():
        pytest.skip(f"no data at {path}")
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    answers = [answer.language for answer in map(guess, lines) if isinstance(answer, Guess)]
    assert len(answers) >= answered * len(lines)
    assert answers.count(code) >= 0.995 * len(answers)


@pytest.mark.parametrize("code", ["ru", "zh", "en", "de", "fr", "ja"])
def test_real_words_are_told_right_or_not_at_all(code: str) -> None:
    """Of single words, those answered are right in 98 % or more."""
    path = DATA / "langid" / "single-words" / f"{code}.txt"
    if not path.is_file():
        pytest.skip(f"no data at {path}")
    answers = [
        answer.language
        for answer in map(guess, path.read_text(encoding="utf-8").split("\n"))
        if isinstance(answer, Guess)
    ]
    assert answers.count(code) >= 0.98 * len(answers)
