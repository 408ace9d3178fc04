"""Quotations: marks paired, speech told from fragments, speakers found, in composed articles of nine languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.dates import PartialDate
from provenance.quotations import Found, Quotation, quotations_in
from provenance.tables import languages
from provenance.text import Mode, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "seed" / "article.txt"

MARKS = "“”„«»「」『』‘’‚‹›'\"《》—–…,.:!?()\n "
ODD = st.text(alphabet=MARKS + "abc Said said that он сказал что 他说 述べた\u200f\ud800\x00", max_size=120)
LANGUAGES = st.sampled_from([None, "en", "ru", "uk", "zh", "zh-Hant", "de", "fr", "es", "pl", "ja", "ar", "xx"])


def said(found: Found, mode: Mode | None = None) -> list[tuple[str, str | None]]:
    """Words and speaker of each quotation, of one mode or all."""
    return [
        (one.words, None if one.speaker is None else one.speaker.name)
        for one in found.quotations
        if mode is None or one.mode is mode
    ]


def only(text: str, language: str) -> Quotation:
    found = quotations_in(text, language).quotations
    assert len(found) == 1, found
    return found[0]


# ---- the sample article ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample() -> str:
    if not SEED.exists():
        pytest.skip(f"the sample article is not here: {SEED}")
    return SEED.read_bytes().decode()


def test_the_sample_has_one_direct_quotation(sample: str) -> None:
    """Its words, speaker as printed, cue, occasion and date stand where the paper says."""
    dates = [(Span(3, 14), PartialDate.parse("--12-19"))]
    found = quotations_in(sample, "en", dates=dates).quotations
    direct = [one for one in found if one.mode is Mode.DIRECT]
    assert [one.spans for one in direct] == [(Span(83, 296),)]
    (first,) = direct
    assert first.words == sample[83:296]
    assert (sample[82], sample[296]) == ('"', '"')
    assert first.speaker is not None
    assert (first.speaker.span, first.speaker.printed) == (Span(16, 39), sample[16:39])
    assert (first.speaker.name, first.speaker.inferred) == (sample[34:39], None)
    assert (first.cue, first.occasion, str(first.on)) == (Span(40, 44), Span(56, 79), "--12-19")


def test_the_sample_has_five_indirect_quotations(sample: str) -> None:
    """Each is the clause without its cue, with its speaker; only the pronoun's is inferred."""
    found = [one for one in quotations_in(sample, "en").quotations if one.mode is not Mode.DIRECT]
    assert {one.mode for one in found} == {Mode.INDIRECT}
    assert [(one.spans[0].start, one.spans[0].end, one.cue and one.cue.of(sample)) for one in found] == [
        (322, 385, "pointed out"),
        (404, 574, "believes"),
        (1065, 1125, "emphasizing"),
        (1574, 1641, "emphasized"),
        (1659, 1742, "hinted"),
    ]
    speakers = [one.speaker for one in found]
    assert [one is not None and one.name for one in speakers] == [
        sample[34:39],
        sample[34:39],
        sample[sample.index("Zelens") :].split(maxsplit=1)[0],
        sample[34:39],
        sample[34:39],
    ]
    assert [one is not None and one.inferred is not None for one in speakers] == [False, True, False, False, False]


def test_the_sample_has_five_fragments(sample: str) -> None:
    """The name of the event, what a noun governs, and coined phrases are no speech."""
    fragments = quotations_in(sample, "en").fragments
    assert [one.span for one in fragments] == [
        Span(63, 73),
        Span(1466, 1499),
        Span(1715, 1742),
        Span(1925, 1963),
        Span(2222, 2234),
    ]
    assert fragments[0].kind == "event"


# ---- composed articles ----------------------------------------------------------------------------------

ENGLISH = """\
Harbour will close in May

Ilya Marenko, the harbour chief, told reporters on Friday: "We will close the port in May." The port has been open since 2011.

"We close it," said Anna Holt, "in May." She was speaking at a press conference in Beiting.

“We do not want a quarrel with anybody in the town,” harbour chief Ilya Marenko said during a briefing. He added that the council’s “grain corridor” would stay closed.

Marenko said the port would be "closed for the whole winter" unless the council agreed.

“The first thing to know is that the port is old. Nobody has painted it.

“The second thing is that it is ours,” Marenko said.

The dockers’ union is the town’s oldest body. ‘We shall not load a single ship,’ its leader, Lin Qiao, warned.

According to Holt, the railway will open in June.

The so-called "Gate of Winter" opened on Friday. He read the book "Winter Gate" twice.

“Where is the ship?” asked Holt. “Nobody knows!” Marenko replied.

Marenko, who met Holt in May, said that the port is safe and that nobody is to blame.

Marenko: "We will never again close the port."
"""


def test_an_english_article() -> None:
    """Colon, comma, verb before and after, interruption, several paragraphs, single marks, questions; nothing else."""
    found = quotations_in(ENGLISH, "en")
    assert said(found, Mode.DIRECT) == [
        ("We will close the port in May.", "Ilya Marenko"),
        ("We close it, … in May.", "Anna Holt"),
        ("We do not want a quarrel with anybody in the town,", "Ilya Marenko"),
        (
            "The first thing to know is that the port is old. Nobody has painted it.\n\nThe second thing is that it is ours,",
            "Marenko",
        ),
        ("We shall not load a single ship,", "Lin Qiao"),
        ("Where is the ship?", "Holt"),
        ("Nobody knows!", "Marenko"),
        ("We will never again close the port.", "Marenko"),
    ]
    assert said(found, Mode.PARTIAL) == [("closed for the whole winter", "Marenko")]
    assert said(found, Mode.INDIRECT) == [
        ("the council’s “grain corridor” would stay closed", "Ilya Marenko"),
        ("the railway will open in June", "Holt"),
        ("the port is safe and that nobody is to blame", "Marenko"),
    ]
    assert [(one.kind, one.span.of(ENGLISH)) for one in found.fragments] == [
        ("scare", "“grain corridor”"),
        ("term", '"Gate of Winter"'),
        ("title", '"Winter Gate"'),
    ]
    assert found.notes == ()


RUSSIAN = """\
Порт закроют на зиму

Глава района Анна Холт заявила в пятницу на пресс-конференции: «Мы закроем порт до конца мая».

«Мы закроем порт, — сказал начальник порта Илья Маренко. — Зерно останется на складах». Он добавил, что рыбаки получат помощь.

Мы закроем порт, — подчеркнула глава района. — Зерно останется в городе.

— Порт закрыт, — сказал Маренко. — Зерно останется.

По словам Маренко, железная дорога откроется в июне.

Так называемый «зерновой коридор» работает с 2011 года.

«Где корабль?» — спросила Холт. «Никто не знает!» — ответил Маренко.

Маренко подчеркнул, что порт «никогда больше не будет продан чужим людям», и добавил, что совет согласен.

«Мы не хотим ссоры ни с кем в городе», — рассказал изданию «Вестник порта» начальник порта.

В документе отмечается, что порт стар.

Мэр Зернова Олег Петрович Сидоренко напомнил: «Порт построили в 1911 году».
"""


def test_a_russian_article() -> None:
    """Marks with the remark inside them, words without marks, the dialogue dash, cases of names, patronymics."""
    found = quotations_in(RUSSIAN, "ru")
    assert said(found, Mode.DIRECT) == [
        ("Мы закроем порт до конца мая", "Анна Холт"),
        ("Мы закроем порт, … Зерно останется на складах", "Илья Маренко"),
        ("Мы закроем порт, … Зерно останется в городе.", "глава района"),
        ("Порт закрыт, … Зерно останется.", "Маренко"),
        ("Где корабль?", "Холт"),
        ("Никто не знает!", "Маренко"),
        ("Мы не хотим ссоры ни с кем в городе", "начальник порта"),
        ("Порт построили в 1911 году", "Олег Петрович Сидоренко"),
    ]
    assert said(found, Mode.PARTIAL) == [("никогда больше не будет продан чужим людям", "Маренко")]
    assert said(found, Mode.INDIRECT) == [
        ("рыбаки получат помощь", "Илья Маренко"),
        ("железная дорога откроется в июне", "Маренко"),
        ("совет согласен", "Маренко"),
    ]
    occasion = found.quotations[0].occasion
    assert occasion is not None
    assert occasion.of(RUSSIAN) == "пресс-конференции"


UKRAINIAN = """\
Голова району Ганна Холт заявила: «Ми закриємо порт до кінця травня».

«Ми закриємо порт, — сказав начальник порту Ілля Маренко. — Зерно залишиться на складах». Він додав, що рибалки отримають допомогу.

Ми закриємо порт, — підкреслила голова району.

— Порт закрито, — сказав Маренко. — Зерно залишиться.

Так званий «зерновий коридор» працює з 2011 року.

«Де корабель?» — запитала Холт.

Маренко наголосив, що порт «ніколи більше не буде проданий чужим людям».
"""


def test_a_ukrainian_article() -> None:
    """The forms of Russian print, with Ukrainian verbs."""
    found = quotations_in(UKRAINIAN, "uk")
    assert said(found, Mode.DIRECT) == [
        ("Ми закриємо порт до кінця травня", "Ганна Холт"),
        ("Ми закриємо порт, … Зерно залишиться на складах", "Ілля Маренко"),
        ("Ми закриємо порт,", "голова району"),
        ("Порт закрито, … Зерно залишиться.", "Маренко"),
        ("Де корабель?", "Холт"),
    ]
    assert said(found, Mode.INDIRECT)[0] == ("рибалки отримають допомогу", "Ілля Маренко")
    assert [one.span.of(UKRAINIAN) for one in found.fragments] == ["«зерновий коридор»"]


CHINESE = """\
渔港将在五月关闭

12月19日，港务局长马连科在年度直播连线活动中表示：“我们愿意考虑开放港口，供至多六百万吨粮食通过。”

马连科指出，港口已经使用了四十年，并强调，码头工人不会失业。他还说：“没有人会离开。”

“我们五月关闭港口，”马连科说，“六月再开放。”

“港口已经关闭。”外交部发言人何琳表示。她补充说，铁路将继续运行。

所谓“粮食走廊”已经运行两年。他喜欢读小说《冬天的门》。据说港口很旧。他的职称是工程师。

何琳称，这是一次“真诚的合作”，各方都将受益。

渔民王大海告诉记者：“船没有回来。”
"""


def test_a_chinese_article() -> None:
    """Office and name told apart, verbs that are none (小说, 据说, 职称), titles, what 所谓 sets apart."""
    found = quotations_in(CHINESE, "zh")
    assert said(found, Mode.DIRECT) == [
        ("我们愿意考虑开放港口，供至多六百万吨粮食通过。", "马连科"),
        ("没有人会离开。", "马连科"),
        ("我们五月关闭港口， … 六月再开放。", "马连科"),
        ("港口已经关闭。", "何琳"),
        ("船没有回来。", "王大海"),
    ]
    assert said(found, Mode.PARTIAL) == [("真诚的合作", "何琳")]
    assert said(found, Mode.INDIRECT) == [
        ("港口已经使用了四十年", "马连科"),
        ("码头工人不会失业", "马连科"),
        ("铁路将继续运行", "何琳"),
        ("这是一次“真诚的合作”，各方都将受益", "何琳"),
    ]
    assert [(one.kind, one.span.of(CHINESE)) for one in found.fragments] == [
        ("term", "“粮食走廊”"),
        ("title", "《冬天的门》"),
    ]
    first = found.quotations[0]
    assert first.speaker is not None
    assert (first.speaker.printed, first.speaker.description) == ("港务局长马连科", "港务局长")
    assert first.occasion is not None
    assert first.occasion.of(CHINESE) == "年度直播连线活动"


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("zh-Hant", "港務局長馬連科表示：「我們願意考慮開放港口。」", "我們願意考慮開放港口。", "馬連科"),
        ("zh-Hant", "「我們五月關閉港口，」馬連科說，「六月再開放。」", "我們五月關閉港口， … 六月再開放。", "馬連科"),
        ("de", "Hafenchef Ilja Marenko sagte am Freitag: „Wir schließen den Hafen im Mai.“", "Wir schließen den Hafen im Mai.", "Ilja Marenko"),
        ("de", "»Wir schließen den Hafen«, sagte die Bürgermeisterin Anna Holt, »im Mai.«", "Wir schließen den Hafen … im Mai.", "Anna Holt"),
        ("de", "„Der Kai ist alt“, so Marenko.", "Der Kai ist alt", "Marenko"),
        ("fr", "« Nous fermerons le port », a déclaré vendredi le chef du port, Ilia Marenko.", "Nous fermerons le port", "Ilia Marenko"),
        ("fr", "« Nous fermerons le port, a dit la maire Anna Holt, et personne ne partira. »", "Nous fermerons le port, … et personne ne partira.", "Anna Holt"),
        ("es", "—El puerto está cerrado —dijo Marenko—. El grano se queda.", "El puerto está cerrado … El grano se queda.", "Marenko"),
        ("es", "«Cerraremos el puerto», dijo el viernes el jefe del puerto, Ilia Marenko.", "Cerraremos el puerto", "Ilia Marenko"),
        ("pl", "– Zamkniemy port – powiedziała burmistrz Anna Holt. – Zboże zostanie.", "Zamkniemy port … Zboże zostanie.", "Anna Holt"),
        ("pl", "„Zamkniemy port w maju” – powiedział w piątek szef portu Ilia Marenko.", "Zamkniemy port w maju", "Ilia Marenko"),
        ("ja", "マレンコ港長は19日の記者会見で「私たちは五月に港を閉鎖します」と述べた。", "私たちは五月に港を閉鎖します", "マレンコ"),
        ("ja", "「港は古い」とホルト市長は語った。", "港は古い", "ホルト"),
        ("en", "The head of the harbour board, Ilya Marenko, said: “We will close the port.”", "We will close the port.", "Ilya Marenko"),
        ("en", "“We will close the port,” said the harbour chief, Ilya Marenko.", "We will close the port,", "Ilya Marenko"),
        ("en", "“We will close the port”, Marenko of the Harbour Board said.", "We will close the port", "Marenko"),
        ("en", "“We will close the port,” according to Marenko.", "We will close the port,", "Marenko"),
        ("en", 'On May 3, in Beiting, Marenko said: "We will close the port."', "We will close the port.", "Marenko"),
        ("ru", "«Мы закроем порт», - сказал вчера в Зернове Илья Маренко.", "Мы закроем порт", "Илья Маренко"),
        ("ru", "„Мы закроем порт“, — сказал Илья Маренко.", "Мы закроем порт", "Илья Маренко"),
    ],
)  # fmt: skip
def test_one_quotation_and_its_speaker(language: str, text: str, words: str, speaker: str) -> None:
    """Each language's marks and word order give the words and who said them."""
    quotation = only(text, language)
    assert (quotation.mode, quotation.words) == (Mode.DIRECT, words)
    assert quotation.speaker is not None
    assert quotation.speaker.name == speaker


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'He attended the annual "Harbour Days" festival, Marenko said.'),
        ("en", 'The narrative of "protecting the port for ever and ever" is old, she said.'),
        ("en", "He was said to be ill. The noted economist left. Its stated aim is grain."),
        ("en", "Holt rejected claims that the port was sold. It is said that the port is haunted."),
        ("en", "Marenko expressed willingness to close the port. ‘Tis so, rock ‘n’ roll, the dockers’ hall."),
        ("en", "The council, I believe that, will meet again."),
        ("ru", "Так называемый «зерновой коридор, открытый для всех судов» работает, сказал он. Маренко выразил готовность."),
        ("zh", "据说港口很旧。他的职称是工程师，号称“海上之王”。小说《冬天的门》写得好。"),
        ("zh", "他坚持“和平发展共同进步”的方针。"),
        ("en", ""),
        ("en", "No word of it."),
    ],
)  # fmt: skip
def test_what_is_no_quotation(language: str, text: str) -> None:
    """Verbs that are none, nouns, positions, names of events and coined phrases yield no quotation."""
    assert quotations_in(text, language).quotations == ()


# ---- articles with their quotations marked --------------------------------------------------------------

GOLD = sorted((Path(__file__).parent / "data" / "quotations").glob("*.txt"))
"""Composed articles in which ``{Name:words}`` marks direct speech; pieces of one speech, which only a remark on who speaks parts, bear one number
(``Name#1``), and ``*`` marks words that may be read as speech or not."""

_SPEECH = re.compile(r"\{([^:{}#]*)(#[0-9])?:([^{}]*)\}")


def marked(article: str) -> tuple[str, list[tuple[str, list[Span]]]]:
    """The plain text of a marked article, and who says which spans of it."""
    text, last = "", 0
    found: list[tuple[str, list[Span]]] = []
    groups: dict[str, list[Span]] = {}
    for speech in _SPEECH.finditer(article):
        text += article[last : speech.start()]
        span = Span(len(text), len(text) + len(speech[3]))
        text, last = text + speech[3], speech.end()
        if speech[2] in groups:
            groups[speech[2]].append(span)
            continue
        found.append((speech[1], [span]))
        if speech[2]:
            groups[speech[2]] = found[-1][1]
    return text + article[last:], found


def read_gold(path: Path) -> tuple[list[str], list[str], list[str], int]:
    """What is missed, what is found that is none, which speakers are wrong, and how many quotations there are."""
    text, gold = marked(path.read_text(encoding="utf-8"))
    direct = [one for one in quotations_in(text, path.stem.split("_")[0]).quotations if one.mode is Mode.DIRECT]

    def bare(spans: Sequence[Span]) -> list[tuple[int, str]]:
        return [(span.start, span.of(text).rstrip(" .,!?…，。")) for span in spans]

    left = {tuple(bare(one.spans)): one for one in direct}
    missed, wrong = [], []
    for name, spans in gold:
        one = left.pop(tuple(bare(spans)), None)
        if name == "*":
            continue
        if one is None:
            missed.append(spans[0].of(text))
            continue
        given = "" if one.speaker is None else f"{one.speaker.name} {one.speaker.description or ''}"
        if not any(part[:5] in given for part in name.split()):
            wrong.append(f"{name}: {given}")
    return missed, [one.words for one in left.values()], wrong, sum(name != "*" for name, _ in gold)


def test_marked_articles_are_read() -> None:
    """Of some 410 direct quotations in ten kinds of print hardly one is missed or invented, few speakers are wrong."""
    results = [read_gold(path) for path in GOLD]
    missed = [words for result in results for words in result[0]]
    invented = [words for result in results for words in result[1]]
    wrong = [speaker for result in results for speaker in result[2]]
    total = sum(result[3] for result in results)
    assert total >= 400
    assert len(missed) <= total * 0.02, missed
    assert len(invented) <= total * 0.01, invented
    assert len(wrong) <= total * 0.05, wrong


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("en", 'According to the ministry, "no fewer than 300" ships left.', "no fewer than 300", "ministry"),
        ("en", 'According to Anna Holt, the ships "will never again leave" the port.', "will never again leave", "Anna Holt"),
        ("ru", "По словам начальника порта Марии Орловой, «кранов хватает, людей нет».", "кранов хватает, людей нет", "Марии Орловой"),
        ("ru", "По данным министерства, «не менее 300 судов» вышли в море.", "не менее 300 судов", "министерства"),
        ("uk", "За словами начальника порту, «кранів вистачає, людей немає».", "кранів вистачає, людей немає", "начальника порту"),
        ("uk", "Речник профспілки зазначив, що це «не зовсім правда».", "не зовсім правда", "Речник профспілки"),
        ("zh", "据渔业部称，“不少于三百艘船”已离港。", "不少于三百艘船", "渔业部"),
        ("zh", "据林桥介绍，港口“不会再关闭”。", "不会再关闭", "林桥"),
    ],
)  # fmt: skip
def test_a_part_of_speech_and_its_speaker(language: str, text: str, words: str, speaker: str) -> None:
    """What a phrase ascribes, or a verb reports, is one partial quotation, not a clause beside it with the same words."""
    found = [one for one in quotations_in(text, language).quotations if one.mode is Mode.PARTIAL]
    assert [one.words for one in found] == [words]
    assert found[0].speaker is not None
    assert found[0].speaker.name == speaker


def test_a_clause_that_says_more_than_its_marked_words_is_kept() -> None:
    """The rest of what is reported is not lost with the words in marks."""
    text = "Маренко зазначив, що це «не зовсім правда» і що порт працює далі."
    assert [(one.mode, one.words) for one in quotations_in(text, "uk").quotations] == [
        (Mode.INDIRECT, "це «не зовсім правда» і що порт працює далі"),
        (Mode.PARTIAL, "не зовсім правда"),
    ]


@pytest.mark.parametrize("noun", ["профсоюз", "завхоз", "ополчение"])
def test_a_noun_behind_its_verb_is_the_speaker(noun: str) -> None:
    """Whoever answers is not the person named before, though no list knows the noun."""
    text = f"По словам Марии Орловой, «кранов хватает, людей нет». «Это неправда», — возразил {noun}."
    assert said(quotations_in(text, "ru")) == [("кранов хватает, людей нет", "Марии Орловой"), ("Это неправда", noun)]


def test_a_coined_name_in_an_ascribed_clause_is_no_speech() -> None:
    """Marks behind an article name something; the clause around them is what is ascribed."""
    found = quotations_in('According to officials, the "grain corridor of the north" would open.', "en")
    assert [(one.mode, one.words) for one in found.quotations] == [
        (Mode.INDIRECT, 'the "grain corridor of the north" would open')
    ]


def test_an_object_behind_a_verb_is_no_speaker() -> None:
    """A noun that cannot be the verb's subject, by case or gender, does not speak."""
    for object_ in ("новость", "правду", "шепотом", "журналистам"):
        text = f"«Мы уходим отсюда навсегда», — сообщил {object_}."
        assert said(quotations_in(text, "ru")) == [("Мы уходим отсюда навсегда", None)]


def test_the_name_of_an_event_between_speaker_and_verb() -> None:
    """Marked words in a phrase of place are no speech, and the speaker stands before them."""
    text = "港务局长林桥在“开放之门”直播中表示：“我们将继续开放港口。”"
    found = quotations_in(text, "zh")
    assert said(found) == [("我们将继续开放港口。", "林桥")]
    assert [(one.kind, one.span.of(text)) for one in found.fragments] == [("event", "“开放之门”")]


# ---- interrupted speech ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "pieces"),
    [
        ("en", "“We promised no miracles,” Marenko said. “But 17 ships went out.”", ("We promised no miracles,", "But 17 ships went out.")),
        ("en", "“Where is it?” Marenko asked. “Nobody knows where it is.”", ("Where is it?", "Nobody knows where it is.")),
        ("ru", "«Мы не обещали чудес, — сказал Маренко. — Но 17 судов вышли в море».", ("Мы не обещали чудес,", "Но 17 судов вышли в море")),
        ("ru", "«Мы не обещали чудес», — сказал Маренко. «Но 17 судов вышли в море».", ("Мы не обещали чудес", "Но 17 судов вышли в море")),
        ("ru", "— Порт закрыт, — сказал Маренко. — Зерно останется.", ("Порт закрыт,", "Зерно останется.")),
        ("uk", "— Порт закрито! — сказав Маренко. — Зерно залишиться.", ("Порт закрито!", "Зерно залишиться.")),
        ("pl", "– Zamkniemy port. Na zawsze – powiedział Marenko. – Zboże zostanie.", ("Zamkniemy port. Na zawsze", "Zboże zostanie.")),
        ("fr", "« Nous fermerons le port, a dit Anna Holt, et personne ne partira. »", ("Nous fermerons le port,", "et personne ne partira.")),
        ("es", "—El puerto está cerrado —dijo Marenko—. El grano se queda.", ("El puerto está cerrado", "El grano se queda.")),
        ("zh", "“我们五月关闭港口，”马连科说，“六月再开放。”", ("我们五月关闭港口，", "六月再开放。")),
    ],
)  # fmt: skip
def test_pieces_of_a_speech_are_as_printed(language: str, text: str, pieces: tuple[str, ...]) -> None:
    """One speech, in every language: each piece with its own stop or comma, an ellipsis where the remark stood."""
    quotation = only(text, language)
    assert tuple(span.of(text) for span in quotation.spans) == pieces
    assert quotation.words == " … ".join(pieces)


def test_a_sentence_of_somebody_else_is_another_speech() -> None:
    """A second verb of speech, other marks or words between the sentences end a speech."""
    text = "“Where is the ship?” asked Holt. “Nobody knows!” Marenko replied. He sat down. “It is ours,” he said."
    assert [one.words for one in quotations_in(text, "en").quotations] == [
        "Where is the ship?",
        "Nobody knows!",
        "It is ours,",
    ]


# ---- speakers -------------------------------------------------------------------------------------------


def test_two_people_leave_the_speaker_open() -> None:
    """Where a pronoun may stand for two people neither is chosen and both are listed."""
    quotation = only('Ilya Marenko met Karl Vend on Friday. "I have nothing to add to that," he said.', "en")
    assert quotation.speaker is None
    assert [one.name for one in quotation.candidates] == ["Ilya Marenko", "Karl Vend"]


def test_a_pronoun_is_resolved_and_says_from_what() -> None:
    """The one person named before is taken, printed as the pronoun and marked as inferred."""
    text = 'Ilya Marenko came late. "I have nothing to add to that," he said.'
    speaker = only(text, "en").speaker
    assert speaker is not None
    assert (speaker.printed, speaker.name, speaker.span.of(text)) == ("he", "Ilya Marenko", "he")
    assert speaker.inferred is not None
    assert "Ilya Marenko [0, 12)" in speaker.inferred


def test_verbs_that_show_a_gender_tell_pronouns_apart() -> None:
    """In Russian a verb's ending says which of two people a pronoun stands for."""
    text = "Анна Холт заявила, что порт стар. Илья Маренко сказал, что он нов. «Порт закрыт навсегда», — отметила она."
    assert said(quotations_in(text, "ru"), Mode.DIRECT) == [("Порт закрыт навсегда", "Анна Холт")]


def test_aliases_come_from_the_caller() -> None:
    """Two spellings are two people; an alias makes them one, under the name given first."""
    text = '"We will close the port," said I. Marenko.'
    aliases = {"Ilya Marenko": ["I. Marenko", "马连科"]}
    plain, known = only(text, "en").speaker, quotations_in(text, "en", aliases=aliases).quotations[0].speaker
    assert plain is not None
    assert known is not None
    assert (plain.name, known.name, known.printed) == ("I. Marenko", "Ilya Marenko", "I. Marenko")


def test_a_document_is_no_speaker() -> None:
    """What a report says is reported, and nobody is made to have said it."""
    quotation = only("Ilya Marenko came. The report notes that the port is old.", "en")
    assert (quotation.mode, quotation.speaker, quotation.candidates) == (Mode.INDIRECT, None, ())


def test_a_date_belongs_to_the_sentence_that_speaks() -> None:
    """One date outside the reported clause is the quotation's; two leave it blank."""
    text = (
        "On March 4 Marenko said that the port closes on May 3. On March 5, not March 6, Holt said: “The port is shut.”"
    )
    days = {"March 4": "--03-04", "May 3": "--05-03", "March 5": "--03-05", "March 6": "--03-06"}
    dates = [
        (Span(text.index(day), text.index(day) + len(day)), PartialDate.parse(value)) for day, value in days.items()
    ]
    first, second = quotations_in(text, "en", dates=dates).quotations
    assert (str(first.on), second.on) == ("--03-04", None)


# ---- marks ----------------------------------------------------------------------------------------------


def test_a_mark_without_partner_is_reported_and_the_rest_read() -> None:
    """A lost mark costs its own passage only, and says where it stands."""
    text = (
        '"We must not sell the port to strangers.\n\nThe mayor left. "That is all I know about it," Marenko said.\n\n'
        "“Open again, he said.\n\n“The port is closed for ever,” said Holt."
    )
    found = quotations_in(text, "en")
    assert said(found) == [("That is all I know about it,", "Marenko"), ("The port is closed for ever,", "Holt")]
    assert found.notes == (f"unbalanced quotation marks at 0, {text.index('“Open')}",)


def test_marks_nest_and_the_outermost_wins() -> None:
    """Marks inside marks belong to the words."""
    text = "Marenko said: “The so-called ‘grain corridor’ and the “old road” are closed.”"
    assert only(text, "en").words == text[15:-1]


def test_lines_broken_by_a_margin_are_one_paragraph() -> None:
    """A quotation that runs over a broken line is one; nothing is made of the break."""
    text = (
        "Harbour chief Ilya Marenko said on Friday: “We will close the port in\n"
        "the first week of May, and nobody will load a ship there until the\n"
        "council has agreed to it.” The port is old."
    )
    quotation = only(text, "en")
    assert quotation.words == text[text.index("We will") : text.index("” The")]


def test_without_a_language_marks_and_colons_still_tell() -> None:
    """No table means that verbs were not looked at, and a note says so."""
    found = quotations_in("Marenko: “We will never again close the port.”", None)
    assert [one.words for one in found.quotations] == ["We will never again close the port."]
    assert found.notes == ("no language: speech is told by marks and colons alone",)


# ---- laws -----------------------------------------------------------------------------------------------

FOOTERS = (
    "Original: https://example.com/a/1",
    "Source: Harbour Daily",
    "原文链接：https://www.toutiao.com/article/1858771044685283/",
    "Перевод: И. Зернов",
    "Translated by J. Smith",
    "Statement: The article represents the views of the author alone.",
    "声明：该文观点仅代表作者本人。",
)
ARTICLES = ((ENGLISH, "en"), (RUSSIAN, "ru"), (UKRAINIAN, "uk"), (CHINESE, "zh"))


@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize(("text", "language"), ARTICLES, ids=lambda value: value if len(value) == 2 else "")
def test_a_footer_never_changes_the_quotations(text: str, language: str, footer: str) -> None:
    """Whatever is credited below an article, its quotations and fragments are the same."""
    plain, with_footer = quotations_in(text, language), quotations_in(f"{text}\n{footer}\n", language)
    assert with_footer.quotations == plain.quotations
    assert with_footer.fragments == plain.fragments


@given(ODD, LANGUAGES)
def test_spans_reproduce_the_words(text: str, language: str | None) -> None:
    """Random marks raise nothing; every span lies in the text in order, and the words are those of the spans."""
    found = quotations_in(text, language)
    for one in found.quotations:
        pieces = [span.of(text) for span in one.spans]
        assert "".join("".join(pieces).split()) == "".join(one.words.split())
        assert all(span.end <= len(text) for span in one.spans)
        assert all(a.end <= b.start for a, b in zip(one.spans, one.spans[1:], strict=False))
        if one.speaker is not None:
            assert " ".join(one.speaker.span.of(text).split()) == one.speaker.printed
        if one.cue is not None:
            assert one.cue.of(text).strip()
    for fragment in found.fragments:
        assert 0 < len(fragment.span.of(text)) == len(fragment.span)


@given(ODD, LANGUAGES)
def test_reading_is_deterministic(text: str, language: str | None) -> None:
    """The same text gives the same quotations, also after another one was read."""
    first = quotations_in(text, language)
    quotations_in(text[::-1], language)
    assert quotations_in(text, language) == first


@given(st.text(alphabet="abc ÀБв .,!?\n", max_size=200), LANGUAGES)
def test_a_text_without_marks_verbs_or_dashes_has_none(text: str, language: str | None) -> None:
    """Where nothing marks speech there is no quotation and no fragment."""
    found = quotations_in(text, language)
    assert (found.quotations, found.fragments) == ((), ())


@given(st.sampled_from(ARTICLES), st.data())
def test_an_article_cut_anywhere_is_still_read(article: tuple[str, str], data: st.DataObject) -> None:
    """A cut loses what it cuts; whole paragraphs before it keep their quotations."""
    text, language = article
    cut = data.draw(st.integers(0, len(text)))
    whole = text.rfind("\n\n", 0, cut)
    before = [one for one in quotations_in(text, language).quotations if one.spans[-1].end <= whole]
    after = quotations_in(text[:cut], language).quotations
    lost = [one for one in before if (one.mode, one.spans) not in {(other.mode, other.spans) for other in after}]
    assert all(len(one.spans) > 1 or text.find("“", one.spans[-1].end, one.spans[-1].end + 4) >= 0 for one in lost)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('"' * 100_000, "en"),
        ("“" * 300_000, "en"),
        ('"a\n\n' * 60_000, "en"),
        ("said " * 20_000, "en"),
        ("He said that " * 8_000, "en"),
        ("he " * 300_000, "en"),
        ("Abc " * 250_000, "en"),
        ("a" * 1_000_000, "en"),
        ("— а, — сказал он.\n" * 6_000, "ru"),
        (", — сказал он. — " * 12_000, "ru"),
        ("他说，“好。”" * 14_000, "zh"),
        ("说" * 1_000_000, "zh"),
        ("「あ」と彼は述べた" * 6_000, "ja"),
        ("\n" * 1_000_000, "en"),
        ("..." * 300_000, "ru"),
        ("’" * 1_000_000, "en"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) and len(value) > 2 else value,
)
def test_hostile_texts_end(text: str, language: str) -> None:
    """Periodic texts of every kind are read to their end and raise nothing."""
    found = quotations_in(text, language)
    assert all(one.spans[-1].end <= len(text) for one in found.quotations)


@pytest.mark.parametrize("language", languages("cues"))
def test_every_table_of_cues_is_ready(language: str) -> None:
    """Each language with a table of verbs has one of marks, and reads a quotation after a colon."""
    assert language in languages("marks")
    found = quotations_in("Marenko: “Abcd efgh ijkl mnop qrst.”", language)
    assert [one.words for one in found.quotations] == ["Abcd efgh ijkl mnop qrst."]
