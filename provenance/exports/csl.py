"""CSL-JSON: references for the managers that sort and set them (Zotero, pandoc and others).

One item for each chain, with the witness that `provenance.exports.citations` cites. Names go out whole, as ``literal``: no
record says which part of one is the family name. The origin goes where the format has room for an original, if the
witness is the same work in another form; the sentence into the note; and the digests, with what the schema has no field for,
under ``custom``. Dates are as precise as they were recorded;
what is no calendar year of our era stands as words.

The format is one way: a reference says too little of a chain to make one of it again.

Schema: https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.exports.contract import Exported, beside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.model.chain import Chain

__all__ = ["CslJson"]


@frozen
class CslJson:
    """Writes an item of CSL-JSON for each chain."""

    name: str = "csl-json"
    media_type: str = "application/vnd.citationstyles.csl+json"
    suffix: str = ".json"
    many: bool = True
    options: Mapping[str, str] = MappingProxyType({})

    def write(self, chains: Sequence[Chain], *, computed: bool, **options: str) -> Exported:  # noqa: ARG002 - nothing that was computed goes into a reference, and there are no options
        """Return the references of the chains, each once."""
        from provenance.exports.citations.matter import Matter  # noqa: PLC0415 - what a sentence needs is loaded when one is written
        from provenance.exports.csl_reference import Reference  # noqa: PLC0415 - as above

        items, unsaid = [], []
        for chain in dict.fromkeys(chains):
            item = Reference(Matter.of(chain))
            items.append(item.fields)
            unsaid += [*item.unsaid(), *beside(chain)]
        content = json.dumps(items, ensure_ascii=False, indent=2) + "\n"
        return Exported(
            content=content, media_type=self.media_type, suffix=self.suffix, unsaid=tuple(dict.fromkeys(unsaid))
        )
