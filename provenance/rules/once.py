"""What is worked out once a chain: rules come in turn and ask the same of it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.model.chain import Chain

__all__ = ["once_a_chain"]

T = TypeVar("T")


def once_a_chain(make: Callable[[Chain], T]) -> Callable[[Chain], T]:
    """Return a function that remembers its answer for the chain it was last asked about, and no other.

    The chain itself counts, not one equal to it: two chains of one head may hold different words. It is not kept alive.
    """
    last: tuple[ref[Chain], T] | None = None

    @wraps(make)
    def asked(chain: Chain) -> T:
        nonlocal last
        known = last  # read once: another thread may set it
        if known is not None and known[0]() is chain:
            return known[1]
        answer = make(chain)
        last = (ref(chain, forget), answer)
        return answer

    def forget(gone: ref[Chain]) -> None:
        nonlocal last
        if last is not None and last[0] is gone:
            last = None

    return asked
