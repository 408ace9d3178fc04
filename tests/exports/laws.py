"""The four laws of every export, as tests that each format's own inherits.

*Valid*: the content passes the standard's own schema. *Honest*: what is read back is what went out, with exactly the
fields blanked that the export told. *Still*: the same chains give the same bytes, whatever the hash seed, the locale,
the zone or the clock. *Offline*: nothing is fetched.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.canonical import Digest
from provenance.dates import PartialDate
from provenance.errors import ExportError
from provenance.exports import EXPORTS, Exported, Unsaid, export
from provenance.imports import load
from provenance.locator import Locator
from provenance.model.chain import Chain, said
from provenance.records import to_json
from provenance.testing import chains

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from provenance.model.hop import Hop

__all__ = ["COMPOSED", "ExportLaws", "blanked", "check", "value_at"]

COMPOSED = (
    said(
        "Мы готовы подумать о том, чтобы открыть порт для зерна, от трёх до шести миллионов тонн.",
        "ru",
        by="Ilya Marenko",
        on="2025-12-19T12:30+03:00",
        occasion="annual live Q&A",
    )
    .reported(
        "我们愿意考虑开放港口，供至多六百万吨粮食通过。",
        "zh",
        outlet="Harbour Daily",
        by="Li Wen",
        url="https://www.toutiao.com/article/1851975000000000/",
        on="2025-12-19",
        mode="partial",
        disclaimer="本文仅代表作者本人观点。",
    )
    .translated(
        "We are willing to consider opening the port to up to six million tonnes of grain.",
        "en",
        by="J. Smith",
        method="post-edited",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )
)
"""Three hops; the speaker, the outlet, the writers and all words are composed."""

_DIFFERING = [HealthCheck.differing_executors, HealthCheck.too_slow]
"""One test, inherited by each format, is drawn for each of them."""


class ExportLaws:
    """Inherited by the tests of each format; ``name`` says which, ``valid`` judges the content."""

    name: ClassVar[str]
    options: ClassVar[Mapping[str, str]] = {}
    exact: ClassVar[bool] = False
    """Whether nothing of a record may be unsaid."""
    unsayable: ClassVar[re.Pattern[str] | None] = None
    """Characters that the format cannot hold: a chain that is refused for one goes out once it has none."""

    def valid(self, content: str) -> None:
        """Raise for what the standard's own schema or suite refuses."""
        raise NotImplementedError

    def check(self, *chains: Chain) -> Exported | None:
        """Hold chains against the laws of validity and honesty; None where the format refused them with good reason."""
        exported = check(self, chains)
        if exported is None and self.unsayable is not None:
            clean = [_cleaned(chain, self.unsayable) for chain in chains]
            assert check(self, clean) is not None
        return exported

    @settings(max_examples=12, suppress_health_check=_DIFFERING)
    @given(chains(max_hops=4))
    def test_valid_and_honest(self, chain: Chain) -> None:
        """A drawn chain is valid, and comes back with exactly what was told as unsaid blanked."""
        self.check(chain)

    @pytest.mark.slow
    @settings(max_examples=1_000, suppress_health_check=_DIFFERING)
    @given(chains())
    def test_valid_and_honest_a_thousand_times(self, chain: Chain) -> None:
        """As above, a thousand times."""
        self.check(chain)

    @settings(max_examples=4, suppress_health_check=_DIFFERING)
    @given(st.lists(chains(max_hops=3), min_size=2, max_size=3))
    def test_many_in_one_document(self, several: list[Chain]) -> None:
        """Several chains in one document come back in their order, where the format holds several."""
        if EXPORTS[self.name].many:
            self.check(*dict.fromkeys(several))

    def test_still(self, tmp_path: Path) -> None:
        """Another process with another hash seed, locale, zone and clock writes the same bytes."""
        place = tmp_path / "chains.jsonl"
        drawn = _drawn_chains()
        place.write_bytes(to_json(*drawn, lines=True))
        assert _written_elsewhere(place, self.name, self.options) == [
            _digest_of_export(chain, self.name, self.options) for chain in drawn
        ]

    def test_offline(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """No connection is opened and no name is looked up, to write or to read."""

        def refuse(*_: object) -> NoReturn:
            raise AssertionError("something was fetched")

        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "create_connection", refuse)
        assert self.check(COMPOSED) is not None


def check(law: ExportLaws, given: Sequence[Chain]) -> Exported | None:
    """Hold chains against validity and honesty."""
    try:
        exported = export(given, law.name, computed=False, **law.options)
    except ExportError as error:
        _check_refusal(error, given)
        return None
    law.valid(exported.content)
    told = [one for one in exported.unsaid if not one.field.startswith("held.")]
    assert not (law.exact and told)
    assert len(set(told)) == len(told), "told twice"
    loaded = load(exported.content, law.name)
    assert load(exported.content).format == law.name, "not recognised"
    assert loaded.unread == ()
    wanted = blanked(given, told)
    assert [_whole(chain) for chain in loaded.chains] == [_whole(chain) for chain in wanted]
    return exported


def _whole(chain: Chain) -> list[tuple[object, ...]]:
    return [(hop.record, hop.text, hop.withheld) for hop in chain.hops]


_REFUSED = re.compile(r"code point (?P<at>[0-9]+): U\+(?P<code>[0-9A-F]{4,6})")


def _check_refusal(error: ExportError, given: Sequence[Chain]) -> None:
    """An export that is refused names a hop, a field and a character that are there."""
    hops = [hop for chain in given for hop in chain.hops if hop.digest == error.hop]
    found = _REFUSED.search(str(error))
    assert hops
    assert error.field is not None
    assert found is not None, str(error)
    assert value_at(hops[0], error.field)[int(found["at"])] == chr(int(found["code"], 16))


def value_at(value: Any, path: str) -> Any:
    """Return what stands at a path such as ``attribution.author.0.name``; a date or a link as it is written."""
    for part in path.split("."):
        value = value[int(part)] if part.isdigit() else getattr(value, part)
    return getattr(value, "given", value)


def _cleaned(chain: Chain, unsayable: re.Pattern[str]) -> Chain:
    """Return a chain with another sign in the place of each that a format cannot hold."""
    now: dict[Digest, Digest] = {}
    hops: list[Hop] = []
    for hop in chain.hops:
        kept: Hop = _replaced(hop, unsayable)
        hops.append(attrs.evolve(kept, sources=tuple(now[source] for source in hop.sources)))
        now[hop.digest] = hops[-1].digest
    return Chain.of(hops)


def _replaced(value: Any, unsayable: re.Pattern[str]) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return unsayable.sub("·", value)
    if isinstance(value, tuple):
        return tuple(_replaced(item, unsayable) for item in value)
    if isinstance(value, Locator):
        return Locator.parse(unsayable.sub("·", value.given))
    if not attrs.has(type(value)) or isinstance(value, Digest | PartialDate):
        return value
    changes = {
        field.name: _replaced(getattr(value, field.name), unsayable)
        for field in attrs.fields(type(value))
        if field.init
    }
    return attrs.evolve(value, **changes)


# ---- blanking, as the contract tells it -----------------------------------------------------------


def blanked(given: Iterable[Chain], unsaid: Iterable[Unsaid]) -> list[Chain]:
    """Return what is left of chains when all that is unsaid is blank; a chain that falls apart gives several."""
    paths: dict[Digest, list[list[str]]] = {}
    for one in unsaid:
        paths.setdefault(one.hop, []).append(one.field.split("."))
    left: dict[Digest, Chain] = {}
    for chain in given:
        for part in _blanked(chain, paths):
            left.setdefault(part.digest, part)
    return list(left.values())


def _blanked(chain: Chain, paths: Mapping[Digest, list[list[str]]]) -> list[Chain]:
    now: dict[Digest, Hop] = {}
    for hop in chain.hops:
        below = paths.get(hop.digest, [])
        if ["hop"] in below:
            continue
        kept: Hop = _blank(hop, below)
        sources = [now[source].digest for source in kept.sources if source in now]
        now[hop.digest] = attrs.evolve(kept, sources=sources)
    by_digest = {hop.digest: hop for hop in now.values()}
    rested_on = {source for hop in by_digest.values() for source in hop.sources}
    return [Chain.of(_reached(head, by_digest)) for digest, head in by_digest.items() if digest not in rested_on]


def _reached(head: Hop, hops: Mapping[Digest, Hop]) -> list[Hop]:
    found = {head.digest: head}
    wanted = list(head.sources)
    while wanted:
        digest = wanted.pop()
        if digest not in found:
            found[digest] = hops[digest]
            wanted += hops[digest].sources
    return list(found.values())


def _blank(value: Any, paths: list[list[str]]) -> Any:
    """Return a value with what the paths lead to blank; AssertionError for a path that leads to nothing stated."""
    below: dict[str, list[list[str]]] = {}
    for path in paths:
        below.setdefault(path[0], []).append(path[1:])
    if isinstance(value, tuple):
        assert all(int(place) < len(value) for place in below), paths
        return tuple(
            _blank(item, below.get(str(place), []))
            for place, item in enumerate(value)
            if [] not in below.get(str(place), [])
        )
    changes: dict[str, Any] = {}
    blanks = {field.name: field.default for field in attrs.fields(type(value))}
    for name, rests in below.items():
        old = getattr(value, name)
        default = blanks[name]
        blank = default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]  # attrs types Factory as a function
        blank = () if isinstance(old, tuple) else blank
        assert old != blank, f"{name} is told as unsaid and was blank"
        changes[name] = blank if [] in rests else _blank(old, rests)
        if name == "text" and [] in rests and hasattr(value, "withheld"):  # a capture has a text, too
            changes["withheld"] = None
    return attrs.evolve(value, **changes) if changes else value


# ---- stillness ------------------------------------------------------------------------------------


@cache
def _drawn_chains() -> tuple[Chain, ...]:
    """Return the composed chain and a dozen drawn ones, the same in every run."""
    drawn: list[Chain] = [COMPOSED]

    @settings(max_examples=12, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(chains(max_hops=4, held=False))
    def draw(chain: Chain) -> None:
        drawn.append(chain)

    draw()
    return tuple(drawn)


def _digest_of_export(chain: Chain, name: str, options: Mapping[str, str]) -> str:
    try:
        content = export(chain, name, computed=False, **options).content
    except ExportError as error:
        content = str(error)
    return hashlib.sha256(content.encode()).hexdigest()


_ELSEWHERE = """
import hashlib, sys, time
time.time = lambda: 0.0
from provenance.canonical import Digest
from provenance.dates import PartialDate
from provenance.errors import ExportError
from provenance.exports import export
from provenance.records import from_json
options = dict(zip(sys.argv[3::2], sys.argv[4::2]))
for chain in from_json(open(sys.argv[1], "rb").read()):
    try:
        content = export(chain, sys.argv[2], **options).content
    except ExportError as error:
        content = str(error)
    print(hashlib.sha256(content.encode()).hexdigest())
"""


def _written_elsewhere(place: Path, name: str, options: Mapping[str, str]) -> list[str]:
    surroundings = {**os.environ, "PYTHONHASHSEED": "4321", "LC_ALL": "C", "LANG": "C", "TZ": "Asia/Kolkata"}
    told = [word for option in options.items() for word in option]
    return subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, str(place), name, *told],
        capture_output=True,
        text=True,
        check=True,
        env=surroundings,
    ).stdout.split()
