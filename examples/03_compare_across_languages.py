"""Compare texts of two languages: what they state, and word by word through a gloss or a sibling. (All composed.)"""

from provenance import Span, Text, compare, glossed, said
from provenance.facing import facing

source = Text("Мы готовы подумать о том, чтобы открыть порт. Он примет от трёх до шести миллионов тонн до 5 мая.", "ru")
target = Text("We are willing to consider opening the port. It will take up to six million tonnes by 6 May.", "en")

print("What either states:")
print(facing(compare(source, target)))


# A sentence splitter of one's own takes the place of ours.
class AtFullStops:
    """Cuts after every full stop and nowhere else."""

    name = "at full stops"

    def __call__(self, text: Text) -> list[Span]:
        spans, start = [], 0
        for place, character in enumerate(text.words):
            if character == ".":
                spans.append(Span(start, place + 1))
                start = place + 2
        return spans


own = compare(source, target, segmenter=AtFullStops())
print("\nSentences by", AtFullStops.name, "–", [len(bead.source) for bead in own.alignment], "to a bead")


# A translator of any kind gives a gloss, for comparison only: it says who made it and never enters a digest.
class Dictionary:
    """Knows one sentence, word by word."""

    name = "pocket dictionary"
    version = "1"
    words = {"порт": "the port", "откроют": "will open", "в": "in", "мае": "May"}  # noqa: RUF012 - a constant

    def __call__(self, text: Text, to: str) -> str:
        assert to == "en"
        return " ".join(self.words.get(word.strip(".").lower(), word) for word in text.words.split()) + "."


relay = said("Порт откроют в мае.", "ru", by="Ilya Marenko").translated(
    "The port may open in June.", "en", by="J. Smith"
)
through_gloss = glossed(relay, "en", Dictionary())
assert through_gloss.digest == relay.digest
print("\nWord by word through a gloss:")
print(facing(through_gloss.steps[0].comparison))

# An official translation of the same words, recorded beside the other, serves better than any gloss.
spoken = said("Порт откроют в мае.", "ru", by="Ilya Marenko")
official = spoken.translated("The port will be opened in May.", "en", by="Harbour Office", method="human")
both = spoken.translated("The port may open in May.", "en", by="J. Smith").reported(
    "The port may open in May, Ilya Marenko said.", "en", outlet="Harbour Courier", also=[official]
)
step = next(step for step in both.steps if step.hop.attribution.translator and "Smith" in str(step.hop.attribution))
print("\nWord by word beside the official translation:")
print(facing(step.comparison))
