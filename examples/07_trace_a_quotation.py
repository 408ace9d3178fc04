"""Words turn up from nowhere: find the recorded hop they come from, and the way back to the origin. (All composed.)"""

import tempfile
from pathlib import Path

from provenance import open_store, said, trace
from provenance.roots import roots_of

speech = said(
    "Мы готовы подумать о том, чтобы открыть порт для зерна, от трёх до шести миллионов тонн, хотя бы в день голосования.",
    "ru",
    by="Ilya Marenko",
    on="2025-12-19",
    occasion="annual live Q&A",
)
report = speech.reported(
    "我们愿意考虑开放港口，供至多六百万吨粮食通过。", "zh", outlet="Harbour Daily", on="2025-12-20"
)
english = report.translated(
    "We are willing to consider opening the port to up to six million tonnes of grain.",
    "en",
    by="J. Smith",
    method="post-edited",
    on="2025-12-21",
)
wire = english.republished(
    "We are willing to open the port to six million tonnes of grain.", "en", outlet="Example Wire", on="2025-12-22"
)

with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "quotes.db") as store:
    store.put(wire)
    store.put(report.translated("Nous sommes prêts à ouvrir le port.", "fr", outlet="Courrier du Quai"))

    # An English sentence leads to its Russian original, through the Chinese relay, and shows what was lost on the way.
    found = trace("willing to consider opening the port to six million tonnes", store)
    print(found)

    # The very words of a hop, however they were typed, and a language in which to look.
    print()
    print(trace("我們愿意考虑开放港口供至多六百万吨粮食通过", store, language="zh").matches[0].verdict)
    print(trace("WE ARE WILLING TO OPEN THE PORT", store).matches[0].verdict)

    # What is not there is not made up.
    print()
    print(trace("We are willing to close the airport to all aeroplanes of the navy.", store))

    # Outlets are counted by what they rest on.
    print()
    print(roots_of(store.get(head) for head in store.heads()))
