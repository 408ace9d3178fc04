"""Alignment: the sentences of a text and those of its translation, paired."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.alignment import Aligner, Bead, align, length_band, pairs, versions
from provenance.alignment.links import learned
from provenance.errors import RecordError
from provenance.sentences import paragraphs_in, sentences_in
from provenance.tables import shared_table
from provenance.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"

RUSSIAN = Text(
    "Совет собрался 12 марта. Илья Маренко открыл заседание. «Мы готовы рассмотреть открытие порта?» — спросил он. "
    "Ему ответили не сразу. Порт принимает 350 судов в год, и больше он не примет. Газета Harbour Post писала об этом "
    "дважды. Потом все разошлись.",
    "ru",
)
ENGLISH = Text(
    "The council met on 12 March, and Ilya Marenko opened the session. “Are we ready to consider opening the port?” he "
    "asked. The answer did not come at once. The port takes 350 ships a year. It will take no more. The Harbour Post "
    "wrote about it twice. Nobody in town had spoken of the matter for ten long years before that day. Then everybody left.",
    "en",
)
CHINESE = Text(
    "议会于3月12日开会。伊利亚·马连科宣布会议开始。“我们准备好考虑开放港口了吗？”他问道。没有人立即回答。"
    "港口每年接待350艘船，不会再多。《Harbour Post》两次报道过此事。随后大家都离开了。",
    "zh",
)
WORD = st.sampled_from(
    ["port", "порт", "港口", "12", "Marenko", "Маренко", "?", "\x00", "\ud800", "\u202e", "😀", "e\u0301", ""]
)
SENTENCES = st.lists(st.lists(WORD, max_size=6).map(" ".join), max_size=12)
ANY = st.text(max_size=80) | SENTENCES.map(". ".join)


def shown(beads: Sequence[Bead], source: Text, target: Text) -> list[tuple[int, int]]:
    """How many sentences each bead has on either side."""
    assert all(span.of(source.words) and bead.score >= 0 for bead in beads for span in bead.source)
    assert all(span.of(target.words) for bead in beads for span in bead.target)
    return [(len(bead.source), len(bead.target)) for bead in beads]


@given(ANY, ANY)
def test_beads_hold_every_sentence_once_and_in_order(source: str, target: str) -> None:
    """Whatever the texts, the beads are all the sentences of both in order, or there are none; scores run from 0 to 1."""
    beads = align(Text(source, "ru"), Text(target, "en"))
    if beads:
        assert tuple(span for bead in beads for span in bead.source) == sentences_in(source, "ru")
        assert tuple(span for bead in beads for span in bead.target) == sentences_in(target, "en")
        assert all(0 <= bead.score <= 1 and (bead.source or bead.target) for bead in beads)
        assert all(len(bead.source) + len(bead.target) <= 4 for bead in beads)


@given(SENTENCES.filter(bool))
@settings(max_examples=50)
def test_a_text_answers_to_itself(sentences: list[str]) -> None:
    """A text set against itself is paired one to one, each sentence with itself."""
    assert [(i, j) for i, j, _ in pairs(sentences, sentences)] == [((n,), (n,)) for n in range(len(sentences))]


def test_sentences_are_joined_where_the_translator_joined_them() -> None:
    """Two sentences made one, one made two, and one that was added are told apart."""
    expected = [(2, 1), (1, 1), (1, 1), (1, 2), (1, 1), (0, 1), (1, 1)]
    assert shown(align(RUSSIAN, ENGLISH), RUSSIAN, ENGLISH) == expected
    assert shown(align(ENGLISH, RUSSIAN), ENGLISH, RUSSIAN) == [(y, x) for x, y in expected]


def test_scripts_without_a_common_letter_are_paired() -> None:
    """Chinese is paired by length, digits, marks and Latin words."""
    assert shown(align(RUSSIAN, CHINESE), RUSSIAN, CHINESE) == [(1, 1)] * 7


def test_scores_tell_the_sure_from_the_unsure() -> None:
    """A sentence with a number and a mark in common scores high; one side alone scores nothing."""
    beads = align(RUSSIAN, ENGLISH)
    assert all((bead.score == 0.0) == (not bead.source or not bead.target) for bead in beads)
    assert min(bead.score for bead in beads if bead.source and bead.target) > 0.4


def test_anchors_of_the_caller_decide() -> None:
    """What the caller knows to be the same on both sides pairs sentences that nothing else pairs."""
    source = ["Aa bb cc dd.", "Bb cc dd ee.", "Ee ff gg hh.", "Ii jj kk ll.", "Mm nn oo pp.", "Qq rr ss tt."]
    target = ["甲乙丙丁戊己。", "庚辛壬癸子丑。", "寅卯辰巳午未。", "申酉戌亥天地。"]
    values = [("q:5",), ("d:1",), ("q:7",), ("p:RU",)]
    expected = {(number, number) for number in range(4)}
    for anchors, found in ((((), ()), False), (([*values, (), ()], values), True)):
        beads = pairs(source, target, anchors=anchors)
        assert (expected <= {(i, j) for bead in beads for i in bead[0] for j in bead[1]}) == found


def test_paragraphs_are_kept() -> None:
    """Where both sides have as many paragraphs of fitting lengths, no bead leaves its paragraph."""
    source = Text("Он молчал. Все ждали.\n\nПотом он встал и ушёл.\n\nБыло тихо. Шёл дождь. Никто не спал.", "ru")
    target = Text(
        "He was silent, and all waited.\nThen he rose. And he left.\nAll was quiet. It rained. Nobody slept.", "en"
    )
    assert shown(align(source, target), source, target) == [(2, 1), (1, 2), (1, 1), (1, 1), (1, 1)]


def test_paragraphs_that_do_not_fit_are_not_forced() -> None:
    """As many paragraphs of quite other lengths do not hold the sentences."""
    sentences = [f"Sentence {n} tells of {n * 7} ships." for n in range(1, 11)]
    source = Text(" ".join(sentences[:2]) + "\n\n" + " ".join(sentences[2:]), "en")
    target = Text(" ".join(sentences[:8]) + "\n\n" + " ".join(sentences[8:]), "fr")
    assert shown(align(source, target), source, target) == [(1, 1)] * 10


def composed(size: int, seed: int, letters: str = "abdegiklmnoprstuvz") -> list[str]:
    """Sentences of made-up words, some of them frequent, so that texts of the same seed answer to each other."""
    chosen = random.Random(seed)  # noqa: S311 - composed texts, fixed seed
    stock = ["".join(chosen.choices("abdegiklmnoprstuvz", k=chosen.randint(3, 9))) for _ in range(size // 2 + 50)]
    turned = str.maketrans("abdegiklmnoprstuvz", letters)
    return [
        " ".join(word.translate(turned) for word in chosen.choices(stock, k=chosen.randint(3, 25))).capitalize() + "."
        for _ in range(size)
    ]


def test_words_that_stand_together_are_learned() -> None:
    """Without a common word a second pass pairs what the first left in doubt, by words that stood together."""
    source, target = composed(300, 1), composed(300, 1, "zvutsrponmlkigedba")
    shuffled = random.Random(5)  # noqa: S311 - fixed seed
    dropped = set(shuffled.sample(range(300), 20))
    kept = [number for number in range(300) if number not in dropped]
    beads = {(i, j) for i, j, _ in pairs(source, [target[number] for number in kept])}
    right = sum(((number,), (place,)) in beads for place, number in enumerate(kept))
    assert right > 0.95 * len(kept)
    assert list(learned([({"a", "x"}, {"b", "y"})] * 2)) == []


def test_an_excerpt_is_found_in_its_text() -> None:
    """A few translated sentences are paired with the place of a long text that they come from."""
    source = [f"{sentence[:-1]} {number * 37}." for number, sentence in enumerate(composed(200, 3))]
    target = [
        f"{sentence[:-1]} {number * 37}." for number, sentence in enumerate(composed(200, 3, "zvutsrponmlkigedba"))
    ]
    beads = [(i, j) for i, j, _ in pairs(source, target[120:130]) if i and j]
    assert beads == [((120 + number,), (number,)) for number in range(10)]


def test_texts_that_do_not_answer_to_each_other_are_not_paired() -> None:
    """Two texts of nothing in common give no beads, rather than beads at random; so does an empty one."""
    assert pairs(composed(30, 1), composed(30, 2, "zvutsrponmlkigedba")) == []
    assert pairs([], composed(3, 1)) == pairs(composed(3, 1), []) == []
    assert align(Text("", "ru"), ENGLISH) == ()


def test_ties_go_to_one_to_one_and_to_the_earlier() -> None:
    """Of equally good ways, sentences are paired one to one, and what is left over comes last."""
    assert [(i, j) for i, j, _ in pairs(["同样。"] * 3, ["Same."] * 3)] == [((n,), (n,)) for n in range(3)]
    assert pairs(["Same words."], ["Те же слова."])[0][:2] == ((0,), (0,))


class _Halves:
    """An aligner that pairs all with all."""

    name = "halves"

    def __call__(
        self, source: Sequence[Text], target: Sequence[Text]
    ) -> Sequence[tuple[tuple[int, ...], tuple[int, ...], float]]:
        assert {text.language for text in source} == {"ru"}
        return [(tuple(range(len(source))), tuple(range(len(target))), 0.5)]


class _Wrong:
    name = "wrong"

    def __call__(
        self, source: Sequence[Text], target: Sequence[Text]
    ) -> Sequence[tuple[tuple[int, ...], tuple[int, ...], float]]:
        return [((0,), (len(target),), 1.0)] if source else []


def test_another_aligner_and_segmentation_take_the_place_of_ours() -> None:
    """The caller's sentences and the caller's aligner are used; one that names what is not there is refused."""
    halves: Aligner = _Halves()
    (bead,) = align(RUSSIAN, ENGLISH, source_sentences=paragraphs_in(RUSSIAN.words), aligner=halves)
    assert (len(bead.source), len(bead.target), bead.score) == (1, len(sentences_in(ENGLISH.words, "en")), 0.5)
    with pytest.raises(RecordError, match="not an alignment"):
        align(RUSSIAN, ENGLISH, aligner=_Wrong())


@pytest.mark.parametrize("language", sorted(set(shared_table("lengths")) - {"en"}))
def test_bands_turn_around(language: str) -> None:
    """The band of two languages is the other way round that of its reverse, and holds the even ratio of its middle."""
    low, high = length_band("en", language) or (0.0, 0.0)
    back = length_band(language, "en")
    assert 0 < low < high
    assert back == pytest.approx((1 / high, 1 / low))


def test_bands_of_other_pairs_go_through_english() -> None:
    """Russian to Chinese is wider than English to Chinese; one language, and one without a table, have none."""
    direct, through = length_band("en", "zh-Hant") or (1, 1), length_band("ru", "zh") or (1, 1)
    assert through[1] / through[0] > direct[1] / direct[0] > 1
    assert length_band("en", "en-GB") is None
    assert length_band("en", "sw") is None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (["a" * 500_000] * 2, ["б" * 500_000] * 2),
        (["一" * 1_000_000], ["a b " * 250_000]),
        (["12 " * 300_000, "a"], ["12 " * 300_000, "b"]),
        (["."] * 1_500, ["。"] * 1_500),
        (["Marenko."] * 2_500, ["Маренко."] * 2_500),
        (["x"] * 4_000, ["y"]),
        (["\ud800" * 10, "\x00", "\u202e"] * 20, ["😀", "e\u0301" * 1_000, "\U0010ffff"] * 20),
    ],
    ids=["long words", "one sentence", "one number", "marks", "one name", "one against many", "strange"],
)
def test_hard_texts_end(source: list[str], target: list[str]) -> None:
    """Megabytes in a sentence, thousands of equal sentences and strange signs end soon and lose nothing."""
    beads = pairs(source, target)
    for side, sentences in ((0, source), (1, target)):
        numbers = [number for bead in beads for number in (bead[1] if side else bead[0])]
        assert numbers in ([], list(range(len(sentences))))


def test_thousands_of_sentences_are_paired_in_a_corridor() -> None:
    """Two thousand sentences of which every ninth has a word in common, and thirty are left out, are paired almost without fault."""
    source = [
        f"{sentence[:-1]} {number}." if number % 9 == 0 else sentence
        for number, sentence in enumerate(composed(2_000, 7))
    ]
    target = [
        f"{sentence[:-1]} {number}." if number % 9 == 0 else sentence
        for number, sentence in enumerate(composed(2_000, 7, "zvutsrponmlkigedba"))
    ]
    beads = pairs(source, target[:1_000] + target[1_030:])
    places = {(i[0], j[0]) for i, j, _ in beads if len(i) == len(j) == 1}
    expected = {(n, n) for n in range(1_000)} | {(n, n - 30) for n in range(1_030, 2_000)}
    assert len(places & expected) > 0.97 * len(expected)
    assert all(a[0] <= b[0] for a, b in pairwise(sorted(places)))


def test_another_process_pairs_alike() -> None:
    """A process with another hash seed gives the same beads and scores, to the last digit."""
    code = (
        "import json, sys; from provenance.alignment import pairs; from provenance.sentences import sentences_in;"
        "a, b = json.load(sys.stdin);"
        "print(json.dumps(pairs(*[[s.of(t) for s in sentences_in(t, None)] for t in (a, b)])))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps([RUSSIAN.words, ENGLISH.words]),
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).resolve().parents[1],
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("name", ["63061-address-covid-20200325", "63133-address-covid-20200402"])
def test_an_official_translation_stays_paragraph_by_paragraph(name: str) -> None:
    """Paragraphs of an address and of its official translation are paired one to one, as sentences and as bounds."""
    folder = DATA / "kremlin" / name
    if not folder.exists():
        pytest.skip(f"no data at {folder}")
    source = Text((folder / "ru.original.txt").read_text(encoding="utf-8"), "ru")
    target = Text((folder / "en.official.txt").read_text(encoding="utf-8"), "en")
    here, there = paragraphs_in(source.words), paragraphs_in(target.words)
    whole = align(source, target, source_sentences=here, target_sentences=there)
    assert [(*bead.source, *bead.target) for bead in whole] == list(zip(here, there, strict=True))
    for bead in align(source, target):
        inside = {n for n, span in enumerate(here) for s in bead.source if span.holds(s)}
        assert inside == {n for n, span in enumerate(there) for s in bead.target if span.holds(s)}


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "The gate opens. The road stays closed on the voting day.",
            "At noon she said: The gate opens. The road stays closed on the voting day. Nobody answered. Source: a paper.",
            [(1, 1), (1, 1), (0, 1), (0, 1)],
        ),
        (
            "One stays here. Two is cut. Three stays here.",
            "One stays here. Three stays here.",
            [(1, 1), (1, 0), (1, 1)],
        ),
        ("It opens in May. It closes in June.", "It opens in May and it closes in June.", [(2, 1)]),
        ("The bridge was built by hand.", "Fish are sold at dawn.", [(1, 0), (0, 1)]),
        ("港口开放。道路关闭。", "市长说：港口开放。没有人回答。道路关闭。", [(1, 1), (0, 1), (1, 1)]),
        ("", "Added.", [(0, 1)]),
    ],
)
def test_versions_of_a_text_are_paired_by_their_words(
    source: str, target: str, expected: list[tuple[int, int]]
) -> None:
    """Within one language sentences belong together that share words where the texts run alike, whatever their length."""
    beads = versions(source, target, sentences_in(source, "en"), sentences_in(target, "en"))
    assert [(len(bead.source), len(bead.target)) for bead in beads] == expected


def test_versions_hold_every_sentence_once() -> None:
    """Long and repetitive versions keep every sentence, once and in order, and end soon."""
    source, target = "The same again. " * 3_000 + "The end.", "The same again. " * 2_000 + "Another end."
    here, there = sentences_in(source, "en"), sentences_in(target, "en")
    beads = versions(source, target, here, there)
    assert [span for bead in beads for span in bead.source] == list(here)
    assert [span for bead in beads for span in bead.target] == list(there)
