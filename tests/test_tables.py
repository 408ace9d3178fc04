"""The tables: data of each language, in one spelling, the generated ones as the generator writes them."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from provenance import tables
from provenance.facts.folding import fold
from provenance.scripts import script
from provenance.tables import languages, shared_table, table

FOLDER = Path(tables.__file__).parent
GENERATED = ("currencies", "months", "scales", "territories", "units")
BY_HAND = ("dates", "numbers", "places")
SPOKEN = {
    "ar",
    "be",
    "bg",
    "cs",
    "de",
    "en",
    "es",
    "fa",
    "fr",
    "he",
    "hi",
    "id",
    "it",
    "ja",
    "ko",
    "pl",
    "pt",
    "ru",
    "sr",
    "tr",
    "uk",
    "vi",
    "zh",
}
NO_FORMS = {"style", "suffix", "prefixes", "regions", "numeric"}
SCRIPTS = {
    **dict.fromkeys(("be", "bg", "ru", "sr", "uk"), "Cyrillic"),
    **dict.fromkeys(("ar", "fa"), "Arabic"),
    **dict.fromkeys(("cs", "de", "en", "es", "fr", "id", "it", "pl", "pt", "tr"), "Latin"),
    "he": "Hebrew",
    "hi": "Devanagari",
}
FILES = sorted(
    path for path in FOLDER.glob("*/*.json") if path.stem in {*GENERATED, *BY_HAND}
)  # other topics are tested where they are read


def forms(entries: Any) -> list[str]:
    """Return every form of a table that is looked for in a text."""
    if isinstance(entries, str):
        return [entries]
    if isinstance(entries, list):
        return [form for entry in entries for form in forms(entry)]
    if isinstance(entries, dict):
        return [form for key, value in entries.items() if key not in NO_FORMS for form in topic(key, value)]
    return []


def topic(key: str, value: Any) -> list[str]:
    """Return the forms of one entry: a form itself, a list of forms, or a mapping from them."""
    if isinstance(value, dict):
        return list(value)
    return forms(value) if isinstance(value, list) else [key]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_form_is_spelled_as_the_readers_see_it(path: Path) -> None:
    """Every form stands in the table as a folded text spells it, so that it can be found there."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    listed = forms(entries) if path.stem in BY_HAND else forms({"forms": entries})
    if path.stem == "scales":
        listed = [*entries["words"], *entries["letters"]]
    assert listed
    wrong = [form for form in listed if fold(form, None).lower != form]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_table_is_sorted_with_an_entry_on_each_line(path: Path) -> None:
    """Keys are sorted and each stands on a line of its own, so that a change can be read."""
    text = path.read_text(encoding="utf-8")
    entries = json.loads(text)
    assert list(entries) == sorted(entries)
    assert text.endswith("}\n")
    assert text.count("\n") > len(entries)


def test_the_languages_are_those_of_the_design() -> None:
    """Quantities, dates and places are read in the 23 languages, and Chinese in both scripts."""
    for name in ("dates", "numbers", "territories", "scales"):
        assert {tag.split("-")[0] for tag in languages(name)} == SPOKEN
    assert table("zh-Hant", "numbers") == table("zh", "numbers")
    assert table("zh-Hant", "territories") != table("zh", "territories")


@pytest.mark.parametrize("language", languages("months"))
def test_a_month_is_in_its_languages_script(language: str) -> None:
    """Twelve months, each in the language's own script: none was left over from another language."""
    months: dict[str, int] = table(language, "months")
    assert set(months.values()) == set(range(1, 13))
    assert {script(letter) for month in months for letter in month if letter.isalpha()} <= {SCRIPTS[language], None}


def test_a_scale_serves_its_own_language_only() -> None:
    """The same letters mean other powers elsewhere."""
    words = {language: table(language, "scales")["words"] for language in SPOKEN}
    assert (words["de"]["billion"], words["en"]["billion"], words["fr"]["billion"]) == (12, 9, 12)
    assert (words["es"]["mil"], words["cs"]["mil"], words["sr"]["мил"]) == (3, 6, 6)
    assert table("en", "scales")["letters"]["b"] == 9
    assert table("tr", "scales")["letters"]["b"] == 3


def test_units_and_money_are_of_one_list() -> None:
    """Every measure of every language can be converted or is told apart, and families name currencies."""
    measures = shared_table("measures")
    assert {entry[0] for entry in measures.values()} >= {"length", "mass", "time", "area"}
    assert shared_table("money")["families"]["$"][0] == "USD"


@pytest.mark.parametrize("language", ["en", "ru", "pl", "zh", "ar"])
def test_the_generator_writes_what_is_committed(language: str) -> None:
    """Run again, one language in a process, the generator writes the tables as they stand."""
    if importlib.util.find_spec("babel") is None:
        pytest.skip("Babel is not installed: tables not generated anew")
    from babel.core import get_cldr_version

    if get_cldr_version() != "47":
        pytest.skip(f"this Babel holds CLDR {get_cldr_version()}, the tables come from 47: not generated anew")
    program = (
        "import importlib.util, json, sys\n"
        f"spec = importlib.util.spec_from_file_location('generate', {str(FOLDER / '_generate.py')!r})\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(module)\n"
        "print(json.dumps(module.generate(sys.argv[1])))\n"
    )
    run = subprocess.run([sys.executable, "-c", program, language], check=True, capture_output=True, text=True)
    written: dict[str, str] = json.loads(run.stdout)
    assert written
    for name, text in written.items():
        assert (FOLDER / language / f"{name}.json").read_text(encoding="utf-8") == text


def test_the_licence_stands_beside_the_tables() -> None:
    """What is taken from the Unicode CLDR names its version and carries its licence."""
    note = (FOLDER / "LICENSE-UNICODE.txt").read_text(encoding="utf-8")
    assert "CLDR, version 47" in note
    assert "UNICODE LICENSE V3" in note
