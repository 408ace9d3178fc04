"""Who speaks, and what is speech: a phenomenon a case, in composed sentences of the nine languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.quotations import quotations_in
from provenance.text import Mode


def direct(text: str, language: str) -> list[tuple[str, str | None]]:
    """The words and the speaker's name of each direct quotation."""
    return [
        (one.words, None if one.speaker is None else one.speaker.name)
        for one in quotations_in(text, language).quotations
        if one.mode is Mode.DIRECT
    ]


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        # a remark whose verb no list knows, told by its form
        ("ru", "«Зерно не вечно, — хмурится Илья Маренко. — И хлеб тоже».", "Зерно не вечно, … И хлеб тоже", "Илья Маренко"),
        ("pl", "– Zboże nie jest wieczne – marudzi Ilia Marenko. – Chleb też nie.", "Zboże nie jest wieczne … Chleb też nie.", "Ilia Marenko"),
        ("es", "—El grano no es eterno —rezonga Ilia Marenko—. El pan tampoco.", "El grano no es eterno … El pan tampoco.", "Ilia Marenko"),
        ("fr", "« Le grain n’attend pas, ronchonne Ilia Marenko, docker à la retraite. Le pain non plus. »", "Le grain n’attend pas, … Le pain non plus.", "Ilia Marenko"),
        # remarks about what somebody does while speaking
        ("zh", "渔民马连科看着码头。“船没有回来。”他把帽子摘下，“明天再等。”", "船没有回来。 … 明天再等。", "马连科"),
        ("ja", "漁師の林一郎さんが港に立つ。「船はまだ帰らない」。林さんはそう言って海を見た。", "船はまだ帰らない", "林"),
        # whatever verb follows the particle
        ("ja", "林一郎市長は「港は来年も開けておく」と胸を張る。", "港は来年も開けておく", "林一郎"),
        # marked sentences of their own, after whoever acts
        ("en", "Ilya Marenko folded the chart. “The ship is late again.”", "The ship is late again.", "Ilya Marenko"),
        ("en", "The harbour was empty. Anna Holt came at noon.\n\n“Nobody told me anything.”", "Nobody told me anything.", "Anna Holt"),
        # a dialogue line behind a colon
        ("ru", "Директор порта Анна Холт разводит руками:\n\n— Зерна нет. И не будет.", "Зерна нет. И не будет.", "Анна Холт"),
        # anonymous speakers, described at length
        ("en", "A trader at one of the firms, who asked not to be named, said: “We have nowhere left to put it.”", "We have nowhere left to put it.", "trader"),
        ("de", "Eine Sprecherin des Ministeriums, die nicht genannt werden will, sagte: „Der Antrag wird derzeit geprüft.“", "Der Antrag wird derzeit geprüft.", "Sprecherin"),
        ("ru", "Один из докеров, попросивший не называть его имени, рассказал: «Нас отпустили до самой весны».", "Нас отпустили до самой весны", "Один из докеров"),
        ("zh", "一位不愿透露姓名的工作人员说：“报告早就交上去了。”", "报告早就交上去了。", "一位不愿透露姓名的工作人员"),
        # an office stands for whoever holds it
        ("ru", "Инспектор Карл Венд обошёл причал. «Насос отказывал три раза подряд», — отметил инспектор.", "Насос отказывал три раза подряд", "Карл Венд"),
        # gender tells two people apart
        ("en", "A mother and her son stood there. Mrs Holt met Mr Marenko. “We waited for the whole day,” she said.", "We waited for the whole day,", "Mrs Holt"),
        # the subject of a remark that ends its sentence is behind its verb
        ("ru", "Решение принято, заявил начальник порта Илья Маренко. «Зерно мы вывезем до зимы», — добавил он.", "Зерно мы вывезем до зимы", "Илья Маренко"),
        # Chinese clauses share a subject
        ("zh", "志愿者薛敏点了点头，想了一会儿，慢慢地说：“我们再等一天吧。”", "我们再等一天吧。", "薛敏"),
    ],
)  # fmt: skip
def test_a_phenomenon(language: str, text: str, words: str, speaker: str) -> None:
    """The words, and who says them."""
    found = direct(text, language)
    assert [one for one, _ in found] == [words]
    told = found[0][1]
    assert told is not None
    assert told.removeprefix("Mrs ") in speaker or speaker in told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The group “Northline” sold the ship. A sign over the door reads: “Mind your head, sailor.”"),
        ("es", "En la puerta, un letrero advierte: “Vuelvo en cinco minutos”."),
        (
            "fr",
            "Le groupe « Lactor », avait annoncé la presse, ferme. Le syndicat dénonce une « retraite forcée ici ».",
        ),
        ("de", "Die Opposition spricht von einem „Schildbürgerstreich“."),
        ("zh", "新址有一个响亮的名字：“海边会客厅”。信封上写着“收信人付钱”。"),
        ("ja", "扉には「この時計は進んでいます」と書いた紙がある。「開かずの門」と呼ばれる門だ。"),
        ("ru", "Закрывает порт директор предприятия «Зерно и мосты» Илья Маренко."),
        ("pl", "Na bramie wisi napis: „Uwaga na głowy, marynarze”."),
    ],
)
def test_names_and_inscriptions_are_no_speech(language: str, text: str) -> None:
    """Words that stand on something, or are what it is called, were said by nobody."""
    assert direct(text, language) == []


def test_a_speech_without_end_is_parted() -> None:
    """However often a remark interrupts, a speech has a bounded number of pieces, and none is lost."""
    found = quotations_in("“我们走。”王小明说，" * 450, "zh").quotations
    assert sum(len(one.spans) for one in found) == 450
    assert max(len(one.spans) for one in found) <= 100


PIECES = st.sampled_from(
    ["“", "”", "«", "»", "「", "」", "— ", "–", ": ", ", ", ". ", "\n\n", "Anna Holt ", "said ", "сказал ", "说，", "と言う。", "王小明", "он ", "der Bürgermeister ", "a dit ", "que ", "mayor ", "一位", "さん", "\ue000", "\ud800"]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["en", "ru", "uk", "zh", "de", "fr", "es", "pl", "ja"])
)
def test_odd_articles_raise_nothing(text: str, language: str) -> None:
    """Whatever pieces of articles come together, what is found stands where it says."""
    for one in quotations_in(text, language).quotations:
        assert all(0 <= span.start < span.end <= len(text) for span in one.spans)
        assert [span.start for span in one.spans] == sorted(span.start for span in one.spans)
        if one.speaker is not None:
            assert one.speaker.span.end <= len(text)
