"""How probable languages are by the letters that stand together: langdetect's figures to the last bit, in half its time.

langdetect is a port of language-detection (N. Shuyo 2010): it draws n-grams of a text at random, multiplies what each
weighs in each language, and after every fifth draw asks whether it is sure; it does so seven times. Its profiles, its
normal form of a letter and its constants are used as they are; what is ours is that five draws are one product, and that
a text is cut into n-grams at once. Only this file knows of it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException
from langdetect.utils.ngram import NGram

from provenance.language.written import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["SEED", "probabilities"]

SEED = 0
"""The seed of each factory: langdetect draws what it looks at."""

GRAMS = 32_768
"""N-grams of a script whose weights are kept at hand; those of all languages in Latin letters are 24,327."""

FIVE = 5
"""Draws after which langdetect asks whether it is sure."""

_normal = lru_cache(maxsize=8192)(NGram.normalize)


def probabilities(main: str, sample: str, prior: Mapping[str, float], rounds: int | None) -> list[tuple[str, float]]:
    """Return the languages of a script that are probable at all, most first; with ``rounds`` as so many of the seven have it."""
    detector = _factory(main).create()
    if rounds is not None:
        detector.n_trial = rounds
    try:
        detector.set_prior_map(dict(prior))
    except LangDetectException:
        return []  # none of the languages has a profile
    words = detector.MAIL_RE.sub(" ", detector.URL_RE.sub(" ", sample))
    detector.text = NGram.normalize_vi(words)
    detector.cleaning_text()
    weights = _weights(detector.text, main)
    if not weights:
        return []
    found = zip(detector.langlist, _mean(detector, weights), strict=True)
    return sorted((each for each in found if each[1] > detector.PROB_THRESHOLD), key=lambda each: -each[1])


def _weights(text: str, main: str) -> list[Sequence[float]]:
    """Return what each known n-gram weighs in each language, one, two and three letters at each place in turn.

    None reaches beyond a word and the space on either side, and none ends inside a run of capitals.
    """
    letters = "".join(map(_normal, text))
    words = [word for word in letters.split(" ") if word]
    spaced = f"  {' '.join(words)}{' ' if letters.endswith(' ') else ''}"
    pairs = list(map(add, spaced[1:], spaced[2:]))
    grams = list(zip(spaced[2:], pairs, map(add, spaced, pairs), strict=True))
    if any(map(str.isupper, "".join([word[1:] for word in words]))):
        grams = [gram for gram in grams if not (gram[0].isupper() and gram[1][0].isupper())]
    return list(filter(None, map(_weighing(main), chain.from_iterable(grams))))


@cache
def _weighing(main: str) -> Callable[[str], Sequence[float] | None]:
    """Return what tells the weights of an n-gram in the languages of a script; None of one that none of them has.

    Read profile after profile, the numbers of one n-gram lie far apart in memory. Made anew when it is first met they lie
    side by side, which spares a quarter of the time of a guess.
    """
    known = _factory(main).word_lang_prob_map

    @lru_cache(maxsize=GRAMS)
    def weights(gram: str) -> Sequence[float] | None:
        found = known.get(gram)
        return None if found is None else tuple([weight and weight * 1.0 for weight in found])

    return weights


def _mean(detector: Any, weights: Sequence[Sequence[float]]) -> list[float]:
    """Return the mean of what the rounds of draws give each language."""
    random, number = detector.random, len(weights)
    draw, bits = random.getrandbits, number.bit_length()

    def drawn() -> Sequence[float]:  # what `random.choice` draws
        while (place := draw(bits)) >= number:
            pass
        return weights[place]

    random.seed(detector.seed)
    mean = [0.0] * len(detector.langlist)
    for _ in range(detector.n_trial):
        least = (detector.alpha + random.gauss(0.0, 1.0) * detector.ALPHA_WIDTH) / detector.BASE_FREQ
        weighed = [p * (least + a) for p, a in zip(detector.prior_map, drawn(), strict=True)]
        left = detector.ITERATION_LIMIT // FIVE
        while max(weighed) / (whole := sum(weighed)) <= detector.CONV_THRESHOLD and left:
            weighed = [
                p / whole * (least + a) * (least + b) * (least + c) * (least + d) * (least + e)
                for p, a, b, c, d, e in zip(weighed, drawn(), drawn(), drawn(), drawn(), drawn(), strict=True)
            ]
            left -= 1
        mean = [so_far + p / whole / detector.n_trial for so_far, p in zip(mean, weighed, strict=True)]
    return mean


@cache
def _factory(main: str) -> Any:
    """Return a factory of our own with the profiles of a script, in order, and its seed on the instance.

    The class attribute and `langdetect.detect` would be one state for the whole process, and random by default.
    """
    profiles = Path(PROFILES_DIRECTORY)
    tags = [tag for tag, row in rows().items() if row.get("profile") and row["scripts"][0] == main]
    factory = DetectorFactory()
    factory.seed = SEED
    factory.load_json_profile([(profiles / tag).read_text(encoding="utf-8") for tag in tags])
    return factory
