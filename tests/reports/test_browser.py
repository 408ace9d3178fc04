"""The page in a browser: headless Chromium, spoken to over a pipe (Chrome DevTools Protocol); skipped where there is none."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
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

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-pipe"
)

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


def composed() -> Any:
    """Return the chains that stand beside this file; tests are no package."""
    spec = spec_from_file_location("composed", Path(__file__).with_name("composed.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Tab:
    """One tab of a browser."""

    def __init__(self, profile: Path) -> None:
        self._in, out = os.pipe()
        into, self._out = os.pipe()
        high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (into, out)]
        nowhere = os.open(os.devnull, os.O_RDWR)
        ends = ((nowhere, 0), (nowhere, 1), (nowhere, 2), (high[0], 3), (high[1], 4))  # it reads from 3 and writes to 4
        self._process = os.posix_spawn(
            str(BROWSER),
            ["chromium", *FLAGS.split(), f"--user-data-dir={profile}", "about:blank"],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, *pair) for pair in ends],
        )
        for end in (into, out, nowhere, *high):
            os.close(end)
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = next(one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the browser's answer to a command; what it tells meanwhile is kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            part = os.read(self._in, 1 << 20)
            assert part, "the browser went away"
            self._buffer += part
        message, _, self._buffer = self._buffer.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def open(self, place: Path, *, width: int = 1280, scheme: str = "light", media: str = "screen") -> None:
        """Load a file and wait until it is there."""
        self.events.clear()
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.call(
            "Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}]
        )
        self.call("Page.navigate", url=place.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def ask(self, expression: str) -> Any:
        """Return what an expression comes to on the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    @property
    def complaints(self) -> list[Any]:
        """What the console was told."""
        told = {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Page.javascriptDialogOpening"}
        return [event for event in self.events if event.get("method") in told]

    @property
    def requests(self) -> list[str]:
        """What was asked for."""
        sent = (event for event in self.events if event.get("method") == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    def close(self) -> None:
        """End the browser."""
        self._session = None
        self.call("Browser.close")
        os.waitpid(self._process, 0)
        os.close(self._in)
        os.close(self._out)


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """Hand out one tab for all tests."""
    if BROWSER is None:
        pytest.skip("no Chromium here, so no browser has seen the page: apt-get install chromium")
    tab = Tab(tmp_path_factory.mktemp("browser"))
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the pages that are looked at."""
    folder = tmp_path_factory.mktemp("pages")
    made = composed()
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
    for number in range(tab.ask("Math.min(8, document.querySelectorAll('[href^=\"#\"]').length)")):
        tab.ask(f"document.querySelectorAll('[href^=\"#\"]')[{number}].click()")
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
    tab.ask("document.querySelector(':target + a, :target a').click()")
    assert tab.ask("location.hash") == "#f2"


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
