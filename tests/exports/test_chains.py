"""The chain file as an export: it keeps the laws, and all that is held beside the record."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from provenance.errors import ExportError
from provenance.exports import export
from provenance.imports import load
from provenance.records import schema
from provenance.testing import chains
from tests.exports.laws import COMPOSED, ExportLaws

if TYPE_CHECKING:
    from provenance.model.chain import Chain


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


class TestChainFile(ExportLaws):
    """Our own format says everything, so it also shows that the laws can be kept."""

    name = "chains"
    exact = True

    def valid(self, content: str) -> None:
        _validator().validate(json.loads(content))

    @settings(max_examples=20)
    @given(chains())
    def test_what_is_held_comes_too(self, chain: Chain) -> None:
        """Nothing is unsaid, not even what is held beside the record."""
        exported = export(chain, self.name)
        assert exported.unsaid == ()
        assert load(str(exported)).chains[0].held == chain.held


def test_a_chain_a_line() -> None:
    """The option writes a line for each chain, with its own media type."""
    exported = export([COMPOSED, COMPOSED], "chains", lines="yes")
    assert exported.content.count("\n") == 2
    assert (exported.media_type, exported.suffix) == ("application/jsonl", ".jsonl")
    assert load(exported.content).chains == (COMPOSED, COMPOSED)
    with pytest.raises(ExportError, match="lines"):
        export(COMPOSED, "chains", lines="perhaps")
