"""What every test runs under: how hard Hypothesis looks, and which tests a plain run leaves out.

The environment variable HYPOTHESIS_PROFILE names how hard: ``dev`` (the default) draws anew in every run; ``ci`` draws
the same examples in every run, so that a red run can be repeated; ``deep`` draws ten times as many, anew each time. None has a
deadline: how long an example takes depends on who else uses the machine, and no test here asserts a time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

# what Hypothesis finds slow, a busy machine makes slow
_CALM = [HealthCheck.too_slow]

# said in each, as Hypothesis itself draws otherwise where the variable CI is set
settings.register_profile("dev", deadline=None, suppress_health_check=_CALM, derandomize=False)
settings.register_profile("ci", deadline=None, suppress_health_check=_CALM, derandomize=True, print_blob=True)
settings.register_profile(
    "deep", deadline=None, suppress_health_check=_CALM, derandomize=False, max_examples=1_000, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out slow tests, unless ``-m`` speaks of them.

    Written into the options as ``-m "not slow"`` any other ``-m`` would bring them back, and ``pytest -m postgres``
    would run for half an hour. Here they run when, and only when, they are named: ``pytest -m slow``.
    """
    if "slow" in config.option.markexpr:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
