"""How often the language of a text is told, and told right: ours beside langdetect alone, all profiles, its seed fixed.

Run ``python tests/bench/language.py [--lines N] [--processes N]``. Nothing is declared: each line stands alone. *Answered*
and *right* (of those answered) are in percent; langdetect alone answers always. *Wrong* counts our wrong answers. Times
are medians of a line, in microseconds, both sides in one run. At the end one sample is guessed in that many fresh
processes, each with another hash seed, and so does langdetect as it comes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from provenance.language import Guess, guess
from tests.bench.measuring import Case, Goal, Row, series

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
KINDS = ("sentences", "word-pairs", "single-words")
NTREX = {
    "arb": "ar", "bel": "be", "bul": "bg", "ces": "cs", "deu": "de", "eng": "en", "eng-GB": "en", "eng-US": "en",
    "fra": "fr", "heb": "he", "jpn": "ja", "kaz": "kk", "kor": "ko", "pol": "pl", "spa": "es", "srp-Cyrl": "sr",
    "tur": "tr", "ukr": "uk", "vie": "vi",
}  # fmt: skip

ALONE = """
import hashlib, sys
from langdetect import detect_langs
print(hashlib.sha256("".join(map(str, (detect_langs(line) for line in sys.stdin.read().split("\\n")))).encode()).hexdigest())
"""


def langdetect_alone() -> DetectorFactory:
    """Return a factory with every profile, seeded: what `detect` is at its best."""
    factory = DetectorFactory()
    factory.seed = 0
    profiles = sorted(Path(PROFILES_DIRECTORY).iterdir())
    factory.load_json_profile([profile.read_text(encoding="utf-8") for profile in profiles])
    return factory


def plainly(factory: DetectorFactory, text: str) -> str:
    """Return langdetect's answer for a text; "" where it raises."""
    detector = factory.create()
    detector.append(text)
    try:
        found: str = detector.detect()
    except LangDetectException:
        return ""
    return found.partition("-")[0]


def lines(path: Path, most: int) -> list[str]:
    """Return the first lines of a file, as they stand."""
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")[:most]


def row(name: str, language: str, texts: list[str], factory: DetectorFactory) -> None:
    """Print the row of one file."""
    ours, alone = [], []
    spent: tuple[list[float], list[float]] = [], []
    for text in texts:
        start = time.perf_counter()
        ours.append(guess(text))
        middle = time.perf_counter()
        alone.append(plainly(factory, text))
        spent[0].append(middle - start)
        spent[1].append(time.perf_counter() - middle)
    answers = [answer.language for answer in ours if isinstance(answer, Guess)]
    right = answers.count(language)
    share = f"{100 * right / len(answers):6.2f}" if answers else "     –"
    times = [f"{statistics.median(times) * 1e6:7.0f}" for times in spent]
    plain = 100 * alone.count(language) / len(texts)
    print(
        f"{name:<13}{language:<4}{len(texts):>5}{100 * len(answers) / len(texts):>9.1f}{share:>8}{len(answers) - right:>6}"
        f"{times[0]:>9}   |{plain:>8.2f}{times[1]:>9}"
    )


LANGUAGES = ("de", "en", "fr", "ja", "ru", "zh")
LINES = 8
"""Texts of each language; all together are more than the library remembers."""


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield the time of a guess, and how often it is right, where letters decide and where they do not."""
    factory = langdetect_alone()
    sizes = (100,) if quick else (20, 100, 1_000, 10_000)
    for kind, by_letters, goal in (("letters decide", True, Goal(20)), ("statistics decide", False, Goal(2))):

        def case(size: int, by_letters: bool = by_letters, goal: Goal = goal) -> Case:
            return guesses(size, factory, goal, by_letters=by_letters)

        yield from series(f"language, {kind}", "characters", sizes, case)


def guesses(size: int, factory: DetectorFactory, goal: Goal, *, by_letters: bool) -> Case:
    """Return the guesses of texts of a length; those that letters decide, or those that they do not.

    Han and kana letters of a language are its own; texts in which nothing decides count with the statistics.
    """
    chosen = []
    for language in LANGUAGES:
        path = DATA / "langid" / "sentences" / f"{language}.txt"
        whole = ("" if language in {"ja", "zh"} else " ").join(lines(path, 4_000))
        starts = range(0, max(1, len(whole) - size), max(1, (len(whole) - size) // (4 * LINES)))
        chosen += [(whole[start : start + size].strip(), language) for start in starts]
    wanted = []
    for text, language in chosen:
        found = guess(text)
        if (isinstance(found, Guess) and found.by != "statistics") == by_letters:
            wanted.append((text, language))
    texts = [text for text, _ in wanted]
    answers = [guess(text) for text in texts]
    right = sum(isinstance(a, Guess) and a.language == tag for a, (_, tag) in zip(answers, wanted, strict=True))
    given = sum(isinstance(a, Guess) for a in answers)
    theirs = sum(plainly(factory, text) == tag for text, tag in wanted)
    return Case(
        ours=lambda: [guess(text) for text in texts],
        beside={"langdetect": lambda: [plainly(factory, text) for text in texts]},
        goals={"langdetect": goal} if size == 100 else {},
        times=len(texts),
        note=f"of {len(texts)} texts {right} right and {given - right} wrong; langdetect {theirs} right",
    )


def fingerprint(texts: list[str]) -> str:
    """Return a digest of every guess, to the last digit of its probability."""
    return hashlib.sha256("\n".join(repr(guess(text)) for text in texts).encode()).hexdigest()


def same_everywhere(processes: int) -> None:
    """Print how many different results fresh processes give for one input."""
    texts = [
        text for code in ("ru", "zh", "en", "fr") for text in lines(DATA / "langid" / "sentences" / f"{code}.txt", 5)
    ]
    programs = {
        "ours": [sys.executable, __file__, "--fingerprint"],
        "langdetect as it comes": [sys.executable, "-c", ALONE],
    }
    for name, program in programs.items():
        found = set()
        for number in range(processes):
            environment = {**os.environ, "PYTHONHASHSEED": str(number), "PYTHONUTF8": "1"}
            done = subprocess.run(
                program,
                input="\n".join(texts),
                capture_output=True,
                text=True,
                check=True,
                env=environment,
                encoding="utf-8",
            )
            found.add(done.stdout)
        print(f"{name}: {len(found)} different result(s) in {processes} processes")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, default=500, help="lines of each file")
    parser.add_argument(
        "--processes", type=int, default=0, help="fresh processes to guess one sample in (100 take minutes)"
    )
    parser.add_argument("--fingerprint", action="store_true", help="read lines, print the digest of all guesses")
    asked = parser.parse_args()
    if asked.fingerprint:
        print(fingerprint(sys.stdin.read().split("\n")))
        return
    print(f"python {platform.python_version()}, langdetect {version('langdetect')}")
    print("                            ours                          |  langdetect alone")
    print("file         lang lines answered   right wrong       µs   |   right       µs")
    factory = langdetect_alone()
    guess("The first call pays for loading the profiles.")
    for kind in KINDS:
        for code in ("ru", "zh", "en", "de", "fr", "ja"):
            row(kind, code, lines(DATA / "langid" / kind / f"{code}.txt", asked.lines), factory)
    for path in sorted((DATA / "ntrex").glob("*.txt")):
        row("ntrex", NTREX[path.name.split(".")[1]], lines(path, asked.lines), factory)
    if asked.processes:
        same_everywhere(asked.processes)


if __name__ == "__main__":
    main()
