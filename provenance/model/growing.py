"""A tuple with one item more, and the copy put off until the items are asked for.

A chain of n hops built act by act is n chains, each with the hops of the one before. Copied each time they would cost
n² / 2 steps; linked, each costs one, and the last is copied once. A link knows only what came before it: chains that
grow apart share what they have in common, and a shorter one keeps nothing of a longer one alive.
"""

from __future__ import annotations

from typing import Generic, TypeVar

__all__ = ["Grown"]

Item = TypeVar("Item")


class Grown(Generic[Item]):
    """Items, and one more after them. It never changes."""

    __slots__ = ("_count", "_earlier", "last")

    last: Item
    """The item that came last."""

    def __init__(self, earlier: tuple[Item, ...] | Grown[Item], last: Item) -> None:
        self._earlier = earlier
        self._count = len(earlier) + 1
        self.last = last

    def __len__(self) -> int:
        return self._count

    def items(self) -> tuple[Item, ...]:
        """Return all items in their order."""
        late: list[Item] = []
        link: tuple[Item, ...] | Grown[Item] = self
        while isinstance(link, Grown):
            late.append(link.last)
            link = link._earlier  # noqa: SLF001 - of its own kind
        return (*link, *reversed(late))
