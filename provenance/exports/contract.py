"""What every export keeps to: its content comes with all that the format could not say, so nothing is lost unseen.

`Unsaid.field` names a part of a hop by the names of `Hop`'s fields, joined by dots; a number picks one item of a tuple,
from 0. To *blank* it is to put there what stands where nothing was stated, and a reader of the export finds the hop
with exactly that:

- ``text``: no words, and no seal of them either (``text`` and ``withheld`` both None);
- ``withheld``: the seal of words that are withheld is gone (``withheld`` None);
- ``language``, ``attribution.on``, ``attribution.disclaimer``, ``captures.0.span`` and other single values: None;
- ``mode``: ``direct``; ``attribution.method``: ``unknown``; ``attribution.author.0.kind``: ``unknown``;
- ``attribution.author``, ``attribution.speaker.aliases``, ``captures``, ``inferred``, ``sources``: empty;
- ``captures.0``, ``inferred.1``, ``sources.2``, ``attribution.author.1``: that item is taken out, the others close up
  (numbers always count what was there before anything was blanked);
- ``hop``: the hop is not there at all, and what rested on it does not rest on it any more.

``act`` and the ``name`` of an agent have no blank: a format that cannot say them leaves out the hop, or the agent. A
hop that rests on a blanked one rests on its new digest; that alone is no loss and is not told.

What a chain holds beside its record is told too: ``held.evidence``, ``held.glosses``, ``held.comparisons``,
``held.waivers`` and ``held.corrections``, at the head (see `beside`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from attrs import field, fields, frozen

from provenance.model.held import Held

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from provenance.canonical import Digest
    from provenance.model.chain import Chain

__all__ = ["Exported", "Exporter", "Piecewise", "Unsaid", "beside"]


@frozen
class Unsaid:
    """Something that a chain holds and a format cannot say."""

    hop: Digest
    """The hop's digest as it was before the export."""
    field: str
    """Which part of the hop; the module's docstring tells how it is named and what is found in its place."""
    why: str
    """What stands in the way, in words."""

    def __str__(self) -> str:
        return f"{self.hop.hex[:12]} {self.field}: {self.why}"


@frozen(kw_only=True)
class Exported:
    """A document in some format, and what it could not say; ``str()`` gives the document."""

    content: str = field(repr=False)
    media_type: str
    suffix: str
    """How a file of it ends, with the dot: ".json"."""
    unsaid: tuple[Unsaid, ...] = ()
    """Empty if nothing was lost."""

    def __str__(self) -> str:
        return self.content


class Exporter(Protocol):
    """Whatever writes chains in a format. It keeps no state: the same chains give the same bytes, anywhere."""

    @property
    def name(self) -> str:
        """What the format is called: "prov-json"."""
        ...

    @property
    def media_type(self) -> str:
        """The media type of the content (RFC 6838)."""
        ...

    @property
    def suffix(self) -> str:
        """How a file of it ends, with the dot."""
        ...

    @property
    def many(self) -> bool:
        """Whether one document may hold several chains; where not, `write` is given one alone."""
        ...

    @property
    def options(self) -> Mapping[str, str]:
        """The options it knows, each with what may stand there in a few words."""
        ...

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:
        """Return the chains in the format, those options given that are wished for.

        ``computed`` asks for what was computed of the chains too, where the format has room for it. ExportError for
        what cannot be written at all: a character, a value of an option.
        """
        ...


@runtime_checkable
class Piecewise(Exporter, Protocol):
    """An exporter that can write a document as it comes, so that a large one need not stand in memory whole."""

    def pieces(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Iterator[bytes]:
        """Yield what ``write`` would give, as UTF-8."""
        ...


_WHY = {
    "evidence": "copies stay with their archive; the digests go out",
    "glosses": "made for comparison only",
    "comparisons": "computed, and can be computed again",
    "waivers": "what a house accepts stays in the house",
    "corrections": "kept by the store that heard of them",
}


def beside(chain: Chain, *, said: Collection[str] = ()) -> Iterator[Unsaid]:
    """Yield what a chain holds beside its record as unsaid, but for the kinds that the format did say."""
    for each in fields(Held):
        if getattr(chain.held, each.name) and each.name not in said:
            yield Unsaid(chain.digest, f"held.{each.name}", _WHY[each.name])
