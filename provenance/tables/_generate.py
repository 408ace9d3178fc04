"""Writes what the Unicode CLDR knows into the tables beside this file: months, scales, separators, territories, currencies.

Run by hand, never imported at run time: ``python provenance/tables/_generate.py`` with Babel installed. Its output is
committed; a test runs it again and compares. One process for each language, because stand-alone month names that Babel
2.18 read for one language reappear in languages read later in the same process.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

LANGUAGES = (
    *("ar", "be", "bg", "cs", "de", "en", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko"),
    *("pl", "pt", "ru", "sr", "tr", "uk", "vi", "zh", "zh-Hant"),
)
"""The 23 languages; Chinese has a folder for each script."""


CURRENCIES = (
    *("AED", "AMD", "ARS", "AUD", "BRL", "BYN", "CAD", "CHF", "CLP", "CNY", "CZK", "DKK", "EGP", "EUR", "GBP", "GEL"),
    *("HKD", "HUF", "IDR", "ILS", "INR", "IRR", "JPY", "KRW", "KZT", "MXN", "NGN", "NOK", "NZD", "PHP", "PKR", "PLN"),
    *("RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "UZS", "VND", "ZAR"),
)
"""Those that news sums are in; the rest of ISO 4217 would double the tables."""

UNITS = {
    "length-kilometer": "km", "length-meter": "m", "length-centimeter": "cm", "length-millimeter": "mm",
    "length-mile": "mi", "length-yard": "yd", "length-foot": "ft", "length-inch": "in", "length-nautical-mile": "nmi",
    "length-light-year": "ly", "area-square-kilometer": "km2", "area-square-meter": "m2", "area-square-mile": "mi2",
    "area-square-foot": "ft2", "area-hectare": "ha", "area-acre": "acre", "mass-tonne": "t", "mass-kilogram": "kg",
    "mass-gram": "g", "mass-milligram": "mg", "mass-pound": "lb", "mass-ounce": "oz", "volume-liter": "l",
    "volume-milliliter": "ml", "volume-gallon": "gal", "volume-barrel": "bbl", "volume-cubic-meter": "m3",
    "volume-cubic-kilometer": "km3", "duration-second": "second", "duration-minute": "minute", "duration-hour": "hour",
    "duration-day": "day", "duration-week": "week", "duration-month": "month", "duration-year": "year",
    "duration-decade": "decade", "duration-century": "century", "speed-kilometer-per-hour": "km/h",
    "speed-mile-per-hour": "mi/h", "speed-meter-per-second": "m/s", "speed-knot": "kn", "temperature-celsius": "C",
    "temperature-fahrenheit": "F", "power-watt": "W", "power-kilowatt": "kW", "power-megawatt": "MW",
    "power-gigawatt": "GW", "energy-kilowatt-hour": "kWh", "energy-kilocalorie": "kcal", "digital-kilobyte": "kB",
    "digital-megabyte": "MB", "digital-gigabyte": "GB", "digital-terabyte": "TB", "frequency-megahertz": "MHz",
    "frequency-gigahertz": "GHz", "frequency-hertz": "Hz", "electric-volt": "V", "length-micrometer": "um",
    "length-nanometer": "nm", "frequency-kilohertz": "kHz", "area-square-centimeter": "cm2",
}  # fmt: skip
"""CLDR's name of a measure and the code a fact bears."""

TWO_NAMES = frozenset({"CI", "MM", "TL"})
"""Territories that CLDR calls by one name and, in brackets, another; other brackets tell of whose or which part."""

NO_PLACES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "TA", "UN", "XA", "XB", "ZZ", "QO"})
"""Codes that are no territory of their own, or pseudo-locales."""


def _folded(words: str) -> str:
    """Return a form as the readers fold a text: NFC, plain spaces and apostrophes, no joiners, ё as е, small letters."""
    words = unicodedata.normalize("NFC", words)
    words = re.sub("[\u200b-\u200f\u00ad\u2060]", "", words)
    words = re.sub("[\u00a0\u202f\u2009]", " ", words).translate(str.maketrans("’ʼ׳‐‑（）", "'" * 3 + "--()"))
    small = words.replace("İ", "i").lower().replace("ё", "е").replace("ı", "i")
    return unicodedata.normalize("NFC", small).strip()


def _months(locale: Any) -> dict[str, int]:
    """Return every month name, with its number: as it stands in a date and alone, whole, or cut to three letters or more."""
    forms: dict[str, int] = {}
    if str(locale.language) in {"ja", "ko", "vi", "zh"}:
        return forms  # months are numbers there
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context].get(width, {}).items():
                form = _folded(name).rstrip(".")
                if (width == "wide" or sum(map(str.isalpha, form)) >= 3) and not re.search("[0-9]", form):
                    forms.setdefault(form, number)
    return forms


def _scales(locale: Any) -> dict[str, Any]:
    """Return decimal and group sign, and the power of ten that each scale word stands for ("million": 6).

    A word of one Latin letter stands under "letters": it counts only right after a digit. A pattern without a zero
    (mille) means exactly one unit, so its word is a number as well.
    """
    signs = locale.number_symbols["latn"]
    words: dict[str, int] = {}
    letters: dict[str, int] = {}
    for width in ("long", "short"):
        for patterns in locale.compact_decimal_formats.get(width, {}).values():
            for power, pattern in patterns.items():
                written = getattr(pattern, "pattern", pattern).replace("'", "")
                exponent = len(power) - 1 - max(written.count("0") - 1, 0)
                form = _folded(re.sub("[0¤]", "", written)).rstrip(".")
                if form and exponent >= 3:
                    kind = letters if len(form) == 1 and form.isascii() else words
                    kind.setdefault(form, exponent)
    group = _folded(signs["group"]) or " "
    return {"decimal": signs["decimal"], "group": group, "letters": letters, "words": words}


def _units(locale: Any) -> dict[str, str]:
    """Return the code of each measure by its names, as they stand after a number."""
    patterns = locale._data["unit_patterns"]  # noqa: SLF001 - Babel formats with them but does not hand them out
    forms: dict[str, str] = {}
    for key, code in UNITS.items():
        for width in ("long", "short"):
            for plural, pattern in patterns.get(key, {}).get(width, {}).items():
                form = _folded(str(pattern).replace("{0}", ""))
                if plural != "per" and str(pattern).strip().startswith("{0}") and _serves(form, code):
                    forms.setdefault(form.rstrip("."), code)
    return forms


def _serves(form: str, code: str) -> bool:
    """Return whether a name of a measure is one where it stands: no single letter but the metre, gram, litre and tonne."""
    bare = form.rstrip(".")
    return (
        len(bare) > 1 or (bare.isalpha() and code in {"m", "g", "l", "t"}) or unicodedata.category(bare or " ") == "Lo"
    )


def _currencies(locale: Any) -> dict[str, str]:
    """Return the ISO 4217 code of each currency by its names and signs, in the singular and every plural."""
    forms: dict[str, str] = {}
    plurals = locale._data["currency_names_plural"]  # noqa: SLF001 - Babel names only one plural at a time
    for code in CURRENCIES:
        names = [
            str(locale.currencies.get(code, "")),
            *map(str, plurals.get(code, {}).values()),
        ]
        for name in names:
            if name and name != code:
                forms.setdefault(_folded(name), code)
    return forms


def _territories(locale: Any) -> dict[str, str]:
    """Return the ISO 3166 code of each territory by its name in the language."""
    forms: dict[str, str] = {}
    for code, name in sorted(locale.territories.items()):
        if re.fullmatch("[A-Z]{2}", code) and code not in NO_PLACES:
            first, _, second = _folded(name).partition("(")
            if code in TWO_NAMES and second:
                forms.setdefault(second.rstrip(")").strip(), code)
            if not second or code in TWO_NAMES:
                forms.setdefault(first.strip(), code)
    return forms


TOPICS = {
    "months": _months,
    "scales": _scales,
    "units": _units,
    "currencies": _currencies,
    "territories": _territories,
}


def generate(language: str) -> dict[str, str]:
    """Return the text of each table of one language, by topic."""
    from babel import Locale  # noqa: PLC0415 - a development dependency: this file is never imported at run time

    locale = Locale.parse(language.replace("-", "_"))
    tables = {topic: make(locale) for topic, make in TOPICS.items()}
    return {
        topic: json.dumps(entries, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
        for topic, entries in tables.items()
        if entries
    }


def main(arguments: list[str]) -> None:
    """Write the tables of the language named, or of every language, each in a process of its own."""
    here = Path(__file__).resolve().parent
    if not arguments:
        for language in LANGUAGES:
            subprocess.run([sys.executable, __file__, language], check=True)  # noqa: S603 - this very file
        return
    for language in arguments:
        folder = here / language
        folder.mkdir(exist_ok=True)
        for topic, text in generate(language).items():
            (folder / f"{topic}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
