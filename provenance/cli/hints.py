"""The next thing worth doing with a draft: the blank whose filling tells most."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from provenance.model.hop import Act
from provenance.rules.ground import anchors
from provenance.rules.naming import language_name
from provenance.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["next_step"]


def next_step(chains: Sequence[Chain], place: str) -> str:
    """Return one line: what to fill in next in a chain file, as a command, or how to keep what is complete."""
    for number, chain in enumerate(chains, 1):
        which = f" --chain {number}" if len(chains) > 1 else ""
        fill = f"provenance fill {shlex.quote(place)}{which}"
        blank = _blank(chain)
        if blank is not None:
            what, hop, option = blank
            return safe(f"next: {what}: {fill} --hop {chain.number(hop)} {option}")
    return safe(f"next: keep it: provenance store put quotes.db {shlex.quote(place)}")


def _blank(chain: Chain) -> tuple[str, Hop, str] | None:
    for hop in chain.hops:
        if hop.text is None and hop.withheld is None and (hop.act is not Act.SAID or not anchors(chain)):
            return f"add {_words_of(hop)}", hop, "--text-file WORDS.txt"
    for hop in chain.hops:
        if hop.language is None:
            return f"say in which language hop {chain.number(hop)} is", hop, "--language TAG"
        if hop.act is Act.TRANSLATED and not hop.attribution.translator:
            return f"name who translated hop {chain.number(hop)}", hop, "--by NAME"
    return None


def _words_of(hop: Hop) -> str:
    language = "" if hop.language is None else f"{language_name(hop.language)} "
    who = hop.attribution
    outlet = who.outlet or (who.locator.outlet or who.locator.given if who.locator is not None else None)
    if hop.act is Act.SAID and who.speaker is not None:
        return f"the {language}words that {who.speaker.name} spoke"
    return f"the {language}words of {outlet}" if outlet else f"the {language}words"
