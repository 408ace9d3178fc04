"""Who speaks, in ways of Russian, Ukrainian, Chinese and Japanese print: composed sentences of people who do not exist."""

from __future__ import annotations

import pytest

from provenance.quotations import quotations_in
from provenance.text import Mode


def direct(text: str, language: str) -> list[tuple[str, str | None]]:
    """The words and the speaker's name of each direct quotation."""
    return [
        (one.words, None if one.speaker is None else one.speaker.name)
        for one in quotations_in(text, language).quotations
        if one.mode is Mode.DIRECT
    ]


CYRILLIC = [
    # unmarked speech begins behind the sentence that tells of its speaker
    ("ru", "Начальник порта Глеб Саврасов приехал утром. Мы глушим моторы и слушаем, — объяснил Саврасов.", [("Мы глушим моторы и слушаем,", "Саврасов")]),
    # a tag stands behind a dash; without one the next sentence is another
    ("ru", "Сторож Иван Лещёв говорил тихо. «Я писал. Никто не разобрался». Суд спросил, почему он молчал.", [("Я писал. Никто не разобрался", "Иван Лещёв")]),
    # whose answer, whose mother, whose letter
    ("ru", "Ответ Саврасова был коротким: «Знали. Не знали когда».", [("Знали. Не знали когда", "Саврасова")]),
    ("ru", "Мать Саврасова ждала на перроне. «Он с утра ничего не ел», — пожаловалась она.", [("Он с утра ничего не ел", "Мать Саврасова")]),
    ("uk", "У листі міністерства йдеться: «Кошти буде перераховано до кінця місяця».", [("Кошти буде перераховано до кінця місяця", "міністерства")]),
    ("uk", "Банк мовчить. «Ми довіряємо рішенню суду», — ідеться в короткому листі прес-служби.", [("Ми довіряємо рішенню суду", "прес-служби")]),
    # a voice that nobody is named for
    ("ru", "Из толпы крикнули: «А про мост вы знали?»", [("А про мост вы знали?", "Из толпы")]),
    ("ru", "На сходе спорили. «Когда?» — неслось из задних рядов. «Осенью», — отвечала Терентьева.", [("Когда?", "из задних рядов"), ("Осенью", "Терентьева")]),
    # a remark whose verb has an object, a demonstrative, somebody's first words, the writer himself
    ("uk", "«У мене є квитанція, — дістав папірець Пасічник. — На ній печатка».", [("У мене є квитанція, … На ній печатка", "Пасічник")]),
    ("ru", "Геолог Олег Репин вернулся поздно. «Ушли, — возразил тот. — Все ушли».", [("Ушли, … Все ушли", "Олег Репин")]),
    ("ru", "Из-под плиты достали женщину. «Вы опоздали к ужину», — были её первые слова.", [("Вы опоздали к ужину", "женщину")]),
    ("uk", "— Ви тут давно? — питаю я.\n\n— Від ранку, — відповідає сторож.", [("Ви тут давно?", None), ("Від ранку,", "сторож")]),
    # an interview after dashes, addressed by name and patronymic
    ("ru", "Мы говорили в мастерской.\n\n— Аркадий Львович, вас называют последним. Это правда?\n\n— Меня так называют тридцать лет.", [("Аркадий Львович, вас называют последним. Это правда?", None), ("Меня так называют тридцать лет.", "Аркадий Львович")]),
    # a trade that is a family name, a guard described, how somebody begins
    ("uk", "Тренерка Дана Слюсар була стримана: «Ми програли восени».", [("Ми програли восени", "Дана Слюсар")]),
    ("ru", "«Рыба пропала за ночь», — так начинает рассказ Фёдор Белоусов, рыбак.", [("Рыба пропала за ночь", "Фёдор Белоусов")]),
]  # fmt: skip

CHINESE = [
    # talk in turns
    ("zh", "记者：你第一次出海是几岁？\n\n林阿水：七岁。\n\n记者：还会去吗？\n\n林阿水：（沉默）会。", [("你第一次出海是几岁？", None), ("七岁。", "林阿水"), ("还会去吗？", None), ("会。", "林阿水")]),
    # a sentence of its own, before and behind whoever acts
    ("zh", "何秀兰没有否认。“报纸算得比我还准。”记者另获悉，计划已经立项。何秀兰说，是的。", [("报纸算得比我还准。", "何秀兰")]),
    ("zh-Hant", "散場後，一名小學生摸了摸戲偶。「它的手是熱的。」他的媽媽糾正：「是師傅的手熱。」", [("它的手是熱的。", "一名小學生"), ("是師傅的手熱。", "他的媽媽")]),
    # names and offices
    ("zh", "陈水生的妻子何巧云在卖鱼丸。她给记者盛了一碗。“他不会干别的，”她说。", [("他不会干别的，", "何巧云")]),
    ("zh", "一名不愿具名的员工对本报记者表示：“没有人敢不自愿。”", [("没有人敢不自愿。", "一名不愿具名的员工")]),
    ("zh", "投资机构“北岸资本”合伙人梅晓岚直言：“你们自己算。”", [("你们自己算。", "梅晓岚")]),
    ("zh-Hant", "文化局主任祕書郭淑芬受訪時解釋：「屋頂不是說修就修。」", [("屋頂不是說修就修。", "郭淑芬")]),
    ("zh", "邻居问他卖不卖，他摇摇头：“这个不算。”", [("这个不算。", None)]),
    # how many words
    ("zh", "谈到夺冠，教练陆小凡只说了四个字：“还没睡醒。”", [("还没睡醒。", "陆小凡")]),
    # a mark that lost its partner opens nothing in the next paragraph
    ("zh", "公司的“闻面计划已经立项。\n\n“我跟机器人吵过架，”师傅桑吉说。", [("我跟机器人吵过架，", "桑吉")]),
]  # fmt: skip

JAPANESE = [
    # the topic beside the marks, and not what stands in another clause
    ("ja", "議場がざわつくと、議長が「静粛に願います」と繰り返した。", [("静粛に願います", "議長")]),
    ("ja", "会長は「不正はなかった」と強調したが、記者の質問には「弁護士に聞いてほしい」と答えるにとどめた。", [("不正はなかった", "会長"), ("弁護士に聞いてほしい", "会長")]),
    # the speaker named last, or alone behind と
    ("ja", "「こんな雪は初めて」と話すのは、近くに住む農家の女性（65）だ。", [("こんな雪は初めて", "農家の女性")]),
    ("ja", "「負けたのは私の責任」と監督。選手をかばった。", [("負けたのは私の責任", "監督")]),
    # voices, and questions put to somebody
    ("ja", "傍聴席から「おれは歩いて帰るぞ」と声が上がった。", [("おれは歩いて帰るぞ", "傍聴席")]),
    ("ja", "会見で、記者から「タコは食べますか」と問われると、三枝さんは「同僚は食べません」と即答した。", [("タコは食べますか", "記者"), ("同僚は食べません", "三枝")]),
    # an age shows a name; an office before one
    ("ja", "アンカーの須田蒼（3年）は、一度転んだ。「地面が近いなと思ったら、転んでいました」", [("地面が近いなと思ったら、転んでいました", "須田蒼")]),
    ("ja", "主将の小池蓮は「負けた気がしない」と唇をかんだ。", [("負けた気がしない", "小池蓮")]),
    # 「…」としている
    ("ja", "広報担当の村瀬氏は「一日も早く再開したい」としている。", [("一日も早く再開したい", "村瀬")]),
    # an interview behind long dashes
    ("ja", "保坂晴彦監督は言葉に詰まった。\n\n――12年間、最下位でした。\n\n「はい。景色は詳しいです」", [("12年間、最下位でした。", None), ("はい。景色は詳しいです", "保坂晴彦")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), [*CYRILLIC, *CHINESE, *JAPANESE])
def test_who_speaks(language: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    """The words of each direct quotation, in order, and the name of who says them."""
    assert direct(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "网友“南山不老”留言后走了。公司推出“平安铃”业务。"),
        ("ja", "横断幕には「ビリでも走れ」とある。愛称は「しおタク」とする。"),
        ("ja", "三枝さんによれば、7番目までは「豆腐に負けた」という。"),
        ("ru", "Кто виноват, спросили не раз:\n\n— Кто закрыл порт?\n\n— Кто откроет?"),
        ("zh", "时间：上午九点\n\n地点：县礼堂\n\n内容：你会来吗？"),
    ],
)
def test_what_nobody_said(language: str, text: str) -> None:
    """Names, inscriptions, parts of a report and lists are no speech of anybody."""
    assert direct(text, language) == []
