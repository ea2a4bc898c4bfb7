"""Times of feeds and desks: what is read, and what is not guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.wire.times import read_time

DHAKA = ZoneInfo("Asia/Dhaka")
SIX = datetime(2026, 2, 4, 5, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-04T05:40:00+00:00",
        "2026-02-04t05:40z",
        "2026-02-04 11:40:00 +06:00",
        "2026-02-04T11:40:00+0600",
        "2026/02/04 05:40 UTC",
        "20260204T054000+0000",
        "20260204T054000Z",
        "Wed, 04 Feb 2026 05:40:00 +0000",
        "Wed, 4 Feb 2026 00:40:00 EST",
        "Wed Feb  4 05:40:00 UTC 2026",
        "Feb. 4, 2026 12:40 am EST",
        "Wednesday, February 4, 2026 at 5:40 a.m. GMT",
        "4th February 2026, 05:40 (UTC)",
        "04.02.2026 06:40 CET",
        "2026-02-04 05:40:00.250 Europe/London",
        "2026-02-04 06:40 GMT+1",
        "1770183600",
        "1770183600000",
    ],
)
def test_one_moment_in_many_forms(text: str) -> None:
    found = read_time(text, DHAKA)
    assert found is not None
    assert found.zoned
    assert found.timed
    assert found.moment.replace(microsecond=0) == SIX


@pytest.mark.parametrize(
    "text", ["2026-02-04T11:40:00", "2026/02/04 11:40", "4 February 2026 11:40 am"]
)
def test_without_a_zone_it_is_the_papers(text: str) -> None:
    found = read_time(text, DHAKA)
    assert found is not None
    assert not found.zoned
    assert found.moment == SIX
    assert found.at(UTC) == datetime(2026, 2, 4, 11, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-02-04", "20260204", "4 February 2026", "Feb 4, 2026", "04.02.2026"]
)
def test_a_day_alone_begins_at_midnight(text: str) -> None:
    found = read_time(text, DHAKA)
    assert found is not None
    assert not found.timed
    assert found.moment == datetime(2026, 2, 4, tzinfo=DHAKA)


def test_a_leap_second_is_the_second_before_it() -> None:
    found = read_time("2026-06-30T23:59:60Z")
    assert found is not None
    assert found.moment == datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "04/02/2026", "2026-02-30", "4 Foo 2026", "4 February 2026 25:00"),
        *("2026-02-04 05:40 IST", "4 February 2026 13:00 pm", "0001-01-01T00:00:00Z", "12"),
        *("9999-12-31T23:59:59-12:00", "4 February 2026 12", "1" * 500),
    ],
)
def test_what_says_no_time_or_two(text: str) -> None:
    assert read_time(text, DHAKA) is None


@given(st.text(max_size=70))
def test_any_text_is_answered(text: str) -> None:
    read_time(text, DHAKA)


@given(st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)))
def test_iso_times_come_through_whole(moment: datetime) -> None:
    found = read_time(moment.isoformat())
    assert found is not None
    assert found.moment == moment
