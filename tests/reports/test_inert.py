"""The page is inert: whatever a record holds is text on it, and nothing on it runs, leads astray or asks for anything."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.auditor import audit
from provenance.model import said
from provenance.reports.escaping import escaped
from provenance.reports.page import as_page
from provenance.reports.page.marking import Mark, clipped, marked
from provenance.testing import words
from provenance.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def beside(name: str) -> Any:
    """Return a module that stands beside this one; tests are no package."""
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


composed, taken = beside("composed"), beside("parsed")
parsed, check, squeezed, badgeless = taken.parsed, taken.check, taken.squeezed, taken.badgeless

STYLE = (Path(__file__).resolve().parents[2] / "provenance" / "reports" / "page" / "style.css").read_text(
    encoding="utf-8"
)


def test_policy_lets_in_nothing_but_the_style_sheet() -> None:
    """The policy names the digest of the style sheet and allows nothing else; there is no script and no style beside it."""
    root = check(as_page(audit(composed.FIVE)))
    policy = root.first("meta", http_equiv="Content-Security-Policy").attributes["content"]
    digest = b64encode(sha256(root.first("style").text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_hostile_words_stay_words() -> None:
    """Markup in a record is text; a link that leads elsewhere than to the web is none; what turns lines is made visible."""
    html = as_page(audit(composed.HOSTILE))
    root = check(html)
    assert not {"script", "img", "iframe"} & {element.tag for element in root.all()}
    assert "<script>window.hit = 1</script>" in root.text
    assert "⟨U+202E⟩" in root.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", html)
    assert "javascript:window.hit=5" in root.text
    assert not [way for way in root.all("a") if "javascript" in way.attributes["href"]]
    assert "⟨+196⟩" in root.text


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://a.example/1",
        "//evil.example/a",
        "#f1",
        "https://a.example/\u202emoc.live",
        "https://a.example/<script>",
    ],
)
def test_a_hostile_link_leads_nowhere(given: str) -> None:
    """Whatever a link says, it is followed only if it leads to the web, and it is shown as text in any case."""
    report = audit(said("The port stays open.", "en").reported("The port stays open.", "en", url=given))
    root = check(as_page(report))
    ways = [way.attributes["href"] for way in root.all("a", rel="noopener noreferrer nofollow")]
    assert all(re.fullmatch(r"https?://[!-~]+", way) for way in ways)
    assert not ways or given.startswith(("https://", "//"))
    assert any(squeezed(parsed(escaped(given)).text) in squeezed(shown.text) for shown in root.all("bdi"))


def test_a_line_of_a_million_characters_is_shown_whole() -> None:
    """Length changes nothing: the words stand there, once for a hop that faces no other."""
    words = "слово " * 170_000
    root = check(as_page(audit(said(words, "ru"))))
    assert root.first("p", class_="words").text == words


@given(words(max_size=200))
def test_no_text_is_markup(text: str) -> None:
    """Whatever a text holds, it comes back as text; the only signs that change are those that HTML forbids or that hide."""
    root = parsed(f"<p title='{escaped(text)}'>{escaped(text)}</p>")
    assert list(root.all()) == root.own
    assert root.own[0].attributes["title"] == root.text
    if text.isprintable() and not re.search("[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{5}", text):
        assert root.text == text


@given(st.data())
def test_marks_nest_and_lose_nothing(data: st.DataObject) -> None:
    """However marks cross each other and the edges of cells, the words stay and each mark covers just its own."""
    text = data.draw(st.text(alphabet="abc <&é漢", max_size=40))
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=6))
    marks = [
        Mark(span=Span(*span), tag="b", id=f"m{number}", kind=f"k{number}", after=f"<a>{number}</a>")
        for number, span in enumerate(spans)
        if span[0] < span[1]
    ]
    cuts = sorted({0, len(text), *data.draw(st.lists(ends, max_size=3))})
    cells = [Span(start, end) for start, end in pairwise(cuts)]
    html = "".join(
        f"<p>{marked(text, cell, inside)}</p>" for cell, inside in zip(cells, clipped(marks, cells), strict=True)
    )
    root = parsed(html)
    assert badgeless(root) == text
    for mark in marks:
        assert "".join(badgeless(piece) for piece in outermost(root, mark.kind)) == mark.span.of(text)
        assert len(list(root.all("b", id=mark.id))) == 1
        assert [way.text for way in root.all("a")].count((mark.id or "")[1:]) == 1


def outermost(element: Any, kind: str) -> Iterator[Any]:
    for child in element.own:
        if child.attributes.get("class") == kind:
            yield child
        else:
            yield from outermost(child, kind)
