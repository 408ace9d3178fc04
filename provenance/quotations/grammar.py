"""What a language's table ``cues`` says of speech, made ready: verbs of speech, pronouns, offices, small words.

Two kinds of grammar are read: *spaced* (words between spaces, a name before or after its verb) and *packed* (Han, kana).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.quotations.lists import NEVER, NOTHING, Asked, Words, joined, words_of
from provenance.tables import table
from provenance.text import in_place

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NEVER", "POSSESSIVE", "Grammar", "Words", "grammar"]

POSSESSIVE = ("’s", "s’")
"""What ends a word that something belongs to."""

FEW = 8
"""First letters of a list up to which its words are sought by them."""

_INSIDE = r"[\w’]"
"""What stands before no word of a list that is a whole word."""

SHORTEST = 3
"""Letters of a name at least, where every noun has a capital."""


@frozen(kw_only=True)
class Grammar:
    """How one language says who said what."""

    packed: bool
    joint: str
    """What joins the pieces of an interrupted speech."""
    verbs: re.Pattern[str]
    not_cues: re.Pattern[str]
    that: re.Pattern[str]
    according: re.Pattern[str]
    said_of: re.Pattern[str]
    modifiers: re.Pattern[str]
    occasions: re.Pattern[str]
    """Finds an occasion: its group 1 is the occasion without preposition and possessive."""
    first_person: re.Pattern[str]
    clitics: re.Pattern[str]
    """Matches small pronouns before a verb, which do not part it from speech: — …, lui répond le maire."""
    attribution: re.Pattern[str]
    """Matches what follows a dash after speech: a verb of speech, a few words before it."""
    words: dict[str, Words]
    small: Words
    """Words that are part of no name and no office: determiners, prepositions, adverbs and the like."""
    verb: Words
    """The verbs of speech, word by word."""
    verb_forms: re.Pattern[str] | None
    """What a verb looks like that opens a remark on who speaks; None where remarks are told by known verbs alone."""
    voices: re.Pattern[str]
    """Finds where a voice comes from that nobody is named for: «из толпы крикнули»."""
    finders: dict[str, re.Pattern[str]]
    """Patterns for scripts without spaces, where a list of words has no edges to stop at."""
    genders: dict[str, re.Pattern[str]]
    """By gender ("f", "m"), what pronouns and verbs of that gender look like, where a language shows it."""
    gendered: dict[str, Words] = field(factory=dict)
    """By gender, which names and words for people show it: мать, Петрова, spokeswoman."""
    articles: dict[str, str] = field(factory=dict)
    """The gender that an article shows of the noun behind it: la juge."""
    elided: bool = field(default=False)
    """Whether a verb of a remark may stand without its subject: – wylicza."""
    capital_nouns: bool = field(default=False)
    """Whether nouns are written with a capital, so that a capital makes no name."""
    capital_offices: bool = field(default=False)
    """Whether an office before a name has a capital too: elsewhere "Franz Müller" is no miller."""
    genitives: bool = field(default=False)
    """Whether a place stands in the genitive between an office and a name: «мэр Зернова Илья Маренко»."""

    _persons: Asked = field(init=False, eq=False, repr=False)
    _offices: Asked = field(init=False, eq=False, repr=False)
    _adverbs: Asked = field(init=False, eq=False, repr=False)
    _nameable: Asked = field(init=False, eq=False, repr=False)
    _plain: Asked = field(init=False, eq=False, repr=False)
    _plain_small: Asked = field(init=False, eq=False, repr=False)

    @_persons.default
    def _whether_person(self) -> Asked:
        return Asked(lambda word: word in self["persons"] and word not in self["given"])

    @_offices.default
    def _whether_office(self) -> Asked:
        return Asked(lambda word: self.person(word) or word in self["bodies"])

    @_adverbs.default
    def _whether_adverb(self) -> Asked:
        return Asked(lambda word: word in self["adverbs"] or word in self["adverb_forms"])

    @_nameable.default
    def _whether_nameable(self) -> Asked:
        return Asked(
            lambda word: (
                not word.endswith(POSSESSIVE)
                and word not in self.small
                and not (self.capital_nouns and len(word) < SHORTEST)
            )
        )

    @_plain.default
    def _whether_plain(self) -> Asked:
        return Asked(lambda word: word not in self["adverbs"] and word not in self.small and word not in self.verb)

    @_plain_small.default
    def _whether_plain_small(self) -> Asked:
        return Asked(lambda word: self._plain[word] and word not in self["adverb_forms"])

    def __getitem__(self, name: str) -> Words:
        return self.words.get(name, NOTHING)

    def adverb(self, word: str, *, capital: bool) -> bool:
        """Return whether a folded word is an adverb: one of the list, or of such a form and printed without a capital."""
        return word in self["adverbs"] if capital else self._adverbs[word]

    def finder(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a list in a script without spaces."""
        return self.finders.get(name, NEVER)

    def gender(self, word: str) -> str | None:
        """Return the gender that a folded pronoun or verb shows, if it shows one."""
        return next((key for key, form in self.genders.items() if form.fullmatch(word)), None)

    def gender_of(self, words: Sequence[str]) -> str | None:
        """Return the gender that the folded words of a name and its office show, if they agree on one."""
        shown = {key for key, form in self.gendered.items() for word in words if word in form}
        return shown.pop() if len(shown) == 1 else None

    def person(self, word: str) -> bool:
        """Return whether the in_place word is the office of a person."""
        return self._persons[word]

    def office(self, word: str) -> bool:
        """Return whether the in_place word is an office or a body that may speak."""
        return self._offices[word]

    def nameable(self, word: str) -> bool:
        """Return whether a name may be made of a folded word, if it is printed with a capital."""
        return self._nameable[word]

    def plain(self, word: str, *, capital: bool) -> bool:
        """Return whether a folded word is of no special use: part of a noun phrase."""
        return (self._plain if capital else self._plain_small)[word]


_SETS = (
    "adjective_forms",
    "adverb_forms",
    "adverbs",
    "agents",
    "answers",
    "askers",
    "auxiliaries",
    "bodies",
    "complements",
    "conjunctions",
    "demonstratives",
    "determiners",
    "documentary",
    "documents",
    "events",
    "feminines",
    "for_whom",
    "genitive",
    "given",
    "impersonal",
    "indefinites",
    "infinitives",
    "kin",
    "labels",
    "nominatives",
    "nouns",
    "nouns_of_things",
    "of",
    "ones",
    "openers",
    "own",
    "own_verbs",
    "participles",
    "particles",
    "parts",
    "persons",
    "places",
    "plural_persons",
    "plurals",
    "possessives",
    "postnominals",
    "prepositions",
    "pronouns",
    "questions",
    "relatives",
    "reporters",
    "single",
    "someones",
    "subordinators",
    "things",
    "times",
    "utterances",
    "who",
    "writes",
    "written",
)

_SMALL = (
    "adverbs",
    "auxiliaries",
    "conjunctions",
    "determiners",
    "openers",
    "own",
    "postnominals",
    "prepositions",
    "pronouns",
    "relatives",
    "subordinators",
    "times",
)
_FINDERS = (
    "ages",
    "and_words",
    "ascribed",
    "ascribers",
    "before_verb",
    "bodies",
    "callers",
    "clause_openers",
    "determiners",
    "documents",
    "honorifics",
    "labels",
    "loose",
    "name_ends",
    "name_starts",
    "name_verbs",
    "own",
    "passives",
    "persons",
    "predicates",
    "pronouns",
    "said",
    "said_so",
    "single",
    "suffixes",
    "surnames",
    "topics",
    "unquoted",
    "voices",
    "writes",
)


@cache
def grammar(language: str | None) -> Grammar | None:
    """Return the grammar of a language, or None where there is no table of cues."""
    data = table(language, "cues") if language else None
    if data is None:
        return None
    packed = data["grammar"] == "packed"
    return Grammar(
        packed=packed,
        joint="" if packed else " ",
        verbs=_finder(data["verbs"], whole=not packed),
        not_cues=_finder(data.get("not_cues", ()), whole=not packed),
        that=_finder(data.get("that", ()), whole=not packed),
        according=_finder(data.get("according", ()), whole=not packed),
        said_of=_finder(data.get("said_of", ()), whole=not packed),
        modifiers=_finder(data.get("modifiers", ()), whole=not packed, end=True),
        occasions=_occasions(data["occasions"], packed=packed) if "occasions" in data else NEVER,
        first_person=_finder(data.get("first_person", ()), whole=not packed),
        clitics=_clitics(data.get("clitics", ())),
        attribution=_attribution(data["verbs"]),
        words={name: words_of(data, name) for name in _SETS if data.get(name)},
        small=words_of(data, *_SMALL),
        verb=words_of(data, "verbs"),
        verb_forms=re.compile("|".join(data["verb_forms"])) if data.get("verb_forms") else None,
        voices=_finder(data.get("voices", ()), whole=not packed),
        finders=_finders(data) if packed else {},
        genders={key: re.compile("|".join(forms)) for key, forms in sorted(data.get("genders", {}).items())},
        gendered={key: words_of(data["gendered"], key) for key in sorted(data.get("gendered", {}))},
        articles={word: key for key, words in data.get("articles", {}).items() for word in words},
        elided=data.get("elided", False),
        capital_nouns=data.get("capital_nouns", False),
        capital_offices=data.get("capital_offices", False),
        genitives=data.get("genitives", False),
    )


def _finder(entries: Sequence[str], *, whole: bool, end: bool = False) -> re.Pattern[str]:
    if not entries:
        return NEVER
    tail = r"\s*\Z" if end else ""
    if not whole:
        return re.compile(f"(?:{joined(entries)}){tail}")
    firsts = {entry[:1] for entry in map(in_place, entries)}
    if len(firsts) <= FEW and all(map(str.isalpha, firsts)):
        return re.compile(rf"(?:{joined(entries, unlike=_INSIDE)})(?!\w){tail}")
    return re.compile(rf"(?<!{_INSIDE})(?:{joined(entries)})(?!\w){tail}")


def _finders(data: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    finders = {name: _finder(data[name], whole=False) for name in _FINDERS if data.get(name)}
    if data.get("syllables"):
        sound = f"[{''.join(map(re.escape, data['syllables']))}]"
        finders["sounds"] = re.compile(rf"{sound}{{2,8}}(?:[·・‧]{sound}{{1,8}})*|{sound}(?:[·・‧]{sound}{{1,8}})+")
    return finders


def _attribution(verbs: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\s,.!?;:—–\ue000]+\s+){{0,4}}?(?:{joined(verbs)})(?!\w)")


def _clitics(entries: Sequence[str]) -> re.Pattern[str]:
    """Return what matches any number of clitics, each with the space behind it or the apostrophe that ends it."""
    return re.compile(rf"(?:(?:{joined(entries)})(?:(?<=’)|[ \xa0]+))*") if entries else NEVER


def _occasions(data: dict[str, Any], *, packed: bool) -> re.Pattern[str]:
    nouns, before = joined(data["nouns"]), joined(data["prepositions"])
    dropped = joined(data["dropped"]) or "(?!)"
    if packed:
        return re.compile(rf"(?:{before})(?:{dropped})?([^，。！？；：,.\n]{{0,24}}?(?:{nouns})+)")
    ending = data.get("ending", "")
    return re.compile(
        rf"(?<!\w)(?:{before})\s+(?:(?:{dropped})\s+)*"
        rf"((?:(?!(?:{before}|{dropped})\s)[^\s,.;:!?]+\s+){{0,6}}?(?:[\w-]*-)?(?:{nouns}){ending}(?!\w)(?:\s+\ue000+)?)"
    )
