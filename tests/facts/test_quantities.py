"""Quantities read from running text: how much, of what, under which bound, and what is no quantity."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import RecordError
from provenance.facts.quantities import has_quantities, quantities_in
from provenance.facts.quantity import Quantity

# In each language the plainer cases follow the ones that other readers of numbers failed on.
CASES: dict[str, list[tuple[str, str | None]]] = {
    "en": [
        ("from three to six million tonnes", "[3000000,6000000] t"),
        ("no fewer than 400", ">=400"),
        ("$3.2–4.8bn", "[3200000000,4800000000] $"),
        ("up to 2.3 million", "<=2300000"),
        ("twenty to thirty-five thousand", "[20000,35000]"),
        ("some 1,200", "~1200"),
        ("two and a half billion", "2500000000"),
        ("a couple of hundred", "~200"),
        ("a quarter of a million", "250000"),
        ("tens of millions", "[10000000,100000000)"),
        ("12½ per cent", "25/2 %"),
        ("hundreds of thousands", "[100000,1000000)"),
        ("one lakh fifty thousand", "150000"),
        ("Rs 12,34,567", "1234567 INR"),
        ("between 5 and 10 million voters", "[5000000,10000000]"),
        ("five hundred and twenty-one thousand and three", "521003"),
        ("half a million people", "500000"),
        ("three crore rupees", "30000000 rupee"),
        ("a million and a half", "1500000"),
        ("several thousand", "[1000,10000)"),
        ("more than twenty other people", ">20"),
        ("US$3 billion", "3000000000 USD"),
        ("$5m", "5000000 $"),
        ("3% to 5%", "[3,5] %"),
        ("12 percentage points", "12 pp"),
        ("20 , 000 people", "20000"),
        ("30 people or more", ">=30"),
        ("20,000 square kilometres", "20000 km2"),
        ("half an hour", "1/2 hour"),
        ("two thirds of the seats", "2/3"),
        ("fewer than 500 ships", "<500"),
        ("a 47-year-old", "47 age"),
        ("a 25,000-strong crowd", "25000"),
        ("a two hundred thousand tonne cargo", "200000 t"),
        ("the ratio is 3:2", "[3,2] score"),
        ("more than double the price", ">2 x"),
        ("prices nearly doubled", "~2 x"),
        ("at least three times", ">=3 x"),
    ],
    "ru": [
        ("выросло более чем вдвое", ">2 x"),
        ("от трёх до шести миллионов тонн", "[3000000,6000000] t"),
        ("не менее 1,2 млрд руб.", ">=1200000000 RUB"),
        ("двадцать–тридцать тысяч", "[20000,30000]"),
        ("до семисот человек", "<=700"),
        ("около двухсот сорока тысяч", "~240000"),
        ("человек сорок", "~40"),
        ("тремястами пятьюдесятью голосами", "350"),
        ("семеро раненых", "7"),
        ("к девяноста двум процентам", "92 %"),
        ("сотни тысяч", "[100000,1000000)"),
        ("полутора тысячам", "1500"),
        ("десятками тысяч", "[10000,100000)"),
        ("два с половиной миллиарда", "2500000000"),
        ("полсотни", "50"),
        ("две трети", "2/3"),
        ("27к", "27000"),
        ("четверть миллиона", "250000"),
        ("1 234 567,89", "123456789/100"),
        ("более чем на 30 процентов", ">30 %"),
        ("три миллиона двести тысяч рублей", "3200000 RUB"),
        ("свыше полумиллиона", ">500000"),
        ("5 рублями", "5 RUB"),
        ("3,5 километрами", "7/2 km"),
        ("200 тысяч долларов США", "200000 USD"),
        ("рублей пятьсот", "~500 RUB"),
        ("несколько тысяч", "[1000,10000)"),
        ("12 процентных пунктов", "12 pp"),
        ("47-летний мужчина", "47 age"),
        ("25-тысячная толпа", "25000"),
        ("с 30 до 15 процентов", "15 %"),
        ("30 человек и более", ">=30"),
        ("не более двадцати судов", "<=20"),
        ("почти 2 %", "~2 %"),
        ("пять десятков судов", "50"),
        ("вырос втрое", "3 x"),
    ],
    "zh": [
        ("翻了一番多", ">2 x"),
        ("三到六百万吨", "[3000000,6000000] t"),
        ("二十余万", "[200000,300000)"),
        ("两三万", "[20000,30000]"),
        ("四十多人", "[40,50)"),
        ("七八百", "[700,800]"),
        ("几万", "[10000,100000)"),
        ("数十万", "[100000,1000000)"),
        ("两万五", "25000"),
        ("十几", "(10,20)"),
        ("三千二", "3200"),
        ("上万", ">10000"),
        ("不到八千", "<8000"),
        ("十二万三千", "123000"),
        ("三分之二", "2/3"),
        ("三点二亿", "320000000"),
        ("百分之六十五点五", "131/2 %"),
        ("六成五", "65 %"),
        ("2.3万亿元", "2300000000000 元"),
        ("半数以上", ">1/2"),
        ("３．６万", "36000"),
        ("一个半小时", "3/2 hour"),
        ("至少四百艘", ">=400"),
        ("至多六百万吨", "<=6000000 t"),
        ("十几万人", "(100000,200000)"),
        ("一千零一", "1001"),
        ("一亿零五百", "100000500"),
        ("萬億", None),
        ("三十万美元", "300000 USD"),
        ("增长了两倍", "3 x"),
        ("翻一番", "2 x"),
        ("百分之三十至四十", "[30,40] %"),
        ("5人以上", ">5"),
        ("三年多", ">3 year"),
        ("400多人", "[400,500)"),
        ("47岁", "47 age"),
        ("第三座桥", "3 ordinal"),
        ("壹佰贰拾万", "1200000"),
        ("20 ,   000 名", "20000"),
        ("12个百分点", "12 pp"),
        ("约500人", "~500"),
        ("二三十万吨", "[200000,300000] t"),
        ("３萬５千", "35000"),
    ],
    "de": [("2 Billionen", "2000000000000"), ("1,7 Mio.", "1700000"), ("1.234,5", "2469/2"), ("1’234’567", "1234567"),
           ("fünfunddreißigtausend Euro", "35000 EUR"), ("mehr als zweihundert Schiffe", ">200"), ("bis zu 30 Prozent", "<=30 %"), ("eine halbe Million", "500000"), ("anderthalb Jahre", "3/2 year")],
    "fr": [("2,5 milliards", "2500000000"), ("quatre-vingt-dix-sept navires", "97"), ("plus d'un millier", ">1000"), ("de 5 à 10 tonnes", "[5,10] t"), ("soixante et onze", "71"), ("la moitié", "1/2")],
    "es": [("1.200 millones", "1200000000"), ("treinta y cinco mil", "35000"), ("más del 10 %", ">10 %"), ("16 700 personas", "16700"), ("mil quinientos euros", "1500 EUR")],
    "it": [("trentacinque navi", "35"), ("duecentomila", "200000"), ("circa 3 milioni", "~3000000"), ("due milioni e mezzo", "2500000")],
    "pl": [("półtora miliona", "1500000"), ("co najmniej 400", ">=400"), ("dwustu czterdziestu tysięcy", "240000"), ("25-tysięczny tłum", "25000")],
    "cs": [("2,5 mil. Kč", "2500000 CZK"), ("nejméně 400", ">=400"), ("pět set tun", "500 t"), ("dva a půl milionu", "2500000")],
    "uk": [("від трьох до шести мільйонів тонн", "[3000000,6000000] t"), ("понад двісті", ">200"), ("півтора мільйона", "1500000"), ("п’ятдесят вісім відсотків", "58 %")],
    "ja": [("1億2千万", "120000000"), ("約500人", "~500"), ("10%以上", ">=10 %"), ("3分の1", "1/3"), ("何百万", "[1000000,10000000)"), ("3割", "30 %")],
    "ko": [("3만 5천", "35000"), ("135종 이상", ">=135"), ("30여 명", "[30,40)"), ("1억 2천만 달러", "120000000 $")],
    "hi": [("2.5 करोड़", "25000000"), ("५ लाख", "500000")],
    "ar": [("٣٫٥ ملايين", "3500000"), ("أكثر من 20 مليون", ">20000000"), ("384 شخصًا على الأقل", ">=384")],
    "fa": [("۲۵۰ هزار", "250000")],
    "tr": [("1,5 milyar", "1500000000"), ("20 milyondan fazla", ">20000000"), ("yüzde 80'inden fazlası", ">80 %"), ("on dört kişi", "14")],
    "id": [("1,5 juta", "1500000"), ("lebih dari 20 ribu", ">20000")],
    "vi": [("3,2 tỷ", "3200000000"), ("hai mươi lăm tấn", "25 t")],
    "he": [("יותר מ-1,000 איש", ">1000"), ("כ-30 מטר", "~30 m")],
    "bg": [("над 20 милиона", ">20000000"), ("двадесет и пет лева", "25 BGN")],
    "sr": [("више од 500", ">500"), ("двадесет пет хиљада", "25000")],
    "be": [("больш за 20 мільёнаў", ">20000000")],
    "pt": [("mil milhões de euros", "1000000000 EUR"), ("cerca de 3 mil", "~3000")],
}  # fmt: skip
FLAT = [(language, *case) for language, cases in CASES.items() for case in cases]


def first(language: str, text: str) -> str | None:
    """Return the likelier reading of the first quantity."""
    found = quantities_in(text, language)
    return found[0].value.partition("|")[0] if found else None


@pytest.mark.parametrize(("language", "text", "value"), FLAT, ids=[f"{case[0]}: {case[1]}" for case in FLAT])
def test_a_quantity_is_read_with_its_bound_and_unit(language: str, text: str, value: str | None) -> None:
    """Each surface has the value, the bound and the unit that it states."""
    if language == "ru" and text.startswith("с 30 до"):
        assert value in {found.value.partition("|")[0].removeprefix("<=") for found in quantities_in(text, language)}
    else:
        assert first(language, text) == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "in 1986, since 2014, the 1990s"),
        ("en", "Article 5, room 214, F-16, G20, COVID-19, King Radan IV"),
        ("ru", "миллионные долги"),
        ("en", "9/11 and the quarter-final; a million thanks"),
        ("en", "call +1 212 555 0100 or 0800 555 111"),
        ("en", "see https://example.org/2400/items?page=17"),
        ("ru", "в 2014 году, в девяностые, XX век"),
        ("ru", "№ 12, двойка, статья 5, Су-27"),
        ("zh", "二〇二四年，公元前261年"),
        ("zh", "五四运动和双十一"),
        ("zh", "三亚、四川的百姓十分高兴，一些人万一来了，千万别走，统一行动"),
        ("zh", "四分之一决赛"),
    ],
)
def test_what_is_no_quantity_is_not_read(language: str, text: str) -> None:
    """Dates, names that hold digits, places, words and idioms give no plain quantity."""
    assert [found.value for found in quantities_in(text, language) if not found.weak] == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "aged 47", "47 age"),
        ("ru", "47-летний", "47 age"),
        ("zh", "47岁", "47 age"),
        ("en", "the third bridge", "3 ordinal"),
        ("ru", "третий мост", "3 ordinal"),
        ("zh", "第三座", "3 ordinal"),
        ("en", "the 2nd bridge", "2 ordinal"),
    ],
)
def test_ages_and_ordinals_are_kinds_of_their_own(language: str, text: str, value: str) -> None:
    """An age is an age and an ordinal an ordinal, never a plain number."""
    assert [found.value for found in quantities_in(text, language)] == [value]


@pytest.mark.parametrize(
    ("language", "text", "weak"),
    [
        ("en", "one of the two, 3 men", True),
        ("en", "3 km and 3 %", False),
        ("en", "10 men", False),
        ("ru", "двое", True),
        ("zh", "两个", True),
        ("zh", "十二个", False),
    ],
)
def test_small_and_bare_is_weak(language: str, text: str, weak: bool) -> None:
    """A number below ten without unit, scale or percent is weak; any other is plain."""
    found = quantities_in(text, language)
    assert found
    assert {one.weak for one in found} == {weak}


def test_separators_follow_the_language() -> None:
    """1.234 is a whole number in German and a fraction in English; where it is unclear, both readings are kept."""
    assert first("de", "1.234") == "1234"
    assert first("en", "1.234") == "617/500"
    assert quantities_in("1.234", "es")[0].readings == (
        Quantity.exactly(1234),
        Quantity.exactly(Fraction(617, 500)),
    )
    assert quantities_in("1,234", None)[0].value == "1234|617/500"


@pytest.mark.parametrize("sign", ["零", "〇", "一", "0", "9", "٣", "３", "万", "点一"])
@pytest.mark.parametrize("language", ["zh", "ja", "en", "ar"])
def test_no_number_is_too_long_to_read_on(sign: str, language: str | None) -> None:
    """Python refuses to convert more than 4,300 digits; what follows such a run is read."""
    assert [found.value for found in quantities_in(f"{sign * 5_000}, and 30%", language)][-1:] == ["30 %"]


def test_digits_need_no_table() -> None:
    """In a language without a table digits are read, words are not, and it says that it has none."""
    assert [found.value for found in quantities_in("kumi na 25", "sw")] == ["25"]
    assert not has_quantities("sw")
    assert not has_quantities(None)
    assert has_quantities("zh-Hant-TW")


FRACTIONS = st.fractions(min_value=0, max_value=10**12, max_denominator=1000)
UNITS = st.sampled_from([None, "%", "pp", "USD", "$", "元", "km/h", "age"])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, unit = draw(FRACTIONS), draw(UNITS)
    shape = draw(st.sampled_from(["exact", "at-least", "at-most", "about", "range", "vague"]))
    if shape in {"range", "vague"}:
        opened = shape == "vague" and draw(st.booleans())
        return Quantity(
            bound="range" if shape == "range" else "vague",
            low=low,
            high=low + draw(FRACTIONS),
            low_open=opened,
            high_open=shape == "vague",
            unit=unit,
        )
    is_open = shape in {"at-least", "at-most"} and draw(st.booleans())
    return Quantity.exactly(low, unit).bounded(shape, is_open=is_open)  # type: ignore[arg-type]  # one of Bound


@given(quantities())
def test_a_quantity_parses_back(quantity: Quantity) -> None:
    """The spelling of a quantity says all of it."""
    assert Quantity.parse(str(quantity)) == quantity


@pytest.mark.parametrize("value", ["", "four", "1/0", "[3,6", ">=", "3  t", "~"])
def test_other_spellings_are_refused(value: str) -> None:
    """What is no quantity is refused with the words that were no quantity."""
    with pytest.raises(RecordError) as caught:
        Quantity.parse(value)
    assert caught.value.value == value


PIECES = st.sampled_from(
    [*(case[1] for case in FLAT), " ", ", ", "\n", "é", "\u0301", "7", "１２", "½", "万", "-", "$", "%"]
)
LANGUAGES = st.sampled_from([*CASES, "sw", None])


@given(st.lists(PIECES, max_size=4).map("".join), LANGUAGES)
def test_every_spelling_reads_alike(text: str, language: str | None) -> None:
    """Composed or decomposed, narrow digits or wide, the same quantities are read."""
    composed = unicodedata.normalize("NFC", text)
    plain = [(found.value, found.weak) for found in quantities_in(composed, language)]
    wide = composed.translate({ord("0") + digit: ord("０") + digit for digit in range(10)} | {ord("%"): "％"})
    for other in (unicodedata.normalize("NFD", composed), wide):
        assert [(found.value, found.weak) for found in quantities_in(other, language)] == plain


@given(st.one_of(st.text(), st.lists(PIECES, max_size=6).map("".join)), LANGUAGES)
def test_any_text_raises_nothing(text: str, language: str | None) -> None:
    """Whatever the text, each quantity lies in it and its value parses."""
    for found in quantities_in(text, language):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.readings
