"""CSL-JSON: valid by the schema, and honest: what a reference does not say of a chain is told."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from jsonschema import Draft7Validator

from provenance import Agent, Capture, Inferred, said
from provenance.errors import ExportError
from provenance.exports import Exported, export
from provenance.exports.citations.matter import Matter
from provenance.model.attribution import Attribution
from tests.exports.laws import COMPOSED, ExportLaws, blanked

if TYPE_CHECKING:
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

SCHEMA = (
    Path(__file__).resolve().parents[3]
    / "shared/conformance/citation-style-language-schema/schemas/input/csl-data.json"
)


@cache
def validator() -> Draft7Validator:
    if not SCHEMA.exists():
        pytest.skip(f"the schema of CSL-JSON is not at {SCHEMA}")
    return Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


class TestCslJson(ExportLaws):
    """The format is one way, so honesty is held without a reader: all that is not told as unsaid stands in the item."""

    name = "csl-json"

    def valid(self, content: str) -> None:
        validator().validate(json.loads(content))

    def check(self, *chains: Chain) -> Exported | None:
        exported = export(chains, self.name)
        self.valid(exported.content)
        told = [one for one in exported.unsaid if not one.field.startswith("held.")]
        assert len(set(told)) == len(told)
        for chain, item in zip(dict.fromkeys(chains), json.loads(exported.content), strict=True):
            own = export(chain, self.name)
            mine = [one for one in own.unsaid if not one.field.startswith("held.")]
            assert json.loads(own.content) == [item]
            parts = [hop for part in blanked([chain], mine) for hop in part.hops]
            assert len(parts) <= 2
            for hop in parts:
                _check_said(hop, item)
            held = {one.field for one in own.unsaid if one.field.startswith("held.")}
            assert held == {
                f"held.{each.name}" for each in attrs.fields(type(chain.held)) if getattr(chain.held, each.name)
            }
        return exported


def _check_said(hop: Hop, item: dict[str, Any]) -> None:
    """Every value that a hop still states once the unsaid is blank stands in the item, as itself."""
    values = set(_strings(item))
    assert hop.text is None
    assert hop.withheld is None
    assert hop.sources == ()
    assert hop.mode == "direct"
    assert hop.language in (None, item.get("language"))
    assert not hop.inferred
    for each in attrs.fields(Attribution):
        value = getattr(hop.attribution, each.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Agent):
                assert str(one) in values
            elif each.name == "on" and one is not None:
                spelled = item["custom"].get("original-date")
                assert str(one) == spelled or _dated(one) in (item.get("original-date"), item.get("issued"))
            elif each.name == "locator" and one is not None:
                assert one.given == item["URL"]
            elif each.name == "method":
                assert one == "unknown"
            elif one is not None:
                assert one in values
    for capture in hop.captures:
        given = [link.given for link in (capture.locator, capture.archived) if link is not None]
        assert given
        assert set(given) <= values


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in _strings(each)]
    return [value] if isinstance(value, str) else []


def _dated(on: Any) -> dict[str, Any]:
    if on.year is not None and on.year > 0 and not on.decade:
        return {"date-parts": [[part for part in (on.year, on.month, on.day) if part is not None]]}
    if on.decade:
        return {"literal": f"{on.year}s"}
    found = export(said(None, None, on=on), "csl-json")
    issued: dict[str, Any] = json.loads(found.content)[0]["issued"]
    assert set(issued) == {"literal"}
    return issued


def item(chain: Chain) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export(chain, "csl-json").content)[0]
    return found


def test_the_reference_leads_to_what_can_be_looked_up() -> None:
    """A desk's own translation stands nowhere, so the relay that it was made from is the source."""
    found = item(COMPOSED)
    assert found["type"] == "post"
    assert found["author"] == [{"literal": "Li Wen"}]
    assert found["container-title"] == "Harbour Daily"
    assert found["language"] == "zh"
    assert found["URL"] == "https://www.toutiao.com/article/1851975000000000/"
    assert "translator" not in found
    assert found["custom"]["digest"] == str(COMPOSED.digest)
    assert found["custom"]["original-speaker"] == "Ilya Marenko"
    assert found["custom"]["original-occasion"] == "annual live Q&A"
    assert "J. Smith" in found["note"]
    assert found["id"] == f"h{COMPOSED.digest.hex}"


def test_a_report_is_not_the_speech_in_another_form() -> None:
    """Styles print an original as "originally published": true of a translation, and false of a report that quotes."""
    speech = said("x", "ru", by="Ilya Marenko", on="2025-12-19", title="Речь")
    translated = item(speech.translated("y", "en", outlet="Example Wire"))
    assert translated["original-author"] == [{"literal": "Ilya Marenko"}]
    assert translated["original-title"] == "Речь"
    assert translated["original-date"] == {"date-parts": [[2025, 12, 19]]}
    reported = item(speech.reported("y", "en", outlet="Example Wire"))
    assert not {"original-author", "original-title", "original-date"} & set(reported)
    assert reported["custom"]["original-date"] == "2025-12-19"


@pytest.mark.parametrize("name", ["李文", "Marenko, Ilya", "van der Berg", "إيليا مارينكو"])
def test_a_name_is_never_split(name: str) -> None:
    """Which part is the family name nobody said: it goes out whole."""
    assert item(said("x", "en", by=name))["author"] == [{"literal": name}]


@pytest.mark.parametrize(
    ("on", "issued"),
    [
        ("2025", {"date-parts": [[2025]]}),
        ("2025-12", {"date-parts": [[2025, 12]]}),
        ("2025-12-19", {"date-parts": [[2025, 12, 19]]}),
        ("--12-19", {"literal": "19 December of a year not recorded"}),
        ("---19", {"literal": "day 19 of a month not recorded"}),
        ("199X", {"literal": "1990s"}),
        ("-0260", {"literal": "261 BCE"}),
    ],
)
def test_a_date_is_as_precise_as_it_was(on: str, issued: dict[str, Any]) -> None:
    """No month, day or year is made up, and a year before our era is not written as a number that readers take for one."""
    assert item(said("x", "en", on=on))["issued"] == issued


def test_a_time_of_day_is_told() -> None:
    """The format has days only; the time that is left out is told."""
    told = {one.field: one.why for one in export(said("x", "en", on="2025-12-19T05:50Z"), "csl-json").unsaid}
    assert told["attribution.on"] == "the day alone goes out, without its time"


def test_another_spelling_of_a_link_is_told() -> None:
    """The canonical address goes out; where another was given, that is told."""
    tracked = said("x", "en", url="https://harbour.example/port?utm_source=x")
    assert item(tracked)["URL"] == "https://harbour.example/port"
    assert "attribution.locator" in {one.field for one in export(tracked, "csl-json").unsaid}
    plain = said("x", "en", url="https://harbour.example/port")
    assert "attribution.locator" not in {one.field for one in export(plain, "csl-json").unsaid}


def test_a_program_is_no_person() -> None:
    """Software that translated stands under custom, with its version, where no style prints it as a name."""
    engine = Agent("Engine", kind="software", version="2.1")
    found = item(said("да", "ru").translated("yes", "en", by=(engine, Agent("J. Smith")), outlet="Example Wire"))
    assert found["translator"] == [{"literal": "J. Smith"}]
    assert found["custom"]["translator-software"] == ["Engine 2.1"]


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ({"by": "Ilya Marenko"}, "speech"),
        ({"outlet": "Harbour Daily"}, "speech"),
        ({"url": "https://harbour.example/port"}, "speech"),
        ({"url": "https://t.me/harbour_daily/4021"}, "post"),
    ],
)
def test_the_type_of_what_was_said(how: dict[str, str], kind: str) -> None:
    """What was said is a speech, unless it was said in a post."""
    assert item(said("x", "en", **how))["type"] == kind  # type: ignore[arg-type]  # keywords from a table


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ({"outlet": "Harbour Daily"}, "article-newspaper"),
        ({"url": "https://harbour.example/port"}, "webpage"),
        ({"url": "https://apnews.com/article/port"}, "article-newspaper"),
        ({"by": "A. Reader"}, "document"),
    ],
)
def test_the_type_of_what_was_reported(how: dict[str, str], kind: str) -> None:
    """A paper, an agency's page, any other page, and what stands nowhere."""
    assert item(said("x", "en").reported("x", "en", **how))["type"] == kind  # type: ignore[arg-type]  # as above


def test_what_was_inferred_is_told() -> None:
    """The schema has no place for what nobody stated."""
    chain = said("x", "en", on="2025", inferred=[Inferred("on", "the id of a link")])
    assert "inferred" in {one.field for one in export(chain, "csl-json").unsaid}


def test_a_copy_and_a_visit() -> None:
    """An archive's copy and the day of the last visit have their fields."""
    copy = "http://web.archive.org/web/20251220060000/https://harbour.example/port"
    chain = said("x", "en").reported("x", "en", url="https://harbour.example/port", captures=[Capture(archived=copy)])
    assert item(chain)["archive_location"] == copy


def test_hostile_text_is_data() -> None:
    """Markup, control characters and line ends are data in JSON, and come out as they went in."""
    title = '</script><i>{"a": 1}\x00\u202e\U0001f600'
    assert item(said("x", "en", title=title))["title"] == title


def test_an_unknown_option_is_refused() -> None:
    """The format takes no options."""
    with pytest.raises(ExportError, match="it takes none"):
        export(COMPOSED, "csl-json", lines="yes")


def test_one_reference_for_each_chain() -> None:
    """A chain that is given twice has one reference: ids of a document are unique."""
    other = said("x", "en")
    found = json.loads(export([COMPOSED, other, COMPOSED], "csl-json").content)
    assert [each["id"] for each in found] == [f"h{COMPOSED.digest.hex}", f"h{other.digest.hex}"]


def test_the_witness_is_the_nearest_that_stands_somewhere() -> None:
    """A link, a title, an outlet or an author makes a hop one that can be looked up; a translator's name does not."""
    assert Matter.of(COMPOSED).witness == COMPOSED.hop(2)
    assert Matter.of(said("x", "ru").translated("y", "en", by="J. Smith")).witness.act == "said"
    assert re.fullmatch("h[0-9a-f]{64}", item(COMPOSED)["id"])
