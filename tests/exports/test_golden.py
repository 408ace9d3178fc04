"""Golden files: the composed chain of three hops in every format, as it is written now."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance import EXPORTS, export
from provenance.errors import MissingExtraError
from tests.exports.laws import COMPOSED

GOLDEN = Path(__file__).resolve().parents[1] / "data" / "exports"


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_writes_what_it_wrote(name: str) -> None:
    """A change of one byte in any format is seen."""
    try:
        document = export(COMPOSED, name)
    except MissingExtraError as error:
        pytest.skip(str(error))
    place = GOLDEN / f"{name}{document.suffix}"
    assert document.content == place.read_text(encoding="utf-8")
