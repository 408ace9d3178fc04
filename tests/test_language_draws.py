"""Statistics of a language: langdetect's own figures, to the last bit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from langdetect.lang_detect_exception import LangDetectException

from provenance.language.draws import _factory, probabilities

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"

PRIORS: dict[str, Mapping[str, float]] = {
    "Latin": {"en": 1.0, "de": 1.0, "fr": 1.0, "nl": 0.1, "vi": 1.0, "tr": 1.0, "cy": 0.1},
    "Cyrillic": {"ru": 1.0, "bg": 1.0, "uk": 1.0, "mk": 0.1},
    "Arabic": {"ar": 1.0, "fa": 1.0, "ur": 0.1},
    "Devanagari": {"hi": 1.0, "mr": 0.1, "ne": 0.1},
}

PIECES = st.sampled_from(
    [
        *("the ", "Hafen", "le port ", "PORT ", "McMarenko ", "порт ", "ПОРТ", "Её ", "क्या ", "بندر ", "ی", "ș", "ț", "ế"),
        *("a\u0301", "e\u0309", "İ", "ß", "ǅ", "𝐀", "Ⓐ", " ", "  ", "\u3000", "\xa0", "\n", "’", "—", "1", "の", "港", "カ"),
        *("a@b.c", "https://example.com/a", "HTTPS://EXAMPLE.COM", ".", "\x00", "\ud800", "😀"),
    ]
)  # fmt: skip


def its_own(main: str, sample: str, prior: Mapping[str, float], rounds: int | None) -> list[tuple[str, float]]:
    """Return what langdetect answers when it draws for itself."""
    detector = _factory(main).create()
    if rounds is not None:
        detector.n_trial = rounds
    try:
        detector.set_prior_map(dict(prior))
        detector.append(sample)
        return [(found.lang, found.prob) for found in detector.get_probabilities()]
    except LangDetectException:
        return []


@given(
    st.sampled_from(sorted(PRIORS)),
    st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=40),
    st.sampled_from([None, 1, 2]),
)
@example("Latin", "", None)
@example("Latin", "   ", None)
@example("Latin", "The PORT of MARENKO", None)
@example("Latin", "port " * 200, None)
def test_any_text_has_the_figures_of_langdetect(main: str, sample: str, rounds: int | None) -> None:
    assert probabilities(main, sample, PRIORS[main], rounds) == its_own(main, sample, PRIORS[main], rounds)


@pytest.mark.parametrize("prior", [{}, {"be": 1.0}, {"uk": 1.0, "be": 1.0}])
def test_languages_without_a_profile_are_not_probable(prior: Mapping[str, float]) -> None:
    text = "Порт залишиться відкритим."
    assert probabilities("Cyrillic", text, prior, None) == its_own("Cyrillic", text, prior, None)
    assert bool(probabilities("Cyrillic", text, prior, None)) == ("uk" in prior)


@pytest.mark.parametrize(("code", "main"), [("de", "Latin"), ("en", "Latin"), ("fr", "Latin"), ("ru", "Cyrillic")])
def test_real_sentences_have_the_figures_of_langdetect(code: str, main: str) -> None:
    path = DATA / "langid" / "sentences" / f"{code}.txt"
    if not path.is_file():
        pytest.skip(f"no data at {path}")
    for line in path.read_text(encoding="utf-8").split("\n")[:150]:
        for text in (line[:500], line[:500].upper()):
            assert probabilities(main, text, PRIORS[main], None) == its_own(main, text, PRIORS[main], None)
