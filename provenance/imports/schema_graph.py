"""The objects of a JSON-LD document as a graph: each once, found by its name or by where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from provenance.imports.contract import Unread
from provenance.imports.node import Node, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Graph"]


@frozen(eq=False)
class Graph:
    """All objects of a document; only names are followed, nothing is fetched."""

    unread: list[Unread]
    nodes: dict[str, Node] = field(factory=dict)
    """Each object by where it stands."""
    holders: dict[str, tuple[Node, str]] = field(factory=dict)
    """For an object inside another one: that one, and the key under which it stands there."""
    roots: list[Node] = field(factory=list)
    """What the document itself lists: its objects, or those of its ``@graph``."""
    followed: set[str] = field(factory=set)
    """Where each object stands that something else led to."""
    _named: dict[str, Node] = field(factory=dict)

    @classmethod
    def of(cls, value: Any, unread: list[Unread]) -> Graph:
        """Return the graph of a document in normal form."""
        graph = cls(unread)
        graph._walk(value)
        return graph

    def _walk(self, value: Any) -> None:
        wanted: list[tuple[Any, str, Node | None, str]] = [(value, "", None, "")]
        while wanted:
            one, where, holder, key = wanted.pop()
            if isinstance(one, list):
                wanted += [(each, pointer(where, place), holder, key) for place, each in enumerate(one)][::-1]
            elif isinstance(one, dict):
                node = self.nodes[where] = Node(one, where, self.unread)
                if holder is None:
                    self.roots.append(node)
                else:
                    self.holders[where] = holder, key
                name = one.get("@id")
                if isinstance(name, str) and one.keys() - {"@id", "@type", "@context"}:
                    self._named.setdefault(name, node)
                inner = [
                    (each, pointer(where, key), None if holder is None and key == "@graph" else node, key)
                    for key, each in one.items()
                    if key != "@context"
                ]
                wanted += inner[::-1]

    def name(self, node: Node) -> str:
        """Return what an object is called: its ``@id``, or where it stands."""
        name = node.value.get("@id")
        return name if isinstance(name, str) and self._named.get(name) is node else node.where

    def found(self, name: str) -> Node | None:
        """Return the object of that name, or that stands there."""
        return self._named.get(name) or self.nodes.get(name)

    def is_known(self, node: Node) -> bool:
        """Return whether an object is the first of its name that tells something."""
        name = node.value.get("@id")
        return not isinstance(name, str) or self._named.get(name) is node

    def follow(self, node: Node, key: str) -> list[tuple[str, Node | None]]:
        """Return what stands under a key: each by its name, with the object itself where the document has it."""
        found = list(self._under(node, key))
        self.followed.update(inner.where for _, inner in found if inner is not None)
        return found

    def _under(self, node: Node, key: str) -> Iterator[tuple[str, Node | None]]:
        value = node.take(key)
        where = pointer(node.where, key)
        for place, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            at = where if place is None else pointer(where, place)
            if isinstance(one, str) and one.strip():
                yield one, self._named.get(one)
            elif isinstance(one, dict):
                inner = self.nodes[at]
                name = one.get("@id")
                if isinstance(name, str) and not one.keys() - {"@id", "@type"}:
                    yield name, self._named.get(name)
                else:
                    yield self.name(inner), inner
            elif one is not None:
                self.unread.append(Unread(at, "neither a name nor an object"))
