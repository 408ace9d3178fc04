"""The axis of time: few labels, in order, on it; its calendar is that of dates."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from provenance.dates import PartialDate
from provenance.reports.axis import axis, day_of
from provenance.testing import dates


@given(st.lists(dates(), min_size=1, max_size=5))
def test_ticks_are_few_and_in_order(several: list[PartialDate]) -> None:
    """Whatever dates there are, labels are few, in order, and on the axis; bars lie on it too."""
    bounds = [each for each in (date.bounds() for date in several) if each is not None]
    scale = axis(bounds)
    assert (scale is None) == (not bounds)
    if scale is None:
        return
    assert all(0 <= scale.at(start) <= scale.at(end) <= 100 for start, end in bounds)
    ticks = list(scale.ticks())
    assert len(ticks) <= 5
    assert sorted(ticks) == sorted(ticks, key=lambda tick: tick[0])
    assert all(0 <= at <= 100 for at, _ in ticks)


@given(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28))
def test_days_are_read_back_from_seconds(year: int, month: int, day: int) -> None:
    """The calendar of the axis is that of dates."""
    bounds = PartialDate(year=year, month=month, day=day, zone="Z").bounds()
    assert bounds is not None
    assert [day_of(second) for second in bounds] == [(year, month, day)] * 2
