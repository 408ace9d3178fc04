"""Negation: what denies, clause by clause, and what stands against it on the other side."""

from __future__ import annotations

import json
import unicodedata
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import provenance.tables
from provenance.facts.cues import Lexicon, sequence, words_of
from provenance.facts.negation import _nearest, has_negation, negation_in, paired_negation
from provenance.tables import languages
from provenance.text import Span

if TYPE_CHECKING:
    from provenance.facts.fact import Fact

DEMETR = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "demetr"
LANGUAGES = ("cs", "de", "en", "es", "fr", "hi", "it", "ja", "pl", "ru", "uk", "zh", "zh-Hant")
PIECES = [
    "не", "ни он", "никто", "без порта", "отказался", "не менее", "ещё", "порт", "закроют",
    "not", "don't", "hadn 't", "no fewer than", "nobody", "unable", "under", "harbour", "until",
    "不", "没有", "不仅", "不到", "无锡", "拒绝", "港口", "吗", "是不是", "不再",
    "ne", "n’est", "pas", "que", "nicht", "kein", "ohne", "nemůže", "nejen", "nie", "ani", "ない", "だけでなく",
    ",", ".", "。", "?", "\n", "-", "№ 5", "ﬁ", "\u0301", "\u00ad", "\u200f", "😀",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
ANY = st.text(max_size=40) | MIXED
TAG = st.sampled_from(LANGUAGES)


def cues(text: str, language: str) -> tuple[list[str], list[str]]:
    facts = negation_in(text, language)
    return [fact.surface for fact in facts if not fact.weak], [fact.surface for fact in facts if fact.weak]


def pairs(
    source: str, source_language: str, target: str, target_language: str
) -> tuple[tuple[Fact | None, Fact | None], ...]:
    return paired_negation(
        negation_in(source, source_language),
        negation_in(target, target_language),
        source_length=len(source),
        target_length=len(target),
    )


def flipped(source: str, source_language: str, target: str, target_language: str) -> bool:
    found = pairs(source, source_language, target, target_language)
    alone = [a or b for a, b in found if a is None or b is None]
    return any(fact is not None and not fact.weak for fact in alone)


@pytest.mark.parametrize(
    ("text", "language", "plain", "weak"),
    [
        ("The port will not be closed.", "en", ["not"], []),
        ("They don’t close it, and she hadn 't asked.", "en", ["don’t", "hadn 't"], []),
        ("Nobody asked; no ship came.", "en", ["Nobody", "no"], []),
        ("The port did not close and did not answer.", "en", ["not"], ["not"]),
        ("It was neither opened nor closed.", "en", ["neither"], []),
        ("The council refused and was unable to answer.", "en", [], ["refused", "unable"]),
        ("No fewer than 400 ships, not only from the north; no doubt under way.", "en", [], []),
        ("It did not open until May.", "en", [], ["not"]),
        ("Порт не закроют.", "ru", ["не"], []),
        ("Никто никогда не просил об этом.", "ru", ["не"], []),
        ("Ни он, ни она не ответили.", "ru", ["не"], []),
        ("Не менее четырёхсот, не только зерно, и не раз.", "ru", [], []),
        ("Совет отказался, он недоволен и остался без ответа.", "ru", [], ["отказался", "недоволен", "без"]),
        ("Через неделю небо над Невой, нефть и несколько судов.", "ru", [], []),
        ("Порт не закроют, и суда не уйдут.", "ru", ["не", "не"], []),
        ("Порт не закриють, ніхто не питав.", "uk", ["не", "не"], []),
        ("港口不会关闭，也没有船。", "zh", ["不", "没有"], []),
        ("港口不会关闭吗？他是不是来了？", "zh", [], []),
        ("不仅如此，无锡和非洲的无人机非常多，他不得不走。", "zh", [], []),
        ("不到八千人，不少于三艘，未来不久。", "zh", [], []),
        ("他拒绝回答，缺乏粮食。", "zh", [], ["拒绝", "缺乏"]),
        ("各省各不相同，他厚颜无耻，不经意地走了。", "zh", [], ["各不相同", "厚颜无耻", "不经意"]),
        ("他沒有厚顏無恥，也不徒勞無功。", "zh-TW", ["沒有", "不"], ["厚顏無恥", "徒勞無功"]),
        ("港口不會關閉，也沒有船。", "zh-Hant", ["不", "沒有"], []),
        ("港口不會關閉，也没有船。", "zh", ["不", "没有"], []),
        ("Der Hafen wird nicht geschlossen, nicht nur heute.", "de", ["nicht"], []),
        ("Ohne Antwort; unmöglich; und unter uns.", "de", [], ["Ohne", "unmöglich"]),
        ("Le port ne sera pas fermé, il n’a jamais été petit.", "fr", ["ne", "n’"], ["jamais"]),
        ("Il n’y a que le port.", "fr", [], []),
        ("No cerraron nada, ni el puerto.", "es", ["No"], []),
        ("Non ha chiuso nessuno; non solo il porto.", "it", ["Non"], []),
        ("Nikt nigdy nie pytał, nie tylko tam.", "pl", ["nie"], []),
        ("Přístav nezavřou, nejen dnes, nebo nebezpečný rok.", "cs", ["nezavřou"], ["nebezpečný"]),
        ("Řekl to Nelahozeves a pan Netrefil.", "cs", [], []),
        ("Как сказал Неждан Незванов, незваный гость.", "ru", [], ["незваный"]),
        ("Nikdo nic neřekl.", "cs", ["neřekl"], []),
        ("港は閉まらない。船だけでなく、来るかもしれない。", "ja", ["ない"], []),
        ("बंदरगाह बंद नहीं होगा।", "hi", ["नहीं"], []),
    ],
)  # fmt: skip
def test_what_denies_is_found_and_what_only_looks_so_is_not(
    text: str, language: str, plain: list[str], weak: list[str]
) -> None:
    """Negation of grammar is plain and once a clause, of meaning weak; bounds, "not only", names and questions are none."""
    assert cues(text, language) == (plain, weak)


@pytest.mark.parametrize(
    ("source", "source_language", "target", "target_language"),
    [
        ("Если порт не закроют, мы рассмотрим это.", "ru", "We will consider it if the port is closed.", "en"),
        ("Мы готовы рассмотреть это.", "ru", "We are not ready to consider it.", "en"),
        ("我们不会开放港口。", "zh", "We will open the port.", "en"),
        ("我们会开放港口。", "zh", "We will never open the port.", "en"),
        ("Der Rat hat abgelehnt.", "de", "The council did not refuse.", "en"),
        ("Přístav zavřou.", "cs", "The port will not be closed.", "en"),
        ("The port will not be closed.", "en", "The port will be closed.", "en"),
    ],
)
def test_a_flipped_negation_is_told(source: str, source_language: str, target: str, target_language: str) -> None:
    """A negation of grammar with no counterpart of either kind stands plain beside nothing."""
    assert flipped(source, source_language, target, target_language)
    assert flipped(target, target_language, source, source_language)


@pytest.mark.parametrize(
    ("source", "source_language", "target", "target_language"),
    [
        ("Порт не закроют, и никто не уйдёт.", "ru", "The port will not be closed and nobody will leave.", "en"),
        ("Мы не можем ответить.", "ru", "We are unable to answer.", "en"),
        ("Не менее четырёхсот судов.", "ru", "At least 400 ships.", "en"),
        ("Зерно везут не только на север.", "ru", "Grain goes north and elsewhere.", "en"),
        ("Они не отказались прийти.", "ru", "They agreed to come.", "en"),
        ("我们没有答复。", "zh", "We gave no answer.", "en"),
        ("他不得不离开。", "zh", "He had to leave.", "en"),
        ("各省的规定各不相同。", "zh", "The rules vary from province to province.", "en"),
        ("他厚颜无耻地收了钱。", "zh", "He shamelessly took the money.", "en"),
        ("非洲的粮食非常多。", "zh", "There is much grain in Africa.", "en"),
        ("Es ist nicht möglich.", "de", "It is impossible.", "en"),
        ("Il n’y a que du blé.", "fr", "There is only wheat.", "en"),
    ],
)
def test_a_faithful_pair_accuses_nobody(source: str, source_language: str, target: str, target_language: str) -> None:
    """Two words that deny, one by grammar and one by meaning, answer each other; what is no negation asks for none."""
    assert not flipped(source, source_language, target, target_language)


def test_the_one_that_is_missing_is_told_by_its_place() -> None:
    """Of two negations against one, that which stands far from the other side's is the flipped one."""
    found = pairs(
        "Порт не закроют, и суда придут позже, и зерно не увезут.",
        "ru",
        "The port will close, and ships come later, and grain is not taken.",
        "en",
    )
    lost = [a for a, b in found if a is not None and b is None]
    assert [fact.span.start for fact in lost] == [5]


def test_places_are_counted_from_where_the_sentences_begin() -> None:
    """Sentences far into their texts are paired as those at the head are."""
    source, target = (
        "Порт не закроют, и суда придут позже, и зерно не увезут.",
        "The port will close, and ships come later, and grain is not taken.",
    )
    far, near = "Суда идут. " * 9 + source, target
    found = paired_negation(
        negation_in(far, "ru"),
        negation_in(near, "en"),
        source_length=len(source),
        target_length=len(near),
        source_start=99,
    )
    assert [a.span.start for a, b in found if a is not None and b is None] == [99 + 5]


def test_links_hold_no_negation() -> None:
    """A country's code or a word inside a link, an address or a file's name denies nothing."""
    text = "See https://harbour.no/never/not-closed?no=1, no@harbour.no, www.harbour.no and not.txt."
    assert negation_in(text, "en") == ()


def test_a_language_without_a_table_has_no_answer() -> None:
    """Without a table nothing is found, and the table of another language is not used."""
    assert negation_in("Порт не закроют.", "xx") == ()
    assert negation_in("The port is not closed.", None) == ()
    assert [has_negation(tag) for tag in ("ru", "zh-TW", "xx", None)] == [True, True, False, False]


@given(ANY, TAG)
def test_a_span_reproduces_its_surface(text: str, language: str) -> None:
    """Whatever the text, nothing raises, spans lie in it in order, none over another, and give back their surfaces."""
    facts = negation_in(text, language)
    assert all(fact.span.of(text) == fact.surface != "" and fact.kind == "negation" for fact in facts)
    assert all(a.span.end <= b.span.start for a, b in pairwise(facts))


@given(MIXED, TAG)
def test_normal_forms_and_widths_read_alike(text: str, language: str) -> None:
    """Composed, decomposed and wide letters give the same values and strengths."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c not in ',.:;()[]{}!?"' else c for c in text)
    read = [(fact.value, fact.weak) for fact in negation_in(unicodedata.normalize("NFC", text), language)]
    for form in (unicodedata.normalize("NFD", text), wide):
        assert [(fact.value, fact.weak) for fact in negation_in(form, language)] == read


@given(MIXED, TAG)
def test_a_text_beside_itself_keeps_everything(text: str, language: str) -> None:
    """Every negation of a text has itself for its counterpart."""
    facts = negation_in(text, language)
    assert pairs(text, language, text, language) == tuple((fact, fact) for fact in facts)


@given(MIXED, TAG, MIXED, TAG)
def test_swapped_sides_swap_what_is_lost_and_added(one: str, language: str, other: str, other_language: str) -> None:
    """The pairs of two texts are those of the texts swapped, each turned round; every fact stands in one pair."""
    forth = pairs(one, language, other, other_language)
    back = pairs(other, other_language, one, language)
    key = str
    assert sorted(forth, key=key) == sorted(((a, b) for b, a in back), key=key)
    for side, text, tag in ((0, one, language), (1, other, other_language)):
        stood = [pair[side] for pair in forth if pair[side] is not None]
        assert sorted(fact.span for fact in stood if fact) == [fact.span for fact in negation_in(text, tag)]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=3), st.lists(st.integers(0, 30), min_size=3, max_size=6))
def test_the_nearest_are_chosen_in_order(few: list[int], many: list[int]) -> None:
    """What belongs together is chosen in order, and no other choice has smaller distances."""
    few, many = sorted(few), sorted(many)
    chosen = _nearest(few, many)
    least = min(
        sum(abs(a - many[j]) for a, j in zip(few, some, strict=True))
        for some in combinations(range(len(many)), len(few))
    )
    assert chosen == sorted(set(chosen))
    assert sum(abs(a - many[j]) for a, j in zip(few, chosen, strict=True)) == least or len(few) == len(many)


@pytest.mark.parametrize(
    "piece", ["не ", "not, ", "不", "не没not ", "ни, ", "ne pas que ", "\u0301", "a\u00ad", "n't", "-", "не будет\n"]
)
def test_a_megabyte_ends(piece: str) -> None:
    """A megabyte in one line of cues, marks or marks that combine ends, in every language's reading."""
    text = piece * (100_000 // len(piece))
    for language in ("ru", "zh", "fr"):
        facts = negation_in(text, language)
        assert len(paired_negation(facts, facts, source_length=len(text), target_length=len(text))) == len(facts)


def test_tables_hold_each_entry_once_and_in_order() -> None:
    """No entry stands in two classes or is blank, and lists are sorted, so that a change can be read."""
    assert languages("negation") == LANGUAGES
    for language in LANGUAGES:
        path = Path(provenance.tables.__file__).parent / language / "negation.json"
        table = json.loads(path.read_text(encoding="utf-8"))
        assert list(table) == sorted(table)
        assert all(entries == sorted(set(entries)) and all(map(sequence, entries)) for entries in table.values())
        classes = ("grammatical", "concord", "lexical", "other", "particles")
        words = [sequence(entry) for name in classes for entry in table.get(name, ())]
        assert len(words) == len(set(words)), [word for word in words if words.count(word) > 1]


def test_the_longest_entry_wins_then_the_one_spelled_out_furthest() -> None:
    """More words before fewer, whole words before stems, longer stems before shorter ones, wherever they are listed."""
    lexicon = Lexicon({"a": ["un*", "not", "*less"], "b": ["under*", "not only", "unless", "not * way"]})
    found = lexicon.find(words_of("Undo under unless not only not; NOT this way", "en").words)
    assert [(cue.kind, cue.entry) for cue in found] == [
        ("a", "un*"), ("b", "under*"), ("b", "unless"), ("b", "not only"), ("a", "not"), ("b", "not * way"),
    ]  # fmt: skip


def test_a_table_is_read_for_both_scripts_of_chinese() -> None:
    """A text tagged zh, zh-Hant or zh-TW is read alike in either script."""
    for tag in ("zh", "zh-Hans", "zh-Hant", "zh-TW"):
        assert [fact.span for fact in negation_in("沒有、没有", tag)] == [Span(0, 2), Span(3, 5)]


@pytest.mark.skipif(not DEMETR.is_dir(), reason="shared data missing: demetr")
def test_demetr_is_found_and_not_cried_at() -> None:
    """Of translations negated on purpose at least 88 % are told, of good ones at most 2 % are."""
    tags = {"german": "de", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl", "czech": "cs"}
    lines = (DEMETR / "critical_id8_negation.jsonl").read_text(encoding="utf-8").splitlines()
    items = [item for item in map(json.loads, lines) if item["pert_check"]]
    found = sum(flipped(item["src_sent"], tags[item["lang_tag"]], item["pert_sent"], "en") for item in items)
    false = sum(flipped(item["src_sent"], tags[item["lang_tag"]], item["mt_sent"], "en") for item in items)
    assert found >= 0.88 * len(items)
    assert false <= 0.02 * len(items)
