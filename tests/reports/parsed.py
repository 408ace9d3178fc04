"""A page taken to pieces by the standard library's parser, and held to what holds of every page of ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Element", "badgeless", "check", "parsed", "squeezed"]

VOID = {"meta"}

TAGS = frozenset(
    re.findall(
        r"\S+",
        "html head meta title style body a header nav main section article footer div p span b i strong ul ol li dl dt dd "
        "h1 h2 h3 h4 bdi q code mark del ins blockquote svg text line rect path circle",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        "lang dir charset http-equiv content name class id href rel aria-label aria-labelledby aria-hidden data-h data-w width "
        "height x y x1 x2 y1 y2 cy r rx d overflow text-anchor",
    )
)


@define(eq=False)
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(factory=list)

    @property
    def text(self) -> str:
        """The words in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def own(self) -> list[Element]:
        """The elements right under it."""
        return [child for child in self.children if isinstance(child, Element)]

    def all(self, tag: str | None = None, **wanted: str) -> Iterator[Element]:
        """Yield the elements in it that have a tag and attributes, in their order."""
        for child in self.own:
            named = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
            if tag in {None, child.tag} and named.items() <= child.attributes.items():
                yield child
            yield from child.all(tag, **wanted)

    def first(self, tag: str | None = None, **wanted: str) -> Element:
        """Return the first of them."""
        return next(self.all(tag, **wanted))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs), f"an attribute twice: {attrs}"
        element = Element(tag, attributes)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> where {self.open[-1].tag} is open"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def parsed(html: str) -> Element:
    """Return the root of a page; AssertionError where its tags do not nest."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert parser.open == [parser.root]
    return parser.root


def check(html: str) -> Element:
    """Return a page's root after checking what holds of every page."""
    root = parsed(html)
    every = list(root.all())
    assert {element.tag for element in every} <= TAGS
    assert {name for element in every for name in element.attributes} <= ATTRIBUTES
    ids = [element.attributes["id"] for element in every if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for link in root.all("a"):
        href = link.attributes["href"]
        assert (
            href[1:] in ids
            if href.startswith("#")
            else re.fullmatch(r"https?://[!-~]+|[0-9a-z-]+\.html", href, re.IGNORECASE)
        )
    for element in every:
        named = element.attributes.get("aria-labelledby")
        assert named is None or named in ids
    levels = [int(element.tag[1]) for element in every if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    return root


def squeezed(text: str) -> str:
    return "".join(text.split())


def badgeless(cell: Element) -> str:
    """Return the words of a cell without the signs and numbers that we put among them."""
    return "".join(
        child if isinstance(child, str) else "" if child.tag in {"a", "i"} else badgeless(child)
        for child in cell.children
    )
