"""Partial dates: what is said and no more, and what can be said for certain of two of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.dates import PartialDate
from provenance.errors import RecordError
from provenance.testing import dates

if TYPE_CHECKING:
    from provenance.dates import Relation

OPPOSITE: dict[Relation, Relation] = {
    "before": "after",
    "after": "before",
    "overlaps": "overlaps",
    "unknown": "unknown",
}


def on(written: str) -> PartialDate:
    return PartialDate.parse(written)


# ---- laws ---------------------------------------------------------------------------------------


@given(dates())
def test_a_date_is_read_as_it_is_written(day: PartialDate) -> None:
    """Parsing what a date prints gives the date, and printing that the same again: one spelling each."""
    assert PartialDate.parse(str(day)) == day
    assert str(PartialDate.parse(str(day))) == str(day)
    assert hash(PartialDate.parse(str(day))) == hash(day)


@given(dates(), dates())
def test_two_dates_print_alike_only_if_they_are_one(a: PartialDate, b: PartialDate) -> None:
    """Different dates have different spellings."""
    assert (str(a) == str(b)) == (a == b)


@given(dates(), dates())
def test_a_relation_is_seen_from_both_sides(a: PartialDate, b: PartialDate) -> None:
    """Where one is before, the other is after; where they overlap or nothing is known, both say so."""
    assert b.relation(a) == OPPOSITE[a.relation(b)]
    assert a.relation(a) == "overlaps"


@given(dates(), dates(), dates())
def test_before_is_an_order(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    """What is before something that is before a third is before the third."""
    if a.relation(b) == b.relation(c) == "before":
        assert a.relation(c) == "before"


@st.composite
def moments(draw: st.DrawFn, day: PartialDate) -> datetime:
    """Draw a moment that a date may mean: within what it says, in its zone or in any."""
    year = day.year if day.year is not None else draw(st.integers(1990, 2030))
    if day.decade:
        year += draw(st.integers(0, 9))
    month = day.month or draw(st.integers(1, 12))
    if day.zone is None:
        zone = timezone(timedelta(minutes=draw(st.integers(-12 * 60, 14 * 60))))
    elif day.zone == "Z":
        zone = UTC
    else:
        sign = -1 if day.zone[0] == "-" else 1
        zone = timezone(sign * timedelta(hours=int(day.zone[1:3]), minutes=int(day.zone[4:6])))
    hour, minute, *second = (int(part) for part in day.time.split(":")) if day.time else (None, None)
    return datetime(
        year,
        month,
        day.day or draw(st.integers(1, 28)),
        draw(st.integers(0, 23)) if hour is None else hour,
        draw(st.integers(0, 59)) if minute is None else minute,
        min(59, second[0]) if second else draw(st.integers(0, 59)),
        tzinfo=zone,
    )


@given(
    dates().filter(lambda day: day.year is None or 2 <= day.year <= 9980),
    dates().filter(lambda day: day.year is None or 2 <= day.year <= 9980),
    st.data(),
)
def test_before_and_after_are_certain(a: PartialDate, b: PartialDate, data: st.DataObject) -> None:
    """Whatever moment either date may mean, where the relation is "before" the one comes before the other."""
    one, two = data.draw(moments(a)), data.draw(moments(b))
    relation = a.relation(b)
    if relation == "before":
        assert one < two
    elif relation == "after":
        assert one > two


@given(dates().filter(lambda day: day.year is not None), st.data())
def test_a_date_overlaps_what_it_holds(day: PartialDate, data: st.DataObject) -> None:
    """A date overlaps itself said less precisely: without its time, its day, its month."""
    coarser = [PartialDate(year=day.year, month=day.month, day=day.day, decade=day.decade), PartialDate(year=day.year)]
    if day.month is not None:
        coarser.append(PartialDate(year=day.year, month=day.month))
    assert day.relation(data.draw(st.sampled_from(coarser))) == "overlaps"


@given(st.dates(), st.dates())
def test_days_are_counted_as_the_calendar_counts(a: date, b: date) -> None:
    """Bounds of two days in one zone differ by as many days as the standard library says."""
    one, two = (PartialDate(year=day.year, month=day.month, day=day.day, zone="Z").bounds() for day in (a, b))
    assert one is not None
    assert two is not None
    assert two[0] - one[0] == (b - a).days * 86_400
    assert one[1] - one[0] == 86_399


@given(st.text(max_size=25) | st.from_regex(r"-{0,3}[0-9]{2,4}(-[0-9]{2}){0,2}(T[0-9:]{5,8})?(Z|[+-][0-9:]{5})?"))
def test_any_text_is_a_date_or_a_record_error(text: str) -> None:
    """Whatever is parsed is a date that prints what was read, but for white space and the zone of nought, or refused."""
    try:
        day = PartialDate.parse(text)
    except RecordError as error:
        assert error.field  # noqa: PT017 - either of two answers is right
        return
    assert PartialDate.parse(str(day)) == day
    assert str(day).upper() == text.strip().upper().replace("+00:00", "Z").replace("-00:00", "Z")


@given(st.datetimes(timezones=st.timezones() | st.just(UTC)))
def test_a_moment_is_a_date_in_utc(moment: datetime) -> None:
    """A moment becomes the second of UTC in which it lies."""
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        return
    day = PartialDate.at(moment)
    assert (day.year, day.month, day.day, day.zone) == (utc.year, utc.month, utc.day, "Z")
    assert day.time == utc.strftime("%H:%M:%S")


# ---- examples -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("2025", {"year": 2025}),
        ("2025-12", {"year": 2025, "month": 12}),
        ("2025-12-19", {"year": 2025, "month": 12, "day": 19}),
        ("--12-19", {"month": 12, "day": 19}),
        ("--12", {"month": 12}),
        ("---19", {"day": 19}),
        ("199X", {"year": 1990, "decade": True}),
        ("199x", {"year": 1990, "decade": True}),
        ("000X", {"year": 0, "decade": True}),
        ("-0260", {"year": -260}),
        ("0000-02-29", {"year": 0, "month": 2, "day": 29}),
        ("--02-29", {"month": 2, "day": 29}),
        ("2025-12-19T05:50+08:00", {"year": 2025, "month": 12, "day": 19, "time": "05:50", "zone": "+08:00"}),
        ("2016-12-31T23:59:60Z", {"year": 2016, "month": 12, "day": 31, "time": "23:59:60", "zone": "Z"}),
        ("2025-12-19T05:50", {"year": 2025, "month": 12, "day": 19, "time": "05:50"}),
        ("2025-12-19-05:00", {"year": 2025, "month": 12, "day": 19, "zone": "-05:00"}),
        (" 2025\n", {"year": 2025}),
    ],
)
def test_written_forms(written: str, fields: dict[str, Any]) -> None:
    """Each written form says these fields and no others."""
    assert PartialDate.parse(written) == PartialDate(**fields)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            " ",
            "2025-02-30",
            "2025-13",
            "2025-00-10",
            "2025-12-32",
            "2025-12-00",
            "2023-02-29",
            "--02-30",
            "--04-31",
        ),
        *("25", "25-12-19", "2025-1-2", "2025/12/19", "19.12.2025", "20251219", "yesterday", "2025-12-19 05:50"),
        *("2025T05:50", "2025-12T05:50", "2025-12+08:00", "2025-12-19T24:00", "2025-12-19T05:60", "2025-12-19T5:50"),
        *(
            "2025-12-19T05:50+25:00",
            "2025-12-19T05:50+14:30",
            "2025-12-19T05:50z",
            "-199X",
            "---",
            "--",
            "----1",
            "---32",
        ),
        *(
            "２０２５",
            "٢٠٢٥",
            "2025-12-19T05:50:61",
            "2025-12-19T05:50:00.5Z",
            "\ud800",
            "\x00",
            "2025\x00",
            "9" * 100_000,
        ),
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    """Days that no calendar has, other forms, other digits: refused with the field and how to write it."""
    with pytest.raises(RecordError) as caught:
        PartialDate.parse(written)
    assert caught.value.field
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "year"),
        ({"year": 2025, "day": 19}, "month"),
        ({"year": 10_000}, "year"),
        ({"year": -10_000}, "year"),
        ({"year": "2025"}, "year"),
        ({"year": True}, "year"),
        ({"year": 2025.0}, "year"),
        ({"month": 13}, "month"),
        ({"year": 2025, "month": 2, "day": 29}, "day"),
        ({"year": 1900, "month": 2, "day": 29}, "day"),
        ({"year": 1995, "decade": True}, "decade"),
        ({"year": -10, "decade": True}, "decade"),
        ({"year": 1990, "month": 1, "decade": True}, "decade"),
        ({"year": 1990, "decade": 1}, "decade"),
        ({"month": 1, "decade": True}, "decade"),
        ({"year": 2025, "time": "05:50"}, "time"),
        ({"day": 1, "time": 5}, "time"),
        ({"day": 1, "time": "5:50"}, "time"),
        ({"year": 2025, "zone": "Z"}, "zone"),
        ({"day": 1, "zone": "MSK"}, "zone"),
        ({"day": 1, "zone": 3}, "zone"),
    ],
)
def test_fields_that_make_no_date_are_refused(fields: dict[str, Any], field: str) -> None:
    """The error names the field that is wrong and carries its value."""
    with pytest.raises(RecordError, match="no such date") as caught:
        PartialDate(**fields)
    assert (caught.value.field, caught.value.value) == (field, fields.get(field))


@pytest.mark.parametrize("zone", ["Z", "+00:00", "-00:00"])
def test_an_offset_of_nought_is_utc(zone: str) -> None:
    """Three ways to write UTC are one date."""
    assert PartialDate(day=1, zone=zone) == PartialDate(day=1, zone="Z")


@pytest.mark.parametrize(
    ("a", "relation", "b"),
    [
        ("2025", "before", "2027"),
        ("2025", "overlaps", "2025-12-19"),
        ("2024-12-31", "overlaps", "2025"),
        ("2024-12-31", "overlaps", "2025-01-01"),
        ("2024-12-30", "before", "2025-01-01T12:00Z"),
        ("2024-12-31Z", "before", "2025-01-01Z"),
        ("2025-12-19T05:50+08:00", "before", "2025-12-19T05:50Z"),
        ("2025-12-19T05:50+08:00", "overlaps", "2025-12-18T21:50:30Z"),
        ("2025-12-19T05:50:00", "overlaps", "2025-12-19T17:50Z"),
        ("2025-12-19T05:50:00", "before", "2025-12-19T17:51Z"),
        ("2025-12-19+03:00", "overlaps", "2025-12-19+08:00"),
        ("199X", "before", "2001"),
        ("199X", "overlaps", "1999-12-31"),
        ("-0260", "before", "0001"),
        ("--12-19", "overlaps", "2025-12-19"),
        ("--12-19", "unknown", "2025-12-20"),
        ("--12-19", "overlaps", "2025-12"),
        ("--12", "unknown", "2025"),
        ("--12", "unknown", "---19"),
        ("--12-19", "unknown", "--12-20"),
    ],
)
def test_relations(a: str, relation: Relation, b: str) -> None:
    """A day in no zone lasts from the first place on earth where it begins to the last where it ends."""
    assert on(a).relation(on(b)) == relation
    assert on(b).relation(on(a)) == OPPOSITE[relation]


def test_a_naive_moment_is_refused() -> None:
    """A moment without a zone is no moment."""
    with pytest.raises(RecordError, match="a time without a zone"):
        PartialDate.at(datetime(2025, 12, 19))  # noqa: DTZ001 - naive is the point
