"""Where the words come from, in one plain sentence that can be pasted under a quotation."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.errors import RecordError
from provenance.model.attribution import Method
from provenance.model.hop import Act
from provenance.rules.ground import anchors, main_path
from provenance.rules.naming import date_words, language_name, listed
from provenance.text import Mode

if TYPE_CHECKING:
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["sentence"]

LONGEST = 4
"""Links that a sentence names; of a longer way it says how many lie between."""

MOST_OTHERS = 2
"""Sources beside the one followed that a sentence names; of more it says how many there are."""

_NOUNS = {
    Act.TRANSCRIBED: "transcript",
    Act.REPORTED: "report",
    Act.TRANSLATED: "translation",
    Act.EXCERPTED: "excerpt",
    Act.REVISED: "revision",
    Act.REPUBLISHED: "republication",
}
_METHODS = {Method.MACHINE: "machine", Method.POST_EDITED: "post-edited", Method.HUMAN: "human"}


def sentence(chain: Chain, *, language: str = "en") -> str:
    """Return whose words they are and through whom they come here; what is blank is said to be.

    RecordError for a language that no wording is written for; there is English.
    """
    if language.partition("-")[0] != "en":
        raise RecordError(f"no wording – {language!r} – sentences are written in en", field="language", value=language)
    path = main_path(chain)
    origin = path[0]
    beginning = _spoken(path, held=bool(anchors(chain)))
    links = path[1:] if origin.act is Act.SAID else path
    if not links:
        return f"{beginning}."
    return f"{beginning}; here from {_way(chain, links)}."


def _spoken(path: tuple[Hop, ...], *, held: bool) -> str:
    """Return whose words they are, when they were said, in which language, and whether they are held."""
    origin = path[0]
    speaker = next((hop.attribution.speaker for hop in path if hop.attribution.speaker is not None), None)
    parts = ["The words of an unnamed speaker" if speaker is None else f"{speaker.name}'s words"]
    if origin.act is Act.SAID:
        parts += _circumstances(origin)
    if not held:
        parts.append("not held as they were spoken")
    return ", ".join(parts)


def _circumstances(origin: Hop) -> list[str]:
    on = origin.attribution.on
    when = "undated" if on is None else date_words(on)
    if origin.was_inferred("on"):
        when += " (inferred)"
    if origin.language is None:
        return [when, "in a language not recorded"]
    spoken = f"in {language_name(origin.language)}"
    return [when, f"{spoken} (inferred)" if origin.was_inferred("language") else spoken]


def _way(chain: Chain, links: tuple[Hop, ...]) -> str:
    """Return the links from the head back to the one nearest the speaker, and what else a link draws on."""
    backwards = links[::-1]
    between = max(0, len(backwards) - LONGEST)
    named = backwards[: LONGEST - 1] if between else backwards
    words = _link(named[-1])
    for hop, nearer in pairwise(named[::-1]):
        words = _link(nearer) + _joint(chain, nearer, hop, words)
    if between:
        words += f", and so on through {between} more {'link' if between == 1 else 'links'} to {_link(backwards[-1])}"
    return words


def _joint(chain: Chain, hop: Hop, source: Hop, words: str) -> str:
    """Return how a link is joined to the words on its source; of several sources the others are named if they are few."""
    others = [chain.hop(one) for one in hop.sources if one != source.digest]
    if not others:
        return f" of {words}"
    rests = f", which rests on {len(hop.sources)} sources"
    if len(others) > MOST_OTHERS:
        return f"{rests}, one of them {words}"
    return f"{rests}: {listed([words, *map(_link, others)])}"


def _link(hop: Hop) -> str:
    who = hop.attribution
    by = who.translator if hop.act is Act.TRANSLATED else who.author
    outlet = _outlet(hop)
    adjectives = []
    if hop.act is Act.TRANSLATED:
        adjectives += [] if by else ["unsigned"]
        adjectives += [_METHODS[who.method]] if who.method in _METHODS else []
    if hop.language is not None:
        adjectives.append(language_name(hop.language))
    if hop.mode is Mode.SUMMARY:
        adjectives.append("summarising")
    words = _with_article(" ".join([*adjectives, _NOUNS.get(hop.act, "statement")]))
    if hop.mode is Mode.INDIRECT:  # an indirect translation is one made through a third language
        words += " of reported speech" if hop.act is Act.TRANSLATED else " in reported speech"
    if by:
        words += f" by {listed([str(agent) for agent in by])}"
    if outlet is not None:
        words += f" in {outlet}"
    return words if hop.text is not None else f"{words} (words not held)"


def _outlet(hop: Hop) -> str | None:
    """Return where a hop stands: its outlet or, where that is a platform of channels, the channel."""
    who, locator = hop.attribution, hop.attribution.locator
    if locator is None:
        return who.outlet
    if locator.platform == "t.me" and locator.account and who.outlet in {None, locator.outlet, "Telegram"}:
        return f"the Telegram channel {locator.account}"
    return who.outlet or locator.outlet


def _with_article(words: str) -> str:
    vowel = words[0].lower() in "aeiou" and not words.startswith("Uk")
    return f"{'an' if vowel else 'a'} {words}"
