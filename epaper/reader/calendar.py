"""The archive by month and year, with the front pages."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from epaper.archive import Edition
from epaper.reader.library import library

routes = Blueprint("calendar", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """A day of the calendar; None outside the month."""

    day: date | None
    edition: Edition | None


@routes.get("/archive")
def archive() -> ResponseReturnValue:
    """The month of the latest edition."""
    latest = library().latest()
    if latest is None:
        return render_template("empty.html")
    return _month_page(latest.day.year, latest.day.month)


@routes.get("/archive/<int(fixed_digits=4):year>")
def year(year: int) -> ResponseReturnValue:
    """A year: its months, each with its number of editions."""
    months = library().archive.months(library().until, drafts=library().drafts)
    counts = {month.month: month.count for month in months if month.year == year}
    if not counts:
        abort(404)
    return render_template(
        "year.html",
        year=year,
        counts=counts,
        fronts={month: _last_of(year, month) for month in counts},
        years=list(dict.fromkeys(month.year for month in months)),
    )


@routes.get("/archive/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>")
def month(year: int, month: int) -> ResponseReturnValue:
    """A month: a calendar sheet, an edition's front page on each day that has one."""
    if not 1 <= month <= 12 or year < 1:
        abort(404)
    return _month_page(year, month)


def _last_of(year: int, month: int) -> Edition:
    """The last edition of a month that has one: its front page stands for the month."""
    next_month = date(year + month // 12, month % 12 + 1, 1)
    last = library().archive.before(next_month, library().until, library().drafts)
    assert last is not None
    return last


def _month_page(year: int, month: int) -> str:
    archive, until, drafts = library().archive, library().until, library().drafts
    editions = {e.day: e for e in archive.month(year, month, until, drafts=drafts)}
    months = archive.months(until, drafts=drafts)
    if not editions:
        abort(404)
    have = [(m.year, m.month) for m in months]
    here = have.index((year, month))
    return render_template(
        "month.html",
        year=year,
        month=month,
        weeks=_weeks(year, month, editions),
        editions=tuple(editions.values()),
        newer=have[here - 1] if here else None,
        older=have[here + 1] if here + 1 < len(have) else None,
    )


def _weeks(year: int, month: int, editions: dict[date, Edition]) -> list[list[DayCell]]:
    """The month's weeks, Monday first."""
    return [
        [
            DayCell(
                day=day if day.month == month else None,
                edition=editions.get(day) if day.month == month else None,
            )
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
