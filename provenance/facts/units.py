"""What a number counts: money, percents, measures, years of age; in the words of one language."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from provenance.facts.bounds import TIMES
from provenance.facts.patterns import GAP, LEFT, LETTER, RIGHT, any_of, number_follows
from provenance.facts.quantity import Quantity
from provenance.tables import shared_table, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.facts.sums import Number

__all__ = ["Measured", "Units"]

_HALF = Fraction(1, 2)
_SHORTEST_STEM = 4
_GERSHAYIM = re.compile('(?<=[א-ת])["“”״″](?=[א-ת])')


@frozen(kw_only=True)
class Measured:
    """A number with its unit, and where both stand."""

    start: int = field()
    end: int = field()
    readings: tuple[Quantity, ...] = field()
    unit: str | None = field(default=None)


class Units:
    """The units of one language."""

    def __init__(self, language: str | None, words: dict[str, Any]) -> None:
        self.words = words
        han = words.get("style") == "han"
        self.signs: dict[str, str] = {**shared_table("money")["signs"], **words.get("money_before", {})}
        self.pattern_before = re.compile(f"(?<![a-z]){any_of(self.signs)}(?=[ \\d.]|{GAP}?[\\d])")
        self.forms = self._forms(language)
        lettered = any_of(form for form in self.forms if form[-1].isalnum())
        signed = any_of(form for form in self.forms if not form[-1].isalnum())
        gap, right = (" ?", "") if han else (f"{GAP}?-?{GAP}?", RIGHT)
        half = f"(?P<half>{gap}{any_of(words.get('unit_halves', ()))})?"
        suffix = f"(?:{words['suffix']})?" if "suffix" in words else ""
        ending = f"(?:{words['unit_suffix']})?" if "unit_suffix" in words else ""
        of = words.get("of", ())
        elided = any_of(word for word in of if word.endswith("'"))
        of = f"(?:{GAP}(?:{any_of(of)}(?={GAP})|{elided}))?"
        self.adjectives: dict[str, str] = words.get("unit_adjectives", {})  # 249-килограммовый, 3-tägig
        adjective = f"(?:{GAP}?-{GAP}?)?(?P<adjective>{any_of(self.adjectives)}){LETTER}{{0,6}}{RIGHT}"
        self.pattern_after = re.compile(
            f"{half}{suffix}{of}{gap}(?:(?P<unit>{lettered}){ending}{right}|(?P<sign>{signed}))|{adjective}"
        )
        self.word = re.compile(rf"{GAP}(?P<word>[^\W\d_]{{4,30}}){RIGHT}")
        self.endings = sorted(words.get("endings", ()), key=lambda ending: (-len(ending), ending))
        self.stems = self._stems()
        scales = (table(language, "scales") if language else None) or {}
        self.letters: dict[str, int] = {**scales.get("letters", {}), **words.get("letters_money", {})}
        self.letter = re.compile(f"{any_of(self.letters)}{RIGHT}")
        self.either: dict[str, int] = words.get("scale_letters", {})
        self.trailing_half: str | None = words.get("unit_half_after")
        self.plus: dict[str, str] = words.get("plus", {})
        self.more = re.compile(f"(?:{GAP}(?P<noun>{LETTER}{{2,20}}))?{GAP}(?P<plus>{any_of(self.plus)}){RIGHT}")
        # an hour and a half; without articles only a form that says one: час с половиной, not два часа с половиной
        articles = any_of(words.get("articles", ()))
        times = any_of(form for form, code in self.forms.items() if code in TIMES)
        ones = ((form, self.forms.get(form, self.stems.get(self._stem(form)))) for form in words.get("ones", ()))
        self.ones = self.forms | {form: code for form, code in ones if code is not None}
        one = f"(?P<alone>{any_of(form for form in words.get('ones', ()) if form in self.ones)})"
        if "articles" in words:
            one = f"(?:{articles}{GAP}?(?P<unit>{times})|(?<![0-9] ){one})"
        self.one_and = re.compile(f"{LEFT}{one}{GAP}(?P<plus>{any_of(self.plus)}){RIGHT}")
        self.inverted = re.compile(f"{LEFT}{any_of(words.get('inverted', ()))}{GAP}$")

    def _forms(self, language: str | None) -> dict[str, str]:
        words = self.words
        never = set(words.get("units_not", ()))
        forms: dict[str, str] = {"%": "%", **shared_table("money")["signs"]}
        for topic in ("currencies", "units"):
            found = (table(language, topic) if language else None) or {}
            forms.update({form: code for form, code in found.items() if form not in never})
        for key, code in (("percent", "%"), ("points", "pp"), ("times_after", "x"), ("age_after", "age")):
            forms.update(dict.fromkeys(words.get(key, ()), code))
        forms |= {**words.get("money", {}), **words.get("units", {})}
        for form in tuple(forms):
            if _GERSHAYIM.search(form):  # Hebrew print writes them in many ways
                forms |= {_GERSHAYIM.sub(sign, form): forms[form] for sign in '"“”״″'}
        return forms | {form.replace("°", "° "): code for form, code in forms.items() if form in {"°c", "°f"}}

    def _stems(self) -> dict[str, str]:
        """Return the units of one word by their stems, for languages that inflect them."""
        stems: dict[str, str] = {}
        for form, code in sorted(self.forms.items()):
            if self.endings and form.isalpha() and len(form) >= _SHORTEST_STEM:
                stems.setdefault(self._stem(form), code)
        return stems

    def _stem(self, word: str) -> str:
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return word[: -len(ending)]
        return word

    def before(self, text: str) -> dict[int, tuple[int, str]]:
        """Return (start, code) of every sign in a text that stands before a number, by where it ends."""
        return {
            match.end(): (match.start(), self.signs[" ".join(match[0].split())])
            for match in self.pattern_before.finditer(text)
        }

    def measured(self, number: Number, text: str, signs: dict[int, tuple[int, str]]) -> Measured:
        """Return the number with the unit that stands before or after it."""
        spaced = text[max(0, number.start - 1) : number.start] == " "
        sign = signs.get(number.start) or (signs.get(number.start - 1) if spaced else None)
        if sign is not None:
            return self._paid(number, text, *sign)
        readings, end = number.readings, number.end
        if readings[0].unit is not None:
            own = Measured(start=number.start, end=end, readings=readings, unit=readings[0].unit)
            return self._with_more(own, text)
        if number_follows(text, end):
            return Measured(start=number.start, end=end, readings=readings)
        found = self.pattern_after.match(text, end)
        if found is not None:
            adjective = found["adjective"]
            unit = self.adjectives[adjective] if adjective else self.forms[self._spelled(found)]
            said = found[0] if len(found[0].strip()) == 1 else found[0].strip()
            if said in self.either:  # 2.3m: metres or millions
                scaled = (reading.times(10 ** self.either[said]) for reading in readings)
                both = (*(evolve(reading, unit=unit) for reading in readings), *scaled)
                return Measured(start=number.start, end=found.end(), readings=both)
            if found["half"]:
                readings = tuple(reading.plus(_HALF) for reading in readings)
            return self._with_more(Measured(start=number.start, end=found.end(), readings=readings, unit=unit), text)
        word = self.word.match(text, end) if self.stems else None
        stem = None if word is None else self.stems.get(self._stem(word["word"]))
        if word is None or stem is None:
            return self._with_more(Measured(start=number.start, end=end, readings=readings), text)
        return self._with_more(Measured(start=number.start, end=word.end(), readings=readings, unit=stem), text)

    @staticmethod
    def _spelled(found: re.Match[str]) -> str:
        return " ".join((found["unit"] or found["sign"]).split())

    def _paid(self, number: Number, text: str, start: int, unit: str) -> Measured:
        letter = self.letter.match(text, number.end)
        if letter is None:
            return Measured(start=start, end=number.end, readings=number.readings, unit=unit)
        factor = 10 ** self.letters[letter[0]]
        readings = tuple(reading.times(factor) for reading in number.readings)
        return Measured(start=start, end=letter.end(), readings=readings, unit=unit)

    def _with_more(self, measured: Measured, text: str) -> Measured:
        """Return the amount with the half that is said after what is counted: 三年半, deux heures et demie."""
        if measured.unit is not None and self.trailing_half and text.startswith(self.trailing_half, measured.end):
            readings = tuple(reading.plus(_HALF) for reading in measured.readings)
            return evolve(measured, end=measured.end + len(self.trailing_half), readings=readings)
        more = self.more.match(text, measured.end) if self.plus else None
        if more is None or (measured.unit is None) == (more["noun"] is None):
            return measured
        number = Fraction(self.plus[" ".join(more["plus"].split())])
        readings = tuple(reading.plus(number) for reading in measured.readings)
        return evolve(measured, end=more.end(), readings=readings)

    def one_and_more(self, text: str) -> Iterator[Measured]:
        """Yield what an article, or a form that says one, counts together with a half: an hour and a half, día y medio."""
        if not any(words in text for words in self.plus):
            return
        for match in self.one_and.finditer(text):
            part = match.groupdict()
            unit = self.ones[" ".join((part.get("unit") or part["alone"]).split())]
            number = 1 + Fraction(self.plus[" ".join(part["plus"].split())])
            yield Measured(start=match.start(), end=match.end(), readings=(Quantity.exactly(number, unit),), unit=unit)

    def noun_before(self, text: str, start: int) -> tuple[int, str | None] | None:
        """Return (start, unit) of a noun that stands before its number to say about: человек сорок."""
        if "inverted" not in self.words:
            return None
        from_ = max(0, start - 24)
        noun = self.inverted.search(text[from_:start])
        return None if noun is None else (from_ + noun.start(), self.forms.get(noun[0].strip()))
