"""What type checkers see at the front door; checked with the rest, never run."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from provenance import (
    Chain,
    Comparison,
    Digest,
    Guess,
    Hop,
    Reading,
    Report,
    Step,
    Store,
    Text,
    Trace,
    Unsure,
    audit,
    compare,
    from_json,
    guess,
    open_store,
    read,
    said,
    sentence,
    to_json,
    trace,
)

chain = said("Слова.", "ru", by="Ilya Marenko", on="2026-03-04").translated("Words.", "en", method="machine")
assert_type(chain, Chain)
assert_type(chain.reported(None, None, outlet="Harbour Daily", also=[chain]), Chain)
assert_type(chain.filled(2, by="A. Reader"), Chain)
assert_type(chain.digest, Digest)
assert_type(chain.hops, tuple[Hop, ...])
assert_type(chain.steps[0], Step)
assert_type(chain.steps[0].comparison, Comparison)
assert_type(compare(Text("a", "en"), Text("b", "en")), Comparison)
assert_type(audit(chain), Report)
assert_type(sentence(chain), str)
assert_type(to_json(chain, lines=True), bytes)
assert_type(from_json(b""), tuple[Chain, ...])
assert_type(guess("слова"), Guess | Unsure)
assert_type(read("words"), Reading)
assert_type(read(b"words").chains(), tuple[Chain, ...])
with open_store(Path("quotes.db")) as store:
    assert_type(store, Store)
    assert_type(store.put(chain), Digest)
    assert_type(trace("words", store, language="en"), Trace)
    assert_type(store.get(chain.digest), Chain)
