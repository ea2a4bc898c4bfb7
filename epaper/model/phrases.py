"""The furniture's own words, in the paper's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from epaper.model.paper import Notice

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
    "advertisement": "Advertisement",
    "joiner": " & ",
    "past": "From the archive, {date}",
}


# What any paper may say of itself; {name} is the paper's.
ENGLISH_NOTICES = (
    (
        "How to read on",
        "A line under the last column names the page where a report goes on, and a line at its "
        "head there leads back. On a screen both can be tapped, as can the index on page one.",
    ),
    (
        "Whole reports",
        "Nothing was cut to fit this paper. What our reporters filed stands here to the last "
        "word, on one page or on two.",
    ),
    (
        "Keep this copy",
        "Today’s paper is finished when it comes out, and bears its date. Keep it, print it, "
        "read it without a connection: it will not change.",
    ),
    (
        "Pass it on",
        "One copy serves a household. When you have read {name}, leave it on the table for "
        "whoever comes next.",
    ),
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language; English is the only one so far."""

    language: str

    def say(self, key: str, **values: object) -> str:
        """The phrase `key` with its values filled in; KeyError for an unknown phrase."""
        return ENGLISH[key].format(**values)

    def notices(self, name: str) -> tuple[Notice, ...]:
        """Notices of the house for the paper `name`, to print where it has none of its own."""
        return tuple(
            Notice(title=title, text=text.replace("{name}", name))
            for title, text in ENGLISH_NOTICES
        )

    def long_date(self, day: date) -> str:
        """For the date line: Wednesday, 4 February 2026."""
        return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"

    def short_date(self, day: date) -> str:
        """For notices: 4 February 2026."""
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def strip_date(self, day: date) -> str:
        """For the strip: February 04, 2026."""
        return f"{MONTHS[day.month - 1]} {day.day:02d}, {day.year}"
