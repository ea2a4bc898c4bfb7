"""A language's own ways: dates, numbers, lists, the direction it is written in; by Babel's CLDR.

In: a BCP 47 tag. Out: a `Tongue`, or Babel's own locale. Texts are in `language/catalogue.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_datetime_format,
    get_day_names,
    get_month_names,
)
from babel.lists import format_list
from babel.numbers import format_decimal

ENGLISH = Locale("en", "GB")


@dataclass(frozen=True)
class Weekday:
    """A day of the week, in full and short."""

    wide: str
    short: str


@dataclass(frozen=True)
class Tongue:
    """One language's dates and numbers. `direction` is ltr or rtl.

    Times are told in `zone`; without one in that which they were filed with.
    """

    tag: str
    zone: tzinfo | None = None

    @property
    def locale(self) -> Locale:
        """Babel's locale, English where it has none."""
        return locale_of(self.tag) or ENGLISH

    @property
    def known(self) -> bool:
        """True if Babel knows the language."""
        return locale_of(self.tag) is not None

    @property
    def direction(self) -> str:
        """Which way the language is written."""
        return self.locale.text_direction

    def long_date(self, day: date) -> str:
        """Wednesday, 4 February 2026."""
        return format_date(day, "full", locale=self.locale)

    def strip_date(self, day: date) -> str:
        """For the strip: February 04, 2026; elsewhere as the language writes it."""
        pattern = "MMMM dd, y" if self.locale.language == "en" else "long"
        return format_date(day, pattern, locale=self.locale)

    def plain_date(self, day: date) -> str:
        """4 February 2026."""
        return format_date(day, "long", locale=self.locale)

    def short_date(self, day: date) -> str:
        """4 Feb 2026."""
        return format_date(day, "medium", locale=self.locale)

    def month(self, year: int, month: int) -> str:
        """February 2026."""
        return format_skeleton("yMMMM", date(year, month, 1), locale=self.locale)

    def month_name(self, month: int) -> str:
        """February."""
        return str(get_month_names("wide", "stand-alone", self.locale)[month])

    @property
    def weekdays(self) -> tuple[Weekday, ...]:
        """The days of the week, Monday first."""
        wide = get_day_names("wide", "stand-alone", self.locale)
        short = get_day_names("abbreviated", "stand-alone", self.locale)
        return tuple(Weekday(str(wide[day]), str(short[day])) for day in range(7))

    def clock(self, text: str) -> str:
        """The hour and minute of a time of the manifest: 13:05."""
        moment = self._moved(datetime.fromisoformat(text))
        return format_time(moment.time(), "HH:mm", locale=self.locale)

    def time(self, text: str) -> str:
        """A time of the manifest: 4 February 2026, 13:05."""
        moment, clock = self._moved(datetime.fromisoformat(text)), self.clock(text)
        joined = str(get_datetime_format("medium", locale=self.locale))
        return joined.replace("{0}", clock).replace("{1}", self.plain_date(moment))

    def day_of(self, moment: datetime) -> date:
        """The day that a time lies in."""
        return self._moved(moment).date()

    def zone_name(self, moment: datetime) -> str:
        """What the zone is called at that time: UTC, CET, or +06 where it has no name."""
        return self._moved(moment).tzname() or ""

    def _moved(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone) if self.zone else moment

    def listed(self, names: Sequence[str]) -> str:
        """Ada Penn, Tomas Reyl and Solvi Karr."""
        return format_list(list(names), locale=self.locale)

    def number(self, value: float) -> str:
        """1,234 or 2.7."""
        return format_decimal(value, locale=self.locale, format="#,##0.#")

    def megabytes(self, size: int) -> str:
        """A file's size: 2.7 MB."""
        return f"{self.number(max(round(size / 1e6, 1), 0.1))}\u00a0MB"


@cache
def locale_of(tag: str) -> Locale | None:
    """Babel's locale for a BCP 47 tag, also for one with underscores; None where it has none."""
    try:
        return Locale.parse(tag.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError, LookupError):
        return None
