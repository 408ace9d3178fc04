"""A page taken to pieces by the standard library's parser: elements with their attributes, words and place in the tree."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Element", "parsed"]

VOID = {"meta"}


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
