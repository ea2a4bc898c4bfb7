"""The furniture's own words, in the paper's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from epaper.language.catalogue import read_catalogue
from epaper.language.locale import Tongue
from epaper.language.numerals import figures
from epaper.model import Notice
from epaper.model.script import WIDE, script_of
from epaper.text import ordinal


def N_(text: str) -> str:
    """`text` itself, marked as one that the catalogue translates."""
    return text


ENGLISH: Mapping[str, str] = {
    "strip": N_("TODAY’S PAPER"),
    "epaper": N_("EPAPER"),
    "by": N_("By {names}"),
    "min_read": N_("{minutes} min read"),
    "updated": N_("Updated {time}"),
    "continued": N_("Continued on page {page}"),
    "from_page": N_("From page {page}"),
    "page": N_("Page {page}"),
    "pages": N_("{count} pages"),
    "number": N_("No. {number}"),
    "briefs": N_("In brief"),
    "letters": N_("Letters"),
    "corrections": N_("Corrections"),
    "editorial": N_("Editorial"),
    "column": N_("Comment"),
    "index": N_("Inside"),
    "advertisement": N_("Advertisement"),
    "joiner": N_(" & "),
    "on_the_web": N_("Read it on the web"),
    "past": N_("From the archive, {date}"),
    "first_edition": N_("1st edition"),
    # The number of an edition after the first; in English with its ending: 2nd, 3rd, 4th.
    "edition": N_("{ordinal} edition"),
}


# What any paper may say of itself; {name} is the paper's.
ENGLISH_NOTICES = (
    (
        N_("How to read on"),
        N_(
            "A line under the last column names the page where a report goes on, and a line at its "
            "head there leads back. On a screen both can be tapped, as can the index on page one."
        ),
    ),
    (
        N_("Whole reports"),
        N_(
            "Nothing was cut to fit this paper. What our reporters filed stands here to the last "
            "word, on one page or on two."
        ),
    ),
    (
        N_("Keep this copy"),
        N_(
            "Today’s paper is finished when it comes out, and bears its date. Keep it, print it, "
            "read it without a connection: it will not change."
        ),
    ),
    (
        N_("Pass it on"),
        N_(
            "One copy serves a household. When you have read {name}, leave it on the table for "
            "whoever comes next."
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language; a text that is not translated stays English."""

    language: str

    def say(self, key: str, **values: object) -> str:
        """The phrase `key` with its values filled in; KeyError for an unknown phrase."""
        shown = {name: self._shown(value) for name, value in values.items()}
        return read_catalogue(self.language).gettext(ENGLISH[key]).format(**shown)

    def _shown(self, value: object) -> object:
        """Numbers and times in the language's figures; names and all else as they are."""
        return self.figure(value) if str(value)[:1].isdigit() else value

    def figure(self, number: object) -> str:
        """A number in the language's figures: 12, ১২."""
        return figures(str(number), self.language)

    def grouped(self, number: int) -> str:
        """A large number as it is read, in groups: 48,453 or 48.453."""
        return self.figure(Tongue(self.language).number(number).replace("\u202f", "\u00a0"))

    def edition(self, number: int) -> str:
        """Which edition of the day it is: 1st edition, 2nd edition, 21st edition."""
        if number == 1:
            return self.say("first_edition")
        text = ENGLISH["edition"]
        told = read_catalogue(self.language).gettext(text)
        shown = ordinal(number) if told == text else self.figure(number)
        return told.format(ordinal=shown)

    @property
    def comma(self) -> str:
        """The comma between two of several things, and the space after it."""
        script = script_of(self.language)
        return "، " if script == "Arab" else "、" if script in WIDE else ", "

    def notices(self, name: str) -> tuple[Notice, ...]:
        """Notices of the house for the paper `name`, to print where it has none of its own."""
        told = read_catalogue(self.language).gettext
        return tuple(
            Notice(title=told(title), text=told(text).replace("{name}", name))
            for title, text in ENGLISH_NOTICES
        )

    def listed(self, names: Sequence[str]) -> str:
        """Ada Penn, Tomas Reyl and Solvi Karr."""
        return Tongue(self.language).listed(names)

    def long_date(self, day: date) -> str:
        """For the date line: Wednesday, 4 February 2026."""
        return self.figure(Tongue(self.language).long_date(day))

    def strip_date(self, day: date) -> str:
        """For the strip: February 04, 2026."""
        return self.figure(Tongue(self.language).strip_date(day))

    def short_date(self, day: date) -> str:
        """For notices: 4 February 2026."""
        return self.figure(Tongue(self.language).plain_date(day))
