"""Facts laid side by side: what is kept, what is changed and how."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.facts import facts_in
from provenance.facts.fact import Fact
from provenance.facts.matching import changed_pairs, kept_pairs, like_itself_alone, verdict
from provenance.facts.verdicts import dates_verdict, quantities_verdict
from provenance.text import Span, Text

KINDS = {"quantity", "date", "place"}


def facts(language: str, text: str) -> list[Fact]:
    return [fact for fact in facts_in(Text(text, language)) if fact.kind in KINDS]


def outcome(source: tuple[str, str], target: tuple[str, str]) -> tuple[set[str], set[str]]:
    """Return what is kept (by its source value) and how the rest was changed."""
    ones, others = facts(*source), facts(*target)
    kept = kept_pairs(ones, others)
    left = [fact for number, fact in enumerate(ones) if all(number != pair[0] for pair in kept)]
    free = [fact for number, fact in enumerate(others) if all(number != pair[1] for pair in kept)]
    return {ones[pair[0]].value for pair in kept}, {how for _, _, how in changed_pairs(left, free)}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (("ru", "четверть миллиона человек"), ("en", "250,000 people")),
        (("en", "3 crore"), ("en", "30 million")),
        (("zh", "两万五千人"), ("ru", "25 тыс. человек")),
        (("zh", "两万五"), ("ru", "25 тыс.")),
        (("de", "2 Billionen"), ("en", "2 trillion")),
        (("zh", "二十余万人"), ("en", "more than 200,000 people")),
        (("ru", "вырос втрое"), ("zh", "增长了两倍")),
        (("zh", "增长了两倍"), ("en", "it tripled")),
        (("zh", "两个"), ("en", "two of them")),
        (("en", "about 2.5 million"), ("en", "2.48 million")),
        (("en", "half of the ships"), ("ru", "50 % судов")),
        (("en", "26 miles"), ("de", "42 Kilometer")),
        (("en", "2 to 4 inches"), ("fr", "5 à 10 cm")),
        (("en", "80 °F"), ("cs", "27 °C")),
        (("en", "between 10 and 20 tonnes"), ("ru", "от десяти до двадцати тонн")),
        (("en", "in 1986"), ("zh", "1986年")),
        (("en", "the 1990s"), ("ru", "в девяностые годы")),
        (("en", "on 4 March"), ("ru", "4 марта 2026 года")),
        (("en", "at 5:30 p.m."), ("ru", "в 17:30")),
        (("en", "03/04/2026"), ("ru", "3 апреля 2026 года")),
        (("en", "75 and 50 thousand roubles"), ("en", "75,000 and 50,000 roubles")),
        (("en", "$3 million"), ("zh", "300万美元")),
        (("en", "Kyiv decided"), ("ru", "Украина решила")),
        (("en", "the Russian port"), ("zh", "俄罗斯的港口")),
        (("en", "two weeks"), ("fr", "14 jours")),
        (("en", "the 18th century"), ("zh", "十八世纪")),
        (("en", "between 521 and 523"), ("zh", "在521年至523年之间")),
        (("en", "for two and a half hours"), ("fr", "pendant deux heures et demie")),
        (("en", "a cheque for 100 euros"), ("de", "ein Scheck über 100 Euro")),
        (("en", "2019-12-19T23:00+03:00"), ("en", "2019-12-20T04:00+08:00")),
        (("en", "more than one and less than 48 minutes"), ("bg", "между една и 48 минути")),
        (("en", "nearly a 20-degree difference"), ("pl", "niemal 10 stopni Celsjusza")),
        (("en", "a lead of more than 40 percentage points"), ("ja", "40％以上の差")),
        (("ru", "с 9 до 18 часов"), ("en", "from 9 a.m. to 6 p.m.")),
        (("ru", "через полгода"), ("zh", "半年后")),
        (("ru", "более полугода"), ("en", "more than six months")),
        (("zh", "至少有三十人"), ("en", "at least thirty people")),
        (("zh", "至多有三十人"), ("en", "no more than thirty people")),
        (("ru", "Раньше чем через две недели решения не будет"), ("en", "no earlier than in two weeks")),
        (("en", "$6 million"), ("zh", "600万美元")),
        (("pl", "w grudniu zeszłego roku"), ("en", "last December")),
        (("zh", "去年12月"), ("en", "in December of last year")),
        (("ar", "قبل مايو"), ("en", "before May")),
        (("en", "an hour and a half"), ("ko", "1시간 30분")),
        (("es", "No pueden entrar más de cuatro personas"), ("en", "no more than four people")),
        (("en", "the fifth grade"), ("ja", "5年生")),
        (("uk", "250-кілограмовий кабан"), ("en", "a 250 kg hog")),
        (("en", "a quarter of a million people"), ("cs", "čtvrt milionu lidí")),
    ],
)
def test_what_says_the_same_is_kept(source: tuple[str, str], target: tuple[str, str]) -> None:
    """The same amount, day or place in other words, units or precision is kept, and nothing is changed."""
    kept, changed = outcome(source, target)
    assert kept
    assert changed == set()


@pytest.mark.parametrize(
    ("source", "target", "how"),
    [
        (("de", "2 Billionen"), ("en", "2 billion"), "value"),
        (("zh", "三十万美元"), ("en", "$3 million"), "value"),
        (("en", "12 %"), ("en", "12 percentage points"), "unit"),
        (("en", "not fewer than 400"), ("zh", "至多四百"), "bound"),
        (("ru", "от трёх до шести миллионов тонн"), ("zh", "至多六百万吨"), "collapsed"),
        (("ru", "от трёх до шести"), ("zh", "至多六"), "collapsed"),
        (("en", "at least 400 ships"), ("ru", "400 судов"), "bound"),
        (("en", "12 miles"), ("de", "12 Kilometer"), "unit"),
        (("en", "£11 million"), ("en", "$11 million"), "unit"),
        (("ru", "двести судов"), ("en", "300 ships"), "value"),
        (("en", "in 1986"), ("zh", "1987年"), "value"),
        (("en", "on 4 March"), ("ru", "5 марта"), "value"),
        (("en", "on Friday"), ("ru", "в субботу"), "value"),
        (("en", "the 1990s"), ("zh", "1980年代"), "value"),
        (("en", "in Ukraine"), ("ru", "в Польше"), "value"),
        (("en", "two dead"), ("ru", "трое погибших"), "value"),
        (("en", "tens of thousands"), ("ru", "сотни тысяч"), "value"),
        (("en", "they won 6-6"), ("de", "5:5"), "value"),
    ],
)
def test_what_differs_is_changed_and_says_how(source: tuple[str, str], target: tuple[str, str], how: str) -> None:
    """A different value, unit, bound, or an end in place of a range is a change, named by what happened."""
    assert outcome(source, target)[1] == {how}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (("en", "one of the 12 ships"), ("ru", "из двенадцати судов")),
        (("en", "in 2014 it had 300 ships"), ("ru", "у него было триста судов")),
        (("en", "300 ships"), ("ru", "долларов 5 млн")),
        (("en", "yesterday"), ("ru", "4 марта")),
        (("en", "the third bridge"), ("ru", "мост 1986 года")),
        (("en", "in Ukraine and Poland"), ("ru", "в Польше")),
        (("en", "once"), ("zh", "一个")),
        (("en", "Athens insists"), ("fr", "la Macédoine insiste")),
        (("en", "call 101"), ("de", "unter der Nummer 0800 555 111")),
        (("en", "one in five"), ("zh", "五分之一")),
        (("en", "this week"), ("en", "in the next week")),
        (("en", "in June"), ("vi", "tỷ lệ")),
    ],
)
def test_what_is_only_lost_or_added_accuses_nobody(source: tuple[str, str], target: tuple[str, str]) -> None:
    """A fact without a fellow, or facing one of another sort, is no change."""
    assert outcome(source, target)[1] == set()


def test_swapped_places_are_one_alone() -> None:
    """A place is changed only where one alone was lost and one alone gained."""
    assert outcome(("en", "in Ukraine, Poland and Spain"), ("ru", "в Италии и в Китае"))[1] == set()


def test_a_range_may_stand_as_its_ends() -> None:
    """A range keeps two numbers that are its ends, and stands in both pairs."""
    ones, others = facts("en", "[between 521 and 523 ships]"), facts("zh", "521艘和523艘")
    assert kept_pairs(ones, others) == ((0, 0), (0, 1))
    assert kept_pairs(others, ones) == ((0, 0), (1, 0))


VALUES = st.sampled_from(
    [
        "400",
        "~400",
        ">=400",
        ">400",
        "<=400",
        "[3,6]",
        "[10,100)",
        "400 %",
        "4 pp",
        "4 USD",
        "4 $",
        "12 mi",
        "20 km",
        "2/3",
        "1/2",
        "50 %",
        "3 ordinal",
        "3 age",
        "3 year",
        "36 month",
        "<=30|30",
        "[2,1] score",
        "80 F",
        "27 C",
    ]
)
DATES = st.sampled_from(
    [
        "2026",
        "2026-03",
        "2026-03-04",
        "--03-04",
        "---04",
        "199X",
        "19XX",
        "-0260",
        "T17:30",
        "T05:30",
        "@day-1",
        "@weekday-5",
        "@month+0-19",
        "@month+0",
        "---19",
        "@year-1",
        "@year-1-12",
        "@year+0-12-19",
        "--12",
        "--12-19",
        "2026-03-04|2026-04-03",
        "1999",
    ]
)


@given(VALUES, VALUES)
def test_verdicts_on_quantities_are_the_same_from_either_side(one: str, other: str) -> None:
    """Which text came first changes no verdict; a value keeps itself."""
    assert quantities_verdict(one, other) == quantities_verdict(other, one)
    assert quantities_verdict(one, one) == ("kept", None)


@given(DATES, DATES)
def test_verdicts_on_dates_are_the_same_from_either_side(one: str, other: str) -> None:
    """Which text came first changes no verdict; a date keeps itself."""
    assert dates_verdict(one, other) == dates_verdict(other, one)
    assert dates_verdict(one, one) == ("kept", None)


def made(kind: str, value: str, *, weak: bool = False, at: int = 0) -> Fact:
    return Fact(kind=kind, value=value, surface=value, span=Span(at, at + 1), weak=weak)  # type: ignore[arg-type]  # one of FactKind


FACTS = st.lists(
    st.one_of(
        st.builds(made, st.just("quantity"), VALUES, weak=st.booleans()),
        st.builds(made, st.just("date"), DATES, weak=st.booleans()),
        st.builds(made, st.just("place"), st.sampled_from(["UA", "UA seat", "RU", "RU adjective"])),
    ),
    max_size=8,
)


PLAIN = st.builds(
    made,
    st.sampled_from(["quantity", "date"]),
    st.sampled_from(["0", "1", "12", "400", "1999", "2014", "2015", "250000"]),
)
ONE = PLAIN | FACTS.filter(bool).map(lambda some: some[0])


@given(ONE, ONE)
def test_some_facts_agree_with_their_own_value_alone(one: Fact, other: Fact) -> None:
    """Of two facts of a kind that are like themselves alone, the verdict is kept where their values are equal only."""
    if one.kind == other.kind and like_itself_alone(one) and like_itself_alone(other):
        assert (verdict(one, other) == ("kept", None)) is (one.value == other.value)


@given(FACTS)
def test_facts_keep_themselves(some: list[Fact]) -> None:
    """Laid beside themselves, all facts are kept, each by one like it."""
    pairs = kept_pairs(some, some)
    assert [pair[0] for pair in pairs] == list(range(len(some)))
    assert all(some[one].value == some[other].value for one, other in pairs)


@given(FACTS, FACTS)
def test_pairs_are_of_facts_that_are_so(some: list[Fact], others: list[Fact]) -> None:
    """Kept pairs are kept and changed ones changed, and no fact is changed twice."""
    for i, j in kept_pairs(some, others):
        assert verdict(some[i], others[j]) == ("kept", None) or "[" in some[i].value + others[j].value
    changed = changed_pairs(some, others)
    assert all(verdict(some[i], others[j]) == ("changed", how) for i, j, how in changed)
    assert len({i for i, _, _ in changed}) == len({j for _, j, _ in changed}) == len(changed)


def test_other_kinds_are_not_judged_here() -> None:
    """Negations and marks are laid side by side elsewhere."""
    assert verdict(made("negation", "not"), made("negation", "not")) is None
    assert kept_pairs([made("mark", "“”")], [made("mark", "“”")]) == ()
