"""What fuzzing found worth keeping: every input of the corpora goes through its target again."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

FUZZ = Path(__file__).resolve().parent / "fuzz"


def _targets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_targets", FUZZ / "targets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


TARGETS = _targets()


@pytest.mark.parametrize("name", sorted(TARGETS.TARGETS))
def test_a_corpus_is_refused_or_read(name: str) -> None:
    """Each input is refused with an error of this library, or read with all that its target promises."""
    inputs = sorted((FUZZ / "corpus" / name).iterdir())
    assert inputs
    for path in inputs:
        TARGETS.run(name, path.read_bytes())


def test_every_corpus_has_a_target() -> None:
    """No corpus is left behind by a target that is gone."""
    assert {path.name for path in (FUZZ / "corpus").iterdir()} == set(TARGETS.TARGETS)
