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


def _folded(words: str) -> str:
    """Return a form as the readers fold a text: NFC, plain spaces and apostrophes, no joiners, ё as е, small letters."""
    words = unicodedata.normalize("NFC", words)
    words = re.sub("[\u200b-\u200f\u00ad\u2060]", "", words)
    words = re.sub("[\u00a0\u202f\u2009]", " ", words).replace("’", "'").replace("ʼ", "'")
    small = words.replace("İ", "i").lower().replace("ё", "е").replace("ı", "i")
    return unicodedata.normalize("NFC", small).strip()


def _months(locale: Any) -> dict[str, int]:
    """Return every month name, with its number: as it stands in a date and alone, whole and cut to three letters or more."""
    forms: dict[str, int] = {}
    if str(locale.language) in {"ja", "ko", "vi", "zh"}:
        return forms  # months are numbers there
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context].get(width, {}).items():
                form = _folded(name).rstrip(".")
                if sum(map(str.isalpha, form)) >= 3 and not re.search("[0-9]", form):
                    forms.setdefault(form, number)
    return forms


TOPICS = {"months": _months}


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
