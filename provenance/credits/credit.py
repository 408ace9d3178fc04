"""One thing that an article says of where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from provenance.locator import Locator
    from provenance.text import Span

__all__ = ["Credit", "CreditKind", "Verdict"]

CreditKind: TypeAlias = Literal[
    "original", "relay", "translator", "author", "editor", "dateline", "disclaimer", "licence"
]
Verdict: TypeAlias = Literal["accepted", "rejected", "doubtful"]


@frozen(kw_only=True)
class Credit:
    """One thing that an article says of where it comes from, as printed."""

    kind: CreditKind
    key: Span | None = field(default=None)
    """The key with its colon; None where the line needs none."""
    value: Span = field()
    """What is credited; empty where nothing follows the key."""
    verdict: Verdict = field(default="accepted")
    locator: Locator | None = field(default=None)
    sense: str | None = field(default=None)
    """Of a disclaimer: "opinion" (views of the author alone), "rights", "platform"; None where it says something else.

    Of a translator: "machine" if a program is named.
    """
    basis: str = field()
    """The key or pattern, and why it was judged so."""
    line: Span | None = field(default=None)
    """The whole line the credit has to itself; None where it stands in a sentence."""
