"""How probable each language is, by the letters that stand together: langdetect's, of which only this file knows.

It is a port of language-detection (N. Shuyo 2010). Each script has a factory of its own, seeded on the instance and loaded
on first use, so that one text always gives one answer, whatever else the process does.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.language.answers import Guess
from provenance.language.written import named, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.language.spelling import Words
    from provenance.language.written import Wanted

__all__ = ["most_probable", "probable"]

SAMPLE = 500
"""Code points that statistics look at: on news articles the first 500 gave the answer of the whole."""

SEED = 0
"""The seed of each factory: langdetect draws what it looks at."""

RIVAL = 0.1
"""The prior of a language outside our tables, against 1 for one inside: Dutch must not be called German."""


def most_probable(words: Words, left: Sequence[str], wanted: Wanted) -> Guess | None:
    """Return the most probable of the languages left; None where that is not known of one of them, or two are alike."""
    for tag, probability in probable(words, left, wanted)[:1]:
        name = named(tag, wanted)
        if name is not None:
            return Guess(language=name, probability=round(probability, 6), by="statistics", computed_by=_computed_by())
    return None


def probable(words: Words, left: Sequence[str], wanted: Wanted, *, draws: int | None = None) -> list[tuple[str, float]]:
    """Return the languages left that are probable at all, most first; with ``draws`` as the first so many draws have it."""
    asked = {tag: rows()[tag] for tag in left}
    if not all(row.get("profile") for row in asked.values() if row["scripts"][0] == words.script):
        return []
    prior = {tag: 1.0 if wanted is not None or row["role"] == "table" else RIVAL for tag, row in asked.items()}
    sample = " ".join(words.words[:SAMPLE])[:SAMPLE]
    return _probabilities(
        words.script,
        sample.lower() if sample.isupper() else sample,  # it skips words in capitals
        prior,
        draws,
    )


def _probabilities(main: str, sample: str, prior: Mapping[str, float], draws: int | None) -> list[tuple[str, float]]:
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 - on first use

    detector = _factory(main).create()
    if draws is not None:
        detector.n_trial = draws
    try:
        detector.set_prior_map(dict(prior))
        detector.append(sample)
        return [(found.lang, found.prob) for found in detector.get_probabilities()]
    except LangDetectException:
        return []  # none of the languages has a profile, or nothing in the text stands in any


@cache
def _factory(main: str) -> Any:
    """Return a factory of our own with the profiles of a script, in order, and its seed on the instance.

    The class attribute and `langdetect.detect` would be one state for the whole process, and random by default.
    """
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory  # noqa: PLC0415 - on first use

    profiles = Path(PROFILES_DIRECTORY)
    tags = [tag for tag, row in rows().items() if row.get("profile") and row["scripts"][0] == main]
    factory = DetectorFactory()
    factory.seed = SEED
    factory.load_json_profile([(profiles / tag).read_text(encoding="utf-8") for tag in tags])
    return factory


@cache
def _computed_by() -> str:
    return f"langdetect {version('langdetect')}, seed {SEED}, prior 1 : {RIVAL}, first {SAMPLE}"
