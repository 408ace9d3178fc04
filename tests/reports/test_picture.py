"""The picture: whole, apart, the same each time; as SVG that parses and as Mermaid text that cannot be forged."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.auditor import audit
from provenance.cli import main
from provenance.model import Chain, said
from provenance.records import to_json
from provenance.reports.picture import as_mermaid, as_svg
from provenance.testing import chains

if TYPE_CHECKING:
    from types import ModuleType

    import pytest

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "rect", "line", "path", "text"}


def beside(name: str) -> ModuleType:
    """Return a module that stands beside this one; tests are no package."""
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


composed = beside("composed")


def drawn(text: str) -> ET.Element:
    """Return the root of a picture after checking that nothing but shapes and words stands in it."""
    root = ET.fromstring(text)  # noqa: S314 - our own writing, and what is tested
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= TAGS
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or "href" in name or name == "style"}
    return root


def boxes(root: ET.Element) -> list[tuple[float, float, float, float]]:
    """Return the frames of hops: left, top, right, bottom."""
    found = []
    for frame in root.iter(f"{SVG}rect"):
        if frame.get("rx") is not None:
            x, y, width, height = (float(frame.attrib[name]) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + width, y + height))
    return found


@given(st.lists(chains(), min_size=1, max_size=3))
@settings(max_examples=50)
def test_any_chains_can_be_drawn(several: list[Chain]) -> None:
    """There is a frame for each hop, none overlaps another, and all lie within the picture."""
    root = drawn(as_svg(*several))
    frames = boxes(root)
    assert len(frames) == len({hop.digest for chain in several for hop in chain.hops})
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    assert all(left >= 0 and top >= 0 and right <= width and bottom <= height for left, top, right, bottom in frames)
    for one, other in combinations(frames, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@given(st.lists(chains(), min_size=1, max_size=3))
@settings(max_examples=50)
def test_mermaid_has_a_node_a_hop_and_an_arrow_a_source(several: list[Chain]) -> None:
    """No text of a record adds a line, ends a label or begins a directive."""
    text = as_mermaid(*several)
    hops = {hop.digest: hop for chain in several for hop in chain.hops}
    nodes = re.findall(r'^    n[0-9]+\["([^"\n]*)"\]$', text, re.MULTILINE)
    arrows = re.findall(r"^  n[0-9]+ --> n[0-9]+$", text, re.MULTILINE)
    assert len(nodes) == len(hops)
    assert len(arrows) == sum(len(hop.sources) for hop in hops.values())
    lanes = {None if hop.language is None else hop.language.partition("-")[0] for hop in hops.values()}
    unheld = 2 * any(hop.text is None for hop in hops.values())
    assert len(text.splitlines()) == 3 + 2 * len(lanes) + len(nodes) + len(arrows) + 1 + unheld
    assert all(
        label.replace("<br>", "").isascii() is False or not re.search("[<>`%{}]", label.replace("<br>", ""))
        for label in nodes
    )
    assert "%%" not in text


def test_the_picture_names_who_when_and_what_is_held() -> None:
    """Each hop says its number, act, outlet or speaker, date and whether its words are held; its title is the sentence."""
    report = audit(composed.FIVE)
    root = drawn(as_svg(composed.FIVE))
    words = [element.text or "" for element in root.iter(f"{SVG}text")]
    for told in ("1 said", "Ilya Marenko", "北亭日报", "March 2026", "words held", "Chinese", "zh", "When"):
        assert told in [" ".join(word.split()) for word in words]
    assert root.findtext(f"{SVG}title") == report.sentence
    named = root.attrib["aria-labelledby"].split()
    assert named == [element.attrib["id"] for element in root if element.tag in {f"{SVG}title", f"{SVG}desc"}]
    assert "hop 5 translated, Arabic" in (root.findtext(f"{SVG}desc") or "")


def test_a_report_s_picture_tells_what_was_found_where() -> None:
    """Drawn from a report, each hop says how many faults stand on it."""
    report = audit(composed.FIVE)
    words = [element.text for element in drawn(as_svg(report)).iter(f"{SVG}text")]
    errors = sum(finding.severity == "error" and finding.hop == 2 for finding in report.findings)
    assert any((word or "").startswith(f"{errors} error") for word in words)
    assert "no fault found" in words
    assert f"{errors} error" in as_mermaid(report)


def test_hops_that_chains_share_are_drawn_once() -> None:
    """Chains on one origin make one graph; words that nobody holds have a broken frame."""
    root = drawn(as_svg(composed.FIVE, composed.GAP))
    frames = [frame for frame in root.iter(f"{SVG}rect") if frame.get("rx") is not None]
    assert len(frames) == len(composed.FIVE.hops) + len(composed.GAP.hops) - 1
    assert [frame.get("stroke-dasharray") for frame in frames].count("7 4") == 1
    assert "class n6 unheld" in as_mermaid(composed.FIVE, composed.GAP)


def test_later_columns_lie_further_right() -> None:
    """Every arrow runs from left to right: a hop stands in a column after all of its sources."""
    source = composed.SPOKEN
    chain = composed.TRANSLATED.reported("Они продадут.", "ru", outlet="Зеркало", also=[source])
    frames = boxes(drawn(as_svg(chain)))
    for number, hop in enumerate(chain.hops):
        assert all(frames[chain.number(origin) - 1][2] < frames[number][0] for origin in hop.sources)


def test_the_picture_is_the_same_each_time() -> None:
    """The order in which hops come changes nothing, and hostile names stay names."""
    turned = Chain.of(reversed(composed.FIVE.hops), held=composed.FIVE.held)
    assert as_svg(composed.FIVE) == as_svg(turned)
    assert as_mermaid(composed.FIVE) == as_mermaid(turned)
    root = drawn(as_svg(composed.HOSTILE))
    assert "<script>" in (root.findtext(f"{SVG}title") or "")
    assert "<script>" not in as_mermaid(composed.HOSTILE)
    assert "\u202e" not in as_svg(composed.HOSTILE) + as_mermaid(composed.HOSTILE)


def test_a_long_chain_of_many_sources_is_drawn_in_one_go() -> None:
    """A hop with hundreds of sources, and a chain of hundreds of hops, are drawn; nothing recurses."""
    chain = said("The port stays open.", "en")
    for number in range(400):
        chain = chain.republished("The port stays open.", "en", outlet=f"Outlet {number}", on=f"20{number % 90 + 10}")
    wide = said("x", "en", also=[said(f"Word {number}.", "ru") for number in range(300)])
    assert len(boxes(drawn(as_svg(chain)))) == 401
    assert len(boxes(drawn(as_svg(wide)))) == 301


def test_the_command_line_draws(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``show`` draws chains, ``audit`` draws them with what was found; to standard output or to a file."""
    place, picture = tmp_path / "chain.json", tmp_path / "chain.svg"
    place.write_bytes(to_json(composed.FIVE))
    assert main(["show", str(place), "--format", "svg", "-o", str(picture)]) == 0
    assert picture.read_text(encoding="utf-8") == as_svg(composed.FIVE)
    assert main(["show", str(place), "--format", "mermaid"]) == 0
    assert capfd.readouterr().out == as_mermaid(composed.FIVE)
    assert main(["audit", str(place), "--format", "svg", "-o", str(picture)]) == 1
    assert picture.read_text(encoding="utf-8") == as_svg(audit(composed.FIVE))


def test_words_that_nobody_holds_are_not_cleared() -> None:
    """A hop whose words are not held is never said to be without fault; it may share what stands on a later one."""
    changed = composed.SPOKEN.reported(None, "zh", outlet="北亭日报").translated(
        "We will sell up to six million tonnes of grain. There are 4,000 ships in the port.", "en"
    )
    report = audit(changed)
    assert any(finding.blame == (2, 3) for finding in report.findings)
    unheld = [
        line for line in as_mermaid(report).splitlines() if "words not held" in line and line.startswith("    n2")
    ]
    assert len(unheld) == 1
    assert "may share a fault" in unheld[0]
    assert "no fault found" not in unheld[0]
    assert "words not looked at" in as_mermaid(audit(said(None, "ru", by="Mara Lind").translated(None, "en")))
