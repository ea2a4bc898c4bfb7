"""The furniture's own words, in the paper's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

ENGLISH: Mapping[str, str] = {
    "strip": "TODAY’S PAPER",
    "epaper": "EPAPER",
    "by": "By {names}",
    "and": " and ",
    "min_read": "{minutes} min read",
    "updated": "Updated {time}",
    "continued": "Continued on page {page}",
    "from_page": "From page {page}",
    "page": "Page {page}",
    "pages": "{count} pages",
    "number": "No. {number}",
    "briefs": "In brief",
    "letters": "Letters",
    "corrections": "Corrections",
    "editorial": "Editorial",
    "column": "Comment",
    "index": "Inside",
    "joiner": " & ",
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language; English is the only one so far."""

    language: str

    def say(self, key: str, **values: object) -> str:
        """The phrase `key` with its values filled in; KeyError for an unknown phrase."""
        return ENGLISH[key].format(**values)

    def long_date(self, day: date) -> str:
        """For the date line: Wednesday, 4 February 2026."""
        return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"

    def strip_date(self, day: date) -> str:
        """For the strip: February 04, 2026."""
        return f"{MONTHS[day.month - 1]} {day.day:02d}, {day.year}"
