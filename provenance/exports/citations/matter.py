"""What a citation cites: the witness that can be looked up, whose words it has, and what was made of them since.

A reference leads to what was read (Wikipedia: say where you got it; APA 8.6: a secondary source is cited as
one). So the witness is the hop nearest to the head that stands somewhere: under a link, a title, an outlet, a name. Where
the head itself stands nowhere, as a desk's own translation, its words are shown beside those of the witness.

Names stand as they were recorded: which part of one is the family name no record says.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from provenance.comparison import same_language
from provenance.exports.citations.writing import joined, line, plain, supplied
from provenance.model.attribution import Method
from provenance.model.hop import Act
from provenance.rules.ground import main_path
from provenance.rules.naming import language_name
from provenance.text import Mode
from provenance.wording import sentence

if TYPE_CHECKING:
    from provenance.model.chain import Chain
    from provenance.model.hop import Hop

__all__ = ["LONGEST", "Matter"]

LONGEST = 400
"""Code points of words that are set beside a reference in running text; longer ones are a block of their own."""

_NOUNS = {
    Act.SAID: "statement",
    Act.TRANSCRIBED: "transcript",
    Act.REPORTED: "report",
    Act.TRANSLATED: "translation",
    Act.EXCERPTED: "excerpt",
    Act.REVISED: "revision",
    Act.REPUBLISHED: "republication",
}


@frozen(kw_only=True)
class Matter:
    """What is cited of a chain."""

    chain: Chain
    before: tuple[Hop, ...]
    """The way from the origin to the witness, without it."""
    witness: Hop
    """What can be looked up."""
    after: tuple[Hop, ...]
    """The way from the witness to the head, without the witness: what stands nowhere else."""

    @classmethod
    def of(cls, chain: Chain) -> Matter:
        """Return what is cited of a chain: along the way that its sentence tells."""
        path = main_path(chain)
        place = next((place for place in range(len(path) - 1, 0, -1) if _stands(path[place])), 0)
        return cls(chain=chain, before=path[:place], witness=path[place], after=path[place + 1 :])

    @property
    def origin(self) -> Hop:
        """The hop that the way begins with."""
        return self.before[0] if self.before else self.witness

    @property
    def speaker(self) -> str | None:
        """Whose words they are, as the hop nearest to the origin that names somebody has it."""
        for hop in (*self.before, self.witness, *self.after):
            if hop.attribution.speaker is not None:
                return supplied(hop, "speaker", hop.attribution.speaker.name)
        return None

    @property
    def by(self) -> tuple[str, ...]:
        """Who answers for the witness: its authors, what was said its speaker, else its outlet or account."""
        who = self.witness.attribution
        if who.author:
            return tuple(supplied(self.witness, "author", str(agent)) for agent in who.author)
        if self.witness.act is Act.SAID:
            return () if self.speaker is None else (self.speaker,)
        house, account = self._houses[:1], None if who.locator is None else who.locator.account
        if account and (not house or house == self.platform):
            return (line(account),)
        return house

    @property
    def sites(self) -> tuple[str, ...]:
        """Where the witness stands: its outlet, and the platform where that is another; not who answers for it."""
        return tuple(house for house in self._houses if house not in self.by)

    @property
    def _houses(self) -> tuple[str, ...]:
        outlet = self.witness.attribution.outlet
        recorded = () if outlet is None else (supplied(self.witness, "outlet", outlet),)
        return recorded if outlet is not None and (line(outlet),) == self.platform else recorded + self.platform

    @property
    def platform(self) -> tuple[str, ...]:
        """The platform that the witness's link leads to, if it is one that is known."""
        locator = self.witness.attribution.locator
        return () if locator is None or locator.outlet is None else (line(locator.outlet),)

    @property
    def title(self) -> str | None:
        """The title of the witness as printed."""
        title = self.witness.attribution.title
        return None if title is None else supplied(self.witness, "title", title)

    @property
    def kind(self) -> str:
        """What the witness is: "report in Chinese", "statement at annual live Q&A in Russian"."""
        words = _NOUNS[self.witness.act]
        if self.witness.act is Act.SAID and self.witness.attribution.occasion is not None:
            words += f" at {supplied(self.witness, 'occasion', self.witness.attribution.occasion)}"
        if self.witness.language is not None:
            words += f" in {supplied(self.witness, 'language', language_name(self.witness.language))}"
        return words

    @property
    def description(self) -> str:
        """What the witness is, for styles that describe what has no title: "report in Chinese of words by Ilya Marenko"."""
        quotes = self.speaker is not None and self.speaker not in self.by
        return f"{self.kind} of words by {self.speaker}" if quotes else self.kind

    @property
    def translators(self) -> tuple[str, ...]:
        """Who signs the witness itself as its translator."""
        return _signed(self.witness) if self.witness.act is Act.TRANSLATED else ()

    @property
    def _translated(self) -> tuple[Hop, ...]:
        """The hops since the witness that changed its language, whether they call themselves translations or not."""
        way = (self.witness, *self.after)
        return tuple(
            hop
            for before, hop in pairwise(way)
            if hop.act is Act.TRANSLATED
            or (
                hop.language is not None
                and before.language is not None
                and not same_language(hop.language, before.language)
            )
        )

    @property
    def quoted(self) -> Hop:
        """The hop whose words are the witness's: it, or what was cut out of it, set down or revised in its language."""
        way = (self.witness, *self.after)
        return way[way.index(self._translated[0]) - 1] if self._translated else way[-1]

    @property
    def rendering(self) -> Hop | None:
        """The head, where its language was changed since the witness: it stands nowhere itself."""
        return self.after[-1] if self._translated else None

    @property
    def rendered_by(self) -> str | None:
        """Who made the rendering, and how: "trans. J. Smith", "machine trans.", "unsigned trans."; None if there is none."""
        made = self._translated
        if not made:
            return None
        names = [name for hop in made for name in _signed(hop)]
        how = {Method.MACHINE: "machine ", Method.POST_EDITED: "post-edited "}.get(made[-1].attribution.method, "")
        return f"{how}trans. {joined(names)}" if names else f"unsigned {how}trans."

    @property
    def original(self) -> str | None:
        """The words of the witness, if they are held and stand there as a quotation."""
        return _shown(self.quoted)

    @property
    def translation(self) -> str | None:
        """The words of the rendering, if there is one, they are held and stand as a quotation."""
        return None if self.rendering is None else _shown(self.rendering)

    @property
    def note(self) -> str:
        """The sentence that stands beside every reference, and which hops of the way were corrected or retracted."""
        told = [line(sentence(self.chain))]
        path = (*self.before, self.witness, *self.after)
        for each in self.chain.held.corrections:
            for hop in path:
                if hop.digest == each.old:
                    what = "retracted" if each.new is None else "corrected"
                    told.append(
                        f"Hop {self.chain.number(hop)} was {what}: {line(each.reason)} ({line(each.by)}, {each.on})."
                    )
        return " ".join(told)


def _stands(hop: Hop) -> bool:
    """Return whether a hop can be looked up, or asked for by who wrote it."""
    who = hop.attribution
    return bool(who.outlet or who.title or who.locator or who.author or any(each.locator for each in hop.captures))


def _signed(hop: Hop) -> tuple[str, ...]:
    return tuple(supplied(hop, "translator", str(agent)) for agent in hop.attribution.translator)


def _shown(hop: Hop) -> str | None:
    if hop.text is None or hop.mode in {Mode.INDIRECT, Mode.SUMMARY} or len(hop.text) > LONGEST:
        return None
    return plain(hop.text)
