"""The page in a browser: headless Chromium, spoken to over a pipe; skipped where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from provenance.auditor import audit
from provenance.model import said
from provenance.reports.page import as_page, as_pages
from provenance.reports.picture import as_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.reports.browser import Tab

AXE = "4.14.1"
"""The version of axe-core (npm) that judges: another may have other rules."""

CONTRAST = """
(() => {
  const lum = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const read = colour => (colour.match(/[0-9.]+/g) || []).map(Number);
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.textContent.trim() || node.parentElement.closest('svg, .vh, .skip')) continue;
    let ground = null;
    for (let e = node.parentElement; e && !ground; e = e.parentElement) {
      const colour = read(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) ground = colour;
    }
    const [a, b] = [lum(read(getComputedStyle(node.parentElement).color)), lum(ground || [255, 255, 255])];
    if ((Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5) faint.push(node.textContent.slice(0, 40));
  }
  return faint;
})()
"""

WAYS = """
(() => [...document.querySelectorAll('.entries .evidence a')].map(way => {
  const quoted = way.closest('.evidence').querySelector('mark').textContent;
  way.click();
  const target = document.querySelector(':target');
  const words = target.cloneNode(true);
  words.querySelectorAll('a, i').forEach(badge => badge.remove());
  const box = target.getBoundingClientRect();
  return [quoted, words.textContent, target.tagName, box.bottom > 0 && box.top < innerHeight];
}))()
"""


def beside(name: str) -> Any:
    """Return a module that stands beside this one; tests are no package."""
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


browser: Any = beside("browser")


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """Hand out one tab for all tests."""
    if browser.BROWSER is None:
        pytest.skip("no Chromium here, so no browser has seen the page: apt-get install chromium")
    tab = browser.Tab(tmp_path_factory.mktemp("browser"))
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the pages that are looked at."""
    folder = tmp_path_factory.mktemp("pages")
    made = beside("composed")
    reports = {name: audit(getattr(made, name)) for name in ("FIVE", "GAP", "HOSTILE")}
    reports["LONG"] = audit(said("w" * 1_000_000 + " " + "слово " * 1_000, "en", by="w" * 3_000))
    files = {name: as_page(report) for name, report in reports.items()}
    files["SEVERAL"] = as_page(*(reports[name] for name in ("FIVE", "GAP", "HOSTILE")))
    files["INDEX"] = dict(as_pages(reports.values()))["index.html"]
    for name, html in files.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    (folder / "HOSTILE.svg").write_text(as_svg(made.HOSTILE), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in files} | {"PICTURE": folder / "HOSTILE.svg"}


@pytest.mark.parametrize("name", ["FIVE", "GAP", "HOSTILE", "LONG", "SEVERAL", "INDEX", "PICTURE"])
def test_nothing_runs_and_nothing_is_asked_for(tab: Tab, pages: dict[str, Path], name: str) -> None:
    """The page asks for nothing but itself, tells the console nothing, and no text of it runs."""
    tab.open(pages[name])
    assert tab.requests == [pages[name].as_uri()]
    assert tab.complaints == []
    assert tab.ask("window.hit === undefined && document.scripts.length === 0")
    assert tab.ask("document.querySelectorAll('style').length") == (name != "PICTURE")
    tab.ask("[...document.querySelectorAll('[href^=\"#\"]')].slice(0, 200).forEach(way => way.click())")
    assert tab.requests == [pages[name].as_uri()]
    assert tab.complaints == []


@pytest.mark.parametrize("name", ["FIVE", "GAP", "HOSTILE", "LONG", "SEVERAL", "INDEX"])
@pytest.mark.parametrize("width", [360, 700, 1280])
def test_nothing_is_cut_off_at_the_side(tab: Tab, pages: dict[str, Path], name: str, width: int) -> None:
    """At any width the page is as wide as the screen, and no wider."""
    tab.open(pages[name], width=width)
    assert tab.ask("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["FIVE", "GAP", "SEVERAL", "INDEX"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_either_scheme(tab: Tab, pages: dict[str, Path], name: str, scheme: str) -> None:
    """Every piece of text stands out from what is behind it, 4.5 to 1 at least."""
    tab.open(pages[name], scheme=scheme)
    assert (tab.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)") == (scheme == "light")
    assert tab.ask(CONTRAST) == []


def test_paper_is_white_and_two_columns_stay(tab: Tab, pages: dict[str, Path]) -> None:
    """In print dark stays off, and texts face each other."""
    tab.open(pages["FIVE"], width=700, scheme="dark", media="print")
    assert tab.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.ask("getComputedStyle(document.querySelector('.beads li')).display") == "grid"
    assert tab.ask(CONTRAST) == []


def test_a_finding_leads_to_its_words(tab: Tab, pages: dict[str, Path]) -> None:
    """Following a finding's link marks the words it rests on, and their flag leads back to it."""
    tab.open(pages["FIVE"])
    tab.ask("document.querySelector('#f2 .evidence a').click()")
    assert tab.ask("document.querySelector(':target').tagName") == "MARK"
    assert tab.ask("document.querySelector(':target').textContent").startswith("400")
    assert tab.ask("document.querySelector(':target').getBoundingClientRect().top") < 900
    tab.ask("document.querySelector(':target').closest('p').querySelector('[href=\"#f2\"]').click()")
    assert tab.ask("location.hash") == "#f2"


@pytest.mark.parametrize("name", ["FIVE", "GAP", "HOSTILE"])
def test_every_finding_leads_to_its_evidence(tab: Tab, pages: dict[str, Path], name: str) -> None:
    """Each way from a finding ends at words that are marked, in sight, and the same as the finding quotes."""
    tab.open(pages[name])
    ways = tab.ask(WAYS)
    assert ways or name == "GAP"
    for quoted, found, tag, seen in ways:
        assert tag == "MARK"
        assert quoted.startswith(found)
        assert seen


def test_keys_reach_what_is_to_be_reached(tab: Tab, pages: dict[str, Path]) -> None:
    """The first thing a key reaches leads past the top, and what has the focus shows it."""
    tab.open(pages["FIVE"])
    for kind in ("rawKeyDown", "keyUp"):
        tab.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert tab.ask("document.activeElement.className") == "skip"
    assert tab.ask("document.activeElement.getBoundingClientRect().left") >= 0
    assert tab.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_right_to_left_words_run_so(tab: Tab, pages: dict[str, Path]) -> None:
    """Arabic words begin at the right, and an override in a name ends with the name."""
    tab.open(pages["FIVE"])
    assert tab.ask("getComputedStyle(document.querySelector('.beads [lang=ar]')).direction") == "rtl"
    tab.open(pages["HOSTILE"])
    assert tab.ask("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.textContent)") is False


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return axe-core: the file that PROVENANCE_TEST_AXE names, or what npm installs; skip where there is neither."""
    named = os.environ.get("PROVENANCE_TEST_AXE")
    if named is not None:
        return Path(named).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("neither npm nor PROVENANCE_TEST_AXE (axe.min.js), so axe has not judged the page")
    folder = tmp_path_factory.mktemp("axe")
    how = "--no-save --ignore-scripts --no-audit --no-fund --prefer-offline --fetch-retries=0 --fetch-timeout=20000"
    done = subprocess.run(
        [npm, "install", "--prefix", str(folder), *how.split(), f"axe-core@{AXE}"],
        capture_output=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        pytest.skip(f"npm gives no axe-core, so axe has not judged the page: {done.stderr.decode()[-200:]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["FIVE", "GAP", "HOSTILE", "SEVERAL", "INDEX"])
@pytest.mark.parametrize("look", [(1280, "light"), (360, "dark")], ids=str)
def test_axe_finds_no_fault(tab: Tab, pages: dict[str, Path], axe: str, name: str, look: tuple[int, str]) -> None:
    """Every rule that axe-core has, best practices among them, is kept on reports and on the index."""
    width, scheme = look
    tab.open(pages[name], width=width, scheme=scheme)
    tab.ask(f"{axe};null")
    judged = tab.ask("axe.run(document).then(({violations, passes}) => ({violations, passes: passes.length}))")
    faults = [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in judged["violations"]]
    assert faults == []
    assert judged["passes"] > 10
