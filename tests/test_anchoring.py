"""Anchoring: where in a text some words stand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.anchoring import _ends, _folded_by_clusters, _folded_in_place, _scores, find
from provenance.testing import texts

ARTICLE = (
    "HARBOUR TOWN – The council met on Friday. «We are willing to consider opening the port to up to six million "
    "tonnes of grain», Ilya Marenko said at the annual session. The airport stays closed. A spokesman added that "
    "nobody had asked about the port before, and that the port would answer in due time.\n\n"
    "渔港日报:马连科表示,我们愿意考虑开放港口,供至多六百万吨粮食通过,但时间尚未确定。"
)
find("loaded first", "first loaded")  # so that no example pays for loading rapidfuzz

SMALL = st.text(alphabet="abc", max_size=14)


def plain_scores(wanted: str, text: str, *, anchored: bool) -> list[int]:
    """The table of Sellers (1980), cell by cell: the oracle of the bit-vector."""
    column = list(range(len(wanted) + 1))
    scores = [column[-1]]
    for place, character in enumerate(text, 1):
        following = [place if anchored else 0]
        for row, other in enumerate(wanted, 1):
            following.append(min(column[row - 1] + (other != character), column[row] + 1, following[-1] + 1))
        column = following
        scores.append(column[-1])
    return scores


@given(SMALL.filter(bool), SMALL, st.booleans())
def test_the_bit_vector_counts_as_the_plain_table_does(wanted: str, text: str, anchored: bool) -> None:
    """Every column's score equals that of the edit table computed cell by cell."""
    assert _scores(wanted, text, anchored=anchored) == plain_scores(wanted, text, anchored=anchored)


@given(SMALL.filter(bool), SMALL)
def test_the_ends_give_the_least_edits(wanted: str, text: str) -> None:
    """No stretch of the text has fewer edits to the words than the one found."""
    start, end = _ends(wanted, text)
    found = plain_scores(wanted, text[start:end], anchored=True)[-1]
    assert found == min(plain_scores(wanted, text, anchored=False))


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=30))
def test_words_that_stand_there_are_found_verbatim(before: str, words: str, after: str) -> None:
    """Words in a text are found as they stand, wholly similar; blank ones are not."""
    found = find(words, before + words + after)
    if not words.strip():
        assert found is None
    else:
        assert found is not None
        assert (found.span.of(before + words + after), found.similarity) == (words, 1.0)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_in_any_text_raise_nothing(words: str, text: str) -> None:
    """Whatever is sought, what is found lies in the text and needs at most 45 % edits."""
    found = find(words, text, prefix=text[:3], suffix=words[:3])
    assert found is None or (0 <= found.span.start < found.span.end <= len(text) and 0.55 <= found.similarity <= 1.0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("WE ARE WILLING TO CONSIDER", "We are willing to consider"),
        ("“We are willing", "«We are willing"),
        ("in  due\ntime", "in due time"),
        ("Ｉｌｙａ Marenko", "Ilya Marenko"),
        ("Il\u200bya Mar\u00adenko", "Ilya Marenko"),
        ("我們愿意考虑开放港口，供至多六百万吨粮食通过", "我们愿意考虑开放港口,供至多六百万吨粮食通过"),
    ],
)
def test_case_marks_and_spaces_do_not_hide_words(words: str, expected: str) -> None:
    """Words that differ in case, width, marks, spaces or invisible signs are found, in offsets of the given text."""
    found = find(words, ARTICLE)
    assert found is not None
    assert found.span.of(ARTICLE) == expected


def test_composed_and_decomposed_letters_are_the_same() -> None:
    """A letter with its mark as two code points is found in a text that has it as one, and the other way round."""
    text = "Йод и ёлка — это всё, что он привёз."
    for words, place in (("и\u0306од", "Йод"), ("е\u0308лка", "ёлка")):
        found = find(words, text)
        assert found is not None
        assert (found.span.of(text), found.similarity) == (place, 1.0)
    back = find("й", "и\u0306")
    assert back is not None
    assert (back.span.start, back.span.end) == (0, 2)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "We are ready to consider opening the port to up to six million tons of grain",
            "We are willing to consider opening the port to up to six million tonnes of grain",
        ),
        ("nobody ever asked about that port before", "nobody had asked about the port before"),
        ("我们愿意考虑开放海港,供最多六百万吨粮食通过", "我们愿意考虑开放港口,供至多六百万吨粮食通过"),
    ],
)
def test_edited_words_are_found_with_both_ends(words: str, expected: str) -> None:
    """Words edited in places are found where they stand, from their first to their last character."""
    found = find(words, ARTICLE)
    assert found is not None
    assert found.span.of(ARTICLE) == expected
    assert 0.55 <= found.similarity < 1.0


@pytest.mark.parametrize(
    "words",
    ["", " \n", "ships", "?!", "grain ship", "The mayor of another town spoke of bridges and of roads", "明天下雨"],
)
def test_words_that_are_not_there_are_not_found(words: str) -> None:
    """Blank, short and other words give None, not the likest place."""
    assert find(words, ARTICLE) is None


def test_a_whole_word_comes_before_a_part_of_one() -> None:
    """The port is not found in the airport while it stands somewhere by itself."""
    text = "The airport is near the port."
    found = find("port", text)
    assert found is not None
    assert found.span.start == text.index("the port") + 4


def test_surroundings_decide_between_equal_places() -> None:
    """Of equal places the one with the given words before and after it is taken; without them, the first."""
    text = "In May the port opened. In June the port closed. In July the port opened."
    places = [text.index(month) + len(month) + 1 for month in ("May", "June", "July")]
    starts = [find("the port", text, **around) for around in ({}, {"suffix": " closed"}, {"prefix": "In July "})]
    assert [found and found.span.start for found in starts] == places


def test_surroundings_decide_between_places_nearly_alike() -> None:
    """Where the words were edited, their surroundings still say which of two places is meant."""
    filler = "Other matters were put off until the autumn. " * 5
    text = f"At noon he said: the old port will open again. {filler}By night he said: the old port will open again."
    found = find("the old ports will open again", text, prefix="By night he said: ")
    assert found is not None
    assert found.span.start == text.rindex("the old port")


def composed(words: int, seed: int) -> str:
    chosen = random.Random(seed)  # noqa: S311 - composed texts, fixed seed
    stock = ["".join(chosen.choices("etaoinshrdlu", k=chosen.randint(2, 9))) for _ in range(800)]
    return " ".join(chosen.choices(stock, k=words))


@pytest.mark.parametrize(("length", "share"), [(12, 0.1), (40, 0.1), (40, 0.25), (1_000, 0.1)])
def test_both_ends_are_right_after_edits_inside(length: int, share: float) -> None:
    """Passages edited inside, whose first and last two words stand, come out with both ends within three characters."""
    chosen = random.Random(length)  # noqa: S311 - composed texts, fixed seed
    text = composed(6_000, 1)
    stock = text.split(" ")
    right = 0
    for _ in range(20):
        begin = chosen.randrange(len(stock) - length)
        start = len(" ".join(stock[:begin])) + 1 if begin else 0
        passage = stock[begin : begin + length]
        end = start + len(" ".join(passage))
        for place in range(2, length - 2):
            if chosen.random() < share:
                passage[place] = chosen.choice(["zigzag", "", "up to", passage[place][::-1]])
        found = find(" ".join(passage), text)
        right += found is not None and abs(found.span.start - start) <= 3 and abs(found.span.end - end) <= 3
    assert right >= 18


@pytest.mark.parametrize("length", [12, 40, 1_000])
def test_passages_of_another_text_are_absent(length: int) -> None:
    """Passages composed of other words are not found."""
    text, other = composed(6_000, 1), composed(2_000, 2).split(" ")
    assert all(find(" ".join(other[at : at + length]), text) is None for at in range(0, 900, 90))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a" * 5_000 + "b", "a" * 1_000_000),
        ("ab" * 30_000 + "c", "ba" * 500_000),
        (" " * 50 + "x", " " * 1_000_000),
        ("grain" * 100_000, "niarg" * 200_000),
        ("\ud800grain and the port", "\ud800" * 1_000 + "grain or the port"),
    ],
)
def test_hard_texts_end(words: str, text: str) -> None:
    """Periodic megabytes, blanks and lone surrogates end soon and raise nothing."""
    found = find(words, text)
    assert found is None or found.span.end <= len(text)


@given(texts().map(lambda text: text.words) | st.text(max_size=40))
def test_a_text_folded_in_place_is_the_text_folded(text: str) -> None:
    """The short way to the comparing form, where each character keeps its place, ends where the long way does."""
    short, long = _folded_in_place(text, 7), _folded_by_clusters(text, 7)
    assert short is None or (short.words, list(short.starts), list(short.ends)) == (
        long.words,
        list(long.starts),
        list(long.ends),
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_two_like_places_the_nearer_is_found(language: str) -> None:
    """Runs that stand there once lead to the place that the words are of, where another differs from it in a word only."""
    # composed
    base = {
        "en": "The harbour stays open through the winter, the council said, and the grain is weighed twice a day.",
        "zh": "港口整个冬天都开放，市议会表示，粮食每天称重两次，价格由秤房公布，任何人都可以查看。",
    }[language]
    other = base.replace("twice", "thrice").replace("两次", "三次")
    text = f"{other} {'Nothing else was said. ' * 20} {base} {other}"
    found = find(base.replace("council", "mayor").replace("市议会", "市长"), text)
    assert found is not None
    assert found.span.of(text) == base
