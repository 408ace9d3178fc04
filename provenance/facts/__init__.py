"""What a text states, whatever its language."""

from provenance.facts.fact import Fact
from provenance.facts.reading import facts_in, unexamined

__all__ = ["Fact", "facts_in", "unexamined"]
