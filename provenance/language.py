"""Which language a text is in: its script, its letters, then statistics; or that it is too short to tell.

A guess feeds a rule and fills drafts; it never enters a record. Statistics are langdetect's (a port of language-detection,
N. Shuyo 2010), of which only this file knows: an own factory for each script, seeded on the instance, loaded on first
use, so that one text always gives one answer, whatever else the process does. What each language is written with stands
in the table ``letters``: the 23 languages of our tables, and those that would else be taken for one of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from attrs import evolve, field, frozen

from provenance.scripts import script
from provenance.tables import shared_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Detector", "Guess", "Unsure", "contradicts", "guess", "letters_by_script", "scripts_of"]

ACCEPTED = 0.9
"""The least probability at which statistics are believed."""

SURE = 0.99
"""The probability given to what script or letters alone decide."""

FEWEST_WORDS = 5
"""Words from which statistics are asked."""

FEWEST_TOLD = 4
"""Words from which statistics are asked where the small words are those of one language alone."""

FEWEST_NEAR = 3
"""Words from which small words decide between languages that letters have narrowed down."""

DOUBT = 1
"""Small words by which another language may lead and statistics be believed; none, where they say one outside our tables."""

UNWITNESSED = 40
"""Letters from which statistics are believed though there is no small word of the language."""

RARE = 120
"""Letters among which the letters of a language's own are so rare that missing them says little."""

ENOUGH = 150
"""Letters from which statistics need no witness between languages spelt alike."""

FEWEST_HAN = 8
"""Han characters from which a text without kana is Chinese, though none of them is Chinese alone."""

KANA_SHARE = 0.1
"""The share of kana in kana and Han from which a text is Japanese; running Japanese has a third or more."""

MAIN_SHARE = 0.6
"""The share of its letters that the script of a text must have; below, the text is mixed."""

LATIN_SHARE = 0.85
"""The same for Latin: whatever the language of a text, names and titles stand in it in Latin letters."""

SAMPLE = 500
"""Code points that statistics look at: on news articles the first 500 gave the answer of the whole."""

SEED = 0
"""The seed of each factory: langdetect draws what it looks at."""

FIRST = 0.29
"""The probability that the first of langdetect's seven draws must give a language, so that all seven together can give it
0.9."""

RIVAL = 0.1
"""The prior of a language outside our tables, against 1 for one inside: Dutch must not be called German."""

FEWEST_LETTERS = 2
"""Letters of an alphabet from which a text is looked at: π is not Greek."""

_WEIGHT = {"Han": 3, "Hiragana": 3, "Katakana": 3, "Hangul": 3}
"""A character that is a word or a syllable counts as much as three letters."""

# Letters with the points and vowel signs that Python does not count as word characters; an elision keeps its apostrophe.
_WORD = re.compile(
    r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963])+'?"
)
_Wanted: TypeAlias = "Mapping[str, str] | None"
"""What the caller limits the answer to: primary language → the tag as given."""

_EAST_ASIAN = ("Han", "Hiragana", "Katakana")
_LINK = re.compile(
    r"(?:https?:/|www\.)[!-~]*"
    r"|(?<![!-~])[!-?A-~]*@[!-~]*"  # each begins where a run of ASCII begins, so that none is read twice
    r"|(?<![!-~])[0-9A-Za-z.-]{1,200}\.[A-Za-z]{2,24}/[!-~]*"
    r"|#[0-9A-Za-z_]+"
)
_TAG_SCRIPTS = {
    "Arab": ("Arabic",),
    "Cyrl": ("Cyrillic",),
    "Deva": ("Devanagari",),
    "Grek": ("Greek",),
    "Hans": ("Han",),
    "Hant": ("Han",),
    "Hebr": ("Hebrew",),
    "Jpan": _EAST_ASIAN,
    "Kore": ("Hangul", "Han"),
    "Latn": ("Latin",),
}


@frozen(kw_only=True)
class Guess:
    """A language, and how sure one may be of it."""

    language: str = field()
    probability: float = field()
    by: Literal["script", "letters", "statistics", "caller"] = field()
    """What decided: the script alone, letters and spelling, statistics, or a detector that the caller passed."""
    computed_by: str = field(default="")
    """Name, version and settings of what computed the probability, where that was statistics."""


@frozen(kw_only=True)
class Unsure:
    """That the language cannot be told, why, and which ones it may be."""

    reason: Literal["too-short", "no-letters", "mixed", "undecided"] = field()
    candidates: tuple[str, ...] = field(default=())


class Detector(Protocol):
    """Whatever tells languages apart; it is asked where script and letters leave more than one.

    A tag that it answers is handed on as it is.
    """

    @property
    def name(self) -> str:
        """Return what a report calls it."""
        ...

    def __call__(self, text: str, among: Sequence[str]) -> Guess | Unsure:
        """Return which of the languages the text is in."""
        ...


def guess(
    text: str, *, among: Sequence[str] | None = None, detector: Detector | None = None, declared: str | None = None
) -> Guess | Unsure:
    """Return the language of a text, or that it cannot be told.

    ``among`` limits the answer to these languages. A ``detector`` is asked in place of our statistics, at any length.
    ``declared`` is the language that a text is said to be in: where letters and small words leave no other that could
    come out, statistics, ten times as dear as all else, are not asked, and the answer is that nothing else is told.
    """
    words, counts = _read(text)
    if not counts:
        return Unsure(reason="no-letters")
    main, found = _main_script(counts)
    if found < (LATIN_SHARE if main == "Latin" else MAIN_SHARE) * sum(counts.values()):
        return Unsure(reason="mixed")
    wanted = None if among is None else {tag.partition("-")[0].lower(): tag for tag in reversed(among)}
    spelt = None if main in _EAST_ASIAN else _Words.of(words, main)
    answer = _east_asian(words, counts, wanted) if spelt is None else _alphabetic(spelt, wanted)
    if isinstance(answer, Unsure) and len(answer.candidates) > 1:
        if detector is not None:
            answer = detector(text, answer.candidates)
            return evolve(answer, by="caller") if isinstance(answer, Guess) else answer
        if spelt is not None:
            held = None if declared is None else declared.partition("-")[0].lower()
            answer = _by_usage(spelt, answer.candidates, wanted, held)
    if wanted is not None and isinstance(answer, Guess):
        return evolve(answer, language=wanted.get(answer.language, answer.language))
    return answer


# ---- scripts -----------------------------------------------------------------------------------------


def letters_by_script(text: str) -> tuple[tuple[str, int], ...]:
    """Return how many letters of each script a text has, most first, then by name."""
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return (("Latin", letters),) if letters else ()
    counts: dict[str, int] = {}
    for character, number in Counter(text).items():
        name = script(character)
        if name is not None:
            counts[name] = counts.get(name, 0) + number
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


@lru_cache(maxsize=256)
def scripts_of(language: str) -> tuple[str, ...]:
    """Return the scripts that a language (BCP 47) is written in; empty where the table does not know it."""
    main, *subtags = language.split("-")
    for subtag in subtags:
        if subtag.title() in _TAG_SCRIPTS:
            return _TAG_SCRIPTS[subtag.title()]
    row = _table().get(main.lower())
    return () if row is None else tuple(row["scripts"])


def contradicts(text: str, language: str) -> str | None:
    """Return the script of a text where the language is not written in it; None where nothing contradicts.

    Two thirds of the letters must be foreign: names keep their own script. It is looked at in a text of any length, links aside. Japanese under a language written in Han alone is told by its
    kana. A language whose scripts are not known is contradicted by nothing: ask `scripts_of` whether it was examined.
    """
    known = scripts_of(language)
    counts = _read(text)[1]
    if not known or not counts:
        return None
    if counts.keys() <= set(known):
        return None
    if "Han" in known and "Hiragana" not in known and _is_japanese(counts):
        return max(("Hiragana", "Katakana"), key=lambda name: counts.get(name, 0))
    foreign = {name: count for name, count in counts.items() if name not in known}
    if 3 * sum(foreign.values()) <= 2 * sum(counts.values()):
        return None
    return max(foreign, key=lambda name: foreign[name])


@lru_cache(maxsize=32)  # the same words are looked at in several ways
def _read(text: str) -> tuple[str, Mapping[str, int]]:
    """Return the words of a text, and what each script weighs in it."""
    words = _plain(text)
    return words, _weighted(letters_by_script(words))


_LINKING = re.compile(r"[@#/]|www\.")
"""What every link, address and handle has in it."""


def _plain(text: str) -> str:
    """Return the words of a text: without links, addresses and handles, which have no language; composed (NFC)."""
    words = _LINK.sub(" ", text) if _LINKING.search(text) else text
    return unicodedata.normalize("NFC", words)


def _weighted(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    return {name: count * _WEIGHT.get(name, 1) for name, count in counts}


def _main_script(counts: Mapping[str, int]) -> tuple[str, int]:
    """Return the script of most letters and their number; Han and kana count together."""
    together = sum(counts.get(name, 0) for name in _EAST_ASIAN)
    others = [(count, name) for name, count in counts.items() if name not in _EAST_ASIAN]
    most, main = max(others, default=(0, ""))
    return ("Han", together) if together >= most else (main, most)


# ---- Chinese and Japanese -------------------------------------------------------------------------------


def _is_japanese(counts: Mapping[str, int]) -> bool:
    kana = counts.get("Hiragana", 0) + counts.get("Katakana", 0)
    return kana > 0 and kana >= KANA_SHARE * (kana + counts.get("Han", 0))


def _east_asian(words: str, counts: Mapping[str, int], wanted: _Wanted) -> Guess | Unsure:
    candidates = tuple(tag for tag in ("ja", "zh") if wanted is None or tag in wanted)
    if not candidates:
        return Unsure(reason="undecided")
    if _is_japanese(counts):
        return _one_of("ja", candidates, "script")
    if len(candidates) == 1:
        return _one_of(candidates[0], candidates, "script")
    chinese, japanese = _own_characters(words)
    if chinese > 3 * japanese:
        return _one_of("zh", candidates, "letters")
    if japanese > 3 * chinese:
        return _one_of("ja", candidates, "letters")
    if chinese or "Hiragana" in counts or "Katakana" in counts:
        return Unsure(reason="undecided", candidates=candidates)
    if counts["Han"] < FEWEST_HAN * _WEIGHT["Han"]:
        return Unsure(reason="too-short", candidates=candidates)
    return _one_of("zh", candidates, "script")


def _one_of(tag: str, candidates: Sequence[str], by: Literal["script", "letters"]) -> Guess | Unsure:
    if tag not in candidates:
        return Unsure(reason="undecided", candidates=tuple(candidates))
    return Guess(language=tag, probability=SURE, by=by)


def _own_characters(words: str) -> tuple[int, int]:
    """Return how many Han characters are written in Chinese alone, and how many in Japanese alone."""
    chinese = japanese = 0
    for character, number in Counter(words).items():
        owner = _owner(character)
        if owner == "zh":
            chinese += number
        elif owner == "ja":
            japanese += number
    return chinese, japanese


@lru_cache(maxsize=8192)
def _owner(character: str) -> str:
    """Return "zh" or "ja" for a Han character that only one of them writes, as their old national sets tell.

    GB 2312 and Big5 hold what is written in simplified and in traditional Chinese, JIS X 0208 (with the vendors'
    extensions of code page 932) what is written in Japanese.
    """
    if script(character) != "Han":
        return ""
    chinese = _held(character, "gb2312") or _held(character, "big5")
    japanese = _held(character, "cp932")
    return "" if chinese == japanese else "zh" if chinese else "ja"


def _held(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


# ---- letters and spelling ---------------------------------------------------------------------------------


@frozen(kw_only=True)
class _Words:
    """The words of a text in one script, and their letters."""

    script: str
    words: tuple[str, ...]
    spelt: Mapping[str, int]
    letters: Mapping[str, int]
    total: int

    @classmethod
    def of(cls, text: str, main: str) -> _Words:
        own = {character for character in set(text) if script(character) == main}
        kept = tuple(word for word in text.split() if not own.isdisjoint(word))
        joined = " ".join(kept)
        runs = _WORD.findall(joined.replace("’", "'"))
        letters = {c: n for c, n in Counter(joined.lower()).items() if script(c) == main}
        return cls(
            script=main,
            words=kept,
            spelt=Counter(run.lower() for run in runs if len(run) > 1 or run.islower()),
            letters=letters,
            total=sum(letters.values()),
        )


def _alphabetic(words: _Words, wanted: _Wanted) -> Guess | Unsure:
    """Return what letters and spelling say; undecided among those languages that they leave."""
    candidates = _written_in(words.script, wanted)
    fits = _fitting(candidates, words)
    if not fits or words.total * _WEIGHT.get(words.script, 1) < FEWEST_LETTERS:
        return Unsure(reason="too-short" if fits else "undecided", candidates=_of_our_tables(fits))
    left = _showing_their_own(fits, words, _told(fits, _small_words(fits, words), 2))
    if len(left) == 1:
        return Guess(language=left[0], probability=SURE, by="script" if len(candidates) == 1 else "letters")
    proven = _proven(left, words)
    if proven is not None:
        return Guess(language=proven, probability=SURE, by="letters")
    return Unsure(reason="undecided", candidates=left)


def _by_usage(words: _Words, left: Sequence[str], wanted: _Wanted, held: str | None = None) -> Guess | Unsure:
    """Return what small words and statistics say.

    Languages that are spelt with nearly the same letters are so alike that statistics on a short text are often wrong and
    always sure: there, small words come first, and statistics need a witness. Elsewhere statistics are believed unless
    small words speak for another language; on less than five words both must agree.
    """
    near = any("letters" in _table()[tag] for tag in left)
    small = _small_words(left, words)
    told = _told(left, small, 1)
    number = len(words.words)
    if number < (FEWEST_WORDS if told is None else FEWEST_NEAR if near else FEWEST_TOLD):
        return Unsure(reason="too-short", candidates=_of_our_tables(left))
    if near and told is not None and _told(left, small, _least(_table()[told], words)) == told:
        return Guess(language=told, probability=ACCEPTED, by="letters")
    undecided = Unsure(reason="undecided", candidates=_of_our_tables(left))
    scores = _scores(left, small)
    if held is not None and told in {None, held}:
        if told == held:
            return undecided
        names = {tag: name for tag in left if (name := _named(tag, wanted)) not in {None, held}}
        rivals = {tag for tag, name in names.items() if _believed(name, words, scores, near=near)}
        first = _probable(words, left, wanted, draws=1) if rivals else ()
        if not any(tag in rivals and probability >= FIRST for tag, probability in first):
            return undecided
    best = _most_probable(words, left, wanted)
    if best is None:
        return undecided
    if best.language == told:
        return (
            best if best.probability >= ACCEPTED else evolve(best, probability=ACCEPTED, by="letters", computed_by="")
        )
    if best.probability < ACCEPTED:
        return undecided
    return best if _believed(best.language, words, scores, near=near) else undecided


def _believed(tag: str, words: _Words, scores: Mapping[str, float], *, near: bool) -> bool:
    """Return whether statistics that name a language which its small words do not tell would be believed."""
    row = _table()[tag]
    if len(words.words) < FEWEST_WORDS:
        return False
    if near and words.total < ENOUGH and not _shows_its_own(row, words):
        return False
    mine = scores.get(tag, 0.0)
    if not near and words.total < UNWITNESSED and not mine:
        return False
    return max(scores.values()) - mine <= (DOUBT if row["role"] == "table" else 0)


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = shared_table("letters")
    return found


def _written_in(main: str, wanted: _Wanted) -> tuple[str, ...]:
    """Return the languages that a text in this script may be in; those that have it as a second script only if wanted."""
    if wanted is None:
        return _written_first_in(main)
    return tuple(tag for tag, row in _table().items() if tag in wanted and main in row["scripts"])


@cache
def _written_first_in(main: str) -> tuple[str, ...]:
    return tuple(tag for tag, row in _table().items() if row["role"] != "known" and row["scripts"][0] == main)


def _of_our_tables(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(tag for tag in tags if _table()[tag]["role"] == "table")


def _fitting(candidates: Sequence[str], words: _Words) -> tuple[str, ...]:
    """Return the languages whose spelling the words follow: all of them, or all but a few where another is quoted."""
    own = _own_letters(words.script)
    told = {letter: number for letter, number in words.letters.items() if letter not in own}
    faults: dict[str, int] = {}
    for tag in candidates:
        row = _table()[tag]
        if row["scripts"][0] != words.script:
            faults[tag] = 0
            continue
        if "marks" in row and 100 * sum(words.letters.get(letter, 0) for letter in row["marks"]) < words.total:
            continue
        known = _letters(tag)
        faults[tag] = 0 if known is None else sum(told[letter] for letter in told.keys() - known)
    spelt = " ".join(words.words).lower()
    fewest = words.total
    for tag in sorted(faults, key=faults.__getitem__):
        if faults[tag] > fewest:
            break  # its letters alone tell against it, and so do those of all that follow
        row = _table()[tag]
        if "never" in row and row["scripts"][0] == words.script:
            faults[tag] += sum(1 for _ in _never(tag).finditer(spelt))
        fewest = min(fewest, faults[tag])
    if 50 * fewest > words.total:
        return ()
    return tuple(tag for tag, number in faults.items() if number == fewest)


@cache
def _letters(tag: str) -> frozenset[str] | None:
    """Return the letters of a language; None where the table does not say."""
    return frozenset(_table()[tag]["letters"]) if "letters" in _table()[tag] else None


@cache
def _never(tag: str) -> re.Pattern[str]:
    """Return what finds a spelling that a language never has."""
    return re.compile(_table()[tag]["never"])


@cache
def _own_letters(main: str) -> frozenset[str]:
    """Return the letters that all languages of a script have: they tell none from another."""
    rows = [set(row["letters"]) for row in _table().values() if row["scripts"][0] == main and "letters" in row]
    return frozenset(set.intersection(*rows)) if rows else frozenset()


def _showing_their_own(fits: tuple[str, ...], words: _Words, kept: str | None) -> tuple[str, ...]:
    """Return the languages without those whose commonest letters of their own are missing where three were expected."""
    rows = {tag: _table()[tag] for tag in fits}
    left = [
        tag for tag, row in rows.items() if tag == kept or _shows_its_own(row, words) or words.total < row["within"]
    ]
    return tuple(left) or fits


def _least(row: Mapping[str, Any], words: _Words) -> int:
    """Return how many small words must tell a language: two, where letters of its own that are common are missing."""
    return 1 if _shows_its_own(row, words) or row["within"] > RARE else 2


def _shows_its_own(row: Mapping[str, Any], words: _Words) -> bool:
    return "needs" not in row or any(letter in words.letters for letter in row["needs"])


def _proven(left: Sequence[str], words: _Words) -> str | None:
    """Return the one language whose own letters stand in a quarter of the words or more; in names they prove nothing."""
    scores: dict[str, int] = {}
    for tag in left:
        proof = _proof(tag)
        if _table()[tag]["scripts"][0] == words.script and not proof.isdisjoint(words.letters):
            scores[tag] = sum(1 for word in words.words if word[0].islower() and not proof.isdisjoint(word))
    found = [tag for tag, own in scores.items() if own]
    return found[0] if len(found) == 1 and 4 * scores[found[0]] >= len(words.words) else None


@cache
def _proof(tag: str) -> frozenset[str]:
    return frozenset(_table()[tag].get("proof", ""))


def _small_words(left: Sequence[str], words: _Words) -> list[tuple[frozenset[str], float]]:
    """Return for each small word of the text which of the languages have it, and its weight.

    Single letters weigh half, and those in capitals nothing: they are initials.
    """
    speakers, among = _speakers(words.script), frozenset(left)
    return [
        (speakers[word] & among, number / (2 if len(word) == 1 else 1))
        for word, number in words.spelt.items()
        if word in speakers
    ]


def _scores(left: Sequence[str], found: Sequence[tuple[frozenset[str], float]]) -> dict[str, float]:
    """Return for each language what its small words weigh."""
    scores = dict.fromkeys(left, 0.0)
    for having, weight in found:
        for tag in having:
            scores[tag] += weight
    return scores


def _told(left: Sequence[str], found: Sequence[tuple[frozenset[str], float]], least: float) -> str | None:
    """Return the language that leads each of the others by its small words, threefold and by ``least``; None if none does.

    Words that two languages share count for neither of the two.
    """
    scores = _scores(left, found)
    best = max(left, key=scores.__getitem__)
    shared = _scores(left, [(having, weight) for having, weight in found if best in having])
    mine = scores.pop(best)
    leads = ((mine - shared[other], number - shared[other]) for other, number in scores.items())
    return best if all(ahead >= least and ahead >= 3 * behind for ahead, behind in leads) else None


@cache
def _speakers(main: str) -> Mapping[str, frozenset[str]]:
    """Return which languages of a script have each small word."""
    found: dict[str, frozenset[str]] = {}
    for tag, row in _table().items():
        if row["scripts"][0] == main:
            for word in row.get("words", "").split():
                found[word] = found.get(word, frozenset()) | {tag}
    return found


# ---- statistics ---------------------------------------------------------------------------------------------


def _most_probable(words: _Words, left: Sequence[str], wanted: _Wanted) -> Guess | None:
    """Return the most probable of the languages left; None where that is not known of one of them, or two are alike."""
    for tag, probability in _probable(words, left, wanted)[:1]:
        name = _named(tag, wanted)
        if name is not None:
            return Guess(language=name, probability=round(probability, 6), by="statistics", computed_by=_computed_by())
    return None


def _named(tag: str, wanted: _Wanted) -> str | None:
    """Return the language that statistics mean by a tag; None where that may be one of two that are alike."""
    alike = [other for other in (tag, *_table()[tag].get("alike", ())) if wanted is None or other in wanted]
    return alike[0] if len(alike) == 1 else None


def _probable(
    words: _Words, left: Sequence[str], wanted: _Wanted, *, draws: int | None = None
) -> list[tuple[str, float]]:
    """Return the languages left that are probable at all, most first; with ``draws`` as the first so many draws have it."""
    rows = {tag: _table()[tag] for tag in left}
    if not all(row.get("profile") for row in rows.values() if row["scripts"][0] == words.script):
        return []
    prior = {tag: 1.0 if wanted is not None or row["role"] == "table" else RIVAL for tag, row in rows.items()}
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
    tags = [tag for tag, row in _table().items() if row.get("profile") and row["scripts"][0] == main]
    factory = DetectorFactory()
    factory.seed = SEED
    factory.load_json_profile([(profiles / tag).read_text(encoding="utf-8") for tag in tags])
    return factory


@cache
def _computed_by() -> str:
    return f"langdetect {version('langdetect')}, seed {SEED}, prior 1 : {RIVAL}, first {SAMPLE}"
