"""Transliteration: one name in several scripts, likely the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.tables import shared_table
from provenance.transliteration import consonants, skeleton


@pytest.mark.parametrize(
    ("words", "sound"),
    [
        (("Marenko", "Маренко", "MARENKO"), "marenko"),
        (("Schmidt", "Шмидт"), "smidt"),
        (("Łódź", "Лодзь"), "lodz"),
        (("Nikos", "Νίκος"), "nikos"),
        (("Chekhov", "Чехов"), "kehov"),
    ],
)
def test_names_are_written_alike_in_latin_cyrillic_and_greek(words: tuple[str, ...], sound: str) -> None:
    """A name comes out the same from each of the alphabets that a table brings together."""
    assert {skeleton(word) for word in words} == {sound}


@pytest.mark.parametrize(
    "words", [("Trump", "トランプ", "트럼프"), ("Tbilisi", "თბილისი"), ("Modi", "मोदी"), ("Berlin", "برلين", "ברלין")]
)
def test_names_of_other_scripts_have_their_consonants(words: tuple[str, ...]) -> None:
    """Consonants of a name are of the same kinds in every script, read from the letters' own names."""
    assert len({consonants(word) for word in words}) == 1


@given(st.text(max_size=30))
def test_any_word_has_a_sound(word: str) -> None:
    """Nothing that is not a letter raises, and case and composition make no difference to ASCII words."""
    assert skeleton(word) == skeleton(word.casefold())
    assert set(consonants(word)) <= set("PKTSNR")


def test_the_table_holds_small_letters_of_each_script() -> None:
    """Every letter of the table is one small letter, and stands for small Latin letters or for nothing."""
    for letters in shared_table("transliteration").values():
        assert all(len(letter) == 1 and letter == letter.casefold() for letter in letters)
        assert all(latin == "" or (latin.isascii() and latin.islower()) for latin in letters.values())
