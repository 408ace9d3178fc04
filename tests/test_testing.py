"""What is offered for tests: strategies that reach all that can be recorded, and a check of rules."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import find as search

from provenance import testing
from provenance.canonical import check_words
from provenance.model.hop import Act
from provenance.records import from_json, to_json
from provenance.testing import chains, check_rule, dates, hops, stores, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.stores.base import Store
    from provenance.text import Text

QUICK = settings(max_examples=2_000, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@given(texts())
def test_texts_can_be_recorded(text: Text) -> None:
    """Words drawn are never blank and always have UTF-8."""
    assert text.words
    assert not text.words.isspace()
    assert check_words(text.words, "words") == text.words


@given(stores())
def test_stores_keep_what_was_put(store: Store) -> None:
    """A store drawn gives back each of its chains, and verifies."""
    for head in store.heads():
        assert store.get(head).digest == head
    assert store.verify().ok


@pytest.mark.parametrize(
    ("strategy", "wanted"),
    [
        (chains(), lambda chain: len(chain.origins) > 1),
        (chains(), lambda chain: len(chain.steps) > len(chain.hops)),
        (chains(), lambda chain: len(chain.hops) == 6),
        (chains(), lambda chain: any(hop.withheld for hop in chain.hops)),
        (chains(), lambda chain: any(hop.words is None and not hop.withheld for hop in chain.hops)),
        (chains(), lambda chain: chain.held.glosses and chain.held.waivers),
        (chains(max_hops=1, held=False), lambda chain: chain.head.captures and chain.head.inferred),
        (hops(), lambda hop: "\x00" in (hop.text or "")),
        (hops(), lambda hop: hop.act is Act.TRANSLATED and hop.attribution.translator),
        (dates(), lambda date: date.decade),
        (dates(), lambda date: date.year is None and date.zone),
    ],
)
def test_strategies_reach_every_shape(strategy: Any, wanted: Callable[[Any], bool]) -> None:
    """Forks, several origins, withheld and unknown words, custody, inference, hard characters: all are drawn."""
    assert wanted(search(strategy, lambda drawn: bool(wanted(drawn)), settings=QUICK))


@given(chains(max_hops=2))
def test_what_is_drawn_shrinks_and_prints(chain: Any) -> None:
    """A failing example can be shown and written down: it has a repr, and a file that gives it back."""
    assert repr(chain).startswith("Chain(hops=(Hop(act=")
    assert from_json(to_json(chain)) == (chain,)


def test_rules_are_checked_from_here() -> None:
    """The check of house rules is handed on, with everything that is listed."""
    assert check_rule.__module__ == "provenance.rules.checking"
    assert all(hasattr(testing, name) for name in testing.__all__)


def test_without_hypothesis_the_extra_is_named() -> None:
    """Where Hypothesis is not installed the error says what to install."""
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from provenance.errors import MissingExtraError\n"
        "try:\n    import provenance.testing\n"
        "except MissingExtraError as error:\n    print(error.extra, '|', error)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("testing | hypothesis is not installed – provenance.testing – pip install")
