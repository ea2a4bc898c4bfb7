"""Days that an edition looks back to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

DAYS_BACK = (7, 28)
YEARS_BACK = (1, 2, 5, 10, 20, 25, 50, 75, 100)


def days_back(today: date) -> Iterator[date]:
    """The days to look back to, nearest first."""
    for days in DAYS_BACK:
        with suppress(OverflowError):
            yield today - timedelta(days=days)
    for years in YEARS_BACK:
        with suppress(ValueError):  # 29 February, or before the calendar
            yield today.replace(year=today.year - years)
